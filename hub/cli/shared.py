"""What several commands have: where to serve, how to say something, how to be stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from rich.console import Console

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port."
)

out = Console(highlight=False)


@contextmanager
def stoppable() -> Iterator[None]:
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
