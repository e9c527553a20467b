"""Meal cards and what is posted to them, as clients read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, STAFF, works_here
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.payment_types import MealPayment, audits, pays_for
from hub.canteen.schema.types import MealSite
from hub.people.schema.types import Resident
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Fen,
    Operation,
    any_of,
    enumeration,
    expression,
    filters,
    many,
    node,
    one,
    orders,
    record,
    seen_with,
    where,
)

enumeration(rules.CardFreeze)
enumeration(rules.LedgerAccountKind)
enumeration(rules.LedgerEntryKind)


def _card_is_seen(card: Any, viewer: Asker) -> Any:
    # People eat, and lose their cards, anywhere in the city: any counter looks a card up.
    at_counter = EVERYONE if viewer.has(*STAFF) else NOBODY
    return at_counter | pays_for(card.resident_id, viewer) | audits(card.resident, viewer)


@record(models.MealCardMove)
class MealCardMove:
    """One move of a card along its states (卡状态变更)."""

    at: datetime
    """When."""
    from_status: rules.CardStatus | None
    """From which state; null when it was issued."""
    to_status: rules.CardStatus
    """To which state."""
    reason: str | None
    """Why."""
    by: str | None = expression(lambda row: row.by.display_name, roles=(*STAFF, *AUDITORS))
    """Who moved it; staff and auditors see it, and it is null when the hub did it."""

    visible = seen_with("card", _card_is_seen)


@node(models.MealCard)
class MealCard:
    """A card that opens a resident's account for meals; never a subsidy is on it (助餐卡)."""

    number_tail: str
    """The last four digits of its number."""
    status: rules.CardStatus
    """Where it stands."""
    status_at: datetime
    """Since when it stands there."""
    frozen_why: rules.CardFreeze | None
    """Why it is frozen; null when it is not."""
    issued_at: datetime
    """When it was made."""
    resident: Resident | None = one()
    """Whose it is; null for who may not know more of them than the name."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Their name."""
    balance_fen: Fen = expression(
        lambda row: Operation(
            "CASE WHEN {0} IN ('ISSUED', 'ACTIVE', 'FROZEN') THEN {1} ELSE 0 END",
            row.status,
            row.account.balance_fen,
        )
    )
    """What it opens; nothing when it is no longer the resident's card (余额)."""
    owed_fen: Fen = expression(
        lambda row: Operation(
            "COALESCE((SELECT balance_fen FROM ledger_account"
            " WHERE kind = 'PAYABLE' AND resident_id = {0}), 0)",
            row.resident_id,
        )
    )
    """What is owed to the resident in cash: refunds, and what was on a closed card (应退)."""
    moves: list[MealCardMove] = many("moves", order_by="at", expected=4)
    """How it came to where it stands."""

    visible = staticmethod(_card_is_seen)


@record(models.LedgerEntry)
class LedgerEntry:
    """One movement of money, written once and never changed (记账凭证)."""

    kind: rules.LedgerEntryKind
    """Why money moved."""
    at: datetime
    """When."""
    amount_fen: Fen = expression(
        lambda row: Operation(
            "COALESCE((SELECT sum(amount_fen) FROM ledger_posting"
            " WHERE entry_id = {0} AND amount_fen > 0), 0)::bigint",
            row.id,
        )
    )
    """How much moved."""
    site: MealSite | None = one()
    """At whose counter, or for whose meal."""
    order: MealOrder | None = one()
    """For which order."""
    payment: MealPayment | None = one()
    """By which payment."""
    by: str | None = expression(lambda row: row.by.display_name, roles=(*STAFF, *AUDITORS))
    """Who did it; staff and auditors see it, and it is null when the hub did it."""
    note: str | None
    """Why, or to whom money was paid out."""
    is_reversal: bool = expression(lambda row: Operation("{0} IS NOT NULL", row.reverses_id))
    """Whether it takes an earlier entry back (冲正)."""

    @staticmethod
    def visible(row: Any, viewer: Asker) -> Any:
        # Reached through what was posted, which says who sees it.
        return EVERYONE


def _posting_is_seen(posting: Any, viewer: Asker) -> Any:
    return (
        pays_for(posting.account.resident_id, viewer)
        | works_here(viewer, STAFF, posting.entry.site)
        | audits(posting.account.resident, viewer)
    )


@filters(models.LedgerPosting)
class CardStatementFilter:
    """Which lines of a statement."""

    from_on: date | None = where(
        lambda row, value: Operation("{0} >= {1}::timestamptz", row.at, value)
    )
    """Only from this day on."""
    until_on: date | None = where(
        lambda row, value: Operation("{0} < {1}::timestamptz", row.at, value)
    )
    """Only before this day."""
    kinds: list[rules.LedgerEntryKind] | None = where(
        lambda row, value: any_of(row.entry.kind, value)
    )
    """Only of one of these kinds."""


@orders(models.LedgerPosting)
class CardStatementOrder(Enum):
    """How the lines of a statement are sorted."""

    LATEST = "-number"
    """The latest first."""
    EARLIEST = "number"
    """The earliest first."""


@node(models.LedgerPosting)
class CardStatementLine:
    """What one movement of money did to a resident's account (流水)."""

    number: int | None
    """Its place in the account, counting from 1 without a gap; null for accounts of no person."""
    at: datetime
    """When."""
    kind: rules.LedgerEntryKind = expression(lambda row: row.entry.kind)
    """Why money moved."""
    account: rules.LedgerAccountKind = expression(lambda row: row.account.kind)
    """Which account: the card's, or what is owed."""
    amount_fen: Fen
    """How much came (positive) or went (negative)."""
    balance_fen: Fen | None
    """What the account came to by this."""
    entry: LedgerEntry | None = one()
    """The movement itself."""

    visible = staticmethod(_posting_is_seen)


@node(models.CashDrawer)
class CashDrawer:
    """The cash of a site on one day (现金柜)."""

    site: MealSite | None = one()
    """Whose counter."""
    on: date
    """The day."""
    opening_fen: Fen
    """With how much it was opened (备用金)."""
    opened_at: datetime
    """When it was opened."""
    opened_by: str | None = expression(lambda row: row.opened_by.display_name)
    """Who opened it."""
    taken_fen: Fen | None
    """What was taken in, less what was paid out; null until it is closed."""
    counted_fen: Fen | None
    """What was counted; null until it is closed (实点)."""
    difference_fen: Fen | None
    """How much more was counted than should be there; negative when some was missing (长短款)."""
    reason: str | None
    """Why it differs."""
    closed_at: datetime | None
    """When it was counted and closed."""
    closed_by: str | None = expression(lambda row: row.closed_by.display_name)
    """Who closed it."""

    @staticmethod
    def visible(row: Any, viewer: Asker) -> Any:
        return works_here(viewer, (*STAFF, *AUDITORS), row.site)
