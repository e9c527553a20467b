"""Money is exact, is rounded by a named rule only, and no fen is lost in a division."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.money import LARGEST_FEN, Rounding, from_yuan, in_yuan, part_of, rounded, split

FEN = st.integers(-LARGEST_FEN, LARGEST_FEN)
SHARES = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
DECIMAL_RULES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}


@pytest.mark.parametrize(
    ("rule", "up", "down"),
    [("HALF_UP", 3, -3), ("HALF_EVEN", 2, -2), ("DOWN", 2, -2), ("UP", 3, -3)],
)
def test_a_half_goes_where_the_rule_says(rule: str, up: int, down: int) -> None:
    assert rounded(Fraction(5, 2), Rounding(rule)) == up
    assert rounded(Fraction(-5, 2), Rounding(rule)) == down


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(Rounding))
def test_rounding_is_what_decimal_arithmetic_says(amount: Decimal, rule: Rounding) -> None:
    assert rounded(amount, rule) == int(amount.quantize(Decimal(1), DECIMAL_RULES[rule]))


def test_a_quarter_of_six_yuan_thirty_depends_on_the_rule() -> None:
    quarter = Fraction(1, 4)
    assert {rule.name: part_of(630, quarter, rule) for rule in Rounding} == {
        "HALF_UP": 158,
        "HALF_EVEN": 158,
        "DOWN": 157,
        "UP": 158,
    }


def test_an_amount_that_json_could_not_hold_is_an_error() -> None:
    assert rounded(LARGEST_FEN, Rounding.UP) == LARGEST_FEN
    with pytest.raises(OverflowError):
        rounded(Fraction(2 * LARGEST_FEN + 1, 2), Rounding.UP)


@given(FEN, SHARES)
def test_the_parts_of_an_amount_add_up_to_it_and_are_less_than_a_fen_off(
    fen: int, shares: list[int]
) -> None:
    parts = split(fen, shares)
    assert sum(parts) == fen
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - Fraction(fen * share, sum(shares))) < 1


@given(FEN, SHARES)
def test_who_has_no_share_gets_nothing(fen: int, shares: list[int]) -> None:
    assert all(
        part == 0 for part, share in zip(split(fen, shares), shares, strict=True) if not share
    )


def test_what_is_left_over_goes_to_the_largest_remainder_and_then_to_the_first() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert split(10, [Fraction(1, 6), Fraction(5, 6)]) == [2, 8]


@pytest.mark.parametrize("shares", [[], [0], [1, -1], [2, -1]])
def test_shares_that_make_no_sense_are_an_error(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="Shares"):
        split(100, shares)


@given(FEN)
def test_what_is_written_in_yuan_is_read_as_the_same_amount(fen: int) -> None:
    assert from_yuan(in_yuan(fen)) == fen


def test_yuan_are_written_and_read_as_people_do() -> None:
    assert [in_yuan(fen) for fen in (0, 5, -123405)] == ["0.00", "0.05", "-1234.05"]
    assert [from_yuan(text) for text in ("12", "12.5", "012.50", "-0.01")] == [1200, 1250, 1250, -1]


@pytest.mark.parametrize(
    "text", ["", "-", ".", "12.", ".5", "1.234", "1e3", "NaN", "１２", "1,000", " 1", "9" * 40, "²"]
)
def test_what_is_no_amount_in_yuan_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount"):
        from_yuan(text)
