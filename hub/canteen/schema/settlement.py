"""Settlements with operators, as those see them who settle, and as everybody does for some days."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, rules
from hub.canteen.schema.access import works_here
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import MealSite
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    EVERYBODY,
    Asker,
    Connection,
    Fen,
    Row,
    any_of,
    connection,
    enumeration,
    expression,
    filters,
    is_set,
    is_unset,
    key_of,
    many,
    node,
    one,
    orders,
    record,
    root,
    seen_with,
    where,
)

enumeration(rules.SettlementStatus)
enumeration(rules.SettlementLineKind)
enumeration(rules.SettlementExceptionStatus)
enumeration(rules.SettlementRemoval)

SETTLERS = (*rules.SUBMITTERS, *rules.REVIEWERS, Role.CIVIL_AFFAIRS_AUDITOR)
"""Who looks at settlements: the operator, who signs them, and who audits them."""


def settles(batch: Any, viewer: Asker) -> Any:
    """The viewer settles with the operator of a batch, or looks at it by office."""
    return works_here(viewer, SETTLERS, batch.site)


def _is_public(batch: Any, viewer: Asker) -> Any:
    return any_of(batch.status, sorted(rules.PUBLIC)) & (viewer.today < batch.public_until_on)


def _is_seen(batch: Any, viewer: Asker) -> Any:
    return settles(batch, viewer) | _is_public(batch, viewer)


@filters(models.SettlementLine)
class SettlementLineFilter:
    """Which lines."""

    kinds: list[rules.SettlementLineKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only of one of these kinds."""
    exceptions: list[rules.SettlementExceptionStatus] | None = where(
        lambda row, value: any_of(row.exception, value)
    )
    """Only with an exception in one of these states."""
    is_removed: bool | None = where(
        lambda row, value: (is_set(row.removed_at) & value) | (is_unset(row.removed_at) & ~value)
    )
    """Only those that are out of the batch, or only those that count."""
    resident_id: strawberry.ID | None = where(
        lambda row, value: row.resident_id == key_of(value, "Resident")
    )
    """Only of this person."""


@orders(models.SettlementLine)
class SettlementLineOrder(Enum):
    """How lines are sorted."""

    KEY = "id"
    """In a lasting order that means nothing, which is the quickest."""
    DAY = "on"
    """The earliest meal first."""


@node(models.SettlementLine)
class SettlementLine:
    """A meal of a settlement, or what takes one of an earlier settlement back (结算明细)."""

    kind: rules.SettlementLineKind
    """What it stands for."""
    order: MealOrder | None = one()
    """The order, for who may see it."""
    resident: Resident | None = one()
    """Whose meal it was, for who may see their record."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Whose meal it was."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod = expression(lambda row: row.order.period)
    """The meal."""
    number: int = expression(lambda row: row.order.number)
    """The number of the order within its meal."""
    point_name: str = expression(lambda row: row.order.point.site.name)
    """Where the meal was taken."""
    redeemed_at: datetime = expression(lambda row: row.redemption.at)
    """When it was taken."""
    method: rules.RedemptionMethod = expression(lambda row: row.redemption.method)
    """How that was proved."""
    amount_fen: Fen
    """The subsidy; negative in a correction."""
    city_fen: Fen
    """What the city pays of it."""
    district_fen: Fen
    """What the district or county pays of it."""
    township_fen: Fen
    """What the town or sub-district pays of it."""
    community_fen: Fen
    """What the community pays of it."""
    society_fen: Fen
    """What donors pay of it."""
    corrects: "SettlementLine | None" = one()
    """The line of an earlier settlement that it takes back."""
    correction_reason: str | None
    """Why it takes that back."""
    removed_at: datetime | None
    """When it was taken out of its settlement."""
    removed_why: rules.SettlementRemoval | None
    """Why it was taken out."""
    exception: rules.SettlementExceptionStatus | None
    """Where the objection to it stands; null when there is none."""
    exception_reason: str | None
    """What the objection is."""
    raised_at: datetime | None
    """When it was objected to."""
    raised_by: str | None = expression(lambda row: row.raised_by.display_name)
    """By whom."""
    answer: str | None
    """What the operator said."""
    answered_at: datetime | None
    """When they said it."""
    answered_by: str | None = expression(lambda row: row.answered_by.display_name)
    """Who said it."""
    decision_note: str | None
    """Why it was decided as it was."""
    decided_at: datetime | None
    """When it was decided."""
    decided_by: str | None = expression(lambda row: row.decided_by.display_name)
    """Who decided."""
    reclaimed_at: datetime | None
    """When it was decided that the next settlement takes it back."""
    reclaim_reason: str | None
    """Why it is taken back."""

    visible = seen_with("batch", settles)


@record(models.SettlementMove)
class SettlementMove:
    """One step of a settlement (结算流转)."""

    at: datetime
    """When."""
    from_status: rules.SettlementStatus | None
    """From where; null as it was opened."""
    to_status: rules.SettlementStatus
    """To where."""
    version: int
    """Of which version: how often it had been handed in."""
    by: str | None = expression(lambda row: row.by.display_name)
    """By whom; null when the hub opened it."""
    reason: str | None
    """Why."""

    visible = seen_with("batch", settles)


@orders(models.SettlementPerson)
class SettlementPersonOrder(Enum):
    """How the rows of a public list are sorted."""

    POSITION = "position"
    """As on the list."""


@node(models.SettlementPerson)
class SettlementPerson:
    """One person on the public list of a settlement, by a masked name (公示名单)."""

    position: int
    """The place on the list, from 1."""
    name: str
    """The name, of which only the ends are shown."""
    meals: int
    """How many subsidised meals they took."""
    amount_fen: Fen
    """What the subsidies come to."""

    visible = seen_with("batch", _is_seen)


@node(models.SettlementBatch)
class SettlementBatch:
    """A month's settlement of subsidies with a kitchen (月度结算)."""

    site: MealSite | None = one()
    """The kitchen that it is made with."""
    month_on: date
    """The first day of the month."""
    version: int
    """How often it was handed in, counted from 1."""
    status: rules.SettlementStatus
    """Where it stands."""
    status_at: datetime
    """Since when."""
    opened_at: datetime
    """When it was opened."""
    built_at: datetime | None
    """When its lines were whole; null while they are put together."""
    meals: int
    """How many meals of the month there were to look at when it was opened."""
    meals_done: int
    """How many meals were looked at."""
    line_count: int
    """How many lines count."""
    amount_fen: Fen
    """What they come to."""
    city_fen: Fen
    """What the city pays."""
    district_fen: Fen
    """What the district or county pays."""
    township_fen: Fen
    """What the town or sub-district pays."""
    community_fen: Fen
    """What the community pays."""
    society_fen: Fen
    """What donors pay."""
    open_exceptions: int
    """How many objections are not decided."""
    public_until_on: date | None
    """The first day on which the list is no longer public."""
    settled: int
    """How many of its orders are settled."""
    settled_at: datetime | None
    """When all of them were."""
    submitted_by: str | None = expression(lambda row: row.submitted_by.display_name, seen=settles)
    """Who handed it in."""
    checked_by: str | None = expression(lambda row: row.checked_by.display_name, seen=settles)
    """Who checked it for the community."""
    approved_by: str | None = expression(lambda row: row.approved_by.display_name, seen=settles)
    """Who approved it for the township."""
    paid_by: str | None = expression(lambda row: row.paid_by.display_name, seen=settles)
    """Who had it paid."""
    lines: Connection[SettlementLine] = connection(
        "lines", filter=SettlementLineFilter, order=SettlementLineOrder
    )
    """Its lines; the public sees none of them."""
    moves: list[SettlementMove] = many("moves", order_by="at,id", expected=8)
    """Its steps, the first one first; the public sees none of them."""
    persons: Connection[SettlementPerson] = connection("persons", order=SettlementPersonOrder)
    """The public list: whom the subsidies were for, by masked names."""

    visible = staticmethod(_is_seen)


@filters(models.SettlementBatch)
class SettlementBatchFilter:
    """Which settlements."""

    statuses: list[rules.SettlementStatus] | None = where(
        lambda row, value: any_of(row.status, value)
    )
    """Only in one of these states."""
    site_id: strawberry.ID | None = where(
        lambda row, value: row.site_id == key_of(value, "MealSite")
    )
    """Only with this kitchen."""
    month_on: date | None = where(lambda row, value: row.month_on == value)
    """Only of the month that begins on this day."""


@orders(models.SettlementBatch)
class SettlementBatchOrder(Enum):
    """How settlements are sorted."""

    LATEST = "-month_on"
    """The latest month first."""
    EARLIEST = "month_on"
    """The earliest month first."""


@root(*SETTLERS, filter=SettlementBatchFilter, order=SettlementBatchOrder)
def settlement_batches(row: Row, viewer: Asker) -> Connection[SettlementBatch]:
    """The settlements that the caller has to do with (月度结算)."""
    return settles(row, viewer)


@root(*SETTLERS)
def settlement_batch(row: Row, viewer: Asker, id: strawberry.ID) -> SettlementBatch | None:
    """One settlement (结算单).

    Args:
        id: The settlement.
    """
    return (row.id == key_of(id, "SettlementBatch")) & settles(row, viewer)


@root(EVERYBODY, filter=SettlementBatchFilter, order=SettlementBatchOrder)
def public_settlements(row: Row, viewer: Asker) -> Connection[SettlementBatch]:
    """The settlements that are public at present, with their lists (结算公示)."""
    return _is_public(row, viewer)
