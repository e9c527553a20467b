"""What a month's meals would have cost under another policy."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hub.canteen import commands
from hub.canteen.jobs import trials
from hub.canteen.models import MealOrder, SubsidyTrial, SubsidyTrialChange
from hub.canteen.rules import (
    LARGEST_CHANGES,
    MOST_TRIALS_WAITING,
    CanteenReason,
    CanteenRefused,
    FundingLevel,
    MealPeriod,
    OrderStatus,
    Trial,
    TriedMeal,
    quote,
    trial_days,
)
from hub.grid.models import Area
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.people.rules import StatusKind
from tests import make
from tests.canteen.published import document, meal, person, policy
from tests.make.canteen import MEAL_DAY

BY = Actor(operation="subsidyTrialStart")
NOW = datetime(2026, 7, 1, 9, tzinfo=HUB_ZONE)
JUNE = date(2026, 6, 1)
AUDITOR = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))


def tried(of, who, on, period=MealPeriod.LUNCH, *, someone=None, bill_fen=1200):
    """A meal as it cost somebody under a policy, without any cap."""
    a_person, a_meal = someone or person(81), meal(bill_fen, on=on, period=period)
    then = quote(of, a_person, a_meal)
    shares = {share.level: share.amount_fen for share in then.shares}
    return TriedMeal(who, a_person, a_meal, then.subsidy_fen, then.due_fen, shares)


def test_a_month_is_tried_from_the_monday_of_its_first_week():
    assert trial_days(date(2026, 7, 1)) == (date(2026, 6, 29), date(2026, 7, 1), date(2026, 8, 1))
    assert trial_days(date(2026, 12, 1))[2] == date(2027, 1, 1)
    assert trial_days(date(2028, 2, 1))[2] == date(2028, 3, 1)


def test_the_same_policy_changes_nothing():
    chuzhou = policy("chuzhou")
    trial, who = Trial(chuzhou, JUNE), new_key()
    trial.add(tried(chuzhou, who, JUNE + timedelta(days=day)) for day in range(30))
    total = trial.result()["total"]
    assert (total["meals"], total["persons"], total["differenceFen"]) == (30, 1, 0)
    assert (total["gaining"], total["losing"]) == (0, 0)
    assert trial.largest() == []


def test_sums_are_by_class_age_and_level():
    zengcheng, chuzhou = policy("zengcheng"), policy("chuzhou")
    old, young, poor = new_key(), new_key(), new_key()
    trial = Trial(zengcheng, JUNE)
    trial.add(
        [
            tried(chuzhou, old, JUNE),
            tried(chuzhou, young, JUNE, someone=person(59)),
            tried(chuzhou, poor, JUNE, someone=person(65, StatusKind.LOW_INCOME)),
        ]
    )
    result = trial.result()
    assert [(each["code"], each["persons"], each["subsidyThenFen"], each["subsidyNowFen"])
            for each in result["classes"]] == [
        ("AGE", 1, 300, 900), ("HARDSHIP", 1, 500, 1100), (None, 1, 0, 0)]  # fmt: skip
    assert [(each["ageFrom"], each["ageUntil"], each["differenceFen"]) for each in result["ages"]
            ] == [(0, 60, 0), (60, 70, 600), (80, 90, 600)]  # fmt: skip
    assert result["levels"] == [
        {"level": level, "persons": 2, "meals": 2, "thenFen": then, "nowFen": now,
         "differenceFen": now - then}
        for level, then, now in (("CITY", 800, 600), ("DISTRICT", 0, 600), ("TOWNSHIP", 0, 800))
    ]  # fmt: skip
    total = result["total"]
    assert (total["gaining"], total["losing"], total["differenceFen"]) == (2, 0, 1200)
    assert total["dueThenFen"] - total["dueNowFen"] == 1200


def test_caps_run_through_days_and_weeks_in_the_calendars_order():
    tianjin, who = policy("tianjin"), new_key()
    trial = Trial(tianjin, JUNE)
    trial.add(
        tried(None, who, JUNE + timedelta(days=day), period)
        for day in range(14)
        for period in (MealPeriod.LUNCH, MealPeriod.SUPPER)
    )
    total = trial.result()["total"]
    assert (total["meals"], total["subsidyNowFen"]) == (28, 2 * 5 * 300)


def test_a_day_is_capped_over_its_meals():
    some, who = policy("beijing"), new_key()
    low = person(70, StatusKind.LOW_INCOME)
    trial = Trial(some, JUNE)
    trial.add(tried(None, who, JUNE, period, someone=low) for period in MealPeriod)
    assert trial.result()["total"]["subsidyNowFen"] == 500


def test_meals_of_the_first_week_before_the_month_count_for_caps_only():
    tianjin, who = policy("tianjin"), new_key()
    begins = date(2026, 7, 1)
    trial = Trial(tianjin, begins)
    on, _, _ = trial_days(begins)
    while on < begins + timedelta(days=3):
        trial.add(
            [tried(None, who, on, period) for period in (MealPeriod.LUNCH, MealPeriod.SUPPER)]
        )
        on += timedelta(days=1)
    total = trial.result()["total"]
    assert (total["meals"], total["subsidyNowFen"]) == (6, 300)


def test_the_largest_changes_are_named_and_no_more_of_them():
    trial = Trial(policy("chuzhou"), JUNE)
    people = [new_key() for _ in range(LARGEST_CHANGES + 5)]
    trial.add(
        tried(None, who, JUNE + timedelta(days=day))
        for day in range(3)
        for place, who in enumerate(people)
        if day == 0 or place == 7
    )
    changes = trial.largest()
    assert len(changes) == LARGEST_CHANGES
    assert (changes[0].resident_id, changes[0].meals) == (people[7], 3)
    assert changes[0].due_then_fen - changes[0].due_now_fen == 900


async def city_with_meals():
    """Two residents with lunches on two days of June, under a policy of one yuan."""
    community = await make.community()
    city = await Area.get(id=community.ancestors[0])
    await make.policy(city, {**document("xuyi"), "residence": "EITHER", "periods": ["LUNCH"]})
    canteen, home = await make.canteen(community), await make.compound(community)
    lunches = [
        await make.menu_item(await make.menu(canteen, on=MEAL_DAY + timedelta(days=days)))
        for days in (0, 1)
    ]
    for born in (1945, 1961):
        resident = await make.resident(home, born_on=date(born, 1, 1))
        for lunch in lunches:
            await make.meal_order(lunch, resident)
    return city, community


def sums(row: SubsidyTrial) -> Any:
    """What a trial came to."""
    return row.result


async def start(area, name="chuzhou", viewer=AUDITOR, month_on=JUNE, **more):
    return await commands.start_trial(
        BY,
        area_id=area.id,
        month_on=month_on,
        name=name,
        policy=policy(name),
        roles=(Role.CIVIL_AFFAIRS_AUDITOR,),
        viewer=viewer,
        now=NOW,
        **more,
    )


async def test_a_trial_goes_through_the_meals_that_were_ordered(database):
    city, _ = await city_with_meals()
    key = await start(city)
    row = await SubsidyTrial.get(id=key)
    assert (row.status.value, row.meals, row.meals_done, row.result) == ("QUEUED", 4, 0, None)
    await trials.run_trials.run(NOW)
    row = await SubsidyTrial.get(id=key)
    assert (row.status.value, row.meals_done, row.finished_at) == ("DONE", 4, NOW)
    result = sums(row)
    total = result["total"]
    assert (total["persons"], total["meals"]) == (2, 4)
    assert (total["subsidyThenFen"], total["subsidyNowFen"]) == (400, 2 * 300 + 2 * 100)
    assert [(each["level"], each["thenFen"]) for each in result["levels"]] == [
        (FundingLevel.CITY.value, 400)
    ]
    changes = await SubsidyTrialChange.filter(trial_id=key).order_by("position")
    assert [(each.position, each.meals, each.due_now_fen) for each in changes] == [(1, 2, 1800)]


async def test_a_trial_changes_no_order(database):
    city, _ = await city_with_meals()
    before = await MealOrder.all().order_by("id").values()
    await start(city)
    await trials.run_trials.run(NOW)
    assert await MealOrder.all().order_by("id").values() == before


async def test_meals_that_were_given_up_or_lie_elsewhere_are_left_out(database):
    city, community = await city_with_meals()
    (first, *_) = await MealOrder.all()
    await MealOrder.filter(id=first.id).update(status=OrderStatus.NO_SHOW)
    other = await make.community()
    keys = [await start(area) for area in (city, community, other)]
    await trials.run_trials.run(NOW)
    rows = {row.id: row for row in await SubsidyTrial.all()}
    assert [sums(rows[key])["total"]["meals"] for key in keys] == [3, 3, 0]


async def test_a_trial_of_diets_asks_what_the_dishes_suit(database):
    community = await make.community()
    city = await Area.get(id=community.ancestors[0])
    resident = await make.resident(
        await make.compound(community), born_on=date(1950, 1, 1), hukou_area_id=city.id
    )
    menu = await make.menu(await make.canteen(community))
    dish = await make.dish(is_low_sugar=True)
    await make.meal_order(await make.menu_item(menu, dish), resident)
    key = await start(city, "hefei")
    await trials.run_trials.run(NOW)
    row = await SubsidyTrial.get(id=key)
    assert [each["code"] for each in sums(row)["classes"]] == ["DIET"]
    assert sums(row)["total"]["subsidyNowFen"] == 800


async def test_one_that_was_cut_off_is_begun_anew_and_done_once(database):
    city, _ = await city_with_meals()
    key = await start(city)
    await SubsidyTrial.filter(id=key).update(status="RUNNING", meals_done=3)
    await trials.run_trials.run(NOW)
    await trials.run_trials.run(NOW)
    assert (await SubsidyTrial.get(id=key)).meals_done == 4
    assert await SubsidyTrialChange.filter(trial_id=key).count() == 1


async def test_a_trial_that_cannot_be_done_makes_way_for_the_others(database):
    city = await make.city()
    broken, sound = await start(city), await start(city)
    await SubsidyTrial.filter(id=broken).update(document={}, requested_at=NOW - timedelta(hours=1))
    with pytest.raises(CanteenRefused):
        await trials.run_trials.run(NOW)
    await trials.run_trials.run(NOW)
    rows = {row.id: row.status.value for row in await SubsidyTrial.all()}
    assert rows == {broken: "FAILED", sound: "DONE"}


async def test_a_trial_that_is_done_does_not_fail_afterwards(database):
    city, _ = await city_with_meals()
    key = await start(city)
    await trials.run_trials.run(NOW)
    await commands.fail_trial(Actor.job("test"), trial_id=key, now=NOW)
    assert (await SubsidyTrial.get(id=key)).status.value == "DONE"


async def refused(work):
    with pytest.raises(CanteenRefused) as refusal:
        await work
    return refusal.value.reason


async def test_a_trial_is_of_a_month_that_has_begun(database):
    city = await make.city()
    for day in (date(2026, 6, 2), date(2026, 8, 1)):
        assert await refused(start(city, month_on=day)) is CanteenReason.TRIAL_MONTH_NOT_VALID
    assert await start(city, month_on=date(2026, 7, 1))


async def test_a_trial_is_of_an_area_within_reach(database):
    city = await make.city()
    mine, other = await make.township(city), await make.township(city)
    grant = Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=mine.id)
    viewer = Viewer(grants=(grant,))
    assert await start(mine, viewer=viewer)
    for area in (other, city):
        assert await refused(start(area, viewer=viewer)) is CanteenReason.NO_SUCH_AREA


async def test_so_many_trials_wait_and_no_more(database):
    city = await make.city()
    for _ in range(MOST_TRIALS_WAITING):
        await start(city)
    assert await refused(start(city)) is CanteenReason.TRIAL_BUSY
    await trials.run_trials.run(NOW)
    assert await start(city)


async def test_a_trial_takes_so_many_meals_and_no_more(database):
    city, _ = await city_with_meals()
    assert await refused(start(city, most=3)) is CanteenReason.TRIAL_TOO_LARGE
    assert await start(city, most=4)
