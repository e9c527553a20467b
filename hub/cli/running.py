"""The processes of a deployment: those that serve, and those that work."""

import asyncio
from contextlib import suppress

import click

from hub import app, operating, serving, settings
from hub.cli.shared import HOST, PORT, stoppable
from hub.kernel import logs
from hub.operating import data_option


@click.command()
@HOST
@PORT
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
    with stoppable(), operating.chosen() as chosen:
        app.check(chosen)
        operating.check_migrated(chosen)
        settings.hand_down(chosen)
        listener = serving.listen(host, port)
        click.echo(f"Serving on http://{serving.address(listener)}", err=True)
        serving.run("hub.app:create", listener, chosen, workers=workers)


@click.command()
@data_option
def worker() -> None:
    """Run jobs and the handlers of events. Any number of workers may run."""
    with suppress(KeyboardInterrupt), operating.chosen() as chosen:
        operating.check_migrated(chosen)
        logs.configure(json=chosen.logs_json, level=chosen.log_level)
        click.echo("Working.", err=True)
        asyncio.run(app.work(chosen))
