"""What people were told lately, and what became of it: every state has something to show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hub.canteen.reads import notices as reads
from hub.canteen.rules import OrderStatus
from hub.canteen.rules.notices import (
    MEAL_CANCELLED,
    MEAL_MISSED,
    MEAL_READY,
    ORDER_PLACED,
    Telling,
    day_in_words,
    meal_in_words,
    mode_in_words,
)
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.notices.commands import notify
from hub.notices.rules import Note, Recipient, discreet
from hub.query import global_id

_MOST = 60
"""So many orders of each kind are told of."""
_TELLINGS: dict[OrderStatus, Telling] = {
    OrderStatus.PLACED: ORDER_PLACED,
    OrderStatus.READY: MEAL_READY,
    OrderStatus.SITE_CANCELLED: MEAL_CANCELLED,
    OrderStatus.NO_SHOW: MEAL_MISSED,
}
# Nothing waits: the demonstration must not begin with hundreds of messages to print.
_SETTLE = """UPDATE notification_delivery AS held
SET status = given.status, problem = given.problem, attempts = given.attempts, settled_at = $1
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM notification_delivery
    WHERE status = 'QUEUED') AS told
CROSS JOIN LATERAL (SELECT
    CASE WHEN place % 12 = 0 THEN 'FAILED' WHEN place % 12 = 1 THEN 'SUPPRESSED' ELSE 'SENT' END,
    CASE WHEN place % 12 = 0 THEN 'UNREACHABLE' WHEN place % 12 = 1 THEN 'OPTED_OUT' END,
    CASE WHEN place % 12 = 0 THEN 6 WHEN place % 12 = 1 THEN 0 ELSE 1 END
) AS given (status, problem, attempts)
WHERE held.id = told.id"""
_READ = """UPDATE notification SET read_at = $1
WHERE id IN (SELECT id FROM notification ORDER BY id
    LIMIT (SELECT count(*) / 2 FROM notification))"""


async def tell(orders: Sequence[dict[str, Any]], now: datetime) -> None:
    """Tell residents of their latest orders, and settle what went to their telephones."""
    latest = sorted(orders, key=lambda order: order["placed_at"], reverse=True)
    notes: list[Note] = []
    for status, telling in _TELLINGS.items():
        chosen = [order for order in latest if order["status"] == status][:_MOST]
        notes += [note for order in chosen if (note := await _note(order, telling)) is not None]
    await notify(Actor.job("demo.tell"), notes, now)
    async with acquire() as connection:
        await connection.execute(_SETTLE, now)
        await connection.execute(_READ, now)


async def _note(order: dict[str, Any], telling: Telling) -> Note | None:
    async with acquire() as connection:
        meal = await reads.told_meal(connection, order["id"])
    if meal is None:
        return None
    topic, template = telling
    texts = template.filled(
        {
            "name": discreet(meal.name),
            "place": meal.place,
            "day": day_in_words(meal.on),
            "meal": meal_in_words(meal.period),
            "mode": mode_in_words(meal.mode),
        }
    )
    cause = f"demo:{topic}:{meal.order_id}"
    about = global_id("MealOrder", meal.order_id)
    who = Recipient(resident_id=meal.resident_id)
    return Note(who, topic, cause, texts, order["placed_at"], meal.site_id, about)
