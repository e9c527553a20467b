"""Dishes with their recipes, and set meals made of them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.canteen.commands.conflicts import recheck_dishes
from hub.canteen.commands.managing import check_manages
from hub.canteen.models import Dish, DishIngredient, DishPart, MealSite
from hub.canteen.rules import (
    MANAGERS,
    CanteenReason,
    CanteenRefused,
    DishDetails,
    DishKind,
    Ingredient,
    Part,
    PartFacts,
    SetMealDetails,
    check_dish,
    check_set_meal,
    composed,
    parts_not_valid,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# Always in the order of their keys, so that nobody waits in a circle.
_HOLD = "SELECT id FROM dish WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE"


@command
async def create_dish(tx: Transaction, *, site_id: UUID, dish: DishDetails, viewer: Viewer) -> UUID:
    """Add a dish to a kitchen's book.

    Raises:
        CanteenRefused: DISH_NAME_TAKEN, or what is not valid about it.
    """
    await check_manages(site_id, viewer)
    check_dish(dish)
    dish_id = new_key()
    with refusing("dish_one_of_a_name", _name_taken()):
        await Dish.create(id=dish_id, site_id=site_id, **dish_columns(dish))
    await write_ingredients(dish_id, dish.ingredients)
    return dish_id


@command
async def update_dish(
    tx: Transaction, *, dish_id: UUID, dish: DishDetails, viewer: Viewer, now: datetime
) -> UUID:
    """Change a dish. Menus keep the name and price they promised; what is in it counts at once.

    Set meals that it is part of change with it. Orders that it no longer suits are flagged.

    Raises:
        CanteenRefused: NO_SUCH_DISH, DISH_HAS_PARTS, DISH_NAME_TAKEN, or what is not valid.
    """
    await _own_dish(tx, dish_id, viewer)
    check_dish(dish)
    if await DishPart.exists(dish_id=dish_id):
        raise CanteenRefused(CanteenReason.DISH_HAS_PARTS, field="dishId")
    with refusing("dish_one_of_a_name", _name_taken()):
        await write_dish(tx, dish_id, dish, now)
    return dish_id


@command
async def retire_dish(tx: Transaction, *, dish_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Keep a dish off future menus. Safe to do twice."""
    dish = await _own_dish(tx, dish_id, viewer)
    if dish.retired_on is None:
        await Dish.filter(id=dish_id).update(retired_on=day_of(now))
    return dish_id


@command
async def create_set_meal(
    tx: Transaction, *, site_id: UUID, meal: SetMealDetails, viewer: Viewer
) -> UUID:
    """Add a set meal that is made of dishes: its allergens and nutrition follow from them.

    Raises:
        CanteenRefused: DISH_NAME_TAKEN, PARTS_NOT_VALID, or what else is not valid about it.
    """
    await check_manages(site_id, viewer)
    check_set_meal(meal)
    dish_id = new_key()
    facts = await _part_facts(tx, site_id, dish_id, meal.parts)
    with refusing("dish_one_of_a_name", _name_taken()):
        await Dish.create(
            id=dish_id,
            site_id=site_id,
            kind=DishKind.SET_MEAL,
            **_named(meal),
            **asdict(composed(facts)),
        )
    await _write_parts(dish_id, meal.parts)
    return dish_id


@command
async def update_set_meal(
    tx: Transaction, *, dish_id: UUID, meal: SetMealDetails, viewer: Viewer, now: datetime
) -> UUID:
    """Make a set meal of other dishes. Menus keep its name and price; what is in it counts at once.

    Raises:
        CanteenRefused: NO_SUCH_DISH, DISH_NAME_TAKEN, PARTS_NOT_VALID, or what is not valid.
    """
    dish = await _own_dish(tx, dish_id, viewer)
    check_set_meal(meal)
    if dish.kind is not DishKind.SET_MEAL or await DishPart.exists(part_id=dish_id):
        raise parts_not_valid()
    assert dish.site_id is not None
    facts = await _part_facts(tx, dish.site_id, dish_id, meal.parts)
    with refusing("dish_one_of_a_name", _name_taken()):
        await Dish.filter(id=dish_id).update(**_named(meal), **asdict(composed(facts)))
    await DishIngredient.filter(dish_id=dish_id).delete()
    await DishPart.filter(dish_id=dish_id).delete()
    await _write_parts(dish_id, meal.parts)
    await recheck_dishes(tx, [dish_id], now)
    return dish_id


def dish_columns(dish: DishDetails) -> dict[str, Any]:
    """What the table keeps of a dish's details."""
    facts = asdict(dish)
    del facts["ingredients"]
    return {
        **facts,
        "allergens": sorted(dish.allergens),
        "is_soft": dish.is_soft,
        "contents": sorted(ingredient.name for ingredient in dish.ingredients),
    }


async def write_dish(tx: Transaction, dish_id: UUID, dish: DishDetails, now: datetime) -> None:
    """Change a dish that has no parts, with the set meals and the orders that it is in."""
    await Dish.filter(id=dish_id).update(**dish_columns(dish))
    await DishIngredient.filter(dish_id=dish_id).delete()
    await write_ingredients(dish_id, dish.ingredients)
    wholes = await _compose_wholes(tx, dish_id)
    await recheck_dishes(tx, [dish_id, *wholes], now)


async def write_ingredients(dish_id: UUID, ingredients: Sequence[Ingredient]) -> None:
    """Write what goes into a dish that has no ingredients yet."""
    await DishIngredient.bulk_create(
        DishIngredient(
            id=new_key(),
            dish_id=dish_id,
            position=position,
            name=ingredient.name,
            grams=ingredient.grams,
        )
        for position, ingredient in enumerate(ingredients, 1)
    )


def _named(meal: SetMealDetails) -> dict[str, Any]:
    return {"name": meal.name, "name_en": meal.name_en, "price_fen": meal.price_fen}


def _name_taken() -> CanteenRefused:
    return CanteenRefused(CanteenReason.DISH_NAME_TAKEN, field="name")


async def _write_parts(dish_id: UUID, parts: Sequence[Part]) -> None:
    await DishPart.bulk_create(
        DishPart(
            id=new_key(),
            dish_id=dish_id,
            part_id=part.dish_id,
            position=position,
            portions=part.portions,
        )
        for position, part in enumerate(parts, 1)
    )


async def _part_facts(
    tx: Transaction, site_id: UUID, whole_id: UUID, parts: Sequence[Part]
) -> list[PartFacts]:
    """The dishes of a set meal as they are, held: none of them becomes a set meal meanwhile."""
    keys = [part.dish_id for part in parts]
    await tx.execute(_HOLD, [*keys, whole_id])
    dishes = {dish.id: dish for dish in await Dish.filter(id__in=keys)}
    are_known = all(dish.site_id in (None, site_id) for dish in dishes.values())
    if (
        len(dishes) < len(keys)
        or whole_id in dishes
        or not are_known
        or await DishPart.filter(dish_id__in=keys).exists()
    ):
        raise parts_not_valid()
    return [_facts(dishes[part.dish_id], part.portions) for part in parts]


async def _compose_wholes(tx: Transaction, part_id: UUID) -> list[UUID]:
    """Work out anew the set meals that a dish is part of; their keys."""
    keys = sorted(row.dish_id for row in await DishPart.filter(part_id=part_id))
    await tx.execute(_HOLD, keys)
    for key in keys:
        parts = await DishPart.filter(dish_id=key).select_related("part")
        facts = composed([_facts(part.part, part.portions) for part in parts])
        await Dish.filter(id=key).update(**asdict(facts))
    return keys


def _facts(dish: Dish, portions: int) -> PartFacts:
    return PartFacts(
        portions=portions,
        allergens=dish.allergens,
        kcal=dish.kcal,
        sugar_mg=dish.sugar_mg,
        sodium_mg=dish.sodium_mg,
        is_low_sugar=dish.is_low_sugar,
        is_low_salt=dish.is_low_salt,
        is_soft=dish.is_soft,
        texture=dish.texture,
        # A dish whose recipe nobody wrote down is at least what it is called.
        contents=dish.contents or [dish.name],
    )


async def _own_dish(tx: Transaction, dish_id: UUID, viewer: Viewer) -> Dish:
    """A kitchen's dish, held, for who manages the kitchen."""
    await tx.execute(_HOLD, [dish_id])
    dish = await Dish.get_or_none(id=dish_id)
    if dish is None or dish.site_id is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    site = await MealSite.get(id=dish.site_id).select_related("site__area")
    if not works_at(viewer, MANAGERS, [site.id], site.site.area.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    return dish
