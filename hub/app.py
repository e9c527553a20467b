"""The ASGI application: what is served where, and what runs in the background meanwhile.

Nothing of the hub imports it but the command line.
"""

import asyncio
import gc
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from importlib.metadata import version
from types import FrameType
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from hub import console, measures, probes, settings
from hub.accounts import jobs as accounts_jobs
from hub.accounts.commands.senders import PrintingSender, send_by, sent
from hub.accounts.reads import BadIssuer, Issuers
from hub.accounts.viewers import Viewers
from hub.canteen import handlers as canteen_handlers
from hub.canteen import jobs as canteen_jobs
from hub.canteen import pages as canteen_pages
from hub.canteen import webhooks
from hub.endpoint import jobs as endpoint_jobs
from hub.endpoint import wiring
from hub.endpoint.asgi import endpoint
from hub.endpoint.budgets import Budgets
from hub.endpoint.documents import Documents, read_manifest
from hub.endpoint.origins import Origins
from hub.endpoint.shared import SharedDocuments, settle
from hub.grid import jobs as grid_jobs
from hub.kernel import db, events, jobs, keyring, logs, metrics, upkeep
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from hub.notices import jobs as notices_jobs
from hub.notices.commands import senders as notices_senders
from hub.notices.rules import NotificationChannel
from hub.people import jobs as people_jobs
from hub.query import Engine
from hub.query.limits import Limits
from hub.schema import SCHEMA, VERSION
from hub.settings import BadSetting, DocumentMode, Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

GRAPHQL = "/graphql"

# What happens when something has happened, across domains.
HANDLERS: list[events.Handler] = [*canteen_handlers.HANDLERS]
# What happens by itself.
JOBS: list[jobs.Job] = [
    *upkeep.jobs(HANDLERS),
    *endpoint_jobs.JOBS,
    *grid_jobs.JOBS,
    *people_jobs.JOBS,
    *accounts_jobs.JOBS,
    *notices_jobs.JOBS,
    *canteen_jobs.JOBS,
    *webhooks.JOBS,
]


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
    served = wired(chosen, viewers)
    others = Starlette(
        routes=[
            *probes.routes(chosen, HANDLERS),
            *webhooks.routes(chosen),
            *console.routes(graphiql=chosen.shows_graphiql),
            *canteen_pages.routes(),
        ],
        exception_handlers={HTTPException: _declined},
        lifespan=lambda _: _living(chosen, viewers, served, works=works),
    )
    return Application(endpoint(served), others)


_DECLINED = {
    404: f"没有这个页面；接口在 {GRAPHQL}。\nThere is no such page; the API is at {GRAPHQL}.\n",
    405: "这里不支持这种请求方法。\nThis method is not allowed here.\n",
}


async def _declined(request: Request, error: Exception) -> Response:
    """Tell people in both languages that there is nothing here."""
    assert isinstance(error, HTTPException)
    words = _DECLINED.get(error.status_code, f"{error.detail}\n")
    return PlainTextResponse(words, error.status_code, error.headers)


def viewers_of(chosen: Settings) -> Viewers:
    """Who is behind a token, with the issuers that the settings trust.

    Raises:
        BadSetting: an issuer cannot be what it is said to be.
    """
    try:
        return Viewers(Issuers(chosen.oidc_issuers))
    except BadIssuer as error:
        raise BadSetting(f"HUB_OIDC_ISSUERS: {error}") from None


def trusted_documents(chosen: Settings) -> dict[str, str]:
    """The documents of the manifest that the settings name, by their ids.

    Raises:
        BadSetting: the file is not there, or no manifest.
    """
    file = chosen.trusted_documents
    try:
        return read_manifest(file.read_bytes()) if file else {}
    except OSError as error:
        raise BadSetting(f"HUB_TRUSTED_DOCUMENTS: {file}: {error.strerror}") from None
    except ValueError as error:
        raise BadSetting(f"HUB_TRUSTED_DOCUMENTS: {file}: {error}") from None


def check(chosen: Settings) -> None:
    """Look at what the settings lead to, before anything is begun.

    Raises:
        BadSetting: an issuer or the manifest of trusted documents cannot be what it is.
    """
    viewers_of(chosen)
    trusted_documents(chosen)


def wired(chosen: Settings, viewers: Viewers) -> wiring.Wiring:
    """The parts of the endpoint, as the settings have them."""

    async def authenticate(token: str, now: datetime) -> Viewer:
        viewer = await viewers.viewer_for(token, now)
        if viewer.is_anonymous:
            raise Unauthenticated
        return viewer

    return wiring.Wiring(
        engine=engine(chosen),
        authenticate=authenticate,
        has_secure_cookies=chosen.cookies_are_secure,
        limits=wiring.Limits(
            body_bytes=chosen.max_body_bytes,
            message_bytes=chosen.max_body_bytes,
            operation_seconds=chosen.operation_seconds,
        ),
        documents=Documents(
            trusted=trusted_documents(chosen),
            only_trusted=chosen.document_mode is DocumentMode.TRUSTED,
            shared=SharedDocuments(),
        ),
        budgets=Budgets(limit=chosen.rate_budget, rate=chosen.rate_restore, settle=settle),
        origins=Origins(frozenset(chosen.cors_origins)),
        version=version("hub"),
        schema_version=VERSION,
        on_done=measures.finished,
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
    return measures.CountingEngine(
        SCHEMA, limits=limits, introspection=chosen.shows_introspection, observe=measures.observed
    )


@asynccontextmanager
async def connected(chosen: Settings) -> AsyncIterator[None]:
    """The keys, the pool and the senders of this process, while it lasts.

    Raises:
        BadSetting: there are no keys, or no database is named.
    """
    keyring.use(keyring.Keyring(chosen.required_secret_keys))
    notices_senders.notify_by(notification_senders(chosen))
    await db.connect(
        chosen.required_database_url,
        pool_size=chosen.database_pool_size,
        statement_timeout_ms=chosen.database_statement_timeout_ms,
    )
    try:
        yield
    finally:
        await db.disconnect()


def notification_senders(
    chosen: Settings,
) -> dict[NotificationChannel, notices_senders.NotificationSender]:
    """How notifications go out: by the gateway of the settings; printed when there is none yet.

    Production prints nothing: what has no gateway is not sent, and staff see that it was not.
    """
    gateway = chosen.notification_gateway
    if gateway is not None:
        return dict.fromkeys(NotificationChannel, notices_senders.WebhookSender(*gateway))
    if chosen.is_production:
        return {}
    return dict.fromkeys(NotificationChannel, notices_senders.PrintingNotificationSender())


async def work(chosen: Settings) -> None:
    """Run the handlers of events and the jobs until told to stop; what has begun is finished."""
    url = chosen.required_database_url
    told = asyncio.Event()
    with _when_told_to_stop(told.set):
        async with connected(chosen), events.listening(url), _working(url):
            await told.wait()


@asynccontextmanager
async def _working(url: str) -> AsyncIterator[None]:
    async with events.delivering(HANDLERS), jobs.working(url, JOBS):
        yield


@asynccontextmanager
async def _living(
    chosen: Settings, viewers: Viewers, served: wiring.Wiring, *, works: bool
) -> AsyncIterator[None]:
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
        if served.budgets is not None:
            await stack.enter_async_context(served.budgets.settling(served.clock))
        stack.push_async_callback(sent)
        stack.callback(metrics.forget_process, os.getpid())
        # What was made so far stays: looking for garbage in it again and again would stop
        # every request for a tenth of a second.
        gc.collect()
        gc.freeze()
        stack.callback(gc.unfreeze)
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
