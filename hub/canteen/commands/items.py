"""Dishes of a published menu: sold out at once, or another in their place."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.canteen.commands.conflicts import recheck_items
from hub.canteen.commands.managing import managed_item
from hub.canteen.commands.menus import offered_dish
from hub.canteen.models import MenuItem, MenuItemSubstitution
from hub.canteen.rules import STAFF, CanteenReason, CanteenRefused, MenuStatus, check_text
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key


@dataclass(frozen=True, slots=True)
class Substituted:
    """A dish that took the place of another: in how many orders, and whom it does not suit."""

    item_id: UUID
    orders: int
    conflict_ids: list[UUID] = field(default_factory=list)


@command
async def mark_sold_out(
    tx: Transaction, *, item_id: UUID, is_sold_out: bool, viewer: Viewer
) -> UUID:
    """Stop selling a dish at once, whatever its portions say; or sell it again. Safe to do twice.

    Raises:
        CanteenRefused: NO_SUCH_ITEM.
    """
    menu, item = await managed_item(item_id, viewer, STAFF)
    if item.is_sold_out is not is_sold_out:
        await MenuItem.filter(id=item_id).update(is_sold_out=is_sold_out)
        tx.record("menu_item.sold_out", item_id, scope_id=menu.site_id, is_sold_out=is_sold_out)
    return item_id


@command
async def substitute_item(
    tx: Transaction, *, item_id: UUID, dish_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> Substituted:
    """Put another dish in the place of one on a menu, at the price that was promised.

    Every live order of it is checked again for allergies and diet; those that the new dish does not
    suit are flagged, and neither packed nor handed over until that is resolved.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, NO_SUCH_DISH, DISH_RETIRED, DISH_ON_MENU, REASON_NEEDED, and
            MENU_NOT_PUBLISHED for a draft, whose dishes are simply changed.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    menu, item = await managed_item(item_id, viewer)
    if menu.status is MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="itemId")
    dish = await offered_dish(dish_id, menu.site_id)
    on_menu = CanteenRefused(CanteenReason.DISH_ON_MENU, field="dishId")
    if dish.id == item.dish_id:
        raise on_menu
    with refusing("menu_item_one_of_a_dish", on_menu):
        await MenuItem.filter(id=item_id).update(
            dish_id=dish.id, name=dish.name, name_en=dish.name_en
        )
    await MenuItemSubstitution.create(
        id=new_key(),
        item_id=item_id,
        from_dish_id=item.dish_id,
        to_dish_id=dish.id,
        from_name=item.name,
        to_name=dish.name,
        reason=reason,
        at=now,
        by_id=tx.by.account_id,
    )
    checked = await recheck_items(tx, [item_id], now, is_another=True)
    tx.record(
        "menu_item.substituted",
        item_id,
        scope_id=menu.site_id,
        menu_id=menu.id,
        former=item.name,
        dish=dish.name,
        conflicts=len(checked.conflict_ids),
    )
    return Substituted(item_id, checked.orders, checked.conflict_ids)
