"""A demonstration city: served with a database of its own, or filled into an empty one."""

import asyncio
import json
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from hub import app, demo, embedded, operating, serving, settings
from hub.cli.shared import HOST, PORT, out, stoppable
from hub.demo.folder import DemoAccount, prepare
from hub.demo.folder import Progress as Told
from hub.grid.models import Area
from hub.kernel import logs
from hub.operating import Folder

_SCALE = click.option(
    "--scale",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.01, 100),
    help="Size of the demonstration city.",
)


@click.command(name="demo")
@HOST
@PORT
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=embedded.default_folder,
    show_default="a folder of the user",
    help="Where the data is kept.",
)
@_SCALE
@click.option("--fresh", is_flag=True, help="Forget the data of earlier starts.")
def demo_(host: str, port: int, data: Path, scale: float, fresh: bool) -> None:
    """Serve a demonstration city, with a database of its own.

    The first start makes the city; later ones keep what was done in it. Ctrl-C stops everything.
    """
    listener = serving.listen(host, port)
    logs.configure(json=False, level="WARNING")
    folder = Folder(data)
    with stoppable(), embedded.running(data, for_itself=fresh) as server:
        chosen = folder.settings(server)
        app.check(chosen)
        # Whoever starts meanwhile finds the city made.
        with embedded.alone(data / "fill.lock"), _bars() as progress:
            making = prepare(folder, server, demo.fill, scale, progress, fresh=fresh)
            accounts = asyncio.run(making)
        _greet(f"http://{serving.address(listener)}", accounts, chosen.required_database_url)
        serving.run(app.make(chosen, works=True), listener, chosen)
    again = "hub demo" if data == embedded.default_folder() else f"hub demo --data {data}"
    out.print(f"Stopped. The data is kept; `{again}` goes on with it.", soft_wrap=True)


@click.command()
@_SCALE
def seed(scale: float) -> None:
    """Fill the empty database at HUB_DATABASE_URL with the demonstration city."""
    chosen = settings.load()
    if chosen.is_production:
        raise click.ClickException("Production is not for demonstrations.")
    operating.check_migrated(chosen)

    async def fill(progress: Told) -> list[DemoAccount]:
        async with app.connected(chosen):
            if await Area.exists():
                where = operating.place(chosen.required_database_url)
                raise click.ClickException(f"The database {where} is not empty.")
            return await demo.fill(scale, progress)

    with _bars() as progress:
        accounts = asyncio.run(fill(progress))
    out.print(_table(accounts))


@contextmanager
def _bars() -> Iterator[Told]:
    """Progress bars, one for each thing that is told of."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=out) as progress:
        bars: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what)
            progress.update(bars[what], completed=done, total=total)

        yield tell


def _greet(url: str, accounts: list[DemoAccount], database_url: str) -> None:
    out.print(f"\n[bold]The hub is at {url}[/]   (Ctrl-C stops it)\n")
    out.print(f"  GraphQL   {url}{app.GRAPHQL}\n  Explorer  {url}/graphiql")
    # One line whatever the width of the terminal: it is for psql and pg_dump.
    click.echo(f"  Database  {database_url}\n")
    out.print(_table(accounts))
    out.print("\nResidents sign in with a code, which is printed here.\nAsk something:\n")
    example = " ".join(demo.EXAMPLE.split())
    body = shlex.quote(json.dumps({"query": example}, ensure_ascii=False))
    click.echo(f"curl -s {url}{app.GRAPHQL} -H 'Content-Type: application/json' -d {body}\n")


def _table(accounts: list[DemoAccount]) -> Table:
    table = Table(box=None)
    for title in ("Sign in as", "Password", "Role"):
        table.add_column(title, no_wrap=True)
    table.add_column("What for")
    for account in accounts:
        password = account.password or "(a code)"
        table.add_row(account.name, password, account.role, account.what)
    return table
