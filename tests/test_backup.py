"""A backup made as the README says, restored beside the original."""

import subprocess
from pathlib import Path

import asyncpg

from hub import embedded, migrate
from tests import make
from tests.conftest import Databases


def run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [embedded.programs() / program, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


async def contents(connection: asyncpg.Connection) -> dict[str, str]:
    """A digest of the rows of every table."""
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {
        table: await connection.fetchval(
            f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
        )
        for (table,) in tables
    }


async def rules(connection: asyncpg.Connection) -> list[str]:
    """The names of all constraints, indexes, triggers and functions.

    Their texts may differ: PostgreSQL reads back the casts in a check as it has rewritten them.
    """
    rows = await connection.fetch(
        """SELECT conrelid::regclass || '.' || conname || ' ' || contype::text AS rule
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        ORDER BY 1"""
    )
    return [row["rule"] for row in rows]


async def test_a_restored_backup_has_every_row_and_every_rule(
    databases: Databases, committed_database: str, tmp_path: Path
) -> None:
    neighbour = await make.resident(name="李建国")
    await make.status(neighbour)
    await make.household_member(await make.household(), neighbour)
    await make.dietary_need(neighbour)
    await make.service_time(await make.canteen())
    await make.meal_order()
    await make.role_grant(await make.account(neighbour))

    server = databases.server
    dump = tmp_path / "hub.dump"
    run("pg_dump", "--format=custom", f"--file={dump}", committed_database)
    run("dropdb", "--if-exists", f"--maintenance-db={server.url()}", "restored")
    run("createdb", f"--maintenance-db={server.url()}", "restored")
    copy = server.url("restored")
    run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={copy}", str(dump))

    assert (await migrate.apply(copy)).applied == []
    original = await asyncpg.connect(committed_database)
    restored = await asyncpg.connect(copy)
    try:
        assert await contents(restored) == await contents(original)
        assert await rules(restored) == await rules(original)
    finally:
        await original.close()
        await restored.close()
