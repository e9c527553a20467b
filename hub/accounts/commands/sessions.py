"""Sessions begin with a proof of who somebody is, and end by their owner."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.accounts.models import Account, Session
from hub.accounts.rules import (
    AccountReason,
    AccountRefused,
    Lifetime,
    SessionEnd,
    SessionKind,
    SignInMethod,
    token_hash,
    token_text,
)
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_TOKEN_BYTES = 32
_USER_AGENT_MOST = 200


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun. The token is told now and never again."""

    session_id: UUID
    account_id: UUID
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """Where and for how long a session is to be."""

    source: str
    user_agent: str
    lifetime: Lifetime


def new_token() -> str:
    """A token that nobody guesses."""
    return token_text(secrets.token_bytes(_TOKEN_BYTES))


async def open_session(
    tx: Transaction,
    *,
    account_id: UUID,
    token: str,
    kind: SessionKind,
    method: SignInMethod,
    device: Device,
    now: datetime,
) -> UUID:
    """Begin a session of an account, unless it is disabled. Part of the commands that sign in."""
    if not await Account.filter(id=account_id, disabled_at=None).update(signed_in_at=now):
        raise AccountRefused(AccountReason.ACCOUNT_DISABLED)
    session = await Session.create(
        id=new_key(),
        account_id=account_id,
        token_hash=token_hash(token),
        kind=kind,
        method=method,
        source=device.source[:64],
        user_agent=_printable(device.user_agent)[:_USER_AGENT_MOST],
        created_at=now,
        seen_at=now,
        idle_seconds=int(device.lifetime.idle.total_seconds()),
        expires_at=device.lifetime.ends_at(now),
    )
    tx.record("session.opened", session.id, scope_id=account_id)
    return session.id


@command
async def revoke_session(
    tx: Transaction, *, account_id: UUID, session_id: UUID, now: datetime
) -> UUID:
    """End one session of an account: sign out here, or a device that was lost."""
    ended = await Session.filter(id=session_id, account_id=account_id, ended_at=None).update(
        ended_at=now, end_reason=SessionEnd.SIGNED_OUT
    )
    if not ended:
        raise AccountRefused(AccountReason.NO_SUCH_SESSION, field="sessionId")
    tx.record("account.changed", account_id)
    return session_id


@command
async def revoke_other_sessions(
    tx: Transaction, *, account_id: UUID, session_id: UUID | None, now: datetime
) -> int:
    """End all sessions of an account but one; without one, all. The answer is how many."""
    return await end_sessions(
        tx, account_id=account_id, but=session_id, why=SessionEnd.SIGNED_OUT, now=now
    )


async def end_sessions(
    tx: Transaction, *, account_id: UUID, but: UUID | None, why: SessionEnd, now: datetime
) -> int:
    """End the open sessions of an account, but one, as part of a command; how many there were."""
    sessions = Session.filter(account_id=account_id, ended_at=None, expires_at__gt=now)
    if but is not None:
        sessions = sessions.exclude(id=but)
    tx.record("account.changed", account_id)
    return await sessions.update(ended_at=now, end_reason=why)


def _printable(text: str) -> str:
    # What a client says of itself may hold anything; PostgreSQL takes no NUL.
    return "".join(character for character in text if character.isprintable())
