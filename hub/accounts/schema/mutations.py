"""Signing in and out, one's sessions and password."""

from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from hub.accounts import commands, rules
from hub.accounts.commands import Device, SignedIn
from hub.accounts.rules import Lifetime, SessionKind
from hub.accounts.schema.types import Account, AccountRefusal, Session
from hub.kernel.cookies import SessionCookie
from hub.kernel.errors import Unauthenticated
from hub.query import EVERYBODY, Context, inputs, key_of, mutation, payload, read
from hub.settings import settings


@inputs
class StaffSignInInput:
    """Who signs in."""

    name: str
    """The sign-in name."""
    password: str
    """The password."""
    as_cookie: bool = False
    """Keep the session in an HttpOnly cookie of the browser instead of telling the token."""


@payload
class StaffSignedIn:
    """A session has begun."""

    token: str | None
    """To be sent as `Authorization: Bearer`; told only now. Null when it is in a cookie."""
    expires_at: datetime
    """When the session ends at the latest."""


@mutation(EVERYBODY)
async def staff_sign_in(ctx: Context, input: StaffSignInInput) -> StaffSignedIn | AccountRefusal:
    """Sign in with a name and a password (工作人员登录).

    After five wrong tries the name is locked out for a quarter of an hour. The answer does not tell
    whether a name exists.
    """
    signed_in = await commands.sign_in_with_password(
        ctx.actor,
        name=input.name,
        password=input.password,
        device=_device(ctx, SessionKind.STAFF),
        now=ctx.now,
    )
    return StaffSignedIn(
        token=_handed_over(ctx, signed_in, as_cookie=input.as_cookie),
        expires_at=signed_in.expires_at,
    )


@inputs
class ResidentCodeSendInput:
    """Where to send a code."""

    phone: str
    """The phone number that is on record for the resident."""


@payload
class ResidentCodeSent:
    """If a resident has the phone, a code is on its way."""

    expires_at: datetime
    """Until when the code can be used."""
    resend_at: datetime
    """From when another one can be asked for."""


@mutation(EVERYBODY)
async def resident_code_send(
    ctx: Context, input: ResidentCodeSendInput
) -> ResidentCodeSent | AccountRefusal:
    """Have a one-time code sent to a resident's phone (发送验证码).

    The answer is the same when nobody has the phone. A newer code makes the older ones worthless.
    """
    expires_at = await commands.send_code(
        ctx.actor, phone=input.phone, language=ctx.language, now=ctx.now
    )
    spacing = rules.LIMITS[rules.ThrottleKind.CODE_PHONE_MINUTE].window
    return ResidentCodeSent(expires_at=expires_at, resend_at=ctx.now + spacing)


@inputs
class ResidentSignInInput:
    """Who signs in."""

    phone: str
    """The phone to which the code was sent."""
    code: str
    """The six digits that were sent."""
    resident_name: str | None = None
    """The resident's full name, when several share the phone."""
    as_cookie: bool = False
    """Keep the session in an HttpOnly cookie of the browser instead of telling the token."""


@payload
class ResidentSignedIn:
    """A session has begun."""

    token: str | None
    """To be sent as `Authorization: Bearer`; told only now. Null when it is in a cookie."""
    expires_at: datetime
    """When the session ends at the latest."""


@mutation(EVERYBODY)
async def resident_sign_in(
    ctx: Context, input: ResidentSignInInput
) -> ResidentSignedIn | AccountRefusal:
    """Sign in as a resident with the code that was sent to the phone (居民登录)."""
    signed_in = await commands.sign_in_with_code(
        ctx.actor,
        phone=input.phone,
        code=input.code,
        resident_name=input.resident_name,
        device=_device(ctx, SessionKind.RESIDENT),
        now=ctx.now,
    )
    return ResidentSignedIn(
        token=_handed_over(ctx, signed_in, as_cookie=input.as_cookie),
        expires_at=signed_in.expires_at,
    )


@inputs
class SessionRevokeInput:
    """Which session to end."""

    session_id: strawberry.ID | None = None
    """One of your own; by default that of this request, which signs out."""


@payload
class SessionRevoked:
    """The session has ended."""

    session: Session | None = read()
    """The session."""


@mutation(EVERYBODY)
async def session_revoke(
    ctx: Context, input: SessionRevokeInput
) -> SessionRevoked | AccountRefusal:
    """End one of your sessions: sign out here, or a device that was lost (退出登录)."""
    account_id = _signed_in(ctx)
    own = ctx.viewer.session_id
    wanted = own if input.session_id is None else key_of(input.session_id, "Session")
    if wanted is None:
        raise rules.AccountRefused(rules.AccountReason.NO_SUCH_SESSION, field="sessionId")
    await commands.revoke_session(ctx.actor, account_id=account_id, session_id=wanted, now=ctx.now)
    if wanted == own:
        ctx.response_cookies.append(SessionCookie())
    return SessionRevoked(session=wanted)


@inputs
class SessionRevokeOthersInput:
    """Nothing needs to be said."""

    idempotency_key: str | None = None
    """The same key again gives the same answer without doing it again."""


@payload
class SessionsRevoked:
    """The other sessions have ended."""

    count: int
    """How many there were."""


@mutation(EVERYBODY)
async def session_revoke_others(
    ctx: Context, input: SessionRevokeOthersInput
) -> SessionsRevoked | AccountRefusal:
    """End all your sessions but that of this request (退出其他设备)."""
    count = await commands.revoke_other_sessions(
        ctx.actor, account_id=_signed_in(ctx), session_id=ctx.viewer.session_id, now=ctx.now
    )
    return SessionsRevoked(count=count)


@inputs
class PasswordChangeInput:
    """The password as it is and as it is to be."""

    present_password: str
    """The present password."""
    new_password: str
    """The new one: at least 10 characters, not common, without the sign-in name."""


@payload
class PasswordChanged:
    """The password is changed, and all other sessions have ended."""

    account: Account | None = read()
    """The account."""


@mutation(EVERYBODY)
async def password_change(
    ctx: Context, input: PasswordChangeInput
) -> PasswordChanged | AccountRefusal:
    """Change your own password (修改密码)."""
    account_id = await commands.change_password(
        ctx.actor,
        account_id=_signed_in(ctx),
        session_id=ctx.viewer.session_id,
        present=input.present_password,
        new=input.new_password,
        now=ctx.now,
    )
    return PasswordChanged(account=account_id)


def _signed_in(ctx: Context) -> UUID:
    if ctx.viewer.account_id is None:
        raise Unauthenticated
    return ctx.viewer.account_id


def _device(ctx: Context, kind: SessionKind) -> Device:
    chosen = settings()
    staff = Lifetime(
        absolute=timedelta(hours=chosen.staff_session_hours),
        idle=timedelta(minutes=chosen.staff_idle_minutes),
    )
    # A resident's phone stays signed in for as long as it may, however rarely it is used.
    days = timedelta(days=chosen.resident_session_days)
    lifetime = staff if kind is SessionKind.STAFF else Lifetime(absolute=days, idle=days)
    return Device(ctx.source, ctx.user_agent, lifetime)


def _handed_over(ctx: Context, signed_in: SignedIn, *, as_cookie: bool) -> str | None:
    """The token for the answer; in its stead a cookie when that is wanted."""
    if not as_cookie:
        return signed_in.token
    seconds = int((signed_in.expires_at - ctx.now).total_seconds())
    ctx.response_cookies.append(SessionCookie(signed_in.token, seconds))
    return None
