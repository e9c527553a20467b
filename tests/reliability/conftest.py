"""Databases for processes of the hub, and a server that a test may let fail."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub import embedded, migrate
from tests.conftest import Databases
from tests.database import execute
from tests.processes import hub


@pytest.fixture
def own_cluster() -> Iterator[embedded.Cluster]:
    """A PostgreSQL of this test alone, which loses nothing when it fails."""
    folder = Path(tempfile.mkdtemp(prefix="hub-reliability-"))
    try:
        with embedded.running(folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def failing_database(own_cluster: embedded.Cluster, databases: Databases) -> str:
    """The URL of a migrated database on it. Tortoise knows the models."""
    asyncio.run(migrate.create_database(own_cluster.url(), "hub"))
    url = own_cluster.url("hub")
    assert asyncio.run(hub("migrate", url=url)).code == 0
    return url


@pytest.fixture
async def own_database(databases: Databases) -> str:
    """The URL of a migrated database that no other test uses, on the server of all of them."""
    server = databases.server
    await execute(
        server.url(),
        "DROP DATABASE IF EXISTS reliable WITH (FORCE)",
        f"CREATE DATABASE reliable TEMPLATE {databases.template}",
    )
    return server.url("reliable")
