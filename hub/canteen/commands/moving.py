"""Moving orders along their states: one statement moves them and gives back what they held."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen import reads
from hub.canteen.commands.packing import check_packing
from hub.canteen.commands.proofs import Taken, write_redemptions
from hub.canteen.commands.refunding import refund_orders
from hub.canteen.commands.rounds_moves import follow_orders
from hub.canteen.rules import (
    CANCELLED,
    COMPLETED,
    MOST_AT_ONCE,
    UNCLAIMED,
    CanteenReason,
    CanteenRefused,
    OrderFactsToMove,
    OrderStatus,
    Proof,
    RedemptionMethod,
    cancelled_as,
    check_board,
    check_moves,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# The menus are locked first and in order of their keys, as when an order is placed, so that nobody
# waits in a circle. An order moves only from the state that was decided on, so that what it holds
# is given back once: portions and its seat when it is cancelled ($5), the subsidy when it is not
# taken, or was taken and an objection was right ($6 RELEASED; REDEEMED when it is).
_MOVE = """
WITH locked AS (
    SELECT id FROM menu WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
), moved AS (
    UPDATE meal_order o SET status = $3, status_at = $4,
        cancelled_at = CASE WHEN $5 THEN $4 ELSE cancelled_at END
    FROM unnest($7::uuid[], $8::text[], $9::uuid[]) AS wanted (order_id, from_status, move_id),
        (SELECT count(*) AS menus FROM locked) AS all_locked
    WHERE o.id = wanted.order_id AND o.status = wanted.from_status AND menus >= 0
    RETURNING o.id, o.serving_id, from_status, move_id
), logged AS (
    INSERT INTO meal_order_move (id, order_id, at, from_status, to_status, by_id, reason)
    SELECT move_id, id, $4, from_status, $3, $2, $10 FROM moved
), returned AS (
    UPDATE menu_item SET taken = taken - back.portions
    FROM (SELECT item_id, sum(portions)::int AS portions FROM meal_order_line
        JOIN moved ON moved.id = order_id WHERE $5 GROUP BY item_id) AS back
    WHERE menu_item.id = back.item_id
), vacated AS (
    UPDATE serving SET taken = taken - back.seats
    FROM (SELECT serving_id, count(*)::int AS seats FROM moved WHERE $5 GROUP BY 1) AS back
    WHERE serving.id = back.serving_id
), claimed AS (
    UPDATE subsidy_claim SET status = $6 FROM moved
    WHERE order_id = moved.id AND (subsidy_claim.status = 'RESERVED' AND $6::text IS NOT NULL
        OR subsidy_claim.status = 'REDEEMED' AND $6 = 'RELEASED')
    RETURNING resident_id, "on", amount_fen, windows
), freed AS (
    UPDATE subsidy_use AS held
    SET amount_fen = held.amount_fen - back.amount_fen, meals = held.meals - back.meals
    FROM (SELECT resident_id, span.kind, span.from_on,
            sum(amount_fen)::bigint AS amount_fen, count(*)::int AS meals
        FROM claimed, LATERAL (VALUES ('DAY', "on"), ('WEEK', date_trunc('week', "on")::date))
            AS span (kind, from_on)
        WHERE $6 = 'RELEASED' AND span.kind = ANY(windows) GROUP BY 1, 2, 3) AS back
    WHERE held.resident_id = back.resident_id
        AND held."window" = back.kind AND held.from_on = back.from_on
)
SELECT count(*) FROM moved
"""


@command
async def cancel_order(
    tx: Transaction, *, order_id: UUID, viewer: Viewer, now: datetime, reason: str | None = None
) -> UUID:
    """Cancel an order; after the cut-off only staff may, with a reason.

    Raises:
        CanteenRefused: CUTOFF_PASSED, CANNOT_MOVE, or NO_SUCH_ORDER for anybody else's order.
    """
    orders = await reads.orders_to_move(tx, [order_id], viewer.resident_id, now)
    if not orders:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    to = cancelled_as(viewer, orders[0], now, reason)
    tx.beneficiary_id = orders[0].resident_id
    await move(tx, orders, to, now, reason)
    return order_id


@command
async def move_orders(
    tx: Transaction,
    *,
    order_ids: Sequence[UUID],
    to: OrderStatus,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> list[UUID]:
    """Move orders along their states, as staff: all of them, or none.

    Raises:
        CanteenRefused: with the place of the first order that cannot move in `field`.
    """
    wanted = list(dict.fromkeys(order_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise CanteenRefused(CanteenReason.TOO_MANY_ORDERS, field="orderIds", most=MOST_AT_ONCE)
    found = {order.order_id: order for order in await reads.orders_to_move(tx, wanted, None, now)}
    for place, key in enumerate(wanted):
        if key not in found:
            raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field=f"orderIds.{place}")
    orders = [found[key] for key in wanted]
    check_moves(viewer, orders, to, now, reason)
    if len(orders) == 1:
        tx.beneficiary_id = orders[0].resident_id
    check_board(orders, to, now)
    if to is OrderStatus.READY:
        await check_packing(tx, orders)
    await move(tx, orders, to, now, reason)
    if to in COMPLETED.values():
        proof = Proof(RedemptionMethod.MANUAL, reason=reason)
        await write_redemptions(tx, orders, proof, Taken(now, now))
    return wanted


async def move(
    tx: Transaction,
    orders: Sequence[OrderFactsToMove],
    to: OrderStatus,
    now: datetime,
    reason: str | None,
) -> None:
    """Move orders that were read and decided on, inside the transaction of some command.

    Raises:
        asyncpg.SerializationError: one of them was moved since it was read.
    """
    claim = "RELEASED" if to in UNCLAIMED else "REDEEMED" if to in COMPLETED.values() else None
    with refusing("meal_order_one_a_meal", CanteenRefused(CanteenReason.ALREADY_ORDERED)):
        moved = await tx.fetchval(
            _MOVE,
            list({order.menu_id for order in orders}),
            tx.by.account_id,
            to,
            now,
            to in CANCELLED,
            claim,
            [order.order_id for order in orders],
            [order.status for order in orders],
            [new_key() for _ in orders],
            reason,
        )
    if moved != len(orders):
        # Somebody moved one of them since they were read. Run again: the rules will say why not.
        raise asyncpg.SerializationError("The facts of an order were overtaken.")
    await refund_orders(tx, [order.order_id for order in orders], to, now)
    await follow_orders(tx, orders, to, now, reason)
    for order in orders:
        tx.record(
            "meal_order.moved",
            order.order_id,
            scope_id=order.site_id,
            point_id=order.point_id,
            resident_id=order.resident_id,
            mode=order.mode,
            status=to,
        )
