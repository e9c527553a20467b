"""The limits in force, and whose dishes, samples and readings they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import NO_LIMIT, HygieneLimitKind, Limit, WasteReason

_LIMIT = """SELECT lowest, highest FROM hygiene_limit
WHERE kind = $1 AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on)"""
_ITEM = """SELECT m.site_id, a.ancestors, m."on"
FROM menu_item i JOIN menu m ON m.id = i.menu_id
JOIN site cook ON cook.id = m.site_id JOIN area a ON a.id = cook.area_id
WHERE i.id = $1 AND m.status <> 'DRAFT'"""
_SAMPLE = """SELECT s.id, s.site_id, s.keep_until_at, s.disposed_at, a.ancestors
FROM retained_sample s JOIN site cook ON cook.id = s.site_id JOIN area a ON a.id = cook.area_id
WHERE s.id = $1 FOR UPDATE OF s"""
_READING = """SELECT t.id, t.site_id, t.is_alarm, t.acknowledged_at, a.ancestors
FROM temperature_reading t JOIN site s ON s.id = t.site_id JOIN area a ON a.id = s.area_id
WHERE t.id = $1 FOR UPDATE OF t"""
_WASTE = """SELECT i.name AS dish, w.reason, sum(w.portions)::int AS portions,
    sum(w.grams)::int AS grams, count(*)::int AS entries
FROM meal_waste w JOIN menu_item i ON i.id = w.item_id JOIN menu m ON m.id = i.menu_id
WHERE (w.site_id = $1 OR m.site_id = $1) AND m."on" >= $2 AND m."on" < $3
GROUP BY i.dish_id, i.name, w.reason
ORDER BY sum(coalesce(w.grams, 0)) DESC, sum(coalesce(w.portions, 0)) DESC, i.name, w.reason
LIMIT 200"""


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where a dish of a menu is cooked, and for which day."""

    site_id: UUID
    ancestors: Sequence[UUID]
    on: date


@dataclass(frozen=True, slots=True)
class SampleFacts:
    """A retained sample as it stands."""

    site_id: UUID
    ancestors: Sequence[UUID]
    keep_until_at: datetime
    disposed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """A temperature reading as it stands."""

    site_id: UUID
    ancestors: Sequence[UUID]
    is_open_alarm: bool


@dataclass(frozen=True, slots=True)
class Wasted:
    """What was thrown away of one dish for one reason, over some days."""

    dish: str
    reason: WasteReason
    portions: int | None
    grams: int | None
    entries: int


async def limit_on(source: Fetches, kind: HygieneLimitKind, day: date) -> Limit:
    """The limit in force on a day; one without bounds when none is."""
    row = await source.fetchrow(_LIMIT, kind, day)
    return NO_LIMIT if row is None else Limit(row["lowest"], row["highest"])


async def item_place(source: Fetches, item_id: UUID) -> ItemPlace | None:
    """Where a dish of a published menu is cooked."""
    row = await source.fetchrow(_ITEM, item_id)
    return None if row is None else ItemPlace(row["site_id"], row["ancestors"], row["on"])


async def sample(source: Fetches, sample_id: UUID) -> SampleFacts | None:
    """A retained sample, held until the transaction ends."""
    row = await source.fetchrow(_SAMPLE, sample_id)
    if row is None:
        return None
    return SampleFacts(row["site_id"], row["ancestors"], row["keep_until_at"], row["disposed_at"])


async def reading(source: Fetches, reading_id: UUID) -> ReadingFacts | None:
    """A temperature reading, held until the transaction ends."""
    row = await source.fetchrow(_READING, reading_id)
    if row is None:
        return None
    is_open = row["is_alarm"] and row["acknowledged_at"] is None
    return ReadingFacts(row["site_id"], row["ancestors"], is_open)


async def wasted(source: Fetches, site_id: UUID, from_on: date, until_on: date) -> list[Wasted]:
    """The waste at a site, and of what it cooks, by dish and reason; the 200 largest."""
    return [
        Wasted(
            row["dish"], WasteReason(row["reason"]), row["portions"], row["grams"], row["entries"]
        )
        for row in await source.fetch(_WASTE, site_id, from_on, until_on)
    ]
