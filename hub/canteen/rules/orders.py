"""An order's life: who placed it, how it is served, and the only moves it can make."""

from enum import StrEnum


class FulfilmentMode(StrEnum):
    """How a meal reaches the person (就餐方式)."""

    DINE_IN = "DINE_IN"
    """Eaten at the canteen or meal point (堂食)."""
    PICKUP = "PICKUP"
    """Fetched from the canteen or meal point (自提)."""
    DELIVERY = "DELIVERY"
    """Brought to the person's door (送餐)."""


class OrderChannel(StrEnum):
    """Who placed an order, and how (下单渠道)."""

    SELF = "SELF"
    """By the resident (本人下单)."""
    PROXY = "PROXY"
    """By somebody whom the resident has made their proxy (家人代订)."""
    COUNTER = "COUNTER"
    """By staff, with the resident at the counter (窗口)."""
    PHONE = "PHONE"
    """By staff, with the resident on the telephone (电话订餐)."""
    STANDING = "STANDING"
    """By the hub, from the resident's standing order (长期订餐)."""


class OrderStatus(StrEnum):
    """Where an order for one meal stands (订单状态)."""

    PLACED = "PLACED"
    """Accepted; may still be cancelled without loss before the cut-off (已下单)."""
    LOCKED = "LOCKED"
    """The cut-off has passed; the kitchen counts on it (已截单)."""
    COOKING = "COOKING"
    """Being cooked (制作中)."""
    READY = "READY"
    """Packed, or waiting on the counter (待取餐)."""
    SERVED = "SERVED"
    """Eaten at the table (已就餐)."""
    HANDED_OVER = "HANDED_OVER"
    """Fetched by the resident or an authorised collector (已取餐)."""
    DELIVERED = "DELIVERED"
    """Handed over at the door (已送达)."""
    SETTLED = "SETTLED"
    """Its subsidy is in a settled batch (已结算)."""
    CANCELLED = "CANCELLED"
    """Cancelled before the cut-off; everything was given back (已取消)."""
    CANCELLED_LATE = "CANCELLED_LATE"
    """Cancelled after the cut-off; no subsidy is claimed (逾期取消)."""
    SITE_CANCELLED = "SITE_CANCELLED"
    """Cancelled by the canteen; always refunded in full (食堂取消)."""
    NO_SHOW = "NO_SHOW"
    """Not redeemed by the end of the meal; no subsidy is claimed (未取餐)."""
    DISPUTED = "DISPUTED"
    """Somebody objects (有争议)."""
    REFUNDED = "REFUNDED"
    """The objection was right; the money went back (已退款)."""
    UPHELD = "UPHELD"
    """The objection was wrong; the order stands (维持)."""


_S = OrderStatus

COMPLETED = {
    FulfilmentMode.DINE_IN: _S.SERVED,
    FulfilmentMode.PICKUP: _S.HANDED_OVER,
    FulfilmentMode.DELIVERY: _S.DELIVERED,
}
"""How an order is completed, by its mode."""

PACKED = frozenset({_S.READY, *COMPLETED.values()})
"""States that an order reaches only when every dish in it suits the person."""

OPEN = frozenset({_S.PLACED, _S.LOCKED, _S.COOKING, _S.READY})
"""Orders that are still on their way to the person."""

CANCELLED = frozenset({_S.CANCELLED, _S.CANCELLED_LATE, _S.SITE_CANCELLED})
"""Orders that hold nothing any more. Every other order takes its portions, its seat and the
person's one order for the meal; the index `meal_order_one_a_meal` says the same."""

UNCLAIMED = CANCELLED | {_S.NO_SHOW, _S.REFUNDED}
"""Orders for which no subsidy may be claimed: a claim needs a meal that was taken and stands."""

MOVES: dict[OrderStatus, frozenset[OrderStatus]] = {
    _S.PLACED: frozenset({_S.LOCKED, _S.CANCELLED, _S.CANCELLED_LATE, _S.SITE_CANCELLED}),
    _S.LOCKED: frozenset({_S.COOKING, _S.NO_SHOW, _S.CANCELLED_LATE, _S.SITE_CANCELLED}),
    _S.COOKING: frozenset({_S.READY, _S.NO_SHOW, _S.CANCELLED_LATE, _S.SITE_CANCELLED}),
    _S.READY: frozenset(COMPLETED.values()) | {_S.NO_SHOW, _S.CANCELLED_LATE, _S.SITE_CANCELLED},
    _S.SERVED: frozenset({_S.SETTLED, _S.DISPUTED}),
    _S.HANDED_OVER: frozenset({_S.SETTLED, _S.DISPUTED}),
    _S.DELIVERED: frozenset({_S.SETTLED, _S.DISPUTED}),
    _S.SETTLED: frozenset({_S.DISPUTED}),
    _S.CANCELLED: frozenset(),
    _S.CANCELLED_LATE: frozenset(),
    _S.SITE_CANCELLED: frozenset(),
    _S.NO_SHOW: frozenset({_S.DISPUTED}),
    _S.DISPUTED: frozenset({_S.REFUNDED, _S.UPHELD}),
    _S.REFUNDED: frozenset(),
    _S.UPHELD: frozenset(),
}
"""From each state, the states that may follow. None follows a cancellation: the order holds nothing
that it could take up again, so a dispute about a late one is kept beside its status. A meal that
nobody took is a no-show also where the kitchen does not keep its board."""

BY_STAFF = frozenset(
    {_S.COOKING, _S.READY, *COMPLETED.values(), _S.NO_SHOW, _S.CANCELLED_LATE, _S.DISPUTED}
)
"""Moves that canteen staff make. LOCKED comes with the cut-off, SETTLED with a settlement."""

BY_MANAGER = BY_STAFF | {_S.SITE_CANCELLED, _S.REFUNDED, _S.UPHELD}
"""Moves that a canteen's manager makes."""

NEEDS_REASON = frozenset(
    {
        _S.CANCELLED_LATE,
        _S.SITE_CANCELLED,
        _S.DISPUTED,
        _S.REFUNDED,
        _S.UPHELD,
        *COMPLETED.values(),
    }
)
"""Moves that nobody makes without saying why. Who completes an order on the board vouches for it:
that is a manual redemption."""


def is_to_collect(status: OrderStatus, mode: FulfilmentMode) -> bool:
    """Whether a meal is yet to be collected: what a proxy for collecting may know of."""
    return mode is FulfilmentMode.PICKUP and status in OPEN


def may_move(status: OrderStatus, to: OrderStatus, mode: FulfilmentMode) -> bool:
    """Whether the table allows the move; an order is completed only in the way of its mode."""
    if to in COMPLETED.values() and to is not COMPLETED[mode]:
        return False
    return to in MOVES[status]
