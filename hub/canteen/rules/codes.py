"""The code that a person shows at the counter: what it says, and how it is written down."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

CODE_LASTS = timedelta(minutes=5)
"""Long enough to come up in a queue, too short for a picture of it to be worth passing on: the
dynamic code of Hefei (M11 in the domain reference, 2.3), which names no figure."""
CODE_PURPOSE = "meal code"
"""What codes are signed for."""
_PREFIX = "M1."
_KEY_BYTES, _INSTANT_BYTES, _SIGNATURE_BYTES = 16, 4, 64
_SIZE = 2 * _KEY_BYTES + _INSTANT_BYTES + _SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class MealCode:
    """An order, who shows the code (the resident or who fetches for them), until when it holds."""

    order_id: UUID
    collector_id: UUID
    expires_at: datetime

    def said(self) -> str:
        """What is signed."""
        return f"{self.order_id}.{self.collector_id}.{int(self.expires_at.timestamp())}"

    def token(self, signature: bytes) -> str:
        """The code as text: 137 characters, which a camera still reads at arm's length."""
        packed = self.order_id.bytes + self.collector_id.bytes
        packed += int(self.expires_at.timestamp()).to_bytes(_INSTANT_BYTES, "big") + signature
        return _PREFIX + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def new_code(order_id: UUID, collector_id: UUID, now: datetime) -> MealCode:
    """A code from now on."""
    expires_at = (now + CODE_LASTS).replace(microsecond=0).astimezone(UTC)
    return MealCode(order_id, collector_id, expires_at)


def read_code(token: str) -> tuple[MealCode, bytes]:
    """What a token says, and the signature that is to be checked before it is believed.

    Raises:
        CanteenRefused: QR_NOT_VALID.
    """
    text = token.strip()
    body = text.removeprefix(_PREFIX)
    try:
        packed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        packed = b""
    if body == text or len(packed) != _SIZE:
        raise not_valid()
    key, rest = packed[:_KEY_BYTES], packed[_KEY_BYTES:]
    collector, rest = rest[:_KEY_BYTES], rest[_KEY_BYTES:]
    seconds = int.from_bytes(rest[:_INSTANT_BYTES], "big")
    expires_at = datetime.fromtimestamp(seconds, UTC)
    return MealCode(UUID(bytes=key), UUID(bytes=collector), expires_at), rest[_INSTANT_BYTES:]


def not_valid() -> CanteenRefused:
    """The refusal of a code that the hub did not make."""
    return CanteenRefused(CanteenReason.QR_NOT_VALID, field="qrToken")
