"""What the processes of a deployment share of their clients, through the database.

Neither is on the way of a request that finds what it needs at hand, and both do without the
database while it is away: then each process knows what it was told itself.
"""

import logging
from collections.abc import Mapping

import asyncpg

from hub.kernel.db import AWAY, acquire

log = logging.getLogger("hub.endpoint")

_LONGEST_DOCUMENT = 32_000
_FIND = "SELECT document FROM sent_document WHERE digest = $1"
_KEEP = """INSERT INTO sent_document (digest, document) VALUES ($1, $2)
ON CONFLICT (digest) DO UPDATE SET sent_at = clock_timestamp()"""
_DROP_OLDEST = """DELETE FROM sent_document WHERE digest IN
(SELECT digest FROM sent_document ORDER BY sent_at DESC OFFSET $1)"""

# Sorted, so that two processes never wait for each other. The database's clock is everybody's.
_SETTLE = """INSERT INTO points_left AS known (caller, points, at)
SELECT caller, $3::float8 - spent, now()
FROM unnest($1::bytea[], $2::float8[]) AS told(caller, spent) ORDER BY caller
ON CONFLICT (caller) DO UPDATE SET at = now(),
    points = least($3::float8,
        known.points + greatest(0, extract(epoch FROM now() - known.at))::float8 * $4::float8
    ) - ($3::float8 - excluded.points)
RETURNING caller, points"""


class SharedDocuments:
    """Documents sent with their hash to any process (APQ): so many, the latest."""

    def __init__(self, *, most: int = 2_000) -> None:
        self._most = most

    async def find(self, digest: str) -> str | None:
        """The document of a SHA-256 (64 hexadecimal digits), None when nobody was sent it."""
        try:
            async with acquire() as connection:
                found: str | None = await connection.fetchval(_FIND, bytes.fromhex(digest))
        except (*AWAY, asyncpg.QueryCanceledError) as error:
            log.warning("no documents are shared: %s", type(error).__name__)
            return None
        return found

    async def keep(self, digest: str, document: str) -> None:
        """Let the others know a document, unless it is longer than most are."""
        if len(document.encode()) > _LONGEST_DOCUMENT:
            return
        try:
            async with acquire() as connection:
                await connection.execute(_KEEP, bytes.fromhex(digest), document)
                await connection.execute(_DROP_OLDEST, self._most)
        except (*AWAY, asyncpg.QueryCanceledError) as error:
            log.warning("no documents are shared: %s", type(error).__name__)


async def settle(spent: Mapping[bytes, float], *, limit: int, rate: float) -> dict[bytes, float]:
    """Tell what callers have spent here; hear what they have left, wherever they spent it.

    `spent` and what is returned are points by the caller's hash (16 bytes).
    """
    callers = list(spent)
    async with acquire() as connection:
        rows = await connection.fetch(
            _SETTLE, callers, [spent[caller] for caller in callers], float(limit), rate
        )
    return {row["caller"]: row["points"] for row in rows}
