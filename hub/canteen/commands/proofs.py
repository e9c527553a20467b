"""Writing down that meals were taken: whatever completes orders does so, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen.rules import OrderFactsToMove, Proof
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key

_WRITE = """INSERT INTO redemption (id, order_id, point_id, method, reason, at, recorded_at, by_id,
    collector_id, list_id)
SELECT id, order_id, point_id, $4, $5, $6, $7, $8, collector_id, $10
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $9::uuid[])
    AS taken (id, order_id, point_id, collector_id)"""


@dataclass(frozen=True, slots=True)
class Taken:
    """When meals were taken, when the hub heard of it, and from which offline list."""

    at: datetime
    recorded_at: datetime
    list_id: UUID | None = None


async def write_redemptions(
    tx: Transaction, orders: Sequence[OrderFactsToMove], proof: Proof, taken: Taken
) -> list[UUID]:
    """One redemption for each order, on the same proof, at the point of the order."""
    keys = [new_key() for _ in orders]
    try:
        await tx.execute(
            _WRITE,
            keys,
            [order.order_id for order in orders],
            [order.point_id for order in orders],
            proof.method,
            proof.reason,
            taken.at,
            taken.recorded_at,
            tx.by.account_id,
            [collector_of(order, proof) for order in orders],
            taken.list_id,
        )
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name != "redemption_once":
            raise
        # Somebody redeemed one of them meanwhile. Run again: the rules will say when and where.
        raise asyncpg.SerializationError("An order was redeemed meanwhile.") from None
    for key, order in zip(keys, orders, strict=True):
        tx.record(
            "redemption.made",
            key,
            scope_id=order.site_id,
            point_id=order.point_id,
            order_id=order.order_id,
            method=proof.method,
        )
    return keys


def collector_of(order: OrderFactsToMove, proof: Proof) -> UUID | None:
    """Who fetched the meal, unless the resident came in person."""
    return None if proof.collector_id == order.resident_id else proof.collector_id
