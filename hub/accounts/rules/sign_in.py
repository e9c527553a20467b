"""How people sign in, how long that lasts, and how often it may be tried."""

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hub.accounts.rules.reasons import AccountReason, AccountRefused
from hub.kernel.limits import Limit


class SessionKind(StrEnum):
    """What a session belongs to, which decides how long it lasts."""

    STAFF = "STAFF"
    """Somebody who signed in as staff."""
    RESIDENT = "RESIDENT"
    """A resident's own device."""


class SignInMethod(StrEnum):
    """How somebody proved who they are."""

    PASSWORD = "PASSWORD"  # noqa: S105
    """With a name and a password."""
    PHONE_CODE = "PHONE_CODE"
    """With a one-time code sent to their phone (验证码)."""
    ISSUER = "ISSUER"
    """With the token of an OpenID Connect issuer."""


class SessionEnd(StrEnum):
    """Why a session ended before it expired."""

    SIGNED_OUT = "SIGNED_OUT"
    """Its owner ended it."""
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    """The password was changed from another session."""
    ACCOUNT_DISABLED = "ACCOUNT_DISABLED"
    """The account was disabled."""


class ThrottleKind(StrEnum):
    """What is counted, and by what: see `LIMITS`."""

    PASSWORD_NAME_AND_SOURCE = "PASSWORD_NAME_AND_SOURCE"  # noqa: S105
    """Wrong passwords for one name from one source."""
    PASSWORD_NAME = "PASSWORD_NAME"  # noqa: S105
    """Wrong passwords for one name from anywhere."""
    PASSWORD_SOURCE = "PASSWORD_SOURCE"  # noqa: S105
    """Wrong passwords from one source, whatever the name."""
    CODE_PHONE_MINUTE = "CODE_PHONE_MINUTE"
    """Codes sent to one phone, to space them."""
    CODE_PHONE_HOUR = "CODE_PHONE_HOUR"
    """Codes sent to one phone within an hour."""
    CODE_PHONE_DAY = "CODE_PHONE_DAY"
    """Codes sent to one phone within a day."""
    CODE_SOURCE = "CODE_SOURCE"
    """Codes asked for by one source."""
    CODE_TRY_SOURCE = "CODE_TRY_SOURCE"
    """Wrong codes from one source, whatever the phone."""


LIMITS = {
    ThrottleKind.PASSWORD_NAME_AND_SOURCE: Limit(5, timedelta(minutes=15)),
    ThrottleKind.PASSWORD_NAME: Limit(50, timedelta(hours=1)),
    ThrottleKind.PASSWORD_SOURCE: Limit(100, timedelta(minutes=15)),
    ThrottleKind.CODE_PHONE_MINUTE: Limit(1, timedelta(seconds=60)),
    ThrottleKind.CODE_PHONE_HOUR: Limit(5, timedelta(hours=1)),
    ThrottleKind.CODE_PHONE_DAY: Limit(10, timedelta(days=1)),
    ThrottleKind.CODE_SOURCE: Limit(60, timedelta(hours=1)),
    ThrottleKind.CODE_TRY_SOURCE: Limit(60, timedelta(minutes=15)),
}
"""NIST SP 800-63B, 3.2.2, allows at most 100 wrong tries in a row. A six-digit code can be guessed
50 times a day: 10 codes of 5 tries, of a million."""

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a session lasts: at most, and without being used."""

    absolute: timedelta
    idle: timedelta

    def ends_at(self, started_at: datetime) -> datetime:
        return started_at + self.absolute


SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is kept. Idle limits are much longer."""


_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def name_key(typed: str) -> str:
    """The one spelling under which a sign-in name is stored and looked up."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def read_code(typed: str) -> str:
    """The digits of a one-time code, however spaced or wide; empty for what cannot be one."""
    code = "".join(unicodedata.normalize("NFKC", typed).split())
    return code if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", code) else ""


def is_name(key: str) -> bool:
    """Whether anybody may have this sign-in name."""
    return _NAME.fullmatch(key) is not None


def check_name(typed: str) -> str:
    """The name to store, or a refusal of one that nobody may have."""
    name = name_key(typed)
    if not is_name(name):
        raise AccountRefused(AccountReason.NAME_NOT_VALID, field="name")
    return name


def check_display_name(typed: str) -> str:
    """The display name without the spaces around it."""
    name = typed.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise AccountRefused(AccountReason.DISPLAY_NAME_NOT_VALID, field="displayName")
    return name


def check_reason(typed: str) -> str:
    """The reason without the spaces around it."""
    reason = typed.strip()
    if not 1 <= len(reason) <= 400:
        raise AccountRefused(AccountReason.REASON_NEEDED, field="reason")
    return reason


_TOKEN = re.compile(r"hub_[A-Za-z0-9_-]{43}")


def token_text(random: bytes) -> str:
    """A session token: 256 random bits behind a prefix that scanners for leaked secrets know."""
    return "hub_" + base64.urlsafe_b64encode(random).rstrip(b"=").decode()


def is_token(text: str) -> bool:
    """Whether a text looks like a session token at all."""
    return _TOKEN.fullmatch(text) is not None


def token_hash(token: str) -> bytes:
    """What is stored of a token, and what caches know it by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
