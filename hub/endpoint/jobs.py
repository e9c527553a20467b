"""What happens by itself: what the processes share of their clients is forgotten."""

from datetime import datetime, timedelta

from hub.kernel.db import acquire
from hub.kernel.jobs import Job, job

# By then every bucket is full again, whatever the settings.
_POINTS_ARE_KEPT = timedelta(days=1)


@job("15 * * * *")
async def prune_points(now: datetime) -> None:
    """Forget what callers had left who have not come back for a day."""
    async with acquire() as connection:
        await connection.execute("DELETE FROM points_left WHERE at < $1", now - _POINTS_ARE_KEPT)


JOBS: list[Job] = [prune_points]
