"""Ordering over GraphQL: who may order, see, cancel and move what."""

from dataclasses import replace
from datetime import date

import pytest

from hub.canteen import commands
from hub.canteen.models import MealOrder, MealOrderMove, MealSite, Menu, MenuItem
from hub.canteen.rules import FulfilmentMode, OrderStatus
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.kernel.models import Audit
from hub.people.models import Resident
from hub.people.rules import DietaryNeedKind
from hub.query import global_id
from tests import make
from tests.canteen.money import balance, check_books
from tests.canteen.published import document
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

PLACE = """mutation ($input: MealOrderPlaceInput!) { result: mealOrderPlace(input: $input) {
    __typename
    ... on MealOrderPlaced { order {
        id number status channel mode priceFen subsidyFen dueFen paidFen residentName address
        point { name } lines { name portions priceFen } moves { toStatus reason by }
    } paymentReason paymentMessage }
    ... on CanteenRefusal { reason field message remaining dueFen }
    ... on KernelRefusal { kernelReason: reason }
} }"""
CANCEL = """mutation ($input: MealOrderCancelInput!) { result: mealOrderCancel(input: $input) {
    ... on MealOrderCancelled { order { status cancelledAt } }
    ... on CanteenRefusal { reason field } } }"""
MOVE = """mutation ($input: MealOrdersMoveInput!) { result: mealOrdersMove(input: $input) {
    ... on MealOrdersMoved { orders { number status } }
    ... on CanteenRefusal { reason field number status allowed } } }"""
BOARD = """query ($siteId: ID!, $on: Date!, $period: MealPeriod!, $filter: MealOrderFilter,
    $first: Int, $after: String) {
    mealOrders(siteId: $siteId, on: $on, period: $period, filter: $filter, first: $first,
        after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { number status residentName residentPhone lines { name portions } }
    }
}"""
MINE = """{ myMealOrders { totalCount nodes { number status } } }"""
ONE = """query ($id: ID!) { mealOrder(id: $id) {
    number dueFen steps { kind words amountFen } cautions { dish warning }
    shares { level amountFen } lines { name item { remaining } } moves { toStatus by }
} }"""
PRODUCTION = """query ($siteId: ID!, $on: Date!, $period: MealPeriod!) {
    mealProduction(siteId: $siteId, on: $on, period: $period) { dish mode portions orders } }"""
QUOTE = """query ($input: MealQuoteInput!) { quote: mealQuote(input: $input) {
    ... on MealQuote { priceFen subsidyFen dueFen steps { kind words amountFen }
        shares { level amountFen } cautions { dish warning } }
    ... on CanteenRefusal { reason field } } }"""


async def lunch(**facts):
    menu = await make.menu()
    return await make.menu_item(menu, **facts)


def wanted(item, portions=1, **more):
    return {
        "menuId": global_id("Menu", item.menu_id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id), "portions": portions}],
        **more,
    }


async def kitchen(item):
    return await MealSite.get(id=(await Menu.get(id=item.menu_id)).site_id)


async def resident_viewer(resident, *wards):
    account = await make.account(resident)
    return Viewer(
        account_id=account.id,
        resident_id=resident.id,
        wards=tuple(make.ward(ward) for ward in wards),
        grants=(Grant(Role.RESIDENT),),
    )


async def a_resident(**facts):
    return await resident_viewer(await make.resident(**facts))


async def place(ask, viewer, given, now=BEFORE, **more):
    body = await ask(PLACE, by=viewer, now=now, input=given, **more)
    assert "errors" not in body, body
    return body["data"]["result"]


async def counts():
    return (
        await MealOrder.all().count(),
        await MealOrderMove.all().count(),
        sorted(await MenuItem.all().values_list("id", "taken")),
    )


async def test_a_resident_orders_lunch(ask):
    item = await lunch(name="红烧肉", price_fen=1500)
    viewer = await a_resident(name="张桂英")
    result = await place(ask, viewer, wanted(item, 2, note="少油"))
    order = result["order"]
    assert (order["number"], order["status"], order["channel"]) == (1, "PLACED", "SELF")
    assert (order["priceFen"], order["dueFen"], order["residentName"]) == (3000, 3000, "张桂英")
    assert order["lines"] == [{"name": "红烧肉", "portions": 2, "priceFen": 1500}]
    assert order["moves"] == [{"toStatus": "PLACED", "reason": None, "by": None}]
    audit = await Audit.get(operation="mealOrderPlace")
    assert (audit.role, audit.account_id, audit.outcome) == ("RESIDENT", viewer.account_id, "OK")


async def test_an_order_is_paid_by_card_in_the_same_request_and_once_under_its_key(ask):
    item, resident = await lunch(price_fen=1500), await make.resident()
    card = await make.meal_card(resident, 20_00)
    viewer = await resident_viewer(resident)
    given = wanted(item, payByCard=True, idempotencyKey="lunch")
    first, again = [await place(ask, viewer, given) for _ in range(2)]
    assert first == again
    assert (first["order"]["paidFen"], first["paymentReason"]) == (1500, None)
    assert await balance(card) == 5_00
    await check_books()


async def test_an_order_that_cannot_be_paid_by_card_stands_and_says_so(ask):
    item, resident = await lunch(price_fen=1500), await make.resident()
    viewer = await resident_viewer(resident)
    result = await place(ask, viewer, wanted(item, payByCard=True), language="en")
    assert (result["order"]["status"], result["order"]["paidFen"]) == ("PLACED", 0)
    assert result["paymentReason"] == "NO_SUCH_CARD"
    assert result["paymentMessage"]
    audits = await Audit.filter(operation="mealOrderPlace.pay")
    assert [audit.outcome for audit in audits] == ["NO_SUCH_CARD"]
    other = await a_resident()
    unasked = await place(ask, other, wanted(item))
    assert (unasked["order"]["paidFen"], unasked["paymentReason"]) == (0, None)


async def test_at_the_counter_a_card_is_shown_to_be_paid_by(ask):
    item, resident = await lunch(), await make.resident()
    await make.meal_card(resident, 20_00)
    given = wanted(item, payByCard=True, residentId=global_id("Resident", resident.id))
    result = await place(ask, make.staff(await kitchen(item)), given)
    assert (result["order"]["paidFen"], result["paymentReason"]) == (0, "CARD_NUMBER_NEEDED")


async def test_a_refusal_is_typed_said_in_both_languages_and_audited(ask):
    item = await lunch(name="红烧肉", portions=1)
    viewer = await a_resident()
    result = await place(ask, viewer, wanted(item, 2))
    assert (result["reason"], result["field"], result["remaining"]) == (
        "SOLD_OUT",
        "lines.0.portions",
        1,
    )
    assert result["message"] == "“红烧肉” has only 1 left."
    result = await place(ask, viewer, wanted(item, 2), language="zh-CN")
    assert result["message"] == "菜品“红烧肉”仅剩 1 份。"
    assert await Audit.filter(outcome="SOLD_OUT").count() == 2
    assert (await MenuItem.get(id=item.id)).taken == 0


async def test_the_same_key_is_one_order_and_another_request_with_it_is_refused(ask):
    item = await lunch()
    viewer = await a_resident()
    given = wanted(item, idempotencyKey="today")
    first, second = await place(ask, viewer, given), await place(ask, viewer, given)
    assert first == second
    assert await MealOrder.all().count() == 1
    other = await place(ask, viewer, wanted(item, 2, idempotencyKey="today"))
    assert other["kernelReason"] == "IDEMPOTENCY_KEY_REUSED"


async def test_a_proxy_orders_and_cancels_for_their_ward(ask):
    item = await lunch()
    ward, child = await make.resident(name="王秀兰"), await make.resident()
    await make.proxy(ward, child)
    viewer = await resident_viewer(child, ward)
    given = wanted(item, residentId=global_id("Resident", ward.id))
    order = (await place(ask, viewer, given))["order"]
    assert (order["channel"], order["residentName"]) == ("PROXY", "王秀兰")
    body = await ask(CANCEL, by=viewer, now=BEFORE, input={"orderId": order["id"]})
    assert body["data"]["result"]["order"]["status"] == "CANCELLED"


async def test_staff_order_at_the_counter_and_after_the_cut_off(ask):
    item = await lunch()
    staff = make.staff(await kitchen(item))
    resident = await make.resident()
    given = wanted(item, residentId=global_id("Resident", resident.id), byPhone=True)
    assert (await place(ask, staff, given, now=MEAL))["reason"] == "REASON_NEEDED"
    order = (await place(ask, staff, {**given, "reason": "家中停电"}, now=MEAL))["order"]
    assert (order["status"], order["channel"]) == ("LOCKED", "PHONE")
    assert order["moves"][0]["reason"] == "家中停电"


async def test_nobody_else_orders_for_a_resident(ask):
    item = await lunch()
    resident = await make.resident()
    given = wanted(item, residentId=global_id("Resident", resident.id))
    elsewhere = await make.canteen()
    canteen = await kitchen(item)
    callers = [
        NOBODY,
        await a_resident(),
        make.staff(elsewhere),
        make.manager(elsewhere),
        *(make.staff(canteen, role) for role in Role if not role.value.startswith("CANTEEN")),
    ]
    before = await counts()
    for caller in callers:
        body = await ask(PLACE, by=caller, now=BEFORE, input=given)
        if "errors" in body:
            code = body["errors"][0]["extensions"]["code"]
            assert code == ("UNAUTHENTICATED" if caller.is_anonymous else "FORBIDDEN")
        else:
            assert body["data"]["result"]["reason"] == "NO_SUCH_RESIDENT"
    assert await counts() == before


async def test_the_board_shows_a_meals_orders_page_by_page(ask):
    item = await lunch(name="红烧肉")
    for _ in range(5):
        await make.meal_order(item)
    canteen = await kitchen(item)
    asked = {"siteId": global_id("MealSite", canteen.id), "on": str(MEAL_DAY), "period": "LUNCH"}
    staff = make.staff(canteen)
    first = (await ask(BOARD, by=staff, **asked, first=2))["data"]["mealOrders"]
    assert first["totalCount"] == 5
    assert [order["number"] for order in first["nodes"]] == [1, 2]
    assert first["nodes"][0]["lines"] == [{"name": "红烧肉", "portions": 1}]
    after = first["pageInfo"]["endCursor"]
    rest = (await ask(BOARD, by=staff, **asked, after=after))["data"]["mealOrders"]
    assert [order["number"] for order in rest["nodes"]] == [3, 4, 5]
    assert rest["pageInfo"]["hasNextPage"] is False


async def test_the_board_is_filtered(ask):
    item = await lunch()
    menu = await Menu.get(id=item.menu_id)
    point = await make.meal_point(await kitchen(item))
    await make.serving(menu, point.id)
    wang = await make.resident(name="王淑芬", name_pinyin="wangshufen", name_initials="wsf")
    li = await make.resident(name="李秀英", name_pinyin="lixiuying", name_initials="lxy")
    await make.meal_order(item, wang)
    await make.meal_order(item, li, mode=FulfilmentMode.PICKUP)
    zhao = await make.resident(name="赵玉兰", name_pinyin="zhaoyulan", name_initials="zyl")
    at_point = await make.meal_order(item, zhao, point_id=point.id)
    await commands.cancel_order(
        Actor(operation="cancel"),
        order_id=at_point.id,
        viewer=Viewer(resident_id=at_point.resident_id),
        now=BEFORE,
    )
    staff = make.staff(await kitchen(item))
    asked = {"siteId": global_id("MealSite", menu.site_id), "on": str(MEAL_DAY), "period": "LUNCH"}
    filters = [
        ({"text": "秀英"}, [2]),
        ({"text": "wsf"}, [1]),
        ({"modes": ["PICKUP"]}, [2]),
        ({"statuses": ["CANCELLED"]}, [3]),
        ({"pointId": global_id("MealSite", point.id)}, [3]),
        ({"number": 2}, [2]),
        ({"modes": ["DINE_IN"], "statuses": ["PLACED"]}, [1]),
    ]
    for chosen, numbers in filters:
        board = (await ask(BOARD, by=staff, **asked, filter=chosen))["data"]["mealOrders"]
        assert [order["number"] for order in board["nodes"]] == numbers, chosen
        assert board["totalCount"] == len(numbers)


async def test_staff_of_a_meal_point_see_its_orders_on_the_kitchens_board(ask):
    item = await lunch()
    menu = await Menu.get(id=item.menu_id)
    point = await make.meal_point(await kitchen(item))
    await make.serving(menu, point.id)
    await make.meal_order(item)
    await make.meal_order(item, point_id=point.id)
    asked = {"siteId": global_id("MealSite", menu.site_id), "on": str(MEAL_DAY), "period": "LUNCH"}
    board = (await ask(BOARD, by=make.staff(point), **asked))["data"]["mealOrders"]
    assert [order["number"] for order in board["nodes"]] == [2]


async def test_who_sees_an_order(ask):
    item = await lunch()
    resident = await make.resident()
    order = await make.meal_order(item, resident)
    canteen = await kitchen(item)
    site = await canteen.site
    city = await Area.get(id=(await Area.get(id=site.area_id)).ancestors[0])
    key = global_id("MealOrder", order.id)
    asked = {"siteId": global_id("MealSite", canteen.id), "on": str(MEAL_DAY), "period": "LUNCH"}
    elsewhere = await make.canteen()
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=city.id),))
    child = await make.resident()
    seeing = [
        await resident_viewer(resident),
        await resident_viewer(child, resident),
        make.staff(canteen),
        make.manager(canteen),
        auditor,
        Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),)),
    ]
    not_seeing = [
        NOBODY,
        await a_resident(),
        make.staff(elsewhere),
        Viewer(grants=(Grant(Role.CANTEEN_STAFF, area_id=(await make.community()).id),)),
        make.staff(canteen, Role.DELIVERY_VOLUNTEER),
        make.staff(canteen, Role.HR_OFFICER),
        Viewer(grants=(Grant(Role.DEVELOPER),)),
    ]
    node = "query ($id: ID!) { node(id: $id) { id } }"
    for viewer in seeing:
        assert (await ask(node, by=viewer, id=key))["data"]["node"] == {"id": key}
        body = await ask(ONE, by=viewer, id=key)
        assert body["data"]["mealOrder"]["number"] == 1
    for viewer in not_seeing:
        assert (await ask(node, by=viewer, id=key))["data"]["node"] is None
        body = await ask(ONE, by=viewer, id=key)
        assert body["data"]["mealOrder"] is None
        body = await ask(BOARD, by=viewer, **asked)
        board = body["data"]["mealOrders"]
        assert board is None or board["totalCount"] == 0


async def test_residents_see_their_own_orders_and_their_wards(ask):
    item = await lunch()
    mine, ward = await make.resident(), await make.resident()
    for resident in (mine, ward, await make.resident()):
        await make.meal_order(item, resident)
    body = await ask(MINE, by=await resident_viewer(mine, ward))
    assert body["data"]["myMealOrders"]["totalCount"] == 2
    staff = replace(make.staff(await kitchen(item)), account_id=new_key())
    body = await ask(MINE, by=staff)
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_an_order_says_how_its_price_was_worked_out(ask):
    area = await make.community()
    city = await Area.get(id=area.ancestors[0])
    await make.policy(city, document("chuzhou"))
    item = await make.menu_item(await make.menu(await make.canteen(area)))
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    order = await make.meal_order(item, resident)
    body = await ask(ONE, by=await resident_viewer(resident), id=global_id("MealOrder", order.id))
    assert "errors" not in body, body
    seen = body["data"]["mealOrder"]
    assert seen["dueFen"] == 900
    assert [(step["kind"], step["amountFen"]) for step in seen["steps"]] == [
        ("BILL", 1200),
        ("BAND", 300),
        ("DUE", 900),
    ]
    assert seen["shares"] == [{"level": "CITY", "amountFen": 300}]
    assert seen["lines"][0]["item"]["remaining"] == 99


async def test_a_quote_reserves_nothing_and_warns(ask):
    area = await make.community()
    city = await Area.get(id=area.ancestors[0])
    await make.policy(city, document("chuzhou"))
    dish = await make.dish(name="糖醋里脊", sugar_mg=26_000)
    item = await make.menu_item(await make.menu(await make.canteen(area)), dish)
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    await make.dietary_need(resident, DietaryNeedKind.LOW_SUGAR)
    before = await counts()
    viewer = await resident_viewer(resident)
    body = await ask(QUOTE, by=viewer, now=BEFORE, language="zh-CN", input=wanted(item))
    assert "errors" not in body, body
    quote = body["data"]["quote"]
    assert (quote["priceFen"], quote["subsidyFen"], quote["dueFen"]) == (1200, 300, 900)
    assert quote["steps"][-1]["words"] == "个人应付"
    assert quote["cautions"] == [{"dish": "糖醋里脊", "warning": "SUGAR"}]
    assert await counts() == before
    body = await ask(QUOTE, by=viewer, now=CUTOFF, input=wanted(item))
    assert body["data"]["quote"]["reason"] == "ORDERING_CLOSED"
    body = await ask(
        QUOTE,
        by=await a_resident(),
        now=BEFORE,
        input=wanted(item, residentId=global_id("Resident", resident.id)),
    )
    assert body["data"]["quote"]["reason"] == "NO_SUCH_RESIDENT"


async def test_the_kitchen_sees_how_much_to_cook(ask):
    item = await lunch(name="红烧肉")
    await make.meal_order(item, portions=2)
    await make.meal_order(item, portions=1)
    await make.meal_order(item, mode=FulfilmentMode.PICKUP)
    gone = await make.meal_order(item, portions=3)
    await commands.cancel_order(
        Actor(operation="cancel"),
        order_id=gone.id,
        viewer=Viewer(resident_id=gone.resident_id),
        now=BEFORE,
    )
    canteen = await kitchen(item)
    asked = {"siteId": global_id("MealSite", canteen.id), "on": str(MEAL_DAY), "period": "LUNCH"}
    body = await ask(PRODUCTION, by=make.staff(canteen), **asked)
    assert body["data"]["mealProduction"] == [
        {"dish": "红烧肉", "mode": "DINE_IN", "portions": 3, "orders": 2},
        {"dish": "红烧肉", "mode": "PICKUP", "portions": 1, "orders": 1},
    ]
    elsewhere = make.staff(await make.canteen())
    assert (await ask(PRODUCTION, by=elsewhere, **asked))["data"]["mealProduction"] is None


async def test_staff_move_orders_along_together(ask):
    item = await lunch()
    orders = [await make.meal_order(item) for _ in range(2)]
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    canteen = await kitchen(item)
    keys = [global_id("MealOrder", order.id) for order in orders]
    given = {"orderIds": keys, "to": "COOKING"}
    staff = make.staff(canteen)
    body = await ask(MOVE, by=staff, now=MEAL, input=given)
    assert body["data"]["result"]["orders"] == [
        {"number": 1, "status": "COOKING"},
        {"number": 2, "status": "COOKING"},
    ]
    body = await ask(MOVE, by=staff, now=MEAL, input={**given, "to": "SERVED"})
    assert body["data"]["result"] == {
        "reason": "CANNOT_MOVE",
        "field": "orderIds.0",
        "number": 1,
        "status": "COOKING",
        "allowed": ["CANCELLED_LATE", "NO_SHOW", "READY"],
    }


async def test_nobody_else_moves_or_cancels_an_order(ask):
    item = await lunch()
    order = await make.meal_order(item)
    canteen, elsewhere = await kitchen(item), await make.canteen()
    key = global_id("MealOrder", order.id)
    attempts = [
        (CANCEL, {"orderId": key, "reason": "x"}),
        (MOVE, {"orderIds": [key], "to": "SITE_CANCELLED", "reason": "x"}),
    ]
    callers = [
        NOBODY,
        await a_resident(),
        make.staff(elsewhere),
        make.manager(elsewhere),
        *(make.staff(canteen, role) for role in Role if not role.value.startswith("CANTEEN")),
    ]
    before = await counts()
    for caller in callers:
        for text, given in attempts:
            body = await ask(text, by=caller, now=BEFORE, input=given)
            if "errors" in body:
                code = body["errors"][0]["extensions"]["code"]
                assert code == ("UNAUTHENTICATED" if caller.is_anonymous else "FORBIDDEN")
            else:
                assert body["data"]["result"]["reason"] == "NO_SUCH_ORDER"
    assert await counts() == before
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.PLACED


async def test_staff_see_a_masked_telephone_and_residents_none(ask):
    item = await lunch()
    resident = await make.resident()
    await Resident.filter(id=resident.id).update(
        phone=b"x", phone_hash=b"x", phone_masked="138****5678"
    )
    await make.meal_order(item, resident)
    canteen = await kitchen(item)
    asked = {"siteId": global_id("MealSite", canteen.id), "on": str(MEAL_DAY), "period": "LUNCH"}
    board = (await ask(BOARD, by=make.staff(canteen), **asked))["data"]["mealOrders"]
    assert board["nodes"][0]["residentPhone"] == "138****5678"
    mine = "{ myMealOrders { nodes { residentPhone } } }"
    body = await ask(mine, by=await resident_viewer(resident))
    assert body["data"]["myMealOrders"]["nodes"] == [{"residentPhone": None}]


@pytest.mark.parametrize("portions", [0, -1, 10**9, 2**31 - 1])
async def test_absurd_portions_are_refused_in_words(ask, portions):
    item = await lunch()
    result = await place(ask, await a_resident(), wanted(item, portions))
    assert result["reason"] == "PORTIONS_NOT_VALID"


@pytest.mark.parametrize("garbled", ["", "Menu_x", "Dish_" + "0" * 36, "\x00"])
async def test_garbled_ids_are_refused_in_words(ask, garbled):
    item = await lunch()
    viewer = await a_resident()
    result = await place(ask, viewer, {**wanted(item), "menuId": garbled})
    assert result["reason"] == "NO_SUCH_MENU"
    result = await place(ask, viewer, {**wanted(item), "lines": [{"itemId": garbled}]})
    assert result["reason"] == "NO_SUCH_ITEM"
    body = await ask(CANCEL, by=viewer, now=BEFORE, input={"orderId": garbled})
    assert body["data"]["result"]["reason"] == "NO_SUCH_ORDER"


@pytest.mark.parametrize("text", ["\x07", "字" * 201])
async def test_a_note_that_cannot_be_stored_is_refused_in_words(ask, text):
    item = await lunch()
    result = await place(ask, await a_resident(), wanted(item, note=text))
    assert result["reason"] in ("TEXT_NOT_VALID", "TEXT_TOO_LONG")
    assert await MealOrder.all().count() == 0
