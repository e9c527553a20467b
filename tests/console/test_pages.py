"""The console's pages: what a browser is sent, with which promises."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from hub import console


def browsing(*, graphiql: bool = True) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Starlette(routes=[*console.routes(graphiql=graphiql)]))
    return httpx.AsyncClient(transport=transport, base_url="http://hub.example")


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with browsing() as client:
        yield client


def assets_of(page: httpx.Response) -> list[str]:
    return re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text)


@pytest.mark.parametrize("path", ["/", "/graphiql"])
async def test_a_page_runs_only_what_the_hub_itself_serves(browser, path):
    page = await browser.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(
        directive.split(" ", 1) for directive in page.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
    assert "://" not in page.text.replace("http://127.0.0.1:8000", "")
    assert not re.search(
        r"<script(?! type=\"module\" src=\"/assets/)|<style| style=| on\w+=", page.text
    )


@pytest.mark.parametrize("path", ["/", "/graphiql"])
async def test_a_page_is_asked_for_again_and_answered_with_304(browser, path):
    page = await browser.get(path)
    assert page.headers["cache-control"] == "no-cache"
    again = await browser.get(path, headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/graphiql"])
async def test_what_a_page_needs_is_there_and_may_be_kept_for_ever(browser, path):
    assets = assets_of(await browser.get(path))
    assert assets
    for asset in assets:
        answer = await browser.get(asset)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert re.search(r"-[0-9a-zA-Z]{8}\.\w+$", asset), "the name says what is in it"


async def test_a_bundle_is_sent_compressed_to_whoever_takes_it(browser):
    script = next(name for name in assets_of(await browser.get("/graphiql")) if name.endswith("js"))
    small = await browser.head(script, headers={"Accept-Encoding": "br, gzip"})
    plain = await browser.head(script, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert int(small.headers["content-length"]) * 2 < int(plain.headers["content-length"])


@pytest.mark.parametrize(
    "name", ["..%2F__init__.py", "manifest.json", "front.css", "%00", "x" * 5000]
)
async def test_nothing_else_is_served(browser, name):
    assert (await browser.get(f"/assets/{name}")).status_code == 404


async def test_where_the_explorer_is_off_nothing_leads_to_it():
    async with browsing(graphiql=False) as browser:
        assert (await browser.get("/graphiql")).status_code == 404
        front = await browser.get("/")
        assert "has-explorer" not in front.text


async def test_pages_that_could_not_be_built_say_how_to_build_them(browser, tmp_path, monkeypatch):
    (tmp_path / "pages").symlink_to(console.HERE / "pages")
    monkeypatch.setattr(console, "HERE", tmp_path)
    assert not console.is_built()
    async with browsing() as bare:
        page = await bare.get("/graphiql")
        assert page.status_code == 200
        assert "npm run build" in page.text
        assert (await bare.get("/")).status_code == 200
