"""Who may act for whom, and who works where."""

from collections.abc import Collection
from uuid import UUID

from hub.kernel.access import Role, Viewer

STAFF = (Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER)
"""Who stands at a canteen's counter."""
MANAGERS = (Role.CANTEEN_MANAGER,)
"""Who answers for a canteen's menus and prices."""

KEEPERS = (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR)
"""Who decides which sites serve meals, who cooks for them, and who pays for them."""
RUNNERS = (*MANAGERS, *KEEPERS)
"""Who says when a site serves, and who stops it."""


def works_at(
    viewer: Viewer,
    roles: Collection[Role],
    site_ids: Collection[UUID],
    ancestors: Collection[UUID],
) -> bool:
    """Whether the viewer holds one of the roles at one of the sites, above them, or city-wide."""
    return any(
        grant.role in roles
        and (
            grant.site_id in site_ids
            if grant.site_id is not None
            else grant.area_id is None or grant.area_id in ancestors
        )
        for grant in viewer.grants
    )
