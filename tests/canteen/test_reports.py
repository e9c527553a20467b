"""Reports of the day, the month and the year: what they count, and for whom."""

from datetime import date, timedelta

import pytest

from hub.canteen.models import MealWaste
from hub.canteen.rules import OrderStatus, WasteReason
from hub.canteen.rules.reports import BANDS, Days, MealReportKind, days_of, rate
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.people.rules import StatusKind
from hub.query import global_id
from tests import make
from tests.make.canteen import MEAL, MEAL_DAY

DAILY = """query ($placeId: ID!, $on: Date!) { report: mealDailyReport(placeId: $placeId, on: $on) {
    place on noShows
    meals { site period mode status meals people priceFen discountFen subsidyFen dueFen }
    takings { kind method entries cashFen amountFen } stops { status stops late }
    samplesMissing { site period dish } } }"""
MONTHLY = """query ($placeId: ID!, $monthOn: Date!) {
    report: mealMonthlyReport(placeId: $placeId, monthOn: $monthOn) {
    place fromOn untilOn orders noShows noShowRate lateCancelled siteCancelled wastePortions
    wasteGrams elders unused
    rows { dimension key meals people priceFen discountFen subsidyFen dueFen } } }"""
YEARLY = """query ($placeId: ID!, $year: Int!) {
    report: mealYearlyReport(placeId: $placeId, year: $year) { place year
    takeUp { band eligible tookUp rate } funding { level amountFen }
    months { monthOn meals people priceFen discountFen subsidyFen dueFen } } }"""


def test_the_bands_leave_no_age_out():
    assert [low for low, _ in BANDS[1:]] == [high + 1 for _, high in BANDS[:-1] if high]
    assert (BANDS[0][0], BANDS[-1][1]) == (0, None)


def test_a_month_and_a_year_are_whole():
    assert days_of(MealReportKind.MONTHLY, date(2026, 12, 31)) == Days(
        date(2026, 12, 1), date(2027, 1, 1)
    )
    assert days_of(MealReportKind.MONTHLY, date(2028, 2, 29)).last_on == date(2028, 2, 29)
    assert days_of(MealReportKind.YEARLY, MEAL_DAY).from_on == date(2026, 1, 1)


def test_there_is_no_rate_of_nothing():
    assert rate(0, 0) is None
    assert rate(1, 3) == 0.3333


async def town():
    """A canteen with three elders near it: one ate, one did not come, one never orders."""
    area = await make.community()
    site = await make.canteen(area)
    home = await make.compound(area)
    item = await make.menu_item(await make.menu(site))
    eater = await make.resident(area=home, born_on=date(1951, 3, 8))
    await make.status(eater, StatusKind.LIVING_ALONE)
    missing = await make.resident(area=home, born_on=date(1944, 1, 1))
    await make.resident(area=home, born_on=date(1936, 1, 1))
    for person, status in ((eater, OrderStatus.SERVED), (missing, OrderStatus.NO_SHOW)):
        order = await make.meal_order(item, person)
        order.status = status
        await order.save()
    return area, site, item


async def report(ask, document, viewer, place, **arguments):
    body = await ask(document, by=viewer, now=MEAL, placeId=place, **arguments)
    return body["data"]["report"]


def of_site(site):
    return global_id("MealSite", site.id)


@pytest.mark.usefixtures("database")
async def test_a_day_is_counted_by_meal_mode_and_state(ask):
    _, site, item = await town()
    found = await report(ask, DAILY, make.manager(site), of_site(site), on=MEAL_DAY.isoformat())
    counts = {(each["status"], each["mode"]): each["meals"] for each in found["meals"]}
    assert counts == {("NO_SHOW", "DINE_IN"): 1, ("SERVED", "DINE_IN"): 1}
    assert found["noShows"] == 1
    assert found["meals"][0]["dueFen"] == 1200
    assert [each["dish"] for each in found["samplesMissing"]] == [item.name]
    empty = (MEAL_DAY + timedelta(days=1)).isoformat()
    found = await report(ask, DAILY, make.manager(site), of_site(site), on=empty)
    assert (found["meals"], found["samplesMissing"], found["noShows"]) == ([], [], 0)


@pytest.mark.usefixtures("database")
async def test_a_month_is_told_apart_in_every_way(ask):
    area, site, item = await town()
    await MealWaste.create(
        id=new_key(), item_id=item.id, site_id=site.id, reason=WasteReason.NOT_FETCHED,
        portions=1, grams=450, at=MEAL,
    )  # fmt: skip
    viewer = make.manager(site)
    found = await report(ask, MONTHLY, viewer, of_site(site), monthOn=MEAL_DAY.isoformat())
    meals = {(row["dimension"], row["key"]): row["meals"] for row in found["rows"]}
    place = await site.site
    assert meals == {
        ("TOTAL", ""): 1,
        ("AGE_BAND", "70-79"): 1,
        ("CLASS", "LIVING_ALONE"): 1,
        ("MODE", "DINE_IN"): 1,
        ("PERIOD", "LUNCH"): 1,
        ("SITE", place.name): 1,
    }
    assert (found["orders"], found["noShows"], found["noShowRate"]) == (2, 1, 0.5)
    assert (found["wastePortions"], found["wasteGrams"]) == (1, 450)
    assert (found["elders"], found["unused"]) == (3, 2)
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id),))
    whole = await report(
        ask, MONTHLY, auditor, global_id("Area", area.id), monthOn=MEAL_DAY.isoformat()
    )
    assert whole["rows"] == found["rows"]


@pytest.mark.usefixtures("database")
async def test_a_year_says_who_of_the_elders_took_meals(ask):
    area, site, _ = await town()
    viewer = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))
    found = await report(ask, YEARLY, viewer, global_id("Area", area.id), year=2026)
    assert found["takeUp"] == [
        {"band": "70-79", "eligible": 1, "tookUp": 1, "rate": 1.0},
        {"band": "80-89", "eligible": 1, "tookUp": 0, "rate": 0.0},
        {"band": "90+", "eligible": 1, "tookUp": 0, "rate": 0.0},
    ]
    [month] = found["months"]
    assert (month["monthOn"], month["meals"], month["dueFen"]) == ("2026-06-01", 1, 1200)
    assert (await report(ask, YEARLY, viewer, of_site(site), year=2025))["months"] == []


ASKED = (
    (DAILY, {"on": "2026-06-02"}),
    (MONTHLY, {"monthOn": "2026-06-02"}),
    (YEARLY, {"year": 2026}),
)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(("document", "arguments"), ASKED)
async def test_reports_are_for_who_answers_for_the_place(ask, document, arguments):
    area, site, _ = await town()
    account = await make.account()
    elsewhere = await make.canteen()
    place, region = of_site(site), global_id("Area", area.id)

    def held(role, **scope):
        return Viewer(account_id=account.id, grants=(Grant(role, **scope),))

    for viewer in (
        held(Role.CANTEEN_MANAGER, site_id=site.id),
        held(Role.COMMUNITY_MANAGER, area_id=area.id),
        held(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id),
        held(Role.CITY_ADMINISTRATOR),
    ):
        assert await report(ask, document, viewer, place, **arguments) is not None
    manager = held(Role.CANTEEN_MANAGER, site_id=site.id)
    other = held(Role.CANTEEN_MANAGER, site_id=elsewhere.id)
    assert await report(ask, document, manager, region, **arguments) is None
    for asked in (place, "MealSite_garbled", global_id("Dish", site.id)):
        assert await report(ask, document, other, asked, **arguments) is None
    readers = {"CANTEEN_MANAGER", "COMMUNITY_MANAGER", "CIVIL_AFFAIRS_AUDITOR"}
    for role in Role:
        if role not in (*readers, Role.CITY_ADMINISTRATOR):
            body = await ask(document, by=held(role), now=MEAL, placeId=place, **arguments)
            assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    body = await ask(document, by=NOBODY, now=MEAL, placeId=place, **arguments)
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("document", "arguments"),
    [(DAILY, {"on": "1999-12-31"}), (MONTHLY, {"monthOn": "2101-01-01"}), (YEARLY, {"year": 0})],
)
async def test_there_are_no_reports_of_impossible_years(ask, document, arguments):
    viewer = Viewer(account_id=new_key(), grants=(Grant(Role.CITY_ADMINISTRATOR),))
    body = await ask(document, by=viewer, now=MEAL, placeId="Area_x", **arguments)
    assert body["errors"][0]["message"] == "The year is from 2000 to 2100."
