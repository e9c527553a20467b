"""Family accounts: at most five, with consent, within a scope, unbound with their history kept."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest

from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.people import commands, reads
from hub.people.models import Proxy, ProxyMove, Resident
from hub.people.rules import PeopleReason, PeopleRefused, ProxyScope, ProxyStatus, Relation
from tests import make

pytestmark = pytest.mark.anyio
BY = Actor.job("test")
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)


async def propose(ward: Resident, holder: Resident, **facts: object) -> UUID:
    values = {
        "ward_id": ward.id,
        "holder_id": holder.id,
        "proposer_id": holder.id,
        "relation": Relation.CHILD,
        "scopes": [ProxyScope.MEAL_COLLECT, ProxyScope.MEAL_ORDER],
        "from_on": TODAY,
        "now": NOW,
    }
    return await commands.propose_proxy(BY, **{**values, **facts})  # type: ignore[arg-type]


async def may_act(holder_id: UUID, ward_id: UUID, scope: ProxyScope, on: date) -> bool:
    sql = reads.may_act_sql(holder="$1", ward="$2", scope=scope, day="$3")
    async with acquire() as connection:
        return bool(await connection.fetchval(f"SELECT {sql}", holder_id, ward_id, on))


async def test_a_proxy_acts_once_the_other_side_agrees(database: asyncpg.Connection) -> None:
    ward, holder = await make.resident(), await make.resident()
    key = await propose(ward, holder)
    assert not await may_act(holder.id, ward.id, ProxyScope.MEAL_ORDER, TODAY)
    await commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
    assert await may_act(holder.id, ward.id, ProxyScope.MEAL_ORDER, TODAY)
    assert not await may_act(holder.id, ward.id, ProxyScope.SERVICE_APPLY, TODAY)
    assert not await may_act(ward.id, holder.id, ProxyScope.MEAL_ORDER, TODAY)
    proxy = await Proxy.get(id=key)
    assert (proxy.slot, proxy.scopes) == (1, ["MEAL_ORDER", "MEAL_COLLECT"])


async def test_nobody_agrees_for_the_other_side(database: asyncpg.Connection) -> None:
    ward, holder, stranger = [await make.resident() for _ in range(3)]
    key = await propose(ward, holder)
    for answerer, reason in [
        (holder, PeopleReason.PROXY_ANSWER_IS_THEIRS),
        (stranger, PeopleReason.NO_SUCH_PROXY),
    ]:
        with pytest.raises(PeopleRefused) as refused:
            await commands.accept_proxy(BY, proxy_id=key, answerer_id=answerer.id, now=NOW)
        assert refused.value.reason is reason


async def test_an_unbound_proxy_stays_as_history_and_can_be_bound_again(
    database: asyncpg.Connection,
) -> None:
    ward, holder = await make.resident(), await make.resident()
    for _ in range(2):
        key = await propose(ward, holder)
        await commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
        await commands.end_proxy(BY, proxy_id=key, ender_id=ward.id, why="不再需要", now=NOW)
        assert not await may_act(holder.id, ward.id, ProxyScope.MEAL_ORDER, TODAY)
        with pytest.raises(PeopleRefused) as refused:
            await commands.end_proxy(BY, proxy_id=key, ender_id=ward.id, why="x", now=NOW)
        assert refused.value.reason is PeopleReason.PROXY_MOVE_NOT_ALLOWED
        moves = await ProxyMove.filter(proxy_id=key).order_by("id")
        assert [move.to_status.value for move in moves] == ["PROPOSED", "ACTIVE", "ENDED"]
    assert await Proxy.filter(status=ProxyStatus.ENDED).count() == 2


async def test_a_family_account_holds_five(database: asyncpg.Connection) -> None:
    holder = await make.resident()
    for slot in range(1, 6):
        await make.proxy(await make.resident(), holder, slot=slot)
    ward = await make.resident()
    key = await propose(ward, holder)
    with pytest.raises(PeopleRefused) as refused:
        await commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
    assert refused.value.reason is PeopleReason.PROXY_FULL
    freed = await Proxy.get(holder_id=holder.id, slot=3)
    await commands.end_proxy(BY, proxy_id=freed.id, ender_id=holder.id, why="x", now=NOW)
    await commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
    assert (await Proxy.get(id=key)).slot == 3


async def test_the_database_itself_gives_no_sixth_place(database: asyncpg.Connection) -> None:
    holder = await make.resident()
    await make.proxy(await make.resident(), holder)
    for slot, constraint in [(6, "proxy_at_most_five"), (1, "proxy_slot_is_free")]:
        ward = await make.resident()
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=constraint):
            async with database.transaction():
                await database.execute(
                    "INSERT INTO proxy SELECT (jsonb_populate_record(proxy, $1::jsonb)).* "
                    "FROM proxy LIMIT 1",
                    f'{{"id": "{ward.id}", "ward_id": "{ward.id}", "slot": {slot}}}',
                )


async def test_five_places_are_five_also_in_a_race(committed_database: str) -> None:
    holder = await make.resident()
    wards = [await make.resident() for _ in range(12)]
    keys = [await propose(ward, holder) for ward in wards]
    answers = await asyncio.gather(
        *(
            commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
            for key, ward in zip(keys, wards, strict=True)
        ),
        return_exceptions=True,
    )
    refusals = [answer for answer in answers if isinstance(answer, PeopleRefused)]
    assert {refusal.reason for refusal in refusals} == {PeopleReason.PROXY_FULL}
    assert (len(answers), len(refusals)) == (12, 7)
    active = await Proxy.filter(holder_id=holder.id, status=ProxyStatus.ACTIVE)
    assert sorted(proxy.slot or 0 for proxy in active) == [1, 2, 3, 4, 5]


async def test_a_proxy_of_the_past_leaves_its_place(database: asyncpg.Connection) -> None:
    holder, ward = await make.resident(), await make.resident()
    for slot in range(1, 6):
        await make.proxy(await make.resident(), holder, slot=slot, until_on=TODAY)
    key = await propose(ward, holder)
    await commands.accept_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
    assert (await Proxy.get(id=key)).slot == 1
    assert await may_act(holder.id, ward.id, ProxyScope.MEAL_ORDER, TODAY)
    for past in await Proxy.filter(holder_id=holder.id, until_on=TODAY):
        assert not await may_act(holder.id, past.ward_id, ProxyScope.MEAL_ORDER, TODAY)
        assert await may_act(holder.id, past.ward_id, ProxyScope.MEAL_ORDER, date(2026, 11, 19))


async def test_staff_bind_on_signed_consent(database: asyncpg.Connection) -> None:
    ward, holder = await make.resident(), await make.resident()
    facts = {
        "ward_id": ward.id,
        "holder_id": holder.id,
        "relation": Relation.CHILD,
        "scopes": list(ProxyScope),
        "from_on": TODAY,
        "now": NOW,
    }
    with pytest.raises(PeopleRefused) as refused:
        await commands.register_proxy(BY, consent_document=" ", **facts)  # type: ignore[arg-type]
    assert refused.value.reason is PeopleReason.CONSENT_NEEDED
    key = await commands.register_proxy(BY, consent_document="同意书 2026-7", **facts)  # type: ignore[arg-type]
    assert (await Proxy.get(id=key)).consent_document == "同意书 2026-7"
    with pytest.raises(PeopleRefused) as refused:
        await commands.register_proxy(BY, consent_document="2", **facts)  # type: ignore[arg-type]
    assert refused.value.reason is PeopleReason.PROXY_BOUND


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"scopes": []}, PeopleReason.PROXY_NEEDS_A_SCOPE),
        ({"from_on": date(2026, 11, 19)}, PeopleReason.TOO_EARLY),
        ({"until_on": TODAY}, PeopleReason.ENDS_BEFORE_IT_STARTS),
        ({"proposer_id": UUID(int=0)}, PeopleReason.NO_SUCH_RESIDENT),
        ({"holder_id": UUID(int=0), "proposer_id": UUID(int=0)}, PeopleReason.NO_SUCH_RESIDENT),
    ],
)
async def test_a_proposal_that_makes_no_sense_is_refused(
    database: asyncpg.Connection, facts: dict[str, object], reason: PeopleReason
) -> None:
    ward, holder = await make.resident(), await make.resident()
    with pytest.raises(PeopleRefused) as refused:
        await propose(ward, holder, **facts)
    assert refused.value.reason is reason


async def test_nobody_is_asked_twice_or_for_oneself(database: asyncpg.Connection) -> None:
    ward, holder = await make.resident(), await make.resident()
    with pytest.raises(PeopleRefused) as refused:
        await propose(ward, ward, proposer_id=ward.id)
    assert refused.value.reason is PeopleReason.PROXY_IS_ONESELF
    key = await propose(ward, holder)
    with pytest.raises(PeopleRefused) as refused:
        await propose(ward, holder)
    assert refused.value.reason is PeopleReason.PROXY_PENDING
    await commands.decline_proxy(BY, proxy_id=key, answerer_id=ward.id, now=NOW)
    await propose(ward, holder)
