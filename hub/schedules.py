"""`hub policies`: the subsidy schedules that come with the hub, and whether a file is one."""

import sys
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from hub.canteen import reads
from hub.canteen.rules import CanteenRefused, load_file


@click.command(short_help="List the shipped subsidy schedules, or check files.")
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="[FILE]...",
)
def policies(files: tuple[Path, ...]) -> None:
    """List the subsidy schedules that come with the hub, or check FILEs of one's own.

    A file is a policy in JSON, as `subsidyPolicyPublish` takes it. Exit code 1 when one is refused.
    It needs no database.
    """
    if not files:
        Console(highlight=False).print(_table())
        return
    refused = [file for file in files if not _is_valid(file)]
    sys.exit(1 if refused else 0)


def _is_valid(file: Path) -> bool:
    try:
        policy = load_file(file.read_bytes())
    except CanteenRefused as refusal:
        click.echo(f"{file}: {refusal.message('zh-CN')} {refusal.message('en')}", err=True)
        return False
    click.echo(f"{file}: {len(policy.bands)} bands, {len(policy.prices)} discounts; valid.")
    return True


def _table() -> Table:
    table = Table("Code", "Name", "Region", "From", box=box.SIMPLE_HEAD)
    for each in reads.schedules().values():
        table.add_row(each.code, each.name, each.region, str(each.valid_from or ""))
    return table
