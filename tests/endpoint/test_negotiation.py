"""Which form an answer takes: Accept, Content-Type, Accept-Language, and the status with it."""

import pytest

from hub.endpoint.negotiation import accepted, language_of
from tests.endpoint.asgi_client import get, post

JSON = "application/json; charset=utf-8"
RESPONSE = "application/graphql-response+json; charset=utf-8"
URQLS_ACCEPT = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/json; charset=utf-8", JSON),
        ("application/json;q=0.5, text/html", JSON),
        ("application/graphql-response+json", RESPONSE),
        ("application/graphql-response+json; charset=utf-8", RESPONSE),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("application/graphql-response+json;q=0.2, application/json", JSON),
        ("application/json, application/graphql-response+json", JSON),
        ("application/graphql-response+json, application/json", RESPONSE),
        ("*/*;q=0.1, application/graphql-response+json", RESPONSE),
        # Apollo Client 4, urql 6 and graphql-request 7, as they send it.
        ("application/graphql-response+json,application/json;q=0.9", RESPONSE),
        (URQLS_ACCEPT, RESPONSE),
    ],
)
async def test_an_answer_has_the_type_that_is_accepted(app, accept, content_type):
    reply = await post(app, {"query": "{ hello }"}, accept=accept).reply()
    assert (reply.status, reply.headers["content-type"]) == (200, content_type)
    assert reply.json["data"] == {"hello": "world"}


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "application/json;q=0",
        "application/json; charset=iso-8859-1",
        "application/xml, text/*",
        "application/json;q=much",
        ",,,;;;",
        "nonsense",
    ],
)
async def test_nothing_acceptable_is_406(app, accept):
    reply = await post(app, {"query": "{ hello }"}, accept=accept).reply()
    assert (reply.status, reply.code) == (406, "NOT_ACCEPTABLE")
    assert reply.headers["content-type"] == JSON


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "text/plain; x=application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonp",
        "application/graphql",
        "application/json+x",
    ],
)
async def test_a_body_that_is_not_json_is_415(app, content_type):
    reply = await post(app, {"query": "{ hello }"}, content_type=content_type).reply()
    assert (reply.status, reply.code) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_a_compressed_body_is_415(app):
    reply = await post(app, {"query": "{ hello }"}, content_encoding="gzip").reply()
    assert reply.status == 415


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON;charset=UTF-8", 'application/json;charset="utf-8"'],
)
async def test_json_in_utf8_is_read(app, content_type):
    call = post(app, {"query": '{ echo(text: "走🏃Swim") }'}, content_type=content_type)
    assert (await call.reply()).json["data"] == {"echo": "走🏃Swim"}


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query ($text: String!) { echo(text: $text) }", {"text": None}, "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", None, "OPERATION_RESOLUTION_FAILURE"),
    ],
)
async def test_a_request_error_has_no_data_and_is_400_to_those_who_know_the_new_type(
    app, query, variables, code
):
    body = {"query": query, "variables": variables}
    newer = await post(app, body, accept="application/graphql-response+json").reply()
    plain = await post(app, body, accept="application/json").reply()
    assert (newer.status, plain.status) == (400, 200)
    for reply in (newer, plain):
        assert list(reply.json) == ["errors"]
        assert reply.code == code


async def test_errors_come_before_data_and_do_not_change_the_status(app):
    reply = await post(
        app, {"query": "{ hello boom }"}, accept="application/graphql-response+json"
    ).reply()
    assert reply.status == 200
    assert list(reply.json)[:2] == ["errors", "data"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
async def test_another_method_is_405_and_says_which_are_allowed(app, method):
    call = post(app, {"query": "{ hello }"})
    call.task.cancel()
    from_other = type(call)(app, method, b"", {"content-type": "application/json"}, [b"{}"])
    reply = await from_other.reply()
    assert (reply.status, reply.code) == (405, "METHOD_NOT_ALLOWED")
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"


async def test_an_answer_says_what_it_varies_with(app):
    reply = await post(app, {"query": "{ hello }"}).reply()
    assert {"Accept", "Accept-Language", "Origin"} <= set(reply.headers["vary"].split(", "))
    assert reply.headers["cache-control"] == "no-store"


async def test_a_subscription_asked_as_json_is_406(app):
    reply = await post(app, {"query": "subscription { count(to: 1) }"}).reply()
    assert reply.status == 406
    assert "text/event-stream" in reply.json["errors"][0]["message"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh-CN"),
        (b"", "zh-CN"),
        (b"en", "en"),
        (b"en-GB,en;q=0.9", "en"),
        (b"zh-TW, en;q=0.5", "zh-CN"),
        (b"fr, en;q=0.2, zh;q=0.1", "en"),
        (b"fr", "zh-CN"),
        (b"*", "zh-CN"),
        (b"en;q=0", "zh-CN"),
        (b"en;q=x;;,,\xff", "zh-CN"),
    ],
)
def test_the_language_is_the_one_preferred(header, language):
    assert language_of(header) == language


async def test_the_language_reaches_fields_and_problems(app):
    field = await post(app, {"query": "{ language }"}, accept_language="en").reply()
    assert field.json["data"] == {"language": "en"}
    problem = await post(app, b"", accept_language="zh-CN").reply()
    assert problem.json["errors"][0]["message"].startswith("请求格式不正确")


def test_an_endless_header_is_read_only_so_far():
    assert accepted(b"text/html," * 10_000 + b"application/json").json is None


async def test_a_get_is_negotiated_alike(app):
    reply = await get(app, b"query=%7Bhello%7D", accept="application/graphql-response+json").reply()
    assert reply.headers["content-type"] == RESPONSE
