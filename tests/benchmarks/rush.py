"""The minutes before the cut-off: `python -m tests.benchmarks.rush`. Prints a Markdown table.

Residents of five canteens order one after the other at a steady rate, each with a session of their
own, whether or not the one before has been answered; there are fewer portions than residents. How
long an order takes on an idle server is measured first: only the ratio of the two means anything.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import click
from rich.console import Console
from rich.progress import Progress

from hub import embedded, migrate
from hub.canteen.models import MenuItem
from hub.kernel import db, keyring
from hub.kernel.clock import day_of, utc_now
from hub.query import global_id
from tests import make
from tests.canteen.rush import PLACE, Client, check_sums, clients
from tests.processes import KEY, serving

SITES = 5
IDLE_ORDERS = 200
# What many clients of one process can have under way; the rest waits before it is sent.
MOST_AT_ONCE = 500
console = Console(stderr=True)


@dataclass(slots=True)
class Timed:
    """How long orders took, in milliseconds, and what became of them."""

    took: list[float]
    outcomes: Counter[str]

    def at(self, share: float) -> float:
        return sorted(self.took)[min(int(len(self.took) * share), len(self.took) - 1)]


async def _fill(residents: int, portions: int) -> tuple[list[MenuItem], list[Client]]:
    """Tomorrow's lunch of five canteens, and everybody signed in; some more for the idle orders."""
    now = utc_now()
    items = []
    for _ in range(SITES):
        menu = await make.menu(
            on=day_of(now + timedelta(days=2)),
            cutoff_at=now + timedelta(hours=1),
            published_at=now - timedelta(days=1),
        )
        items.append(await make.menu_item(menu, portions=portions // SITES))
    everybody: list[Client] = []
    with Progress(console=console) as progress:
        task = progress.add_task("signing residents in", total=residents + IDLE_ORDERS)
        while len(everybody) < residents + IDLE_ORDERS:
            more = await clients(min(1000, residents + IDLE_ORDERS - len(everybody)), now)
            everybody += more
            progress.advance(task, len(more))
    return items, everybody


async def _order(session: aiohttp.ClientSession, client: Client, item: MenuItem, to: Timed) -> None:
    given = {
        "menuId": global_id("Menu", item.menu_id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id)}],
    }
    begun = time.perf_counter()
    async with session.post(
        "/graphql",
        json={"query": PLACE, "variables": {"input": given}},
        headers={"Authorization": f"Bearer {client.token}"},
    ) as response:
        answer = await response.json()
    to.took.append((time.perf_counter() - begun) * 1e3)
    if "errors" in answer:
        to.outcomes[answer["errors"][0]["extensions"]["code"]] += 1
    else:
        to.outcomes[answer["data"]["result"].get("reason", "PLACED")] += 1


async def _rush(
    session: aiohttp.ClientSession,
    everybody: Sequence[Client],
    items: Sequence[MenuItem],
    seconds: float,
) -> Timed:
    """Everybody orders, evenly over these seconds, without waiting for the answers to others."""
    timed = Timed([], Counter())
    begun, pace = time.perf_counter(), seconds / len(everybody)
    with Progress(console=console) as progress:
        rush = progress.add_task("ordering", total=len(everybody))
        async with asyncio.TaskGroup() as tasks:
            for place, client in enumerate(everybody):
                early = begun + place * pace - time.perf_counter()
                await asyncio.sleep(max(early, 0))
                tasks.create_task(_order(session, client, items[place % SITES], timed))
                progress.advance(rush)
    return timed


async def _measure(url: str, residents: int, portions: int, seconds: float) -> str:
    await db.connect(url)
    keyring.use(keyring.Keyring([KEY]))
    items, everybody = await _fill(residents, portions)
    more = {"HUB_RATE_BUDGET": "1000000000", "HUB_ENVIRONMENT": "production"}
    connector = aiohttp.TCPConnector(limit=MOST_AT_ONCE)
    async with (
        serving(url, more=more) as server,
        aiohttp.ClientSession(server.url, connector=connector) as session,
    ):
        idle = Timed([], Counter())
        for place in range(IDLE_ORDERS):
            await _order(session, everybody.pop(), items[place % SITES], idle)
        rushed = await _rush(session, everybody, items, seconds)
    for item in items:
        await check_sums(item.menu_id)
    await db.disconnect()
    median = statistics.median(idle.took)
    told = ", ".join(f"{count:,} {what}" for what, count in rushed.outcomes.most_common())
    return (
        "| residents | seconds | orders/s | outcomes | idle median ms | p50 ms | p99 ms | p99 / idle |\n"
        "|---|---|---|---|---|---|---|---|\n"
        f"| {residents:,} | {seconds:g} | {residents / seconds:,.0f} | {told} | {median:.1f} |"
        f" {rushed.at(0.5):.1f} | {rushed.at(0.99):.1f} | {rushed.at(0.99) / median:.1f} |"
    )


@click.command()
@click.option("--residents", default=20_000, show_default=True, help="Who order, once each.")
@click.option("--portions", default=18_000, show_default=True, help="What there is, for all.")
@click.option("--seconds", default=600.0, show_default=True, help="How long they take.")
def main(residents: int, portions: int, seconds: float) -> None:
    """Fill, order, check that the sums agree, print the table."""
    folder = Path(tempfile.mkdtemp(prefix="hub-rush-"))
    try:
        with embedded.running(folder, throwaway=True) as cluster:
            asyncio.run(migrate.create_database(cluster.url(), "rush"))
            asyncio.run(migrate.apply(cluster.url("rush")))
            print(asyncio.run(_measure(cluster.url("rush"), residents, portions, seconds)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
