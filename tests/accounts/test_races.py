"""What many do at once, over real connections, with committed rows."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from hub.accounts import commands
from hub.accounts.commands import Device, NoSender, send_by, sent
from hub.accounts.models import RoleGrant, Session
from hub.accounts.rules import AccountReason, AccountRefused, Lifetime
from hub.kernel import db, keyring
from hub.kernel.access import Role
from hub.kernel.context import Actor
from hub.kernel.models import Throttle
from tests import make
from tests.make.accounts import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("committed_database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
BY = Actor(operation="staffSignIn", source="192.0.2.1")
DEVICE = Device("192.0.2.1", "test", Lifetime(timedelta(hours=12), timedelta(hours=1)))


class Outbox:
    """A sender that keeps what it was asked to send."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    async def send(self, phone: str, code: str, language: str) -> None:
        self.codes.append(code)


async def outcome(work: object) -> object:
    try:
        return await work  # type: ignore[misc]
    except AccountRefused as refusal:
        return refusal.reason


async def test_fifty_guesses_at_once_get_five_tries() -> None:
    await make.account(name="li.na", password=PASSWORD)

    async def guess(number: int) -> object:
        return await outcome(
            commands.sign_in_with_password(
                BY, name="li.na", password=f"guess {number}", device=DEVICE, now=NOW
            )
        )

    outcomes = await asyncio.gather(*map(guess, range(50)))
    assert outcomes.count(AccountReason.WRONG_NAME_OR_PASSWORD) == 5
    assert outcomes.count(AccountReason.LOCKED_OUT) == 45
    assert await Throttle.filter(taken=5).count() == 3


async def test_the_last_two_administrators_cannot_take_each_other_away_at_once() -> None:
    accounts = [await make.account() for _ in range(2)]
    grants = [await make.role_grant(each, Role.CITY_ADMINISTRATOR) for each in accounts]
    first, second = (
        Actor(operation="roleRevoke", account_id=each.id, source="192.0.2.1") for each in accounts
    )
    outcomes = await asyncio.gather(
        outcome(commands.revoke_role(first, grant_id=grants[1].id, reason="Coup.", now=NOW)),
        outcome(commands.revoke_role(second, grant_id=grants[0].id, reason="Coup.", now=NOW)),
    )
    assert outcomes.count(AccountReason.LAST_ADMINISTRATOR) == 1
    assert await RoleGrant.filter(revoked_at=None).count() == 1


async def grant_ten_times() -> list[object]:
    account = await make.account()
    return await asyncio.gather(
        *(
            outcome(
                commands.grant_role_as_operator(
                    BY, account_id=account.id, role=Role.DEVELOPER, reason="Joined.", now=NOW
                )
            )
            for _ in range(10)
        )
    )


async def test_the_same_role_is_granted_once() -> None:
    outcomes = await grant_ten_times()
    assert outcomes.count(AccountReason.ALREADY_GRANTED) == 9


async def test_without_its_constraint_the_same_role_would_be_granted_again() -> None:
    async with db.acquire() as connection:
        await connection.execute("ALTER TABLE role_grant DROP CONSTRAINT role_grant_once")
    assert AccountReason.ALREADY_GRANTED not in await grant_ten_times()


async def test_a_code_begins_one_session_though_it_comes_ten_times_at_once() -> None:
    sender = Outbox()
    send_by(sender)
    keys = keyring.current()
    await make.resident(
        phone=keys.seal("13800001234", "phone"),
        phone_hash=keys.digest("13800001234", "phone"),
        phone_masked="138****1234",
    )
    await commands.send_code(BY, phone="13800001234", language="en", now=NOW)
    await sent()
    send_by(NoSender())
    outcomes = await asyncio.gather(
        *(
            outcome(
                commands.sign_in_with_code(
                    BY,
                    phone="13800001234",
                    code=sender.codes[0],
                    resident_name=None,
                    device=DEVICE,
                    now=NOW,
                )
            )
            for _ in range(10)
        )
    )
    assert outcomes.count(AccountReason.WRONG_CODE) == 9
    assert await Session.all().count() == 1
