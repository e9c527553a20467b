"""What may be said of a dish."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.canteen.rules.diet import Allergen
from hub.canteen.rules.menus import DishKind
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.serving import check_price

LONGEST_NAME = 60
"""Characters of a dish's Chinese name; the English one may have twice as many."""
_HIGHEST = {"kcal": 5_000, "sugar_mg": 500_000, "sodium_mg": 50_000}


@dataclass(frozen=True, slots=True)
class DishDetails:
    """A dish: prices in fen, nutrition per portion (kcal, mg of sugar, mg of sodium)."""

    name: str
    kind: DishKind
    price_fen: int
    name_en: str | None = None
    allergens: frozenset[Allergen] = frozenset()
    kcal: int | None = None
    sugar_mg: int | None = None
    sodium_mg: int | None = None
    is_low_sugar: bool = False
    is_low_salt: bool = False
    is_soft: bool = False


def check_dish(dish: DishDetails) -> None:
    """Refuse an empty or endless name, an absurd price or nutrition."""
    if not dish.name.strip() or len(dish.name) > LONGEST_NAME:
        raise CanteenRefused(CanteenReason.NAME_NOT_VALID, field="name")
    if len(dish.name_en or "") > 2 * LONGEST_NAME:
        raise CanteenRefused(CanteenReason.NAME_NOT_VALID, field="nameEn")
    check_text("name", dish.name)
    check_text("nameEn", dish.name_en)
    check_price(dish.price_fen)
    for field, value in _nutrition(dish):
        if value is not None and not 0 <= value <= _HIGHEST[field]:
            raise CanteenRefused(CanteenReason.NUTRITION_NOT_VALID, field=_FIELDS[field])


_FIELDS = {"kcal": "kcal", "sugar_mg": "sugarMg", "sodium_mg": "sodiumMg"}


def _nutrition(dish: DishDetails) -> Iterable[tuple[str, int | None]]:
    return (("kcal", dish.kcal), ("sugar_mg", dish.sugar_mg), ("sodium_mg", dish.sodium_mg))
