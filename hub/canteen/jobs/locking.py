"""Menus and orders are locked at their cut-off by themselves."""

from datetime import datetime

from hub.canteen import commands
from hub.kernel.context import Actor
from hub.kernel.jobs import job


@job("* * * * *")
async def lock_due(now: datetime) -> None:
    """Lock what has reached its cut-off; ordering is refused there whether or not this ran."""
    await commands.lock_due(Actor.job("canteen.lock_due"), now=now)


JOBS = (lock_due,)
