"""Setting a default week, letting it rest, going on with it, ending it."""

from datetime import date

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.standing import StandingOrder
from hub.canteen.schema.types import STAFF, CanteenRefusal
from hub.kernel.access import Role
from hub.query import Context, inputs, key_of, keys_of, mutation, payload, read


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
    pays_by_card: bool = False
    """Whether each order is paid by the resident's card, when there is enough on it."""
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
        pays_by_card=input.pays_by_card,
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
