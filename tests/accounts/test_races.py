"""What many do at once over HTTP about accounts, and what they would get without the guards."""

from collections import Counter
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from hub.accounts import commands
from hub.accounts.commands import grants, identities, passwords, sent
from hub.accounts.commands.sessions import open_session
from hub.accounts.models import Account, ExternalIdentity, RoleGrant, Session
from hub.accounts.reads import Issuers
from hub.accounts.rules import (
    CODE_TRIES,
    LIMITS,
    SessionEnd,
    SessionKind,
    SignInMethod,
    ThrottleKind,
)
from hub.accounts.viewers import Viewers
from hub.kernel import keyring, throttle
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.models import Throttle
from hub.query import global_id
from hub.settings import OidcIssuer, Settings
from tests import make
from tests.accounts.issuer import AUDIENCE, HOUR, Issuer
from tests.accounts.outbox import Outbox
from tests.guards import drop_constraint, never_keep
from tests.make.accounts import PASSWORD
from tests.over_http import at_once, outcomes, result, served, staff_token

CREATE = """mutation ($input: AccountCreateInput!) { result: accountCreate(input: $input) {
    __typename ... on AccountRefusal { reason }
} }"""
STAFF_SIGN_IN = """mutation ($input: StaffSignInInput!) { result: staffSignIn(input: $input) {
    __typename ... on AccountRefusal { reason }
} }"""
RESIDENT_SIGN_IN = """mutation ($input: ResidentSignInInput!) {
    result: residentSignIn(input: $input) { __typename ... on AccountRefusal { reason } }
}"""
GRANT = """mutation ($input: RoleGrantInput!) { result: roleGrant(input: $input) {
    __typename ... on AccountRefusal { reason }
} }"""
REVOKE = """mutation ($input: RoleRevokeInput!) { result: roleRevoke(input: $input) {
    __typename ... on AccountRefusal { reason }
} }"""
CHANGE = """mutation ($input: PasswordChangeInput!) { result: passwordChange(input: $input) {
    __typename ... on AccountRefusal { reason }
} }"""
WHO = "{ result: viewer { account { id } } }"
PHONE = "13800001234"
TRIES = LIMITS[ThrottleKind.PASSWORD_NAME_AND_SOURCE].tries
MANY = 8


async def test_a_name_is_given_to_one_account(
    chosen_settings: Settings, committed_database: str
) -> None:
    assert await created_at_once(chosen_settings, committed_database) == {
        "AccountCreated": 1,
        "NAME_TAKEN": MANY - 1,
    }
    assert await Account.filter(name="wang.fang").count() == 1


async def test_without_its_constraint_a_name_would_be_given_again(
    chosen_settings: Settings, committed_database: str
) -> None:
    await drop_constraint("account", "account_name_key")
    await created_at_once(chosen_settings, committed_database)
    assert await Account.filter(name="wang.fang").count() == MANY


async def created_at_once(chosen: Settings, url: str) -> Counter[str]:
    token = await staff_token(Role.CITY_ADMINISTRATOR)
    given = {"name": "Wang.Fang", "displayName": "王芳"}
    async with served(chosen) as port:
        asking = [result(port, CREATE, token=token, input=given) for _ in range(MANY)]
        return outcomes(await at_once(url, asking))


async def test_a_role_is_granted_once(chosen_settings: Settings, committed_database: str) -> None:
    assert await granted_at_once(chosen_settings, committed_database) == {
        "RoleGranted": 1,
        "ALREADY_GRANTED": MANY - 1,
    }
    assert await RoleGrant.filter(role=Role.DEVELOPER).count() == 1


async def test_without_its_constraint_a_role_would_be_granted_again(
    chosen_settings: Settings, committed_database: str
) -> None:
    await drop_constraint("role_grant", "role_grant_once")
    await granted_at_once(chosen_settings, committed_database)
    assert await RoleGrant.filter(role=Role.DEVELOPER).count() == MANY


async def granted_at_once(chosen: Settings, url: str) -> Counter[str]:
    token = await staff_token(Role.CITY_ADMINISTRATOR)
    account = await make.account()
    given = {
        "accountId": global_id("Account", account.id),
        "role": Role.DEVELOPER.value,
        "reason": "Begins work.",
    }
    async with served(chosen) as port:
        asking = [result(port, GRANT, token=token, input=given) for _ in range(MANY)]
        return outcomes(await at_once(url, asking))


async def test_two_administrators_cannot_take_each_other_away(
    chosen_settings: Settings, committed_database: str
) -> None:
    answers = await taken_from_each_other(chosen_settings, committed_database)
    assert answers == {"RoleRevoked": 1, "LAST_ADMINISTRATOR": 1}
    assert await RoleGrant.filter(revoked_at=None).count() == 1


async def test_without_the_lock_they_would_both_be_gone(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An advisory lock of NULL is none.
    monkeypatch.setattr(grants, "_ADMINISTRATORS_LOCK", None)
    answers = await taken_from_each_other(chosen_settings, committed_database)
    assert answers == {"RoleRevoked": 2}


async def taken_from_each_other(chosen: Settings, url: str) -> Counter[str]:
    accounts = [await make.account() for _ in range(2)]
    held = [await make.role_grant(each, Role.CITY_ADMINISTRATOR) for each in accounts]
    tokens = [(await make.session(each, utc_now())).token for each in accounts]
    async with served(chosen) as port:

        def taking(token: str, grant: RoleGrant) -> Awaitable[dict[str, Any]]:
            given = {"grantId": global_id("RoleGrant", grant.id), "reason": "Coup."}
            return result(port, REVOKE, token=token, input=given)

        return outcomes(await at_once(url, list(map(taking, tokens, reversed(held)))))


async def test_a_code_begins_one_session(
    chosen_settings: Settings, committed_database: str, outbox: Outbox
) -> None:
    assert await signed_in_with_one_code(chosen_settings, committed_database, outbox) == {
        "ResidentSignedIn": 1,
        "WRONG_CODE": MANY - 1,
    }
    assert await Session.all().count() == await Account.all().count() == 1


async def test_were_its_use_not_kept_a_code_would_begin_a_session_for_each_of_its_tries(
    chosen_settings: Settings, committed_database: str, outbox: Outbox
) -> None:
    await never_keep("one_time_code", "used_at")
    answers = await signed_in_with_one_code(chosen_settings, committed_database, outbox)
    assert answers["ResidentSignedIn"] == await Session.all().count() == CODE_TRIES
    # The account is another matter, and guarded by itself.
    assert await Account.all().count() == 1


async def signed_in_with_one_code(chosen: Settings, url: str, outbox: Outbox) -> Counter[str]:
    keys = keyring.current()
    await make.resident(
        phone=keys.seal(PHONE, "phone"),
        phone_hash=keys.digest(PHONE, "phone"),
        phone_masked="138****1234",
    )
    by = Actor(operation="residentCodeSend", source="192.0.2.1")
    await commands.send_code(by, phone=PHONE, language="en", now=utc_now())
    await sent()
    given = {"phone": PHONE, "code": outbox.code}
    async with served(chosen) as port:
        asking = [result(port, RESIDENT_SIGN_IN, input=given) for _ in range(MANY)]
        return outcomes(await at_once(url, asking))


async def test_guesses_at_once_have_the_tries_that_guesses_in_turn_have(
    chosen_settings: Settings, committed_database: str
) -> None:
    assert await guessed_at_once(chosen_settings, committed_database) == {
        "WRONG_NAME_OR_PASSWORD": TRIES - 1,
        "LOCKED_OUT": MANY - (TRIES - 1),
    }
    assert [each.taken for each in await Throttle.all()] == [TRIES] * 3


async def test_without_the_guards_guesses_at_once_would_have_more_tries(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The control: each looks at the tries before it takes one, and the database does not mind.
    guard = "OR throttle.taken < excluded.allowed"
    assert guard in throttle._TAKE
    looked = """OR EXISTS (SELECT FROM throttle AS seen
        WHERE seen.id = throttle.id AND seen.taken < seen.allowed)"""
    monkeypatch.setattr(throttle, "_TAKE", throttle._TAKE.replace(guard, looked))
    await drop_constraint("throttle", "throttle_not_beyond")
    answers = await guessed_at_once(chosen_settings, committed_database)
    assert answers["WRONG_NAME_OR_PASSWORD"] > TRIES - 1
    assert await Throttle.filter(taken__gt=TRIES).exists()


async def guessed_at_once(chosen: Settings, url: str) -> Counter[str]:
    """One guess has been made before; whoever takes another waits, and then all go on."""
    await make.account(name="li.na", password=PASSWORD)
    async with served(chosen) as port:

        def guess(number: int) -> Awaitable[dict[str, Any]]:
            given = {"name": "li.na", "password": f"guess {number}"}
            return result(port, STAFF_SIGN_IN, input=given)

        await guess(0)
        asking = [guess(number) for number in range(1, MANY + 1)]
        return outcomes(await at_once(url, asking, held="SELECT FROM throttle FOR UPDATE"))


async def test_a_password_is_changed_by_the_first_who_knows_it(
    chosen_settings: Settings, committed_database: str
) -> None:
    assert await changed_at_once(chosen_settings, committed_database) == {
        "PasswordChanged": 1,
        "WRONG_PASSWORD": 3,
    }
    (left,) = await Session.filter(ended_at=None)
    assert await Session.filter(end_reason=SessionEnd.PASSWORD_CHANGED).exclude(id=left.id).count()


async def test_were_the_checked_password_not_compared_it_would_be_changed_again(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = passwords._store

    async def unchecked(by: Actor, *, checked_hash: str | None, **rest: Any) -> UUID:
        return await store(by, **rest)

    monkeypatch.setattr(passwords, "_store", unchecked)
    answers = await changed_at_once(chosen_settings, committed_database)
    assert answers == {"PasswordChanged": 4}


async def changed_at_once(chosen: Settings, url: str) -> Counter[str]:
    """Four devices change the password that all of them know, each to another one."""
    account = await make.account(name="li.na", password=PASSWORD)
    tokens = [(await make.session(account, utc_now())).token for _ in range(4)]
    async with served(chosen) as port:
        asking = [changing(port, token, f"six winds over {token[-9:]}") for token in tokens]
        return outcomes(await at_once(url, asking))


async def test_who_checked_a_password_before_its_change_does_not_sign_in_after_it(
    chosen_settings: Settings, committed_database: str
) -> None:
    assert await changed_while_signing_in(chosen_settings, committed_database) == {
        "PasswordChanged": 1,
        "WRONG_NAME_OR_PASSWORD": 3,
    }
    assert await Session.filter(ended_at=None).count() == 1


async def test_were_the_checked_password_not_compared_the_old_one_would_begin_sessions(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @command
    async def unchecked(
        tx: Transaction, /, *, checked_hash: str, new_hash: str, **rest: Any
    ) -> UUID:
        kind, method = SessionKind.STAFF, SignInMethod.PASSWORD
        return await open_session(tx, kind=kind, method=method, **rest)

    monkeypatch.setattr(passwords, "_open", unchecked)
    answers = await changed_while_signing_in(chosen_settings, committed_database)
    assert answers == {"PasswordChanged": 1, "StaffSignedIn": 3}
    assert await Session.filter(ended_at=None).count() == 4


async def changed_while_signing_in(chosen: Settings, url: str) -> Counter[str]:
    """A password is changed, and those who knew the old one sign in before that is committed."""
    account = await make.account(name="li.na", password=PASSWORD)
    token = (await make.session(account, utc_now())).token
    given = {"name": "li.na", "password": PASSWORD}
    async with served(chosen) as port:
        signing_in = [result(port, STAFF_SIGN_IN, input=given) for _ in range(3)]
        change = changing(port, token, "six winds over Huashan")
        return outcomes(await at_once(url, [change], signing_in))


def changing(port: int, token: str, new: str) -> Awaitable[dict[str, Any]]:
    given = {"presentPassword": PASSWORD, "newPassword": new}
    return result(port, CHANGE, token=token, input=given)


async def test_who_is_seen_first_by_many_requests_at_once_gets_one_account(
    chosen_settings: Settings, committed_database: str, issuer: Issuer
) -> None:
    accounts = await seen_first(chosen_settings, committed_database, issuer)
    assert len(accounts) == 1
    assert await ExternalIdentity.all().count() == await Account.all().count() == 1


async def test_without_the_guards_they_would_get_an_account_for_each(
    chosen_settings: Settings,
    committed_database: str,
    issuer: Issuer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identities, "_ONE_AT_A_TIME", "SELECT $1::text")
    await drop_constraint("external_identity", "uid_external_id_issuer_c996d4")
    await seen_first(chosen_settings, committed_database, issuer)
    assert await Account.all().count() == MANY


async def seen_first(chosen: Settings, url: str, issuer: Issuer) -> set[str]:
    """The accounts that an issuer's token, never seen before, stands for in eight requests."""
    known = Viewers(Issuers([OidcIssuer(issuer=issuer.url, audience=AUDIENCE)]))
    token = issuer.token(exp=utc_now() + HOUR)
    async with served(chosen, known) as port:
        asking = [result(port, WHO, token=token) for _ in range(MANY)]
        return {answer["account"]["id"] for answer in await at_once(url, asking)}
