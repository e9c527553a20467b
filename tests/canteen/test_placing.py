"""Placing an order: what it takes, what it keeps, and why it is refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hub.canteen import commands
from hub.canteen.models import (
    MealOrder,
    MealOrderLine,
    MealOrderMove,
    Menu,
    MenuItem,
    Serving,
    SubsidyClaim,
    SubsidyUse,
)
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    FulfilmentMode,
    MenuStatus,
    OrderChannel,
    OrderStatus,
    Request,
    Wanted,
)
from hub.grid.models import Area, Site
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.kernel.models import Audit, Event
from hub.people.rules import DietaryNeedKind, ProxyScope, ProxyStatus
from tests import make
from tests.canteen.published import document
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="mealOrderPlace")


async def lunch(**facts):
    """A menu with one dish."""
    menu = await make.menu()
    return menu, await make.menu_item(menu, **facts)


async def place(menu, resident, *wanted, viewer=None, now=BEFORE, point_id=None, **asked):
    mode = asked.pop("mode", FulfilmentMode.DINE_IN)
    lines = [Wanted(item.id, portions) for item, portions in wanted]
    key = await commands.place_order(
        BY,
        menu_id=menu.id,
        point_id=point_id or menu.site_id,
        resident_id=resident.id,
        request=Request(mode, lines, **asked),
        viewer=viewer or Viewer(resident_id=resident.id),
        now=now,
    )
    return await MealOrder.get(id=key)


async def refused(why, *args, **asked):
    """Placing it is refused for this reason, and nothing is left behind."""
    before = await state()
    with pytest.raises(CanteenRefused) as caught:
        await place(*args, **asked)
    assert caught.value.reason is why
    assert caught.value.message("zh-CN")
    assert caught.value.message("en")
    assert await state() == before
    return caught.value


async def state():
    counts = [
        await model.all().count()
        for model in (MealOrder, MealOrderLine, MealOrderMove, SubsidyClaim, SubsidyUse, Event)
    ]
    return (
        counts,
        sorted(await MenuItem.all().values_list("id", "taken")),
        sorted(await Serving.all().values_list("id", "taken")),
        sorted(await Menu.all().values_list("id", "last_number")),
    )


async def test_an_order_takes_its_portions_and_keeps_what_was_promised():
    menu, item = await lunch(price_fen=1250)
    resident = await make.resident()
    order = await place(menu, resident, (item, 2), note="少油")
    assert (order.status, order.channel, order.number) == (
        OrderStatus.PLACED,
        OrderChannel.SELF,
        1,
    )
    assert (order.price_fen, order.subsidy_fen, order.due_fen) == (2500, 0, 2500)
    assert (order.site_id, order.point_id, order.on) == (menu.site_id, menu.site_id, MEAL_DAY)
    assert order.note == "少油"
    assert (await MenuItem.get(id=item.id)).taken == 2
    assert (await Serving.get(id=order.serving_id)).taken == 1
    line = await MealOrderLine.get(order_id=order.id)
    assert (line.name, line.portions, line.price_fen, line.position) == (item.name, 2, 1250, 1)
    move = await MealOrderMove.get(order_id=order.id)
    assert not move.from_status
    assert (move.to_status, move.at) == (OrderStatus.PLACED, BEFORE)


async def test_numbers_count_up_within_a_menu():
    menu, item = await lunch()
    numbers = [(await place(menu, await make.resident(), (item, 1))).number for _ in range(3)]
    assert numbers == [1, 2, 3]


async def test_it_is_audited_and_told():
    menu, item = await lunch()
    resident = await make.resident()
    order = await place(menu, resident, (item, 1))
    audit = await Audit.get(operation="mealOrderPlace")
    assert (audit.beneficiary_id, audit.outcome) == (resident.id, "OK")
    event = await Event.get(topic="meal_order.placed")
    assert (event.subject_id, event.scope_id) == (order.id, menu.site_id)


async def test_it_needs_two_statements(database):
    menu, item = await lunch()
    resident = await make.resident()
    await place(menu, await make.resident(), (item, 1))
    statements = []
    database.add_query_logger(lambda query: statements.append(query.query))
    await commands.place_order(
        BY,
        menu_id=menu.id,
        point_id=menu.site_id,
        resident_id=resident.id,
        request=Request(FulfilmentMode.DINE_IN, [Wanted(item.id, 1)]),
        viewer=Viewer(resident_id=resident.id),
        now=BEFORE,
    )
    assert len([text for text in statements if not text.startswith(("SAVEPOINT", "RELEASE"))]) == 2


async def test_the_subsidy_is_split_claimed_and_counted_once_a_day():
    area = await make.community()
    canteen = await make.canteen(area)
    city = await Area.get(id=area.ancestors[0])
    await make.policy(city, document("chuzhou"))
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    menu = await make.menu(canteen)
    item = await make.menu_item(menu)
    order = await place(menu, resident, (item, 1))
    assert (order.price_fen, order.subsidy_fen, order.due_fen) == (1200, 300, 900)
    assert order.shares == [{"level": "CITY", "amount_fen": 300}]
    assert [step["kind"] for step in order.quote["steps"]] == ["BILL", "BAND", "DUE"]
    claim = await SubsidyClaim.get(order_id=order.id)
    assert (claim.amount_fen, claim.status.value, claim.policy_id) == (
        300,
        "RESERVED",
        order.policy_id,
    )
    use = await SubsidyUse.get(resident_id=resident.id)
    assert (use.window.value, use.from_on, use.amount_fen, use.limit_fen) == (
        "DAY",
        MEAL_DAY,
        300,
        300,
    )


@pytest.mark.parametrize(("meals_a_week", "subsidies"), [(1, [300, 0]), (2, [300, 300])])
async def test_a_week_in_which_the_policy_changes_has_one_cap(meals_a_week, subsidies):
    area = await make.community()
    canteen = await make.canteen(area)
    city = await Area.get(id=area.ancestors[0])
    capped = {**document("chuzhou"), "weeklyMeals": meals_a_week}
    next_day = MEAL_DAY + timedelta(days=1)
    await make.policy(city, capped, until_on=next_day)
    await make.policy(city, capped, from_on=next_day)
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    orders = []
    for on in (MEAL_DAY, next_day):
        menu = await make.menu(canteen, on=on, cutoff_at=CUTOFF)
        item = await make.menu_item(menu)
        orders.append(await place(menu, resident, (item, 1)))
    assert [order.subsidy_fen for order in orders] == subsidies
    week = await SubsidyUse.get(window="WEEK")
    assert (week.meals, week.limit_meals) == (sum(map(bool, subsidies)), meals_a_week)
    for order in orders:
        await commands.cancel_order(
            BY, order_id=order.id, viewer=Viewer(resident_id=resident.id), now=BEFORE
        )
    assert (await SubsidyUse.get(window="WEEK")).meals == 0


async def test_a_person_has_one_order_a_meal_in_the_whole_city():
    menu, item = await lunch()
    other, dish = await lunch()
    resident = await make.resident()
    await place(menu, resident, (item, 1))
    await refused(CanteenReason.ALREADY_ORDERED, other, resident, (dish, 1))


async def test_after_a_cancellation_a_person_may_order_again():
    menu, item = await lunch()
    resident = await make.resident()
    order = await place(menu, resident, (item, 1))
    await commands.cancel_order(
        BY, order_id=order.id, viewer=Viewer(resident_id=resident.id), now=BEFORE
    )
    assert (await place(menu, resident, (item, 1))).number == 2


async def test_the_last_portions_are_sold_and_no_more():
    menu, item = await lunch(portions=2)
    await place(menu, await make.resident(), (item, 2))
    refusal = await refused(CanteenReason.SOLD_OUT, menu, await make.resident(), (item, 1))
    assert refusal.facts["remaining"] == 0
    assert refusal.field == "lines.0.portions"
    assert refusal.message("zh-CN").endswith("”已售完。")
    assert refusal.message("en").endswith("” is sold out.")


async def test_one_dish_that_is_sold_out_leaves_the_others_alone():
    menu, item = await lunch(portions=5)
    gone = await make.menu_item(menu, portions=0)
    await refused(CanteenReason.SOLD_OUT, menu, await make.resident(), (item, 1), (gone, 1))


async def test_a_full_serving_takes_nobody_else():
    menu, item = await lunch()
    await Serving.filter(menu_id=menu.id, mode=FulfilmentMode.DINE_IN).update(capacity=1)
    await place(menu, await make.resident(), (item, 1))
    await refused(CanteenReason.FULL, menu, await make.resident(), (item, 1))
    pickup = await place(menu, await make.resident(), (item, 1), mode=FulfilmentMode.PICKUP)
    assert pickup.number == 2


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
async def test_at_the_cut_off_residents_are_too_late(late):
    menu, item = await lunch()
    resident = await make.resident()
    await refused(CanteenReason.ORDERING_CLOSED, menu, resident, (item, 1), now=CUTOFF + late)


async def test_a_moment_before_the_cut_off_is_in_time():
    menu, item = await lunch()
    moment = CUTOFF - timedelta(microseconds=1)
    assert await place(menu, await make.resident(), (item, 1), now=moment)


async def test_staff_add_orders_after_the_cut_off_with_a_reason():
    menu, item = await lunch()
    site = await menu.site
    resident = await make.resident()
    asked = {"viewer": make.staff(site), "now": MEAL}
    await refused(CanteenReason.REASON_NEEDED, menu, resident, (item, 1), **asked)
    await Menu.filter(id=menu.id).update(status=MenuStatus.LOCKED, locked_at=CUTOFF)
    order = await place(menu, resident, (item, 1), reason="家中停电", **asked)
    assert (order.status, order.channel, order.is_after_cutoff) == (
        OrderStatus.LOCKED,
        OrderChannel.COUNTER,
        True,
    )
    assert (await MealOrderMove.get(order_id=order.id)).reason == "家中停电"


async def test_nobody_orders_when_the_meal_is_over():
    menu, item = await lunch()
    asked = {"viewer": make.staff(await menu.site), "now": MEAL + timedelta(hours=2)}
    resident = await make.resident()
    await refused(CanteenReason.ORDERING_CLOSED, menu, resident, (item, 1), reason="迟到", **asked)


async def test_staff_order_by_telephone():
    menu, item = await lunch()
    viewer = make.staff(await menu.site)
    order = await place(menu, await make.resident(), (item, 1), viewer=viewer, by_phone=True)
    assert order.channel is OrderChannel.PHONE


async def test_staff_of_another_canteen_are_strangers():
    menu, item = await lunch()
    viewer = make.staff(await make.canteen())
    resident = await make.resident()
    await refused(CanteenReason.NO_SUCH_RESIDENT, menu, resident, (item, 1), viewer=viewer)


async def test_a_proxy_orders_for_their_ward():
    menu, item = await lunch()
    ward, child = await make.resident(), await make.resident()
    await make.proxy(ward, child)
    order = await place(menu, ward, (item, 1), viewer=Viewer(resident_id=child.id))
    assert (order.channel, order.resident_id) == (OrderChannel.PROXY, ward.id)


@pytest.mark.parametrize(
    "facts",
    [
        {"scopes": [ProxyScope.MEAL_COLLECT.value]},
        {"until_on": BEFORE.date()},
        {"from_on": BEFORE.date() + timedelta(days=1)},
        {"status": ProxyStatus.PROPOSED, "slot": None, "consent_at": None, "consent_method": None},
    ],
)
async def test_a_proxy_that_is_not_in_force_orders_nothing(facts):
    menu, item = await lunch()
    ward, child = await make.resident(), await make.resident()
    await make.proxy(ward, child, **facts)
    viewer = Viewer(resident_id=child.id)
    await refused(CanteenReason.NO_SUCH_RESIDENT, menu, ward, (item, 1), viewer=viewer)


async def test_a_stranger_and_an_anonymous_caller_order_nothing():
    menu, item = await lunch()
    resident = await make.resident()
    for viewer in (Viewer(), Viewer(resident_id=(await make.resident()).id)):
        await refused(CanteenReason.NO_SUCH_RESIDENT, menu, resident, (item, 1), viewer=viewer)


async def test_an_allergy_blocks_the_order():
    menu, item = await lunch(of=await make.dish(allergens=["PEANUT"]))
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.ALLERGY, substance="花生")
    await refused(CanteenReason.ALLERGY, menu, resident, (item, 1))


async def test_an_allergy_that_has_ended_blocks_nothing():
    menu, item = await lunch(of=await make.dish(allergens=["PEANUT"]))
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.ALLERGY, until_on=MEAL_DAY)
    assert await place(menu, resident, (item, 1))


async def test_what_a_chronic_disease_speaks_against_needs_a_word_that_is_recorded():
    menu, item = await lunch(of=await make.dish(sugar_mg=20_000))
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.LOW_SUGAR)
    with pytest.raises(CanteenRefused) as refused:
        await place(menu, resident, (item, 1))
    assert refused.value.reason is CanteenReason.CAUTION_NOT_ACCEPTED
    assert refused.value.facts["dish"] == item.name
    assert refused.value.facts["warning"] == "SUGAR"
    order = await place(menu, resident, (item, 1), accepts_cautions=True)
    assert [caution["warning"] for caution in order.quote["cautions"]] == ["SUGAR"]
    assert order.quote["cautions_accepted"] is True


async def test_a_milder_warning_is_recorded_and_asks_for_nothing():
    menu, item = await lunch(of=await make.dish(is_soft=False))
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.SOFT)
    order = await place(menu, resident, (item, 1))
    assert [caution["warning"] for caution in order.quote["cautions"]] == ["NOT_SOFT"]
    assert order.quote["cautions_accepted"] is False


async def test_delivery_goes_home_or_where_it_is_told_to():
    menu, item = await lunch()
    home = await make.entrance(name="1单元")
    first = await make.resident(home, room="301")
    order = await place(menu, first, (item, 1), mode=FulfilmentMode.DELIVERY)
    assert order.address is not None
    assert order.address.endswith("1单元301")
    second = await place(
        menu, await make.resident(), (item, 1), mode=FulfilmentMode.DELIVERY, address="中心医院"
    )
    assert second.address == "中心医院"


async def test_delivery_to_nowhere_is_refused():
    menu, item = await lunch()
    resident = await make.resident(room=None, area_id=None)
    await refused(
        CanteenReason.ADDRESS_NEEDED, menu, resident, (item, 1), mode=FulfilmentMode.DELIVERY
    )


async def test_who_died_or_moved_away_orders_nothing():
    menu, item = await lunch()
    dead = await make.resident(died_on=date(2026, 5, 1))
    await refused(CanteenReason.RESIDENT_GONE, menu, dead, (item, 1))
    gone = await make.resident(moved_out_on=MEAL_DAY)
    await refused(CanteenReason.RESIDENT_GONE, menu, gone, (item, 1))


async def test_a_meal_point_serves_its_kitchens_menu_and_no_other():
    menu, item = await lunch()
    point = await make.meal_point(await menu.site)
    await make.serving(menu, point.id)
    order = await place(menu, await make.resident(), (item, 1), point_id=point.id)
    assert (order.site_id, order.point_id) == (menu.site_id, point.id)
    stranger = await make.meal_point(await make.canteen())
    resident = await make.resident()
    for point_id in (stranger.id, uuid4()):
        refusal = await refused(
            CanteenReason.NOT_SERVED_HERE, menu, resident, (item, 1), point_id=point_id
        )
        assert refusal.field == "pointId"


async def test_a_point_that_does_not_serve_this_way_or_is_closed_takes_no_order():
    menu, item = await lunch()
    point = await make.meal_point(await menu.site)
    resident = await make.resident()
    asked = {"point_id": point.id}
    await refused(CanteenReason.NOT_SERVED_THIS_WAY, menu, resident, (item, 1), **asked)
    await make.serving(menu, point.id)
    await Site.filter(id=point.id).update(is_open=False)
    await refused(CanteenReason.SITE_CLOSED, menu, resident, (item, 1), **asked)


async def test_a_draft_is_no_menu():
    menu = await make.menu(status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)
    item = await make.menu_item(menu)
    await refused(CanteenReason.NO_SUCH_MENU, menu, await make.resident(), (item, 1))


async def test_a_changed_price_is_confirmed_first():
    menu, item = await lunch()
    resident = await make.resident()
    refusal = await refused(
        CanteenReason.PRICE_CHANGED, menu, resident, (item, 1), expected_due_fen=1100
    )
    assert refusal.facts["due_fen"] == 1200
    assert await place(menu, resident, (item, 1), expected_due_fen=1200)


@pytest.mark.parametrize("portions", [-1, 0, 7, 10**9])
async def test_a_number_of_portions_that_nobody_eats_is_refused(portions):
    menu, item = await lunch()
    resident = await make.resident()
    await refused(CanteenReason.PORTIONS_NOT_VALID, menu, resident, (item, portions))


async def test_nothing_twice_and_foreign_dishes_are_refused():
    menu, item = await lunch()
    _, foreign = await lunch()
    resident = await make.resident()
    await refused(CanteenReason.NOTHING_ORDERED, menu, resident)
    await refused(CanteenReason.ITEM_TWICE, menu, resident, (item, 1), (item, 1))
    await refused(CanteenReason.NO_SUCH_ITEM, menu, resident, (foreign, 1))
    await refused(
        CanteenReason.PORTIONS_NOT_VALID, menu, resident, (item, 6), (await make.menu_item(menu), 1)
    )


@pytest.mark.parametrize("text", ["字" * 201, "\x00", "\ud800"])
async def test_a_text_that_cannot_be_stored_is_refused(text):
    menu, item = await lunch()
    reason = CanteenReason.TEXT_TOO_LONG if len(text) > 200 else CanteenReason.TEXT_NOT_VALID
    await refused(reason, menu, await make.resident(), (item, 1), note=text)


async def test_keys_that_nothing_has_are_refused():
    menu, item = await lunch()
    resident = await make.resident()
    nothing = type(menu)(id=uuid4(), site_id=menu.site_id)
    await refused(CanteenReason.NO_SUCH_MENU, nothing, resident, (item, 1))
    nobody = type(resident)(id=uuid4())
    await refused(CanteenReason.NO_SUCH_RESIDENT, menu, nobody, (item, 1))


async def test_the_same_key_gives_the_same_order():
    menu, item = await lunch()
    resident = await make.resident()
    account = await make.account(resident)
    by = Actor(operation="mealOrderPlace", account_id=account.id, idempotency_key="k1")
    asked = {
        "menu_id": menu.id,
        "point_id": menu.site_id,
        "resident_id": resident.id,
        "request": Request(FulfilmentMode.DINE_IN, [Wanted(item.id, 1)]),
        "viewer": Viewer(account_id=account.id, resident_id=resident.id),
        "now": BEFORE,
    }
    first = await commands.place_order(by, **asked)
    assert await commands.place_order(by, **asked) == first
    assert await MealOrder.all().count() == 1
