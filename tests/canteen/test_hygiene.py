"""Food safety over GraphQL: samples kept in time, alarms until seen to, waste by dish, limits."""

from datetime import date, timedelta

import pytest

from hub.canteen.models import HygieneLimit, MealWaste, RetainedSample, TemperatureReading
from hub.canteen.rules import Limit, MenuStatus
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.models import Event
from hub.query import global_id
from tests import make
from tests.canteen.counter import working
from tests.make.canteen import MEAL

pytestmark = pytest.mark.usefixtures("database")

TAKE = """mutation ($input: RetainedSampleTakeInput!) { result: retainedSampleTake(input: $input) {
    ... on RetainedSampleTaken { sample { id grams keepUntilAt takenBy item { name } } }
    ... on CanteenRefusal { reason field least } } }"""
DISPOSE = """mutation ($input: RetainedSampleDisposeInput!) {
    result: retainedSampleDispose(input: $input) {
    ... on RetainedSampleDisposed { sample { disposedAt disposedBy } }
    ... on CanteenRefusal { reason keepUntilAt disposedAt } } }"""
RECORD = """mutation ($input: TemperatureRecordInput!) { result: temperatureRecord(input: $input) {
    ... on TemperatureRecorded { reading { id isAlarm tenths lowestTenths highestTenths } }
    ... on CanteenRefusal { reason field } } }"""
SEE_TO = """mutation ($input: TemperatureAcknowledgeInput!) {
    result: temperatureAcknowledge(input: $input) {
    ... on TemperatureAcknowledged { reading { acknowledgedAt measure } }
    ... on CanteenRefusal { reason field } } }"""
WASTE = """mutation ($input: MealWasteRecordInput!) { result: mealWasteRecord(input: $input) {
    ... on MealWasteRecorded { waste { portions grams reason item { name } } }
    ... on CanteenRefusal { reason field } } }"""
LIMIT = """mutation ($input: HygieneLimitSetInput!) { result: hygieneLimitSet(input: $input) {
    ... on HygieneLimitChanged { limit { kind lowest highest fromOn } }
    ... on CanteenRefusal { reason field } } }"""
SAMPLES = """query ($siteId: ID!, $filter: RetainedSampleFilter) {
    retainedSamples(siteId: $siteId, fromOn: "2026-06-02", untilOn: "2026-06-03", filter: $filter) {
        totalCount nodes { grams isDue } } }"""
MISSING = """query ($siteId: ID!) { missingSamples(siteId: $siteId, on: "2026-06-02") {
    totalCount nodes { name } } }"""
READINGS = """query ($siteId: ID!, $filter: TemperatureFilter) {
    temperatures(siteId: $siteId, filter: $filter) { totalCount nodes { tenths } } }"""
BY_DISH = """query ($siteId: ID!) {
    wasteByDish(siteId: $siteId, fromOn: "2026-06-02", untilOn: "2026-06-03") {
        dish reason portions grams entries } }"""
WASTES = """query ($siteId: ID!) {
    mealWastes(siteId: $siteId, fromOn: "2026-06-02", untilOn: "2026-06-03") { totalCount } }"""
LIMITS = "{ hygieneLimits { kind lowest highest source } }"


async def result(ask, document, viewer, given, now=MEAL):
    body = await ask(document, by=viewer, now=now, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


async def ordered():
    """A dish that somebody ordered, and staff of its kitchen."""
    item = await make.menu_item(await make.menu(), await make.dish(name="红烧肉"))
    await make.meal_order(item)
    menu = await item.menu
    return item, menu.site_id, await working(menu.site_id)


async def taken(ask, item, staff, grams=130, now=MEAL):
    given = {"itemId": global_id("MenuItem", item.id), "grams": grams, "fridge": "2 号"}
    return await result(ask, TAKE, staff, given, now)


async def count(ask, document, viewer, site_id, now=MEAL, **more):
    body = await ask(document, by=viewer, now=now, siteId=global_id("MealSite", site_id), **more)
    assert "errors" not in body, body
    [found] = body["data"].values()
    return found["totalCount"]


async def test_a_sample_is_kept_for_two_days_and_then_thrown_away_once(ask):
    item, _, staff = await ordered()
    sample = (await taken(ask, item, staff))["sample"]
    assert (sample["grams"], sample["item"]["name"]) == (130, "红烧肉")
    assert sample["keepUntilAt"] == "2026-06-04T11:30:00+08:00"
    given = {"sampleId": sample["id"]}
    early = await result(ask, DISPOSE, staff, given, MEAL + timedelta(hours=47))
    assert (early["reason"], early["keepUntilAt"]) == (
        "SAMPLE_TO_BE_KEPT",
        "2026-06-04T11:30:00+08:00",
    )
    later = MEAL + timedelta(hours=48)
    assert (await result(ask, DISPOSE, staff, given, later))["sample"]["disposedAt"]
    again = await result(ask, DISPOSE, staff, given, later)
    assert again["reason"] == "SAMPLE_DISPOSED"


async def test_a_sample_weighs_enough_and_there_is_one_of_a_dish(ask):
    item, _, staff = await ordered()
    light = await taken(ask, item, staff, 124)
    assert (light["reason"], light["field"], light["least"]) == ("SAMPLE_TOO_LIGHT", "grams", 125)
    for grams in (0, -1, 1_000_001):
        assert (await taken(ask, item, staff, grams))["reason"] == "WEIGHT_NOT_VALID"
    assert await RetainedSample.all().count() == 0
    assert "sample" in await taken(ask, item, staff, 125)
    assert (await taken(ask, item, staff))["reason"] == "SAMPLE_TAKEN"


async def test_samples_are_of_published_dishes_of_ones_own_kitchen(ask):
    item, *_ = await ordered()
    foreign = await working((await make.canteen()).id)
    assert (await taken(ask, item, foreign))["reason"] == "NO_SUCH_ITEM"
    draft = await make.menu_item(await make.menu(status=MenuStatus.DRAFT, cutoff_at=None))
    staff = await working((await draft.menu).site_id)
    assert (await taken(ask, draft, staff))["reason"] == "NO_SUCH_ITEM"


async def test_dishes_without_a_sample_are_missing_once_they_are_served(ask):
    item, site_id, staff = await ordered()
    await make.menu_item(await item.menu, await make.dish(name="没人点"))
    assert await count(ask, MISSING, staff, site_id, now=MEAL.replace(hour=10)) == 0
    assert await count(ask, MISSING, staff, site_id) == 1
    foreign = await working((await make.canteen()).id)
    assert await count(ask, MISSING, foreign, site_id) == 0
    await taken(ask, item, staff)
    assert await count(ask, MISSING, staff, site_id) == 0


async def test_samples_whose_time_is_over_are_due(ask):
    item, site_id, staff = await ordered()
    sample = (await taken(ask, item, staff))["sample"]
    over = MEAL + timedelta(hours=48)
    due = {"filter": {"dueBy": over.isoformat()}}
    assert await count(ask, SAMPLES, staff, site_id, now=over, **due) == 1
    early = {"filter": {"dueBy": MEAL.isoformat()}}
    assert await count(ask, SAMPLES, staff, site_id, **early) == 0
    await result(ask, DISPOSE, staff, {"sampleId": sample["id"]}, over)
    assert await count(ask, SAMPLES, staff, site_id, now=over, **due) == 0
    assert await count(ask, SAMPLES, staff, site_id, filter={"isDisposed": True}) == 1


@pytest.mark.parametrize(
    ("place", "tenths", "is_alarm"),
    [
        ("FRIDGE", 0, False),
        ("FRIDGE", 80, False),
        ("FRIDGE", 81, True),
        ("FRIDGE", -1, True),
        ("HOT_HOLDING", 600, False),
        ("HOT_HOLDING", 599, True),
        ("DELIVERY", 551, True),
    ],
)
async def test_a_temperature_out_of_its_limits_is_an_alarm_and_an_event(
    ask, place, tenths, is_alarm
):
    site = await make.canteen()
    staff = await working(site.id)
    given = {"siteId": global_id("MealSite", site.id), "place": place, "tenths": tenths}
    reading = (await result(ask, RECORD, staff, given))["reading"]
    assert reading["isAlarm"] is is_alarm
    assert await Event.filter(topic="temperature.alarm", scope_id=site.id).count() == is_alarm


async def test_an_alarm_stands_until_somebody_says_what_was_done(ask):
    site = await make.canteen()
    staff = await working(site.id)
    given = {"siteId": global_id("MealSite", site.id), "place": "FRIDGE", "tenths": 95}
    reading = (await result(ask, RECORD, staff, given))["reading"]
    fine = (await result(ask, RECORD, staff, {**given, "tenths": 40}))["reading"]
    assert await count(ask, READINGS, staff, site.id, filter={"isOpen": True}) == 1
    seen_to = {"readingId": reading["id"], "measure": " "}
    assert (await result(ask, SEE_TO, staff, seen_to))["reason"] == "REASON_NEEDED"
    seen_to["measure"] = "换到 2 号冰箱，食材报废"
    done = await result(ask, SEE_TO, staff, seen_to)
    assert done["reading"]["measure"] == "换到 2 号冰箱，食材报废"
    assert (await result(ask, SEE_TO, staff, seen_to))["reason"] == "NO_SUCH_ALARM"
    seen_to["readingId"] = fine["id"]
    assert (await result(ask, SEE_TO, staff, seen_to))["reason"] == "NO_SUCH_ALARM"
    assert await count(ask, READINGS, staff, site.id, filter={"isOpen": True}) == 0
    assert await count(ask, READINGS, staff, site.id, filter={"isAlarm": True}) == 1
    assert await count(ask, READINGS, staff, site.id, filter={"isOpen": False}) == 2


async def test_the_kitchen_sees_the_temperatures_of_its_points_and_strangers_none(ask):
    kitchen = await make.canteen()
    point = await make.meal_point(kitchen)
    given = {"siteId": global_id("MealSite", point.id), "place": "HOT_HOLDING", "tenths": 500}
    reading = (await result(ask, RECORD, await working(point.id), given))["reading"]
    cook = await working(kitchen.id)
    assert await count(ask, READINGS, cook, kitchen.id) == 1
    foreign = await working((await make.canteen()).id)
    assert await count(ask, READINGS, foreign, point.id) == 0
    assert (await result(ask, RECORD, foreign, given))["reason"] == "NO_SUCH_SITE"
    seen_to = {"readingId": reading["id"], "measure": "重新加热"}
    assert (await result(ask, SEE_TO, foreign, seen_to))["reason"] == "NO_SUCH_ALARM"


@pytest.mark.parametrize("tenths", [-401, 3001, 2_000_000])
async def test_no_thermometer_shows_such_a_temperature(ask, tenths):
    site = await make.canteen()
    given = {"siteId": global_id("MealSite", site.id), "place": "FRIDGE", "tenths": tenths}
    refused = await result(ask, RECORD, await working(site.id), given)
    assert (refused["reason"], refused["field"]) == ("TEMPERATURE_NOT_VALID", "tenths")
    given |= {"tenths": 20, "equipment": "x" * 61}
    refused = await result(ask, RECORD, await working(site.id), given)
    assert (refused["reason"], refused["field"]) == ("TEXT_TOO_LONG", "equipment")
    assert await TemperatureReading.all().count() == 0


async def test_waste_is_summed_by_dish_and_reason(ask):
    item, site_id, staff = await ordered()
    given = {"siteId": global_id("MealSite", site_id), "itemId": global_id("MenuItem", item.id)}
    for more in (
        {"reason": "PLATE", "grams": 300},
        {"reason": "PLATE", "grams": 200, "portions": 2},
        {"reason": "OVERCOOKED", "portions": 4},
    ):
        assert "waste" in await result(ask, WASTE, staff, {**given, **more})
    body = await ask(BY_DISH, by=staff, siteId=global_id("MealSite", site_id))
    assert [tuple(row.values()) for row in body["data"]["wasteByDish"]] == [
        ("红烧肉", "PLATE", 2, 500, 2),
        ("红烧肉", "OVERCOOKED", 4, None, 1),
    ]
    assert await count(ask, WASTES, staff, site_id) == 3
    foreign = await working((await make.canteen()).id)
    body = await ask(BY_DISH, by=foreign, siteId=global_id("MealSite", site_id))
    assert body["data"]["wasteByDish"] is None
    assert await count(ask, WASTES, foreign, site_id) == 0


async def test_waste_is_something_of_a_dish_that_is_cooked_there(ask):
    item, site_id, staff = await ordered()
    given = {
        "siteId": global_id("MealSite", site_id),
        "itemId": global_id("MenuItem", item.id),
        "reason": "SPOILED",
    }
    for more in ({}, {"grams": 0}, {"portions": -1}, {"grams": 10**8}):
        refused = await result(ask, WASTE, staff, {**given, **more})
        assert refused["reason"] == "WASTE_NOT_VALID"
    other = await make.menu_item(await make.menu())
    given["itemId"] = global_id("MenuItem", other.id)
    assert (await result(ask, WASTE, staff, {**given, "grams": 5}))["reason"] == "NO_SUCH_ITEM"
    assert await MealWaste.all().count() == 0


async def test_a_limit_is_data_that_the_city_replaces_from_a_day_on(ask):
    administrator = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given = {
        "kind": "FRIDGE",
        "lowest": 0,
        "highest": 50,
        "source": "本市通知",
        "fromOn": "2026-07-01",
    }
    done = await result(ask, LIMIT, administrator, given)
    assert done["limit"]["highest"] == 50
    rows = await HygieneLimit.filter(kind="FRIDGE").order_by("from_on")
    assert [(row.highest, row.until_on) for row in rows] == [(80, date(2026, 7, 1)), (50, None)]
    site = await make.canteen()
    staff = await working(site.id)
    reading = {"siteId": global_id("MealSite", site.id), "place": "FRIDGE", "tenths": 60}
    for now, is_alarm in ((MEAL, False), (MEAL.replace(month=7, day=1), True)):
        found = await result(ask, RECORD, staff, reading, now)
        assert found["reading"]["isAlarm"] is is_alarm
    body = await ask(LIMITS, by=staff)
    assert len(body["data"]["hygieneLimits"]) == 6


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lowest": None, "highest": None}, "LIMIT_NOT_VALID"),
        ({"lowest": 90}, "LIMIT_NOT_VALID"),
        ({"highest": 10**6}, "LIMIT_NOT_VALID"),
        ({"source": " "}, "REASON_NEEDED"),
        ({"fromOn": "2026-06-01"}, "LIMIT_PAST"),
    ],
)
async def test_a_limit_that_cannot_be_is_refused(ask, change, why):
    administrator = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given = {"kind": "FRIDGE", "lowest": 0, "highest": 80, "source": "本市", "fromOn": "2026-07-01"}
    assert (await result(ask, LIMIT, administrator, {**given, **change}))["reason"] == why
    assert await HygieneLimit.all().count() == 5


async def test_the_same_day_has_one_limit(ask):
    administrator = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given = {"kind": "FRIDGE", "highest": 60, "source": "本市", "fromOn": "2026-07-01"}
    assert "limit" in await result(ask, LIMIT, administrator, given)
    assert (await result(ask, LIMIT, administrator, given))["reason"] == "LIMIT_PAST"


async def test_a_limit_without_bounds_holds_everything():
    assert Limit().holds(-(10**9))
    assert Limit(1, 3).holds(1)
    assert Limit(1, 3).holds(3)
    assert not Limit(1, 3).holds(4)


@pytest.mark.parametrize(
    "viewer",
    [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if "CANTEEN" not in role)],
    ids=lambda viewer: next(iter(viewer.roles), "NOBODY"),
)
async def test_nobody_but_staff_writes_down_and_nobody_but_the_city_sets_limits(ask, viewer):
    item, site_id, _ = await ordered()
    site, dish = global_id("MealSite", site_id), global_id("MenuItem", item.id)
    attempts = [
        (TAKE, {"itemId": dish, "grams": 130}),
        (DISPOSE, {"sampleId": dish}),
        (RECORD, {"siteId": site, "place": "FRIDGE", "tenths": 20}),
        (SEE_TO, {"readingId": dish, "measure": "x"}),
        (WASTE, {"siteId": site, "itemId": dish, "reason": "PLATE", "grams": 5}),
    ]
    if not viewer.has(Role.CITY_ADMINISTRATOR):
        attempts.append(
            (LIMIT, {"kind": "FRIDGE", "lowest": 1, "source": "x", "fromOn": "2026-07-01"})
        )
    for document, given in attempts:
        body = await ask(document, by=viewer, now=MEAL, input=given)
        assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    is_auditor = viewer.has(Role.CITY_ADMINISTRATOR, Role.CIVIL_AFFAIRS_AUDITOR)
    for document in (SAMPLES, MISSING, READINGS, WASTES, BY_DISH):
        body = await ask(document, by=viewer, now=MEAL, siteId=site)
        assert ("errors" not in body) is is_auditor
    assert ("errors" not in await ask(LIMITS, by=viewer)) is is_auditor
    assert await RetainedSample.all().count() == await MealWaste.all().count() == 0
