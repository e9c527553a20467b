"""Standing orders: a resident's default week of meals, as clients read and set it."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.dishes import Dish
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import AUDITORS, STAFF, CanteenRefusal, MealSite, works_here
from hub.kernel.access import Role
from hub.people.rules import ProxyScope
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    connection,
    enumeration,
    expression,
    filters,
    inputs,
    is_unset,
    key_of,
    keys_of,
    many,
    mutation,
    node,
    one,
    orders,
    payload,
    read,
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


@inputs
class StandingMealInput:
    """One meal of the week."""

    weekday: int
    """The day of the week: 1 is Monday, 7 is Sunday."""
    period: rules.MealPeriod
    """The meal of the day."""
    portions: int = 1
    """How many portions."""
    dish_ids: list[strawberry.ID] | None = None
    """The dishes that are wanted, the dearest first (default: whatever is the set meal)."""
    takes_any: bool = True
    """Whether to order the set meal, or any other dish that suits, when none of them is there."""


@inputs
class StandingOrderSetInput:
    """A resident's default week, from a day on."""

    resident_id: strawberry.ID | None = None
    """For whom (default: oneself)."""
    point_id: strawberry.ID
    """The canteen or meal point."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    meals: list[StandingMealInput]
    """The meals of the week."""
    address: str | None = None
    """Where to deliver to (default: the resident's home)."""
    note: str | None = None
    """What the kitchen should know."""
    from_on: date
    """The first day, today at the earliest; what was set before ends then."""
    until_on: date | None = None
    """The first day without it (default: until it is ended)."""
    idempotency_key: str | None = None
    """The same key again gives the same standing order, not a second one."""


@payload
class StandingOrderSet:
    """The standing order is set."""

    standing_order: StandingOrder | None = read()
    """The standing order."""


@mutation(Role.RESIDENT, *STAFF)
async def standing_order_set(
    ctx: Context, input: StandingOrderSetInput
) -> StandingOrderSet | CanteenRefusal:
    """Set a default week for oneself, a ward, or as staff for a resident (设置长期订餐).

    From then on the hub orders each of its meals as soon as a menu is published, with all rules of
    an order: allergies block, portions and the subsidy are those of the day.
    """
    key = await commands.set_standing_order(
        ctx.actor,
        resident_id=(
            ctx.viewer.resident_id or key_of("", "Resident")
            if input.resident_id is None
            else key_of(input.resident_id, "Resident")
        ),
        point_id=key_of(input.point_id, "MealSite"),
        week=rules.Week(
            mode=input.mode,
            meals=[
                rules.StandingMeal(
                    weekday=meal.weekday,
                    period=meal.period,
                    portions=meal.portions,
                    dish_ids=tuple(keys_of(meal.dish_ids or [], "Dish")),
                    takes_any=meal.takes_any,
                )
                for meal in input.meals
            ],
            address=input.address,
            note=input.note,
        ),
        from_on=input.from_on,
        until_on=input.until_on,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return StandingOrderSet(standing_order=key)


@inputs
class StandingOrderPauseInput:
    """Which standing order rests, and when."""

    standing_order_id: strawberry.ID
    """The standing order."""
    from_on: date
    """The first day, today at the earliest."""
    until_on: date | None = None
    """The first day on which it goes on (default: until it is resumed)."""
    reason: rules.PauseReason
    """Why."""
    note: str | None = None
    """What else is known."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class StandingOrderPaused:
    """The standing order rests."""

    standing_order: StandingOrder | None = read()
    """The standing order."""


@mutation(Role.RESIDENT, *STAFF)
async def standing_order_pause(
    ctx: Context, input: StandingOrderPauseInput
) -> StandingOrderPaused | CanteenRefusal:
    """Let a standing order rest, as during a hospital stay (暂停长期订餐)."""
    key = await commands.pause_standing_order(
        ctx.actor,
        standing_order_id=key_of(input.standing_order_id, "StandingOrder"),
        from_on=input.from_on,
        until_on=input.until_on,
        reason=input.reason,
        note=input.note,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return StandingOrderPaused(standing_order=key)


@inputs
class StandingOrderResumeInput:
    """Which standing order goes on, and when."""

    standing_order_id: strawberry.ID
    """The standing order."""
    from_on: date
    """The first day on which it goes on, today at the earliest."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class StandingOrderResumed:
    """The standing order goes on."""

    standing_order: StandingOrder | None = read()
    """The standing order."""


@mutation(Role.RESIDENT, *STAFF)
async def standing_order_resume(
    ctx: Context, input: StandingOrderResumeInput
) -> StandingOrderResumed | CanteenRefusal:
    """Let a standing order go on: its pauses end on that day (恢复长期订餐)."""
    key = await commands.resume_standing_order(
        ctx.actor,
        standing_order_id=key_of(input.standing_order_id, "StandingOrder"),
        from_on=input.from_on,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return StandingOrderResumed(standing_order=key)


@inputs
class StandingOrderEndInput:
    """Which standing order ends, and when."""

    standing_order_id: strawberry.ID
    """The standing order."""
    until_on: date
    """The first day without it, today at the earliest."""
    reason: str | None = None
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class StandingOrderEnded:
    """The standing order ends."""

    standing_order: StandingOrder | None = read()
    """The standing order."""


@mutation(Role.RESIDENT, *STAFF)
async def standing_order_end(
    ctx: Context, input: StandingOrderEndInput
) -> StandingOrderEnded | CanteenRefusal:
    """End a standing order; orders that were placed stay (终止长期订餐)."""
    key = await commands.end_standing_order(
        ctx.actor,
        standing_order_id=key_of(input.standing_order_id, "StandingOrder"),
        until_on=input.until_on,
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return StandingOrderEnded(standing_order=key)
