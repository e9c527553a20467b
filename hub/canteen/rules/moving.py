"""Who may move an order where: cancelling, and the moves of staff."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from hub.canteen.rules.access import MANAGERS, STAFF, works_at
from hub.canteen.rules.orders import (
    BY_MANAGER,
    BY_STAFF,
    NEEDS_REASON,
    PACKED,
    FulfilmentMode,
    OrderStatus,
    may_move,
)
from hub.canteen.rules.placing import check_text, is_open_at
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.wording import cannot_move
from hub.kernel.access import Viewer

MOST_AT_ONCE = 200
"""Orders that one bulk move may name: as many as a list in a request may be long."""


@dataclass(frozen=True, slots=True)
class OrderFactsToMove:
    """An order as it stands; `is_ward` when the viewer is the resident's proxy for meals."""

    order_id: UUID
    number: int
    menu_id: UUID
    site_id: UUID
    point_id: UUID
    resident_id: UUID
    mode: FulfilmentMode
    status: OrderStatus
    cutoff_at: datetime
    serve_until_at: datetime
    ancestors: Sequence[UUID]
    is_ward: bool
    has_diet_conflict: bool = False

    def moved(self, to: OrderStatus) -> Self:
        """The same order in another state."""
        return replace(self, status=to)


def cancelled_as(
    viewer: Viewer, order: OrderFactsToMove, now: datetime, reason: str | None
) -> OrderStatus:
    """The state a cancellation leads to: CANCELLED before the cut-off, CANCELLED_LATE after it.

    The resident and their proxy may cancel before the cut-off; staff also later, with a reason.

    Raises:
        CanteenRefused: NO_SUCH_ORDER, also for an order that is none of the viewer's business.
    """
    check_text("reason", reason)
    is_staff = works_at(viewer, STAFF, (order.site_id, order.point_id), order.ancestors)
    if not is_staff and viewer.resident_id != order.resident_id and not order.is_ward:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    if order.status is OrderStatus.PLACED and is_open_at(order.cutoff_at, now):
        return OrderStatus.CANCELLED
    if not may_move(order.status, OrderStatus.CANCELLED_LATE, order.mode):
        raise _cannot(order)
    if not is_staff:
        raise CanteenRefused(CanteenReason.CUTOFF_PASSED, field="orderId")
    if not (reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    return OrderStatus.CANCELLED_LATE


def check_dispute(viewer: Viewer, order: OrderFactsToMove, reason: str) -> None:
    """Refuse an objection by anybody but the resident and their proxy, or without a reason.

    Raises:
        CanteenRefused: NO_SUCH_ORDER, REASON_NEEDED, CANNOT_MOVE.
    """
    check_text("reason", reason)
    if viewer.resident_id != order.resident_id and not order.is_ward:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    if not may_move(order.status, OrderStatus.DISPUTED, order.mode):
        raise _cannot(order)


def check_moves(
    viewer: Viewer,
    orders: Sequence[OrderFactsToMove],
    to: OrderStatus,
    now: datetime,
    reason: str | None,
) -> None:
    """Refuse a move of several orders when one of them cannot make it: all move, or none does.

    Raises:
        CanteenRefused: NO_SUCH_ORDER for an order elsewhere; CANNOT_MOVE with its number, its
            status and the states that the viewer may move it to.
    """
    check_text("reason", reason)
    for place, order in enumerate(orders):
        sites = (order.site_id, order.point_id)
        field = f"orderIds.{place}"
        if not works_at(viewer, STAFF, sites, order.ancestors):
            raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field=field)
        is_manager = works_at(viewer, MANAGERS, sites, order.ancestors)
        allowed = BY_MANAGER if is_manager else BY_STAFF
        if to not in allowed or not may_move(order.status, to, order.mode):
            raise _cannot(order, field, allowed)
        if to is OrderStatus.NO_SHOW and now < order.serve_until_at:
            raise CanteenRefused(CanteenReason.MEAL_NOT_OVER, field=field)
        if order.has_diet_conflict and to in PACKED:
            raise CanteenRefused(
                CanteenReason.DIET_CONFLICT, field=field, number=order.number, status=order.status
            )
    if to in NEEDS_REASON and not (reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")


def possible_moves(
    status: OrderStatus,
    mode: FulfilmentMode,
    *,
    is_own: bool,
    is_staff: bool,
    is_manager: bool,
    is_open: bool,
    is_over: bool,
    has_diet_conflict: bool,
) -> frozenset[OrderStatus]:
    """The states that somebody may move an order to: by cancelling, by objecting, or as staff.

    `is_own` for the resident and who orders for them, `is_open` before the cut-off, `is_over` once
    the meal has been served. The read type says the same in SQL.
    """
    by_whom = BY_MANAGER if is_manager else BY_STAFF if is_staff else frozenset()
    found = {to for to in by_whom if may_move(status, to, mode)}
    if not is_over:
        found.discard(OrderStatus.NO_SHOW)
    if has_diet_conflict:
        found -= PACKED
    if status is OrderStatus.PLACED and is_open and (is_own or is_staff or is_manager):
        found.add(OrderStatus.CANCELLED)
    if is_own and may_move(status, OrderStatus.DISPUTED, mode):
        found.add(OrderStatus.DISPUTED)
    return frozenset(found)


def _cannot(
    order: OrderFactsToMove, field: str = "orderId", moves: Iterable[OrderStatus] = ()
) -> CanteenRefused:
    """Why an order stays where it is, and which of some moves it could make instead."""
    allowed = [to for to in moves if may_move(order.status, to, order.mode)]
    return cannot_move(order.number, order.status, field=field, allowed=allowed)
