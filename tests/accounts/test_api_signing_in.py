"""Signing in and out over GraphQL, with a token and with a cookie."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from hub.accounts import commands
from hub.accounts.commands import sent
from hub.accounts.models import Session
from hub.kernel import keyring
from hub.kernel.context import Actor
from hub.kernel.models import Audit
from tests import make
from tests.accounts.outbox import Outbox
from tests.asking import Ask, Asking
from tests.make.accounts import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
# Later than anything about a viewer is remembered.
SOON = NOW + timedelta(minutes=1)

STAFF_SIGN_IN = """mutation ($input: StaffSignInInput!) { result: staffSignIn(input: $input) {
    __typename
    ... on StaffSignedIn { token expiresAt }
    ... on AccountRefusal { reason message field retryAt least }
} }"""
CODE_SEND = """mutation ($input: ResidentCodeSendInput!) {
    result: residentCodeSend(input: $input) {
        __typename
        ... on ResidentCodeSent { expiresAt resendAt }
        ... on AccountRefusal { reason field }
    }
}"""
RESIDENT_SIGN_IN = """mutation ($input: ResidentSignInInput!) {
    result: residentSignIn(input: $input) {
        __typename
        ... on ResidentSignedIn { token expiresAt }
        ... on AccountRefusal { reason field }
    }
}"""
WHO = """{ viewer {
    account { name displayName hasPassword sessions { nodes { isCurrent kind method source } } }
    session { isCurrent expiresAt }
    resident { name }
    wards { name }
    roles { role isCityWide area { name } site { name } untilAt }
} }"""
REVOKE = """mutation ($input: SessionRevokeInput!) { result: sessionRevoke(input: $input) {
    __typename
    ... on SessionRevoked { session { endedAt endReason } }
    ... on Refusal { message }
} }"""
REVOKE_OTHERS = """mutation { result: sessionRevokeOthers(input: {}) {
    __typename ... on SessionsRevoked { count }
} }"""
PASSWORD_CHANGE = """mutation ($input: PasswordChangeInput!) {
    result: passwordChange(input: $input) {
        __typename
        ... on PasswordChanged { account { name } }
        ... on AccountRefusal { reason field least }
    }
}"""


def result(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["result"]
    return found


async def sign_in(ask: Ask, now: datetime = NOW, password: str = PASSWORD) -> dict[str, Any]:
    return result(await ask(STAFF_SIGN_IN, now=now, input={"name": "li.na", "password": password}))


async def test_a_member_of_staff_signs_in_and_is_known_by_the_token(ask: Ask) -> None:
    account, site = await make.account(name="li.na", password=PASSWORD), await make.site()
    await make.role_grant(account, site=site)
    signed_in = await sign_in(ask)
    assert signed_in["__typename"] == "StaffSignedIn"
    answer = await ask(WHO, token=signed_in["token"], now=NOW)
    assert answer["data"]["viewer"] == {
        "account": {
            "name": "li.na",
            "displayName": account.display_name,
            "hasPassword": True,
            "sessions": {
                "nodes": [
                    {
                        "isCurrent": True,
                        "kind": "STAFF",
                        "method": "PASSWORD",
                        "source": "127.0.0.1",
                    }
                ]
            },
        },
        "session": {"isCurrent": True, "expiresAt": signed_in["expiresAt"]},
        "resident": None,
        "wards": [],
        "roles": [
            {
                "role": "CANTEEN_STAFF",
                "isCityWide": False,
                "area": None,
                "site": {"name": site.name},
                "untilAt": None,
            }
        ],
    }


async def test_a_wrong_password_is_refused_in_the_callers_language(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    refused = await sign_in(ask, password="not the one that it is")
    assert refused == {
        "__typename": "AccountRefusal",
        "reason": "WRONG_NAME_OR_PASSWORD",
        "message": "The name or the password is wrong.",
        "field": None,
        "retryAt": None,
        "least": None,
    }
    chinese = await ask(
        STAFF_SIGN_IN, now=NOW, language="zh-CN", input={"name": "nobody", "password": "x"}
    )
    assert result(chinese)["message"] == "账号或密码不正确。"


async def test_a_lock_out_says_when_it_ends(ask: Ask) -> None:
    for _ in range(5):
        await sign_in(ask, password="not the one that it is")
    refused = await sign_in(ask)
    assert refused["reason"] == "LOCKED_OUT"
    assert datetime.fromisoformat(refused["retryAt"]) == NOW + timedelta(minutes=15)


async def test_the_audit_trail_has_the_name_of_who_signed_in_and_never_the_secret(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    signed_in = await sign_in(ask)
    await sign_in(ask, password="not the one that it is")
    trail = {row.outcome: row for row in await Audit.filter(operation="staffSignIn")}
    assert set(trail) == {"OK", "WRONG_NAME_OR_PASSWORD"}
    assert "li.na" in str(trail["OK"].input)
    # Strangers may try as often and as much as they like: nothing of that is kept.
    assert trail["WRONG_NAME_OR_PASSWORD"].input is None
    for row in trail.values():
        assert PASSWORD not in f"{row.input}{row.result}"
        assert signed_in["token"] not in f"{row.input}{row.result}"


async def test_a_resident_signs_in_with_the_code_that_was_sent(ask: Ask, outbox: Outbox) -> None:
    keys = keyring.current()
    daughter, mother = (
        await make.resident(
            name="李娜",
            phone=keys.seal("13800001234", "phone"),
            phone_hash=keys.digest("13800001234", "phone"),
            phone_masked="138****1234",
        ),
        await make.resident(name="王淑芬"),
    )
    await make.proxy(mother, daughter)
    code_sent = result(await ask(CODE_SEND, now=NOW, input={"phone": "138 0000 1234"}))
    assert code_sent["__typename"] == "ResidentCodeSent"
    assert datetime.fromisoformat(code_sent["resendAt"]) == NOW + timedelta(minutes=1)
    await sent()
    signed_in = result(
        await ask(
            RESIDENT_SIGN_IN,
            now=NOW,
            input={"phone": "13800001234", "code": outbox.codes[0]},
        )
    )
    who = (await ask(WHO, token=signed_in["token"], now=NOW))["data"]["viewer"]
    assert who["resident"] == {"name": "李娜"}
    assert who["wards"] == [{"name": "王淑芬"}]
    assert [(each["role"], each["isCityWide"], each["area"]) for each in who["roles"]] == [
        ("RESIDENT", False, None)
    ]


async def test_a_phone_that_nobody_has_gets_the_same_answer(ask: Ask, outbox: Outbox) -> None:
    code_sent = result(await ask(CODE_SEND, now=NOW, input={"phone": "13900009999"}))
    assert code_sent["__typename"] == "ResidentCodeSent"
    refused = result(
        await ask(RESIDENT_SIGN_IN, now=NOW, input={"phone": "13900009999", "code": "000000"})
    )
    assert refused == {"__typename": "AccountRefusal", "reason": "WRONG_CODE", "field": "code"}
    assert outbox.codes == []


async def test_who_has_not_signed_in_is_nobody(ask: Ask) -> None:
    assert (await ask(WHO))["data"] == {"viewer": None}


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (REVOKE, {"input": {}}),
        (REVOKE_OTHERS, {}),
        (
            PASSWORD_CHANGE,
            {"input": {"presentPassword": PASSWORD, "newPassword": "five peaks of Huashan"}},
        ),
    ],
)
async def test_who_has_not_signed_in_has_nothing_of_their_own_to_change(
    ask: Ask, document: str, variables: dict[str, Any]
) -> None:
    answer = await ask(document, **variables)
    assert answer["data"] == {"result": None}
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_signing_out_ends_the_session(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    token = (await sign_in(ask))["token"]
    ended = result(await ask(REVOKE, token=token, now=NOW, input={}))
    assert ended["session"]["endReason"] == "SIGNED_OUT"
    after = await ask(WHO, token=token, now=SOON)
    assert after["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_session_of_somebody_else_cannot_be_ended(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    other = await make.session(await make.account(), NOW)
    token = (await sign_in(ask))["token"]
    for session_id in (
        f"Session_{other.session.id}",
        "Session_garbled",
        f"Dish_{other.session.id}",
    ):
        refused = result(await ask(REVOKE, token=token, now=NOW, input={"sessionId": session_id}))
        assert refused["message"] == "There is no such session."
    assert await Session.filter(ended_at=None).count() == 2


async def test_ending_the_other_sessions_keeps_this_one(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    here, there = (await sign_in(ask))["token"], (await sign_in(ask))["token"]
    assert result(await ask(REVOKE_OTHERS, token=here, now=NOW))["count"] == 1
    assert (await ask(WHO, token=here, now=SOON))["data"]["viewer"] is not None
    assert "errors" in await ask(WHO, token=there, now=SOON)


async def test_a_password_is_changed_by_who_knows_it(ask: Ask) -> None:
    await make.account(name="li.na", password=PASSWORD)
    token = (await sign_in(ask))["token"]

    async def change(present: str, new: str) -> dict[str, Any]:
        given = {"presentPassword": present, "newPassword": new}
        return result(await ask(PASSWORD_CHANGE, token=token, now=NOW, input=given))

    short = await change(PASSWORD, "short")
    assert (short["reason"], short["field"], short["least"]) == (
        "PASSWORD_TOO_SHORT",
        "newPassword",
        10,
    )
    assert (await change("no", "five peaks of Huashan"))["reason"] == "WRONG_PASSWORD"
    assert (await change(PASSWORD, "five peaks of Huashan"))["account"] == {"name": "li.na"}
    assert (await sign_in(ask, password="five peaks of Huashan"))["token"]


class Browser:
    """Keeps cookies as a browser does."""

    def __init__(self, asking: Asking) -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(asking.graphql), base_url="http://hub"
        )

    async def ask(self, document: str, **variables: Any) -> httpx.Response:
        body = {"query": document, "variables": variables}
        return await self.client.post("/graphql", json=body)


@pytest.fixture
async def browser(asking: Asking) -> AsyncIterator[Browser]:
    made = Browser(asking)
    async with made.client:
        yield made


async def test_a_console_keeps_its_session_in_a_cookie_that_scripts_cannot_read(
    browser: Browser,
) -> None:
    await make.account(name="li.na", password=PASSWORD)
    given = {"name": "li.na", "password": PASSWORD, "asCookie": True}
    answer = await browser.ask(STAFF_SIGN_IN, input=given)
    assert answer.json()["data"]["result"]["token"] is None
    [cookie] = answer.headers.get_list("set-cookie")
    name_and_value, *attributes = cookie.split("; ")
    assert name_and_value.startswith("hub_session=hub_")
    assert attributes == ["Max-Age=43200", "Path=/", "HttpOnly", "SameSite=Strict"]
    who = await browser.ask(WHO)
    assert who.json()["data"]["viewer"]["account"]["name"] == "li.na"
    gone = await browser.ask(REVOKE, input={})
    assert gone.headers["set-cookie"].startswith("hub_session=; Max-Age=0;")
    assert (await browser.ask(WHO)).json()["data"] == {"viewer": None}


async def test_a_browser_with_a_session_that_is_over_can_sign_in_again(browser: Browser) -> None:
    await make.account(name="li.na", password=PASSWORD)
    given = {"name": "li.na", "password": PASSWORD, "asCookie": True}
    await browser.ask(STAFF_SIGN_IN, input=given)
    session = await Session.get()
    await commands.revoke_session(
        Actor.job("test"), account_id=session.account_id, session_id=session.id, now=NOW
    )
    first = await browser.ask(STAFF_SIGN_IN, input=given)
    assert first.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    second = await browser.ask(STAFF_SIGN_IN, input=given)
    assert second.json()["data"]["result"]["__typename"] == "StaffSignedIn"
