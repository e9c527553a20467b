"""Menus, dishes and sites over GraphQL: who sees and changes what."""

import pytest

from hub.canteen.models import Dish, Menu, MenuItem
from hub.canteen.rules import FulfilmentMode, MealPeriod, MenuStatus
from hub.kernel.access import NOBODY, Role, Viewer
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, CUTOFF, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

MENU = """query ($siteId: ID!, $on: Date!, $period: MealPeriod!) {
    menu(siteId: $siteId, on: $on, period: $period) {
        id on period status cutoffAt site { name isOpen }
        items { name priceFen portions remaining dish { name allergens kcal isSoft } }
        servings { mode cutoffAt taken point { id } }
    }
}"""
MENUS = """query ($siteId: ID!, $fromOn: Date!, $untilOn: Date!, $filter: MenuFilter) {
    menus(siteId: $siteId, fromOn: $fromOn, untilOn: $untilOn, filter: $filter) {
        totalCount nodes { on period status }
    }
}"""
SITES = """{ mealSites { id name kind isOpen kitchen { name } points { name }
    serviceTimes { period mode serveFrom serveUntil cutoffDays cutoffTime } } }"""
DISHES = """query ($siteId: ID!, $filter: DishFilter) {
    dishes(siteId: $siteId, filter: $filter) { totalCount nodes { name kind allergens } } }"""
CREATE = """mutation ($input: MenuCreateInput!) { result: menuCreate(input: $input) {
    ... on MenuCreated { menu { id status } } ... on CanteenRefusal { reason field } } }"""
SET = """mutation ($input: MenuItemSetInput!) { result: menuItemSet(input: $input) {
    ... on MenuItemSet { item { id name portions } }
    ... on CanteenRefusal { reason field taken } } }"""
REMOVE = """mutation ($input: MenuItemRemoveInput!) { result: menuItemRemove(input: $input) {
    ... on MenuItemRemoved { menu { items { name } } } ... on CanteenRefusal { reason } } }"""
PUBLISH = """mutation ($input: MenuPublishInput!) { result: menuPublish(input: $input) {
    ... on MenuPublished { menu { status servings { mode } } }
    ... on CanteenRefusal { reason message } } }"""
LOCK = """mutation ($input: MenuLockInput!) { result: menuLock(input: $input) {
    ... on MenuLocked { menu { status } } ... on CanteenRefusal { reason } } }"""
DISH = """mutation ($input: DishCreateInput!) { result: dishCreate(input: $input) {
    ... on DishCreated { dish { id name allergens } } ... on CanteenRefusal { reason field } } }"""
UPDATE = """mutation ($input: DishUpdateInput!) { result: dishUpdate(input: $input) {
    ... on DishUpdated { dish { name priceFen } } ... on CanteenRefusal { reason field } } }"""
RETIRE = """mutation ($input: DishRetireInput!) { result: dishRetire(input: $input) {
    ... on DishRetired { dish { retiredOn } } ... on CanteenRefusal { reason } } }"""


def site_id(site):
    return global_id("MealSite", getattr(site, "site_id", None) or site.id)


def at(menu, site=None):
    return {
        "siteId": global_id("MealSite", site or menu.site_id),
        "on": str(MEAL_DAY),
        "period": "LUNCH",
    }


async def callers(canteen):
    """Nobody, staff and manager of elsewhere, and every role that is none of a canteen."""
    elsewhere = await make.canteen()
    others = [role for role in Role if not role.value.startswith("CANTEEN")]
    return [
        NOBODY,
        make.staff(elsewhere),
        make.manager(elsewhere),
        *(make.staff(canteen, role) for role in others),
    ]


async def test_everybody_sees_the_menu_with_what_is_left(ask):
    menu = await make.menu()
    dish = await make.dish(name="宫保鸡丁", allergens=["PEANUT"], kcal=410)
    item = await make.menu_item(menu, dish, position=1, portions=10)
    await make.meal_order(item, portions=3)
    body = await ask(MENU, **at(menu))
    assert "errors" not in body
    seen = body["data"]["menu"]
    assert (seen["on"], seen["period"], seen["status"]) == ("2026-06-02", "LUNCH", "PUBLISHED")
    assert seen["cutoffAt"] == "2026-06-01T18:00:00+08:00"
    assert seen["items"] == [
        {
            "name": "宫保鸡丁",
            "priceFen": 1200,
            "portions": 10,
            "remaining": 7,
            "dish": {
                "name": "宫保鸡丁",
                "allergens": ["PEANUT"],
                "kcal": 410,
                "isSoft": False,
            },
        }
    ]
    assert {serving["mode"] for serving in seen["servings"]} == set(FulfilmentMode)
    assert {serving["taken"] for serving in seen["servings"]} == {None}


async def test_a_meal_point_shows_its_kitchens_menu(ask):
    menu = await make.menu()
    point = await make.meal_point(await menu.site)
    body = await ask(MENU, **at(menu, point.id))
    assert body["data"]["menu"]["id"] == global_id("Menu", menu.id)
    elsewhere = await make.canteen()
    assert (await ask(MENU, **at(menu, elsewhere.id)))["data"]["menu"] is None


async def test_only_its_staff_see_a_draft(ask):
    menu = await make.menu(status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)
    item = await make.menu_item(menu)
    canteen = await menu.site
    by_id = "query ($id: ID!) { node(id: $id) { id } }"
    key = global_id("MenuItem", item.id)
    for caller in await callers(canteen):
        assert (await ask(MENU, by=caller, **at(menu)))["data"]["menu"] is None
        assert (await ask(by_id, by=caller, id=key))["data"]["node"] is None
    for caller in (make.staff(canteen), make.manager(canteen)):
        assert (await ask(MENU, by=caller, **at(menu)))["data"]["menu"]["status"] == "DRAFT"
        assert (await ask(by_id, by=caller, id=key))["data"]["node"] == {"id": key}


async def test_menus_over_some_days(ask):
    canteen = await make.canteen()
    await make.menu(canteen)
    await make.menu(canteen, period=MealPeriod.SUPPER)
    await make.menu(canteen, on=MEAL_DAY.replace(day=9))
    asked = {"siteId": site_id(canteen), "fromOn": "2026-06-01", "untilOn": "2026-06-09"}
    body = await ask(MENUS, **asked)
    assert body["data"]["menus"]["totalCount"] == 2
    body = await ask(MENUS, **asked, filter={"periods": ["SUPPER"]})
    assert [menu["period"] for menu in body["data"]["menus"]["nodes"]] == ["SUPPER"]


async def test_everybody_sees_the_sites_and_when_they_serve(ask):
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    await make.service_time(canteen)
    body = await ask(SITES)
    assert "errors" not in body
    sites = {site["id"]: site for site in body["data"]["mealSites"]}
    assert len(sites[site_id(canteen)]["points"]) == 1
    assert sites[site_id(canteen)]["kitchen"] is None
    assert sites[site_id(point)]["kind"] == "MEAL_POINT"
    assert sites[site_id(canteen)]["serviceTimes"] == [
        {
            "period": "LUNCH",
            "mode": "DINE_IN",
            "serveFrom": "11:00:00",
            "serveUntil": "13:00:00",
            "cutoffDays": 1,
            "cutoffTime": "18:00:00",
        }
    ]


async def test_dishes_of_a_canteen_and_of_the_city(ask):
    canteen = await make.canteen()
    await make.dish(canteen, name="清蒸鲈鱼")
    await make.dish(name="米饭")
    await make.dish(await make.canteen(), name="别家的菜")
    await make.dish(canteen, name="旧菜", retired_on=MEAL_DAY)
    body = await ask(DISHES, siteId=site_id(canteen), filter={"isRetired": False})
    assert {dish["name"] for dish in body["data"]["dishes"]["nodes"]} == {"清蒸鲈鱼", "米饭"}
    body = await ask(DISHES, siteId=site_id(canteen), filter={"text": "鲈鱼"})
    assert body["data"]["dishes"]["totalCount"] == 1


async def test_a_manager_writes_publishes_and_locks_a_menu(ask):
    canteen = await make.canteen()
    await make.service_time(canteen)
    dish = await make.dish(canteen)
    manager = make.manager(canteen)

    async def change(document, **given):
        body = await ask(document, by=manager, now=BEFORE, input=given)
        assert "errors" not in body, body
        return body["data"]["result"]

    made = await change(CREATE, siteId=site_id(canteen), on="2026-06-02", period="LUNCH")
    menu_id = made["menu"]["id"]
    again = await change(CREATE, siteId=site_id(canteen), on="2026-06-02", period="LUNCH")
    assert again == {"reason": "MENU_EXISTS", "field": "on"}
    dish_id = global_id("Dish", dish.id)
    put = await change(SET, menuId=menu_id, dishId=dish_id, portions=30)
    assert put["item"]["portions"] == 30
    emptied = await change(REMOVE, itemId=put["item"]["id"])
    assert emptied["menu"]["items"] == []
    assert (await change(PUBLISH, menuId=menu_id))["reason"] == "MENU_EMPTY"
    await change(SET, menuId=menu_id, dishId=dish_id, portions=30)
    published = await change(PUBLISH, menuId=menu_id)
    assert published["menu"] == {"status": "PUBLISHED", "servings": [{"mode": "DINE_IN"}]}
    assert (await change(LOCK, menuId=menu_id))["menu"]["status"] == "LOCKED"


async def test_a_manager_keeps_the_dishes(ask):
    canteen = await make.canteen()
    manager = make.manager(canteen)
    details = {"name": "宫保鸡丁", "kind": "MEAT", "priceFen": 900, "allergens": ["PEANUT"]}
    given = {"siteId": site_id(canteen), "dish": details}
    body = await ask(DISH, by=manager, input=given)
    made = body["data"]["result"]["dish"]
    assert made["allergens"] == ["PEANUT"]
    body = await ask(DISH, by=manager, input=given)
    assert body["data"]["result"] == {"reason": "DISH_NAME_TAKEN", "field": "name"}
    body = await ask(
        UPDATE, by=manager, input={"dishId": made["id"], "dish": {**details, "priceFen": 950}}
    )
    assert body["data"]["result"]["dish"]["priceFen"] == 950
    body = await ask(RETIRE, by=manager, now=BEFORE, input={"dishId": made["id"]})
    assert body["data"]["result"]["dish"]["retiredOn"] == "2026-06-01"


async def test_nobody_else_changes_menus_or_dishes(ask):
    canteen = await make.canteen()
    await make.service_time(canteen)
    draft = await make.menu(canteen, status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)
    item = await make.menu_item(draft, await make.dish(canteen))
    published = await make.menu(canteen, period=MealPeriod.SUPPER)
    ids = {"menuId": global_id("Menu", draft.id), "dishId": global_id("Dish", item.dish_id)}
    details = {"name": "新菜", "kind": "MEAT", "priceFen": 1}
    attempts = [
        (CREATE, {"siteId": site_id(canteen), "on": "2026-06-03", "period": "LUNCH"}),
        (SET, {**ids, "portions": 1}),
        (REMOVE, {"itemId": global_id("MenuItem", item.id)}),
        (PUBLISH, {"menuId": ids["menuId"]}),
        (LOCK, {"menuId": global_id("Menu", published.id)}),
        (DISH, {"siteId": site_id(canteen), "dish": details}),
        (UPDATE, {"dishId": ids["dishId"], "dish": details}),
        (RETIRE, {"dishId": ids["dishId"]}),
    ]
    before = await everything()
    for caller in [*await callers(canteen), make.staff(canteen), Viewer()]:
        for document, given in attempts:
            body = await ask(document, by=caller, now=BEFORE, input=given)
            if "errors" in body:
                code = body["errors"][0]["extensions"]["code"]
                assert code in ("FORBIDDEN", "UNAUTHENTICATED")
            else:
                assert body["data"]["result"]["reason"].startswith("NO_SUCH_")
    assert await everything() == before


async def everything():
    return [
        sorted(await Menu.all().values_list("id", "status")),
        sorted(await MenuItem.all().values_list("id", "portions")),
        sorted(await Dish.all().values_list("id", "name", "retired_on")),
    ]


@pytest.mark.parametrize("garbled", ["", "x", "Menu_1", "MealSite_" + "0" * 36, "菜" * 200])
async def test_garbled_ids_are_as_unknown_as_none(ask, garbled):
    canteen = await make.canteen()
    body = await ask(MENU, siteId=garbled, on="2026-06-02", period="LUNCH")
    assert body["data"] == {"menu": None}
    body = await ask(PUBLISH, by=make.manager(canteen), now=CUTOFF, input={"menuId": garbled})
    assert body["data"]["result"]["reason"] == "NO_SUCH_MENU"
