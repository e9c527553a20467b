"""Residents sign in with a one-time code; unknown phones look the same."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hub.accounts import commands
from hub.accounts.commands import Device, NoSender, SignedIn, send_by, sent
from hub.accounts.models import Account, OneTimeCode, Session
from hub.accounts.rules import AccountReason, AccountRefused, Lifetime, SessionKind
from hub.kernel import keyring
from hub.kernel.context import Actor
from hub.kernel.models import Audit
from hub.people.models import Resident
from tests import make
from tests.accounts.outbox import Outbox

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BY = Actor(operation="residentSignIn", source="192.0.2.1")
DEVICE = Device("192.0.2.1", "test", Lifetime(timedelta(days=30), timedelta(days=30)))
PHONE, UNKNOWN = "13800001234", "13900009999"


class BrokenGateway:
    async def send(self, phone: str, code: str, language: str) -> None:
        raise ConnectionError("gateway")


async def resident(phone: str = PHONE, **facts: Any) -> Resident:
    keys = keyring.current()
    return await make.resident(
        phone=keys.seal(phone, "phone"),
        phone_hash=keys.digest(phone, "phone"),
        phone_masked="138****1234",
        **facts,
    )


async def send(phone: str = PHONE, now: datetime = NOW, by: Actor = BY) -> datetime:
    expires_at = await commands.send_code(by, phone=phone, language="en", now=now)
    await sent()
    return expires_at


async def sign_in(
    code: str, *, phone: str = PHONE, name: str | None = None, now: datetime = NOW
) -> SignedIn:
    return await commands.sign_in_with_code(
        BY, phone=phone, code=code, resident_name=name, device=DEVICE, now=now
    )


async def reason_of(code: str, **how: object) -> AccountReason:
    with pytest.raises(AccountRefused) as refused:
        await sign_in(code, **how)  # type: ignore[arg-type]
    assert isinstance(refused.value.reason, AccountReason)
    return refused.value.reason


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_the_code_that_was_sent_begins_a_session_of_the_resident(outbox: Outbox) -> None:
    who = await resident(name="王淑芬")
    assert await send("+86 138-0000-1234") == NOW + 5 * MINUTE
    [(phone, code, language)] = outbox.messages
    assert (phone, language) == (PHONE, "en")
    signed_in = await sign_in(code)
    account = await Account.get(id=signed_in.account_id)
    assert (account.resident_id, account.display_name, account.name) == (who.id, "王淑芬", None)
    session = await Session.get(id=signed_in.session_id)
    assert session.kind is SessionKind.RESIDENT
    assert (await Audit.get(operation="residentSignIn", beneficiary_id=who.id)).outcome == "OK"


async def test_neither_the_code_nor_the_phone_is_stored_as_it_is(outbox: Outbox) -> None:
    await resident()
    await send()
    row = await OneTimeCode.get()
    stored = f"{row.code_hash!r}{row.phone_hash!r}{[r.result for r in await Audit.all()]}"
    assert outbox.code not in stored
    assert PHONE not in stored


async def test_signing_in_again_finds_the_same_account(outbox: Outbox) -> None:
    await resident()
    await send()
    first = await sign_in(outbox.code)
    await send(now=NOW + 2 * MINUTE)
    again = await sign_in(outbox.code, now=NOW + 2 * MINUTE)
    assert again.account_id == first.account_id
    assert await Account.all().count() == 1


async def test_a_code_is_good_once_and_for_five_minutes(outbox: Outbox) -> None:
    await resident()
    await send()
    assert await reason_of(outbox.code, now=NOW + 5 * MINUTE) is AccountReason.WRONG_CODE
    await sign_in(outbox.code, now=NOW + 5 * MINUTE - timedelta(seconds=1))
    assert await reason_of(outbox.code) is AccountReason.WRONG_CODE


async def test_a_code_is_worth_nothing_after_five_wrong_tries(outbox: Outbox) -> None:
    await resident()
    await send()
    for _ in range(5):
        assert await reason_of(another(outbox.code)) is AccountReason.WRONG_CODE
    assert await reason_of(outbox.code) is AccountReason.WRONG_CODE


async def test_a_newer_code_makes_the_older_one_worthless(outbox: Outbox) -> None:
    await resident()
    await send()
    older, now = outbox.code, NOW
    while outbox.code == older:
        # Once in a million times chance gives the same again.
        now += MINUTE
        await send(now=now)
    assert await reason_of(older, now=now) is AccountReason.WRONG_CODE
    assert await sign_in(outbox.code, now=now)


async def test_a_phone_that_nobody_has_is_answered_alike(outbox: Outbox) -> None:
    assert await send(UNKNOWN) == NOW + 5 * MINUTE
    assert outbox.messages == []
    assert await OneTimeCode.all().count() == 1
    assert await reason_of("123456", phone=UNKNOWN) is AccountReason.WRONG_CODE
    with pytest.raises(AccountRefused) as refused:
        await send(UNKNOWN, now=NOW + MINUTE / 2)
    assert refused.value.reason is AccountReason.CODE_SENT_RECENTLY


async def test_the_dead_are_not_sent_codes(outbox: Outbox) -> None:
    await resident(died_on=NOW.date())
    await send()
    assert outbox.messages == []


@pytest.mark.parametrize("phone", ["", "12345", "abc", "1380000123", "\0" * 11, "\ud800"])
async def test_what_is_no_phone_is_refused(phone: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        await send(phone)
    assert (refused.value.reason, refused.value.field) == (AccountReason.PHONE_NOT_VALID, "phone")


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "１２３", "\ud800", "1" * 5000, "12345\0"])
async def test_what_is_no_code_is_a_wrong_one(outbox: Outbox, code: str) -> None:
    await resident()
    await send()
    assert await reason_of(code) is AccountReason.WRONG_CODE


async def test_a_code_may_be_typed_with_spaces_and_in_wide_digits(outbox: Outbox) -> None:
    await resident()
    await send()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in outbox.code)
    assert await sign_in(f" {wide[:3]} {wide[3:]} ")


async def test_codes_to_one_phone_are_spaced_and_few(outbox: Outbox) -> None:
    await resident()
    for minute in range(5):
        await send(now=NOW + minute * MINUTE)
    with pytest.raises(AccountRefused) as refused:
        await send(now=NOW + 5 * MINUTE)
    assert refused.value.reason is AccountReason.LOCKED_OUT
    assert refused.value.facts == {"retry_at": NOW + 64 * MINUTE}
    assert len(outbox.messages) == 5


async def test_asking_too_often_costs_nothing(outbox: Outbox) -> None:
    await resident()
    await send()
    for _ in range(10):
        with pytest.raises(AccountRefused):
            await send(now=NOW + MINUTE / 2)
    for minute in range(1, 5):
        await send(now=NOW + minute * MINUTE)
    assert len(outbox.messages) == 5


async def test_one_source_cannot_have_everybody_sent_codes() -> None:
    for number in range(60):
        await send(f"139{number:08}")
    with pytest.raises(AccountRefused) as refused:
        await send("13700000000")
    assert refused.value.reason is AccountReason.LOCKED_OUT
    elsewhere = Actor(operation="residentCodeSend", source="198.51.100.1")
    assert await send("13700000000", by=elsewhere)


async def test_residents_who_share_a_phone_say_who_they_are(outbox: Outbox) -> None:
    await resident(name="王淑芬")
    husband = await resident(name="李建国")
    await send()
    assert await reason_of(outbox.code) is AccountReason.RESIDENT_NAME_NEEDED
    assert await reason_of(outbox.code, name="张三") is AccountReason.WRONG_CODE
    signed_in = await sign_in(outbox.code, name=" 李建国 ")
    assert (await Account.get(id=signed_in.account_id)).resident_id == husband.id


async def test_a_disabled_account_is_told_so_after_the_right_code(outbox: Outbox) -> None:
    who = await resident()
    await make.account(who, disabled_at=NOW, disabled_reason="Asked for it.")
    await send()
    assert await reason_of(another(outbox.code)) is AccountReason.WRONG_CODE
    assert await reason_of(outbox.code) is AccountReason.ACCOUNT_DISABLED


async def test_a_gateway_that_fails_is_not_the_resident_s_problem() -> None:
    await resident()
    send_by(BrokenGateway())
    try:
        assert await send() == NOW + 5 * MINUTE
    finally:
        send_by(NoSender())
