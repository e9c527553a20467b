"""Meal sites and their service times: who cooks for whom, from which day on, with history."""

import asyncio
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from hub.canteen import commands
from hub.canteen.models import MealSite, ServiceTime, Serving
from hub.canteen.rules import CanteenReason, FulfilmentMode, Hours, MealPeriod, SiteDetails
from hub.grid.rules import SiteKind
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from tests import make
from tests.canteen.refusing import refused
from tests.make.canteen import BEFORE, MEAL_DAY

BY = Actor(operation="mealSiteCreate")
KEEPER = Viewer(grants=(Grant(Role.COMMUNITY_MANAGER),))
TODAY = BEFORE.date()
LUNCH = Hours(time(11), time(13), 1, time(18), 80)


def set_time(site, from_on, hours=LUNCH, viewer=None, **more):
    return commands.set_service_time(
        BY,
        site_id=site.id,
        period=MealPeriod.LUNCH,
        mode=FulfilmentMode.DINE_IN,
        from_on=from_on,
        hours=hours,
        viewer=viewer or make.manager(site),
        now=BEFORE,
        **more,
    )


async def times(site):
    rows = await ServiceTime.filter(site_id=site.id).order_by("from_on")
    return [(row.from_on, row.until_on, row.serve_from) for row in rows]


async def test_a_site_of_the_grid_becomes_a_canteen_or_a_meal_point_once(database):
    place, other = await make.site(kind=SiteKind.CANTEEN), await make.site(kind=SiteKind.MEAL_POINT)
    area = await make.township()
    canteen_id = await commands.create_meal_site(
        BY,
        site_id=place.id,
        details=SiteDetails(6, 3000, 1000),
        funding_area_id=area.id,
        viewer=KEEPER,
    )
    canteen = await MealSite.get(id=canteen_id)
    assert (canteen.service_radius_metres, canteen.funding_area_id) == (1000, area.id)
    point_id = await commands.create_meal_site(
        BY, site_id=other.id, details=SiteDetails(6), kitchen_id=canteen_id, viewer=KEEPER
    )
    assert (await MealSite.get(id=point_id)).kitchen_id == canteen_id
    await refused(
        CanteenReason.SITE_EXISTS,
        commands.create_meal_site(BY, site_id=place.id, details=SiteDetails(6), viewer=KEEPER),
    )


@pytest.mark.parametrize(
    ("details", "why"),
    [
        (SiteDetails(0), CanteenReason.PORTIONS_NOT_VALID),
        (SiteDetails(6, 0), CanteenReason.RADIUS_NOT_VALID),
        (SiteDetails(6, None, 10**9), CanteenReason.RADIUS_NOT_VALID),
    ],
)
async def test_a_site_that_nobody_can_mean_is_refused(details, why, database):
    place = await make.site(kind=SiteKind.CANTEEN)
    await refused(
        why, commands.create_meal_site(BY, site_id=place.id, details=details, viewer=KEEPER)
    )


async def test_only_its_keeper_makes_a_site_serve_meals_and_only_where_meals_can_be(database):
    place = await make.site(kind=SiteKind.CANTEEN)
    centre = await make.site(kind=SiteKind.SERVICE_CENTRE)
    elsewhere = Viewer(grants=(Grant(Role.COMMUNITY_MANAGER, area_id=uuid4()),))
    cases = [
        (place.id, elsewhere, CanteenReason.NO_SUCH_SITE),
        (place.id, Viewer(), CanteenReason.NO_SUCH_SITE),
        (uuid4(), KEEPER, CanteenReason.NO_SUCH_SITE),
        (centre.id, KEEPER, CanteenReason.NOT_A_MEAL_SITE),
    ]
    for site_id, viewer, why in cases:
        await refused(
            why,
            commands.create_meal_site(BY, site_id=site_id, details=SiteDetails(6), viewer=viewer),
        )


async def test_a_kitchen_cooks_itself_and_is_another_site(database):
    canteen, other = await make.canteen(), await make.canteen()
    point = await make.meal_point(canteen)

    def give(site, kitchen_id):
        return commands.update_meal_site(
            BY,
            site_id=site.id,
            details=SiteDetails(6),
            kitchen_id=kitchen_id,
            viewer=KEEPER,
            now=BEFORE,
        )

    for kitchen_id in (other.id, point.id, uuid4()):
        await refused(CanteenReason.KITCHEN_NOT_VALID, give(other, kitchen_id))
    await refused(CanteenReason.SITE_HAS_POINTS, give(canteen, other.id))
    await give(point, other.id)
    assert (await MealSite.get(id=point.id)).kitchen_id == other.id


async def test_a_point_with_open_orders_keeps_its_kitchen(database):
    canteen, other = await make.canteen(), await make.canteen()
    point = await make.meal_point(canteen)
    menu = await make.menu(canteen)
    await make.serving(menu, point.id)
    await make.meal_order(await make.menu_item(menu), point_id=point.id)
    refusal = await refused(
        CanteenReason.SITE_HAS_ORDERS,
        commands.update_meal_site(
            BY,
            site_id=point.id,
            details=SiteDetails(6),
            kitchen_id=other.id,
            viewer=KEEPER,
            now=BEFORE,
        ),
    )
    assert refusal.facts["orders"] == 1


async def test_a_point_that_changes_its_kitchen_is_served_by_menus_of_the_new_one(database):
    canteen, other = await make.canteen(), await make.canteen()
    point = await make.meal_point(canteen)
    menu = await make.menu(canteen)
    serving = await make.serving(menu, point.id)
    item = await make.menu_item(menu)
    await commands.update_meal_site(
        BY,
        site_id=point.id,
        details=SiteDetails(6),
        kitchen_id=other.id,
        viewer=KEEPER,
        now=BEFORE,
    )
    assert (await Serving.get(id=serving.id)).closed_at == BEFORE
    await refused(CanteenReason.NOT_SERVED_HERE, make.meal_order(item, point_id=point.id))
    await make.meal_order(item)


async def test_times_that_are_set_at_once_follow_one_another(committed_database):
    canteen = await make.canteen()
    days = [MEAL_DAY + timedelta(days=index) for index in range(10)]
    await asyncio.gather(*(set_time(canteen, day) for day in reversed(days)))
    rows = await times(canteen)
    assert [row[0] for row in rows] == days
    assert [row[1] for row in rows] == [*days[1:], None]


async def test_service_times_are_set_from_a_day_on_and_keep_their_history(database):
    canteen = await make.canteen()
    before = await make.service_time(canteen)
    later = Hours(time(10, 30), time(12, 30), 0, time(9), None)
    await set_time(canteen, MEAL_DAY, later)
    assert await times(canteen) == [
        (before.from_on, MEAL_DAY, time(11)),
        (MEAL_DAY, None, time(10, 30)),
    ]
    # An earlier change ends where the later one begins; the same day again replaces it.
    await set_time(canteen, TODAY)
    await set_time(canteen, TODAY, Hours(time(11, 15), time(13), 1, time(18), None))
    assert await times(canteen) == [
        (before.from_on, TODAY, time(11)),
        (TODAY, MEAL_DAY, time(11, 15)),
        (MEAL_DAY, None, time(10, 30)),
    ]


async def test_a_way_of_serving_ends_on_a_day(database):
    canteen = await make.canteen()
    before = await make.service_time(canteen)
    await set_time(canteen, MEAL_DAY + timedelta(days=9))
    await commands.end_service_time(
        BY,
        site_id=canteen.id,
        period=MealPeriod.LUNCH,
        mode=FulfilmentMode.DINE_IN,
        on=MEAL_DAY,
        viewer=make.manager(canteen),
        now=BEFORE,
    )
    assert await times(canteen) == [(before.from_on, MEAL_DAY, time(11))]


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        (Hours(time(13), time(11), 1, time(18)), CanteenReason.HOURS_NOT_VALID),
        (Hours(time(11), time(13), 31, time(18)), CanteenReason.CUTOFF_NOT_VALID),
        (Hours(time(11), time(13), -1, time(18)), CanteenReason.CUTOFF_NOT_VALID),
        (Hours(time(11), time(13), 1, time(18), -1), CanteenReason.CAPACITY_NOT_VALID),
        (Hours(time(11), time(13), 1, time(18), 10**9), CanteenReason.CAPACITY_NOT_VALID),
    ],
)
async def test_times_that_nobody_can_mean_are_refused(hours, why, database):
    await refused(why, set_time(await make.canteen(), MEAL_DAY, hours))


async def test_the_past_is_not_rewritten_and_strangers_set_nothing(database):
    canteen = await make.canteen()
    await refused(CanteenReason.DAY_PAST, set_time(canteen, TODAY - timedelta(days=1)))
    strangers = [make.staff(canteen), make.manager(await make.canteen()), Viewer()]
    for viewer in strangers:
        await refused(CanteenReason.NO_SUCH_SITE, set_time(canteen, MEAL_DAY, viewer=viewer))
    assert await times(canteen) == []


async def test_the_kitchens_manager_sets_the_times_of_its_points(database):
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    await set_time(point, date(2026, 7, 1), viewer=make.manager(canteen))
    await refused(
        CanteenReason.NO_SUCH_SITE, set_time(canteen, MEAL_DAY, viewer=make.manager(point))
    )
