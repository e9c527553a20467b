"""Standing orders: a default week of meals, its pauses, and what is chosen from a menu for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.access import STAFF, works_at
from hub.canteen.rules.diet import Need, cautions, check_allergies
from hub.canteen.rules.menus import DishKind, MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.placing import Item, Wanted, check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of

MOST_MEALS_A_WEEK = 21
"""Three meals on seven days."""
MOST_PREFERENCES = 20
"""Dishes that one meal of the week may name."""
LONGEST_AHEAD = timedelta(days=366)
"""How far ahead a standing order or a pause may begin."""


class PauseReason(StrEnum):
    """Why a standing order rests (暂停原因)."""

    HOSPITAL = "HOSPITAL"
    """The person is in hospital (住院)."""
    AWAY = "AWAY"
    """The person is away from home (外出)."""
    OTHER = "OTHER"
    """Another reason (其他)."""


class StandingOutcome(StrEnum):
    """What became of one meal of a standing order (长期订餐结果)."""

    PLACED = "PLACED"
    """It became an order (已下单)."""
    ALREADY_ORDERED = "ALREADY_ORDERED"
    """The person had ordered that meal themselves (已自行订餐)."""
    NOTHING_SUITS = "NOTHING_SUITS"
    """No dish of the menu is both wanted and good for them (无合适菜品)."""
    DECLINED = "DECLINED"
    """The canteen declined; the reason is told (未能下单)."""


@dataclass(frozen=True, slots=True)
class StandingMeal:
    """One meal of the week: which weekday (1 is Monday), which meal, and what of its menu.

    The first of `dish_ids` that is on the menu, left and harmless is taken; with `takes_any`
    otherwise the menu's set meal, or its first dish, that is.
    """

    weekday: int
    period: MealPeriod
    portions: int = 1
    dish_ids: tuple[UUID, ...] = ()
    takes_any: bool = True


@dataclass(frozen=True, slots=True)
class Week:
    """What a standing order is: where, how, and which meals of the week."""

    mode: FulfilmentMode
    meals: Sequence[StandingMeal]
    address: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """Whose standing order it is and where it is served; `is_ward` as for an order."""

    resident_id: UUID
    is_gone: bool
    is_ward: bool
    site_ids: Sequence[UUID]
    ancestors: Sequence[UUID]
    portions_a_person: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A dish of a menu as a standing order sees it."""

    dish_id: UUID
    kind: DishKind
    item: Item


def check_acts_for(viewer: Viewer, facts: StandingFacts) -> None:
    """Only the person, their proxy for meals, and staff of the place may.

    Raises:
        CanteenRefused: NO_SUCH_RESIDENT, the same as for a key that no resident has.
    """
    if not (
        viewer.resident_id == facts.resident_id
        or facts.is_ward
        or works_at(viewer, STAFF, facts.site_ids, facts.ancestors)
    ):
        raise CanteenRefused(CanteenReason.NO_SUCH_RESIDENT, field="residentId")


def check_week(week: Week, facts: StandingFacts) -> None:
    """Refuse a week that cannot be one: empty, a meal twice, portions out of range.

    Raises:
        CanteenRefused: with the field of the first thing that is not right.
    """
    check_text("note", week.note)
    check_text("address", week.address)
    if facts.is_gone:
        raise CanteenRefused(CanteenReason.RESIDENT_GONE, field="residentId")
    if not 1 <= len(week.meals) <= MOST_MEALS_A_WEEK:
        raise CanteenRefused(CanteenReason.WEEK_NOT_VALID, field="meals", most=MOST_MEALS_A_WEEK)
    seen: set[tuple[int, MealPeriod]] = set()
    for place, meal in enumerate(week.meals):
        field = f"meals.{place}"
        if not 1 <= meal.weekday <= 7:
            raise CanteenRefused(CanteenReason.WEEK_NOT_VALID, field=f"{field}.weekday", most=7)
        if (meal.weekday, meal.period) in seen:
            raise CanteenRefused(CanteenReason.MEAL_TWICE, field=field)
        if not 1 <= meal.portions <= facts.portions_a_person:
            most = facts.portions_a_person
            raise CanteenRefused(
                CanteenReason.PORTIONS_NOT_VALID, field=f"{field}.portions", most=most
            )
        if len(meal.dish_ids) > MOST_PREFERENCES or not (meal.dish_ids or meal.takes_any):
            raise CanteenRefused(
                CanteenReason.WEEK_NOT_VALID, field=f"{field}.dishIds", most=MOST_PREFERENCES
            )
        seen.add((meal.weekday, meal.period))


def check_from(from_on: date, now: datetime, field: str = "fromOn") -> None:
    """Refuse a beginning in the past, or one that nobody can mean.

    Raises:
        CanteenRefused: DAY_NOT_VALID.
    """
    today = day_of(now)
    if not today <= from_on <= today + LONGEST_AHEAD:
        raise CanteenRefused(CanteenReason.DAY_NOT_VALID, field=field)


def check_span(from_on: date, until_on: date | None, now: datetime) -> None:
    """Refuse a stretch of days that is empty, past or endless by mistake.

    Raises:
        CanteenRefused: DAY_NOT_VALID, with the field.
    """
    check_from(from_on, now)
    if until_on is not None and not from_on < until_on <= from_on + LONGEST_AHEAD:
        raise CanteenRefused(CanteenReason.DAY_NOT_VALID, field="untilOn")


def chosen(
    meal: StandingMeal, menu: Mapping[UUID, Offered], needs: Sequence[Need]
) -> list[Wanted] | None:
    """What is ordered of a menu for one meal of the week; None when nothing of it suits.

    Nobody is there to be warned, so that a dish with a warning does not suit either.
    """
    preferred = [o for dish_id in meal.dish_ids for o in menu.values() if o.dish_id == dish_id]
    others = sorted(menu.values(), key=lambda offered: offered.kind is not DishKind.SET_MEAL)
    for offered in [*preferred, *(others if meal.takes_any else ())]:
        if offered.item.left >= meal.portions and _suits(offered, needs):
            return [Wanted(offered.item.food.item_id, meal.portions)]
    return None


def _suits(offered: Offered, needs: Sequence[Need]) -> bool:
    try:
        check_allergies(needs, [offered.item.food])
    except CanteenRefused:
        return False
    return not cautions(needs, [offered.item.food])
