"""What happens in the grid by itself."""

from datetime import datetime

from hub.grid import commands
from hub.kernel.context import Actor
from hub.kernel.jobs import job


@job("* * * * *")
async def close_ended_modes(now: datetime) -> None:
    """Record the end of modes that nobody renewed, and tell who works by them."""
    while await commands.close_ended_modes(Actor.job("closeEndedModes"), now=now):
        pass


JOBS = (close_ended_modes,)
