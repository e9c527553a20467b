"""Clients who send slowly, do not read, or vanish: none of them holds a connection from others."""

import asyncio
import json
import socket
import struct
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import asyncpg
import pytest

from tests.database import kept, until
from tests.processes import Serving, serving
from tests.reliability import lunches

pytestmark = pytest.mark.reliability

# More than the server has connections to the database.
MANY = 30
# A statement that nobody waits for is not to be saved by its time limit.
PATIENT = {"HUB_DATABASE_STATEMENT_TIMEOUT_MS": "60000", "HUB_OPERATION_SECONDS": "60"}

MENU = "query ($id: ID!) { node(id: $id) { ... on Menu { status items { remaining } } } }"
WHO = "{ viewer { account { displayName } } }"
_ALL_IDLE = """SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
AND application_name = 'hub' AND state <> 'idle')"""
_WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
_NOBODY_WAITS = "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"


def request(token: str, query: str, **variables: object) -> bytes:
    body = json.dumps({"query": query, "variables": variables}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nHost: hub.test\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def sending(server: Serving, content: bytes) -> asyncio.StreamWriter:
    """A client who has sent this and reads nothing."""
    place = urlsplit(server.url)
    _, writer = await asyncio.open_connection(place.hostname, place.port, limit=1)
    writer.write(content)
    await writer.drain()
    return writer


def vanish(writer: asyncio.StreamWriter) -> None:
    """As when a phone loses its network and comes back: the connection is reset."""
    taken: Any = writer.get_extra_info("socket")
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def is_known(client: aiohttp.ClientSession, token: str) -> bool:
    headers = {"Authorization": f"Bearer {token}"}
    async with client.post("/graphql", json={"query": WHO}, headers=headers) as response:
        answer = await response.json()
    assert "errors" not in answer, answer
    return answer["data"]["viewer"] is not None


async def test_who_sends_slowly_or_does_not_read_keeps_nobody_waiting(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=MANY, lunches=1)
    (lunch,) = canteen.lunches
    async with (
        asyncio.timeout(120),
        AsyncExitStack() as leaving,
        serving(own_database) as server,
        aiohttp.ClientSession(server.url) as client,
    ):
        for token in canteen.tokens:
            whole = request(token, WHO)
            # One stops in the middle; the other asks and asks, and never reads.
            for content in (whole[:-5], whole * 50):
                leaving.callback(vanish, await sending(server, content))
        async with asyncio.timeout(20):
            for token in canteen.tokens:
                await lunches.place(client, token, lunch, "lunch")
                assert await is_known(client, token)
        connection = await asyncpg.connect(own_database)
        await until(connection, _ALL_IDLE)
        await connection.close()


async def test_who_vanishes_takes_their_statement_along(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=MANY, lunches=1)
    (lunch,) = canteen.lunches
    connection = await asyncpg.connect(own_database)
    async with (
        asyncio.timeout(120),
        serving(own_database, more=PATIENT) as server,
        aiohttp.ClientSession(server.url) as client,
        connection.transaction(),
    ):
        # Whoever reads a menu waits for this.
        await connection.execute("LOCK TABLE menu IN ACCESS EXCLUSIVE MODE")
        for token in canteen.tokens:
            vanishing = await sending(server, request(token, MENU, id=lunch.menu_id))
            await until(connection, _WAITING)
            vanish(vanishing)
        async with asyncio.timeout(20):
            await until(connection, _NOBODY_WAITS)
            assert await is_known(client, canteen.staff_token)
    await connection.close()
