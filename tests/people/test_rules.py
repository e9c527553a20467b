"""Ages, identity numbers, telephones and names, without a database."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from hub.people.rules import (
    PeopleReason,
    PeopleRefused,
    Sex,
    age_on,
    born_by,
    check_identity,
    mask_identity,
    mask_phone,
    read_identity,
    read_phone,
)
from hub.people.rules.pinyin import spell

DAYS = st.dates(date(1880, 1, 1), date(2100, 12, 31))


def number(region: str = "610582", born: str = "19940101", order: str = "002") -> str:
    return region + born + order + ric.calc_check_digit(region + born + order + "0")


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(1951, 3, 8), date(2026, 3, 7), 74),
        (date(1951, 3, 8), date(2026, 3, 8), 75),
        (date(1948, 2, 29), date(2026, 2, 28), 77),
        (date(1948, 2, 29), date(2026, 3, 1), 78),
        (date(1948, 2, 29), date(2028, 2, 29), 80),
        (date(2026, 5, 1), date(2026, 4, 30), -1),
    ],
)
def test_age_is_completed_years(born_on: date, on: date, age: int) -> None:
    assert age_on(born_on, on) == age


@given(born_on=DAYS, on=DAYS, age=st.integers(0, 130))
def test_an_age_band_is_a_band_of_birth_dates(born_on: date, on: date, age: int) -> None:
    assert (age_on(born_on, on) >= age) == (born_on <= born_by(age, on))


def test_an_age_that_nobody_can_have_holds_nobody() -> None:
    assert born_by(2**31, date(2026, 1, 1)) == date.min


def test_an_identity_number_says_birth_and_sex() -> None:
    identity = read_identity(f" {number()[:6]} {number()[6:]} ")
    assert (identity.born_on, identity.sex) == (date(1994, 1, 1), Sex.FEMALE)
    assert read_identity(number(order="003")).sex is Sex.MALE


def test_an_old_number_has_the_code_of_the_day_it_was_given() -> None:
    old = number("610582", "19400101")
    with pytest.raises(ric.InvalidComponent):
        ric.validate(old)
    assert read_identity(old).born_on == date(1940, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        number()[:-1],
        number()[:-1] + ("0" if number()[-1] != "0" else "1"),
        number(born="19940230"),
        number(region="999999"),
        number(region="612123"),  # abolished in 1983, before the birth
        "１" * 18,
        "6105821994010100" + "²3",
        "\x00" * 18,
        "\ud800" * 18,
    ],
)
def test_anything_else_is_no_identity_number(text: str) -> None:
    with pytest.raises(PeopleRefused) as refused:
        read_identity(text)
    assert refused.value.reason is PeopleReason.IDENTITY_NOT_VALID


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    for read in (read_identity, read_phone):
        with suppress(PeopleRefused):
            read(text)


def test_a_number_that_says_another_birth_date_is_refused() -> None:
    identity = read_identity(number())
    check_identity(identity, born_on=date(1994, 1, 1), sex=Sex.FEMALE)
    for born_on, sex in [(date(1994, 1, 2), Sex.FEMALE), (date(1994, 1, 1), Sex.MALE)]:
        with pytest.raises(PeopleRefused) as refused:
            check_identity(identity, born_on=born_on, sex=sex)
        assert refused.value.reason is PeopleReason.IDENTITY_CONTRADICTS


def test_masked_numbers_hide_the_birth_date_and_the_middle() -> None:
    assert mask_identity(number()) == "610*************" + number()[-2:]
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("09134612345") == "0913461****"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("13812345678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0913-4612345", "09134612345"),
    ],
)
def test_telephones_are_read_however_they_are_written(text: str, digits: str) -> None:
    assert read_phone(text) == digits


@pytest.mark.parametrize("text", ["", "110", "12812345678", "138123456789", "4612345"])
def test_what_cannot_be_dialled_is_no_telephone(text: str) -> None:
    with pytest.raises(PeopleRefused):
        read_phone(text)


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王淑芬", "wangshufen", "wsf"),
        ("单田芳", "shantianfang", "stf"),
        ("买买提·艾力", "maimaitiaili", "mmtal"),
        ("Anna Lee", "annalee", "a"),
    ],
)
def test_names_are_spelt_for_searching(name: str, pinyin: str, initials: str) -> None:
    assert spell(name) == (pinyin, initials)
