"""What a forecast is made of: the menu, what meals before it came to, and standing orders."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import MealPeriod
from hub.canteen.rules.forecasts import LOOKED_BACK, Offer, PastMeal

_KNOWN = """SELECT json_build_object(
'offers', (SELECT coalesce(json_agg(json_build_array(i.dish_id, i.name, i.taken)
        ORDER BY i.position), '[]')
    FROM menu m JOIN menu_item i ON i.menu_id = m.id
    WHERE m.site_id = $1 AND m."on" = $2 AND m.period = $3),
'past', (SELECT coalesce(json_agg(json_build_array(meal."on", meal.portions)), '[]') FROM (
    SELECT "on", json_object_agg(dish_id, portions) AS portions FROM (
        SELECT o."on", i.dish_id, sum(l.portions)::int AS portions
        FROM meal_order o JOIN meal_order_line l ON l.order_id = o.id
        JOIN menu_item i ON i.id = l.item_id
        WHERE o.site_id = $1 AND o."on" >= $4 AND o."on" < $2 AND o.period = $3
            AND o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')
        GROUP BY o."on", i.dish_id) AS cooked
    GROUP BY "on") AS meal),
'standing', (SELECT coalesce(sum(w.portions), 0) FROM standing_order s
    JOIN meal_site p ON p.id = s.point_id JOIN standing_meal w ON w.standing_order_id = s.id
    WHERE coalesce(p.kitchen_id, p.id) = $1 AND w.weekday = $5 AND w.period = $3
        AND s.from_on <= $2 AND (s.until_on IS NULL OR $2 < s.until_on)
        AND NOT EXISTS (SELECT FROM standing_pause r WHERE r.standing_order_id = s.id
            AND r.from_on <= $2 AND (r.until_on IS NULL OR $2 < r.until_on))))"""


@dataclass(frozen=True, slots=True)
class ForecastFacts:
    """The dishes of a menu, the meals before it, and what standing orders bring."""

    offers: list[Offer]
    past: list[PastMeal]
    standing: int


async def forecast_facts(
    source: Fetches, kitchen_id: UUID, on: date, period: MealPeriod
) -> ForecastFacts:
    """What is known of a kitchen's meal before it is cooked."""
    row = await source.fetchrow(_KNOWN, kitchen_id, on, period, on - LOOKED_BACK, on.isoweekday())
    assert row is not None
    found = orjson.loads(row[0])
    return ForecastFacts(
        [Offer(UUID(key), name, ordered) for key, name, ordered in found["offers"]],
        [
            PastMeal(date.fromisoformat(day), {UUID(key): n for key, n in portions.items()})
            for day, portions in found["past"]
        ],
        found["standing"],
    )
