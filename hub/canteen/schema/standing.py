"""Standing orders: a resident's default week of meals, as clients read it."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, rules
from hub.canteen.schema.dishes import Dish
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import AUDITORS, STAFF, MealSite, works_here
from hub.kernel.access import Role
from hub.people.rules import ProxyScope
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Connection,
    Row,
    any_of,
    connection,
    enumeration,
    expression,
    filters,
    is_unset,
    key_of,
    many,
    node,
    one,
    orders,
    record,
    root,
    seen_with,
    where,
)

enumeration(rules.PauseReason)
enumeration(rules.StandingOutcome)


def _is_seen(row: Any, viewer: Asker) -> Any:
    """By the resident, their proxy for meals, and who works where it is served or audits it."""
    ordered = viewer.acts_for(row.resident_id, ProxyScope.MEAL_ORDER)
    return ordered | works_here(viewer, (*STAFF, *AUDITORS), row.point)


def _meal_is_seen(row: Any, viewer: Asker) -> Any:
    return _is_seen(row.standing_order, viewer)


@record(models.StandingDish)
class StandingDish:
    """A dish that is wanted for one meal of the week (偏好菜品)."""

    dish: Dish | None = one()
    """The dish."""

    visible = seen_with("meal", _meal_is_seen)


@record(models.StandingMeal)
class StandingMeal:
    """One meal of a default week (每周订餐)."""

    weekday: int
    """The day of the week: 1 is Monday, 7 is Sunday."""
    period: rules.MealPeriod
    """The meal of the day."""
    portions: int
    """How many portions."""
    dishes: list[StandingDish] = many("dishes", order_by="position", expected=2)
    """The dishes that are wanted; the first that is on the menu, left and harmless is ordered."""
    takes_any: bool
    """Whether the set meal, or any other dish that suits, is ordered when none of them is there."""

    visible = seen_with("standing_order", _is_seen)


@node(models.StandingAttempt)
class StandingAttempt:
    """What became of one meal of a standing order (长期订餐执行记录)."""

    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    at: datetime
    """When it was tried."""
    outcome: rules.StandingOutcome
    """What became of it."""
    refusal: str | None
    """Why the canteen declined: a value of CanteenReason."""
    payment_refusal: str | None
    """Why the order was to be paid by card and is not: a value of CanteenReason."""
    order: MealOrder | None = one()
    """The order that it became, or that was there already."""

    visible = seen_with("standing_order", _is_seen)


@orders(models.StandingAttempt)
class StandingAttemptOrder(Enum):
    """How what became of meals is sorted."""

    LATEST = "-on,-period"
    """The latest meal first."""


@record(models.StandingPause)
class StandingPause:
    """Days on which a standing order rests (暂停订餐)."""

    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it goes on; null while nobody knows."""
    reason: rules.PauseReason
    """Why."""
    note: str | None
    """What else is known."""
    set_at: datetime
    """When that was said."""

    visible = seen_with("standing_order", _is_seen)


@filters(models.StandingOrder)
class StandingOrderFilter:
    """Which standing orders."""

    resident_id: strawberry.ID | None = where(
        lambda row, value: row.resident_id == key_of(value, "Resident")
    )
    """Only of this resident."""
    point_id: strawberry.ID | None = where(
        lambda row, value: row.point_id == key_of(value, "MealSite")
    )
    """Only where this canteen or meal point serves."""
    modes: list[rules.FulfilmentMode] | None = where(lambda row, value: any_of(row.mode, value))
    """Only served in one of these ways."""
    on: date | None = where(
        lambda row, value: (
            (row.from_on <= value) & (is_unset(row.until_on) | (row.until_on > value))
        )
    )
    """Only those in force on this day."""


@orders(models.StandingOrder)
class StandingOrderOrder(Enum):
    """How standing orders are sorted."""

    LATEST = "-from_on"
    """The one that began last first."""


@node(models.StandingOrder)
class StandingOrder:
    """A resident's default week, which the hub orders from every menu (长期订餐)."""

    resident: Resident | None = one()
    """For whom it is; null for who may not know more of them than the name."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Their name."""
    point: MealSite | None = one()
    """Where the meals are eaten, fetched or sent from."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    address: str | None
    """Where they are delivered; null for the resident's home."""
    note: str | None
    """What the kitchen should know."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day without it; null while no end is known."""
    pays_by_card: bool
    """Whether each order is paid by the resident's card, when there is enough on it (自动扣卡)."""
    set_at: datetime
    """When it was set."""
    ended_reason: str | None
    """Why it ended."""
    meals: list[StandingMeal] = many("meals", order_by="weekday,period", expected=7)
    """The meals of the week."""
    pauses: list[StandingPause] = many("pauses", order_by="-from_on", limit=20, expected=1)
    """When it rests, the latest first."""
    attempts: Connection[StandingAttempt] = connection("attempts", order=StandingAttemptOrder)
    """What became of its meals."""

    visible = staticmethod(_is_seen)


@root(Role.RESIDENT, *STAFF, *AUDITORS, filter=StandingOrderFilter, order=StandingOrderOrder)
def standing_orders(row: Row, viewer: Asker) -> Connection[StandingOrder]:
    """One's own and one's wards' standing orders, or those where one works (长期订餐)."""
    return _is_seen(row, viewer)
