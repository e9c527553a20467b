"""What many do at once, over real connections, with committed rows."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from hub.accounts import commands
from hub.accounts.commands import Device
from hub.accounts.models import RoleGrant, Throttle
from hub.accounts.rules import AccountReason, AccountRefused, Lifetime
from hub.kernel.access import Role
from hub.kernel.context import Actor
from tests import make
from tests.make.accounts import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("committed_database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
BY = Actor(operation="staffSignIn", source="192.0.2.1")
DEVICE = Device("192.0.2.1", "test", Lifetime(timedelta(hours=12), timedelta(hours=1)))


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


async def test_the_same_role_is_granted_once() -> None:
    account = await make.account()
    outcomes = await asyncio.gather(
        *(
            outcome(
                commands.grant_role_as_operator(
                    BY, account_id=account.id, role=Role.DEVELOPER, reason="Joined.", now=NOW
                )
            )
            for _ in range(10)
        )
    )
    assert outcomes.count(AccountReason.ALREADY_GRANTED) == 9
