"""When sites are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import OPEN, RUNNERS, Closure, works_at
from hub.kernel.access import Viewer

_CLOSURES = """SELECT site_id, periods, from_on, until_on, reason FROM meal_site_closure
WHERE site_id = ANY($1) AND ended_at IS NULL AND (until_on IS NULL OR until_on > $2)
ORDER BY from_on"""
_TO_STOP = """SELECT o.id, o.resident_id FROM meal_order o JOIN serving s ON s.id = o.serving_id
WHERE (o.site_id = $1 OR o.point_id = $1)
    AND o."on" >= $2 AND ($3::date IS NULL OR o."on" < $3) AND o.period = ANY($4)
    AND o.status = ANY($6) AND s.serve_until_at > $5"""
_WHERE = """SELECT ARRAY[point.id, cook.id] AS site_ids, spot.ancestors || cooked.ancestors AS above
FROM meal_site point
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE point.id = $1"""


@dataclass(frozen=True, slots=True)
class StopPreview:
    """How many open orders a stop would cancel, and of how many residents."""

    orders: int
    people: int


async def closures(
    source: Fetches, site_ids: Sequence[UUID], from_on: date
) -> Mapping[UUID, Sequence[Closure]]:
    """The closures of sites that are not over by a day, by site."""
    found: dict[UUID, list[Closure]] = {}
    for row in await source.fetch(_CLOSURES, site_ids, from_on):
        closure = Closure(row["periods"], row["from_on"], row["until_on"], row["reason"])
        found.setdefault(row["site_id"], []).append(closure)
    return found


async def orders_to_stop(
    source: Fetches, site_id: UUID, closure: Closure, now: datetime
) -> list[asyncpg.Record]:
    """The open orders at a site that a closure takes away: their `id` and `resident_id`."""
    statuses = [status.value for status in OPEN]
    periods = list(closure.periods)
    return await source.fetch(
        _TO_STOP, site_id, closure.from_on, closure.until_on, periods, now, statuses
    )


async def stop_preview(
    source: Fetches, site_id: UUID, closure: Closure, viewer: Viewer, now: datetime
) -> StopPreview | None:
    """What a stop would cancel; null for a site that is not the viewer's to stop."""
    site = await source.fetchrow(_WHERE, site_id)
    if site is None or not works_at(viewer, RUNNERS, site["site_ids"], site["above"]):
        return None
    orders = await orders_to_stop(source, site_id, closure, now)
    return StopPreview(len(orders), len({order["resident_id"] for order in orders}))
