"""Redeeming meals at the counter, and taking a redemption back."""

from datetime import date, datetime
from enum import Enum

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.ordering import Redemption
from hub.canteen.schema.types import AUDITORS, MANAGERS, STAFF, CanteenRefusal
from hub.query import (
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    filters,
    inputs,
    is_set,
    is_unset,
    key_of,
    mutation,
    orders,
    payload,
    read,
    root,
    where,
)


@filters(models.Redemption)
class RedemptionFilter:
    """Which redemptions."""

    methods: list[rules.RedemptionMethod] | None = where(
        lambda row, value: any_of(row.method, value)
    )
    """Only on one of these proofs."""
    is_reversed: bool | None = where(
        lambda row, value: (is_set(row.reversed_at) & value) | (is_unset(row.reversed_at) & ~value)
    )
    """Only those that were taken back, or only those that stand."""
    was_offline: bool | None = where(
        lambda row, value: (is_set(row.list_id) & value) | (is_unset(row.list_id) & ~value)
    )
    """Only those that were scanned without a network, or only the others."""
    was_collected: bool | None = where(
        lambda row, value: (
            (is_set(row.collector_id) & value) | (is_unset(row.collector_id) & ~value)
        )
    )
    """Only meals that somebody else fetched, or only those taken in person."""
    from_at: datetime | None = where(lambda row, value: row.at >= value)
    """Only from this instant on."""
    until_at: datetime | None = where(lambda row, value: row.at < value)
    """Only before this instant."""


@orders(models.Redemption)
class RedemptionOrder(Enum):
    """How redemptions are sorted."""

    LATEST = "-at"
    """The latest first."""
    EARLIEST = "at"
    """The earliest first."""


@root(*STAFF, *AUDITORS, filter=RedemptionFilter, order=RedemptionOrder)
def redemptions(
    row: Row, viewer: Asker, point_id: strawberry.ID, on: date
) -> Connection[Redemption]:
    """The redemptions of a canteen or meal point for the meals of a day (核销记录).

    Args:
        point_id: Where the meals were handed over.
        on: The day of the meals.
    """
    return (row.point_id == key_of(point_id, "MealSite")) & (row.order.on == on)


@inputs
class MealOrderRedeemInput:
    """Which meal is handed over, where; and one of `qrToken`, `cardNumber` and `orderId`."""

    point_id: strawberry.ID
    """The canteen or meal point whose counter this is."""
    qr_token: str | None = None
    """The token of the code that was scanned."""
    card_number: str | None = None
    """The number of the meal card that was swiped (助餐卡)."""
    order_id: strawberry.ID | None = None
    """The order, when there is neither."""
    by_face: bool = False
    """With `orderId`: whether a terminal recognised the face; else `reason` is needed."""
    collector_id: strawberry.ID | None = None
    """The resident who fetches it for another; a code says so itself (default: in person)."""
    reason: str | None = None
    """Why staff vouch for it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealOrderRedeemed:
    """The meal was handed over."""

    redemption: Redemption | None = read()
    """The redemption, with its order."""


@mutation(*STAFF)
async def meal_order_redeem(
    ctx: Context, input: MealOrderRedeemInput
) -> MealOrderRedeemed | CanteenRefusal:
    """Hand a meal over at a counter; its order is completed, its subsidy due (核销)."""
    key = await commands.redeem(
        ctx.actor,
        point_id=key_of(input.point_id, "MealSite"),
        shown=rules.Shown(
            token=input.qr_token,
            card_number=input.card_number,
            order_id=None if input.order_id is None else key_of(input.order_id, "MealOrder"),
            by_face=input.by_face,
        ),
        collector_id=(
            None if input.collector_id is None else key_of(input.collector_id, "Resident")
        ),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealOrderRedeemed(redemption=key)


@inputs
class RedemptionReverseInput:
    """Which redemption to take back."""

    redemption_id: strawberry.ID
    """The redemption."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class RedemptionReversed:
    """The redemption was taken back."""

    redemption: Redemption | None = read()
    """The redemption."""


@mutation(*MANAGERS)
async def redemption_reverse(
    ctx: Context, input: RedemptionReverseInput
) -> RedemptionReversed | CanteenRefusal:
    """Take a redemption back on its day; the meal waits to be fetched again (撤销核销)."""
    key = await commands.reverse_redemption(
        ctx.actor,
        redemption_id=key_of(input.redemption_id, "Redemption"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return RedemptionReversed(redemption=key)
