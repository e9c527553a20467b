"""A browser that reaches nothing but the hub."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    async_playwright,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# By name no other machine can be found, so what a page would fetch elsewhere fails.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@asynccontextmanager
async def serving(app: Any) -> AsyncIterator[str]:
    """An ASGI application on a free port of this machine; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Chromium, with the network cut."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[ALONE, "--no-sandbox"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def window(chromium: Browser) -> AsyncIterator[BrowserContext]:
    """A window of its own, in Chinese. Whatever a page complains of fails the test."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def miss(request: Request) -> None:
        # A page that is left stops what it was still fetching.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"{request.url}: {request.failure}")

    context = await chromium.new_context(
        locale="zh-CN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    context.on("console", hear)
    context.on("weberror", lambda failed: complaints.append(str(failed.error)))
    context.on("requestfailed", miss)
    yield context
    await context.close()
    assert complaints == []
