"""Over real sockets: clients that send too much, too slowly or nonsense, and those that go."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.endpoint.asgi_client import soon

HEAD = b"POST /graphql HTTP/1.1\r\nHost: hub.test\r\nContent-Type: application/json\r\n"


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[tuple[str, int]]:
    """An application on a free port of this machine; gives its host and port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield "127.0.0.1", listener.getsockname()[1]
    finally:
        server.should_exit = True
        await running


async def said(address: tuple[str, int], request: bytes) -> bytes:
    """What the server says until it closes the connection."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(request)
    async with asyncio.timeout(60):
        answer = await reader.read()
    writer.close()
    return answer


@pytest.mark.parametrize("is_chunked", [False, True])
async def test_a_body_that_is_too_large_is_answered_while_it_still_comes(wired, is_chunked):
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    async with serving(wired({"body_bytes": 1_000})) as (host, port), httpx.AsyncClient() as client:
        reply = await client.post(
            f"http://{host}:{port}/graphql",
            content=pieces() if is_chunked else b"x" * 4_000_000,
            headers={"Content-Type": "application/json"},
        )
    assert reply.status_code == 413
    assert reply.json()["errors"][0]["extensions"]["code"] == "PAYLOAD_TOO_LARGE"


async def test_a_body_that_stops_halfway_is_408_and_the_connection_is_closed(wired):
    async with serving(wired({"body_seconds": 0.05})) as address:
        answer = await said(address, HEAD + b'Content-Length: 100\r\n\r\n{"query":')
    assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: abc\r\n\r\n{}",
        b"Content-Length: -5\r\n\r\n{}",
        b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Content-Length: 2\r\nAccept: \xff\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nCookie: \xff=\xfe\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nOrigin: \xff\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nAccept-Language: \xff\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nUser-Agent: \xff\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nAuthorization: Bearer \xff\xfe\r\nConnection: close\r\n\r\n{}",
        b"Content-Length: 2\r\nX-Request-Id: a\x0bb\r\nConnection: close\r\n\r\n{}",
    ],
)
async def test_strange_bytes_in_a_request_are_4xx(app, rest):
    async with serving(app) as address:
        assert (await said(address, HEAD + rest)).startswith(b"HTTP/1.1 4")


async def test_a_client_that_vanishes_stops_its_query(wired, engine):
    body = orjson.dumps({"query": "{ slow }"})
    async with serving(wired({"unwatched_seconds": 0})) as address:
        _, writer = await asyncio.open_connection(*address)
        writer.write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        await soon(engine.started)
        writer.transport.abort()
        await soon(engine.stopped)


async def test_a_client_that_vanishes_stops_its_subscriptions(app, engine):
    async with serving(app) as (host, port):
        address = f"ws://{host}:{port}/graphql"
        client = await connect(address, subprotocols=[Subprotocol("graphql-transport-ws")])
        await client.send('{"type":"connection_init"}')
        assert await client.recv() == '{"type":"connection_ack"}'
        payload = {"query": "subscription { never }"}
        await client.send(
            orjson.dumps({"type": "subscribe", "id": "1", "payload": payload}).decode()
        )
        await soon(engine.started)
        client.transport.abort()
        await soon(engine.stopped)
