"""Values: one spelling each, and what no column could hold."""

import json

import pytest

from hub.query import global_id
from tests.query import rows

pytestmark = pytest.mark.anyio

BOOK = "query($id: ID!) { book(id: $id) { %s } }"


async def one(ask, selection, number=1):
    asked = await ask(BOOK % selection, by=rows.ADMIN, id=global_id("Book", rows.BOOKS[number].id))
    return asked.data["book"]


async def test_text_is_given_as_it_is_stored(ask):
    assert await one(ask, "title") == {"title": rows.WILD}
    assert (await one(ask, "tags"))["tags"] == ["a", rows.WILD]


async def test_text_finds_what_is_equal(ask):
    document = "query($t: String!) { books(filter: {tagged: $t}) { totalCount } }"
    assert (await ask(document, by=rows.ADMIN, t=rows.WILD)).data["books"]["totalCount"] == 4
    assert (await ask(document, by=rows.ADMIN, t="' OR 1=1 --")).data["books"]["totalCount"] == 0


async def test_enums_are_given_by_name_whatever_is_stored(ask):
    assert await one(ask, "genre mood") == {"genre": "POEMS", "mood": "MERRY"}
    asked = await ask(
        "query($g: [Genre!]) { books(filter: {genre: $g}) { nodes { genre } } }", g=["SCIENCE"]
    )
    assert {each["genre"] for each in asked.data["books"]["nodes"]} == {"SCIENCE"}


async def test_an_enum_value_that_is_unknown_is_an_error_and_nothing_else_is(
    ask_inside, library_database
):
    book = rows.BOOKS[1].id
    await library_database.execute("UPDATE library_book SET genre = 'x' WHERE id = $1", book)
    asked = await ask_inside(
        "query($id: ID!) { book(id: $id) { genre } books(first: 1) { nodes { __typename } } }",
        id=global_id("Book", book),
    )
    assert asked.errors == [(("book", "genre"), "INTERNAL_SERVER_ERROR")]
    assert asked.body["data"] == {"book": None, "books": {"nodes": [{"__typename": "Book"}]}}


@pytest.mark.parametrize("weight", ["NaN", "Infinity", "-Infinity"])
async def test_a_number_that_is_none_is_an_error(ask_inside, library_database, weight):
    book = rows.BOOKS[1].id
    await library_database.execute(
        f"UPDATE library_book SET weight = '{weight}' WHERE id = $1", book
    )
    asked = await ask_inside(
        "query($id: ID!) { book(id: $id) { title weight } }", id=global_id("Book", book)
    )
    assert asked.errors == [(("book", "weight"), "INTERNAL_SERVER_ERROR")]
    assert asked.body["data"]["book"] == {"title": rows.WILD, "weight": None}


async def test_instants_have_the_hubs_offset_and_no_idle_zeros(ask):
    spelt = [(await one(ask, "boughtAt", number))["boughtAt"] for number in range(4)]
    assert spelt == [
        "2026-05-01T12:00:00+08:00",
        "2026-05-01T12:00:00.000001+08:00",
        "2026-05-01T12:00:00.12+08:00",
        "2026-05-02T12:00:00.999999+08:00",
    ]


async def test_clock_times_have_no_zone_though_their_column_has(ask):
    assert await one(ask, "readFrom", 2) == {"readFrom": "07:05:09.001"}
    asked = await ask('{ books(filter: {readAt: "07:05:09"}) { totalCount } }')
    assert asked.data["books"]["totalCount"] == 0
    asked = await ask('{ books(filter: {readAt: "00:00"}) { totalCount } }', by=rows.ADMIN)
    assert asked.data["books"]["totalCount"] == 5


async def test_money_is_exact_up_to_2_to_the_53rd(ask):
    asked = await ask(
        "query($f: Fen) { books(filter: {priceFrom: $f}) { nodes { priceFen } } }", f=2**53 - 1
    )
    assert {each["priceFen"] for each in asked.data["books"]["nodes"]} == {2**53 - 1}
    assert b"9007199254740991" in asked.answer.body


async def test_an_int_beyond_32_bits_is_an_error_in_a_payload(ask):
    asked = await ask("{ advice(input: {}) { count { what } counts { count } } }")
    assert asked.data == {"advice": {"count": None, "counts": []}}
    asked = await ask('{ advice(input: {words: "w"}) { count { count } } }')
    assert asked.data["advice"]["count"] == {"count": 2}


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("Int", 2**31),
        ("Int", -(2**31) - 1),
        ("Int", 2**63),
        ("Int", 10**30),
        ("Int", 1.5),
        ("Int", True),
        ("Int", "1"),
        ("Fen", 2**53),
        ("Fen", 0.5),
        ("Fen", "1"),
        ("Fen", True),
        ("Date", "2026-02-30"),
        ("Date", "2026-2-3"),
        ("Date", "9999-12-31"),
        ("Date", "\ud800"),
        ("Date", 20260101),
        ("DateTime", "2026-01-01T00:00:00"),
        ("DateTime", "2026-01-01"),
        ("DateTime", "9999-12-31T23:59:59-12:00"),
        ("Time", "24:00"),
        ("Time", "7:05"),
        ("Boolean", "true"),
        ("Genre", "n"),
        ("Genre", "\ud800"),
        ("String", 1),
        ("String", "a\0b"),
        ("String", "\ud83d"),
        ("[String!]", ["ok", "\udc00"]),
        ("[String!]", ["ok", None]),
        ("[String!]", ["x"] * 201),
        ("BookFilter", {"titleHas": "\0"}),
        ("BookFilter", {"pagesIn": [1] * 201}),
        ("BookFilter", {"pagesIn": [1.0] * 201}),
        ("BookFilter", {"nope": 1}),
        ("BookFilter", []),
        ("ID", 1.5),
        ("ID", {}),
    ],
)
async def test_a_variable_that_cannot_be_is_refused_before_anything_runs(ask, declared, value):
    # Where a variable of the type may stand.
    use = {
        "Int": "books(first: $x) { totalCount }",
        "Fen": "books(filter: {priceFrom: $x}) { totalCount }",
        "Date": "books(filter: {publishedFrom: $x}) { totalCount }",
        "DateTime": "books(filter: {boughtBefore: $x}) { totalCount }",
        "Time": "books(filter: {readAt: $x}) { totalCount }",
        "Boolean": "books(filter: {isLent: $x}) { totalCount }",
        "Genre": "books(filter: {genre: [$x]}) { totalCount }",
        "String": "books(filter: {titleHas: $x}) { totalCount }",
        "[String!]": 'shelf(branchId: "x", tags: $x) { id }',
        "BookFilter": "books(filter: $x) { totalCount }",
        "ID": "books(filter: {branchId: $x}) { totalCount }",
    }[declared]
    shown = f"query($x: {'Genre!' if declared == 'Genre' else declared}) {{ {use} }}"
    asked = await ask(shown, x=value)
    assert asked.answer.is_request_error
    assert asked.answer.code == "BAD_USER_INPUT"
    assert asked.answer.statements == []
    json.dumps(asked.body, ensure_ascii=False).encode()


@pytest.mark.parametrize("literal", [r'"a\u0000b"', r'"a\u{0}b"', '"""a\0b"""'])
async def test_a_text_in_the_document_that_no_column_holds_is_refused(ask, literal):
    asked = await ask(f"{{ books(filter: {{titleHas: {literal}}}) {{ totalCount }} }}")
    assert asked.answer.is_request_error
    assert asked.answer.code == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "instant", ["0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]
)
async def test_an_instant_at_the_end_of_time_is_used_or_refused(ask, instant):
    asked = await ask(
        "query($x: DateTime) { books(filter: {boughtBefore: $x}) { totalCount } }", x=instant
    )
    assert asked.answer.code in (None, "BAD_USER_INPUT")


async def test_json_objects_are_given_as_selected(ask_inside, library_database):
    book = rows.BOOKS[1].id
    selection = "origin { town printer { name n: isOpen } __typename } editions { number }"
    document = BOOK % selection
    for stored, shown, codes in (
        ('{"town": "t", "more": 1}', {"town": "t", "printer": None, "__typename": "Origin"}, []),
        ("null", None, []),
        ('"text"', None, []),
        ("[]", None, []),
        ('{"town": null}', None, ["INTERNAL_SERVER_ERROR"]),
    ):
        await library_database.execute(
            "UPDATE library_book SET origin = $1::jsonb, editions = '[{\"number\": 1}]'"
            " WHERE id = $2",
            stored,
            book,
        )
        asked = await ask_inside(document, id=global_id("Book", book))
        assert asked.body["data"]["book"] == {"origin": shown, "editions": [{"number": 1}]}
        assert [code for _, code in asked.errors] == codes
    await library_database.execute(
        "UPDATE library_book SET origin = NULL, editions = '[{\"number\": 1}, null]' WHERE id = $1",
        book,
    )
    asked = await ask_inside(document, id=global_id("Book", book))
    assert asked.errors == [(("book", "editions", 1), "INTERNAL_SERVER_ERROR")]
