"""Rows by the thousand: gathered per table and copied in, which is much faster than inserting."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

Row = Mapping[str, Any]


async def copy(connection: asyncpg.Connection, table: str, rows: Sequence[Row]) -> None:
    """Copy rows that all have the same columns into a table."""
    if not rows:
        return
    columns = list(rows[0])
    await connection.copy_records_to_table(
        table,
        columns=columns,
        records=[tuple(row[column] for column in columns) for row in rows],
        # A restart of the server during the filling begins it anew anyway.
        timeout=600,
    )
