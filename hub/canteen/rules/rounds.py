"""Delivery rounds and their stops: the moves they can make, and who may make them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.access import STAFF, works_at
from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.moving import OrderFactsToMove
from hub.canteen.rules.orders import CANCELLED, OPEN, OrderStatus
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.redemption import RedemptionFacts
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.wording import cannot_move
from hub.kernel.access import Role, Viewer
from hub.kernel.clock import day_of

VOLUNTEERS = (Role.DELIVERY_VOLUNTEER,)
"""Who brings meals to the door."""
MOST_STOPS = 200
"""The most stops that one request may name."""
MOST_BOXES = 100
"""The most boxes that one volunteer takes along."""
LONGEST_VEHICLE = 40
LONGEST_SIGNER = 40
LONGEST_SIGNATURE = 8000
"""Characters of a signature: about a thousand points, more than a finger draws."""

# A path of SVG made of straight strokes, and nothing else that could end up in a page.
_SIGNATURE = re.compile(r"M-?\d{1,4}[ ,]-?\d{1,4}(?: ?[ML]-?\d{1,4}[ ,]-?\d{1,4})+")


class RoundStatus(StrEnum):
    """Where a delivery round stands (班次状态)."""

    PLANNED = "PLANNED"
    """Its stops are known (已计划)."""
    LOADED = "LOADED"
    """The boxes were checked and are in the vehicle (已装车)."""
    OUT = "OUT"
    """On its way (配送中)."""
    CLOSED = "CLOSED"
    """Back, with an outcome for every stop (已结束)."""
    CANCELLED = "CANCELLED"
    """Nothing was left to deliver (已取消)."""


class StopStatus(StrEnum):
    """What became of one stop of a round (配送点状态)."""

    PENDING = "PENDING"
    """Yet to come (待送达)."""
    DELIVERED = "DELIVERED"
    """Handed over and signed for (已签收)."""
    NO_ANSWER = "NO_ANSWER"
    """Nobody opened (无人应答)."""
    WELFARE_CHECK = "WELFARE_CHECK"
    """Nobody opened, and somebody was asked to see whether the person is well (上门探视)."""
    REFUSED = "REFUSED"
    """The person did not want the meal (拒收)."""
    RETURNED = "RETURNED"
    """Brought back for another reason (退回)."""
    CANCELLED = "CANCELLED"
    """The order was cancelled, so that there is nothing to deliver (已撤销)."""


class StopFailure(StrEnum):
    """Why a meal was not handed over (未送达原因)."""

    NO_ANSWER = "NO_ANSWER"
    """Nobody opened: somebody sees whether the person is well (无人应答)."""
    REFUSED = "REFUSED"
    """The person did not want it (拒收)."""
    RETURNED = "RETURNED"
    """Something else, such as a spilt box or a wrong address (退回)."""


class DoorSigner(StrEnum):
    """Who took the meal at the door (签收人)."""

    RESIDENT = "RESIDENT"
    """The resident (本人)."""
    FAMILY = "FAMILY"
    """Family or a carer (家人、护工)."""
    NEIGHBOUR = "NEIGHBOUR"
    """A neighbour (邻居)."""
    GUARD = "GUARD"
    """The guard or the building's office (门卫、楼长)."""


_R = RoundStatus
_S = StopStatus

ROUND_MOVES: dict[RoundStatus, frozenset[RoundStatus]] = {
    _R.PLANNED: frozenset({_R.LOADED, _R.CANCELLED}),
    _R.LOADED: frozenset({_R.OUT, _R.PLANNED, _R.CANCELLED}),
    _R.OUT: frozenset({_R.CLOSED}),
    _R.CLOSED: frozenset(),
    _R.CANCELLED: frozenset(),
}
"""From each state of a round, those that may follow (domain reference 2.6). A vehicle that was
loaded may be unloaded again; one that is out comes back with an outcome for every stop."""

BY_ROUND_KEEPERS = frozenset({_R.PLANNED, _R.LOADED, _R.OUT, _R.CLOSED})
"""Moves that staff and the volunteer of a round make; CANCELLED comes by itself."""

STOP_MOVES: dict[StopStatus, frozenset[StopStatus]] = {
    _S.PENDING: frozenset({_S.DELIVERED, _S.NO_ANSWER, _S.REFUSED, _S.RETURNED, _S.CANCELLED}),
    _S.NO_ANSWER: frozenset({_S.WELFARE_CHECK}),
    # The door may open after all, or the meal comes back.
    _S.WELFARE_CHECK: frozenset({_S.DELIVERED, _S.REFUSED, _S.RETURNED, _S.CANCELLED}),
    # Only when the redemption is taken back: the meal has to be brought again.
    _S.DELIVERED: frozenset({_S.RETURNED}),
    _S.REFUSED: frozenset(),
    _S.RETURNED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""From each state of a stop, those that may follow. An unanswered door always leads to a check."""

LIVE_STOPS = frozenset({_S.PENDING, _S.NO_ANSWER, _S.WELFARE_CHECK, _S.DELIVERED})
"""Stops that hold their order: it is on no other round. The index `delivery_stop_once` says so."""

UNDONE_STOPS = frozenset({_S.PENDING, _S.NO_ANSWER, _S.WELFARE_CHECK})
"""Stops whose meal is still in somebody's hands."""

STOP_FOLLOWS: dict[OrderStatus, StopStatus] = {
    **dict.fromkeys(CANCELLED, _S.CANCELLED),
    OrderStatus.DELIVERED: _S.DELIVERED,
    OrderStatus.NO_SHOW: _S.RETURNED,
}
"""What becomes of a stop that is not done when its order moves, whoever moves it."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round as it stands. `sites` are its point and the kitchen that cooks for it."""

    round_id: UUID
    point_id: UUID
    sites: Collection[UUID]
    ancestors: Collection[UUID]
    on: date
    period: MealPeriod
    status: RoundStatus
    volunteer_id: UUID | None
    is_offered: bool
    depart_at: datetime


@dataclass(frozen=True, slots=True)
class StopFacts:
    """A stop as it stands, with its round and its order's key."""

    stop_id: UUID
    order_id: UUID
    status: StopStatus
    round: RoundFacts


@dataclass(frozen=True, slots=True)
class Signed:
    """How a meal was signed for. `signature` is a path of SVG, of straight strokes."""

    by: str
    role: DoorSigner
    signature: str | None = None


def keeps_round(viewer: Viewer, facts: RoundFacts) -> bool:
    """Whether somebody plans this round: staff of its point or kitchen."""
    return works_at(viewer, STAFF, facts.sites, facts.ancestors)


def drives(viewer: Viewer, facts: RoundFacts) -> bool:
    """Whether it is the viewer's own round, and they are still a volunteer there."""
    return (
        viewer.account_id is not None
        and viewer.account_id == facts.volunteer_id
        and volunteers_at(viewer, facts)
    )


def volunteers_at(viewer: Viewer, facts: RoundFacts) -> bool:
    """Whether the viewer is a volunteer where the round sets out."""
    return works_at(viewer, VOLUNTEERS, facts.sites, facts.ancestors)


def check_round_move(facts: RoundFacts, to: RoundStatus, pending: int) -> None:
    """Refuse a move that the table does not allow, or to close a round with stops left to do.

    Raises:
        CanteenRefused: ROUND_CANNOT_MOVE, ROUND_NEEDS_VOLUNTEER, STOPS_PENDING with how many.
    """
    if to not in BY_ROUND_KEEPERS or to not in ROUND_MOVES[facts.status]:
        raise CanteenRefused(CanteenReason.ROUND_CANNOT_MOVE, field="to", round_status=facts.status)
    if to is _R.OUT and facts.volunteer_id is None:
        raise CanteenRefused(CanteenReason.ROUND_NEEDS_VOLUNTEER, field="roundId")
    if to is _R.CLOSED and pending:
        raise CanteenRefused(CanteenReason.STOPS_PENDING, field="roundId", orders=pending)


def check_round_open(facts: RoundFacts, field: str = "roundId") -> None:
    """Refuse to change a round that is over.

    Raises:
        CanteenRefused: ROUND_CANNOT_MOVE.
    """
    if not ROUND_MOVES[facts.status]:
        raise CanteenRefused(
            CanteenReason.ROUND_CANNOT_MOVE, field=field, round_status=facts.status
        )


def check_stop(facts: StopFacts, to: StopStatus) -> None:
    """Refuse an outcome for a stop that has one, or of a round that has not set out.

    Raises:
        CanteenRefused: STOP_DONE with its state, ROUND_NOT_OUT.
    """
    if facts.status not in UNDONE_STOPS or to not in STOP_MOVES[facts.status]:
        raise CanteenRefused(CanteenReason.STOP_DONE, field="stopId", stop_status=facts.status)
    if facts.round.status is not _R.OUT:
        raise CanteenRefused(
            CanteenReason.ROUND_NOT_OUT, field="stopId", round_status=facts.round.status
        )


def check_signed(signed: Signed) -> None:
    """Refuse a signature that nobody gave a name to, or that is more than a drawing.

    Raises:
        CanteenRefused: SIGNER_NEEDED, TEXT_TOO_LONG, TEXT_NOT_VALID, SIGNATURE_NOT_VALID.
    """
    check_text("signedBy", signed.by, most=LONGEST_SIGNER)
    if not signed.by.strip():
        raise CanteenRefused(CanteenReason.SIGNER_NEEDED, field="signedBy")
    drawn = signed.signature
    if drawn is not None and not (len(drawn) <= LONGEST_SIGNATURE and _SIGNATURE.fullmatch(drawn)):
        raise CanteenRefused(
            CanteenReason.SIGNATURE_NOT_VALID, field="signature", most=LONGEST_SIGNATURE
        )


def check_at_door(facts: RedemptionFacts, at: datetime) -> None:
    """Refuse to hand over at a door what is not due there any more.

    A meal may come late: that is written down, and reported. It may not come on another day.

    Raises:
        CanteenRefused: ALREADY_REDEEMED, ORDER_CANCELLED, WRONG_DAY, RESIDENT_DIED, DIET_CONFLICT,
            CANNOT_MOVE.
    """
    order = facts.order
    number = order.number
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
    if facts.on != day_of(at):
        raise CanteenRefused(
            CanteenReason.WRONG_DAY, number=number, on=facts.on, period=facts.period
        )
    if facts.died_on is not None and facts.died_on <= day_of(at):
        raise CanteenRefused(CanteenReason.RESIDENT_DIED, number=number)
    _check_packable(order)


def _check_packable(order: OrderFactsToMove) -> None:
    if order.has_diet_conflict:
        raise CanteenRefused(CanteenReason.DIET_CONFLICT, number=order.number, status=order.status)
    if order.status not in OPEN:
        raise cannot_move(order.number, order.status)


def check_order_of(stops: Sequence[UUID], named: Sequence[UUID]) -> None:
    """Refuse an order of stops that is not of these stops, each once.

    Raises:
        CanteenRefused: STOPS_NOT_VALID.
    """
    if len(named) != len(stops) or set(named) != set(stops):
        raise CanteenRefused(CanteenReason.STOPS_NOT_VALID, field="stopIds", orders=len(stops))


def check_reason(reason: str | None, field: str = "reason") -> None:
    """Refuse what nobody gives a reason for.

    Raises:
        CanteenRefused: REASON_NEEDED, TEXT_TOO_LONG, TEXT_NOT_VALID.
    """
    check_text(field, reason)
    if not (reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field=field)
