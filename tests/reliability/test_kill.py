"""A server is killed in the middle of 2,000 orders: nothing is lost, and nothing is done twice."""

import asyncio
import signal
from contextlib import AsyncExitStack
from itertools import product

import aiohttp
import asyncpg
import pytest

from tests.database import kept
from tests.processes import serving
from tests.reliability import lunches

pytestmark = pytest.mark.reliability

RESIDENTS, LUNCHES, CLIENTS = 200, 10, 16
ORDERS = RESIDENTS * LUNCHES
KILL_AFTER = ORDERS // 3

# Each of them is the number of orders, when nothing is lost or double.
_COUNTS = """SELECT
(SELECT count(*) FROM meal_order) AS orders,
(SELECT count(DISTINCT (menu_id, number)) FROM meal_order) AS numbers,
(SELECT sum(last_number) FROM menu) AS last_numbers,
(SELECT sum(portions) FROM meal_order_line) AS portions,
(SELECT sum(taken) FROM menu_item) AS taken,
(SELECT count(*) FROM meal_order_move) AS moves,
(SELECT count(*) FROM event WHERE topic = 'meal_order.placed') AS events,
(SELECT count(*) FROM audit WHERE operation = 'mealOrderPlace' AND outcome = 'OK') AS audited,
(SELECT count(*) FROM idempotency WHERE result IS NOT NULL) AS keys"""


async def test_nothing_is_lost_or_double(own_database: str) -> None:
    async with kept(own_database):
        canteen = await lunches.canteen(residents=RESIDENTS, lunches=LUNCHES)
    todo = list(product(canteen.tokens, canteen.lunches))
    placed: dict[tuple[str, str], str] = {}
    enough = asyncio.Event()

    async def order(client: aiohttp.ClientSession) -> None:
        while todo:
            token, lunch = todo.pop()
            key = f"{token[-8:]} {lunch.menu_id}"
            placed[token, lunch.menu_id] = await lunches.place(client, token, lunch, key)
            if len(placed) >= KILL_AFTER:
                enough.set()

    async with asyncio.timeout(240), AsyncExitStack() as servers:
        first = await servers.enter_async_context(serving(own_database))
        port = int(first.url.rsplit(":", 1)[1])
        async with (
            aiohttp.ClientSession(first.url) as client,
            asyncio.TaskGroup() as tasks,
        ):
            for _ in range(CLIENTS):
                tasks.create_task(order(client))
            await enough.wait()
            first.tell(signal.SIGKILL)
            await first.ended()
            await servers.enter_async_context(serving(own_database, port=port))
    assert len(set(placed.values())) == ORDERS
    connection = await asyncpg.connect(own_database)
    try:
        counts = dict(await connection.fetchrow(_COUNTS))
        assert counts == dict.fromkeys(counts, ORDERS)
    finally:
        await connection.close()
