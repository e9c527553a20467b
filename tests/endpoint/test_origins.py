"""Pages of other sites: forged requests are refused, listed ones may call."""

from urllib.parse import urlencode

import pytest

from hub.endpoint import Origins
from tests.endpoint.asgi_client import HttpCall, get, post

QUESTION = urlencode({"query": "{ hello }"}).encode()
FRIEND = "https://app.example.cn"


@pytest.fixture
def app(wired):
    return wired(origins=Origins(frozenset({FRIEND})))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content_type": "text/plain"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": "application/x-www-form-urlencoded;application/json"},
        {"content_type": "nonsense"},
        {"graphql_require_preflight": ""},
        {"origin": "https://evil.example"},
        {"sec_fetch_mode": "no-cors", "sec_fetch_site": "cross-site"},
        {"sec_fetch_mode": "cors", "sec_fetch_site": "same-site"},
        {"sec_fetch_mode": "navigate", "sec_fetch_site": "none"},
        {"sec_fetch_mode": "cors", "sec_fetch_site": "same-origin", "cookie": "hub_session=good"},
        {"sec_fetch_mode": "cors", "cookie": "hub_session=good"},
    ],
)
async def test_a_get_that_a_page_could_forge_is_refused(app, engine, headers):
    reply = await get(app, QUESTION, **{"graphql_require_preflight": "", **headers}).reply()
    assert (reply.status, reply.code) == (400, "CSRF_PREVENTED")
    assert not engine.contexts


@pytest.mark.parametrize(
    "headers",
    [
        {"graphql_require_preflight": "1"},
        {"apollo_require_preflight": "true"},
        {"x_apollo_operation_name": "Hello"},
        {"content_type": "application/json"},
        {"sec_fetch_mode": "cors"},
        {"sec_fetch_mode": "cors", "sec_fetch_site": "same-origin"},
        {"apollo_require_preflight": "1", "cookie": "hub_session=good"},
    ],
)
async def test_a_get_that_no_page_can_forge_is_answered(app, headers):
    reply = await get(app, QUESTION, **{"graphql_require_preflight": "", **headers}).reply()
    assert reply.json["data"] == {"hello": "world"}


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_a_post_that_a_page_could_forge_changes_nothing(app, engine, content_type):
    body = {"query": "mutation { add }"}
    reply = await post(app, body, content_type=content_type, cookie="hub_session=good").reply()
    assert 400 <= reply.status < 500
    assert engine.total == 0


async def preflight(app, origin: str, **headers: str) -> dict[str, str]:
    asked = {"origin": origin, "access-control-request-method": "POST", **headers}
    reply = await HttpCall(app, "OPTIONS", b"", asked, [b""]).reply()
    assert (reply.status, reply.body) == (204, b"")
    return reply.headers


async def test_a_listed_page_may_call(app):
    allowed = await preflight(app, FRIEND)
    assert allowed["access-control-allow-origin"] == FRIEND
    assert allowed["access-control-allow-methods"] == "GET, POST"
    assert {"authorization", "content-type"} <= set(
        allowed["access-control-allow-headers"].split(", ")
    )
    assert allowed["vary"] == "Origin"
    reply = await post(app, {"query": "{ hello }"}, origin=FRIEND).reply()
    assert reply.headers["access-control-allow-origin"] == FRIEND
    assert "x-request-id" in reply.headers["access-control-expose-headers"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", FRIEND + ".evil.example", "http://app.example.cn"]
)
async def test_a_page_that_is_not_listed_is_not_answered_in_words_it_can_read(app, origin):
    assert "access-control-allow-origin" not in await preflight(app, origin)
    reply = await post(app, {"query": "{ hello }"}, origin=origin).reply()
    assert "access-control-allow-origin" not in reply.headers


async def test_a_listed_page_can_read_problems_too(app):
    reply = await post(app, b"nonsense", origin=FRIEND).reply()
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (400, FRIEND)


async def test_options_says_what_is_allowed(app):
    reply = await HttpCall(app, "OPTIONS", b"", {}, [b""]).reply()
    assert reply.headers["allow"] == "GET, HEAD, POST, OPTIONS"
