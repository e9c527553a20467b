"""What a command works on: a database with its keys, set by the environment or a demonstration's.

`--data PATH` names a demonstration. Without it the environment says which database; when it names
none, the demonstration of this user does, except in production. Whoever works on a demonstration is
told so.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import asyncpg
import click

from hub import embedded, migrate, settings
from hub.kernel.errors import Trouble
from hub.settings import Environment, PaymentProvider, Settings

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_DATABASE = "hub"
_META = "hub.operating.data"
_PATIENCE_SECONDS = 10
_UNREACHABLE = (OSError, ValueError, asyncpg.InterfaceError, asyncpg.PostgresError)


class CannotOperate(Trouble):
    """There is nothing to work on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a demonstration is kept: its database, its key, and who may sign in to it."""

    path: Path

    @property
    def accounts(self) -> Path:
        """The file of who may sign in, written when the city is whole."""
        return self.path / "demo.json"

    def secret_key(self) -> str:
        """The key of this demonstration, made at its first start."""
        file = self.path / "secret.key"
        if not file.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(32), encoding="ascii")
        return file.read_text(encoding="ascii").strip()

    def settings(self, server: embedded.Cluster) -> Settings:
        """The environment's settings, but with this database and this key, and in development."""
        return settings.load(
            database_url=server.url(_DATABASE),
            environment=Environment.DEVELOPMENT,
            secret_keys=[self.secret_key()],
            payment_provider=PaymentProvider.SANDBOX,
        )

    async def make_database(self, server: embedded.Cluster, *, anew: bool) -> None:
        """Make the database where there is none, or `anew`, and bring it up to date."""
        if anew:
            self.accounts.unlink(missing_ok=True)
            await migrate.drop_database(server.url(), _DATABASE)
        await migrate.create_database(server.url(), _DATABASE)
        await migrate.apply(server.url(_DATABASE))


def data_option(command: Decorated) -> Decorated:
    """Let a command be told which demonstration to work on."""
    option = click.option(
        "--data",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_remember,
        help="Work on the demonstration in this folder.",
    )
    return option(command)


@contextmanager
def chosen() -> Iterator[Settings]:
    """The settings that the current command goes by; a demonstration's server runs meanwhile.

    Raises:
        BadSetting: the environment's settings cannot be what they are.
        CannotOperate: there is no demonstration where one is said to be.
        CannotStart: its PostgreSQL does not start.
    """
    path = _told()
    if path is None:
        given = settings.load()
        folder = Folder(embedded.default_folder())
        if given.database_url or given.is_production or not folder.accounts.exists():
            yield given
            return
    else:
        folder = Folder(path)
    if not folder.accounts.exists():
        raise CannotOperate(
            f"{folder.path}: there is no demonstration; `hub demo --data {folder.path}` makes one."
        )
    click.echo(f"On the demonstration in {folder.path}.", err=True)
    with embedded.running(folder.path) as server:
        yield folder.settings(server)


@asynccontextmanager
async def connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of its own, closed after.

    Raises:
        CannotOperate: the database is not to be had.
    """
    try:
        made = await asyncpg.connect(url, timeout=_PATIENCE_SECONDS)
    except _UNREACHABLE as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise CannotOperate(f"The database {place(url)} cannot be used: {why}") from None
    try:
        yield made
    finally:
        await made.close()


def check_migrated(given: Settings) -> None:
    """Make sure that the database has the shape that this version needs.

    Raises:
        BadSetting: no database is named.
        CannotOperate: the database is not to be had, or not up to date.
    """

    async def missing() -> int:
        async with connection(given.required_database_url) as asked:
            return len(await migrate.pending(asked))

    if count := asyncio.run(missing()):
        pending = "1 migration is" if count == 1 else f"{count} migrations are"
        where = f" --data {path}" if (path := _told()) else ""
        raise CannotOperate(f"{pending} pending; run `hub migrate{where}` first.")


def place(url: str) -> str:
    """Where a URL leads, without its password."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    where = parts.netloc.rpartition("@")[2]
    return f"{name!r} at {where}" if where else f"{name!r} on the Unix socket"


def _told() -> Path | None:
    """The folder that the current command was told to work on."""
    path: Path | None = click.get_current_context().meta.get(_META)
    return path


def _remember(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    if path is not None:
        context.meta[_META] = path
