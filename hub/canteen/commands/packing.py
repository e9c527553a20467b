"""The last look before a box is closed: nothing in it that the person is allergic to."""

from collections.abc import Sequence

from hub.canteen import reads
from hub.canteen.rules import OrderFactsToMove, check_packed
from hub.kernel.db import Transaction


async def check_packing(tx: Transaction, orders: Sequence[OrderFactsToMove]) -> None:
    """Refuse to pack these orders when one holds what its person is allergic to.

    The dishes and the needs are as they are now, whatever was checked when it was ordered.

    Raises:
        CanteenRefused: ALLERGY_WHEN_PACKED, with the place of the order in `field`.
    """
    packed = await reads.orders_to_pack(tx, [order.order_id for order in orders])
    check_packed([packed[order.order_id] for order in orders])
