"""Working days (工作日): the published calendar with its make-up days (调休), and local overrides.

The State Council publishes each year's holidays late in the year before, and `chinesecalendar`
knows the published years only. Beyond them Monday to Friday count, and what was counted that way is
provisional: it may move when the year is published. Overrides are rows of `calendar_override`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import chinese_calendar

from hub.kernel.models import CalendarOverride

_ONE_DAY = timedelta(days=1)
# A limit in working days beyond this is a mistake, not a limit.
_MOST_DAYS = 3660
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was counted out; provisional when a year on the way was not yet published."""

    on: date
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days, with days that differ from what is published (true means working)."""

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether it is a working day, as far as is known."""
        override = self.overrides.get(day)
        if override is not None:
            return override
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            return day.weekday() < _SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Whether nothing is published or decided about this day yet."""
        if day in self.overrides:
            return False
        try:
            chinese_calendar.is_workday(day)
        except NotImplementedError:
            return True
        return False

    def add_working_days(self, day: date, count: int) -> Counted:
        """The day that is so many working days after a day, which itself does not count.

        None after it is the day itself when it is a working day, or else the next one; a negative
        count goes back.

        Raises:
            ValueError: the count is beyond ten years.
        """
        if abs(count) > _MOST_DAYS:
            raise ValueError("Too many working days.")
        step = -_ONE_DAY if count < 0 else _ONE_DAY
        left, provisional = abs(count), self.is_provisional(day)
        while left > 0 or not self.is_working(day):
            day += step
            provisional = provisional or self.is_provisional(day)
            left -= self.is_working(day)
        return Counted(day, provisional)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days are in [start, end); negative when the end is before the start."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=offset) for offset in range((end - start).days))
        return sum(map(self.is_working, days))


async def load() -> Calendar:
    """The calendar with the overrides as stored now."""
    return Calendar({row.on: row.is_working for row in await CalendarOverride.all()})
