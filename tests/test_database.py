"""The ground of all other tests: what one of them writes, another never sees."""

import asyncio

import asyncpg
import pytest

from hub.kernel import db
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.kernel.models import Audit, Event

pytestmark = pytest.mark.anyio


@command
async def say(tx: Transaction, *, fail: bool = False) -> str:
    tx.record("test.said", new_key())
    if fail:
        raise ValueError("failed")
    await asyncio.gather(tx.fetchval("SELECT 1"))
    return "said"


@pytest.mark.parametrize("turn", [1, 2])
async def test_what_a_test_writes_is_undone(database: asyncpg.Connection, turn: int) -> None:
    await say(Actor.job("test"))
    assert await Event.all().count() == 1
    assert await Audit.all().count() == 1


async def test_a_failed_command_leaves_nothing_and_the_test_goes_on(
    database: asyncpg.Connection,
) -> None:
    with pytest.raises(ValueError, match="failed"):
        await say(Actor.job("test"), fail=True)
    await say(Actor.job("test"))
    assert await Audit.all().count() == 1


async def test_two_tasks_take_turns_on_the_one_connection(database: asyncpg.Connection) -> None:
    await asyncio.gather(*(say(Actor.job("test")) for _ in range(5)))
    assert await Event.all().count() == 5


@pytest.mark.parametrize("turn", [1, 2])
async def test_a_committed_database_is_seen_by_everybody_and_new_for_each_test(
    committed_database: str, turn: int
) -> None:
    await say(Actor.job("test"))
    other = await asyncpg.connect(committed_database)
    try:
        assert await other.fetchval("SELECT count(*) FROM event") == 1
    finally:
        await other.close()


async def test_the_same_key_at_once_gives_one_run(committed_database: str) -> None:
    by = Actor(operation="say", account_id=new_key(), input_json="{}", idempotency_key="k")
    answers = await asyncio.gather(*(say(by) for _ in range(20)))
    assert answers == ["said"] * 20
    async with db.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM event") == 1
        assert await connection.fetchval("SELECT count(*) FROM audit") == 1


async def test_the_audit_trail_cannot_be_changed(database: asyncpg.Connection) -> None:
    await Audit.create(
        id=new_key(), at=utc_now(), operation="x", request_id="", source="", outcome="OK"
    )
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        async with database.transaction():
            await database.execute("DELETE FROM audit")
