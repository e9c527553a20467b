"""What goes into a box: nothing that the person is allergic to, whatever was changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hub.canteen.rules.diet import Food, Need, check_allergies
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused


class KitchenChangeKind(StrEnum):
    """How an order differs from the sheet of the cut-off (截单后变更)."""

    ADDED = "ADDED"
    """Placed after the cut-off (加单)."""
    CANCELLED = "CANCELLED"
    """Cancelled after the cut-off (退单)."""
    CHANGED = "CHANGED"
    """Its dishes or portions are others now (换菜)."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An order that is to be packed: the needs of its day, its dishes as they are now."""

    number: int
    needs: Sequence[Need]
    foods: Sequence[Food]


def check_packed(orders: Sequence[Packed]) -> None:
    """Refuse to pack what the person is allergic to (hard block, domain reference 2.10).

    Raises:
        CanteenRefused: ALLERGY_WHEN_PACKED, with the number, the dish and the allergen.
    """
    for place, order in enumerate(orders):
        try:
            check_allergies(order.needs, order.foods)
        except CanteenRefused as refused:
            raise CanteenRefused(
                CanteenReason.ALLERGY_WHEN_PACKED,
                field=f"orderIds.{place}",
                number=order.number,
                **refused.facts,
            ) from None
