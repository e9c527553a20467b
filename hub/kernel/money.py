"""Money in whole fen (分), a hundredth of a yuan: exact until a named rule rounds it."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

# What a JSON number holds exactly, and a bigint easily: the bounds of the scalar Fen.
LARGEST_FEN = 2**53
_FEN_A_YUAN = 100


class Rounding(StrEnum):
    """How a policy rounds to whole fen."""

    HALF_UP = "HALF_UP"
    """To the nearest fen, a half away from zero (四舍五入)."""
    HALF_EVEN = "HALF_EVEN"
    """To the nearest fen, a half to the even one."""
    DOWN = "DOWN"
    """Towards zero (舍去)."""
    UP = "UP"
    """Away from zero (进一)."""


def rounded(fen: Fraction | Decimal | int, rule: Rounding) -> int:
    """An exact amount of fen, rounded to whole fen by the rule of its policy.

    Raises:
        OverflowError: it is beyond LARGEST_FEN.
    """
    exact = Fraction(fen)
    size = abs(exact)
    whole, rest = divmod(size, 1)
    half = Fraction(1, 2)
    up = {
        Rounding.HALF_UP: rest >= half,
        Rounding.HALF_EVEN: rest > half or (rest == half and whole % 2 == 1),
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
    }[rule]
    result = int(whole) + up
    if result > LARGEST_FEN:
        raise OverflowError("An amount of money is too large.")
    return result if exact >= 0 else -result


def part_of(fen: int, part: Fraction | Decimal, rule: Rounding) -> int:
    """A part of an amount: a quarter of 630 fen is `part_of(630, Fraction(1, 4), rule)`."""
    return rounded(fen * Fraction(part), rule)


def split(fen: int, shares: Sequence[Fraction | Decimal | int]) -> list[int]:
    """Divide an amount by shares, so that the parts add up to it to the fen.

    The fen that are left over go to the largest remainders (最大余额法), the earlier ones first.

    Raises:
        ValueError: a share is negative, or they add up to nothing.
    """
    exact = [Fraction(share) for share in shares]
    total = sum(exact)
    if total <= 0 or any(share < 0 for share in exact):
        raise ValueError("Shares must not be negative, nor all be zero.")
    parts = [abs(fen) * share / total for share in exact]
    whole = [int(part) for part in parts]
    left = abs(fen) - sum(whole)
    by_remainder = sorted(range(len(parts)), key=lambda index: whole[index] - parts[index])
    for index in by_remainder[:left]:
        whole[index] += 1
    return whole if fen >= 0 else [-part for part in whole]


def in_yuan(fen: int) -> str:
    """An amount as people write it: `-1234.05` for -123405 fen."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), _FEN_A_YUAN)
    return f"{sign}{yuan}.{rest:02}"


def from_yuan(text: str) -> int:
    """The fen of an amount in yuan such as `12.5`.

    Raises:
        ValueError: it is not a number of yuan with at most two decimals, within LARGEST_FEN.
    """
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    yuan, point, rest = digits.partition(".")
    if not (yuan + rest).isascii() or not yuan.isdigit() or len(yuan) > len(str(LARGEST_FEN)):
        raise ValueError("Not an amount in yuan.")
    if point and not (rest.isdigit() and len(rest) <= len("00")):
        raise ValueError("Not an amount in yuan with at most two decimals.")
    fen = int(yuan) * _FEN_A_YUAN + int(f"{rest:0<2}")
    if fen > LARGEST_FEN:
        raise ValueError("An amount of money is too large.")
    return sign * fen
