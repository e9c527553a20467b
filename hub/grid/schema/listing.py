"""How areas, posts, leaders and sites are filtered and sorted."""

from datetime import date
from enum import Enum

import strawberry

from hub.grid import models, rules
from hub.grid.schema.access import in_subtree, on_day
from hub.query import (
    any_of,
    enumeration,
    filters,
    holds,
    is_unset,
    key_of,
    orders,
    starts_with,
    where,
)

# A filter's enums are made known before it is.
for kind in (rules.AreaKind, rules.SiteKind):
    enumeration(kind)


@filters(models.Area)
class AreaFilter:
    """Which areas."""

    within_id: strawberry.ID | None = where(
        lambda row, value: holds(row.ancestors, key_of(value, "Area"))
    )
    """Only this area and everything below it."""
    kinds: list[rules.AreaKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only areas of one of these kinds."""
    codes: list[str] | None = where(lambda row, value: any_of(row.code, value))
    """Only areas with one of these codes."""
    name: str | None = where(lambda row, value: starts_with(row.name, value))
    """Only areas whose name starts with this text."""
    is_open: bool | None = where(lambda row, value: is_unset(row.until_on) == value)
    """Only areas that are open, or only closed ones."""


@orders(models.Area)
class AreaOrder(Enum):
    """How areas are sorted."""

    CODE = "code"
    """By code."""
    NAME = "name"
    """By name."""
    TREE = "ancestors"
    """Each area before what lies below it."""
    NEWEST = "-from_on"
    """The newest first."""


@orders(models.AreaLeader)
class AreaLeaderOrder(Enum):
    """How appointments are sorted."""

    NEWEST = "-from_on"
    """The newest first."""
    NAME = "name"
    """By name."""


@filters(models.AreaLeader)
class AreaLeaderFilter:
    """Which appointments."""

    on: date | None = where(on_day)
    """Only those that hold on this day."""
    is_deputy: bool | None = where(lambda row, value: row.is_deputy == value)
    """Only deputies, or only holders."""
    role_code: str | None = where(lambda row, value: row.post.role.code == value)
    """Only to posts of this role."""
    within_id: strawberry.ID | None = where(lambda row, value: in_subtree(row.area_id, value))
    """Only in this area and below it."""


@filters(models.AreaPost)
class AreaPostFilter:
    """Which posts."""

    within_id: strawberry.ID | None = where(lambda row, value: in_subtree(row.area_id, value))
    """Only in this area and below it."""
    role_codes: list[str] | None = where(lambda row, value: any_of(row.role.code, value))
    """Only of one of these roles."""


@orders(models.AreaPost)
class AreaPostOrder(Enum):
    """How posts are sorted."""

    AREA = "area_id,seat"
    """By area."""
    ROLE = "role_id,area_id,seat"
    """By role."""


@filters(models.Site)
class SiteFilter:
    """Which service sites."""

    kinds: list[rules.SiteKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only of one of these kinds."""
    within_id: strawberry.ID | None = where(lambda row, value: in_subtree(row.area_id, value))
    """Only in this area and below it."""
    is_open: bool | None = where(lambda row, value: row.is_open == value)
    """Only those that are open, or closed for now or for good."""
    name: str | None = where(lambda row, value: starts_with(row.name, value))
    """Only those whose name starts with this text."""


@orders(models.Site)
class SiteOrder(Enum):
    """How service sites are sorted."""

    NAME = "name"
    """By name."""
    CODE = "code"
    """By code."""
