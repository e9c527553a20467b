"""What changes in the canteen. Each command is one transaction."""

from hub.canteen.commands.anomalies import (
    decide_anomaly,
    report_anomalies,
    set_settlement_figure,
)
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
from hub.canteen.commands.closing import end_closure, plan_closure, resume_site, stop_site
from hub.canteen.commands.conflicts import resolve_conflict
from hub.canteen.commands.counter import release_item, sell_at_counter, void_counter_sale
from hub.canteen.commands.dishes import (
    create_dish,
    create_set_meal,
    retire_dish,
    update_dish,
    update_set_meal,
)
from hub.canteen.commands.ending import dispute_order, mark_no_shows
from hub.canteen.commands.exceptions import (
    answer_exception,
    decide_exception,
    raise_exception,
    reclaim_line,
)
from hub.canteen.commands.hygiene import (
    acknowledge_alarm,
    dispose_sample,
    record_temperature,
    record_waste,
    retain_sample,
    set_hygiene_limit,
)
from hub.canteen.commands.items import mark_sold_out, substitute_item
from hub.canteen.commands.menus import create_menu, delete_menu, remove_menu_item, set_menu_item
from hub.canteen.commands.moving import cancel_order, move_orders
from hub.canteen.commands.offline import (
    close_offline_list,
    create_offline_list,
    decide_scan,
    upload_scans,
)
from hub.canteen.commands.ordering import (
    begin_meals,
    place_order,
)
from hub.canteen.commands.ordering_due import order_due
from hub.canteen.commands.paying import pay_order, pay_placed
from hub.canteen.commands.paying_out import pay_out, propose_pay_out
from hub.canteen.commands.policies import publish_policy, withdraw_policy
from hub.canteen.commands.publishing import (
    lock_due,
    lock_menu,
    publish_menu,
    publish_menus,
    withdraw_menu,
)
from hub.canteen.commands.reconciling import reconcile, resolve_difference
from hub.canteen.commands.redemption import redeem, reverse_redemption
from hub.canteen.commands.refunding import publish_refund_policy, refund_order, refund_orders
from hub.canteen.commands.returning import send_refunds
from hub.canteen.commands.revealing import reveal_card
from hub.canteen.commands.rounds import (
    RoundsPlanned,
    advance_round,
    assign_round,
    draw_up_rounds,
    offer_round,
    plan_rounds,
    take_round,
)
from hub.canteen.commands.rounds_routes import (
    delete_route,
    drop_stops,
    set_figure,
    set_route,
)
from hub.canteen.commands.rounds_stops import (
    deliver_stop,
    fail_stop,
    reorder_stops,
    reveal_at_stop,
    transfer_stops,
)
from hub.canteen.commands.settlement import (
    move_settlement,
    open_due_settlements,
    open_settlement,
)
from hub.canteen.commands.settling import (
    build_piece,
    settle_piece,
)
from hub.canteen.commands.sites import (
    create_meal_site,
    end_service_time,
    set_service_time,
    update_meal_site,
)
from hub.canteen.commands.standing import (
    Attempt,
    end_standing_order,
    note_attempts,
    order_standing,
    pause_standing_order,
    resume_standing_order,
    set_standing_order,
)
from hub.canteen.commands.templates import (
    apply_template,
    copy_week,
    create_template,
    delete_template,
    update_template,
)
from hub.canteen.commands.topping_up import reverse_top_up, top_up
from hub.canteen.commands.trials import fail_trial, finish_trial, start_trial
from hub.canteen.commands.welfare import (
    confirm_check,
    escalate_checks,
)

__all__ = [
    "Attempt",
    "RoundsPlanned",
    "acknowledge_alarm",
    "activate_card",
    "advance_round",
    "answer_exception",
    "apply_template",
    "ask_provider",
    "assign_round",
    "begin_meals",
    "build_piece",
    "cancel_order",
    "cash_up",
    "close_card",
    "close_offline_list",
    "confirm_check",
    "copy_week",
    "create_dish",
    "create_meal_site",
    "create_menu",
    "create_offline_list",
    "create_set_meal",
    "create_template",
    "decide_anomaly",
    "decide_exception",
    "decide_scan",
    "delete_menu",
    "delete_route",
    "delete_template",
    "deliver_stop",
    "dispose_sample",
    "dispute_order",
    "draw_up_rounds",
    "drop_stops",
    "end_closure",
    "end_service_time",
    "end_standing_order",
    "escalate_checks",
    "expire_payments",
    "fail_stop",
    "fail_trial",
    "finish_trial",
    "follow_departure",
    "freeze_card",
    "issue_card",
    "lock_due",
    "lock_menu",
    "mark_no_shows",
    "mark_sold_out",
    "move_orders",
    "move_settlement",
    "note_attempts",
    "offer_round",
    "open_drawer",
    "open_due_settlements",
    "open_settlement",
    "order_due",
    "order_standing",
    "pause_standing_order",
    "pay_order",
    "pay_out",
    "pay_placed",
    "place_order",
    "plan_closure",
    "plan_rounds",
    "propose_pay_out",
    "publish_menu",
    "publish_menus",
    "publish_policy",
    "publish_refund_policy",
    "raise_exception",
    "reclaim_line",
    "reconcile",
    "record_temperature",
    "record_waste",
    "redeem",
    "refund_order",
    "refund_orders",
    "release_item",
    "remove_menu_item",
    "reorder_stops",
    "replace_card",
    "report_anomalies",
    "resolve_conflict",
    "resolve_difference",
    "resume_site",
    "resume_standing_order",
    "retain_sample",
    "retire_dish",
    "reveal_at_stop",
    "reveal_card",
    "reverse_redemption",
    "reverse_top_up",
    "sell_at_counter",
    "send_refunds",
    "set_figure",
    "set_hygiene_limit",
    "set_menu_item",
    "set_route",
    "set_service_time",
    "set_settlement_figure",
    "set_standing_order",
    "settle_piece",
    "start_trial",
    "stop_site",
    "substitute_item",
    "take_notice",
    "take_round",
    "top_up",
    "transfer_stops",
    "unfreeze_card",
    "update_dish",
    "update_meal_site",
    "update_set_meal",
    "update_template",
    "upload_scans",
    "void_counter_sale",
    "withdraw_menu",
    "withdraw_policy",
]
