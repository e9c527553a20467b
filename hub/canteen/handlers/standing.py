"""Standing orders order as soon as there is something to order from; the job finds the rest."""

from datetime import datetime
from uuid import UUID

from hub.canteen import commands
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.events import Event, handles

# A handler has 20 seconds: it stops in time to leave none of its orders without a note.
_AT_ONCE = 25
_SECONDS = 8


@handles("menu.published")
async def order_from_menu(event: Event, now: datetime) -> None:
    """Whoever wants this meal every week has it ordered, before others find it sold out."""
    await _order(now, menu_id=event.subject_id)


@handles("standing_order.set")
async def order_default_week(event: Event, now: datetime) -> None:
    """Menus that are published already are ordered from, while somebody looks."""
    await _order(now, standing_order_id=event.subject_id)


async def _order(
    now: datetime, *, menu_id: UUID | None = None, standing_order_id: UUID | None = None
) -> None:
    actor, begun = Actor.job("canteen.order_at_once"), utc_now()
    while (past := utc_now() - begun).total_seconds() < _SECONDS:
        tried = await commands.order_due(
            actor, now + past, _AT_ONCE, menu_id=menu_id, standing_order_id=standing_order_id
        )
        if tried < _AT_ONCE:
            return


HANDLERS = [order_from_menu, order_default_week]
