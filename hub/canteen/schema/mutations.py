"""Ordering, cancelling, and moving orders along."""

from typing import Any
from uuid import UUID

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.queries import MealLineInput
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.access import Role
from hub.kernel.context import Actor
from hub.query import Context, Fen, inputs, key_of, keys_of, mutation, payload, read


@inputs
class MealOrderPlaceInput:
    """What to order, for whom, and how it is served."""

    menu_id: strawberry.ID
    """The menu to order from."""
    point_id: strawberry.ID | None = None
    """The canteen or meal point where it is eaten, fetched or sent from (default: who cooks)."""
    resident_id: strawberry.ID | None = None
    """For whom (default: oneself)."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    lines: list[MealLineInput]
    """The dishes."""
    address: str | None = None
    """Where to deliver to (default: the resident's home)."""
    note: str | None = None
    """What the kitchen should know."""
    by_phone: bool = False
    """For staff: whether the resident is on the telephone, not at the counter."""
    reason: str | None = None
    """For staff: why they add an order after the cut-off."""
    expected_due_fen: Fen | None = None
    """What the person was told they pay; if that has changed, the order is refused."""
    accepts_cautions: bool = False
    """That a dish is wanted although a chronic disease speaks against it, as the quote said."""
    pay_by_card: bool = False
    """Whether to pay it at once by the resident's card; without enough on it, it stands unpaid."""
    idempotency_key: str | None = None
    """The same key again gives the same order, not a second one."""


def request_of(ctx: Context, input: MealOrderPlaceInput) -> dict[str, Any]:
    """What the input asks `place_order` for."""
    resident_id = input.resident_id
    return {
        "menu_id": key_of(input.menu_id, "Menu"),
        "point_id": None if input.point_id is None else key_of(input.point_id, "MealSite"),
        "resident_id": (
            ctx.viewer.resident_id if resident_id is None else key_of(resident_id, "Resident")
        ),
        "request": rules.Request(
            mode=input.mode,
            wanted=[
                rules.Wanted(key_of(line.item_id, "MenuItem"), line.portions)
                for line in input.lines
            ],
            address=input.address,
            note=input.note,
            by_phone=input.by_phone,
            reason=input.reason,
            expected_due_fen=input.expected_due_fen,
            accepts_cautions=input.accepts_cautions,
        ),
        "viewer": ctx.viewer,
        "now": ctx.now,
    }


async def paid_at_once(
    ctx: Context, by: Actor, input: MealOrderPlaceInput, order_id: UUID
) -> tuple[rules.CanteenReason | None, str | None]:
    """Pay an order that was placed, if the input says so: why it is not, and that in words."""
    refused = None
    if input.pay_by_card:
        refused = await commands.pay_placed(by, order_id, viewer=ctx.viewer, now=ctx.now)
    if refused is None:
        return None, None
    return rules.CanteenReason[refused.reason.name], refused.message(ctx.language)


@payload
class MealOrderPlaced:
    """The order was accepted."""

    order: MealOrder | None = read()
    """The order."""
    payment_reason: rules.CanteenReason | None
    """Why it was to be paid by card and is not; null when it is, or was not to be."""
    payment_message: str | None
    """The reason in words."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_order_place(
    ctx: Context, input: MealOrderPlaceInput
) -> MealOrderPlaced | CanteenRefusal:
    """Order a meal for oneself, for whom one is a proxy, or as staff for a resident (下单)."""
    key = await commands.place_order(ctx.actor, **request_of(ctx, input))
    reason, message = await paid_at_once(ctx, ctx.actor, input, key)
    return MealOrderPlaced(order=key, payment_reason=reason, payment_message=message)


@inputs
class MealOrderCancelInput:
    """Which order to cancel."""

    order_id: strawberry.ID
    """The order."""
    reason: str | None = None
    """Why; staff say so after the cut-off."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrderCancelled:
    """The order was cancelled."""

    order: MealOrder | None = read()
    """The order."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_order_cancel(
    ctx: Context, input: MealOrderCancelInput
) -> MealOrderCancelled | CanteenRefusal:
    """Cancel an order; before the cut-off without loss, later only by staff (取消订单)."""
    key = await commands.cancel_order(
        ctx.actor,
        order_id=key_of(input.order_id, "MealOrder"),
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )
    return MealOrderCancelled(order=key)


@inputs
class MealOrdersMoveInput:
    """Which orders to move, and to which state."""

    order_ids: list[strawberry.ID]
    """The orders, 200 at most; all of them move, or none does."""
    to: rules.OrderStatus
    """The state that they reach."""
    reason: str | None = None
    """Why; needed for cancellations and disputes."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrdersMoved:
    """The orders were moved."""

    orders: list[MealOrder] = read()
    """The orders."""


@mutation(*STAFF)
async def meal_orders_move(
    ctx: Context, input: MealOrdersMoveInput
) -> MealOrdersMoved | CanteenRefusal:
    """Move orders along their states: cooking, ready, served, not fetched (变更订单状态)."""
    keys = await commands.move_orders(
        ctx.actor,
        order_ids=keys_of(input.order_ids, "MealOrder"),
        to=input.to,
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )
    return MealOrdersMoved(orders=keys)


@inputs
class MealOrderDisputeInput:
    """Which order is objected to, and why."""

    order_id: strawberry.ID
    """The order."""
    reason: str
    """What is wrong with it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrderDisputed:
    """The objection is there, for the canteen's manager to decide on."""

    order: MealOrder | None = read()
    """The order."""


@mutation(Role.RESIDENT)
async def meal_order_dispute(
    ctx: Context, input: MealOrderDisputeInput
) -> MealOrderDisputed | CanteenRefusal:
    """Object to what one's own or a ward's order says happened (提出异议)."""
    key = await commands.dispute_order(
        ctx.actor,
        order_id=key_of(input.order_id, "MealOrder"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealOrderDisputed(order=key)
