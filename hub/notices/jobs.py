"""What is due is sent by itself, and what is old is forgotten."""

from datetime import datetime

from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.jobs import job
from hub.notices import commands


@job("* * * * *")
async def send_due(now: datetime) -> None:
    """Send what is due, a lot at a time, until there is no more."""
    by, begun = Actor.job("notices.send_due"), utc_now()
    # A long run must not go on as if it were still when it began: it may be quiet by now.
    while await commands.send_due(by, now + (utc_now() - begun)):
        pass


@job("15 4 * * *")
async def forget_old(now: datetime) -> None:
    """Forget notifications after half a year."""
    while await commands.forget_old(Actor.job("notices.forget_old"), now=now):
        pass


JOBS = [send_due, forget_old]
