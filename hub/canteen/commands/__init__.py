"""What changes in the canteen. Each command is one transaction."""

from hub.canteen.commands.menus import (
    create_menu,
    lock_due,
    lock_menu,
    publish_menu,
    remove_menu_item,
    set_menu_item,
)
from hub.canteen.commands.moving import cancel_order, move_orders
from hub.canteen.commands.offer import create_dish, publish_policy, retire_dish, update_dish
from hub.canteen.commands.ordering import place_order
from hub.canteen.commands.redemption import (
    redeem,
    reverse_redemption,
)

__all__ = [
    "cancel_order",
    "create_dish",
    "create_menu",
    "lock_due",
    "lock_menu",
    "move_orders",
    "place_order",
    "publish_menu",
    "publish_policy",
    "redeem",
    "remove_menu_item",
    "retire_dish",
    "reverse_redemption",
    "set_menu_item",
    "update_dish",
]
