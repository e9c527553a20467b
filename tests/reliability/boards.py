"""The order board of a member of staff, live over a socket."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from hub.query import global_id
from tests.processes import Serving
from tests.reliability import lunches

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


async def next_change(socket: ClientConnection) -> dict[str, Any]:
    message = json.loads(await socket.recv())
    assert message["type"] == "next", message
    change: dict[str, Any] = message["payload"]["data"]["mealOrderChanged"]
    return change
