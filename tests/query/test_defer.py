"""`@defer` is understood, weighed as any fragment, and everything is delivered at once."""

import pytest

pytestmark = pytest.mark.anyio

DEFERRED = """query($later: Boolean) {
    books(first: 2) { totalCount ...Late @defer(label: "late") } }
  fragment Late on BookConnection { nodes { title ... @defer(if: $later) { summary pages } } }"""
PLAIN = """{ books(first: 2) { totalCount ...Late } }
  fragment Late on BookConnection { nodes { title summary pages } }"""


async def test_what_is_deferred_comes_at_once_and_costs_the_same(ask):
    deferred, plain = await ask(DEFERRED, later=True), await ask(PLAIN)
    assert deferred.data == plain.data
    assert deferred.answer.cost == plain.answer.cost
    assert deferred.answer.statements == plain.answer.statements
    assert len(plain.answer.statements) == 1


async def test_a_deferred_fragment_of_columns_is_one_statements_text(ask):
    asked = await ask("{ books(first: 1) { ... @defer { nodes { title } } } }")
    assert asked.answer.way == "compiled"


@pytest.mark.parametrize(
    "document",
    [
        "{ books { totalCount @defer } }",
        "{ books { ...F @defer(label: 3) } } fragment F on BookConnection { totalCount }",
        '{ books { ... @defer(label: "x") { totalCount } ... @defer(label: "x") { totalCount } } }',
        "mutation { ... @defer { __typename } }",
        "subscription { bookLent(ids: []) { ... @defer { note } } }",
    ],
)
async def test_a_directive_in_the_wrong_place_is_refused(ask, document):
    asked = await ask(document)
    assert asked.answer.code == "GRAPHQL_VALIDATION_FAILED"


async def test_what_is_deferred_counts_towards_the_limits(ask):
    fragment = "... @defer { __typename } "
    asked = await ask("{ books { " + fragment * 61 + " } }")
    assert asked.answer.code == "DOCUMENT_LIMIT_EXCEEDED"


async def test_a_bug_in_a_deferred_part_is_masked(ask, caplog):
    asked = await ask("{ books { totalCount ... @defer { nodes { id dangerous } } } }")
    assert {code for _, code in asked.errors} == {"INTERNAL_SERVER_ERROR"}
    assert {error["message"] for error in asked.body["errors"]} == {"Unexpected error."}
    assert asked.body["data"]["books"]["totalCount"] > 0
    assert caplog.records
