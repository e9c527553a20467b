"""What commands, jobs and resolvers of the canteen look up."""

from hub.canteen.reads.cards import card_by_number, number_of_card
from hub.canteen.reads.closures import closures
from hub.canteen.reads.kitchen import (
    DISPATCH,
    NEEDS_OF_ORDER,
    PRODUCTION,
    SheetHead,
    SheetPoint,
    Slip,
    ToCook,
    change_kind,
    lines_now,
    lines_then,
    sheet_head,
    sheet_point,
    slips,
    to_cook,
)
from hub.canteen.reads.ledger import Taking, Total, Trouble, ledger_trouble, takings, trial_balance
from hub.canteen.reads.moving import orders_to_move
from hub.canteen.reads.offline import (
    AWAITS_SCANS,
    ListFacts,
    ScanFacts,
    known_scans,
    list_document,
    offline_list,
    scan_to_decide,
    served_until,
)
from hub.canteen.reads.ordering import OrderFacts, funding_areas, order_facts, quoted
from hub.canteen.reads.packing import orders_to_pack
from hub.canteen.reads.payments import (
    drawer_of,
    may_pay_for,
    order_to_pay,
    refund_terms,
    works_at_counter,
)
from hub.canteen.reads.policies import chosen_policy, schedule, schedules
from hub.canteen.reads.redemption import (
    Counter,
    Recorded,
    counter_at,
    order_at_counter,
    recorded_redemption,
)
from hub.canteen.reads.sites import Production, kitchen_of, production
from hub.canteen.reads.source import Fetches
from hub.canteen.reads.standing import (
    DueMeal,
    due_meals,
    live_order,
    offered_on,
    standing_facts,
)
from hub.canteen.reads.trials import count_meals, ordered_meals, tried_meals

__all__ = [
    "AWAITS_SCANS",
    "DISPATCH",
    "NEEDS_OF_ORDER",
    "PRODUCTION",
    "Counter",
    "DueMeal",
    "Fetches",
    "ListFacts",
    "OrderFacts",
    "Production",
    "Recorded",
    "ScanFacts",
    "SheetHead",
    "SheetPoint",
    "Slip",
    "Taking",
    "ToCook",
    "Total",
    "Trouble",
    "card_by_number",
    "change_kind",
    "chosen_policy",
    "closures",
    "count_meals",
    "counter_at",
    "drawer_of",
    "due_meals",
    "funding_areas",
    "kitchen_of",
    "known_scans",
    "ledger_trouble",
    "lines_now",
    "lines_then",
    "list_document",
    "live_order",
    "may_pay_for",
    "number_of_card",
    "offered_on",
    "offline_list",
    "order_at_counter",
    "order_facts",
    "order_to_pay",
    "ordered_meals",
    "orders_to_move",
    "orders_to_pack",
    "production",
    "quoted",
    "recorded_redemption",
    "refund_terms",
    "scan_to_decide",
    "schedule",
    "schedules",
    "served_until",
    "sheet_head",
    "sheet_point",
    "slips",
    "standing_facts",
    "takings",
    "to_cook",
    "trial_balance",
    "tried_meals",
    "works_at_counter",
]
