"""`hub explain`: the SQL behind a document, for whoever writes one or wonders about its cost."""

import asyncio
import json
from typing import Any, TextIO

import click

from hub import app, settings
from hub.kernel import db
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Context
from hub.kernel.ids import new_key
from hub.query import Request
from hub.query.errors import RequestError
from hub.query.plan import Plan
from hub.settings import Settings
from hub.users import ROLES


@click.command(short_help="Print the SQL that a GraphQL query becomes.", epilog=ROLES)
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--operation", help="Which operation, when the file has several.")
@click.option("--variables", default="{}", help="The variables, as JSON.")
@click.option(
    "--as",
    "roles",
    multiple=True,
    metavar="ROLE",
    type=click.Choice([role.value for role in Role], case_sensitive=False),
    help="A role, in the whole city, of whoever asks; may be repeated.",
)
def explain(file: TextIO, operation: str | None, variables: str, roles: tuple[str, ...]) -> None:
    """Print the SQL that a GraphQL query becomes, for one who has certain roles.

    It needs no database.
    """
    viewer = Viewer(new_key(), grants=tuple(Grant(Role(role)) for role in roles))
    request = Request(_text(file), operation, _object(variables))
    context = Context(now=utc_now(), viewer=viewer if roles else NOBODY)
    try:
        plan = asyncio.run(_planned(settings.load(), request, context))
    except RequestError as error:
        words = "; ".join(each["message"] for each in error.worded("en"))
        raise click.ClickException(words) from None
    for name in plan.denied:
        click.echo(f"-- {name}: not for these roles")
    if not plan.is_pure:
        click.echo("-- graphql-core completes the answer from this")
    click.echo(plan.sql or f"-- nothing to ask: {plan.constant.decode()}")


async def _planned(chosen: Settings, request: Request, context: Context) -> Plan:
    # What relations lead to is known once the models are, without any database.
    await db.introduce(chosen.database_url or "postgresql://")
    try:
        engine = app.engine(chosen)
        kind = engine.kind(request)
        if kind in {"mutation", "subscription"}:
            raise click.ClickException(f"Only a query becomes one statement; this is a {kind}.")
        return engine.explain(request, context)
    finally:
        await db.disconnect()


def _text(file: TextIO) -> str:
    try:
        return file.read()
    except UnicodeDecodeError:
        raise click.ClickException(f"{file.name} is not UTF-8.") from None


def _object(variables: str) -> dict[str, Any]:
    try:
        given = json.loads(variables)
    except json.JSONDecodeError as error:
        raise click.ClickException(f"The variables are not JSON: {error}.") from None
    if not isinstance(given, dict):
        raise click.ClickException("The variables are no JSON object.")
    return given
