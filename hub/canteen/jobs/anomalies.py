"""Last month's meals are looked through for what is unusual, kitchen by kitchen."""

from datetime import datetime, timedelta

from hub.canteen import commands, reads
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.kernel.jobs import job


@job("40 2 1-10 * *")
async def report_anomalies(now: datetime) -> None:
    """Report on last month, again in its first days: of some things one hears late."""
    actor = Actor.job("canteen.report_anomalies")
    month_on = (day_of(now).replace(day=1) - timedelta(days=1)).replace(day=1)
    async with acquire() as connection:
        kitchens = await reads.kitchens_to_report(connection, month_on)
    for site_id in kitchens:
        await commands.report_anomalies(actor, site_id=site_id, month_on=month_on, now=now)


JOBS = (report_anomalies,)
