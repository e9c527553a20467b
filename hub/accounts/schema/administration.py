"""Mutations about the accounts of others: who there is, and what they may do."""

from datetime import datetime

import strawberry

from hub.accounts import commands, rules
from hub.accounts.schema.types import ADMINISTRATORS, Account, AccountRefusal, RoleGrant
from hub.kernel.access import Role
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class AccountCreateInput:
    """The account to make."""

    name: str
    """The sign-in name: 3 to 40 of a-z, 0-9, dot, dash and underscore."""
    display_name: str
    """How others see them, 1 to 60 characters."""
    password: str | None = None
    """A first password, to be changed by them; without one an issuer must vouch for them."""
    idempotency_key: str | None = None
    """The same key again gives the same account."""


@payload
class AccountCreated:
    """The account is made."""

    account: Account | None = read()
    """The account."""


@mutation(Role.CITY_ADMINISTRATOR, Role.COMMUNITY_MANAGER)
async def account_create(
    ctx: Context, input: AccountCreateInput
) -> AccountCreated | AccountRefusal:
    """Make an account for a member of staff; it may do nothing without a role (新建账户)."""
    account_id = await commands.create_account(
        ctx.actor,
        name=input.name,
        display_name=input.display_name,
        password=input.password,
        now=ctx.now,
    )
    return AccountCreated(account=account_id)


@inputs
class AccountDisableInput:
    """The account to disable."""

    account_id: strawberry.ID
    """Whose."""
    reason: str
    """Why, 1 to 400 characters."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AccountDisabled:
    """The account is disabled."""

    account: Account | None = read()
    """The account."""


@mutation(*ADMINISTRATORS)
async def account_disable(
    ctx: Context, input: AccountDisableInput
) -> AccountDisabled | AccountRefusal:
    """End all sessions of an account and let it begin none; its history stays (停用账户)."""
    account_id = await commands.disable_account(
        ctx.actor,
        account_id=key_of(input.account_id, "Account"),
        reason=input.reason,
        now=ctx.now,
    )
    return AccountDisabled(account=account_id)


@inputs
class AccountEnableInput:
    """The account to enable."""

    account_id: strawberry.ID
    """Whose."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AccountEnabled:
    """The account can sign in again."""

    account: Account | None = read()
    """The account."""


@mutation(*ADMINISTRATORS)
async def account_enable(
    ctx: Context, input: AccountEnableInput
) -> AccountEnabled | AccountRefusal:
    """Let a disabled account sign in again (启用账户)."""
    account_id = await commands.enable_account(
        ctx.actor, account_id=key_of(input.account_id, "Account")
    )
    return AccountEnabled(account=account_id)


@inputs
class RoleGrantInput:
    """The role to give. Without an area and a site it holds in the whole city."""

    account_id: strawberry.ID
    """To whom."""
    role: Role
    """What they may do."""
    area_id: strawberry.ID | None = None
    """In the subtree of which area."""
    site_id: strawberry.ID | None = None
    """At which site: its id as a `Site`, or as the `MealSite` it also is."""
    from_at: datetime | None = None
    """From when; by default from now."""
    until_at: datetime | None = None
    """When it ends; by default when it is revoked."""
    reason: str
    """Why, 1 to 400 characters."""
    idempotency_key: str | None = None
    """The same key again gives the same grant."""


@payload
class RoleGranted:
    """The role is granted."""

    grant: RoleGrant | None = read()
    """The grant."""


@mutation(*rules.GRANTORS)
async def role_grant(ctx: Context, input: RoleGrantInput) -> RoleGranted | AccountRefusal:
    """Give an account a role within your own scope; nobody gives one to themselves (授予角色)."""
    grant_id = await commands.grant_role(
        ctx.actor,
        account_id=key_of(input.account_id, "Account"),
        role=input.role,
        area_id=None if input.area_id is None else key_of(input.area_id, "Area"),
        site_id=None if input.site_id is None else key_of(input.site_id, "Site", "MealSite"),
        from_at=input.from_at,
        until_at=input.until_at,
        reason=input.reason,
        now=ctx.now,
    )
    return RoleGranted(grant=grant_id)


@inputs
class RoleRevokeInput:
    """The grant to end."""

    grant_id: strawberry.ID
    """Which."""
    reason: str
    """Why, 1 to 400 characters."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class RoleRevoked:
    """The grant has ended."""

    grant: RoleGrant | None = read()
    """The grant."""


@mutation(*(role for role in Role if role is not Role.RESIDENT))
async def role_revoke(ctx: Context, input: RoleRevokeInput) -> RoleRevoked | AccountRefusal:
    """End a grant now: one that you might give, or one of your own (撤销角色)."""
    grant_id = await commands.revoke_role(
        ctx.actor,
        grant_id=key_of(input.grant_id, "RoleGrant"),
        reason=input.reason,
        now=ctx.now,
    )
    return RoleRevoked(grant=grant_id)
