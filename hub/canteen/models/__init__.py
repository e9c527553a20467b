"""What the canteen stores. Limits are constraints of the database, written in the migrations."""

from hub.canteen.models.anomalies import (
    MealAnomaly,
    MealAnomalyEvidence,
    MealAnomalyReport,
)
from hub.canteen.models.cards import MealCard, MealCardMove, MealCardReveal
from hub.canteen.models.cash import CashDrawer
from hub.canteen.models.clearing import (
    ProviderEvent,
    Reconciliation,
    ReconciliationDifference,
    SandboxCharge,
    SandboxRefund,
)
from hub.canteen.models.conflicts import DietConflict
from hub.canteen.models.dishes import Dish, DishIngredient, DishPart
from hub.canteen.models.hygiene import HygieneLimit, MealWaste, RetainedSample, TemperatureReading
from hub.canteen.models.kitchen import KitchenSheet, MealLabel, MealLabelLine
from hub.canteen.models.ledger import LedgerAccount, LedgerEntry, LedgerPosting
from hub.canteen.models.menus import CounterSale, Menu, MenuItem, MenuItemSubstitution, Serving
from hub.canteen.models.offline import OfflineList, OfflineScan
from hub.canteen.models.orders import MealOrder, MealOrderLine, MealOrderMove
from hub.canteen.models.paying_out import PayOutProposal
from hub.canteen.models.payments import MealBill, MealPayment, MealRefund, MealRefundPolicy
from hub.canteen.models.policies import SubsidyPolicy
from hub.canteen.models.redemption import Redemption
from hub.canteen.models.rounds import (
    DeliveryFigure,
    DeliveryRound,
    DeliveryRoundMove,
    DeliveryRoute,
    DeliveryRouteStop,
    DeliveryStop,
    DeliveryStopMove,
)
from hub.canteen.models.settlement import (
    SettlementBatch,
    SettlementFigure,
    SettlementLine,
    SettlementMove,
    SettlementPerson,
)
from hub.canteen.models.sites import MealSite, MealSiteClosure, ServiceTime
from hub.canteen.models.standing import (
    StandingAttempt,
    StandingDish,
    StandingMeal,
    StandingOrder,
    StandingPause,
)
from hub.canteen.models.subsidies import SubsidyClaim, SubsidyUse
from hub.canteen.models.templates import MenuTemplate, MenuTemplateItem
from hub.canteen.models.trials import SubsidyTrial, SubsidyTrialChange
from hub.canteen.models.welfare import WelfareCall, WelfareCheck

__all__ = [
    "CashDrawer",
    "CounterSale",
    "DeliveryFigure",
    "DeliveryRound",
    "DeliveryRoundMove",
    "DeliveryRoute",
    "DeliveryRouteStop",
    "DeliveryStop",
    "DeliveryStopMove",
    "DietConflict",
    "Dish",
    "DishIngredient",
    "DishPart",
    "HygieneLimit",
    "KitchenSheet",
    "LedgerAccount",
    "LedgerEntry",
    "LedgerPosting",
    "MealAnomaly",
    "MealAnomalyEvidence",
    "MealAnomalyReport",
    "MealBill",
    "MealCard",
    "MealCardMove",
    "MealCardReveal",
    "MealLabel",
    "MealLabelLine",
    "MealOrder",
    "MealOrderLine",
    "MealOrderMove",
    "MealPayment",
    "MealRefund",
    "MealRefundPolicy",
    "MealSite",
    "MealSiteClosure",
    "MealWaste",
    "Menu",
    "MenuItem",
    "MenuItemSubstitution",
    "MenuTemplate",
    "MenuTemplateItem",
    "OfflineList",
    "OfflineScan",
    "PayOutProposal",
    "ProviderEvent",
    "Reconciliation",
    "ReconciliationDifference",
    "Redemption",
    "RetainedSample",
    "SandboxCharge",
    "SandboxRefund",
    "ServiceTime",
    "Serving",
    "SettlementBatch",
    "SettlementFigure",
    "SettlementLine",
    "SettlementMove",
    "SettlementPerson",
    "StandingAttempt",
    "StandingDish",
    "StandingMeal",
    "StandingOrder",
    "StandingPause",
    "SubsidyClaim",
    "SubsidyPolicy",
    "SubsidyTrial",
    "SubsidyTrialChange",
    "SubsidyUse",
    "TemperatureReading",
    "WelfareCall",
    "WelfareCheck",
]
