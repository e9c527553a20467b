"""Checks on people who did not open go on by themselves until somebody says how they are."""

from datetime import datetime

from hub.canteen import commands
from hub.kernel.context import Actor
from hub.kernel.jobs import job


@job("* * * * *")
async def escalate_checks(now: datetime) -> None:
    """Ask the next level about checks that nobody confirmed in time."""
    actor = Actor.job("canteen.escalate_checks")
    while await commands.escalate_checks(actor, now=now):
        pass


JOBS = (escalate_checks,)
