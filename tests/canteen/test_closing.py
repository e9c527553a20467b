"""Holidays and stops: nobody orders, every order is given back, and published menus open again."""

from collections import Counter
from datetime import date, timedelta

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.jobs.ordering import place_standing
from hub.canteen.models import (
    MealOrder,
    MealOrderMove,
    MealSiteClosure,
    Menu,
    MenuItem,
    Serving,
    StandingAttempt,
    SubsidyClaim,
    SubsidyUse,
)
from hub.canteen.rules import CanteenReason, ClaimStatus, MealPeriod, MenuStatus, OrderStatus
from hub.grid.models import Area, Site
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from tests import make
from tests.canteen.published import document
from tests.canteen.refusing import refused
from tests.canteen.rush import check_sums
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="mealSiteStop")


def stop(site, viewer=None, now=BEFORE, **more):
    """Stop it through the day of the meal, unless something else is said."""
    asked = {"until_on": MEAL_DAY + timedelta(days=1), **more}
    return commands.stop_site(
        BY,
        site_id=site.id,
        reason="停电",
        viewer=viewer or make.manager(site),
        now=now,
        **asked,
    )


def resume(site, now=BEFORE):
    return commands.resume_site(BY, site_id=site.id, viewer=make.manager(site), now=now)


def plan(site, **more):
    asked = {"from_on": MEAL_DAY, "until_on": MEAL_DAY + timedelta(days=1), "reason": "端午节"}
    return commands.plan_closure(
        BY, site_id=site.id, viewer=make.manager(site), now=BEFORE, **{**asked, **more}
    )


async def statuses():
    return Counter(await MealOrder.all().values_list("status", flat=True))


async def test_a_stop_gives_every_open_order_back_with_all_that_it_held():
    area = await make.community()
    await make.policy(await Area.get(id=area.ancestors[0]), document("chuzhou"))
    home = await make.compound(area)
    canteen = await make.canteen(area)
    item = await make.menu_item(await make.menu(canteen))
    for _ in range(3):
        resident = await make.resident(home, born_on=date(1940, 1, 1))
        await make.meal_order(item, resident, portions=2)
    closure = await MealSiteClosure.get(id=await stop(canteen))
    assert (closure.is_stop, closure.cancelled_orders) == (True, 3)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 3}
    assert (await MenuItem.get(id=item.id)).taken == 0
    assert {claim.status for claim in await SubsidyClaim.all()} == {ClaimStatus.RELEASED}
    assert {use.amount_fen for use in await SubsidyUse.all()} == {0}
    moves = await MealOrderMove.filter(to_status=OrderStatus.SITE_CANCELLED)
    assert [move.reason for move in moves] == ["停电"] * 3
    await check_sums(item.menu_id)


async def test_a_stop_is_for_today_only_unless_somebody_says_until_when():
    order = await make.meal_order()
    canteen = await order.site
    closure = await MealSiteClosure.get(id=await stop(canteen, until_on=None))
    assert (closure.from_on, closure.until_on) == (MEAL_DAY - timedelta(days=1), MEAL_DAY)
    assert closure.cancelled_orders == 0
    await make.meal_order(await MenuItem.get(menu_id=order.menu_id))
    assert await statuses() == {OrderStatus.PLACED: 2}
    await stop(canteen, now=MEAL, until_on=None)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 2}


async def test_a_stop_that_would_cancel_other_orders_than_expected_is_refused():
    order = await make.meal_order()
    canteen = await order.site
    refusal = await refused(CanteenReason.OTHER_ORDERS, stop(canteen, expected_orders=0))
    assert (refusal.field, refusal.facts["orders"]) == ("expectedOrders", 1)
    assert await statuses() == {OrderStatus.PLACED: 1}
    assert not await Serving.exists(closed_at__not_isnull=True)
    await stop(canteen, expected_orders=1)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 1}


async def test_default_weeks_are_tried_again_once_a_site_serves_again():
    item = await make.menu_item(await make.menu())
    canteen = await (await Menu.get(id=item.menu_id)).site
    await make.standing_order(await make.resident(), canteen)
    await place_standing.run(BEFORE)
    await stop(canteen)
    await place_standing.run(BEFORE)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 1}
    await resume(canteen)
    await place_standing.run(BEFORE)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 1, OrderStatus.PLACED: 1}


async def test_a_meal_past_its_cutoff_is_not_tried_again():
    item = await make.menu_item(await make.menu())
    canteen = await (await Menu.get(id=item.menu_id)).site
    await make.standing_order(await make.resident(), canteen)
    await place_standing.run(BEFORE)
    await stop(canteen, now=MEAL)
    await resume(canteen, now=MEAL)
    assert await StandingAttempt.all().count() == 1


async def test_a_stop_tells_everybody_whom_it_concerns(database: asyncpg.Connection):
    order = await make.meal_order()
    canteen = await order.site
    await stop(canteen)
    told = await database.fetch("SELECT topic, subject_id FROM event ORDER BY id")
    assert [tuple(row) for row in told[-2:]] == [
        ("meal_order.moved", order.id),
        ("meal_site.stopped", canteen.id),
    ]


async def test_nobody_orders_from_a_stopped_site_until_it_is_resumed():
    item = await make.menu_item(await make.menu())
    canteen = await (await Menu.get(id=item.menu_id)).site
    await stop(canteen)
    refusal = await refused(CanteenReason.SITE_CLOSED, make.meal_order(item))
    assert refusal.message("zh-CN") == "该站点停止供餐：停电。2026-06-03 恢复供餐。"
    assert refusal.facts["until_on"] == MEAL_DAY + timedelta(days=1)
    await resume(canteen)
    await make.meal_order(item)
    await refused(CanteenReason.NOTHING_STOPPED, resume(canteen))


async def test_a_stop_is_for_some_meals_and_days_only():
    canteen = await make.canteen()
    lunch = await make.menu_item(await make.menu(canteen))
    supper = await make.menu_item(await make.menu(canteen, period=MealPeriod.SUPPER))
    later = await make.menu_item(await make.menu(canteen, on=MEAL_DAY + timedelta(days=1)))
    for item in (lunch, supper, later):
        await make.meal_order(item)
    await stop(canteen, periods=[MealPeriod.LUNCH], until_on=MEAL_DAY + timedelta(days=1))
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 1, OrderStatus.PLACED: 2}
    await refused(CanteenReason.SITE_CLOSED, make.meal_order(lunch))
    await make.meal_order(supper)


async def test_a_kitchen_stops_its_points_and_a_point_only_itself():
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    menu = await make.menu(canteen)
    await make.serving(menu, point.id)
    item = await make.menu_item(menu)
    at_point = await make.meal_order(item, point_id=point.id)
    at_counter = await make.meal_order(item)
    await stop(point)
    assert (await MealOrder.get(id=at_point.id)).status is OrderStatus.SITE_CANCELLED
    assert (await MealOrder.get(id=at_counter.id)).status is OrderStatus.PLACED
    await resume(point)
    again = await make.meal_order(item, point_id=point.id)
    await stop(canteen)
    assert (await MealOrder.get(id=again.id)).status is OrderStatus.SITE_CANCELLED
    await refused(CanteenReason.SITE_CLOSED, make.meal_order(item, point_id=point.id))
    await Site.filter(id=point.id).update(is_open=False)
    await resume(canteen)
    refusal = await refused(CanteenReason.SITE_CLOSED, make.meal_order(item, point_id=point.id))
    assert refusal.message("en") == "The site is closed at present."
    # The point is not the one that is stopped, and what closes it is not its own.
    await refused(CanteenReason.NOTHING_STOPPED, resume(point))


async def test_resuming_opens_only_what_nothing_else_closes():
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    menu = await make.menu(canteen)
    await make.serving(menu, point.id)
    await stop(point)
    await stop(canteen)
    await resume(canteen)
    closed = await Serving.filter(menu_id=menu.id, closed_at__not_isnull=True)
    assert [serving.point_id for serving in closed] == [point.id]


async def test_meals_that_are_over_or_served_stay_as_they_are():
    order = await make.meal_order()
    canteen = await order.site
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    await stop(canteen, now=MEAL + timedelta(hours=3))
    assert await statuses() == {OrderStatus.LOCKED: 1}
    await resume(canteen, now=MEAL + timedelta(hours=4))
    await stop(canteen, now=MEAL)
    assert await statuses() == {OrderStatus.SITE_CANCELLED: 1}


async def test_menus_are_not_published_into_a_stop():
    canteen = await make.canteen()
    await make.service_time(canteen)
    menu = await make.menu(canteen, status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)
    await make.menu_item(menu)
    await stop(canteen)

    def publish():
        return commands.publish_menu(BY, menu_id=menu.id, viewer=make.manager(canteen), now=BEFORE)

    refusal = await refused(CanteenReason.SITE_CLOSED_THEN, publish())
    assert "停电" in refusal.message("zh-CN")
    await resume(canteen)
    await publish()


async def test_a_closed_point_is_left_out_of_what_is_published():
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    for site in (canteen, point):
        await make.service_time(site)
    await make.closure(point)
    menu = await make.menu(canteen, status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)
    await make.menu_item(menu)
    await commands.publish_menu(BY, menu_id=menu.id, viewer=make.manager(canteen), now=BEFORE)
    assert [row.point_id for row in await Serving.filter(menu_id=menu.id)] == [canteen.id]


async def test_a_holiday_closes_published_menus_for_which_nobody_has_ordered():
    item = await make.menu_item(await make.menu())
    canteen = await (await Menu.get(id=item.menu_id)).site
    closure_id = await plan(canteen)
    await refused(CanteenReason.SITE_CLOSED, make.meal_order(item))
    viewer = make.manager(canteen)
    await commands.end_closure(BY, closure_id=closure_id, viewer=viewer, now=BEFORE)
    await make.meal_order(item)
    refusal = await refused(CanteenReason.SITE_HAS_ORDERS, plan(canteen))
    assert refusal.facts["orders"] == 1
    assert not await Serving.exists(closed_at__not_isnull=True)
    await refused(
        CanteenReason.CLOSURE_ENDED,
        commands.end_closure(BY, closure_id=closure_id, viewer=viewer, now=BEFORE),
    )


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"reason": " "}, CanteenReason.REASON_NEEDED),
        ({"reason": "长" * 201}, CanteenReason.TEXT_TOO_LONG),
        ({"periods": []}, CanteenReason.PERIODS_NOT_VALID),
        ({"until_on": MEAL_DAY}, CanteenReason.DAYS_NOT_VALID),
        ({"from_on": date(2026, 5, 31)}, CanteenReason.DAY_PAST),
    ],
)
async def test_a_closure_that_nobody_can_mean_is_refused(asked, why):
    await refused(why, plan(await make.canteen(), **asked))


async def test_only_who_runs_a_site_stops_it():
    canteen = await make.canteen()
    order = await make.meal_order(await make.menu_item(await make.menu(canteen)))
    strangers = [make.staff(canteen), make.manager(await make.canteen()), Viewer()]
    for viewer in strangers:
        await refused(CanteenReason.NO_SUCH_SITE, stop(canteen, viewer))
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.PLACED
    await stop(canteen, Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),)))
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.SITE_CANCELLED
