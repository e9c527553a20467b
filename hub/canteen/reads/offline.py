"""What a counter takes along before its network goes, and what came back from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import MealPeriod, ScanOutcome, masked
from hub.kernel import keyring
from hub.kernel.clock import HUB_ZONE
from hub.query import global_id

_SERVED_UNTIL = """SELECT max(s.serve_until_at) AS until_at FROM serving s
JOIN menu m ON m.id = s.menu_id
WHERE s.point_id = $1 AND m."on" = $2 AND m.period = $3 AND m.status <> 'DRAFT'"""
# Uploads of one list come one after the other: none sees half of another.
_LIST = """SELECT id, point_id, "on", period, made_at, until_at, closed_at
FROM offline_list WHERE id = $1 FOR UPDATE"""
_KNOWN = "SELECT id, key FROM offline_scan WHERE list_id = $1 AND device = $2 AND key = ANY($3)"
_SCAN = """SELECT id, list_id, order_id, outcome, decision, scanned_at, collector_id
FROM offline_scan WHERE id = $1 FOR UPDATE"""
_HEAD = """SELECT f.id, f.point_id, place.name AS point, f."on", f.period, f.made_at, f.until_at
FROM offline_list f JOIN site place ON place.id = f.point_id WHERE f.id = $1"""
_ORDERS = """SELECT o.id, o.number, r.name, o.mode,
    (SELECT json_agg(json_build_array(i.name, l.portions) ORDER BY l.position)
        FROM meal_order_line l JOIN menu_item i ON i.id = l.item_id
        WHERE l.order_id = o.id)::text AS lines
FROM meal_order o JOIN resident r ON r.id = o.resident_id
WHERE o.point_id = $1 AND o."on" = $2 AND o.period = $3 AND o.mode <> 'DELIVERY'
    AND o.status IN ('PLACED', 'LOCKED', 'COOKING', 'READY') AND NOT o.has_diet_conflict
ORDER BY o.number"""
AWAITS_SCANS = """EXISTS (SELECT FROM offline_list f WHERE f.point_id = o.point_id
    AND f."on" = o."on" AND f.period = o.period AND f.closed_at IS NULL AND f.until_at > {now})"""
"""SQL of whether the order `o` may have been taken at a counter that has yet to send its scans:
nobody has missed a meal before that is known. `{now}` is SQL of the instant."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """An offline list as it stands."""

    list_id: UUID
    point_id: UUID
    on: date
    period: MealPeriod
    made_at: datetime
    until_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """An uploaded scan as it stands."""

    scan_id: UUID
    list_id: UUID
    order_id: UUID | None
    collector_id: UUID | None
    scanned_at: datetime
    is_conflict: bool
    is_decided: bool


async def served_until(
    source: Fetches, point_id: UUID, on: date, period: MealPeriod
) -> datetime | None:
    """When the last way of serving a meal at a point ends; null when it is not served there."""
    row = await source.fetchrow(_SERVED_UNTIL, point_id, on, period)
    return None if row is None else row["until_at"]


async def offline_list(source: Fetches, list_id: UUID) -> ListFacts | None:
    """An offline list, held until the transaction ends."""
    row = await source.fetchrow(_LIST, list_id)
    if row is None:
        return None
    return ListFacts(
        list_id=row["id"],
        point_id=row["point_id"],
        on=row["on"],
        period=MealPeriod(row["period"]),
        made_at=row["made_at"],
        until_at=row["until_at"],
        closed_at=row["closed_at"],
    )


async def known_scans(
    source: Fetches, list_id: UUID, device: str, keys: Collection[str]
) -> dict[str, UUID]:
    """The scans of a device that were uploaded before, by their keys."""
    rows = await source.fetch(_KNOWN, list_id, device, list(keys))
    return {row["key"]: row["id"] for row in rows}


async def scan_to_decide(source: Fetches, scan_id: UUID) -> ScanFacts | None:
    """An uploaded scan, held until the transaction ends."""
    row = await source.fetchrow(_SCAN, scan_id)
    if row is None:
        return None
    return ScanFacts(
        scan_id=row["id"],
        list_id=row["list_id"],
        order_id=row["order_id"],
        collector_id=row["collector_id"],
        scanned_at=row["scanned_at"],
        is_conflict=row["outcome"] == ScanOutcome.CONFLICT,
        is_decided=row["decision"] is not None,
    )


async def list_document(source: Fetches, list_id: UUID) -> str:
    """What the device of a counter stores, as JSON: the orders that may be handed over there.

    People are a number and the first character of their name. Codes are checked with the keys,
    which make none.
    """
    head = await source.fetchrow(_HEAD, list_id)
    assert head is not None
    rows = await source.fetch(_ORDERS, head["point_id"], head["on"], head["period"])
    document: dict[str, Any] = {
        "version": 1,
        "list": global_id("OfflineList", head["id"]),
        "point": head["point"],
        "on": head["on"],
        "period": head["period"],
        "madeAt": head["made_at"].astimezone(HUB_ZONE),
        "untilAt": head["until_at"].astimezone(HUB_ZONE),
        "keys": [key.hex() for key in keyring.current().public_keys],
        "orders": [
            {
                "id": global_id("MealOrder", row["id"]),
                "number": row["number"],
                "name": masked(row["name"]),
                "mode": row["mode"],
                "dishes": [f"{name} × {n}" for name, n in orjson.loads(row["lines"] or "[]")],
            }
            for row in rows
        ],
    }
    return orjson.dumps(document).decode()
