"""What changes in the canteen. Each command is one transaction."""

from hub.canteen.commands.cards import (
    activate_card,
    close_card,
    follow_departure,
    freeze_card,
    issue_card,
    replace_card,
    unfreeze_card,
)
from hub.canteen.commands.cash import cash_up, open_drawer
from hub.canteen.commands.clearing import ask_provider, expire_payments, take_notice
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
from hub.canteen.commands.paying import pay_order
from hub.canteen.commands.policies import publish_policy, withdraw_policy
from hub.canteen.commands.reconciling import reconcile, resolve_difference
from hub.canteen.commands.redemption import redeem, reverse_redemption
from hub.canteen.commands.refunding import publish_refund_policy, refund_order, refund_orders
from hub.canteen.commands.returning import send_refunds
from hub.canteen.commands.topping_up import pay_out, reverse_top_up, top_up
from hub.canteen.commands.trials import fail_trial, finish_trial, start_trial

__all__ = [
    "activate_card",
    "ask_provider",
    "cancel_order",
    "cash_up",
    "close_card",
    "create_dish",
    "create_menu",
    "create_set_meal",
    "expire_payments",
    "fail_trial",
    "finish_trial",
    "follow_departure",
    "freeze_card",
    "issue_card",
    "lock_due",
    "lock_menu",
    "move_orders",
    "open_drawer",
    "pay_order",
    "pay_out",
    "place_order",
    "publish_menu",
    "publish_policy",
    "publish_refund_policy",
    "reconcile",
    "redeem",
    "refund_order",
    "refund_orders",
    "remove_menu_item",
    "replace_card",
    "resolve_conflict",
    "resolve_difference",
    "retire_dish",
    "reverse_redemption",
    "reverse_top_up",
    "send_refunds",
    "set_menu_item",
    "start_trial",
    "take_notice",
    "top_up",
    "unfreeze_card",
    "update_dish",
    "update_set_meal",
    "withdraw_policy",
]
