"""Texts that start with another: found exactly, and by an index as production plans."""

import itertools

import asyncpg
import pytest

from hub.people.models import Resident
from hub.query import starts_with
from hub.query.terms import Argument, Inputs, Row, Statement, sql_of, writing
from tests.query import models, rows

pytestmark = pytest.mark.anyio

LAST = "\U0010ffff"
PARTS = ("", "a", "b", "A", "é", "\ud7ff", "\ue000", "面", LAST, "%", "_", "\\\\", "'", "{0}")
TEXTS = sorted({"".join(each) for each in itertools.product(PARTS, repeat=3)})
PREFIXES = sorted({"".join(each) for each in itertools.product(PARTS, repeat=2)})
LONGEST = LAST * 80


def condition(row: Row, prefix: str, *, is_bound: bool) -> tuple[str, list[object]]:
    """The condition on a row's name as SQL, and what to bind."""
    statement = Statement()
    bound = Argument("p", lambda i: i.variables["p"], "text")
    with writing(statement):
        sql = sql_of(starts_with(row.name, bound if is_bound else prefix))
    inputs = Inputs({"p": prefix}, rows.READER, rows.NOON)
    return sql, [getter(inputs) for getter in statement.getters]


@pytest.mark.parametrize("is_bound", [True, False])
async def test_a_prefix_finds_what_starts_with_it_and_nothing_else(database, is_bound):
    await database.execute("CREATE TEMP TABLE named (name varchar(80))")
    texts = [*TEXTS, LONGEST]
    await database.executemany("INSERT INTO named VALUES ($1)", [(text,) for text in texts])
    for prefix in [*PREFIXES, LONGEST]:
        sql, values = condition(Row(models.Branch, "named"), prefix, is_bound=is_bound)
        found = await database.fetch(f"SELECT name FROM named WHERE {sql}", *values)
        expected = {text for text in texts if text.startswith(prefix)}
        assert {row["name"] for row in found} == expected, prefix


async def test_an_index_serves_a_prefix_without_knowing_it(database: asyncpg.Connection) -> None:
    sql, values = condition(Row(Resident, "resident"), "王", is_bound=True)
    await database.execute("SET LOCAL plan_cache_mode = force_generic_plan")
    await database.execute("SET LOCAL enable_seqscan = off")
    # As a prepared statement is planned, which knows no values.
    await database.execute(f"PREPARE q (text, text) AS SELECT id FROM resident WHERE {sql}")
    plan = await database.fetch("EXPLAIN EXECUTE q ('{}', '{}')".format(*values))
    text = "\n".join(line[0] for line in plan)
    assert "Index Cond: (((name)::text ~>=~ $1) AND ((name)::text ~<~ $2))" in text, text
