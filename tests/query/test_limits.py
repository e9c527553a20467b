"""What is too much: counted before anything runs, variables included."""

import time

import pytest
from graphql import get_operation_ast, parse, print_ast

from hub.query import Engine, Request
from hub.query.analysis import Analysis
from hub.query.analysis import cost as cost_of
from hub.query.limits import Limits
from hub.schema import SCHEMA as HUB
from tests.query import rows
from tests.query.conftest import SCHEMA, answered

pytestmark = pytest.mark.anyio

DOUBLING = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40))
CHAIN = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(200))
LONG_IDS = " ".join(['"x"'] * 201)
DEEP = "author { books { nodes { " * 6 + "id" + " } } }" * 6
REFUSED = {
    "tokens": ("{ " + "__typename " * 5001 + "}", "GRAPHQL_PARSE_FAILED"),
    "depth": ('{ book(id: "x") { ' + DEEP + " } }", "DOCUMENT_LIMIT_EXCEEDED"),
    "depth in fragments": (
        '{ book(id: "x") { ...A } } fragment A on Book { ' + DEEP + " }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "aliases": (
        '{ book(id: "x") { ' + " ".join(f"a{n}: id" for n in range(61)) + " } }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "directives": (
        "{ " + "__typename @include(if: true) @skip(if: false) " * 31 + "}",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "root fields": ("{ " + "__typename " * 21 + "}", "DOCUMENT_LIMIT_EXCEEDED"),
    "root fields in fragments": (
        "{ ...A } fragment A on Query { " + "__typename " * 21 + "}",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "repetitions": (
        '{ book(id: "x") { ' + "author { name } " * 900 + "} }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "fragments in one place": (
        '{ book(id: "x") { ' + "...F " * 61 + "} } fragment F on Book { id }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "fields": ('{ book(id: "x") { ' + "id " * 3000 + "} }", "DOCUMENT_LIMIT_EXCEEDED"),
    "fragments that double": (
        "{ ...F0 } " + DOUBLING + " fragment F40 on Query { __typename }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "fragments that double and select nothing": (
        "{ ...F0 } " + DOUBLING + " fragment F40 on Query { }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "fragments that nobody spreads": (
        "{ __typename } " + DOUBLING + " fragment F40 on Query { }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "a chain of fragments": (
        "{ ...F0 } " + CHAIN + " fragment F200 on Query { __typename }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "nested inline fragments": (
        "{ " + "... { " * 150 + "__typename" + " }" * 150 + " }",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "inline fragments too deep to parse": (
        "{ " + "... { " * 1600 + "__typename" + " }" * 1600 + " }",
        "GRAPHQL_PARSE_FAILED",
    ),
    "a list too deep to parse": (
        "{ nodes(ids: " + "[" * 2000 + "]" * 2000 + ") { id } }",
        "GRAPHQL_PARSE_FAILED",
    ),
    "a long list": (f"{{ nodes(ids: [{LONG_IDS}]) {{ id }} }}", "DOCUMENT_LIMIT_EXCEEDED"),
    "a long list in an object": (
        f"{{ books(filter: {{pagesIn: [{'1 ' * 201}]}}) {{ totalCount }} }}",
        "DOCUMENT_LIMIT_EXCEEDED",
    ),
    "a fragment of itself": (
        "{ ...F } fragment F on Query { ...F }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "two fragments of each other": (
        "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "an unknown fragment": ("{ ...F }", "GRAPHQL_VALIDATION_FAILED"),
    "an unknown field": ("{ bookz }", "GRAPHQL_VALIDATION_FAILED"),
    "a document of fragments": (
        "fragment F on Query { __typename }",
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "a type definition": ("type X { a: Int }", "GRAPHQL_VALIDATION_FAILED"),
    "half a document": ("{ books", "GRAPHQL_PARSE_FAILED"),
    "nothing": ("", "GRAPHQL_PARSE_FAILED"),
    "half a surrogate pair": ("{ books \ud800 }", "GRAPHQL_PARSE_FAILED"),
    "two operations": (
        "query A { __typename } query B { __typename }",
        "OPERATION_RESOLUTION_FAILURE",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_a_document_that_is_too_much_is_refused_soon(ask, what):
    document, code = REFUSED[what]
    started = time.perf_counter()
    asked = await ask(document)
    assert time.perf_counter() - started < 2
    assert asked.answer.is_request_error
    assert "data" not in asked.body
    assert asked.answer.code == code
    assert {error["extensions"]["code"] for error in asked.body["errors"]} == {code}
    assert asked.answer.statements == []


@pytest.mark.parametrize("document", ["{ }", 'query Q { book(id: "x") { } }'])
async def test_an_empty_selection_is_an_empty_object_or_refused(ask, document):
    asked = await ask(document)
    assert asked.answer.code in (None, "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED")


async def test_nothing_misspelt_is_corrected(ask):
    for document in ("{ bookz }", "{ books(frist: 1) { totalCount } }", "{ books { totalCuont } }"):
        asked = await ask(document)
        assert "Did you mean" not in asked.answer.body.decode()


async def test_an_operation_is_chosen_by_name(ask):
    document = "query A { a: __typename } query B { b: __typename }"
    assert (await ask(document, operation="B")).data == {"b": "Query"}
    assert (await ask(document, operation="C")).answer.code == "OPERATION_RESOLUTION_FAILURE"
    assert (
        await ask("{ __typename }", operation="C")
    ).answer.code == "OPERATION_RESOLUTION_FAILURE"


async def cost(ask, document, **variables):
    return (await ask(document, by=rows.ADMIN, **variables)).answer.cost.requested


async def test_cost_is_fields_times_the_sizes_of_lists(ask):
    assert await cost(ask, "{ __typename }") == 0
    assert await cost(ask, "{ books(first: 10) { nodes { id title } } }") == 1 + 10 * (1 + 2)
    assert await cost(ask, "{ books { nodes { id } } }") == 1 + 20 * 2
    nested = "{ books(first: 10) { nodes { loans(last: 3) { nodes { id } } } } }"
    assert await cost(ask, nested) == 1 + 10 * (1 + 1 + 3 * 2)
    fragment = "{ books(first: 10) { ...A ...A } } fragment A on BookConnection { totalCount }"
    assert await cost(ask, fragment) == 1 + 10 * 2


async def test_cost_counts_variables_whatever_they_are(ask):
    document = "query($n: Int, $m: Int) { books(first: $n, last: $m) { nodes { id } } }"
    assert await cost(ask, document, n=10) == 1 + 10 * 2
    assert await cost(ask, document, m=10, n=None) == 1 + 10 * 2
    assert await cost(ask, document) == 1 + 20 * 2
    assert await cost(ask, document, n=-5) == 1 + 1 * 2
    assert await cost(ask, document, n=2**31 - 1) == 1 + 100 * 2
    assert await cost(ask, document, n=1, m=100) == 1 + 100 * 2
    mixed = "query($n: Int) { books(first: $n, last: 100) { nodes { id } } }"
    assert await cost(ask, mixed) == 1 + 100 * 2
    assert await cost(ask, "{ books(first: null, last: 100) { nodes { id } } }") == 1 + 100 * 2
    default = "query($n: Int = 50) { books(first: $n) { nodes { id } } }"
    assert await cost(ask, default) == 1 + 50 * 2
    ids = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert await cost(ask, ids, ids=["x"] * 150) == 1 + 150


@pytest.mark.parametrize(
    ("given", "variables", "expected"),
    [
        ('{orderIds: ["a", "b", "c"], to: COOKING}', {}, 3),
        ("{orderIds: $ids, to: COOKING}", {"ids": ["a"] * 150}, 150),
        ("$input", {"input": {"orderIds": ["a"] * 150}}, 150),
        ("$input", {"input": {}}, 10),
    ],
)
def test_a_list_in_a_payload_costs_as_much_as_the_list_that_was_given(given, variables, expected):
    document = f"""mutation($input: MealOrdersMoveInput!, $ids: [ID!]!) {{
      mealOrdersMove(input: {given}) {{ ... on MealOrdersMoved {{ orders {{ id number }} }} }} }}"""
    operation = get_operation_ast(parse(document))
    assert operation is not None
    assert HUB._schema.mutation_type is not None
    analysis = Analysis(HUB._schema, {})
    analysis.root(HUB._schema.mutation_type, operation)
    assert cost_of(analysis.terms(), variables) == 10 * 1 + 1 + expected * 2


async def test_what_costs_too_much_is_not_run(ask):
    asked = await ask(
        "query($n: Int) { books(first: $n) { nodes { branch { books(first: $n) { nodes {"
        " branch { books(first: $n) { nodes { id } } } } } } } } }",
        n=100,
    )
    assert asked.answer.code == "COST_LIMIT_EXCEEDED"
    assert asked.answer.is_request_error
    assert asked.answer.statements == []


async def test_a_charge_may_refuse_before_anything_runs(library_pool):
    engine = Engine(SCHEMA)
    asked = await answered(engine, "{ books { nodes { id } } }")
    assert asked.body["extensions"]["cost"] == {"requestedQueryCost": 41, "actualQueryCost": 41}


async def test_introspection_is_off_unless_switched_on(ask):
    for document in ("{ __schema { queryType { name } } }", '{ __type(name: "Book") { name } }'):
        asked = await ask(document, by=rows.ADMIN)
        assert asked.answer.code == "INTROSPECTION_DISABLED"
        asked = await answered(Engine(SCHEMA, introspection=True), document)
        assert "errors" not in asked.body
    engine = Engine(SCHEMA, introspection=True)
    asked = await answered(
        engine, "{ __schema { queryType { name } } books(first: 1) { nodes { __typename } } }"
    )
    assert asked.data == {
        "__schema": {"queryType": {"name": "Query"}},
        "books": {"nodes": [{"__typename": "Book"}]},
    }


async def test_documents_are_forgotten_beyond_their_limit(library_pool):
    engine = Engine(SCHEMA, limits=Limits(documents=3))
    for number in range(10):
        await answered(engine, f"{{ a{number}: __typename }}")
    assert len(engine.documents._known) == 3


async def test_documents_that_nobody_asks_for_are_forgotten_first(library_pool):
    engine = Engine(SCHEMA, limits=Limits(documents=2))
    for name in ("a", "b", "a", "c"):
        await answered(engine, f"{{ {name}: __typename }}")
    kept = [
        print_ast(document.operations[None].node).split()
        for document in engine.documents._known.values()
    ]
    assert kept == [["{", "a:", "__typename", "}"], ["{", "c:", "__typename", "}"]]


async def test_large_documents_are_forgotten_earlier_than_small_ones(library_pool):
    engine = Engine(SCHEMA, limits=Limits(document_tokens=60))
    for number in range(10):
        await answered(engine, f"{{ a{number}: __typename }}")
    assert len(engine.documents._known) == 10
    await answered(engine, "{ " + "__typename " * 19 + "}")
    assert sum(document.tokens for document in engine.documents._known.values()) <= 60


async def test_a_document_that_may_not_be_run_is_looked_at_once(library_pool, monkeypatch):
    engine = Engine(SCHEMA, limits=Limits(documents=3))
    read: list[str] = []
    look = engine.documents._read

    def noted(text: str) -> object:
        read.append(text)
        return look(text)

    monkeypatch.setattr(engine.documents, "_read", noted)
    request = Request("{ nope }")
    for _ in range(3):
        assert engine.kind(request) is None
        asked = await answered(engine, request.document)
        assert asked.errors == [((), "GRAPHQL_VALIDATION_FAILED")]
    assert read == ["{ nope }"]
    for number in range(10):
        engine.kind(Request(f"{{ nope{number} }}"))
    assert len(engine.documents._refused) == 3
