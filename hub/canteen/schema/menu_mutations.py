"""Writing menus: what is on them, how much of it, when they open."""

from collections.abc import Sequence
from datetime import date, datetime

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import MANAGERS
from hub.canteen.schema.types import CanteenRefusal, MealSite, Menu, MenuItem
from hub.query import Context, Fen, enumeration, inputs, key_of, keys_of, mutation, payload, read

enumeration(rules.MenuSkip)


@payload
class MenuSkipped:
    """A meal that was left out when a week of menus was made or published (跳过的餐次)."""

    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    why: rules.MenuSkip
    """Why."""


def left_out(skipped: Sequence[rules.Skipped]) -> list[MenuSkipped]:
    """What was left out, as clients read it."""
    return [MenuSkipped(on=each.on, period=each.period, why=each.why) for each in skipped]


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


@payload
class MenuCreated:
    """The menu is begun, as a draft."""

    menu: Menu | None = read()
    """The menu."""


@mutation(*MANAGERS)
async def menu_create(ctx: Context, input: MenuCreateInput) -> MenuCreated | CanteenRefusal:
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
    return MenuCreated(menu=key)


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
    """What a portion costs (default: what the dish says); fixed once somebody ordered it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemSet:
    """The dish is on the menu."""

    item: MenuItem | None = read()
    """The dish on the menu."""


@mutation(*MANAGERS)
async def menu_item_set(ctx: Context, input: MenuItemSetInput) -> MenuItemSet | CanteenRefusal:
    """Put a dish on a menu, or change how many portions there are (设置菜品份数).

    On a published menu too, as long as no promise is broken: what was ordered keeps its price, and
    portions never fall below what is taken.
    """
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
    """Which dish to take off its menu."""

    item_id: strawberry.ID
    """The dish on the menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemRemoved:
    """The dish is off the menu."""

    menu: Menu | None = read()
    """The menu."""


@mutation(*MANAGERS)
async def menu_item_remove(
    ctx: Context, input: MenuItemRemoveInput
) -> MenuItemRemoved | CanteenRefusal:
    """Take a dish that nobody ever ordered off a menu (移除菜品)."""
    key = await commands.remove_menu_item(
        ctx.actor, item_id=key_of(input.item_id, "MenuItem"), viewer=ctx.viewer
    )
    return MenuItemRemoved(menu=key)


@inputs
class MenuPublishInput:
    """Which menu is opened."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuPublished:
    """The menu is open for orders."""

    menu: Menu | None = read()
    """The menu."""


@mutation(*MANAGERS)
async def menu_publish(ctx: Context, input: MenuPublishInput) -> MenuPublished | CanteenRefusal:
    """Open a menu for orders at its canteen and all its meal points (发布菜单)."""
    key = await commands.publish_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer, now=ctx.now
    )
    return MenuPublished(menu=key)


@inputs
class MenusPublishInput:
    """Which menus are opened."""

    menu_ids: list[strawberry.ID]
    """The menus, 200 at most; all of them open, or none does, but for closed days."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenusPublished:
    """The menus are open for orders, but for those of days on which the canteen is closed."""

    menus: list[Menu] = read()
    """The menus that are open now."""
    skipped: list[MenuSkipped]
    """The meals that were left out; their menus are drafts still."""


@mutation(*MANAGERS)
async def menus_publish(ctx: Context, input: MenusPublishInput) -> MenusPublished | CanteenRefusal:
    """Open several menus at once, such as those of a week (批量发布菜单)."""
    done = await commands.publish_menus(
        ctx.actor, menu_ids=keys_of(input.menu_ids, "Menu"), viewer=ctx.viewer, now=ctx.now
    )
    return MenusPublished(menus=done.menu_ids, skipped=left_out(done.skipped))


@inputs
class MenuWithdrawInput:
    """Which menu is taken back."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuWithdrawn:
    """The menu is a draft again."""

    menu: Menu | None = read()
    """The menu."""


@mutation(*MANAGERS)
async def menu_withdraw(ctx: Context, input: MenuWithdrawInput) -> MenuWithdrawn | CanteenRefusal:
    """Make a published menu a draft again, if nobody ever ordered from it (撤回菜单)."""
    key = await commands.withdraw_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer
    )
    return MenuWithdrawn(menu=key)


@inputs
class MenuDeleteInput:
    """Which draft is thrown away."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuDeleted:
    """The draft is gone."""

    site: MealSite | None = read()
    """The canteen whose it was."""


@mutation(*MANAGERS)
async def menu_delete(ctx: Context, input: MenuDeleteInput) -> MenuDeleted | CanteenRefusal:
    """Throw a draft away (删除草稿)."""
    key = await commands.delete_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer
    )
    return MenuDeleted(site=key)


@payload
class MenuLocked:
    """The menu and its orders are locked: the cut-off came, or somebody closed it (已截单)."""

    menu: Menu | None = read()
    """The menu."""
    at: datetime
    """When it happened."""


@inputs
class MenuLockInput:
    """Which menu is closed."""

    menu_id: strawberry.ID
    """The menu."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def menu_lock(ctx: Context, input: MenuLockInput) -> MenuLocked | CanteenRefusal:
    """Close a menu before its cut-off; its orders are locked (提前截单)."""
    key = await commands.lock_menu(
        ctx.actor, menu_id=key_of(input.menu_id, "Menu"), viewer=ctx.viewer, now=ctx.now
    )
    return MenuLocked(menu=key, at=ctx.now)
