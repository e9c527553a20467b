"""`ask`: a GraphQL document through the real application, as somebody, at some instant."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

import httpx

from hub import app
from hub.endpoint.asgi import endpoint
from hub.kernel.access import NOBODY, Viewer
from hub.kernel.clock import utc_now
from hub.settings import Settings
from tests.covered_fields import ASKED


class Ask(Protocol):
    """Send a document and get the parsed body. `now` is what the hub takes the time to be."""

    def __call__(
        self,
        document: str,
        *,
        by: Viewer = ...,
        token: str | None = ...,
        now: datetime | None = ...,
        language: str = ...,
        **variables: object,
    ) -> Awaitable[dict[str, Any]]: ...


class Asking:
    """The application with a clock that the tests set, and tokens that stand for viewers."""

    def __init__(self, chosen: Settings) -> None:
        real = app.wired(chosen, app.viewers_of(chosen))
        self._authenticate: Callable[[str, datetime], Awaitable[Viewer]] = real.authenticate
        self._viewers: dict[str, Viewer] = {}
        self._now: datetime | None = None
        self.graphql = endpoint(
            replace(real, authenticate=self._known, clock=self._clock, budgets=None)
        )

    async def ask(
        self,
        document: str,
        *,
        by: Viewer = NOBODY,
        token: str | None = None,
        now: datetime | None = None,
        language: str = "en",
        **variables: object,
    ) -> dict[str, Any]:
        """The parsed body of the answer. Asked at once by several, all take the same `now`."""
        self._now = now
        ASKED.add(document)
        headers = {"Accept-Language": language}
        if by is not NOBODY:
            token = secrets.token_hex(16)
            self._viewers[token] = by
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        transport = httpx.ASGITransport(self.graphql)
        async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
            body = {"query": document, "variables": variables}
            response = await client.post(app.GRAPHQL, json=body, headers=headers)
        answer: dict[str, Any] = response.json()
        return answer

    async def _known(self, token: str, now: datetime) -> Viewer:
        viewer = self._viewers.pop(token, None)
        return viewer if viewer is not None else await self._authenticate(token, now)

    def _clock(self) -> datetime:
        return self._now or utc_now()
