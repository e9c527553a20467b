"""Who works where, and what a kitchen has to cook."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    STAFF,
    FulfilmentMode,
    MealPeriod,
    works_at,
)
from hub.kernel.access import Viewer

_KITCHEN = """SELECT cook.id AS kitchen_id, spot.ancestors || cooked.ancestors AS ancestors
FROM meal_site point
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE point.id = $1"""
_SITE_AREA = """SELECT ancestors FROM site JOIN area ON area.id = site.area_id
WHERE site.id = $1"""
_PRODUCTION = """SELECT i.name, i.name_en, o.mode, sum(l.portions)::int AS portions,
    count(*)::int AS orders
FROM meal_order o
JOIN meal_order_line l ON l.order_id = o.id
JOIN menu_item i ON i.id = l.item_id
WHERE o.site_id = $1 AND o."on" = $2 AND o.period = $3
    AND o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')
GROUP BY i.id, o.mode ORDER BY i.position, i.name, o.mode"""


@dataclass(frozen=True, slots=True)
class Production:
    """How much of one dish is ordered for one way of serving."""

    name: str
    name_en: str | None
    mode: FulfilmentMode
    portions: int
    orders: int


async def kitchen_of(source: Fetches, site_id: UUID, viewer: Viewer) -> UUID | None:
    """The canteen that cooks for a site, perhaps itself; null unless the viewer works there."""
    row = await source.fetchrow(_KITCHEN, site_id)
    if row is None:
        return None
    kitchen_id: UUID = row["kitchen_id"]
    return kitchen_id if works_at(viewer, STAFF, (site_id, kitchen_id), row["ancestors"]) else None


async def production(
    source: Fetches, site_id: UUID, on: date, period: MealPeriod, viewer: Viewer
) -> list[Production] | None:
    """What a kitchen has to cook for one meal; null when the viewer does not work there."""
    site = await source.fetchrow(_SITE_AREA, site_id)
    if site is None or not works_at(viewer, STAFF, [site_id], site["ancestors"]):
        return None
    rows = await source.fetch(_PRODUCTION, site_id, on, period)
    return [
        Production(
            row["name"],
            row["name_en"],
            FulfilmentMode(row["mode"]),
            row["portions"],
            row["orders"],
        )
        for row in rows
    ]
