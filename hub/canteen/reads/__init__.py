"""What commands, jobs and resolvers of the canteen look up."""

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
from hub.canteen.reads.moving import orders_to_move
from hub.canteen.reads.ordering import OrderFacts, funding_areas, order_facts, quoted
from hub.canteen.reads.packing import orders_to_pack
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
from hub.canteen.reads.trials import count_meals, ordered_meals, tried_meals

__all__ = [
    "DISPATCH",
    "NEEDS_OF_ORDER",
    "PRODUCTION",
    "Counter",
    "Fetches",
    "OrderFacts",
    "Production",
    "Recorded",
    "SheetHead",
    "SheetPoint",
    "Slip",
    "ToCook",
    "change_kind",
    "chosen_policy",
    "count_meals",
    "counter_at",
    "funding_areas",
    "kitchen_of",
    "lines_now",
    "lines_then",
    "order_at_counter",
    "order_facts",
    "ordered_meals",
    "orders_to_move",
    "orders_to_pack",
    "production",
    "quoted",
    "recorded_redemption",
    "schedule",
    "schedules",
    "sheet_head",
    "sheet_point",
    "slips",
    "to_cook",
    "tried_meals",
]
