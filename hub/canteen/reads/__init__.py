"""What commands, jobs and resolvers of the canteen look up."""

from hub.canteen.reads.moving import orders_to_move
from hub.canteen.reads.ordering import OrderFacts, funding_areas, order_facts, quoted
from hub.canteen.reads.policies import schedule, schedules
from hub.canteen.reads.sites import Production, kitchen_of, production
from hub.canteen.reads.source import Fetches

__all__ = [
    "Fetches",
    "OrderFacts",
    "Production",
    "funding_areas",
    "kitchen_of",
    "order_facts",
    "orders_to_move",
    "production",
    "quoted",
    "schedule",
    "schedules",
]
