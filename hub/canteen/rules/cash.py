"""Cash at a counter (现金): opened, taken, counted, and closed once a day."""

from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

MOST_CASH_FEN = 100_000_00
"""More than a canteen's drawer holds: a larger figure is a typing error."""


def check_cash(amount_fen: int, field: str) -> None:
    """Refuse a sum that no drawer holds.

    Raises:
        CanteenRefused: AMOUNT_NOT_VALID.
    """
    if not 0 <= amount_fen <= MOST_CASH_FEN:
        raise CanteenRefused(
            CanteenReason.AMOUNT_NOT_VALID, field=field, least_fen=0, most_fen=MOST_CASH_FEN
        )


def cash_difference(
    *, opening_fen: int, taken_fen: int, counted_fen: int, reason: str | None
) -> int:
    """How much more was counted than should be there; negative when some is missing.

    Raises:
        CanteenRefused: DIFFERENCE_NEEDS_REASON, with the difference.
    """
    difference = counted_fen - opening_fen - taken_fen
    if difference != 0 and not (reason or "").strip():
        raise CanteenRefused(
            CanteenReason.DIFFERENCE_NEEDS_REASON, field="reason", difference_fen=difference
        )
    return difference
