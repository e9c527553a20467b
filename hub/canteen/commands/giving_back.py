"""Money goes back the way it came: all payments of a command in a handful of statements."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.canteen.commands.ledger import (
    Movement,
    account_of,
    accounts_of_residents,
    move_all,
)
from hub.canteen.rules import LedgerAccountKind, LedgerEntryKind, PaymentMethod
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key

# Held, so that a card is not closed while money goes onto it.
_LIVE = """SELECT resident_id, account_id FROM meal_card
WHERE resident_id = ANY($1) AND status IN ('ISSUED', 'ACTIVE', 'FROZEN') ORDER BY id FOR SHARE"""
_GIVE_BACK = """
WITH given_back AS (
    UPDATE meal_payment p SET refunded_fen = refunded_fen + fen,
        status = CASE WHEN refunded_fen + fen = amount_fen THEN 'REFUNDED' ELSE status END
    FROM unnest($1::uuid[], $2::bigint[]) AS given (payment_id, fen)
    WHERE p.id = payment_id RETURNING p.order_id, fen
)
UPDATE meal_bill b SET paid_fen = paid_fen - fen
FROM (SELECT order_id, sum(fen)::bigint AS fen FROM given_back GROUP BY 1) AS back
WHERE b.order_id = back.order_id
"""
_REQUEST = """INSERT INTO meal_refund
    (id, payment_id, amount_fen, status, requested_at, next_at, attempts)
SELECT refund_id, payment_id, fen, 'REQUESTED', $4, $4, 0
FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS asked (refund_id, payment_id, fen)"""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment for an order that this transaction holds, and the entry by which it was paid."""

    payment_id: UUID
    order_id: UUID
    resident_id: UUID
    kitchen_id: UUID
    site_id: UUID
    method: PaymentMethod
    provider: str | None
    amount_fen: int
    refunded_fen: int
    paid_by_id: UUID

    @property
    def left_fen(self) -> int:
        """What of it has not been given back."""
        return self.amount_fen - self.refunded_fen


async def give_back(
    tx: Transaction,
    refunds: Sequence[tuple[Paid, int]],
    now: datetime,
    note: str | None = None,
) -> None:
    """Give back so much of each payment, and take it off what is paid of its order.

    Card payments go back onto the card, outside payments through their provider, and what has no
    other way is owed at the counter. How many statements it takes does not depend on how many
    payments there are.
    """
    if not refunds:
        return
    payments = [paid for paid, _ in refunds]
    kitchens = {paid.kitchen_id for paid in payments}
    sales = {
        key: await account_of(tx, LedgerAccountKind.SALES, site_id=key) for key in sorted(kitchens)
    }
    ways = await _ways_back(tx, payments)
    await move_all(
        tx,
        LedgerEntryKind.ORDER_REFUNDED,
        [
            Movement(
                amount_fen=fen,
                from_id=sales[paid.kitchen_id],
                to_id=ways[paid.payment_id],
                site_id=paid.site_id,
                order_id=paid.order_id,
                payment_id=paid.payment_id,
                reverses_id=paid.paid_by_id if fen == paid.amount_fen else None,
            )
            for paid, fen in refunds
        ],
        now=now,
        note=note,
    )
    await tx.execute(
        _GIVE_BACK, [paid.payment_id for paid in payments], [fen for _, fen in refunds]
    )
    outside = [
        (paid.payment_id, fen) for paid, fen in refunds if paid.method is PaymentMethod.PROVIDER
    ]
    await request_refunds(tx, outside, now)
    for paid, fen in refunds:
        tx.record(
            "meal_payment.refunded",
            paid.payment_id,
            scope_id=paid.kitchen_id,
            resident_id=paid.resident_id,
            amount_fen=fen,
        )


async def request_refunds(
    tx: Transaction, refunds: Sequence[tuple[UUID, int]], now: datetime
) -> None:
    """Have so much of payments given back by the providers that brought them, until it is."""
    if refunds:
        keys, amounts = zip(*refunds, strict=True)
        await tx.execute(_REQUEST, [new_key() for _ in refunds], keys, amounts, now)


async def live_accounts(tx: Transaction, resident_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The accounts that residents' cards open, by resident, held until the transaction ends."""
    rows = await tx.fetch(_LIVE, resident_ids) if resident_ids else ()
    return {row["resident_id"]: row["account_id"] for row in rows}


async def _ways_back(tx: Transaction, payments: Collection[Paid]) -> Mapping[UUID, UUID]:
    """The account that money for each payment goes back to, by payment."""
    providers = sorted({paid.provider for paid in payments if paid.provider is not None})
    refunding = {
        name: await account_of(tx, LedgerAccountKind.REFUNDING, provider=name) for name in providers
    }
    by_card = {paid.resident_id for paid in payments if paid.method is PaymentMethod.CARD}
    cards = await live_accounts(tx, by_card)
    ways = {}
    for paid in payments:
        if paid.provider is not None:
            ways[paid.payment_id] = refunding[paid.provider]
        elif paid.method is PaymentMethod.CARD and paid.resident_id in cards:
            ways[paid.payment_id] = cards[paid.resident_id]
    rest = [paid for paid in payments if paid.payment_id not in ways]
    owed = await accounts_of_residents(
        tx, LedgerAccountKind.PAYABLE, {paid.resident_id for paid in rest}
    )
    return ways | {paid.payment_id: owed[paid.resident_id] for paid in rest}
