"""The demonstration has rounds in every state that lasts, and each agrees with its orders."""

import asyncpg

from hub import demo
from hub.canteen.rules import RoundStatus, StopStatus
from tests.demo.test_city import NOW, quiet

_DISAGREE = """SELECT s.id FROM delivery_stop s JOIN meal_order o ON o.id = s.order_id
WHERE CASE s.status WHEN 'DELIVERED' THEN o.status IN ('LOCKED', 'COOKING', 'READY', 'NO_SHOW')
    WHEN 'CANCELLED' THEN o.status NOT IN ('CANCELLED_LATE', 'SITE_CANCELLED')
    WHEN 'PENDING' THEN o.status NOT IN ('LOCKED', 'COOKING', 'READY')
    WHEN 'WELFARE_CHECK' THEN o.status NOT IN ('LOCKED', 'COOKING', 'READY')
    ELSE o.status <> 'NO_SHOW' END"""
_WRONG_MOVES = """SELECT s.id FROM delivery_stop s WHERE NOT EXISTS (
    SELECT FROM delivery_stop_move m WHERE m.stop_id = s.id AND m.to_status = s.status)"""
_SHOWN = (
    *("delivery_round", "delivery_round_move", "delivery_stop", "delivery_stop_move"),
    *("delivery_route", "delivery_route_stop", "welfare_check", "welfare_call"),
)


async def test_there_are_rounds_that_agree_with_their_orders(database: asyncpg.Connection):
    await demo.fill(0.3, quiet, now=NOW)
    for wrong in (_DISAGREE, _WRONG_MOVES):
        assert await database.fetch(wrong) == []
    for table in _SHOWN:
        assert await database.fetchval(f"SELECT count(*) FROM {table}") > 0, table
    rounds = {row["status"] for row in await database.fetch("SELECT status FROM delivery_round")}
    assert {RoundStatus.PLANNED, RoundStatus.CLOSED} <= rounds
    stops = {row["status"] for row in await database.fetch("SELECT status FROM delivery_stop")}
    assert {StopStatus.PENDING, StopStatus.DELIVERED, StopStatus.CANCELLED} <= stops
