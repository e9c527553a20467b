"""Menus: written, published with their servings, changed, locked; dishes and policies."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from hub.canteen import commands
from hub.canteen.models import Dish, MealOrder, Menu, MenuItem, Serving
from hub.canteen.rules import (
    Allergen,
    CanteenReason,
    DishDetails,
    DishKind,
    FulfilmentMode,
    MealPeriod,
    MenuSkip,
    MenuStatus,
    OrderStatus,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from tests import make
from tests.canteen.refusing import refused
from tests.make.canteen import BEFORE, CUTOFF, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="menuPublish")


async def draft(canteen=None):
    return await make.menu(canteen, status=MenuStatus.DRAFT, cutoff_at=None, published_at=None)


async def publish(menu, viewer=None, now=BEFORE):
    viewer = viewer or make.manager(await menu.site)
    await commands.publish_menu(BY, menu_id=menu.id, viewer=viewer, now=now)
    return await Menu.get(id=menu.id)


async def test_a_menu_begins_as_a_draft_and_there_is_one_a_meal():
    canteen = await make.canteen()
    asked: dict[str, Any] = {
        "site_id": canteen.id,
        "on": MEAL_DAY,
        "period": MealPeriod.LUNCH,
        "viewer": make.manager(canteen),
        "now": BEFORE,
    }
    menu = await Menu.get(id=await commands.create_menu(BY, **asked))
    assert (menu.status, menu.cutoff_at) == (MenuStatus.DRAFT, None)
    await refused(CanteenReason.MENU_EXISTS, commands.create_menu(BY, **asked))
    await refused(
        CanteenReason.MENU_PAST, commands.create_menu(BY, **{**asked, "on": date(2026, 5, 31)})
    )


async def test_only_its_manager_writes_a_canteens_menu():
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    strangers = [
        (canteen, make.manager(await make.canteen())),
        (canteen, make.staff(canteen)),
        (canteen, Viewer()),
        (point, make.manager(point)),
    ]
    for site, viewer in strangers:
        await refused(
            CanteenReason.NO_SUCH_SITE,
            commands.create_menu(
                BY,
                site_id=site.id,
                on=MEAL_DAY,
                period=MealPeriod.LUNCH,
                viewer=viewer,
                now=BEFORE,
            ),
        )
    menu = await make.menu(canteen)
    await refused(CanteenReason.NO_SUCH_MENU, publish(menu, make.staff(canteen)))


async def test_publishing_works_out_every_serving():
    canteen = await make.canteen()
    point = await make.meal_point(canteen)
    await make.service_time(canteen, FulfilmentMode.DINE_IN, capacity=80)
    await make.service_time(canteen, FulfilmentMode.DINE_IN, period=MealPeriod.SUPPER)
    await make.service_time(
        point,
        FulfilmentMode.PICKUP,
        cutoff_days=0,
        cutoff_time=time(8, 30),
        serve_until=time(12, 30),
    )
    await make.service_time(point, FulfilmentMode.DELIVERY, until_on=MEAL_DAY)
    menu = await draft(canteen)
    await make.menu_item(menu)
    menu = await publish(menu)
    servings = {row.point_id: row for row in await Serving.filter(menu_id=menu.id)}
    assert set(servings) == {canteen.id, point.id}
    dine_in, pickup = servings[canteen.id], servings[point.id]
    assert (dine_in.mode, dine_in.cutoff_at, dine_in.capacity) == (
        FulfilmentMode.DINE_IN,
        CUTOFF,
        80,
    )
    assert pickup.cutoff_at == datetime(2026, 6, 2, 8, 30, tzinfo=HUB_ZONE)
    assert pickup.serve_until_at == datetime(2026, 6, 2, 12, 30, tzinfo=HUB_ZONE)
    assert (menu.status, menu.cutoff_at, menu.published_at) == (
        MenuStatus.PUBLISHED,
        pickup.cutoff_at,
        BEFORE,
    )


async def test_an_empty_menu_a_past_one_and_one_without_times_stay_drafts():
    menu = await draft()
    await refused(CanteenReason.MENU_EMPTY, publish(menu))
    await make.menu_item(menu)
    await refused(CanteenReason.NO_SERVICE_TIMES, publish(menu))
    await make.service_time(await menu.site)
    await refused(CanteenReason.MENU_PAST, publish(menu, now=CUTOFF + timedelta(days=2)))
    await publish(menu)
    await refused(CanteenReason.MENU_NOT_DRAFT, publish(menu))


async def test_a_dish_on_a_menu_keeps_the_name_and_price_that_were_promised():
    menu = await draft()
    viewer = make.manager(await menu.site)
    dish = await make.dish(name="红烧肉", price_fen=1500)
    item_id = await commands.set_menu_item(
        BY, menu_id=menu.id, dish_id=dish.id, portions=40, viewer=viewer
    )
    await Dish.filter(id=dish.id).update(name="毛氏红烧肉", price_fen=1800)
    item = await MenuItem.get(id=item_id)
    assert (item.name, item.price_fen, item.portions, item.position) == ("红烧肉", 1500, 40, 1)
    again = await commands.set_menu_item(
        BY, menu_id=menu.id, dish_id=dish.id, portions=50, price_fen=1400, viewer=viewer
    )
    item = await MenuItem.get(id=item_id)
    assert (again, item.portions, item.price_fen) == (item_id, 50, 1400)
    await commands.remove_menu_item(BY, item_id=item_id, viewer=viewer)
    assert not await MenuItem.exists(id=item_id)


async def test_on_a_published_menu_what_was_ordered_keeps_its_price_and_place():
    item = await make.menu_item(await make.menu(), price_fen=1200)
    await make.meal_order(item, portions=3)
    menu = await Menu.get(id=item.menu_id)
    viewer = make.manager(await menu.site)

    def change(**facts):
        return commands.set_menu_item(
            BY, menu_id=menu.id, dish_id=item.dish_id, viewer=viewer, **facts
        )

    refusal = await refused(CanteenReason.BELOW_TAKEN, change(portions=2))
    assert refusal.facts["taken"] == 3
    await change(portions=3)
    await refused(CanteenReason.PRICE_PROMISED, change(portions=9, price_fen=1300))
    await refused(CanteenReason.MENU_PORTIONS_NOT_VALID, change(portions=-1))
    await refused(
        CanteenReason.ITEM_ORDERED,
        commands.remove_menu_item(BY, item_id=item.id, viewer=viewer),
    )


async def test_a_published_menu_is_mended_where_nobody_ordered():
    menu = await make.menu()
    viewer = make.manager(await menu.site)
    dish, other = await make.dish(price_fen=900), await make.dish(retired_on=MEAL_DAY)
    item_id = await commands.set_menu_item(
        BY, menu_id=menu.id, dish_id=dish.id, portions=5, viewer=viewer
    )
    await commands.set_menu_item(
        BY, menu_id=menu.id, dish_id=dish.id, portions=8, price_fen=800, viewer=viewer
    )
    item = await MenuItem.get(id=item_id)
    assert (item.portions, item.price_fen) == (8, 800)
    await refused(
        CanteenReason.DISH_RETIRED,
        commands.set_menu_item(BY, menu_id=menu.id, dish_id=other.id, portions=1, viewer=viewer),
    )
    await commands.remove_menu_item(BY, item_id=item_id, viewer=viewer)
    assert not await MenuItem.exists(menu_id=menu.id)


async def test_a_menu_is_withdrawn_and_thrown_away_while_nobody_ever_ordered():
    item = await make.menu_item(await make.menu())
    menu = await Menu.get(id=item.menu_id)
    viewer = make.manager(await menu.site)
    await refused(
        CanteenReason.MENU_NOT_DRAFT, commands.delete_menu(BY, menu_id=menu.id, viewer=viewer)
    )
    await commands.withdraw_menu(BY, menu_id=menu.id, viewer=viewer)
    menu = await Menu.get(id=menu.id)
    assert (menu.status, menu.published_at, menu.cutoff_at) == (MenuStatus.DRAFT, None, None)
    assert not await Serving.exists(menu_id=menu.id)
    await refused(
        CanteenReason.MENU_NOT_PUBLISHED,
        commands.withdraw_menu(BY, menu_id=menu.id, viewer=viewer),
    )
    await commands.delete_menu(BY, menu_id=menu.id, viewer=viewer)
    assert not await MenuItem.exists(id=item.id)


async def test_a_menu_from_which_somebody_ordered_is_not_withdrawn():
    order = await make.meal_order()
    menu = await Menu.get(id=order.menu_id)
    refusal = await refused(
        CanteenReason.MENU_HAS_ORDERS,
        commands.withdraw_menu(BY, menu_id=menu.id, viewer=make.manager(await menu.site)),
    )
    assert refusal.facts["orders"] == 1


async def test_several_menus_open_together_or_not_at_all():
    canteen = await make.canteen()
    viewer = make.manager(canteen)
    await make.service_time(canteen)
    menus = [
        await make.menu(
            canteen,
            on=MEAL_DAY + timedelta(days=day),
            status=MenuStatus.DRAFT,
            cutoff_at=None,
            published_at=None,
        )
        for day in range(3)
    ]
    for menu in menus[:2]:
        await make.menu_item(menu)

    def publish_all():
        keys = [menu.id for menu in menus]
        return commands.publish_menus(BY, menu_ids=keys, viewer=viewer, now=BEFORE)

    refusal = await refused(CanteenReason.MENU_EMPTY, publish_all())
    assert refusal.field == "menuIds.2"
    assert not await Menu.exists(status=MenuStatus.PUBLISHED)
    await make.menu_item(menus[2])
    await make.closure(canteen, from_on=menus[1].on)
    done = await publish_all()
    assert done.menu_ids == [menus[0].id, menus[2].id]
    assert [(each.on, each.why) for each in done.skipped] == [(menus[1].on, MenuSkip.CLOSED)]
    refusal = await refused(CanteenReason.SITE_CLOSED_THEN, publish(menus[1]))
    assert "2026-06-03" in refusal.message("en")


async def test_a_dish_of_another_canteen_is_unknown():
    menu = await draft()
    dish = await make.dish(await make.canteen())
    for dish_id in (dish.id, uuid4()):
        await refused(
            CanteenReason.NO_SUCH_DISH,
            commands.set_menu_item(
                BY,
                menu_id=menu.id,
                dish_id=dish_id,
                portions=1,
                viewer=make.manager(await menu.site),
            ),
        )


async def test_locking_a_menu_locks_its_orders():
    order = await make.meal_order()
    menu = await Menu.get(id=order.menu_id)
    viewer = make.manager(await menu.site)
    await commands.lock_menu(BY, menu_id=menu.id, viewer=viewer, now=BEFORE)
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.LOCKED
    await refused(
        CanteenReason.MENU_NOT_PUBLISHED,
        commands.lock_menu(BY, menu_id=menu.id, viewer=viewer, now=BEFORE),
    )


async def test_dishes_are_added_changed_and_retired_by_their_manager():
    canteen = await make.canteen()
    viewer = make.manager(canteen)
    details = DishDetails("清蒸鲈鱼", DishKind.MEAT, 1800, allergens=frozenset({Allergen.FISH}))
    dish_id = await commands.create_dish(BY, site_id=canteen.id, dish=details, viewer=viewer)
    assert (await Dish.get(id=dish_id)).allergens == ["FISH"]
    await refused(
        CanteenReason.DISH_NAME_TAKEN,
        commands.create_dish(BY, site_id=canteen.id, dish=details, viewer=viewer),
    )
    dearer = DishDetails("清蒸鲈鱼", DishKind.MEAT, 2000)
    await commands.update_dish(BY, dish_id=dish_id, dish=dearer, viewer=viewer, now=BEFORE)
    await commands.retire_dish(BY, dish_id=dish_id, viewer=viewer, now=BEFORE)
    dish = await Dish.get(id=dish_id)
    assert (dish.price_fen, dish.allergens, dish.retired_on) == (2000, [], BEFORE.date())
    stranger = make.manager(await make.canteen())
    await refused(
        CanteenReason.NO_SUCH_DISH,
        commands.update_dish(BY, dish_id=dish_id, dish=dearer, viewer=stranger, now=BEFORE),
    )


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"name": " "}, CanteenReason.NAME_NOT_VALID),
        ({"name": "菜" * 61}, CanteenReason.NAME_NOT_VALID),
        ({"price_fen": -1}, CanteenReason.PRICE_NOT_VALID),
        ({"price_fen": 100_001}, CanteenReason.PRICE_NOT_VALID),
        ({"sodium_mg": 10**9}, CanteenReason.NUTRITION_NOT_VALID),
    ],
)
async def test_a_dish_that_nobody_can_mean_is_refused(facts, why):
    canteen = await make.canteen()
    dish = DishDetails(**{"name": "菜", "kind": DishKind.MEAT, "price_fen": 1, **facts})
    await refused(
        why,
        commands.create_dish(BY, site_id=canteen.id, dish=dish, viewer=make.manager(canteen)),
    )
