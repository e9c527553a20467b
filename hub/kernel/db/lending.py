"""A pool that keeps at hand what was given back, so that the next borrower has it at once."""

from contextlib import suppress
from typing import Any, cast

import asyncpg


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """A pooled connection that keeps no session state, so it needs no reset between borrowers."""

    def get_reset_query(self) -> str:
        return ""


class Pool(asyncpg.Pool):  # type: ignore[misc]
    """asyncpg's pool with a shelf on top.

    Lending and taking back cost asyncpg as much as a small read: a queue, a task, a proxy. Who is
    done puts the connection on the shelf instead, unless somebody waits for one. After an error
    it goes the whole way back, where asyncpg looks it over.
    """

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._shelf: list[asyncpg.Connection] = []
        self._waiting = 0

    def at_hand(self) -> asyncpg.Connection | None:
        """An open connection from the shelf, if there is one; for who cannot afford to wait."""
        while self._shelf:
            connection = self._shelf.pop()
            # One that was lost on the shelf has gone back to the pool by itself.
            with suppress(asyncpg.InterfaceError):
                if not connection.is_closed():
                    return connection
                connection.terminate()
        return None

    def keep(self, connection: asyncpg.Connection) -> bool:
        """Take back a connection that is as good as new; when not, it has to be released."""
        if self._waiting or self.is_closing() or connection.is_in_transaction():
            return False
        self._shelf.append(connection)
        return True

    def get_idle_size(self) -> int:
        """How many connections nobody uses."""
        return cast(int, super().get_idle_size()) + len(self._shelf)

    async def close(self) -> None:
        """Close all connections, once they are given back."""
        while self._shelf:
            await self.release(self._shelf.pop())
        await super().close()

    async def _acquire(self, timeout: float | None) -> asyncpg.Connection:  # noqa: ASYNC109
        connection = self.at_hand()
        if connection is not None:
            return connection
        self._waiting += 1
        try:
            return await super()._acquire(timeout)
        finally:
            self._waiting -= 1


class Loan:
    """A borrowed connection, for an `async with`."""

    __slots__ = ("_connection", "_pool")

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> asyncpg.Connection:
        self._connection = self._pool.at_hand() or await self._pool.acquire()
        return self._connection

    async def __aexit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is not None or not self._pool.keep(self._connection):
            await self._pool.release(self._connection)


async def open_pool(dsn: str, **options: Any) -> Pool:
    """Open a pool as `asyncpg.create_pool` does, of connections of ours."""
    settled = {
        "connection_class": Connection,
        "record_class": asyncpg.Record,
        "max_queries": 50_000,
        "max_inactive_connection_lifetime": 300.0,
        "loop": None,
    }
    return await Pool(dsn, **{**options, **settled})  # type: ignore[no-any-return]
