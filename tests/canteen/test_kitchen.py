"""The kitchen's sheet: one snapshot at the cut-off, everything from it, changes beside it."""

import asyncio
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO

import asyncpg
import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from hub import app
from hub.canteen import commands, pages
from hub.canteen.models import (
    KitchenSheet,
    MealLabel,
    MealLabelLine,
    MealOrder,
    MealSite,
    Menu,
    MenuItem,
)
from hub.canteen.rules import CanteenRefused, FulfilmentMode, OrderStatus, Request, Wanted
from hub.kernel import db
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.people.models import DietaryNeed, Resident
from hub.people.rules import DietaryNeedKind
from hub.query import global_id
from tests import make
from tests.canteen.counter import BY, viewer_of, working
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

SHEET = """query ($siteId: ID!, $on: Date!, $period: MealPeriod!, $labels: MealLabelFilter) {
    kitchenSheet(siteId: $siteId, on: $on, period: $period) {
        id madeAt orderCount
        production { dish mode diet portions orders }
        dispatch { point mode orders portions }
        changes { added cancelled changed }
        labels(filter: $labels, orderBy: NAME) { totalCount nodes {
            number residentName address note hasAllergy change needs { kind substance severity }
            lines { name portions } } }
    }
    kitchenChanges(siteId: $siteId, on: $on, period: $period, orderBy: NUMBER) { totalCount nodes {
        kind number residentName status before { dish portions } after { dish portions } } }
}"""
PAGE = """query ($sheetId: ID!, $kind: KitchenPageKind!, $pointId: ID, $mode: FulfilmentMode) {
    kitchenPage(sheetId: $sheetId, kind: $kind, pointId: $pointId, mode: $mode) {
        path expiresAt } }"""


class Lunch:
    """A lunch of two dishes, ordered by four people of whom some must not eat everything."""

    menu: Menu
    kitchen: MealSite
    point: MealSite
    fish: MenuItem
    tofu: MenuItem


async def lunch() -> Lunch:
    """Wang eats fish softly cooked, Li must have no peanuts, Zhang gets hers delivered."""
    it = Lunch()
    it.menu = await make.menu()
    it.kitchen = await MealSite.get(id=it.menu.site_id)
    it.point = await make.meal_point(it.kitchen)
    await make.serving(it.menu, it.point.id, FulfilmentMode.PICKUP)
    it.fish = await make.menu_item(it.menu, await make.dish(name="清蒸鱼"), position=1)
    it.tofu = await make.menu_item(it.menu, await make.dish(name="麻婆豆腐"), position=2)
    wang = await make.resident(name="王淑芬")
    await make.dietary_need(wang, DietaryNeedKind.SOFT)
    await make.meal_order(it.fish, wang)
    li = await make.resident(name="李建国")
    await make.dietary_need(li)
    await make.dietary_need(li, DietaryNeedKind.AVOID, substance="香菜")
    await make.meal_order(it.fish, li, point_id=it.point.id, mode=FulfilmentMode.PICKUP, portions=2)
    zhang = await make.resident(name="张桂英")
    await make.meal_order(it.tofu, zhang, mode=FulfilmentMode.DELIVERY)
    gone = await make.meal_order(it.tofu, await make.resident(name="赵六"))
    await commands.cancel_order(
        BY, order_id=gone.id, viewer=Viewer(resident_id=gone.resident_id), now=BEFORE
    )
    return it


async def lock(now=CUTOFF):
    await commands.lock_due(Actor.job("canteen.lock_due"), now=now)


async def sheet(ask, it, viewer=None, **more):
    asked = {"siteId": global_id("MealSite", it.kitchen.id), "on": "2026-06-02", "period": "LUNCH"}
    viewer = viewer or make.staff(it.kitchen)
    body = await ask(SHEET, by=viewer, now=MEAL, **asked, **more)
    assert "errors" not in body, body
    return body["data"]["kitchenSheet"], body["data"]["kitchenChanges"]


def rows(found):
    return [tuple(row.values()) for row in found]


@pytest.mark.usefixtures("database")
async def test_the_lock_writes_a_sheet_from_which_everything_follows(ask):
    it = await lunch()
    assert (await sheet(ask, it))[0] is None
    await lock()
    found, changes = await sheet(ask, it)
    assert found["madeAt"] == "2026-06-01T18:00:00+08:00"
    assert found["orderCount"] == 3
    assert rows(found["production"]) == [
        ("清蒸鱼", "DINE_IN", ["SOFT"], 1, 1),
        ("清蒸鱼", "PICKUP", [], 2, 1),
        ("麻婆豆腐", "DELIVERY", [], 1, 1),
    ]
    assert sum(row["orders"] for row in found["dispatch"]) == found["labels"]["totalCount"] == 3
    assert found["changes"] == {"added": 0, "cancelled": 0, "changed": 0}
    assert changes["totalCount"] == 0


@pytest.mark.usefixtures("database")
async def test_a_change_is_asked_for_by_its_id_as_long_as_it_is_one(ask):
    it = await lunch()
    await lock()
    late, kept = [
        global_id("KitchenChange", order.id) for order in await _one_late_and_one_kept(it)
    ]
    changed = """query ($ids: [ID!]!) { nodes(ids: $ids) {
        id ... on KitchenChange { kind } } }"""
    body = await ask(changed, by=make.staff(it.kitchen), now=MEAL, ids=[late, kept])
    assert body["data"]["nodes"] == [{"id": late, "kind": "ADDED"}, None]
    stranger = make.staff(await make.canteen())
    body = await ask(changed, by=stranger, now=MEAL, ids=[late, kept])
    assert body["data"]["nodes"] == [None, None]


async def _one_late_and_one_kept(it):
    """An order that staff added after the cut-off, and one that is on the sheet."""
    kept = await MealOrder.filter(menu_id=it.menu.id, status="LOCKED").first()
    key = await commands.place_order(
        BY,
        menu_id=it.menu.id,
        point_id=it.kitchen.id,
        resident_id=(await make.resident()).id,
        request=Request(FulfilmentMode.DINE_IN, [Wanted(it.fish.id, 1)], reason="临时加餐"),
        viewer=make.staff(it.kitchen),
        now=CUTOFF + timedelta(minutes=5),
    )
    return await MealOrder.get(id=key), kept


@pytest.mark.usefixtures("database")
async def test_a_dish_stands_in_one_place_of_the_sheet_in_whatever_order_it_was_chosen(ask):
    it = await lunch()
    person = await make.resident()
    lines = [Wanted(item.id, 1) for item in (it.tofu, it.fish)]
    await commands.place_order(
        BY,
        menu_id=it.menu.id,
        point_id=it.kitchen.id,
        resident_id=person.id,
        request=Request(FulfilmentMode.DELIVERY, lines),
        viewer=Viewer(resident_id=person.id),
        now=BEFORE,
    )
    await lock()
    found, _ = await sheet(ask, it)
    dishes = [row["dish"] for row in found["production"]]
    assert dishes == ["清蒸鱼"] * 3 + ["麻婆豆腐"]


@pytest.mark.usefixtures("database")
async def test_the_allergy_sheet_lists_people_by_name_with_allergies_first(ask):
    it = await lunch()
    await lock()
    found, _ = await sheet(ask, it, labels={"hasAllergy": True})
    [li] = found["labels"]["nodes"]
    assert (li["residentName"], li["hasAllergy"], li["change"]) == ("李建国", True, None)
    assert rows(li["needs"]) == [("ALLERGY", "PEANUT", "SEVERE"), ("AVOID", "香菜", "SEVERE")]
    assert li["lines"] == [{"name": "清蒸鱼", "portions": 2}]
    found, _ = await sheet(ask, it, labels={"modes": ["DELIVERY"]})
    [zhang] = found["labels"]["nodes"]
    assert zhang["address"]


@pytest.mark.usefixtures("database")
async def test_a_sheet_is_written_once_whoever_locks_and_however_often(ask):
    it = await lunch()
    manager = make.manager(it.kitchen)
    await commands.lock_menu(BY, menu_id=it.menu.id, viewer=manager, now=BEFORE)
    await lock()
    await lock(CUTOFF + timedelta(minutes=1))
    assert await KitchenSheet.all().count() == 1
    assert (await KitchenSheet.get(id=it.menu.id)).made_at == BEFORE
    assert await MealLabel.all().count() == 3


@pytest.mark.usefixtures("database")
async def test_a_sheet_of_no_orders_is_a_sheet(ask):
    it = Lunch()
    it.menu = await make.menu()
    it.kitchen = await MealSite.get(id=it.menu.site_id)
    await make.menu_item(it.menu)
    await lock()
    found, _ = await sheet(ask, it)
    assert (found["orderCount"], found["production"], found["dispatch"]) == (0, [], [])


@pytest.mark.usefixtures("database")
async def test_what_happens_later_is_shown_beside_the_sheet_and_never_in_it(ask):
    it = await lunch()
    await lock()
    before, _ = await sheet(ask, it)
    staff = await working(it.kitchen.id)
    late = await make.resident(name="孙七")
    await commands.place_order(
        BY,
        menu_id=it.menu.id,
        point_id=None,
        resident_id=late.id,
        request=Request(FulfilmentMode.DINE_IN, [Wanted(it.fish.id, 1)], reason="刚出院"),
        viewer=staff,
        now=CUTOFF + timedelta(hours=1),
    )
    wang = await MealLabel.get(resident_name="王淑芬")
    await commands.cancel_order(
        BY, order_id=wang.id, viewer=staff, now=CUTOFF + timedelta(hours=2), reason="住院"
    )
    other = await make.dish(name="冬瓜汤")
    await MenuItem.filter(id=it.tofu.id).update(dish_id=other.id, name=other.name)
    found, changes = await sheet(ask, it)
    assert found["changes"] == {"added": 1, "cancelled": 1, "changed": 1}
    assert [(row["kind"], row["residentName"]) for row in changes["nodes"]] == [
        ("CANCELLED", "王淑芬"),
        ("CHANGED", "张桂英"),
        ("ADDED", "孙七"),
    ]
    _, changed, added = changes["nodes"]
    assert changed["before"] == [{"dish": "麻婆豆腐", "portions": 1}]
    assert changed["after"] == [{"dish": "冬瓜汤", "portions": 1}]
    assert added["before"] is None
    for name in ("madeAt", "orderCount", "production", "dispatch"):
        assert found[name] == before[name]
    assert {label["residentName"]: label["change"] for label in found["labels"]["nodes"]} == {
        "王淑芬": "CANCELLED",
        "李建国": None,
        "张桂英": "CHANGED",
    }


async def test_a_sheet_cannot_be_changed_not_even_by_hand(database):
    it = await lunch()
    await lock()
    for statement in (
        "UPDATE kitchen_sheet SET made_at = now()",
        "UPDATE meal_label SET note = 'x'",
        "DELETE FROM meal_label_line",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with database.transaction():
                await database.execute(statement)
    assert it.menu


@pytest.mark.usefixtures("database")
async def test_needs_count_as_of_the_day_of_the_meal(ask):
    it = await lunch()
    li = await Resident.get(name="李建国")
    await DietaryNeed.filter(resident_id=li.id).update(until_on=MEAL_DAY)
    wang = await Resident.get(name="王淑芬")
    await DietaryNeed.filter(resident_id=wang.id).update(from_on=date(2026, 6, 3))
    await lock()
    found, _ = await sheet(ask, it)
    assert all(label["needs"] == [] for label in found["labels"]["nodes"])


@pytest.mark.usefixtures("database")
async def test_staff_of_a_point_see_its_labels_and_strangers_see_nothing(ask):
    it = await lunch()
    await lock()
    found, _ = await sheet(ask, it, make.staff(it.point))
    assert [label["residentName"] for label in found["labels"]["nodes"]] == ["李建国"]
    foreign = make.staff(await make.canteen())
    found, changes = await sheet(ask, it, foreign)
    assert (found, changes["totalCount"]) == (None, 0)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "viewer",
    [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if "CANTEEN" not in role)],
    ids=lambda viewer: next(iter(viewer.roles), "NOBODY"),
)
async def test_only_staff_of_canteens_ask_for_sheets(ask, viewer):
    it = await lunch()
    await lock()
    asked = {"siteId": global_id("MealSite", it.kitchen.id), "on": "2026-06-02", "period": "LUNCH"}
    for name in ("kitchenSheet", "kitchenChanges"):
        document = f"""query ($siteId: ID!, $on: Date!, $period: MealPeriod!) {{
            {name}(siteId: $siteId, on: $on, period: $period) {{ __typename }} }}"""
        body = await ask(document, by=viewer, now=MEAL, **asked)
        assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    body = await ask(PAGE, by=viewer, sheetId=global_id("KitchenSheet", it.menu.id), kind="LABELS")
    assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def page(ask, it, kind, viewer=None, point=None, now=None, mode=None):
    body = await ask(
        PAGE,
        by=viewer or make.staff(it.kitchen),
        now=now,
        sheetId=global_id("KitchenSheet", it.menu.id),
        kind=kind,
        pointId=point and global_id("MealSite", point.id),
        mode=mode,
    )
    assert "errors" not in body, body
    return body["data"]["kitchenPage"]


async def fetched(path):
    transport = httpx.ASGITransport(Starlette(routes=pages.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        return await client.get(path)


@pytest.mark.usefixtures("database")
async def test_labels_are_printed_with_warnings_and_a_code(ask):
    it = await lunch()
    await lock()
    response = await fetched((await page(ask, it, "LABELS"))["path"])
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.text.count("<article>") == response.text.count("<svg") == 3
    assert '<span class="allergy">过敏：花生</span>' in response.text
    assert "忌口：香菜" in response.text
    assert "清蒸鱼 × 2" in response.text
    assert "size: 70mm 50mm" in response.text


@pytest.mark.usefixtures("database")
async def test_labels_are_printed_for_one_way_of_serving_or_none(ask):
    it = await lunch()
    await lock()
    path = (await page(ask, it, "LABELS", mode="PICKUP"))["path"]
    text = (await fetched(path)).text
    assert text.count("<article>") == 1
    assert "李建国" in text
    assert "没有标签" not in text
    assert (await fetched(path.replace("PICKUP", "DELIVERY"))).status_code == 404
    await MealOrder.all().update(mode="PICKUP", address=None)
    text = (await fetched((await page(ask, it, "LABELS", mode="DELIVERY"))["path"])).text
    assert "<article>" not in text
    assert "没有标签 / No labels" in text
    whole = await page(ask, it, "PRODUCTION", mode="DELIVERY")
    assert "李建国" in (await fetched(whole["path"])).text


@pytest.mark.usefixtures("database")
async def test_the_production_page_has_the_sums_and_the_allergies(ask):
    it = await lunch()
    await lock()
    text = (await fetched((await page(ask, it, "PRODUCTION"))["path"])).text
    assert "备餐单" in text
    assert "过敏名单" in text
    assert "李建国" in text
    assert "王淑芬" not in text
    assert '<th class="n">4</th>' in text


@pytest.mark.usefixtures("database")
async def test_the_packing_page_marks_what_changed_and_escapes_what_people_wrote(ask):
    it = await lunch()
    await lock()
    staff = await working(it.kitchen.id)
    await commands.place_order(
        BY,
        menu_id=it.menu.id,
        point_id=None,
        resident_id=(await make.resident(name="孙七")).id,
        request=Request(
            FulfilmentMode.DINE_IN, [Wanted(it.fish.id, 1)], note="<b>少盐</b>", reason="刚出院"
        ),
        viewer=staff,
        now=CUTOFF + timedelta(hours=1),
    )
    wang = await MealLabel.get(resident_name="王淑芬")
    await commands.cancel_order(
        BY, order_id=wang.id, viewer=staff, now=CUTOFF + timedelta(hours=2), reason="住院"
    )
    text = (await fetched((await page(ask, it, "PACKING"))["path"])).text
    assert '<span class="mark">加单</span>' in text
    assert '<tr class="gone">' in text
    assert "&lt;b&gt;少盐&lt;/b&gt;" in text
    labels = (await fetched((await page(ask, it, "LABELS"))["path"])).text
    assert labels.count("<article>") == 3
    assert "王淑芬" not in labels


@pytest.mark.usefixtures("database")
async def test_the_workbook_opens_in_a_spreadsheet_and_holds_no_formula(ask):
    it = await lunch()
    await MenuItem.filter(id=it.fish.id).update(name="=HYPERLINK(1)")
    await lock()
    response = await fetched((await page(ask, it, "WORKBOOK"))["path"])
    [sheet_] = load_workbook(BytesIO(response.content)).worksheets
    table = list(sheet_.iter_rows(values_only=True))
    assert table[1] == ("菜品", "就餐方式", "饮食要求", "份数", "订单数")
    assert table[2] == ("'=HYPERLINK(1)", "堂食", "软食", 1, 1)
    assert sum(int(str(row[3])) for row in table[2:]) == 4


@pytest.mark.usefixtures("database")
async def test_a_link_is_for_one_point_for_ten_minutes_and_cannot_be_changed(ask):
    it = await lunch()
    await lock()
    at_point = make.staff(it.point)
    assert await page(ask, it, "LABELS", at_point) is None
    assert await page(ask, it, "LABELS", make.staff(await make.canteen())) is None
    assert await page(ask, it, "LABELS", make.staff(it.kitchen), await make.canteen()) is None
    path = (await page(ask, it, "LABELS", at_point, it.point))["path"]
    text = (await fetched(path)).text
    assert "李建国" in text
    assert "张桂英" not in text
    everywhere = path.replace(str(it.point.id), "0" * 8 + "-0000-0000-0000-" + "0" * 12)
    for bad in (
        everywhere,
        path.replace("LABELS", "PACKING"),
        path + "A",
        "/kitchen/x",
        "/kitchen/.",
    ):
        assert (await fetched(bad)).status_code == 404
    old = await page(ask, it, "LABELS", now=MEAL - timedelta(days=400))
    assert (await fetched(old["path"])).status_code == 404


async def test_the_hub_serves_the_pages(chosen_settings):
    transport = httpx.ASGITransport(app.make(chosen_settings))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        response = await client.get("/kitchen/LABELS.x")
    assert response.status_code == 404
    assert "链接无效或已过期" in response.text
    assert response.headers["referrer-policy"] == "no-referrer"


async def test_a_lock_and_late_orders_at_once_leave_one_whole_sheet(committed_database):
    item = await make.menu_item(await make.menu(), portions=100)
    residents = [await make.resident() for _ in range(20)]
    menu = await Menu.get(id=item.menu_id)
    manager = make.manager(await MealSite.get(id=menu.site_id))

    async def order(resident):
        with suppress(CanteenRefused):
            await commands.place_order(
                BY,
                menu_id=menu.id,
                point_id=None,
                resident_id=resident.id,
                request=Request(FulfilmentMode.DINE_IN, [Wanted(item.id, 1)]),
                viewer=Viewer(resident_id=resident.id),
                now=BEFORE,
            )

    async def close():
        with suppress(CanteenRefused):
            await commands.lock_menu(BY, menu_id=menu.id, viewer=manager, now=BEFORE)

    await asyncio.gather(
        *(order(resident) for resident in residents[:10]),
        close(),
        commands.lock_due(Actor.job("lock"), now=CUTOFF),
        *(order(resident) for resident in residents[10:]),
    )
    async with db.acquire() as connection:
        held = await connection.fetchval("SELECT taken FROM menu_item WHERE id = $1", item.id)
    assert await KitchenSheet.all().count() == 1
    assert await MealLabel.all().count() == held
    assert sum(line.portions for line in await MealLabelLine.all()) == held
    orders = await MealOrder.filter(menu_id=menu.id)
    assert {order.status for order in orders} <= {OrderStatus.LOCKED}


@pytest.mark.usefixtures("database")
async def test_residents_see_no_labels_through_their_orders(ask):
    await lunch()
    await lock()
    zhang = await viewer_of(await Resident.get(name="张桂英"))
    label = await MealLabel.get(resident_name="张桂英")
    body = await ask(
        "query ($id: ID!) { node(id: $id) { id } }",
        by=zhang,
        id=global_id("MealLabel", label.id),
    )
    assert body["data"]["node"] is None
