"""What changes in the canteen. Each command is one transaction."""

from hub.canteen.commands.conflicts import resolve_conflict
from hub.canteen.commands.dishes import (
    create_dish,
    create_set_meal,
    retire_dish,
    update_dish,
    update_set_meal,
)
from hub.canteen.commands.menus import (
    create_menu,
    lock_due,
    lock_menu,
    publish_menu,
    remove_menu_item,
    set_menu_item,
)
from hub.canteen.commands.moving import cancel_order, move_orders
from hub.canteen.commands.ordering import place_order
from hub.canteen.commands.policies import publish_policy, withdraw_policy
from hub.canteen.commands.redemption import redeem, reverse_redemption
from hub.canteen.commands.trials import fail_trial, finish_trial, start_trial

__all__ = [
    "cancel_order",
    "create_dish",
    "create_menu",
    "create_set_meal",
    "fail_trial",
    "finish_trial",
    "lock_due",
    "lock_menu",
    "move_orders",
    "place_order",
    "publish_menu",
    "publish_policy",
    "redeem",
    "remove_menu_item",
    "resolve_conflict",
    "retire_dish",
    "reverse_redemption",
    "set_menu_item",
    "start_trial",
    "update_dish",
    "update_set_meal",
    "withdraw_policy",
]
