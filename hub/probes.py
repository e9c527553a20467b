"""What a balancer, Prometheus and a code generator ask for."""

import asyncio
import secrets
from collections.abc import Sequence
from functools import partial

import asyncpg
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hub import migrate
from hub.kernel import db, metrics
from hub.kernel.clock import utc_now
from hub.kernel.events import Handler
from hub.schema import SDL, VERSION
from hub.settings import Settings

# A balancer asks every few seconds, and takes no answer for a no.
_READY_WITHIN_SECONDS = 1.0
_LOOPBACK = {"127.0.0.1", "::1"}


def routes(chosen: Settings, handlers: Sequence[Handler]) -> list[Route]:
    """`/livez`, `/readyz`, `/metrics` with the backlog of the handlers, `/schema.graphql`."""
    return [
        Route("/livez", _livez),
        Route("/readyz", _readyz),
        Route("/metrics", partial(_metrics, chosen.metrics_token, handlers)),
        Route("/schema.graphql", _schema),
    ]


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


async def _schema(request: Request) -> Response:
    tag = f'"{VERSION}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Schema-Version": VERSION}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    # As text, so that a browser shows it.
    return PlainTextResponse(SDL, headers=headers)


async def _metrics(
    token: SecretStr | None, handlers: Sequence[Handler], request: Request
) -> Response:
    """For Prometheus: with the token when one is set, else only for this machine itself."""
    if token is not None:
        expected = f"Bearer {token.get_secret_value()}"
        given = request.headers.get("Authorization", "")
        if not secrets.compare_digest(given.encode(), expected.encode()):
            return PlainTextResponse("Not for you.\n", 401, {"WWW-Authenticate": "Bearer"})
    elif request.client is None or request.client.host not in _LOOPBACK:
        return PlainTextResponse("Set HUB_METRICS_TOKEN to ask from elsewhere.\n", 403)
    text = await metrics.exposition(handlers, utc_now())
    return Response(text, media_type=metrics.CONTENT_TYPE)
