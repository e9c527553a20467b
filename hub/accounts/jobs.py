"""What is forgotten by itself: codes that no longer count, sessions long over."""

from datetime import datetime, timedelta

from tortoise.expressions import Q

from hub.accounts.models import OneTimeCode, Session
from hub.kernel.jobs import job

_CODES_KEPT = timedelta(days=1)
# So that people can still see from where they were signed in, and a leak can be looked into.
_SESSIONS_KEPT = timedelta(days=180)


@job("25 3 * * *")
async def forget_what_is_over(now: datetime) -> None:
    """Delete codes of yesterday, and sessions that ended half a year ago."""
    await OneTimeCode.filter(expires_at__lt=now - _CODES_KEPT).delete()
    long_ago = now - _SESSIONS_KEPT
    await Session.filter(Q(ended_at__lt=long_ago) | Q(expires_at__lt=long_ago)).delete()


JOBS = (forget_what_is_over,)
