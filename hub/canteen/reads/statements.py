"""The movements of a resident's card, some at a time."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import LedgerEntryKind
from hub.kernel.clock import HUB_ZONE

_LINES = """SELECT p.number, p.at, e.kind, p.amount_fen, p.balance_fen, site.name AS site, e.note
FROM ledger_account a
JOIN ledger_posting p ON p.account_id = a.id
JOIN ledger_entry e ON e.id = p.entry_id
LEFT JOIN site ON site.id = e.site_id
WHERE a.resident_id = $1 AND a.kind = 'CARD' AND p.number > $2 AND p.at >= $3 AND p.at < $4
ORDER BY p.number LIMIT 500"""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement: what came (positive) or went, and what the card came to by it."""

    number: int
    at: datetime
    kind: LedgerEntryKind
    amount_fen: int
    balance_fen: int
    site: str | None
    note: str | None


async def statement_lines(
    source: Fetches, resident_id: UUID, from_on: date, until_on: date, after: int
) -> list[StatementLine]:
    """The next movements after a number, from a day until before another."""
    start, end = (datetime.combine(day, time(), HUB_ZONE) for day in (from_on, until_on))
    rows = await source.fetch(_LINES, resident_id, after, start, end)
    return [
        StatementLine(
            row["number"],
            row["at"],
            LedgerEntryKind(row["kind"]),
            row["amount_fen"],
            row["balance_fen"],
            row["site"],
            row["note"],
        )
        for row in rows
    ]
