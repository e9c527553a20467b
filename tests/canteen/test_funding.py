"""Who pays for a meal where the budget is another area's than the one where the site lies."""

from datetime import date
from typing import Any

import pytest

from hub.canteen import reads
from hub.canteen.models import SubsidyPolicy
from hub.canteen.rules import FundingLevel, MealPeriod
from hub.grid.models import Area
from tests import make
from tests.canteen.published import document
from tests.make.canteen import MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

IN_TOWN = {"CITY": 300, "DISTRICT": 300, "TOWNSHIP": 100}
ELSEWHERE = {"CITY": 300, "DISTRICT": 300}


async def zengcheng() -> tuple[Area, Area, SubsidyPolicy]:
    """A community of the town where somebody lives, one of another town, and the policy."""
    city = await make.city()
    home, elsewhere = [await make.community(await make.township(city)) for _ in range(2)]
    return home, elsewhere, await make.policy(city, document("zengcheng"))


async def shares(lies_in: Area, paid_by: Area | None, home: Area) -> dict[str, int]:
    """Who pays how much for somebody of 66 years who eats at a canteen for 12 yuan."""
    site = await make.canteen(lies_in, funding_area_id=None if paid_by is None else paid_by.id)
    item = await make.menu_item(await make.menu(site), price_fen=1200)
    person = await make.resident(
        await make.compound(home), born_on=date(1960, 1, 1), hukou_area_id=home.id
    )
    order = await make.meal_order(item, person)
    assert order.subsidy_fen + order.due_fen == 1200
    paid: Any = order.shares
    return {share["level"]: share["amount_fen"] for share in paid}


async def town_of(community: Area) -> Area:
    return await Area.get(id=community.parent_id)


async def test_the_town_pays_at_home_and_in_another_town_its_share_is_lost():
    home, elsewhere, _ = await zengcheng()
    assert await shares(home, None, home) == IN_TOWN
    assert await shares(elsewhere, None, home) == ELSEWHERE


async def test_a_canteen_abroad_that_ones_own_town_pays_for_is_as_good_as_at_home():
    home, elsewhere, _ = await zengcheng()
    assert await shares(elsewhere, await town_of(home), home) == IN_TOWN


async def test_a_canteen_next_door_that_another_town_pays_for_is_as_good_as_abroad():
    home, elsewhere, _ = await zengcheng()
    assert await shares(home, await town_of(elsewhere), home) == ELSEWHERE


async def test_levels_below_the_one_that_pays_stay_where_the_site_lies():
    home, elsewhere, policy = await zengcheng()
    city = await Area.get(id=policy.area_id)
    assert await shares(home, city, home) == IN_TOWN
    assert await shares(elsewhere, city, home) == ELSEWHERE


async def test_a_trial_asks_the_area_that_pays_too():
    home, elsewhere, policy = await zengcheng()
    await shares(elsewhere, await town_of(home), home)
    pages = reads.ordered_meals(policy.area_id, MEAL_DAY, MealPeriod.LUNCH, with_diets=False)
    [meal] = [
        meal async for rows in pages for meal in reads.tried_meals(rows, MEAL_DAY, MealPeriod.LUNCH)
    ]
    towns = (meal.person.home[FundingLevel.TOWNSHIP], meal.meal.place[FundingLevel.TOWNSHIP])
    assert towns == (str(home.parent_id),) * 2
