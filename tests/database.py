"""A database for each test: one connection inside a transaction that is never committed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg
from tortoise import connections

from hub.kernel import db


class OneConnection:
    """A pool of one connection. Whoever has it may borrow it again; other tasks wait their turn."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._free = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None
        self._loans = 0

    def acquire(self) -> "_Loan":
        return _Loan(self)

    async def release(self, connection: asyncpg.Connection) -> None:
        self._loans -= 1
        if self._loans == 0:
            self._holder = None
            self._free.release()

    def at_hand(self) -> asyncpg.Connection | None:
        return None

    def keep(self, connection: asyncpg.Connection) -> bool:
        return False

    async def close(self) -> None:
        """The test closes the connection."""

    def terminate(self) -> None:
        """The test closes the connection."""

    def get_size(self) -> int:
        return 1

    def get_idle_size(self) -> int:
        return 0 if self._loans else 1

    def get_max_size(self) -> int:
        return 1

    async def lend(self) -> asyncpg.Connection:
        me = asyncio.current_task()
        if self._holder is not me:
            await self._free.acquire()
            self._holder = me
        self._loans += 1
        return self._connection


class _Loan:
    def __init__(self, pool: OneConnection) -> None:
        self._pool = pool

    def __await__(self) -> Any:
        return self._pool.lend().__await__()

    async def __aenter__(self) -> asyncpg.Connection:
        self._connection = await self._pool.lend()
        return self._connection

    async def __aexit__(self, *error: object) -> None:
        await self._pool.release(self._connection)


@asynccontextmanager
async def undone(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Let everything use one connection, and undo at the end whatever was done on it."""
    settings = db.tortoise_config(url)["connections"]["default"]["credentials"]["server_settings"]
    connection = await asyncpg.connect(url, server_settings=settings)
    transaction = connection.transaction()
    await transaction.start()
    client = cast(Any, connections.get("default"))
    client._pool = OneConnection(connection)
    try:
        yield connection
    finally:
        connections.discard("default")
        await transaction.rollback()
        await connection.close()


@asynccontextmanager
async def kept(url: str) -> AsyncIterator[str]:
    """Let everything use a real pool on a database whose work is committed."""
    client = cast(Any, connections.get("default"))
    client.extra["dsn"] = url
    await client.create_connection(with_db=True)
    try:
        yield url
    finally:
        await client.close()
        connections.discard("default")


async def execute(url: str, *statements: str) -> None:
    """Run statements one by one, outside a transaction."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def until(connection: asyncpg.Connection, sql: str, *values: object) -> Any:
    """What a statement gives, once it gives something; asked twenty times a second."""
    while not (found := await connection.fetchval(sql, *values)):
        await connection.execute("SELECT pg_sleep(0.05)")
    return found
