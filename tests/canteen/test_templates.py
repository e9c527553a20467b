"""Weeks of meals: templates become drafts, a week is copied, and what is there stays."""

from datetime import date, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.models import Menu, MenuItem, MenuTemplateItem
from hub.canteen.rules import (
    CanteenReason,
    MealPeriod,
    MenuSkip,
    MenuStatus,
    TemplateItem,
    monday_of,
    planned_week,
)
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from tests import make
from tests.canteen.refusing import refused
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="menuTemplateApply")
MONDAY = date(2026, 6, 8)
LUNCH, SUPPER = MealPeriod.LUNCH, MealPeriod.SUPPER


async def template(canteen, items, name="夏季周菜单"):
    return await commands.create_template(
        BY, site_id=canteen.id, name=name, items=items, viewer=make.manager(canteen)
    )


def apply(canteen, template_id, week_of=MONDAY):
    return commands.apply_template(
        BY,
        template_id=template_id,
        week_of=week_of,
        viewer=make.manager(canteen),
        now=BEFORE,
    )


def copy(canteen, week_of=MONDAY, **more):
    return commands.copy_week(
        BY,
        site_id=canteen.id,
        week_of=week_of,
        viewer=make.manager(canteen),
        now=BEFORE,
        **more,
    )


async def test_a_week_begins_on_monday_and_its_meals_come_in_their_order():
    assert monday_of(date(2026, 6, 14)) == MONDAY == monday_of(MONDAY)
    items = [
        TemplateItem(7, LUNCH, new_key(), 5),
        TemplateItem(1, SUPPER, new_key(), 5),
        TemplateItem(1, LUNCH, new_key(), 5),
        TemplateItem(1, LUNCH, new_key(), 6),
    ]
    meals = planned_week(items, MONDAY)
    assert [(meal.on.day, meal.period, len(meal.items)) for meal in meals] == [
        (8, LUNCH, 2),
        (8, SUPPER, 1),
        (14, LUNCH, 1),
    ]


async def test_a_template_becomes_the_drafts_of_a_week():
    canteen = await make.canteen()
    dish, soup = await make.dish(canteen, price_fen=900), await make.dish(price_fen=200)
    key = await template(
        canteen,
        [
            TemplateItem(1, LUNCH, dish.id, 40),
            TemplateItem(1, LUNCH, soup.id, 60, 150),
            TemplateItem(2, SUPPER, dish.id, 30),
        ],
    )
    done = await apply(canteen, key, MONDAY + timedelta(days=3))
    assert done.skipped == []
    menus = await Menu.filter(id__in=done.menu_ids).order_by("on")
    assert [(menu.on, menu.period, menu.status) for menu in menus] == [
        (MONDAY, LUNCH, MenuStatus.DRAFT),
        (MONDAY + timedelta(days=1), SUPPER, MenuStatus.DRAFT),
    ]
    items = await MenuItem.filter(menu_id=menus[0].id).order_by("position")
    assert [(item.dish_id, item.portions, item.price_fen) for item in items] == [
        (dish.id, 40, 900),
        (soup.id, 60, 150),
    ]


async def test_what_is_over_there_closed_or_not_cooked_any_more_is_left_out():
    canteen = await make.canteen()
    dish = await make.dish(canteen)
    retired = await make.dish(canteen, retired_on=BEFORE.date())
    days = [MONDAY + timedelta(days=day) for day in range(4)]
    await make.menu(canteen, on=days[0])
    await make.closure(canteen, from_on=days[1])
    key = await template(
        canteen,
        [
            TemplateItem(1, LUNCH, dish.id, 40),
            TemplateItem(2, LUNCH, dish.id, 40),
            TemplateItem(3, LUNCH, retired.id, 40),
            TemplateItem(4, LUNCH, dish.id, 40),
            TemplateItem(4, LUNCH, retired.id, 40),
        ],
    )
    done = await apply(canteen, key, days[0])
    assert [(each.on, each.why) for each in done.skipped] == [
        (days[0], MenuSkip.EXISTS),
        (days[1], MenuSkip.CLOSED),
        (days[2], MenuSkip.EMPTY),
    ]
    [menu_id] = done.menu_ids
    assert await MenuItem.filter(menu_id=menu_id).count() == 1
    done = await apply(canteen, key, days[0] - timedelta(days=14))
    assert {each.why for each in done.skipped} == {MenuSkip.PAST}


async def test_a_week_is_copied_from_the_one_before_it_or_from_another():
    canteen = await make.canteen()
    menu = await make.menu(canteen, on=MONDAY - timedelta(days=6))
    item = await make.menu_item(menu, portions=30, counter_portions=5, counter_price_fen=1)
    done = await copy(canteen)
    [copied] = await Menu.filter(id__in=done.menu_ids)
    assert (copied.on, copied.status) == (MONDAY + timedelta(days=1), MenuStatus.DRAFT)
    [row] = await MenuItem.filter(menu_id=copied.id)
    assert (row.dish_id, row.portions, row.taken, row.price_fen) == (
        item.dish_id,
        35,
        0,
        item.price_fen,
    )
    assert (await copy(canteen)).menu_ids == []
    later = MONDAY + timedelta(days=21)
    assert len((await copy(canteen, later, from_week_of=MONDAY)).menu_ids) == 1


@pytest.mark.parametrize(
    ("more", "field", "on"),
    [({}, "weekOf", MONDAY - timedelta(days=7)), ({"from_week_of": MONDAY}, "fromWeekOf", MONDAY)],
)
async def test_who_copies_a_week_without_menus_is_told_which_one(more, field, on):
    canteen = await make.canteen()
    refusal = await refused(CanteenReason.NOTHING_TO_COPY, copy(canteen, **more))
    assert (refusal.field, refusal.facts) == (field, {"on": on})


async def test_a_template_is_changed_and_forgotten_and_its_menus_stay():
    canteen = await make.canteen()
    dish = await make.dish(canteen)
    viewer = make.manager(canteen)
    key = await template(canteen, [TemplateItem(1, LUNCH, dish.id, 40)])
    await apply(canteen, key)
    await refused(CanteenReason.TEMPLATE_NAME_TAKEN, template(canteen, []))
    await commands.update_template(
        BY,
        template_id=key,
        name="秋季",
        items=[TemplateItem(5, SUPPER, dish.id, 20)],
        viewer=viewer,
    )
    [row] = await MenuTemplateItem.all()
    assert (row.weekday, row.period, row.portions) == (5, SUPPER, 20)
    await commands.delete_template(BY, template_id=key, viewer=viewer)
    assert await Menu.all().count() == 1
    await refused(
        CanteenReason.NO_SUCH_TEMPLATE,
        commands.delete_template(BY, template_id=key, viewer=viewer),
    )


async def test_a_template_that_nobody_can_mean_is_refused():
    canteen = await make.canteen()
    dish = await make.dish(canteen)
    foreign = await make.dish(await make.canteen())
    item = TemplateItem(1, LUNCH, dish.id, 40)
    many = [TemplateItem(1, LUNCH, new_key(), 1) for _ in range(61)]
    for items, why in (
        ([TemplateItem(0, LUNCH, dish.id, 40)], CanteenReason.TEMPLATE_NOT_VALID),
        ([TemplateItem(8, LUNCH, dish.id, 40)], CanteenReason.TEMPLATE_NOT_VALID),
        ([item, item], CanteenReason.TEMPLATE_NOT_VALID),
        (many, CanteenReason.TEMPLATE_NOT_VALID),
        ([TemplateItem(1, LUNCH, dish.id, -1)], CanteenReason.MENU_PORTIONS_NOT_VALID),
        ([TemplateItem(1, LUNCH, dish.id, 1, -1)], CanteenReason.PRICE_NOT_VALID),
        ([TemplateItem(1, LUNCH, foreign.id, 1)], CanteenReason.NO_SUCH_DISH),
    ):
        refusal = await refused(why, template(canteen, items))
        assert refusal.field is not None
        assert refusal.field.startswith("items.")
    await refused(CanteenReason.NAME_NOT_VALID, template(canteen, [], name=" "))


async def test_strangers_neither_keep_nor_use_a_canteens_weeks():
    canteen = await make.canteen()
    key = await template(canteen, [])
    for viewer in (make.staff(canteen), make.manager(await make.canteen()), Viewer()):
        await refused(
            CanteenReason.NO_SUCH_TEMPLATE,
            commands.apply_template(BY, template_id=key, week_of=MONDAY, viewer=viewer, now=BEFORE),
        )
        await refused(
            CanteenReason.NO_SUCH_SITE,
            commands.copy_week(BY, site_id=canteen.id, week_of=MONDAY, viewer=viewer, now=BEFORE),
        )
