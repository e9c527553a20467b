"""Dishes with recipes, set meals made of them, and what a changed dish does to orders."""

import pytest

from hub.canteen import commands
from hub.canteen.models import DietConflict, Dish, DishIngredient, DishPart, MealOrder
from hub.canteen.rules import (
    Allergen,
    CanteenReason,
    DietConflictKind,
    DishDetails,
    DishKind,
    Food,
    Ingredient,
    Need,
    Part,
    PartFacts,
    SetMealDetails,
    Texture,
    composed,
    conflicts,
)
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.people.rules import DietaryNeedKind
from tests import make
from tests.canteen.refusing import refused
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="dishUpdate")


def details(name="宫保鸡丁", **more):
    return DishDetails(**{"name": name, "kind": DishKind.MEAT, "price_fen": 900, **more})


async def set_meal(canteen, *dishes, name="一荤一素", portions=1, price_fen=1500):
    meal = SetMealDetails(name, price_fen, [Part(dish.id, portions) for dish in dishes])
    return await commands.create_set_meal(
        BY, site_id=canteen.id, meal=meal, viewer=make.manager(canteen)
    )


def update(dish, canteen, **more):
    return commands.update_dish(
        BY,
        dish_id=dish.id,
        dish=details(dish.name, **more),
        viewer=make.manager(canteen),
        now=BEFORE,
    )


async def test_a_dish_keeps_its_recipe_and_a_soft_texture_suits_who_needs_it():
    canteen = await make.canteen()
    dish_id = await commands.create_dish(
        BY,
        site_id=canteen.id,
        dish=details(
            texture=Texture.PUREED,
            ingredients=[Ingredient("鸡腿肉", 120), Ingredient("花生米", 20)],
            recipe="切丁，腌制，爆炒。",
        ),
        viewer=make.manager(canteen),
    )
    dish = await Dish.get(id=dish_id)
    assert (dish.texture, dish.is_soft, dish.contents) == (
        Texture.PUREED,
        True,
        ["花生米", "鸡腿肉"],
    )
    rows = await DishIngredient.filter(dish_id=dish_id).order_by("position")
    assert [(row.name, row.grams) for row in rows] == [("鸡腿肉", 120), ("花生米", 20)]
    await update(dish, canteen, ingredients=[Ingredient("豆腐", 150)])
    assert (await Dish.get(id=dish_id)).contents == ["豆腐"]
    assert await DishIngredient.filter(dish_id=dish_id).count() == 1


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"ingredients": [Ingredient("盐", 0)]}, CanteenReason.INGREDIENTS_NOT_VALID),
        ({"ingredients": [Ingredient("盐", 10**9)]}, CanteenReason.INGREDIENTS_NOT_VALID),
        ({"ingredients": [Ingredient(" ", 1)]}, CanteenReason.INGREDIENTS_NOT_VALID),
        ({"ingredients": [Ingredient("盐", 1)] * 2}, CanteenReason.INGREDIENTS_NOT_VALID),
        ({"recipe": "步" * 4001}, CanteenReason.TEXT_TOO_LONG),
        ({"recipe": "\x00"}, CanteenReason.TEXT_NOT_VALID),
    ],
)
async def test_a_recipe_that_nobody_can_cook_is_refused(more, why):
    canteen = await make.canteen()
    await refused(
        why,
        commands.create_dish(
            BY, site_id=canteen.id, dish=details(**more), viewer=make.manager(canteen)
        ),
    )


def part(portions=1, **facts):
    values = {
        "allergens": (),
        "kcal": 100,
        "sugar_mg": 10,
        "sodium_mg": 20,
        "is_low_sugar": True,
        "is_low_salt": True,
        "is_soft": True,
        "texture": Texture.SOFT,
        "contents": (),
    }
    return PartFacts(**{"portions": portions, **values, **facts})


async def test_a_set_meal_holds_what_its_parts_hold_and_is_as_firm_as_the_firmest():
    whole = composed(
        [
            part(2, allergens=["EGG"], contents=["鸡蛋"]),
            part(allergens=["EGG", "SOY"], is_soft=False, texture=Texture.CHOPPED),
        ]
    )
    assert (whole.allergens, whole.contents) == (["EGG", "SOY"], ["鸡蛋"])
    assert (whole.kcal, whole.sugar_mg, whole.sodium_mg) == (300, 30, 60)
    assert (whole.texture, whole.is_soft) == (Texture.CHOPPED, False)
    assert composed([part(), part(kcal=None)]).kcal is None


async def test_a_set_meal_follows_its_dishes():
    canteen = await make.canteen()
    chicken = await make.dish(canteen, name="宫保鸡丁", kind=DishKind.MEAT, kcal=400)
    rice = await make.dish(name="米饭", kind=DishKind.STAPLE, kcal=200)
    meal_id = await set_meal(canteen, chicken, rice)
    assert (await Dish.get(id=meal_id)).kcal == 600
    await update(chicken, canteen, kcal=500, allergens=frozenset({Allergen.PEANUT}))
    meal = await Dish.get(id=meal_id)
    assert (meal.kcal, meal.allergens, meal.kind) == (700, ["PEANUT"], DishKind.SET_MEAL)
    await refused(CanteenReason.DISH_HAS_PARTS, update(meal, canteen))


async def test_a_set_meal_is_made_of_known_dishes_that_are_none():
    canteen = await make.canteen()
    viewer = make.manager(canteen)
    dish = await make.dish(canteen)
    foreign = await make.dish(await make.canteen())
    meal = await Dish.get(id=await set_meal(canteen, dish))
    for index, parts in enumerate(
        (
            [],
            [Part(dish.id, 1)] * 2,
            [Part(dish.id, 0)],
            [Part(dish.id, 10)],
            [Part(foreign.id, 1)],
            [Part(meal.id, 1)],
            [Part(new_key(), 1)],
            [Part(new_key(), 1) for _ in range(13)],
        )
    ):
        await refused(
            CanteenReason.PARTS_NOT_VALID,
            commands.create_set_meal(
                BY,
                site_id=canteen.id,
                meal=SetMealDetails(f"套餐{index}", 1, parts),
                viewer=viewer,
            ),
        )
    other = await make.dish(canteen)
    await commands.update_set_meal(
        BY,
        dish_id=meal.id,
        meal=SetMealDetails("换了", 1600, [Part(other.id, 2)]),
        viewer=viewer,
        now=BEFORE,
    )
    [row] = await DishPart.filter(dish_id=meal.id)
    assert (row.part_id, row.portions) == (other.id, 2)
    # What is part of a set meal does not become one itself.
    await refused(
        CanteenReason.PARTS_NOT_VALID,
        commands.update_set_meal(
            BY,
            dish_id=other.id,
            meal=SetMealDetails("套中套", 1, [Part(dish.id, 1)]),
            viewer=viewer,
            now=BEFORE,
        ),
    )


async def test_an_allergen_that_is_found_later_flags_the_orders_that_have_it():
    canteen = await make.canteen()
    dish = await make.dish(canteen, name="宫保鸡丁")
    item = await make.menu_item(await make.menu(canteen), dish)
    allergic, other = await make.resident(), await make.resident()
    await make.dietary_need(allergic, substance="花生")
    order = await make.meal_order(item, allergic)
    fine = await make.meal_order(item, other)
    await update(dish, canteen, allergens=frozenset({Allergen.PEANUT}))
    [conflict] = await DietConflict.all()
    assert (conflict.order_id, conflict.kind) == (order.id, DietConflictKind.ALLERGY)
    assert (await MealOrder.get(id=order.id)).has_diet_conflict
    assert not (await MealOrder.get(id=fine.id)).has_diet_conflict
    # The allergen was a mistake: nothing is left of it.
    await update(dish, canteen)
    assert not (await MealOrder.get(id=order.id)).has_diet_conflict


async def test_what_somebody_was_warned_of_when_they_ordered_is_no_conflict_later():
    canteen = await make.canteen()
    dish = await make.dish(canteen, name="糖醋里脊", sugar_mg=26_000)
    item = await make.menu_item(await make.menu(canteen), dish)
    resident = await make.resident()
    await make.dietary_need(resident, kind=DietaryNeedKind.AVOID, substance="里脊")
    await make.meal_order(item, resident)
    await update(dish, canteen, sugar_mg=27_000)
    assert not await DietConflict.exists()


async def test_an_ingredient_that_no_code_names_is_a_hard_block_too():
    dish = await make.dish(name="水果拼盘", contents=["芒果", "苹果"])
    item = await make.menu_item(await make.menu(), dish)
    resident = await make.resident()
    await make.dietary_need(resident, substance="芒果")
    refusal = await refused(CanteenReason.ALLERGY, make.meal_order(item, resident))
    assert refusal.facts["allergen"] == "芒果"


@pytest.mark.parametrize(
    ("kind", "substance", "found"),
    [
        (DietaryNeedKind.ALLERGY, "花生", {DietConflictKind.ALLERGY}),
        (DietaryNeedKind.AVOID, "花生", {DietConflictKind.AVOIDED}),
        (DietaryNeedKind.LOW_SUGAR, None, {DietConflictKind.SUGAR}),
        (DietaryNeedKind.LOW_SALT, None, {DietConflictKind.SODIUM}),
        (DietaryNeedKind.SOFT, None, {DietConflictKind.NOT_SOFT}),
        (DietaryNeedKind.ALLERGY, "牛奶", set()),
    ],
)
async def test_why_a_dish_does_not_suit_a_person(kind, substance, found):
    food = Food(new_key(), "宫保鸡丁", frozenset({"PEANUT"}), sugar_mg=12_000, sodium_mg=1_200)
    assert conflicts([Need(kind, substance)], food) == found
