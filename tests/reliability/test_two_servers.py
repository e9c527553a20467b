"""Two servers of one database are one service: what one changes, subscribers of the other see."""

import asyncio
import signal

import aiohttp
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.database import kept
from tests.processes import serving
from tests.reliability import lunches
from tests.reliability.boards import next_change, watching

pytestmark = pytest.mark.reliability


async def until_closed(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


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
