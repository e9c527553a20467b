"""The ASGI application: what is served where, and what runs in the background meanwhile.

Nothing of the hub imports it but the command line.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import asyncpg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hub import console, migrate, settings
from hub.endpoint import wiring
from hub.endpoint.asgi import endpoint
from hub.endpoint.budgets import Budgets
from hub.endpoint.documents import Documents, read_manifest
from hub.endpoint.origins import Origins
from hub.kernel import db, events
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from hub.query import Engine
from hub.query.documents import Limits
from hub.schema import SCHEMA, SDL
from hub.settings import DocumentMode, Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

GRAPHQL = "/graphql"
# A balancer asks every few seconds, and takes no answer for a no.
_READY_WITHIN_SECONDS = 1.0


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
    return make(settings.load())


def make(chosen: Settings, *, works: bool = False) -> Application:
    """The application. `works` says that handlers of events and jobs run in this process too."""
    others = Starlette(
        routes=[
            Route("/livez", _livez),
            Route("/readyz", _readyz),
            Route("/schema.graphql", _schema),
            *console.routes(graphiql=chosen.shows_graphiql),
        ],
        lifespan=lambda _: _living(chosen, works=works),
    )
    return Application(endpoint(wired(chosen)), others)


def wired(chosen: Settings) -> wiring.Wiring:
    """The parts of the endpoint, as the settings have them."""
    trusted = chosen.trusted_documents
    return wiring.Wiring(
        engine=engine(chosen),
        authenticate=_authenticate,
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
    return Engine(SCHEMA, limits=limits, introspection=chosen.shows_introspection)


@asynccontextmanager
async def connected(chosen: Settings) -> AsyncIterator[None]:
    """The pool of this process, while it lasts."""
    await db.connect(
        chosen.required_database_url,
        pool_size=chosen.database_pool_size,
        statement_timeout_ms=chosen.database_statement_timeout_ms,
    )
    try:
        yield
    finally:
        await db.disconnect()


@asynccontextmanager
async def _living(chosen: Settings, *, works: bool) -> AsyncIterator[None]:
    async with connected(chosen), events.listening(chosen.required_database_url):
        yield


async def _authenticate(token: str, now: datetime) -> Viewer:
    raise Unauthenticated


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
