"""What happens by itself: periodic jobs in a queue that the database keeps (procrastinate).

A job is `async def work(now)` under `@job("15 3 * * *")`, and app.py lists it. Each occurrence runs
on one of the workers, is tried again when it fails, and is begun anew when its worker died: so a
job must bear being run twice. What must follow from one change is no job but a handler of its event
(`hub.kernel.events`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import procrastinate
import structlog
from croniter import croniter
from procrastinate.periodic import PeriodicTask

from hub.kernel.clock import HUB_ZONE, utc_now

_CONCURRENCY = 4
_RETRY = procrastinate.RetryStrategy(max_attempts=6, wait=5, exponential_wait=5)
_FIRST_RESTART_SECONDS, _LAST_RESTART_SECONDS = 0.5, 10.0
# How long a job may finish when the process is told to stop, before it is cancelled.
_GRACE_SECONDS = 10.0
_HEARTBEAT_SECONDS, _DEAD_AFTER_SECONDS = 5.0, 20.0

_log = structlog.get_logger(__name__)

Work = Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Job:
    """What to do and when: `cron` has five fields, in the hub's zone."""

    name: str
    cron: str
    run: Work


def job(cron: str) -> Callable[[Work], Job]:
    """Make `async def work(now)` a job that runs at these times of the hub's zone.

    Raises:
        ValueError: it is not a cron expression.
    """
    croniter(cron)

    def make(work: Work) -> Job:
        return Job(f"{work.__module__}.{work.__name__}", cron, work)

    return make


@asynccontextmanager
async def working(url: str, jobs: Sequence[Job]) -> AsyncIterator[None]:
    """Run jobs in this process; at the end, let those that run finish. Any number may do so."""
    running = asyncio.create_task(_keep_working(url, jobs), name="jobs")
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait({running})


def queue(url: str, jobs: Sequence[Job]) -> procrastinate.App:
    """The queue, with every job known to it, not yet open."""
    connector = procrastinate.PsycopgConnector(
        conninfo=url, min_size=1, max_size=_CONCURRENCY + 2, kwargs={"application_name": "hub jobs"}
    )
    app = procrastinate.App(connector=connector)
    for each in jobs:
        _register(app, each, lock=each.name)
    # One that died while it restarted others must not keep the next from doing so.
    _register(app, _restarting(app), lock=None)
    return app


class _InHubZone(PeriodicTask[Any, Any, Any]):
    """A periodic task whose cron is read in the hub's zone rather than in UTC."""

    @cached_property
    def croniter(self) -> croniter:
        return croniter(self.cron, start_time=datetime.now(HUB_ZONE))


def _register(app: procrastinate.App, each: Job, *, lock: str | None) -> None:
    async def run(timestamp: int) -> None:
        with structlog.contextvars.bound_contextvars(job=each.name):
            try:
                await each.run(utc_now())
            except Exception:
                _log.exception("jobs.failed", scheduled_at=timestamp)
                raise
            _log.info("jobs.done", scheduled_at=timestamp)

    # One waits and one runs at most: who is late is not made up for twice.
    task = app.task(
        name=each.name, retry=_RETRY, lock=lock, queueing_lock=each.name, pass_context=False
    )(run)
    app.periodic_registry.periodic_tasks[each.name, ""] = _InHubZone(
        task=task, cron=each.cron, periodic_id="", configure_kwargs={}
    )


def _restarting(app: procrastinate.App) -> Job:
    async def restart_orphans(_: datetime) -> None:
        """Put back what a worker had begun that has not been heard of since."""
        manager = app.job_manager
        for orphan in await manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER_SECONDS):
            await manager.retry_job(orphan)

    return Job("hub.kernel.jobs.restart_orphans", "* * * * *", restart_orphans)


async def _keep_working(url: str, jobs: Sequence[Job]) -> None:
    wait = _FIRST_RESTART_SECONDS
    while True:
        started = utc_now()
        try:
            async with queue(url, jobs).open_async() as app:
                await app.run_worker_async(
                    concurrency=_CONCURRENCY,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=_GRACE_SECONDS,
                    update_heartbeat_interval=_HEARTBEAT_SECONDS,
                    stalled_worker_timeout=_DEAD_AFTER_SECONDS,
                )
        except Exception as trouble:  # noqa: BLE001 - it is logged; the worker must not end
            _log.warning("jobs.worker_lost", cause=type(trouble).__name__, restart_in=wait)
        if (utc_now() - started).total_seconds() > _LAST_RESTART_SECONDS:
            wait = _FIRST_RESTART_SECONDS
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LAST_RESTART_SECONDS)
