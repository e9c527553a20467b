"""Ordering what is due of standing orders: all of it, or that of one menu or one standing order."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.standing import Attempt, note_attempts, order_standing
from hub.canteen.rules import CanteenReason, Offered, chosen
from hub.kernel.context import Actor
from hub.kernel.db import acquire

# A dish may be sold out between looking and ordering; then the next one is chosen.
_CHOICES = 3


async def order_due(
    actor: Actor,
    now: datetime,
    most: int,
    *,
    menu_id: UUID | None = None,
    standing_order_id: UUID | None = None,
) -> int:
    """Order the next meals that are due, those that close first at first; how many were tried.

    What was tried is kept meal by meal, so that whoever goes on after this finds the rest.
    """
    async with acquire() as connection:
        due = await reads.due_meals(
            connection, now, most, menu_id=menu_id, standing_order_id=standing_order_id
        )
    if not due:
        return 0
    kitchen = _Kitchen()
    attempts = [await kitchen.order(actor, each, now) for each in due]
    await note_attempts(actor, attempts=attempts, now=now)
    return len(attempts)


@dataclass(slots=True)
class _Kitchen:
    """Menus as they stood a moment ago, read once for many meals."""

    menus: dict[UUID, dict[UUID, Offered]] = field(default_factory=dict)

    async def order(self, actor: Actor, due: reads.DueMeal, now: datetime) -> Attempt:
        attempt = await self._try(actor, due, now)
        for _ in range(_CHOICES - 1):
            if attempt.refusal != CanteenReason.SOLD_OUT.name:
                break
            del self.menus[due.menu_id]
            attempt = await self._try(actor, due, now)
        return attempt

    async def _try(self, actor: Actor, due: reads.DueMeal, now: datetime) -> Attempt:
        menu = self.menus.get(due.menu_id) or await self._read(due.menu_id)
        wanted = chosen(due.meal, menu, due.needs)
        return await order_standing(actor, due, wanted, now)

    async def _read(self, menu_id: UUID) -> dict[UUID, Offered]:
        async with acquire() as connection:
            menu = self.menus[menu_id] = await reads.offered_on(connection, menu_id)
        return menu
