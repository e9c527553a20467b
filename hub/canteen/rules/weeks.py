"""Weeks of meals: which menus a template or another week becomes, and which not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.serving import check_portions, check_price

MOST_DISHES_A_MEAL = 60
"""Dishes of one meal in a template."""


class MenuSkip(StrEnum):
    """Why no menu was made or published for a meal of a week (跳过原因)."""

    PAST = "PAST"
    """The day is over (日期已过)."""
    EXISTS = "EXISTS"
    """There is a menu already; it stays as it is (已有菜单)."""
    CLOSED = "CLOSED"
    """The canteen does not serve this meal on that day (停供)."""
    EMPTY = "EMPTY"
    """None of its dishes is cooked any more (菜品均已停用)."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A dish of a menu to be made. Without a price, what the dish costs then."""

    dish_id: UUID
    portions: int
    price_fen: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedMenu:
    """A menu to be made, its dishes in their order."""

    on: date
    period: MealPeriod
    items: Sequence[Planned]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A meal for which nothing was done, and why."""

    on: date
    period: MealPeriod
    why: MenuSkip


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """A dish of one meal of the week; weekdays count from Monday, 1."""

    weekday: int
    period: MealPeriod
    dish_id: UUID
    portions: int
    price_fen: int | None = None


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def check_template(items: Sequence[TemplateItem]) -> None:
    """Refuse a weekday that there is not, a dish twice in a meal, endless meals, absurd amounts."""
    seen: set[tuple[int, MealPeriod, UUID]] = set()
    meals: dict[tuple[int, MealPeriod], int] = {}
    for place, item in enumerate(items):
        meal = (item.weekday, item.period)
        meals[meal] = meals.get(meal, 0) + 1
        if (
            not 1 <= item.weekday <= 7
            or (*meal, item.dish_id) in seen
            or meals[meal] > MOST_DISHES_A_MEAL
        ):
            raise CanteenRefused(
                CanteenReason.TEMPLATE_NOT_VALID, field=f"items.{place}", most=MOST_DISHES_A_MEAL
            )
        seen.add((*meal, item.dish_id))
        check_portions(item.portions, f"items.{place}.portions")
        if item.price_fen is not None:
            check_price(item.price_fen, f"items.{place}.priceFen")


def planned_week(items: Iterable[TemplateItem], monday: date) -> list[PlannedMenu]:
    """The menus that a template becomes in the week that begins on a Monday."""
    meals: dict[tuple[int, MealPeriod], list[Planned]] = {}
    for item in items:
        meal = meals.setdefault((item.weekday, item.period), [])
        meal.append(Planned(item.dish_id, item.portions, item.price_fen))
    periods = list(MealPeriod)
    return [
        PlannedMenu(monday + timedelta(days=weekday - 1), period, meals[weekday, period])
        for weekday, period in sorted(meals, key=lambda meal: (meal[0], periods.index(meal[1])))
    ]


def sorted_out(
    planned: Iterable[PlannedMenu],
    *,
    today: date,
    existing: Collection[tuple[date, MealPeriod]],
    closed: Collection[tuple[date, MealPeriod]],
) -> tuple[list[PlannedMenu], list[Skipped]]:
    """Which of the menus can be made, and why the others cannot."""
    makable, skipped = [], []
    for menu in planned:
        why = _why_not(menu, today, existing, closed)
        if why is None:
            makable.append(menu)
        else:
            skipped.append(Skipped(menu.on, menu.period, why))
    return makable, skipped


def _why_not(
    menu: PlannedMenu,
    today: date,
    existing: Collection[tuple[date, MealPeriod]],
    closed: Collection[tuple[date, MealPeriod]],
) -> MenuSkip | None:
    meal = (menu.on, menu.period)
    if menu.on < today:
        return MenuSkip.PAST
    if meal in existing:
        return MenuSkip.EXISTS
    if meal in closed:
        return MenuSkip.CLOSED
    return None if menu.items else MenuSkip.EMPTY
