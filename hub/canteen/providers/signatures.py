"""Signed notices: an HMAC-SHA256 over the instant and the raw body, as many providers have it.

The header is `t=<Unix seconds>,v1=<hex>`; several `v1` are allowed while a secret is changed.
"""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hub.canteen.providers.protocol import BadNotice

HEADER = "hub-signature"
TOLERANCE = timedelta(minutes=5)
"""How old a signed notice may be: whoever has got hold of one cannot send it again later."""
_LATEST = 253402300799


def signed(body: bytes, secret: bytes, at: datetime) -> str:
    """The header of a notice that is sent at an instant."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_mac(body, secret, seconds)}"


def check_signature(
    header: str | None, body: bytes, secrets: Sequence[bytes], now: datetime
) -> None:
    """Refuse a notice that none of the secrets signed, or not lately.

    Raises:
        BadNotice: 401 SIGNATURE_MISSING, SIGNATURE_NOT_VALID or SIGNATURE_TOO_OLD.
    """
    if not header:
        raise BadNotice(401, "SIGNATURE_MISSING", f"The header {HEADER} is missing.")
    parts = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in parts if name == "t"]
    given = [value for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not times[0].isascii() or not times[0].isdigit() or not given:
        raise BadNotice(401, "SIGNATURE_NOT_VALID", "The signature is not t=…,v1=….")
    seconds = min(int(times[0][:12]), _LATEST)
    expected = [_mac(body, secret, seconds) for secret in secrets]
    fits = [
        hmac.compare_digest(own.encode(), other.encode()) for own in expected for other in given
    ]
    if not any(fits):
        raise BadNotice(401, "SIGNATURE_NOT_VALID", "The signature is not the provider's.")
    if abs(now - datetime.fromtimestamp(seconds, UTC)) > TOLERANCE:
        raise BadNotice(401, "SIGNATURE_TOO_OLD", "The notice was signed too long ago.")


def _mac(body: bytes, secret: bytes, seconds: int) -> str:
    return hmac.digest(secret, b"%d.%b" % (seconds, body), hashlib.sha256).hex()
