"""No body whatever gives a 5xx, and each that cannot be run says why, with a code."""

import asyncio

import orjson
import pytest

from tests.endpoint.asgi_client import HttpCall, post

DEEP = 100_000
QUERY = b'"query":"{ hello }"'

MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b"   \n",
    "null": b"null",
    "true": b"true",
    "false": b"false",
    "zero": b"0",
    "a number": b"1",
    "a negative number": b"-1.5e3",
    "a string": b'"{ hello }"',
    "an empty string": b'""',
    "an empty list": b"[]",
    "a list of numbers": b"[1,2]",
    "a list of nulls": b"[null]",
    "a batch": b'[{"query":"{ hello }"},{"query":"{ hello }"}]',
    "a list of lists": b"[[[]]]",
    "an empty object": b"{}",
    "not JSON": b"hello",
    "a bare document": b"{ hello }",
    "half an object": b'{"query":',
    "half a string": b'{"query":"{ hello',
    "a closing brace too many": b"{" + QUERY + b"}}",
    "a trailing comma": b"{" + QUERY + b",}",
    "single quotes": b"{'query':'{ hello }'}",
    "a comment": b"{/* */" + QUERY + b"}",
    "two objects": b"{" + QUERY + b"}{" + QUERY + b"}",
    "a form": b"query=%7Bhello%7D",
    "a byte order mark": b"\xef\xbb\xbf{" + QUERY + b"}",
    "UTF-16": '{"query":"{ hello }"}'.encode("utf-16"),
    "Latin-1": '{"query":"{ hello } # é"}'.encode("latin-1"),
    "bytes that are no UTF-8": b'{"query":"\xff\xfe"}',
    "an overlong encoding": b'{"query":"\xc0\xaf"}',
    "an encoded surrogate": b'{"query":"\xed\xa0\x80"}',
    "a lone surrogate": b'{"query":"{ echo(text: \\"\\ud800\\") }"}',
    "a surrogate in a key": b'{"\\udc00":1,' + QUERY + b"}",
    "a NUL byte": b'{"query":"\x00"}',
    "NUL bytes": b"\x00" * 64,
    "a control character": b'{"query":"{ hello }\x01"}',
    "NaN": b"{" + QUERY + b',"variables":{"x":NaN}}',
    "Infinity": b"{" + QUERY + b',"variables":{"x":Infinity}}',
    "a leading zero": b"{" + QUERY + b',"variables":{"x":01}}',
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep variables": b"{" + QUERY + b',"variables":{"x":' + b"[" * DEEP + b"]" * DEEP + b"}}",
    "only openings": b"[" * DEEP,
    "query null": b'{"query":null}',
    "query empty": b'{"query":""}',
    "query a number": b'{"query":0}',
    "query a boolean": b'{"query":false}',
    "query an object": b'{"query":{"obj":"ect"}}',
    "query a list": b'{"query":["array"]}',
    "query misspelt": b'{"qeury":"{ hello }"}',
    "query in capitals": b'{"Query":"{ hello }"}',
    "operationName a number": b"{" + QUERY + b',"operationName":0}',
    "operationName a boolean": b"{" + QUERY + b',"operationName":false}',
    "operationName an object": b"{" + QUERY + b',"operationName":{}}',
    "operationName a list": b"{" + QUERY + b',"operationName":[]}',
    "variables a string": b"{" + QUERY + b',"variables":"{}"}',
    "variables a number": b"{" + QUERY + b',"variables":0}',
    "variables a boolean": b"{" + QUERY + b',"variables":false}',
    "variables a list": b"{" + QUERY + b',"variables":[]}',
    "extensions a string": b"{" + QUERY + b',"extensions":"x"}',
    "extensions a number": b"{" + QUERY + b',"extensions":0}',
    "extensions a boolean": b"{" + QUERY + b',"extensions":false}',
    "extensions a list": b"{" + QUERY + b',"extensions":[]}',
    "documentId a number": b'{"documentId":1}',
    "documentId an object": b'{"documentId":{}}',
    "persistedQuery null": b'{"extensions":{"persistedQuery":null}}',
    "persistedQuery a string": b'{"extensions":{"persistedQuery":"x"}}',
    "persistedQuery without a hash": b'{"extensions":{"persistedQuery":{"version":1}}}',
    "a hash that is a number": b'{"extensions":{"persistedQuery":{"sha256Hash":1}}}',
    "a hash that is none": b'{"extensions":{"persistedQuery":{"sha256Hash":"abc"}}}',
    "a hash in capitals": b'{"extensions":{"persistedQuery":{"sha256Hash":"' + b"A" * 64 + b'"}}}',
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_a_malformed_body_is_400_with_a_code(app, engine, body, accept):
    reply = await post(app, body, accept=accept).reply()
    assert (reply.status, reply.code) == (400, "BAD_REQUEST")
    assert list(reply.json) == ["errors"]
    assert reply.json["errors"][0]["message"].startswith("The request is malformed: ")
    assert not engine.contexts


STRANGE: dict[str, str] = {
    "a NUL": "{ hello }\x00",
    "an unpaired brace": "{ hello",
    "deep braces": "{" * DEEP,
    "deep selections": "{ a " * 5_000 + "}" * 5_000,
    "deep lists": "{ echo(text: " + "[" * 5_000 + "]" * 5_000 + ") }",
    "only a comment": "# nothing",
    "only blanks": "  \n\t ",
    "only a fragment": "fragment F on Query { hello }",
    "a type": "type Query { hello: String }",
    "an emoji": "🏃",
    "an unclosed block string": '{ echo(text: """) }',
    "an unfinished escape": '{ echo(text: "\\u12") }',
    "a surrogate escape": '{ echo(text: "\\ud83d") }',
    "a recursive fragment": "{ ...F } fragment F on Query { ...F }",
    "an operation of another name": "query A { hello }",
}


@pytest.mark.parametrize("document", STRANGE.values(), ids=STRANGE)
async def test_a_strange_document_is_a_request_error(app, document):
    body = {"query": document, "operationName": "Other" if "query A" in document else None}
    reply = await post(app, body, accept="application/graphql-response+json").reply()
    assert reply.status == 400
    assert reply.code.startswith(("GRAPHQL_", "OPERATION_"))


async def test_unknown_parameters_and_nulls_are_no_matter(app):
    body = {"query": "{ hello }", "variables": None, "operationName": None, "extensions": None}
    reply = await post(app, {**body, "id": 7, "more": [1]}).reply()
    assert reply.json["data"] == {"hello": "world"}


async def test_a_body_may_come_in_pieces(app):
    text = orjson.dumps({"query": '{ echo(text: "一二三") }'})
    reply = await post(app, [text[n : n + 1] for n in range(len(text))]).reply()
    assert reply.json["data"] == {"echo": "一二三"}


async def test_a_body_that_says_it_is_too_large_is_413_unread(wired):
    app = wired({"body_bytes": 100})
    reply = await post(app, {"query": "{ hello }"}, content_length="101").reply()
    assert (reply.status, reply.code) == (413, "PAYLOAD_TOO_LARGE")
    assert reply.headers["connection"] == "close"


@pytest.mark.parametrize("length", ["-1", "many", "9" * 400])
async def test_a_strange_content_length_is_4xx(app, length):
    reply = await post(app, {"query": "{ hello }"}, content_length=length).reply()
    assert reply.status == 413


@pytest.mark.parametrize("chunks", [[b"x" * 101], [b"x" * 60, b"x" * 60], [b"x" * 200, b"x", b"x"]])
async def test_a_body_that_is_too_large_is_given_up_while_it_streams(wired, chunks):
    reply = await post(wired({"body_bytes": 100, "linger_seconds": 0.01}), chunks).reply()
    assert (reply.status, reply.code) == (413, "PAYLOAD_TOO_LARGE")


async def test_a_body_that_does_not_come_is_408(wired):
    app = wired({"body_seconds": 0.01})
    call = HttpCall(app, "POST", b"", {"content-type": "application/json"}, [])
    reply = await call.reply()
    assert (reply.status, reply.code) == (408, "REQUEST_TIMEOUT")


async def test_a_client_that_leaves_while_sending_is_no_error(app, done):
    call = HttpCall(app, "POST", b"", {"content-type": "application/json"}, [])
    call.leave()
    async with asyncio.timeout(60):
        await call.task
    assert not call.events


async def test_every_answer_has_a_request_id_and_a_sane_one_is_kept(app):
    async def answered_with(given: str) -> str:
        reply = await post(app, {"query": "{ hello }"}, x_request_id=given).reply()
        return reply.headers["x-request-id"]

    assert await answered_with("proxy-7.a_B") == "proxy-7.a_B"
    for strange in ("", "a b", "x" * 65, "new\nline", "引"):
        made = await answered_with(strange.encode().decode("latin-1"))
        assert made != strange
        assert made.isalnum()


async def test_every_answer_tells_the_versions_of_the_api_and_its_schema(wired):
    app = wired(version="1.2.3", schema_version="abc")
    for body in ({"query": "{ hello }"}, b"nonsense"):
        headers = (await post(app, body).reply()).headers
        assert (headers["x-api-version"], headers["x-schema-version"]) == ("1.2.3", "abc")


async def test_the_unexpected_is_masked_and_carries_the_id_of_the_log(app, engine, caplog):
    engine.crash = RuntimeError("secret of the database")
    reply = await post(app, {"query": "{ hello }"}, x_request_id="abc").reply()
    assert (reply.status, reply.code) == (500, "INTERNAL_SERVER_ERROR")
    assert reply.json["errors"][0]["extensions"]["requestId"] == "abc"
    assert b"secret" not in reply.body
    assert [record.request_id for record in caplog.records] == ["abc"]


async def test_a_clients_mistake_is_not_logged(app, caplog):
    await post(app, b"nonsense").reply()
    await post(app, {"query": "{ nothing }"}).reply()
    assert not caplog.records


async def test_the_access_log_hears_of_everything_that_was_answered(app, done):
    await post(app, {"query": "query Hi { hello }", "operationName": "Hi"}).reply()
    await post(app, b"nonsense").reply()
    well, ill = done
    assert (well.transport, well.kind, well.operation_name, well.code) == (
        "http",
        "query",
        "Hi",
        None,
    )
    assert (well.status, well.points, well.bytes > 0, well.seconds > 0) == (200, 3, True, True)
    assert (ill.status, ill.kind, ill.code) == (400, None, "BAD_REQUEST")
