"""Queries by GET: parameters in the query string, no changes, and answers that are cached."""

from urllib.parse import urlencode

import orjson
import pytest

from hub.endpoint import Documents
from hub.endpoint.documents import sha256_of
from tests.endpoint.asgi_client import get, head


def asking(**parameters: str) -> bytes:
    return urlencode(parameters).encode()


async def test_a_query_takes_variables_in_any_script(app):
    question = asking(
        query="query Q($text: String!) { echo(text: $text) }",
        variables='{"text": "食堂 🏃 é"}',
        operationName="Q",
        extensions="{}",
    )
    reply = await get(app, question).reply()
    assert reply.json["data"] == {"echo": "食堂 🏃 é"}


async def test_an_empty_parameter_means_absent(app):
    question = asking(
        query="{ hello }", variables="", operationName="", extensions="", documentId=""
    )
    assert (await get(app, question).reply()).json["data"] == {"hello": "world"}


@pytest.mark.parametrize(
    "question",
    [
        b"",
        b"query=",
        b"&&&===",
        b"quer%79=",
        b"query=%7Bhello%7D&variables=x",
        b"query=%7Bhello%7D&variables=[]",
        b"query=%7Bhello%7D&variables=%22x%22",
        b"query=%7Bhello%7D&extensions=1",
        b"query=%7Bhello%7D&query=%7Bhello%7D",
        b"query=%ff%fe",
        b"query=%ED%A0%80",
        b"query=\xff",
        b"query=%7Bhello%7D&variables=%7B%22x%22%3ANaN%7D",
        b"query=%7Bhello%7D&variables=" + b"[" * 10_000,
        b"x=1&" * 1_000 + b"query=%7Bhello%7D",
    ],
)
async def test_a_malformed_query_string_is_400_with_a_code(app, question):
    reply = await get(app, question).reply()
    assert (reply.status, reply.code) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_a_mutation_is_405_and_nothing_happens(app, engine, accept):
    reply = await get(app, asking(query="mutation { add }"), accept=accept).reply()
    assert (reply.status, reply.code) == (405, "METHOD_NOT_ALLOWED")
    assert reply.headers["allow"] == "POST, OPTIONS"
    assert engine.total == 0


async def test_the_mutation_among_several_operations_is_405(app):
    question = asking(query="query Q { hello } mutation M { add }", operationName="M")
    assert (await get(app, question).reply()).status == 405


async def test_head_is_a_get_without_the_body(app):
    for question in (asking(query="{ hello }"), asking(query="{ nothing }"), b"query="):
        full, bare = await get(app, question).reply(), await head(app, question).reply()
        assert (bare.status, bare.body) == (full.status, b"")
        assert bare.headers["content-length"] == str(len(full.body))
        assert bare.headers["content-type"] == full.headers["content-type"]


async def test_head_changes_nothing_and_begins_no_stream(app, engine):
    assert (await head(app, asking(query="mutation { add }")).reply()).status == 405
    begun = head(app, asking(query="subscription { count(to: 1) }"), accept="text/event-stream")
    assert (await begun.reply()).status == 405
    assert engine.total == 0


HELLO = "query Hello { hello }"


@pytest.fixture
def published(wired):
    return wired(documents=Documents(trusted={sha256_of(HELLO): HELLO}))


@pytest.mark.parametrize(
    "question",
    [
        asking(documentId="sha256:" + sha256_of(HELLO)),
        asking(
            extensions=orjson.dumps(
                {"persistedQuery": {"version": 1, "sha256Hash": sha256_of(HELLO)}}
            ).decode()
        ),
    ],
)
async def test_a_persisted_document_is_answered_304_while_its_answer_stays(published, question):
    first = await get(published, question).reply()
    assert first.json["data"] == {"hello": "world"}
    assert "must-revalidate" in first.headers["cache-control"]
    again = await get(published, question, if_none_match=first.headers["etag"]).reply()
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = await get(published, question, if_none_match='"another"').reply()
    assert other.status == 200


async def test_a_document_in_full_is_not_cached(app):
    reply = await get(app, asking(query="{ hello }")).reply()
    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


async def test_an_answer_with_errors_is_not_cached(wired):
    app = wired(documents=Documents(trusted={"boom": "{ boom }"}))
    reply = await get(app, asking(documentId="boom")).reply()
    assert reply.headers["cache-control"] == "no-store"
