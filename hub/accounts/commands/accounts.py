"""Accounts are made, and disabled rather than deleted: what they did must keep its author."""

from datetime import datetime
from uuid import UUID

from hub.accounts.commands import hashing
from hub.accounts.commands.grants import check_administrator_remains
from hub.accounts.commands.sessions import end_sessions
from hub.accounts.models import Account
from hub.accounts.rules import (
    AccountReason,
    AccountRefused,
    SessionEnd,
    check_display_name,
    check_name,
    check_password,
    check_reason,
)
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key


async def create_account(
    by: Actor, *, name: str, display_name: str, password: str | None, now: datetime
) -> UUID:
    """Make an account for a member of staff. Without a password an issuer must vouch for them.

    It may do nothing until a role is granted to it.
    """
    name = check_name(name)
    display_name = check_display_name(display_name)
    encoded = None
    if password is not None:
        check_password(password, name=name)
        encoded = await hashing.hash_password(password)
    return await _create(by, name=name, display_name=display_name, encoded=encoded, now=now)


@command
async def _create(
    tx: Transaction, *, name: str, display_name: str, encoded: str | None, now: datetime
) -> UUID:
    account_id = new_key()
    with refusing("account_name_key", AccountRefused(AccountReason.NAME_TAKEN, field="name")):
        await Account.create(
            id=account_id,
            name=name,
            display_name=display_name,
            password_hash=encoded,
            password_changed_at=now if encoded else None,
            created_at=now,
        )
    tx.record("account.created", account_id)
    return account_id


@command
async def disable_account(tx: Transaction, *, account_id: UUID, reason: str, now: datetime) -> UUID:
    """End all sessions of an account and let it begin none. Its grants stay, without effect."""
    reason = check_reason(reason)
    if not await Account.exists(id=account_id):
        raise AccountRefused(AccountReason.NO_SUCH_ACCOUNT, field="accountId")
    await check_administrator_remains(tx, without=account_id, now=now)
    await Account.filter(id=account_id, disabled_at=None).update(
        disabled_at=now, disabled_reason=reason
    )
    await end_sessions(
        tx, account_id=account_id, but=None, why=SessionEnd.ACCOUNT_DISABLED, now=now
    )
    return account_id


@command
async def enable_account(tx: Transaction, *, account_id: UUID) -> UUID:
    """Let a disabled account sign in again."""
    enabled = await Account.filter(id=account_id).update(disabled_at=None, disabled_reason=None)
    if not enabled:
        raise AccountRefused(AccountReason.NO_SUCH_ACCOUNT, field="accountId")
    tx.record("account.changed", account_id)
    return account_id
