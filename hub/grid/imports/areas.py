"""Importing areas: one row an area, found again by its code."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from hub.grid import rules
from hub.grid.commands.areas import hold_shape
from hub.grid.commands.leaders import add_missing_posts
from hub.grid.imports.runs import (
    Column,
    ImportReason,
    ImportRefused,
    Outcome,
    Progress,
    Record,
    Report,
    run,
)
from hub.grid.rules import AreaKind, GridRefused
from hub.kernel.clock import day_of, utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction
from hub.kernel.errors import Refused
from hub.kernel.ids import new_key

COLUMNS = (
    Column(
        "code",
        ("编码", "区域编码", "网格编码", "area code"),
        ("HY", "HY-TH", "HY-TH-001", "HY-TH-001-A", "HY-TH-001-A-1", "HY-TH-001-A-1-1"),
        is_required=True,
    ),
    Column(
        "kind",
        ("层级", "类型", "区域类型", "level", "type"),
        ("市", "镇街", "社区", "小区", "楼栋", "单元"),
        is_required=True,
    ),
    Column(
        "name",
        ("名称", "区域名称", "area name"),
        ("华岳市", "太华街道", "玉泉社区", "玉泉小区", "1号楼", "1单元"),
        is_required=True,
    ),
    Column(
        "name_en",
        ("英文名称", "english name"),
        ("Huayue", "Taihua", "Yuquan", "Yuquan Compound", "Building 1", "Entrance 1"),
    ),
    Column(
        "parent_code",
        ("上级编码", "上级区域编码", "parent"),
        ("", "HY", "HY-TH", "HY-TH-001", "HY-TH-001-A", "HY-TH-001-A-1"),
    ),
)
"""The columns of a file of areas. The samples are one of each kind, a city and what is in it."""

_KINDS = {
    "市": AreaKind.CITY,
    "镇街": AreaKind.TOWNSHIP,
    "镇": AreaKind.TOWNSHIP,
    "街道": AreaKind.TOWNSHIP,
    "社区": AreaKind.COMMUNITY,
    "村": AreaKind.COMMUNITY,
    "小区": AreaKind.COMPOUND,
    "楼栋": AreaKind.BUILDING,
    "楼": AreaKind.BUILDING,
    "单元": AreaKind.ENTRANCE,
    **{kind.value: kind for kind in AreaKind},
}
KIND_WORDS = "、".join(_KINDS)
"""What may be said of an area's kind."""
_KNOWN = """
SELECT code, id, kind, name, name_en, parent_id, ancestors, until_on
FROM area WHERE code = ANY ($1::text[])"""
_RENAME = "UPDATE area SET name = $2, name_en = $3 WHERE id = $1"
_AREA = ("id", "kind", "code", "name", "name_en", "parent_id", "ancestors", "from_on")


async def import_areas(
    path: Path,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Path | None = None,
) -> Report:
    """Import areas, parents before children; known ones are renamed where the file says so.

    Rows that would move an area or change its kind are refused. Afterwards every area has the
    vacant posts that it should have.

    Raises:
        SheetRefused, ImportRefused: the file cannot be imported at all.
    """
    now = utc_now()
    batches = _Batches(day_of(now))
    done = await run(
        "areas",
        path,
        COLUMNS,
        batches.write,
        by=by,
        now=now,
        dry_run=dry_run,
        progress=progress,
        report=report,
    )
    if not dry_run:
        await add_missing_posts(by)
    return done


class _Batches:
    def __init__(self, today: date) -> None:
        self._today = today
        self._seen: set[str] = set()

    async def write(self, tx: Transaction, records: Sequence[Record], outcome: Outcome) -> None:
        """Create and rename the areas of a batch."""
        await hold_shape(tx)
        codes = {
            record.cells[name] for record in records for name in _CODES if name in record.cells
        }
        rows = await tx.fetch(_KNOWN, [code.upper() for code in codes])
        known: dict[str, Any] = {row["code"]: row for row in rows}
        created: list[dict[str, Any]] = []
        renamed: list[tuple[UUID, str, str | None]] = []
        seen: set[str] = set()
        for record in records:
            try:
                area = self._area(record, known, seen)
            except Refused as why:
                outcome.refuse(record.line, why)
                continue
            before = known.get(area["code"])
            if before is None:
                created.append(area)
                known[area["code"]] = area
            elif (before["name"], before["name_en"]) != (area["name"], area["name_en"]):
                renamed.append((before["id"], area["name"], area["name_en"]))
            else:
                outcome.unchanged += 1
        await _create(tx, created)
        await tx.connection.executemany(_RENAME, renamed)
        outcome.created, outcome.updated = len(created), len(renamed)
        self._seen |= seen

    def _area(self, record: Record, known: dict[str, Any], seen: set[str]) -> dict[str, Any]:
        """What a row says, as a row of the table. `known` are areas by code, also new ones."""
        cells = record.cells
        code = rules.check_code(cells["code"])
        if code in self._seen or code in seen:
            raise ImportRefused(ImportReason.TWICE_IN_FILE, field="code")
        kind = _KINDS.get(cells["kind"].upper())
        if kind is None:
            raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field="kind", allowed=KIND_WORDS)
        before = known.get(code)
        parent = _parent(cells.get("parent_code"), known)
        if before is not None:
            _check_same_place(before, kind, parent)
        try:
            rules.check_parent(kind, parent and AreaKind(parent["kind"]))
            name = rules.check_text(cells["name"], field="name", most=80)
            name_en = cells.get("name_en")
            name_en = name_en and rules.check_text(name_en, field="name_en", most=120)
        except GridRefused as why:
            column = {"parentId": "parent_code"}.get(why.field or "", why.field)
            raise ImportRefused(why.reason, field=column, **why.facts) from None
        seen.add(code)
        key = before["id"] if before else new_key()
        return {
            "id": key,
            "kind": kind.value,
            "code": code,
            "name": name,
            "name_en": name_en or (before and before["name_en"]),
            "parent_id": parent and parent["id"],
            "ancestors": [*(parent["ancestors"] if parent else ()), key],
            "from_on": self._today,
            "until_on": None,
        }


_CODES = ("code", "parent_code")


def _parent(code: str | None, known: dict[str, Any]) -> Any:
    if code is None:
        return None
    parent = known.get(code.strip().upper())
    if parent is None or parent["until_on"] is not None:
        raise ImportRefused(ImportReason.PARENT_NOT_KNOWN, field="parent_code")
    return parent


def _check_same_place(before: asyncpg.Record, kind: AreaKind, parent: Any) -> None:
    if before["kind"] != kind:
        raise ImportRefused(ImportReason.KIND_DIFFERS, field="kind")
    if before["parent_id"] != (parent and parent["id"]):
        raise ImportRefused(ImportReason.PARENT_DIFFERS, field="parent_code")


async def _create(tx: Transaction, areas: list[dict[str, Any]]) -> None:
    await tx.connection.copy_records_to_table(
        "area", columns=_AREA, records=[[area[name] for name in _AREA] for area in areas]
    )
    await tx.connection.copy_records_to_table(
        "area_parent",
        columns=("id", "area_id", "parent_id", "from_on"),
        records=[
            (new_key(), area["id"], area["parent_id"], area["from_on"])
            for area in areas
            if area["parent_id"]
        ],
    )
