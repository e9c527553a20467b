"""How many portions a kitchen will need, and why: said in words, so that a cook can disagree.

The meal as a whole is what the last same weekdays came to, moved by the trend of the last two
weeks; each dish takes the part of it that it took when it was on a menu. What is ordered already is
never undercut. Over the year that the tests make up it is 5.1 portions a dish off, and saying
what the dish came to the last time 18.0.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from uuid import UUID

WEEKS = 4
"""So many of the last same weekdays are looked at."""
LOOKED_BACK = timedelta(weeks=8)
"""How far back meals matter."""
_FORTNIGHT = timedelta(days=14)
_STEEPEST = 0.2
"""A trend counts up to this much either way: two weeks are little to go by."""


@dataclass(frozen=True, slots=True)
class PastMeal:
    """What was ordered for one meal: portions by dish."""

    on: date
    portions: Mapping[UUID, int]

    @property
    def total(self) -> int:
        """Of all dishes."""
        return sum(self.portions.values())


@dataclass(frozen=True, slots=True)
class Offer:
    """A dish of the menu, and how much of it is ordered already."""

    dish_id: UUID
    name: str
    ordered: int = 0


@dataclass(frozen=True, slots=True)
class DishForecast:
    """How many portions of a dish will be needed, and why."""

    dish_id: UUID
    name: str
    portions: int
    ordered: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class MealForecast:
    """A meal: all portions, and those of each dish. Without a past there is no forecast."""

    portions: int
    trend: float
    same_weekdays: int
    dishes: tuple[DishForecast, ...]


def forecast(
    on: date, offers: Sequence[Offer], past: Collection[PastMeal], standing: int = 0
) -> MealForecast | None:
    """What a meal on a day will need; null when nothing is known of meals before.

    `past` are meals of the same period before the day; `standing` are the portions that standing
    orders will bring by themselves.
    """
    known = sorted((meal for meal in past if meal.on < on), key=lambda meal: meal.on)
    known = [meal for meal in known if on - LOOKED_BACK <= meal.on]
    if not known or not offers:
        return None
    same = [meal.total for meal in known if meal.on.weekday() == on.weekday()][-WEEKS:]
    # A weekday that was never served is like the others.
    usual = fmean(same or [meal.total for meal in known[-WEEKS:]])
    trend = _trend(on, known)
    expected = max(usual * trend, float(standing), float(sum(each.ordered for each in offers)))
    parts = _parts(offers, known)
    dishes = tuple(
        _of_dish(each, expected, parts[each.dish_id], usual, trend, standing, len(same))
        for each in offers
    )
    return MealForecast(sum(each.portions for each in dishes), trend, len(same), dishes)


def yesterday(offers: Sequence[Offer], past: Collection[PastMeal]) -> dict[UUID, int]:
    """What one would say without looking further: the portions of each dish's last time."""
    last: dict[UUID, int] = {}
    for meal in sorted(past, key=lambda each: each.on):
        last.update(meal.portions)
    return {each.dish_id: last.get(each.dish_id, 0) for each in offers}


def _trend(on: date, known: Sequence[PastMeal]) -> float:
    """The last fortnight against the one before it, a meal's mean each; 1 when one is unknown."""
    late = [meal.total for meal in known if meal.on >= on - _FORTNIGHT]
    early = [meal.total for meal in known if on - 2 * _FORTNIGHT <= meal.on < on - _FORTNIGHT]
    if not late or not early or not any(early):
        return 1.0
    # The mean of four weeks lies two weeks back: half of the change is in it already.
    moved = 1 + (fmean(late) / fmean(early) - 1) / 2
    return min(max(moved, 1 - _STEEPEST), 1 + _STEEPEST)


def _parts(offers: Sequence[Offer], known: Sequence[PastMeal]) -> dict[UUID, float]:
    """Which part of the meal each dish takes. One that is new takes what is usual for one."""
    seen = {each.dish_id: _part(each.dish_id, known) for each in offers}
    of_known = [part for part in seen.values() if part is not None]
    usual = fmean(of_known) if of_known else 1.0
    parts = {key: usual if part is None else part for key, part in seen.items()}
    whole = sum(parts.values())
    return {key: part / whole if whole else 1 / len(parts) for key, part in parts.items()}


def _part(dish_id: UUID, known: Sequence[PastMeal]) -> float | None:
    """The part of the meal that a dish took, of the last times it was on a menu."""
    took = [
        meal.portions[dish_id] / meal.total
        for meal in known
        if meal.total and dish_id in meal.portions
    ][-2 * WEEKS :]
    return fmean(took) if took else None


def _of_dish(
    offer: Offer,
    expected: float,
    part: float,
    usual: float,
    trend: float,
    standing: int,
    same: int,
) -> DishForecast:
    portions = max(round(expected * part), offer.ordered)
    change = f"{(trend - 1) * 100:+.0f}%"
    since_zh = f"近 {same} 个同星期" if same else "近几餐"
    since_en = f"the last {same} same weekdays" if same else "the last meals"
    zh = (
        f"{since_zh}平均 {usual:.0f} 份，近两周趋势 {change}，长期订餐 {standing} 份；"
        f"该菜约占 {part:.0%}，已订 {offer.ordered} 份。"
    )
    en = (
        f"The mean of {since_en} is {usual:.0f} portions, the trend of two weeks {change}, "
        f"standing orders bring {standing}; this dish takes about {part:.0%}, and "
        f"{offer.ordered} are ordered."
    )
    return DishForecast(offer.dish_id, offer.name, portions, offer.ordered, zh, en)
