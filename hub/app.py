"""The ASGI application: what is served where, and what runs in the background meanwhile.

Nothing of the hub imports it but the command line.
"""

import asyncio
import logging
import os
import secrets
import signal
import threading
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    MutableMapping,
)
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, contextmanager
from datetime import datetime
from functools import partial
from types import FrameType
from typing import Any

import asyncpg
import structlog
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hub import console, migrate, settings
from hub.accounts.commands.senders import PrintingSender, send_by, sent
from hub.accounts.reads import BadIssuer, Issuers
from hub.accounts.viewers import Viewers
from hub.endpoint import wiring
from hub.endpoint.asgi import endpoint
from hub.endpoint.budgets import Budgets
from hub.endpoint.documents import Documents, read_manifest
from hub.endpoint.origins import Origins
from hub.kernel import db, events, jobs, keyring, logs, metrics, upkeep
from hub.kernel.access import Viewer
from hub.kernel.clock import utc_now
from hub.kernel.errors import Reason, Unauthenticated
from hub.query import Answer, Engine
from hub.query.documents import Limits
from hub.schema import SCHEMA, SDL
from hub.settings import BadSetting, DocumentMode, Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

GRAPHQL = "/graphql"
# A balancer asks every few seconds, and takes no answer for a no.
_READY_WITHIN_SECONDS = 1.0
# An ordinary request is logged for DEBUG only, one that took longer than this always.
_SLOW_SECONDS = 1.0
_LOOPBACK = {"127.0.0.1", "::1"}


_log = logging.getLogger("hub.requests")
_requests = structlog.get_logger("hub.requests")

# What happens when something has happened, across domains.
HANDLERS: list[events.Handler] = []
# What happens by itself.
JOBS: list[jobs.Job] = [*upkeep.jobs(HANDLERS)]


class Application:
    """GraphQL at `/graphql` with no router in its way; everything else by Starlette."""

    def __init__(self, graphql: Callable[..., Awaitable[None]], others: Starlette) -> None:
        self._graphql = graphql
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and scope["path"] == GRAPHQL:
            await self._graphql(scope, receive, send)
        else:
            await self._others(scope, receive, send)


def create() -> Application:
    """The application by the environment's settings: what uvicorn's workers call."""
    chosen = settings.load()
    logs.configure(json=chosen.logs_json, level=chosen.log_level)
    return make(chosen)


def make(chosen: Settings, *, works: bool = False) -> Application:
    """The application. `works` says that handlers of events and jobs run in this process too."""
    settings.use(chosen)
    viewers = viewers_of(chosen)
    others = Starlette(
        routes=[
            Route("/livez", _livez),
            Route("/readyz", _readyz),
            Route("/schema.graphql", _schema),
            Route("/metrics", partial(_metrics, chosen.metrics_token)),
            *console.routes(graphiql=chosen.shows_graphiql),
        ],
        lifespan=lambda _: _living(chosen, viewers, works=works),
    )
    return Application(endpoint(wired(chosen, viewers)), others)


def viewers_of(chosen: Settings) -> Viewers:
    """Who is behind a token, with the issuers that the settings trust.

    Raises:
        BadSetting: an issuer cannot be what it is said to be.
    """
    try:
        return Viewers(Issuers(chosen.oidc_issuers))
    except BadIssuer as error:
        raise BadSetting(f"HUB_OIDC_ISSUERS: {error}") from None


def wired(chosen: Settings, viewers: Viewers) -> wiring.Wiring:
    """The parts of the endpoint, as the settings have them."""

    async def authenticate(token: str, now: datetime) -> Viewer:
        viewer = await viewers.viewer_for(token, now)
        if viewer.is_anonymous:
            raise Unauthenticated
        return viewer

    trusted = chosen.trusted_documents
    return wiring.Wiring(
        engine=engine(chosen),
        authenticate=authenticate,
        limits=wiring.Limits(
            body_bytes=chosen.max_body_bytes,
            message_bytes=chosen.max_body_bytes,
            operation_seconds=chosen.operation_seconds,
        ),
        documents=Documents(
            trusted=read_manifest(trusted.read_bytes()) if trusted else {},
            only_trusted=chosen.document_mode is DocumentMode.TRUSTED,
        ),
        budgets=Budgets(limit=chosen.rate_budget, rate=chosen.rate_restore),
        origins=Origins(frozenset(chosen.cors_origins)),
        on_done=_done,
    )


def engine(chosen: Settings) -> Engine:
    """What runs operations, within the limits that the settings set."""
    limits = Limits(
        tokens=chosen.max_tokens,
        depth=chosen.max_depth,
        aliases=chosen.max_aliases,
        directives=chosen.max_directives,
        root_fields=chosen.max_root_fields,
        fields=chosen.max_fields,
        cost=chosen.max_cost,
        list_items=chosen.max_list_items,
        documents=chosen.document_cache_size,
    )
    return CountingEngine(
        SCHEMA, limits=limits, introspection=chosen.shows_introspection, observe=_observed
    )


class CountingEngine(Engine):
    """Counts the live updates that are under way."""

    async def subscribe(self, *given: Any, **options: Any) -> AsyncGenerator[Answer, None]:
        """See Engine."""
        metrics.subscription_opened()
        try:
            async with aclosing(super().subscribe(*given, **options)) as answers:
                async for answer in answers:
                    yield answer
        finally:
            metrics.subscription_closed()


def _observed(what: str, which: object) -> None:
    if which == "hit":
        metrics.plan_found()
    elif which == "miss":
        metrics.plan_made()
    elif isinstance(which, Reason):
        metrics.refused(which)


def _done(done: wiring.Done) -> None:
    metrics.observe_request(done.kind or "unknown", done.code or "ok", done.seconds, done.points)
    is_slow = done.kind != "subscription" and done.seconds > _SLOW_SECONDS
    level = logging.INFO if is_slow else logging.DEBUG
    if _log.isEnabledFor(level):
        facts = {
            "operation": done.operation_name,
            "kind": done.kind,
            "transport": done.transport,
            "status": done.status,
            "code": done.code,
            "seconds": round(done.seconds, 4),
            "points": done.points,
            "bytes": done.bytes,
            "request_id": done.context.request_id,
            "account_id": done.context.viewer.account_id,
            "source": done.context.source,
        }
        _requests.log(level, "request", **facts)


@asynccontextmanager
async def connected(chosen: Settings) -> AsyncIterator[None]:
    """The keys and the pool of this process, while it lasts.

    Raises:
        BadSetting: there are no keys, or no database is named.
    """
    keyring.use(keyring.Keyring(chosen.required_secret_keys))
    await db.connect(
        chosen.required_database_url,
        pool_size=chosen.database_pool_size,
        statement_timeout_ms=chosen.database_statement_timeout_ms,
    )
    try:
        yield
    finally:
        await db.disconnect()


async def work(chosen: Settings) -> None:
    """Run the handlers of events and the jobs until cancelled: what `hub worker` does."""
    url = chosen.required_database_url
    async with connected(chosen), events.listening(url), _working(url):
        await asyncio.Event().wait()


@asynccontextmanager
async def _working(url: str) -> AsyncIterator[None]:
    async with events.delivering(HANDLERS), jobs.working(url, JOBS):
        yield


@asynccontextmanager
async def _living(chosen: Settings, viewers: Viewers, *, works: bool) -> AsyncIterator[None]:
    """What runs beside the requests of a process."""
    url = chosen.required_database_url
    if not chosen.is_production:
        send_by(PrintingSender())
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(connected(chosen))
        feed = await stack.enter_async_context(events.listening(url))
        if works:
            await stack.enter_async_context(_working(url))
        stack.enter_context(_when_told_to_stop(lambda: asyncio.ensure_future(feed.close())))
        await stack.enter_async_context(viewers.following())
        stack.push_async_callback(sent)
        stack.callback(metrics.forget_process, os.getpid())
        yield


@contextmanager
def _when_told_to_stop(do: Callable[[], object]) -> Iterator[None]:
    """Do something as soon as the process is told to stop, before the server hears of it.

    Live updates never end by themselves, so the server would wait for them in vain.
    """
    loop = asyncio.get_running_loop()
    others: dict[signal.Signals, Any] = {}

    def hear(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(do)
        other = others[signal.Signals(number)]
        if callable(other):
            other(number, frame)

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            others[number] = signal.signal(number, hear)
    try:
        yield
    finally:
        for number, other in others.items():
            signal.signal(number, other)


async def _livez(_: Request) -> Response:
    return PlainTextResponse("alive\n")


async def _readyz(_: Request) -> Response:
    trouble = await _trouble()
    return PlainTextResponse(f"{trouble or 'ready'}\n", 503 if trouble else 200)


async def _trouble() -> str | None:
    """Why nothing should be sent here now; None when all is well."""
    try:
        async with asyncio.timeout(_READY_WITHIN_SECONDS), db.acquire() as connection:
            pending = await migrate.pending(connection)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return "the database does not answer"
    return "migrations are pending" if pending else None


async def _schema(_: Request) -> Response:
    return PlainTextResponse(SDL, media_type="application/graphql; charset=utf-8")


async def _metrics(token: SecretStr | None, request: Request) -> Response:
    """For Prometheus: with the token when one is set, else only for this machine itself."""
    if token is not None:
        expected = f"Bearer {token.get_secret_value()}"
        given = request.headers.get("Authorization", "")
        if not secrets.compare_digest(given.encode(), expected.encode()):
            return PlainTextResponse("Not for you.\n", 401, {"WWW-Authenticate": "Bearer"})
    elif request.client is None or request.client.host not in _LOOPBACK:
        return PlainTextResponse("Set HUB_METRICS_TOKEN to ask from elsewhere.\n", 403)
    text = await metrics.exposition(HANDLERS, utc_now())
    return Response(text, media_type=metrics.CONTENT_TYPE)
