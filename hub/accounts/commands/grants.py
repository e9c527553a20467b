"""Roles are granted within a scope and revoked; a grant is never changed otherwise."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from hub.accounts.models import Account, RoleGrant
from hub.accounts.rules import (
    AccountReason,
    AccountRefused,
    Scope,
    check_authority,
    check_period,
    check_reason,
    check_role,
    ended_at,
)
from hub.grid.models import Area, Site
from hub.kernel.access import Grant, Role
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# Taken by whoever might take the last city administrator away, so that two cannot do it at once.
_ADMINISTRATORS_LOCK = 7_305_140_002


@command
async def grant_role(
    tx: Transaction,
    *,
    account_id: UUID,
    role: Role,
    area_id: UUID | None,
    site_id: UUID | None,
    from_at: datetime | None,
    until_at: datetime | None,
    reason: str,
    now: datetime,
) -> UUID:
    """Give an account a role within an area, at a site, or in the whole city.

    The actor's own grants are read here and now: a cached viewer could be seconds old.
    """
    scope = await _scope(area_id, site_id)
    if tx.by.account_id == account_id:
        raise AccountRefused(AccountReason.OWN_GRANT, field="accountId")
    check_authority(await _grants_of(tx.by.account_id), role, scope, now)
    return await _grant(
        tx,
        account_id=account_id,
        role=role,
        scope=scope,
        from_at=from_at or now,
        until_at=until_at,
        reason=reason,
        now=now,
    )


@command
async def grant_role_as_operator(
    tx: Transaction,
    *,
    account_id: UUID,
    role: Role,
    area_id: UUID | None = None,
    site_id: UUID | None = None,
    from_at: datetime | None = None,
    until_at: datetime | None = None,
    reason: str,
    now: datetime,
) -> UUID:
    """Give a role on the word of whoever runs the hub: for the command line and the demo."""
    return await _grant(
        tx,
        account_id=account_id,
        role=role,
        scope=await _scope(area_id, site_id),
        from_at=from_at or now,
        until_at=until_at,
        reason=reason,
        now=now,
    )


@command
async def revoke_role(tx: Transaction, *, grant_id: UUID, reason: str, now: datetime) -> UUID:
    """End a grant now. Whoever may give the role there may take it, and anybody their own."""
    grant = await _found(grant_id)
    if grant.account_id != tx.by.account_id:
        scope = await _scope(grant.area_id, grant.site_id)
        check_authority(await _grants_of(tx.by.account_id), grant.role, scope, now)
    return await _revoke(tx, grant=grant, reason=reason, now=now)


@command
async def revoke_role_as_operator(
    tx: Transaction, *, grant_id: UUID, reason: str, now: datetime
) -> UUID:
    """End a grant on the word of whoever runs the hub: for the command line."""
    return await _revoke(tx, grant=await _found(grant_id), reason=reason, now=now)


async def check_administrator_remains(tx: Transaction, *, without: UUID, now: datetime) -> None:
    """Refuse to take an account away that is the only city administrator."""
    await tx.execute("SELECT pg_advisory_xact_lock($1)", _ADMINISTRATORS_LOCK)
    # What was revoked is gone, also when the other's request came a moment later than this one.
    in_office = RoleGrant.filter(
        Q(until_at=None) | Q(until_at__gt=now),
        role=Role.CITY_ADMINISTRATOR,
        from_at__lte=now,
        revoked_at=None,
        account__disabled_at=None,
    )
    holders = set(await in_office.values_list("account_id", flat=True))
    if holders == {without}:
        raise AccountRefused(AccountReason.LAST_ADMINISTRATOR)


async def _grant(
    tx: Transaction,
    *,
    account_id: UUID,
    role: Role,
    scope: Scope,
    from_at: datetime,
    until_at: datetime | None,
    reason: str,
    now: datetime,
) -> UUID:
    check_role(role, scope)
    check_period(from_at, until_at, now)
    reason = check_reason(reason)
    if not await Account.exists(id=account_id):
        raise AccountRefused(AccountReason.NO_SUCH_ACCOUNT, field="accountId")
    grant_id = new_key()
    with refusing("role_grant_once", AccountRefused(AccountReason.ALREADY_GRANTED)):
        await RoleGrant.create(
            id=grant_id,
            account_id=account_id,
            role=role,
            area_id=scope.area_id,
            site_id=scope.site_id,
            from_at=from_at,
            until_at=until_at,
            reason=reason,
            granted_at=now,
            granted_by_id=tx.by.account_id,
        )
    tx.record("account.changed", account_id)
    return grant_id


async def _revoke(tx: Transaction, *, grant: RoleGrant, reason: str, now: datetime) -> UUID:
    until_at = ended_at(grant.from_at, grant.until_at, now)
    reason = check_reason(reason)
    if grant.role is Role.CITY_ADMINISTRATOR:
        await check_administrator_remains(tx, without=grant.account_id, now=now)
    revoked = await RoleGrant.filter(id=grant.id, revoked_at=None).update(
        until_at=until_at,
        revoked_at=now,
        revoked_by_id=tx.by.account_id,
        revoke_reason=reason,
    )
    if not revoked:
        raise AccountRefused(AccountReason.ALREADY_ENDED)
    tx.record("account.changed", grant.account_id)
    return grant.id


async def _found(grant_id: UUID) -> RoleGrant:
    grant = await RoleGrant.get_or_none(id=grant_id)
    if grant is None:
        raise AccountRefused(AccountReason.NO_SUCH_GRANT, field="grantId")
    return grant


async def _scope(area_id: UUID | None, site_id: UUID | None) -> Scope:
    if area_id is not None and site_id is not None:
        raise AccountRefused(AccountReason.SCOPE_NOT_ONE, field="siteId")
    if site_id is not None:
        site = await Site.get_or_none(id=site_id).select_related("area")
        if site is None:
            raise AccountRefused(AccountReason.NO_SUCH_PLACE, field="siteId")
        return Scope(site_id=site_id, area_ids=frozenset(site.area.ancestors))
    if area_id is not None:
        area = await Area.get_or_none(id=area_id)
        if area is None:
            raise AccountRefused(AccountReason.NO_SUCH_PLACE, field="areaId")
        return Scope(area_id=area_id, area_ids=frozenset(area.ancestors))
    return Scope()


async def _grants_of(account_id: UUID | None) -> list[Grant]:
    if account_id is None:
        return []
    # What was revoked gives no authority, also to a request that came a moment before.
    rows = RoleGrant.filter(account_id=account_id, account__disabled_at=None, revoked_at=None)
    return [
        Grant(row.role, row.area_id, row.site_id, row.from_at, row.until_at) async for row in rows
    ]
