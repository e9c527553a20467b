"""Keys of rows."""

import time
from uuid import RFC_4122

from hub.kernel.ids import new_key


def test_a_key_tells_when_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    key = new_key()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= after


def test_keys_made_one_after_the_other_sort_so_and_differ() -> None:
    # Two within a quarter of a microsecond may be in either order.
    keys = [new_key() for _ in range(1000)]
    assert len(set(keys)) == 1000
    assert [key.int >> 64 for key in keys] == sorted(key.int >> 64 for key in keys)
