"""Who sees whom: the family, who keeps or audits the records, and who serves them."""

from collections.abc import Callable
from typing import Any

from hub.grid.models import Area, Site
from hub.grid.schema.access import KEEPERS, under
from hub.kernel.access import Role
from hub.people import rules
from hub.people.rules import ProxyScope
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Operation,
    Row,
    any_of,
    keys_where,
    overlaps,
)

AUDITORS = (Role.CIVIL_AFFAIRS_AUDITOR,)
SERVERS = (
    Role.CANTEEN_STAFF,
    Role.CANTEEN_MANAGER,
    Role.COUNTER_CLERK,
    Role.CENTRE_MANAGER,
)
"""Who serves residents at a counter, and has to find them by name."""
COOKS = (Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER)
FAMILY = Role.RESIDENT

Serves = Callable[[Any, Asker], Any]
"""Whether the viewer serves a resident, given the term of the resident's key."""

_served_by: list[tuple[Serves, bool]] = []


def service(*, knows_diet: bool = False) -> Callable[[Serves], Serves]:
    """Let a service say whom its staff serve wherever in the city they live.

    People know no service, so each says it of itself when its schema is loaded. Its staff see the
    name and the masked telephone of whom they serve and, with `knows_diet`, what the food must
    respect. The condition goes into every way to reach a resident: let it be one that an index
    serves, `any_of(resident_id, …)` over keys that are worked out once.
    """

    def declared(serves: Serves) -> Serves:
        _served_by.append((serves, knows_diet))
        return serves

    return declared


def is_family(resident_id: Any, viewer: Asker, *scopes: ProxyScope) -> Any:
    """The viewer, or somebody for whom the viewer acts in one of the scopes."""
    if not viewer.has(FAMILY):
        return NOBODY
    return viewer.acts_for(resident_id, *scopes)


def is_kept(area_id: Any, viewer: Asker) -> Any:
    """The viewer keeps, or audits, the records of those who live in this area."""
    return under(area_id, viewer, *KEEPERS, *AUDITORS)


def is_served(area_id: Any, viewer: Asker, *roles: Role) -> Any:
    """The viewer holds one of the roles above this area, or at a site that lies above it."""
    if viewer.at(*roles) is EVERYONE:
        return EVERYONE
    if not viewer.has(*roles):
        return NOBODY
    site = Row(Site, "site")
    covered = Operation(
        'ARRAY(SELECT "site"."area_id" FROM "site" WHERE {0})', viewer.at(*roles, site=site.id)
    )
    reach = keys_where(
        Area,
        lambda area: viewer.at(*roles, within=area.ancestors) | overlaps(area.ancestors, covered),
    )
    return any_of(area_id, reach)


def person_is_seen(row: Row, viewer: Asker) -> Any:
    """Who sees that there is such a resident, and their name."""
    return home_is_seen(row, viewer) | _is_served_anywhere(row.id, viewer)


def home_is_seen(row: Row, viewer: Asker) -> Any:
    """Who sees where a resident lives: also those who serve the people who live there."""
    return (
        is_family(row.id, viewer, *rules.KNOWS_PERSON)
        | is_kept(row.area_id, viewer)
        | is_served(row.area_id, viewer, *SERVERS)
    )


def resident_is_on_record(row: Row, viewer: Asker) -> Any:
    """Who sees of a resident what is on record."""
    return is_family(row.id, viewer, *rules.READS_RECORD) | is_kept(row.area_id, viewer)


def record_is_seen(row: Row, viewer: Asker) -> Any:
    """Who sees a row of a resident's record."""
    return is_family(row.resident_id, viewer, *rules.READS_RECORD) | is_kept(
        row.resident.area_id, viewer
    )


def diet_is_seen(row: Row, viewer: Asker) -> Any:
    """Who sees a row of what a resident's food must respect."""
    return (
        is_family(row.resident_id, viewer, *rules.READS_DIET)
        | is_kept(row.resident.area_id, viewer)
        | is_served(row.resident.area_id, viewer, *COOKS)
        | _is_served_anywhere(row.resident_id, viewer, diet=True)
    )


def _is_served_anywhere(resident_id: Any, viewer: Asker, *, diet: bool = False) -> Any:
    condition: Any = NOBODY
    for serves, knows_diet in _served_by:
        if knows_diet or not diet:
            condition = condition | serves(resident_id, viewer)
    return condition
