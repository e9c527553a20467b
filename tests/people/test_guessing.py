"""Nobody learns by trying whose identity number it is: the tries are few, the answers all alike."""

import asyncio
from collections.abc import Awaitable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from hub.accounts.rules import SessionKind
from hub.kernel import keyring, throttle
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.models import Audit, Throttle
from hub.people.models import Proxy, Resident
from hub.people.rules import IDENTITY
from hub.people.rules.proxies import GUESSES
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.asking import Ask
from tests.guards import drop_constraint
from tests.over_http import at_once, outcomes, result, served
from tests.people.test_rules import number

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
KNOWN, UNKNOWN = number("612123", "19510308", "004"), number("612123", "19510308", "006")
PROPOSE = """mutation ($input: ProxyProposeInput!) { result: proxyPropose(input: $input) {
    __typename ... on ProxyProposed { proxy { id wardName } }
    ... on PeopleRefusal { reason field message retryAt }
} }"""
DECLINE = """mutation ($input: ProxyDeclineInput!) { result: proxyDecline(input: $input) {
    ... on ProxyDeclined { proxy { status } }
} }"""
MANY = 8


async def known(identity: str = KNOWN, **facts: Any) -> Resident:
    """王淑芬, whose identity number is on record."""
    keys = keyring.current()
    return await make.resident(
        identity_number=keys.seal(identity, IDENTITY),
        identity_hash=keys.digest(identity, IDENTITY),
        identity_masked="612*********41",
        **facts,
    )


async def somebody() -> Viewer:
    account = await make.account(await make.resident())
    grants = (Grant(Role.RESIDENT),)
    return Viewer(account.id, resident_id=account.resident_id, grants=grants)


def given(identity: str = KNOWN, name: str = "王淑芬", **more: object) -> dict[str, object]:
    return {
        "identityNumber": identity,
        "name": name,
        "iAct": True,
        "relation": "CHILD",
        "scopes": ["MEAL_ORDER"],
        **more,
    }


async def propose(
    ask: Ask, by: Viewer, identity: str = KNOWN, name: str = "王淑芬", *, now: datetime = NOW
) -> Any:
    answer = await ask(PROPOSE, by=by, now=now, input=given(identity, name))
    assert "errors" not in answer, answer
    return answer["data"]["result"]


async def test_whatever_is_wrong_the_answer_is_the_same(
    ask: Ask, database: asyncpg.Connection
) -> None:
    await known()
    gone = number("612123", "19510308", "008")
    await known(gone, died_on=date(2026, 1, 1))
    wrong = [(UNKNOWN, "王淑芬"), (KNOWN, "王淑"), (KNOWN, ""), (gone, "王淑芬"), ("x", "王淑芬")]
    answers = [await propose(ask, await somebody(), *guess) for guess in wrong]
    assert answers == [answers[0]] * len(wrong)
    assert (answers[0]["reason"], answers[0]["field"]) == ("NO_SUCH_RESIDENT", "identityNumber")
    outcomes = await Audit.filter(operation="proxyPropose").values_list("outcome", "beneficiary_id")
    assert set(outcomes) == {("NO_SUCH_RESIDENT", None)}
    assert await Proxy.all().count() == 0


async def test_whatever_is_wrong_the_work_is_the_same(
    ask: Ask, database: asyncpg.Connection
) -> None:
    await known()
    asked: list[list[str]] = []

    def note(record: asyncpg.connection.LoggedQuery) -> None:
        if "SAVEPOINT" not in record.query:
            asked[-1].append(record.query)

    # The first time on a connection asyncpg asks for the types of the answer besides.
    await propose(ask, await somebody(), UNKNOWN)
    for guess in ((UNKNOWN, "王淑芬"), (KNOWN, "李四")):
        by = await somebody()
        asked.append([])
        with database.query_logger(note):
            await propose(ask, by, *guess)
            # Loggers are called when the loop has a moment.
            await asyncio.sleep(0)
    assert asked[0] == asked[1]
    assert any("identity_hash" in query for query in asked[0])


async def test_who_was_wrong_five_times_waits_for_an_hour(
    ask: Ask, database: asyncpg.Connection
) -> None:
    await known()
    by = await somebody()
    for place in range(GUESSES.tries):
        wrong = await propose(ask, by, UNKNOWN if place % 2 else KNOWN, "李四")
        assert wrong["reason"] == "NO_SUCH_RESIDENT"
    for guess in (("李四", KNOWN), ("王淑芬", KNOWN), ("王淑芬", UNKNOWN)):
        name, identity = guess
        refused = await propose(ask, by, identity, name)
        assert (refused["reason"], refused["field"]) == ("TOO_MANY_TRIES", "identityNumber")
        assert datetime.fromisoformat(refused["retryAt"]) == NOW + timedelta(hours=1)
        assert refused["message"] == "Too many tries. Try again after 11-20 13:00."
    # It is counted for the account that tried, not for the number, nor for all.
    assert (await propose(ask, await somebody()))["proxy"]["wardName"] == "王淑芬"
    later = await propose(ask, by, now=NOW + timedelta(hours=1))
    assert later["proxy"]["wardName"] == "王淑芬"


async def test_who_is_right_is_not_counted(ask: Ask, database: asyncpg.Connection) -> None:
    await known()
    by = await somebody()
    for _ in range(GUESSES.tries + 1):
        made = await propose(ask, by)
        proxy = {"proxyId": made["proxy"]["id"]}
        declined = await ask(DECLINE, by=by, now=NOW, input=proxy)
        assert declined["data"]["result"]["proxy"]["status"] == "DECLINED"
    assert await Throttle.filter(kind="PROXY_GUESS", taken__gt=0).count() == 0


async def test_a_proposal_that_does_not_stand_is_a_try(
    ask: Ask, database: asyncpg.Connection
) -> None:
    """Or somebody asked twice would be told for nothing that the number is right."""
    await known()
    by = await somebody()
    await propose(ask, by)
    reasons = [(await propose(ask, by))["reason"] for _ in range(GUESSES.tries + 1)]
    assert reasons == ["PROXY_PENDING"] * GUESSES.tries + ["TOO_MANY_TRIES"]


async def test_the_same_request_again_is_the_same_proposal(
    ask: Ask, database: asyncpg.Connection
) -> None:
    ward = await known()
    by = await somebody()
    made = [
        await ask(PROPOSE, by=by, now=NOW, input=given(idempotencyKey="a"))
        for _ in range(GUESSES.tries + 1)
    ]
    assert made == [made[0]] * len(made)
    (proxy,) = await Proxy.all()
    assert (proxy.ward_id, made[0]["data"]["result"]["proxy"]["id"]) == (
        ward.id,
        global_id("Proxy", proxy.id),
    )


async def guessed_at_once(chosen: Settings, url: str) -> dict[str, int]:
    """One wrong try was made before, so that the others wait for each other; and what they got."""
    account = await make.account(await make.resident())
    token = (await make.session(account, utc_now(), kind=SessionKind.RESIDENT)).token
    async with served(chosen) as port:

        def guess(place: int) -> Awaitable[dict[str, Any]]:
            return result(port, PROPOSE, token=token, input=given(name=f"王{place}"))

        await guess(0)
        asking = [guess(place) for place in range(1, MANY + 1)]
        return dict(outcomes(await at_once(url, asking, held="SELECT FROM throttle FOR UPDATE")))


async def test_guesses_at_once_have_the_tries_that_guesses_in_turn_have(
    chosen_settings: Settings, committed_database: str
) -> None:
    left = GUESSES.tries - 1
    assert await guessed_at_once(chosen_settings, committed_database) == {
        "NO_SUCH_RESIDENT": left,
        "TOO_MANY_TRIES": MANY - left,
    }


async def test_without_the_guards_guesses_at_once_would_have_more(
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
    assert answers["NO_SUCH_RESIDENT"] > GUESSES.tries - 1
