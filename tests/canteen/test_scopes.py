"""Every scope of a proxy against every way to see, place, price and cancel a ward's order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.canteen.models import MealOrder
from hub.canteen.rules import CANCELLED, OPEN, FulfilmentMode, OrderStatus
from hub.kernel.access import Grant, Role, Viewer
from hub.people.models import Proxy, Resident
from hub.people.rules import ProxyScope
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

S = ProxyScope
MINE = "{ myMealOrders { nodes { resident { name } } } }"
SEEN = """query ($ids: [ID!]!) { nodes(ids: $ids) { id } myMealOrders {
    totalCount nodes { mode residentName resident { name } lines { name } }
} }"""
ONE = """query ($id: ID!) { mealOrder(id: $id) {
    residentName resident { name dietaryNeeds { kind } } note dueFen mode lines { name portions }
    steps { kind } cautions { dish } shares { level } moves { toStatus by } residentPhone
} }"""
PLACE = """mutation ($input: MealOrderPlaceInput!) { result: mealOrderPlace(input: $input) {
    ... on MealOrderPlaced { order { channel resident { name } } }
    ... on CanteenRefusal { reason } } }"""
QUOTE = """query ($input: MealQuoteInput!) { result: mealQuote(input: $input) {
    ... on MealQuote { dueFen } ... on CanteenRefusal { reason } } }"""
CANCEL = """mutation ($input: MealOrderCancelInput!) { result: mealOrderCancel(input: $input) {
    ... on MealOrderCancelled { order { status } } ... on CanteenRefusal { reason } } }"""
PICKUP = FulfilmentMode.PICKUP


async def holder_of(ward: Resident, *scopes: ProxyScope) -> Viewer:
    """A son who may do this for the ward; the binding is stored, and in the viewer."""
    son = await make.resident(name="李明")
    await make.proxy(ward, son, scopes=[scope.value for scope in scopes])
    account = await make.account(son)
    grants = (Grant(Role.RESIDENT, area_id=son.area_id),)
    return Viewer(account.id, resident_id=son.id, wards=(make.ward(ward, *scopes),), grants=grants)


async def an_item():
    return await make.menu_item(await make.menu(), name="红烧肉")


def wanted(item, resident, mode=PICKUP):
    return {
        "menuId": global_id("Menu", item.menu_id),
        "mode": mode,
        "lines": [{"itemId": global_id("MenuItem", item.id), "portions": 1}],
        "residentId": global_id("Resident", resident.id),
    }


async def run(ask, document, by, **fields):
    answer = await ask(document, by=by, now=BEFORE, input=fields)
    assert "errors" not in answer, answer
    return answer["data"]["result"]


async def seen(ask, order, by):
    answer = await ask(ONE, by=by, now=BEFORE, id=global_id("MealOrder", order.id))
    assert "errors" not in answer, answer
    return answer["data"]["mealOrder"]


@pytest.mark.parametrize("scope", ProxyScope)
async def test_which_orders_of_a_ward_a_proxy_sees(ask, scope):
    ward = await make.resident(name="王秀兰")
    by = await holder_of(ward, scope)
    orders = {}
    for place, mode in enumerate(FulfilmentMode):
        menu = await make.menu(on=MEAL_DAY + timedelta(days=place))
        order = await make.meal_order(await make.menu_item(menu), ward, mode=mode)
        orders[global_id("MealOrder", order.id)] = mode
    for status in OrderStatus:
        cancelled_at = BEFORE if status in CANCELLED else None
        await MealOrder.all().update(status=status, cancelled_at=cancelled_at)
        answer = await ask(SEEN, by=by, now=BEFORE, ids=list(orders))
        assert "errors" not in answer, answer
        waits = {PICKUP} if status in OPEN else set()
        may = {S.MEAL_ORDER: set(FulfilmentMode), S.MEAL_COLLECT: waits}.get(scope, set())
        found = [orders[node["id"]] for node in answer["data"]["nodes"] if node]
        mine = answer["data"]["myMealOrders"]
        assert {node["mode"] for node in mine["nodes"]} == set(found) == may
        assert mine["totalCount"] == len(found) == len(may)
        for node in mine["nodes"]:
            assert node["resident"]["name"] == node["residentName"] == "王秀兰"
            assert len(node["lines"]) == 1


async def test_who_only_collects_does_not_learn_how_the_price_came_about(ask):
    ward = await make.resident()
    await make.dietary_need(ward)
    order = await make.meal_order(await an_item(), ward, mode=PICKUP)
    await MealOrder.all().update(note="糖尿病，请少油")
    collects = await seen(ask, order, await holder_of(ward, S.MEAL_COLLECT))
    orders = await seen(ask, order, await holder_of(ward, S.MEAL_ORDER))
    assert [collects[name] for name in ("steps", "cautions", "shares")] == [None] * 3
    assert (collects["dueFen"], collects["resident"]["dietaryNeeds"]) == (1200, [])
    assert (collects["note"], orders["note"]) == (None, "糖尿病，请少油")
    assert [step["kind"] for step in orders["steps"]] == ["BILL", "NOT_ELIGIBLE", "DUE"]
    assert (orders["cautions"], orders["shares"]) == ([], [])
    assert orders["resident"]["dietaryNeeds"] == [{"kind": "ALLERGY"}]
    assert orders["residentPhone"] is collects["residentPhone"] is None


async def test_who_only_collects_cannot_ask_whether_a_dish_suits_the_person(ask):
    ward = await make.resident()
    await make.meal_order(await an_item(), ward, mode=PICKUP)
    document = """query ($filter: MealOrderFilter) { myMealOrders(filter: $filter) {
        totalCount nodes { hasDietConflict } } }"""
    for scope, sees in ((S.MEAL_COLLECT, 0), (S.MEAL_ORDER, 1)):
        by = await holder_of(ward, scope)
        for has in (True, False):
            await MealOrder.all().update(has_diet_conflict=has)
            given = {"hasDietConflict": has}
            answer = await ask(document, by=by, now=BEFORE, filter=given)
            mine = answer["data"]["myMealOrders"]
            assert mine == {"totalCount": sees, "nodes": [given] * sees}
        await Proxy.all().delete()


@pytest.mark.parametrize("scope", ProxyScope)
async def test_who_may_price_place_and_cancel_a_ward_s_meal(ask, scope):
    ward, item = await make.resident(name="王秀兰"), await an_item()
    by = await holder_of(ward, scope)
    refused = {"reason": "NO_SUCH_RESIDENT"}
    may = scope is S.MEAL_ORDER
    quote = await run(ask, QUOTE, by, **wanted(item, ward))
    assert quote == ({"dueFen": 1200} if may else refused)
    placed = await run(ask, PLACE, by, **wanted(item, ward))
    assert placed == (
        {"order": {"channel": "PROXY", "resident": {"name": "王秀兰"}}} if may else refused
    )
    assert await MealOrder.all().count() == int(may)
    order = await MealOrder.first() or await make.meal_order(item, ward, mode=PICKUP)
    cancelled = await run(ask, CANCEL, by, orderId=global_id("MealOrder", order.id))
    assert cancelled == ({"order": {"status": "CANCELLED"}} if may else {"reason": "NO_SUCH_ORDER"})
    assert (await MealOrder.get(id=order.id)).status == ("CANCELLED" if may else "PLACED")


async def test_a_viewer_who_remembers_a_proxy_that_has_ended_orders_nothing(ask):
    """What the process remembers lasts a moment longer than what the database says."""
    ward, item = await make.resident(), await an_item()
    by = replace(
        await holder_of(await make.resident(), S.MEAL_ORDER),
        wards=(make.ward(ward, S.MEAL_ORDER),),
    )
    assert await run(ask, PLACE, by, **wanted(item, ward)) == {"reason": "NO_SUCH_RESIDENT"}
    order = await make.meal_order(item, ward)
    cancelled = await run(ask, CANCEL, by, orderId=global_id("MealOrder", order.id))
    assert cancelled == {"reason": "NO_SUCH_ORDER"}


async def test_who_is_staff_and_a_resident_is_each_in_its_place(ask):
    """A cook orders like anybody elsewhere, and at the own counter for whoever comes."""
    guest = await make.resident(name="张桂英")
    here, elsewhere = await an_item(), await an_item()
    cook = await make.resident(name="厨师")
    account = await make.account(cook)
    site_id = (await make.meal_order(here, guest)).site_id
    by = Viewer(
        account.id,
        resident_id=cook.id,
        grants=(
            Grant(Role.RESIDENT, area_id=cook.area_id),
            Grant(Role.CANTEEN_STAFF, site_id=site_id),
        ),
    )
    own = await run(ask, PLACE, by, **wanted(elsewhere, cook))
    assert own == {"order": {"channel": "SELF", "resident": {"name": "厨师"}}}
    stranger = await make.resident()
    assert await run(ask, PLACE, by, **wanted(elsewhere, stranger)) == {
        "reason": "NO_SUCH_RESIDENT"
    }
    counter = await run(ask, PLACE, by, **wanted(here, stranger))
    assert counter["order"]["channel"] == "COUNTER"
    # One's own are those that are for oneself, not those that one serves.
    mine = (await ask(MINE, by=by, now=BEFORE))["data"]["myMealOrders"]
    assert [order["resident"]["name"] for order in mine["nodes"]] == ["厨师"]
    theirs = await make.meal_order(elsewhere)
    assert await seen(ask, theirs, by) is None
