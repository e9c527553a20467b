"""Standing orders as commands and the nightly job need them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    DishKind,
    Food,
    FulfilmentMode,
    Item,
    MealPeriod,
    Need,
    Offered,
    StandingFacts,
    StandingMeal,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.people.reads import may_act_sql
from hub.people.rules import DietaryNeedKind, ProxyScope

_ACTS = may_act_sql(holder="$3", ward="r.id", scope=ProxyScope.MEAL_ORDER, day="$4")
_FACTS = f"""
SELECT r.id, r.died_on IS NOT NULL OR r.moved_out_on <= $4 AS is_gone, {_ACTS} AS is_ward,
    ARRAY[point.id, cook.id] AS site_ids, spot.ancestors || cooked.ancestors AS ancestors,
    point.portions_a_person
FROM resident r, meal_site point
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE r.id = $1 AND point.id = $2
"""
# Meals of default weeks whose menu takes orders and that were not tried yet: whoever runs this
# again, after whatever happened to the last run, finds what is still to be done. What is closed for
# now is not tried: it may be opened again before the cut-off.
_DUE = """
SELECT so.id, so.resident_id, so.point_id, so.mode, so.address, so.note, so.pays_by_card,
    m.id AS menu_id, m."on", m.period, sm.weekday, sm.portions, sm.takes_any,
    (SELECT array_agg(dish_id ORDER BY position) FROM standing_dish WHERE meal_id = sm.id)
        AS dish_ids,
    (SELECT json_agg(json_build_array(kind, substance)) FROM dietary_need
        WHERE resident_id = so.resident_id AND from_on <= m."on"
        AND (until_on IS NULL OR m."on" < until_on))::text AS needs
FROM menu m
JOIN meal_site point ON point.id = m.site_id OR point.kitchen_id = m.site_id
JOIN standing_order so ON so.point_id = point.id AND so.from_on <= m."on"
    AND (so.until_on IS NULL OR m."on" < so.until_on)
JOIN standing_meal sm ON sm.standing_order_id = so.id AND sm.period = m.period
    AND sm.weekday = extract(isodow FROM m."on")
JOIN serving s ON s.menu_id = m.id AND s.point_id = so.point_id AND s.mode = so.mode
WHERE ($3::uuid IS NULL OR m.id = $3) AND ($4::uuid IS NULL OR so.id = $4)
    AND m.status = 'PUBLISHED' AND m.cutoff_at > $1 AND s.cutoff_at > $1 AND s.closed_at IS NULL
    AND NOT EXISTS (SELECT FROM standing_pause p WHERE p.standing_order_id = so.id
        AND p.from_on <= m."on" AND (p.until_on IS NULL OR m."on" < p.until_on))
    AND NOT EXISTS (SELECT FROM standing_attempt a WHERE a.standing_order_id = so.id
        AND a."on" = m."on" AND a.period = m.period)
ORDER BY m.cutoff_at, m.id, so.id
LIMIT $2
"""
_OFFERED = """
SELECT i.id, d.id AS dish_id, d.kind, i.name, i.price_fen,
    CASE WHEN i.is_sold_out THEN 0 ELSE i.portions - i.taken END AS left,
    d.allergens, d.sugar_mg, d.sodium_mg, d.is_low_sugar, d.is_low_salt, d.is_soft, d.contents
FROM menu_item i JOIN dish d ON d.id = i.dish_id WHERE i.menu_id = $1 ORDER BY i.position, i.id
"""
_LIVE_ORDER = """SELECT id, channel FROM meal_order WHERE resident_id = $1 AND "on" = $2
AND period = $3 AND status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')"""


@dataclass(frozen=True, slots=True)
class DueMeal:
    """One meal of a standing order that is to be ordered from a menu."""

    standing_order_id: UUID
    resident_id: UUID
    point_id: UUID
    mode: FulfilmentMode
    address: str | None
    note: str | None
    pays_by_card: bool
    menu_id: UUID
    on: date
    meal: StandingMeal
    needs: list[Need]


async def standing_facts(
    source: Fetches, resident_id: UUID, point_id: UUID, viewer: Viewer, now: datetime
) -> StandingFacts | None:
    """Whose standing order it would be, and where; null when there is no such person or place."""
    row = await source.fetchrow(_FACTS, resident_id, point_id, viewer.resident_id, day_of(now))
    if row is None:
        return None
    return StandingFacts(
        resident_id=row["id"],
        is_gone=bool(row["is_gone"]),
        is_ward=row["is_ward"],
        site_ids=row["site_ids"],
        ancestors=row["ancestors"],
        portions_a_person=row["portions_a_person"],
    )


async def due_meals(
    source: Fetches,
    now: datetime,
    most: int,
    *,
    menu_id: UUID | None = None,
    standing_order_id: UUID | None = None,
) -> list[DueMeal]:
    """The next meals of standing orders to be ordered, those with the earliest cut-off first.

    Only of one menu, or of one standing order, when it is given.
    """
    rows = await source.fetch(_DUE, now, most, menu_id, standing_order_id)
    return [
        DueMeal(
            standing_order_id=row["id"],
            resident_id=row["resident_id"],
            point_id=row["point_id"],
            mode=FulfilmentMode(row["mode"]),
            address=row["address"],
            note=row["note"],
            pays_by_card=row["pays_by_card"],
            menu_id=row["menu_id"],
            on=row["on"],
            meal=StandingMeal(
                row["weekday"],
                MealPeriod(row["period"]),
                row["portions"],
                tuple(row["dish_ids"] or ()),
                row["takes_any"],
            ),
            needs=[Need(DietaryNeedKind(kind), of) for kind, of in _list(row["needs"])],
        )
        for row in rows
    ]


async def offered_on(source: Fetches, menu_id: UUID) -> dict[UUID, Offered]:
    """The dishes of a menu as they stand, by item, in their order."""
    rows = await source.fetch(_OFFERED, menu_id)
    return {
        row["id"]: Offered(
            row["dish_id"],
            DishKind(row["kind"]),
            Item(
                row["price_fen"],
                row["left"],
                Food(
                    row["id"],
                    row["name"],
                    frozenset(row["allergens"]),
                    row["sugar_mg"],
                    row["sodium_mg"],
                    row["is_low_sugar"],
                    row["is_low_salt"],
                    row["is_soft"],
                    row["contents"],
                ),
            ),
        )
        for row in rows
    }


async def live_order(
    source: Fetches, resident_id: UUID, on: date, period: MealPeriod
) -> tuple[UUID, str] | None:
    """The person's order for a meal and its channel, unless it was cancelled."""
    row = await source.fetchrow(_LIVE_ORDER, resident_id, on, period)
    return None if row is None else (row["id"], row["channel"])


def _list(json: str | None) -> list[Any]:
    return orjson.loads(json) if json else []
