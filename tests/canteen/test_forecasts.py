"""What a kitchen will need: explained, never less than is ordered, and better than a guess."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen.rules.forecasts import Offer, PastMeal, forecast, yesterday
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, CUTOFF, MEAL_DAY

FORECAST = """query ($siteId: ID!, $on: Date!) {
    forecast: mealForecast(siteId: $siteId, on: $on, period: LUNCH) { portions trend sameWeekdays
    dishes { name portions ordered because dish { name } } } }"""
WEEK = timedelta(weeks=1)
DISHES = [UUID(int=number) for number in range(1, 9)]
FISH, PORK, BEANS = DISHES[:3]


def meal(on, fish=60, pork=40):
    return PastMeal(on, {FISH: fish, PORK: pork})


def offers(fish=0, pork=0):
    return [Offer(FISH, "鱼", fish), Offer(PORK, "肉", pork)]


def test_a_steady_meal_is_what_it_was():
    past = [meal(MEAL_DAY - n * WEEK) for n in range(1, 6)]
    found = forecast(MEAL_DAY, offers(), past)
    assert found is not None
    assert [each.portions for each in found.dishes] == [60, 40]
    assert (found.portions, found.trend, found.same_weekdays) == (100, 1.0, 4)
    assert "近 4 个同星期平均 100 份" in found.dishes[0].zh
    assert "about 60%" in found.dishes[0].en


def test_other_weekdays_do_not_count_when_there_are_same_ones():
    past = [meal(MEAL_DAY - n * WEEK) for n in (1, 2, 3)]
    past.append(meal(MEAL_DAY - timedelta(days=1), 6, 4))
    found = forecast(MEAL_DAY, offers(), past)
    assert found is not None
    assert found.same_weekdays == 3


def test_what_is_ordered_is_never_undercut():
    past = [meal(MEAL_DAY - n * WEEK) for n in (1, 2)]
    found = forecast(MEAL_DAY, offers(fish=10, pork=90), past)
    assert found is not None
    assert found.dishes[1].portions == 90


def test_standing_orders_are_the_least_there_will_be():
    found = forecast(MEAL_DAY, offers(), [meal(MEAL_DAY - WEEK)], standing=300)
    assert found is not None
    assert found.portions == 300


def test_a_new_dish_takes_what_is_usual_for_one():
    past = [meal(MEAL_DAY - n * WEEK, 50, 50) for n in (1, 2)]
    found = forecast(MEAL_DAY, [Offer(FISH, "鱼"), Offer(BEANS, "豆腐")], past)
    assert found is not None
    assert [each.portions for each in found.dishes] == [50, 50]


@pytest.mark.parametrize("past", [[], [meal(MEAL_DAY)], [meal(MEAL_DAY - 20 * WEEK)]])
def test_without_a_past_there_is_no_forecast(past):
    assert forecast(MEAL_DAY, offers(), past) is None
    assert forecast(MEAL_DAY, [], [meal(MEAL_DAY - WEEK)]) is None


@given(
    st.lists(st.tuples(st.integers(1, 70), st.integers(0, 500), st.integers(0, 500))),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_whatever_the_past_the_numbers_can_be_cooked(days, ordered, standing):
    past = [meal(MEAL_DAY - timedelta(days=back), fish, pork) for back, fish, pork in days]
    found = forecast(MEAL_DAY, offers(fish=ordered), past, standing)
    if found is not None:
        assert found.dishes[0].portions >= ordered
        assert all(each.portions >= 0 for each in found.dishes)
        assert 0.8 <= found.trend <= 1.2
        assert found.portions == sum(each.portions for each in found.dishes)


def demonstration_year():
    """A year of lunches: weekdays differ, winter is fuller, it grows, holidays are empty."""
    random = Random(610582)
    liked = dict(zip(DISHES, (5, 4, 4, 3, 3, 2, 2, 1), strict=True))
    weekdays = (1.1, 1.0, 1.05, 1.0, 1.2, 0.7, 0.55)
    for day in range(365):
        on = date(2025, 9, 1) + timedelta(days=day)
        if random.random() < 0.03:
            continue
        season = 1.15 if on.month in (11, 12, 1, 2) else 1.0
        people = 180 * (1 + day / 1500) * weekdays[on.weekday()] * season * random.gauss(1, 0.06)
        menu = random.sample(DISHES, 4)
        whole = sum(liked[dish] for dish in menu)
        yield PastMeal(
            on,
            {
                dish: max(round(people * liked[dish] / whole * random.gauss(1, 0.08)), 0)
                for dish in menu
            },
        )


def test_it_is_nearer_than_the_last_time_over_a_year():
    meals = list(demonstration_year())
    ours, naive, dishes = 0, 0, 0
    for place, cooked in enumerate(meals[28:], 28):
        menu = [Offer(dish, str(dish)) for dish in cooked.portions]
        past = meals[:place]
        found = forecast(cooked.on, menu, past)
        assert found is not None
        guess = yesterday(menu, past)
        for each in found.dishes:
            real = cooked.portions[each.dish_id]
            ours += abs(each.portions - real)
            naive += abs(guess[each.dish_id] - real)
            dishes += 1
    said = f"{ours / dishes:.1f} portions a dish off, the last time {naive / dishes:.1f}"
    assert ours <= naive, said


@pytest.mark.usefixtures("database")
async def test_a_kitchen_is_told_what_it_will_need(ask):
    site = await make.canteen()
    cooked = await make.dish(site)
    for weeks in (1, 2):
        back = weeks * WEEK
        earlier = await make.menu(site, on=MEAL_DAY - back, cutoff_at=CUTOFF - back)
        item = await make.menu_item(earlier, cooked)
        for _ in range(3):
            await make.meal_order(item, now=BEFORE - back)
    item = await make.menu_item(await make.menu(site), cooked)
    await make.meal_order(item)
    arguments = {"siteId": global_id("MealSite", site.id), "on": MEAL_DAY.isoformat()}
    body = await ask(FORECAST, by=make.staff(site), now=BEFORE, **arguments)
    [dish] = body["data"]["forecast"]["dishes"]
    assert (dish["portions"], dish["ordered"], dish["dish"]["name"]) == (3, 1, cooked.name)
    assert dish["because"].startswith("The mean of the last 2 same weekdays is 3 portions")
    assert body["data"]["forecast"]["sameWeekdays"] == 2
    other = make.staff(await make.canteen())
    assert (await ask(FORECAST, by=other, now=BEFORE, **arguments))["data"]["forecast"] is None
    account = await make.account()
    for role in Role:
        if role not in (Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER):
            viewer = Viewer(account_id=account.id, grants=(Grant(role),))
            body = await ask(FORECAST, by=viewer, now=BEFORE, **arguments)
            assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    body = await ask(FORECAST, by=NOBODY, now=BEFORE, **arguments)
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
