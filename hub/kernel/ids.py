"""Keys of rows: UUIDv7, so that rows made together lie together on disk and sort by age."""

import os
import time
from uuid import UUID

_NANOSECONDS = 1_000_000


def new_key() -> UUID:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, 12 of their fraction, 62 random.

    The fraction (6.2, method 3) keeps rows in the order in which one process made them.
    """
    milliseconds, rest = divmod(time.time_ns(), _NANOSECONDS)
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (rest << 12) // _NANOSECONDS << 64
    value |= 0b10 << 62
    value |= int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=value)
