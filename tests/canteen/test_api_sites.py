"""Sites, weeks, dishes, the counter over GraphQL: end to end, and who may do what."""

from datetime import timedelta

import pytest

from hub.canteen.models import (
    CounterSale,
    DietConflict,
    Dish,
    MealOrder,
    MealSite,
    MealSiteClosure,
    Menu,
    MenuItem,
    MenuTemplate,
    ServiceTime,
)
from hub.canteen.rules import MealPeriod, MenuStatus
from hub.grid.rules import SiteKind
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.canteen.documents import DOCUMENTS, SALES, STAFF, STOP_PREVIEW, TEMPLATES
from tests.canteen.money import balance, check_books, do, viewer_of
from tests.make.canteen import BEFORE, CUTOFF, MEAL, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

KEEPER = Viewer(account_id=None, grants=(Grant(Role.COMMUNITY_MANAGER),))


def key(model, row):
    return global_id(model, row.id)


@pytest.fixture
def change(ask):
    """Send a mutation of the documents; its result, in which no error is expected."""

    async def send(mutation, by, /, now=BEFORE, **given):
        body = await ask(DOCUMENTS[mutation], by=by, now=now, input=given)
        assert "errors" not in body, body
        return body["data"]["result"]

    return send


async def test_a_site_is_made_given_times_stopped_and_resumed(change):
    place = await make.site(kind=SiteKind.CANTEEN)
    area = await make.township()
    details = {"serviceRadiusMetres": 1000, "fundingAreaId": key("Area", area)}
    made = await change(
        "mealSiteCreate", KEEPER, siteId=global_id("Site", place.id), details=details
    )
    assert made["site"]["serviceRadiusMetres"] == 1000
    assert made["site"]["fundingArea"]["name"] == area.name
    site_id = made["site"]["id"]
    manager = make.manager(await MealSite.get(id=place.id))
    timed = await change(
        "serviceTimeSet",
        manager,
        siteId=site_id,
        period="LUNCH",
        mode="PICKUP",
        fromOn="2026-06-02",
        serveFrom="11:00",
        serveUntil="13:00",
        cutoffTime="18:00",
        capacity=50,
    )
    assert timed["site"]["serviceTimes"] == [
        {"mode": "PICKUP", "fromOn": "2026-06-02", "untilOn": None, "capacity": 50}
    ]
    ended = await change(
        "serviceTimeEnd", manager, siteId=site_id, period="LUNCH", mode="PICKUP", on="2026-07-01"
    )
    assert ended["site"]["serviceTimes"][0]["untilOn"] == "2026-07-01"
    updated = await change("mealSiteUpdate", KEEPER, siteId=site_id, details={"portionsAPerson": 4})
    assert updated["site"] == {"portionsAPerson": 4, "fundingArea": None}
    stopped = await change("mealSiteStop", manager, siteId=site_id, reason="停电")
    assert stopped["closure"]["isStop"] is True
    assert stopped["site"]["closures"] == [{"reason": "停电", "untilOn": "2026-06-02"}]
    resumed = await change("mealSiteResume", manager, siteId=site_id)
    assert resumed["site"]["id"] == site_id
    again = await change("mealSiteResume", manager, siteId=site_id)
    assert again["reason"] == "NOTHING_STOPPED"


async def test_a_stop_gives_back_onto_the_card_what_was_paid(ask, change):
    resident = await make.resident()
    card = await make.meal_card(resident, 5000)
    order = await make.meal_order(None, resident)
    await do(
        ask,
        "mealOrderPay",
        await viewer_of(resident),
        orderId=key("MealOrder", order),
        method="CARD",
    )
    assert await balance(card) == 3800
    canteen = await order.site
    stopped = await change(
        "mealSiteStop",
        make.manager(canteen),
        siteId=key("MealSite", canteen),
        reason="停电",
        untilOn="2026-06-03",
        expectedOrders=1,
    )
    assert stopped["closure"]["cancelledOrders"] == 1
    assert await balance(card) == 5000
    await check_books()


async def test_a_site_that_is_stopped_does_not_serve_at_present(ask):
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    for period in (MealPeriod.LUNCH, MealPeriod.SUPPER):
        await make.service_time(point, period=period)

    async def serve(now=BEFORE):
        asked = "query ($id: ID!) { mealSite(id: $id) { isOpen points { isOpen } } }"
        body = await ask(asked, now=now, id=key("MealSite", canteen))
        site = body["data"]["mealSite"]
        return site["isOpen"], site["points"][0]["isOpen"]

    async def closed(site, *periods, **more):
        today = BEFORE.date()
        facts = {"from_on": today, "until_on": today + timedelta(days=1), **more}
        return await make.closure(site, periods=[str(period) for period in periods], **facts)

    assert await serve() == (True, True)
    await closed(point, MealPeriod.LUNCH)
    assert await serve() == (True, True)
    await closed(point, MealPeriod.SUPPER, ended_at=BEFORE)
    assert await serve() == (True, True)
    supper = await closed(point, MealPeriod.SUPPER)
    assert await serve() == (True, False)
    assert await serve(BEFORE + timedelta(days=1)) == (True, True)
    await supper.delete()
    await closed(canteen, *MealPeriod, until_on=None, is_stop=True)
    assert await serve() == (False, False)


async def test_who_stops_a_site_sees_first_what_that_cancels(ask):
    item = await make.menu_item(await make.menu())
    canteen = await (await item.menu).site
    for _ in range(2):
        await make.meal_order(item)
    asked = {"siteId": key("MealSite", canteen), "untilOn": "2026-06-03"}
    manager = make.manager(canteen)
    body = await ask(STOP_PREVIEW, by=manager, now=BEFORE, **asked)
    assert body["data"]["mealSiteStopPreview"] == {
        "orders": 2,
        "people": 2,
        "untilOn": "2026-06-03",
    }
    body = await ask(STOP_PREVIEW, by=manager, now=BEFORE, siteId=asked["siteId"])
    assert body["data"]["mealSiteStopPreview"] == {
        "orders": 0,
        "people": 0,
        "untilOn": "2026-06-02",
    }
    elsewhere = make.manager(await make.canteen())
    body = await ask(STOP_PREVIEW, by=elsewhere, now=BEFORE, **asked)
    assert body["data"]["mealSiteStopPreview"] is None
    for caller in (NOBODY, make.staff(canteen), make.staff(canteen, Role.RESIDENT)):
        body = await ask(STOP_PREVIEW, by=caller, now=BEFORE, **asked)
        assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")


async def test_a_holiday_is_planned_and_ended(change):
    canteen = await make.canteen()
    manager = make.manager(canteen)
    given = {
        "siteId": key("MealSite", canteen),
        "fromOn": "2026-06-19",
        "untilOn": "2026-06-22",
        "periods": ["SUPPER"],
        "reason": "端午节",
    }
    planned = await change("mealSiteClosurePlan", manager, **given)
    assert planned["closure"]["periods"] == ["SUPPER"]
    closure_id = planned["closure"]["id"]
    ended = await change("mealSiteClosureEnd", manager, closureId=closure_id)
    assert ended["closure"]["endedAt"] is not None


async def test_a_week_is_planned_copied_published_and_taken_back(change, ask):
    canteen = await make.canteen()
    await make.service_time(canteen)
    dish = await make.dish(canteen)
    manager = make.manager(canteen)
    site_id = key("MealSite", canteen)
    items = [{"weekday": 2, "period": "LUNCH", "dishId": key("Dish", dish), "portions": 40}]
    made = await change("menuTemplateCreate", manager, siteId=site_id, name="夏", items=items)
    template_id = made["template"]["id"]
    assert made["template"]["items"][0]["dish"]["name"] == dish.name
    changed = await change(
        "menuTemplateUpdate", manager, templateId=template_id, name="秋", items=items
    )
    assert changed["template"]["name"] == "秋"
    applied = await change(
        "menuTemplateApply", manager, templateId=template_id, weekOf="2026-06-08"
    )
    [menu] = applied["menus"]
    assert (menu["on"], menu["status"], menu["items"]) == (
        "2026-06-09",
        "DRAFT",
        [{"portions": 40}],
    )
    copied = await change("menuWeekCopy", manager, siteId=site_id, weekOf="2026-06-15")
    assert [menu["on"] for menu in copied["menus"]] == ["2026-06-16"]
    again = await change("menuWeekCopy", manager, siteId=site_id, weekOf="2026-06-15")
    assert again["skipped"] == [{"on": "2026-06-16", "period": "LUNCH", "why": "EXISTS"}]
    ids = [menu["id"], copied["menus"][0]["id"]]
    nothing = await change("menusPublish", manager, menuIds=[])
    assert (nothing["reason"], nothing["field"]) == ("NO_MENUS_NAMED", "menuIds")
    published = await change("menusPublish", manager, menuIds=ids)
    assert [menu["status"] for menu in published["menus"]] == ["PUBLISHED"] * 2
    withdrawn = await change("menuWithdraw", manager, menuId=ids[0])
    assert withdrawn["menu"]["status"] == "DRAFT"
    deleted = await change("menuDelete", manager, menuId=ids[0])
    assert deleted["site"]["id"] == site_id
    body = await ask(TEMPLATES, by=make.staff(canteen), siteId=site_id)
    assert body["data"]["menuTemplates"] == [{"name": "秋"}]
    gone = await change("menuTemplateDelete", manager, templateId=template_id)
    assert gone["site"]["id"] == site_id


async def test_a_set_meal_shows_its_parts_and_only_staff_see_recipes(change, ask):
    canteen = await make.canteen()
    manager = make.manager(canteen)
    details = {
        "name": "番茄炒蛋",
        "kind": "MIXED",
        "priceFen": 500,
        "texture": "SOFT",
        "allergens": ["EGG"],
        "ingredients": [{"name": "鸡蛋", "grams": 60}],
        "recipe": "先炒蛋。",
    }
    made = await change("dishCreate", manager, siteId=key("MealSite", canteen), dish=details)
    dish = made["dish"]
    assert (dish["texture"], dish["isSoft"], dish["recipe"]) == ("SOFT", True, "先炒蛋。")
    assert dish["ingredients"] == [{"name": "鸡蛋", "grams": 60}]
    meal = {"name": "蛋饭", "priceFen": 900, "parts": [{"dishId": dish["id"], "portions": 2}]}
    made = await change("setMealCreate", manager, siteId=key("MealSite", canteen), meal=meal)
    whole = made["dish"]
    assert whole["allergens"] == ["EGG"]
    assert whole["parts"] == [{"portions": 2, "part": {"name": "番茄炒蛋"}}]
    updated = await change(
        "setMealUpdate", manager, dishId=whole["id"], meal={**meal, "priceFen": 950}
    )
    assert updated["dish"]["priceFen"] == 950
    seen = "query ($id: ID!) { node(id: $id) { ... on Dish { recipe ingredients { name } } } }"
    body = await ask(seen, id=dish["id"])
    assert body["data"]["node"] == {"recipe": None, "ingredients": [{"name": "鸡蛋"}]}


async def test_a_dish_is_substituted_and_the_conflict_resolved(change, ask):
    canteen = await make.canteen()
    menu = await make.menu(canteen)
    item = await make.menu_item(menu, await make.dish(name="青椒肉丝"))
    other = await make.menu_item(menu, await make.dish(name="白菜"))
    resident = await make.resident()
    await make.dietary_need(resident)
    order = await make.meal_order(item, resident)
    nuts = await make.dish(name="宫保鸡丁", allergens=["PEANUT"])
    done = await change(
        "menuItemSubstitute",
        make.manager(canteen),
        itemId=key("MenuItem", item),
        dishId=key("Dish", nuts),
        reason="到货不足",
    )
    assert done["item"]["name"] == "宫保鸡丁"
    assert done["item"]["substitutions"] == [{"fromName": "青椒肉丝", "reason": "到货不足"}]
    assert done["orders"] == 1
    [conflict] = done["conflicts"]
    assert (conflict["kind"], conflict["order"]["id"]) == ("ALLERGY", key("MealOrder", order))
    staff = make.staff(canteen)
    refused = await change("dietConflictResolve", staff, conflictId=conflict["id"], reason="愿意")
    assert refused["reason"] == "ALLERGY"
    done = await change(
        "dietConflictResolve", staff, conflictId=conflict["id"], itemId=key("MenuItem", other)
    )
    assert done["conflict"]["resolution"] == "REPLACED"
    assert done["conflict"]["order"]["hasDietConflict"] is False


async def test_sold_out_leftovers_and_the_counter(change, ask):
    canteen = await make.canteen()
    item = await make.menu_item(await make.menu(canteen), portions=10, price_fen=1200)
    staff = make.staff(canteen)
    item_id = key("MenuItem", item)
    done = await change("menuItemSoldOut", staff, itemId=item_id)
    assert done["item"] == {"isSoldOut": True, "remaining": 0}
    await change("menuItemSoldOut", staff, itemId=item_id, isSoldOut=False)
    early = await change("menuItemRelease", staff, itemId=item_id)
    assert early["reason"] == "MENU_STILL_OPEN"
    await Menu.filter(id=item.menu_id).update(status=MenuStatus.LOCKED, locked_at=CUTOFF)
    done = await change("menuItemRelease", staff, itemId=item_id, portions=4, priceFen=1000)
    assert done["item"] == {
        "counterRemaining": 4,
        "counterPortions": 4,
        "counterPriceFen": 1000,
        "remaining": 6,
    }
    await make.cash_drawer(canteen, MEAL_DAY)
    sold = await change("counterSaleMake", staff, now=MEAL, itemId=item_id, portions=3)
    assert (sold["sale"]["amountFen"], sold["sale"]["isVoid"]) == (3000, False)
    void = await change(
        "counterSaleVoid", staff, now=MEAL, saleId=sold["sale"]["id"], reason="输错"
    )
    assert void["sale"]["isVoid"] is True
    asked = {
        "siteId": key("MealSite", canteen),
        "fromAt": "2026-06-02T00:00:00+08:00",
        "untilAt": "2026-06-03T00:00:00+08:00",
    }
    body = await ask(SALES, by=staff, **asked)
    assert body["data"]["counterSales"] == {
        "totalCount": 1,
        "nodes": [{"portions": 3, "voidReason": "输错"}],
    }
    body = await ask(SALES, by=make.staff(await make.canteen()), **asked)
    assert body["data"]["counterSales"]["totalCount"] == 0


async def test_the_staff_of_a_site_are_seen_by_who_runs_it(ask):
    canteen = await make.canteen()
    site = await canteen.site
    somebody = await make.account(display_name="王师傅")
    await make.role_grant(somebody, Role.CANTEEN_STAFF, site=site)
    await make.role_grant(somebody, Role.CANTEEN_STAFF, site=await (await make.canteen()).site)
    asked = {"siteId": key("MealSite", canteen)}
    body = await ask(STAFF, by=make.manager(canteen), **asked)
    assert body["data"]["mealSiteStaff"]["nodes"] == [
        {"role": "CANTEEN_STAFF", "account": {"displayName": "王师傅"}}
    ]
    body = await ask(STAFF, by=make.manager(await make.canteen()), **asked)
    assert body["data"]["mealSiteStaff"]["nodes"] == []


async def everything():
    return [
        await MealSite.all().order_by("id").values_list(),
        await ServiceTime.all().order_by("id").values_list(),
        await MealSiteClosure.all().order_by("id").values_list(),
        await Menu.all().order_by("id").values_list("id", "status"),
        await MenuItem.all().order_by("id").values_list(),
        await MenuTemplate.all().order_by("id").values_list(),
        await Dish.all().order_by("id").values_list("id", "name"),
        await MealOrder.all().order_by("id").values_list("id", "status", "has_diet_conflict"),
        await DietConflict.all().order_by("id").values_list("id", "resolution"),
        await CounterSale.all().order_by("id").values_list("id", "voided_at"),
    ]


async def attempts(canteen):
    """Every change there is, as it would be done to a canteen that has everything."""
    place = await make.site(kind=SiteKind.CANTEEN)
    dish = await make.dish(canteen)
    meal = await make.dish(canteen)
    menu = await make.menu(canteen)
    item = await make.menu_item(menu, dish)
    draft = await make.menu(
        canteen,
        on=MEAL_DAY.replace(day=9),
        status=MenuStatus.DRAFT,
        cutoff_at=None,
        published_at=None,
    )
    order = await make.meal_order(item)
    conflict = await DietConflict.create(
        id=new_key(),
        order_id=order.id,
        item_id=item.id,
        kind="SUGAR",
        dish_name="菜",
        found_at=BEFORE,
    )
    locked = await make.menu(
        canteen, on=MEAL_DAY.replace(day=3), status=MenuStatus.LOCKED, locked_at=CUTOFF
    )
    leftover = await make.menu_item(locked, counter_portions=5, counter_price_fen=1)
    await MenuItem.filter(id=leftover.id).update(counter_sold=1)
    await make.cash_drawer(canteen)
    sale = await CounterSale.create(
        id=new_key(),
        site_id=canteen.id,
        item_id=leftover.id,
        portions=1,
        price_fen=1,
        amount_fen=1,
        sold_at=BEFORE,
    )
    template = await MenuTemplate.create(id=new_key(), site_id=canteen.id, name="周")
    closure = await make.closure(canteen, from_on=MEAL_DAY.replace(day=20))
    site = {"siteId": key("MealSite", canteen)}
    way = {**site, "period": "LUNCH", "mode": "DINE_IN"}
    week = {"weekOf": "2026-06-15"}
    hours = {"serveFrom": "11:00", "serveUntil": "12:00", "cutoffTime": "18:00"}
    parts = {"name": "新套餐", "priceFen": 1, "parts": [{"dishId": key("Dish", dish)}]}
    details = {"name": "新菜", "kind": "MEAT", "priceFen": 1}
    return {
        "mealSiteCreate": {"siteId": global_id("Site", place.id), "details": {}},
        "mealSiteUpdate": {**site, "details": {"portionsAPerson": 2}},
        "serviceTimeSet": {**way, "fromOn": "2026-06-20", **hours},
        "serviceTimeEnd": {**way, "on": "2026-06-20"},
        "mealSiteClosurePlan": {
            **site,
            "fromOn": "2026-07-01",
            "untilOn": "2026-07-02",
            "reason": "x",
        },
        "mealSiteClosureEnd": {"closureId": key("MealSiteClosure", closure)},
        "mealSiteStop": {**site, "reason": "x"},
        "mealSiteResume": site,
        "menuTemplateCreate": {**site, "name": "新", "items": []},
        "menuTemplateUpdate": {
            "templateId": key("MenuTemplate", template),
            "name": "新",
            "items": [],
        },
        "menuTemplateDelete": {"templateId": key("MenuTemplate", template)},
        "menuTemplateApply": {"templateId": key("MenuTemplate", template), **week},
        "menuWeekCopy": {**site, **week},
        "menusPublish": {"menuIds": [key("Menu", draft)]},
        "menuWithdraw": {"menuId": key("Menu", menu)},
        "menuDelete": {"menuId": key("Menu", draft)},
        "dishCreate": {**site, "dish": details},
        "setMealCreate": {**site, "meal": parts},
        "setMealUpdate": {"dishId": key("Dish", meal), "meal": parts},
        "menuItemSoldOut": {"itemId": key("MenuItem", item)},
        "menuItemSubstitute": {
            "itemId": key("MenuItem", item),
            "dishId": key("Dish", meal),
            "reason": "x",
        },
        "dietConflictResolve": {"conflictId": key("DietConflict", conflict), "reason": "x"},
        "menuItemRelease": {"itemId": key("MenuItem", leftover)},
        "counterSaleMake": {"itemId": key("MenuItem", leftover)},
        "counterSaleVoid": {"saleId": key("CounterSale", sale), "reason": "x"},
    }


async def test_nobody_else_changes_anything(ask):
    canteen = await make.canteen()
    given = await attempts(canteen)
    assert given.keys() == DOCUMENTS.keys()
    elsewhere = await make.canteen()
    far = (await make.community()).id
    callers = [
        NOBODY,
        Viewer(account_id=new_key()),
        make.staff(elsewhere),
        make.manager(elsewhere),
        Viewer(grants=(Grant(Role.COMMUNITY_MANAGER, area_id=far),)),
        *(
            make.staff(canteen, role)
            for role in Role
            if not role.value.startswith("CANTEEN")
            and role is not Role.COMMUNITY_MANAGER
            and role is not Role.CITY_ADMINISTRATOR
        ),
    ]
    before = await everything()
    for caller in callers:
        for name, asked in given.items():
            body = await ask(DOCUMENTS[name], by=caller, now=BEFORE, input=asked)
            if "errors" in body:
                code = body["errors"][0]["extensions"]["code"]
                assert code in ("FORBIDDEN", "UNAUTHENTICATED")
            else:
                reason = body["data"]["result"]["reason"]
                assert reason.startswith("NO_SUCH_"), (name, reason)
    assert await everything() == before


async def test_nobody_else_reads_weeks_sales_or_staff(ask):
    canteen = await make.canteen()
    await attempts(canteen)
    somebody = await make.account()
    await make.role_grant(somebody, Role.CANTEEN_STAFF, site=await canteen.site)
    site = {"siteId": key("MealSite", canteen)}
    span = {"fromAt": "2026-01-01T00:00:00Z", "untilAt": "2027-01-01T00:00:00Z"}
    elsewhere = await make.canteen()
    strangers = [NOBODY, make.staff(elsewhere), make.manager(elsewhere)]
    strangers += [
        make.staff(canteen, role)
        for role in (Role.RESIDENT, Role.DELIVERY_VOLUNTEER, Role.COUNTER_CLERK, Role.DEVELOPER)
    ]
    for caller in strangers:
        for document, asked in ((TEMPLATES, site), (SALES, {**site, **span}), (STAFF, site)):
            body = await ask(document, by=caller, **asked)
            if "errors" in body:
                code = body["errors"][0]["extensions"]["code"]
                assert code in ("FORBIDDEN", "UNAUTHENTICATED")
            else:
                [found] = body["data"].values()
                assert found == [] or found["nodes"] == []
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))
    body = await ask(SALES, by=auditor, **site, **span)
    assert body["data"]["counterSales"]["totalCount"] == 1


async def test_staff_do_what_is_for_staff_only(ask):
    canteen = await make.canteen()
    given = await attempts(canteen)
    for_staff = {
        "menuItemSoldOut",
        "dietConflictResolve",
        "menuItemRelease",
        "counterSaleMake",
        "counterSaleVoid",
    }
    for name, asked in given.items():
        body = await ask(DOCUMENTS[name], by=make.staff(canteen), now=BEFORE, input=asked)
        if name in for_staff:
            assert "errors" not in body, (name, body)
        else:
            assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED"), name


@pytest.mark.parametrize("garbled", ["", "x", "MenuItem_1", "菜" * 200])
async def test_garbled_ids_are_as_unknown_as_none(ask, garbled):
    canteen = await make.canteen()
    viewer = Viewer(grants=(Grant(Role.CANTEEN_MANAGER), Grant(Role.COMMUNITY_MANAGER)))
    for name, asked in (await attempts(canteen)).items():
        broken = {
            field: [garbled] if isinstance(value, list) else garbled
            for field, value in asked.items()
            if field in ("siteId", "menuId", "menuIds", "itemId", "templateId", "closureId")
            or field in ("conflictId", "saleId", "dishId")
        }
        body = await ask(DOCUMENTS[name], by=viewer, now=BEFORE, input={**asked, **broken})
        assert "errors" not in body, (name, body)
        assert body["data"]["result"]["reason"].startswith("NO_SUCH_"), name
