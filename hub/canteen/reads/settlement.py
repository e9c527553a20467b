"""Settlements as they stand, for whoever takes a step, and their lines for the files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    BatchFacts,
    FundingLevel,
    LineFacts,
    MealPeriod,
    SettlementExceptionStatus,
    SettlementFigureKind,
    SettlementFigures,
    SettlementLineKind,
    SettlementStatus,
    works_at,
)
from hub.kernel.access import Role, Viewer

LINES_A_PAGE = 1000
"""Lines of a file that are in memory at once."""

_OF_BATCH = """b.id AS batch_id, b.site_id, spot.ancestors, b.month_on, b.status, b.version,
    b.built_at IS NOT NULL AS is_built, b.open_exceptions,
    (SELECT count(*)::int FROM settlement_line e
        WHERE e.batch_id = b.id AND e.exception = 'RAISED') AS raised_exceptions,
    array_remove(ARRAY[b.submitted_by_id, b.checked_by_id, b.approved_by_id, b.paid_by_id], NULL)
        AS signers"""
_PLACE = "JOIN site place ON place.id = b.site_id JOIN area spot ON spot.id = place.area_id"
# Whatever is done with a batch or its lines is done one after the other.
_BATCH = f"""SELECT {_OF_BATCH} FROM settlement_batch b {_PLACE}
WHERE b.id = $1 FOR NO KEY UPDATE OF b"""
_LINE = f"""SELECT {_OF_BATCH}, l.id AS line_id, l.kind, l.removed_at IS NOT NULL AS is_removed,
    l.reclaimed_at IS NOT NULL AS is_reclaimed, l.exception, l.raised_by_id, l.answered_by_id
FROM settlement_line l JOIN settlement_batch b ON b.id = l.batch_id {_PLACE}
WHERE l.id = $1"""
_BATCH_OF_LINE = """SELECT b.id FROM settlement_batch b JOIN settlement_line l ON l.batch_id = b.id
WHERE l.id = $1 FOR NO KEY UPDATE OF b"""
_WHERE = f"SELECT b.site_id, spot.ancestors FROM settlement_batch b {_PLACE} WHERE b.id = $1"
_OPERATOR = """SELECT m.kitchen_id, spot.ancestors FROM meal_site m
JOIN site place ON place.id = m.id JOIN area spot ON spot.id = place.area_id WHERE m.id = $1"""
_FIGURES = """SELECT kind, value FROM settlement_figure
WHERE from_on <= $1 AND (until_on IS NULL OR $1 < until_on)"""
_HEAD = """SELECT place.name AS site, b.month_on, b.version, b.status, b.line_count, b.amount_fen,
    b.city_fen, b.district_fen, b.township_fen, b.community_fen, b.society_fen
FROM settlement_batch b JOIN site place ON place.id = b.site_id WHERE b.id = $1"""
_PAGE = """SELECT l.id, l.kind, l."on", o.period, o.number, o.id AS order_id, r.name,
    point.name AS point, l.amount_fen, l.city_fen, l.district_fen, l.township_fen,
    l.community_fen, l.society_fen, red.method, red.at, l.correction_reason, l.corrects_id,
    l.exception, l.exception_reason
FROM settlement_line l JOIN meal_order o ON o.id = l.order_id
JOIN resident r ON r.id = l.resident_id JOIN site point ON point.id = o.point_id
JOIN redemption red ON red.id = l.redemption_id
WHERE l.batch_id = $1 AND l.removed_at IS NULL AND l.id > $2 ORDER BY l.id LIMIT $3"""
_FIRST = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Operator:
    """A site that meals are settled with; `kitchen_id` is who cooks for it, when it does not."""

    kitchen_id: UUID | None
    ancestors: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class SettlementHead:
    """What stands above the lines of a settlement: the operator, the month, and the sums in fen."""

    site: str
    month_on: date
    version: int
    status: SettlementStatus
    lines: int
    amount_fen: int
    levels: dict[FundingLevel, int]


async def operator(source: Fetches, site_id: UUID) -> Operator | None:
    """The meal site that a settlement would be made with."""
    row = await source.fetchrow(_OPERATOR, site_id)
    return None if row is None else Operator(row["kitchen_id"], row["ancestors"])


async def held_batch(source: Fetches, batch_id: UUID) -> BatchFacts | None:
    """A batch as it stands, which nobody else changes for as long as this transaction takes."""
    row = await source.fetchrow(_BATCH, batch_id)
    return None if row is None else _batch(row)


async def held_line(source: Fetches, line_id: UUID) -> LineFacts | None:
    """A line as it stands, whose batch nobody else changes meanwhile."""
    await source.fetchrow(_BATCH_OF_LINE, line_id)
    row = await source.fetchrow(_LINE, line_id)
    if row is None:
        return None
    return LineFacts(
        line_id=row["line_id"],
        batch=_batch(row),
        kind=SettlementLineKind(row["kind"]),
        is_removed=row["is_removed"],
        is_reclaimed=row["is_reclaimed"],
        exception=row["exception"] and SettlementExceptionStatus(row["exception"]),
        raised_by_id=row["raised_by_id"],
        answered_by_id=row["answered_by_id"],
    )


async def settlement_figures_on(source: Fetches, on: date) -> SettlementFigures:
    """The figures in force on a day."""
    rows = await source.fetch(_FIGURES, on)
    return SettlementFigures({SettlementFigureKind(row["kind"]): row["value"] for row in rows})


async def settlement_head(source: Fetches, batch_id: UUID) -> SettlementHead | None:
    """What stands above the lines of a settlement."""
    row = await source.fetchrow(_HEAD, batch_id)
    if row is None:
        return None
    return SettlementHead(
        site=row["site"],
        month_on=row["month_on"],
        version=row["version"],
        status=SettlementStatus(row["status"]),
        lines=row["line_count"],
        amount_fen=row["amount_fen"],
        levels=levels_of(row),
    )


async def settlement_page(
    source: Fetches, batch_id: UUID, after: UUID = _FIRST
) -> list[asyncpg.Record]:
    """The lines of a settlement that count, a page of them, in the order of their keys."""
    return await source.fetch(_PAGE, batch_id, after, LINES_A_PAGE)


def levels_of(row: asyncpg.Record) -> dict[FundingLevel, int]:
    """What each level pays of a batch or a line, in fen."""
    return {level: row[f"{level.value.lower()}_fen"] for level in FundingLevel}


def period_of(row: asyncpg.Record) -> MealPeriod:
    """The meal of a line."""
    return MealPeriod(row["period"])


def _batch(row: asyncpg.Record) -> BatchFacts:
    return BatchFacts(
        batch_id=row["batch_id"],
        site_id=row["site_id"],
        ancestors=row["ancestors"],
        month_on=row["month_on"],
        status=SettlementStatus(row["status"]),
        version=row["version"],
        is_built=row["is_built"],
        open_exceptions=row["open_exceptions"],
        raised_exceptions=row["raised_exceptions"],
        signers=row["signers"],
    )


async def settles(source: Fetches, batch_id: UUID, viewer: Viewer, roles: Collection[Role]) -> bool:
    """Whether the viewer has one of the roles where a settlement is made."""
    row = await source.fetchrow(_WHERE, batch_id)
    return row is not None and works_at(viewer, roles, (row["site_id"],), row["ancestors"])
