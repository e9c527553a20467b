"""Who asks: a Bearer header or a cookie, and never someone else's or nobody's by mistake."""

from datetime import datetime

import pytest

from hub.endpoint import Budgets, Wiring
from hub.endpoint.budgets import Purse
from hub.endpoint.problems import Declined
from hub.endpoint.wiring import purse_of
from hub.kernel.access import Viewer
from hub.kernel.context import Context
from hub.kernel.errors import Unauthenticated
from hub.query.engine import Request
from tests.endpoint.asgi_client import Socket, get, post
from tests.endpoint.conftest import ACCOUNT, NOW

WHO = {"query": "{ account }"}


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer good"},
        {"authorization": "bearer  good "},
        {"cookie": "hub_session=good"},
        {"cookie": 'theme=dark; hub_session="good"; x=y'},
        {"authorization": "Bearer good", "cookie": "hub_session=bad"},
    ],
)
async def test_a_good_token_says_who_asks(app, headers):
    assert (await post(app, WHO, **headers).reply()).json["data"] == {"account": str(ACCOUNT)}


@pytest.mark.parametrize("headers", [{}, {"cookie": "other=good"}, {"cookie": "hub_session="}])
async def test_without_a_token_the_caller_is_anonymous(app, headers):
    assert (await post(app, WHO, **headers).reply()).json["data"] == {"account": None}


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer bad"},
        {"authorization": "Bearer"},
        {"authorization": "Basic Z29vZA=="},
        {"authorization": "good"},
        {"cookie": "hub_session=bad"},
        {"authorization": "Bearer bad", "cookie": "hub_session=good"},
    ],
)
async def test_a_bad_token_is_401_and_not_anonymous(app, engine, headers):
    reply = await post(app, WHO, **headers).reply()
    assert (reply.status, reply.code) == (401, "UNAUTHENTICATED")
    assert reply.headers["www-authenticate"] == "Bearer"
    assert not engine.contexts


async def test_the_context_says_from_where_and_when(app, engine):
    await post(app, WHO, user_agent="an app", x_request_id="r1").reply()
    context = engine.contexts[0]
    assert (context.source, context.user_agent, context.request_id) == ("192.0.2.1", "an app", "r1")
    assert context.now == NOW


async def test_points_are_taken_told_and_refused_when_they_are_spent(wired):
    app = wired(budgets=Budgets(limit=5, rate=0.5))
    first = await post(app, WHO).reply()
    now = int(NOW.timestamp())
    assert {k: v for k, v in first.headers.items() if k.startswith("x-ratelimit")} == {
        "x-ratelimit-limit": "5",
        "x-ratelimit-remaining": "2",
        "x-ratelimit-used": "3",
        "x-ratelimit-reset": str(now + 6),
    }
    assert first.json["extensions"]["cost"] == {
        "requestedQueryCost": 3,
        "actualQueryCost": 3,
        "throttleStatus": {"maximumAvailable": 5, "currentlyAvailable": 2, "restoreRate": 0.5},
    }
    second = await post(app, WHO).reply()
    assert (second.status, second.code) == (429, "RATE_LIMITED")
    # Two are left, being refused takes one of them, three are needed.
    assert second.headers["retry-after"] == "4"
    assert (await post(app, WHO, authorization="Bearer good").reply()).status == 200


def test_a_bucket_fills_with_time_and_no_further_than_its_limit():
    budgets = Budgets(limit=100, rate=10)
    assert budgets.charge("a", 60, now=0).left == 40
    assert budgets.balance("a", now=3).left == 70
    assert budgets.balance("a", now=1_000).left == 100
    assert budgets.balance("a", now=-5).left == 40


def test_the_buckets_are_bounded():
    budgets = Budgets(limit=10, rate=1, most_callers=2)
    for caller in ("a", "b", "a", "c"):
        budgets.charge(caller, 1, now=0)
    assert [budgets.balance(caller, now=0).left for caller in "abc"] == [8, 10, 9]


def test_what_costs_more_than_a_bucket_holds_runs_once_it_is_full():
    budgets = Budgets(limit=10, rate=1)
    Purse(budgets, "a", now=0).pay(25)
    with pytest.raises(Declined) as declined:
        Purse(budgets, "a", now=24).pay(25)
    assert dict(declined.value.headers)[b"retry-after"] == b"2"
    Purse(budgets, "a", now=26).pay(25)


async def test_a_request_that_cannot_run_costs_a_point(wired):
    app = wired(budgets=Budgets(limit=1, rate=1))
    assert (await post(app, {"query": "{"}).reply()).headers["x-ratelimit-remaining"] == "0"
    assert (await post(app, WHO).reply()).status == 429


async def test_those_in_debt_are_refused_before_anything_is_parsed(wired, engine, monkeypatch):
    app = wired(budgets=Budgets(limit=1, rate=1))
    for _ in range(2):
        await post(app, {"query": "{"}).reply()
    parsed: list[Request] = []
    monkeypatch.setattr(engine, "kind", parsed.append)
    refused = await post(app, {"query": "{"}).reply()
    assert (refused.status, refused.code, refused.headers["retry-after"]) == (
        429,
        "RATE_LIMITED",
        "1",
    )
    assert parsed == []


async def test_bad_tokens_cost_their_address_points_and_nobody_else_there(wired):
    app = wired(budgets=Budgets(limit=1, rate=1))
    codes = [(await post(app, WHO, authorization="Bearer bad").reply()).status for _ in range(4)]
    assert codes == [401, 401, 429, 429]
    assert (await post(app, WHO).reply()).status == 200


def left(budgets: Budgets, caller: object = "192.0.2.1") -> float:
    """What a caller has in their bucket."""
    return budgets.balance(caller, NOW.timestamp()).left


async def test_a_subscription_that_asks_for_json_costs_a_point(wired):
    budgets = Budgets(limit=9, rate=1)
    reply = await post(wired(budgets=budgets), {"query": "subscription { never }"}).reply()
    assert reply.status == 406
    assert left(budgets) == 8


async def test_a_mutation_by_get_costs_a_point(wired, engine):
    budgets = Budgets(limit=9, rate=1)
    app = wired(budgets=budgets)
    question = b"query=mutation%20%7B%20add%20%7D"
    assert (await get(app, question).reply()).status == 405
    assert left(budgets) == 8
    signed_in = {"authorization": "Bearer good"}
    assert (await get(app, question, **signed_in).reply()).status == 405
    assert (left(budgets), left(budgets, ACCOUNT)) == (8, 8)
    assert engine.total == 0


async def test_who_is_in_debt_by_mutations_by_get_is_refused_before_they_are_parsed(
    wired, engine, monkeypatch
):
    app = wired(budgets=Budgets(limit=1, rate=1))
    question = b"query=mutation%20%7B%20add%20%7D"
    statuses = [(await get(app, question).reply()).status for _ in range(2)]
    parsed: list[Request] = []
    monkeypatch.setattr(engine, "kind", parsed.append)
    statuses.append((await get(app, question).reply()).status)
    assert statuses == [405, 405, 429]
    assert parsed == []


async def test_bad_tokens_at_a_socket_cost_their_address_points_as_those_of_requests(wired):
    app = wired(budgets=Budgets(limit=2, rate=1))
    for _ in range(3):
        async with Socket(app) as socket:
            await socket.accepted()
            socket.send({"type": "connection_init", "payload": {"authorization": "Bearer bad"}})
            assert await socket.closing() == 4403
    refused = await post(app, WHO, authorization="Bearer bad").reply()
    assert (refused.status, refused.code) == (429, "RATE_LIMITED")
    # Even a good one is not looked up now: whoever guesses learns nothing by it.
    async with Socket(app) as socket:
        await socket.accepted()
        socket.send({"type": "connection_init", "payload": {"authorization": "Bearer good"}})
        assert await socket.closing() == 4403
    # Nobody else at that address is shut out.
    async with Socket(app) as socket:
        await socket.signed_in()


def test_hosts_of_one_ipv6_network_have_one_bucket(engine):
    async def nobody(token: str, now: datetime) -> Viewer:
        raise Unauthenticated

    wiring = Wiring(engine, nobody, budgets=Budgets(limit=1, rate=1))
    for number in range(3):
        purse_of(wiring, Context(NOW, source=f"2001:db8::{number}")).owe(1)
    with pytest.raises(Declined):
        purse_of(wiring, Context(NOW, source="2001:db8::ffff")).check()
    purse_of(wiring, Context(NOW, source="2001:db8:0:1::")).check()


@pytest.mark.parametrize(("limit", "rate"), [(0, 1), (1, 0)])
def test_a_budget_that_never_admits_anybody_is_refused(limit, rate):
    with pytest.raises(ValueError, match="fills again"):
        Budgets(limit=limit, rate=rate)


@pytest.mark.parametrize(
    ("is_secure", "ending"), [(True, "SameSite=Strict; Secure"), (False, "Strict")]
)
async def test_a_field_may_sign_a_browser_in(wired, is_secure, ending):
    app = wired(has_secure_cookies=is_secure)
    reply = await post(app, {"query": "mutation { signIn }"}).reply()
    assert reply.headers["set-cookie"].startswith("hub_session=fresh; Max-Age=60; Path=/; HttpOnly")
    assert reply.headers["set-cookie"].endswith(ending)
