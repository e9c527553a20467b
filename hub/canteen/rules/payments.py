"""Paying for orders and getting money back: what may be paid, how, and how much returns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from hub.canteen.rules.access import STAFF, works_at
from hub.canteen.rules.cards import MOST_ON_CARD_FEN
from hub.canteen.rules.orders import OrderStatus
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.wording import MethodWords, method_not_available
from hub.kernel.access import Role, Viewer
from hub.kernel.money import Rounding, part_of

_WHOLE = 100


class PaymentMethod(StrEnum):
    """How somebody pays (支付方式)."""

    CARD = "CARD"
    """By the resident's meal card (助餐卡)."""
    CASH = "CASH"
    """In cash at the counter (现金)."""
    PROVIDER = "PROVIDER"
    """By an outside payment provider (第三方支付)."""


class PaymentPurpose(StrEnum):
    """What somebody pays for (支付用途)."""

    ORDER = "ORDER"
    """An order (订单)."""
    TOP_UP = "TOP_UP"
    """Money onto a meal card (充值)."""


class PaymentStatus(StrEnum):
    """Where a payment stands (支付状态)."""

    PENDING = "PENDING"
    """The outside provider waits for the person to pay (待支付)."""
    CAPTURED = "CAPTURED"
    """The money has come; some of it may have been given back (已支付)."""
    REFUNDED = "REFUNDED"
    """All of the money goes back, or has gone (已退款)."""
    FAILED = "FAILED"
    """The outside provider could not collect the money (支付失败)."""
    EXPIRED = "EXPIRED"
    """Nobody paid in time, or there is nothing to be paid any more (已失效)."""


class RefundStatus(StrEnum):
    """Where giving money back through an outside provider stands (第三方退款状态)."""

    REQUESTED = "REQUESTED"
    """To be sent, or sent and not yet confirmed (退款中)."""
    DONE = "DONE"
    """The provider has given the money back (已退回)."""
    FAILED = "FAILED"
    """The provider will not; the money is owed to the resident at a counter (退款失败)."""


REFUNDABLE = frozenset(
    {
        OrderStatus.CANCELLED,
        OrderStatus.CANCELLED_LATE,
        OrderStatus.SITE_CANCELLED,
        OrderStatus.REFUNDED,
        OrderStatus.NO_SHOW,
    }
)
"""States that an order reaches by which money may go back."""

NOT_PAYABLE = REFUNDABLE - {OrderStatus.NO_SHOW}
"""Orders that nobody pays any more. Who did not come still owes the meal that was cooked."""


@dataclass(frozen=True, slots=True)
class RefundTerms:
    """How many percent of what was paid go back after a late cancellation, and after a no-show.

    Up to `pay_out_alone_fen`, one person alone pays out at a counter what is owed.
    """

    late_cancel_percent: int
    no_show_percent: int
    pay_out_alone_fen: int = 200_00


DEFAULT_TERMS = RefundTerms(late_cancel_percent=100, no_show_percent=0)
"""Where no policy says otherwise: who says so, if late, gets the money back; who does not, not."""


def refund_share(to: OrderStatus, terms: RefundTerms) -> Fraction:
    """Which part of the money goes back to the person when an order reaches a state.

    A canteen that cancels, and an objection that was right, always give back everything.
    """
    percent = {
        OrderStatus.CANCELLED_LATE: terms.late_cancel_percent,
        OrderStatus.NO_SHOW: terms.no_show_percent,
    }.get(to, _WHOLE if to in REFUNDABLE else 0)
    return Fraction(percent, _WHOLE)


def refund_fen(amount_fen: int, share: Fraction) -> int:
    """The part of a payment that goes back, rounded in favour of the person."""
    return part_of(amount_fen, share, Rounding.UP)


def check_terms(terms: RefundTerms, source: str) -> None:
    """Refuse a refund policy that cannot be.

    Raises:
        CanteenRefused: REFUND_POLICY_NOT_VALID.
    """
    for name, percent in (
        ("lateCancelPercent", terms.late_cancel_percent),
        ("noShowPercent", terms.no_show_percent),
    ):
        if not 0 <= percent <= _WHOLE:
            raise CanteenRefused(CanteenReason.REFUND_POLICY_NOT_VALID, field=name)
    if not 0 <= terms.pay_out_alone_fen <= MOST_ON_CARD_FEN:
        raise CanteenRefused(CanteenReason.REFUND_POLICY_NOT_VALID, field="payOutAloneFen")
    if not source.strip():
        raise CanteenRefused(CanteenReason.REFUND_POLICY_NOT_VALID, field="source")


@dataclass(frozen=True, slots=True)
class OrderToPay:
    """An order as it stands; `is_payer` when the viewer is the resident or their proxy for meals.

    `site_id` is where it was ordered from: whose counter takes the money. What was given back is
    not due again: `given_back_fen` is taken off what is payable.
    """

    order_id: UUID
    resident_id: UUID
    kitchen_id: UUID
    point_id: UUID
    status: OrderStatus
    due_fen: int
    paid_fen: int
    given_back_fen: int
    ancestors: Sequence[UUID]
    is_payer: bool

    @property
    def payable_fen(self) -> int:
        """How much may be paid for it in all: what is due and was not given back."""
        return self.due_fen - self.given_back_fen

    def works_here(self, viewer: Viewer, roles: Collection[Role]) -> bool:
        """Whether the viewer holds one of the roles where it is cooked or served."""
        sites = (self.kitchen_id, self.point_id)
        return works_at(viewer, roles, sites, self.ancestors)


def check_payer(viewer: Viewer, order: OrderToPay, method: PaymentMethod) -> bool:
    """Whether the viewer takes the payment as staff, rather than pays themselves.

    Raises:
        CanteenRefused: NO_SUCH_ORDER for anybody else's order; METHOD_NOT_AVAILABLE for cash that
            nobody at the counter takes.
    """
    is_staff = order.works_here(viewer, STAFF)
    if not is_staff and not order.is_payer:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    if method is PaymentMethod.CASH and not is_staff:
        raise method_not_available(MethodWords.PAYING)
    return is_staff and not order.is_payer


def amount_to_pay(order: OrderToPay, wanted_fen: int | None) -> int:
    """How much of an order is paid now: what is wanted, or all that is still due.

    Raises:
        CanteenRefused: NOT_PAYABLE, NOTHING_DUE, ALREADY_PAID, OVERPAID, AMOUNT_NOT_VALID.
    """
    if order.status in NOT_PAYABLE:
        raise CanteenRefused(CanteenReason.NOT_PAYABLE, field="orderId", status=order.status)
    if order.due_fen == 0:
        raise CanteenRefused(CanteenReason.NOTHING_DUE, field="orderId")
    left = order.payable_fen - order.paid_fen
    if left <= 0:
        raise CanteenRefused(CanteenReason.ALREADY_PAID, field="orderId", due_fen=0)
    if wanted_fen is None:
        return left
    if wanted_fen > left:
        raise CanteenRefused(CanteenReason.OVERPAID, field="amountFen", due_fen=left)
    if wanted_fen < 1:
        raise CanteenRefused(
            CanteenReason.AMOUNT_NOT_VALID, field="amountFen", least_fen=1, most_fen=left
        )
    return wanted_fen
