"""A command that decides and writes in one statement is as whole as one with a transaction."""

import asyncio
from uuid import UUID

import asyncpg
import pytest

from hub.kernel import db
from hub.kernel.context import Actor
from hub.kernel.db import Change, Statement, Transaction, acquire, command, deciding
from hub.kernel.errors import Reason, Refused
from hub.kernel.ids import new_key
from hub.kernel.models import Audit, CalendarOverride, Event, Idempotency


class DayReason(Reason):
    MARKED = ("这一天已经标过。", "This day is marked.")


class DayRefused(Refused):
    pass


MARK = Statement(
    """marked AS (
        INSERT INTO calendar_override ("on", is_working, source)
        SELECT $1::text::date, true, $2::text WHERE $2::text IS DISTINCT FROM 'too late' RETURNING 1
    )""",
    holds="EXISTS (SELECT FROM marked)",
)


@deciding
async def mark_day(tx: Transaction, *, on: str, source: str = "a") -> Change[str]:
    days = await tx.fetchval("SELECT count(*) FROM calendar_override")
    tx.beneficiary_id = UUID(int=7)
    tx.record("day.marked", new_key(), after=days)
    taken = DayRefused(DayReason.MARKED, field="on")
    return Change(on, MARK, [on, source], {"calendar_override_pkey": taken})


def clerk(key: str | None = None) -> Actor:
    account_id = None if key is None else UUID(int=1)
    return Actor(operation="dayMark", account_id=account_id, idempotency_key=key)


async def test_the_change_its_audit_row_and_its_events_are_written_at_once(
    database: asyncpg.Connection,
) -> None:
    statements: list[str] = []
    database.add_query_logger(lambda query: statements.append(query.query))
    assert await mark_day(clerk(), on="2026-01-01") == "2026-01-01"
    written = [sql for sql in statements if "INSERT" in sql]
    assert len(written) == 1
    assert await CalendarOverride.all().count() == 1
    audit, event = await Audit.get(), await Event.get()
    assert (audit.outcome, audit.beneficiary_id, audit.result) == ("OK", UUID(int=7), "2026-01-01")
    assert (event.topic, event.payload) == ("day.marked", {"after": 0})


async def test_without_a_key_no_transaction_is_begun(committed_database: str) -> None:
    # The first time, asyncpg asks what the types of the statement are.
    await mark_day(clerk(), on="2026-01-01")
    statements: list[str] = []
    async with acquire() as connection:
        connection.add_query_logger(lambda query: statements.append(query.query))
    await mark_day(clerk(), on="2026-01-02")
    # The logger is told a turn of the loop later.
    await asyncio.sleep(0)
    assert len(statements) == 2
    assert not any(sql.startswith(("BEGIN", "COMMIT")) for sql in statements)


async def test_the_violation_of_a_constraint_is_its_refusal_and_leaves_nothing(
    committed_database: str,
) -> None:
    await mark_day(clerk(), on="2026-01-01")
    with pytest.raises(DayRefused):
        await mark_day(clerk(), on="2026-01-01")
    assert await Audit.all().count() == await Event.all().count() == 1


async def test_a_violation_that_nobody_foresaw_is_the_bug_it_is(committed_database: str) -> None:
    with pytest.raises(asyncpg.NotNullViolationError):
        await mark_day(clerk(), on="2026-01-01", source=None)  # type: ignore[arg-type]
    assert await CalendarOverride.all().count() == await Audit.all().count() == 0


async def test_what_was_overtaken_is_decided_again_and_leaves_nothing_when_it_never_holds(
    committed_database: str,
) -> None:
    looks: list[str] = []

    @deciding
    async def mark_late(tx: Transaction, *, late: int) -> Change[int]:
        looks.append(await tx.fetchval("SELECT 'look'"))
        source = "too late" if len(looks) <= late else "in time"
        return Change(len(looks), MARK, ["2026-01-01", source])

    assert await mark_late(clerk(), late=2) == 3
    assert (await CalendarOverride.get()).source == "in time"
    assert await Audit.all().count() == 1
    with pytest.raises(asyncpg.SerializationError):
        await mark_late(clerk(), late=100)
    assert await Audit.all().count() == 1


async def test_the_same_key_from_twenty_tasks_at_once_is_one_change(
    committed_database: str,
) -> None:
    answers = await asyncio.gather(*(mark_day(clerk("k"), on="2026-01-01") for _ in range(20)))
    assert answers == ["2026-01-01"] * 20
    assert await Audit.all().count() == await Event.all().count() == 1
    assert (await Idempotency.get()).result == "2026-01-01"


async def test_a_refused_change_leaves_its_key_to_be_used_again(committed_database: str) -> None:
    await mark_day(clerk(), on="2026-01-01")
    with pytest.raises(DayRefused):
        await mark_day(clerk("k"), on="2026-01-01")
    assert await Idempotency.all().count() == 0


async def test_within_a_command_it_is_undone_with_it_and_its_refusal_is_survived(
    committed_database: str,
) -> None:
    @command
    async def mark_three(tx: Transaction, *, fail: bool) -> None:
        await mark_day(clerk(), on="2026-01-01")
        with pytest.raises(DayRefused):
            await mark_day(clerk(), on="2026-01-01")
        await mark_day(clerk(), on="2026-01-02")
        if fail:
            raise DayRefused(DayReason.MARKED)

    with pytest.raises(DayRefused):
        await mark_three(Actor(operation="three"), fail=True)
    assert await CalendarOverride.all().count() == 0
    await mark_three(Actor(operation="three"), fail=False)
    assert await CalendarOverride.all().count() == 2
    assert await Audit.all().count() == 3


async def test_commits_are_told_here_at_once_and_refusals_are_not(committed_database: str) -> None:
    heard: list[str] = []
    forget = db.on_commit(lambda happened: heard.extend(topic for topic, *_ in happened))
    await mark_day(clerk(), on="2026-01-01")
    with pytest.raises(DayRefused):
        await mark_day(clerk(), on="2026-01-01")
    forget()
    assert heard == ["day.marked"]
