"""A query whose client has left, or that takes too long, is stopped; a change goes on."""

import asyncio

import pytest

from tests.endpoint.asgi_client import post, soon

SLOW = {"query": "{ slow }"}
AT_ONCE = {"unwatched_seconds": 0}


async def test_a_query_is_stopped_when_its_client_leaves(wired, engine, done):
    call = post(wired(AT_ONCE), SLOW)
    await soon(engine.started)
    call.leave()
    async with asyncio.timeout(60):
        await soon(engine.stopped)
        await call.task
    assert not call.events
    assert [(each.status, each.code) for each in done] == [(499, "CLIENT_LEFT")]


async def test_a_change_goes_on_when_its_client_leaves(wired, engine):
    call = post(wired(AT_ONCE), {"query": "mutation { slowAdd }"})
    await soon(engine.started)
    call.leave()
    await asyncio.sleep(0)
    engine.opened.set()
    async with asyncio.timeout(60):
        await call.task
    assert engine.total == 1


async def test_an_operation_that_takes_too_long_is_stopped_and_says_so(wired, engine):
    reply = await post(wired({**AT_ONCE, "operation_seconds": 0.01}), SLOW).reply()
    assert engine.stopped.is_set()
    assert (reply.status, reply.code) == (200, "TIMEOUT")
    assert list(reply.json) == ["errors", "data"]
    assert reply.json["data"] is None


async def test_an_operation_that_ends_in_time_is_answered(wired, engine):
    call = post(wired(AT_ONCE), SLOW)
    await soon(engine.started)
    engine.opened.set()
    assert (await call.reply()).json["data"] == {"slow": True}


async def test_cancelling_the_server_is_not_taken_for_a_client_that_leaves(wired, engine):
    call = post(wired(AT_ONCE), SLOW)
    await soon(engine.started)
    call.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call.task
