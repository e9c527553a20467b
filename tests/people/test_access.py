"""Every root field of the grid and of people, asked by every kind of caller."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from hub.grid.schema import mutations as grid_mutations
from hub.grid.schema import posts as grid_posts
from hub.grid.schema import queries as grid_queries
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.people.schema import departures, families, mutations, queries
from hub.query.roots import Root
from hub.schema import SCHEMA
from tests import make
from tests.asking import Ask

pytestmark = pytest.mark.anyio
MODULES = (
    grid_queries,
    grid_mutations,
    grid_posts,
    queries,
    mutations,
    families,
    departures,
)
SCALARS = {
    "ID": '"Area_0"',
    "String": '"x"',
    "Int": "1",
    "Float": "1.0",
    "Boolean": "true",
    "Date": '"2026-01-01"',
    "DateTime": '"2026-01-01T00:00:00+08:00"',
}
CHANGED = """SELECT sum(n) FROM (
    SELECT count(*) n FROM area UNION ALL SELECT count(*) FROM area_parent
    UNION ALL SELECT count(*) FROM area_leader UNION ALL SELECT count(*) FROM area_mode
    UNION ALL SELECT count(*) FROM site UNION ALL SELECT count(*) FROM resident
    UNION ALL SELECT count(*) FROM household UNION ALL SELECT count(*) FROM proxy
    UNION ALL SELECT count(*) FROM resident_status UNION ALL SELECT count(*) FROM dietary_need
    UNION ALL SELECT count(*) FROM departure UNION ALL SELECT count(*) FROM role_definition
) each"""


def roots() -> Iterator[Root]:
    for module in MODULES:
        for thing in vars(module).values():
            if isinstance(thing, Root) and thing.work.__module__ == module.__name__:
                yield thing


def literal(type_: Any) -> str:
    """Some value of an input type, with its required fields, and ids of what is not there."""
    if is_non_null_type(type_):
        return literal(type_.of_type)
    if is_list_type(type_):
        return f"[{literal(type_.of_type)}]"
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        needed = {
            name: f.type
            for name, f in type_.fields.items()
            if is_non_null_type(f.type) or get_named_type(f.type).name == "ID"
        }
        return "{" + ", ".join(f"{name}: {literal(t)}" for name, t in needed.items()) + "}"
    return SCALARS[type_.name]


def document(root: Root) -> tuple[str, str]:
    """A document that asks for the field, and the field's name."""
    schema = SCHEMA._schema
    operation = "mutation" if root.kind == "mutation" else "query"
    type_ = schema.mutation_type if root.kind == "mutation" else schema.query_type
    assert type_ is not None
    name = "".join(w.title() if i else w for i, w in enumerate(root.name.split("_")))
    field: GraphQLField = type_.fields[name]
    given = [f"{n}: {literal(a.type)}" for n, a in field.args.items() if is_non_null_type(a.type)]
    arguments = f"({', '.join(given)})" if given else ""
    selection = "" if is_leaf_type(get_named_type(field.type)) else "{ __typename }"
    return f"{operation} {{ {name}{arguments} {selection} }}", name


@pytest.mark.parametrize("root", list(roots()), ids=lambda root: root.name)
async def test_only_the_named_roles_get_in_and_nothing_changes(
    ask: Ask, database: asyncpg.Connection, root: Root
) -> None:
    await make.resident()
    text, name = document(root)
    elsewhere = await make.community()
    before = await database.fetchval(CHANGED)
    callers = [NOBODY, *(Viewer(new_key(), grants=(Grant(role, elsewhere.id),)) for role in Role)]
    for by in callers:
        answer = await ask(text, by=by)
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        if root.everybody or by.has(*root.roles):
            # A resident whose account has no record is nobody's family.
            assert codes in ([], ["FORBIDDEN"]), answer
            if root.kind == "mutation" and not codes:
                assert answer["data"][name]["__typename"].endswith("Refusal")
        else:
            assert codes == ["UNAUTHENTICATED" if by is NOBODY else "FORBIDDEN"], answer
            assert answer["data"] == {name: None}
    assert await database.fetchval(CHANGED) == before
