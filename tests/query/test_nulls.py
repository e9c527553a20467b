"""Nulls: where none may be, what becomes null instead, and who is told."""

import pytest

from hub.query import global_id
from tests.query import rows

pytestmark = pytest.mark.anyio

BARE = next(row for row in rows.BOOKS if row.subtitle is None and not row.is_hidden)
FULL = next(row for row in rows.BOOKS if row.subtitle is not None and not row.is_hidden)
BOOK = "query($id: ID!) { x: book(id: $id) { title b: blurb } books(first: 1) { totalCount } }"


async def test_a_null_in_a_required_place_nulls_its_object_with_an_error(ask):
    asked = await ask(BOOK, id=global_id("Book", BARE.id))
    assert asked.errors == [(("x", "b"), "INTERNAL_SERVER_ERROR")]
    assert asked.body["data"]["x"] is None
    assert asked.body["data"]["books"]["totalCount"] > 0
    assert asked.answer.way == "completed"
    assert asked.body["errors"][0]["message"] == "Unexpected error."


async def test_the_same_document_is_compiled_where_nothing_is_missing(ask):
    asked = await ask(BOOK, id=global_id("Book", FULL.id))
    assert asked.data["x"] == {"title": FULL.title, "b": FULL.subtitle}
    assert asked.answer.way == "compiled"


async def test_a_null_in_a_required_place_climbs_through_required_lists(ask):
    asked = await ask("{ books(first: 100) { nodes { blurb } } }")
    assert asked.body["data"] == {"books": None}
    assert {code for _, code in asked.errors} == {"INTERNAL_SERVER_ERROR"}
    asked = await ask("{ books(first: 100) { edges { node { blurb } } } }")
    nodes = [edge["node"] for edge in asked.body["data"]["books"]["edges"]]
    missing = [row for row in rows.BOOKS if not row.is_hidden and row.subtitle is None]
    assert nodes.count(None) == len(missing) == len(asked.errors)


async def test_a_hidden_row_in_a_required_place_nulls_its_parent(ask):
    hidden = [row.id for row in rows.AUTHORS if not row.is_public]
    book = next(row for row in rows.BOOKS if row.author_id in hidden and not row.is_hidden)
    document = "query($id: ID!) { book(id: $id) { writer { name } } }"
    asked = await ask(document, id=global_id("Book", book.id))
    assert asked.body["data"] == {"book": None}
    assert asked.errors == [(("book", "writer"), "INTERNAL_SERVER_ERROR")]
    assert "errors" not in (await ask(document, by=rows.ADMIN, id=global_id("Book", book.id))).body


async def test_a_log_names_the_null_once_and_shows_no_traceback(ask, caplog):
    await ask(BOOK, id=global_id("Book", BARE.id))
    (record,) = [record for record in caplog.records if record.name == "hub.query"]
    assert "Book.blurb" in record.getMessage()
    assert record.exc_info is None


async def test_an_exception_in_a_python_field_is_masked_and_logged(ask, caplog):
    book = next(row for row in rows.BOOKS if row.pages == 10)
    document = "query($id: ID!) { book(id: $id) { title dangerous } }"
    asked = await ask(document, id=global_id("Book", book.id))
    assert asked.body["data"]["book"] == {"title": book.title, "dangerous": None}
    assert asked.errors == [(("book", "dangerous"), "INTERNAL_SERVER_ERROR")]
    assert asked.body["errors"][0]["extensions"]["requestId"] == "r-1"
    assert "hunter2" not in asked.answer.body.decode()
    assert "hunter2" in caplog.text


async def test_a_condition_sent_as_null_is_refused(ask):
    document = "query($b: Boolean = true) { books(first: 1) { nodes { id @skip(if: $b) } } }"
    assert (await ask(document)).data == {"books": {"nodes": [{}]}}
    assert (await ask(document, b=None)).answer.code == "BAD_USER_INPUT"


async def test_a_required_argument_sent_as_null_is_to_blame_for_its_field_alone(ask):
    for document in (
        'query($id: ID = "x") { book(id: $id) { id } __typename }',
        "query($id: AdviceInput = {}) { book: advice(input: $id) { words } __typename }",
        'query($id: ID = "x") { book: nodes(ids: [$id]) { id } __typename }',
    ):
        asked = await ask(document, id=None)
        assert asked.errors == [(("book",), "BAD_USER_INPUT")]
        assert asked.body["data"] == {"book": None, "__typename": "Query"}


async def test_an_absent_a_null_and_a_given_argument_are_told_apart(ask):
    document = """query($g: Genre! = SCIENCE, $t: [String!]) {
      shelf(branchId: %s, genre: $g, tags: $t) { genre } }"""
    document = document.replace("%s", f'"{global_id("Branch", rows.BRANCHES[2].id)}"')
    shelf = (await ask(document)).data["shelf"]
    assert {each["genre"] for each in shelf} == {"SCIENCE"}
    assert (await ask(document, t=[])).data["shelf"] == []
    assert (await ask(document, t=None)).data["shelf"] == shelf
    assert (await ask(document, g="NOVEL")).data["shelf"] == []
