"""What is agreed with outside payment providers: events, charges, and how statements compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=1), timedelta(hours=6)


class ProviderEventOutcome(StrEnum):
    """What an event of a provider led to (通知处理结果)."""

    TAKEN = "TAKEN"
    """It was acted upon (已处理)."""
    IGNORED = "IGNORED"
    """It changes nothing: it came too late, or is about nothing that is known here (已忽略)."""
    DIFFERS = "DIFFERS"
    """Its amount is not the one that was asked for; somebody has to look (金额不符)."""


class ChargeStatus(StrEnum):
    """Where a charge of the sandbox stands (沙箱支付状态)."""

    OPEN = "OPEN"
    """Nobody has paid it yet (待支付)."""
    PAID = "PAID"
    """Somebody has paid it (已支付)."""
    DECLINED = "DECLINED"
    """Somebody has declined to pay it (已拒绝)."""


class DifferenceKind(StrEnum):
    """How a statement differs from the ledger (对账差异)."""

    NOT_HERE = "NOT_HERE"
    """The provider has it, the hub has not (平台缺失)."""
    NOT_THERE = "NOT_THERE"
    """The hub has it, the provider has not (渠道缺失)."""
    AMOUNT = "AMOUNT"
    """Both have it, with different amounts (金额不符)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a provider's statement, or what the hub has instead.

    `reference` is the key of the payment or refund; what goes back is negative.
    """

    reference: str
    amount_fen: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """What two statements do not agree on."""

    kind: DifferenceKind
    reference: str
    ours_fen: int | None
    theirs_fen: int | None


def compared(
    ours: Mapping[str, int], theirs: Mapping[str, int]
) -> tuple[int, Sequence[Difference]]:
    """How many lines agree, and the differences, by reference."""
    differences = []
    for reference in sorted({*ours, *theirs}):
        own, other = ours.get(reference), theirs.get(reference)
        if own == other:
            continue
        kind = (
            DifferenceKind.NOT_HERE
            if own is None
            else DifferenceKind.NOT_THERE
            if other is None
            else DifferenceKind.AMOUNT
        )
        differences.append(Difference(kind, reference, own, other))
    return len({*ours, *theirs}) - len(differences), differences


def retry_after(attempts: int) -> timedelta:
    """How long to wait after so many tries: a minute at first, twice as long each time."""
    return min(_FIRST_RETRY * (1 << min(attempts - 1, 20)), _LAST_RETRY)


def as_key(reference: str) -> UUID | None:
    """The key behind a reference, null when it is none of ours."""
    try:
        return UUID(reference)
    except ValueError:
        return None
