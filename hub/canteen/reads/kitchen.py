"""The kitchen's sheet and its labels, with what has changed since, for pages and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import FulfilmentMode, KitchenChangeKind, MealPeriod
from hub.people.rules import DietaryNeedKind

_CANCELLED = "('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')"
NEEDS_OF_ORDER = """
SELECT coalesce(array_agg(DISTINCT n.kind ORDER BY n.kind)
        FILTER (WHERE n.kind IN ('LOW_SALT', 'LOW_SUGAR', 'SOFT')), '{}')::text[] AS diet,
    coalesce(bool_or(n.kind = 'ALLERGY'), false) AS has_allergy,
    coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'substance', n.substance,
        'severity', n.severity) ORDER BY n.kind <> 'ALLERGY', n.kind, n.substance)
        FILTER (WHERE n.id IS NOT NULL), '[]') AS needs
FROM (SELECT 1) AS one LEFT JOIN dietary_need n ON n.resident_id = o.resident_id
    AND n.from_on <= o."on" AND (n.until_on IS NULL OR o."on" < n.until_on)"""
"""SQL of what the food of the order `o` must respect on its day: one row, also for no needs."""


def lines_now(order: str) -> str:
    """SQL of the dishes and portions of an order as they are now; `order` is SQL of its key."""
    return (
        "(SELECT jsonb_agg(jsonb_build_object('dishId', i.dish_id, 'dish', i.name, 'dishEn',"
        " i.name_en, 'portions', l.portions) ORDER BY i.dish_id, l.portions)"
        " FROM meal_order_line l JOIN menu_item i ON i.id = l.item_id"
        f" WHERE l.order_id = {order})"
    )


def lines_then(order: str) -> str:
    """SQL of the dishes and portions of an order as they were at the cut-off."""
    return (
        "(SELECT jsonb_agg(jsonb_build_object('dishId', t.dish_id, 'dish', t.name, 'dishEn',"
        " t.name_en, 'portions', t.portions) ORDER BY t.dish_id, t.portions)"
        f" FROM meal_label_line t WHERE t.label_id = {order})"
    )


def change_kind(order: str, status: str) -> str:
    """SQL of how an order differs from its sheet, given SQL of its key and of its state.

    It is null when it does not, and for an order that was cancelled before there was a sheet.
    """
    return (
        f"(CASE WHEN NOT EXISTS (SELECT FROM meal_label b WHERE b.id = {order})"
        f" THEN CASE WHEN {status} NOT IN {_CANCELLED} THEN 'ADDED' END"
        f" WHEN {status} IN {_CANCELLED} THEN 'CANCELLED'"
        f" WHEN {lines_now(order)} IS DISTINCT FROM {lines_then(order)} THEN 'CHANGED' END)"
    )


PRODUCTION = """SELECT l.name AS dish, l.name_en AS "dishEn", b.mode, b.diet,
    sum(l.portions)::int AS portions, count(*)::int AS orders
FROM meal_label b JOIN meal_label_line l ON l.label_id = b.id WHERE b.sheet_id = {0}
GROUP BY l.dish_id, l.name, l.name_en, b.mode, b.diet
ORDER BY min(min(l.position)) OVER (PARTITION BY l.dish_id), l.name, l.dish_id, b.mode, b.diet"""
"""SQL of what is to be cooked: dish by way of serving and diet. `{0}` is the sheet's key."""
DISPATCH = """SELECT place.name AS point, b.mode, count(DISTINCT b.id)::int AS orders,
    sum(l.portions)::int AS portions
FROM meal_label b JOIN meal_label_line l ON l.label_id = b.id
JOIN site place ON place.id = b.point_id WHERE b.sheet_id = {0}
GROUP BY place.name, b.mode ORDER BY place.name, b.mode"""
"""SQL of what goes where. `{0}` is the sheet's key."""
_SHEET = """SELECT k.id, k.site_id, cook.name AS site, k."on", k.period, k.made_at, a.ancestors,
    (SELECT count(*) FROM meal_label WHERE sheet_id = k.id)::int AS orders
FROM kitchen_sheet k JOIN site cook ON cook.id = k.site_id JOIN area a ON a.id = cook.area_id
WHERE k.id = $1"""
_POINT = """SELECT point.id, place.name, a.ancestors
FROM meal_site point JOIN site place ON place.id = point.id JOIN area a ON a.id = place.area_id
WHERE point.id = $1 AND coalesce(point.kitchen_id, point.id) = $2"""
_SLIPS = f"""
SELECT o.id, o.number, o.mode, place.name AS point, coalesce(b.resident_name, r.name) AS name,
    o.address, o.note, coalesce(b.needs, need.needs)::text AS needs,
    {lines_now("o.id")}::text AS lines, {change_kind("o.id", "o.status")} AS change
FROM meal_order o
JOIN resident r ON r.id = o.resident_id
JOIN site place ON place.id = o.point_id
LEFT JOIN meal_label b ON b.id = o.id, LATERAL ({NEEDS_OF_ORDER}) need
WHERE o.menu_id = $1 AND ($2::uuid IS NULL OR o.point_id = $2) AND o.number > $3
    AND ($4::text IS NULL OR o.mode = $4)
    AND (b.id IS NOT NULL OR o.status NOT IN {_CANCELLED})
ORDER BY o.number LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """Which sheet it is: whose, of which meal, made when, of how many orders."""

    sheet_id: UUID
    site_id: UUID
    site: str
    on: date
    period: MealPeriod
    made_at: datetime
    orders: int
    ancestors: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """A point that the kitchen of a sheet cooks for, perhaps the kitchen itself."""

    point_id: UUID
    name: str
    ancestors: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class ToCook:
    """Portions of one dish for one way of serving and one diet (kinds of need, sorted)."""

    dish: str
    mode: FulfilmentMode
    diet: Sequence[str]
    portions: int
    orders: int


@dataclass(frozen=True, slots=True)
class Slip:
    """One order as it is packed now: `needs` and `lines` are JSON objects as on the label."""

    order_id: UUID
    number: int
    mode: FulfilmentMode
    point: str
    name: str
    address: str | None
    note: str | None
    needs: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    change: KitchenChangeKind | None

    @property
    def is_gone(self) -> bool:
        """Whether it was cancelled after the cut-off."""
        return self.change is KitchenChangeKind.CANCELLED

    @property
    def has_allergy(self) -> bool:
        """Whether the person has an allergy."""
        return any(need["kind"] == DietaryNeedKind.ALLERGY for need in self.needs)


async def sheet_head(source: Fetches, sheet_id: UUID) -> SheetHead | None:
    """The sheet with this key; null when no menu with it is locked."""
    row = await source.fetchrow(_SHEET, sheet_id)
    if row is None:
        return None
    return SheetHead(
        sheet_id=row["id"],
        site_id=row["site_id"],
        site=row["site"],
        on=row["on"],
        period=MealPeriod(row["period"]),
        made_at=row["made_at"],
        orders=row["orders"],
        ancestors=row["ancestors"],
    )


async def sheet_point(source: Fetches, point_id: UUID, kitchen_id: UUID) -> SheetPoint | None:
    """A point that this kitchen cooks for."""
    row = await source.fetchrow(_POINT, point_id, kitchen_id)
    return None if row is None else SheetPoint(row["id"], row["name"], row["ancestors"])


async def to_cook(source: Fetches, sheet_id: UUID) -> list[ToCook]:
    """What the sheet asks the kitchen to cook."""
    return [
        ToCook(
            row["dish"], FulfilmentMode(row["mode"]), row["diet"], row["portions"], row["orders"]
        )
        for row in await source.fetch(PRODUCTION.format("$1"), sheet_id)
    ]


async def slips(
    source: Fetches,
    sheet_id: UUID,
    point_id: UUID | None,
    after: int = 0,
    mode: FulfilmentMode | None = None,
) -> list[Slip]:
    """What is to be packed, at a point or everywhere: the next hundred orders after a number."""
    return [
        Slip(
            order_id=row["id"],
            number=row["number"],
            mode=FulfilmentMode(row["mode"]),
            point=row["point"],
            name=row["name"],
            address=row["address"],
            note=row["note"],
            needs=orjson.loads(row["needs"]),
            lines=orjson.loads(row["lines"] or "[]"),
            change=row["change"] and KitchenChangeKind(row["change"]),
        )
        for row in await source.fetch(_SLIPS, sheet_id, point_id, after, mode)
    ]
