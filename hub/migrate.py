"""Bringing a database to the shape that this version of the hub needs.

Migrations are aerich's, in `migrations/` of the checkout and `hub/migrations/` of the wheel. The
schema of the job queue is procrastinate's own: its migrations that came with a newer version of it
are applied after ours, and `procrastinate_migration` says which ones are there.
"""

import asyncio
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import asyncpg
from procrastinate.schema import SchemaManager

from hub.kernel.db import tortoise_config

# Any number that no other advisory lock of the hub has.
_LOCK = 7_305_140_001
_APP = "models"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run applied, by name; empty when the database was current."""

    applied: list[str]


def folder() -> Path:
    """Where the migrations are: inside the wheel, or beside the package in a checkout."""
    inside = Path(__file__).parent / "migrations"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "migrations"


def known() -> list[str]:
    """The names of all migrations of this version, in order."""
    names = [path.name for path in (folder() / _APP).glob("[0-9]*_*.py")]
    return sorted(names, key=lambda name: int(name.split("_", 1)[0]))


async def pending(connection: asyncpg.Connection) -> list[str]:
    """The migrations that the database lacks, in order."""
    if await connection.fetchval("SELECT to_regclass('aerich') IS NULL"):
        return known()
    rows = await connection.fetch("SELECT version FROM aerich WHERE app = $1", _APP)
    applied = {row["version"] for row in rows}
    return [name for name in known() if name not in applied]


async def apply(url: str) -> Outcome:
    """Apply what is pending, each migration in a transaction. Safe to run from many processes.

    Raises:
        asyncpg.PostgresError, OSError: the database is not there or refuses.
    """
    connection = await asyncpg.connect(url)
    try:
        # Whoever comes second waits here and then finds nothing left to do.
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        applied = []
        if await pending(connection):
            # Loaded when there is something to do: what it brings along is a third of a server.
            aerich = import_module("aerich")
            config = tortoise_config(url, pool_size=1, statement_timeout_ms=0, migrates=True)
            async with aerich.Command(config, app=_APP, location=str(folder())) as command:
                applied += await command.upgrade()
        applied += await _apply_queue(connection)
        return Outcome(applied)
    finally:
        await connection.close()


async def create_database(server_url: str, name: str, *, template: str = "template0") -> None:
    """Create a database on a server, unless it is there."""
    connection = await asyncpg.connect(server_url)
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    finally:
        await connection.close()


async def drop_database(server_url: str, name: str) -> None:
    """Drop a database and whoever is connected to it, if it is there."""
    connection = await asyncpg.connect(server_url)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        await connection.close()


async def _apply_queue(connection: asyncpg.Connection) -> list[str]:
    files = await asyncio.to_thread(_queue_migrations)
    async with connection.transaction():
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS procrastinate_migration (name text PRIMARY KEY)"
        )
        rows = await connection.fetch("SELECT name FROM procrastinate_migration")
        done = {row["name"] for row in rows}
        missing = [name for name in files if name not in done]
        if not missing:
            return []
        # The whole schema at once is the sum of all its migrations.
        steps = [files[name] for name in missing] if done else [SchemaManager.get_schema()]
        for sql in steps:
            await connection.execute(sql)
        await connection.executemany(
            "INSERT INTO procrastinate_migration VALUES ($1)", [(name,) for name in missing]
        )
    return [f"procrastinate {name}" for name in missing] if done else ["procrastinate"]


def _queue_migrations() -> dict[str, str]:
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return {path.name: path.read_text("utf-8") for path in files}
