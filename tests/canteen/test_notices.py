"""Who is told of what happens in the canteen, and that each is told once."""

from datetime import timedelta

import pytest

from hub import app
from hub.canteen import commands
from hub.canteen.rules import FulfilmentMode, OrderStatus, PaymentMethod, StandingMeal
from hub.canteen.rules.menus import MealPeriod
from hub.kernel import events
from hub.kernel.access import Role
from hub.kernel.context import Actor
from hub.kernel.db import acquire, command
from hub.notices.models import Notification, NotificationDelivery, NotificationRecipient
from hub.notices.rules import NotificationLanguage, NotificationTopic
from hub.people.rules import ProxyScope
from hub.query import global_id
from tests import make
from tests.canteen.money import viewer_of, with_sandbox
from tests.canteen.test_welfare import Missed, unanswered
from tests.make.canteen import BEFORE, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="test")


async def deliver(now=BEFORE):
    """Let the handlers hear of what has happened."""
    while await events.deliver_due(app.HANDLERS, now):
        pass


async def told(topic, resident=None):
    """The bodies of what was told of a topic, to one resident or to whomever."""
    rows = Notification.filter(topic=topic)
    if resident is not None:
        rows = rows.filter(recipient__resident_id=resident.id)
    return [row.body for row in await rows.order_by("id")]


async def ordered(resident, mode=FulfilmentMode.PICKUP):
    item = await make.menu_item(await make.menu())
    return item, await make.meal_order(item, resident, mode=mode)


async def place_of(item):
    menu = await item.menu
    return await (await menu.site).site


async def moved(item, order, to, now=BEFORE):
    menu = await item.menu
    site = await menu.site
    await commands.move_orders(
        BY, order_ids=[order.id], to=to, viewer=make.manager(site), now=now, reason="测试"
    )


async def test_a_resident_and_who_orders_for_them_learn_of_an_order():
    resident = await make.resident(name="王淑芬")
    orders, collects = await make.resident(), await make.resident()
    await make.proxy(resident, orders, scopes=[ProxyScope.MEAL_ORDER])
    await make.proxy(resident, collects, scopes=[ProxyScope.MEAL_COLLECT])
    item, order = await ordered(resident)
    await deliver()
    place = await place_of(item)
    body = f"王*芬 6月2日午餐已订好，自提，{place.name}。"
    assert await told(NotificationTopic.MEAL_ORDER_PLACED, resident) == [body]
    assert await told(NotificationTopic.MEAL_ORDER_PLACED, orders) == [body]
    assert await told(NotificationTopic.MEAL_ORDER_PLACED, collects) == []
    row = await Notification.filter(recipient__resident_id=resident.id).get()
    assert row.about == global_id("MealOrder", order.id)


async def test_each_event_is_told_once_however_often_it_is_delivered():
    resident = await make.resident()
    await ordered(resident)
    for handler in app.HANDLERS:
        if handler.topic == "meal_order.placed":
            event = await the_event("meal_order.placed")
            await handler.run(event, BEFORE)
            await handler.run(event, BEFORE)
    await deliver()
    assert len(await told(NotificationTopic.MEAL_ORDER_PLACED)) == 1
    assert await NotificationDelivery.all().count() == 1


async def the_event(topic):
    """The last event of a topic."""
    async with acquire() as connection:
        row = await connection.fetchrow(
            "SELECT * FROM event WHERE topic = $1 ORDER BY id DESC LIMIT 1", topic
        )
    return events.Event.of(row)


async def test_who_reads_english_is_told_in_english():
    resident = await make.resident(name="王淑芬")
    await NotificationRecipient.create(
        id=resident.id, resident_id=resident.id, language=NotificationLanguage.EN
    )
    item, _ = await ordered(resident)
    await deliver()
    place = await place_of(item)
    assert await told(NotificationTopic.MEAL_ORDER_PLACED) == [
        f"Lunch on 2 June is ordered for 王*芬: to be fetched, {place.name}."
    ]


async def test_a_meal_to_be_fetched_is_told_when_it_is_ready_also_to_who_fetches_it():
    resident, collects = await make.resident(), await make.resident()
    await make.proxy(resident, collects, scopes=[ProxyScope.MEAL_COLLECT])
    item, order = await ordered(resident)
    for to in (OrderStatus.LOCKED, OrderStatus.COOKING):
        order.status = to
    await order.save()
    await moved(item, order, OrderStatus.READY)
    await deliver()
    assert len(await told(NotificationTopic.MEAL_READY, resident)) == 1
    assert len(await told(NotificationTopic.MEAL_READY, collects)) == 1


@pytest.mark.parametrize("mode", [FulfilmentMode.DINE_IN, FulfilmentMode.DELIVERY])
async def test_a_meal_that_nobody_fetches_is_not_told_when_it_is_ready(mode):
    resident = await make.resident()
    item, order = await ordered(resident, mode)
    order.status = OrderStatus.COOKING
    await order.save()
    await moved(item, order, OrderStatus.READY)
    await deliver()
    assert await told(NotificationTopic.MEAL_READY) == []


async def test_a_stop_is_told_to_who_ordered_and_to_who_works_there():
    resident = await make.resident()
    item, _ = await ordered(resident)
    menu = await item.menu
    site = await menu.site
    place = await site.site
    cook, elsewhere, gone = [await make.account() for _ in range(3)]
    await make.role_grant(cook, Role.CANTEEN_STAFF, site=place)
    await make.role_grant(elsewhere, Role.CANTEEN_STAFF, site=await make.site())
    await make.role_grant(gone, Role.CANTEEN_STAFF, site=place, until_at=BEFORE)
    await make.role_grant(await make.account(), Role.CITY_ADMINISTRATOR)
    await commands.stop_site(
        BY,
        site_id=site.id,
        reason="停电",
        until_on=MEAL_DAY + timedelta(days=1),
        viewer=make.manager(site),
        now=BEFORE,
    )
    await deliver()
    [body] = await told(NotificationTopic.MEAL_CANCELLED, resident)
    assert body.startswith(place.name)
    assert await told(NotificationTopic.SITE_STOPPED) == [
        f"{place.name}已停止供餐，1 个订单已取消并退款。"
    ]
    row = await Notification.filter(topic=NotificationTopic.SITE_STOPPED).get()
    assert (await row.recipient).account_id == cook.id


async def test_a_published_menu_is_told_once_a_day_to_who_eats_there():
    resident = await make.resident()
    site = await make.canteen()
    await make.service_time(site)
    await make.service_time(site, period=MealPeriod.SUPPER)
    await make.standing_order(resident, site)
    await make.resident()
    for period in (MealPeriod.LUNCH, MealPeriod.SUPPER):
        menu = await make.menu(site, status="DRAFT", published_at=None, period=period)
        await make.menu_item(menu)
        await commands.publish_menu(BY, menu_id=menu.id, viewer=make.manager(site), now=BEFORE)
    await deliver()
    place = await site.site
    assert await told(NotificationTopic.MENU_PUBLISHED) == [
        f"{place.name}发布了新菜单，可以订餐了。"
    ]


async def test_a_meal_of_a_standing_order_that_was_declined_is_told():
    resident = await make.resident(name="李强")
    site = await make.canteen()
    standing = await make.standing_order(resident, site, StandingMeal(2, MealPeriod.LUNCH))
    await tell_of_declined(standing, resident)
    await deliver()
    [body] = await told(NotificationTopic.STANDING_ORDER_DECLINED, resident)
    assert body.startswith("李* 6月2日午餐未能自动订上")


@command
async def record(tx, *, topic, subject_id, scope_id, facts: dict[str, object]) -> None:
    """An event, as another part of the canteen records it."""
    tx.record(topic, subject_id, scope_id=scope_id, **facts)


async def tell_of_declined(standing, resident):
    await record(
        BY,
        topic="standing_order.declined",
        subject_id=standing.id,
        scope_id=standing.point_id,
        facts={
            "resident_id": resident.id,
            "on": MEAL_DAY,
            "period": MealPeriod.LUNCH,
            "reason": "SOLD_OUT",
        },
    )


@pytest.mark.parametrize(("has_conflict", "ending"), [(False, "套餐"), (True, "确认。")])
async def test_a_changed_dish_is_told_and_never_why_it_may_not_suit(has_conflict, ending):
    resident = await make.resident()
    item, order = await ordered(resident)
    await make.dietary_need(resident)
    await record(
        BY,
        topic="meal_order.dish_changed",
        subject_id=order.id,
        scope_id=order.site_id,
        facts={"has_conflict": has_conflict},
    )
    await deliver()
    [body] = await told(NotificationTopic.DISH_CHANGED, resident)
    assert item.name in body
    assert ending in body
    assert "过敏" not in body


async def test_money_that_goes_back_is_told_with_its_amount(chosen_settings):
    resident = await make.resident(name="王淑芬")
    _, order = await ordered(resident)
    with with_sandbox(chosen_settings):
        key = await commands.pay_order(
            BY,
            order_id=order.id,
            method=PaymentMethod.PROVIDER,
            viewer=await viewer_of(resident),
            now=BEFORE,
        )
    await record(
        BY,
        topic="meal_payment.refunded",
        subject_id=key,
        scope_id=None,
        facts={"amount_fen": 850},
    )
    await deliver()
    assert await told(NotificationTopic.MONEY_RETURNED, resident) == [
        "王*芬的 8.50 元已退款，将按原付款方式退回。"
    ]


async def test_a_planned_closure_is_told_to_who_has_a_standing_order_there():
    resident = await make.resident()
    site = await make.canteen()
    await make.standing_order(resident, site)
    await commands.plan_closure(
        BY,
        site_id=site.id,
        from_on=MEAL_DAY + timedelta(days=7),
        until_on=MEAL_DAY + timedelta(days=9),
        reason="端午节",
        viewer=make.manager(site),
        now=BEFORE,
    )
    await deliver()
    [body] = await told(NotificationTopic.SITE_CLOSING, resident)
    assert "6月9日起停餐，6月11日恢复" in body


async def test_an_alarm_is_told_to_who_works_there():
    site = await make.canteen()
    account = await make.account()
    await make.role_grant(account, Role.CANTEEN_MANAGER, site=await site.site)
    await record(
        BY, topic="temperature.alarm", subject_id=site.id, scope_id=site.id, facts={"tenths": 120}
    )
    await deliver()
    assert len(await told(NotificationTopic.TEMPERATURE_ALARM)) == 1


async def test_an_unanswered_door_is_told_to_the_family_and_to_who_is_asked_to_see(ask):
    missed = await Missed().begin()
    resident = await missed.order.resident
    child, grid_worker = await make.resident(), await make.resident()
    await make.proxy(resident, child, scopes=[ProxyScope.SERVICE_APPLY])
    post = await make.post(missed.at.compound)
    await make.leader(post, name="网格员", resident_id=grid_worker.id)
    await unanswered(ask, missed)
    await deliver(MEAL)
    for person in (resident, child):
        [body] = await told(NotificationTopic.NOBODY_HOME, person)
        assert "家中无人应答" in body
    assert len(await told(NotificationTopic.WELFARE_CHECK, grid_worker)) == 1
    assert len(await told(NotificationTopic.WELFARE_CHECK)) == 1
