"""Menus and dishes come from files, as canteens fill them in."""

import csv
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from hub.canteen.imports import COLUMNS, import_menus
from hub.canteen.models import DietConflict, Dish, DishIngredient, Menu, MenuItem
from hub.canteen.rules import DishKind, MealPeriod, MenuStatus, Texture
from hub.grid.imports import Report, template
from hub.kernel.clock import day_of, utc_now
from hub.kernel.context import Actor
from tests import make

pytestmark = pytest.mark.usefixtures("database")

BY = Actor.job("import")
TITLES = [column.titles[0] for column in COLUMNS]
SOON = day_of(utc_now()) + timedelta(days=3)


async def kitchen(code="ST-01"):
    canteen = await make.canteen()
    site = await canteen.site
    await site.update_from_dict({"code": code}).save()
    return canteen


def row(name="番茄炒蛋", **more):
    cells = {
        "site_code": "ST-01",
        "on": str(SOON),
        "period": "午餐",
        "name": name,
        "portions": "40",
        "price": "5",
        "kind": "小荤",
        "allergens": "蛋类",
        "texture": "软食",
        "kcal": "220",
        "sugar_mg": "",
        "sodium_mg": "",
        "ingredients": "鸡蛋60、番茄120克",
    }
    return list({**cells, **more}.values())


def write(path: Path, *rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([TITLES, *rows])
    return path


def counts(report: Report):
    return (report.created, report.updated, report.unchanged, report.refused)


def reasons(report: Report):
    assert report.refusals is not None
    with report.refusals.open(encoding="utf-8-sig", newline="") as file:
        return [(line[1], line[2]) for line in list(csv.reader(file))[1:]]


async def test_a_file_becomes_dishes_and_drafts_once(tmp_path):
    canteen = await kitchen()
    await make.dish(name="米饭", price_fen=100, kind=DishKind.STAPLE)
    only = dict.fromkeys(("on", "period", "portions"), "")
    rice = dict.fromkeys(("price", "kind", "allergens", "texture", "kcal", "ingredients"), "")
    file = write(
        tmp_path / "m.csv",
        row(),
        row("米饭", **rice, portions="90"),
        row("小米粥", **only, price="2.5", kind="汤", texture="流质", allergens="无"),
    )
    assert counts(await import_menus(file, by=BY)) == (3, 0, 0, 0)
    [menu] = await Menu.all()
    assert (menu.site_id, menu.on, menu.period, menu.status) == (
        canteen.id,
        SOON,
        MealPeriod.LUNCH,
        MenuStatus.DRAFT,
    )
    items = await MenuItem.filter(menu_id=menu.id).order_by("position")
    assert [(item.name, item.portions, item.price_fen) for item in items] == [
        ("番茄炒蛋", 40, 500),
        ("米饭", 90, 100),
    ]
    eggs = await Dish.get(name="番茄炒蛋")
    assert (eggs.site_id, eggs.allergens, eggs.texture, eggs.contents) == (
        canteen.id,
        ["EGG"],
        Texture.SOFT,
        ["番茄", "鸡蛋"],
    )
    assert await DishIngredient.filter(dish_id=eggs.id).count() == 2
    assert (await Dish.get(name="小米粥")).price_fen == 250
    assert counts(await import_menus(file, by=BY)) == (0, 0, 3, 0)


async def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path):
    await kitchen()
    file = write(tmp_path / "m.csv", row(), row("米饭", kind="外星"))
    report = await import_menus(file, by=BY, dry_run=True)
    assert (counts(report), report.is_dry_run) == ((1, 0, 0, 1), True)
    assert not await Menu.exists()
    assert not await Dish.exists()


async def test_a_workbook_is_imported_as_people_fill_it_in(tmp_path):
    await kitchen()
    book = Workbook()
    page: Any = book.active
    page.append(["站点编码", "Day", "Meal", "菜名", "供应份数", "价格（元）", "菜品类别", "备注"])
    page.append(["st-01", SOON, "LUNCH", "红烧肉", 30, 9.5, "MEAT", "x"])
    file = tmp_path / "m.xlsx"
    book.save(file)
    report = await import_menus(file, by=BY)
    assert (counts(report), report.ignored_columns) == ((1, 0, 0, 0), ("备注",))
    assert (await MenuItem.get()).price_fen == 950


async def test_a_later_file_changes_what_it_says_and_checks_the_orders(tmp_path):
    canteen = await kitchen()
    await import_menus(write(tmp_path / "1.csv", row()), by=BY)
    dish = await Dish.get(name="番茄炒蛋")
    published = await make.menu(
        canteen, on=SOON + timedelta(days=1), cutoff_at=utc_now() + timedelta(days=2)
    )
    resident = await make.resident()
    await make.dietary_need(resident)
    await make.meal_order(await make.menu_item(published, dish), resident, now=utc_now())
    later = write(tmp_path / "2.csv", row(portions="50", price="6", allergens="蛋类、花生"))
    assert counts(await import_menus(later, by=BY)) == (0, 1, 0, 0)
    assert (await Dish.get(id=dish.id)).allergens == ["EGG", "PEANUT"]
    item = await MenuItem.get(menu_id__not=published.id)
    # The price of a day is that of its menu, not of the dish.
    assert (item.portions, item.price_fen, (await Dish.get(id=dish.id)).price_fen) == (50, 600, 500)
    assert await DietConflict.all().count() == 1


async def test_every_refused_row_is_listed_with_column_and_reason(tmp_path):
    canteen = await kitchen()
    await make.meal_point(canteen)
    await make.dish(name="米饭")
    await make.menu(canteen, on=SOON, period=MealPeriod.SUPPER)
    past = str(day_of(utc_now()) - timedelta(days=1))
    file = write(
        tmp_path / "m.csv",
        row(),
        row(site_code="X-9"),
        row("菜1", on=past),
        row("菜2", on="2026-13-01"),
        row("菜3", period="下午茶"),
        row("菜4", period=""),
        row("菜5", portions=""),
        row("菜6", portions="-1"),
        row("菜7", price="12.345"),
        row("菜8", price="一元"),
        row("菜9", price="1e9"),
        row("菜10", kind=""),
        row("菜11", allergens="月光"),
        row("菜12", texture="硬"),
        row("菜13", ingredients="盐少许"),
        row("菜14", kcal="999999"),
        row("米饭"),
        row("菜15", period="晚餐"),
        row("菜16", on=str(SOON + timedelta(days=1)), kind=""),
        row(),
    )
    report = await import_menus(file, by=BY)
    assert reasons(report) == [
        ("食堂编码", "NO_SUCH_SITE"),
        ("日期", "MENU_PAST"),
        ("日期", "DATE_NOT_VALID"),
        ("餐次", "VALUE_NOT_KNOWN"),
        ("餐次", "CELL_MISSING"),
        ("份数", "CELL_MISSING"),
        ("份数", "VALUE_NOT_KNOWN"),
        ("价格", "VALUE_NOT_KNOWN"),
        ("价格", "VALUE_NOT_KNOWN"),
        ("价格", "PRICE_NOT_VALID"),
        ("类别", "CELL_MISSING"),
        ("过敏原", "VALUE_NOT_KNOWN"),
        ("性状", "VALUE_NOT_KNOWN"),
        ("配料", "VALUE_NOT_KNOWN"),
        ("热量", "NUTRITION_NOT_VALID"),
        ("菜品", "DISH_SHARED"),
        ("日期", "MENU_NOT_DRAFT"),
        ("类别", "CELL_MISSING"),
        ("菜品", "TWICE_IN_FILE"),
    ]
    assert counts(report) == (1, 0, 0, 19)
    # Nothing is left of a row that was refused, not even an empty menu.
    assert not await Menu.exists(on=SOON + timedelta(days=1))
    assert await MenuItem.filter(menu__on=SOON).count() == 1


async def test_the_template_can_be_imported_as_it_stands_in_its_time(tmp_path):
    await kitchen()
    file = tmp_path / "t.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        template(COLUMNS, out)
    words = file.read_text(encoding="utf-8-sig").replace("2026-06-08", str(SOON))
    file.write_text(words, encoding="utf-8-sig")
    assert counts(await import_menus(file, by=BY)) == (3, 0, 0, 0)
