"""Durable handlers: each event is given to the handlers of its topic until they succeed.

Workers take due events with SKIP LOCKED and a lease, so many may run, one that dies leaves nothing
stuck, and an event that kills its worker still counts its attempts. A handler that fails is tried
again, later and later but for ever; the others of the same event are not repeated, and other events
do not wait for it. There is no order. A handler that is added later also gets the events of its
topic that are still kept.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import asyncpg
import structlog

from hub.kernel.clock import utc_now
from hub.kernel.db import acquire
from hub.kernel.events.event import Event
from hub.kernel.events.feed import current

_BATCH = 8
_HANDLER_SECONDS = 20.0
# Longer than a handler may take: whoever holds an event longer than this is gone.
_LEASE = timedelta(seconds=30)
_FIRST_RETRY, _LAST_RETRY = timedelta(seconds=2), timedelta(hours=1)
_DATABASE_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_LONGEST_ERROR = 200

_DUE = """WITH due AS MATERIALIZED (SELECT id FROM event
WHERE handled_at IS NULL AND topic = ANY($1) AND (retry_at IS NULL OR retry_at <= $2)
ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED)
UPDATE event SET attempts = attempts + 1, retry_at = $3 FROM due WHERE event.id = due.id
RETURNING event.id, topic, subject_id, scope_id, payload, at, attempts, handled_by"""
_HANDLED = """UPDATE event SET handled_at = $2, handled_by = $3, retry_at = NULL, error = NULL
WHERE id = $1"""
_FAILED = "UPDATE event SET handled_by = $2, retry_at = $3, error = $4 WHERE id = $1"
_BACKLOG = """SELECT count(*) AS waiting, count(*) FILTER (WHERE attempts > 1) AS failing,
min(at) AS oldest_at FROM event WHERE handled_at IS NULL AND topic = ANY($1)"""
_PRUNE = """DELETE FROM event WHERE id IN (SELECT id FROM event
WHERE at < $1 AND (handled_at IS NOT NULL OR topic <> ALL($2)) LIMIT 5000)"""

_log = structlog.get_logger(__name__)

Work = Callable[[Event, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Handler:
    """What to do about a topic. `name` is remembered with the events that it has done."""

    topic: str
    name: str
    run: Work


def handles(topic: str) -> Callable[[Work], Handler]:
    """Make `async def work(event, now)` a handler of exactly this topic; app.py lists it.

    It may be run twice for the same event and has 20 seconds.
    """

    def make(work: Work) -> Handler:
        return Handler(topic, f"{work.__module__}.{work.__name__}", work)

    return make


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits for its handlers: how many, how many of them failed already, since when."""

    waiting: int
    failing: int
    oldest_at: datetime | None

    def lag_seconds(self, now: datetime) -> float:
        """How long the oldest has been waiting."""
        return 0.0 if self.oldest_at is None else max(0.0, (now - self.oldest_at).total_seconds())


async def backlog(handlers: Sequence[Handler]) -> Backlog:
    """What waits for these handlers now."""
    async with acquire() as connection:
        row = await connection.fetchrow(_BACKLOG, _topics(handlers))
    return Backlog(row["waiting"], row["failing"], row["oldest_at"])


@asynccontextmanager
async def delivering(handlers: Sequence[Handler]) -> AsyncIterator[None]:
    """Run the handlers in this process as events come; at the end, finish what has begun.

    Needs `listening` around it.
    """
    stopping = asyncio.Event()
    running = asyncio.create_task(_keep_delivering(handlers, stopping), name="event handlers")
    try:
        yield
    finally:
        stopping.set()
        await running


async def deliver_due(handlers: Sequence[Handler], now: datetime) -> int:
    """Give one batch of due events to their handlers; how many events there were."""
    async with acquire() as connection:
        rows = await connection.fetch(_DUE, _topics(handlers), now, now + _LEASE, _BATCH)
    async with asyncio.TaskGroup() as tasks:
        for row in rows:
            tasks.create_task(_deliver(row, handlers, now))
    return len(rows)


async def prune(handlers: Sequence[Handler], before: datetime) -> int:
    """Delete the events of before that no handler waits for; how many."""
    deleted = 0
    async with acquire() as connection:
        while count := _count(await connection.execute(_PRUNE, before, _topics(handlers))):
            deleted += count
    return deleted


async def _keep_delivering(handlers: Sequence[Handler], stopping: asyncio.Event) -> None:
    with current().alarm() as alarm:
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            alarm.clear()
            try:
                if await deliver_due(handlers, utc_now()):
                    continue
            except* _DATABASE_TROUBLE as trouble:
                cause = type(trouble.exceptions[0]).__name__
                _log.warning("events.delivery_paused", cause=cause)
            except* Exception:  # noqa: BLE001 - it is logged; the loop must not end
                _log.exception("events.delivery_failed")
            # The alarm rings within two seconds, also when the database is away.
            rung = asyncio.create_task(alarm.wait())
            await asyncio.wait({rung, stopped}, return_when=asyncio.FIRST_COMPLETED)
            rung.cancel()


async def _deliver(row: asyncpg.Record, handlers: Sequence[Handler], now: datetime) -> None:
    event = Event.of(row)
    mine = [handler for handler in handlers if handler.topic == event.topic]
    left = [handler for handler in mine if handler.name not in row["handled_by"]]
    errors = await asyncio.gather(*(_attempt(handler, event, now) for handler in left))
    failed = {handler.name: error for handler, error in zip(left, errors, strict=True) if error}
    done = [handler.name for handler in mine if handler.name not in failed]
    async with acquire() as connection:
        if not failed:
            await connection.execute(_HANDLED, event.id, now, done)
            return
        wait = min(_FIRST_RETRY * 2 ** min(row["attempts"] - 1, 20), _LAST_RETRY)
        name, error = next(iter(failed.items()))
        words = f"{type(error).__name__} in {name}"[:_LONGEST_ERROR]
        await connection.execute(_FAILED, event.id, done, now + wait, words)
    for name, error in failed.items():
        _log.error(
            "events.handler_failed",
            handler=name,
            topic=event.topic,
            event_id=event.id,
            attempts=row["attempts"],
            retry_in=wait.total_seconds(),
            exc_info=error,
        )


async def _attempt(handler: Handler, event: Event, now: datetime) -> Exception | None:
    try:
        async with asyncio.timeout(_HANDLER_SECONDS):
            await handler.run(event, now)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged and tried again
        return error
    return None


def _topics(handlers: Sequence[Handler]) -> list[str]:
    return sorted({handler.topic for handler in handlers})


def _count(status: str) -> int:
    """The number of rows in PostgreSQL's answer, such as `DELETE 3`."""
    return int(status.rsplit(" ", 1)[1])
