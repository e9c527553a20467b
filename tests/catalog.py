"""What a migrated database is made of, as text: tables, columns, constraints, indexes, functions.

`python -m tests.catalog` writes `migrations/catalog.txt` anew from the migrations.
"""

import asyncio
import tempfile
from pathlib import Path

import asyncpg

from hub import embedded, migrate

FILE = Path(__file__).parent.parent / "migrations" / "catalog.txt"

# Aerich and procrastinate look after their own.
_TABLES = """SELECT c.oid, c.relname AS name FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
AND c.relname !~ '^(aerich|procrastinate)' ORDER BY c.relname"""
_LINES = """
SELECT 1 AS part, format('%I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
    coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 2, format('%I: %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE conrelid = $1 AND contype <> 'n'
UNION ALL
SELECT 3, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON public\\.\\S+', '')
FROM pg_index i WHERE i.indrelid = $1
AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid
    AND c.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 4, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = $1 AND NOT tgisinternal
ORDER BY 1, 2"""
_FUNCTIONS = """SELECT format('%I(%s) returns %s', proname, pg_get_function_arguments(oid),
    pg_get_function_result(oid)) AS line
FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname !~ '^procrastinate'
ORDER BY 1"""


async def catalog(connection: asyncpg.Connection) -> str:
    """The catalog of a database, one block per table."""
    blocks = []
    for table in await connection.fetch(_TABLES):
        lines = await connection.fetch(_LINES, table["oid"])
        blocks.append("\n".join([table["name"], *(f"    {row['line']}" for row in lines)]))
    functions = await connection.fetch(_FUNCTIONS)
    blocks.append("\n".join(["functions", *(f"    {row['line']}" for row in functions)]))
    return "\n\n".join(blocks) + "\n"


async def _write(server: embedded.Cluster) -> None:
    await migrate.create_database(server.url(), "hub")
    await migrate.apply(server.url("hub"))
    connection = await asyncpg.connect(server.url("hub"))
    try:
        FILE.write_text(await catalog(connection), encoding="utf-8")
    finally:
        await connection.close()


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as folder,
        embedded.running(Path(folder), throwaway=True) as server,
    ):
        asyncio.run(_write(server))
