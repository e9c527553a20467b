"""Prometheus is told how much, how long and what for, cheaply."""

import os
import subprocess
import sys
import timeit
from pathlib import Path

import asyncpg
from prometheus_client.parser import text_string_to_metric_families

from hub.kernel import metrics
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import KernelReason, Transaction, command
from hub.kernel.events import Event, handles
from hub.kernel.ids import new_key


@handles("stall.opened")
async def greet(event: Event, now: object) -> None: ...


@command
async def tell(tx: Transaction) -> None:
    tx.record("stall.opened", new_key())


async def told() -> dict[str, float]:
    """The samples by name and labels, such as `hub_refusals_total Kernel X`."""
    text = (await metrics.exposition([greet], utc_now())).decode()
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_operations_are_counted_by_kind_and_outcome(database: asyncpg.Connection) -> None:
    before = await told()
    metrics.observe_request("query", "ok", 0.004, 12)
    metrics.observe_request("query", "ok", 0.4, 12)
    metrics.observe_request("unknown", "GRAPHQL_PARSE_FAILED", 0.001)
    after = await told()
    changed = {name: after[name] - before.get(name, 0) for name in after}
    assert changed["hub_requests_total query ok"] == 2
    assert changed["hub_requests_total unknown GRAPHQL_PARSE_FAILED"] == 1
    assert changed["hub_request_seconds_bucket query 0.005"] == 1
    assert changed["hub_request_seconds_count query"] == 2
    assert changed["hub_request_cost_sum query"] == 24
    assert not changed.get("hub_request_cost_count unknown")


async def test_plans_refusals_and_subscriptions_are_counted(database: asyncpg.Connection) -> None:
    before = await told()
    metrics.plan_found()
    metrics.plan_made()
    metrics.refused(KernelReason.IDEMPOTENCY_KEY_REUSED)
    metrics.subscription_opened()
    metrics.subscription_opened()
    metrics.subscription_closed()
    after = await told()
    changed = {name: after[name] - before.get(name, 0) for name in after}
    assert changed["hub_plan_cache_total hit"] == changed["hub_plan_cache_total miss"] == 1
    assert changed["hub_refusals_total Kernel IDEMPOTENCY_KEY_REUSED"] == 1
    assert changed["hub_subscriptions_open"] == 1


async def test_the_pool_and_the_queues_are_as_they_are_now(database: asyncpg.Connection) -> None:
    await tell(Actor.job("test"))
    now = await told()
    assert now["hub_pool_connections most"] == 1
    assert now["hub_queue events waiting"] == 1
    assert now["hub_queue events failed"] == now["hub_queue jobs waiting"] == 0
    assert 0 <= now["hub_events_lag_seconds"] < 60


async def test_without_a_database_the_rest_is_told(committed_database: str) -> None:
    other = await asyncpg.connect(committed_database)
    await other.execute("DROP TABLE procrastinate_jobs CASCADE")
    await other.close()
    assert (await told())["hub_pool_connections most"] == 10


def test_counting_an_operation_takes_microseconds() -> None:
    rounds = 2000
    best = min(
        timeit.repeat(
            lambda: metrics.observe_request("query", "ok", 0.004, 12), number=rounds, repeat=5
        )
    )
    assert best / rounds < 50e-6


def test_processes_that_share_a_folder_answer_for_each_other(tmp_path: Path) -> None:
    count = "from hub.kernel import metrics\nmetrics.observe_request('query', 'ok', 0.01)\n"
    answer = "from hub.kernel import metrics\nprint(metrics.rendered().decode())\n"
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for program in (count, count):
        subprocess.run([sys.executable, "-c", program], env=env, check=True)
    said = subprocess.run(
        [sys.executable, "-c", answer], env=env, check=True, capture_output=True, text=True
    )
    assert 'hub_requests_total{kind="query",outcome="ok"} 2.0' in said.stdout
