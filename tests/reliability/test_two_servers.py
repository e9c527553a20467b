"""Two servers of one database are one service: what one changes, subscribers of the other see."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from hub.query import global_id
from tests.database import kept
from tests.processes import Serving, serving
from tests.reliability import lunches

pytestmark = pytest.mark.reliability

WATCH = """subscription Watch($siteId: ID!) {
  mealOrderChanged(siteId: $siteId) { status order { id number } }
}"""


@asynccontextmanager
async def watching(server: Serving, canteen: lunches.Canteen) -> AsyncIterator[ClientConnection]:
    """The order board of a member of staff, live."""
    url = server.url.replace("http", "ws") + "/graphql"
    async with connect(url, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
        payload = {"Authorization": f"Bearer {canteen.staff_token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        variables = {"siteId": global_id("MealSite", canteen.site_id)}
        watch = {"query": WATCH, "variables": variables}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": watch}))
        yield socket


async def until_closed(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def next_change(socket: ClientConnection) -> dict[str, Any]:
    message = json.loads(await socket.recv())
    assert message["type"] == "next", message
    change: dict[str, Any] = message["payload"]["data"]["mealOrderChanged"]
    return change


async def test_a_change_through_one_reaches_a_subscriber_of_the_other(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=20, lunches=1)
    async with (
        asyncio.timeout(120),
        serving(own_database) as one,
        serving(own_database) as other,
        aiohttp.ClientSession(one.url) as client,
        watching(other, canteen) as board,
    ):
        (lunch,) = canteen.lunches
        tokens = iter(canteen.tokens)
        # The protocol does not say when a subscription has begun: the first change does.
        first = asyncio.create_task(next_change(board))
        while not first.done():
            await lunches.place(client, next(tokens), lunch, "early")
            await asyncio.wait({first}, timeout=3)
        for token in tokens:
            order_id = await lunches.place(client, token, lunch, "later")
            assert (await next_change(board))["order"]["id"] == order_id


async def test_live_updates_end_when_the_server_is_told_to_stop(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=1, lunches=1)
    async with (
        asyncio.timeout(120),
        serving(own_database) as server,
        watching(server, canteen) as board,
    ):
        server.tell(signal.SIGTERM)
        with pytest.raises(ConnectionClosed):
            await until_closed(board)
        assert await server.ended() == 0
