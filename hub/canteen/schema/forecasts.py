"""How many portions a kitchen will need."""

from datetime import date

import strawberry

from hub.canteen import reads, rules
from hub.canteen.reads.forecasts import forecast_facts
from hub.canteen.rules.forecasts import forecast
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.dishes import Dish
from hub.kernel.db import acquire
from hub.query import Context, key_of, payload, read, resolver


@payload
class MealDishForecast:
    """How many portions of one dish will be needed (菜品备餐预测)."""

    dish: Dish | None = read()
    """The dish."""
    name: str
    """Its name on the menu."""
    portions: int
    """How many will be needed, never fewer than are ordered."""
    ordered: int
    """How many are ordered already."""
    because: str
    """How that was worked out, in the language of the request."""


@payload
class MealForecast:
    """How many portions a meal will need (备餐预测)."""

    portions: int
    """Of all dishes."""
    trend: float
    """How the last two weeks move what is usual for the weekday: 1.05 is five per cent more."""
    same_weekdays: int
    """How many same weekdays it is reckoned from; 0 when there was none."""
    dishes: list[MealDishForecast]
    """Each dish of the menu, also of a draft."""


@resolver(*STAFF)
async def meal_forecast(
    ctx: Context, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> MealForecast | None:
    """What a kitchen will need of each dish; null without a menu or a past (备餐预测).

    Args:
        site_id: The canteen that cooks, or a meal point; null comes back where one does not work.
        on: The day.
        period: The meal.
    """
    async with acquire() as connection:
        kitchen_id = await reads.kitchen_of(connection, key_of(site_id, "MealSite"), ctx.viewer)
        if kitchen_id is None:
            return None
        facts = await forecast_facts(connection, kitchen_id, on, period)
    found = forecast(on, facts.offers, facts.past, facts.standing)
    if found is None:
        return None
    return MealForecast(
        portions=found.portions,
        trend=round(found.trend, 4),
        same_weekdays=found.same_weekdays,
        dishes=[
            MealDishForecast(
                dish=each.dish_id,
                name=each.name,
                portions=each.portions,
                ordered=each.ordered,
                because=each.en if ctx.language == "en" else each.zh,
            )
            for each in found.dishes
        ],
    )
