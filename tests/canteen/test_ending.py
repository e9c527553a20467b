"""Orders that nobody moved: meals not fetched, and meals objected to."""

from datetime import date, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.jobs.ordering import mark_no_shows
from hub.canteen.models import MealOrder, MealOrderMove, SubsidyClaim, SubsidyUse
from hub.canteen.rules import (
    CANCELLED,
    CanteenReason,
    CanteenRefused,
    ClaimStatus,
    FulfilmentMode,
    OrderStatus,
)
from hub.grid.models import Area
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.people.rules import ProxyScope
from tests import make
from tests.canteen.published import document
from tests.make.canteen import MEAL

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="mealOrderDispute")
LATE = MEAL + timedelta(hours=6)
"""Three hours after the meal was over, and more."""
OVER = MEAL.replace(hour=13, minute=0)


async def stands(order: MealOrder, status: OrderStatus) -> MealOrder:
    cancelled_at = MEAL if status in CANCELLED else None
    await MealOrder.filter(id=order.id).update(status=status, cancelled_at=cancelled_at)
    return order


@pytest.mark.parametrize("status", [OrderStatus.LOCKED, OrderStatus.COOKING, OrderStatus.READY])
async def test_what_nobody_fetched_is_a_no_show_three_hours_after_the_meal(status):
    order = await stands(await make.meal_order(), status)
    await mark_no_shows.run(OVER + timedelta(hours=3) - timedelta(seconds=1))
    assert (await MealOrder.get(id=order.id)).status is status
    await mark_no_shows.run(OVER + timedelta(hours=3))
    await mark_no_shows.run(LATE)
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.NO_SHOW
    assert await MealOrderMove.filter(order_id=order.id, to_status="NO_SHOW").count() == 1


@pytest.mark.parametrize(
    "status", [OrderStatus.SERVED, OrderStatus.CANCELLED, OrderStatus.NO_SHOW, OrderStatus.DISPUTED]
)
async def test_what_has_ended_otherwise_stays(status):
    order = await stands(await make.meal_order(), status)
    await mark_no_shows.run(LATE)
    assert (await MealOrder.get(id=order.id)).status is status


async def test_a_delivery_is_no_no_show():
    order = await make.meal_order(mode=FulfilmentMode.DELIVERY)
    await stands(order, OrderStatus.READY)
    await mark_no_shows.run(LATE)
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.READY


async def test_no_subsidy_is_claimed_for_a_no_show_and_its_cap_is_free_again():
    area = await make.community()
    await make.policy(await Area.get(id=area.ancestors[0]), document("chuzhou"))
    canteen = await make.canteen(area)
    resident = await make.resident(await make.compound(area), born_on=date(1940, 1, 1))
    item = await make.menu_item(await make.menu(canteen))
    order = await stands(await make.meal_order(item, resident), OrderStatus.LOCKED)
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.RESERVED
    await mark_no_shows.run(LATE)
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.RELEASED
    assert {use.amount_fen for use in await SubsidyUse.all()} <= {0}


async def test_more_than_one_batch_is_moved():
    item = await make.menu_item(await make.menu(), portions=1000)
    for _ in range(201):
        await stands(await make.meal_order(item), OrderStatus.LOCKED)
    await mark_no_shows.run(LATE)
    assert await MealOrder.filter(status=OrderStatus.NO_SHOW).count() == 201


async def test_the_resident_and_who_orders_for_them_may_object():
    resident, child = await make.resident(), await make.resident()
    await make.proxy(resident, child, scopes=[ProxyScope.MEAL_ORDER])
    for viewer in (
        Viewer(resident_id=resident.id),
        Viewer(resident_id=child.id),
    ):
        order = await stands(await make.meal_order(resident=resident), OrderStatus.SERVED)
        await commands.dispute_order(
            BY, order_id=order.id, reason="没有吃到", viewer=viewer, now=LATE
        )
        disputed = await MealOrder.get(id=order.id)
        assert disputed.status is OrderStatus.DISPUTED
        await stands(order, OrderStatus.CANCELLED)


@pytest.mark.parametrize(
    ("status", "reason", "refused_as"),
    [
        (OrderStatus.SERVED, " ", CanteenReason.REASON_NEEDED),
        (OrderStatus.PLACED, "冷", CanteenReason.CANNOT_MOVE),
        (OrderStatus.CANCELLED, "冷", CanteenReason.ALREADY_CANCELLED),
    ],
)
async def test_without_a_reason_or_a_meal_there_is_nothing_to_object_to(status, reason, refused_as):
    resident = await make.resident()
    order = await stands(await make.meal_order(resident=resident), status)
    with pytest.raises(CanteenRefused) as refused:
        await commands.dispute_order(
            BY, order_id=order.id, reason=reason, viewer=Viewer(resident_id=resident.id), now=LATE
        )
    assert refused.value.reason is refused_as


async def test_nobody_else_may_object():
    order = await stands(await make.meal_order(), OrderStatus.SERVED)
    stranger = Viewer(resident_id=(await make.resident()).id)
    staff = make.staff(await order.site)
    for viewer in (stranger, staff):
        with pytest.raises(CanteenRefused) as refused:
            await commands.dispute_order(
                BY, order_id=order.id, reason="冷", viewer=viewer, now=LATE
            )
        assert refused.value.reason is CanteenReason.NO_SUCH_ORDER
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.SERVED
