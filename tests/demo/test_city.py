"""The demonstration city is whole: what is held is what was ordered, and every state is there."""

from datetime import UTC, datetime
from uuid import UUID

import asyncpg

from hub import demo
from hub.canteen import reads
from hub.canteen.rules import OrderStatus
from hub.kernel.access import Role
from hub.query import global_id
from tests.asking import Ask

NOW = datetime(2026, 6, 17, 4, 0, tzinfo=UTC)
"""A Wednesday at noon: lunch is being served."""

SIGN_IN = """mutation ($name: String!, $password: String!) {
    staffSignIn(input: {name: $name, password: $password}) {
        ... on StaffSignedIn { token } ... on AccountRefusal { reason } } }"""
SEND = """mutation ($phone: String!) {
    residentCodeSend(input: {phone: $phone}) { __typename } }"""
BOARD = """query ($siteId: ID!, $on: Date!) {
    mealOrders(siteId: $siteId, on: $on, period: LUNCH) { totalCount } }"""
_WRONG_PORTIONS = """SELECT i.id FROM menu_item i LEFT JOIN (
    SELECT item_id, sum(portions) AS portions FROM meal_order_line l
    JOIN meal_order o ON o.id = l.order_id
    WHERE o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED') GROUP BY 1
) held ON held.item_id = i.id WHERE i.taken <> coalesce(held.portions, 0)"""
_WRONG_SEATS = """SELECT s.id FROM serving s LEFT JOIN (
    SELECT serving_id, count(*) AS seats FROM meal_order
    WHERE status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED') GROUP BY 1
) held ON held.serving_id = s.id WHERE s.taken <> coalesce(held.seats, 0)"""
_WRONG_MOVES = """SELECT o.id FROM meal_order o WHERE o.status <> (
    SELECT to_status FROM meal_order_move m WHERE m.order_id = o.id
    ORDER BY at DESC, id DESC LIMIT 1) AND o.channel <> 'BULK'"""
_WRONG_USE = """SELECT u.id FROM subsidy_use u LEFT JOIN (
    SELECT resident_id, "on", sum(amount_fen) AS fen FROM subsidy_claim
    WHERE status <> 'RELEASED' GROUP BY 1, 2
) c ON c.resident_id = u.resident_id AND c."on" = u.from_on
WHERE u.amount_fen <> coalesce(c.fen, 0)"""
_WRONG_PRICES = """SELECT o.id FROM meal_order o JOIN (
    SELECT order_id, sum(portions * price_fen) AS fen FROM meal_order_line GROUP BY 1
) l ON l.order_id = o.id WHERE o.price_fen <> l.fen"""
_SHOWN = (
    *("meal_site_closure", "dish_ingredient", "dish_part", "menu_template", "menu_template_item"),
    *("counter_sale", "redemption", "kitchen_sheet", "meal_label", "meal_label_line"),
    *("retained_sample", "temperature_reading", "meal_waste", "offline_list", "offline_scan"),
    *("menu_item_substitution", "diet_conflict"),
    *("notification", "notification_delivery"),
    *("settlement_line", "settlement_person", "meal_anomaly", "meal_anomaly_evidence"),
)
"""What there is to see beside menus and orders."""
_ALLERGIC_WARDS = """SELECT count(*) FROM dietary_need WHERE kind = 'ALLERGY' AND resident_id IN (
    SELECT ward_id FROM proxy JOIN resident r ON r.id = holder_id WHERE r.name = $1)"""
_TWICE = """SELECT resident_id FROM meal_order
WHERE status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')
GROUP BY resident_id, "on", period HAVING count(*) > 1"""


def quiet(what: str, done: int, total: int) -> None:
    assert what
    assert 0 <= done <= total


async def test_the_city_is_whole(database: asyncpg.Connection):
    accounts = await demo.fill(0.2, quiet, now=NOW)
    assert {account.role for account in accounts} == set(Role)
    assert await database.fetchval("SELECT count(*) FROM area WHERE kind = 'COMPOUND'") == 237
    for wrong in (_WRONG_PORTIONS, _WRONG_SEATS, _WRONG_MOVES, _WRONG_USE, _WRONG_PRICES, _TWICE):
        assert await database.fetch(wrong) == []
    for table in _SHOWN:
        assert await database.fetchval(f"SELECT count(*) FROM {table}") > 0, table
    await database.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert (await reads.ledger_trouble(database)).is_none
    for cards in ("ACTIVE", "FROZEN", "REPLACED", "CLOSED"):
        count = "SELECT count(*) FROM meal_card WHERE status = $1"
        assert await database.fetchval(count, cards) > 0
    rows = await database.fetch("SELECT DISTINCT status FROM meal_order")
    missing = set(OrderStatus) - {OrderStatus(row["status"]) for row in rows}
    assert missing <= {OrderStatus.REFUNDED, OrderStatus.UPHELD, OrderStatus.DISPUTED}
    published = await database.fetchval(
        "SELECT count(*) FROM menu WHERE status = 'PUBLISHED' AND cutoff_at > $1", NOW
    )
    assert published > 0


async def test_what_is_printed_at_the_start_works(database: asyncpg.Connection, ask: Ask):
    accounts = await demo.fill(0.02, quiet, now=NOW)
    body = await ask(demo.EXAMPLE, now=NOW)
    assert "errors" not in body
    menus = [site["menus"]["nodes"] for site in body["data"]["mealSites"]]
    assert any(menu["items"] for nodes in menus for menu in nodes)
    staff = next(account for account in accounts if account.role == Role.CANTEEN_STAFF)
    body = await ask(SIGN_IN, name=staff.name, password=staff.password)
    token = body["data"]["staffSignIn"]["token"]
    site = await database.fetchval("SELECT site_id FROM role_grant WHERE role = 'CANTEEN_STAFF'")
    key = global_id("MealSite", site)
    body = await ask(BOARD, token=token, siteId=key, on="2026-06-17")
    assert body["data"]["mealOrders"]["totalCount"] > 0
    resident = next(account for account in accounts if account.role == Role.RESIDENT)
    body = await ask(SEND, phone=resident.name)
    assert body["data"]["residentCodeSend"]["__typename"] == "ResidentCodeSent"
    proxy = next(account for account in accounts if "as their proxy" in account.what)
    assert await database.fetchval(_ALLERGIC_WARDS, proxy.display_name) > 0


async def test_the_same_seed_gives_the_same_people(database: asyncpg.Connection):
    await demo.fill(0.02, quiet, now=NOW)
    first = await database.fetchrow("SELECT name, phone_masked FROM resident ORDER BY id LIMIT 1")
    assert first is not None
    assert first["phone_masked"].startswith("154")
    assert UUID(int=0) not in [row["id"] for row in await database.fetch("SELECT id FROM resident")]


async def test_many_orders_are_added_before_its_own_days(committed_database: str):
    await demo.fill(0.3, quiet, now=NOW)
    await demo.bulk(5_000, quiet)
    connection = await asyncpg.connect(committed_database)
    try:
        assert await connection.fetchval("SELECT count(*) FROM meal_order") >= 5_000
        for wrong in (_WRONG_PORTIONS, _WRONG_SEATS, _TWICE):
            assert await connection.fetch(wrong) == []
    finally:
        await connection.close()
