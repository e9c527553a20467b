"""Accounts, their sessions and their roles, as clients read them."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from hub.accounts import models, rules
from hub.grid.schema.types import Area, Site
from hub.kernel.access import Role
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Connection,
    Operation,
    Row,
    any_of,
    column,
    connection,
    contains_text,
    enumeration,
    exists,
    expression,
    filters,
    holds,
    is_set,
    is_unset,
    key_of,
    node,
    one,
    orders,
    refusal,
    where,
)

enumeration(Role)
enumeration(rules.SessionKind)
enumeration(rules.SignInMethod)
enumeration(rules.SessionEnd)

ADMINISTRATORS = (Role.CITY_ADMINISTRATOR,)


@refusal(rules.AccountRefused, rules.AccountReason)
class AccountRefusal:
    """Something about an account is declined (账户操作被拒绝)."""

    retry_at: datetime | None
    """When to try again, after too many tries."""
    least: int | None
    """The fewest characters that a password has."""
    most: int | None
    """The most characters that a password has."""


def _is_active(grant: Row, at: Any) -> Any:
    return (grant.from_at <= at) & (is_unset(grant.until_at) | (grant.until_at > at))


def _is_in(grant: Row, area_id: Any) -> Any:
    """The grant lies in an area: by its own area, or by that of its site."""
    return holds(grant.area.ancestors, area_id) | holds(grant.site.area.ancestors, area_id)


@orders(models.Session)
class SessionOrder(Enum):
    """How sessions are sorted."""

    NEWEST = "-created_at"
    """The newest first."""
    LAST_SEEN = "-seen_at"
    """The last used first."""


@node(models.Session)
class Session:
    """One signed-in device of an account (会话)."""

    kind: rules.SessionKind
    """Whether it is a staff's or a resident's, which decides how long it lasts."""
    method: rules.SignInMethod
    """How its owner proved who they are."""
    source: str
    """The network address from which it began."""
    user_agent: str
    """What the device said of itself."""
    created_at: datetime
    """When it began."""
    seen_at: datetime
    """When it was last used, to the minute."""
    expires_at: datetime
    """When it ends at the latest."""
    ended_at: datetime | None
    """When it was ended before that."""
    end_reason: rules.SessionEnd | None
    """Why it was ended."""

    is_current: bool = expression(
        lambda row, viewer: Operation("{0} IS NOT DISTINCT FROM {1}", row.id, viewer.session_id)
    )
    """Whether it is the session of this request."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return (row.account_id == viewer.account_id) | viewer.at(*ADMINISTRATORS)


@filters(models.RoleGrant)
class RoleGrantFilter:
    """Which role grants."""

    account_id: strawberry.ID | None = where(
        lambda row, value: row.account_id == key_of(value, "Account")
    )
    """Only those of this account."""
    roles: list[Role] | None = where(lambda row, value: any_of(row.role, value))
    """Only of one of these roles."""
    area_id: strawberry.ID | None = where(lambda row, value: _is_in(row, key_of(value, "Area")))
    """Only within this area: granted in it, in an area of it, or at a site of it."""
    site_id: strawberry.ID | None = where(lambda row, value: row.site_id == key_of(value, "Site"))
    """Only at this site."""
    active_at: datetime | None = where(_is_active)
    """Only those that hold at this instant."""


@orders(models.RoleGrant)
class RoleGrantOrder(Enum):
    """How role grants are sorted."""

    NEWEST = "-granted_at"
    """The last granted first."""
    ROLE = "role"
    """By role."""
    ENDING = "until_at"
    """The first to end first."""


def _grant_is_seen(grant: Row, viewer: Asker) -> Any:
    """One's own, and those that one might have given."""
    return (
        (grant.account_id == viewer.account_id)
        | viewer.at(*rules.GRANTORS, site=grant.site_id, within=grant.area.ancestors)
        | viewer.at(*rules.GRANTORS, within=grant.site.area.ancestors)
    )


@node(models.RoleGrant)
class RoleGrant:
    """A role of an account within a scope, from an instant until another (授权)."""

    account: "Account | None" = one()
    """Whose role it is."""
    role: Role
    """What they may do."""
    area: Area | None = one()
    """The area in whose subtree it holds; null when for a site or the whole city."""
    site: Site | None = one()
    """The site at which it holds; null when for an area or the whole city."""
    is_city_wide: bool = expression(lambda row: is_unset(row.area_id) & is_unset(row.site_id))
    """Whether it holds in the whole city."""
    from_at: datetime
    """From when it holds."""
    until_at: datetime | None
    """When it holds no more; null while no end is known."""
    is_active: bool = expression(lambda row, viewer: _is_active(row, viewer.now))
    """Whether it holds now."""
    reason: str
    """Why it was granted."""
    granted_at: datetime
    """When it was granted."""
    granted_by: "Account | None" = one()
    """Who granted it; null for the operator of the hub."""
    revoked_at: datetime | None
    """When it was revoked, if it was."""
    revoked_by: "Account | None" = one()
    """Who revoked it; null for the operator of the hub."""
    revoke_reason: str | None
    """Why it was revoked."""

    visible = staticmethod(_grant_is_seen)


def _was_granted(account: Row, viewer: Asker, condition: Callable[[Row], Any]) -> Any:
    """The account has, or had, a grant that the viewer may see."""
    return exists(
        models.RoleGrant,
        lambda grant: (
            (grant.account_id == account.id) & condition(grant) & _grant_is_seen(grant, viewer)
        ),
    )


@filters(models.Account)
class AccountFilter:
    """Which accounts."""

    name: str | None = where(
        lambda row, value: contains_text(row.name, value) | contains_text(row.display_name, value)
    )
    """Only those with this text in the sign-in name or the display name."""
    role: Role | None = where(
        lambda row, value, viewer: _was_granted(row, viewer, lambda grant: grant.role == value)
    )
    """Only those that were ever granted this role, as far as the caller sees the grant."""
    area_id: strawberry.ID | None = where(
        lambda row, value, viewer: _was_granted(
            row, viewer, lambda grant: _is_in(grant, key_of(value, "Area"))
        )
    )
    """Only those ever granted a role within this area, as far as the caller sees the grant."""
    is_disabled: bool | None = where(lambda row, value: is_set(row.disabled_at) == value)
    """Only those that are, or are not, disabled."""


@orders(models.Account)
class AccountOrder(Enum):
    """How accounts are sorted."""

    NAME = "name"
    """By sign-in name."""
    NEWEST = "-created_at"
    """The newest first."""
    LAST_SIGNED_IN = "-signed_in_at"
    """The last signed in first."""


@node(models.Account)
class Account:
    """Somebody who can sign in: a member of staff, a resident, or both in one (账户)."""

    name: str | None
    """The sign-in name; null for who signs in otherwise."""
    display_name: str
    """How others see them."""
    resident: Resident | None = one()
    """The resident whose account it is."""
    has_password: bool = expression(lambda row: is_set(row.password_hash))
    """Whether they sign in with a password."""
    created_at: datetime
    """When the account was made."""
    signed_in_at: datetime | None
    """When they last signed in."""
    is_disabled: bool = expression(lambda row: is_set(row.disabled_at))
    """Whether it can sign in no more."""
    disabled_reason: str | None = column(roles=ADMINISTRATORS)
    """Why it was disabled."""
    sessions: Connection[Session] = connection(order=SessionOrder)
    """Its devices, also those signed out."""
    grants: Connection[RoleGrant] = connection(filter=RoleGrantFilter, order=RoleGrantOrder)
    """Its roles, also those that have ended."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        mine = row.id == viewer.account_id
        if viewer.has(Role.CITY_ADMINISTRATOR):
            return mine | viewer.at(Role.CITY_ADMINISTRATOR)
        # Who gives roles has to find whom to give them to; residents are not among those.
        return mine | is_set(row.name) if viewer.has(*rules.GRANTORS) else mine
