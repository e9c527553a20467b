"""Signing in with a name and a password, and changing it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from hub.accounts.commands import hashing, throttling
from hub.accounts.commands.sessions import Device, SignedIn, end_sessions, new_token, open_session
from hub.accounts.models import Account
from hub.accounts.rules import (
    AccountReason,
    AccountRefused,
    SessionEnd,
    SessionKind,
    SignInMethod,
    ThrottleKind,
    check_password,
    is_name,
    name_key,
)
from hub.kernel.addresses import source_key
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command


async def sign_in_with_password(
    by: Actor, *, name: str, password: str, device: Device, now: datetime
) -> SignedIn:
    """Begin a session of a member of staff.

    A name that nobody has, a wrong password and an account without one are refused in the same
    words, after the same time, and lock out in the same way.
    """
    key = name_key(name)
    tries = _tries(key, by.source)
    await throttling.take(now, *tries)
    account = await Account.get_or_none(name=key) if is_name(key) else None
    encoded = account.password_hash if account else None
    right = await hashing.is_right(encoded, password)
    if account is None or encoded is None or not right:
        raise AccountRefused(AccountReason.WRONG_NAME_OR_PASSWORD)
    rehashed = encoded
    if hashing.needs_rehash(encoded):
        rehashed = await hashing.hash_password(password)
    token = new_token()
    session_id = await _open(
        replace(by, account_id=account.id),
        account_id=account.id,
        token=token,
        checked_hash=encoded,
        new_hash=rehashed,
        device=device,
        now=now,
    )
    await _settle(tries)
    return SignedIn(session_id, account.id, token, device.lifetime.ends_at(now))


@command
async def _open(
    tx: Transaction,
    *,
    account_id: UUID,
    token: str,
    checked_hash: str,
    new_hash: str,
    device: Device,
    now: datetime,
) -> UUID:
    # The hash that was checked must still be the one: a password may be changed in the meantime.
    same = Account.filter(id=account_id, password_hash=checked_hash)
    if not await same.update(password_hash=new_hash):
        raise AccountRefused(AccountReason.WRONG_NAME_OR_PASSWORD)
    return await open_session(
        tx,
        account_id=account_id,
        token=token,
        kind=SessionKind.STAFF,
        method=SignInMethod.PASSWORD,
        device=device,
        now=now,
    )


async def change_password(
    by: Actor,
    *,
    account_id: UUID,
    session_id: UUID | None,
    present: str,
    new: str,
    now: datetime,
) -> UUID:
    """Change one's own password and end all other sessions. Wrong ones count as in signing in."""
    account = await Account.get(id=account_id)
    if account.name is None or account.password_hash is None:
        raise AccountRefused(AccountReason.NO_PASSWORD)
    tries = _tries(account.name, by.source)
    await throttling.take(now, *tries)
    if not await hashing.is_right(account.password_hash, present):
        raise AccountRefused(AccountReason.WRONG_PASSWORD, field="presentPassword")
    await _settle(tries)
    check_password(new, name=account.name, field="newPassword")
    if await hashing.is_right(account.password_hash, new):
        raise AccountRefused(AccountReason.PASSWORD_UNCHANGED, field="newPassword")
    encoded = await hashing.hash_password(new)
    return await _store(
        by,
        account_id=account_id,
        encoded=encoded,
        checked_hash=account.password_hash,
        but=session_id,
        now=now,
    )


async def set_password(by: Actor, *, account_id: UUID, password: str, now: datetime) -> UUID:
    """Give an account a new password without the present one, which ends all its sessions."""
    account = await Account.get_or_none(id=account_id)
    if account is None:
        raise AccountRefused(AccountReason.NO_SUCH_ACCOUNT, field="accountId")
    if account.name is None:
        raise AccountRefused(AccountReason.NO_PASSWORD, field="accountId")
    check_password(password, name=account.name)
    encoded = await hashing.hash_password(password)
    return await _store(by, account_id=account_id, encoded=encoded, but=None, now=now)


@command
async def _store(
    tx: Transaction,
    *,
    account_id: UUID,
    encoded: str,
    checked_hash: str | None = None,
    but: UUID | None,
    now: datetime,
) -> UUID:
    account = Account.filter(id=account_id)
    if checked_hash is not None:
        # It must still be the one: an operator may have locked out a thief who knew it.
        account = account.filter(password_hash=checked_hash)
    if not await account.update(password_hash=encoded, password_changed_at=now):
        raise AccountRefused(AccountReason.WRONG_PASSWORD, field="presentPassword")
    await end_sessions(tx, account_id=account_id, but=but, why=SessionEnd.PASSWORD_CHANGED, now=now)
    return account_id


@command
async def unlock(tx: Transaction, *, name: str) -> None:
    """Lift the lock-out of a name, from anywhere."""
    await throttling.forget_name(tx, name_key(name))


def _tries(key: str, source: str) -> tuple[throttling.Try, ...]:
    source = source_key(source)
    return (
        (ThrottleKind.PASSWORD_NAME, (key,)),
        (ThrottleKind.PASSWORD_NAME_AND_SOURCE, (key, source)),
        (ThrottleKind.PASSWORD_SOURCE, (source,)),
    )


async def _settle(tries: tuple[throttling.Try, ...]) -> None:
    *of_name, of_source = tries
    await throttling.forget(*of_name)
    await throttling.give_back(of_source)
