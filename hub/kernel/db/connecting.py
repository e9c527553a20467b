"""The connections of this process to its one PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar, cast

import asyncpg
from tortoise import Tortoise, connections
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper

from hub.kernel.db.lending import Loan, Pool, open_pool

P = ParamSpec("P")
R = TypeVar("R")

MODEL_MODULES = [
    "hub.kernel.models",
    "hub.grid.models",
    "hub.people.models",
    "hub.accounts.models",
    "hub.notices.models",
    "hub.canteen.models",
]
# What the driver raises while PostgreSQL is away, starts, stops or is full.
AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
)


class Client(AsyncpgDBClient):
    """Tortoise's client, except that asyncpg reads the URL itself, with all that libpq knows."""

    async def create_pool(self, **options: Any) -> Pool:
        for part in ("host", "port", "user", "password", "database"):
            del options[part]
        return await open_pool(options.pop("dsn"), **options)


# Tortoise looks for the client of an engine under this name.
client_class = Client


def tortoise_config(
    url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000, migrates: bool = False
) -> dict[str, Any]:
    """Tortoise's configuration for a `postgres://` URL or a libpq one with `host=/socket/dir`.

    `migrates`: with the table in which aerich notes what is applied.
    """
    models = [*MODEL_MODULES, "aerich.models"] if migrates else MODEL_MODULES
    return {
        "connections": {
            "default": {
                "engine": __name__,
                "credentials": {
                    "dsn": url,
                    "minsize": 1,
                    "maxsize": pool_size,
                    "server_settings": {
                        "timezone": "Asia/Shanghai",
                        # Compiled reads write days and cursors as PostgreSQL spells them.
                        "datestyle": "ISO",
                        "statement_timeout": str(statement_timeout_ms),
                        "idle_in_transaction_session_timeout": "30000",
                        "application_name": "hub",
                        "jit": "off",
                        # Statements are made for indexes and run again and again: planning each
                        # run anew with its values would cost more than it finds.
                        "plan_cache_mode": "force_generic_plan",
                    },
                },
            }
        },
        "apps": {"models": {"models": models, "default_connection": "default"}},
        "use_tz": True,
        "timezone": "Asia/Shanghai",
    }


async def connect(url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000) -> None:
    """Open the pool of this process."""
    await introduce(url, pool_size=pool_size, statement_timeout_ms=statement_timeout_ms)
    client = cast(Any, connections.get("default"))
    await client.create_connection(with_db=True)


async def introduce(url: str, *, pool_size: int = 10, statement_timeout_ms: int = 5000) -> None:
    """Tell Tortoise about the models and the database, without a connection to it yet."""
    config = tortoise_config(url, pool_size=pool_size, statement_timeout_ms=statement_timeout_ms)
    await Tortoise.init(config=config, _enable_global_fallback=True)


async def disconnect() -> None:
    """Close the pool of this process."""
    await Tortoise.close_connections()


def pool() -> Pool:
    """The pool that Tortoise and the compiled reads share."""
    return cast(Pool, cast(Any, connections.get("default"))._pool)


def acquire() -> Loan:
    """Borrow a connection of the pool, for an `async with`."""
    return Loan(pool())


async def read(sql: str, *values: object) -> Any:
    """The one value that a statement gives, on a borrowed connection."""
    async with Loan(pool()) as connection:
        return await connection.fetchval(sql, *values)


@asynccontextmanager
async def transaction() -> AsyncIterator[asyncpg.Connection]:
    """A transaction that Tortoise's calls inside join; a savepoint when there is one already.

    Tortoise's own `in_transaction` never returns a connection whose BEGIN failed or was cancelled
    to the pool, so that a restart of PostgreSQL or impatient clients would drain it.
    """
    client = cast(Any, connections.get("default"))
    if isinstance(client, TransactionWrapper):
        async with client._connection.transaction():
            yield client._connection
        return
    async with Loan(client._pool) as connection:
        inner = TransactionWrapper(client)
        inner._connection = connection
        async with connection.transaction():
            token = connections.set("default", inner)
            try:
                yield connection
            finally:
                connections.reset(token)


@asynccontextmanager
async def alone() -> AsyncIterator[asyncpg.Connection]:
    """A connection for one statement that has to succeed as a whole.

    By itself it does; inside a transaction, which goes on after a refusal, by a savepoint.
    """
    client = cast(Any, connections.get("default"))
    if isinstance(client, TransactionWrapper):
        async with client._connection.transaction():
            yield client._connection
        return
    async with Loan(client._pool) as connection:
        if not connection.is_in_transaction():
            yield connection
            return
        async with connection.transaction():
            yield connection
