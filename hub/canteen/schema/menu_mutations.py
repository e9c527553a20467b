"""Writing menus: what is on them, how much of it, when they open."""

from datetime import date

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import MANAGERS
from hub.canteen.schema.types import CanteenRefusal, Menu, MenuItem
from hub.query import Context, Fen, inputs, key_of, mutation, payload, read


@payload
class MenuChanged:
    """The menu was changed."""

    menu: Menu | None = read()
    """The menu."""


@inputs
class MenuCreateInput:
    """Which menu to begin."""

    site_id: strawberry.ID
    """The canteen that cooks."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    note: str | None = None
    """What to say about it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def menu_create(ctx: Context, input: MenuCreateInput) -> MenuChanged | CanteenRefusal:
    """Begin the menu of a canteen for one meal, as a draft (新建菜单)."""
    key = await commands.create_menu(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        on=input.on,
        period=input.period,
        viewer=ctx.viewer,
        now=ctx.now,
        note=input.note,
    )
    return MenuChanged(menu=key)


@inputs
class MenuItemSetInput:
    """Which dish is on the menu, and how much of it."""

    menu_id: strawberry.ID
    """The menu."""
    dish_id: strawberry.ID
    """The dish."""
    portions: int
    """How many portions there are."""
    price_fen: Fen | None = None
    """What a portion costs (default: what the dish says); fixed once the menu is published."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemSet:
    """The dish is on the menu."""

    item: MenuItem | None = read()
    """The dish on the menu."""


@mutation(*MANAGERS)
async def menu_item_set(ctx: Context, input: MenuItemSetInput) -> MenuItemSet | CanteenRefusal:
    """Put a dish on a menu, or change how many portions there are (设置菜品份数)."""
    key = await commands.set_menu_item(
        ctx.actor,
        menu_id=key_of(input.menu_id, "Menu"),
        dish_id=key_of(input.dish_id, "Dish"),
        portions=input.portions,
        price_fen=input.price_fen,
        viewer=ctx.viewer,
    )
    return MenuItemSet(item=key)


@inputs
class MenuItemRemoveInput:
    """Which dish to take off a draft."""

    item_id: strawberry.ID
    """The dish on the menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def menu_item_remove(
    ctx: Context, input: MenuItemRemoveInput
) -> MenuChanged | CanteenRefusal:
    """Take a dish off a draft (移除菜品)."""
    key = await commands.remove_menu_item(
        ctx.actor, item_id=key_of(input.item_id, "MenuItem"), viewer=ctx.viewer
    )
    return MenuChanged(menu=key)


@inputs
class MenuPublishInput:
    """Which menu is opened."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def menu_publish(ctx: Context, input: MenuPublishInput) -> MenuChanged | CanteenRefusal:
    """Open a menu for orders at its canteen and all its meal points (发布菜单)."""
    key = await commands.publish_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer, now=ctx.now
    )
    return MenuChanged(menu=key)


@inputs
class MenuLockInput:
    """Which menu is closed."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def menu_lock(ctx: Context, input: MenuLockInput) -> MenuChanged | CanteenRefusal:
    """Close a menu before its cut-off; its orders are locked (提前截单)."""
    key = await commands.lock_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer, now=ctx.now
    )
    return MenuChanged(menu=key)
