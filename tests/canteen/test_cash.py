"""The cash of a site over GraphQL: opened, taken, counted, closed once; and the day's report."""

from datetime import timedelta

import pytest

from hub.canteen.models import CashDrawer, LedgerEntry
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import day_of
from tests import make
from tests.canteen.money import (
    DOCUMENTS,
    at_counter,
    card_id,
    check_books,
    do,
    order_id,
    resident_id,
    site_id,
    viewer_of,
)
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

TODAY = str(day_of(BEFORE))
DRAWERS = """query ($siteId: ID!, $filter: CashDrawerFilter) {
    cashDrawers(siteId: $siteId, filter: $filter) { totalCount nodes { on openedBy closedBy } } }"""
REPORT = """query ($siteId: ID!, $on: Date!) { cashReport(siteId: $siteId, on: $on) {
    cashFen drawer { openingFen differenceFen }
    lines { kind method entries amountFen cashFen } } }"""
TRIAL = """query ($fromOn: Date! = "2026-06-01", $untilOn: Date! = "2026-07-01") {
    trialBalance(fromOn: $fromOn, untilOn: $untilOn) {
        differenceFen lines { account debitFen creditFen } } }"""


async def opened(ask, fen=100_00):
    """A canteen whose drawer was opened today, and somebody at its counter."""
    site = await make.canteen()
    staff = await at_counter(site)
    result = await do(ask, "cashDrawerOpen", staff, siteId=site_id(site), openingFen=fen)
    assert result["drawer"]["openingFen"] == fen
    return site, staff


async def top_up(ask, site, staff, fen):
    card = await make.meal_card(await make.resident())
    given = {"cardId": card_id(card), "amountFen": fen, "method": "CASH"}
    return await do(ask, "mealCardTopUp", staff, **given, siteId=site_id(site))


async def cash_up(ask, site, staff, fen, on=TODAY, **more):
    given = {"siteId": site_id(site), "on": on, "countedFen": fen}
    return await do(ask, "cashUp", staff, **given, **more)


async def test_cash_that_is_all_there_is_closed_without_a_word(ask):
    site, staff = await opened(ask)
    await top_up(ask, site, staff, 50_00)
    await top_up(ask, site, staff, 20_00)
    drawer = (await cash_up(ask, site, staff, 170_00))["drawer"]
    assert (drawer["takenFen"], drawer["differenceFen"], drawer["reason"]) == (70_00, 0, None)
    assert await LedgerEntry.filter(kind="CASH_COUNTED").count() == 0
    await check_books()


async def test_a_difference_needs_a_reason_and_goes_into_the_ledger(ask):
    site, staff = await opened(ask)
    await top_up(ask, site, staff, 50_00)
    result = await cash_up(ask, site, staff, 149_50)
    assert (result["reason"], result["differenceFen"]) == ("DIFFERENCE_NEEDS_REASON", -50)
    drawer = (await cash_up(ask, site, staff, 149_50, reason="找零有误"))["drawer"]
    assert (drawer["differenceFen"], drawer["reason"]) == (-50, "找零有误")
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))
    trial = (await ask(TRIAL, by=auditor))["data"]["trialBalance"]
    assert trial["differenceFen"] == 0
    lines = {line["account"]: (line["debitFen"], line["creditFen"]) for line in trial["lines"]}
    assert lines == {"CARD": (0, 5000), "CASH": (5000, 50), "CASH_DIFFERENCE": (50, 0)}
    tomorrow = str(day_of(BEFORE) + timedelta(days=1))
    later = (await ask(TRIAL, by=auditor, fromOn=tomorrow))["data"]["trialBalance"]
    assert later == {"differenceFen": 0, "lines": []}
    for first, last in (("2026-06-01", "2026-06-01"), ("2026-06-01", "2027-06-03")):
        body = await ask(TRIAL, by=auditor, fromOn=first, untilOn=last)
        assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    body = await ask(TRIAL, by=auditor, untilOn="2027-06-02")
    assert body["data"]["trialBalance"]["differenceFen"] == 0
    await check_books()


async def test_too_much_cash_is_a_difference_too(ask):
    site, staff = await opened(ask)
    drawer = (await cash_up(ask, site, staff, 100_30, reason="多收未找"))["drawer"]
    assert drawer["differenceFen"] == 30
    await check_books()


async def test_a_day_is_closed_once_and_no_cash_comes_after_it(ask):
    site, staff = await opened(ask)
    await cash_up(ask, site, staff, 100_00)
    assert (await cash_up(ask, site, staff, 100_00))["reason"] == "DRAWER_CLOSED"
    assert (await top_up(ask, site, staff, 10_00))["reason"] == "DRAWER_CLOSED"
    opening = {"siteId": site_id(site), "openingFen": 0}
    assert (await do(ask, "cashDrawerOpen", staff, **opening))["reason"] == "DRAWER_OPENED"
    tomorrow = BEFORE + timedelta(days=1)
    result = await do(ask, "cashDrawerOpen", staff, tomorrow, **opening)
    assert result["drawer"]["on"] == str(day_of(tomorrow))


async def test_what_somebody_forgot_to_close_is_closed_the_day_after(ask):
    site, staff = await opened(ask)
    await top_up(ask, site, staff, 10_00)
    given = {"siteId": site_id(site), "on": TODAY, "countedFen": 110_00}
    result = await do(ask, "cashUp", staff, BEFORE + timedelta(days=1), **given)
    assert result["drawer"]["differenceFen"] == 0


async def test_paying_out_takes_from_the_drawer(ask):
    site, staff = await opened(ask)
    resident = await make.resident()
    card = await make.meal_card(resident, 30_00)
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    await do(ask, "mealCardClose", manager, cardId=card_id(card), reason="迁出")
    out = {"residentId": resident_id(resident), "siteId": site_id(site)}
    await do(ask, "mealBalanceReturn", staff, **out, receivedBy="本人")
    drawer = (await cash_up(ask, site, staff, 70_00))["drawer"]
    assert (drawer["takenFen"], drawer["differenceFen"]) == (-30_00, 0)
    await check_books()


@pytest.mark.parametrize("fen", [-1, 10**9 * 100])
async def test_a_sum_that_no_drawer_holds_is_refused(ask, fen):
    site = await make.canteen()
    staff = await at_counter(site)
    result = await do(ask, "cashDrawerOpen", staff, siteId=site_id(site), openingFen=fen)
    assert (result["reason"], result["field"]) == ("AMOUNT_NOT_VALID", "openingFen")
    await make.cash_drawer(site)
    result = await cash_up(ask, site, staff, fen)
    assert (result["reason"], result["field"]) == ("AMOUNT_NOT_VALID", "countedFen")


async def test_a_drawer_that_nobody_opened_is_not_closed(ask):
    site = await make.canteen()
    staff = await at_counter(site)
    assert (await cash_up(ask, site, staff, 0))["reason"] == "NO_SUCH_DRAWER"


async def test_only_who_works_there_handles_the_cash_of_a_site(ask):
    site, _ = await opened(ask)
    given = {
        "cashDrawerOpen": {"siteId": site_id(site), "openingFen": 0},
        "cashUp": {"siteId": site_id(site), "on": TODAY, "countedFen": 100_00},
    }
    elsewhere = await at_counter(await make.canteen())
    outside = [role for role in Role if not role.value.startswith("CANTEEN")]
    for name, input_ in given.items():
        assert (await do(ask, name, elsewhere, **input_))["reason"] == "NO_SUCH_SITE"
        for viewer in [NOBODY, *(Viewer(grants=(Grant(role),)) for role in outside)]:
            body = await ask(DOCUMENTS[name], by=viewer, now=BEFORE, input=input_)
            code = body["errors"][0]["extensions"]["code"]
            assert code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")
    assert await CashDrawer.filter(closed_at=None).count() == 1


async def test_the_report_of_a_day_tells_cards_from_cash(ask):
    site, staff = await opened(ask)
    menu = await make.menu(site)
    item = await make.menu_item(menu)
    for method in ("CARD", "CASH"):
        resident = await make.resident()
        await make.meal_card(resident, 20_00)
        order = await make.meal_order(item, resident)
        payer = await viewer_of(resident) if method == "CARD" else staff
        await do(ask, "mealOrderPay", payer, orderId=order_id(order), method=method)
    await top_up(ask, site, staff, 50_00)
    report = (await ask(REPORT, by=staff, siteId=site_id(site), on=TODAY))["data"]["cashReport"]
    assert report["cashFen"] == 62_00
    assert report["drawer"] == {"openingFen": 100_00, "differenceFen": None}
    found = {(line["kind"], line["method"]): line for line in report["lines"]}
    assert found["ORDER_PAID", "CARD"]["cashFen"] == 0
    assert found["ORDER_PAID", "CARD"]["amountFen"] == 12_00
    assert found["ORDER_PAID", "CASH"]["cashFen"] == 12_00
    assert found["TOPPED_UP", "CASH"] == {
        "kind": "TOPPED_UP",
        "method": "CASH",
        "entries": 1,
        "amountFen": 50_00,
        "cashFen": 50_00,
    }
    await cash_up(ask, site, staff, 162_00)
    closed = {"isClosed": True}
    page = (await ask(DRAWERS, by=staff, siteId=site_id(site), filter=closed))["data"]
    assert page["cashDrawers"]["totalCount"] == 1
    assert page["cashDrawers"]["nodes"][0]["closedBy"].startswith("Staff")


async def test_who_sees_the_books(ask):
    site, staff = await opened(ask)
    area = (await Area.get(id=(await site.site).area_id)).ancestors[1]
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area),))
    elsewhere = await at_counter(await make.canteen())
    asked = {"siteId": site_id(site), "on": TODAY}
    for viewer, sees in ((staff, True), (auditor, True), (elsewhere, False), (NOBODY, False)):
        body = await ask(REPORT, by=viewer, **asked)
        assert (body["data"]["cashReport"] is not None) == sees
        body = await ask(DRAWERS, by=viewer, siteId=site_id(site))
        drawers = body["data"]["cashDrawers"]
        assert (drawers is not None and drawers["totalCount"] == 1) == sees
    assert (await ask(TRIAL, by=auditor))["data"]["trialBalance"] is None
    for role in Role:
        may = role in (Role.CIVIL_AFFAIRS_AUDITOR, Role.CITY_ADMINISTRATOR)
        body = await ask(TRIAL, by=Viewer(grants=(Grant(role),)))
        assert (body["data"]["trialBalance"] is not None) == may
