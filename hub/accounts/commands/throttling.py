"""Tries are taken before a secret is looked at, so guessing many at once gains nothing.

A try counts whatever becomes of the request, hence its own transaction and not the command's.
"""

import hashlib
from datetime import datetime

from hub.accounts.rules import LIMITS, AccountReason, AccountRefused, ThrottleKind
from hub.kernel.clock import HUB_ZONE
from hub.kernel.db import Transaction, acquire
from hub.kernel.ids import new_key

Try = tuple[ThrottleKind, tuple[str, ...]]
"""What is counted, and the name, phone and source that it is counted for."""

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
_FORGET_NAME = """DELETE FROM throttle
WHERE kind IN ('PASSWORD_NAME', 'PASSWORD_NAME_AND_SOURCE')
AND substring(subject_hash FROM 1 FOR 32) = $1"""


async def take(now: datetime, *tries: Try) -> None:
    """Take one try of each, or none and a refusal that says when there will be one again."""
    kinds, subjects = _columns(tries)
    limits = [LIMITS[kind] for kind, _ in tries]
    async with acquire() as connection, connection.transaction():
        taken = await connection.fetch(
            _TAKE,
            now,
            [new_key() for _ in tries],
            kinds,
            subjects,
            [limit.tries for limit in limits],
            [limit.window for limit in limits],
        )
        if len(taken) < len(tries):
            # Leaving by an exception undoes what was taken of the others.
            full = await connection.fetchrow(_FULL, now, kinds, subjects)
            raise _refusal(ThrottleKind(full["kind"]), full["until_at"])


async def give_back(*tries: Try) -> None:
    """Return the tries of a request that turned out to be right."""
    await _each(_GIVE_BACK, tries)


async def forget(*tries: Try) -> None:
    """Start counting anew."""
    await _each(_FORGET, tries)


async def forget_name(tx: Transaction, name: str) -> None:
    """Start counting wrong passwords for a name anew, from whatever source they came."""
    await tx.execute(_FORGET_NAME, _digest(name))


async def _each(sql: str, tries: tuple[Try, ...]) -> None:
    # One after the other: one statement could lock its rows in another order than `take` does.
    async with acquire() as connection:
        for kind, subject in zip(*_columns(tries), strict=True):
            await connection.execute(sql, kind, subject)


def _columns(tries: tuple[Try, ...]) -> tuple[list[str], list[bytes]]:
    kinds = [kind.value for kind, _ in tries]
    return kinds, [b"".join(map(_digest, subject)) for _, subject in tries]


def _digest(subject: str) -> bytes:
    return hashlib.sha256(subject.encode("utf-8", "surrogatepass")).digest()


def _refusal(kind: ThrottleKind, until_at: datetime) -> AccountRefused:
    reason = (
        AccountReason.CODE_SENT_RECENTLY
        if kind is ThrottleKind.CODE_PHONE_MINUTE
        else AccountReason.LOCKED_OUT
    )
    return AccountRefused(reason, retry_at=until_at.astimezone(HUB_ZONE))
