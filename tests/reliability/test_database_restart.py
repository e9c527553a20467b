"""PostgreSQL fails under load: clients are told so, nothing is lost, and the hub goes on."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import cycle, product
from typing import Any

import aiohttp
import pytest

from hub import embedded
from hub.query import global_id
from tests.database import kept
from tests.processes import serving
from tests.reliability import lunches

pytestmark = pytest.mark.reliability

READERS = ORDERERS = 8
RESIDENTS, LUNCHES = 100, 5
AGAIN_WITHIN_SECONDS = 5

BOARD = """query Board($siteId: ID!, $on: Date!) {
  mealOrders(siteId: $siteId, on: $on, period: LUNCH, first: 20) {
    totalCount nodes { number status residentName lines { portions } }
  }
}"""
MINE = "{ viewer { account { displayName } } myMealOrders(first: 5) { nodes { number status } } }"


class Load:
    """Residents who order and read, and staff who look at their board, without end."""

    def __init__(self, client: aiohttp.ClientSession, canteen: lunches.Canteen) -> None:
        self._client = client
        self._canteen = canteen
        self._stop = asyncio.Event()
        self._news = asyncio.Event()
        # How often each was answered with data, and how often that the service is away.
        self.answered: Counter[str] = Counter()
        self.away: Counter[str] = Counter()
        # The orders by who ordered what: the same key is used until there is an answer, and after.
        self.placed: dict[tuple[str, str], set[str]] = {}

    async def ask(self, what: str, token: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """The data; None when the answer says clearly that the service is away for the moment."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._client.post("/graphql", json=body, headers=headers) as response:
            assert response.status in (200, 503), await response.text()
            assert response.content_type == "application/json"
            answer: dict[str, Any] = await response.json()
        self._news.set()
        if "errors" not in answer:
            assert response.status == 200
            self.answered[what] += 1
            data: dict[str, Any] = answer["data"]
            return data
        codes = {error["extensions"]["code"] for error in answer["errors"]}
        assert codes == {"SERVICE_UNAVAILABLE"}, answer
        assert all(error["message"] for error in answer["errors"])
        self.away[what] += 1
        return None

    async def read_board(self) -> dict[str, Any] | None:
        variables = {
            "siteId": global_id("MealSite", self._canteen.site_id),
            "on": self._canteen.lunches[0].on.isoformat(),
        }
        body = {"query": BOARD, "variables": variables}
        return await self.ask("board", self._canteen.staff_token, body)

    async def read_mine(self, token: str) -> dict[str, Any] | None:
        return await self.ask("mine", token, {"query": MINE})

    async def order(self, token: str, lunch: lunches.Lunch) -> dict[str, Any] | None:
        given = lunch.order(f"{token[-8:]} {lunch.menu_id}")
        body = {"query": lunches.PLACE, "variables": {"input": given}}
        data = await self.ask("order", token, body)
        if data is not None:
            order_id = data["mealOrderPlace"]["order"]["id"]
            self.placed.setdefault((token, lunch.menu_id), set()).add(order_id)
        return data

    async def _keep(self, do: Callable[[], Awaitable[object]]) -> None:
        while not self._stop.is_set():
            await do()

    @asynccontextmanager
    async def under_way(self) -> AsyncIterator[None]:
        """Meanwhile all of them ask again as soon as they are answered."""
        wanted = cycle(product(self._canteen.tokens, self._canteen.lunches))
        tokens = cycle(self._canteen.tokens)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(ORDERERS):
                tasks.create_task(self._keep(lambda: self.order(*next(wanted))))
            for _ in range(READERS):
                tasks.create_task(self._keep(lambda: self.read_mine(next(tokens))))
            tasks.create_task(self._keep(self.read_board))
            yield
            self._stop.set()

    async def has_resumed(self) -> bool:
        """Whether each kind of request is answered with data."""
        token, lunch = self._canteen.tokens[0], self._canteen.lunches[0]
        asked = self.order(token, lunch), self.read_mine(token), self.read_board()
        return all(data is not None for data in await asyncio.gather(*asked))

    async def until_answered(self, counter: Counter[str], times: int) -> None:
        """Wait until each kind of request has been counted so many times more."""
        before = Counter(counter)
        while any(counter[what] - before[what] < times for what in ("board", "mine", "order")):
            self._news.clear()
            await self._news.wait()


async def ready(client: aiohttp.ClientSession) -> tuple[int, str]:
    async with client.get("/readyz") as response:
        return response.status, await response.text()


async def wait_until_ready_is(client: aiohttp.ClientSession, status: int) -> str:
    while True:
        found, text = await ready(client)
        if found == status:
            return text


async def test_clients_are_told_so_and_the_service_resumes_within_five_seconds(
    own_cluster: embedded.Cluster, failing_database: str
) -> None:
    async with kept(failing_database):
        canteen = await lunches.canteen(residents=RESIDENTS, lunches=LUNCHES)
    async with (
        asyncio.timeout(240),
        serving(failing_database) as server,
        aiohttp.ClientSession(server.url) as client,
    ):
        load = Load(client, canteen)
        async with load.under_way():
            await load.until_answered(load.answered, 20)
            assert not load.away
            await asyncio.to_thread(own_cluster.crash)
            assert await wait_until_ready_is(client, 503) == "the database does not answer\n"
            async with client.get("/livez") as response:
                assert response.status == 200
            await load.until_answered(load.away, 3)
            await asyncio.to_thread(own_cluster.start)
            began = time.monotonic()
            while not await load.has_resumed():
                continue
            await wait_until_ready_is(client, 200)
            assert time.monotonic() - began < AGAIN_WITHIN_SECONDS
            # And nothing is away any more, for anybody.
            away = Counter(load.away)
            await load.until_answered(load.answered, 20)
            assert load.away == away
    assert all(len(orders) == 1 for orders in load.placed.values())
    counts = await lunches.counts(failing_database)
    assert counts == dict.fromkeys(counts, counts["orders"])
    assert counts["orders"] >= len(load.placed)
