"""The live feed of a process: one connection that tells the others, listens, and reads what is new.

What is new is asked of PostgreSQL exactly: the rows that are visible now and were not in the
snapshot of the last look, whatever order their transactions committed in and however long the
connection was away. Nothing is missed, nothing comes twice, and no clocks are compared.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from uuid import UUID
from weakref import WeakSet

import asyncpg
import structlog

from hub.kernel.db import on_commit
from hub.kernel.events.event import Event
from hub.kernel.events.subscription import FellBehind, Subscription

_CHANNEL = "hub_events"
# Commits of this many seconds share one NOTIFY.
_GATHER_SECONDS = 0.005
# How often to look unasked: a process may die between its commit and its NOTIFY.
_POLL_SECONDS = 2.0
_FIRST_RETRY_SECONDS, _LAST_RETRY_SECONDS = 0.05, 1.0
_STATEMENT_SECONDS = 10.0
# More news than this at once, after a long absence, and subscribers had better read afresh.
_MOST_AT_ONCE = 10_000
_CONNECTION_TROUBLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

_SNAPSHOT = "SELECT pg_current_snapshot()::text"
_NEWS = f"""SELECT now.snapshot, news.*
FROM (SELECT pg_current_snapshot()::text AS snapshot) AS now
LEFT JOIN (SELECT id, topic, subject_id, scope_id, payload, at FROM event
WHERE transaction_id >= pg_snapshot_xmin($1::text::pg_snapshot)
AND NOT pg_visible_in_snapshot(transaction_id, $1::text::pg_snapshot)
LIMIT {_MOST_AT_ONCE + 1}) AS news ON true ORDER BY news.id"""
# Rows restored from another cluster carry its transaction numbers; those that this one has not
# reached yet would look new for ever.
_ADOPT = """UPDATE event SET transaction_id = '1'
WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())"""

_log = structlog.get_logger(__name__)


class Feed:
    """The dedicated connection of a process, its subscribers, and its alarms."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._subscriptions: WeakSet[Subscription] = WeakSet()
        self._alarms: set[asyncio.Event] = set()
        # What was visible at the last look, as PostgreSQL writes it.
        self._snapshot = ""
        self._connection: asyncpg.Connection | None = None
        self._is_connected = asyncio.Event()
        self._one_statement = asyncio.Lock()
        self._committed = asyncio.Event()
        self._notified = asyncio.Event()

    def subscribe(
        self,
        topic_prefix: str,
        scope_id: UUID | None = None,
        *,
        only: Callable[[Event], bool] | None = None,
    ) -> Subscription:
        """The events whose topic begins so, of one scope, and only some of them, when given."""
        return Subscription(self, topic_prefix, scope_id, only)

    def tell(self) -> None:
        """A commit of this process recorded events: NOTIFY soon, once for many."""
        self._committed.set()

    @contextmanager
    def alarm(self) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be news, at least every two seconds."""
        ringing = asyncio.Event()
        self._alarms.add(ringing)
        try:
            yield ringing
        finally:
            self._alarms.discard(ringing)

    async def join(self, subscription: Subscription) -> None:
        """Make a subscription live: it gets what is committed from now on."""
        while True:
            await self._is_connected.wait()
            with suppress(*_CONNECTION_TROUBLE):
                async with self._one_statement:
                    if self._subscriptions:
                        await self._look()
                    else:
                        self._snapshot = await self._ask().fetchval(_SNAPSHOT)
                    self._subscriptions.add(subscription)
                    return
            await asyncio.sleep(_FIRST_RETRY_SECONDS)

    def leave(self, subscription: Subscription) -> None:
        """Forget a subscription."""
        self._subscriptions.discard(subscription)

    async def run(self) -> None:
        """Serve until cancelled, with a new connection whenever the old one is lost."""
        wait = _FIRST_RETRY_SECONDS
        while True:
            try:
                async with self._listening():
                    wait = _FIRST_RETRY_SECONDS
                    async with asyncio.TaskGroup() as tasks:
                        tasks.create_task(self._keep_telling())
                        tasks.create_task(self._keep_looking())
            except* _CONNECTION_TROUBLE as trouble:
                cause = trouble.exceptions[0]
                _log.warning("events.connection_lost", cause=type(cause).__name__, retry_in=wait)
            except* Exception:  # noqa: BLE001 - it is logged; the feed must not end
                _log.exception("events.feed_failed", retry_in=wait)
            self._ring()
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LAST_RETRY_SECONDS)

    async def close(self) -> None:
        """End all subscriptions."""
        for subscription in tuple(self._subscriptions):
            await subscription.aclose()

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        connection = await asyncpg.connect(
            self._url,
            timeout=_STATEMENT_SECONDS,
            command_timeout=_STATEMENT_SECONDS,
            server_settings={"application_name": "hub events", "jit": "off"},
        )
        try:
            connection.add_termination_listener(lambda _: self._notified.set())
            await connection.add_listener(_CHANNEL, lambda *_: self._notified.set())
            await connection.execute(_ADOPT)
            self._connection = connection
            self._is_connected.set()
            # What happened while nobody listened, here and elsewhere.
            self._committed.set()
            self._notified.set()
            yield
        finally:
            self._is_connected.clear()
            self._connection = None
            with suppress(*_CONNECTION_TROUBLE):
                if self._committed.is_set():
                    await connection.execute(f"NOTIFY {_CHANNEL}")
                await connection.close(timeout=1)

    async def _keep_telling(self) -> None:
        while True:
            await self._committed.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self._committed.clear()
            async with self._one_statement:
                await self._ask().execute(f"NOTIFY {_CHANNEL}")

    async def _keep_looking(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_POLL_SECONDS):
                    await self._notified.wait()
            self._notified.clear()
            self._ring()
            async with self._one_statement:
                connection = self._ask()
                if self._subscriptions:
                    await self._look()
                elif connection.is_closed():
                    raise asyncpg.InterfaceError("The connection was lost.")

    def _ring(self) -> None:
        for alarm in self._alarms:
            alarm.set()

    async def _look(self) -> None:
        rows = await self._ask().fetch(_NEWS, self._snapshot)
        self._snapshot = rows[0]["snapshot"]
        if len(rows) > _MOST_AT_ONCE:
            for subscription in tuple(self._subscriptions):
                subscription.end(FellBehind())
            return
        for event in (Event.of(row) for row in rows if row["id"] is not None):
            for subscription in tuple(self._subscriptions):
                if subscription.wants(event):
                    subscription.offer(event)

    def _ask(self) -> asyncpg.Connection:
        if self._connection is None:
            raise asyncpg.InterfaceError("The connection was lost.")
        return self._connection


_feeds: list[Feed] = []


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[Feed]:
    """Run the feed of this process. Needs a session: a URL that leads past a transaction pooler."""
    feed = Feed(url)
    forget = on_commit(lambda _: feed.tell())
    running = asyncio.create_task(feed.run(), name="events")
    _feeds.append(feed)
    try:
        yield feed
    finally:
        _feeds.remove(feed)
        forget()
        await feed.close()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def current() -> Feed:
    """The feed of this process.

    Raises:
        RuntimeError: none runs.
    """
    if not _feeds:
        raise RuntimeError("No feed of events runs in this process.")
    return _feeds[-1]


def subscribe(
    topic_prefix: str,
    scope_id: UUID | None = None,
    *,
    only: Callable[[Event], bool] | None = None,
) -> Subscription:
    """The events of this process's feed whose topic begins so, of one scope when given.

    `async for event in subscribe("meal_order.", scope_id=site_id)`. What `only` leaves out is not
    queued.
    """
    return current().subscribe(topic_prefix, scope_id, only=only)
