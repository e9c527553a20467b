"""Processes are killed in the middle of their work: nothing is lost, done twice, or stuck."""

import asyncio
import signal
from contextlib import AsyncExitStack
from itertools import product

import aiohttp
import asyncpg
import pytest
from websockets.asyncio.client import ClientConnection

from tests.database import kept, until
from tests.processes import serving
from tests.reliability import lunches
from tests.reliability.boards import next_change, watching
from tests.reliability.workers import working

pytestmark = pytest.mark.reliability

RESIDENTS, LUNCHES, CLIENTS = 200, 10, 16
ORDERS = RESIDENTS * LUNCHES
KILL_AFTER = ORDERS // 3

_JOB = "hub.grid.jobs.close_ended_modes"
_BEGUN = """SELECT id FROM procrastinate_jobs WHERE task_name = $1 AND status = 'doing'
AND EXISTS (SELECT FROM pg_locks WHERE NOT granted)"""
_LONG_AGO = "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'"
_DONE = "SELECT id FROM procrastinate_jobs WHERE id = $1 AND status = 'succeeded'"


class Board:
    """What the board of another server hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._news = asyncio.Event()

    async def listen(self, socket: ClientConnection) -> None:
        while True:
            self.heard.append((await next_change(socket))["order"]["id"])
            self._news.set()

    async def until_heard(self, orders: set[str]) -> None:
        while not orders <= set(self.heard):
            self._news.clear()
            await self._news.wait()


async def test_nothing_is_lost_or_double(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=RESIDENTS, lunches=LUNCHES)
    todo = list(product(canteen.tokens, canteen.lunches))
    placed: dict[tuple[str, str], str] = {}
    board = Board()
    enough = asyncio.Event()

    async def order(client: aiohttp.ClientSession) -> str:
        token, lunch = todo.pop()
        key = f"{token[-8:]} {lunch.menu_id}"
        order_id = await lunches.place(client, token, lunch, key)
        placed[token, lunch.menu_id] = order_id
        if len(placed) >= KILL_AFTER:
            enough.set()
        return order_id

    async def keep_ordering(client: aiohttp.ClientSession) -> None:
        while todo:
            await order(client)

    async with asyncio.timeout(240), AsyncExitStack() as stack:
        first = await stack.enter_async_context(serving(own_database))
        other = await stack.enter_async_context(serving(own_database))
        socket = await stack.enter_async_context(watching(other, canteen))
        client = await stack.enter_async_context(aiohttp.ClientSession(first.url))
        listening = asyncio.create_task(board.listen(socket))
        # The protocol does not say when a subscription has begun: what is heard first does.
        early = set()
        while not board.heard:
            early.add(await order(client))
            await asyncio.wait({listening}, timeout=0.2)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(CLIENTS):
                tasks.create_task(keep_ordering(client))
            await enough.wait()
            first.tell(signal.SIGKILL)
            await first.ended()
            port = int(first.url.rsplit(":", 1)[1])
            await stack.enter_async_context(serving(own_database, port=port))
        # Also of what was committed by the server that did not live to tell.
        await board.until_heard(set(placed.values()) - early)
        listening.cancel()
    assert len(board.heard) == len(set(board.heard))
    assert len(set(placed.values())) == ORDERS
    counts = await lunches.counts(own_database)
    assert counts == dict.fromkeys(counts, ORDERS)


async def test_what_a_killed_worker_had_begun_is_done_by_another(own_database: str) -> None:
    connection = await asyncpg.connect(own_database)
    try:
        async with asyncio.timeout(180):
            async with connection.transaction(), working(own_database) as first:
                # The job is under way as long as it waits for this.
                await connection.execute("LOCK TABLE area_mode IN ACCESS EXCLUSIVE MODE")
                job_id = await until(connection, _BEGUN, _JOB)
                first.kill()
                await first.wait()
            assert await connection.fetchval(_DONE, job_id) is None
            await connection.execute(_LONG_AGO)
            async with working(own_database) as second:
                await until(connection, _DONE, job_id)
                second.terminate()
                assert await second.wait() == 0
        doing = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        assert await connection.fetchval(doing) == 0
    finally:
        await connection.close()
