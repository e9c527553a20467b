"""Keys are UUIDv7: unique, and in the order of their making."""

import time
from uuid import RFC_4122

from hub.kernel.ids import new_key


def test_a_key_is_a_uuid_of_version_7_that_begins_with_its_time() -> None:
    before = time.time_ns() // 1_000_000
    key = new_key()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= after


def test_keys_made_at_once_differ_and_those_made_later_sort_later() -> None:
    keys = [new_key() for _ in range(10_000)]
    assert len(set(keys)) == len(keys)
    times = [key.int >> 80 for key in keys]
    assert times == sorted(times)
