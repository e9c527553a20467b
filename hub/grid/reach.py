"""How far a caller's roles reach: everywhere, into subtrees of the grid, or to sites by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hub.kernel.access import Role, Viewer


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a change may be made. What lies outside is refused as if it did not exist."""

    is_everywhere: bool = False
    area_ids: frozenset[UUID] = frozenset()
    site_ids: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, viewer: Viewer, *roles: Role) -> "Reach":
        """The reach of the grants that the viewer has of any of these roles."""
        return cls(
            is_everywhere=any(viewer.is_city_wide(role) for role in roles),
            area_ids=frozenset(key for role in roles for key in viewer.area_ids(role)),
            site_ids=frozenset(key for role in roles for key in viewer.site_ids(role)),
        )

    def covers(self, path: Iterable[UUID] | None, *, site_id: UUID | None = None) -> bool:
        """Whether a place is within reach, given the areas it lies in; None lies in none."""
        return (
            self.is_everywhere
            or (path is not None and not self.area_ids.isdisjoint(path))
            or (site_id is not None and site_id in self.site_ids)
        )


EVERYWHERE = Reach(is_everywhere=True)
