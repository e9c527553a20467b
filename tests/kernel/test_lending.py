"""Connections that were given back are at hand, and nobody waits while one is idle."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from hub.kernel.db.lending import Loan, Pool, open_pool


@pytest.fixture
async def pool(committed_database: str) -> AsyncIterator[Pool]:
    pool = await open_pool(committed_database, min_size=1, max_size=2)
    yield pool
    await pool.close()


async def backend(pool: Pool) -> int:
    async with Loan(pool) as connection:
        return int(await connection.fetchval("SELECT pg_backend_pid()"))


async def test_who_comes_next_gets_the_connection_that_was_given_back(pool: Pool) -> None:
    assert await backend(pool) == await backend(pool)
    assert pool.get_idle_size() == 1


async def test_everybody_gets_one_of_few_connections_in_the_end(pool: Pool) -> None:
    backends = await asyncio.gather(*(backend(pool) for _ in range(50)))
    assert len(set(backends)) == 2


async def test_who_asks_asyncpg_itself_does_not_wait_for_a_kept_connection(pool: Pool) -> None:
    await asyncio.gather(backend(pool), backend(pool))
    async with asyncio.timeout(30), pool.acquire() as one, pool.acquire() as other:
        assert await one.fetchval("SELECT 1") == await other.fetchval("SELECT 1") == 1


async def test_a_connection_that_ended_while_it_was_kept_is_replaced(
    pool: Pool, committed_database: str
) -> None:
    ended = await backend(pool)
    other = await asyncpg.connect(committed_database)
    try:
        await other.execute("SELECT pg_terminate_backend($1, 5000)", ended)
    finally:
        await other.close()
    async with asyncio.timeout(30):
        # Until the loop has read that it is gone, the connection may be lent once more.
        while True:
            try:
                assert await backend(pool) != ended
                break
            except (asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError):
                continue


async def test_after_an_error_a_connection_goes_the_whole_way_back(pool: Pool) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        async with Loan(pool) as connection:
            await connection.fetchval("SELECT 1 / 0")
    assert pool.at_hand() is None
    assert await backend(pool)


async def test_a_transaction_left_open_is_not_handed_on(pool: Pool) -> None:
    async with Loan(pool) as connection:
        await connection.execute("BEGIN")
        await connection.execute("CREATE TABLE half_done ()")
    async with Loan(pool) as connection:
        assert not connection.is_in_transaction()
        assert await connection.fetchval("SELECT to_regclass('half_done') IS NULL")


async def test_a_reader_that_was_cancelled_leaves_nothing_running(pool: Pool) -> None:
    both_sleep = asyncio.Barrier(3)

    async def sleep() -> None:
        async with Loan(pool) as connection:
            await both_sleep.wait()
            await connection.execute("SELECT pg_sleep(600)")

    tasks = [asyncio.create_task(sleep()) for _ in range(2)]
    await both_sleep.wait()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    async with asyncio.timeout(30):
        assert len(set(await asyncio.gather(backend(pool), backend(pool)))) == 2
