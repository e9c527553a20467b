"""What is asked about people: residents within reach, one's household, one's proxies."""

from typing import Any

import strawberry

from hub.grid.schema.access import KEEPERS, on_day
from hub.people import models, rules
from hub.people.schema.access import AUDITORS, FAMILY, SERVERS, home_is_seen, is_kept
from hub.people.schema.listing import ResidentFilter, ResidentOrder
from hub.people.schema.types import Household, Proxy, Resident
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Operation,
    Row,
    any_of,
    exists,
    key_of,
    root,
)

_OLDEST = 150


@root(*KEEPERS, *AUDITORS, *SERVERS, filter=ResidentFilter, order=ResidentOrder)
def residents(
    row: Row,
    viewer: Asker,
    age_from: int | None = None,
    age_until: int | None = None,
    status_kinds: list[rules.StatusKind] | None = None,
) -> Connection[Resident]:
    """The residents within reach of one's roles (居民列表).

    Args:
        age_from: Only those who have completed so many years today (周岁). For who may see it.
        age_until: Only those who have not yet completed so many years today. For who may see it.
        status_kinds: Only those who have one of these statuses today. For who may see them.
    """
    found: Any = EVERYONE
    # Who does not see ages or statuses must not learn them by asking for them either.
    if age_from is not None:
        found = found & (row.born_on <= _born_by(age_from, viewer)) & home_is_seen(row, viewer)
    if age_until is not None:
        found = found & (row.born_on > _born_by(age_until, viewer)) & home_is_seen(row, viewer)
    if status_kinds is not None:
        found = found & _has_status(row, status_kinds, viewer)
    return found


@root(FAMILY, *KEEPERS, *AUDITORS, *SERVERS)
def resident(row: Row, viewer: Asker, id: strawberry.ID) -> Resident | None:
    """One resident: oneself, who one acts for, or within reach of one's roles (居民).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "Resident")


@root(FAMILY)
def my_household(row: Row, viewer: Asker) -> Household | None:
    """The household that one belongs to today (我的户)."""
    return exists(
        models.HouseholdMember,
        lambda member: (
            (member.household_id == row.id)
            & (member.resident_id == viewer.resident_id)
            & on_day(member, viewer.today)
        ),
    )


@root(FAMILY, order_by="-proposed_at")
def my_proxies(row: Row, viewer: Asker) -> list[Proxy]:
    """Who acts for oneself and for whom one acts, with proposals and history (我的家庭账户)."""
    return (row.ward_id == viewer.resident_id) | (row.holder_id == viewer.resident_id)


@root(*KEEPERS, *AUDITORS)
def household(row: Row, viewer: Asker, id: strawberry.ID) -> Household | None:
    """One household (户).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "Household")


def _born_by(age: Any, viewer: Asker) -> Operation:
    """As `rules.born_by`: the last birth date of those who have completed an age today."""
    return Operation(
        f"({{0}} - make_interval(years => least(greatest({{1}}, 0), {_OLDEST})::int))::date",
        viewer.today,
        age,
    )


def _has_status(row: Row, kinds: Any, viewer: Asker) -> Any:
    return exists(
        models.ResidentStatus,
        lambda status: (
            (status.resident_id == row.id)
            & any_of(status.kind, kinds)
            & on_day(status, viewer.today)
            & is_kept(row.area_id, viewer)
        ),
    )
