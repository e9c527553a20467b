"""The hub's time: instants carry a zone, days and clock times are those of Asia/Shanghai."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HUB_ZONE = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The instant now. Only entry points call this; everything below takes `now` as an argument."""
    return datetime.now(UTC)


def day_of(instant: datetime) -> date:
    """The day it is in the hub's zone at an instant."""
    return instant.astimezone(HUB_ZONE).date()
