"""What is to be delivered, the rounds as they stand, and who may drive them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    DeliveryFigureKind,
    Figures,
    MealPeriod,
    Place,
    RoundFacts,
    RoundStatus,
    StopFacts,
    StopStatus,
)
from hub.grid.rules import AreaKind

_PATH = """(SELECT array_agg(step.id || ' ' || step.kind ORDER BY way.place)
    FROM unnest({0}) WITH ORDINALITY AS way (id, place) JOIN area step ON step.id = way.id)"""
_FIGURES = """SELECT kind, value FROM delivery_figure
WHERE from_on <= $1 AND (until_on IS NULL OR $1 < until_on)"""
# Who died or has a stop that is live is on no plan.
_TO_PLAN = f"""
SELECT o.id, o.resident_id, {_PATH.format("home.ancestors")} AS path
FROM meal_order o JOIN resident r ON r.id = o.resident_id
LEFT JOIN area home ON home.id = r.area_id
WHERE o.point_id = $1 AND o."on" = $2 AND o.period = $3 AND o.mode = 'DELIVERY'
    AND o.status IN ('LOCKED', 'COOKING', 'READY') AND r.died_on IS NULL
    AND NOT EXISTS (SELECT FROM delivery_stop s WHERE s.order_id = o.id
        AND s.status NOT IN ('CANCELLED', 'REFUSED', 'RETURNED'))
ORDER BY o.number, o.id
"""
_HOMES = f"""
SELECT s.id, {_PATH.format("home.ancestors")} AS path
FROM delivery_stop s JOIN meal_order o ON o.id = s.order_id
JOIN resident r ON r.id = o.resident_id LEFT JOIN area home ON home.id = r.area_id
WHERE s.id = ANY($1)
"""
_SITE = f"""
SELECT {_PATH.format("a.ancestors")} AS path, place.longitude, place.latitude
FROM site place JOIN area a ON a.id = place.area_id WHERE place.id = $1
"""
_ROUTES = """SELECT route_id, resident_id FROM delivery_route_stop s
JOIN delivery_route r ON r.id = s.route_id
WHERE s.point_id = $1 ORDER BY r.name, r.id, s.position"""
_COLUMNS = """r.id AS round_id, r.point_id, coalesce(point.kitchen_id, point.id) AS kitchen_id,
    r."on", r.period, r.status AS round_status, r.volunteer_id, r.is_offered, r.depart_at,
    spot.ancestors || cooked.ancestors AS ancestors"""
_PLACES = """JOIN meal_site point ON point.id = r.point_id
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id"""
_ROUND = f"SELECT {_COLUMNS} FROM delivery_round r {_PLACES} WHERE r.id = $1"
_STOPS = f"""SELECT s.id AS stop_id, s.order_id, s.status AS stop_status, {_COLUMNS}
FROM delivery_stop s JOIN delivery_round r ON r.id = s.round_id {_PLACES} WHERE s.id = ANY($1)"""
_UNDONE = """SELECT id, status FROM delivery_stop
WHERE round_id = $1 AND status IN ('PENDING', 'NO_ANSWER', 'WELFARE_CHECK') ORDER BY position, id"""
_VOLUNTEERS = """
SELECT account.id, account.display_name AS name FROM account
WHERE account.disabled_at IS NULL AND EXISTS (
    SELECT FROM role_grant g WHERE g.account_id = account.id AND g.role = 'DELIVERY_VOLUNTEER'
    AND g.from_at <= $3 AND (g.until_at IS NULL OR $3 < g.until_at)
    AND CASE WHEN g.site_id IS NOT NULL THEN g.site_id = ANY($1)
        ELSE g.area_id IS NULL OR g.area_id = ANY($2) END)
ORDER BY account.display_name, account.id LIMIT 500
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """An order that is to be delivered, and where."""

    order_id: UUID
    resident_id: UUID
    home: Place


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Somebody who may drive rounds of a site."""

    account_id: UUID
    name: str


async def figures_on(source: Fetches, day: date) -> Figures:
    """The figures of delivery that are in force on a day."""
    rows = await source.fetch(_FIGURES, day)
    return Figures({DeliveryFigureKind(row["kind"]): row["value"] for row in rows})


async def deliveries(
    source: Fetches, point_id: UUID, on: date, period: MealPeriod
) -> list[Delivery]:
    """What a point has to deliver of a meal and is on no round, by number."""
    rows = await source.fetch(_TO_PLAN, point_id, on, period)
    return [Delivery(row["id"], row["resident_id"], _place(row["path"])) for row in rows]


async def homes(source: Fetches, stop_ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Where the residents of these stops live."""
    return {row["id"]: _place(row["path"]) for row in await source.fetch(_HOMES, stop_ids)}


async def start_of(source: Fetches, point_id: UUID) -> Place:
    """Where the rounds of a point set out."""
    row = await source.fetchrow(_SITE, point_id)
    assert row is not None
    return _place(row["path"], row["longitude"], row["latitude"])


async def kept_sequences(source: Fetches, point_id: UUID) -> list[list[UUID]]:
    """The residents of each kept sequence of a point, in order."""
    sequences: dict[UUID, list[UUID]] = {}
    for row in await source.fetch(_ROUTES, point_id):
        sequences.setdefault(row["route_id"], []).append(row["resident_id"])
    return list(sequences.values())


async def round_facts(source: Fetches, round_id: UUID, *, hold: bool = False) -> RoundFacts | None:
    """A round as it stands; held until the transaction ends, when asked to."""
    lock = " FOR NO KEY UPDATE OF r" if hold else ""
    row = await source.fetchrow(f"{_ROUND}{lock}", round_id)
    return None if row is None else _round(row)


async def stop_facts(source: Fetches, stop_ids: Sequence[UUID]) -> list[StopFacts]:
    """Stops as they stand, with their rounds; keys that no stop has are left out."""
    rows = await source.fetch(_STOPS, stop_ids)
    found = {
        row["stop_id"]: StopFacts(
            row["stop_id"], row["order_id"], StopStatus(row["stop_status"]), _round(row)
        )
        for row in rows
    }
    return [found[key] for key in stop_ids if key in found]


async def undone_stops(source: Fetches, round_id: UUID) -> list[tuple[UUID, StopStatus]]:
    """The stops of a round whose meals are not handed over, refused or brought back, in order."""
    rows = await source.fetch(_UNDONE, round_id)
    return [(row["id"], StopStatus(row["status"])) for row in rows]


async def volunteers_of(
    source: Fetches, sites: Sequence[UUID], ancestors: Sequence[UUID], now: datetime
) -> list[Volunteer]:
    """Who may drive rounds of these sites now, by name; 500 at most."""
    rows = await source.fetch(_VOLUNTEERS, sites, ancestors, now)
    return [Volunteer(row["id"], row["name"]) for row in rows]


def _round(row: Any) -> RoundFacts:
    return RoundFacts(
        round_id=row["round_id"],
        point_id=row["point_id"],
        sites=(row["point_id"], row["kitchen_id"]),
        ancestors=row["ancestors"],
        on=row["on"],
        period=MealPeriod(row["period"]),
        status=RoundStatus(row["round_status"]),
        volunteer_id=row["volunteer_id"],
        is_offered=row["is_offered"],
        depart_at=row["depart_at"],
    )


def _place(
    path: Sequence[str] | None, longitude: float | None = None, latitude: float | None = None
) -> Place:
    steps = [step.split(" ") for step in path or ()]
    return Place([(UUID(key), AreaKind(kind)) for key, kind in steps], longitude, latitude)
