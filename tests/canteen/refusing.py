"""What a refusal has to be, whatever was asked."""

from collections.abc import Awaitable

import pytest

from hub.canteen.rules import CanteenReason, CanteenRefused


async def refused(why: CanteenReason, work: Awaitable[object]) -> CanteenRefused:
    """The work is refused for this reason, which can be said in both languages."""
    with pytest.raises(CanteenRefused) as caught:
        await work
    assert caught.value.reason is why
    assert caught.value.message("zh-CN")
    assert caught.value.message("en")
    return caught.value
