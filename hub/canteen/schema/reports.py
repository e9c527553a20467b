"""Reports of the day, the month and the year, for who answers for a site or an area."""

from datetime import date
from typing import Any

import strawberry

from hub.canteen import rules
from hub.canteen.reads import Fetches
from hub.canteen.reads import reports as reads
from hub.canteen.rules.reports import (
    READERS,
    MealReportDimension,
    MealReportKind,
    check_year,
    days_of,
    may_report,
    rate,
)
from hub.kernel.db import acquire
from hub.query import Context, Fen, enumeration, parse_id, payload, resolver

enumeration(MealReportDimension)


@payload
class MealReportCount:
    """Orders of one kind on a day (日报订单数)."""

    site: str
    """Where they are served."""
    period: rules.MealPeriod
    """The meal of the day."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    status: rules.OrderStatus
    """Where they stand."""
    meals: int
    """How many orders."""
    people: int
    """Of how many residents."""
    price_fen: Fen
    """What they come to at list price."""
    discount_fen: Fen
    """What the operator takes off."""
    subsidy_fen: Fen
    """What is promised as subsidy."""
    due_fen: Fen
    """What residents pay."""


@payload
class MealReportTaking:
    """Money of one kind on a day (日报收支)."""

    kind: rules.LedgerEntryKind
    """What happened."""
    method: rules.PaymentMethod | None
    """By which way of paying, where there is one."""
    entries: int
    """How often."""
    cash_fen: Fen
    """What came into the drawers, negative when it left them."""
    amount_fen: Fen
    """What moved in all."""


@payload
class MealReportStops:
    """Deliveries of a day that came to one end (日报配送)."""

    status: rules.StopStatus
    """What became of them."""
    stops: int
    """How many."""
    late: int
    """How many of them were handed over after their time."""


@payload
class MealSampleMissing:
    """A dish of which no sample was kept (缺留样)."""

    site: str
    """The kitchen."""
    period: rules.MealPeriod
    """The meal of the day."""
    dish: str
    """The dish."""


@payload
class MealDailyReport:
    """A day at a site or in an area (日报)."""

    place: str
    """The site or area."""
    on: date
    """The day."""
    meals: list[MealReportCount]
    """The orders, by site, meal, way of serving and state."""
    takings: list[MealReportTaking]
    """The money, by what happened and way of paying."""
    stops: list[MealReportStops]
    """The deliveries, by what became of them."""
    samples_missing: list[MealSampleMissing]
    """Dishes that were ordered and of which no sample was kept, 200 at most."""
    no_shows: int
    """How many meals nobody took."""


@payload
class MealReportRow:
    """Taken meals of one kind (报表统计项)."""

    dimension: MealReportDimension
    """By what they are told apart."""
    key: str
    """Which kind: an age band such as 70-79, a class, a way of serving, a site …"""
    meals: int
    """How many meals."""
    people: int
    """Of how many residents."""
    price_fen: Fen
    """What they came to at list price; 0 by funding level."""
    discount_fen: Fen
    """What the operator took off; 0 by funding level."""
    subsidy_fen: Fen
    """The subsidy; by funding level, the level's share of it."""
    due_fen: Fen
    """What residents paid; 0 by funding level."""


@payload
class MealMonthlyReport:
    """A month at a site or in an area (月报)."""

    place: str
    """The site or area."""
    from_on: date
    """The first day."""
    until_on: date
    """The day after the last."""
    rows: list[MealReportRow]
    """The meals that were taken, by every dimension."""
    orders: int
    """How many orders the kitchens counted on, also those that nobody took."""
    no_shows: int
    """How many of them nobody took (未取餐)."""
    no_show_rate: float | None
    """Which part that is, from 0 to 1; null without orders (未取餐率)."""
    late_cancelled: int
    """How many were cancelled after the cut-off."""
    site_cancelled: int
    """How many meals the canteen cancelled."""
    waste_portions: int
    """How many portions were thrown away (餐余份数)."""
    waste_grams: int
    """How many grams were (餐余克数)."""
    elders: int
    """How many people of 60 and more live in the area, or in that of the site."""
    unused: int
    """How many of them took no meal of the month here (未使用人数)."""


@payload
class MealTakeUp:
    """How many elders of an age took meals (助餐覆盖率)."""

    band: str
    """Their age at the end of the year, such as 70-79."""
    eligible: int
    """How many live there."""
    took_up: int
    """How many of them took a meal."""
    rate: float | None
    """Which part that is, from 0 to 1."""


@payload
class MealReportMonth:
    """A month of a year (年报月度)."""

    month_on: date
    """Its first day."""
    meals: int
    """How many meals were taken."""
    people: int
    """By how many residents."""
    price_fen: Fen
    """What they came to at list price."""
    discount_fen: Fen
    """What the operator took off."""
    subsidy_fen: Fen
    """The subsidy."""
    due_fen: Fen
    """What residents paid."""


@payload
class MealFunding:
    """What one level of government pays of a year's subsidies (出资)."""

    level: rules.FundingLevel
    """The level."""
    amount_fen: Fen
    """How much."""


@payload
class MealYearlyReport:
    """A year at a site or in an area (年报)."""

    place: str
    """The site or area."""
    year: int
    """The year."""
    take_up: list[MealTakeUp]
    """Who of the elders took meals, by age."""
    months: list[MealReportMonth]
    """The months in which meals were taken."""
    funding: list[MealFunding]
    """Who pays the subsidies."""


@resolver(*READERS)
async def meal_daily_report(
    ctx: Context, place_id: strawberry.ID, on: date
) -> MealDailyReport | None:
    """A day at a site with its points, or in an area; null where it is not the caller's (日报).

    Args:
        place_id: A `MealSite` or an `Area`.
        on: The day.
    """
    days = days_of(MealReportKind.DAILY, on)
    async with acquire() as connection:
        place = await reported(connection, ctx, place_id)
        if place is None:
            return None
        found = await reads.daily_report(connection, place, days)
    return MealDailyReport(
        place=place.name,
        on=on,
        meals=[_count(each) for each in found["meals"]],
        takings=[_taking(each) for each in found["takings"]],
        stops=[
            MealReportStops(**{**each, "status": rules.StopStatus(each["status"])})
            for each in found["stops"]
        ],
        samples_missing=[
            MealSampleMissing(**{**each, "period": rules.MealPeriod(each["period"])})
            for each in found["samples_missing"]
        ],
        no_shows=sum(
            each["meals"] for each in found["meals"] if each["status"] == rules.OrderStatus.NO_SHOW
        ),
    )


@resolver(*READERS)
async def meal_monthly_report(
    ctx: Context, place_id: strawberry.ID, month_on: date
) -> MealMonthlyReport | None:
    """A month at a site with its points, or in an area; null where it is not the caller's (月报).

    Args:
        place_id: A `MealSite` or an `Area`.
        month_on: Any day of the month.
    """
    days = days_of(MealReportKind.MONTHLY, month_on, "monthOn")
    async with acquire() as connection:
        place = await reported(connection, ctx, place_id)
        if place is None:
            return None
        found = await reads.monthly_report(connection, place, days)
    rows = [
        MealReportRow(**{**each, "dimension": MealReportDimension(each["dimension"])})
        for each in found.pop("rows")
    ]
    return MealMonthlyReport(
        place=place.name,
        from_on=days.from_on,
        until_on=days.until_on,
        rows=rows,
        no_show_rate=rate(found["no_shows"], found["orders"]),
        **found,
    )


@resolver(*READERS)
async def meal_yearly_report(
    ctx: Context, place_id: strawberry.ID, year: int
) -> MealYearlyReport | None:
    """A year at a site with its points, or in an area; null where it is not the caller's (年报).

    Args:
        place_id: A `MealSite` or an `Area`.
        year: From 2000 to 2100.
    """
    check_year(year, "year")
    days = days_of(MealReportKind.YEARLY, date(year, 1, 1))
    async with acquire() as connection:
        place = await reported(connection, ctx, place_id)
        if place is None:
            return None
        found = await reads.yearly_report(connection, place, days)
    return MealYearlyReport(
        place=place.name,
        year=year,
        take_up=[
            MealTakeUp(**each, rate=rate(each["took_up"], each["eligible"]))
            for each in found["bands"]
        ],
        months=[
            MealReportMonth(**{**each, "month_on": date.fromisoformat(each["month_on"])})
            for each in found["months"]
        ],
        funding=[
            MealFunding(level=rules.FundingLevel(each["level"]), amount_fen=each["amount_fen"])
            for each in found["funding"]
        ],
    )


async def reported(
    source: Fetches, ctx: Context, place_id: strawberry.ID
) -> reads.ReportPlace | None:
    """A site or area whose reports are the caller's to read."""
    parsed = parse_id(place_id)
    if parsed is None or parsed[0] not in ("Area", "MealSite"):
        return None
    place = await reads.report_place(source, parsed[1], is_area=parsed[0] == "Area")
    if place is None or not may_report(ctx.viewer, place.asked, place.ancestors):
        return None
    return place


def _count(found: dict[str, Any]) -> MealReportCount:
    enums = {
        "period": rules.MealPeriod(found["period"]),
        "mode": rules.FulfilmentMode(found["mode"]),
        "status": rules.OrderStatus(found["status"]),
    }
    return MealReportCount(**{**found, **enums})


def _taking(found: dict[str, Any]) -> MealReportTaking:
    enums = {
        "kind": rules.LedgerEntryKind(found["kind"]),
        "method": found["method"] and rules.PaymentMethod(found["method"]),
    }
    return MealReportTaking(**{**found, **enums})
