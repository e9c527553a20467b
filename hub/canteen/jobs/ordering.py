"""What happens to orders by themselves: standing orders become some, what nobody fetched ends."""

from datetime import datetime
from uuid import UUID

import structlog

from hub.canteen import commands, reads
from hub.canteen.rules import CanteenReason, Offered, chosen
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.kernel.jobs import job

_AT_ONCE = 200
# A dish may be sold out between looking and ordering; then the next one is chosen.
_CHOICES = 3

_log = structlog.get_logger(__name__)


@job("*/10 * * * *")
async def place_standing(now: datetime) -> None:
    """Order from published menus what standing orders say, those that close first at first.

    What was tried is kept meal by meal, so that a run that was cut off goes on where it was.
    """
    actor, begun, done = Actor.job("canteen.place_standing"), utc_now(), 0
    while True:
        # A long run must not go on as if it were still when it began.
        at = now + (utc_now() - begun)
        async with acquire() as connection:
            due = await reads.due_meals(connection, at, _AT_ONCE)
        if not due:
            return
        kitchen = _Kitchen()
        attempts = [await kitchen.order(actor, each, at) for each in due]
        done += await commands.note_attempts(actor, attempts=attempts, now=at)
        _log.info("canteen.standing_orders", done=done)


@job("*/10 * * * *")
async def mark_no_shows(now: datetime) -> None:
    """Move what nobody took to NO_SHOW, three hours after the meal."""
    actor = Actor.job("canteen.mark_no_shows")
    while await commands.mark_no_shows(actor, now=now):
        pass


class _Kitchen:
    """Menus as they stood a moment ago, read once for many meals."""

    def __init__(self) -> None:
        self._menus: dict[UUID, dict[UUID, Offered]] = {}

    async def order(self, actor: Actor, due: reads.DueMeal, now: datetime) -> commands.Attempt:
        attempt = await self._try(actor, due, now)
        for _ in range(_CHOICES - 1):
            if attempt.refusal != CanteenReason.SOLD_OUT.name:
                break
            del self._menus[due.menu_id]
            attempt = await self._try(actor, due, now)
        return attempt

    async def _try(self, actor: Actor, due: reads.DueMeal, now: datetime) -> commands.Attempt:
        menu = self._menus.get(due.menu_id) or await self._read(due.menu_id)
        wanted = chosen(due.meal, menu, due.needs)
        return await commands.order_standing(actor, due, wanted, now)

    async def _read(self, menu_id: UUID) -> dict[UUID, Offered]:
        async with acquire() as connection:
            menu = self._menus[menu_id] = await reads.offered_on(connection, menu_id)
        return menu


JOBS = [mark_no_shows, place_standing]
