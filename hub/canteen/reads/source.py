"""What a look-up may be run on."""

from typing import Protocol

import asyncpg


class Fetches(Protocol):
    """A transaction or a connection."""

    async def fetchrow(self, sql: str, *values: object) -> asyncpg.Record | None: ...
    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]: ...
