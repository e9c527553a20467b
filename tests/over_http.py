"""The application behind a real socket, for many who ask at once, each by their own connection."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import asyncpg
import uvicorn

from hub import app
from hub.accounts.reads import Issuers
from hub.accounts.viewers import Viewers
from hub.endpoint.asgi import endpoint
from hub.kernel import db
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.settings import Settings
from tests import make

_NO_COMMITS = "LOCK TABLE audit IN SHARE MODE"
_WAITING = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"


@asynccontextmanager
async def served(chosen: Settings, viewers: Viewers | None = None) -> AsyncIterator[int]:
    """The real endpoint behind uvicorn, without budgets; gives the port that it listens at."""
    known = viewers or Viewers(Issuers(chosen.oidc_issuers))
    wiring = replace(app.wired(chosen, known), budgets=None)
    config = uvicorn.Config(endpoint(wiring), port=0, lifespan="off", log_config=None, backlog=4096)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await running


async def post(
    port: int, document: str, *, token: str | None = None, **variables: object
) -> dict[str, Any]:
    """The parsed body of the answer, whatever its status."""
    # A library for HTTP would take more of the processor than the server does.
    content = json.dumps({"query": document, "variables": variables}).encode()
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {app.GRAPHQL} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"{authorization}Accept-Language: en\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + content)
        answer = await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()
    body: dict[str, Any] = json.loads(answer.partition(b"\r\n\r\n")[2])
    return body


async def result(
    port: int, document: str, *, token: str | None = None, **variables: object
) -> dict[str, Any]:
    """What the field that the document calls `result` answers; no error is expected."""
    body = await post(port, document, token=token, **variables)
    assert "errors" not in body, body
    found: dict[str, Any] = body["data"]["result"]
    return found


async def at_once(
    url: str, *waves: Sequence[Awaitable[dict[str, Any]]], held: str = _NO_COMMITS
) -> list[dict[str, Any]]:
    """What all of them are answered, of whom nobody comes too late.

    Every command writes to the audit trail last. That is held until all have come as far as this,
    or wait for somebody who has, so that none of them sees what another has committed. A later
    wave begins when those before it wait.
    """
    room = db.pool().get_max_size()
    connection = await asyncpg.connect(url)
    answers: list[asyncio.Future[dict[str, Any]]] = []
    try:
        async with asyncio.timeout(60):
            async with connection.transaction():
                await connection.execute(held)
                for wave in waves:
                    answers += map(asyncio.ensure_future, wave)
                    most = min(len(answers), room)
                    while await connection.fetchval(_WAITING) < most:
                        for answer in answers:
                            if answer.done():
                                # Nobody is done yet who did not fail, and says here how.
                                answer.result()
            return await asyncio.gather(*answers)
    finally:
        await connection.close()


def outcomes(answers: Sequence[dict[str, Any]]) -> Counter[str]:
    """How often each reason was given for declining, and each type of a success."""
    return Counter(answer.get("reason") or answer["__typename"] for answer in answers)


async def staff_token(role: Role, **where: Any) -> str:
    """A session that has just begun, of somebody new with a role."""
    account = await make.account()
    await make.role_grant(account, role, **where)
    return (await make.session(account, utc_now())).token
