"""Importing menus: one row a dish of a meal, found again by kitchen, day, period and name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from hub.canteen.commands.dishes import dish_columns, write_dish, write_ingredients
from hub.canteen.models import Dish, DishIngredient, DishPart, Menu, MenuItem
from hub.canteen.rules import (
    Allergen,
    CanteenReason,
    CanteenRefused,
    DishDetails,
    DishKind,
    Ingredient,
    MealPeriod,
    MenuStatus,
    Texture,
    check_dish,
    check_portions,
    check_price,
    named_allergens,
)
from hub.grid.imports import (
    Column,
    ImportReason,
    ImportRefused,
    Outcome,
    Progress,
    Record,
    Report,
    run,
)
from hub.kernel.clock import day_of, utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction
from hub.kernel.errors import Refused
from hub.kernel.ids import new_key

COLUMNS = (
    Column("site_code", ("食堂编码", "站点编码", "site code"), ("ST-01",) * 3, is_required=True),
    Column("on", ("日期", "供餐日期", "day", "date"), ("2026-06-08", "2026-06-08", "")),
    Column("period", ("餐次", "meal"), ("午餐", "午餐", "")),
    Column(
        "name",
        ("菜品", "菜名", "菜品名称", "dish"),
        ("番茄炒蛋", "米饭", "小米粥"),
        is_required=True,
    ),
    Column("portions", ("份数", "供应份数"), ("40", "90", "")),
    Column("price", ("价格", "单价", "价格元", "price yuan"), ("5", "1", "2.5")),
    Column("kind", ("类别", "菜品类别"), ("小荤", "主食", "汤")),
    Column("allergens", ("过敏原", "致敏物质"), ("蛋类", "", "")),
    Column("texture", ("性状", "食物性状"), ("软食", "普通", "流质")),
    Column("kcal", ("热量", "千卡", "energy kcal"), ("220", "230", "150")),
    Column("sugar_mg", ("糖毫克", "含糖毫克"), ("9000", "100", "6000")),
    Column("sodium_mg", ("钠毫克", "含钠毫克"), ("420", "5", "20")),
    Column("ingredients", ("配料", "原料"), ("鸡蛋60、番茄120", "大米80", "小米40、水300")),
)
"""The columns of a file of menus. A row without a day only adds or changes the dish."""

_PERIODS = {
    "早餐": MealPeriod.BREAKFAST,
    "午餐": MealPeriod.LUNCH,
    "晚餐": MealPeriod.SUPPER,
    **{period.value: period for period in MealPeriod},
}
_KINDS = {
    "套餐": DishKind.SET_MEAL,
    "大荤": DishKind.MEAT,
    "小荤": DishKind.MIXED,
    "素菜": DishKind.VEGETABLE,
    "汤": DishKind.SOUP,
    "主食": DishKind.STAPLE,
    **{kind.value: kind for kind in DishKind},
}
_TEXTURES = {
    "普通": Texture.REGULAR,
    "切碎": Texture.CHOPPED,
    "软食": Texture.SOFT,
    "糊状": Texture.PUREED,
    "流质": Texture.LIQUID,
    **{texture.value: texture for texture in Texture},
}
KIND_WORDS = "、".join(_KINDS)
"""What may be said of a dish's place in a meal."""
_NONE = frozenset({"无", "none", "-"})
_SEPARATORS = re.compile(r"[、,，;；/\s]+")
_INGREDIENT = re.compile(r"(.+?)\s*(\d{1,4})\s*(?:g|克)?")
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_KITCHENS = """SELECT site.code, meal_site.id FROM meal_site JOIN site ON site.id = meal_site.id
WHERE site.code = ANY($1) AND meal_site.kitchen_id IS NULL AND site.until_on IS NULL
ORDER BY meal_site.id FOR NO KEY UPDATE OF meal_site"""


async def import_menus(
    path: Path,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Path | None = None,
) -> Report:
    """Import menus, as drafts, and their dishes; the same file again changes nothing.

    A dish that is not known needs its kind and price; an empty cell leaves what is on record. Menus
    that are published or locked are refused, as are days that are over.

    Raises:
        SheetRefused, ImportRefused: the file cannot be imported at all.
    """
    batches = _Batches(utc_now())
    return await run(
        "menus",
        path,
        COLUMNS,
        batches.write,
        by=by,
        now=batches.now,
        dry_run=dry_run,
        progress=progress,
        report=report,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """What a row says. None is what it does not say."""

    site_id: UUID
    name: str
    meal: tuple[date, MealPeriod] | None
    portions: int | None
    price_fen: int | None


class _Batches:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self._today = day_of(now)
        # Kitchen, meal and name of the rows so far.
        self._seen: set[tuple[object, ...]] = set()

    async def write(self, tx: Transaction, rows: Sequence[Record], outcome: Outcome) -> None:
        """Write the dishes and drafts of a batch, row by row in the order of the file."""
        codes = sorted({row.cells["site_code"].upper() for row in rows})
        kitchens = {row["code"]: row["id"] for row in await tx.fetch(_KITCHENS, codes)}
        seen: set[tuple[object, ...]] = set()
        for row in rows:
            try:
                line = self._line(row, kitchens)
                mark = (line.site_id, line.meal, line.name)
                if mark in self._seen or mark in seen:
                    raise ImportRefused(ImportReason.TWICE_IN_FILE, field="name")
                # A row is written whole or not at all.
                async with tx.connection.transaction():
                    await self._write(tx, row, line, outcome)
                seen.add(mark)
            except Refused as why:
                outcome.refuse(row.line, _by_column(why))
        self._seen |= seen
        tx.record("menus.imported", new_key(), created=outcome.created, updated=outcome.updated)

    def _line(self, row: Record, kitchens: dict[str, UUID]) -> _Line:
        cells = row.cells
        site_id = kitchens.get(cells["site_code"].upper())
        if site_id is None:
            raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="site_code")
        if ("on" in cells) != ("period" in cells):
            missing = "period" if "on" in cells else "on"
            raise ImportRefused(ImportReason.CELL_MISSING, field=missing)
        meal = None
        if "on" in cells:
            meal = (_day(cells["on"]), _word(cells, "period", _PERIODS))
            if meal[0] < self._today:
                raise CanteenRefused(CanteenReason.MENU_PAST, field="on")
            if "portions" not in cells:
                raise ImportRefused(ImportReason.CELL_MISSING, field="portions")
        portions = _number(cells, "portions")
        if portions is not None:
            check_portions(portions)
        return _Line(site_id, cells["name"], meal, portions, _fen(cells))

    async def _write(self, tx: Transaction, row: Record, line: _Line, outcome: Outcome) -> None:
        menu = None if line.meal is None else await _draft(line)
        dish, is_new, is_changed = await _dish(tx, row, line, self.now)
        if menu is not None:
            item = await MenuItem.get_or_none(menu_id=menu.id, dish_id=dish.id)
            is_new = item is None
            is_changed = await _item(menu, item, dish, line) or is_changed
        if is_new:
            outcome.created += 1
        elif is_changed:
            outcome.updated += 1
        else:
            outcome.unchanged += 1


async def _draft(line: _Line) -> Menu:
    assert line.meal is not None
    on, period = line.meal
    menu, _ = await Menu.get_or_create(
        site_id=line.site_id,
        on=on,
        period=period,
        defaults={"id": new_key(), "status": MenuStatus.DRAFT},
    )
    if menu.status is not MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="on")
    return menu


async def _dish(
    tx: Transaction, row: Record, line: _Line, now: datetime
) -> tuple[Dish, bool, bool]:
    """The dish of a row, and whether it is new or was changed.

    A kitchen's own dish comes before one of the city, which no kitchen's file changes.
    """
    dish = await Dish.get_or_none(site_id=line.site_id, name=line.name)
    dish = dish or await Dish.get_or_none(site_id=None, name=line.name)
    before = None if dish is None else await _on_record(dish)
    after = _details(row, line, before)
    if dish is None:
        check_dish(after)
        created = await Dish.create(id=new_key(), site_id=line.site_id, **dish_columns(after))
        await write_ingredients(created.id, after.ingredients)
        return created, True, False
    if after == before:
        return dish, False, False
    if dish.site_id is None:
        raise CanteenRefused(CanteenReason.DISH_SHARED, field="name", dish=dish.name)
    if await DishPart.exists(dish_id=dish.id):
        raise CanteenRefused(CanteenReason.DISH_HAS_PARTS, field="name")
    check_dish(after)
    await write_dish(tx, dish.id, after, now)
    return await Dish.get(id=dish.id), False, True


async def _on_record(dish: Dish) -> DishDetails:
    rows = await DishIngredient.filter(dish_id=dish.id).order_by("position")
    return DishDetails(
        name=dish.name,
        kind=dish.kind,
        price_fen=dish.price_fen,
        name_en=dish.name_en,
        allergens=frozenset(Allergen(allergen) for allergen in dish.allergens),
        kcal=dish.kcal,
        sugar_mg=dish.sugar_mg,
        sodium_mg=dish.sodium_mg,
        is_low_sugar=dish.is_low_sugar,
        is_low_salt=dish.is_low_salt,
        texture=dish.texture,
        ingredients=tuple(Ingredient(row.name, row.grams) for row in rows),
        recipe=dish.recipe,
    )


def _details(row: Record, line: _Line, before: DishDetails | None) -> DishDetails:
    """A dish as a row says, and otherwise as it is on record.

    The price of a row with a day is that of the menu; only a new dish takes it for its own.
    """
    cells = row.cells
    if before is None:
        for name in ("kind", "price"):
            if name not in cells:
                raise ImportRefused(ImportReason.CELL_MISSING, field=name)
        assert line.price_fen is not None
        before = DishDetails(line.name, _word(cells, "kind", _KINDS), line.price_fen)
    said: dict[str, Any] = {
        "kind": _word(cells, "kind", _KINDS) if "kind" in cells else None,
        "price_fen": line.price_fen if line.meal is None else None,
        "allergens": _allergens(cells["allergens"]) if "allergens" in cells else None,
        "texture": _word(cells, "texture", _TEXTURES) if "texture" in cells else None,
        "kcal": _number(cells, "kcal"),
        "sugar_mg": _number(cells, "sugar_mg"),
        "sodium_mg": _number(cells, "sodium_mg"),
        "ingredients": _ingredients(cells["ingredients"]) if "ingredients" in cells else None,
    }
    return replace(before, **{name: value for name, value in said.items() if value is not None})


async def _item(menu: Menu, item: MenuItem | None, dish: Dish, line: _Line) -> bool:
    """Put a dish on a draft as a row says; whether that changed anything."""
    assert line.portions is not None
    if item is None:
        last = await MenuItem.filter(menu_id=menu.id).order_by("-position").first()
        await MenuItem.create(
            id=new_key(),
            menu_id=menu.id,
            dish_id=dish.id,
            position=last.position + 1 if last else 1,
            name=dish.name,
            name_en=dish.name_en,
            price_fen=dish.price_fen if line.price_fen is None else line.price_fen,
            portions=line.portions,
        )
        return True
    price_fen = item.price_fen if line.price_fen is None else line.price_fen
    if (item.portions, item.price_fen) == (line.portions, price_fen):
        return False
    await MenuItem.filter(id=item.id).update(portions=line.portions, price_fen=price_fen)
    return True


_Word = TypeVar("_Word")


def _word(cells: dict[str, str], name: str, words: dict[str, _Word]) -> _Word:
    word = words.get(cells[name].upper())
    if word is None:
        allowed = "、".join(words)
        raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field=name, allowed=allowed)
    return word


def _allergens(text: str) -> frozenset[Allergen]:
    """Allergens by code or by word, however they are set apart; 无 says that there are none."""
    if text.lower() in _NONE:
        return frozenset()
    found: set[Allergen] = set()
    for word in filter(None, _SEPARATORS.split(text)):
        named = named_allergens(word)
        if not named:
            allowed = "、".join(Allergen)
            raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field="allergens", allowed=allowed)
        found |= named
    return frozenset(found)


def _ingredients(text: str) -> tuple[Ingredient, ...]:
    """Ingredients with their grams, as 鸡蛋60、番茄120."""
    found = []
    for part in filter(None, re.split(r"[、,，;；]+", text)):
        match = _INGREDIENT.fullmatch(part.strip())
        if match is None:
            raise ImportRefused(
                ImportReason.VALUE_NOT_KNOWN, field="ingredients", allowed="鸡蛋60、番茄120"
            )
        found.append(Ingredient(match[1], int(match[2])))
    return tuple(found)


def _number(cells: dict[str, str], name: str) -> int | None:
    text = cells.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field=name, allowed="0、1、2…")
    return int(text)


def _fen(cells: dict[str, str]) -> int | None:
    """A price in yuan, such as 12, 12.5 or ¥12.50, in fen."""
    text = cells.get("price")
    if text is None:
        return None
    try:
        fen = Decimal(text.lstrip("¥￥").removesuffix("元").strip()) * 100
    except InvalidOperation:
        fen = Decimal("NaN")
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field="price", allowed="12、12.5")
    check_price(int(fen))
    return int(fen)


def _day(text: str) -> date:
    """A day as 2026-06-08, 2026/6/8, 20260608 or 2026年6月8日."""
    parts = _DATE.fullmatch(text)
    try:
        if parts:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        pass
    raise ImportRefused(ImportReason.DATE_NOT_VALID, field="on")


# Rules name the fields of the API; a report names columns.
_COLUMN_OF = {"priceFen": "price", "sugarMg": "sugar_mg", "sodiumMg": "sodium_mg"}


def _by_column(why: Refused) -> Refused:
    column = _COLUMN_OF.get(why.field or "")
    return type(why)(why.reason, field=column, **why.facts) if column else why
