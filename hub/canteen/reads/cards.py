"""Cards by their number, and their numbers."""

from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import CARD_NUMBER, read_card_number
from hub.kernel import keyring

_BY_NUMBER = "SELECT id FROM meal_card WHERE number_hash = ANY($1)"
_NUMBER = "SELECT number, resident_id FROM meal_card WHERE id = $1"


async def card_by_number(source: Fetches, number: str) -> UUID | None:
    """The card of a number as typed or scanned.

    Raises:
        CanteenRefused: CARD_NUMBER_NOT_VALID.
    """
    digits = read_card_number(number, "number")
    row = await source.fetchrow(_BY_NUMBER, keyring.current().digests(digits, CARD_NUMBER))
    return None if row is None else row["id"]


async def number_of_card(source: Fetches, card_id: UUID) -> tuple[UUID, str] | None:
    """The resident of a card, and its number; null when there is no such card."""
    row = await source.fetchrow(_NUMBER, card_id)
    if row is None:
        return None
    return row["resident_id"], keyring.current().open(row["number"], CARD_NUMBER)
