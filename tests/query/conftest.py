"""A database with the library in it, and ways to ask."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
from tortoise import Tortoise

from hub import migrate
from hub.kernel.access import NOBODY, Viewer
from hub.kernel.context import Context
from hub.query import Answer, Engine, Request, build
from tests.conftest import Databases
from tests.database import kept, undone
from tests.query import models, rows

Tortoise.init_models([models], "library")

from tests.query import library  # noqa: E402  relations have to be known to it

SCHEMA = build([library])


@dataclass(slots=True)
class Asked:
    """An answer, read."""

    answer: Answer
    body: dict[str, Any]

    @property
    def data(self) -> Any:
        assert "errors" not in self.body, self.body
        return self.body["data"]

    @property
    def errors(self) -> list[tuple[tuple[str | int, ...], str]]:
        return [
            (tuple(error.get("path", ())), error["extensions"]["code"])
            for error in self.body.get("errors", [])
        ]


Ask = Callable[..., Awaitable[Asked]]


def context(viewer: Viewer = NOBODY, **more: Any) -> Context:
    return Context(now=rows.NOON, viewer=viewer, request_id="r-1", **({"language": "en"} | more))


async def answered(
    engine: Engine,
    document: str,
    variables: dict[str, Any] | None = None,
    *,
    by: Viewer = NOBODY,
    operation: str | None = None,
    language: str = "en",
) -> Asked:
    request = Request(document, operation, variables)
    answer = await engine.execute(request, context(by, language=language))
    return Asked(answer, json.loads(answer.body))


@pytest.fixture(scope="session")
def library_url(databases: Databases) -> str:
    async def make() -> None:
        server = databases.server
        await migrate.create_database(server.url(), "library", template=databases.template)
        connection = await asyncpg.connect(server.url("library"))
        await connection.execute(models.TABLES)
        await rows.insert(connection)
        await connection.close()

    asyncio.run(make())
    return databases.server.url("library")


@pytest.fixture
async def library_database(library_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The library; whatever is done to it is undone after the test."""
    async with undone(library_url) as connection:
        yield connection


@pytest.fixture
async def library_pool(library_url: str) -> AsyncIterator[str]:
    """The library behind a real pool, for what only reads or stops statements halfway."""
    async with kept(library_url) as url:
        yield url


@pytest.fixture
def engine() -> Engine:
    return Engine(SCHEMA)


def _asking(engine: Engine) -> Ask:
    async def asking(
        document: str,
        *,
        by: Viewer = NOBODY,
        operation: str | None = None,
        language: str = "en",
        **variables: Any,
    ) -> Asked:
        return await answered(
            engine, document, variables, by=by, operation=operation, language=language
        )

    return asking


@pytest.fixture
def ask(engine: Engine, library_pool: str) -> Ask:
    """Ask the engine, over rows as they are: `ask(document, by=viewer, **variables)`."""
    return _asking(engine)


@pytest.fixture
def ask_inside(engine: Engine, library_database: asyncpg.Connection) -> Ask:
    """The same, for tests that change rows, which is undone after."""
    return _asking(engine)
