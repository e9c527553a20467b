"""Refusals whose words depend on what there is: an order's state, portions left, a closed site."""

from collections.abc import Iterable
from datetime import date

from hub.canteen.rules.orders import CANCELLED, OrderStatus
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.kernel.errors import Reason


class StateWords(Reason):
    """Where an order stands, as people say it; the names are those of the states."""

    PLACED = ("已下单", "placed")
    LOCKED = ("已截单", "locked for the kitchen")
    COOKING = ("制作中", "being cooked")
    READY = ("待取餐", "ready")
    SERVED = ("已就餐", "served")
    HANDED_OVER = ("已取餐", "handed over")
    DELIVERED = ("已送达", "delivered")
    SETTLED = ("已结算", "settled")
    CANCELLED = ("已取消", "cancelled")
    CANCELLED_LATE = ("逾期取消", "cancelled late")
    SITE_CANCELLED = ("食堂取消", "cancelled by the canteen")
    NO_SHOW = ("未取餐", "a meal that nobody took")
    DISPUTED = ("有争议", "in dispute")
    REFUNDED = ("已退款", "refunded")
    UPHELD = ("维持", "upheld")


class LeftWords(Reason):
    """What is left of a dish."""

    NOTHING = ("已售完。", "is sold out.")
    SOME = ("仅剩 {remaining} 份。", "has only {remaining} left.")


class ClosedWords(Reason):
    """Why a site is closed, and until when."""

    UNSAID = ("目前停止供餐。", "is closed at present.")
    WITHOUT_END = ("停止供餐：{why}。", "is closed: {why}.")
    UNTIL = (
        "停止供餐：{why}。{until_on:%Y-%m-%d} 恢复供餐。",
        "is closed: {why}. It serves again on {until_on:%Y-%m-%d}.",
    )


class MethodWords(Reason):
    """How it can be paid instead."""

    PAYING = (
        "；可用 CARD（助餐卡），或在窗口付 CASH（现金）。",
        "; pay by CARD (the meal card), or in CASH at the counter.",
    )
    TOPPING_UP = (
        "；充值可在窗口付 CASH（须填 siteId），或用 PROVIDER（第三方支付，不填）。",
        "; top up in CASH at a counter, with siteId, or through the PROVIDER, without one.",
    )
    COUNTER_ONLY = (
        "；目前只能在窗口用 CASH（现金）充值。",
        "; at present a card is topped up in CASH at a counter only.",
    )


def cannot_move(
    number: int,
    status: OrderStatus,
    *,
    field: str | None = None,
    allowed: Iterable[OrderStatus] = (),
) -> CanteenRefused:
    """An order stays where it is; `allowed` are the moves that it could make instead."""
    is_cancelled = status in CANCELLED
    return CanteenRefused(
        CanteenReason.ALREADY_CANCELLED if is_cancelled else CanteenReason.CANNOT_MOVE,
        field=field,
        number=number,
        status=status,
        state=StateWords[status],
        allowed=sorted(allowed),
    )


def sold_out(field: str, dish: str, remaining: int) -> CanteenRefused:
    """More portions of a dish are wanted than are left."""
    left = max(remaining, 0)
    return CanteenRefused(
        CanteenReason.SOLD_OUT,
        field=field,
        dish=dish,
        remaining=left,
        left=LeftWords.SOME if left else LeftWords.NOTHING,
    )


def site_closed(why: str | None, until_on: date | None) -> CanteenRefused:
    """A site does not serve: because of a closure, or no longer at all."""
    words = ClosedWords.UNTIL if until_on else ClosedWords.WITHOUT_END
    return CanteenRefused(
        CanteenReason.SITE_CLOSED,
        field="pointId",
        why=why,
        until_on=until_on,
        closure=words if why else ClosedWords.UNSAID,
    )


def method_not_available(instead: MethodWords) -> CanteenRefused:
    """It cannot be paid in this way; how it can."""
    return CanteenRefused(CanteenReason.METHOD_NOT_AVAILABLE, field="method", methods=instead)
