"""Passwords are hashed by Argon2id in few threads, so that a rush of sign-ins stays one."""

import asyncio
import functools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.accounts.rules import PASSWORD_MOST, password_text

T = TypeVar("T")

# OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, 2 passes, 1 lane. With more memory several
# sign-ins at once would not fit the 150 MB that a server process may take.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Argon2 releases the interpreter's lock. Half of the cores, so that hashing never starves the loop.
_threads = ThreadPoolExecutor(
    max_workers=max(1, (os.cpu_count() or 2) // 2), thread_name_prefix="argon2"
)


async def hash_password(password: str, *, hasher: PasswordHasher = HASHER) -> str:
    """The encoded hash to store, with its salt and parameters."""
    return await _in_thread(lambda: hasher.hash(_bytes(password)))


async def is_right(encoded: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed.

    Takes as long when there is no hash: it is compared with a hash that no password has, so that
    the time of an answer does not tell which names exist.
    """
    return await _in_thread(lambda: _verify(encoded, password))


def needs_rehash(encoded: str, *, hasher: PasswordHasher = HASHER) -> bool:
    """Whether a hash was made with other parameters than those of now."""
    return hasher.check_needs_rehash(encoded)


def _verify(encoded: str | None, password: str) -> bool:
    decoy = _decoy()
    try:
        HASHER.verify(encoded or decoy, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return encoded is not None


@functools.cache
def _decoy() -> str:
    return HASHER.hash(os.urandom(32))


def _bytes(password: str) -> bytes:
    # A lone surrogate is no text, yet a client may send one; it fails as a wrong password does.
    text = password_text(password)[: PASSWORD_MOST + 1]
    return text.encode("utf-8", "surrogatepass")


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
