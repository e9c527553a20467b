"""Which documents are valid: graphql-js 17 decides, and the hub has to agree."""

# ruff: noqa: E501 -- a document is easier to read on a line of its own

import json

import pytest

from hub.query import Engine, Request
from hub.schema import SCHEMA, SDL

pytestmark = pytest.mark.node

# One document at least for each validation rule of the specification, and its valid neighbours.
DOCUMENTS = {
    "valid": 'query Q { node(id: "x") { __typename id } nodes(ids: ["x"]) { id } }',
    "valid: introspection": '{ __schema { types { name } } __type(name: "Node") { kind } }',
    "valid: merging": '{ node(id: "x") { id } node(id: "x") { __typename } }',
    "valid: aliases": '{ a: node(id: "1") { id } b: node(id: "2") { id } }',
    "valid: a list out of one": '{ nodes(ids: "x") { id } }',
    "valid: an integer as an ID": "{ node(id: 1) { id } }",
    "valid: variables": "query Q($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id } }",
    "valid: a default for a non-null": 'query Q($id: ID = "x") { node(id: $id) { id } }',
    "valid: directives": 'query Q($x: Boolean!) { node(id: "x") @include(if: $x) { id @skip(if: $x) } }',
    "valid: fragments": 'query Q { ...F } fragment F on Query { node(id: "x") { ...G } } fragment G on Node { id }',
    "valid: inline fragments": "query Q { ... { __typename } ... on Query { __typename } }",
    "valid: a block string": '{ node(id: """x""") { id } }',
    "an empty document": "",
    "an empty selection": "{ }",
    "an empty inner selection": '{ node(id: "x") { } }',
    "an unclosed brace": "{ __typename",
    "an unclosed string": '{ node(id: "x) { id } }',
    "an unknown punctuator": "{ __typename ? }",
    "a variable as a default": "query Q($a: ID, $b: ID = $a) { node(id: $b) { id } }",
    "a reserved fragment name": "{ ...on } fragment on on Query { __typename }",
    "ExecutableDefinitions": "type A { b: Int } query Q { __typename }",
    "ExecutableDefinitions: an extension": "extend type Query { b: Int } query Q { __typename }",
    "FieldsOnCorrectType": "{ nothing }",
    "FieldsOnCorrectType: on an interface": '{ node(id: "x") { nothing } }',
    "FieldsOnCorrectType: in an inline fragment": "{ ... on Query { nothing } }",
    "FragmentsOnCompositeTypes": "{ ...F } fragment F on ID { __typename }",
    "FragmentsOnCompositeTypes: inline": '{ node(id: "x") { ... on Boolean { __typename } } }',
    "KnownArgumentNames": '{ node(id: "x", other: 1) { id } }',
    "KnownArgumentNames: none known": '{ node(id: "x") { id(x: 1) } }',
    "KnownArgumentNames: of a directive": "{ __typename @skip(if: true, unless: false) }",
    "KnownDirectives": "{ __typename @unknown }",
    "KnownDirectives: in a wrong place": "query Q @skip(if: true) { __typename }",
    "KnownDirectives: on a variable": "query Q($x: ID @skip(if: true)) { node(id: $x) { id } }",
    "KnownFragmentNames": "{ ...Unknown }",
    "KnownTypeNames": "query Q($x: Unknown) { __typename }",
    "KnownTypeNames: in a fragment": "{ ... on Unknown { __typename } }",
    "LoneAnonymousOperation": "{ __typename } query Q { __typename }",
    "LoneAnonymousOperation: two of them": "{ __typename } { __typename }",
    "NoFragmentCycles": "{ ...F } fragment F on Query { ...F }",
    "NoFragmentCycles: of two": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "NoUndefinedVariables": "query Q { node(id: $x) { id } }",
    "NoUndefinedVariables: in a fragment": "query Q { ...F } fragment F on Query { node(id: $x) { id } }",
    "NoUndefinedVariables: in a directive": "query Q { __typename @skip(if: $x) }",
    "NoUnusedFragments": "query Q { __typename } fragment F on Query { __typename }",
    "NoUnusedVariables": "query Q($x: ID) { __typename }",
    "OverlappingFieldsCanBeMerged": '{ a: __typename a: node(id: "x") { id } }',
    "OverlappingFieldsCanBeMerged: arguments": '{ node(id: "1") { id } node(id: "2") { id } }',
    "OverlappingFieldsCanBeMerged: deep": '{ node(id: "x") { a: id } node(id: "x") { a: __typename } }',
    "OverlappingFieldsCanBeMerged: by fragments": (
        "{ ...F ...G } fragment F on Query { a: __typename } "
        'fragment G on Query { a: node(id: "x") { id } }'
    ),
    "PossibleFragmentSpreads": "{ ... on Node { id } }",
    "PossibleFragmentSpreads: a fragment": '{ node(id: "x") { ...F } } fragment F on Query { __typename }',
    "ProvidedRequiredArguments": "{ node { id } }",
    "ProvidedRequiredArguments: of a directive": "{ __typename @skip }",
    "ScalarLeafs: a selection of a scalar": '{ node(id: "x") { id { x } } }',
    "ScalarLeafs: no selection of an object": '{ node(id: "x") }',
    "UniqueArgumentNames": '{ node(id: "1", id: "2") { id } }',
    "UniqueDirectivesPerLocation": "{ __typename @skip(if: true) @skip(if: false) }",
    "UniqueFragmentNames": "{ ...F } fragment F on Query { __typename } fragment F on Query { __typename }",
    "UniqueOperationNames": "query Q { __typename } query Q { __typename }",
    "UniqueVariableNames": "query Q($x: ID!, $x: ID!) { node(id: $x) { id } }",
    "ValuesOfCorrectType: a float": "{ node(id: 1.5) { id } }",
    "ValuesOfCorrectType: null": "{ node(id: null) { id } }",
    "ValuesOfCorrectType: a boolean": "{ node(id: true) { id } }",
    "ValuesOfCorrectType: an enum": "{ node(id: X) { id } }",
    "ValuesOfCorrectType: an object": "{ node(id: {x: 1}) { id } }",
    "ValuesOfCorrectType: a list": '{ node(id: ["x"]) { id } }',
    "ValuesOfCorrectType: null in a list": "{ nodes(ids: [null]) { id } }",
    "ValuesOfCorrectType: of a directive": '{ __typename @skip(if: "true") }',
    "ValuesOfCorrectType: a default": "query Q($x: Boolean = 1) { __typename @skip(if: $x) }",
    "VariablesAreInputTypes": "query Q($x: Query) { __typename }",
    "VariablesAreInputTypes: an interface": "query Q($x: [Node!]) { __typename }",
    "VariablesInAllowedPosition": "query Q($x: ID) { node(id: $x) { id } }",
    "VariablesInAllowedPosition: another type": "query Q($x: Int!) { node(id: $x) { id } }",
    "VariablesInAllowedPosition: in a list": "query Q($x: ID) { nodes(ids: [$x]) { id } }",
    "VariablesInAllowedPosition: a null default": "query Q($x: ID = null) { node(id: $x) { id } }",
    "MaxIntrospectionDepth": (
        "{ __schema { types { fields { type { fields { type { fields { type { fields "
        "{ name } } } } } } } } } }"
    ),
}
# The operation to run, where there are several.
NAMES = {"LoneAnonymousOperation": "Q", "UniqueOperationNames": "Q"}


@pytest.fixture(scope="module")
def verdicts(run, tmp_path_factory):
    question = tmp_path_factory.mktemp("oracle") / "documents.json"
    question.write_text(json.dumps({"sdl": SDL, "documents": DOCUMENTS}), "utf-8")
    return json.loads(run("validation_oracle.mjs", str(question)))


@pytest.fixture(scope="module")
def engine():
    return Engine(SCHEMA, introspection=True)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_hub_agrees_with_graphql_js(verdicts, engine, name):
    is_runnable = engine.kind(Request(DOCUMENTS[name], NAMES.get(name))) is not None
    assert is_runnable == (not verdicts[name]), verdicts[name] or "valid for graphql-js"
    assert is_runnable or not name.startswith("valid")
