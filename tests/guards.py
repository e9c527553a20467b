"""Guards are taken away here, so that a test can show what they guard against."""

import re
from typing import Any

import pytest
from tortoise.queryset import QuerySet

from hub.kernel import db
from hub.kernel.db import Transaction

_ROW_LOCK = re.compile(r" FOR (NO KEY UPDATE|UPDATE|SHARE|KEY SHARE)( OF \w+)?\b")


async def drop_constraint(table: str, constraint: str) -> None:
    """Let the database of the test accept what the constraint refuses."""
    async with db.acquire() as connection:
        await connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


async def never_keep(table: str, column: str) -> None:
    """Let updates of a column leave it empty, so that no later one sees the mark of an earlier."""
    async with db.acquire() as connection:
        await connection.execute(
            f"CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS "
            f"'BEGIN NEW.{column} := NULL; RETURN NEW; END'; "
            f"CREATE TRIGGER forget BEFORE UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION forget()"
        )


def no_row_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands read rows without holding them, as a careful programmer might who is alone."""
    fetchrow = Transaction.fetchrow

    async def unheld(self: Transaction, sql: str, *values: object) -> Any:
        return await fetchrow(self, _ROW_LOCK.sub("", sql), *values)

    monkeypatch.setattr(Transaction, "fetchrow", unheld)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_, **__: rows)
