"""What happens to orders by themselves: standing orders become some, what nobody fetched ends."""

from datetime import datetime

import structlog

from hub.canteen import commands
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.jobs import job

_AT_ONCE = 200

_log = structlog.get_logger(__name__)


@job("*/10 * * * *")
async def place_standing(now: datetime) -> None:
    """Order from published menus what standing orders say, those that close first at first.

    Most of it is ordered when a menu is published, or a default week set. What was tried is kept
    meal by meal, so that a run that was cut off goes on where it was.
    """
    actor, begun, done = Actor.job("canteen.place_standing"), utc_now(), 0
    while True:
        # A long run must not go on as if it were still when it began.
        at = now + (utc_now() - begun)
        tried = await commands.order_due(actor, at, _AT_ONCE)
        if not tried:
            return
        done += tried
        _log.info("canteen.standing_orders", done=done)


@job("*/10 * * * *")
async def mark_no_shows(now: datetime) -> None:
    """Move what nobody took to NO_SHOW, three hours after the meal."""
    actor = Actor.job("canteen.mark_no_shows")
    while await commands.mark_no_shows(actor, now=now):
        pass


JOBS = [mark_no_shows, place_standing]
