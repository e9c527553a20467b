"""What every transport of the endpoint stands on, and what they do alike for one operation."""

import asyncio
import logging
import os
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from hub.endpoint.budgets import Budgets, Purse
from hub.endpoint.documents import Documents
from hub.endpoint.negotiation import language_of
from hub.endpoint.origins import Headers, Origins
from hub.endpoint.problems import Declined, Header, Problem
from hub.kernel import cookies
from hub.kernel.access import NOBODY, Viewer
from hub.kernel.addresses import source_key
from hub.kernel.clock import utc_now
from hub.kernel.context import Context
from hub.kernel.cookies import SessionCookie
from hub.kernel.db import AWAY
from hub.kernel.errors import Unauthenticated
from hub.query.engine import Answer, Request

log = logging.getLogger("hub.endpoint")

# Asked with a session token or a bearer JWT. Raises hub.kernel.errors.Unauthenticated.
Authenticate = Callable[[str, datetime], Awaitable[Viewer]]


class Engine(Protocol):
    """What the endpoint needs of `hub.query.engine.Engine`."""

    def kind(self, request: Request) -> str | None:
        """The kind of the operation, None when there is none to run."""

    async def execute(
        self, request: Request, context: Context, *, charge: Callable[[int], None] | None = None
    ) -> Answer:
        """Run a query or a mutation, once `charge(points)` has not raised."""

    def subscribe(
        self,
        request: Request,
        context: Context,
        *,
        clock: Callable[[], datetime],
        renew: Callable[[], Awaitable[None]] | None = None,
        charge: Callable[[int], None] | None = None,
    ) -> AsyncGenerator[Answer, None]:
        """Run a subscription, alike: an answer an event, each as of the clock."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much, and for how long. Seconds and bytes."""

    body_bytes: int = 1_000_000
    body_seconds: float = 20.0
    # How long a client whose body is too large may go on sending before the connection is closed.
    linger_seconds: float = 2.0
    operation_seconds: float = 15.0
    # After this long a running query's client is watched, so that it stops when they leave.
    unwatched_seconds: float = 0.05
    init_seconds: float = 10.0
    subscriptions: int = 100
    message_bytes: int = 1_000_000
    keep_alive_seconds: float = 12.0
    # How often the token behind an open subscription is looked at again.
    session_check_seconds: float = 30.0


class Done(NamedTuple):
    """One operation that has ended, for the access log and the metrics.

    `transport` is "http", "sse" or "websocket"; `kind` "query", "mutation", "subscription" or None
    when it was declined before that was known; `code` is the first error's, None when there is
    none.
    """

    transport: str
    status: int
    kind: str | None
    operation_name: str | None
    code: str | None
    seconds: float
    points: int
    bytes: int
    context: Context


@dataclass(frozen=True, slots=True)
class Wiring:
    """The parts of one endpoint."""

    engine: Engine
    authenticate: Authenticate
    limits: Limits = field(default_factory=Limits)
    documents: Documents = field(default_factory=Documents)
    budgets: Budgets | None = None
    origins: Origins = field(default_factory=Origins)
    cookie: str = cookies.SESSION
    has_secure_cookies: bool = False
    # Of the API, told in the header x-api-version.
    version: str = ""
    # Of the schema, told in the header x-schema-version.
    schema_version: str = ""
    clock: Callable[[], datetime] = utc_now
    on_done: Callable[[Done], None] | None = None


class Caller(NamedTuple):
    """Who sends: what the headers (and a socket's first message) say, not yet believed."""

    token: str | None
    language: str
    source: str
    user_agent: str
    is_by_cookie: bool = False


def caller_of(scope: dict[str, Any], headers: Headers, wiring: Wiring) -> Caller:
    """Read the caller out of a request's headers. Raises Declined for a strange Authorization."""
    client = scope.get("client")
    return Caller(
        token_of(headers, wiring.cookie),
        language_of(headers.get(b"accept-language")),
        client[0] if client else "",
        headers.get(b"user-agent", b"")[:256].decode("latin-1"),
        is_by_cookie=b"authorization" not in headers,
    )


def token_of(headers: Headers, cookie: str) -> str | None:
    """The token of a Bearer header or else of the session cookie; None for an anonymous caller."""
    authorization = headers.get(b"authorization")
    if authorization is not None:
        return bearer(authorization.decode("latin-1"))
    if b"cookie" in headers:
        for part in headers[b"cookie"].decode("latin-1").split(";"):
            name, _, value = part.strip().partition("=")
            if name == cookie and value:
                return value.strip('"')
    return None


def bearer(authorization: str) -> str:
    """The token of `Bearer <token>`. Raises Declined for any other scheme."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise unauthenticated()
    return token.strip()


def unauthenticated(*headers: Header) -> Declined:
    """What a caller is told whose token is not good."""
    return Declined(Problem.UNAUTHENTICATED, [(b"www-authenticate", b"Bearer"), *headers])


def _not_known(wiring: Wiring, caller: Caller) -> Declined:
    if not caller.is_by_cookie:
        return unauthenticated()
    # A browser would send the cookie for ever, also with the attempt to sign in again.
    forget = SessionCookie().header(is_secure=wiring.has_secure_cookies)
    return unauthenticated((b"set-cookie", forget))


async def context_for(wiring: Wiring, caller: Caller, request_id: str) -> Context:
    """The context of one operation, with the viewer as of now.

    Raises:
        Declined: UNAUTHENTICATED, when a token is given that is unknown, revoked or expired;
            SERVICE_UNAVAILABLE, when the database that knows is away.
    """
    now = wiring.clock()
    viewer = NOBODY
    if caller.token is not None:
        try:
            viewer = await wiring.authenticate(caller.token, now)
        except Unauthenticated:
            raise _not_known(wiring, caller) from None
        except AWAY as error:
            log.warning("nobody can be looked up: %s", type(error).__name__)
            raise Declined(Problem.SERVICE_UNAVAILABLE) from None
    return Context(now, viewer, request_id, caller.language, caller.source, caller.user_agent)


async def signed_in(wiring: Wiring, caller: Caller, request_id: str) -> Context:
    """The same for somebody who comes anew: tokens that are no good cost their address points.

    They have a bucket of their own, so that a stranger shuts out nobody else at that address.

    Raises:
        Declined: besides, RATE_LIMITED, before a token is looked up, once there were too many.
    """
    if caller.token is None:
        return await context_for(wiring, caller, request_id)
    key = ("bad tokens", source_key(caller.source))
    purse = Purse(wiring.budgets, key, wiring.clock().timestamp())
    purse.check()
    try:
        return await context_for(wiring, caller, request_id)
    except Declined as declined:
        if declined.problem is Problem.UNAUTHENTICATED:
            purse.owe(1)
        raise


async def refresh(wiring: Wiring, caller: Caller, contexts: Collection[Context]) -> None:
    """Keep the viewer of long-lived operations as of now, until their token is no longer good.

    `contexts` may be a view that grows and shrinks meanwhile.

    Raises:
        Declined: UNAUTHENTICATED, once it is unknown, revoked or expired. Never returns.
    """
    while True:
        await asyncio.sleep(wiring.limits.session_check_seconds)
        if caller.token is None:
            continue
        try:
            latest = await context_for(wiring, caller, "")
        except Declined as declined:
            if declined.problem is Problem.SERVICE_UNAVAILABLE:
                # Nobody can say that the token is no longer good; the next look may.
                continue
            raise
        for context in contexts:
            context.now, context.viewer = latest.now, latest.viewer


async def renew(wiring: Wiring, caller: Caller, context: Context) -> None:
    """Let a long-lived operation go on as of now: as nobody's, once its token is no longer good.

    Between two events that may be a while; without one, `refresh` notices.
    """
    try:
        latest = await context_for(wiring, caller, context.request_id)
    except Declined as declined:
        # While nobody can say that a token is no longer good it is; what is read cannot be either.
        if declined.problem is not Problem.SERVICE_UNAVAILABLE:
            context.viewer = NOBODY
        return
    context.now, context.viewer = latest.now, latest.viewer


_SANE_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}\Z")


def request_id_of(headers: Headers) -> str:
    """The id that a proxy gave the request, when it is a sane one, or else a new one."""
    given = headers.get(b"x-request-id")
    if given is not None and _SANE_ID.match(given):
        return given.decode("ascii")
    return os.urandom(12).hex()


def purse_of(wiring: Wiring, context: Context) -> Purse:
    """What the caller of an operation pays from: their account or, if anonymous, their address."""
    caller = context.viewer.account_id or source_key(context.source)
    purse = Purse(wiring.budgets, caller, context.now.timestamp())
    context.budget = purse.budget
    return purse
