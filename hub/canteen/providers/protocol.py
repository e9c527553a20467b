"""What an outside payment provider does for the hub, whichever it is.

The hub's keys of payments and refunds are the references on both sides, so that whatever is asked
twice is done once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from hub.canteen.rules import Line


class ProviderAway(Exception):
    """The provider does not answer; the same may be asked again later."""


class ProviderRefuses(Exception):
    """The provider will not do it, however often it is asked."""


class BadNotice(Exception):
    """What came as a provider's event is none. `status` is 400 or 401, `code` never changes."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class NoticeKind(StrEnum):
    """What a provider tells of."""

    PAYMENT_CAPTURED = "payment.captured"
    PAYMENT_FAILED = "payment.failed"
    REFUND_SUCCEEDED = "refund.succeeded"
    REFUND_FAILED = "refund.failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """One event: about which payment or refund, how much, and when it happened there."""

    event_id: str
    kind: NoticeKind
    reference: str
    amount_fen: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A payment that the provider waits for: how it calls it, and where the person pays."""

    reference: str
    url: str


class Provider(Protocol):
    """An outside payment provider."""

    name: str

    async def ask(self, payment_id: UUID, amount_fen: int) -> Asked:
        """Have a payment collected. Asked twice, it answers the same.

        Raises:
            ProviderAway: it does not answer.
        """
        ...

    def read(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        """The event in the body of a request, exactly as it came, if it is the provider's.

        Raises:
            BadNotice: it is not signed by the provider, too old, or not to be understood.
        """
        ...

    async def give_back(
        self, refund_id: UUID, payment_id: UUID, amount_fen: int, now: datetime
    ) -> datetime | None:
        """Give back so much of a payment: when it was, or null when an event will tell.

        Raises:
            ProviderAway: it does not answer.
            ProviderRefuses: it will not.
        """
        ...

    async def statement(self, on: date) -> Sequence[Line]:
        """What it has collected and given back on a day of the hub's zone.

        Raises:
            ProviderAway: it does not answer.
        """
        ...
