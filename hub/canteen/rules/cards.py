"""Meal cards (助餐卡): their states, their numbers, and how much may be on them.

A card opens the account of its resident. Only own money is on it, never a subsidy.
"""

from collections.abc import Collection
from enum import StrEnum

from stdnum import luhn

from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

CARD_NUMBER = "meal card number"
"""For which purpose card numbers are sealed and hashed."""
_PREFIX = "6105"
RANDOM_DIGITS = 11
"""How many digits of a card's number are random: nobody guesses one of a few thousand."""
_LENGTH = len(_PREFIX) + RANDOM_DIGITS + 1
_SHOWN = 4
LEAST_TOP_UP_FEN, MOST_TOP_UP_FEN = 1_00, 1_000_00
MOST_ON_CARD_FEN = 5_000_00
"""The most that a top-up may fill a card to: 5,000 yuan for a registered single-purpose card
(《单用途商业预付卡管理办法（试行）》, article 18)."""


class CardStatus(StrEnum):
    """Where a meal card stands (卡状态)."""

    ISSUED = "ISSUED"
    """Made, not yet handed over (已制卡)."""
    ACTIVE = "ACTIVE"
    """In use (正常)."""
    FROZEN = "FROZEN"
    """Out of use for the time being: reported lost, or the resident is gone (已挂失/冻结)."""
    REPLACED = "REPLACED"
    """Another card opens the account now (已补卡)."""
    CLOSED = "CLOSED"
    """Given up; what was on it is owed to the resident or their heirs (已销卡)."""
    BALANCE_RETURNED = "BALANCE_RETURNED"
    """Given up, and what was on it has been paid out (余额已退)."""


class CardFreeze(StrEnum):
    """Why a card is frozen (冻结原因)."""

    LOST = "LOST"
    """Its holder has lost it (挂失)."""
    DEPARTED = "DEPARTED"
    """The resident has died or moved away (去世或迁出)."""
    OTHER = "OTHER"
    """For another reason, which is on record (其他)."""


_S = CardStatus

CARD_MOVES: dict[CardStatus, frozenset[CardStatus]] = {
    _S.ISSUED: frozenset({_S.ACTIVE, _S.FROZEN, _S.REPLACED, _S.CLOSED}),
    _S.ACTIVE: frozenset({_S.FROZEN, _S.REPLACED, _S.CLOSED}),
    _S.FROZEN: frozenset({_S.ACTIVE, _S.REPLACED, _S.CLOSED}),
    _S.REPLACED: frozenset(),
    _S.CLOSED: frozenset({_S.BALANCE_RETURNED}),
    _S.BALANCE_RETURNED: frozenset(),
}
"""From each state, the states that may follow."""

LIVE_CARDS = frozenset({_S.ISSUED, _S.ACTIVE, _S.FROZEN})
"""Cards whose number still means something; a resident has one of them at most."""


def check_card_move(status: CardStatus, to: CardStatus) -> None:
    """Only the moves of `CARD_MOVES`.

    Raises:
        CanteenRefused: CARD_CANNOT_MOVE, with where the card stands.
    """
    if to not in CARD_MOVES[status]:
        raise CanteenRefused(CanteenReason.CARD_CANNOT_MOVE, field="cardId", card_status=status)


def check_usable(status: CardStatus, field: str) -> None:
    """Refuse a card that is not in use.

    Raises:
        CanteenRefused: CARD_NOT_USABLE, with where the card stands.
    """
    if status is not CardStatus.ACTIVE:
        raise CanteenRefused(CanteenReason.CARD_NOT_USABLE, field=field, card_status=status)


def card_number(random_digits: str) -> str:
    """A card's number out of random digits: with a prefix, and a check digit against typing errors.

    It is 16 digits, the last by Luhn (ISO/IEC 7812-1).
    """
    body = _PREFIX + random_digits
    return body + luhn.calc_check_digit(body)


def read_card_number(text: str, field: str = "cardNumber") -> str:
    """A card's number as typed or scanned, without what is printed between its digits.

    Raises:
        CanteenRefused: CARD_NUMBER_NOT_VALID, for what no card has.
    """
    digits = "".join(text.split()).replace("-", "")
    if len(digits) != _LENGTH or not digits.isascii() or not luhn.is_valid(digits):
        raise CanteenRefused(CanteenReason.CARD_NUMBER_NOT_VALID, field=field)
    return digits


def card_tail(number: str) -> str:
    """What may be shown of a number: its last four digits."""
    return number[-_SHOWN:]


def in_groups(number: str) -> str:
    """A number as it is printed, in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def check_top_up(amount_fen: int) -> None:
    """Refuse a top-up that is too small or too large.

    Raises:
        CanteenRefused: AMOUNT_NOT_VALID.
    """
    if not LEAST_TOP_UP_FEN <= amount_fen <= MOST_TOP_UP_FEN:
        raise CanteenRefused(
            CanteenReason.AMOUNT_NOT_VALID,
            field="amountFen",
            least_fen=LEAST_TOP_UP_FEN,
            most_fen=MOST_TOP_UP_FEN,
        )


def live_among(statuses: Collection[CardStatus]) -> bool:
    """Whether one of a resident's cards is live, so that money can go onto it."""
    return not LIVE_CARDS.isdisjoint(statuses)
