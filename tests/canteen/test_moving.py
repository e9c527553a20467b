"""Cancelling and moving orders: what goes back, once, and who may do it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hub.canteen import commands
from hub.canteen.models import (
    MealOrder,
    MealOrderMove,
    MealSite,
    Menu,
    MenuItem,
    Serving,
    SubsidyClaim,
    SubsidyUse,
)
from hub.canteen.rules import (
    MOST_AT_ONCE,
    CanteenReason,
    CanteenRefused,
    ClaimStatus,
    FulfilmentMode,
    MenuStatus,
    OrderStatus,
)
from hub.canteen.rules.wording import StateWords
from hub.grid.models import Area
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from tests import make
from tests.canteen.published import document
from tests.make.canteen import BEFORE, CUTOFF, MEAL

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="mealOrderMove")
OVER = MEAL + timedelta(hours=2)


async def subsidised():
    """An order of somebody of 81 years, of whom Chuzhou pays 3 yuan."""
    area = await make.community()
    city = await Area.get(id=area.ancestors[0])
    await make.policy(city, document("chuzhou"))
    canteen = await make.canteen(area)
    item = await make.menu_item(await make.menu(canteen))
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    return await make.meal_order(item, resident, portions=2)


async def held(order):
    """Portions, seats, and fen of a cap that are taken where the order took them."""
    item = await MenuItem.get(menu_id=order.menu_id)
    serving = await Serving.get(id=order.serving_id)
    use = await SubsidyUse.get_or_none(resident_id=order.resident_id)
    return item.taken, serving.taken, use.amount_fen if use else 0


async def staff_of(order):
    return make.staff(await MealSite.get(id=order.site_id))


async def manager_of(order):
    return make.manager(await MealSite.get(id=order.site_id))


async def move(order, *states, viewer=None, now=MEAL, reason=None):
    for to in states:
        await commands.move_orders(
            BY,
            order_ids=[order.id],
            to=to,
            viewer=viewer or await staff_of(order),
            now=now,
            reason=reason,
        )
    return await MealOrder.get(id=order.id)


async def cancel(order, viewer=None, now=BEFORE, reason=None):
    await commands.cancel_order(
        BY,
        order_id=order.id,
        viewer=viewer or Viewer(resident_id=order.resident_id),
        now=now,
        reason=reason,
    )
    return await MealOrder.get(id=order.id)


async def locked(order):
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    return await MealOrder.get(id=order.id)


async def refused(why, work, order):
    before = (await held(order), await MealOrderMove.all().count())
    with pytest.raises(CanteenRefused) as caught:
        await work
    assert caught.value.reason is why
    assert caught.value.message("zh-CN")
    assert (await held(order), await MealOrderMove.all().count()) == before
    return caught.value


async def test_before_the_cut_off_everything_goes_back():
    order = await subsidised()
    assert await held(order) == (2, 1, 300)
    order = await cancel(order, reason="住院")
    assert (order.status, order.cancelled_at) == (OrderStatus.CANCELLED, BEFORE)
    assert await held(order) == (0, 0, 0)
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.RELEASED
    last = await MealOrderMove.filter(order_id=order.id).order_by("-at", "-id").first()
    assert last is not None
    assert (last.from_status, last.to_status, last.reason) == (
        OrderStatus.PLACED,
        OrderStatus.CANCELLED,
        "住院",
    )


async def test_it_goes_back_once():
    order = await subsidised()
    await cancel(order)
    refusal = await refused(CanteenReason.ALREADY_CANCELLED, cancel(order), order)
    assert refusal.message("zh-CN") == f"订单 {order.number} 已取消（已取消），不能再变更。"


async def test_at_the_cut_off_only_staff_cancel_and_say_why():
    order = await subsidised()
    await refused(CanteenReason.CUTOFF_PASSED, cancel(order, now=CUTOFF), order)
    staff = await staff_of(order)
    await refused(CanteenReason.REASON_NEEDED, cancel(order, staff, CUTOFF), order)
    order = await cancel(order, staff, CUTOFF, "住院")
    assert order.status is OrderStatus.CANCELLED_LATE
    assert await held(order) == (0, 0, 0)


async def test_a_late_cancellation_is_not_taken_up_again_by_a_dispute():
    order = await subsidised()
    staff = await staff_of(order)
    await cancel(order, staff, CUTOFF, "住院")
    await make.meal_order(await MenuItem.get(menu_id=order.menu_id), await order.resident)
    for viewer in (staff, await manager_of(order)):
        dispute = move(order, OrderStatus.DISPUTED, viewer=viewer, reason="没有取消")
        await refused(CanteenReason.ALREADY_CANCELLED, dispute, order)


async def test_a_proxy_cancels_for_their_ward():
    order = await make.meal_order()
    child = await make.resident()
    stranger = Viewer(resident_id=child.id)
    await refused(CanteenReason.NO_SUCH_ORDER, cancel(order, stranger), order)
    await make.proxy(await order.resident, child)
    assert (await cancel(order, stranger)).status is OrderStatus.CANCELLED


async def test_other_peoples_orders_are_as_unknown_as_none():
    order = await make.meal_order()
    elsewhere = make.staff(await make.canteen())
    for viewer in (Viewer(), Viewer(resident_id=uuid4()), elsewhere):
        await refused(CanteenReason.NO_SUCH_ORDER, cancel(order, viewer), order)
    unknown = commands.cancel_order(BY, order_id=uuid4(), viewer=elsewhere, now=BEFORE)
    await refused(CanteenReason.NO_SUCH_ORDER, unknown, order)


async def test_the_cut_off_locks_what_was_placed_and_only_once():
    order = await subsidised()
    job = Actor.job("lock_due")
    assert await commands.lock_due(job, now=CUTOFF - timedelta(seconds=1)) == 0
    assert await commands.lock_due(job, now=CUTOFF) == 1
    assert await commands.lock_due(job, now=CUTOFF) == 0
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.LOCKED
    assert (await Menu.get(id=order.menu_id)).status is MenuStatus.LOCKED
    assert await held(order) == (2, 1, 300)


async def test_an_order_goes_through_the_kitchen_to_the_table():
    order = await locked(await subsidised())
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY)
    order = await move(order, OrderStatus.SERVED, reason="认识本人")
    assert order.status is OrderStatus.SERVED
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.REDEEMED
    assert await held(order) == (2, 1, 300)
    moves = await MealOrderMove.filter(order_id=order.id).order_by("at", "id")
    assert [row.to_status.value for row in moves] == [
        "PLACED",
        "LOCKED",
        "COOKING",
        "READY",
        "SERVED",
    ]


async def test_who_does_not_come_has_no_subsidy_and_keeps_the_portions():
    order = await locked(await subsidised())
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY)
    await refused(CanteenReason.MEAL_NOT_OVER, move(order, OrderStatus.NO_SHOW), order)
    order = await move(order, OrderStatus.NO_SHOW, now=OVER)
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.RELEASED
    assert await held(order) == (2, 1, 0)


async def test_the_manager_cancels_a_whole_meal_with_a_reason():
    order = await subsidised()
    manager = await manager_of(order)
    to = OrderStatus.SITE_CANCELLED
    await refused(CanteenReason.CANNOT_MOVE, move(order, to, reason="停电"), order)
    await refused(CanteenReason.REASON_NEEDED, move(order, to, viewer=manager), order)
    order = await move(order, to, viewer=manager, reason="停电")
    assert order.status is to
    assert await held(order) == (0, 0, 0)


async def test_nothing_skips_a_state_or_ends_in_the_way_of_another_mode():
    order = await locked(await make.meal_order())
    await refused(CanteenReason.CANNOT_MOVE, move(order, OrderStatus.SERVED), order)
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY)
    refusal = await refused(CanteenReason.CANNOT_MOVE, move(order, OrderStatus.DELIVERED), order)
    assert refusal.facts["number"] == order.number
    assert "“待取餐”" in refusal.message("zh-CN")
    assert refusal.message("en").startswith(f"Order {order.number} is ready;")
    await refused(CanteenReason.CANNOT_MOVE, move(order, OrderStatus.SETTLED), order)


async def test_every_state_has_words():
    assert [each.name for each in StateWords] == [status.value for status in OrderStatus]


async def test_many_orders_move_together_or_not_at_all():
    item = await make.menu_item(await make.menu())
    orders = [await make.meal_order(item) for _ in range(3)]
    await locked(orders[0])
    await move(orders[2], OrderStatus.COOKING)
    staff = await staff_of(orders[0])
    keys = [order.id for order in orders]
    with pytest.raises(CanteenRefused) as caught:
        await commands.move_orders(
            BY, order_ids=keys, to=OrderStatus.COOKING, viewer=staff, now=MEAL
        )
    assert caught.value.field == "orderIds.2"
    assert await MealOrder.filter(status=OrderStatus.COOKING).count() == 1
    await commands.move_orders(
        BY, order_ids=[*keys[:2], keys[0]], to=OrderStatus.COOKING, viewer=staff, now=MEAL
    )
    assert await MealOrder.filter(status=OrderStatus.COOKING).count() == 3


async def test_many_cancelled_orders_give_back_the_sum_of_what_they_held():
    item = await make.menu_item(await make.menu())
    orders = [await make.meal_order(item, portions=portions) for portions in (1, 2, 3)]
    await commands.move_orders(
        BY,
        order_ids=[order.id for order in orders[:2]],
        to=OrderStatus.SITE_CANCELLED,
        viewer=await manager_of(orders[0]),
        now=MEAL,
        reason="停水",
    )
    assert await held(orders[2]) == (3, 1, 0)


async def test_staff_of_a_meal_point_move_its_orders():
    menu = await make.menu()
    point = await make.meal_point(await menu.site)
    await make.serving(menu, point.id, FulfilmentMode.PICKUP)
    order = await make.meal_order(
        await make.menu_item(menu), point_id=point.id, mode=FulfilmentMode.PICKUP
    )
    await locked(order)
    viewer = make.staff(point)
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY, viewer=viewer)
    assert (await move(order, OrderStatus.HANDED_OVER, viewer=viewer, reason="老街坊")).status


async def test_too_many_at_once_are_refused():
    order = await make.meal_order()
    many = commands.move_orders(
        BY,
        order_ids=[uuid4() for _ in range(MOST_AT_ONCE + 1)],
        to=OrderStatus.COOKING,
        viewer=await staff_of(order),
        now=MEAL,
    )
    await refused(CanteenReason.TOO_MANY_ORDERS, many, order)


@pytest.mark.parametrize(
    ("to", "status", "used"),
    [(OrderStatus.REFUNDED, ClaimStatus.RELEASED, 0), (OrderStatus.UPHELD, "REDEEMED", 300)],
)
async def test_the_subsidy_of_a_meal_is_given_back_when_an_objection_was_right(to, status, used):
    order = await locked(await subsidised())
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY)
    order = await move(order, OrderStatus.SERVED, reason="认识本人")
    assert (await SubsidyClaim.get(order_id=order.id)).status is ClaimStatus.REDEEMED
    manager = await manager_of(order)
    await move(order, OrderStatus.DISPUTED, to, viewer=manager, reason="属实")
    assert (await SubsidyClaim.get(order_id=order.id)).status == status
    assert [row.amount_fen for row in await SubsidyUse.all()] == [used]


async def test_a_dispute_is_refunded_or_upheld_by_the_manager():
    order = await locked(await make.meal_order())
    order = await move(order, OrderStatus.COOKING, OrderStatus.READY)
    order = await move(order, OrderStatus.SERVED, reason="认识本人")
    order = await move(order, OrderStatus.DISPUTED, reason="菜是凉的")
    manager = await manager_of(order)
    order = await move(order, OrderStatus.REFUNDED, viewer=manager, reason="属实")
    assert order.status is OrderStatus.REFUNDED
