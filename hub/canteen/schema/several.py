"""Ordering several meals in one request: a week at once, each meal for itself."""

from dataclasses import replace
from hashlib import sha256

from hub.canteen import commands, rules
from hub.canteen.schema.mutations import MealOrderPlaceInput, paid_at_once, request_of
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import STAFF, CanteenRefusal
from hub.kernel.access import Role
from hub.kernel.db import KernelRefused, audit_outcome
from hub.kernel.errors import Refused
from hub.query import Context, inputs, mutation, payload, read


@inputs
class MealOrdersPlaceInput:
    """Which meals to order."""

    orders: list[MealOrderPlaceInput]
    """The meals, 30 at most; each is accepted or declined by itself. Keys of their own are not
    needed: each gets one of the key of the whole and its place."""
    idempotency_key: str | None = None
    """The same key again gives the same orders, and tries again what was declined."""


@payload
class MealOrderOutcome:
    """What became of one of the meals (逐餐结果)."""

    order: MealOrder | None = read()
    """The order; null when it was declined."""
    reason: rules.CanteenReason | None
    """Why it was declined; null when it was accepted."""
    message: str | None
    """The reason in words."""
    field: str | None
    """Which field of the meal's input it is about."""
    payment_reason: rules.CanteenReason | None
    """Why it was to be paid by card and is not; null when it is, or was not to be."""
    payment_message: str | None
    """That reason in words."""


@payload
class MealOrdersPlaced:
    """What became of the meals, in the order in which they were asked for."""

    outcomes: list[MealOrderOutcome]
    """One for each meal."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_orders_place(
    ctx: Context, input: MealOrdersPlaceInput
) -> MealOrdersPlaced | CanteenRefusal:
    """Order several meals at once; those that can be are accepted (一次订多餐)."""
    rules.check_several(len(input.orders))
    # The key of the whole is claimed first: with other meals it is refused before any is ordered.
    await commands.begin_meals(ctx.actor, meals=len(input.orders))
    return MealOrdersPlaced(
        outcomes=[await _place(ctx, place, each) for place, each in enumerate(input.orders)]
    )


async def _place(ctx: Context, place: int, meal: MealOrderPlaceInput) -> MealOrderOutcome:
    actor = replace(ctx.actor, idempotency_key=_key_of_one(ctx.actor.idempotency_key, place))
    try:
        key = await commands.place_order(actor, **request_of(ctx, meal))
    except KernelRefused:
        raise
    except Refused as refused:
        await audit_outcome(actor, refused.reason.name)
        return MealOrderOutcome(
            order=None,
            reason=rules.CanteenReason[refused.reason.name],
            message=refused.message(ctx.language),
            field=refused.field,
            payment_reason=None,
            payment_message=None,
        )
    payment_reason, payment_message = await paid_at_once(ctx, actor, meal, key)
    return MealOrderOutcome(
        order=key,
        reason=None,
        message=None,
        field=None,
        payment_reason=payment_reason,
        payment_message=payment_message,
    )


def _key_of_one(whole: str | None, place: int) -> str | None:
    """The key of one meal, no longer than a key may be, and of no two wholes the same."""
    return None if whole is None else f"{sha256(whole.encode()).hexdigest()}:{place}"
