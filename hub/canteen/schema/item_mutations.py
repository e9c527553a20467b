"""Dishes of published menus: sold out, replaced by others, left over and sold at the counter."""

from datetime import datetime
from typing import Any

import strawberry

from hub.canteen import commands, models
from hub.canteen.schema.access import AUDITORS, MANAGERS, STAFF, works_here
from hub.canteen.schema.ordering import DietConflict
from hub.canteen.schema.types import CanteenRefusal, MealSite, MenuItem
from hub.query import (
    Asker,
    Connection,
    Context,
    Fen,
    Row,
    expression,
    inputs,
    is_set,
    key_of,
    mutation,
    node,
    one,
    payload,
    read,
    root,
)


@inputs
class MenuItemSoldOutInput:
    """Which dish is sold out, or no longer so."""

    item_id: strawberry.ID
    """The dish on its menu."""
    is_sold_out: bool = True
    """False to sell it again, as far as there are portions."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemSoldOut:
    """The dish is sold out, or for sale again."""

    item: MenuItem | None = read()
    """The dish on its menu."""


@mutation(*STAFF)
async def menu_item_sold_out(
    ctx: Context, input: MenuItemSoldOutInput
) -> MenuItemSoldOut | CanteenRefusal:
    """Stop selling a dish at once, whatever its portions say (标记售完)."""
    key = await commands.mark_sold_out(
        ctx.actor,
        item_id=key_of(input.item_id, "MenuItem"),
        is_sold_out=input.is_sold_out,
        viewer=ctx.viewer,
    )
    return MenuItemSoldOut(item=key)


@inputs
class MenuItemSubstituteInput:
    """Which dish takes the place of another."""

    item_id: strawberry.ID
    """The dish on its menu."""
    dish_id: strawberry.ID
    """The dish that takes its place, at the same price."""
    reason: str
    """Why; everybody who ordered it is told."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemSubstituted:
    """Another dish is on the menu, and all orders of it were checked again."""

    item: MenuItem | None = read()
    """The dish on its menu, as it is now."""
    orders: int
    """How many live orders have it."""
    conflicts: list[DietConflict] = read()
    """The orders that it does not suit: to be resolved before they are packed."""


@mutation(*MANAGERS)
async def menu_item_substitute(
    ctx: Context, input: MenuItemSubstituteInput
) -> MenuItemSubstituted | CanteenRefusal:
    """Put another dish in the place of one that may be ordered already (换菜).

    Every live order of it is checked again for allergies and diet. Who ordered it is told.
    """
    done = await commands.substitute_item(
        ctx.actor,
        item_id=key_of(input.item_id, "MenuItem"),
        dish_id=key_of(input.dish_id, "Dish"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MenuItemSubstituted(item=done.item_id, orders=done.orders, conflicts=done.conflict_ids)


@inputs
class DietConflictResolveInput:
    """What becomes of a dish that does not suit the person."""

    conflict_id: strawberry.ID
    """The conflict."""
    item_id: strawberry.ID | None = None
    """The dish of the same menu that they get instead, at the price that was promised."""
    reason: str | None = None
    """Why they take the dish all the same; needed without another one, and never for an allergy."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DietConflictResolved:
    """The conflict is resolved."""

    conflict: DietConflict | None = read()
    """The conflict, with its order."""


@mutation(*STAFF)
async def diet_conflict_resolve(
    ctx: Context, input: DietConflictResolveInput
) -> DietConflictResolved | CanteenRefusal:
    """Give a person another dish, or record that they take this one all the same (处理饮食冲突)."""
    key = await commands.resolve_conflict(
        ctx.actor,
        conflict_id=key_of(input.conflict_id, "DietConflict"),
        item_id=None if input.item_id is None else key_of(input.item_id, "MenuItem"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DietConflictResolved(conflict=key)


@inputs
class MenuItemReleaseInput:
    """Which leftover portions go to the counter."""

    item_id: strawberry.ID
    """The dish on its menu."""
    portions: int | None = None
    """How many (default: all that nobody ordered)."""
    price_fen: Fen | None = None
    """What a portion costs there (default: its price on the menu)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MenuItemReleased:
    """The portions are at the counter."""

    item: MenuItem | None = read()
    """The dish on its menu."""


@mutation(*STAFF)
async def menu_item_release(
    ctx: Context, input: MenuItemReleaseInput
) -> MenuItemReleased | CanteenRefusal:
    """Release portions that nobody ordered by the cut-off to counter sale (余量转窗口零售)."""
    key = await commands.release_item(
        ctx.actor,
        item_id=key_of(input.item_id, "MenuItem"),
        portions=input.portions,
        price_fen=input.price_fen,
        viewer=ctx.viewer,
    )
    return MenuItemReleased(item=key)


def _sale_is_seen(sale: Any, viewer: Asker) -> Any:
    return works_here(viewer, (*STAFF, *AUDITORS), sale.site)


@node(models.CounterSale)
class CounterSale:
    """Leftover portions sold at the counter, unsubsidised (窗口零售)."""

    site: MealSite | None = one()
    """The canteen that sold them."""
    item: MenuItem | None = one()
    """The dish on its menu."""
    portions: int
    """How many portions."""
    price_fen: Fen
    """What one portion cost."""
    amount_fen: Fen
    """What all of them cost."""
    sold_at: datetime
    """When."""
    sold_by: str | None = expression(lambda row: row.sold_by.display_name)
    """Who sold them."""
    is_void: bool = expression(lambda row: is_set(row.voided_at))
    """Whether it was taken back."""
    voided_at: datetime | None
    """When it was taken back."""
    void_reason: str | None
    """Why it was taken back."""

    visible = staticmethod(_sale_is_seen)


@root(*STAFF, *AUDITORS)
def counter_sales(
    row: Row, viewer: Asker, site_id: strawberry.ID, from_at: datetime, until_at: datetime
) -> Connection[CounterSale]:
    """What a canteen sold at its counter of what was left over, void sales too (窗口零售).

    Args:
        site_id: The canteen.
        from_at: From when.
        until_at: Until when, which is not included.
    """
    return (
        (row.site_id == key_of(site_id, "MealSite"))
        & (row.sold_at >= from_at)
        & (row.sold_at < until_at)
    )


@inputs
class CounterSaleMakeInput:
    """What is sold at the counter."""

    item_id: strawberry.ID
    """The dish on its menu."""
    portions: int = 1
    """How many portions."""
    idempotency_key: str | None = None
    """The same key again gives the same sale, not a second one."""


@payload
class CounterSaleMade:
    """The portions are sold."""

    sale: CounterSale | None = read()
    """The sale."""


@mutation(*STAFF)
async def counter_sale_make(
    ctx: Context, input: CounterSaleMakeInput
) -> CounterSaleMade | CanteenRefusal:
    """Sell leftover portions to whoever comes to the counter, unsubsidised (窗口零售)."""
    key = await commands.sell_at_counter(
        ctx.actor,
        item_id=key_of(input.item_id, "MenuItem"),
        portions=input.portions,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return CounterSaleMade(sale=key)


@inputs
class CounterSaleVoidInput:
    """Which sale is taken back."""

    sale_id: strawberry.ID
    """The sale."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class CounterSaleVoided:
    """The sale is taken back; its portions are for sale again."""

    sale: CounterSale | None = read()
    """The sale."""


@mutation(*STAFF)
async def counter_sale_void(
    ctx: Context, input: CounterSaleVoidInput
) -> CounterSaleVoided | CanteenRefusal:
    """Take back a sale at the counter that was a mistake (作废零售)."""
    key = await commands.void_counter_sale(
        ctx.actor,
        sale_id=key_of(input.sale_id, "CounterSale"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return CounterSaleVoided(sale=key)
