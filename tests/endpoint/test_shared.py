"""Two processes over one database: what a client sent to one, or spent at one, the other knows."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import pytest

from hub.endpoint import Budgets, Documents
from hub.endpoint.budgets import Purse
from hub.endpoint.documents import sha256_of
from hub.endpoint.jobs import prune_points
from hub.endpoint.problems import Declined
from hub.endpoint.shared import SharedDocuments, settle
from hub.kernel import db
from tests.endpoint.asgi_client import Socket, post
from tests.endpoint.conftest import NOW

pytestmark = pytest.mark.anyio

QUERY = "query Sent { hello }"
BY_HASH = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": sha256_of(QUERY)}}}


def sharing(wired, **more):
    """The endpoint of one process."""
    return wired(documents=Documents(shared=SharedDocuments(most=2)), **more)


async def test_a_document_sent_to_one_process_is_known_to_the_other(wired, committed_database):
    here, there = sharing(wired), sharing(wired)
    assert (await post(there, BY_HASH).reply()).code == "PERSISTED_QUERY_NOT_FOUND"
    assert (await post(here, {"query": QUERY, **BY_HASH}).reply()).status == 200
    assert (await post(there, BY_HASH).reply()).json["data"] == {"hello": "world"}
    async with Socket(sharing(wired)) as socket:
        await socket.signed_in()
        socket.send({"type": "subscribe", "id": "1", "payload": BY_HASH})
        assert (await socket.message())["payload"]["data"] == {"hello": "world"}


async def test_once_found_it_is_at_hand(wired, committed_database):
    here, there = sharing(wired), sharing(wired)
    await post(here, {"query": QUERY, **BY_HASH}).reply()
    await post(there, BY_HASH).reply()
    await db.pool().close()
    assert (await post(there, BY_HASH).reply()).status == 200


async def test_without_the_database_a_hash_is_just_not_known(wired, committed_database):
    app = sharing(wired)
    await db.pool().close()
    assert (await post(app, BY_HASH).reply()).code == "PERSISTED_QUERY_NOT_FOUND"
    assert (await post(app, {"query": QUERY, **BY_HASH}).reply()).status == 200
    assert (await post(app, BY_HASH).reply()).status == 200


async def test_what_cannot_be_run_is_not_shared(wired, committed_database):
    broken = "{ broken"
    named = {"persistedQuery": {"version": 1, "sha256Hash": sha256_of(broken)}}
    await post(sharing(wired), {"query": broken, "extensions": named}).reply()
    assert await SharedDocuments().find(sha256_of(broken)) is None


async def test_only_the_latest_and_the_short_ones_are_kept(database: asyncpg.Connection):
    shared = SharedDocuments(most=2)
    texts = ["{ a }", "{ b }", "{ c }", "{ d }" + " " * 32_000]
    for text in texts:
        await shared.keep(sha256_of(text), text)
    assert [await shared.find(sha256_of(text)) for text in texts] == [None, "{ b }", "{ c }", None]


async def test_asking_for_unknown_hashes_costs_points(wired, committed_database):
    app = sharing(wired, budgets=Budgets(limit=1, rate=0.1))
    said = [(await post(app, BY_HASH).reply()).code for _ in range(3)]
    assert said == ["PERSISTED_QUERY_NOT_FOUND"] * 2 + ["RATE_LIMITED"]


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def budgets() -> Budgets:
    """The budgets of one process; what comes back meanwhile is too little to count."""
    return Budgets(limit=100, rate=0.000_1, settle=settle)


def left(of: Budgets, clock: Clock) -> int:
    return round(of.balance("ann", clock().timestamp()).left)


async def test_what_is_spent_at_one_process_is_missed_at_the_other(database, clock):
    here, there = budgets(), budgets()
    here.charge("ann", 30, NOW.timestamp())
    there.charge("ann", 50, NOW.timestamp())
    there.charge("bob", 1, NOW.timestamp())
    await here.settle(clock)
    assert (left(here, clock), left(there, clock)) == (70, 50)
    await there.settle(clock)
    assert left(there, clock) == 20
    here.charge("ann", 5, NOW.timestamp())
    await here.settle(clock)
    assert left(here, clock) == 15
    with pytest.raises(Declined):
        Purse(here, "ann", NOW.timestamp()).pay(16)


async def test_what_is_spent_while_the_others_are_told_is_not_lost(committed_database, clock):
    here, there = budgets(), budgets()
    here.charge("ann", 30, NOW.timestamp())
    settling = asyncio.ensure_future(here.settle(clock))
    await asyncio.sleep(0)
    here.charge("ann", 7, NOW.timestamp())
    await settling
    assert left(here, clock) == 63
    await here.settle(clock)
    there.charge("ann", 1, NOW.timestamp())
    await there.settle(clock)
    assert left(there, clock) == 62


async def test_what_could_not_be_told_is_told_later(database, clock):
    ways = [no_way, settle]

    async def in_turn(spent: Any, **more: Any) -> dict[bytes, float]:
        return await ways.pop(0)(spent, **more)

    here, there = Budgets(limit=100, rate=0.000_1, settle=in_turn), budgets()
    here.charge("ann", 30, NOW.timestamp())
    await here.settle(clock)
    assert left(here, clock) == 70
    await here.settle(clock)
    there.charge("ann", 1, NOW.timestamp())
    await there.settle(clock)
    assert left(there, clock) == 69


async def no_way(*_: object, **__: object) -> dict[bytes, float]:
    raise OSError("no route to the database")


async def test_many_processes_that_settle_at_once_count_everything(committed_database, clock):
    all_of_them = [budgets() for _ in range(8)]
    for each in all_of_them:
        for name in ("ann", "bob", "eve"):
            each.charge(name, 10, NOW.timestamp())
    await asyncio.gather(*(each.settle(clock) for each in all_of_them))
    last = budgets()
    last.charge("ann", 1, NOW.timestamp())
    await last.settle(clock)
    assert left(last, clock) == 100 - 8 * 10 - 1


async def test_who_did_not_come_back_for_a_day_is_forgotten(database: asyncpg.Connection, clock):
    here = budgets()
    here.charge("ann", 30, NOW.timestamp())
    await here.settle(clock)
    (row,) = await database.fetch("SELECT caller, at FROM points_left")
    assert b"ann" not in row["caller"]
    await prune_points.run(row["at"] + timedelta(hours=23))
    assert await database.fetchval("SELECT count(*) FROM points_left") == 1
    await prune_points.run(row["at"] + timedelta(hours=25))
    assert await database.fetchval("SELECT count(*) FROM points_left") == 0
