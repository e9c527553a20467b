"""What goes back when an order is cancelled, refunded or not fetched: how much, and which way."""

from datetime import timedelta

import pytest

from hub.canteen import commands
from hub.canteen.models import LedgerEntry, MealOrder, MealPayment, MealSite, Menu
from hub.canteen.rules import LedgerEntryKind, OrderStatus
from hub.grid.models import Area
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.query import global_id
from tests import make
from tests.canteen.money import (
    at_counter,
    balance,
    check_books,
    do,
    order_id,
    resident_id,
    site_id,
    viewer_of,
)
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

OWED = """query ($text: String) { balancesOwed(filter: {text: $text}) {
    totalCount nodes { amountFen residentName } } }"""


async def hungry(fen=5000):
    """An order of 12 yuan, its resident's card, and the resident."""
    resident = await make.resident()
    card = await make.meal_card(resident, fen)
    order = await make.meal_order(None, resident)
    return order, card, await viewer_of(resident)


async def kitchen_of(order):
    return await MealSite.get(id=order.site_id)


async def pay(ask, order, viewer, method="CARD", now=BEFORE, **more):
    return await do(
        ask, "mealOrderPay", viewer, now, orderId=order_id(order), method=method, **more
    )


async def cancelled(ask, order, viewer, now=BEFORE, **more):
    return await do(ask, "mealOrderCancel", viewer, now, orderId=order_id(order), **more)


async def locked(order):
    await MealOrder.filter(id=order.id).update(status=OrderStatus.LOCKED)


async def test_what_was_paid_goes_back_onto_the_card_when_the_order_is_cancelled(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    result = await cancelled(ask, order, viewer)
    assert result["order"] == {"paidFen": 0, "status": "CANCELLED"}
    assert await balance(card) == 5000
    payment = await MealPayment.get(order_id=order.id)
    assert (payment.status.value, payment.refunded_fen) == ("REFUNDED", 1200)
    refund = await LedgerEntry.get(kind=LedgerEntryKind.ORDER_REFUNDED)
    paid = await LedgerEntry.get(kind=LedgerEntryKind.ORDER_PAID)
    assert refund.reverses_id == paid.id
    result = await pay(ask, order, viewer)
    assert (result["reason"], result["status"]) == ("NOT_PAYABLE", "CANCELLED")
    await check_books()


async def test_an_order_that_nobody_paid_is_cancelled_without_the_ledger(ask):
    order, card, viewer = await hungry()
    before = await LedgerEntry.all().count()
    assert (await cancelled(ask, order, viewer))["order"]["status"] == "CANCELLED"
    assert await LedgerEntry.all().count() == before
    assert await balance(card) == 5000


async def test_cash_is_owed_when_the_order_is_cancelled_and_paid_out_at_a_counter(ask):
    order, card, viewer = await hungry()
    site = await kitchen_of(order)
    await make.cash_drawer(site)
    staff = await at_counter(site)
    await pay(ask, order, staff, "CASH")
    await cancelled(ask, order, viewer)
    body = await ask(
        "query ($id: ID!) { mealCard(id: $id) { balanceFen owedFen } }",
        by=viewer,
        id=global_id("MealCard", card.id),
    )
    assert body["data"]["mealCard"] == {"balanceFen": 5000, "owedFen": 1200}
    out = {"residentId": resident_id(await order.resident), "siteId": site_id(site)}
    result = await do(ask, "mealBalanceReturn", staff, **out, receivedBy="本人")
    assert result["entry"]["amountFen"] == 1200
    await check_books()


async def test_who_sees_what_is_owed(ask):
    order, _, viewer = await hungry()
    site = await kitchen_of(order)
    await make.cash_drawer(site)
    staff = await at_counter(site)
    await pay(ask, order, staff, "CASH")
    assert (await ask(OWED, by=staff))["data"]["balancesOwed"]["totalCount"] == 0
    await cancelled(ask, order, viewer)
    resident = await order.resident
    home = await Area.get(id=resident.area_id)
    stranger = await viewer_of(await make.resident())
    auditor, elsewhere = (
        Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area),))
        for area in (home.ancestors[1], (await make.community()).id)
    )
    for seer, count in ((staff, 1), (auditor, 1), (elsewhere, 0)):
        found = (await ask(OWED, by=seer))["data"]["balancesOwed"]
        assert (found["totalCount"], len(found["nodes"])) == (count, count)
    named = (await ask(OWED, by=staff, text=resident.name_initials))["data"]["balancesOwed"]
    assert named["nodes"] == [{"amountFen": 1200, "residentName": resident.name}]
    assert (await ask(OWED, by=staff, text="nobody"))["data"]["balancesOwed"]["nodes"] == []
    mine = "{ myBalancesOwed { amountFen } }"
    assert (await ask(mine, by=viewer))["data"]["myBalancesOwed"] == [{"amountFen": 1200}]
    assert (await ask(mine, by=stranger))["data"]["myBalancesOwed"] == []


async def test_a_refund_to_a_frozen_card_waits_there_and_to_a_closed_one_is_owed(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    key = global_id("MealCard", card.id)
    await do(ask, "mealCardFreeze", viewer, cardId=key)
    await cancelled(ask, order, viewer)
    assert await balance(card) == 5000
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    manager = await at_counter(await kitchen_of(order), Role.CANTEEN_MANAGER)
    closing = {"cardId": global_id("MealCard", card.id), "reason": "x"}
    await do(ask, "mealCardClose", manager, **closing)
    await cancelled(ask, order, viewer)
    assert await balance(card) == 0
    body = await ask("{ myMealCards { owedFen } }", by=viewer)
    assert body["data"]["myMealCards"] == [{"owedFen": 5000}]
    await check_books()


async def test_what_goes_back_after_a_late_cancellation_is_data(ask):
    order, card, viewer = await hungry()
    site = await (await kitchen_of(order)).site
    city = (await Area.get(id=site.area_id)).ancestors[0]
    admin = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given: dict[str, object] = {"areaId": global_id("Area", city), "source": "民发〔2026〕1号"}
    given |= {"lateCancelPercent": 50, "noShowPercent": 0, "fromOn": "2026-01-01"}
    result = await do(ask, "mealRefundPolicyPublish", admin, **given)
    assert result["policy"]["lateCancelPercent"] == 50
    await pay(ask, order, viewer)
    await locked(order)
    staff = await at_counter(await kitchen_of(order))
    result = await cancelled(ask, order, staff, CUTOFF + timedelta(hours=1), reason="临时住院")
    assert result["order"] == {"paidFen": 600, "status": "CANCELLED_LATE"}
    assert await balance(card) == 4400
    await check_books()


async def test_without_a_policy_a_late_cancellation_gives_everything_back(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    await locked(order)
    staff = await at_counter(await kitchen_of(order))
    await cancelled(ask, order, staff, CUTOFF + timedelta(hours=1), reason="临时住院")
    assert await balance(card) == 5000


async def test_an_objection_that_was_right_gives_everything_back(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    await MealOrder.filter(id=order.id).update(status=OrderStatus.DISPUTED)
    manager = await at_counter(await kitchen_of(order), Role.CANTEEN_MANAGER)
    moved = {"orderIds": [order_id(order)], "to": "REFUNDED", "reason": "情况属实"}
    result = await do(ask, "mealOrdersMove", manager, MEAL, **moved)
    assert result["orders"] == [{"paidFen": 0, "status": "REFUNDED"}]
    assert await balance(card) == 5000
    assert (await pay(ask, order, viewer))["reason"] == "NOT_PAYABLE"
    await check_books()


async def test_who_does_not_come_gets_nothing_back_but_may_still_owe(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer, amountFen=1000)
    await MealOrder.filter(id=order.id).update(status=OrderStatus.READY)
    staff = await at_counter(await kitchen_of(order))
    over = MEAL + timedelta(hours=2)
    moved = {"orderIds": [order_id(order)], "to": "NO_SHOW"}
    result = await do(ask, "mealOrdersMove", staff, over, **moved)
    assert result["orders"] == [{"paidFen": 1000, "status": "NO_SHOW"}]
    assert (await pay(ask, order, viewer, now=over))["order"]["paidFen"] == 1200
    assert await balance(card) == 3800


async def test_a_canteen_that_cancels_a_meal_gives_everybody_everything_back(ask):
    menu = await make.menu()
    item = await make.menu_item(menu)
    site = await MealSite.get(id=menu.site_id)
    await make.cash_drawer(site)
    staff = await at_counter(site)
    orders, cards = [], []
    for _ in range(3):
        resident = await make.resident()
        cards.append(await make.meal_card(resident, 2000))
        orders.append(await make.meal_order(item, resident))
        await pay(ask, orders[-1], await viewer_of(resident), amountFen=700)
        await pay(ask, orders[-1], staff, "CASH")
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    moved = {"orderIds": [order_id(order) for order in orders], "to": "SITE_CANCELLED"}
    result = await do(ask, "mealOrdersMove", manager, **moved, reason="停电")
    assert [order["paidFen"] for order in result["orders"]] == [0, 0, 0]
    assert [await balance(card) for card in cards] == [2000] * 3
    await check_books()


async def paid_lunches(ask, number):
    """So many orders of one menu, each paid by card in two parts, and the manager of the site."""
    item = await make.menu_item(await make.menu(), portions=100)
    cards = []
    for _ in range(number):
        resident = await make.resident()
        cards.append(await make.meal_card(resident, 2000))
        order = await make.meal_order(item, resident)
        payer = await viewer_of(resident)
        await pay(ask, order, payer, amountFen=700)
        await pay(ask, order, payer)
    menu = await Menu.get(id=item.menu_id)
    return cards, await MealSite.get(id=menu.site_id)


async def test_giving_back_needs_as_many_statements_for_many_orders_as_for_one(ask, database):
    counts = []
    for number in (1, 7):
        cards, site = await paid_lunches(ask, number)
        statements: list[object] = []
        database.add_query_logger(statements.append)
        by = Actor(operation="mealSiteStop")
        await commands.stop_site(
            by,
            site_id=site.id,
            reason="停电",
            until_on=MEAL_DAY + timedelta(days=1),
            viewer=make.manager(site),
            now=BEFORE,
        )
        counts.append(len(statements))
        assert [await balance(card) for card in cards] == [2000] * number
    assert counts[0] == counts[1]
    await check_books()


async def test_a_manager_gives_some_of_it_back_with_a_reason(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    site = await kitchen_of(order)
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    given = {"orderId": order_id(order), "reason": "少了一道菜"}
    result = await do(ask, "mealOrderRefund", manager, **given, amountFen=300)
    assert result["order"]["paidFen"] == 900
    result = await do(ask, "mealOrderRefund", manager, **given, amountFen=901)
    assert (result["reason"], result["mostFen"]) == ("NOT_REFUNDABLE", 900)
    assert (await do(ask, "mealOrderRefund", manager, **given))["order"]["paidFen"] == 0
    assert (await do(ask, "mealOrderRefund", manager, **given))["reason"] == "NOT_REFUNDABLE"
    given["reason"] = " "
    assert (await do(ask, "mealOrderRefund", manager, **given))["reason"] == "REASON_NEEDED"
    other = await at_counter(await make.canteen(), Role.CANTEEN_MANAGER)
    given["reason"] = "x"
    assert (await do(ask, "mealOrderRefund", other, **given))["reason"] == "NO_SUCH_ORDER"
    assert await balance(card) == 5000
    await check_books()


async def test_what_was_given_back_by_goodwill_is_not_paid_again(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer)
    manager = await at_counter(await kitchen_of(order), Role.CANTEEN_MANAGER)
    given = {"orderId": order_id(order), "reason": "菜凉了"}
    await do(ask, "mealOrderRefund", manager, **given, amountFen=300)
    assert (await pay(ask, order, viewer))["reason"] == "ALREADY_PAID"
    await do(ask, "mealOrderRefund", manager, **given)
    assert (await pay(ask, order, viewer, amountFen=1))["reason"] == "ALREADY_PAID"
    assert await balance(card) == 5000
    await check_books()


async def test_what_was_not_paid_yet_is_still_due_after_some_was_given_back(ask):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer, amountFen=1000)
    manager = await at_counter(await kitchen_of(order), Role.CANTEEN_MANAGER)
    given = {"orderId": order_id(order), "reason": "少了一道菜"}
    await do(ask, "mealOrderRefund", manager, **given, amountFen=300)
    result = await pay(ask, order, viewer, amountFen=201)
    assert (result["reason"], result["dueFen"]) == ("OVERPAID", 200)
    assert (await pay(ask, order, viewer))["payment"]["amountFen"] == 200
    assert (await pay(ask, order, viewer))["reason"] == "ALREADY_PAID"
    assert await balance(card) == 5000 - 900
    await check_books()


async def test_terms_for_days_that_are_past_stay_as_they_were(ask):
    area = await make.community()
    admin = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given: dict[str, object] = {"areaId": global_id("Area", area.id), "source": "x"}
    given |= {"lateCancelPercent": 50, "noShowPercent": 0}
    await do(ask, "mealRefundPolicyPublish", admin, **given, fromOn="2026-01-01")
    result = await do(ask, "mealRefundPolicyPublish", admin, **given, fromOn="2026-05-31")
    assert (result["reason"], result["field"]) == ("REFUND_POLICY_NOT_VALID", "fromOn")
    body = await ask("{ mealRefundPolicies { fromOn untilOn } }")
    assert body["data"]["mealRefundPolicies"] == [{"fromOn": "2026-01-01", "untilOn": None}]
    result = await do(ask, "mealRefundPolicyPublish", admin, **given, fromOn="2026-06-01")
    assert result["policy"]["fromOn"] == "2026-06-01"


async def test_terms_follow_one_another_and_bad_ones_are_refused(ask):
    area = await make.community()
    admin = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given: dict[str, object] = {"areaId": global_id("Area", area.id), "source": "x"}
    given |= {"lateCancelPercent": 50, "noShowPercent": 0}
    for day in ("2026-01-01", "2026-07-01"):
        await do(ask, "mealRefundPolicyPublish", admin, **given, fromOn=day)
    body = await ask("{ mealRefundPolicies { fromOn untilOn } }")
    assert body["data"]["mealRefundPolicies"] == [
        {"fromOn": "2026-07-01", "untilOn": None},
        {"fromOn": "2026-01-01", "untilOn": "2026-07-01"},
    ]
    for change, field in (
        ({"fromOn": "2026-03-01"}, "fromOn"),
        ({"fromOn": "2027-01-01", "areaId": "garbled"}, "areaId"),
        ({"fromOn": "2027-01-01", "noShowPercent": 101}, "noShowPercent"),
    ):
        result = await do(ask, "mealRefundPolicyPublish", admin, **{**given, **change})
        assert (result["reason"], result["field"]) == ("REFUND_POLICY_NOT_VALID", field)
