"""Durable handlers get every event of their topic until they succeed, and wait for nobody."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import structlog

from hub.kernel import events
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command
from hub.kernel.events import Event, Handler, handles
from hub.kernel.models import Event as EventRow

NOW = utc_now() + timedelta(minutes=1)


@command
async def tell(tx: Transaction, *topics: str) -> None:
    for number, topic in enumerate(topics):
        tx.record(topic, UUID(int=number), number=number)


async def happened(*topics: str) -> None:
    await tell(Actor.job("test"), *topics)


class Recorder:
    """Handlers that note what they got, and fail on the subjects they are told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, int]] = []
        self.poison: set[tuple[str, int]] = set()

    def handler(self, name: str, topic: str = "stall.opened") -> Handler:
        async def work(event: Event, now: datetime) -> None:
            self.got.append((name, event.subject_id.int))
            if (name, event.subject_id.int) in self.poison:
                raise ValueError("secret facts")

        return Handler(topic, name, work)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


async def deliver_all(handlers: Sequence[Handler], now: datetime = NOW) -> None:
    while await events.deliver_due(handlers, now):
        pass


async def test_a_handler_gets_each_event_of_its_topic_once(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a")]
    await happened("stall.opened", "stall.closed", "stall.opened", "stall.opened.again")
    await deliver_all(handlers)
    await deliver_all(handlers)
    assert recorder.got == [("a", 0), ("a", 2)]
    assert await EventRow.filter(handled_at=NOW).values_list("id", "attempts") == [
        (row.id, 1) for row in await EventRow.filter(topic="stall.opened")
    ]


def test_a_handler_knows_its_topic_and_its_name() -> None:
    @handles("stall.opened")
    async def greet(event: Event, now: datetime) -> None: ...

    assert (greet.topic, greet.name) == ("stall.opened", "tests.kernel.test_handlers.greet")


async def test_more_events_than_a_batch_are_all_handled(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    await happened(*["stall.opened"] * 50)
    await deliver_all([recorder.handler("a")])
    assert sorted(recorder.got) == [("a", number) for number in range(50)]


async def test_a_poison_event_is_tried_again_later_and_later_and_holds_up_no_other(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a")]
    recorder.poison = {("a", 0)}
    await happened("stall.opened", "stall.opened", "stall.opened")
    await deliver_all(handlers)
    assert sorted(recorder.got) == [("a", 0), ("a", 1), ("a", 2)]
    now, waits = NOW, []
    for attempt in range(1, 15):
        row = await EventRow.get(subject_id=UUID(int=0))
        assert (row.attempts, row.error) == (attempt, "ValueError in a")
        assert row.retry_at is not None
        waits.append((row.retry_at - now).total_seconds())
        await deliver_all(handlers, row.retry_at - timedelta(milliseconds=1))
        assert len(recorder.got) == 2 + attempt
        now = row.retry_at
        await deliver_all(handlers, now)
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == max(waits) == 3600
    recorder.poison.clear()
    await deliver_all(handlers, now + timedelta(hours=1))
    row = await EventRow.get(subject_id=UUID(int=0))
    assert (row.error, row.retry_at) == (None, None)
    assert row.handled_at is not None


async def test_what_failed_is_logged_with_its_attempts(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    recorder.poison = {("a", 0)}
    await happened("stall.opened")
    with structlog.testing.capture_logs() as logs:
        await deliver_all([recorder.handler("a")])
    facts: dict[str, Any] = dict(logs[0])
    assert (facts["event"], facts["handler"]) == ("events.handler_failed", "a")
    assert (facts["attempts"], facts["topic"]) == (1, "stall.opened")


async def test_a_handler_that_succeeded_is_not_repeated_for_one_that_failed(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a"), recorder.handler("b")]
    recorder.poison = {("a", 0)}
    await happened("stall.opened")
    await deliver_all(handlers)
    assert (await EventRow.get()).handled_by == ["b"]
    recorder.poison.clear()
    await deliver_all(handlers, NOW + timedelta(hours=1))
    assert sorted(recorder.got) == [("a", 0), ("a", 0), ("b", 0)]
    assert sorted((await EventRow.get()).handled_by) == ["a", "b"]  # type: ignore[call-overload]


async def test_an_event_whose_worker_died_is_given_to_another_after_its_lease(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    began = asyncio.Event()

    async def never_finish(event: Event, now: datetime) -> None:
        began.set()
        await asyncio.Event().wait()

    await happened("stall.opened")
    doomed = asyncio.create_task(
        events.deliver_due([Handler("stall.opened", "a", never_finish)], NOW)
    )
    await began.wait()
    doomed.cancel()
    await asyncio.wait({doomed})
    handlers = [recorder.handler("a")]
    assert await events.deliver_due(handlers, NOW + timedelta(seconds=29)) == 0
    assert await events.deliver_due(handlers, NOW + timedelta(seconds=30)) == 1
    assert recorder.got == [("a", 0)]
    assert (await EventRow.get()).attempts == 2


async def test_workers_at_once_share_the_events(
    committed_database: str, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a")]
    await happened(*["stall.opened"] * 200)
    await asyncio.gather(*(deliver_all(handlers) for _ in range(5)))
    assert sorted(recorder.got) == [("a", number) for number in range(200)]


async def test_a_running_worker_handles_what_is_committed_and_finishes_what_it_began(
    committed_database: str,
) -> None:
    began, go_on = asyncio.Event(), asyncio.Event()
    done: list[int] = []

    @handles("stall.opened")
    async def serve(event: Event, now: datetime) -> None:
        began.set()
        await go_on.wait()
        done.append(event.subject_id.int)

    async with events.listening(committed_database), events.delivering([serve]):
        await happened("stall.opened")
        await asyncio.wait_for(began.wait(), 60)
        asyncio.get_running_loop().call_soon(go_on.set)
    assert done == [0]
    assert (await EventRow.get()).handled_at is not None


async def test_a_worker_goes_on_when_the_database_comes_back(committed_database: str) -> None:
    handled = asyncio.Event()

    @handles("stall.opened")
    async def serve(event: Event, now: datetime) -> None:
        handled.set()

    other = await asyncpg.connect(committed_database)
    async with events.listening(committed_database), events.delivering([serve]):
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        await other.execute(
            "INSERT INTO event (topic, subject_id, payload, at)"
            " VALUES ('stall.opened', gen_random_uuid(), '{}', now())"
        )
        await asyncio.wait_for(handled.wait(), 60)
    await other.close()


async def test_the_backlog_counts_what_waits_and_what_failed(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a")]
    nothing = await events.backlog(handlers)
    assert (nothing.waiting, nothing.failing, nothing.lag_seconds(NOW)) == (0, 0, 0.0)
    recorder.poison = {("a", 0)}
    await happened("stall.opened", "stall.closed")
    waiting = await events.backlog(handlers)
    assert (waiting.waiting, waiting.failing) == (1, 0)
    assert waiting.oldest_at is not None
    assert waiting.lag_seconds(waiting.oldest_at + timedelta(seconds=5)) == 5.0
    for hours in range(2):
        await deliver_all(handlers, NOW + timedelta(hours=hours))
    assert (await events.backlog(handlers)).failing == 1


async def test_old_events_are_pruned_unless_a_handler_waits_for_them(
    database: asyncpg.Connection, recorder: Recorder
) -> None:
    handlers = [recorder.handler("a")]
    recorder.poison = {("a", 0)}
    await happened("stall.opened", "stall.opened", "stall.closed")
    await deliver_all(handlers)
    assert await events.prune(handlers, NOW - timedelta(days=1)) == 0
    assert await events.prune(handlers, NOW + timedelta(days=1)) == 2
    assert [row.subject_id.int for row in await EventRow.all()] == [0]


async def test_due_events_are_found_by_the_index(committed_database: str) -> None:
    async with acquire() as connection:
        await connection.execute(
            "INSERT INTO event (topic, subject_id, payload, at) SELECT 'market.opened',"
            " gen_random_uuid(), '{}', now() FROM generate_series(1, 20000)"
        )
        await connection.execute("ANALYZE event")
        due = f"EXPLAIN {events.handlers._DUE}"
        plan = await connection.fetch(due, ["stall.opened"], NOW, NOW, 8)
    assert "event_unhandled" in "\n".join(line[0] for line in plan)
