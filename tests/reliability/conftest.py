"""A server of their own: these tests stop it, and others must not notice."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub import embedded, migrate
from tests.processes import hub


@pytest.fixture
def own_cluster() -> Iterator[embedded.Cluster]:
    """A PostgreSQL of this test alone."""
    folder = Path(tempfile.mkdtemp(prefix="hub-reliability-"))
    try:
        with embedded.running(folder, throwaway=True) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_database(own_cluster: embedded.Cluster) -> str:
    """The URL of a migrated database on it."""
    asyncio.run(migrate.create_database(own_cluster.url(), "hub"))
    url = own_cluster.url("hub")
    assert asyncio.run(hub("migrate", url=url)).code == 0
    return url
