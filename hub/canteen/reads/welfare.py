"""Whom to ask about somebody who did not open, and the checks that are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import AREAS_OF, WelfareLevel
from hub.people.rules import StatusKind

# The nearest leader in an area of the level; who answers for an area comes before who helps there.
_LEADER = """
SELECT leader.id FROM area home
CROSS JOIN unnest(home.ancestors) WITH ORDINALITY AS step (area_id, depth)
JOIN area place ON place.id = step.area_id AND place.kind = ANY($2)
JOIN area_leader leader ON leader.area_id = place.id
    AND leader.from_on <= $3 AND (leader.until_on IS NULL OR $3 < leader.until_on)
JOIN area_post post ON post.id = leader.post_id
JOIN role_definition role ON role.id = post.role_id
WHERE home.id = $1
ORDER BY step.depth DESC, role.kind = 'LEADER' DESC, leader.is_deputy, post.seat, leader.id
LIMIT 1"""
_PERSON = """
SELECT o.resident_id, r.area_id, coalesce(home.ancestors, '{}') AS ancestors,
    ARRAY(SELECT kind::text FROM resident_status s WHERE s.resident_id = r.id
        AND s.from_on <= $2 AND (s.until_on IS NULL OR $2 < s.until_on)) AS statuses
FROM delivery_stop stop JOIN meal_order o ON o.id = stop.order_id
JOIN resident r ON r.id = o.resident_id LEFT JOIN area home ON home.id = r.area_id
WHERE stop.id = $1"""
_CHECK = """
SELECT c.id, c.resident_id, c.area_id, c.level, c.outcome, c.due_at,
    coalesce(home.ancestors, '{}') AS ancestors, leader.resident_id AS leader_resident_id
FROM welfare_check c LEFT JOIN area home ON home.id = c.area_id
LEFT JOIN area_leader leader ON leader.id = c.leader_id
"""
_DUE = f"""{_CHECK} WHERE c.outcome IS NULL AND c.due_at <= $1
ORDER BY c.due_at, c.id LIMIT $2 FOR NO KEY UPDATE OF c SKIP LOCKED"""
_ONE = f"{_CHECK} WHERE c.id = $1 FOR NO KEY UPDATE OF c"


@dataclass(frozen=True, slots=True)
class Missed:
    """Who did not open, where they live, and what is known of their circumstances."""

    resident_id: UUID
    area_id: UUID | None
    ancestors: Sequence[UUID]
    statuses: Sequence[StatusKind]


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """A check as it stands, held until the transaction ends."""

    check_id: UUID
    resident_id: UUID
    area_id: UUID | None
    ancestors: Sequence[UUID]
    level: WelfareLevel
    leader_resident_id: UUID | None
    is_open: bool


async def missed_at(source: Fetches, stop_id: UUID, day: date) -> Missed:
    """Who was to open at a stop."""
    row = await source.fetchrow(_PERSON, stop_id, day)
    assert row is not None
    statuses = [StatusKind(kind) for kind in row["statuses"]]
    return Missed(row["resident_id"], row["area_id"], row["ancestors"], statuses)


async def leader_for(
    source: Fetches, area_id: UUID | None, level: WelfareLevel, day: date
) -> UUID | None:
    """The nearest leader of a level above a home; null while nobody holds such a post."""
    kinds = [kind.value for kind in AREAS_OF[level]]
    row = await source.fetchrow(_LEADER, area_id, kinds, day)
    return None if row is None else row["id"]


async def check_facts(source: Fetches, check_id: UUID) -> CheckFacts | None:
    """A check, whether it is open or not."""
    rows = await source.fetch(_ONE, check_id)
    return _facts(rows)[0] if rows else None


async def due_checks(source: Fetches, now: datetime, most: int) -> list[CheckFacts]:
    """Open checks whose time is up, the longest first, that nobody else is about."""
    return _facts(await source.fetch(_DUE, now, most))


def _facts(rows: Sequence[asyncpg.Record]) -> list[CheckFacts]:
    return [
        CheckFacts(
            check_id=row["id"],
            resident_id=row["resident_id"],
            area_id=row["area_id"],
            ancestors=row["ancestors"],
            level=WelfareLevel(row["level"]),
            leader_resident_id=row["leader_resident_id"],
            is_open=row["outcome"] is None,
        )
        for row in rows
    ]
