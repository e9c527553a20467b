"""What reports count, over which days, and who reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.access import MANAGERS, works_at
from hub.canteen.rules.orders import OrderStatus
from hub.kernel.access import Role, Viewer
from hub.kernel.errors import BadInput, Reason

READERS = (
    *MANAGERS,
    Role.COMMUNITY_MANAGER,
    Role.CIVIL_AFFAIRS_AUDITOR,
    Role.CITY_ADMINISTRATOR,
)
"""Who reads the reports of the sites and areas that they answer for."""

TAKEN = frozenset(
    {
        OrderStatus.SERVED,
        OrderStatus.HANDED_OVER,
        OrderStatus.DELIVERED,
        OrderStatus.SETTLED,
        OrderStatus.DISPUTED,
        OrderStatus.UPHELD,
    }
)
"""Meals that were taken. One that is disputed counts until it is refunded."""

ELDER = 60
"""From which age on somebody is an elder whom canteens are for."""
BANDS = ((0, 59), (60, 69), (70, 79), (80, 89), (90, None))
"""The ages that reports tell apart, both ends included."""
_EARLIEST, _LATEST = 2000, 2100


class MealReportKind(StrEnum):
    """Which report (报表类型)."""

    DAILY = "DAILY"
    """Of a day (日报)."""
    MONTHLY = "MONTHLY"
    """Of a month (月报)."""
    YEARLY = "YEARLY"
    """Of a year (年报)."""


class MealReportDimension(StrEnum):
    """By what the meals of a report are told apart (统计维度)."""

    TOTAL = "TOTAL"
    """Not at all (合计)."""
    AGE_BAND = "AGE_BAND"
    """By the age of the person on the day of the meal (年龄段)."""
    CLASS = "CLASS"
    """By what was on record of the person then; somebody may be in several classes (身份类别)."""
    MODE = "MODE"
    """By the way of serving (就餐方式)."""
    PERIOD = "PERIOD"
    """By the meal of the day (餐次)."""
    SITE = "SITE"
    """By where the meal was eaten, fetched or sent from (站点)."""
    FUNDING_LEVEL = "FUNDING_LEVEL"
    """By who pays the subsidy; a meal may have several payers (出资层级)."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a report: from the first until before `until_on`."""

    from_on: date
    until_on: date

    @property
    def last_on(self) -> date:
        """The last of them."""
        return self.until_on - timedelta(days=1)


class ReportReason(Reason):
    """Why there is no report of some days."""

    YEAR_OUT_OF_RANGE = (
        "年份须在 {earliest} 至 {latest} 之间。",
        "The year is from {earliest} to {latest}.",
    )


def check_year(year: int, argument: str) -> None:
    """Refuse a year of which there can be no report.

    Raises:
        BadInput: YEAR_OUT_OF_RANGE.
    """
    if not _EARLIEST <= year <= _LATEST:
        raise BadInput(
            ReportReason.YEAR_OUT_OF_RANGE, argument=argument, earliest=_EARLIEST, latest=_LATEST
        )


def days_of(kind: MealReportKind, on: date, argument: str = "on") -> Days:
    """The day, month or year in which a day lies.

    Raises:
        BadInput: YEAR_OUT_OF_RANGE.
    """
    check_year(on.year, argument)
    if kind is MealReportKind.DAILY:
        return Days(on, on + timedelta(days=1))
    if kind is MealReportKind.MONTHLY:
        first = on.replace(day=1)
        return Days(first, (first + timedelta(days=32)).replace(day=1))
    return Days(date(on.year, 1, 1), date(on.year + 1, 1, 1))


def may_report(viewer: Viewer, site_ids: Collection[UUID], ancestors: Collection[UUID]) -> bool:
    """Whether the reports of a place are the viewer's to read.

    Of a site, `site_ids` is it and its kitchen; of an area there are none, and a role at a site is
    not enough.
    """
    return works_at(viewer, READERS, site_ids, ancestors)


def rate(part: int, whole: int) -> float | None:
    """A part of a whole, with four decimals; null when there is no whole."""
    return round(part / whole, 4) if whole else None
