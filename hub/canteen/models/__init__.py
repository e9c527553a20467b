"""What the canteen stores. Limits are constraints of the database, written in the migrations."""

from hub.canteen.models.menus import Dish, Menu, MenuItem, Serving
from hub.canteen.models.orders import MealOrder, MealOrderLine, MealOrderMove
from hub.canteen.models.policies import SubsidyPolicy
from hub.canteen.models.sites import MealSite, ServiceTime
from hub.canteen.models.subsidies import SubsidyClaim, SubsidyUse

__all__ = [
    "Dish",
    "MealOrder",
    "MealOrderLine",
    "MealOrderMove",
    "MealSite",
    "Menu",
    "MenuItem",
    "ServiceTime",
    "Serving",
    "SubsidyClaim",
    "SubsidyPolicy",
    "SubsidyUse",
]
