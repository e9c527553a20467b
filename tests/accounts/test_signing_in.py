"""Staff sign in with a name and a password; tries are limited; passwords change."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from hub.accounts import commands
from hub.accounts.commands import Device, SignedIn, hashing
from hub.accounts.models import Account, Session
from hub.accounts.rules import AccountReason, AccountRefused, Lifetime, token_hash
from hub.kernel.context import Actor
from hub.kernel.models import Audit
from tests import make
from tests.make.accounts import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
BY = Actor(operation="staffSignIn", source="192.0.2.1")
ELSEWHERE = Actor(operation="staffSignIn", source="198.51.100.1")
DEVICE = Device("192.0.2.1", "Firefox\0", Lifetime(timedelta(hours=12), timedelta(hours=1)))
WRONG = "not the winds over Huashan"


async def sign_in(
    name: str, password: str = PASSWORD, *, by: Actor = BY, now: datetime = NOW
) -> SignedIn:
    return await commands.sign_in_with_password(
        by, name=name, password=password, device=DEVICE, now=now
    )


async def reason_of(name: str, password: str = WRONG, **how: object) -> AccountReason:
    with pytest.raises(AccountRefused) as refused:
        await sign_in(name, password, **how)  # type: ignore[arg-type]
    assert isinstance(refused.value.reason, AccountReason)
    return refused.value.reason


async def test_a_session_is_stored_without_its_token() -> None:
    account = await make.account(name="li.na", password=PASSWORD)
    signed_in = await sign_in(" LI.NA")
    session = await Session.get(id=signed_in.session_id)
    assert session.token_hash == token_hash(signed_in.token)
    assert (session.account_id, session.user_agent) == (account.id, "Firefox")
    assert signed_in.expires_at == session.expires_at == NOW + timedelta(hours=12)
    trail = await Audit.get(operation="staffSignIn")
    assert trail.account_id == account.id
    assert signed_in.token not in str(trail.result)


async def test_nothing_tells_which_names_exist() -> None:
    await make.account(name="li.na", password=PASSWORD)
    await make.account(name="no.password")
    for name in ("li.na", "no.password", "nobody", "", "\0", "\ud800", "王芳芳", "x" * 5000):
        assert await reason_of(name) is AccountReason.WRONG_NAME_OR_PASSWORD
        for _ in range(4):
            await reason_of(name)
        assert await reason_of(name) is AccountReason.LOCKED_OUT


async def test_after_five_wrong_tries_the_right_password_has_to_wait_too() -> None:
    await make.account(name="li.na", password=PASSWORD)
    for minute in range(5):
        now = NOW + timedelta(minutes=minute)
        assert await reason_of("li.na", now=now) is AccountReason.WRONG_NAME_OR_PASSWORD
    with pytest.raises(AccountRefused) as refused:
        await sign_in("li.na", now=NOW + timedelta(minutes=5))
    until = NOW + timedelta(minutes=4 + 15)
    assert refused.value.facts == {"retry_at": until}
    assert refused.value.message("en") == "Too many tries. Try again after 11-22 12:19."
    assert await reason_of("li.na", now=until - timedelta(seconds=1)) is AccountReason.LOCKED_OUT
    assert await sign_in("li.na", now=until)


async def test_who_locks_a_name_out_locks_it_out_only_where_they_are() -> None:
    await make.account(name="li.na", password=PASSWORD)
    for _ in range(6):
        await reason_of("li.na")
    assert await sign_in("li.na", by=ELSEWHERE)


async def test_signing_in_forgets_the_wrong_tries_before() -> None:
    await make.account(name="li.na", password=PASSWORD)
    for _ in range(3):
        for _ in range(4):
            await reason_of("li.na")
        await sign_in("li.na")


async def test_an_operator_lifts_a_lock_out() -> None:
    await make.account(name="li.na", password=PASSWORD)
    for _ in range(6):
        await reason_of("li.na")
    await commands.unlock(Actor.job("test"), name="Li.Na")
    assert await sign_in("li.na")


async def test_one_source_cannot_try_one_password_on_every_name() -> None:
    reasons = [await reason_of(f"name{number}") for number in range(101)]
    assert set(reasons[:100]) == {AccountReason.WRONG_NAME_OR_PASSWORD}
    assert reasons[100] is AccountReason.LOCKED_OUT


async def test_a_disabled_account_says_so_only_to_who_knows_the_password() -> None:
    await make.account(name="li.na", password=PASSWORD, disabled_at=NOW, disabled_reason="Left.")
    assert await reason_of("li.na") is AccountReason.WRONG_NAME_OR_PASSWORD
    assert await reason_of("li.na", PASSWORD) is AccountReason.ACCOUNT_DISABLED


async def test_a_hash_with_old_parameters_is_renewed() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    account = await make.account(name="li.na", password_hash=weak)
    await sign_in("li.na")
    await account.refresh_from_db()
    assert account.password_hash is not None
    assert not hashing.needs_rehash(account.password_hash)
    assert await sign_in("li.na")


async def test_changing_the_password_ends_the_other_sessions() -> None:
    account = await make.account(name="li.na", password=PASSWORD)
    here, there = await sign_in("li.na"), await sign_in("li.na")
    new = "five peaks of Huashan"
    await commands.change_password(
        BY, account_id=account.id, session_id=here.session_id, present=PASSWORD, new=new, now=NOW
    )
    ended = {row.id: row.end_reason for row in await Session.all()}
    assert ended == {here.session_id: None, there.session_id: "PASSWORD_CHANGED"}
    assert await reason_of("li.na", PASSWORD) is AccountReason.WRONG_NAME_OR_PASSWORD
    assert await sign_in("li.na", new)


@pytest.mark.parametrize(
    ("present", "new", "reason", "field"),
    [
        (WRONG, "five peaks of Huashan", AccountReason.WRONG_PASSWORD, "presentPassword"),
        (PASSWORD, "short", AccountReason.PASSWORD_TOO_SHORT, "newPassword"),
        (PASSWORD, PASSWORD, AccountReason.PASSWORD_UNCHANGED, "newPassword"),
    ],
)
async def test_a_password_that_may_not_be_stays_as_it_was(
    present: str, new: str, reason: AccountReason, field: str
) -> None:
    account = await make.account(name="li.na", password=PASSWORD)
    with pytest.raises(AccountRefused) as refused:
        await commands.change_password(
            BY, account_id=account.id, session_id=None, present=present, new=new, now=NOW
        )
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert await sign_in("li.na")


async def test_a_password_set_by_the_operator_ends_all_sessions() -> None:
    account = await make.account(name="li.na", password=PASSWORD)
    await sign_in("li.na")
    await commands.set_password(
        BY, account_id=account.id, password="five peaks of Huashan", now=NOW
    )
    assert await Session.filter(ended_at=None).count() == 0
    assert await sign_in("li.na", "five peaks of Huashan")


async def test_accounts_are_made_with_a_name_of_their_own() -> None:
    key = await commands.create_account(
        BY, name="Wang.Fang", display_name=" 王芳 ", password=PASSWORD, now=NOW
    )
    account = await Account.get(id=key)
    assert (account.name, account.display_name) == ("wang.fang", "王芳")
    with pytest.raises(AccountRefused) as refused:
        await commands.create_account(
            BY, name="WANG.FANG", display_name="王芳", password=None, now=NOW
        )
    assert refused.value.reason is AccountReason.NAME_TAKEN
    assert await sign_in("wang.fang")
