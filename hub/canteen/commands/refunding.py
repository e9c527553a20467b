"""Money goes back: for an order that is cancelled, by the terms that are data, or by goodwill."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg

from hub.canteen import reads
from hub.canteen.commands.giving_back import Paid, give_back
from hub.canteen.models import MealRefundPolicy
from hub.canteen.rules import (
    MANAGERS,
    REFUNDABLE,
    CanteenReason,
    CanteenRefused,
    OrderStatus,
    PaymentMethod,
    PaymentStatus,
    RefundTerms,
    check_terms,
    check_text,
    refund_fen,
    refund_share,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_PAYMENTS = """
SELECT p.id, p.order_id, p.method, p.status, p.amount_fen, p.refunded_fen, p.resident_id,
    p.site_id, p.provider, o.site_id AS kitchen_id, o."on", area.id AS area_id,
    area.ancestors,
    (SELECT id FROM ledger_entry WHERE payment_id = p.id AND kind = 'ORDER_PAID') AS paid_by_id
FROM meal_payment p
JOIN meal_order o ON o.id = p.order_id
JOIN site ON site.id = o.point_id
JOIN area ON area.id = site.area_id
WHERE p.order_id = ANY($1) AND p.status IN ('PENDING', 'CAPTURED')
ORDER BY p.id FOR NO KEY UPDATE OF p
"""
_EXPIRE = "UPDATE meal_payment SET status = 'EXPIRED' WHERE id = ANY($1) AND status = 'PENDING'"


async def refund_orders(
    tx: Transaction, order_ids: Sequence[UUID], to: OrderStatus, now: datetime
) -> None:
    """Give back what was paid for orders that have just reached a state, as far as it says so.

    Orders that nobody has paid anything for cost one look.
    """
    if to not in REFUNDABLE:
        return
    rows = await tx.fetch(_PAYMENTS, order_ids)
    unpaid = [row["id"] for row in rows if row["status"] == PaymentStatus.PENDING]
    if unpaid:
        await tx.execute(_EXPIRE, unpaid)
    terms: dict[tuple[UUID, date], RefundTerms] = {}
    refunds = []
    for row in rows:
        if row["status"] != PaymentStatus.CAPTURED:
            continue
        where = (row["area_id"], row["on"])
        if where not in terms:
            terms[where] = await reads.refund_terms(tx, row["ancestors"], row["on"])
        paid = _paid(row)
        refunds.append((paid, refund_fen(paid.left_fen, refund_share(to, terms[where]))))
    await give_back(tx, [(paid, fen) for paid, fen in refunds if fen > 0], now)


@command
async def refund_order(
    tx: Transaction,
    *,
    order_id: UUID,
    reason: str,
    viewer: Viewer,
    now: datetime,
    amount_fen: int | None = None,
) -> UUID:
    """Give back some or all of what was paid for an order, as its manager and with a reason.

    Raises:
        CanteenRefused: NO_SUCH_ORDER, REASON_NEEDED, NOT_REFUNDABLE with what can be given back.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    order = await reads.order_to_pay(tx, order_id, None, now)
    if order is None or not order.works_here(viewer, MANAGERS):
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    tx.beneficiary_id = order.resident_id
    rows = await tx.fetch(_PAYMENTS, [order_id])
    payments = [_paid(row) for row in reversed(rows) if row["status"] == PaymentStatus.CAPTURED]
    most = sum(paid.left_fen for paid in payments)
    wanted = most if amount_fen is None else amount_fen
    if not 1 <= wanted <= most:
        raise CanteenRefused(CanteenReason.NOT_REFUNDABLE, field="amountFen", most_fen=most)
    refunds = []
    for paid in payments:
        fen = min(wanted, paid.left_fen)
        wanted -= fen
        if fen > 0:
            refunds.append((paid, fen))
    await give_back(tx, refunds, now, reason)
    return order_id


@command
async def publish_refund_policy(
    tx: Transaction,
    *,
    area_id: UUID,
    terms: RefundTerms,
    source: str,
    from_on: date,
    now: datetime,
) -> UUID:
    """Bring terms into force in an area from a day; those before them end that day.

    Terms that were in force stay so for the days that are past: none end before today.

    Raises:
        CanteenRefused: REFUND_POLICY_NOT_VALID, also when there are later ones already.
    """
    check_terms(terms, source)
    check_text("source", source)
    later = CanteenRefused(CanteenReason.REFUND_POLICY_NOT_VALID, field="fromOn")
    ended = await MealRefundPolicy.filter(
        area_id=area_id, from_on__lt=from_on, until_on=None
    ).update(until_on=from_on)
    if ended and from_on < day_of(now):
        raise later
    policy_id = new_key()
    nowhere = CanteenRefused(CanteenReason.REFUND_POLICY_NOT_VALID, field="areaId")
    with (
        refusing("meal_refund_policy_one_at_a_time", later),
        refusing("meal_refund_policy_area_id_fkey", nowhere),
    ):
        await tx.execute(
            """INSERT INTO meal_refund_policy (id, area_id, late_cancel_percent, no_show_percent,
            pay_out_alone_fen, source, from_on, published_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
            policy_id,
            area_id,
            terms.late_cancel_percent,
            terms.no_show_percent,
            terms.pay_out_alone_fen,
            source,
            from_on,
            now,
        )
    return policy_id


def _paid(row: asyncpg.Record) -> Paid:
    return Paid(
        payment_id=row["id"],
        order_id=row["order_id"],
        resident_id=row["resident_id"],
        kitchen_id=row["kitchen_id"],
        site_id=row["site_id"],
        method=PaymentMethod(row["method"]),
        provider=row["provider"],
        amount_fen=row["amount_fen"],
        refunded_fen=row["refunded_fen"],
        paid_by_id=row["paid_by_id"],
    )
