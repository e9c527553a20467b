"""Whose records a caller may change: those within the reach of a role, and those of the family."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hub.grid.rules import EVERYWHERE, NOWHERE, Reach
from hub.kernel.access import Role, Viewer
from hub.people.rules.proxies import ProxyScope

REGISTRARS = (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR)
"""Who keeps the records of the residents of an area."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose records may be changed. Anybody else's are refused as if they did not exist."""

    reach: Reach = NOWHERE
    resident_ids: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, viewer: Viewer) -> "Keeper":
        """What the viewer's roles reach."""
        return cls(Reach.of(viewer, *REGISTRARS))

    @classmethod
    def with_family(cls, viewer: Viewer, *scopes: ProxyScope) -> "Keeper":
        """As `of`, the viewer too, and the wards for whom the viewer acts in any of the scopes."""
        return cls(Reach.of(viewer, *REGISTRARS), frozenset(viewer.acting_for(*scopes)))

    def keeps(self, resident_id: UUID, path: Iterable[UUID] | None) -> bool:
        """Whether a resident's records may be changed, given the areas of the home."""
        return resident_id in self.resident_ids or self.reach.covers(path)


OF_EVERYBODY = Keeper(EVERYWHERE)
