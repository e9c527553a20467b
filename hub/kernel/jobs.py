"""What happens by itself: periodic jobs in a queue that the database keeps (procrastinate).

A job is `async def work(now)` under `@job("15 3 * * *")`, and app.py lists it. Each occurrence runs
on one of the workers, is tried again when it fails, and is begun anew when its worker died: so a
job must bear being run twice. What must follow from one change is no job but a handler of its event
(`hub.kernel.events`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

import procrastinate
import structlog
from croniter import croniter
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as QueuedJob
from procrastinate.jobs import Status
from procrastinate.periodic import PeriodicTask

from hub.kernel.clock import HUB_ZONE, utc_now

_CONCURRENCY = 4
# Short, because later occurrences wait meanwhile, and because they are tries too.
_RETRY = procrastinate.RetryStrategy(max_attempts=5, wait=5, linear_wait=10)
_FIRST_RESTART_SECONDS, _LAST_RESTART_SECONDS = 0.5, 10.0
# How long a job may finish when the process is told to stop, before it is cancelled.
_GRACE_SECONDS = 10.0
_HEARTBEAT_SECONDS, _DEAD_AFTER_SECONDS = 5.0, 20.0
_LOOK_SECONDS = 10.0

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


class Queue:
    """The queue of one worker, with every job known to it. `app` is procrastinate's, to open."""

    def __init__(self, url: str, jobs: Sequence[Job]) -> None:
        connector = procrastinate.PsycopgConnector(
            conninfo=url,
            min_size=1,
            max_size=_CONCURRENCY + 2,
            kwargs={"application_name": "hub jobs"},
        )
        self.app = procrastinate.App(connector=connector)
        # Jobs that have ended here, whose outcome may not have reached the database: at which
        # attempt, for a later one may be running.
        self._ended: dict[int, int] = {}
        for each in jobs:
            self._register(each)

    async def work(self) -> None:
        """Run jobs until cancelled. Returns or raises when the database is away."""
        await self.unstick()
        looking = asyncio.create_task(self._keep_unsticking(), name="stuck jobs")
        try:
            await self.app.run_worker_async(
                concurrency=_CONCURRENCY,
                install_signal_handlers=False,
                shutdown_graceful_timeout=_GRACE_SECONDS,
                update_heartbeat_interval=_HEARTBEAT_SECONDS,
                stalled_worker_timeout=_DEAD_AFTER_SECONDS,
            )
        finally:
            looking.cancel()

    async def unstick(self) -> None:
        """Put back the jobs of workers that are gone, and our own whose outcome was lost."""
        manager = self.app.job_manager
        stuck = list(await manager.get_stalled_jobs(seconds_since_heartbeat=_DEAD_AFTER_SECONDS))
        for job_id, attempt in tuple(self._ended.items()):
            doing = await manager.list_jobs_async(id=job_id, status=Status.DOING.value)
            stuck += [each for each in doing if each.attempts == attempt]
            del self._ended[job_id]
        for each in stuck:
            # Another worker may be quicker.
            with suppress(ConnectorException):
                await manager.retry_job(each)
                _log.warning("jobs.begun_anew", job=each.task_name)

    async def _keep_unsticking(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            with suppress(ConnectorException):
                await self.unstick()

    def _register(self, each: Job) -> None:
        async def run(context: procrastinate.JobContext, timestamp: int) -> None:
            with structlog.contextvars.bound_contextvars(job=each.name):
                try:
                    await each.run(utc_now())
                except Exception:
                    _log.exception("jobs.failed", scheduled_at=timestamp)
                    raise
                finally:
                    self._note_end(context.job)
                _log.info("jobs.done", scheduled_at=timestamp)

        # The lock: two occurrences of a job never run at once.
        task = self.app.task(name=each.name, retry=_RETRY, lock=each.name, pass_context=True)(run)
        self.app.periodic_registry.periodic_tasks[each.name, ""] = _InHubZone(
            task=task, cron=each.cron, periodic_id="", configure_kwargs={}
        )

    def _note_end(self, ended: QueuedJob) -> None:
        if ended.id is not None:
            note = partial(self._ended.__setitem__, ended.id, ended.attempts)
            asyncio.get_running_loop().call_later(_LOOK_SECONDS, note)


class _InHubZone(PeriodicTask[Any, Any, Any]):
    """A periodic task whose cron is read in the hub's zone rather than in UTC."""

    @cached_property
    def croniter(self) -> croniter:
        return croniter(self.cron, start_time=datetime.now(HUB_ZONE))


async def _keep_working(url: str, jobs: Sequence[Job]) -> None:
    wait = _FIRST_RESTART_SECONDS
    while True:
        started = utc_now()
        try:
            queue = Queue(url, jobs)
            async with queue.app.open_async():
                await queue.work()
        except Exception as trouble:  # noqa: BLE001 - it is logged; the worker must not end
            _log.warning("jobs.worker_lost", cause=type(trouble).__name__, restart_in=wait)
        if (utc_now() - started).total_seconds() > _LAST_RESTART_SECONDS:
            wait = _FIRST_RESTART_SECONDS
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LAST_RESTART_SECONDS)
