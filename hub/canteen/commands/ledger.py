"""Writing to the ledger: an entry with its postings, in the transaction of whatever it is about."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from hub.canteen.rules import (
    OF_RESIDENTS,
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    Posting,
    check_balanced,
)
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key

_FIND = "SELECT id FROM ledger_account WHERE kind = $1 AND {owner} = $2"
_OPEN = """INSERT INTO ledger_account (id, kind, {owner}, balance_fen, last_number)
VALUES ($3, $1, $2, $4::int, $4::int) ON CONFLICT DO NOTHING"""
# Checking that the money is there and taking it is one statement, so that nobody spends it twice.
# The accounts of residents are locked in order of their keys, so that nobody waits in a circle.
_POST = """
WITH given AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS p (posting_id, to_id, fen)
), kept AS (
    SELECT id, balance_fen FROM ledger_account
    WHERE id = ANY($2) AND balance_fen IS NOT NULL ORDER BY id FOR NO KEY UPDATE
), moved AS (
    UPDATE ledger_account a SET balance_fen = a.balance_fen + fen, last_number = a.last_number + 1
    FROM given JOIN kept ON kept.id = to_id
    WHERE a.id = to_id AND a.balance_fen + fen >= 0
    RETURNING a.id, a.balance_fen, a.last_number
), entered AS (
    INSERT INTO ledger_entry (id, kind, at, site_id, order_id, payment_id, drawer_id, reverses_id,
        by_id, note)
    VALUES ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id
), posted AS (
    INSERT INTO ledger_posting (id, entry_id, account_id, amount_fen, at, number, balance_fen)
    SELECT posting_id, entered.id, to_id, fen, $6, last_number, balance_fen
    FROM entered, given LEFT JOIN moved ON moved.id = to_id
)
SELECT (SELECT count(*) FROM kept) = (SELECT count(*) FROM moved) AS is_covered,
    (SELECT min(balance_fen) FROM kept WHERE id NOT IN (SELECT id FROM moved)) AS balance_fen
"""


class About(TypedDict, total=False):
    """What an entry is about: whose counter, which order and payment, whose cash, why."""

    site_id: UUID | None
    order_id: UUID | None
    payment_id: UUID | None
    drawer_id: UUID | None
    reverses_id: UUID | None
    note: str | None


async def post(
    tx: Transaction,
    kind: LedgerEntryKind,
    postings: Sequence[Posting],
    *,
    now: datetime,
    **about: Unpack[About],
) -> UUID:
    """Write one entry; the answer is its key.

    Raises:
        CanteenRefused: BALANCE_TOO_LOW, with what is there.
        ValueError: the postings do not add up to zero.
    """
    check_balanced(postings)
    entry_id = new_key()
    row = await tx.fetchrow(
        _POST,
        [new_key() for _ in postings],
        [posting.account_id for posting in postings],
        [posting.amount_fen for posting in postings],
        entry_id,
        kind,
        now,
        about.get("site_id"),
        about.get("order_id"),
        about.get("payment_id"),
        about.get("drawer_id"),
        about.get("reverses_id"),
        tx.by.account_id,
        about.get("note"),
    )
    assert row is not None
    if not row["is_covered"]:
        raise CanteenRefused(CanteenReason.BALANCE_TOO_LOW, balance_fen=row["balance_fen"])
    return entry_id


async def move_money(
    tx: Transaction,
    kind: LedgerEntryKind,
    amount_fen: int,
    *,
    from_id: UUID,
    to_id: UUID,
    now: datetime,
    **about: Unpack[About],
) -> UUID:
    """Write an entry of two postings: so much from one account to another. Otherwise as `post`."""
    postings = [Posting(from_id, -amount_fen), Posting(to_id, amount_fen)]
    return await post(tx, kind, postings, now=now, **about)


async def account_of(
    tx: Transaction,
    kind: LedgerAccountKind,
    *,
    resident_id: UUID | None = None,
    site_id: UUID | None = None,
    provider: str | None = None,
) -> UUID:
    """The account of this kind that somebody has, opened at its first use."""
    owners = {"resident_id": resident_id, "site_id": site_id, "provider": provider}
    [(column, owner)] = [(name, key) for name, key in owners.items() if key is not None]
    find = _FIND.format(owner=column)
    found: UUID | None = await tx.fetchval(find, kind, owner)
    if found is None:
        nothing = 0 if kind in OF_RESIDENTS else None
        await tx.execute(_OPEN.format(owner=column), kind, owner, new_key(), nothing)
        found = await tx.fetchval(find, kind, owner)
        assert found is not None
    return found
