"""Ordering, cancelling, moving orders along; writing and publishing menus; dishes."""

from datetime import date
from uuid import UUID

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.queries import MealLineInput
from hub.canteen.schema.types import MANAGERS, STAFF, CanteenRefusal, Dish, Menu, MenuItem
from hub.kernel.access import Role
from hub.query import Context, Fen, inputs, key_of, keys_of, mutation, payload, read


@inputs
class MealOrderPlaceInput:
    """What to order, for whom, and how it is served."""

    menu_id: strawberry.ID
    """The menu to order from."""
    point_id: strawberry.ID | None = None
    """The canteen or meal point where it is eaten, fetched or sent from (default: who cooks)."""
    resident_id: strawberry.ID | None = None
    """For whom (default: oneself)."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    lines: list[MealLineInput]
    """The dishes."""
    address: str | None = None
    """Where to deliver to (default: the resident's home)."""
    note: str | None = None
    """What the kitchen should know."""
    by_phone: bool = False
    """For staff: whether the resident is on the telephone, not at the counter."""
    reason: str | None = None
    """For staff: why they add an order after the cut-off."""
    expected_due_fen: Fen | None = None
    """What the person was told they pay; if that has changed, the order is refused."""
    idempotency_key: str | None = None
    """The same key again gives the same order, not a second one."""


@payload
class MealOrderPlaced:
    """The order was accepted."""

    order: MealOrder | None = read()
    """The order."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_order_place(
    ctx: Context, input: MealOrderPlaceInput
) -> MealOrderPlaced | CanteenRefusal:
    """Order a meal for oneself, for whom one is a proxy, or as staff for a resident (下单)."""
    key = await commands.place_order(
        ctx.actor,
        menu_id=key_of(input.menu_id, "Menu"),
        point_id=None if input.point_id is None else key_of(input.point_id, "MealSite"),
        resident_id=(
            ctx.viewer.resident_id
            if input.resident_id is None
            else key_of(input.resident_id, "Resident")
        ),
        request=rules.Request(
            mode=input.mode,
            wanted=[
                rules.Wanted(key_of(line.item_id, "MenuItem"), line.portions)
                for line in input.lines
            ],
            address=input.address,
            note=input.note,
            by_phone=input.by_phone,
            reason=input.reason,
            expected_due_fen=input.expected_due_fen,
        ),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealOrderPlaced(order=key)


@inputs
class MealOrderCancelInput:
    """Which order to cancel."""

    order_id: strawberry.ID
    """The order."""
    reason: str | None = None
    """Why; staff say so after the cut-off."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrderCancelled:
    """The order was cancelled."""

    order: MealOrder | None = read()
    """The order."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_order_cancel(
    ctx: Context, input: MealOrderCancelInput
) -> MealOrderCancelled | CanteenRefusal:
    """Cancel an order; before the cut-off without loss, later only by staff (取消订单)."""
    key = await commands.cancel_order(
        ctx.actor,
        order_id=key_of(input.order_id, "MealOrder"),
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )
    return MealOrderCancelled(order=key)


@inputs
class MealOrdersMoveInput:
    """Which orders to move, and to which state."""

    order_ids: list[strawberry.ID]
    """The orders, 500 at most; all of them move, or none does."""
    to: rules.OrderStatus
    """The state that they reach."""
    reason: str | None = None
    """Why; needed for cancellations and disputes."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrdersMoved:
    """The orders were moved."""

    orders: list[MealOrder] = read()
    """The orders."""


@mutation(*STAFF)
async def meal_orders_move(
    ctx: Context, input: MealOrdersMoveInput
) -> MealOrdersMoved | CanteenRefusal:
    """Move orders along their states: cooking, ready, served, not fetched (变更订单状态)."""
    keys = await commands.move_orders(
        ctx.actor,
        order_ids=keys_of(input.order_ids, "MealOrder"),
        to=input.to,
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )
    return MealOrdersMoved(orders=keys)


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
