"""The hub in processes of its own, as its operator runs it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
KEY = "k" * 32


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str


def environment(url: str | None = None, **more: str) -> dict[str, str]:
    """What a process of the hub is told: a database, a key, and nothing of our own surroundings."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    if url is not None:
        told |= {"HUB_DATABASE_URL": url, "HUB_SECRET_KEYS": KEY}
    return told | more


async def hub(*arguments: str, url: str | None = None, typed: str = "", **more: str) -> Ended:
    """Run a command to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hub",
        *arguments,
        cwd=ROOT,
        env=environment(url, **more),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(typed.encode())
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


@dataclass(slots=True)
class Serving:
    """A `hub serve` that answers at `url`."""

    process: asyncio.subprocess.Process
    url: str

    def tell(self, what: signal.Signals) -> None:
        self.process.send_signal(what)

    async def ended(self) -> int:
        """Its exit code, once it has ended."""
        return await self.process.wait()


@asynccontextmanager
async def serving(database_url: str, *options: str, port: int = 0) -> AsyncIterator[Serving]:
    """A `hub serve` process, ended after if it has not by then."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hub",
        "serve",
        "--port",
        str(port),
        *options,
        cwd=ROOT,
        env=environment(database_url),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    line = (await process.stderr.readline()).decode()
    # Nobody reading what it logs would stop it in the middle of a line.
    reading = asyncio.ensure_future(process.stderr.read())
    try:
        assert line.startswith("Serving on "), line
        url = line.split()[-1]
        # It listens before it answers, so this waits until it does.
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            assert (await client.get("/readyz")).status_code == 200
        yield Serving(process, url)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        print((await reading).decode())  # noqa: T201 - pytest shows it when the test fails
