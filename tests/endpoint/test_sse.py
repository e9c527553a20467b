"""Subscriptions and other operations as Server-Sent Events, as graphql-sse's clients read them."""

import asyncio
from typing import Any

import orjson
import pytest

from hub.endpoint import Budgets
from tests.endpoint.asgi_client import get, post, soon

STREAM = "text/event-stream"
COUNT = {"query": "subscription { count(to: 3) }"}


def events(body: bytes) -> list[tuple[str, Any]]:
    """The frames of a stream, comments left out. Lines end with LF alone."""
    assert b"\r" not in body
    found = []
    for frame in body.decode().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in frame.splitlines() if line != ":")
        if lines:
            found.append((lines["event"], orjson.loads(lines["data"])))
    return found


def data(body: bytes) -> list[object]:
    return [value["data"] for kind, value in events(body) if kind == "next"]


async def test_a_subscription_is_streamed_and_completed(app, done):
    reply = await post(app, COUNT, accept=STREAM).reply()
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert "no-cache" in reply.headers["cache-control"]
    assert reply.headers["x-request-id"]
    assert data(reply.body) == [{"count": 1}, {"count": 2}, {"count": 3}]
    assert events(reply.body)[-1] == ("complete", {})
    assert [(each.transport, each.kind, each.points) for each in done] == [
        ("sse", "subscription", 9)
    ]


async def test_a_subscription_is_streamed_to_those_who_accept_json_as_well(app):
    accept = "application/json, text/event-stream, multipart/mixed"
    assert len(data((await post(app, COUNT, accept=accept).reply()).body)) == 3


async def test_a_query_is_streamed_only_to_those_who_accept_nothing_else(app):
    streamed = await post(app, {"query": "{ hello }"}, accept=STREAM).reply()
    assert data(streamed.body) == [{"hello": "world"}]
    both = await post(app, {"query": "{ hello }"}, accept=STREAM + ", application/json").reply()
    assert both.json["data"] == {"hello": "world"}


async def test_a_stream_by_get(app):
    reply = await get(app, b"query=subscription%7Bcount(to:2)%7D", accept=STREAM).reply()
    assert len(data(reply.body)) == 2


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($to: Int!) { count(to: $to) }", "BAD_USER_INPUT"),
    ],
)
async def test_a_request_error_is_an_event(app, query, code):
    reply = await post(app, {"query": query}, accept=STREAM).reply()
    (kind, value), last = events(reply.body)
    assert (kind, value["errors"][0]["extensions"]["code"]) == ("next", code)
    assert "data" not in value
    assert last == ("complete", {})


async def test_the_unexpected_is_masked_and_the_stream_completed(app, caplog):
    reply = await post(
        app, {"query": "subscription { broken }"}, accept=STREAM, x_request_id="abc"
    ).reply()
    assert b"secret" not in reply.body
    *_, (_, problem), last = events(reply.body)
    assert problem["errors"][0]["extensions"] == {
        "code": "INTERNAL_SERVER_ERROR",
        "requestId": "abc",
    }
    assert last == ("complete", {})
    assert [record.request_id for record in caplog.records] == ["abc"]


async def test_problems_before_the_stream_are_plain_answers(app):
    bad_token = await post(app, COUNT, accept=STREAM, authorization="Bearer bad").reply()
    assert (bad_token.status, bad_token.code) == (401, "UNAUTHENTICATED")
    malformed = await post(app, b"nonsense", accept=STREAM).reply()
    assert (malformed.status, malformed.code) == (400, "BAD_REQUEST")


async def test_a_silent_stream_is_kept_alive_and_ends_when_the_client_leaves(wired, engine):
    app = wired({"keep_alive_seconds": 0.001})
    call = post(app, {"query": "subscription { never }"}, accept=STREAM)
    await call.until(b":\n\n:\n\n")
    call.leave()
    async with asyncio.timeout(60):
        await soon(engine.stopped)
        await call.task


async def test_a_stream_ends_with_its_session(wired, engine, tokens):
    app = wired({"session_check_seconds": 0.001})
    call = post(
        app, {"query": "subscription { never }"}, accept=STREAM, authorization="Bearer good"
    )
    await soon(engine.started)
    tokens.clear()
    (_, problem), last = events((await call.reply()).body)
    assert problem["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert last == ("complete", {})
    assert engine.stopped.is_set()


async def test_an_operation_that_takes_too_long_ends_the_stream(wired):
    app = wired({"operation_seconds": 0.01})
    reply = await post(app, {"query": "{ slow }"}, accept=STREAM).reply()
    assert events(reply.body)[0][1]["errors"][0]["extensions"]["code"] == "TIMEOUT"


async def test_a_stream_is_paid_for(wired):
    app = wired(budgets=Budgets(limit=4, rate=1))
    reply = await post(app, COUNT, accept=STREAM).reply()
    left = [
        value["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"]
        for kind, value in events(reply.body)
        if kind == "next"
    ]
    assert left == [1, 0, 0]
    assert (await post(app, COUNT, accept=STREAM).reply()).status == 429


@pytest.mark.parametrize("query", ["{", "{ nope }", "subscription { nope }"])
async def test_a_request_error_on_a_stream_costs_a_point(wired, query):
    app = wired(budgets=Budgets(limit=1, rate=1))
    statuses = [(await post(app, {"query": query}, accept=STREAM).reply()).status for _ in range(3)]
    assert statuses == [200, 200, 429]
