"""Dishes, as clients read them: what is in them, and how they are cooked."""

from datetime import date
from enum import Enum
from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.access import STAFF
from hub.query import (
    EVERYONE,
    Asker,
    Fen,
    Row,
    any_of,
    column,
    contains_text,
    enumeration,
    filters,
    is_set,
    is_unset,
    many,
    node,
    one,
    orders,
    record,
    where,
)

enumeration(rules.DishKind)
enumeration(rules.Texture)
enumeration(rules.Allergen)


@filters(models.Dish)
class DishFilter:
    """Which dishes."""

    kinds: list[rules.DishKind] | None = where(lambda row, value: any_of(row.kind, value))
    """Only of one of these kinds."""
    text: str | None = where(
        lambda row, value: contains_text(row.name, value) | contains_text(row.name_en, value)
    )
    """Only those whose name holds this text."""
    is_retired: bool | None = where(
        lambda row, value: (is_set(row.retired_on) & value) | (is_unset(row.retired_on) & ~value)
    )
    """Only those that are kept off future menus, or only those that are not."""


@orders(models.Dish)
class DishOrder(Enum):
    """How dishes are sorted."""

    NAME = "name"
    """By name."""
    PRICE = "price_fen"
    """The cheapest first."""


@record(models.DishIngredient)
class DishIngredient:
    """How much of something goes into a portion of a dish (配料)."""

    name: str
    """What."""
    grams: int
    """How many grams."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.Dish)
class Dish:
    """Something a canteen cooks (菜品)."""

    name: str
    """Its name."""
    name_en: str | None
    """Its name in English."""
    kind: rules.DishKind
    """What place it has in a meal."""
    allergens: list[rules.Allergen]
    """What it holds that can harm (致敏物质)."""
    kcal: int | None
    """Energy per portion, in kcal."""
    sugar_mg: int | None
    """Sugar per portion, in mg."""
    sodium_mg: int | None
    """Sodium per portion, in mg."""
    is_low_sugar: bool
    """Whether it suits people who need little sugar (低糖)."""
    is_low_salt: bool
    """Whether it suits people who need little salt (低盐)."""
    is_soft: bool
    """Whether it suits people who need soft food (软食)."""
    texture: rules.Texture
    """How it is to be chewed."""
    ingredients: list[DishIngredient] = many("ingredients", order_by="position", expected=8)
    """What goes into a portion (配料)."""
    recipe: str | None = column(roles=STAFF)
    """The steps of cooking it; only staff of canteens see them (做法)."""
    parts: "list[DishPart]" = many("parts", order_by="position", expected=3)
    """The dishes that a set meal is made of; empty for a single dish (套餐组成)."""
    price_fen: Fen
    """What a portion costs on a new menu."""
    retired_on: date | None
    """Since when it is kept off new menus."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@record(models.DishPart)
class DishPart:
    """Portions of a dish in a set meal (套餐组成)."""

    part: Dish | None = one()
    """The dish."""
    portions: int
    """How many portions of it."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE
