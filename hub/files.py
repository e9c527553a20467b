"""`hub import-…`: areas, residents, menus out of files, on the word of whoever runs the hub."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TextIO

import click
from rich.console import Console
from rich.progress import Progress

from hub import app, operating
from hub.canteen import imports as menus
from hub.grid import imports as areas
from hub.grid.imports import Report, template
from hub.kernel.context import Actor
from hub.operating import data_option
from hub.people import imports as residents
from hub.settings import Settings

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
_REPORT = click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to list refused rows (default: beside the file).",
)
_COLUMNS = {"areas": areas.COLUMNS, "menus": menus.COLUMNS, "residents": residents.COLUMNS}


def _spaced(words: str) -> str:
    """A Chinese list as lines can be broken."""
    return words.replace("、", ", ")


class _Import(Protocol):
    def __call__(
        self,
        path: Path,
        *,
        by: Actor,
        dry_run: bool,
        progress: Callable[[float], None],
        report: Path | None,
    ) -> Awaitable[Report]: ...


@click.command(epilog=f"Levels (层级) are {_spaced(areas.KIND_WORDS)}.")
@_FILE
@data_option
@_DRY_RUN
@_REPORT
def import_areas(file: Path, dry_run: bool, report: Path | None) -> None:
    """Import areas from a CSV or XLSX file.

    Parents stand before their children. The same file again changes nothing; an import that was
    cut off goes on where it was. Exit code 1 when a row was refused.
    """
    _run(areas.import_areas, "areas", file, dry_run=dry_run, report=report)


@click.command(epilog=f"Sexes (性别) are {_spaced(residents.SEX_WORDS)}, or left empty.")
@_FILE
@data_option
@_DRY_RUN
@_REPORT
def import_residents(file: Path, dry_run: bool, report: Path | None) -> None:
    """Import residents from a CSV or XLSX file.

    Their homes are areas that are there already. The same file again changes nothing; an import
    that was cut off goes on where it was. Exit code 1 when a row was refused.
    """
    _run(residents.import_residents, "residents", file, dry_run=dry_run, report=report)


@click.command(epilog=f"Kinds of dishes (类别) are {_spaced(menus.KIND_WORDS)}.")
@_FILE
@data_option
@_DRY_RUN
@_REPORT
def import_menus(file: Path, dry_run: bool, report: Path | None) -> None:
    """Import menus and their dishes from a CSV or XLSX file.

    A row is a dish of one meal of a canteen; without a day it is a dish only. Menus become drafts,
    to be published afterwards. The same file again changes nothing; an import that was cut off
    goes on where it was. Exit code 1 when a row was refused.
    """
    _run(menus.import_menus, "menus", file, dry_run=dry_run, report=report)


@click.command()
@click.argument("what", type=click.Choice(sorted(_COLUMNS)))
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8-sig"),
    default="-",
    help="Where to write it (default: standard output).",
)
def import_template(what: str, output: TextIO) -> None:
    """Print a CSV to be filled in and imported. Its sample rows import as they stand."""
    template(_COLUMNS[what], output)


def _run(work: _Import, what: str, file: Path, *, dry_run: bool, report: Path | None) -> None:
    async def run(chosen: Settings, tell: Callable[[float], None]) -> Report:
        by = Actor(operation=f"hub import-{what}", source="command line")
        async with app.connected(chosen):
            return await work(file, by=by, dry_run=dry_run, progress=tell, report=report)

    with operating.chosen() as chosen:
        operating.check_migrated(chosen)
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            bar = progress.add_task(file.name, total=1.0)
            done = asyncio.run(run(chosen, lambda part: progress.update(bar, completed=part)))
    _tell(done)
    sys.exit(1 if done.refused else 0)


def _tell(done: Report) -> None:
    if done.resumed_at:
        click.echo(f"Went on after line {done.resumed_at}, where an earlier import was cut off.")
    if done.ignored_columns:
        click.echo(f"Columns that say nothing here: {', '.join(done.ignored_columns)}")
    click.echo(
        f"{'Only tried: ' if done.is_dry_run else ''}{done.created} created, {done.updated} "
        f"changed, {done.unchanged} left as they are, {done.refused} refused."
    )
    if done.refusals:
        click.echo(f"Refused rows and reasons: {done.refusals}", err=True)
