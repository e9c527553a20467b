"""Which roles see and do what at a canteen."""

from typing import Any

from hub.canteen import rules
from hub.kernel.access import Role
from hub.query import Asker

STAFF = rules.STAFF
MANAGERS = rules.MANAGERS
KEEPERS = rules.KEEPERS
RUNNERS = rules.RUNNERS
AUDITORS = (Role.CIVIL_AFFAIRS_AUDITOR, Role.CITY_ADMINISTRATOR)


def works_here(viewer: Asker, roles: tuple[Role, ...], kitchen: Any) -> Any:
    """The viewer has one of the roles at a kitchen's site, or in an area above it."""
    return viewer.at(*roles, site=kitchen.id, within=kitchen.site.area.ancestors)
