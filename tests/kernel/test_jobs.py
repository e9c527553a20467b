"""Periodic jobs run by the clock of the hub, once each, also when a worker dies."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
import structlog
from procrastinate import App
from procrastinate.periodic import PeriodicDeferrer

from hub.kernel import upkeep
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command
from hub.kernel.ids import new_key
from hub.kernel.jobs import Job, Queue, job, working
from hub.kernel.models import Event, Idempotency

RAN: list[datetime] = []


@job("0 3 * * 1")
async def count_portions(now: datetime) -> None:
    RAN.append(now)


@job("0 4 29 2 *")
async def fail_always(now: datetime) -> None:
    raise ValueError("no portions")


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    RAN.clear()


@pytest.fixture
async def queue(committed_database: str) -> AsyncIterator[Queue]:
    queue = Queue(committed_database, [count_portions, fail_always])
    async with queue.app.open_async():
        yield queue


@pytest.fixture
async def app(queue: Queue) -> App:
    return queue.app


def test_a_job_has_the_name_of_its_function_and_a_cron_that_can_be_read() -> None:
    assert count_portions == Job(
        "tests.kernel.test_jobs.count_portions", "0 3 * * 1", count_portions.run
    )
    with pytest.raises(ValueError, match="not acceptable"):
        job("61 * * * *")


async def test_the_times_of_a_job_are_those_of_the_hub(app: App) -> None:
    task = app.periodic_registry.periodic_tasks[count_portions.name, ""]
    # Friday noon, in UTC.
    at = datetime(2026, 11, 20, 12, tzinfo=UTC).timestamp()
    next_time = task.croniter.get_next(ret_type=float, start_time=at)
    monday = datetime(2026, 11, 23, 3, tzinfo=HUB_ZONE)
    assert datetime.fromtimestamp(next_time, HUB_ZONE) == monday
    deferrer = PeriodicDeferrer(app.periodic_registry)
    due = list(deferrer.get_previous_tasks(at=monday.timestamp() + 1))
    assert (task, int(monday.timestamp())) in due


async def test_one_occurrence_is_run_once_however_many_workers_ask_for_it(app: App) -> None:
    task = app.periodic_registry.periodic_tasks[count_portions.name, ""]
    before = utc_now()
    for _ in range(3):
        await PeriodicDeferrer(app.periodic_registry).defer_jobs([(task, 1_800_000_000)])
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert len(RAN) == 1
    assert before <= RAN[0] <= utc_now()


async def test_a_job_that_fails_is_logged_and_tried_again_soon(app: App) -> None:
    task = app.periodic_registry.periodic_tasks[fail_always.name, ""]
    await PeriodicDeferrer(app.periodic_registry).defer_jobs([(task, 1_800_000_000)])
    with structlog.testing.capture_logs() as logs:
        await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert [line["event"] for line in logs if line["log_level"] == "error"] == ["jobs.failed"]
    async with acquire() as connection:
        row = await connection.fetchrow(
            "SELECT status, attempts, scheduled_at - now() AS wait FROM procrastinate_jobs"
            " WHERE task_name = $1",
            fail_always.name,
        )
    assert (row["status"], row["attempts"]) == ("todo", 1)
    assert timedelta(0) < row["wait"] <= timedelta(seconds=15)


async def test_what_a_dead_worker_had_begun_is_begun_anew(queue: Queue) -> None:
    app = queue.app
    task = app.periodic_registry.periodic_tasks[count_portions.name, ""]
    await PeriodicDeferrer(app.periodic_registry).defer_jobs([(task, 1_800_000_000)])
    dead = await app.job_manager.register_worker()
    assert await app.job_manager.fetch_job(queues=None, worker_id=dead) is not None
    await queue.unstick()
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert RAN == []
    async with acquire() as connection:
        await connection.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
        )
    await queue.unstick()
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert len(RAN) == 1


async def test_a_job_whose_outcome_did_not_reach_the_database_is_begun_anew(queue: Queue) -> None:
    app = queue.app
    task = app.periodic_registry.periodic_tasks[count_portions.name, ""]
    await PeriodicDeferrer(app.periodic_registry).defer_jobs([(task, 1_800_000_000)])
    alive = await app.job_manager.register_worker()
    job = await app.job_manager.fetch_job(queues=None, worker_id=alive)
    assert job is not None
    assert job.id is not None
    queue._ended[job.id] = job.attempts - 1
    await queue.unstick()
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert RAN == []
    queue._ended[job.id] = job.attempts
    await queue.unstick()
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    assert len(RAN) == 1


async def test_a_worker_runs_what_comes_and_ends_with_its_process(committed_database: str) -> None:
    done = asyncio.Event()

    async def work(now: datetime) -> None:
        done.set()

    every_second = Job("tests.every_second", "* * * * * *", work)
    async with working(committed_database, [every_second]):
        await asyncio.wait_for(done.wait(), 60)


async def test_a_worker_goes_on_when_its_connections_are_lost(committed_database: str) -> None:
    runs: asyncio.Queue[datetime] = asyncio.Queue()

    every_second = Job("tests.every_second", "* * * * * *", runs.put)
    other = await asyncpg.connect(committed_database)
    stored = "SELECT count(*) FROM procrastinate_events WHERE type = 'succeeded'"
    async with working(committed_database, [every_second]):
        await asyncio.wait_for(runs.get(), 60)
        # Wait until the outcome is stored: that it is lost is another test's matter.
        while not await other.fetchval(stored):
            pass
        lost_at = utc_now()
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'hub jobs' AND datname = current_database()"
        )
        async with asyncio.timeout(60):
            while await runs.get() <= lost_at + timedelta(seconds=1):
                pass
    await other.close()


@command
async def tell(tx: Transaction) -> None:
    tx.record("stall.opened", new_key())


async def test_idempotency_keys_are_forgotten_after_seven_days(
    database: asyncpg.Connection,
) -> None:
    await tell(Actor("stallOpen", account_id=new_key(), idempotency_key="k"))
    now = utc_now()
    await upkeep.prune_idempotency_keys.run(now + timedelta(days=6, hours=23))
    assert await Idempotency.all().count() == 1
    for _ in range(2):
        await upkeep.prune_idempotency_keys.run(now + timedelta(days=7, minutes=1))
    assert await Idempotency.all().count() == 0


async def test_events_are_forgotten_after_seven_days(database: asyncpg.Connection) -> None:
    await tell(Actor.job("test"))
    jobs = {each.name.rsplit(".", 1)[1]: each for each in upkeep.jobs([])}
    await jobs["prune_events"].run(utc_now() + timedelta(days=6, hours=23))
    assert await Event.all().count() == 1
    for _ in range(2):
        await jobs["prune_events"].run(utc_now() + timedelta(days=7, minutes=1))
    assert await Event.all().count() == 0


async def test_jobs_that_ended_long_ago_are_forgotten(app: App) -> None:
    tasks = app.periodic_registry.periodic_tasks
    for name in (count_portions.name, fail_always.name):
        await PeriodicDeferrer(app.periodic_registry).defer_jobs([(tasks[name, ""], 1_800_000_000)])
    await app.run_worker_async(wait=False, install_signal_handlers=False)
    count = "SELECT array_agg(status::text) FROM procrastinate_jobs WHERE task_name LIKE 'tests.%'"
    async with acquire() as connection:
        await upkeep.prune_jobs.run(utc_now() + timedelta(days=29))
        assert sorted(await connection.fetchval(count)) == ["succeeded", "todo"]
        await upkeep.prune_jobs.run(utc_now() + timedelta(days=31))
        assert await connection.fetchval(count) == ["todo"]
