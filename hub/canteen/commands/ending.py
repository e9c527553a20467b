"""How orders end that nobody moved: meals that were not fetched, and meals that are objected to."""

from datetime import datetime, timedelta
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.moving import move
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    OrderStatus,
    check_dispute,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command

GRACE = timedelta(hours=3)
"""How long after the meal it counts as not fetched: a counter without a network may work on for two
hours and send afterwards what it handed out."""
_AT_ONCE = 200

_NOT_FETCHED = f"""SELECT o.id FROM meal_order o JOIN serving s ON s.id = o.serving_id
WHERE o.status IN ('LOCKED', 'COOKING', 'READY') AND o.mode <> 'DELIVERY'
    AND s.serve_until_at <= $1 AND NOT {reads.AWAITS_SCANS.format(now="$3")}
ORDER BY o."on", o.id LIMIT $2"""


@command
async def mark_no_shows(tx: Transaction, *, now: datetime) -> int:
    """Move meals that nobody took to NO_SHOW; the answer is how many, at most 200 at once.

    What is delivered is no no-show: its round says what became of it.
    """
    rows = await tx.fetch(_NOT_FETCHED, now - GRACE, _AT_ONCE, now)
    orders = await reads.orders_to_move(tx, [row["id"] for row in rows], None, now)
    if orders:
        await move(tx, orders, OrderStatus.NO_SHOW, now, None)
    return len(orders)


@command
async def dispute_order(
    tx: Transaction, *, order_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Object to what an order says happened, as the resident or their proxy; a manager decides.

    Raises:
        CanteenRefused: NO_SUCH_ORDER, REASON_NEEDED, CANNOT_MOVE.
    """
    orders = await reads.orders_to_move(tx, [order_id], viewer.resident_id, now)
    if not orders:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    check_dispute(viewer, orders[0], reason)
    tx.beneficiary_id = orders[0].resident_id
    await move(tx, orders, OrderStatus.DISPUTED, now, reason)
    return order_id
