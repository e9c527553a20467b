"""Many settle at once over HTTP: a step is taken once, and a meal is in one batch."""

import asyncio
from collections import Counter
from datetime import date

import pytest
from tortoise.exceptions import IntegrityError

from hub.canteen import commands
from hub.canteen.models import MealOrder, SettlementBatch, SettlementLine, SettlementMove
from hub.canteen.rules import OrderStatus, SettlementStatus
from hub.grid.models import Area
from hub.kernel import db
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from tests import make
from tests.canteen.settled import (
    JULY,
    MAY,
    Place,
    actor,
    batch_key,
    brought,
    eaters,
    line_key,
    lines_of,
    meals,
    opened,
    place,
    step,
    team,
)
from tests.canteen.test_settlement_api import DOCUMENTS
from tests.guards import no_row_locks
from tests.over_http import at_once, outcomes, result, served

S = SettlementStatus
JUNE = date(2026, 6, 1)
MANY = 4


@pytest.fixture
async def url(committed_database):
    return committed_database


async def token_of(role: Role, area: Area) -> str:
    account = await make.account()
    await make.role_grant(account, role, area=area)
    return (await make.session(account, utc_now())).token


async def settled_place() -> Place:
    where = await place()
    await eaters(where, "张建华", "李梅")
    await meals(where)
    return where


async def approved_at_once(chosen, url) -> tuple[Counter[str], SettlementBatch]:
    """Several reviewers of one township approve one settlement at once: what came of it."""
    where = await settled_place()
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.COMMUNITY_CHECKED)
    township = await Area.get(id=where.township_id)
    tokens = [await token_of(Role.TOWNSHIP_REVIEWER, township) for _ in range(MANY)]
    given = {"batchId": batch_key(batch), "version": 1}
    async with served(chosen) as port:
        asking = [
            result(port, DOCUMENTS["settlementApprove"], token=token, input=given)
            for token in tokens
        ]
        answers = await at_once(url, asking)
    return outcomes(answers), batch


async def test_a_settlement_is_approved_once_by_many_at_once(chosen_settings, url):
    reasons, batch = await approved_at_once(chosen_settings, url)
    assert reasons == {"SettlementApproved": 1, "SETTLEMENT_CANNOT_MOVE": MANY - 1}
    assert await SettlementMove.filter(batch_id=batch.id, to_status="TOWN_APPROVED").count() == 1


async def test_without_the_lock_it_would_be_approved_again(chosen_settings, url, monkeypatch):
    no_row_locks(monkeypatch)
    reasons, batch = await approved_at_once(chosen_settings, url)
    assert reasons["SettlementApproved"] > 1
    assert await SettlementMove.filter(batch_id=batch.id, to_status="TOWN_APPROVED").count() > 1


async def passed_while_objected_to(chosen, url) -> tuple[Counter[str], SettlementBatch]:
    """One checks a settlement as another objects to one of its lines: what came of it."""
    where = await settled_place()
    people = await team(where)
    batch = await step(await opened(where, people.manager), S.SUBMITTED, people.manager)
    [line, *_] = await lines_of(batch)
    tokens = [await token_of(Role.COMMUNITY_MANAGER, where.community) for _ in range(2)]
    async with served(chosen) as port:
        objecting = result(
            port,
            DOCUMENTS["settlementExceptionRaise"],
            token=tokens[0],
            input={"lineId": line_key(line), "reason": "未见本人"},
        )
        passing = result(
            port,
            DOCUMENTS["settlementCheck"],
            token=tokens[1],
            input={"batchId": batch_key(batch), "version": 1},
        )
        answers = await at_once(url, [objecting], [passing])
    await batch.refresh_from_db()
    return outcomes(answers), batch


async def test_nothing_passes_whose_line_is_objected_to_at_that_moment(chosen_settings, url):
    reasons, batch = await passed_while_objected_to(chosen_settings, url)
    assert reasons == {"SettlementExceptionRaised": 1, "EXCEPTIONS_OPEN": 1}
    assert batch.status is S.SUBMITTED


async def test_without_the_lock_it_would_pass(chosen_settings, url, monkeypatch):
    no_row_locks(monkeypatch)
    reasons, _ = await passed_while_objected_to(chosen_settings, url)
    assert reasons == {"SettlementExceptionRaised": 1, "SettlementChecked": 1}


async def built_at_once() -> list[SettlementLine]:
    """Two batches are put together at once, and both look at a meal that came late."""
    where = await settled_place()
    await meals(where, first=JUNE, days=2)
    people = await team(where)
    late = await MealOrder.filter(on=MAY)
    keys = [order.id for order in late]
    await MealOrder.filter(id__in=keys).update(status=OrderStatus.READY)
    await opened(where, people.manager)
    await MealOrder.filter(id__in=keys).update(status=OrderStatus.SERVED)
    june = await commands.open_settlement(
        actor(people.manager), site_id=where.site.id, month_on=JUNE, viewer=people.manager, now=JULY
    )
    july = date(2026, 7, 1)
    august = JULY.replace(month=8)
    next_one = await commands.open_settlement(
        actor(people.manager),
        site_id=where.site.id,
        month_on=july,
        viewer=people.manager,
        now=august,
    )
    job = Actor.job("test")
    workers = [
        commands.build_piece(job, batch_id=key, now=august)
        for key in (june, next_one, june, next_one)
    ]
    await asyncio.gather(*workers)
    return await SettlementLine.filter(order_id__in=keys, removed_at=None)


async def test_a_meal_that_came_late_is_in_one_batch_though_two_are_built_at_once(url):
    lines = await built_at_once()
    assert len(lines) == len({line.order_id for line in lines}) == 2
    for batch in await SettlementBatch.all():
        assert batch.line_count == await SettlementLine.filter(batch_id=batch.id).count()


async def test_the_database_lets_no_meal_into_two_batches(url):
    lines = await built_at_once()
    other = await SettlementBatch.exclude(id=lines[0].batch_id).first()
    assert other is not None
    values = {
        field: getattr(lines[0], field)
        for field in (
            *("kind", "order_id", "redemption_id", "resident_id", "on", "amount_fen", "city_fen"),
            *("district_fen", "township_fen", "community_fen", "society_fen"),
        )
    }
    with pytest.raises(IntegrityError, match="settlement_line_once"):
        await SettlementLine.create(id=other.id, batch_id=other.id, **values)
    async with db.acquire() as connection:
        await connection.execute("DROP INDEX settlement_line_once")
    await SettlementLine.create(id=other.id, batch_id=other.id, **values)
    assert await SettlementLine.filter(order_id=lines[0].order_id).count() == 2
