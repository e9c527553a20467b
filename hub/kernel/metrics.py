"""What Prometheus is told: requests, refusals, plans, connections, and what waits in queues.

Labels have few values each: kinds of operation, codes, reasons; never documents or people.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache

import asyncpg
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.values import MutexValue, ValueClass

from hub.kernel import db, events
from hub.kernel.errors import Reason
from hub.kernel.events import Handler

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Processes that share `PROMETHEUS_MULTIPROC_DIR` answer for each other; the library looks for the
# variable when it is imported.
_IS_SHARED = ValueClass is not MutexValue
_SCRAPE_SECONDS = 2.0
_DATABASE_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_JOBS = """SELECT count(*) FILTER (WHERE status = 'todo') AS waiting,
count(*) FILTER (WHERE status = 'failed') AS failed
FROM procrastinate_jobs WHERE status IN ('todo', 'failed')"""

_registry = CollectorRegistry()
_requests = Counter(
    "hub_requests", "Operations by kind and outcome.", ["kind", "outcome"], registry=_registry
)
_seconds = Histogram(
    "hub_request_seconds",
    "How long operations took.",
    ["kind"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=_registry,
)
_cost = Histogram(
    "hub_request_cost",
    "The points that operations asked for.",
    ["kind"],
    buckets=(1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000),
    registry=_registry,
)
_plans = Counter("hub_plan_cache", "Compiled plans, found or made.", ["result"], registry=_registry)
_refusals = Counter(
    "hub_refusals", "Refusals by domain and reason.", ["domain", "reason"], registry=_registry
)
_open = Gauge(
    "hub_subscriptions_open",
    "Live updates under way.",
    multiprocess_mode="livesum",
    registry=_registry,
)
_pool = Gauge(
    "hub_pool_connections",
    "Connections to the database that are used, idle, and the most there may be.",
    ["state"],
    multiprocess_mode="livesum",
    registry=_registry,
)
_queue = Gauge(
    "hub_queue",
    "Jobs and events that wait, and those that failed.",
    ["queue", "state"],
    multiprocess_mode="mostrecent",
    registry=_registry,
)
_lag = Gauge(
    "hub_events_lag_seconds",
    "How long the oldest event has been waiting for its handlers.",
    multiprocess_mode="mostrecent",
    registry=_registry,
)
_plan_hits, _plan_misses = _plans.labels("hit"), _plans.labels("miss")
_pool_used, _pool_idle, _pool_most = (_pool.labels(state) for state in ("used", "idle", "most"))

# Looking a child up by its labels costs more than counting with it.
_requests_of = cache(_requests.labels)
_seconds_of = cache(_seconds.labels)
_cost_of = cache(_cost.labels)


def observe_request(kind: str, outcome: str, seconds: float, cost: int | None = None) -> None:
    """Count one operation.

    `kind` is query, mutation, subscription or unknown; `outcome` is ok, refused or an error code.
    """
    _requests_of(kind, outcome).inc()
    _seconds_of(kind).observe(seconds)
    if cost is not None:
        _cost_of(kind).observe(cost)


def plan_found() -> None:
    """Count a compiled plan that was in the cache."""
    _plan_hits.inc()


def plan_made() -> None:
    """Count a compiled plan that had to be made."""
    _plan_misses.inc()


def refused(reason: Reason) -> None:
    """Count a refusal."""
    _refusals.labels(type(reason).__name__.removesuffix("Reason"), reason.name).inc()


def subscription_opened() -> None:
    """Count a live update that began; `subscription_closed` counts its end."""
    _open.inc()


def subscription_closed() -> None:
    """Count a live update that ended."""
    _open.dec()


def sample_pool() -> None:
    """Note the connections of this process's pool. Cheap; for every few seconds."""
    pool = db.pool()
    size, idle = pool.get_size(), pool.get_idle_size()
    _pool_used.set(size - idle)
    _pool_idle.set(idle)
    _pool_most.set(pool.get_max_size())


async def exposition(handlers: Sequence[Handler], now: datetime) -> bytes:
    """The answer of `/metrics`, of CONTENT_TYPE; without a database the queues stay as they were.

    `handlers` are those whose backlog is told.
    """
    sample_pool()
    with suppress(*_DATABASE_TROUBLE):
        async with asyncio.timeout(_SCRAPE_SECONDS):
            await _sample_queues(handlers, now)
    return rendered()


def rendered() -> bytes:
    """What is counted so far, of all processes that share."""
    if not _IS_SHARED:
        return generate_latest(_registry)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return generate_latest(shared)


def forget_process(pid: int) -> None:
    """Leave a process that has ended out of what processes share."""
    if _IS_SHARED:
        mark_process_dead(pid)  # type: ignore[no-untyped-call]


async def _sample_queues(handlers: Sequence[Handler], now: datetime) -> None:
    backlog = await events.backlog(handlers)
    async with db.acquire() as connection:
        jobs = await connection.fetchrow(_JOBS)
    _queue.labels("events", "waiting").set(backlog.waiting)
    _queue.labels("events", "failed").set(backlog.failing)
    _queue.labels("jobs", "waiting").set(jobs["waiting"])
    _queue.labels("jobs", "failed").set(jobs["failed"])
    _lag.set(backlog.lag_seconds(now))
