"""What the ledger adds up to, and whether it is in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

import asyncpg

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import LedgerAccountKind, LedgerEntryKind, PaymentMethod
from hub.kernel.clock import HUB_ZONE

_DAY = timedelta(days=1)
_TRIAL = """SELECT a.kind,
    coalesce(-sum(p.amount_fen) FILTER (WHERE p.amount_fen < 0), 0)::bigint AS debit_fen,
    coalesce(sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0), 0)::bigint AS credit_fen
FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id {days}
GROUP BY a.kind ORDER BY a.kind"""
_OF_DAYS = _TRIAL.format(days="WHERE p.at >= $1 AND p.at < $2")
_OF_ALL = _TRIAL.format(days="")
_UNEVEN = """SELECT count(*) FROM (SELECT entry_id FROM ledger_posting
GROUP BY entry_id HAVING sum(amount_fen) <> 0 OR count(*) < 2) AS uneven"""
# A balance that is kept is the sum of the postings, and what the last of them says.
_STRAYED = """SELECT count(*) FROM ledger_account a
LEFT JOIN LATERAL (SELECT sum(amount_fen) AS total, count(*) AS postings, max(number) AS last
    FROM ledger_posting WHERE account_id = a.id) AS p ON true
LEFT JOIN ledger_posting newest ON newest.account_id = a.id AND newest.number = a.last_number
WHERE a.balance_fen IS NOT NULL AND (a.balance_fen <> coalesce(p.total, 0)
    OR a.last_number <> p.postings OR a.last_number <> coalesce(p.last, 0)
    OR a.balance_fen <> coalesce(newest.balance_fen, 0))"""
_UNPAID = """SELECT count(*) FROM meal_bill b WHERE b.paid_fen <> (
    SELECT coalesce(sum(amount_fen - refunded_fen), 0) FROM meal_payment p
    WHERE p.order_id = b.order_id AND p.status = 'CAPTURED')"""
_TAKINGS = """SELECT e.kind, pay.method, count(DISTINCT e.id)::int AS entries,
    coalesce(-sum(p.amount_fen) FILTER (WHERE a.kind = 'CASH'), 0)::bigint AS cash_fen,
    sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0)::bigint AS amount_fen
FROM ledger_entry e
JOIN ledger_posting p ON p.entry_id = e.id
JOIN ledger_account a ON a.id = p.account_id
LEFT JOIN meal_payment pay ON pay.id = e.payment_id
WHERE e.site_id = $1 AND e.at >= $2 AND e.at < $3
GROUP BY e.kind, pay.method ORDER BY e.kind, pay.method"""


@dataclass(frozen=True, slots=True)
class Total:
    """What all accounts of a kind have come to: what left them, what came to them."""

    kind: LedgerAccountKind
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the ledger: all of it is nothing, or somebody has to look."""

    trial_fen: int
    uneven_entries: int
    strayed_balances: int
    strayed_bills: int

    @property
    def is_none(self) -> bool:
        found = (self.trial_fen, self.uneven_entries, self.strayed_balances, self.strayed_bills)
        return not any(found)


@dataclass(frozen=True, slots=True)
class Taking:
    """What one kind of entry came to at a site on a day. `cash_fen` went into its drawer."""

    kind: LedgerEntryKind
    method: PaymentMethod | None
    entries: int
    amount_fen: int
    cash_fen: int


async def trial_balance(source: Fetches, from_on: date, until_on: date) -> list[Total]:
    """The totals by kind of account over some days; all of them together are zero."""
    return _totals(await source.fetch(_OF_DAYS, _start(from_on), _start(until_on)))


async def ledger_trouble(source: Fetches) -> Trouble:
    """Whether the ledger is in order."""
    totals = _totals(await source.fetch(_OF_ALL))
    counts = [await source.fetchrow(sql) for sql in (_UNEVEN, _STRAYED, _UNPAID)]
    uneven, strayed, bills = (0 if row is None else int(row[0]) for row in counts)
    trial_fen = sum(total.credit_fen - total.debit_fen for total in totals)
    return Trouble(trial_fen, uneven, strayed, bills)


async def takings(source: Fetches, site_id: UUID, on: date) -> list[Taking]:
    """What was taken and given at a site on a day of the hub's zone, by kind and way of paying."""
    rows = await source.fetch(_TAKINGS, site_id, _start(on), _start(on + _DAY))
    return [
        Taking(
            kind=LedgerEntryKind(row["kind"]),
            method=row["method"] and PaymentMethod(row["method"]),
            entries=row["entries"],
            amount_fen=row["amount_fen"],
            cash_fen=row["cash_fen"],
        )
        for row in rows
    ]


def _totals(rows: Sequence[asyncpg.Record]) -> list[Total]:
    return [
        Total(LedgerAccountKind(row["kind"]), row["debit_fen"], row["credit_fen"]) for row in rows
    ]


def _start(day: date) -> datetime:
    """The instant at which a day begins in the hub's zone."""
    return datetime.combine(day, time(), HUB_ZONE)
