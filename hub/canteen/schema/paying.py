"""Paying for orders, and money for them going back."""

from collections.abc import AsyncIterator
from datetime import date, datetime

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import AUDITORS, MANAGERS, STAFF
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.payment_types import (
    MealPayment,
    MealPaymentFilter,
    MealPaymentOrder,
    MealRefundPolicy,
    begun_on,
    pays_for,
)
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel import events
from hub.kernel.access import Role
from hub.people.rules import ProxyScope
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Context,
    Fen,
    Row,
    inputs,
    key_of,
    mutation,
    payload,
    read,
    root,
    subscription,
)


@inputs
class MealOrderPayInput:
    """Which order to pay, and how."""

    order_id: strawberry.ID
    """The order."""
    method: rules.PaymentMethod
    """By the resident's card, in cash at the counter, or through an outside provider."""
    amount_fen: Fen | None = None
    """How much (default: all that is still due). Several payments may share an order."""
    card_number: str | None = None
    """For staff: the number of the card that is shown to them."""
    site_id: strawberry.ID | None = None
    """For staff: whose drawer takes the cash (default: where the meal is served)."""
    idempotency_key: str | None = None
    """The same key again gives the same payment, not a second one."""


@payload
class MealOrderPaid:
    """The payment was made or, through an outside provider, waits for the person."""

    payment: MealPayment | None = read()
    """The payment; an outside one has the `url` where the person pays."""
    order: MealOrder | None = read()
    """The order."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_order_pay(ctx: Context, input: MealOrderPayInput) -> MealOrderPaid | CanteenRefusal:
    """Pay an order, or a part of it: for oneself, as a proxy, or at the counter (支付订单)."""
    order_id = key_of(input.order_id, "MealOrder")
    payment_id = await commands.pay_order(
        ctx.actor,
        order_id=order_id,
        method=input.method,
        viewer=ctx.viewer,
        now=ctx.now,
        amount_fen=input.amount_fen,
        card_number=input.card_number,
        site_id=None if input.site_id is None else key_of(input.site_id, "MealSite"),
    )
    await commands.ask_provider(ctx.actor, payment_id, ctx.now)
    return MealOrderPaid(payment=payment_id, order=order_id)


@inputs
class MealOrderRefundInput:
    """For which order to give money back, and why."""

    order_id: strawberry.ID
    """The order."""
    amount_fen: Fen | None = None
    """How much (default: all that was paid)."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrderRefunded:
    """The money goes back the way it came; cash is owed at the counter."""

    order: MealOrder | None = read()
    """The order."""


@mutation(*MANAGERS)
async def meal_order_refund(
    ctx: Context, input: MealOrderRefundInput
) -> MealOrderRefunded | CanteenRefusal:
    """Give back some or all of what was paid for an order that stands, with a reason (退款)."""
    key = await commands.refund_order(
        ctx.actor,
        order_id=key_of(input.order_id, "MealOrder"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
        amount_fen=input.amount_fen,
    )
    return MealOrderRefunded(order=key)


@inputs
class MealRefundPolicyPublishInput:
    """The terms on which money goes back, where, and from when."""

    area_id: strawberry.ID
    """Where they are in force; the innermost area with terms counts."""
    late_cancel_percent: int
    """How many percent go back after a late cancellation, 0 to 100."""
    no_show_percent: int
    """How many percent go back when nobody came, 0 to 100."""
    source: str
    """Where they were published."""
    from_on: date
    """The first day of meals that they hold for."""
    pay_out_alone_fen: Fen = Fen(200_00)
    """Up to how much one person alone pays out at a counter; more takes two (双人复核限额)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealRefundPolicyPublished:
    """The terms are in force from their day on; those before them end on it."""

    policy: MealRefundPolicy | None = read()
    """The terms."""


@mutation(Role.CITY_ADMINISTRATOR)
async def meal_refund_policy_publish(
    ctx: Context, input: MealRefundPolicyPublishInput
) -> MealRefundPolicyPublished | CanteenRefusal:
    """Bring terms for refunds into force (发布退款政策)."""
    key = await commands.publish_refund_policy(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        terms=rules.RefundTerms(
            input.late_cancel_percent, input.no_show_percent, input.pay_out_alone_fen
        ),
        source=input.source,
        from_on=input.from_on,
        now=ctx.now,
    )
    return MealRefundPolicyPublished(policy=key)


@payload
class MealPaymentChanged:
    """A payment was made, failed, or went back (支付变化)."""

    payment: MealPayment | None = read()
    """The payment as it is now; null when it is none of the viewer's."""
    at: datetime
    """When it happened."""


@subscription(Role.RESIDENT)
async def my_meal_payment_changed(ctx: Context) -> AsyncIterator[MealPaymentChanged]:
    """One's own payments, and those for whom one orders, as they come and go (支付通知)."""

    def is_mine(event: events.Event) -> bool:
        people = ctx.viewer.acting_for(ProxyScope.MEAL_ORDER)
        return event.payload.get("resident_id") in {str(person) for person in people}

    # The city's other payments never fill the queue; a ward may be lost while one waits there.
    async with events.subscribe("meal_payment.", only=is_mine) as feed:
        async for event in feed:
            if is_mine(event):
                yield MealPaymentChanged(payment=event.subject_id, at=event.at)


@root(EVERYBODY, order_by="-from_on")
def meal_refund_policies(row: Row, viewer: Asker) -> list[MealRefundPolicy]:
    """The terms for refunds that are or were in force (退款政策).

    Where there are none, all goes back after a late cancellation and nothing after a no-show.
    """
    return EVERYONE


@root(Role.RESIDENT, filter=MealPaymentFilter, order=MealPaymentOrder)
def my_meal_payments(row: Row, viewer: Asker) -> Connection[MealPayment]:
    """One's own payments, and those for residents for whom one orders (我的支付)."""
    return pays_for(row.resident_id, viewer)


@root(*STAFF, *AUDITORS, filter=MealPaymentFilter, order=MealPaymentOrder)
def meal_payments(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date
) -> Connection[MealPayment]:
    """The payments that were begun at a site on a day (站点支付流水).

    Args:
        site_id: The canteen or meal point.
        on: The day.
    """
    return (row.site_id == key_of(site_id, "MealSite")) & begun_on(row.created_at, on)
