"""graphql-transport-ws, message by message and close code by close code."""

import asyncio

import pytest

from hub.endpoint import Budgets, Origins
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from tests.endpoint.asgi_client import Closed, Socket, soon
from tests.endpoint.conftest import ACCOUNT

COUNT = "subscription ($to: Int!) { count(to: $to) }"
NEVER = "subscription { never }"
CITY_STAFF = Grant(Role.CANTEEN_STAFF)


async def test_a_subscription_runs_to_its_end(app, done):
    async with Socket(app) as socket:
        assert await socket.accepted() == "graphql-transport-ws"
        socket.send({"type": "connection_init"})
        assert await socket.message() == {"type": "connection_ack"}
        socket.subscribe("一", COUNT, variables={"to": 2}, operationName=None, extensions={})
        answers = [await socket.message() for _ in range(3)]
    assert [each["type"] for each in answers] == ["next", "next", "complete"]
    assert {each["id"] for each in answers} == {"一"}
    assert [each["payload"]["data"] for each in answers[:2]] == [{"count": 1}, {"count": 2}]
    assert [(each.transport, each.kind, each.points) for each in done] == [
        ("websocket", "subscription", 6)
    ]


@pytest.mark.parametrize("query", ["{ hello }", "mutation { add }"])
async def test_queries_and_mutations_run_too(app, query):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.subscribe("1", query)
        assert (await socket.message())["payload"]["data"]
        assert await socket.message() == {"type": "complete", "id": "1"}


INVALID = [
    "",
    "nonsense",
    "null",
    "1",
    "[]",
    "{}",
    '{"type":1}',
    '{"type":"start"}',
    '{"type":"connection_init","payload":1}',
    '{"type":"ping","payload":"x"}',
    '{"type":"subscribe"}',
    '{"type":"subscribe","id":1,"payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":"1","payload":null}',
    '{"type":"subscribe","id":"1","payload":{"query":1}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":"{}"}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","operationName":1}}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","extensions":[]}}',
    '{"type":"complete"}',
    '{"type":"complete","id":7}',
    '{"type":"next","id":"1","payload":{}}',
    '{"type":"subscribe","id":"\\ud800","payload":{"query":"{ hello }"}}',
    "[" * 100_000,
]


@pytest.mark.parametrize("text", INVALID)
async def test_an_invalid_message_closes_4400(app, text):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.send(text)
        assert await socket.closing() == 4400


async def test_a_binary_frame_closes_4400(app):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.send_bytes(b'{"type":"ping"}')
        assert await socket.closing() == 4400


async def test_subscribing_before_the_greeting_closes_4401(app, engine):
    async with Socket(app) as socket:
        await socket.accepted()
        socket.subscribe("1", "{ hello }")
        assert await socket.closing() == 4401
    assert not engine.contexts


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("json",)])
async def test_another_protocol_closes_4406(app, protocols):
    async with Socket(app, protocols) as socket:
        assert await socket.accepted() == (protocols[0] if protocols else None)
        assert await socket.closing() == 4406


async def test_no_greeting_closes_4408(wired):
    async with Socket(wired({"init_seconds": 0.01})) as socket:
        await socket.accepted()
        assert await socket.closing() == 4408


async def test_an_id_in_use_closes_4409(app):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.subscribe("1", NEVER)
        socket.subscribe("1", "{ hello }")
        assert await socket.closing() == 4409


async def test_a_second_greeting_closes_4429(app):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.send({"type": "connection_init"})
        assert await socket.closing() == 4429


async def test_a_message_too_big_closes_1009(wired):
    async with Socket(wired({"message_bytes": 100})) as socket:
        await socket.signed_in()
        socket.subscribe("1", "{ hello }" + " " * 100)
        assert await socket.closing() == 1009


@pytest.mark.parametrize(
    "params",
    [
        {"authorization": "Bearer bad"},
        {"Authorization": "good"},
        {"authorization": 1},
        {"authorization": {}},
    ],
)
async def test_a_bad_token_closes_4403(app, params):
    async with Socket(app) as socket:
        await socket.accepted()
        socket.send({"type": "connection_init", "payload": params})
        assert await socket.closing() == 4403


async def account(socket: Socket) -> object:
    socket.subscribe("who", "{ account }")
    answer = (await socket.message())["payload"]["data"]["account"]
    await socket.message()
    return answer


async def test_connection_params_say_who_asks(app):
    async with Socket(app) as socket:
        await socket.signed_in(Authorization="Bearer good")
        assert await account(socket) == str(ACCOUNT)


async def test_the_handshake_says_who_asks(app):
    async with Socket(app, cookie="hub_session=good", origin="https://hub.test") as socket:
        await socket.signed_in()
        assert await account(socket) == str(ACCOUNT)


async def test_connection_params_come_before_the_handshake(app):
    async with Socket(app, authorization="Basic x") as socket:
        await socket.signed_in(authorization="Bearer good")
        assert await account(socket) == str(ACCOUNT)


async def test_without_a_token_the_socket_is_anonymous(app):
    async with Socket(app) as socket:
        await socket.signed_in(anything="else")
        assert await account(socket) is None


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "https://hub.test.evil.cn"])
async def test_a_page_of_another_site_is_turned_away_before_the_handshake(app, origin):
    async with Socket(app, origin=origin) as socket:
        with pytest.raises(Closed):
            await socket.accepted()


async def test_pages_of_listed_sites_may_open_a_socket(wired):
    app = wired(origins=Origins(frozenset({"https://app.example.cn"})))
    async with Socket(app, origin="https://app.example.cn") as socket:
        await socket.signed_in()


async def test_a_token_that_goes_bad_closes_the_socket(wired, engine, tokens):
    async with Socket(wired({"session_check_seconds": 0.001})) as socket:
        await socket.signed_in(authorization="Bearer good")
        socket.subscribe("1", NEVER)
        await soon(engine.started)
        tokens.clear()
        assert await socket.closing() == 4403
    assert engine.stopped.is_set()


async def test_a_token_that_goes_bad_is_noticed_by_the_next_operation(app, tokens):
    async with Socket(app) as socket:
        await socket.signed_in(authorization="Bearer good")
        tokens.clear()
        socket.subscribe("1", "{ hello }")
        assert await socket.closing() == 4403


@pytest.mark.parametrize("later", [Viewer(account_id=ACCOUNT, grants=(CITY_STAFF,)), NOBODY])
async def test_an_event_is_that_of_who_the_caller_is_by_then(wired, engine, tokens, later):
    # Well before the token would be looked at again without an event.
    async with Socket(wired({"session_check_seconds": 3600})) as socket:
        await socket.signed_in(authorization="Bearer good")
        socket.subscribe("1", NEVER)
        await soon(engine.started)
        tokens.clear()
        if later is not NOBODY:
            tokens["good"] = later
        engine.opened.set()
        assert (await socket.message())["type"] == "next"
    assert engine.seen_as == [later]


async def test_a_running_operation_learns_of_new_roles(wired, engine, tokens):
    async with Socket(wired({"session_check_seconds": 0.001})) as socket:
        await socket.signed_in(authorization="Bearer good")
        socket.subscribe("1", NEVER)
        await soon(engine.started)
        tokens["good"] = Viewer(account_id=ACCOUNT, grants=(CITY_STAFF,))
        for _ in range(1_000):
            if engine.contexts[0].viewer.has(Role.CANTEEN_STAFF):
                break
            await asyncio.sleep(0.001)
        assert engine.contexts[0].viewer.has(Role.CANTEEN_STAFF)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (COUNT, "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", "OPERATION_RESOLUTION_FAILURE"),
        ("", "BAD_REQUEST"),
    ],
)
async def test_a_broken_operation_leaves_the_others_alone(app, engine, query, code):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.subscribe("steady", "{ slow }")
        await soon(engine.started)
        socket.subscribe("broken", query)
        error = await socket.message()
        assert (error["id"], error["type"]) == ("broken", "error")
        assert error["payload"][0]["extensions"]["code"] == code
        engine.opened.set()
        assert (await socket.message())["payload"]["data"] == {"slow": True}


async def test_the_unexpected_is_masked_and_leaves_the_others_alone(app, engine, caplog):
    async with Socket(app, x_request_id="abc") as socket:
        await socket.signed_in()
        socket.subscribe("steady", "{ slow }")
        await soon(engine.started)
        socket.subscribe("broken", "subscription { broken }")
        assert (await socket.message())["type"] == "next"
        error = await socket.message()
        assert error["type"] == "error"
        assert "secret" not in str(error)
        request_id = error["payload"][0]["extensions"]["requestId"]
        assert request_id == caplog.records[0].request_id == "abc-2"
        engine.opened.set()
        assert (await socket.message())["payload"]["data"] == {"slow": True}


async def test_every_operation_has_a_context_of_its_own(app, engine):
    async with Socket(app) as socket:
        await socket.signed_in()
        for operation_id in ("1", "1"):
            socket.subscribe(operation_id, "{ hello }")
            await socket.message()
            await socket.message()
    first, second = engine.contexts
    assert first is not second
    assert first.request_id != second.request_id


async def test_too_many_operations_are_refused_one_by_one(wired, engine):
    async with Socket(wired({"subscriptions": 1})) as socket:
        await socket.signed_in()
        socket.subscribe("1", NEVER)
        await soon(engine.started)
        socket.subscribe("2", "{ hello }")
        error = await socket.message()
        assert (error["id"], error["payload"][0]["extensions"]["code"]) == (
            "2",
            "TOO_MANY_OPERATIONS",
        )
        socket.send({"type": "complete", "id": "1"})
        await soon(engine.stopped)
        socket.subscribe("2", "{ hello }")
        assert (await socket.message())["payload"]["data"] == {"hello": "world"}


async def test_a_completed_operation_is_stopped_and_its_id_is_free(app, engine):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.subscribe("1", NEVER)
        await soon(engine.started)
        socket.send({"type": "complete", "id": "1"})
        socket.subscribe("1", "{ hello }")
        assert (await socket.message())["payload"]["data"] == {"hello": "world"}
        assert engine.stopped.is_set()


async def test_completing_what_does_not_run_is_no_matter(app):
    async with Socket(app) as socket:
        await socket.signed_in()
        socket.send({"type": "complete", "id": "unknown"})
        socket.send({"type": "ping"})
        assert await socket.message() == {"type": "pong"}


async def test_pings_are_answered_before_and_after_the_greeting(app):
    async with Socket(app) as socket:
        await socket.accepted()
        socket.send({"type": "ping", "payload": {"x": 1}})
        assert await socket.message() == {"type": "pong", "payload": {"x": 1}}
        socket.send({"type": "pong"})
        socket.send({"type": "connection_init"})
        assert await socket.message() == {"type": "connection_ack"}
        socket.send({"type": "pong", "payload": {}})
        socket.send({"type": "ping"})
        assert await socket.message() == {"type": "pong"}


async def test_a_client_that_leaves_takes_its_operations_along_quietly(app, engine, caplog):
    socket = Socket(app)
    await socket.signed_in()
    socket.subscribe("1", NEVER)
    await soon(engine.started)
    socket.subscribe("2", COUNT, variables={"to": 1_000_000})
    await socket.message()
    socket.leave()
    async with asyncio.timeout(60):
        await socket.task
    assert engine.stopped.is_set()
    assert not caplog.records


async def test_an_operation_that_takes_too_long_is_stopped(wired):
    async with Socket(wired({"operation_seconds": 0.01})) as socket:
        await socket.signed_in()
        socket.subscribe("1", "{ slow }")
        error = await socket.message()
        assert error["payload"][0]["extensions"]["code"] == "TIMEOUT"


async def test_those_in_debt_hear_it_on_a_socket_and_nothing_is_parsed(wired):
    async with Socket(wired(budgets=Budgets(limit=1, rate=1))) as socket:
        await socket.signed_in()
        codes = []
        for number in range(3):
            socket.subscribe(str(number), "{ nope }")
            message = await socket.message()
            codes.append(message["payload"][0]["extensions"]["code"])
    assert codes[-1] == "RATE_LIMITED"
    assert "RATE_LIMITED" not in codes[:-1]
