"""PostgreSQL fails under load: clients are told so, and the hub goes on by itself."""

import asyncio
import time
from collections import Counter
from secrets import token_bytes

import httpx
import pytest

from hub import embedded
from hub.accounts.rules import token_text
from tests.processes import serving

pytestmark = pytest.mark.reliability

CLIENTS = 16
# Looking an unknown token up asks the database: 401 says that it answered.
ANSWERED, AWAY = 401, 503


async def keep_asking(client: httpx.AsyncClient, seen: Counter[int], stop: asyncio.Event) -> None:
    while not stop.is_set():
        await ask_once(client, seen)


async def ask_once(client: httpx.AsyncClient, seen: Counter[int]) -> None:
    headers = {"Authorization": f"Bearer {token_text(token_bytes(32))}"}
    response = await client.post("/graphql", json={"query": "{__typename}"}, headers=headers)
    seen[response.status_code] += 1


async def wait_for(client: httpx.AsyncClient, path: str, status: int) -> float:
    """Ask until the status comes; how many seconds that took."""
    began = time.monotonic()
    while (await client.get(path)).status_code != status:
        pass
    return time.monotonic() - began


async def test_the_service_says_so_and_resumes_within_five_seconds(
    own_cluster: embedded.Cluster, failing_database: str
) -> None:
    seen: Counter[int] = Counter()
    stop = asyncio.Event()
    async with (
        asyncio.timeout(120),
        serving(failing_database) as server,
        httpx.AsyncClient(base_url=server.url, timeout=60) as client,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(CLIENTS):
            tasks.create_task(keep_asking(client, seen, stop))
        await wait_for(client, "/readyz", 200)
        await asyncio.to_thread(own_cluster.crash)
        await wait_for(client, "/readyz", 503)
        assert (await client.get("/readyz")).text == "the database does not answer\n"
        assert (await client.get("/livez")).status_code == 200
        await asyncio.to_thread(own_cluster.start)
        assert await wait_for(client, "/readyz", 200) < 5
        before = seen[ANSWERED]
        await asyncio.gather(*(ask_once(client, seen) for _ in range(2 * CLIENTS)))
        assert seen[ANSWERED] >= before + 2 * CLIENTS
        stop.set()
    assert set(seen) == {ANSWERED, AWAY}
