"""Writing to the ledger: an entry with its postings, in the transaction of whatever it is about."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
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

_OF_RESIDENTS = """SELECT resident_id, id FROM ledger_account
WHERE kind = $1 AND resident_id = ANY($2)"""
_OPEN_OF_RESIDENTS = """INSERT INTO ledger_account (id, kind, resident_id, balance_fen, last_number)
SELECT account_id, $1, resident_id, 0, 0
FROM unnest($3::uuid[], $2::uuid[]) AS missing (account_id, resident_id) ON CONFLICT DO NOTHING"""
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
        by_id, note, sale_id)
    VALUES ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id
), posted AS (
    INSERT INTO ledger_posting (id, entry_id, account_id, amount_fen, at, number, balance_fen)
    SELECT posting_id, entered.id, to_id, fen, $6, last_number, balance_fen
    FROM entered, given LEFT JOIN moved ON moved.id = to_id
)
SELECT (SELECT count(*) FROM kept) = (SELECT count(*) FROM moved) AS is_covered,
    (SELECT min(balance_fen) FROM kept WHERE id NOT IN (SELECT id FROM moved)) AS balance_fen
"""
# Many at once: first the balances, in order of their keys as well; what each posting made of them
# is counted from what they came to. Then rows without a join that could be planned for a few.
_KEEP = """
WITH kept AS (
    SELECT id FROM ledger_account
    WHERE id = ANY($1) AND balance_fen IS NOT NULL ORDER BY id FOR NO KEY UPDATE
)
UPDATE ledger_account a SET balance_fen = balance_fen + fen, last_number = last_number + postings
FROM unnest($1::uuid[], $2::bigint[], $3::int[]) AS given (account_id, fen, postings),
    (SELECT count(*) AS accounts FROM kept) AS all_kept
WHERE a.id = account_id AND a.balance_fen IS NOT NULL AND accounts >= 0
RETURNING a.id, a.balance_fen - fen AS balance_fen, a.last_number - postings AS last_number
"""
_ENTER = """
WITH entered AS (
    INSERT INTO ledger_entry (id, kind, at, site_id, order_id, payment_id, reverses_id, by_id, note)
    SELECT entry_id, $1, $2, site_id, order_id, payment_id, reverses_id, $3, $4
    FROM unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[])
        AS given (entry_id, site_id, order_id, payment_id, reverses_id)
)
INSERT INTO ledger_posting (id, entry_id, account_id, amount_fen, at, number, balance_fen)
SELECT posting_id, entry_id, account_id, fen, $2, number, balance_fen
FROM unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::bigint[], $14::int[], $15::bigint[])
    AS given (posting_id, entry_id, account_id, fen, number, balance_fen)
"""


class About(TypedDict, total=False):
    """What an entry is about: whose counter, which order, payment or sale, whose cash, why."""

    site_id: UUID | None
    order_id: UUID | None
    payment_id: UUID | None
    drawer_id: UUID | None
    sale_id: UUID | None
    reverses_id: UUID | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """One of many entries of the same kind: so much from one account to another, and about what."""

    amount_fen: int
    from_id: UUID
    to_id: UUID
    site_id: UUID | None = None
    order_id: UUID | None = None
    payment_id: UUID | None = None
    reverses_id: UUID | None = None

    @property
    def postings(self) -> tuple[Posting, Posting]:
        """What it takes and what it brings."""
        return Posting(self.from_id, -self.amount_fen), Posting(self.to_id, self.amount_fen)


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
        about.get("sale_id"),
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


async def move_all(
    tx: Transaction,
    kind: LedgerEntryKind,
    movements: Sequence[Movement],
    *,
    now: datetime,
    note: str | None = None,
) -> None:
    """Write many entries of one kind by two statements; from accounts that keep no balance.

    Raises:
        ValueError: the postings of one do not add up to zero.
    """
    postings = [posting for movement in movements for posting in movement.postings]
    for movement in movements:
        check_balanced(movement.postings)
    entry_ids = [new_key() for _ in movements]
    kept = await _kept(tx, postings)
    await tx.execute(
        _ENTER,
        kind,
        now,
        tx.by.account_id,
        note,
        entry_ids,
        [movement.site_id for movement in movements],
        [movement.order_id for movement in movements],
        [movement.payment_id for movement in movements],
        [movement.reverses_id for movement in movements],
        [new_key() for _ in postings],
        [entry_id for entry_id in entry_ids for _ in range(2)],
        [posting.account_id for posting in postings],
        [posting.amount_fen for posting in postings],
        *zip(*kept, strict=True),
    )


async def _kept(
    tx: Transaction, postings: Sequence[Posting]
) -> list[tuple[int | None, int | None]]:
    """Add postings to the balances that are kept: the number of each, and what it came to."""
    totals: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for posting in postings:
        fen, count = totals[posting.account_id]
        totals[posting.account_id] = (fen + posting.amount_fen, count + 1)
    amounts, counts = zip(*totals.values(), strict=True)
    before = {
        row["id"]: (row["last_number"], row["balance_fen"])
        for row in await tx.fetch(_KEEP, list(totals), amounts, counts)
    }
    found: list[tuple[int | None, int | None]] = []
    for posting in postings:
        if posting.account_id not in before:
            found.append((None, None))
            continue
        number, balance_fen = before[posting.account_id]
        before[posting.account_id] = (number + 1, balance_fen + posting.amount_fen)
        found.append(before[posting.account_id])
    return found


async def accounts_of_residents(
    tx: Transaction, kind: LedgerAccountKind, resident_ids: Collection[UUID]
) -> dict[UUID, UUID]:
    """The accounts of this kind that residents have, by resident, opened at their first use."""
    if not resident_ids:
        return {}
    rows = await tx.fetch(_OF_RESIDENTS, kind, resident_ids)
    if len(rows) < len(resident_ids):
        missing = sorted(set(resident_ids) - {row["resident_id"] for row in rows})
        await tx.execute(_OPEN_OF_RESIDENTS, kind, missing, [new_key() for _ in missing])
        rows = await tx.fetch(_OF_RESIDENTS, kind, resident_ids)
    return {row["resident_id"]: row["id"] for row in rows}


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
