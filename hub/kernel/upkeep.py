"""The kernel's own jobs: what is kept for a while is deleted after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from hub.kernel import events
from hub.kernel.db import acquire
from hub.kernel.events import Handler
from hub.kernel.jobs import Job, job

# A client that repeats a request after this long gets a new answer.
KEYS_ARE_KEPT = timedelta(days=7)
EVENTS_ARE_KEPT = timedelta(days=7)
FINISHED_JOBS_ARE_KEPT = timedelta(days=30)

_PRUNE_KEYS = """DELETE FROM idempotency WHERE id IN
(SELECT id FROM idempotency WHERE at < $1 LIMIT 5000)"""
_PRUNE_JOBS = """DELETE FROM procrastinate_jobs WHERE id IN
(SELECT job_id FROM procrastinate_events
WHERE type IN ('succeeded', 'failed', 'cancelled', 'aborted') AND at < $1)
AND status IN ('succeeded', 'failed', 'cancelled', 'aborted')"""

_log = structlog.get_logger(__name__)


def jobs(handlers: Sequence[Handler]) -> list[Job]:
    """The jobs of the kernel; events that one of these handlers waits for are not deleted."""

    @job("35 3 * * *")
    async def prune_events(now: datetime) -> None:
        count = await events.prune(handlers, now - EVENTS_ARE_KEPT)
        _log.info("upkeep.events_pruned", count=count)

    return [prune_idempotency_keys, prune_tries, prune_events, prune_jobs]


@job("25 3 * * *")
async def prune_idempotency_keys(now: datetime) -> None:
    """Forget the answers that were given for idempotency keys long ago."""
    async with acquire() as connection:
        while await connection.execute(_PRUNE_KEYS, now - KEYS_ARE_KEPT) != "DELETE 0":
            pass


@job("25 3 * * *")
async def prune_tries(now: datetime) -> None:
    """Forget tries that are counted no more, for their window has ended."""
    async with acquire() as connection:
        await connection.execute("DELETE FROM throttle WHERE until_at < $1", now)


@job("45 3 * * *")
async def prune_jobs(now: datetime) -> None:
    """Delete the jobs that have long ended, however they did."""
    async with acquire() as connection:
        await connection.execute(_PRUNE_JOBS, now - FINISHED_JOBS_ARE_KEPT)
