"""What people are told when a domain declines."""

from datetime import UTC, datetime

import pytest

from hub.kernel.errors import Reason, Refused


class ShopReason(Reason):
    CLOSED = ("已于 {closed_at:%m-%d %H:%M} 打烊。", "It closed at {closed_at:%m-%d %H:%M}.")
    TOO_DEAR = ("应付 {due_yuan} 元。", "¥{due_yuan} is due.")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN", "已于 11-28 01:30 打烊。"), ("en", "It closed at 11-28 01:30.")],
)
def test_instants_are_told_by_the_clock_on_the_wall(language: str, words: str) -> None:
    closed_at = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
    refused = Refused(ShopReason.CLOSED, closed_at=closed_at)
    assert refused.message(language) == words
    assert refused.facts == {"closed_at": closed_at}


@pytest.mark.parametrize(
    ("language", "words"), [("zh-CN", "应付 13.05 元。"), ("en", "¥13.05 is due.")]
)
def test_amounts_are_told_in_yuan_and_given_in_fen(language: str, words: str) -> None:
    refused = Refused(ShopReason.TOO_DEAR, due_fen=1305)
    assert refused.message(language) == words
    assert refused.facts == {"due_fen": 1305}
