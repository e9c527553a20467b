"""A browser that reaches nothing but the hub."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from playwright.async_api import BrowserContext, async_playwright

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


@pytest.fixture
async def chromium() -> AsyncIterator[BrowserContext]:
    """A window of Chromium in Chinese. Whatever a page complains of fails the test."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=[ALONE, "--no-sandbox"]
        )
        window = await browser.new_context(
            locale="zh-CN", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        window.set_default_timeout(10_000)
        window.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        window.on("weberror", lambda failed: complaints.append(str(failed.error)))
        window.on("requestfailed", lambda request: complaints.append(request.url))
        yield window
        await browser.close()
    assert complaints == []
