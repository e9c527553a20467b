"""Measure the hub beside its peers: `python -m tests.benchmarks`. Prints a Markdown table.

One PostgreSQL, the same data, one server process each, 32 connections, rounds in turn; wrk sends
the requests (Debian: `apt-get install wrk`). Only ratios within one run mean anything.
"""

import asyncio
import json
import shutil
import statistics
import subprocess
import tempfile
import urllib.request
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import click
import psutil
from rich.console import Console
from rich.progress import Progress

from hub import embedded, migrate
from hub.kernel.clock import day_of, utc_now
from tests.benchmarks import data
from tests.benchmarks.operations import OPERATIONS, bodies
from tests.benchmarks.servers import HERE, SERVERS, Server, cpu_seconds, install_peers, running

CONNECTIONS = 32
console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of one operation on one server came to."""

    rate: float
    cpu_us: float
    database_cpu_us: float
    p50: float
    p99: float


async def _prepare(url: str, times: int) -> data.City:
    await migrate.create_database(url, "bench")
    target = url.replace("/postgres?", "/bench?")
    await migrate.apply(target)
    connection = await asyncpg.connect(target)
    try:
        return await data.fill(connection, day_of(utc_now()), times=times)
    finally:
        await connection.close()


async def _value(url: str, sql: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval(sql))
    finally:
        await connection.close()


def _postgres_seconds(folder: Path) -> float:
    """CPU time of the whole PostgreSQL, backends that have gone included."""
    pid = int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
    postmaster = psutil.Process(pid)
    gone = postmaster.cpu_times()
    return cpu_seconds(postmaster) + gone.children_user + gone.children_system


def _token(body: bytes) -> str:
    """Whose request it is: a resident asks for their own orders, staff for all else."""
    return data.RESIDENT_TOKEN if b"query mine" in body else data.STAFF_TOKEN


def _check(server: Server, body: bytes) -> None:
    """Stop when an answer is not what the run is about."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if server.name == "hub":
        headers["Authorization"] = f"Bearer {_token(body)}"
    request = urllib.request.Request(server.url, body, headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        answer = json.load(response)
    found = next(iter((answer.get("data") or {"": None}).values()))
    if answer.get("errors") or not found or "message" in found:
        raise SystemExit(f"{server.title} answered {str(answer)[:600]}\nto {body.decode()[:600]}")


def _load(server: Server, lines: Path, seconds: int, skip: int = 0) -> dict[str, float]:
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "-s",
        str(HERE / "load.lua"),
    ]
    command += [server.url, "--", str(lines), str(skip)]
    if server.name == "hub":
        command.append(_token(lines.read_bytes()[:100]))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    if result["failed"]:
        raise SystemExit(f"{server.title}: {result['failed']} requests failed")
    return result


def _run(
    server: Server, operation: str, process: psutil.Process, folder: Path, lines: Path, seconds: int
) -> Run:
    begun, database = cpu_seconds(process), _postgres_seconds(folder)
    result = _load(server, lines, seconds, 1)
    spent = cpu_seconds(process) - begun
    asked = _postgres_seconds(folder) - database
    count = result["requests"]
    return Run(
        count / result["seconds"],
        spent / count * 1e6,
        asked / count * 1e6,
        result["p50"],
        result["p99"],
    )


def _median(runs: list[Run], what: str) -> float:
    return statistics.median(getattr(run, what) for run in runs)


def _table(
    results: dict[tuple[str, str], list[Run]], chosen: list[Server], operations: list[str]
) -> str:
    lines = [
        "| operation | " + " | ".join(server.title for server in chosen) + " |",
        "|---" * (len(chosen) + 1) + "|",
    ]
    for operation in operations:
        cells = []
        for server in chosen:
            runs = results[server.name, operation]
            cells.append(
                f"{_median(runs, 'rate'):,.0f} ({_median(runs, 'cpu_us'):,.0f};"
                f" {_median(runs, 'database_cpu_us'):,.0f};"
                f" {_median(runs, 'p50'):.1f}/{_median(runs, 'p99'):.1f})"
            )
        lines.append(f"| {OPERATIONS[operation]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _ratios(results: dict[tuple[str, str], list[Run]], operations: list[str]) -> str:
    peers = ("postgraphile", "mercurius", "idiomatic")
    lines = [
        "| operation | × PostGraphile | × best peer | of the limit | CPU of PostGraphile's |",
        "|---|---|---|---|---|",
    ]
    for operation in operations:
        own = results["hub", operation]
        rate = {n: _median(results[n, operation], "rate") for n in (*peers, "limit")}
        cpu = _median(own, "cpu_us") / _median(results["postgraphile", operation], "cpu_us")
        mine = _median(own, "rate")
        lines.append(
            f"| {OPERATIONS[operation]} | {mine / rate['postgraphile']:.2f}"
            f" | {mine / max(rate[n] for n in peers):.2f}"
            f" | {mine / rate['limit']:.0%} | {cpu:.0%} |"
        )
    return "\n".join(lines)


@click.command()
@click.option("--rounds", default=5, show_default=True, help="Rounds; the median counts.")
@click.option("--seconds", default=4, show_default=True, help="Length of one run.")
@click.option("--times", default=1, show_default=True, help="Rows of the past, times 200,000.")
@click.option("--only", multiple=True, help="Only these servers.")
@click.option("--operation", "operations", multiple=True, help="Only these operations.")
def main(
    rounds: int, seconds: int, times: int, only: tuple[str, ...], operations: tuple[str, ...]
) -> None:
    """Fill, start all servers, measure in turn, print the tables."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    install_peers()
    chosen = [server for server in SERVERS if not only or server.name in only]
    asked = [name for name in OPERATIONS if not operations or name in operations]
    folder = Path(tempfile.mkdtemp(prefix="hub-benchmark-"))
    results: dict[tuple[str, str], list[Run]] = defaultdict(list)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        cluster = stack.enter_context(embedded.running(folder, throwaway=True))
        with console.status("filling the database"):
            city = asyncio.run(_prepare(cluster.url(), times))
        database = cluster.url("bench")
        processes = {
            server.name: stack.enter_context(
                running(server, database, folder / f"{server.name}.log")
            )
            for server in chosen
        }
        lines = folder / "bodies.json"
        turn = 0
        with Progress(console=console) as progress:
            task = progress.add_task("measuring", total=(rounds + 1) * len(asked) * len(chosen))
            for round_ in range(rounds + 1):
                for operation in asked:
                    for server in chosen:
                        made = bodies(server.name, operation, city, turn)
                        turn += operation == "place"
                        lines.write_bytes(b"\n".join(made))
                        _check(server, made[0])
                        length = seconds if round_ else 1
                        run = _run(server, operation, processes[server.name], folder, lines, length)
                        if round_:
                            results[server.name, operation].append(run)
                        progress.advance(task)
        memory = {name: process.memory_info().rss for name, process in processes.items()}
        placed = asyncio.run(_value(database, 'SELECT count(*) FROM meal_order WHERE "on" > now()'))
    print("\nrequests/s (CPU µs a request of the server; of PostgreSQL; p50/p99 in ms)\n")
    print(_table(results, chosen, asked))
    if not only:
        print("\n" + _ratios(results, asked))
    print(
        "\nRSS after the run: "
        + ", ".join(f"{server.title} {memory[server.name] / 1e6:.0f} MB" for server in chosen)
        + f"; orders placed: {placed:,}"
    )


if __name__ == "__main__":
    main()
