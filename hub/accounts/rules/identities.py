"""Whom an OpenID Connect token speaks of, and which roles its claims mean here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hub.kernel.access import Role

SIGNATURES = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Algorithms with a public key. With a symmetric one whoever checks tokens could make them."""

LEEWAY = timedelta(seconds=30)
"""How far the clocks of an issuer and of the hub may be apart."""
TOKEN_MOST = 8192
_SUBJECT_MOST = 255
_NAME_MOST = 60


@dataclass(frozen=True, slots=True)
class ClaimedRole:
    """A role that holds as long as the token, in the city or within the area of a code."""

    role: Role
    area_code: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The holder of a token whose signature, issuer and audience were right.

    `phone` is one that the issuer has verified, and is looked at for residents only.
    """

    issuer: str
    subject: str
    display_name: str
    expires_at: datetime
    is_resident: bool = False
    phone: str | None = None
    roles: tuple[ClaimedRole, ...] = ()


def claimed_role(configured: str) -> ClaimedRole:
    """What `ROLE` or `ROLE@area-code` in the configuration means; ValueError for anything else."""
    name, _, code = configured.partition("@")
    return ClaimedRole(Role(name), code or None)


def identity_of(
    claims: Mapping[str, Any],
    *,
    roles_claim: str,
    roles: Mapping[str, str],
    is_resident: bool,
    now: datetime,
) -> Identity | None:
    """Read the claims of a checked token; None when it is not good now or names nobody.

    OpenID Connect Core 1.0, sections 2 and 5.1.
    """
    issuer, subject, expires_at = claims.get("iss"), claims.get("sub"), _instant(claims.get("exp"))
    starts_at = _instant(claims.get("nbf", 0))
    if not isinstance(issuer, str) or not isinstance(subject, str):
        return None
    if not 1 <= len(subject) <= _SUBJECT_MOST or not subject.isprintable():
        return None
    if expires_at is None or starts_at is None or not starts_at - LEEWAY <= now < expires_at:
        return None
    held = [roles[value] for value in _values(claims, roles_claim) if value in roles]
    return Identity(
        issuer=issuer,
        subject=subject,
        display_name=_display_name(claims) or subject[:_NAME_MOST],
        expires_at=expires_at,
        is_resident=is_resident,
        phone=_verified_phone(claims) if is_resident else None,
        roles=() if is_resident else tuple(map(claimed_role, held)),
    )


def _values(claims: Mapping[str, Any], path: str) -> list[str]:
    found: Any = claims
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [value for value in found if isinstance(value, str)] if isinstance(found, list) else []


def _instant(claim: object) -> datetime | None:
    if isinstance(claim, bool) or not isinstance(claim, int | float):
        return None
    try:
        return datetime.fromtimestamp(claim, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _display_name(claims: Mapping[str, Any]) -> str | None:
    for claim in ("name", "preferred_username"):
        name = claims.get(claim)
        if isinstance(name, str) and name.strip() and name.isprintable():
            return name.strip()[:_NAME_MOST]
    return None


def _verified_phone(claims: Mapping[str, Any]) -> str | None:
    phone = claims.get("phone_number")
    return phone if isinstance(phone, str) and claims.get("phone_number_verified") is True else None
