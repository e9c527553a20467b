"""Which classes of a policy a person and a meal belong to, and in words why not to the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hub.canteen.rules.diet import Food
from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.policies import (
    DIETS,
    Band,
    FundingLevel,
    Policy,
    Price,
    ResidenceTie,
    Status,
)
from hub.people.rules import DietaryNeedKind, StatusKind

Words = tuple[str, str]
"""The same in Chinese and in English."""

PERIODS: Mapping[MealPeriod, Words] = {
    MealPeriod.BREAKFAST: ("早餐", "breakfast"),
    MealPeriod.LUNCH: ("午餐", "lunch"),
    MealPeriod.SUPPER: ("晚餐", "supper"),
}
MODES: Mapping[FulfilmentMode, Words] = {
    FulfilmentMode.DINE_IN: ("堂食", "dine-in"),
    FulfilmentMode.PICKUP: ("自提", "pick-up"),
    FulfilmentMode.DELIVERY: ("送餐", "delivery"),
}
LEVELS: Mapping[FundingLevel, Words] = {
    FundingLevel.CITY: ("市级", "the city"),
    FundingLevel.DISTRICT: ("区县", "the district"),
    FundingLevel.TOWNSHIP: ("镇街", "the town"),
    FundingLevel.COMMUNITY: ("社区", "the community"),
    FundingLevel.SOCIETY: ("社会", "donors"),
}
_TIES: Mapping[ResidenceTie, Words] = {
    ResidenceTie.HUKOU: ("本地户籍", "registered here"),
    ResidenceTie.USUAL: ("在本地常住", "living here"),
    ResidenceTie.EITHER: ("本地户籍或在本地常住", "registered or living here"),
    ResidenceTie.BOTH: ("本地户籍且在本地常住", "registered and living here"),
    ResidenceTie.ANYBODY: ("所有人", "everybody"),
}
_STATUSES: Mapping[StatusKind, Words] = {
    StatusKind.MINIMUM_LIVING: ("低保", "minimum living allowance"),
    StatusKind.EXTREME_HARDSHIP: ("特困", "extreme hardship"),
    StatusKind.LOW_INCOME: ("低收入", "low income"),
    StatusKind.PREFERENTIAL_TREATMENT: ("优抚", "preferential treatment"),
    StatusKind.SPECIAL_FAMILY_PLANNING: ("计生特殊家庭", "special family planning"),
    StatusKind.MODEL_WORKER: ("劳模", "model worker"),
    StatusKind.CARE_NEED: ("失能", "care need"),
    StatusKind.DISABILITY: ("残疾", "disability"),
    StatusKind.LIVING_ALONE: ("独居", "living alone"),
    StatusKind.EMPTY_NEST: ("空巢", "empty nest"),
    StatusKind.IN_CARE_INSTITUTION: ("入住养老机构", "living in a care institution"),
}
_DIETS: Mapping[DietaryNeedKind, Words] = {
    DietaryNeedKind.LOW_SUGAR: ("低糖餐", "low-sugar meals"),
    DietaryNeedKind.LOW_SALT: ("低盐餐", "low-salt meals"),
    DietaryNeedKind.SOFT: ("软食", "soft meals"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """What a policy asks about a person, as of the day of the meal.

    `home` and, in `Meal`, `place` name the area of each funding level, to compare the two.
    """

    born_on: date
    is_hukou: bool
    is_usual: bool
    statuses: Sequence[tuple[StatusKind, int | None]] = ()
    home: Mapping[FundingLevel, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meal:
    """What a policy asks about a meal. `bill_fen` is the sum of the lines at list price.

    `diets` are the needs that every dish of it suits.
    """

    on: date
    period: MealPeriod
    mode: FulfilmentMode
    bill_fen: int
    place: Mapping[FundingLevel, str] = field(default_factory=dict)
    diets: frozenset[DietaryNeedKind] = frozenset()


def suited_diets(foods: Iterable[Food]) -> frozenset[DietaryNeedKind]:
    """The needs that every one of the dishes suits; all of them when there is no dish."""
    suited = DIETS
    for food in foods:
        suited = suited & frozenset(
            diet
            for diet, does in (
                (DietaryNeedKind.LOW_SUGAR, food.is_low_sugar),
                (DietaryNeedKind.LOW_SALT, food.is_low_salt),
                (DietaryNeedKind.SOFT, food.is_soft),
            )
            if does
        )
        if not suited:
            break
    return suited


def belongs(person: Person, residence: ResidenceTie) -> bool:
    """Whether the person has the tie to the policy's area that it asks for."""
    match residence:
        case ResidenceTie.HUKOU:
            return person.is_hukou
        case ResidenceTie.USUAL:
            return person.is_usual
        case ResidenceTie.EITHER:
            return person.is_hukou or person.is_usual
        case ResidenceTie.BOTH:
            return person.is_hukou and person.is_usual
        case ResidenceTie.ANYBODY:
            return True


def holds(band: Band | Price, age: int) -> bool:
    """Whether the age lies in the band: half-open."""
    return band.age_from <= age and (band.age_until is None or age < band.age_until)


def obstacle(policy: Policy, person: Person, meal: Meal) -> Words | None:
    """Why the policy subsidises no class for this person and meal; null when it does."""
    if not policy.bands:
        return "本政策只有价格优惠，没有补贴", "The policy has discounts only, no subsidy"
    if meal.period not in policy.periods:
        zh, en = _either(PERIODS[period] for period in sorted(policy.periods))
        return f"只补贴{zh}", f"Only {en} is subsidised"
    if meal.mode not in policy.modes:
        zh, en = _either(MODES[mode] for mode in sorted(policy.modes))
        return f"只补贴{zh}", f"Only {en} is subsidised"
    if not belongs(person, policy.residence):
        zh, en = _TIES[policy.residence]
        return f"只补贴{zh}的老年人", f"Only people {en} are subsidised"
    for kind, _ in person.statuses:
        if kind in policy.excludes:
            zh, en = _STATUSES[kind]
            return f"{zh}，不享受补贴", f"Excluded: {en}"
    return None


def fits(band: Band, person: Person, age: int, meal: Meal) -> bool:
    """Whether the person and the meal belong to the class of the band."""
    return (
        holds(band, age)
        and (not band.any_of or any(_has(person, wanted) for wanted in band.any_of))
        and (not band.all_of or all(_has(person, wanted) for wanted in band.all_of))
        and (not band.diets or not meal.diets.isdisjoint(band.diets))
    )


def misfit(band: Band, person: Person, age: int, meal: Meal) -> Words:
    """Why a person and a meal that do not fit the band do not: the first reason, in words."""
    if not holds(band, age):
        zh, en = _ages(band)
        return f"须{zh}，现 {age} 周岁", f"for ages {en}, not {age}"
    missing = [wanted for wanted in band.all_of if not _has(person, wanted)]
    if not missing and not any(_has(person, wanted) for wanted in band.any_of):
        missing = list(band.any_of)
    if missing:
        kinds = {kind for kind, _ in person.statuses}
        zh, en = _either(_STATUSES[kind] for kind in dict.fromkeys(each.kind for each in missing))
        if any(each.kind in kinds for each in missing):
            return f"等级不符：{zh}", f"not of the level that counts: {en}"
        return f"须为{zh}", f"for people with: {en}"
    zh, en = _either(_DIETS[diet] for diet in band.diets)
    return f"只补贴{zh}", f"for {en} only"


def _has(person: Person, wanted: Status) -> bool:
    low, high = wanted.level_from, wanted.level_until
    return any(
        wanted.kind is kind
        and (low is None or (level is not None and low <= level))
        and (high is None or (level is not None and level < high))
        for kind, level in person.statuses
    )


def _ages(band: Band) -> Words:
    if band.age_until is None:
        return f"满 {band.age_from} 周岁", f"{band.age_from} and over"
    last = band.age_until - 1
    return f"在 {band.age_from} 至 {last} 周岁之间", f"{band.age_from} to {last}"


def _either(words: Iterable[Words]) -> Words:
    listed = list(words)
    return "、".join(zh for zh, _ in listed), " or ".join(en for _, en in listed)
