"""Paying orders over GraphQL: who pays how, never too much nor twice, and what goes back when."""

from dataclasses import replace
from datetime import date

import pytest

from hub.canteen.models import LedgerEntry, MealPayment, MealSite
from hub.canteen.rules import MethodWords, PaymentMethod, method_not_available
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer, Ward
from hub.people.rules import ProxyScope
from hub.query import global_id
from tests import make
from tests.canteen.money import (
    DOCUMENTS,
    at_counter,
    balance,
    check_books,
    do,
    number_of,
    order_id,
    site_id,
    viewer_of,
)
from tests.canteen.published import document
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

MINE = """{ myMealPayments { totalCount nodes { purpose method status amountFen } } }"""
AT_SITE = """query ($siteId: ID!, $on: Date!, $filter: MealPaymentFilter) {
    mealPayments(siteId: $siteId, on: $on, filter: $filter) { totalCount } }"""


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


async def test_a_resident_pays_by_card(ask):
    order, card, viewer = await hungry()
    result = await pay(ask, order, viewer)
    assert (result["order"]["paidFen"], result["order"]["dueFen"]) == (1200, 1200)
    assert result["order"]["payments"] == [
        {"method": "CARD", "status": "CAPTURED", "amountFen": 1200}
    ]
    assert await balance(card) == 3800
    await check_books()


async def test_a_proxy_pays_by_the_residents_card(ask):
    order, card, _ = await hungry()
    child = await make.resident()
    stranger = await viewer_of(child)
    assert (await pay(ask, order, stranger))["reason"] == "NO_SUCH_ORDER"
    ward = await order.resident
    await make.proxy(ward, child)
    proxy = replace(stranger, wards=(Ward(ward.id, frozenset({ProxyScope.MEAL_ORDER})),))
    assert (await pay(ask, order, proxy))["order"]["paidFen"] == 1200
    assert await balance(card) == 3800


async def test_a_proxy_for_something_else_does_not_pay(ask):
    order, card, _ = await hungry()
    child = await make.resident()
    await make.proxy(await order.resident, child, scopes=["MEAL_COLLECT"])
    assert (await pay(ask, order, await viewer_of(child)))["reason"] == "NO_SUCH_ORDER"
    assert await balance(card) == 5000


async def test_cash_is_taken_at_the_counter_where_the_meal_is(ask):
    order, _, viewer = await hungry()
    site = await kitchen_of(order)
    staff = await at_counter(site)
    assert (await pay(ask, order, viewer, "CASH"))["reason"] == "METHOD_NOT_AVAILABLE"
    said = method_not_available(MethodWords.PAYING).message("zh-CN")
    assert said == "不能使用这种支付方式；可用 CARD（助餐卡），或在窗口付 CASH（现金）。"
    assert (await pay(ask, order, staff, "CASH"))["reason"] == "DRAWER_NOT_OPEN"
    await make.cash_drawer(site)
    result = await pay(ask, order, staff, "CASH")
    assert result["payment"]["status"] == "CAPTURED"
    elsewhere = await make.canteen()
    order = (await hungry())[0]
    await make.cash_drawer(elsewhere)
    staff = await at_counter(await kitchen_of(order))
    result = await pay(ask, order, staff, "CASH", siteId=site_id(elsewhere))
    assert (result["reason"], result["field"]) == ("NO_SUCH_SITE", "siteId")
    await check_books()


async def test_staff_take_only_a_card_that_is_shown_and_the_residents_own(ask):
    order, _, _ = await hungry()
    staff = await at_counter(await kitchen_of(order))
    assert (await pay(ask, order, staff))["reason"] == "CARD_NUMBER_NEEDED"
    assert (await pay(ask, order, staff, cardNumber="1234"))["reason"] == "CARD_NUMBER_NOT_VALID"
    other = await number_of((await hungry())[1])
    assert (await pay(ask, order, staff, cardNumber=other))["reason"] == "CARD_OF_ANOTHER"
    assert await MealPayment.filter(order_id=order.id).count() == 0


async def test_several_payments_share_an_order(ask):
    order, card, viewer = await hungry(500)
    site = await kitchen_of(order)
    await make.cash_drawer(site)
    staff = await at_counter(site)
    result = await pay(ask, order, viewer)
    assert (result["reason"], result["balanceFen"]) == ("BALANCE_TOO_LOW", 500)
    result = await pay(ask, order, viewer, amountFen=500)
    assert result["order"]["paidFen"] == 500
    result = await pay(ask, order, staff, "CASH", amountFen=701)
    assert (result["reason"], result["dueFen"]) == ("OVERPAID", 700)
    result = await pay(ask, order, staff, "CASH")
    assert result["order"]["paidFen"] == 1200
    assert (await pay(ask, order, staff, "CASH"))["reason"] == "ALREADY_PAID"
    assert await balance(card) == 0
    await check_books()


@pytest.mark.parametrize("fen", [0, -1])
async def test_nothing_and_less_is_no_payment(ask, fen):
    order, _, viewer = await hungry()
    result = await pay(ask, order, viewer, amountFen=fen)
    assert (result["reason"], result["field"]) == ("AMOUNT_NOT_VALID", "amountFen")


async def test_the_same_key_pays_once(ask):
    order, card, viewer = await hungry()
    first = await pay(ask, order, viewer, amountFen=500, idempotencyKey="k")
    second = await pay(ask, order, viewer, amountFen=500, idempotencyKey="k")
    assert first["payment"]["id"] == second["payment"]["id"]
    assert await balance(card) == 4500
    other = await pay(ask, order, viewer, amountFen=501, idempotencyKey="k")
    assert other["kernelReason"] == "IDEMPOTENCY_KEY_REUSED"


async def test_a_meal_without_a_price_is_not_paid(ask):
    resident = await make.resident()
    item = await make.menu_item(await make.menu(), price_fen=0)
    order = await make.meal_order(item, resident)
    assert (await pay(ask, order, await viewer_of(resident)))["reason"] == "NOTHING_DUE"


async def test_a_subsidy_is_never_on_the_card(ask):
    area = await make.community()
    await make.policy(await Area.get(id=area.ancestors[0]), document("chuzhou"))
    item = await make.menu_item(await make.menu(await make.canteen(area)))
    resident = await make.resident(await make.compound(area), born_on=date(1945, 1, 1))
    card = await make.meal_card(resident, 5000)
    order = await make.meal_order(item, resident)
    assert (order.price_fen, order.subsidy_fen) == (1200, 300)
    viewer = await viewer_of(resident)
    assert (await pay(ask, order, viewer))["order"]["paidFen"] == 900
    assert await balance(card) == 4100
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    assert await balance(card) == 5000
    await check_books()


async def test_a_resident_without_a_card_cannot_pay_by_one(ask):
    resident = await make.resident()
    order = await make.meal_order(None, resident)
    assert (await pay(ask, order, await viewer_of(resident)))["reason"] == "NO_SUCH_CARD"


async def test_an_unknown_order_is_not_paid(ask):
    resident = await make.resident()
    viewer = await viewer_of(resident)
    for key in ("", "garbled", global_id("MealOrder", resident.id)):
        result = await do(ask, "mealOrderPay", viewer, orderId=key, method="CARD")
        assert (result["reason"], result["field"]) == ("NO_SUCH_ORDER", "orderId")


async def test_outside_payments_need_a_provider(ask):
    order, _, viewer = await hungry()
    result = await pay(ask, order, viewer, "PROVIDER")
    assert (result["reason"], result["field"]) == ("METHOD_NOT_AVAILABLE", "method")


async def test_who_sees_payments(ask):
    order, _, viewer = await hungry()
    await pay(ask, order, viewer)
    site = await kitchen_of(order)
    child = await make.resident()
    await make.proxy(await order.resident, child)
    for seer, count in (
        (viewer, 2),
        (await viewer_of(child, await order.resident), 2),
        (await viewer_of(await make.resident()), 0),
    ):
        body = await ask(MINE, by=seer)
        assert body["data"]["myMealPayments"]["totalCount"] == count
    asked = {"siteId": site_id(site), "on": str(BEFORE.date())}
    area = (await Area.get(id=(await site.site).area_id)).ancestors[0]
    for seer, count in (
        (await at_counter(site), 1),
        (Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area),)), 1),
        (await at_counter(await make.canteen()), 0),
    ):
        body = await ask(AT_SITE, by=seer, **asked)
        assert body["data"]["mealPayments"]["totalCount"] == count
    cash = {"methods": ["CASH"]}
    body = await ask(AT_SITE, by=await at_counter(site), **asked, filter=cash)
    assert body["data"]["mealPayments"]["totalCount"] == 0
    key = global_id("MealPayment", (await MealPayment.get(method=PaymentMethod.CARD)).id)
    node = "query ($id: ID!) { node(id: $id) { id } }"
    for stranger in (NOBODY, await viewer_of(await make.resident())):
        assert (await ask(node, by=stranger, id=key))["data"]["node"] is None


PAYERS = {
    "mealOrderPay": {Role.RESIDENT, Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER},
    "mealOrderRefund": {Role.CANTEEN_MANAGER},
    "mealRefundPolicyPublish": {Role.CITY_ADMINISTRATOR},
    "reconciliationDifferenceResolve": {Role.CITY_ADMINISTRATOR},
}


@pytest.mark.parametrize("name", PAYERS)
async def test_nobody_else_pays_or_gives_back(ask, name):
    order, card, viewer = await hungry()
    await pay(ask, order, viewer, amountFen=100)
    given = {
        "mealOrderPay": {"orderId": order_id(order), "method": "CARD"},
        "mealOrderRefund": {"orderId": order_id(order), "reason": "x"},
        "mealRefundPolicyPublish": {
            "areaId": global_id("Area", order.site_id),
            "lateCancelPercent": 0,
            "noShowPercent": 0,
            "source": "x",
            "fromOn": "2026-01-01",
        },
        "reconciliationDifferenceResolve": {
            "differenceId": global_id("ReconciliationDifference", order.id),
            "note": "x",
        },
    }[name]
    before = await LedgerEntry.all().count()
    others = [Viewer(grants=(Grant(role),)) for role in Role if role not in PAYERS[name]]
    for caller in [NOBODY, *others]:
        body = await ask(DOCUMENTS[name], by=caller, now=BEFORE, input=given)
        code = body["errors"][0]["extensions"]["code"]
        assert code == ("UNAUTHENTICATED" if caller.is_anonymous else "FORBIDDEN")
    assert await LedgerEntry.all().count() == before
    assert await balance(card) == 4900
