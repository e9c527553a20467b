"""Working days follow the published calendar, the overrides, and beyond them the weekdays."""

from datetime import date, timedelta

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel import calendar
from hub.kernel.calendar import Calendar, Counted
from hub.kernel.models import CalendarOverride

PUBLISHED = Calendar()
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


def test_holidays_and_make_up_days_are_those_published_for_2026() -> None:
    assert not PUBLISHED.is_working(date(2026, 2, 17))  # Spring Festival, a Tuesday
    assert PUBLISHED.is_working(date(2026, 2, 14))  # a Saturday worked for it
    assert not PUBLISHED.is_working(date(2026, 11, 22))  # an ordinary Sunday


def test_a_limit_over_the_spring_festival_skips_it_and_counts_the_make_up_days() -> None:
    assert PUBLISHED.add_working_days(date(2026, 2, 13), 2) == Counted(date(2026, 2, 24), False)


def test_beyond_the_published_years_weekdays_count_provisionally() -> None:
    assert PUBLISHED.is_working(date(2099, 1, 1))
    assert PUBLISHED.add_working_days(date(2099, 1, 1), 2) == Counted(date(2099, 1, 5), True)
    assert PUBLISHED.add_working_days(date(2026, 12, 31), 1).is_provisional


def test_an_override_beats_what_is_published_and_is_not_provisional() -> None:
    local = Calendar({date(2026, 11, 23): False, date(2099, 1, 3): True, date(2099, 1, 2): False})
    assert not local.is_working(date(2026, 11, 23))
    assert local.is_working(date(2099, 1, 3))
    assert not local.is_provisional(date(2099, 1, 3))
    assert local.is_provisional(date(2099, 1, 4))


def test_no_days_after_a_day_is_that_day_or_the_next_working_one() -> None:
    assert PUBLISHED.add_working_days(date(2026, 11, 20), 0).on == date(2026, 11, 20)
    assert PUBLISHED.add_working_days(date(2026, 11, 21), 0).on == date(2026, 11, 23)


def test_counting_back_from_a_monday_gives_the_friday_before() -> None:
    assert PUBLISHED.add_working_days(date(2026, 11, 23), -1).on == date(2026, 11, 20)


def test_a_limit_of_decades_is_an_error() -> None:
    with pytest.raises(ValueError, match="Too many"):
        PUBLISHED.add_working_days(date(2026, 1, 1), 10_000)


@given(DAYS, st.integers(1, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    end = PUBLISHED.add_working_days(day, count).on
    assert PUBLISHED.is_working(end)
    one = timedelta(days=1)
    assert PUBLISHED.working_days_between(day + one, end + one) == count
    assert PUBLISHED.working_days_between(end + one, day + one) == -count


async def test_the_stored_overrides_are_loaded(database: asyncpg.Connection) -> None:
    await CalendarOverride.create(on=date(2026, 11, 23), is_working=False, source="Temple fair")
    assert (await calendar.load()).overrides == {date(2026, 11, 23): False}
