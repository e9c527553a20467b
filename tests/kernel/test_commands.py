"""A command is one transaction: audited, told, run once for one idempotency key."""

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tortoise import connections

from hub.kernel import db
from hub.kernel.access import Role
from hub.kernel.context import Actor
from hub.kernel.db import (
    KernelReason,
    KernelRefused,
    Transaction,
    acquire,
    audit_outcome,
    command,
    refusing,
)
from hub.kernel.errors import Reason, Refused
from hub.kernel.ids import new_key
from hub.kernel.models import Audit, CalendarOverride, Event, Idempotency


class StallReason(Reason):
    TAKEN = ("已被占用。", "Taken by {by}.")


class StallRefused(Refused):
    pass


@command
async def open_stall(tx: Transaction, *, name: str = "noodles") -> UUID:
    key = new_key()
    tx.beneficiary_id = UUID(int=7)
    tx.record("stall.opened", key, scope_id=UUID(int=9), name=name)
    return key


@command
async def refuse_stall(tx: Transaction) -> UUID:
    tx.record("stall.opened", new_key())
    raise StallRefused(StallReason.TAKEN, by="soup")


@command
async def close_stall(tx: Transaction) -> None:
    tx.record("stall.closed", new_key())


def clerk(operation: str = "stallOpen", key: str | None = None, **given: str) -> Actor:
    return Actor(
        operation=operation,
        account_id=UUID(int=1),
        role=Role.COUNTER_CLERK,
        request_id="r-1",
        source="10.0.0.1",
        input_json=json.dumps(given),
        idempotency_key=key,
        input_digests=(sha256(json.dumps(given).encode()).digest(),),
    )


async def test_a_command_leaves_one_audit_row_and_its_events(database: asyncpg.Connection) -> None:
    key = await open_stall(clerk(name="noodles"))
    audit = await Audit.get()
    assert (audit.account_id, audit.role, audit.operation) == (
        UUID(int=1),
        "COUNTER_CLERK",
        "stallOpen",
    )
    assert (audit.beneficiary_id, audit.outcome) == (UUID(int=7), "OK")
    assert (audit.input, audit.result) == ({"name": "noodles"}, str(key))
    event = await Event.get()
    assert (event.topic, event.subject_id, event.scope_id) == ("stall.opened", key, UUID(int=9))
    assert event.payload == {"name": "noodles"}
    assert event.at == audit.at


async def test_a_refused_command_leaves_nothing_but_what_is_audited_of_it(
    database: asyncpg.Connection,
) -> None:
    with pytest.raises(StallRefused) as refused:
        await refuse_stall(clerk())
    assert refused.value.message("en") == "Taken by soup."
    assert await Audit.all().count() == await Event.all().count() == 0
    await audit_outcome(clerk(), refused.value.reason.name)
    assert (await Audit.get()).outcome == "TAKEN"


async def test_the_same_key_from_twenty_tasks_at_once_runs_once_and_answers_all_alike(
    committed_database: str,
) -> None:
    answers = await asyncio.gather(*(open_stall(clerk(key="k")) for _ in range(20)))
    assert len(set(answers)) == 1
    assert isinstance(answers[0], UUID)
    assert [event.subject_id for event in await Event.all()] == [answers[0]]
    assert await Audit.all().count() == await Idempotency.all().count() == 1


async def test_without_a_key_twenty_tasks_run_twenty_times(committed_database: str) -> None:
    answers = await asyncio.gather(*(open_stall(clerk()) for _ in range(20)))
    assert len(set(answers)) == await Event.all().count() == 20


async def test_a_command_that_answers_nothing_is_run_once_too(database: asyncpg.Connection) -> None:
    for _ in range(2):
        await close_stall(clerk(key="k"))
    assert await Event.all().count() == 1


async def test_the_same_key_with_another_input_is_refused(database: asyncpg.Connection) -> None:
    await open_stall(clerk(key="k", name="noodles"))
    with pytest.raises(KernelRefused) as refused:
        await open_stall(clerk(key="k", name="soup"))
    assert refused.value.reason is KernelReason.IDEMPOTENCY_KEY_REUSED
    assert refused.value.field == "idempotencyKey"
    assert await Event.all().count() == 1


async def test_the_same_input_is_known_again_after_a_new_key_of_the_keyring(
    database: asyncpg.Connection,
) -> None:
    before = clerk(key="k")
    after = replace(before, input_digests=(bytes(32), *before.input_digests))
    assert await open_stall(before) == await open_stall(after)


async def test_a_key_is_of_one_account_and_one_operation(database: asyncpg.Connection) -> None:
    mine = clerk(key="k")
    keys = {
        await open_stall(mine),
        await open_stall(replace(mine, account_id=UUID(int=2))),
        await open_stall(replace(mine, operation="stallReopen")),
    }
    assert len(keys) == 3


async def test_strangers_with_the_same_key_do_not_get_each_others_answers(
    database: asyncpg.Connection,
) -> None:
    stranger = replace(clerk(key="k"), account_id=None)
    assert await open_stall(stranger) != await open_stall(stranger)


async def test_a_refused_command_leaves_its_key_to_be_used_again(
    database: asyncpg.Connection,
) -> None:
    with pytest.raises(StallRefused):
        await refuse_stall(clerk(key="k"))
    await open_stall(clerk(key="k"))
    assert await Idempotency.all().count() == 1


@pytest.mark.parametrize("key", ["", "k" * 129, "a\x00b", "a\nb", "\ud800"])
async def test_a_key_that_cannot_be_stored_is_refused(
    database: asyncpg.Connection, key: str
) -> None:
    with pytest.raises(KernelRefused) as refused:
        await open_stall(clerk(key=key))
    assert refused.value.reason is KernelReason.IDEMPOTENCY_KEY_INVALID


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (r'"a\u0000b"', "a\ufffdb"),
        (r'"\ud83c\udf5c"', "🍜"),
        (r'"\ud83c"', "\ufffd"),
        (r'"\udf5c\ud83c"', "\ufffd\ufffd"),
        (r'"\\u0000"', r"\u0000"),
        (r'"\\\u0000"', "\\\ufffd"),
        ('"\ud800"', "?"),
        ('"面"', "面"),
    ],
)
async def test_an_input_that_jsonb_refuses_is_audited_all_the_same(
    database: asyncpg.Connection, text: str, kept: str
) -> None:
    await open_stall(replace(clerk(), input_json=text))
    assert (await Audit.get()).input == kept


@given(st.text())
def test_what_is_audited_of_an_input_that_can_be_stored_is_that_input(text: str) -> None:
    stored = db.commands._storable(json.dumps(text))
    assert stored is not None
    assert json.loads(stored) == "".join(
        "\ufffd" if c == "\x00" or "\ud800" <= c <= "\udfff" else c for c in text
    )


async def test_commands_that_deadlock_are_run_again(committed_database: str) -> None:
    async with acquire() as connection:
        await connection.execute(
            "INSERT INTO calendar_override"
            " VALUES ('2026-01-01', true, 'a'), ('2026-01-02', true, 'b')"
        )
    both_hold_one = asyncio.Barrier(2)
    runs: list[str] = []

    @command
    async def swap(tx: Transaction, *, first: str, second: str) -> None:
        lock = 'UPDATE calendar_override SET source = source || $2 WHERE "on" = $1::text::date'
        runs.append(first)
        await tx.execute(lock, first, "x")
        if len(runs) <= 2:
            await both_hold_one.wait()
        await tx.execute(lock, second, "x")
        tx.record("stall.swapped", new_key())

    one, two = "2026-01-01", "2026-01-02"
    await asyncio.gather(swap(clerk(), first=one, second=two), swap(clerk(), first=two, second=one))
    assert len(runs) == 3
    assert sorted(row.source for row in await CalendarOverride.all()) == ["axx", "bxx"]
    assert await Audit.all().count() == await Event.all().count() == 2


async def test_the_violation_of_the_named_constraint_is_the_refusal_and_no_other(
    database: asyncpg.Connection,
) -> None:
    @command
    async def mark(tx: Transaction, *, source: str | None, sql: bool) -> None:
        with refusing("calendar_override_pkey", StallRefused(StallReason.TAKEN, by="x")):
            if sql:
                insert = "INSERT INTO calendar_override VALUES ('2026-01-01', true, $1)"
                await tx.execute(insert, source)
            else:
                await CalendarOverride.create(on="2026-01-01", is_working=True, source=source)

    await mark(clerk(), source="a", sql=True)
    for sql in (True, False):
        with pytest.raises(StallRefused):
            await mark(clerk(), source="b", sql=sql)
    with pytest.raises(asyncpg.NotNullViolationError):
        await mark(clerk(), source=None, sql=True)


async def test_tortoise_joins_the_transaction_of_the_command(committed_database: str) -> None:
    @command
    async def mark_and_fail(tx: Transaction) -> None:
        await CalendarOverride.create(on="2026-01-01", is_working=True, source="a")
        assert await tx.fetchval("SELECT count(*) FROM calendar_override") == 1
        raise StallRefused(StallReason.TAKEN, by="x")

    with pytest.raises(StallRefused):
        await mark_and_fail(clerk())
    assert await CalendarOverride.all().count() == 0


async def test_a_command_within_a_command_is_undone_with_it_but_not_it_with_the_inner(
    committed_database: str,
) -> None:
    @command
    async def outer(tx: Transaction) -> None:
        await open_stall(clerk())
        with pytest.raises(StallRefused):
            await refuse_stall(clerk())

    await outer(clerk("outer"))
    assert sorted(row.operation for row in await Audit.all()) == ["outer", "stallOpen"]
    assert await Event.all().count() == 1


async def test_commands_cancelled_at_any_step_leave_no_connection_on_loan(
    committed_database: str,
) -> None:
    pool = db.pool()
    for turns in range(25):
        task = asyncio.create_task(open_stall(clerk()))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
    async with asyncio.timeout(60), AsyncExitStack() as loans:
        for _ in range(pool.get_max_size()):
            await loans.enter_async_context(acquire())
    assert await Audit.all().count() == await Event.all().count()


async def test_connections_that_the_database_ended_are_replaced(committed_database: str) -> None:
    await open_stall(clerk())
    other = await asyncpg.connect(committed_database)
    for _ in range(2 * db.pool().get_max_size()):
        await other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        await asyncio.gather(open_stall(clerk()), return_exceptions=True)
    await other.close()
    await open_stall(clerk())
    assert not hasattr(connections.get("default"), "transaction")


async def test_who_waits_for_commits_hears_of_those_with_events_only(
    database: asyncpg.Connection,
) -> None:
    heard: list[str] = []
    forget = db.on_commit(lambda happened: heard.extend(topic for topic, *_ in happened))

    @command
    async def look(tx: Transaction) -> int:
        return 1

    await open_stall(clerk())
    await look(clerk("look"))
    with pytest.raises(StallRefused):
        await refuse_stall(clerk())
    forget()
    await open_stall(clerk())
    assert len(heard) == 1
