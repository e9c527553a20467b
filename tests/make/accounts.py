"""Accounts, their sessions and their roles."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from hub.accounts.commands.hashing import HASHER
from hub.accounts.commands.sessions import new_token
from hub.accounts.models import Account, RoleGrant, Session
from hub.accounts.rules import SessionKind, SignInMethod, token_hash
from hub.grid.models import Area, Site
from hub.kernel.access import Role
from hub.kernel.ids import new_key
from hub.people.models import Resident

PASSWORD = "four winds over Huashan"

_numbers = count(1)
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_hash: list[str] = []


class SignedIn(NamedTuple):
    """A session and the token that only its device knows."""

    session: Session
    token: str


async def account(resident: Resident | None = None, **facts: Any) -> Account:
    """An account of a member of staff, or of a resident. `password=` gives it one."""
    number = next(_numbers)
    password = facts.pop("password", None)
    values: dict[str, Any] = {
        "name": None if resident else f"staff.{number}",
        "display_name": resident.name if resident else f"Staff {number}",
        "password_hash": password and _hashed(password),
        "created_at": _AT,
    }
    return await Account.create(
        id=new_key(), resident_id=resident and resident.id, **{**values, **facts}
    )


async def session(account: Account, now: datetime, **facts: Any) -> SignedIn:
    """A session that began now and lasts for twelve hours, or for one without being used."""
    token = new_token()
    values: dict[str, Any] = {
        "kind": SessionKind.STAFF,
        "method": SignInMethod.PASSWORD,
        "source": "192.0.2.1",
        "user_agent": "test",
        "created_at": now,
        "seen_at": now,
        "idle_seconds": 3600,
        "expires_at": now + timedelta(hours=12),
    }
    row = await Session.create(
        id=new_key(), account_id=account.id, token_hash=token_hash(token), **{**values, **facts}
    )
    return SignedIn(row, token)


async def role_grant(
    account: Account,
    role: Role = Role.CANTEEN_STAFF,
    *,
    area: Area | None = None,
    site: Site | None = None,
    **facts: Any,
) -> RoleGrant:
    """A role within an area, at a site or in the city, since long ago and for ever."""
    values: dict[str, Any] = {"from_at": _AT, "granted_at": _AT, "reason": "Needed for a test."}
    return await RoleGrant.create(
        id=new_key(),
        account_id=account.id,
        role=role,
        area_id=area and area.id,
        site_id=site and site.id,
        **{**values, **facts},
    )


def _hashed(password: str) -> str:
    # Hashing is slow by design; nearly all tests use the one password.
    if password != PASSWORD:
        return HASHER.hash(password)
    if not _hash:
        _hash.append(HASHER.hash(password))
    return _hash[0]
