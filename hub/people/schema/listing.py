"""How residents and what is on record of them are filtered and sorted."""

from datetime import date
from enum import Enum
from typing import Any

import strawberry

from hub.grid.schema.access import in_subtree, on_day
from hub.people import models, rules
from hub.people.schema.access import home_is_seen
from hub.query import (
    Operation,
    Row,
    any_of,
    enumeration,
    filters,
    orders,
    starts_with,
    where,
)

# A filter's enums are made known before it is.
for kind in (rules.Sex, rules.StatusKind):
    enumeration(kind)


def _name_starts(row: Row, value: Any) -> Any:
    letters = value.mapped(
        lambda text: "".join(text.lower().split()), "text", called="letters of a name"
    )
    return (
        starts_with(row.name, value)
        | starts_with(row.name_pinyin, letters)
        | starts_with(row.name_initials, letters)
    )


@filters(models.Resident)
class ResidentFilter:
    """Which residents."""

    within_id: strawberry.ID | None = where(
        lambda row, value, viewer: in_subtree(row.area_id, value) & home_is_seen(row, viewer)
    )
    """Only those who live in this area or below it, as far as one may know where they live."""
    name: str | None = where(_name_starts)
    """Only those whose name, its pinyin or its initials start with this."""
    sex: rules.Sex | None = where(
        lambda row, value, viewer: (row.sex == value) & home_is_seen(row, viewer)
    )
    """Only women, or only men, as far as one may know."""
    lives_here: bool | None = where(
        lambda row, value, viewer: (
            (Operation("{0} IS NULL AND {1} IS NULL", row.died_on, row.moved_out_on) == value)
            & home_is_seen(row, viewer)
        )
    )
    """Only those who live here, or only who died or moved away, as far as one may know."""


@orders(models.Resident, among={"OLDEST": home_is_seen, "NEWEST": home_is_seen})
class ResidentOrder(Enum):
    """How residents are sorted."""

    NAME = "name"
    """By name."""
    PINYIN = "name_pinyin"
    """By the pinyin of the name."""
    OLDEST = "born_on"
    """The oldest first; of those whose age one may know."""
    NEWEST = "-registered_at"
    """The last registered first; of those of whom one may know it."""


@filters(models.ResidentStatus)
class ResidentStatusFilter:
    """Which statuses."""

    kinds: list[rules.StatusKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only of one of these kinds."""
    on: date | None = where(on_day)
    """Only those that hold on this day."""


@orders(models.ResidentStatus)
class ResidentStatusOrder(Enum):
    """How statuses are sorted."""

    NEWEST = "-from_on"
    """The newest first."""
    KIND = "kind,-from_on"
    """By kind."""
