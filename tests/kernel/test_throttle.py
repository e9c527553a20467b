"""Tries are counted for a subject, within a window, and given back or forgotten."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from hub.kernel import throttle, upkeep
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.limits import Limit
from hub.kernel.models import Throttle
from hub.kernel.throttle import Try, UsedUp

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
GUESS = Try("GUESS", ("li.na",), Limit(3, HOUR))
LOOK = Try("LOOK", ("192.0.2.1",), Limit(2, 2 * HOUR))


async def used_up(now: datetime, *tries: Try) -> tuple[str, datetime]:
    with pytest.raises(UsedUp) as caught:
        await throttle.take(now, *tries)
    return caught.value.kind, caught.value.retry_at


async def test_the_last_try_starts_the_window_anew() -> None:
    for minutes in (0, 20, 40):
        await throttle.take(NOW + timedelta(minutes=minutes), GUESS)
    again = NOW + timedelta(minutes=100)
    assert await used_up(NOW + timedelta(minutes=59), GUESS) == ("GUESS", again)
    assert await used_up(again - timedelta(seconds=1), GUESS) == ("GUESS", again)
    await throttle.take(again, GUESS)


async def test_a_window_that_ends_before_the_tries_do_gives_all_of_them_again() -> None:
    for minutes in (0, 59, 60, 90):
        await throttle.take(NOW + timedelta(minutes=minutes), GUESS)
    assert (await Throttle.get()).taken == 2


async def test_another_subject_and_another_kind_have_tries_of_their_own() -> None:
    for _ in range(3):
        await throttle.take(NOW, GUESS)
    await throttle.take(NOW, Try("GUESS", ("li.ming",), GUESS.limit))
    await throttle.take(NOW, Try("LOOK", GUESS.subject, GUESS.limit))
    # Parts that read the same when they are put together are not the same subject.
    await throttle.take(NOW, Try("GUESS", ("li", ".na"), GUESS.limit))


async def test_of_several_tries_all_are_taken_or_none() -> None:
    for _ in range(2):
        await throttle.take(NOW, LOOK)
    assert await used_up(NOW, GUESS, LOOK) == ("LOOK", NOW + 2 * HOUR)
    assert await Throttle.filter(kind="GUESS").count() == 0
    for _ in range(3):
        await throttle.take(NOW, GUESS)
    assert await used_up(NOW, GUESS, LOOK) == ("LOOK", NOW + 2 * HOUR)


async def test_who_was_right_gets_the_try_back_and_never_more_than_were_taken() -> None:
    for _ in range(5):
        await throttle.take(NOW, GUESS)
        await throttle.give_back(GUESS)
    await throttle.give_back(GUESS)
    assert (await Throttle.get()).taken == 0


@command
async def lift(tx: Transaction, *, name: str) -> None:
    await throttle.forget_all_of(tx, name, "GUESS")


async def test_what_is_forgotten_is_counted_anew() -> None:
    from_here = Try("GUESS", ("li.na", "192.0.2.1"), GUESS.limit)
    other = Try("GUESS", ("li.ming", "192.0.2.1"), GUESS.limit)
    await throttle.take(NOW, GUESS, from_here, other, LOOK)
    await throttle.forget(LOOK)
    assert {row.kind for row in await Throttle.all()} == {"GUESS"}
    await lift(Actor.job("test"), name="li.na")
    assert [row.subject_hash for row in await Throttle.all()] == [other.subject_hash]


async def test_windows_that_have_ended_are_deleted(database: asyncpg.Connection) -> None:
    await throttle.take(NOW, GUESS, LOOK)
    for _ in range(2):
        await upkeep.prune_tries.run(NOW + HOUR + timedelta(seconds=1))
    assert [row.kind for row in await Throttle.all()] == ["LOOK"]
