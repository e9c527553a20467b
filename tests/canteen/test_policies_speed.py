"""How long a trial takes on a month of a large city's meals."""

import time
from datetime import date, datetime

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.jobs import trials
from hub.canteen.models import SubsidyTrial
from hub.grid.models import Area
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from tests import make
from tests.canteen.published import document, policy

pytestmark = pytest.mark.benchmark

RESIDENTS, KITCHENS, DAYS = 20_000, 5, 28
AN_ORDER_A = 5_600
"""Residents of whom 1,000,000 / AN_ORDER_A a thousand order a meal."""
NOW = datetime(2026, 7, 1, tzinfo=HUB_ZONE)

_FILL = """
INSERT INTO resident (id, name, sex, born_on, area_id, hukou_area_id, registered_at)
    SELECT gen_random_uuid(), '居民' || i, 'FEMALE', date '1926-01-01' + i % 14600,
        {home}, {city}, now() FROM generate_series(1, {residents}) i;
INSERT INTO resident_status (id, resident_id, kind, from_on, recorded_at)
    SELECT gen_random_uuid(), id, 'LIVING_ALONE', '2020-01-01', now() FROM resident
    WHERE extract(day FROM born_on)::int % 5 = 0;
INSERT INTO menu (id, site_id, "on", period, status, cutoff_at, published_at, last_number)
    SELECT gen_random_uuid(), site.id, date '2026-06-01' + d, period, 'PUBLISHED',
        now(), now(), 0
    FROM meal_site site, generate_series(0, {days} - 1) d,
        unnest(ARRAY['LUNCH', 'SUPPER']) period;
INSERT INTO serving (id, menu_id, point_id, mode, cutoff_at, serve_from_at, serve_until_at, taken)
    SELECT gen_random_uuid(), id, site_id, 'DINE_IN', now(), now(), now() + interval '1 hour', 0
    FROM menu;
INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period, mode,
        resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen, policy_id,
        shares, quote, channel, placed_at, is_after_cutoff)
    SELECT gen_random_uuid(), row_number() OVER (PARTITION BY m.id), m.id, s.id, m.site_id,
        m.site_id, m."on", m.period, 'DINE_IN', r.id, 'SETTLED', now(), 1200, 0, 300, 900,
        {policy}, '[{{"level": "CITY", "amount_fen": 300}}]', '{{"steps": [], "cautions": []}}',
        'SELF', now(), false
    FROM (SELECT *, row_number() OVER (PARTITION BY "on", period ORDER BY id) AS place
        FROM menu) m
    JOIN serving s ON s.menu_id = m.id
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM resident) r
        ON r.place % {kitchens} + 1 = m.place
        AND (r.place * 7919 + extract(day FROM m."on")::int * 104729
            + CASE m.period WHEN 'LUNCH' THEN 0 ELSE 1299709 END) % 28 < 5;
ANALYZE;
"""


async def test_two_hundred_thousand_meals_are_tried_within_a_minute(
    committed_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    community = await make.community()
    city = await Area.get(id=community.ancestors[0])
    home = await make.compound(community)
    for _ in range(KITCHENS):
        await make.canteen(community)
    before = await make.policy(city, document("xuyi"))
    connection = await asyncpg.connect(committed_database)
    try:
        await connection.execute(
            _FILL.format(
                home=f"'{home.id}'",
                city=f"'{city.id}'",
                policy=f"'{before.id}'",
                residents=RESIDENTS,
                days=DAYS,
                kitchens=KITCHENS,
            )
        )
    finally:
        await connection.close()
    trial_id = await commands.start_trial(
        Actor(operation="subsidyTrialStart"),
        area_id=city.id,
        month_on=date(2026, 6, 1),
        name=None,
        policy=policy("tianjin"),
        roles=(Role.CITY_ADMINISTRATOR,),
        viewer=Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),)),
        now=NOW,
    )
    start = time.perf_counter()
    await trials.run_trials.run(NOW)
    seconds = time.perf_counter() - start
    row = await SubsidyTrial.get(id=trial_id)
    with capsys.disabled():
        print(f"\n{row.meals_done} meals tried in {seconds:.1f} s")  # noqa: T201
    assert row.status.value == "DONE"
    assert row.meals_done >= 190_000
    assert seconds < 60
