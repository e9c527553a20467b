"""Mutations: one command a field, in order, audited, and the payload read afterwards."""

import json
from typing import Any

import pytest

from hub.kernel.clock import utc_now
from hub.query import Request, global_id
from hub.query.keeping import kept
from tests.query import rows
from tests.query.conftest import context

pytestmark = pytest.mark.anyio

FREE = next(row for row in rows.BOOKS if not row.is_lent and not row.is_hidden and row.pages)
FREE_ID = global_id("Book", FREE.id)
LEND = """mutation($i: BookLendInput!) { bookLend(input: $i) {
  __typename
  ... on BookLent { note book { id isLent pages } books { pages } }
  ... on LibraryRefusal { message reason field waiting }
  ... on Refusal { message } } }"""


async def audits(connection):
    found = await connection.fetch(
        "SELECT operation, outcome, input::text FROM audit ORDER BY at, id"
    )
    return [
        (each["operation"], each["outcome"], json.loads(each["input"] or "null")) for each in found
    ]


async def lend(ask, by=rows.READER, language="en", **given):
    return await ask(LEND, by=by, language=language, i={"bookId": FREE_ID} | given)


async def test_a_payload_is_read_after_its_command(ask_inside):
    asked = await lend(ask_inside, note="n")
    pages = (FREE.pages or 0) + 1
    assert asked.data["bookLend"] == {
        "__typename": "BookLent",
        "note": "n",
        "book": {"id": FREE_ID, "isLent": True, "pages": pages},
        "books": [{"pages": pages}, {"pages": pages}],
    }
    assert asked.answer.way == "payload"
    assert len(asked.answer.statements) == 2


async def test_a_payload_with_python_fields_is_completed(ask_inside):
    document = LEND.replace("id isLent pages", "id summary x: pages __typename")
    asked = await ask_inside(document, by=rows.READER, i={"bookId": FREE_ID})
    assert asked.data["bookLend"]["book"]["x"] == (FREE.pages or 0) + 1
    assert asked.data["bookLend"]["book"]["summary"].startswith(FREE.title)
    assert asked.answer.way == "completed"


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "This book is lent out; 3 are waiting."), ("zh-CN", "这本书已借出。")],
)
async def test_a_refusal_is_data_in_the_language_of_the_request(
    ask_inside, library_database, language, message
):
    await lend(ask_inside)
    asked = await lend(ask_inside, language=language)
    assert asked.data["bookLend"] == {
        "__typename": "LibraryRefusal",
        "message": message,
        "reason": "LENT_OUT",
        "field": "bookId",
        "waiting": 3,
    }
    assert [outcome for _, outcome, _ in await audits(library_database)] == ["OK", "LENT_OUT"]


async def test_the_same_key_twice_lends_once_and_answers_alike(ask_inside, library_database):
    first = await lend(ask_inside, idempotencyKey="k-1")
    again = await lend(ask_inside, idempotencyKey="k-1")
    assert first.data == again.data
    other = await lend(ask_inside, idempotencyKey="k-1", note="other")
    assert other.data["bookLend"]["__typename"] == "KernelRefusal"


async def test_two_fields_are_two_commands_in_order(ask_inside, library_database):
    document = """mutation($i: BookLendInput!) {
      b: bookLend(input: $i) { __typename }
      __typename
      a: bookLend(input: $i) { ... on Refusal { message } __typename } }"""
    asked = await ask_inside(document, by=rows.READER, i={"bookId": FREE_ID})
    assert list(asked.data) == ["b", "__typename", "a"]
    assert asked.data["b"] == {"__typename": "BookLent"}
    assert asked.data["__typename"] == "Mutation"
    assert asked.data["a"]["__typename"] == "LibraryRefusal"
    assert [outcome for _, outcome, _ in await audits(library_database)] == ["OK", "LENT_OUT"]


async def test_what_is_tried_without_a_role_is_audited_and_changes_nothing(
    ask_inside, library_database
):
    for viewer, code in ((rows.VIEWERS["nobody"], "UNAUTHENTICATED"), (rows.ADMIN, "FORBIDDEN")):
        asked = await lend(ask_inside, by=viewer)
        assert asked.errors == [(("bookLend",), code)]
        assert asked.body["data"] == {"bookLend": None}
    assert [outcome for _, outcome, _ in await audits(library_database)] == [
        "UNAUTHENTICATED",
        "FORBIDDEN",
    ]
    is_lent = "SELECT is_lent FROM library_book WHERE id = $1"
    assert not await library_database.fetchval(is_lent, FREE.id)


async def test_a_bug_in_a_command_is_masked_audited_and_undone(ask_inside, library_database):
    asked = await lend(ask_inside, note="break")
    assert asked.errors == [(("bookLend",), "INTERNAL_SERVER_ERROR")]
    assert "hunter2" not in asked.answer.body.decode()
    assert [outcome for _, outcome, _ in await audits(library_database)] == ["ERROR"]


async def test_secrets_do_not_reach_the_audit_trail(ask_inside, library_database):
    await lend(ask_inside, password="hunter2", note="n", idempotencyKey="k")
    ((operation, _, kept),) = await audits(library_database)
    assert operation == "bookLend"
    assert kept["input"]["password"] == "***"
    assert kept["input"]["note"] == "n"


async def test_of_those_who_may_not_the_input_is_not_kept(ask_inside, library_database):
    for viewer in (rows.VIEWERS["nobody"], rows.ADMIN):
        await lend(ask_inside, by=viewer, note="n")
    assert [kept for *_, kept in await audits(library_database)] == [None, None]


async def test_only_so_much_of_an_input_is_kept(ask_inside, library_database):
    await lend(ask_inside, note="面" * 100_000)
    ((_, _, kept),) = await audits(library_database)
    assert kept["input"]["note"] == "面" * 200 + "…"


LARGE: list[Any] = [
    {"input": {"ids": ["x" * 199 for _ in range(200)]}},
    {"input": {"ids": [[["\x01"] * 200 for _ in range(20)] for _ in range(20)]}},
    {"input": {f"field{number}": "面" * 500 for number in range(100)}},
    {"input": {"lines": [{"a": None, "b": 1, "c": [], "d": {}} for _ in range(200)]}},
    {"x" * 10_000: 1},
]


@pytest.mark.parametrize("value", LARGE)
def test_no_input_takes_more_than_four_kilobytes(value):
    text = kept(value)
    assert len(text.encode()) <= 4_096
    assert isinstance(json.loads(text), dict)


def test_what_is_not_large_is_kept_whole():
    value = {"input": {"a": [1, None, True, {"b": "面"}], "password": "x", "c": "d" * 200}}
    value["input"]["password"] = "***"
    assert json.loads(kept(value)) == value


async def test_a_secret_tells_inputs_under_one_key_apart(ask_inside):
    asked = [
        await lend(ask_inside, password=word, idempotencyKey="k") for word in ("one", "one", "two")
    ]
    assert [each.data["bookLend"]["__typename"] for each in asked] == [
        "BookLent",
        "BookLent",
        "KernelRefusal",
    ]


async def test_an_id_of_odd_characters_is_audited_and_finds_nothing(ask_inside, library_database):
    asked = await ask_inside(LEND, by=rows.READER, i={"bookId": "\ud800\0"})
    assert asked.data["bookLend"]["reason"] == "LENT_OUT"


async def test_a_book_that_the_lender_may_not_see_is_lent_and_not_shown(ask_inside):
    hidden = next(row for row in rows.BOOKS if row.is_hidden and not row.is_lent)
    asked = await lend(ask_inside, bookId=global_id("Book", hidden.id))
    assert asked.data["bookLend"]["book"] is None
    assert asked.data["bookLend"]["books"] == []


async def test_a_null_in_the_payload_is_found_after_the_change(ask_inside, library_database):
    bare = next(
        row for row in rows.BOOKS if row.subtitle is None and not row.is_lent and not row.is_hidden
    )
    document = """mutation($i: BookLendInput!) {
      bookLend(input: $i) { ... on BookLent { book { blurb } } } }"""
    asked = await ask_inside(document, by=rows.READER, i={"bookId": global_id("Book", bare.id)})
    assert asked.errors == [(("bookLend", "book", "blurb"), "INTERNAL_SERVER_ERROR")]
    assert asked.body["data"] == {"bookLend": {"book": None}}
    (entry,) = await audits(library_database)
    assert entry[1] == "OK"


# --- Subscriptions ---


async def listen(engine, document, by=rows.READER, **variables):
    request = Request(document, None, variables)
    return [answer async for answer in engine.subscribe(request, context(by), clock=utc_now)]


async def test_each_event_is_an_answer(engine, library_pool):
    ids = [FREE_ID, "x", global_id("Book", rows.BOOKS[0].id)]
    answers = await listen(
        engine,
        "subscription($ids: [ID!]!) { e: bookLent(ids: $ids) { note book { title } __typename } }",
        ids=ids,
    )
    found = [json.loads(answer.body)["data"]["e"] for answer in answers]
    assert [each["note"] for each in found] == ids
    assert [each["book"] for each in found] == [{"title": FREE.title}, None, None]
    assert {each["__typename"] for each in found} == {"BookLent"}


async def test_an_event_with_python_fields_is_completed(engine, library_pool):
    answers = await listen(
        engine,
        "subscription($ids: [ID!]!) { bookLent(ids: $ids) { book { summary } } }",
        ids=[FREE_ID],
    )
    (found,) = [json.loads(answer.body)["data"]["bookLent"] for answer in answers]
    assert found["book"]["summary"].startswith(FREE.title)


@pytest.mark.parametrize(
    ("document", "who", "code"),
    [
        ("subscription { bookLent(ids: []) { nonsense } }", "reader", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { bookLent(ids: ["x"]) { note } }', "nobody", "UNAUTHENTICATED"),
        ('subscription { bookLent(ids: ["x"]) { note } }', "admin", "FORBIDDEN"),
        ("{ __typename }", "reader", "BAD_USER_INPUT"),
        (
            "subscription { bookLent(ids: [], fail: true) { note } }",
            "reader",
            "INTERNAL_SERVER_ERROR",
        ),
        (
            "subscription($b: Boolean = true) { bookLent(ids: []) @skip(if: $b) { note } }",
            "reader",
            None,
        ),
    ],
)
async def test_a_subscription_that_cannot_be_says_so_once(
    engine, library_pool, document, who, code
):
    answers = await listen(engine, document, by=rows.VIEWERS[who])
    (answer,) = answers
    assert answer.is_request_error
    if code is not None:
        assert answer.code == code
    assert "hunter2" not in answer.body.decode()
