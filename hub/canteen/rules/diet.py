"""What a dish may do to a person: an allergy blocks it, anything else is a warning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.people.rules import DietaryNeedKind

SUGAR_LIMIT_MG = 10_000
"""Much sugar for a diabetic, in one dish: the default of M26 in the domain reference, 2.9."""
SODIUM_LIMIT_MG = 1_000
"""Much sodium for a hypertensive, in one dish: the default of M26, 2.9."""


class Allergen(StrEnum):
    """What a dish may hold that can harm: the eight kinds of GB 7718-2011, 4.4.3 (致敏物质)."""

    GLUTEN = "GLUTEN"
    """Cereals with gluten and what is made of them (含麸质的谷物)."""
    CRUSTACEAN = "CRUSTACEAN"
    """Shrimp, lobster, crab and what is made of them (甲壳纲类动物)."""
    FISH = "FISH"
    """Fish and what is made of it (鱼类)."""
    EGG = "EGG"
    """Eggs and what is made of them (蛋类)."""
    PEANUT = "PEANUT"
    """Peanuts and what is made of them (花生)."""
    SOY = "SOY"
    """Soybeans and what is made of them (大豆)."""
    MILK = "MILK"
    """Milk and what is made of it (乳)."""
    TREE_NUT = "TREE_NUT"
    """Tree nuts and what is made of them (坚果)."""


# Dietary needs are recorded in words. These are the words for what GB 7718 names.
_WORDS = {
    Allergen.GLUTEN: ("麸质", "小麦", "面粉", "面筋", "大麦", "燕麦", "gluten", "wheat"),
    Allergen.CRUSTACEAN: ("甲壳", "虾", "蟹", "海鲜", "crustacean", "shrimp", "crab", "seafood"),
    Allergen.FISH: ("鱼", "海鲜", "fish", "seafood"),
    Allergen.EGG: ("蛋", "egg"),
    Allergen.PEANUT: ("花生", "peanut"),
    Allergen.SOY: ("大豆", "黄豆", "豆制品", "豆腐", "豆浆", "soy"),
    Allergen.MILK: ("奶", "乳", "milk", "lactose"),
    Allergen.TREE_NUT: (
        "坚果",
        "核桃",
        "杏仁",
        "腰果",
        "榛",
        "tree nut",
        "walnut",
        "almond",
        "cashew",
    ),
}


class DietWarning(StrEnum):
    """Why a dish may not suit a person (饮食提醒). It does not stop an order."""

    SUGAR = "SUGAR"
    """Much sugar, for somebody who needs little (高糖)."""
    SODIUM = "SODIUM"
    """Much salt, for somebody who needs little (高盐)."""
    NOT_SOFT = "NOT_SOFT"
    """Not soft, for somebody who needs soft food (非软食)."""
    AVOIDED = "AVOIDED"
    """Holds something that the person avoids (忌口)."""


class DietConflictKind(StrEnum):
    """Why a dish that was changed after it was ordered does not suit the person (饮食冲突)."""

    ALLERGY = "ALLERGY"
    """They are allergic to it; they must not get it (过敏)."""
    SUGAR = "SUGAR"
    """Much sugar, for somebody who needs little (高糖)."""
    SODIUM = "SODIUM"
    """Much salt, for somebody who needs little (高盐)."""
    NOT_SOFT = "NOT_SOFT"
    """Not soft, for somebody who needs soft food (非软食)."""
    AVOIDED = "AVOIDED"
    """Holds something that the person avoids (忌口)."""


class DietResolution(StrEnum):
    """What became of a dish that did not suit a person any more (处理结果)."""

    REPLACED = "REPLACED"
    """They get another dish of the menu (换菜)."""
    ACCEPTED = "ACCEPTED"
    """They take it all the same, which staff answer for; never with an allergy (本人接受)."""
    LAPSED = "LAPSED"
    """The dish was changed once more, and suits them again (已消除)."""


@dataclass(frozen=True, slots=True)
class Need:
    """A dietary need that is in force on the day of the meal."""

    kind: DietaryNeedKind
    substance: str | None = None


@dataclass(frozen=True, slots=True)
class Food:
    """What matters of a dish on a menu. Sugar and sodium in mg per portion, null when unknown.

    `contents` are the names of its ingredients.
    """

    item_id: UUID
    name: str
    allergens: frozenset[str] = frozenset()
    sugar_mg: int | None = None
    sodium_mg: int | None = None
    is_low_sugar: bool = False
    is_low_salt: bool = False
    is_soft: bool = False
    contents: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Caution:
    """One dish that may not suit the person, and why."""

    item_id: UUID
    name: str
    warning: DietWarning


def check_allergies(needs: Iterable[Need], foods: Sequence[Food]) -> None:
    """Refuse a dish that holds what the person is allergic to, however slight the allergy.

    Raises:
        CanteenRefused: ALLERGY, with the dish and the allergen.
    """
    allergies = [
        need.substance for need in needs if need.kind is DietaryNeedKind.ALLERGY and need.substance
    ]
    for place, food in enumerate(foods):
        for substance in allergies:
            if _holds(food, substance):
                raise CanteenRefused(
                    CanteenReason.ALLERGY,
                    field=f"lines.{place}.itemId",
                    dish=food.name,
                    allergen=substance,
                )


CHRONIC = frozenset({DietWarning.SUGAR, DietWarning.SODIUM})
"""Warnings of a chronic disease: an order needs a word that they are known."""


def check_cautions(warned: Iterable[Caution], *, accepted: bool) -> None:
    """Refuse a dish that a chronic disease speaks against, unless that is accepted.

    Raises:
        CanteenRefused: CAUTION_NOT_ACCEPTED, with the dish and the warning.
    """
    chronic = next((caution for caution in warned if caution.warning in CHRONIC), None)
    if chronic is not None and not accepted:
        raise CanteenRefused(
            CanteenReason.CAUTION_NOT_ACCEPTED,
            field="acceptsCautions",
            dish=chronic.name,
            warning=chronic.warning,
        )


def named_allergens(substance: str) -> frozenset[Allergen]:
    """The allergens that a recorded substance speaks of: by code (`PEANUT`) or by word (花生)."""
    word = substance.strip().lower()
    return frozenset(
        allergen
        for allergen, words in _WORDS.items()
        if word == allergen.lower() or any(known in word for known in words)
    )


def cautions(needs: Iterable[Need], foods: Iterable[Food]) -> list[Caution]:
    """The warnings for these dishes, in the order of the dishes."""
    wanted = list(needs)
    return [
        Caution(food.item_id, food.name, warning)
        for food in foods
        for warning in DietWarning
        if any(_warns(need, food) is warning for need in wanted)
    ]


def conflicts(needs: Iterable[Need], food: Food) -> frozenset[DietConflictKind]:
    """Why a dish that took the place of another does not suit a person; empty when it does."""
    wanted = list(needs)
    found = {
        DietConflictKind(warning) for need in wanted if (warning := _warns(need, food)) is not None
    }
    if any(
        need.kind is DietaryNeedKind.ALLERGY and need.substance and _holds(food, need.substance)
        for need in wanted
    ):
        found.add(DietConflictKind.ALLERGY)
    return frozenset(found)


def _warns(need: Need, food: Food) -> DietWarning | None:
    match need.kind:
        case DietaryNeedKind.LOW_SUGAR:
            if not food.is_low_sugar and (food.sugar_mg or 0) >= SUGAR_LIMIT_MG:
                return DietWarning.SUGAR
        case DietaryNeedKind.LOW_SALT:
            if not food.is_low_salt and (food.sodium_mg or 0) >= SODIUM_LIMIT_MG:
                return DietWarning.SODIUM
        case DietaryNeedKind.SOFT:
            if not food.is_soft:
                return DietWarning.NOT_SOFT
        case DietaryNeedKind.AVOID:
            if need.substance and _holds(food, need.substance):
                return DietWarning.AVOIDED
    return None


def _holds(food: Food, substance: str) -> bool:
    return any(substance in named for named in (food.name, *food.contents)) or not (
        food.allergens.isdisjoint(named_allergens(substance))
    )
