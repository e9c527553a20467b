"""The migrations say what the models say, and a database made by them is what the catalog says."""

import asyncio
import sys
from pathlib import Path

import asyncpg

from hub import embedded, migrate
from tests.catalog import FILE, catalog
from tests.conftest import Databases
from tests.database import execute

ROOT = Path(__file__).parent.parent

# A foreign key without an index makes deleting its target, and asking from there, a scan.
_BARE_FOREIGN_KEYS = """SELECT conrelid::regclass::text || '.' || conname AS key
FROM pg_constraint c WHERE contype = 'f' AND conrelid::regclass::text !~ '^procrastinate'
AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid
    AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
ORDER BY 1"""


async def say(*arguments: str) -> str:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await child.communicate()
    assert child.returncode == 0, errors.decode()
    return output.decode()


async def new_database(cluster: embedded.Cluster, name: str) -> str:
    await execute(cluster.url(), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await migrate.create_database(cluster.url(), name)
    return cluster.url(name)


async def catalog_of(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return await catalog(connection)
    finally:
        await connection.close()


async def test_the_models_have_nothing_that_the_migrations_lack() -> None:
    assert await say("-m", "tests.aerich_says", "drift") == ""


async def test_a_migrated_database_is_what_the_catalog_says(databases: Databases) -> None:
    assert await catalog_of(databases.scratch) == FILE.read_text(encoding="utf-8")


async def test_every_foreign_key_has_an_index(database: asyncpg.Connection) -> None:
    assert [row["key"] for row in await database.fetch(_BARE_FOREIGN_KEYS)] == []


async def test_every_migration_can_be_taken_back_and_applied_again(
    cluster: embedded.Cluster,
) -> None:
    url = await new_database(cluster, "up_and_down")
    await say("-c", f"import asyncio, hub.migrate as m; asyncio.run(m.apply({url!r}))")
    there = await catalog_of(url)
    taken_back = await say("-m", "tests.aerich_says", "downgrade", url)
    assert taken_back.split() == migrate.known()[:0:-1]
    await say("-c", f"import asyncio, hub.migrate as m; asyncio.run(m.apply({url!r}))")
    assert await catalog_of(url) == there


async def test_two_processes_that_migrate_at_once_do_it_once(cluster: embedded.Cluster) -> None:
    url = await new_database(cluster, "at_once")
    script = f"import asyncio, hub.migrate as m; print(len(asyncio.run(m.apply({url!r})).applied))"
    answers = await asyncio.gather(say("-c", script), say("-c", script))
    assert sorted(int(answer) for answer in answers) == [0, len(migrate.known()) + 1]


async def test_a_newer_job_queue_brings_only_its_new_migrations(
    cluster: embedded.Cluster,
) -> None:
    url = await new_database(cluster, "queue")
    await say("-c", f"import asyncio, hub.migrate as m; asyncio.run(m.apply({url!r}))")
    newest = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
    await execute(url, f"DELETE FROM procrastinate_migration WHERE name = '{newest}'")
    connection = await asyncpg.connect(url)
    try:
        assert await migrate.pending(connection) == []
    finally:
        await connection.close()
    script = f"import asyncio, hub.migrate as m; print(asyncio.run(m.apply({url!r})).applied)"
    assert await say("-c", script) == f"['procrastinate {newest}']\n"
