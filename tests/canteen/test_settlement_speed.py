"""How long settling and looking through a month of a large operator's meals takes."""

import resource
import time

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.jobs import settlement
from hub.canteen.models import MealOrder, SettlementBatch
from hub.canteen.rules import SettlementStatus
from hub.kernel.context import Actor
from tests.canteen.settled import MAY, NOW, actor, brought, meals, place, team

pytestmark = pytest.mark.benchmark

PEOPLE, DAYS = 10_000, 30
_RESIDENTS = """INSERT INTO resident (id, name, sex, born_on, area_id, registered_at)
SELECT gen_random_uuid(), '居民' || i, 'FEMALE', date '1926-01-01' + i % 14600, $1, now()
FROM generate_series(1, $2::int) i"""


def memory_mb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def test_three_hundred_thousand_meals_are_settled_within_minutes(
    committed_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = await place()
    people = await team(where)
    connection = await asyncpg.connect(committed_database)
    try:
        await connection.execute(_RESIDENTS, where.home.id, PEOPLE)
        await meals(where, PEOPLE, DAYS)
        await connection.execute("VACUUM ANALYZE", timeout=600)
    finally:
        await connection.close()
    before, took = memory_mb(), {}
    start = time.perf_counter()
    batch_id = await commands.open_settlement(
        actor(people.manager), site_id=where.site.id, month_on=MAY, viewer=people.manager, now=NOW
    )
    await settlement.build_settlements.run(NOW)
    took["built"] = time.perf_counter() - start
    batch = await SettlementBatch.get(id=batch_id)
    assert batch.line_count == PEOPLE * DAYS
    start = time.perf_counter()
    await brought(batch, people, SettlementStatus.PAID)
    took["signed five times"] = time.perf_counter() - start
    start = time.perf_counter()
    await settlement.settle_orders.run(NOW)
    took["orders settled"] = time.perf_counter() - start
    assert await MealOrder.filter(status="SETTLED").count() == PEOPLE * DAYS
    start = time.perf_counter()
    await commands.report_anomalies(Actor.job("test"), site_id=where.site.id, month_on=MAY, now=NOW)
    took["looked through"] = time.perf_counter() - start
    grown = memory_mb() - before
    with capsys.disabled():
        told = ", ".join(f"{what} in {seconds:.1f} s" for what, seconds in took.items())
        print(f"\n{PEOPLE * DAYS} meals: {told}; {grown:.0f} MB more memory")  # noqa: T201
    assert grown < 50
    assert took["built"] < 120
