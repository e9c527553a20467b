"""What commands and jobs look up in the grid, now and as of a day. Each is one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

from hub.grid.rules import OperatingMode
from hub.kernel.db import Transaction, acquire

_PATH_ON = """
WITH RECURSIVE up (id, parent_id, depth) AS (
    SELECT area_id, parent_id, 1 FROM area_parent
    WHERE area_id = $1 AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on)
    UNION ALL
    SELECT p.area_id, p.parent_id, up.depth + 1
    FROM up JOIN area_parent p ON p.area_id = up.parent_id
    WHERE p.from_on <= $2 AND (p.until_on IS NULL OR $2 < p.until_on)
)
SELECT coalesce(array_agg(parent_id ORDER BY depth DESC), '{}') || $1::uuid FROM up"""

_SUBTREE_ON = """
WITH RECURSIVE down (id) AS (
    SELECT $1::uuid
    UNION ALL
    SELECT p.area_id FROM down JOIN area_parent p ON p.parent_id = down.id
    WHERE p.from_on <= $2 AND (p.until_on IS NULL OR $2 < p.until_on)
)
SELECT id FROM down"""

# The nearest area upwards in which a post with this role or, above the area itself, any leader's
# post of the level is held: a vacant post falls to the level above.
_IN_CHARGE = """
SELECT leader.id, leader.name, leader.contact_phone, leader.area_id, leader.resident_id,
       role.code AS role_code
FROM area place
CROSS JOIN unnest(place.ancestors) WITH ORDINALITY AS step (area_id, depth)
JOIN area_post post ON post.area_id = step.area_id
JOIN role_definition role ON role.id = post.role_id
JOIN area_leader leader ON leader.post_id = post.id
    AND leader.from_on <= $3 AND (leader.until_on IS NULL OR $3 < leader.until_on)
WHERE place.id = $1
  AND (post.role_id = $2 OR (step.area_id <> place.id AND role.kind = 'LEADER'))
ORDER BY step.depth DESC, post.role_id = $2 DESC, leader.is_deputy, post.seat
LIMIT 1"""


class InCharge(NamedTuple):
    """Who answers for something in an area, and where that person's post is."""

    leader_id: UUID
    name: str
    contact_phone: str | None
    area_id: UUID
    resident_id: UUID | None
    role_code: str


async def path_on(area_id: UUID, on: date) -> list[UUID]:
    """The areas that an area lay in on a day, from the top, itself last."""
    async with acquire() as connection:
        return cast("list[UUID]", await connection.fetchval(_PATH_ON, area_id, on))


async def subtree_on(area_id: UUID, on: date) -> list[UUID]:
    """The keys of an area and everything that lay below it on a day."""
    async with acquire() as connection:
        return [row["id"] for row in await connection.fetch(_SUBTREE_ON, area_id, on)]


async def subtree(area_id: UUID) -> list[UUID]:
    """The keys of an area and everything below it now."""
    sql = "SELECT id FROM area WHERE ancestors @> ARRAY[$1::uuid]"
    async with acquire() as connection:
        return [row["id"] for row in await connection.fetch(sql, area_id)]


async def path(area_id: UUID, *, tx: Transaction | None = None) -> list[UUID] | None:
    """The path of an area from the city, itself last; None when there is no such area."""
    sql = "SELECT ancestors FROM area WHERE id = $1"
    if tx is not None:
        return cast("list[UUID] | None", await tx.fetchval(sql, area_id))
    async with acquire() as connection:
        return cast("list[UUID] | None", await connection.fetchval(sql, area_id))


async def keys_by_code(codes: Sequence[str]) -> dict[str, UUID]:
    """The keys of areas by their codes; an unknown code is left out."""
    sql = "SELECT code, id FROM area WHERE code = ANY ($1::text[])"
    async with acquire() as connection:
        return {row["code"]: row["id"] for row in await connection.fetch(sql, codes)}


async def mode_at(area_id: UUID, instant: datetime) -> OperatingMode:
    """The mode that an area works in at an instant: the strictest declared on its path."""
    sql = "SELECT area_mode_at(ancestors, $2) FROM area WHERE id = $1"
    async with acquire() as connection:
        return OperatingMode(await connection.fetchval(sql, area_id, instant) or "NORMAL")


async def in_charge(area_id: UUID, role_id: UUID, on: date) -> InCharge | None:
    """Who does a post's work in an area on a day: its holder, or the nearest leader above."""
    async with acquire() as connection:
        row: Any = await connection.fetchrow(_IN_CHARGE, area_id, role_id, on)
    return row and InCharge(*row)
