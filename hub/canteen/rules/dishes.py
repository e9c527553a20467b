"""What may be said of a dish, and what a set meal is by the dishes that it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hub.canteen.rules.diet import Allergen
from hub.canteen.rules.menus import SOFT_TEXTURES, DishKind, Texture
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.serving import check_price

LONGEST_NAME = 60
"""Characters of a dish's Chinese name; the English one may have twice as many."""
LONGEST_RECIPE = 4_000
"""Characters of the steps of a recipe."""
MOST_INGREDIENTS = 60
"""Ingredients of one dish."""
MOST_PARTS = 12
"""Dishes of one set meal."""
_LONGEST_INGREDIENT = 40
_MOST_GRAMS = 5_000
_MOST_OF_A_PART = 9
_HIGHEST = {"kcal": 5_000, "sugar_mg": 500_000, "sodium_mg": 50_000}
_FIELDS = {"kcal": "kcal", "sugar_mg": "sugarMg", "sodium_mg": "sodiumMg"}
_TEXTURES = list(Texture)


@dataclass(frozen=True, slots=True)
class Ingredient:
    """How many grams of something go into one portion."""

    name: str
    grams: int


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
    texture: Texture = Texture.REGULAR
    ingredients: Sequence[Ingredient] = ()
    recipe: str | None = None

    @property
    def is_soft(self) -> bool:
        """Whether it suits people who need soft food."""
        return self.texture in SOFT_TEXTURES


@dataclass(frozen=True, slots=True)
class Part:
    """Portions of a dish in a set meal."""

    dish_id: UUID
    portions: int


@dataclass(frozen=True, slots=True)
class SetMealDetails:
    """A set meal: what it is called and costs, and the dishes that it is made of."""

    name: str
    price_fen: int
    parts: Sequence[Part]
    name_en: str | None = None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A dish as far as a set meal made of it depends on it, and how many portions are in it."""

    portions: int
    allergens: Sequence[str]
    kcal: int | None
    sugar_mg: int | None
    sodium_mg: int | None
    is_low_sugar: bool
    is_low_salt: bool
    is_soft: bool
    texture: Texture
    contents: Sequence[str]


@dataclass(frozen=True, slots=True)
class Composed:
    """What a set meal is by its parts."""

    allergens: list[str]
    kcal: int | None
    sugar_mg: int | None
    sodium_mg: int | None
    is_low_sugar: bool
    is_low_salt: bool
    is_soft: bool
    texture: Texture
    contents: list[str]


def check_dish(dish: DishDetails) -> None:
    """Refuse an empty or endless name, an absurd price, nutrition or recipe."""
    check_named(dish.name, dish.name_en)
    check_price(dish.price_fen)
    for field, value in _nutrition(dish):
        if value is not None and not 0 <= value <= _HIGHEST[field]:
            raise CanteenRefused(CanteenReason.NUTRITION_NOT_VALID, field=_FIELDS[field])
    check_text("recipe", dish.recipe, most=LONGEST_RECIPE)
    _check_ingredients(dish.ingredients)


def check_set_meal(meal: SetMealDetails) -> None:
    """Refuse a set meal of nothing, of too much, or of the same dish twice."""
    check_named(meal.name, meal.name_en)
    check_price(meal.price_fen)
    parts = [part.dish_id for part in meal.parts]
    if (
        not 1 <= len(parts) <= MOST_PARTS
        or len(set(parts)) < len(parts)
        or not all(1 <= part.portions <= _MOST_OF_A_PART for part in meal.parts)
    ):
        raise parts_not_valid()


def parts_not_valid() -> CanteenRefused:
    """Why a set meal cannot be made of these dishes."""
    return CanteenRefused(CanteenReason.PARTS_NOT_VALID, field="parts", most=MOST_PARTS)


def composed(parts: Sequence[PartFacts]) -> Composed:
    """A set meal holds whatever its parts hold, and is as firm as the firmest of them.

    A sum of nutrition is unknown while that of any part is.
    """
    return Composed(
        allergens=sorted({allergen for part in parts for allergen in part.allergens}),
        kcal=_sum((part.kcal, part.portions) for part in parts),
        sugar_mg=_sum((part.sugar_mg, part.portions) for part in parts),
        sodium_mg=_sum((part.sodium_mg, part.portions) for part in parts),
        is_low_sugar=all(part.is_low_sugar for part in parts),
        is_low_salt=all(part.is_low_salt for part in parts),
        is_soft=all(part.is_soft for part in parts),
        texture=min((part.texture for part in parts), key=_TEXTURES.index),
        contents=sorted({name for part in parts for name in part.contents}),
    )


def check_named(name: str, name_en: str | None = None) -> None:
    """Refuse an empty or endless name."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise CanteenRefused(CanteenReason.NAME_NOT_VALID, field="name")
    if len(name_en or "") > 2 * LONGEST_NAME:
        raise CanteenRefused(CanteenReason.NAME_NOT_VALID, field="nameEn")
    check_text("name", name)
    check_text("nameEn", name_en)


def _check_ingredients(ingredients: Sequence[Ingredient]) -> None:
    names = {ingredient.name for ingredient in ingredients}
    is_valid = (
        len(ingredients) <= MOST_INGREDIENTS
        and len(names) == len(ingredients)
        and all(name.strip() and len(name) <= _LONGEST_INGREDIENT for name in names)
        and all(1 <= ingredient.grams <= _MOST_GRAMS for ingredient in ingredients)
    )
    if not is_valid:
        raise CanteenRefused(
            CanteenReason.INGREDIENTS_NOT_VALID, field="ingredients", most=MOST_INGREDIENTS
        )
    for name in names:
        check_text("ingredients", name)


def _nutrition(dish: DishDetails) -> Iterable[tuple[str, int | None]]:
    return (("kcal", dish.kcal), ("sugar_mg", dish.sugar_mg), ("sodium_mg", dish.sodium_mg))


def _sum(amounts: Iterable[tuple[int | None, int]]) -> int | None:
    total = 0
    for amount, portions in amounts:
        if amount is None:
            return None
        total += amount * portions
    return total
