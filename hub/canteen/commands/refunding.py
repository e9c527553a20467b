"""Money goes back: for an order that is cancelled, by the terms that are data, or by goodwill."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg

from hub.canteen import reads
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.models import MealRefund, MealRefundPolicy
from hub.canteen.rules import (
    MANAGERS,
    REFUNDABLE,
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    OrderStatus,
    PaymentMethod,
    PaymentStatus,
    RefundStatus,
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
    p.site_id, p.provider, o.site_id AS kitchen_id, o."on", area.ancestors,
    (SELECT id FROM ledger_entry WHERE payment_id = p.id AND kind = 'ORDER_PAID') AS paid_by_id
FROM meal_payment p
JOIN meal_order o ON o.id = p.order_id
JOIN site ON site.id = o.point_id
JOIN area ON area.id = site.area_id
WHERE p.order_id = ANY($1) AND p.status IN ('PENDING', 'CAPTURED')
ORDER BY p.id FOR NO KEY UPDATE OF p
"""
_EXPIRE = "UPDATE meal_payment SET status = 'EXPIRED' WHERE id = $1 AND status = 'PENDING'"
_GIVE_BACK = """WITH given_back AS (
    UPDATE meal_payment SET refunded_fen = refunded_fen + $2,
        status = CASE WHEN refunded_fen + $2 = amount_fen THEN 'REFUNDED' ELSE status END
    WHERE id = $1 RETURNING order_id
)
UPDATE meal_bill SET paid_fen = paid_fen - $2 FROM given_back
WHERE meal_bill.order_id = given_back.order_id"""
# Held, so that the card is not closed while money goes onto it.
LIVE_ACCOUNT = """SELECT account_id FROM meal_card
WHERE resident_id = $1 AND status IN ('ISSUED', 'ACTIVE', 'FROZEN') FOR SHARE"""


async def refund_orders(
    tx: Transaction, order_ids: Sequence[UUID], to: OrderStatus, now: datetime
) -> None:
    """Give back what was paid for orders that have just reached a state, as far as it says so.

    Orders that nobody has paid anything for cost one look. Card payments go back onto the card,
    outside payments through their provider, cash is owed at the counter.
    """
    if to not in REFUNDABLE:
        return
    terms: dict[UUID, RefundTerms] = {}
    for payment in await tx.fetch(_PAYMENTS, order_ids):
        order_id = payment["order_id"]
        if payment["status"] == PaymentStatus.PENDING:
            await tx.execute(_EXPIRE, payment["id"])
            continue
        if order_id not in terms:
            terms[order_id] = await reads.refund_terms(tx, payment["ancestors"], payment["on"])
        left = payment["amount_fen"] - payment["refunded_fen"]
        amount = refund_fen(left, refund_share(to, terms[order_id]))
        if amount > 0:
            await _give_back(tx, payment, amount, now, None)


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
    paid = [
        payment
        for payment in reversed(await tx.fetch(_PAYMENTS, [order_id]))
        if payment["status"] == PaymentStatus.CAPTURED
    ]
    most = sum(payment["amount_fen"] - payment["refunded_fen"] for payment in paid)
    wanted = most if amount_fen is None else amount_fen
    if not 1 <= wanted <= most:
        raise CanteenRefused(CanteenReason.NOT_REFUNDABLE, field="amountFen", most_fen=most)
    for payment in paid:
        amount = min(wanted, payment["amount_fen"] - payment["refunded_fen"])
        if amount > 0:
            await _give_back(tx, payment, amount, now, reason)
            wanted -= amount
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
            source, from_on, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            policy_id,
            area_id,
            terms.late_cancel_percent,
            terms.no_show_percent,
            source,
            from_on,
            now,
        )
    return policy_id


async def request_refund(tx: Transaction, payment_id: UUID, amount_fen: int, now: datetime) -> None:
    """Have money given back through the provider that brought it: at once, and until it is."""
    await MealRefund.create(
        id=new_key(),
        payment_id=payment_id,
        amount_fen=amount_fen,
        status=RefundStatus.REQUESTED,
        requested_at=now,
        next_at=now,
    )


async def _give_back(
    tx: Transaction, payment: asyncpg.Record, amount_fen: int, now: datetime, note: str | None
) -> None:
    """Give back so much of a payment that this transaction holds."""
    is_whole = amount_fen == payment["amount_fen"]
    sales_id = await account_of(tx, LedgerAccountKind.SALES, site_id=payment["kitchen_id"])
    to_id = await _way_back(tx, payment)
    await move_money(
        tx,
        LedgerEntryKind.ORDER_REFUNDED,
        amount_fen,
        from_id=sales_id,
        to_id=to_id,
        now=now,
        site_id=payment["site_id"],
        order_id=payment["order_id"],
        payment_id=payment["id"],
        reverses_id=payment["paid_by_id"] if is_whole else None,
        note=note,
    )
    await tx.execute(_GIVE_BACK, payment["id"], amount_fen)
    if payment["method"] == PaymentMethod.PROVIDER:
        await request_refund(tx, payment["id"], amount_fen, now)
    tx.record(
        "meal_payment.refunded",
        payment["id"],
        scope_id=payment["kitchen_id"],
        resident_id=payment["resident_id"],
        amount_fen=amount_fen,
    )


async def _way_back(tx: Transaction, payment: asyncpg.Record) -> UUID:
    """The account that money for a payment goes back to."""
    resident_id: UUID = payment["resident_id"]
    if payment["method"] == PaymentMethod.PROVIDER:
        return await account_of(tx, LedgerAccountKind.REFUNDING, provider=payment["provider"])
    if payment["method"] == PaymentMethod.CARD:
        account_id: UUID | None = await tx.fetchval(LIVE_ACCOUNT, resident_id)
        if account_id is not None:
            return account_id
    return await account_of(tx, LedgerAccountKind.PAYABLE, resident_id=resident_id)
