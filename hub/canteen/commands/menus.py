"""Menus: written as drafts, mended as long as no promise is broken."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen.commands.managing import check_manages, managed_item, managed_menu
from hub.canteen.models import Dish, MealOrderLine, Menu, MenuItem
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    MealPeriod,
    MenuStatus,
    check_portions,
    check_price,
    check_text,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key


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
    await check_manages(site_id, viewer)
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
async def delete_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer) -> UUID:
    """Throw a draft away; the answer is the key of its kitchen.

    Raises:
        CanteenRefused: NO_SUCH_MENU, MENU_NOT_DRAFT.
    """
    menu = await managed_menu(menu_id, viewer)
    if menu.status is not MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="menuId")
    await menu.delete()
    return menu.site_id


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

    The price is the dish's unless one is given. What somebody ordered keeps its price, and portions
    never fall below what is taken.

    Raises:
        CanteenRefused: BELOW_TAKEN, PRICE_PROMISED, NO_SUCH_DISH, DISH_RETIRED, and
            MENU_NOT_PUBLISHED when it is locked.
    """
    menu = await managed_menu(menu_id, viewer)
    if menu.status is MenuStatus.LOCKED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="menuId")
    check_portions(portions)
    if price_fen is not None:
        check_price(price_fen)
    item = await MenuItem.get_or_none(menu_id=menu_id, dish_id=dish_id)
    if item is None:
        dish = await offered_dish(dish_id, menu.site_id)
        item = await _add_item(menu, dish, portions, price_fen)
    else:
        await _change_item(item, portions, price_fen)
    tx.record("menu.changed", menu_id, scope_id=menu.site_id)
    return item.id


@command
async def remove_menu_item(tx: Transaction, *, item_id: UUID, viewer: Viewer) -> UUID:
    """Take a dish that nobody ever ordered off a menu; the answer is the menu's key.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, ITEM_ORDERED, MENU_NOT_PUBLISHED when it is locked.
    """
    menu, item = await managed_item(item_id, viewer)
    if menu.status is MenuStatus.LOCKED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="itemId")
    if await _is_ordered(item):
        raise CanteenRefused(CanteenReason.ITEM_ORDERED, field="itemId", dish=item.name)
    await item.delete()
    tx.record("menu.changed", menu.id, scope_id=menu.site_id)
    return menu.id


async def offered_dish(dish_id: UUID, site_id: UUID) -> Dish:
    """A dish that a kitchen may put on a menu: its own or the city's, and not retired.

    Raises:
        CanteenRefused: NO_SUCH_DISH, DISH_RETIRED.
    """
    dish = await Dish.get_or_none(id=dish_id)
    if dish is None or dish.site_id not in (None, site_id):
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    if dish.retired_on is not None:
        raise CanteenRefused(CanteenReason.DISH_RETIRED, field="dishId", dish=dish.name)
    return dish


async def _add_item(menu: Menu, dish: Dish, portions: int, price_fen: int | None) -> MenuItem:
    last = await MenuItem.filter(menu_id=menu.id).order_by("-position").first()
    return await MenuItem.create(
        id=new_key(),
        menu_id=menu.id,
        dish_id=dish.id,
        position=last.position + 1 if last else 1,
        name=dish.name,
        name_en=dish.name_en,
        price_fen=dish.price_fen if price_fen is None else price_fen,
        portions=portions,
    )


async def _change_item(item: MenuItem, portions: int, price_fen: int | None) -> None:
    if price_fen not in (None, item.price_fen):
        if await _is_ordered(item):
            raise CanteenRefused(CanteenReason.PRICE_PROMISED, field="priceFen", dish=item.name)
        item.price_fen = price_fen
    if portions < item.taken:
        raise CanteenRefused(
            CanteenReason.BELOW_TAKEN, field="portions", dish=item.name, taken=item.taken
        )
    item.portions = portions
    await item.save(update_fields=["price_fen", "portions"])


async def _is_ordered(item: MenuItem) -> bool:
    """Whether anybody ever ordered the dish from this menu, even if they cancelled."""
    return await MealOrderLine.exists(item_id=item.id)
