"""Keeping an installation in order: its database, its health, its schema."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TextIO

import click
from graphql import GraphQLError
from rich.markup import escape

from hub import doctor, migrate, operating, schema
from hub.cli.shared import out
from hub.doctor import Finding
from hub.operating import data_option
from hub.query.changes import changes as changes_between
from hub.query.changes import markdown
from hub.settings import BadSetting

_SCHEMA_FILE = Path("schema.graphql")


@click.command(name="migrate")
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


@click.command(name="schema")
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


@click.command(name="doctor")
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
