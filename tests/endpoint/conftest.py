"""An endpoint around a small engine, with a clock that stands still and tokens that may go bad."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from hub.endpoint import Done, Limits, Wiring, endpoint
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from tests.endpoint.asgi_client import Application
from tests.endpoint.small_engine import SmallEngine

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ACCOUNT = UUID(int=7)
Endpoint = Callable[..., Application]


@pytest.fixture
def engine() -> SmallEngine:
    return SmallEngine()


@pytest.fixture
def tokens() -> dict[str, Viewer]:
    """The tokens that are good, and whose they are."""
    return {"good": Viewer(account_id=ACCOUNT)}


@pytest.fixture
def done() -> list[Done]:
    """What the access log was told."""
    return []


@pytest.fixture
def wired(engine: SmallEngine, tokens: dict[str, Viewer], done: list[Done]) -> Endpoint:
    """Builds an endpoint; limits by name, and other parts of the wiring too."""

    async def authenticate(token: str, now: datetime) -> Viewer:
        assert now == NOW
        if token not in tokens:
            raise Unauthenticated
        return tokens[token]

    def build(limits: dict[str, float] | None = None, **parts: Any) -> Application:
        given = Limits(**(limits or {}))  # type: ignore[arg-type]
        return endpoint(
            Wiring(
                engine,
                authenticate,
                limits=given,
                clock=lambda: NOW,
                on_done=done.append,
                **parts,
            )
        )

    return build


@pytest.fixture
def app(wired: Endpoint) -> Application:
    """The endpoint as it comes."""
    return wired()
