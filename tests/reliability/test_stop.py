"""SIGTERM lets what is under way finish, and nothing new begin."""

import asyncio
import json
import signal
from urllib.parse import urlsplit

import pytest

from tests.processes import Serving, serving

pytestmark = pytest.mark.reliability

BODY = json.dumps({"query": "{ __typename }"}).encode()


async def begun(server: Serving) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request whose body has arrived but for its last byte."""
    place = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    head = f"POST /graphql HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
    writer.write(f"{head}Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY[:-1])
    await writer.drain()
    return reader, writer


async def refused(server: Serving) -> None:
    """Wait until nobody listens any more."""
    place = urlsplit(server.url)
    while True:
        try:
            _, writer = await asyncio.open_connection(place.hostname, place.port)
        except ConnectionRefusedError:
            return
        writer.close()
        await asyncio.sleep(0.02)


async def test_a_request_under_way_is_answered_before_it_stops(own_database: str) -> None:
    async with asyncio.timeout(120), serving(own_database) as server:
        reader, writer = await begun(server)
        server.tell(signal.SIGTERM)
        await refused(server)
        writer.write(BODY[-1:])
        await writer.drain()
        answer = await reader.read()
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b'{"data":{"__typename":"Query"}' in answer
        writer.close()
        assert await server.ended() == 0


async def test_several_workers_stop_together(own_database: str) -> None:
    async with asyncio.timeout(120), serving(own_database, "--workers", "2") as server:
        reader, writer = await begun(server)
        writer.write(BODY[-1:])
        assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200 ")
        writer.close()
        server.tell(signal.SIGTERM)
        assert await server.ended() == 0
