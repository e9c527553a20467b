"""Moving rounds and stops along their states, inside whoever's transaction, each move a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen.models import DeliveryRoundMove, DeliveryStopMove
from hub.canteen.rules import (
    STOP_FOLLOWS,
    UNDONE_STOPS,
    FulfilmentMode,
    OrderFactsToMove,
    OrderStatus,
    RoundStatus,
    StopStatus,
)
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key

_OF_ORDERS = """SELECT id, round_id, status FROM delivery_stop
WHERE order_id = ANY($1) AND status = ANY($2::text[])
ORDER BY id FOR NO KEY UPDATE"""
# A stop moves only from the state that was decided on.
_MOVE_STOPS = """UPDATE delivery_stop s SET status = $3, status_at = $4,
    signed_by = NULL, signer = NULL, signature = NULL
FROM unnest($1::uuid[], $2::text[]) AS wanted (stop_id, from_status)
WHERE s.id = wanted.stop_id AND s.status = wanted.from_status RETURNING s.id"""
_MOVE_ROUND = """UPDATE delivery_round SET status = $3::text, status_at = $4,
    is_offered = is_offered AND $3::text IN ('PLANNED', 'LOADED', 'OUT')
WHERE id = $1 AND status = $2 RETURNING point_id, volunteer_id"""
_EMPTY = """SELECT id, status FROM delivery_round r
WHERE id = ANY($1) AND status IN ('PLANNED', 'LOADED') AND NOT EXISTS (
    SELECT FROM delivery_stop s WHERE s.round_id = r.id
    AND s.status NOT IN ('CANCELLED', 'REFUSED', 'RETURNED'))
ORDER BY id FOR NO KEY UPDATE"""


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as it was when its move was decided on."""

    stop_id: UUID
    round_id: UUID
    status: StopStatus


async def follow_orders(
    tx: Transaction,
    orders: Sequence[OrderFactsToMove],
    to: OrderStatus,
    now: datetime,
    reason: str | None,
) -> None:
    """Let stops follow the orders that were moved: what is cancelled is not delivered any more.

    A round that has not set out and has nothing left to deliver is cancelled with it. Where a
    redemption is taken back, the meal is not delivered: its order may be planned again.
    """
    keys = [order.order_id for order in orders if order.mode is FulfilmentMode.DELIVERY]
    is_undone = to is OrderStatus.READY
    follows = StopStatus.RETURNED if is_undone else STOP_FOLLOWS.get(to)
    if follows is None or not keys:
        return
    among = [StopStatus.DELIVERED] if is_undone else sorted(UNDONE_STOPS)
    stops = [
        Stop(row["id"], row["round_id"], StopStatus(row["status"]))
        for row in await tx.fetch(_OF_ORDERS, keys, among)
    ]
    await move_stops(tx, stops, follows, now, reason)
    if follows is not StopStatus.DELIVERED:
        await cancel_empty(tx, {stop.round_id for stop in stops}, now, reason)


async def move_stops(
    tx: Transaction, stops: Sequence[Stop], to: StopStatus, now: datetime, reason: str | None
) -> None:
    """Move stops that were read and decided on.

    Raises:
        asyncpg.SerializationError: one of them was moved since it was read.
    """
    if not stops:
        return
    ids, statuses = [stop.stop_id for stop in stops], [stop.status.value for stop in stops]
    moved = await tx.fetch(_MOVE_STOPS, ids, statuses, to, now)
    if len(moved) != len(stops):
        # Somebody moved one of them meanwhile. Run again: the rules will say why not.
        raise asyncpg.SerializationError("The facts of a stop were overtaken.")
    await log_stops(tx, stops, to, now, reason)


async def log_stops(
    tx: Transaction, stops: Sequence[Stop], to: StopStatus, now: datetime, reason: str | None
) -> None:
    """Write down what happened to stops, and tell who follows their rounds."""
    await DeliveryStopMove.bulk_create(
        DeliveryStopMove(
            id=new_key(),
            stop_id=stop.stop_id,
            at=now,
            from_status=stop.status,
            to_status=to,
            round_id=stop.round_id,
            by_id=tx.by.account_id,
            reason=reason,
        )
        for stop in stops
    )
    for stop in stops:
        tx.record("delivery_stop.moved", stop.stop_id, scope_id=stop.round_id, status=to)


async def move_round(
    tx: Transaction,
    round_id: UUID,
    status: RoundStatus,
    to: RoundStatus,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Move a round that was read and decided on.

    Raises:
        asyncpg.SerializationError: it was moved since it was read.
    """
    row = await tx.fetchrow(_MOVE_ROUND, round_id, status, to, now)
    if row is None:
        raise asyncpg.SerializationError("The facts of a round were overtaken.")
    await log_round(tx, round_id, status, to, row["volunteer_id"], now, reason)
    tx.record("delivery_round.moved", round_id, scope_id=row["point_id"], status=to)


async def log_round(
    tx: Transaction,
    round_id: UUID,
    status: RoundStatus | None,
    to: RoundStatus,
    volunteer_id: UUID | None,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Write down what happened to a round, and in whose hands it is now."""
    await DeliveryRoundMove.create(
        id=new_key(),
        round_id=round_id,
        at=now,
        from_status=status,
        to_status=to,
        volunteer_id=volunteer_id,
        by_id=tx.by.account_id,
        reason=reason,
    )


async def cancel_empty(
    tx: Transaction, round_ids: set[UUID], now: datetime, reason: str | None
) -> None:
    """Cancel those of the rounds that have not set out and have nothing left to deliver."""
    for row in await tx.fetch(_EMPTY, list(round_ids)):
        status = RoundStatus(row["status"])
        await move_round(tx, row["id"], status, RoundStatus.CANCELLED, now, reason)
