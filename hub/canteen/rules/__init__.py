"""What the canteen allows: values in, an answer or a refusal out. Nothing here waits or writes."""

from hub.canteen.rules.menus import Allergen, DishKind, MealPeriod, MenuStatus
from hub.canteen.rules.orders import (
    LIVE,
    MOVES,
    OPEN,
    FulfilmentMode,
    OrderChannel,
    OrderStatus,
)
from hub.canteen.rules.subsidies import ClaimStatus, UseWindow

__all__ = [
    "LIVE",
    "MOVES",
    "OPEN",
    "Allergen",
    "ClaimStatus",
    "DishKind",
    "FulfilmentMode",
    "MealPeriod",
    "MenuStatus",
    "OrderChannel",
    "OrderStatus",
    "UseWindow",
]
