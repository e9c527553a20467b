"""Connections: sizes, cursors, both ways, and what is refused."""

import base64
import json

import pytest

from hub.query import global_id
from tests.query import oracle, rows

pytestmark = pytest.mark.anyio

FORWARD = """query($n: Int, $c: String, $o: BookOrder) {
  books(first: $n, after: $c, orderBy: $o) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
BACKWARD = """query($n: Int, $c: String, $o: BookOrder) {
  books(last: $n, before: $c, orderBy: $o) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def ids(page):
    return [each["id"] for each in page["nodes"]]


def all_ids(order):
    return [
        global_id("Book", row.id) for row in oracle.ordered(rows.BOOKS, oracle.BOOK_ORDERS[order])
    ]


@pytest.mark.parametrize("order", oracle.BOOK_ORDERS)
@pytest.mark.parametrize("size", [1, 3, 16])
async def test_walking_forwards_meets_every_row_once(ask, order, size):
    met: list[str] = []
    cursor, has_more = None, True
    while has_more:
        asked = await ask(FORWARD, by=rows.ADMIN, n=size, c=cursor, o=order)
        page = asked.data["books"]
        met += ids(page)
        assert page["pageInfo"]["hasPreviousPage"] is (cursor is not None)
        cursor, has_more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert met == all_ids(order)


@pytest.mark.parametrize("order", oracle.BOOK_ORDERS)
async def test_walking_backwards_meets_every_row_once(ask, order):
    met: list[str] = []
    cursor, has_more = None, True
    while has_more:
        asked = await ask(BACKWARD, by=rows.ADMIN, n=3, c=cursor, o=order)
        page = asked.data["books"]
        met = ids(page) + met
        assert page["pageInfo"]["hasNextPage"] is (cursor is not None)
        cursor, has_more = page["pageInfo"]["startCursor"], page["pageInfo"]["hasPreviousPage"]
    assert met == all_ids(order)


async def test_a_cursor_survives_inserts_and_the_removal_of_its_row(ask_inside, library_database):
    asked = await ask_inside(FORWARD, by=rows.ADMIN, n=4, c=None, o="CHEAPEST")
    cursor, before = asked.data["books"]["pageInfo"]["endCursor"], ids(asked.data["books"])
    asked = await ask_inside(FORWARD, by=rows.ADMIN, n=100, c=cursor, o="CHEAPEST")
    after = ids(asked.data["books"])
    last = before[-1].removeprefix("Book_")
    await library_database.execute("DELETE FROM library_chapter; DELETE FROM library_loan")
    await library_database.execute("DELETE FROM library_book WHERE id = $1", last)
    await library_database.execute(
        "INSERT INTO library_book"
        " SELECT (jsonb_populate_record(b, $1::jsonb)).* FROM library_book b WHERE id = $2",
        json.dumps({"id": str(rows.key(3, 500)), "price_fen": -(2**53)}),
        after[0].removeprefix("Book_"),
    )
    asked = await ask_inside(FORWARD, by=rows.ADMIN, n=100, c=cursor, o="CHEAPEST")
    assert ids(asked.data["books"]) == after


def cursor_of(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


BAD_CURSORS = {
    "empty": "",
    "garbled": "???",
    "no JSON": base64.urlsafe_b64encode(b"hello").decode(),
    "a number": base64.urlsafe_b64encode(b"7").decode(),
    "a text": base64.urlsafe_b64encode(b'"TITLE"').decode(),
    "an object": base64.urlsafe_b64encode(b'{"TITLE": 1}').decode(),
    "an empty list": cursor_of(),
    "of another order": cursor_of("CHEAPEST", "1", str(rows.key(3, 1))),
    "too short": cursor_of("TITLE", "a"),
    "too long": cursor_of("TITLE", "a", str(rows.key(3, 1)), "b"),
    "with a forged key": cursor_of("TITLE", "a", "not a key"),
    "with a null where none is": cursor_of("TITLE", None, str(rows.key(3, 1))),
    "with a number in it": cursor_of("TITLE", 7, str(rows.key(3, 1))),
    "with NUL": cursor_of("TITLE", "a\0", str(rows.key(3, 1))),
    "with half a surrogate pair": cursor_of("TITLE", "\ud800", str(rows.key(3, 1))),
    "not ASCII": "游标",
    "half a surrogate pair": "\udc00",
}


@pytest.mark.parametrize("which", BAD_CURSORS)
@pytest.mark.parametrize("argument", ["first: 2, after", "last: 2, before"])
async def test_a_cursor_that_is_none_of_ours_is_refused_for_its_field_alone(ask, which, argument):
    page = f"{argument}: $c"
    asked = await ask(
        f"query($c: String!) {{ x: books({page}) {{ nodes {{ id }} }} authors {{ totalCount }} }}",
        c=BAD_CURSORS[which],
    )
    if asked.answer.is_request_error:
        # A text that no column could hold is refused before anything is looked at.
        assert asked.answer.code == "BAD_USER_INPUT"
        assert which == "half a surrogate pair"
        return
    assert asked.errors == [(("x",), "BAD_USER_INPUT")]
    assert asked.body["data"] == {"x": None, "authors": {"totalCount": 3}}


@pytest.mark.parametrize(
    ("order", "text"),
    [("CHEAPEST", "99999999999999999999"), ("OLDEST", "300000-01-01"), ("HEAVIEST", "1e999")],
)
async def test_a_forged_place_beyond_its_column_is_refused(ask, order, text):
    middle = ["2020-01-01"] if order == "HEAVIEST" else []
    asked = await ask(FORWARD, n=2, o=order, c=cursor_of(order, text, *middle, str(rows.key(3, 1))))
    assert asked.answer.code in (None, "BAD_USER_INPUT")
    assert "99999" not in json.dumps(asked.body.get("errors", ""))


@pytest.mark.parametrize("size", [0, -1, 101, 2**31 - 1, -(2**31)])
@pytest.mark.parametrize("name", ["first", "last"])
@pytest.mark.parametrize(
    "selected", ["nodes { id }", "totalCount", "__typename", "pageInfo { hasNextPage }"]
)
async def test_a_page_has_1_to_100_rows(ask, size, name, selected):
    for document, variables in (
        (f"{{ books({name}: {size}) {{ {selected} }} __typename }}", {}),
        (f"query($n: Int) {{ books({name}: $n) {{ {selected} }} __typename }}", {"n": size}),
    ):
        asked = await ask(document, **variables)
        assert asked.errors == [(("books",), "BAD_USER_INPUT")]
        assert asked.body["errors"][0]["extensions"]["argument"] == name
        assert asked.body["data"] == {"books": None, "__typename": "Query"}


async def test_first_and_last_together_are_refused(ask):
    asked = await ask("{ books(first: 1, last: 1) { nodes { id } } __typename }")
    assert asked.errors == [(("books",), "BAD_USER_INPUT")]
    asked = await ask(
        "query($n: Int) { books(first: 1, last: $n) { nodes { id } } }", by=rows.ADMIN, n=None
    )
    assert len(asked.data["books"]["nodes"]) == 1


async def test_a_bad_page_below_a_root_is_to_blame_for_the_root(ask):
    asked = await ask(
        "{ authors { nodes { books(first: 0) { totalCount } } }"
        " books(first: 1) { nodes { __typename } } }"
    )
    assert asked.errors == [(("authors",), "BAD_USER_INPUT")]
    assert asked.body["data"]["books"] == {"nodes": [{"__typename": "Book"}]}


async def test_both_bounds_hold_with_either_end(ask):
    order = all_ids("TITLE")
    asked = await ask(FORWARD, by=rows.ADMIN, n=100, c=None, o="TITLE")
    cursors = (await ask("{ books(first: 100) { edges { cursor } } }", by=rows.ADMIN)).data
    marks = [edge["cursor"] for edge in cursors["books"]["edges"]]
    assert ids(asked.data["books"]) == order
    document = (
        "query($a: String, $b: String) { books(%s: 3, after: $a, before: $b) { nodes { id } } }"
    )
    asked = await ask(document % "first", by=rows.ADMIN, a=marks[2], b=marks[9])
    assert ids(asked.data["books"]) == order[3:6]
    asked = await ask(document % "last", by=rows.ADMIN, a=marks[2], b=marks[9])
    assert ids(asked.data["books"]) == order[6:9]


async def test_without_a_size_a_page_has_20_rows(ask):
    asked = await ask("{ loans { nodes { id } totalCount } }", by=rows.CITY_STAFF)
    assert len(asked.data["loans"]["nodes"]) == 20
    assert asked.data["loans"]["totalCount"] == len(rows.LOANS)


async def test_a_page_reads_one_row_more_than_it_shows_and_counts_only_when_asked(ask):
    asked = await ask("{ books(last: 2) { pageInfo { hasPreviousPage } } }")
    (statement,) = asked.answer.statements
    assert "LIMIT $1::bigint + 1" in statement
    assert "OFFSET" not in statement
    assert "count(*) FROM" not in statement
