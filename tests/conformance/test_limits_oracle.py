"""Documents that are too much: what GraphQL Armor refuses, the hub refuses, and without hints."""

import json
from dataclasses import asdict, replace

import pytest

from hub.kernel.clock import utc_now
from hub.kernel.context import Context
from hub.query import Engine, Request
from hub.query.limits import Limits
from hub.schema import SCHEMA, SDL

LIMITS = replace(Limits(), aliases=10, depth=5, directives=8, tokens=400, cost=2_000)

ALIASES = " ".join(f"a{n}: __typename" for n in range(60))
CHAIN = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(12))
DOCUMENTS = {
    "a small one": '{ node(id: "x") { id } }',
    "aliases": "{ " + ALIASES + " }",
    "aliases in a fragment": "{ ...F } fragment F on Query { " + ALIASES + " }",
    "aliases by spreading again": (
        "{ a: __typename ...F b: __typename ...F } fragment F on Query { "
        + " ".join(f"c{n}: __typename" for n in range(10))
        + " }"
    ),
    "depth": '{ __type(name: "Node") ' + "{ ofType " * 8 + "{ name }" + " }" * 8 + " }",
    "depth in fragments": (
        '{ __type(name: "Node") { ...A } } fragment A on __Type { ofType { ofType { ...B } } } '
        "fragment B on __Type { ofType { ofType { ofType { name } } } }"
    ),
    "directives": "{ __typename " + "@include(if: true) " * 50 + "}",
    "directives on many fields": "{ " + "__typename @skip(if: false) " * 30 + "}",
    "tokens": "{ " + "__typename " * 500 + "}",
    "tokens in an argument": "{ nodes(ids: [" + '"x" ' * 500 + "]) { id } }",
    "fragments that double": "{ ...F0 } " + CHAIN + " fragment F12 on Query { a: __typename }",
    "a fragment of itself": "{ ...F } fragment F on Query { ...F }",
}


@pytest.fixture(scope="module")
def engine():
    return Engine(SCHEMA, limits=LIMITS, introspection=True)


@pytest.mark.node
def test_the_hub_refuses_what_armor_refuses(run, engine, tmp_path):
    question = tmp_path / "documents.json"
    asked = {"sdl": SDL, "limits": asdict(LIMITS), "documents": DOCUMENTS}
    question.write_text(json.dumps(asked), "utf-8")
    answers = json.loads(run("limits_oracle.mjs", str(question)))
    refused = {name for name, why in answers.items() if why}
    ours = {name for name, text in DOCUMENTS.items() if engine.kind(Request(text)) is None}
    assert refused - ours == set()
    assert len(refused) >= 8
    assert "a small one" not in ours


MISSPELT = {
    "a field": "{ nodee }",
    "a field of an object": '{ node(id: "x") { idd } }',
    "an argument": '{ node(idd: "x") { id } }',
    "a type": "query Q($x: Nod) { __typename }",
    "a type condition": "{ ... on Quer { __typename } }",
    "a directive": "{ __typename @skipp }",
    "an argument of a directive": "{ __typename @skip(iff: true) }",
    "a fragment": "{ ...Ff } fragment F on Query { __typename }",
    "an enum value": '{ __type(name: "Node") { fields(includeDeprecated: TRU) { name } } }',
}


@pytest.mark.parametrize("document", MISSPELT.values(), ids=MISSPELT)
async def test_nothing_is_suggested_for_what_is_misspelt(engine, document):
    answer = await engine.execute(Request(document), Context(utc_now()))
    assert answer.is_request_error
    assert b"Did you mean" not in answer.body
