"""An address counts as the network that one subscriber owns."""

import pytest

from hub.kernel.addresses import source_key


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_tries_are_counted_by_network(source: str, key: str) -> None:
    assert source_key(source) == key
