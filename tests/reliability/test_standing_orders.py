"""The job that orders from standing orders is killed in the middle: it goes on, nothing twice."""

import asyncio
import sys
from datetime import timedelta

import asyncpg
import pytest

from hub.canteen.jobs.ordering import place_standing
from hub.canteen.rules import MealPeriod, StandingMeal
from hub.kernel.clock import day_of, utc_now
from tests import make
from tests.database import kept, until
from tests.processes import ROOT, environment

pytestmark = pytest.mark.reliability

RESIDENTS = 300
KILL_AFTER = RESIDENTS // 3

_JOB = """
import asyncio
from hub import settings
from hub.kernel import db, keyring
from hub.kernel.clock import utc_now
from hub.canteen.jobs.ordering import place_standing

async def main():
    chosen = settings.load()
    keyring.use(keyring.Keyring(chosen.required_secret_keys))
    await db.connect(chosen.database_url)
    await place_standing.run(utc_now())

asyncio.run(main())
"""
_ENOUGH = "SELECT 1 WHERE (SELECT count(*) FROM meal_order) >= $1"
_COUNTS = """SELECT
(SELECT count(*) FROM meal_order) AS orders,
(SELECT count(DISTINCT resident_id) FROM meal_order) AS residents,
(SELECT last_number FROM menu) AS last_number,
(SELECT taken FROM menu_item) AS taken,
(SELECT taken FROM serving WHERE mode = 'DINE_IN') AS seats,
(SELECT count(*) FROM event WHERE topic = 'meal_order.placed') AS events,
(SELECT count(*) FROM standing_attempt WHERE outcome = 'PLACED') AS attempts"""


async def test_a_run_that_is_killed_is_finished_by_the_next_one(own_database: str) -> None:
    now = utc_now()
    on = day_of(now) + timedelta(days=5)
    connection = await asyncpg.connect(own_database)
    async with kept(own_database):
        menu = await make.menu(
            on=on, cutoff_at=now + timedelta(days=3), published_at=now - timedelta(days=1)
        )
        await make.menu_item(menu, portions=RESIDENTS)
        home = await make.entrance()
        lunch = StandingMeal(on.isoweekday(), MealPeriod.LUNCH)
        for _ in range(RESIDENTS):
            await make.standing_order(await make.resident(home), await menu.site, lunch, now=now)
        job = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _JOB), cwd=ROOT, env=environment(own_database)
        )
        async with asyncio.timeout(120):
            await until(connection, _ENOUGH, KILL_AFTER)
            job.kill()
            await job.wait()
        left = RESIDENTS - await connection.fetchval("SELECT count(*) FROM meal_order")
        assert 0 < left <= RESIDENTS - KILL_AFTER
        await place_standing.run(utc_now())
        counted = dict(await connection.fetchrow(_COUNTS))
    await connection.close()
    assert counted == dict.fromkeys(counted, RESIDENTS)
