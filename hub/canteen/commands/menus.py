"""Menus: written as drafts, published with their servings, locked at the cut-off."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen.commands.kitchen import write_sheets
from hub.canteen.models import Dish, MealSite, Menu, MenuItem, ServiceTime, Serving
from hub.canteen.rules import (
    MANAGERS,
    CanteenReason,
    CanteenRefused,
    MealPeriod,
    MenuStatus,
    ServiceHours,
    check_portions,
    check_price,
    check_text,
    served_on,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_LOCK_DUE = """UPDATE menu SET status = 'LOCKED', locked_at = $1
WHERE id IN (SELECT id FROM menu WHERE status = 'PUBLISHED' AND cutoff_at <= $1
    ORDER BY id FOR NO KEY UPDATE)
RETURNING id, site_id"""
# A serving may close before its menu does; the orders it holds are locked with it.
_LOCK_ORDERS = """UPDATE meal_order o SET status = 'LOCKED', status_at = $1
FROM serving s JOIN menu m ON m.id = s.menu_id
WHERE o.serving_id = s.id AND o.status = 'PLACED'
    AND (s.cutoff_at <= $1 OR m.status = 'LOCKED') AND ($2::uuid IS NULL OR m.id = $2)
RETURNING o.id"""
_LOG_LOCKED = """INSERT INTO meal_order_move (id, order_id, at, from_status, to_status, by_id)
SELECT move_id, order_id, $3, 'PLACED', 'LOCKED', $4
FROM unnest($1::uuid[], $2::uuid[]) AS locked (move_id, order_id)"""


@command
async def create_menu(
    tx: Transaction,
    *,
    site_id: UUID,
    on: date,
    period: MealPeriod,
    viewer: Viewer,
    now: datetime,
    note: str | None = None,
) -> UUID:
    """Begin the menu of a kitchen for one day and period, as a draft.

    Raises:
        CanteenRefused: MENU_EXISTS, MENU_PAST, or NO_SUCH_SITE for a site that does not cook.
    """
    site = await MealSite.get_or_none(id=site_id, kitchen_id=None).select_related("site__area")
    if site is None or not _manages(viewer, site):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
    if on < day_of(now):
        raise CanteenRefused(CanteenReason.MENU_PAST, field="on")
    check_text("note", note)
    menu_id = new_key()
    with refusing("menu_one_a_meal", CanteenRefused(CanteenReason.MENU_EXISTS, field="on")):
        await Menu.create(
            id=menu_id, site_id=site_id, on=on, period=period, status=MenuStatus.DRAFT, note=note
        )
    return menu_id


@command
async def set_menu_item(
    tx: Transaction,
    *,
    menu_id: UUID,
    dish_id: UUID,
    portions: int,
    viewer: Viewer,
    price_fen: int | None = None,
) -> UUID:
    """Put a dish on a menu, or change how many portions there are; the answer is the item's key.

    The price is the dish's unless one is given. Once the menu is published a price stays, and
    portions never fall below what is taken.

    Raises:
        CanteenRefused: BELOW_TAKEN, MENU_NOT_DRAFT, NO_SUCH_DISH, MENU_NOT_PUBLISHED when locked.
    """
    menu = await _managed(menu_id, viewer)
    if menu.status is MenuStatus.LOCKED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="menuId")
    check_portions(portions)
    dish = await Dish.get_or_none(id=dish_id)
    if dish is None or dish.site_id not in (None, menu.site_id):
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    if price_fen is not None:
        check_price(price_fen)
    item = await MenuItem.get_or_none(menu_id=menu_id, dish_id=dish_id)
    if item is None:
        item = await MenuItem.create(
            id=new_key(),
            menu_id=menu_id,
            dish_id=dish_id,
            position=await MenuItem.filter(menu_id=menu_id).count() + 1,
            name=dish.name,
            name_en=dish.name_en,
            price_fen=dish.price_fen if price_fen is None else price_fen,
            portions=portions,
        )
    else:
        if price_fen not in (None, item.price_fen):
            if menu.status is not MenuStatus.DRAFT:
                raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="priceFen")
            item.price_fen = price_fen
        if portions < item.taken:
            raise CanteenRefused(
                CanteenReason.BELOW_TAKEN, field="portions", dish=item.name, taken=item.taken
            )
        item.portions = portions
        await item.save(update_fields=["price_fen", "portions"])
    tx.record("menu.changed", menu_id, scope_id=menu.site_id)
    return item.id


@command
async def remove_menu_item(tx: Transaction, *, item_id: UUID, viewer: Viewer) -> UUID:
    """Take a dish off a draft; the answer is the menu's key.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, MENU_NOT_DRAFT.
    """
    item = await MenuItem.get_or_none(id=item_id)
    if item is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_ITEM, field="itemId")
    menu = await _managed(item.menu_id, viewer)
    if menu.status is not MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="itemId")
    await item.delete()
    return menu.id


@command
async def publish_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Open a draft for orders at the kitchen and all its points, with their cut-offs as of now.

    Raises:
        CanteenRefused: MENU_EMPTY, MENU_PAST, MENU_NOT_DRAFT, NO_SERVICE_TIMES.
    """
    menu = await _managed(menu_id, viewer)
    if menu.status is not MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="menuId")
    if menu.on < day_of(now):
        raise CanteenRefused(CanteenReason.MENU_PAST, field="menuId")
    if not await MenuItem.exists(menu_id=menu_id):
        raise CanteenRefused(CanteenReason.MENU_EMPTY, field="menuId")
    served = served_on(menu.on, await _hours(menu))
    await Serving.bulk_create(
        Serving(
            id=new_key(),
            menu_id=menu_id,
            point_id=entry.point_id,
            mode=entry.mode,
            cutoff_at=entry.cutoff_at,
            serve_from_at=entry.serve_from_at,
            serve_until_at=entry.serve_until_at,
            capacity=entry.capacity,
        )
        for entry in served
    )
    menu.status = MenuStatus.PUBLISHED
    menu.published_at = now
    menu.cutoff_at = max(entry.cutoff_at for entry in served)
    await menu.save(update_fields=["status", "published_at", "cutoff_at"])
    tx.record("menu.published", menu_id, scope_id=menu.site_id)
    return menu_id


@command
async def lock_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Close a menu before its cut-off: nothing more can be ordered, and its orders are locked.

    Raises:
        CanteenRefused: MENU_NOT_PUBLISHED.
    """
    menu = await _managed(menu_id, viewer)
    if menu.status is not MenuStatus.PUBLISHED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="menuId")
    menu.status = MenuStatus.LOCKED
    menu.locked_at = now
    await menu.save(update_fields=["status", "locked_at"])
    await _lock_orders(tx, now, menu_id)
    await write_sheets(tx, [menu_id], now)
    tx.record("menu.locked", menu_id, scope_id=menu.site_id)
    return menu_id


@command
async def lock_due(tx: Transaction, *, now: datetime) -> int:
    """Lock what has reached its cut-off; the answer is the number of orders. Safe to run twice."""
    menus = await tx.fetch(_LOCK_DUE, now)
    for menu in menus:
        tx.record("menu.locked", menu["id"], scope_id=menu["site_id"])
    locked = await _lock_orders(tx, now, None)
    await write_sheets(tx, [menu["id"] for menu in menus], now)
    return locked


async def _lock_orders(tx: Transaction, now: datetime, menu_id: UUID | None) -> int:
    locked = [row["id"] for row in await tx.fetch(_LOCK_ORDERS, now, menu_id)]
    await tx.execute(_LOG_LOCKED, [new_key() for _ in locked], locked, now, tx.by.account_id)
    return len(locked)


async def _managed(menu_id: UUID, viewer: Viewer) -> Menu:
    """The menu, locked against orders and other editors, for who manages its kitchen."""
    menu = await Menu.select_for_update(no_key=True).get_or_none(id=menu_id)
    if menu is not None:
        site = await MealSite.get(id=menu.site_id).select_related("site__area")
        if _manages(viewer, site):
            return menu
    raise CanteenRefused(CanteenReason.NO_SUCH_MENU, field="menuId")


def _manages(viewer: Viewer, site: MealSite) -> bool:
    return works_at(viewer, MANAGERS, [site.id], site.site.area.ancestors)


async def _hours(menu: Menu) -> list[ServiceHours]:
    points = await MealSite.filter(kitchen_id=menu.site_id, site__is_open=True)
    times = await ServiceTime.filter(
        site_id__in=[menu.site_id, *(point.id for point in points)],
        period=menu.period,
        from_on__lte=menu.on,
    )
    return [
        ServiceHours(
            row.site_id,
            row.mode,
            row.serve_from,
            row.serve_until,
            row.cutoff_days,
            row.cutoff_time,
            row.capacity,
        )
        for row in times
        if row.until_on is None or menu.on < row.until_on
    ]
