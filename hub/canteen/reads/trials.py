"""A month's meals as they were ordered, for a policy to be tried on."""

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

import asyncpg
import orjson

from hub.canteen.reads.ordering import funding_areas
from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    NOT_TRIED,
    FulfilmentMode,
    FundingLevel,
    Meal,
    MealPeriod,
    Person,
    TriedMeal,
)
from hub.kernel.db import acquire
from hub.people.rules import DietaryNeedKind, StatusKind

PAGE = 2000
"""Meals that are in memory at once."""

_COUNT = """SELECT count(*) FROM menu m
JOIN meal_order o ON o.menu_id = m.id
JOIN site place ON place.id = o.point_id
JOIN area spot ON spot.id = place.area_id
WHERE m."on" >= $1 AND m."on" < $2 AND o.status <> ALL($3) AND $4 = ANY(spot.ancestors)"""
# People are judged as an order judges them: circumstances and age on the day of the meal, home and
# registration as they are. Paths come as text, for reading an array of keys costs more than a rule.
_MEALS = """SELECT o.resident_id, o.mode, o.price_fen, o.subsidy_fen, o.due_fen,
    o.shares::text AS shares, array_to_string(spot.ancestors[1:3], ' ') AS spot,
    coalesce(array_to_string(funding.ancestors[1:3], ' '), '') AS funding,
    r.born_on, coalesce(array_to_string(home.ancestors[1:3], ' '), '') AS home,
    coalesce($4 = ANY(home.ancestors), false) AS is_usual,
    coalesce($4 = ANY(hukou.ancestors), false) AS is_hukou,
    (SELECT json_agg(json_build_array(kind, level)) FROM resident_status
        WHERE resident_id = r.id AND from_on <= $1
        AND (until_on IS NULL OR $1 < until_on))::text AS statuses,
    CASE WHEN $5 THEN (SELECT ARRAY[bool_and(d.is_low_sugar), bool_and(d.is_low_salt),
        bool_and(d.is_soft)] FROM meal_order_line l
        JOIN menu_item i ON i.id = l.item_id JOIN dish d ON d.id = i.dish_id
        WHERE l.order_id = o.id) END AS suits
FROM menu m
JOIN meal_order o ON o.menu_id = m.id
JOIN resident r ON r.id = o.resident_id
JOIN site place ON place.id = o.point_id
JOIN area spot ON spot.id = place.area_id
JOIN meal_site point ON point.id = o.point_id
LEFT JOIN area funding ON funding.id = point.funding_area_id
LEFT JOIN area home ON home.id = r.area_id
LEFT JOIN area hukou ON hukou.id = r.hukou_area_id
WHERE m."on" = $1 AND m.period = $2 AND o.status <> ALL($3) AND $4 = ANY(spot.ancestors)"""
_DIETS = (DietaryNeedKind.LOW_SUGAR, DietaryNeedKind.LOW_SALT, DietaryNeedKind.SOFT)

Pages = AsyncGenerator[Sequence[asyncpg.Record], None]


async def count_meals(source: Fetches, area_id: UUID, from_on: date, until_on: date) -> int:
    """How many meals were ordered and not given up in an area from a day until a day."""
    row = await source.fetchrow(_COUNT, from_on, until_on, sorted(NOT_TRIED), area_id)
    assert row is not None
    count: int = row[0]
    return count


async def ordered_meals(area_id: UUID, on: date, period: MealPeriod, *, with_diets: bool) -> Pages:
    """The orders of one meal in an area that were not given up, a page at a time, in no order.

    With diets it is looked up which diets all dishes of an order suit.
    """
    async with acquire() as connection, connection.transaction():
        cursor = await connection.cursor(_MEALS, on, period, sorted(NOT_TRIED), area_id, with_diets)
        while rows := await cursor.fetch(PAGE):
            yield rows


def tried_meals(
    rows: Sequence[asyncpg.Record], on: date, period: MealPeriod
) -> Iterator[TriedMeal]:
    """A page of orders as a policy of the area sees them, one by one as they are asked for."""
    return (_tried(row, on, period) for row in rows)


def _tried(row: asyncpg.Record, on: date, period: MealPeriod) -> TriedMeal:
    statuses = orjson.loads(row["statuses"]) if row["statuses"] else ()
    person = Person(
        born_on=row["born_on"],
        is_hukou=row["is_hukou"],
        is_usual=row["is_usual"],
        statuses=[(StatusKind(kind), level) for kind, level in statuses],
        home=_funding_areas(row["home"]),
    )
    suits = row["suits"] or ()
    meal = Meal(
        on,
        period,
        FulfilmentMode(row["mode"]),
        row["price_fen"],
        place=_funding_areas(row["spot"], row["funding"]),
        diets=frozenset(diet for diet, does in zip(_DIETS, suits, strict=False) if does),
    )
    shares = orjson.loads(row["shares"]) if row["subsidy_fen"] else ()
    return TriedMeal(
        resident_id=row["resident_id"],
        person=person,
        meal=meal,
        subsidy_fen=row["subsidy_fen"],
        due_fen=row["due_fen"],
        shares={FundingLevel(share["level"]): share["amount_fen"] for share in shares},
    )


@lru_cache(maxsize=4096)
def _funding_areas(path: str, funding: str = "") -> Mapping[FundingLevel, str]:
    return funding_areas(*([UUID(key) for key in each.split()] for each in (path, funding)))
