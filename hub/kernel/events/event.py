"""One thing that happened, as subscribers and handlers get it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

import asyncpg
import orjson


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to `subject_id`, within `scope_id` (a site, an area).

    `topic` is the noun and the past verb (`"meal_order.placed"`), `payload` small JSON facts, `at`
    the instant of the change. `id` grows, but not strictly in the order of the commits.
    """

    id: int
    topic: str
    subject_id: UUID
    scope_id: UUID | None
    payload: dict[str, Any]
    at: datetime

    @classmethod
    def of(cls, row: asyncpg.Record) -> Self:
        """The event of a row of the outbox."""
        return cls(
            id=row["id"],
            topic=row["topic"],
            subject_id=row["subject_id"],
            scope_id=row["scope_id"],
            payload=orjson.loads(row["payload"]),
            at=row["at"],
        )
