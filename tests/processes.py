"""The hub in processes of its own, as its operator runs it."""

import asyncio
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from hub.__main__ import COMMANDS, main

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(
    ["hub.__main__", *{module.partition(":")[0] for module, _ in COMMANDS.values()}, "pytest"]
)
_NEW = os.O_WRONLY | os.O_CREAT

ROOT = Path(__file__).parent.parent
KEY = "k" * 32
NOWHERE = "/nowhere"


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str


def environment(url: str | None = None, **more: str) -> dict[str, str]:
    """What a process of the hub is told: a database, a key, and nothing of our own surroundings."""
    told = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    # Whoever runs the tests may have a demonstration of their own.
    told |= {"HOME": NOWHERE, "XDG_DATA_HOME": NOWHERE}
    if url is not None:
        told |= {"HUB_DATABASE_URL": url, "HUB_SECRET_KEYS": KEY}
    return told | more


async def hub(*arguments: str, url: str | None = None, typed: str = "", **more: str) -> Ended:
    """Run a command to its end, in a process forked from one that has imported the hub before."""
    with tempfile.TemporaryDirectory() as folder:
        given, out, err = (Path(folder) / name for name in ("in", "out", "err"))
        given.write_text(typed, "utf-8")
        process = _forks.Process(
            target=_command, args=(arguments, environment(url, **more), given, out, err)
        )
        process.start()
        await asyncio.to_thread(process.join)
        assert process.exitcode is not None
        return Ended(process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))


def _command(
    arguments: tuple[str, ...], told: dict[str, str], given: Path, out: Path, err: Path
) -> None:
    os.environ.clear()
    os.environ.update(told)
    os.chdir(ROOT)
    for number, path, flags in ((0, given, os.O_RDONLY), (1, out, _NEW), (2, err, _NEW)):
        os.dup2(os.open(path, flags), number)
    # Those that the fork came with may be at the end of another file.
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
    main(args=list(arguments), prog_name="hub")


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
async def serving(
    database_url: str | None, *options: str, port: int = 0, more: Mapping[str, str] | None = None
) -> AsyncIterator[Serving]:
    """A `hub serve` process, ended after if it has not by then; `more` is set besides."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hub",
        "serve",
        "--port",
        str(port),
        *options,
        cwd=ROOT,
        env=environment(database_url, **(more or {})),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    line = (await process.stderr.readline()).decode()
    if line.startswith("On the demonstration in "):
        line = (await process.stderr.readline()).decode()
    # Nobody reading what it logs would stop it in the middle of a line.
    reading = asyncio.ensure_future(process.stderr.read())
    try:
        assert line.startswith("Serving on "), line
        url = line.split()[-1]
        # It listens before it answers, so this waits until it does.
        async with httpx.AsyncClient(base_url=url, timeout=100) as client:
            assert (await client.get("/readyz")).status_code == 200
        yield Serving(process, url)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        print((await reading).decode())  # noqa: T201 - pytest shows it when the test fails
