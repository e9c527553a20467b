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


@dataclass(frozen=True, slots=True)
class Need:
    """A dietary need that is in force on the day of the meal."""

    kind: DietaryNeedKind
    substance: str | None = None


@dataclass(frozen=True, slots=True)
class Food:
    """What matters of a dish on a menu. Sugar and sodium in mg per portion, null when unknown."""

    item_id: UUID
    name: str
    allergens: frozenset[str] = frozenset()
    sugar_mg: int | None = None
    sodium_mg: int | None = None
    is_low_sugar: bool = False
    is_low_salt: bool = False
    is_soft: bool = False


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
    allergies = {need.substance for need in needs if need.kind is DietaryNeedKind.ALLERGY}
    for place, food in enumerate(foods):
        for allergen in sorted(food.allergens):
            if allergen in allergies:
                raise CanteenRefused(
                    CanteenReason.ALLERGY,
                    field=f"lines.{place}.itemId",
                    dish=food.name,
                    allergen=allergen,
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
            avoided = need.substance or ""
            if avoided and (avoided in food.name or avoided in food.allergens):
                return DietWarning.AVOIDED
    return None
