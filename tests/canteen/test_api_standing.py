"""Standing orders and several meals at once, over GraphQL: who may, and what they get."""

from datetime import timedelta

import pytest

from hub.canteen.jobs.ordering import place_standing
from hub.canteen.models import MealOrder, StandingOrder
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.kernel.models import Audit
from hub.people.rules import DietaryNeedKind, ProxyScope
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

SHOWN = """id mode fromOn untilOn residentName point { name }
    meals { weekday period portions takesAny dishes { dish { name } } }
    pauses { fromOn untilOn reason note }"""
SET = f"""mutation ($input: StandingOrderSetInput!) {{ result: standingOrderSet(input: $input) {{
    ... on StandingOrderSet {{ standingOrder {{ {SHOWN} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
PAUSE = f"""mutation ($input: StandingOrderPauseInput!) {{
    result: standingOrderPause(input: $input) {{
    ... on StandingOrderPaused {{ standingOrder {{ {SHOWN} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
RESUME = f"""mutation ($input: StandingOrderResumeInput!) {{
    result: standingOrderResume(input: $input) {{
    ... on StandingOrderResumed {{ standingOrder {{ {SHOWN} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
END = f"""mutation ($input: StandingOrderEndInput!) {{ result: standingOrderEnd(input: $input) {{
    ... on StandingOrderEnded {{ standingOrder {{ {SHOWN} endedReason }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
LIST = """query ($filter: StandingOrderFilter) { standingOrders(filter: $filter) {
    totalCount nodes { residentName resident { name }
        attempts { totalCount nodes { on period outcome refusal order { number status } } } } } }"""
SEVERAL = """mutation ($input: MealOrdersPlaceInput!) { result: mealOrdersPlace(input: $input) {
    ... on MealOrdersPlaced { outcomes { order { number on channel } reason message field } }
    ... on CanteenRefusal { reason field } ... on KernelRefusal { kernelReason: reason } } }"""


def week(site_id, **given):
    return {
        "pointId": global_id("MealSite", site_id),
        "mode": "DINE_IN",
        "fromOn": BEFORE.date().isoformat(),
        "meals": [{"weekday": 2, "period": "LUNCH"}],
        **given,
    }


async def person():
    """A resident with an account, as viewer."""
    resident = await make.resident()
    account = await make.account(resident)
    return resident, Viewer(
        account_id=account.id, resident_id=resident.id, grants=(Grant(Role.RESIDENT),)
    )


async def test_a_week_is_set_rests_goes_on_and_ends(ask):
    item = await make.menu_item(await make.menu())
    menu = await item.menu
    dish = await item.dish
    resident, viewer = await person()
    wanted = {"weekday": 2, "period": "LUNCH", "dishIds": [global_id("Dish", dish.id)]}
    body = await ask(
        SET, by=viewer, now=BEFORE, input=week(menu.site_id, meals=[wanted], idempotencyKey="a")
    )
    standing = body["data"]["result"]["standingOrder"]
    assert standing["residentName"] == resident.name
    assert standing["meals"] == [
        {
            "weekday": 2,
            "period": "LUNCH",
            "portions": 1,
            "takesAny": True,
            "dishes": [{"dish": {"name": dish.name}}],
        }
    ]
    again = await ask(
        SET, by=viewer, now=BEFORE, input=week(menu.site_id, meals=[wanted], idempotencyKey="a")
    )
    assert again["data"]["result"]["standingOrder"]["id"] == standing["id"]
    about = {"standingOrderId": standing["id"]}
    rest = {**about, "fromOn": MEAL_DAY.isoformat(), "reason": "HOSPITAL", "note": "二院"}
    body = await ask(PAUSE, by=viewer, now=BEFORE, input=rest)
    assert body["data"]["result"]["standingOrder"]["pauses"] == [
        {"fromOn": MEAL_DAY.isoformat(), "untilOn": None, "reason": "HOSPITAL", "note": "二院"}
    ]
    await place_standing.run(BEFORE)
    assert await MealOrder.all().count() == 0
    body = await ask(RESUME, by=viewer, now=BEFORE, input={**about, "fromOn": MEAL_DAY.isoformat()})
    assert body["data"]["result"]["standingOrder"]["pauses"][0]["untilOn"] == MEAL_DAY.isoformat()
    await place_standing.run(BEFORE)
    body = await ask(LIST, by=viewer, now=BEFORE)
    [listed] = body["data"]["standingOrders"]["nodes"]
    assert listed["attempts"]["nodes"] == [
        {
            "on": MEAL_DAY.isoformat(),
            "period": "LUNCH",
            "outcome": "PLACED",
            "refusal": None,
            "order": {"number": 1, "status": "PLACED"},
        }
    ]
    until = (MEAL_DAY + timedelta(days=1)).isoformat()
    body = await ask(
        END, by=viewer, now=BEFORE, input={**about, "untilOn": until, "reason": "搬走"}
    )
    ended = body["data"]["result"]["standingOrder"]
    assert (ended["untilOn"], ended["endedReason"]) == (until, "搬走")


async def test_who_may_set_a_week_for_whom(ask):
    site = await make.canteen()
    resident, own = await person()
    holder, proxy = await person()
    await make.proxy(resident, holder, scopes=[ProxyScope.MEAL_ORDER])
    collector, collects = await person()
    await make.proxy(resident, collector, scopes=[ProxyScope.MEAL_COLLECT], slot=2)
    _, stranger = await person()
    for viewer, reason in (
        (own, None),
        (proxy, None),
        (make.staff(site), None),
        (make.manager(site), None),
        (collects, "NO_SUCH_RESIDENT"),
        (stranger, "NO_SUCH_RESIDENT"),
        (make.staff(await make.canteen()), "NO_SUCH_RESIDENT"),
    ):
        given = week(site.id, residentId=global_id("Resident", resident.id))
        body = await ask(SET, by=viewer, now=BEFORE, input=given)
        assert body["data"]["result"].get("reason") == reason
    for viewer in (NOBODY, Viewer(account_id=new_key(), grants=(Grant(Role.HR_OFFICER),))):
        body = await ask(SET, by=viewer, now=BEFORE, input=week(site.id))
        assert body["errors"][0]["extensions"]["code"] in ("UNAUTHENTICATED", "FORBIDDEN")


async def test_nobody_else_changes_or_sees_a_week(ask):
    site, resident = await make.canteen(), await make.resident()
    standing = await make.standing_order(resident, site)
    about = {"standingOrderId": global_id("StandingOrder", standing.id)}
    _, stranger = await person()
    day = MEAL_DAY.isoformat()
    for viewer in (stranger, make.staff(await make.canteen())):
        for document, given in (
            (PAUSE, {"fromOn": day, "reason": "AWAY"}),
            (RESUME, {"fromOn": day}),
            (END, {"untilOn": day}),
        ):
            body = await ask(document, by=viewer, now=BEFORE, input={**about, **given})
            assert body["data"]["result"] == {
                "reason": "NO_SUCH_STANDING_ORDER",
                "field": "standingOrderId",
            }
        body = await ask(LIST, by=viewer, now=BEFORE)
        assert body["data"]["standingOrders"] == {"totalCount": 0, "nodes": []}
    assert (await StandingOrder.get(id=standing.id)).until_on is None


async def test_staff_see_the_weeks_of_their_place(ask):
    site = await make.canteen()
    await make.standing_order(await make.resident(), site)
    await make.standing_order(await make.resident(), await make.canteen())
    on = {"on": MEAL_DAY.isoformat(), "pointId": global_id("MealSite", site.id)}
    for viewer in (make.staff(site), Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))):
        body = await ask(LIST, by=viewer, now=BEFORE, filter=on)
        assert body["data"]["standingOrders"]["totalCount"] == 1


async def test_several_meals_are_ordered_at_once_each_for_itself(ask):
    site = await make.canteen()
    first = await make.menu_item(await make.menu(site))
    second = await make.menu_item(await make.menu(site, on=MEAL_DAY + timedelta(days=1)))
    peanuts = await make.menu_item(
        await make.menu(site, on=MEAL_DAY + timedelta(days=2)),
        await make.dish(name="宫保鸡丁", allergens=["PEANUT"]),
    )
    resident, viewer = await person()
    await make.dietary_need(resident, DietaryNeedKind.ALLERGY)
    meals = [
        {
            "menuId": global_id("Menu", item.menu_id),
            "mode": "DINE_IN",
            "lines": [{"itemId": global_id("MenuItem", item.id), "portions": 1}],
        }
        for item in (first, peanuts, second)
    ]
    given = {"orders": meals, "idempotencyKey": "week"}
    bodies = [await ask(SEVERAL, by=viewer, now=BEFORE, input=given) for _ in range(2)]
    one, none, other = bodies[0]["data"]["result"]["outcomes"]
    assert one["order"] == {"number": 1, "on": MEAL_DAY.isoformat(), "channel": "SELF"}
    assert (none["order"], none["reason"], none["field"]) == (None, "ALLERGY", "lines.0.itemId")
    assert "宫保鸡丁" in none["message"]
    assert other["reason"] is None
    assert bodies[1]["data"] == bodies[0]["data"]
    assert await MealOrder.all().count() == 2
    assert await Audit.filter(outcome="ALLERGY").count() == 2


async def test_a_key_of_several_meals_is_of_those_meals_only(ask):
    site = await make.canteen()
    items = [
        await make.menu_item(await make.menu(site, on=MEAL_DAY + timedelta(days=day)))
        for day in range(2)
    ]
    _, viewer = await person()
    meals = [
        {
            "menuId": global_id("Menu", item.menu_id),
            "mode": "DINE_IN",
            "lines": [{"itemId": global_id("MenuItem", item.id), "portions": 1}],
        }
        for item in items
    ]
    key = "k" * 128
    body = await ask(
        SEVERAL, by=viewer, now=BEFORE, input={"orders": meals[:1], "idempotencyKey": key}
    )
    assert len(body["data"]["result"]["outcomes"]) == 1
    body = await ask(
        SEVERAL, by=viewer, now=BEFORE, input={"orders": meals[1:], "idempotencyKey": key}
    )
    assert body["data"]["result"] == {"kernelReason": "IDEMPOTENCY_KEY_REUSED"}
    for bad in ("", "k" * 129):
        body = await ask(
            SEVERAL, by=viewer, now=BEFORE, input={"orders": meals[1:], "idempotencyKey": bad}
        )
        assert body["data"]["result"] == {"kernelReason": "IDEMPOTENCY_KEY_INVALID"}
    assert await MealOrder.all().count() == 1


@pytest.mark.parametrize(("count", "reason"), [(0, "NOTHING_ORDERED"), (31, "TOO_MANY_ORDERS")])
async def test_no_meal_and_too_many_meals_are_refused(ask, count, reason):
    _, viewer = await person()
    meal = {"menuId": "Menu_x", "mode": "DINE_IN", "lines": []}
    body = await ask(SEVERAL, by=viewer, now=BEFORE, input={"orders": [meal] * count})
    assert body["data"]["result"] == {"reason": reason, "field": "orders"}


async def test_strangers_order_nothing(ask):
    body = await ask(SEVERAL, now=BEFORE, input={"orders": []})
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
