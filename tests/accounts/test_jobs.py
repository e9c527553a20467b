"""What is forgotten, and what is not."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.accounts import jobs
from hub.accounts.commands import send_code, throttling
from hub.accounts.models import OneTimeCode, Session
from hub.accounts.rules import ThrottleKind
from hub.kernel import upkeep
from hub.kernel.context import Actor
from hub.kernel.models import Throttle
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = timedelta(days=1)


async def test_only_what_is_over_is_forgotten() -> None:
    account = await make.account()
    begun = NOW - 200 * DAY
    await make.session(account, begun, expires_at=begun + DAY)
    kept = await make.session(account, NOW - 30 * DAY, expires_at=NOW - 29 * DAY)
    by = Actor(operation="residentCodeSend", source="192.0.2.1")
    await send_code(by, phone="13900009999", language="en", now=NOW - 2 * DAY)
    await send_code(by, phone="13900009999", language="en", now=NOW - DAY / 2)
    await throttling.take(NOW, (ThrottleKind.PASSWORD_NAME, ("li.na",)))
    for _ in range(2):
        await jobs.forget_what_is_over.run(NOW)
        await upkeep.prune_tries.run(NOW)
    assert [session.id for session in await Session.all()] == [kept.session.id]
    assert [code.created_at for code in await OneTimeCode.all()] == [NOW - DAY / 2]
    assert {row.kind for row in await Throttle.all()} == {
        ThrottleKind.PASSWORD_NAME,
        ThrottleKind.CODE_PHONE_DAY,
    }
