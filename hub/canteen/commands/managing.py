"""Whose menus, dishes and sites somebody manages; held for the change that they make."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.canteen.models import MealSite, Menu, MenuItem
from hub.canteen.rules import MANAGERS, CanteenReason, CanteenRefused, works_at
from hub.kernel.access import Role, Viewer
from hub.kernel.db import Transaction

_HELD = """SELECT point.id, point.kitchen_id, spot.ancestors || cooked.ancestors AS ancestors
FROM meal_site point
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE point.id = $1 FOR NO KEY UPDATE OF point"""


@dataclass(frozen=True, slots=True)
class HeldSite:
    """A meal site that nobody else changes meanwhile, and who cooks for it: null for itself."""

    site_id: UUID
    kitchen_id: UUID | None
    ancestors: Sequence[UUID]

    @property
    def cook_id(self) -> UUID:
        """The kitchen that cooks here."""
        return self.kitchen_id or self.site_id


async def held_site(
    tx: Transaction, site_id: UUID, viewer: Viewer, roles: Collection[Role], field: str = "siteId"
) -> HeldSite:
    """A meal site, for who has one of the roles there, at its kitchen, or above either.

    Raises:
        CanteenRefused: NO_SUCH_SITE.
    """
    row = await tx.fetchrow(_HELD, site_id)
    if row is not None:
        site = HeldSite(row["id"], row["kitchen_id"], row["ancestors"])
        if works_at(viewer, roles, (site.site_id, site.cook_id), site.ancestors):
            return site
    raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field=field)


async def check_manages(site_id: UUID, viewer: Viewer) -> None:
    """Refuse who does not manage a kitchen: a site that cooks itself.

    Raises:
        CanteenRefused: NO_SUCH_SITE.
    """
    site = await MealSite.get_or_none(id=site_id, kitchen_id=None).select_related("site__area")
    if site is None or not works_at(viewer, MANAGERS, [site.id], site.site.area.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")


async def managed_menu(
    menu_id: UUID,
    viewer: Viewer,
    roles: Collection[Role] = MANAGERS,
    refusal: CanteenRefused | None = None,
) -> Menu:
    """The menu, locked against orders and other editors, for who has the role at its kitchen.

    Raises:
        CanteenRefused: NO_SUCH_MENU, unless another refusal is given.
    """
    menu = await Menu.select_for_update(no_key=True).get_or_none(id=menu_id)
    if menu is not None:
        site = await MealSite.get(id=menu.site_id).select_related("site__area")
        if works_at(viewer, roles, [site.id], site.site.area.ancestors):
            return menu
    raise refusal or CanteenRefused(CanteenReason.NO_SUCH_MENU, field="menuId")


async def managed_item(
    item_id: UUID, viewer: Viewer, roles: Collection[Role] = MANAGERS
) -> tuple[Menu, MenuItem]:
    """A dish on a menu with its menu, which is locked, for who has the role at its kitchen.

    Raises:
        CanteenRefused: NO_SUCH_ITEM.
    """
    unknown = CanteenRefused(CanteenReason.NO_SUCH_ITEM, field="itemId")
    item = await MenuItem.get_or_none(id=item_id)
    if item is None:
        raise unknown
    menu = await managed_menu(item.menu_id, viewer, roles, unknown)
    # What it was before the menu was held may be overtaken.
    return menu, await MenuItem.get(id=item_id)
