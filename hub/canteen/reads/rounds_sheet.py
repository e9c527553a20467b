"""The route sheet of a delivery round, for a page or a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from hub.canteen.reads.kitchen import NEEDS_OF_ORDER, lines_now
from hub.canteen.reads.source import Fetches
from hub.canteen.rules import MealPeriod, StopStatus

_HEAD = """SELECT r.id, place.name AS site, r."on", r.period, r.number, r.vehicle, r.depart_at,
    account.display_name AS volunteer
FROM delivery_round r JOIN site place ON place.id = r.point_id
LEFT JOIN account ON account.id = r.volunteer_id WHERE r.id = $1"""
_DOORS = f"""
SELECT s.position, s.planned_at, s.until_at, s.status, o.number, person.name,
    coalesce(o.address, concat_ws(' ', home.name, person.room)) AS address,
    person.phone_masked, o.note, need.needs::text AS needs, {lines_now("o.id")}::text AS lines
FROM delivery_stop s JOIN meal_order o ON o.id = s.order_id
JOIN resident person ON person.id = o.resident_id LEFT JOIN area home ON home.id = person.area_id,
LATERAL ({NEEDS_OF_ORDER}) need
WHERE s.round_id = $1 AND s.status <> 'CANCELLED' ORDER BY s.position, s.id"""


@dataclass(frozen=True, slots=True)
class RouteHead:
    """Which round it is, and who drives it."""

    site: str
    on: date
    period: MealPeriod
    number: int
    vehicle: str | None
    volunteer: str | None
    depart_at: datetime


@dataclass(frozen=True, slots=True)
class Door:
    """One stop as it is printed: `needs` and `lines` are JSON objects as on a label."""

    position: int
    planned_at: datetime
    until_at: datetime
    status: StopStatus
    number: int
    name: str
    address: str
    phone: str | None
    note: str | None
    needs: Sequence[dict[str, Any]]
    lines: Sequence[dict[str, Any]]

    @property
    def is_late(self) -> bool:
        """Whether the plan reaches the door too late."""
        return self.planned_at > self.until_at


async def route_head(source: Fetches, round_id: UUID) -> RouteHead | None:
    """The round with this key."""
    row = await source.fetchrow(_HEAD, round_id)
    if row is None:
        return None
    return RouteHead(
        site=row["site"],
        on=row["on"],
        period=MealPeriod(row["period"]),
        number=row["number"],
        vehicle=row["vehicle"],
        volunteer=row["volunteer"],
        depart_at=row["depart_at"],
    )


async def doors(source: Fetches, round_id: UUID) -> list[Door]:
    """The stops of a round in order, without those whose orders were cancelled."""
    return [
        Door(
            position=row["position"],
            planned_at=row["planned_at"],
            until_at=row["until_at"],
            status=StopStatus(row["status"]),
            number=row["number"],
            name=row["name"],
            address=row["address"],
            phone=row["phone_masked"],
            note=row["note"],
            needs=orjson.loads(row["needs"]),
            lines=orjson.loads(row["lines"] or "[]"),
        )
        for row in await source.fetch(_DOORS, round_id)
    ]
