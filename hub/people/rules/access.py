"""Whose records a caller may change: those within the reach of a role, and those of the family."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hub.grid.rules import EVERYWHERE, NOWHERE, Reach
from hub.kernel.access import Role, Viewer

REGISTRARS = (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR)
"""Who keeps the records of the residents of an area."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose records may be changed. Anybody else's are refused as if they did not exist."""

    reach: Reach = NOWHERE
    resident_ids: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, viewer: Viewer, *, and_self: bool = False, and_family: bool = False) -> "Keeper":
        """What the viewer's roles reach and, when asked for, the viewer and the viewer's wards."""
        family = {viewer.resident_id} if and_self or and_family else set[UUID | None]()
        if and_family:
            family.update(viewer.ward_ids)
        return cls(
            Reach.of(viewer, *REGISTRARS), frozenset(key for key in family if key is not None)
        )

    def keeps(self, resident_id: UUID, path: Iterable[UUID] | None) -> bool:
        """Whether a resident's records may be changed, given the areas of the home."""
        return resident_id in self.resident_ids or self.reach.covers(path)


OF_EVERYBODY = Keeper(EVERYWHERE)
