"""Counters without a network: how long their lists hold, and what their scans may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.placing import check_text
from hub.canteen.rules.redemption import LATE
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

SENT_WITHIN = timedelta(hours=2)
"""How long after a meal its scans may still come in: the two hours that a site may be offline."""
MOST_SCANS = 200
"""Scans of one upload: as many as a list in a request may be long."""
LONGEST_DEVICE, LONGEST_KEY = 40, 64
LIST_PURPOSE = "offline list"
"""What lists are signed for."""


class ScanOutcome(StrEnum):
    """What came of a scan that was made without a network (离线核销结果)."""

    REDEEMED = "REDEEMED"
    """It redeemed the order (已核销)."""
    CONFLICT = "CONFLICT"
    """It could not; somebody has to decide whether the meal counts (冲突待处理)."""


class ScanDecision(StrEnum):
    """What a manager decided about a scan in conflict (冲突处理)."""

    COUNTED = "COUNTED"
    """The meal counts: the order was redeemed by hand (认可)."""
    DISMISSED = "DISMISSED"
    """It does not count (不予认可)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as a device kept it. `key` names it on that device; a code, or an order by hand."""

    key: str
    at: datetime
    token: str | None = None
    order_id: UUID | None = None
    by_face: bool = False
    reason: str | None = None


def list_until(serve_until_at: datetime) -> datetime:
    """Until when the scans of a list are taken in, given the last end of the service."""
    return serve_until_at + LATE + SENT_WITHIN


def check_upload(device: str, scans: Sequence[Scan], *, until_at: datetime, now: datetime) -> None:
    """Refuse an upload that names nothing, names it badly, or comes too late.

    Raises:
        CanteenRefused: SCANS_NOT_VALID, OFFLINE_LIST_OVER, TEXT_TOO_LONG, TEXT_NOT_VALID.
    """
    if not 1 <= len(device) <= LONGEST_DEVICE or not device.isprintable():
        raise CanteenRefused(CanteenReason.SCANS_NOT_VALID, field="device", most=MOST_SCANS)
    if not 1 <= len(scans) <= MOST_SCANS:
        raise CanteenRefused(CanteenReason.SCANS_NOT_VALID, field="scans", most=MOST_SCANS)
    for place, scan in enumerate(scans):
        has_one = (scan.token is None) != (scan.order_id is None)
        if not 1 <= len(scan.key) <= LONGEST_KEY or not scan.key.isprintable() or not has_one:
            raise CanteenRefused(
                CanteenReason.SCANS_NOT_VALID, field=f"scans.{place}", most=MOST_SCANS
            )
        check_text(f"scans.{place}.reason", scan.reason)
    if now >= until_at:
        raise CanteenRefused(CanteenReason.OFFLINE_LIST_OVER, field="listId", closed_at=until_at)


def check_scanned(at: datetime, *, made_at: datetime, now: datetime) -> None:
    """Refuse a scan from before its list was made, or from the future: a clock that is wrong.

    Raises:
        CanteenRefused: SCAN_TIME_NOT_VALID.
    """
    if not made_at <= at <= now:
        raise CanteenRefused(CanteenReason.SCAN_TIME_NOT_VALID)


def masked(name: str) -> str:
    """A name of which the first character is left, for a device that may be lost: 王**."""
    return name[:1] + "*" * (len(name) - 1)
