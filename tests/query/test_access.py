"""Who sees what: rows, fields and roots, by every way to reach them."""

from typing import Any

import pytest

from hub.query import global_id
from tests.query import rows

pytestmark = pytest.mark.anyio

HIDDEN, SHOWN = rows.BOOKS[5], rows.BOOKS[1]
HIDDEN_ID, SHOWN_ID = global_id("Book", HIDDEN.id), global_id("Book", SHOWN.id)
BRANCH_ID = global_id("Branch", HIDDEN.branch_id)
SECRET_AUTHOR = next(row for row in rows.AUTHORS if not row.is_public)

# Each way to a book: a document, and where the ids of the books that it gives are.
WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "a root by key": ("query($id: ID!) { book(id: $id) { id } }", {"id": HIDDEN_ID}),
    "node": ("query($id: ID!) { node(id: $id) { id } }", {"id": HIDDEN_ID}),
    "nodes": ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [HIDDEN_ID]}),
    "a root connection": ("{ books(first: 100) { nodes { id } } }", {}),
    "edges": ("{ books(first: 100) { edges { node { id } } } }", {}),
    "a root list": (
        "query($id: ID!) { shelf(branchId: $id, genre: SCIENCE) { id } }",
        {"id": BRANCH_ID},
    ),
    "a connection of a row": (
        "query($id: ID!) { node(id: $id) { ...on Branch { books(first: 99) { nodes { id } } } } }",
        {"id": BRANCH_ID},
    ),
    "a list of a row": (
        "query { authors { nodes { merryBooks { id } } } }",
        {},
    ),
    "a payload's read": (
        "query($id: ID!) { advice(input: {best: $id}) { best { id } } }",
        {"id": HIDDEN_ID},
    ),
    "a payload's list of reads": (
        "query($ids: [ID!]) { advice(input: {others: $ids}) { others { id } } }",
        {"ids": [HIDDEN_ID, SHOWN_ID]},
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("who", ["nobody", "reader", "proxy", "area staff"])
async def test_a_hidden_row_is_reached_by_no_way(ask, way, who):
    document, variables = WAYS[way]
    asked = await ask(document, by=rows.VIEWERS[who], **variables)
    assert HIDDEN_ID not in asked.answer.body.decode()
    assert "errors" not in asked.body


@pytest.mark.parametrize("way", [way for way in WAYS if way != "a list of a row"])
async def test_those_who_see_it_reach_it_by_every_way(ask, way):
    document, variables = WAYS[way]
    asked = await ask(document, by=rows.ADMIN, **variables)
    assert HIDDEN_ID in asked.answer.body.decode()


async def test_what_is_seen_with_a_row_is_asked_once_and_yet_hidden_with_it(ask):
    hidden = {row.id for row in rows.BOOKS if row.is_hidden}
    asked = await ask("{ parts { heading } }")
    seen = [row.heading for row in rows.CHAPTERS if row.book_id not in hidden]
    assert [each["heading"] for each in asked.data["parts"]] == seen
    asked = await ask("query($id: ID!) { book(id: $id) { parts { heading } } }", id=SHOWN_ID)
    assert asked.answer.statements[0].count("is_hidden") == 1
    assert len(asked.data["book"]["parts"]) == sum(row.book_id == SHOWN.id for row in rows.CHAPTERS)


async def test_a_payload_reads_only_the_keys_it_was_given(ask):
    asked = await ask(
        "query($ids: [ID!]) { advice(input: {others: $ids}) { others { id } } }",
        by=rows.CITY_STAFF,
        ids=[SHOWN_ID, SHOWN_ID],
    )
    assert [each["id"] for each in asked.data["advice"]["others"]] == [SHOWN_ID, SHOWN_ID]


async def test_a_hidden_row_to_one_is_null(ask):
    book = next(
        row for row in rows.BOOKS if row.author_id == SECRET_AUTHOR.id and not row.is_hidden
    )
    document = "query($id: ID!) { book(id: $id) { author { name } authorName } }"
    asked = await ask(document, id=global_id("Book", book.id))
    assert asked.data["book"] == {"author": None, "authorName": SECRET_AUTHOR.name}
    asked = await ask(document, by=rows.ADMIN, id=global_id("Book", book.id))
    assert asked.data["book"]["author"] == {"name": SECRET_AUTHOR.name}


async def test_hidden_rows_are_not_counted(ask):
    document = "{ books { totalCount } loans { totalCount } }"
    hidden = sum(row.is_hidden for row in rows.BOOKS)
    asked = await ask(document, by=rows.READER)
    assert asked.data["books"]["totalCount"] == len(rows.BOOKS) - hidden
    mine = sum(row.reader_id == rows.READER.resident_id for row in rows.LOANS)
    assert asked.data["loans"]["totalCount"] == mine
    asked = await ask("{ books { totalCount } }", by=rows.ADMIN)
    assert asked.data["books"]["totalCount"] == len(rows.BOOKS)


async def test_a_proxy_sees_what_their_wards_see(ask):
    asked = await ask("{ loans(first: 100) { nodes { id } } }", by=rows.PROXY)
    wards = {global_id("Loan", row.id) for row in rows.LOANS if row.reader_id == rows.BORIS}
    assert {each["id"] for each in asked.data["loans"]["nodes"]} == wards


@pytest.mark.parametrize("who", ["site staff", "area staff"])
async def test_staff_see_the_hidden_rows_of_their_scope_only(ask, who):
    viewer = rows.VIEWERS[who]
    branches = {
        "site staff": {rows.BRANCHES[1].id},
        "area staff": {rows.BRANCHES[0].id},
    }[who]
    asked = await ask("{ books(first: 100) { nodes { id } } }", by=viewer)
    seen = {each["id"] for each in asked.data["books"]["nodes"]}
    assert seen == {
        global_id("Book", row.id)
        for row in rows.BOOKS
        if not row.is_hidden or row.branch_id in branches
    }


async def test_a_field_for_some_roles_is_null_to_all_others(ask):
    document = "query($id: ID!) { book(id: $id) { secret feeling ratings { totalCount } } }"
    asked = await ask(document, by=rows.CITY_STAFF, id=SHOWN_ID)
    assert asked.data["book"] == {"secret": None, "feeling": None, "ratings": None}
    assert SHOWN.secret not in " ".join(asked.answer.statements)
    asked = await ask(document, by=rows.ADMIN, id=SHOWN_ID)
    assert asked.data["book"]["secret"] == SHOWN.secret
    assert asked.data["book"]["ratings"] is not None


@pytest.mark.parametrize(
    ("who", "code"),
    [("nobody", "UNAUTHENTICATED"), ("reader", "FORBIDDEN"), ("city staff", "FORBIDDEN")],
)
async def test_a_root_for_other_roles_is_null_with_an_error_and_the_rest_is_answered(
    ask, who, code
):
    document = "{ x: hiddenBooks { id } books(first: 1) { nodes { __typename } } __typename }"
    asked = await ask(document, by=rows.VIEWERS[who])
    assert asked.errors == [(("x",), code)]
    assert asked.body["data"] == {
        "x": None,
        "books": {"nodes": [{"__typename": "Book"}]},
        "__typename": "Query",
    }
    assert list(asked.body["data"]) == ["x", "books", "__typename"]


async def test_a_type_that_nobody_sees_is_seen_by_nobody(ask):
    for viewer in rows.VIEWERS.values():
        asked = await ask(
            "query($id: ID!) { node(id: $id) { id } }",
            by=viewer,
            id=global_id("Ghost", rows.ANNA),
        )
        assert asked.data["node"] is None


IDS = {
    "garbled": "xyz",
    "empty": "",
    "without a key": "Book_",
    "of an unknown type": f"Nothing_{SHOWN.id}",
    "of a type without ids": f"Chapter_{rows.CHAPTERS[1].id}",
    "of the root type": f"Query_{SHOWN.id}",
    "of another type": f"Author_{SHOWN.id}",
    "not there": f"Book_{rows.key(3, 999)}",
    "in capitals": SHOWN_ID.upper(),
    "with NUL": f"Bo\0ok_{SHOWN.id}",
    "with half a surrogate pair": f"\ud800_{SHOWN.id}",
    "very long": "Book" * 1000 + f"_{SHOWN.id}",
    "with a quote": f"Book'_{SHOWN.id}",
}


@pytest.mark.parametrize("which", IDS)
async def test_an_id_that_cannot_be_is_null_where_it_stands(ask, which):
    document = (
        "query($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id }"
        " book(id: $id) { id } shelf(branchId: $id) { id } }"
    )
    asked = await ask(document, id=IDS[which], ids=[IDS[which], SHOWN_ID, IDS[which]])
    assert asked.data == {
        "node": None,
        "nodes": [None, {"id": SHOWN_ID}, None],
        "book": None,
        "shelf": [],
    }


async def test_one_document_finds_nodes_of_any_type(ask):
    document = "query($id: ID!) { node(id: $id) { id __typename } }"
    for found in (SHOWN_ID, BRANCH_ID, "x", SHOWN_ID, BRANCH_ID):
        asked = await ask(document, id=found)
        expected = {"id": found, "__typename": found.partition("_")[0]} if found != "x" else None
        assert asked.data["node"] == expected
