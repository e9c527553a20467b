"""The API explorer in a browser with the network cut, over the real endpoint."""

import re
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from playwright.async_api import BrowserContext, Page, expect
from starlette.applications import Starlette

from hub import console
from hub.app import Application
from hub.endpoint import Wiring, endpoint
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from tests.console.conftest import serving
from tests.endpoint.small_engine import SmallEngine

pytestmark = pytest.mark.browser


async def authenticate(token: str, _now: datetime) -> Viewer:
    raise Unauthenticated


@pytest.fixture
async def explorer(window: BrowserContext) -> AsyncIterator[Page]:
    """The explorer, open and ready."""
    graphql = endpoint(Wiring(SmallEngine(), authenticate))
    async with serving(Application(graphql, Starlette(routes=[*console.routes()]))) as address:
        page = await window.new_page()
        await page.goto(f"{address}/graphiql")
        await expect(page.locator(".graphiql-query-editor .view-lines")).to_be_visible()
        yield page
        await page.close()


async def run(page: Page, document: str) -> None:
    """Write a document into a new tab and run it."""
    await page.get_by_role("button", name="New tab").click()
    editor = page.locator(".graphiql-query-editor .monaco-editor").first
    await editor.click()
    await page.keyboard.press("ControlOrMeta+A")
    await page.keyboard.insert_text(document)
    await page.keyboard.press("ControlOrMeta+Enter")


async def test_a_query_is_answered(explorer):
    await run(explorer, "{ hello }")
    await expect(explorer.locator(".result-window")).to_contain_text(re.compile(r"hello.*world"))


async def test_a_subscription_shows_each_event(explorer):
    await run(explorer, "subscription { count(to: 3) }")
    await expect(explorer.locator(".result-window")).to_contain_text(re.compile(r"count.*3"))


async def test_the_documentation_is_at_hand(explorer):
    await explorer.get_by_role("button", name="Show Documentation Explorer").click()
    docs = explorer.locator(".graphiql-doc-explorer")
    await docs.get_by_text("Query", exact=True).first.click()
    await expect(docs).to_contain_text("echo")


async def test_a_newcomer_finds_examples_in_tabs(explorer):
    names = await explorer.locator(".graphiql-tab-button").all_inner_texts()
    assert len(names) >= 5
    assert "<untitled>" not in names
