"""Subscribers of every process see what is committed, exactly once, and never hold others up."""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from hub.kernel import events
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command
from hub.kernel.events import Event, Feed, FellBehind, Subscription

SITE, OTHER_SITE = UUID(int=1), UUID(int=2)


@command
async def tell(tx: Transaction, *, number: int = 0, topic: str = "stall.opened") -> None:
    tx.record(topic, UUID(int=number), scope_id=SITE, number=number)


@command
async def tell_elsewhere(tx: Transaction) -> None:
    tx.record("stall.opened", UUID(int=99), scope_id=OTHER_SITE)


ME = Actor.job("test")
INSERT = """INSERT INTO event (topic, subject_id, scope_id, payload, at)
VALUES ('stall.opened', lpad(to_hex($1::int), 32, '0')::uuid, NULL, '{}', now())"""


@pytest.fixture
async def feed(committed_database: str) -> AsyncIterator[Feed]:
    async with events.listening(committed_database) as feed:
        yield feed


async def next_of(subscription: Subscription) -> Event:
    async with asyncio.timeout(60):
        return await anext(subscription)


async def test_a_subscriber_gets_what_is_committed_after_it_looked(feed: Feed) -> None:
    await tell(ME, number=1)
    async with events.subscribe("stall.") as subscription:
        before = utc_now()
        await tell(ME, number=2)
        event = await next_of(subscription)
    assert (event.topic, event.subject_id, event.scope_id) == ("stall.opened", UUID(int=2), SITE)
    assert event.payload == {"number": 2}
    assert timedelta(0) <= event.at - before < timedelta(seconds=5)


async def test_a_subscriber_gets_only_its_topics_and_its_scope(feed: Feed) -> None:
    async with (
        events.subscribe("stall.", SITE) as here,
        events.subscribe("stall.closed") as closings,
        events.subscribe("") as everything,
    ):
        await tell_elsewhere(ME)
        await tell(ME, number=1)
        await tell(ME, number=2, topic="stall.closed")
        assert [(await next_of(here)).subject_id.int for _ in range(2)] == [1, 2]
        assert (await next_of(closings)).subject_id.int == 2
        assert [(await next_of(everything)).subject_id.int for _ in range(3)] == [99, 1, 2]


async def test_what_commits_late_is_not_missed_though_its_key_is_lower(
    feed: Feed, committed_database: str
) -> None:
    slow = await asyncpg.connect(committed_database)
    async with events.subscribe("stall.") as subscription:
        transaction = slow.transaction()
        await transaction.start()
        await slow.execute(INSERT, 1)
        await tell(ME, number=2)
        second = await next_of(subscription)
        await transaction.commit()
        await tell(ME, number=3)
        first, third = await next_of(subscription), await next_of(subscription)
    await slow.close()
    assert [event.subject_id.int for event in (first, second, third)] == [1, 2, 3]
    assert first.id < second.id < third.id


async def test_a_thousand_concurrent_commits_come_exactly_once(feed: Feed) -> None:
    async with events.subscribe("stall.") as subscription:
        await asyncio.gather(*(tell(ME, number=number) for number in range(1000)))
        seen = [(await next_of(subscription)).subject_id.int for _ in range(1000)]
        assert sorted(seen) == list(range(1000))
        await tell(ME, number=1000)
        assert (await next_of(subscription)).subject_id.int == 1000


async def test_many_commits_share_a_notification(feed: Feed, committed_database: str) -> None:
    listener = await asyncpg.connect(committed_database)
    heard: list[object] = []
    await listener.add_listener("hub_events", lambda *facts: heard.append(facts))
    async with events.subscribe("stall.") as subscription:
        await asyncio.gather(*(tell(ME, number=number) for number in range(100)))
        for _ in range(100):
            await next_of(subscription)
    # Whatever was sent to this listener has come when its next answer has.
    await listener.execute("SELECT 1")
    assert 1 <= len(heard) < 50
    await listener.close()


async def test_what_another_process_commits_and_tells_arrives(
    feed: Feed, committed_database: str
) -> None:
    program = (
        "import asyncio, sys\n"
        "from hub.kernel import db, events\n"
        "from tests.kernel.test_events import ME, tell\n"
        "async def main():\n"
        "    await db.connect(sys.argv[1])\n"
        "    async with events.listening(sys.argv[1]):\n"
        "        await tell(ME, number=5)\n"
        "    await db.disconnect()\n"
        "asyncio.run(main())\n"
    )
    async with events.subscribe("stall.") as subscription:
        other = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, committed_database
        )
        async with asyncio.timeout(60):
            event = await anext(subscription)
            assert await other.wait() == 0
    assert event.subject_id.int == 5


async def test_what_nobody_was_told_of_is_found_by_looking(
    feed: Feed, committed_database: str
) -> None:
    killed_before_telling = await asyncpg.connect(committed_database)
    async with events.subscribe("stall.") as subscription:
        # Not by what the feed is told of at its start either.
        await tell(ME, number=0)
        await next_of(subscription)
        await killed_before_telling.execute(INSERT, 1)
        killed_before_telling.terminate()
        assert (await next_of(subscription)).subject_id.int == 1


async def test_nothing_is_missed_or_repeated_when_the_connection_is_lost(feed: Feed) -> None:
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
        " 'hub events' AND datname = current_database()"
    )
    async with events.subscribe("stall.") as subscription:
        for number in range(20):
            if number % 5 == 0:
                async with acquire() as connection:
                    await connection.execute(end)
            await tell(ME, number=number)
        seen = [(await next_of(subscription)).subject_id.int for _ in range(20)]
    assert sorted(seen) == list(range(20))


async def test_a_slow_subscriber_is_dropped_and_the_others_are_not_delayed(feed: Feed) -> None:
    @command
    async def tell_many(tx: Transaction) -> None:
        for number in range(1001):
            tx.record("stall.opened", UUID(int=number), scope_id=SITE)

    async with (
        events.subscribe("stall.opened") as slow,
        events.subscribe("stall.closed") as quick,
    ):
        await tell_many(ME)
        await tell(ME, number=7, topic="stall.closed")
        assert (await next_of(quick)).subject_id.int == 7
        for _ in range(2):
            with pytest.raises(FellBehind):
                await next_of(slow)


async def test_a_flood_ends_all_subscriptions_and_a_new_one_goes_on(feed: Feed) -> None:
    flood = (
        "INSERT INTO event (topic, subject_id, payload, at)"
        " SELECT 'market.opened', gen_random_uuid(), '{}', now() FROM generate_series(1, 10001)"
    )
    async with events.subscribe("stall.") as subscription:
        async with acquire() as connection:
            await connection.execute(flood)
        with pytest.raises(FellBehind):
            await next_of(subscription)
    async with events.subscribe("stall.") as subscription:
        await tell(ME, number=1)
        assert (await next_of(subscription)).subject_id.int == 1


async def test_a_closed_subscription_stops_whoever_waits(feed: Feed) -> None:
    async with events.subscribe("stall.") as subscription:
        waiting = asyncio.ensure_future(anext(subscription, "stopped"))
        await asyncio.sleep(0)
        await subscription.aclose()
        assert await asyncio.wait_for(waiting, 60) == "stopped"
        assert await anext(subscription, "stopped") == "stopped"


async def test_the_end_of_the_feed_stops_its_subscriptions(committed_database: str) -> None:
    async with events.listening(committed_database):
        subscription = await events.subscribe("stall.").__aenter__()
    assert await anext(subscription, "stopped") == "stopped"
    with pytest.raises(RuntimeError):
        events.subscribe("stall.")


async def test_a_subscription_that_is_dropped_unclosed_is_forgotten(feed: Feed) -> None:
    async def watch() -> AsyncGenerator[Event, None]:
        async for event in events.subscribe("stall."):
            yield event

    watcher = watch()
    waiting = asyncio.ensure_future(anext(watcher))
    while not waiting.done():
        await tell(ME)
    assert len(feed._subscriptions) == 1
    await watcher.aclose()
    del watcher, waiting
    gc.collect()
    assert len(feed._subscriptions) == 0


async def test_rows_restored_from_another_cluster_do_not_come_again_and_again(
    committed_database: str,
) -> None:
    restored = "UPDATE event SET transaction_id = '9000000000'"
    await tell(ME, number=1)
    async with acquire() as connection:
        await connection.execute(restored)
    async with (
        events.listening(committed_database),
        events.subscribe("stall.") as subscription,
    ):
        for number in (2, 3):
            await tell(ME, number=number)
            assert (await next_of(subscription)).subject_id.int == number


async def test_a_new_look_reads_by_the_index(committed_database: str) -> None:
    async with acquire() as connection:
        await connection.execute(
            "INSERT INTO event (topic, subject_id, payload, at) SELECT 'market.opened',"
            " gen_random_uuid(), '{}', now() FROM generate_series(1, 20000)"
        )
        await connection.execute("ANALYZE event")
        snapshot = await connection.fetchval("SELECT pg_current_snapshot()::text")
        plan = await connection.fetch(f"EXPLAIN {events.feed._NEWS}", snapshot)
    assert "event_by_transaction" in "\n".join(line[0] for line in plan)
