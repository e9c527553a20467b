"""`hub demo`: one command, a city to try, and everything put away at the end."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from hub import demo
from hub.embedded import Cluster
from tests.processes import ROOT, environment, hub, serving

SMALL = ("--scale", "0.01", "--port", "0")


@asynccontextmanager
async def demonstration(folder: Path, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "hub", "demo", "--data", str(folder), *SMALL, *options),
        cwd=ROOT,
        env=environment(COLUMNS="80"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def told(process: asyncio.subprocess.Process, words: str) -> str:
    """What it says up to the line with these words."""
    assert process.stdout is not None
    said = ""
    async for line in process.stdout:
        said += line.decode()
        if words in said:
            return said
    pytest.fail(said)


def address_in(said: str) -> str:
    return said.rsplit("The hub is at ", 1)[1].split(maxsplit=1)[0]


async def stopped(process: asyncio.subprocess.Process, what: signal.Signals) -> str:
    """What it still says when it is stopped, which is no failure."""
    process.send_signal(what)
    rest, _ = await process.communicate()
    assert process.returncode == 0, rest.decode()
    return rest.decode()


async def made_at(url: str) -> list[object]:
    """What the example answers."""
    async with httpx.AsyncClient(timeout=30) as client:
        response = await client.post(f"{url}/graphql", json={"query": demo.EXAMPLE})
        ready = await client.get(f"{url}/readyz")
    assert ready.status_code == 200
    body = response.json()
    assert "errors" not in body
    return [body["data"]]


async def test_a_city_is_made_once_and_kept_until_asked_otherwise(tmp_path: Path) -> None:
    async with asyncio.timeout(600):
        async with demonstration(tmp_path) as first:
            before = await made_at(address_in(await told(first, "GraphQL   ")))
            rest = await stopped(first, signal.SIGINT)
        assert "huashan-demo" in rest
        key = (tmp_path / "secret.key").read_text()
        assert not Cluster(tmp_path / "postgres", tmp_path / "postgres").is_running()
        async with demonstration(tmp_path) as second:
            said = await told(second, "GraphQL   ")
            assert "━" not in said
            assert await made_at(address_in(said)) == before
            await stopped(second, signal.SIGTERM)
        assert (tmp_path / "secret.key").read_text() == key
        async with demonstration(tmp_path, "--fresh") as third:
            assert "━" in await told(third, "The hub is at ")
            await stopped(third, signal.SIGINT)


async def test_after_a_crash_a_half_made_city_is_made_anew(tmp_path: Path) -> None:
    async with asyncio.timeout(600):
        async with demonstration(tmp_path) as first:
            before = await made_at(address_in(await told(first, "GraphQL   ")))
            first.kill()
            await first.wait()
        # It is written when the city is whole.
        (tmp_path / "demo.json").unlink()
        async with demonstration(tmp_path) as second:
            said = await told(second, "GraphQL   ")
            assert "━" in said
            assert await made_at(address_in(said)) == before
            await stopped(second, signal.SIGINT)


async def test_other_commands_find_the_demonstration(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    folder = tmp_path / "neighbourhood-hub"
    named = ("user", "list", "--data", str(folder))
    async with asyncio.timeout(600):
        async with demonstration(folder) as running:
            await told(running, "GraphQL   ")
            beside = await hub(*named)
            assert (beside.code, "CITY_ADMINISTRATOR" in beside.out) == (0, True), beside.err
            assert beside.err == f"On the demonstration in {folder}.\n"
            fresh = await hub("demo", "--data", str(folder), "--fresh", "--port", "0")
            assert (fresh.code, "is in use by another hub" in fresh.err) == (1, True)
            await stopped(running, signal.SIGINT)
        # Its server does not run now.
        alone = await hub(*named)
        assert (alone.code, alone.out) == (0, beside.out)
        assert not Cluster(folder / "postgres", folder / "postgres").is_running()
    # Another platform keeps the data of a user elsewhere.
    if sys.platform == "linux":
        found = await hub("doctor", **home)
        assert (found.code, found.err) == (0, beside.err), found.out
        production = await hub("user", "list", HUB_ENVIRONMENT="production", **home)
        assert production.code == 1


async def test_a_demonstration_is_served_and_worked_by_others(tmp_path: Path) -> None:
    async with asyncio.timeout(600):
        async with demonstration(tmp_path) as first:
            await told(first, "GraphQL   ")
            await stopped(first, signal.SIGINT)
        async with serving(None, "--data", str(tmp_path), "--workers", "2") as served:
            assert await made_at(served.url)
            served.tell(signal.SIGTERM)
            assert await served.ended() == 0
    assert not Cluster(tmp_path / "postgres", tmp_path / "postgres").is_running()
