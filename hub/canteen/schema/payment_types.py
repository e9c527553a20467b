"""Payments and money on its way back, as clients read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, STAFF, works_here
from hub.canteen.schema.types import MealSite
from hub.grid.schema.types import Area
from hub.people.rules import ProxyScope
from hub.query import (
    EVERYONE,
    Asker,
    Fen,
    Operation,
    Row,
    any_of,
    column,
    enumeration,
    expression,
    filters,
    many,
    node,
    one,
    orders,
    record,
    seen_with,
    where,
)

enumeration(rules.PaymentMethod)
enumeration(rules.PaymentPurpose)
enumeration(rules.PaymentStatus)
enumeration(rules.RefundStatus)


def pays_for(resident_id: Any, viewer: Asker) -> Any:
    """The viewer is the resident, or their proxy for meals, who may pay for them too."""
    return viewer.acts_for(resident_id, ProxyScope.MEAL_ORDER)


def begun_on(instant: Any, on: Any) -> Any:
    """An instant lies on a day of the hub's zone, which is that of the session."""
    return Operation("{0} >= {1}::timestamptz AND {0} < ({1} + 1)::timestamptz", instant, on)


def audits(resident: Any, viewer: Asker) -> Any:
    """The viewer audits where the resident lives."""
    return viewer.at(*AUDITORS, within=resident.area.ancestors)


def _payment_is_seen(payment: Any, viewer: Asker) -> Any:
    return (
        pays_for(payment.resident_id, viewer)
        | works_here(viewer, (*STAFF, *AUDITORS), payment.site)
        | works_here(viewer, STAFF, payment.order.site)
        | audits(payment.resident, viewer)
    )


def _payer_sees(payment: Any, viewer: Asker) -> Any:
    return pays_for(payment.resident_id, viewer) | works_here(viewer, STAFF, payment.site)


@record(models.MealRefund)
class MealRefund:
    """Money that goes back through an outside provider (第三方退款)."""

    amount_fen: Fen
    """How much."""
    status: rules.RefundStatus
    """Where it stands."""
    requested_at: datetime
    """Since when it is to go back."""
    attempts: int
    """How often the provider was asked."""
    next_at: datetime | None
    """When the provider is asked next; null when it is settled."""
    done_at: datetime | None
    """When it went back."""
    problem: str | None = column(roles=(*STAFF, *AUDITORS))
    """Why it has not gone back; staff and auditors see it."""

    visible = seen_with("payment", _payment_is_seen)


@filters(models.MealPayment)
class MealPaymentFilter:
    """Which payments."""

    methods: list[rules.PaymentMethod] | None = where(lambda row, value: any_of(row.method, value))
    """Only made in one of these ways."""
    statuses: list[rules.PaymentStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""
    purposes: list[rules.PaymentPurpose] | None = where(
        lambda row, value: any_of(row.purpose, value)
    )
    """Only for one of these."""


@orders(models.MealPayment)
class MealPaymentOrder(Enum):
    """How payments are sorted."""

    LATEST = "-created_at"
    """The latest first."""
    EARLIEST = "created_at"
    """The earliest first."""


@node(models.MealPayment)
class MealPayment:
    """A payment for an order, or onto a meal card (支付)."""

    purpose: rules.PaymentPurpose
    """What it is for."""
    method: rules.PaymentMethod
    """How it was made."""
    status: rules.PaymentStatus
    """Where it stands."""
    amount_fen: Fen
    """How much."""
    refunded_fen: Fen
    """How much of it has been given back, or is on its way."""
    resident_name: str = expression(lambda row: row.resident.name)
    """For whom."""
    order_number: int | None = expression(lambda row: row.order.number)
    """The number of the order, within its meal; null for a top-up."""
    order_on: date | None = expression(lambda row: row.order.on)
    """The day of the meal; null for a top-up."""
    site: MealSite | None = one()
    """Whose counter took it, or where the meal is; null for a top-up from elsewhere."""
    provider: str | None
    """The outside provider; null for cards and cash."""
    url: str | None = column(seen=_payer_sees)
    """Where the person pays an outside provider; may be a path on this host. Whoever pays sees it,
    and staff who took the order."""
    created_at: datetime
    """When it was begun."""
    expires_at: datetime | None
    """Until when an outside payment can be made."""
    captured_at: datetime | None
    """When the money came."""
    refunds: list[MealRefund] = many("refunds", order_by="requested_at", expected=1)
    """What goes back through the outside provider."""

    visible = staticmethod(_payment_is_seen)


@node(models.MealRefundPolicy)
class MealRefundPolicy:
    """How much goes back after a late cancellation or a no-show (退款政策)."""

    area: Area | None = one()
    """Where it is in force."""
    late_cancel_percent: int
    """How many percent of what was paid go back after a late cancellation."""
    no_show_percent: int
    """How many percent go back when nobody came for the meal."""
    pay_out_alone_fen: Fen
    """Up to how much one person alone pays out at a counter; more takes two (双人复核限额)."""
    source: str
    """Where it was published."""
    from_on: date
    """The first day of meals that it holds for."""
    until_on: date | None
    """The first day that it no longer holds for; null while no end is known."""
    published_at: datetime
    """When it was entered here."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE
