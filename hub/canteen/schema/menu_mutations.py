"""Writing, publishing and locking menus; keeping the dishes."""

from datetime import date
from uuid import UUID

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.types import MANAGERS, CanteenRefusal, Dish, Menu, MenuItem
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


@inputs
class DishDetailsInput:
    """What there is to say about a dish."""

    name: str
    """Its name, 60 characters at most."""
    name_en: str | None = None
    """Its name in English."""
    kind: rules.DishKind
    """What place it has in a meal."""
    price_fen: Fen
    """What a portion costs on a new menu."""
    allergens: list[rules.Allergen] = strawberry.field(default_factory=list)
    """What it holds that can harm."""
    kcal: int | None = None
    """Energy per portion, in kcal."""
    sugar_mg: int | None = None
    """Sugar per portion, in mg."""
    sodium_mg: int | None = None
    """Sodium per portion, in mg."""
    is_low_sugar: bool = False
    """Whether it suits people who need little sugar."""
    is_low_salt: bool = False
    """Whether it suits people who need little salt."""
    is_soft: bool = False
    """Whether it suits people who need soft food."""


@payload
class DishChanged:
    """The dish was changed."""

    dish: Dish | None = read()
    """The dish."""


@inputs
class DishCreateInput:
    """Which dish to add, and where."""

    site_id: strawberry.ID
    """The canteen that cooks it."""
    dish: DishDetailsInput
    """The dish."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def dish_create(ctx: Context, input: DishCreateInput) -> DishChanged | CanteenRefusal:
    """Add a dish to what a canteen cooks (新增菜品)."""
    key = await commands.create_dish(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        dish=_details(input.dish),
        viewer=ctx.viewer,
    )
    return DishChanged(dish=key)


@inputs
class DishUpdateInput:
    """Which dish to change, and to what."""

    dish_id: strawberry.ID
    """The dish."""
    dish: DishDetailsInput
    """All of it, as it shall be."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def dish_update(ctx: Context, input: DishUpdateInput) -> DishChanged | CanteenRefusal:
    """Change a dish; menus keep the name and price they promised (修改菜品)."""
    key = await commands.update_dish(
        ctx.actor,
        dish_id=_dish_key(input.dish_id),
        dish=_details(input.dish),
        viewer=ctx.viewer,
    )
    return DishChanged(dish=key)


@inputs
class DishRetireInput:
    """Which dish to keep off future menus."""

    dish_id: strawberry.ID
    """The dish."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@mutation(*MANAGERS)
async def dish_retire(ctx: Context, input: DishRetireInput) -> DishChanged | CanteenRefusal:
    """Keep a dish off future menus (停用菜品)."""
    key = await commands.retire_dish(
        ctx.actor, dish_id=_dish_key(input.dish_id), viewer=ctx.viewer, now=ctx.now
    )
    return DishChanged(dish=key)


def _dish_key(value: strawberry.ID) -> UUID:
    return key_of(value, "Dish")


def _details(dish: DishDetailsInput) -> rules.DishDetails:
    return rules.DishDetails(
        name=dish.name,
        kind=dish.kind,
        price_fen=dish.price_fen,
        name_en=dish.name_en,
        allergens=frozenset(dish.allergens),
        kcal=dish.kcal,
        sugar_mg=dish.sugar_mg,
        sodium_mg=dish.sodium_mg,
        is_low_sugar=dish.is_low_sugar,
        is_low_salt=dish.is_low_salt,
        is_soft=dish.is_soft,
    )
