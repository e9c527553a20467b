"""Keeping the dishes that a canteen cooks, and its set meals."""

from uuid import UUID

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import MANAGERS
from hub.canteen.schema.dishes import Dish
from hub.canteen.schema.types import CanteenRefusal
from hub.query import Context, Fen, inputs, key_of, mutation, payload, read


@inputs
class DishIngredientInput:
    """How much of something goes into a portion."""

    name: str
    """What, 40 characters at most."""
    grams: int
    """How many grams, 1 to 5,000."""


@inputs
class DishDetailsInput:
    """What there is to say about a dish."""

    name: str
    """Its name, 60 characters at most."""
    name_en: str | None = None
    """Its name in English."""
    kind: rules.DishKind
    """What place it has in a meal."""
    price_fen: Fen
    """What a portion costs on a new menu."""
    allergens: list[rules.Allergen] = strawberry.field(default_factory=list)
    """What it holds that can harm."""
    kcal: int | None = None
    """Energy per portion, in kcal."""
    sugar_mg: int | None = None
    """Sugar per portion, in mg."""
    sodium_mg: int | None = None
    """Sodium per portion, in mg."""
    is_low_sugar: bool = False
    """Whether it suits people who need little sugar."""
    is_low_salt: bool = False
    """Whether it suits people who need little salt."""
    texture: rules.Texture = rules.Texture.REGULAR
    """How it is to be chewed."""
    ingredients: list[DishIngredientInput] = strawberry.field(default_factory=list)
    """What goes into a portion, 60 at most."""
    recipe: str | None = None
    """The steps of cooking it, 4,000 characters at most; only staff see them."""


@inputs
class DishCreateInput:
    """Which dish to add, and where."""

    site_id: strawberry.ID
    """The canteen that cooks it."""
    dish: DishDetailsInput
    """The dish."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DishCreated:
    """The dish was added."""

    dish: Dish | None = read()
    """The dish."""


@mutation(*MANAGERS)
async def dish_create(ctx: Context, input: DishCreateInput) -> DishCreated | CanteenRefusal:
    """Add a dish to what a canteen cooks (新增菜品)."""
    key = await commands.create_dish(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        dish=_details(input.dish),
        viewer=ctx.viewer,
    )
    return DishCreated(dish=key)


@inputs
class DishUpdateInput:
    """Which dish to change, and to what."""

    dish_id: strawberry.ID
    """The dish."""
    dish: DishDetailsInput
    """All of it, as it shall be."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DishUpdated:
    """The dish was changed."""

    dish: Dish | None = read()
    """The dish."""


@mutation(*MANAGERS)
async def dish_update(ctx: Context, input: DishUpdateInput) -> DishUpdated | CanteenRefusal:
    """Change a dish (修改菜品).

    Menus keep the name and price that they promised. What is in it counts at once: orders that it
    suits no longer are flagged.
    """
    key = await commands.update_dish(
        ctx.actor,
        dish_id=_dish_key(input.dish_id),
        dish=_details(input.dish),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DishUpdated(dish=key)


@inputs
class DishRetireInput:
    """Which dish to keep off future menus."""

    dish_id: strawberry.ID
    """The dish."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DishRetired:
    """The dish is kept off future menus."""

    dish: Dish | None = read()
    """The dish."""


@mutation(*MANAGERS)
async def dish_retire(ctx: Context, input: DishRetireInput) -> DishRetired | CanteenRefusal:
    """Keep a dish off future menus (停用菜品)."""
    key = await commands.retire_dish(
        ctx.actor, dish_id=_dish_key(input.dish_id), viewer=ctx.viewer, now=ctx.now
    )
    return DishRetired(dish=key)


@inputs
class SetMealPartInput:
    """Portions of a dish in a set meal."""

    dish_id: strawberry.ID
    """The dish, which is no set meal made of dishes itself."""
    portions: int = 1
    """How many portions of it, 1 to 9."""


@inputs
class SetMealDetailsInput:
    """What there is to say about a set meal; all else follows from its dishes."""

    name: str
    """Its name, 60 characters at most."""
    name_en: str | None = None
    """Its name in English."""
    price_fen: Fen
    """What it costs on a new menu."""
    parts: list[SetMealPartInput]
    """The dishes that it is made of, 12 at most."""


@inputs
class SetMealCreateInput:
    """Which set meal to add, and where."""

    site_id: strawberry.ID
    """The canteen that cooks it."""
    meal: SetMealDetailsInput
    """The set meal."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SetMealCreated:
    """The set meal was added."""

    dish: Dish | None = read()
    """The set meal: a dish made of dishes."""


@mutation(*MANAGERS)
async def set_meal_create(
    ctx: Context, input: SetMealCreateInput
) -> SetMealCreated | CanteenRefusal:
    """Add a set meal made of dishes; its allergens and nutrition follow from them (新增套餐)."""
    key = await commands.create_set_meal(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        meal=_set_meal(input.meal),
        viewer=ctx.viewer,
    )
    return SetMealCreated(dish=key)


@inputs
class SetMealUpdateInput:
    """Which set meal to change, and to what."""

    dish_id: strawberry.ID
    """The set meal."""
    meal: SetMealDetailsInput
    """All of it, as it shall be."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SetMealUpdated:
    """The set meal was changed."""

    dish: Dish | None = read()
    """The set meal: a dish made of dishes."""


@mutation(*MANAGERS)
async def set_meal_update(
    ctx: Context, input: SetMealUpdateInput
) -> SetMealUpdated | CanteenRefusal:
    """Make a set meal of other dishes; orders that it suits no longer are flagged (修改套餐)."""
    key = await commands.update_set_meal(
        ctx.actor,
        dish_id=_dish_key(input.dish_id),
        meal=_set_meal(input.meal),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SetMealUpdated(dish=key)


def _dish_key(value: strawberry.ID) -> UUID:
    return key_of(value, "Dish")


def _details(dish: DishDetailsInput) -> rules.DishDetails:
    return rules.DishDetails(
        name=dish.name,
        kind=dish.kind,
        price_fen=dish.price_fen,
        name_en=dish.name_en,
        allergens=frozenset(dish.allergens),
        kcal=dish.kcal,
        sugar_mg=dish.sugar_mg,
        sodium_mg=dish.sodium_mg,
        is_low_sugar=dish.is_low_sugar,
        is_low_salt=dish.is_low_salt,
        texture=dish.texture,
        ingredients=[rules.Ingredient(each.name, each.grams) for each in dish.ingredients],
        recipe=dish.recipe,
    )


def _set_meal(meal: SetMealDetailsInput) -> rules.SetMealDetails:
    return rules.SetMealDetails(
        name=meal.name,
        price_fen=meal.price_fen,
        parts=[rules.Part(_dish_key(part.dish_id), part.portions) for part in meal.parts],
        name_en=meal.name_en,
    )
