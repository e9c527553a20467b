"""A delivery's life: when it is sent, how often it is tried, and when it is not sent at all."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from hub.kernel.clock import HUB_ZONE


class DeliveryStatus(StrEnum):
    """Where a delivery stands (发送状态)."""

    QUEUED = "QUEUED"
    """Waits for its time, or for another try (待发送)."""
    SENT = "SENT"
    """Handed to the gateway (已发送)."""
    FAILED = "FAILED"
    """Given up after its last try (发送失败)."""
    SUPPRESSED = "SUPPRESSED"
    """Not to be sent (未发送)."""


class DeliveryProblem(StrEnum):
    """Why a delivery was not sent, or not yet (未发送原因)."""

    OPTED_OUT = "OPTED_OUT"
    """The recipient does not want this topic by this channel (已退订)."""
    NO_ADDRESS = "NO_ADDRESS"
    """No telephone number of theirs is known (无联系电话)."""
    TOO_LATE = "TOO_LATE"
    """It was of no use any more when it could have been sent (已过时效)."""
    NO_SENDER = "NO_SENDER"
    """The hub has no gateway for this channel (渠道未接通)."""
    REFUSED = "REFUSED"
    """The gateway does not take it (网关拒收)."""
    UNREACHABLE = "UNREACHABLE"
    """The gateway could not be reached, or failed (网关不可用)."""


_S = DeliveryStatus

MOVES: dict[DeliveryStatus, frozenset[DeliveryStatus]] = {
    _S.QUEUED: frozenset({_S.SENT, _S.FAILED, _S.SUPPRESSED}),
    _S.SENT: frozenset(),
    _S.FAILED: frozenset(),
    _S.SUPPRESSED: frozenset(),
}
"""The only moves of a delivery. A try that failed leaves it QUEUED, until it was the last."""

TRIES = 6
"""How often a delivery is tried: for about an hour."""
LEASE = timedelta(minutes=2)
"""For how long a worker holds what it sends; longer than a gateway is waited for."""
_FIRST_RETRY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when until when nothing is sent, by the clock on the wall; over midnight or not."""

    starts: time
    ends: time

    def holds(self, at: datetime) -> bool:
        """Whether it is quiet at an instant: from the start, no longer at the end."""
        clock = at.astimezone(HUB_ZONE).time()
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends

    def end_after(self, at: datetime) -> datetime:
        """When the quiet hours that hold at an instant are over."""
        local = at.astimezone(HUB_ZONE)
        day = local.date() + timedelta(days=local.time() >= self.ends)
        return datetime.combine(day, self.ends, HUB_ZONE)


def not_before(at: datetime, quiet: Quiet | None, *, is_urgent: bool) -> datetime:
    """When something that is ready at an instant may be sent."""
    if is_urgent or quiet is None or not quiet.holds(at):
        return at
    return quiet.end_after(at)


def retry_at(now: datetime, attempts: int) -> datetime | None:
    """When to try again after so many attempts, later and later; null when that was the last."""
    return None if attempts >= TRIES else now + _FIRST_RETRY * 2 ** (attempts - 1)
