"""Whether a meal may be handed over: to whom, where, when, and on what proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.access import MANAGERS, STAFF, works_at
from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.moving import OrderFactsToMove
from hub.canteen.rules.orders import (
    CANCELLED,
    COMPLETED,
    OPEN,
    FulfilmentMode,
    OrderStatus,
)
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.wording import cannot_move
from hub.kernel.access import Viewer
from hub.kernel.clock import HUB_ZONE, day_of

EARLY = LATE = timedelta(minutes=30)
"""A meal is handed over from so long before the service begins until so long after it ends: the
queue before the door, and the last of those who came in time. Nobody publishes a figure; half an
hour keeps a supper from being taken at noon and leaves no afternoon to redeem what nobody ate."""


class RedemptionMethod(StrEnum):
    """How it was proved that the person took the meal (核销方式)."""

    FACE = "FACE"
    """A terminal recognised the face (人脸)."""
    CARD = "CARD"
    """The meal card was swiped (刷卡)."""
    QR = "QR"
    """The code on the person's telephone was scanned (扫码)."""
    MANUAL = "MANUAL"
    """Staff vouch for it, and say why (人工核销)."""


@dataclass(frozen=True, slots=True)
class Redeemed:
    """The redemption that an order has already."""

    at: datetime
    point_name: str
    method: RedemptionMethod


@dataclass(frozen=True, slots=True)
class RedemptionFacts:
    """An order as it stands at the counter.

    `may_collect` says whether the collector, when there is one, is the resident's proxy for it;
    `allows_collectors` whether the policy that subsidises the meal lets anybody fetch it.
    """

    order: OrderFactsToMove
    on: date
    period: MealPeriod
    point_name: str
    serve_from_at: datetime
    cancelled_at: datetime | None
    died_on: date | None
    allows_collectors: bool
    may_collect: bool
    redeemed: Redeemed | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was shown at a counter. `expires_at` is that of a code; `reason` why staff vouch."""

    method: RedemptionMethod
    collector_id: UUID | None = None
    expires_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What says which meal is meant: one of a code, a card, and an order that staff name."""

    token: str | None = None
    card_number: str | None = None
    order_id: UUID | None = None
    by_face: bool = False


def check_shown(shown: Shown) -> None:
    """Refuse what says nothing, or more than one thing.

    Raises:
        CanteenRefused: PROOF_NEEDED.
    """
    given = (shown.token, shown.card_number, shown.order_id)
    if sum(each is not None for each in given) != 1:
        raise CanteenRefused(CanteenReason.PROOF_NEEDED, field="qrToken")


def check_proof(proof: Proof) -> None:
    """Refuse a manual redemption that nobody gives a reason for.

    Raises:
        CanteenRefused: REASON_NEEDED, TEXT_TOO_LONG, TEXT_NOT_VALID.
    """
    check_text("reason", proof.reason)
    if proof.method is RedemptionMethod.MANUAL and not (proof.reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")


def check_redemption(facts: RedemptionFacts, point_id: UUID, proof: Proof, at: datetime) -> None:
    """Refuse to hand an order over that is not due here and now, to whom shows this.

    What has happened to the order is said before what is wrong with the proof: who scans a code for
    the second time shall learn when and where it was redeemed, not that it has expired.

    Raises:
        CanteenRefused: with the first reason that applies, and the facts that explain it.
    """
    order = facts.order
    number = order.number
    if order.point_id != point_id:
        raise CanteenRefused(
            CanteenReason.WRONG_POINT, field="pointId", number=number, point=facts.point_name
        )
    if facts.redeemed is not None:
        raise CanteenRefused(
            CanteenReason.ALREADY_REDEEMED,
            number=number,
            redeemed_at=facts.redeemed.at,
            point=facts.redeemed.point_name,
            method=facts.redeemed.method,
        )
    if order.status in CANCELLED:
        raise CanteenRefused(
            CanteenReason.ORDER_CANCELLED, number=number, cancelled_at=facts.cancelled_at
        )
    _check_time(facts, at)
    if proof.expires_at is not None and at >= proof.expires_at:
        raise CanteenRefused(CanteenReason.QR_EXPIRED, field="qrToken", expired_at=proof.expires_at)
    if facts.died_on is not None and facts.died_on <= day_of(at):
        raise CanteenRefused(CanteenReason.RESIDENT_DIED, number=number)
    _check_collector(facts, proof.collector_id)
    if order.mode is FulfilmentMode.DELIVERY:
        raise CanteenRefused(CanteenReason.REDEEMED_AT_DOOR, number=number)
    if order.has_diet_conflict:
        raise CanteenRefused(CanteenReason.DIET_CONFLICT, number=number, status=order.status)
    if order.status not in OPEN:
        raise cannot_move(number, order.status)


def steps_to(status: OrderStatus, to: OrderStatus) -> list[OrderStatus]:
    """The states that an open order passes on its way, that one included.

    A canteen that keeps no board hands over what it never said was cooking. The row of the order
    still shows every state, in its order.
    """
    way = [OrderStatus.PLACED, OrderStatus.LOCKED, OrderStatus.COOKING, OrderStatus.READY, to]
    return way[way.index(status) + 1 :]


def completed_as(mode: FulfilmentMode) -> OrderStatus:
    """The state of an order of this mode once its meal is taken."""
    return COMPLETED[mode]


def check_board(orders: Sequence[OrderFactsToMove], to: OrderStatus, now: datetime) -> None:
    """Refuse to complete orders on the board when nobody can be taking them: another day, or later.

    Else what nobody fetched could be made to look eaten in the afternoon (domain reference 2.10).
    What is delivered ends when its round does.

    Raises:
        CanteenRefused: NOT_HANDED_OVER_NOW, with the place of the order in `field`.
    """
    if to not in (OrderStatus.SERVED, OrderStatus.HANDED_OVER):
        return
    for place, order in enumerate(orders):
        until = order.serve_until_at + LATE
        if now > until or day_of(now) != day_of(order.serve_until_at):
            raise CanteenRefused(
                CanteenReason.NOT_HANDED_OVER_NOW,
                field=f"orderIds.{place}",
                number=order.number,
                closed_at=until,
            )


def check_counter(
    viewer: Viewer, site_ids: Sequence[UUID], ancestors: Sequence[UUID], field: str = "pointId"
) -> None:
    """Refuse who does not work at a counter, as if it did not exist.

    Raises:
        CanteenRefused: NO_SUCH_SITE.
    """
    if not works_at(viewer, STAFF, site_ids, ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field=field)


def check_reversal(
    viewer: Viewer,
    facts: RedemptionFacts,
    redeemed_at: datetime,
    *,
    is_reversed: bool,
    now: datetime,
    reason: str,
) -> None:
    """Who may take a redemption back: a manager there, on the day of it, saying why.

    Raises:
        CanteenRefused: NO_SUCH_REDEMPTION, REASON_NEEDED, ALREADY_REVERSED, REVERSAL_TOO_LATE,
            CANNOT_MOVE for an order that is settled or in dispute.
    """
    check_text("reason", reason)
    order = facts.order
    if not works_at(viewer, MANAGERS, (order.site_id, order.point_id), order.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_REDEMPTION, field="redemptionId")
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    if is_reversed:
        raise CanteenRefused(CanteenReason.ALREADY_REVERSED, field="redemptionId")
    if day_of(redeemed_at) != day_of(now):
        raise CanteenRefused(
            CanteenReason.REVERSAL_TOO_LATE, field="redemptionId", redeemed_at=redeemed_at
        )
    if order.has_diet_conflict:
        # It would wait on the counter again, which it must not.
        raise CanteenRefused(
            CanteenReason.DIET_CONFLICT,
            field="redemptionId",
            number=order.number,
            status=order.status,
        )
    if order.status is not COMPLETED[order.mode]:
        raise cannot_move(order.number, order.status, field="redemptionId")


def _check_time(facts: RedemptionFacts, at: datetime) -> None:
    if facts.on != day_of(at):
        raise CanteenRefused(
            CanteenReason.WRONG_DAY, number=facts.order.number, on=facts.on, period=facts.period
        )
    begins, ends = facts.serve_from_at, facts.order.serve_until_at
    if not begins - EARLY <= at <= ends + LATE:
        raise CanteenRefused(
            CanteenReason.WRONG_MEAL,
            number=facts.order.number,
            period=facts.period,
            serve_from_at=begins.astimezone(HUB_ZONE),
            serve_until_at=ends.astimezone(HUB_ZONE),
        )


def _check_collector(facts: RedemptionFacts, collector_id: UUID | None) -> None:
    order = facts.order
    if collector_id is None or collector_id == order.resident_id:
        return
    if order.mode is FulfilmentMode.DINE_IN:
        raise CanteenRefused(CanteenReason.EATEN_IN_PERSON, field="collectorId")
    if not facts.may_collect:
        raise CanteenRefused(CanteenReason.COLLECTOR_NOT_AUTHORISED, field="collectorId")
    if not facts.allows_collectors:
        raise CanteenRefused(CanteenReason.POLICY_FORBIDS_COLLECTORS, field="collectorId")
