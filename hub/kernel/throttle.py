"""Tries are taken before a secret is looked at, so guessing many at once gains nothing.

A try counts whatever becomes of the request, hence its own transaction and not the command's.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from hub.kernel.db import Transaction, acquire
from hub.kernel.ids import new_key
from hub.kernel.limits import Limit

# Sorted, so that two requests never wait for each other. The last try starts the window anew:
# whoever has used up their tries waits a full window from then. `taken <= allowed` is also a CHECK.
_TAKE = """INSERT INTO throttle (id, kind, subject_hash, taken, allowed, until_at)
SELECT id, kind, subject_hash, 1, allowed, $1::timestamptz + span
FROM unnest($2::uuid[], $3::text[], $4::bytea[], $5::int[], $6::interval[])
    AS wanted(id, kind, subject_hash, allowed, span)
ORDER BY kind, subject_hash
ON CONFLICT (kind, subject_hash) DO UPDATE SET
    allowed = excluded.allowed,
    taken = CASE WHEN throttle.until_at <= $1 THEN 1 ELSE throttle.taken + 1 END,
    until_at = CASE WHEN throttle.until_at <= $1 OR throttle.taken + 1 >= excluded.allowed
        THEN excluded.until_at ELSE throttle.until_at END
WHERE throttle.until_at <= $1 OR throttle.taken < excluded.allowed
RETURNING kind"""
_FULL = """SELECT kind, until_at FROM throttle
JOIN unnest($2::text[], $3::bytea[]) AS wanted(kind, subject_hash) USING (kind, subject_hash)
WHERE until_at > $1 AND taken >= allowed ORDER BY until_at DESC LIMIT 1"""
_GIVE_BACK = """UPDATE throttle SET taken = taken - 1
WHERE kind = $1 AND subject_hash = $2 AND taken > 0"""
_FORGET = "DELETE FROM throttle WHERE kind = $1 AND subject_hash = $2"
_FORGET_ALL_OF = """DELETE FROM throttle
WHERE kind = ANY($1) AND substring(subject_hash FROM 1 FOR 32) = $2"""


@dataclass(frozen=True, slots=True)
class Try:
    """One try at something of a kind, counted for a subject: a name, a source, an account."""

    kind: str
    subject: tuple[str, ...]
    limit: Limit

    @property
    def subject_hash(self) -> bytes:
        """What is stored of the subject: 32 bytes for each of its parts."""
        return b"".join(map(_digest, self.subject))


class UsedUp(Exception):
    """All tries of a kind are taken. There will be one again at `retry_at`."""

    def __init__(self, kind: str, retry_at: datetime) -> None:
        super().__init__(kind)
        self.kind = kind
        self.retry_at = retry_at


async def take(now: datetime, *tries: Try) -> None:
    """Take one try of each, or none.

    Raises:
        UsedUp: there is none of some kind; of several, the one to wait for longest.
    """
    kinds, subjects = [each.kind for each in tries], [each.subject_hash for each in tries]
    async with acquire() as connection, connection.transaction():
        taken = await connection.fetch(
            _TAKE,
            now,
            [new_key() for _ in tries],
            kinds,
            subjects,
            [each.limit.tries for each in tries],
            [each.limit.window for each in tries],
        )
        if len(taken) < len(tries):
            # Leaving by an exception undoes what was taken of the others.
            full = await connection.fetchrow(_FULL, now, kinds, subjects)
            raise UsedUp(full["kind"], full["until_at"])


async def give_back(*tries: Try) -> None:
    """Return the tries of a request that turned out to be right."""
    await _each(_GIVE_BACK, tries)


async def forget(*tries: Try) -> None:
    """Start counting anew."""
    await _each(_FORGET, tries)


async def forget_all_of(tx: Transaction, subject: str, *kinds: str) -> None:
    """Start counting anew for whatever subject has this first part."""
    await tx.execute(_FORGET_ALL_OF, kinds, _digest(subject))


async def _each(sql: str, tries: tuple[Try, ...]) -> None:
    # One after the other: one statement could lock its rows in another order than `take` does.
    async with acquire() as connection:
        for each in tries:
            await connection.execute(sql, each.kind, each.subject_hash)


def _digest(part: str) -> bytes:
    return hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest()
