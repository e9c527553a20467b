"""What people are told when a domain declines."""

from datetime import UTC, datetime

import pytest

from hub.kernel.errors import Reason, Refused


class ShopReason(Reason):
    CLOSED = ("已于 {closed_at:%m-%d %H:%M} 打烊。", "It closed at {closed_at:%m-%d %H:%M}.")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "已于 11-28 01:30 打烊。"), ("en", "It closed at 11-28 01:30.")],
)
def test_instants_are_told_by_the_clock_on_the_wall(language: str, words: str) -> None:
    closed_at = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
    refused = Refused(ShopReason.CLOSED, closed_at=closed_at)
    assert refused.message(language) == words
    assert refused.facts == {"closed_at": closed_at}
