"""What every test may ask for: a database, with the work undone or kept."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import pytest

from hub import embedded, migrate, settings
from hub.kernel import db, events, keyring
from hub.schema import SCHEMA
from hub.settings import Settings
from tests.asking import Ask, Asking
from tests.covered_fields import ASKED, report
from tests.database import execute, kept, undone

KEY = "k" * 32

# The tests say themselves what is set.
for variable in [name for name in os.environ if name.startswith("HUB_")]:
    del os.environ[variable]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fields",
        action="store_true",
        help="print how many fields of the schema the tests' operations select, and which not",
    )


def pytest_sessionfinish(session: pytest.Session) -> None:
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["asked"] = sorted(ASKED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """What a process of pytest-xdist has asked is known here when it ends."""
    ASKED.update(getattr(node, "workeroutput", {}).get("asked", ()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if config.getoption("--fields"):
        terminalreporter.section("fields of the schema")
        terminalreporter.write_line(report(SCHEMA._schema, ASKED))


class Databases(NamedTuple):
    """The server of the tests and two databases made by the migrations, one never written to."""

    server: embedded.Cluster
    template: str
    scratch: str


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster() -> Iterator[embedded.Cluster]:
    """A PostgreSQL of this test process."""
    folder = Path(tempfile.mkdtemp(prefix="hub-tests-"))
    try:
        with embedded.running(folder, throwaway=True) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(cluster: embedded.Cluster) -> Iterator[Databases]:
    """The migrated template and its first copy; Tortoise knows the models."""
    asyncio.run(migrate.create_database(cluster.url(), "template_hub"))
    asyncio.run(migrate.apply(cluster.url("template_hub")))
    asyncio.run(migrate.create_database(cluster.url(), "scratch", template="template_hub"))
    asyncio.run(db.introduce(cluster.url("scratch")))
    keyring.use(keyring.Keyring([KEY]))
    yield Databases(cluster, "template_hub", cluster.url("scratch"))
    asyncio.run(db.disconnect())


@pytest.fixture
async def database(databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    """One connection that everything in the test uses; whatever is done on it is undone after."""
    async with undone(databases.scratch) as connection:
        yield connection


@pytest.fixture
async def committed_database(databases: Databases) -> AsyncIterator[str]:
    """The URL of a fresh database of this test, with a real pool and real commits, for races."""
    server = databases.server
    await execute(
        server.url(),
        "DROP DATABASE IF EXISTS committed WITH (FORCE)",
        f"CREATE DATABASE committed TEMPLATE {databases.template}",
    )
    async with kept(server.url("committed")) as url:
        yield url


@pytest.fixture
async def live_database(committed_database: str) -> AsyncIterator[str]:
    """A committed database whose events are listened to, for subscriptions and handlers."""
    async with events.listening(committed_database):
        yield committed_database


@pytest.fixture(scope="session")
def chosen_settings(databases: Databases) -> Settings:
    """The settings that the application of the tests has."""
    return settings.load(database_url=databases.scratch, secret_keys=[KEY])


@pytest.fixture(scope="session")
def asking(chosen_settings: Settings) -> Asking:
    """The application of the tests."""
    return Asking(chosen_settings)


@pytest.fixture
def ask(asking: Asking) -> Ask:
    """`await ask(document, by=viewer, now=instant, **variables)`: the body of the answer."""
    return asking.ask
