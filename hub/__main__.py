"""The command line of the hub."""

import asyncio
import json
import shlex
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

import asyncpg
import click
from graphql import GraphQLError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table

from hub import app, demo, doctor, embedded, files, migrate, operating, schema, serving, settings
from hub.demo.folder import DemoAccount, prepare
from hub.demo.folder import Progress as Told
from hub.doctor import Finding
from hub.embedded import CannotStart
from hub.explaining import explain
from hub.grid.models import Area
from hub.kernel import logs
from hub.kernel.errors import Refused
from hub.operating import CannotOperate, Folder, data_option
from hub.query.changes import changes as changes_between
from hub.query.changes import markdown
from hub.schedules import policies
from hub.serving import CannotServe
from hub.settings import BadSetting
from hub.users import user

# What its reader can do something about: said in one line, without a traceback.
_TROUBLE = (
    BadSetting,
    CannotOperate,
    CannotServe,
    CannotStart,
    OSError,
    asyncpg.PostgresError,
)
_SCHEMA_FILE = Path("schema.graphql")

_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
_PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port."
)
_SCALE = click.option(
    "--scale",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.01, 100),
    help="Size of the demonstration city.",
)

out = Console(highlight=False)


class Hub(click.Group):
    """Commands whose foreseeable failures are one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise click.ClickException(refused.message("en")) from None
        except _TROUBLE as trouble:
            words = " ".join(str(trouble).split()) or type(trouble).__name__
            raise click.ClickException(words) from None


@click.group(cls=Hub, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hub", prog_name="hub")
def main() -> None:
    """The neighbourhood hub: one GraphQL API for a city's community services.

    Try it with `hub demo`, which needs nothing else. In production set HUB_DATABASE_URL,
    HUB_SECRET_KEYS and HUB_ENVIRONMENT=production, run `hub migrate`, then `hub serve` and
    `hub worker`. `hub doctor` says what is missing.

    Exit codes: 0 done; 1 failed, and standard error says why; 2 wrong usage.
    """


main.add_command(user)
main.add_command(files.import_areas)
main.add_command(files.import_menus)
main.add_command(files.import_residents)
main.add_command(files.import_template)
main.add_command(explain)
main.add_command(policies)


@main.command(name="demo")
@_HOST
@_PORT
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
    with _stoppable(), embedded.running(data, for_itself=fresh) as server:
        chosen = folder.settings(server)
        app.check(chosen)
        # Whoever starts meanwhile finds the city made.
        with embedded.alone(data / "fill.lock"), _bars() as progress:
            making = prepare(folder, server, demo.fill, scale, progress, fresh=fresh)
            accounts = asyncio.run(making)
        _greet(f"http://{serving.address(listener)}", accounts)
        serving.run(app.make(chosen, works=True), listener, chosen)
    again = "hub demo" if data == embedded.default_folder() else f"hub demo --data {data}"
    out.print(f"Stopped. The data is kept; `{again}` goes on with it.", soft_wrap=True)


@main.command()
@_HOST
@_PORT
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many processes.",
)
@data_option
def serve(host: str, port: int, workers: int) -> None:
    """Serve the API, in production.

    SIGTERM lets requests under way finish, for HUB_DRAIN_SECONDS at most.
    """
    with _stoppable(), operating.chosen() as chosen:
        app.check(chosen)
        operating.check_migrated(chosen)
        settings.hand_down(chosen)
        listener = serving.listen(host, port)
        click.echo(f"Serving on http://{serving.address(listener)}", err=True)
        serving.run("hub.app:create", listener, chosen, workers=workers)


@main.command()
@data_option
def worker() -> None:
    """Run jobs and the handlers of events. Any number of workers may run."""
    with suppress(KeyboardInterrupt), operating.chosen() as chosen:
        operating.check_migrated(chosen)
        logs.configure(json=chosen.logs_json, level=chosen.log_level)
        click.echo("Working.", err=True)
        asyncio.run(app.work(chosen))


@main.command(name="migrate")
@data_option
def migrate_() -> None:
    """Bring the database up to date. Safe to run twice, or many at once."""

    async def apply(url: str) -> migrate.Outcome:
        async with operating.connection(url):
            return await migrate.apply(url)

    with operating.chosen() as chosen:
        outcome = asyncio.run(apply(chosen.required_database_url))
    for name in outcome.applied:
        out.print(f"applied {name}")
    out.print(f"{len(outcome.applied)} applied; the database is current.")


@main.command(name="schema")
@click.option("--check", is_flag=True, help="Only say whether schema.graphql is current.")
@click.option(
    "--changes",
    type=click.File(encoding="utf-8"),
    metavar="OLD.graphql",
    help="Print what changed since an older schema, as Markdown for CHANGELOG.md.",
)
def schema_(check: bool, changes: TextIO | None) -> None:
    """Print the GraphQL schema, or how it differs."""
    if changes is not None:
        try:
            found = changes_between(changes.read(), schema.SDL)
        except (GraphQLError, TypeError, UnicodeDecodeError) as error:
            why = str(error).partition("\n")[0]
            raise click.ClickException(f"{changes.name} is no schema: {why}") from None
        click.echo(markdown(found), nl=False)
        return
    if not check:
        click.echo(schema.SDL, nl=False)
        return
    if not _SCHEMA_FILE.exists():
        raise click.ClickException("There is no schema.graphql here.")
    if _SCHEMA_FILE.read_text("utf-8") != schema.SDL:
        raise click.ClickException("schema.graphql differs; run: hub schema > schema.graphql")
    out.print("schema.graphql is current.")


@main.command()
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


@main.command(name="doctor")
@data_option
def doctor_() -> None:
    """Say what is wrong with the installation, and what to do.

    Looks at the settings, the keys, the pages, the database, its migrations, the clocks, whether a
    worker works, and whether there is an administrator. Exit code 1 when the hub cannot run so.
    """

    async def tell(findings: AsyncIterator[Finding]) -> bool:
        well = True
        async for finding in findings:
            bad = "[red]✗[/]" if finding.is_serious else "[yellow]![/]"
            mark = "[green]✓[/]" if finding.is_well else bad
            out.print(f"{mark} {finding.what}: {escape(finding.says)}", soft_wrap=True)
            if not finding.is_well:
                out.print(f"  → {finding.advice}", markup=False, soft_wrap=True)
                well = well and not finding.is_serious
        return well

    try:
        with operating.chosen() as chosen:
            well = asyncio.run(tell(doctor.examine(chosen)))
    except BadSetting as error:
        well = asyncio.run(tell(doctor.refused(error)))
    if not well:
        raise click.exceptions.Exit(1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block, with whatever was begun in it put away."""

    def leave(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    except KeyboardInterrupt:
        # It was asked for, so it is no failure.
        click.echo(err=True)
    finally:
        signal.signal(signal.SIGTERM, before)


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


def _greet(url: str, accounts: list[DemoAccount]) -> None:
    out.print(f"\n[bold]The hub is at {url}[/]   (Ctrl-C stops it)\n")
    out.print(f"  GraphQL   {url}{app.GRAPHQL}\n  Explorer  {url}/graphiql\n")
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


if __name__ == "__main__":
    main()
