"""Statements of cards over GraphQL and as files: every movement, with what was left."""

import csv
from datetime import timedelta
from io import StringIO

import httpx
import pytest

from hub import app
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from tests import make
from tests.canteen.money import (
    at_counter,
    card_id,
    do,
    order_id,
    resident_id,
    site_id,
    viewer_of,
)
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

FILE = """query ($id: ID!, $from: Date!, $until: Date!) {
    cardStatementFile(residentId: $id, fromOn: $from, untilOn: $until) { url expiresAt } }"""
STATEMENT = """query ($id: ID!, $first: Int, $after: String, $filter: CardStatementFilter,
    $orderBy: CardStatementOrder) {
    cardStatement(residentId: $id, first: $first, after: $after, filter: $filter,
        orderBy: $orderBy) {
        totalCount pageInfo { endCursor hasNextPage }
        nodes { number kind account amountFen balanceFen entry { order { number } site { name } } }
} }"""


@pytest.fixture
def served(chosen_settings):
    """What the hub serves besides GraphQL."""
    transport = httpx.ASGITransport(app.make(chosen_settings))
    return httpx.AsyncClient(transport=transport, base_url="http://hub")


async def counter():
    """A canteen with an open drawer, and somebody at it."""
    site = await make.canteen()
    await make.cash_drawer(site)
    return site, await at_counter(site)


async def top_up(ask, card, fen, site, staff):
    return await do(
        ask,
        "mealCardTopUp",
        staff,
        cardId=card_id(card),
        amountFen=fen,
        method="CASH",
        siteId=site_id(site),
    )


async def test_a_statement_tells_every_movement_with_what_was_left(ask):
    site, staff = await counter()
    resident = await make.resident()
    card = await make.meal_card(resident)
    viewer = await viewer_of(resident)
    for fen in (1000, 2000, 3000):
        await top_up(ask, card, fen, site, staff)
    order = await make.meal_order(None, resident)
    await do(ask, "mealOrderPay", viewer, orderId=order_id(order), method="CARD")
    asked = {"id": resident_id(resident)}
    page = (await ask(STATEMENT, by=viewer, **asked, first=3))["data"]["cardStatement"]
    assert page["totalCount"] == 4
    assert [(line["amountFen"], line["balanceFen"]) for line in page["nodes"]] == [
        (-1200, 4800),
        (3000, 6000),
        (2000, 3000),
    ]
    assert page["nodes"][0]["entry"]["order"]["number"] == order.number
    rest = (await ask(STATEMENT, by=viewer, **asked, after=page["pageInfo"]["endCursor"]))["data"]
    assert [line["number"] for line in rest["cardStatement"]["nodes"]] == [1]
    chosen = {"kinds": ["ORDER_PAID"]}
    found = (await ask(STATEMENT, by=viewer, **asked, filter=chosen))["data"]["cardStatement"]
    assert [line["kind"] for line in found["nodes"]] == ["ORDER_PAID"]
    day = BEFORE.date()
    for filter_, count in (
        ({"fromOn": str(day)}, 4),
        ({"fromOn": str(day + timedelta(days=1))}, 0),
        ({"untilOn": str(day)}, 0),
    ):
        found = (await ask(STATEMENT, by=viewer, **asked, filter=filter_))["data"]
        assert found["cardStatement"]["totalCount"] == count


async def test_who_sees_which_lines_of_a_statement(ask):
    site, staff = await counter()
    area = await make.community()
    resident = await make.resident(await make.compound(area))
    card = await make.meal_card(resident, 500)
    await top_up(ask, card, 1000, site, staff)
    child, cousin = await make.resident(), await make.resident()
    await make.proxy(resident, child)
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id),))
    elsewhere = Viewer(
        grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=(await make.community()).id),)
    )
    seen = {
        2: [await viewer_of(resident), auditor, Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))],
        1: [staff],
        0: [await viewer_of(cousin), elsewhere, await at_counter(await make.canteen())],
    }
    for count, viewers in seen.items():
        for viewer in viewers:
            body = await ask(STATEMENT, by=viewer, id=resident_id(resident))
            assert body["data"]["cardStatement"]["totalCount"] == count, viewer
    for viewer in (NOBODY, Viewer(grants=(Grant(Role.DELIVERY_VOLUNTEER),))):
        body = await ask(STATEMENT, by=viewer, id=resident_id(resident))
        assert body["data"]["cardStatement"] is None


async def test_a_statement_is_a_file_for_excel_that_whoever_has_the_link_opens(ask, served):
    site, staff = await counter()
    area = await make.community()
    resident = await make.resident(await make.compound(area))
    card = await make.meal_card(resident)
    viewer = await viewer_of(resident)
    await top_up(ask, card, 5000, site, staff)
    order = await make.meal_order(None, resident)
    await do(ask, "mealOrderPay", viewer, orderId=order_id(order), method="CARD")
    asked = {"id": resident_id(resident), "from": "2026-01-01", "until": "2027-01-01"}
    file = (await ask(FILE, by=viewer, **asked))["data"]["cardStatementFile"]
    async with served:
        response = await served.get(file["url"])
        assert (await served.get(file["url"].replace("2026", "2025", 1))).status_code == 404
        assert (await served.get("/statements/none")).status_code == 404
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert rows[0][:3] == ["序号", "时间", "事由"]
    assert [row[2:6] for row in rows[1:]] == [
        ["充值", "50.00", "", "50.00"],
        ["支付", "", "12.00", "38.00"],
    ]
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id),))
    assert (await ask(FILE, by=auditor, **asked))["data"]["cardStatementFile"] is not None
    elsewhere = Viewer(
        grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=(await make.community()).id),)
    )
    strangers = (NOBODY, await viewer_of(await make.resident()), staff, elsewhere)
    for stranger in strangers:
        assert (await ask(FILE, by=stranger, **asked))["data"]["cardStatementFile"] is None
