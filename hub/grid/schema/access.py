"""Who reaches which areas, and other conditions that read types of several domains share."""

from typing import Any

from hub.grid import models
from hub.kernel.access import Role
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Row,
    any_of,
    holds,
    is_unset,
    key_of,
    keys_where,
)

KEEPERS = (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR)
"""Who keeps the grid of an area."""
SIGNED_IN = tuple(Role)
"""Everybody but anonymous callers."""


def under(area_id: Any, viewer: Asker, *roles: Role) -> Any:
    """The viewer holds one of the roles in an area above this one, or in the whole city.

    The areas within reach are worked out once for a statement, whatever the number of its rows.
    """
    if viewer.at(*roles) is EVERYONE:
        return EVERYONE
    if not viewer.has(*roles):
        return NOBODY
    reach = keys_where(models.Area, lambda area: viewer.at(*roles, within=area.ancestors))
    return any_of(area_id, reach)


def in_subtree(area_id: Any, root: Any) -> Any:
    """An area is the one whose global id is given, or lies below it."""
    key = key_of(root, "Area")
    return any_of(area_id, keys_where(models.Area, lambda area: holds(area.ancestors, key)))


def on_day(row: Row, day: Any) -> Any:
    """A dated row holds on a day."""
    return (row.from_on <= day) & (is_unset(row.until_on) | (row.until_on > day))
