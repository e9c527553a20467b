"""Importing a file: row by row, a transaction a batch, resumable, with a list of what is refused.

A domain says which columns there are and writes a batch; everything else is here.
"""

import csv
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TextIO
from uuid import UUID

from tortoise.transactions import in_transaction

from hub.grid.models import ImportRun
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.downloads import write_row
from hub.kernel.errors import Reason, Refused
from hub.kernel.ids import new_key
from hub.kernel.sheets import Row, Sheet, SheetReason, SheetRefused, open_sheet

BATCH = 1000
_NOT_PART_OF_A_TITLE = re.compile(r"[\s_*＊:：（）()\-]+")
_REPORT_TITLES = ("行 line", "列 column", "代码 code", "原因", "reason")


class ImportReason(Reason):
    """Why a file or one of its rows is refused, besides what its domain says."""

    COLUMN_MISSING = ("缺少列“{column}”。", "The column “{column}” is missing.")
    COLUMN_TWICE = ("列“{column}”出现两次。", "The column “{column}” is there twice.")
    CELL_MISSING = ("此项必填。", "This must be filled in.")
    VALUE_NOT_KNOWN = (
        "不认识的内容，可填：{allowed}。",
        "This value is not known. What can be filled in: {allowed}.",
    )
    DATE_NOT_VALID = ("日期须写作 1951-03-08。", "A date is written 1951-03-08.")
    DIGITS_LOST = (
        "Excel 已舍去部分数字，请把该列设为文本后重新填写。",
        "Excel has rounded digits away. Format the column as text and fill it in again.",
    )
    AREA_NOT_KNOWN = ("没有编码为此的区域。", "There is no area with this code.")
    PARENT_NOT_KNOWN = (
        "上级编码不存在；上级须排在下级之前。",
        "The parent's code is not known. A parent stands before its children.",
    )
    KIND_DIFFERS = ("该编码已用于另一层级的区域。", "The code belongs to an area of another kind.")
    PARENT_DIFFERS = (
        "该区域已在另一上级之下；导入不移动区域。",
        "The area lies elsewhere. An import does not move areas.",
    )
    TWICE_IN_FILE = ("文件中已有相同的一行。", "The file has an earlier row for the same.")


class ImportRefused(Refused):
    """A file or one of its rows cannot be imported. `field` is the column's name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in code, what it may be called, the first for templates, and samples.

    All columns of a file have as many samples: together they are rows that can be imported.
    """

    name: str
    titles: tuple[str, ...]
    samples: tuple[str, ...]
    is_required: bool = False


@dataclass(slots=True)
class Record:
    """One row by column names; a cell that is empty or not there is missing."""

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Outcome:
    """What became of a batch. `refusals` may name several columns of a row."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refusals: list[tuple[int, Refused]] = field(default_factory=list)

    def refuse(self, line: int, why: Refused) -> None:
        self.refusals.append((line, why))


@dataclass(slots=True)
class Report:
    """What became of a file, in rows. `refusals` is the CSV of what was refused, if anything was.

    `resumed_at` is the line after which an earlier run that was cut off was taken up.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    is_dry_run: bool = False
    resumed_at: int = 0
    ignored_columns: tuple[str, ...] = ()
    refusals: Path | None = None


Write = Callable[[Transaction, Sequence[Record], Outcome], Awaitable[None]]
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Header:
    """Which cell of a row is which column, and what the file calls it."""

    places: dict[str, int]
    titles: dict[str, str]
    ignored: tuple[str, ...]

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column]) -> "Header":
        """Find the columns by any of their titles.

        Raises:
            ImportRefused: COLUMN_MISSING, COLUMN_TWICE.
        """
        names = {_plain(title): c.name for c in columns for title in (c.name, *c.titles)}
        places: dict[str, int] = {}
        for place, title in enumerate(row.cells):
            name = names.get(_plain(title))
            if name in places:
                raise ImportRefused(ImportReason.COLUMN_TWICE, column=title)
            if name is not None:
                places[name] = place
        for column in columns:
            if column.is_required and column.name not in places:
                raise ImportRefused(ImportReason.COLUMN_MISSING, column=column.titles[0])
        known = set(places.values())
        return cls(
            places,
            {name: row.cells[place] for name, place in places.items()},
            tuple(t for place, t in enumerate(row.cells) if t and place not in known),
        )

    def record(self, row: Row) -> Record:
        width = len(row.cells)
        cells = {
            name: row.cells[place]
            for name, place in self.places.items()
            if place < width and row.cells[place]
        }
        return Record(row.line, cells)


async def run(
    kind: str,
    path: Path,
    columns: Sequence[Column],
    write: Write,
    *,
    by: Actor,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Path | None = None,
) -> Report:
    """Import a file: the same file again changes nothing, and goes on where it was cut off.

    A dry run does everything in one transaction and undoes it. `report` is where refused rows are
    listed, by default beside the file.

    Raises:
        SheetRefused: the file is no table.
        ImportRefused: a column is missing.
    """
    sheet = open_sheet(path)
    refusals = report or path.with_name(f"{path.name}.refused.csv")
    go = _Run(kind, sheet, columns, write, by, now, progress or _silent, refusals, dry_run)
    if not dry_run:
        return await go.all()
    try:
        async with in_transaction("default"):
            raise _DryRun(await go.all())
    except _DryRun as done:
        done.report.is_dry_run = True
        return done.report


class _DryRun(Exception):
    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


@dataclass(slots=True)
class _Run:
    kind: str
    sheet: Sheet
    columns: Sequence[Column]
    write: Write
    by: Actor
    now: datetime
    progress: Progress
    refusals: Path
    is_dry: bool

    async def all(self) -> Report:
        rows = self.sheet.rows()
        first = next(rows, None)
        if first is None:
            raise SheetRefused(SheetReason.EMPTY)
        header = Header.of(first, self.columns)
        begun = await self._begin()
        report = Report(resumed_at=begun.lines_done, ignored_columns=header.ignored)
        for name, count in begun.counts.items():
            setattr(report, name, count)
        self._keep_refusals(begun.lines_done)
        for batch in _batches(row for row in rows if row.line > begun.lines_done):
            outcome = Outcome()
            before = {name: getattr(report, name) for name in _COUNTS}
            counts = await _write_batch(
                self.by,
                run_id=begun.id,
                columns=self.columns,
                header=header,
                rows=batch,
                write=self.write,
                before=before,
                outcome=outcome,
            )
            for name, count in counts.items():
                setattr(report, name, count)
            self._list(outcome, header)
            self.progress(batch[-1].position)
        await ImportRun.filter(id=begun.id).update(finished_at=self.now)
        self.progress(1.0)
        report.refusals = self.refusals if report.refused else None
        return report

    async def _begin(self) -> ImportRun:
        """The run of this file: the one that was cut off, or one from the start."""
        facts = {"lines_done": 0, "counts": {}, "started_at": self.now, "finished_at": None}
        begun, is_new = await ImportRun.get_or_create(
            kind=self.kind,
            file_digest=self.sheet.digest,
            defaults={
                "id": new_key(),
                "file_name": self.sheet.path.name[:200],
                "account_id": self.by.account_id,
                **facts,
            },
        )
        if not is_new and (self.is_dry or begun.finished_at is not None):
            await begun.update_from_dict(facts).save()
        return begun

    def _keep_refusals(self, lines_done: int) -> None:
        """Keep of an earlier report what was listed up to a line, or begin without one."""
        if lines_done == 0 or not self.refusals.exists():
            self.refusals.unlink(missing_ok=True)
            return
        kept = self.refusals.with_name(f"{self.refusals.name}.part")
        with (
            self.refusals.open(encoding="utf-8-sig", newline="") as old,
            kept.open("w", encoding="utf-8-sig", newline="") as new,
        ):
            lines = csv.reader(old)
            csv.writer(new).writerow(next(lines))
            csv.writer(new).writerows(row for row in lines if int(row[0]) <= lines_done)
        kept.replace(self.refusals)

    def _list(self, outcome: Outcome, header: Header) -> None:
        if not outcome.refusals:
            return
        is_new = not self.refusals.exists()
        encoding = "utf-8-sig" if is_new else "utf-8"
        with self.refusals.open("a", encoding=encoding, newline="") as file:
            if is_new:
                write_row(file, _REPORT_TITLES)
            for line, why in sorted(outcome.refusals, key=lambda each: each[0]):
                column = header.titles.get(why.field or "", why.field or "")
                words = (why.message("zh-CN"), why.message("en"))
                write_row(file, (line, column, why.reason.name, *words))


_COUNTS = ("created", "updated", "unchanged", "refused")


@command
async def _write_batch(
    tx: Transaction,
    *,
    run_id: UUID,
    columns: Sequence[Column],
    header: Header,
    rows: Sequence[Row],
    write: Write,
    before: dict[str, int],
    outcome: Outcome,
) -> dict[str, int]:
    """Write a batch and how far the file has come; how many rows that makes, by outcome."""
    # A deadlock runs the whole batch again.
    outcome.created = outcome.updated = outcome.unchanged = 0
    outcome.refusals.clear()
    records = []
    for row in rows:
        record = header.record(row)
        lost = [name for name, cell in record.cells.items() if cell.endswith("?") and "e+" in cell]
        missing = [c.name for c in columns if c.is_required and c.name not in record.cells]
        for name in lost:
            outcome.refuse(row.line, ImportRefused(ImportReason.DIGITS_LOST, field=name))
        for name in missing:
            outcome.refuse(row.line, ImportRefused(ImportReason.CELL_MISSING, field=name))
        if not lost and not missing:
            records.append(record)
    await write(tx, records, outcome)
    done = {
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "refused": len({line for line, _ in outcome.refusals}),
    }
    counts = {name: before[name] + count for name, count in done.items()}
    await ImportRun.filter(id=run_id).update(lines_done=rows[-1].line, counts=counts)
    return counts


def template(columns: Sequence[Column], file: TextIO) -> None:
    """Write a CSV with the titles and sample rows that import as they stand, to be filled in."""
    write_row(file, [column.titles[0] for column in columns])
    for row in zip(*(column.samples for column in columns), strict=True):
        write_row(file, row)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _plain(title: str) -> str:
    return _NOT_PART_OF_A_TITLE.sub("", title).casefold()


def _silent(_: float) -> None:
    """Nobody watches."""
