"""A `hub worker` that a test may kill."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.processes import ROOT, environment


@asynccontextmanager
async def working(database_url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, ended after if it has not by then."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hub", "worker"),
        cwd=ROOT,
        env=environment(database_url),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    line = (await process.stderr.readline()).decode()
    reading = asyncio.ensure_future(process.stderr.read())
    try:
        assert line == "Working.\n", line
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        print((await reading).decode())  # noqa: T201 - pytest shows it when the test fails
