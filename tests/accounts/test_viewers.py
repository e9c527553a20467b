"""From a token to the viewer: as of now, remembered for a moment, forgotten when it changes."""

import asyncio
import timeit
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest

from hub.accounts import commands
from hub.accounts.models import Account, RoleGrant, Session
from hub.accounts.reads import Issuers
from hub.accounts.rules import SessionEnd
from hub.accounts.viewers import Viewers
from hub.kernel import db, events
from hub.kernel.access import NOBODY, Role, Viewer
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.people.commands import end_proxy
from hub.people.rules import ProxyScope
from tests import make

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
# Longer than anything is remembered.
LATER = timedelta(minutes=2)
BY = Actor.job("test")


@pytest.fixture
def viewers() -> Viewers:
    return Viewers(Issuers([]))


@pytest.mark.usefixtures("database")
class TestWho:
    async def test_a_member_of_staff_with_the_roles_of_now(self, viewers: Viewers) -> None:
        account, site = await make.account(), await make.site()
        _, token = await make.session(account, NOW)
        await make.role_grant(account, Role.CANTEEN_STAFF, site=site)
        await make.role_grant(account, Role.DEVELOPER, until_at=NOW)
        await make.role_grant(account, Role.HR_OFFICER, from_at=NOW + 5 * SECOND)
        viewer = await viewers.viewer_for(token, NOW)
        assert (viewer.account_id, viewer.resident_id, viewer.wards) == (account.id, None, ())
        assert viewer.roles == {Role.CANTEEN_STAFF}
        assert viewer.site_ids(Role.CANTEEN_STAFF) == [site.id]
        later = await viewers.viewer_for(token, NOW + 5 * SECOND)
        assert later.roles == {Role.CANTEEN_STAFF, Role.HR_OFFICER}

    async def test_a_resident_with_those_for_whom_they_act(self, viewers: Viewers) -> None:
        daughter, mother, father = [await make.resident() for _ in range(3)]
        today = date(2026, 11, 22)
        await make.proxy(mother, daughter, scopes=["MEAL_COLLECT"])
        await make.proxy(father, daughter, slot=2, until_on=today)
        account = await make.account(daughter)
        session, token = await make.session(account, NOW)
        assert await viewers.viewer_for(token, NOW) == Viewer(
            account_id=account.id,
            resident_id=daughter.id,
            session_id=session.id,
            wards=(make.ward(mother, ProxyScope.MEAL_COLLECT),),
            grants=(await viewers.viewer_for(token, NOW)).grants,
        )
        assert (await viewers.viewer_for(token, NOW)).roles == {Role.RESIDENT}

    async def test_who_acts_from_another_city_is_at_home_nowhere(self, viewers: Viewers) -> None:
        son = await make.resident(area_id=None)
        _, token = await make.session(await make.account(son), NOW)
        viewer = await viewers.viewer_for(token, NOW)
        assert viewer.roles == {Role.RESIDENT}
        assert not viewer.is_city_wide(Role.RESIDENT)

    @pytest.mark.parametrize(
        "token", ["", "hub_", "hub_" + "A" * 43, "x" * 100_000, "a.b.c", "\0", "\ud800", "hub_é"]
    )
    async def test_what_is_no_token_is_nobody_s(self, viewers: Viewers, token: str) -> None:
        assert await viewers.viewer_for(token, NOW) == NOBODY

    async def test_a_session_that_ended_is_nobody_s(self, viewers: Viewers) -> None:
        account = await make.account()
        ended = await make.session(account, NOW, ended_at=NOW, end_reason=SessionEnd.SIGNED_OUT)
        assert await viewers.viewer_for(ended.token, NOW) == NOBODY

    async def test_an_account_that_is_disabled_is_nobody_s(self, viewers: Viewers) -> None:
        account = await make.account(disabled_at=NOW, disabled_reason="Left.")
        assert await viewers.viewer_for((await make.session(account, NOW)).token, NOW) == NOBODY


@pytest.mark.usefixtures("database")
class TestHowLong:
    async def test_a_session_ends_at_its_hour_however_much_it_is_used(
        self, viewers: Viewers
    ) -> None:
        _, token = await make.session(await make.account(), NOW)
        for half_hour in range(24):
            now = NOW + half_hour * HOUR / 2
            assert not (await viewers.viewer_for(token, now)).is_anonymous
        assert not (await viewers.viewer_for(token, NOW + 12 * HOUR - SECOND)).is_anonymous
        assert await viewers.viewer_for(token, NOW + 12 * HOUR) == NOBODY

    async def test_a_session_that_is_not_used_ends_sooner(self, viewers: Viewers) -> None:
        _, token = await make.session(await make.account(), NOW)
        assert not (await viewers.viewer_for(token, NOW + HOUR - SECOND)).is_anonymous
        assert await viewers.viewer_for(token, NOW + 3 * HOUR) == NOBODY

    async def test_its_last_use_is_noted_once_a_minute(self, viewers: Viewers) -> None:
        session, token = await make.session(await make.account(), NOW)
        for seconds in (0, 20, 40, 60, 80):
            await viewers.viewer_for(token, NOW + seconds * SECOND)
        await session.refresh_from_db()
        assert session.seen_at == NOW + 60 * SECOND

    async def test_a_role_begins_and_ends_on_the_second_though_remembered(
        self, viewers: Viewers
    ) -> None:
        account = await make.account()
        _, token = await make.session(account, NOW)
        await make.role_grant(account, from_at=NOW + 2 * SECOND, until_at=NOW + 4 * SECOND)
        held = [(await viewers.viewer_for(token, NOW + n * SECOND)).roles for n in range(5)]
        staff = {Role.CANTEEN_STAFF}
        assert held == [set(), set(), staff, staff, set()]


@pytest.mark.usefixtures("database")
class TestRemembering:
    async def test_one_statement_finds_all_and_then_none_is_needed(
        self, viewers: Viewers, database: asyncpg.Connection
    ) -> None:
        account = await make.account(await make.resident())
        await make.role_grant(account)
        _, token = await make.session(account, NOW)
        # The first time on a connection asyncpg asks for the types of the answer besides.
        await viewers.viewer_for((await make.session(account, NOW)).token, NOW)
        asked: list[str] = []

        async def statements(at: datetime) -> int:
            asked.clear()
            database.add_query_logger(note)
            await viewers.viewer_for(token, at)
            database.remove_query_logger(note)
            await asyncio.sleep(0)
            return len(asked)

        def note(record: asyncpg.connection.LoggedQuery) -> None:
            asked.append(record.query)

        seconds = (0, 1, 4, 5, 6)
        asked_for = [await statements(NOW + second * SECOND) for second in seconds]
        assert asked_for == [1, 0, 0, 1, 0]

    async def test_who_is_forgotten_is_looked_up_anew(self, viewers: Viewers) -> None:
        account = await make.account()
        _, token = await make.session(account, NOW)
        await viewers.viewer_for(token, NOW)
        await make.role_grant(account)
        assert (await viewers.viewer_for(token, NOW)).roles == frozenset()
        viewers.forget(account.id)
        assert (await viewers.viewer_for(token, NOW)).roles == {Role.CANTEEN_STAFF}

    async def test_a_resident_is_forgotten_by_their_key_too(self, viewers: Viewers) -> None:
        mother, daughter = await make.resident(), await make.resident()
        _, token = await make.session(await make.account(daughter), NOW)
        await viewers.viewer_for(token, NOW)
        await make.proxy(mother, daughter)
        viewers.forget(daughter.id)
        assert (await viewers.viewer_for(token, NOW)).wards == (make.ward(mother),)

    async def test_remembering_costs_microseconds(self, viewers: Viewers) -> None:
        _, token = await make.session(await make.account(), NOW)
        await viewers.viewer_for(token, NOW)

        def ask() -> None:
            with suppress(StopIteration):
                viewers.viewer_for(token, NOW).send(None)

        # About 2 µs; the bound is for a busy machine.
        assert min(timeit.repeat(ask, number=1000, repeat=5)) / 1000 < 50e-6


class TestChanges:
    """With a feed of events, as in a process that serves."""

    @pytest.fixture
    async def following(self, viewers: Viewers, committed_database: str) -> AsyncIterator[Viewers]:
        async with events.listening(committed_database), viewers.following():
            yield viewers

    async def until(self, viewers: Viewers, token: str, seen: object) -> None:
        """Wait, well within the time that anything is remembered, for the viewer to change."""
        async with asyncio.timeout(60):
            while (await viewers.viewer_for(token, NOW)).roles != seen:  # noqa: ASYNC110
                await asyncio.sleep(0)

    async def test_a_grant_and_its_end_are_seen_at_once(self, following: Viewers) -> None:
        account = await make.account()
        _, token = await make.session(account, NOW)
        await following.viewer_for(token, NOW)
        key = await commands.grant_role_as_operator(
            BY, account_id=account.id, role=Role.DEVELOPER, reason="Joined.", now=NOW
        )
        await self.until(following, token, {Role.DEVELOPER})
        await commands.revoke_role_as_operator(BY, grant_id=key, reason="Left.", now=NOW)
        await self.until(following, token, set())
        assert await RoleGrant.filter(revoked_at=None).count() == 0

    async def test_the_very_next_request_to_this_process_sees_them(
        self, following: Viewers
    ) -> None:
        account = await make.account()
        _, token = await make.session(account, NOW)
        await following.viewer_for(token, NOW)
        key = await commands.grant_role_as_operator(
            BY, account_id=account.id, role=Role.DEVELOPER, reason="Joined.", now=NOW
        )
        assert (await following.viewer_for(token, NOW)).roles == {Role.DEVELOPER}
        await commands.revoke_role_as_operator(BY, grant_id=key, reason="Left.", now=NOW)
        assert (await following.viewer_for(token, NOW)).roles == set()

    async def test_a_revoked_session_is_nobody_s_at_once(self, following: Viewers) -> None:
        account = await make.account()
        await make.role_grant(account)
        here, there = await make.session(account, NOW), await make.session(account, NOW)
        for token in (here.token, there.token):
            await following.viewer_for(token, NOW)
        ended = await commands.revoke_other_sessions(
            BY, account_id=account.id, session_id=here.session.id, now=NOW
        )
        assert ended == 1
        await self.until(following, there.token, set())
        await self.until(following, here.token, {Role.CANTEEN_STAFF})
        await commands.revoke_session(
            BY, account_id=account.id, session_id=here.session.id, now=NOW
        )
        await self.until(following, here.token, set())
        assert await Session.filter(ended_at=None).count() == 0

    async def test_a_proxy_that_is_unbound_acts_for_nobody_at_once(
        self, following: Viewers
    ) -> None:
        mother, daughter = await make.resident(), await make.resident()
        proxy = await make.proxy(mother, daughter)
        _, token = await make.session(await make.account(daughter), NOW)
        assert (await following.viewer_for(token, NOW)).wards == (make.ward(mother),)
        await end_proxy(BY, proxy_id=proxy.id, ender_id=mother.id, why="No more.", now=NOW)
        async with asyncio.timeout(60):
            while (await following.viewer_for(token, NOW)).wards:  # noqa: ASYNC110
                await asyncio.sleep(0)

    async def test_a_disabled_account_is_nobody_s_at_once(self, following: Viewers) -> None:
        account = await make.account()
        await make.role_grant(account)
        _, token = await make.session(account, NOW)
        await following.viewer_for(token, NOW)
        await commands.disable_account(BY, account_id=account.id, reason="Left.", now=NOW)
        await self.until(following, token, set())
        await commands.enable_account(BY, account_id=account.id)
        assert (await Account.get(id=account.id)).disabled_at is None


async def test_what_was_loaded_before_a_change_is_not_remembered_after_it(
    viewers: Viewers, database: asyncpg.Connection
) -> None:
    _, token = await make.session(await make.account(), NOW)
    # Whoever holds the one connection of the test keeps the lookup waiting for it.
    async with db.acquire():
        looking = asyncio.create_task(viewers.viewer_for(token, NOW))
        await asyncio.sleep(0)
        viewers.forget(new_key())
    first = await looking
    assert await viewers.viewer_for(token, NOW) is not first
