"""The API explorer in a browser with the network cut, over the real application."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from hub import app, settings
from hub.canteen.models import MenuItem
from hub.grid.models import Site
from hub.kernel.clock import day_of, utc_now
from tests import make
from tests.conftest import KEY
from tests.console.conftest import serving

pytestmark = pytest.mark.browser

PASSWORD = "sunflower-42-sunflower"
TABS = ["MealSites", "Menu", "PlaceOrder", "MyOrders", "Board", "BoardChanges"]


@dataclass
class Explorer:
    """The page, and what is cooked tomorrow in the canteen that it shows."""

    page: Page
    item: MenuItem

    @property
    def answer(self) -> Locator:
        return self.page.locator(".result-window")

    @property
    def tabs(self) -> Locator:
        return self.page.locator(".graphiql-tab-button")

    async def run(self, tab: str) -> None:
        """Run one of the examples as it stands."""
        await self.tabs.filter(has_text=re.compile(f"^{tab}$")).click()
        await self.page.locator(".graphiql-query-editor .monaco-editor").first.click()
        await self.page.keyboard.press("ControlOrMeta+Enter")

    async def sign_in(self) -> None:
        await self.page.get_by_placeholder("账号或手机号").fill("chen.wei")
        await self.page.get_by_placeholder("密码").fill(PASSWORD)
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("banner")).to_contain_text("陈伟")


@pytest.fixture
async def explorer(window: BrowserContext, live_database: str) -> AsyncIterator[Explorer]:
    """The explorer of a hub with one canteen, whose staff is chen.wei, open and ready."""
    now = utc_now()
    kitchen = await make.canteen()
    menu = await make.menu(
        kitchen, on=day_of(now) + timedelta(days=1), cutoff_at=now + timedelta(hours=4)
    )
    item = await make.menu_item(menu, await make.dish(name="番茄炒蛋"))
    staff = await make.account(name="chen.wei", display_name="陈伟", password=PASSWORD)
    await make.role_grant(staff, site=await Site.get(id=kitchen.id))
    chosen = settings.load(database_url=live_database, secret_keys=[KEY])
    async with serving(app.make(chosen)) as address:
        page = await window.new_page()
        await page.goto(f"{address}/graphiql")
        await expect(page.locator(".graphiql-query-editor .view-lines")).to_be_visible()
        yield Explorer(page, item)
        await page.close()


async def test_a_newcomer_finds_examples_that_run_as_they_stand(explorer: Explorer) -> None:
    assert await explorer.tabs.all_inner_texts() == TABS
    await explorer.run("MealSites")
    await expect(explorer.answer).to_contain_text('"kind": "CANTEEN"')
    await explorer.run("Menu")
    await expect(explorer.answer).to_contain_text("番茄炒蛋")


async def test_staff_sign_in_and_watch_the_board_live(explorer: Explorer) -> None:
    await explorer.sign_in()
    await explorer.run("Board")
    await expect(explorer.answer).to_contain_text('"totalCount": 0')
    await explorer.run("BoardChanges")
    # From when on the socket is told of changes, only the hub knows.
    async with asyncio.timeout(60):
        while "李秀英" not in await explorer.answer.inner_text():
            resident = await make.resident(name="李秀英")
            await make.meal_order(explorer.item, resident, now=utc_now())


async def test_on_a_phone_the_answer_stands_below_the_question(explorer: Explorer) -> None:
    await explorer.page.set_viewport_size({"width": 390, "height": 844})
    await explorer.run("MealSites")
    await expect(explorer.answer).to_contain_text('"kind": "CANTEEN"')
    question = await explorer.page.locator(".graphiql-editors").bounding_box()
    answer = await explorer.page.locator(".graphiql-response").bounding_box()
    assert question is not None
    assert answer is not None
    assert answer["y"] >= question["y"] + question["height"]
    assert min(question["width"], answer["width"]) > 300
    assert min(question["height"], answer["height"]) > 200
    assert await explorer.page.evaluate("document.documentElement.scrollWidth") == 390


async def test_who_is_signed_in_stays_so_until_they_leave(explorer: Explorer) -> None:
    await explorer.sign_in()
    await explorer.page.reload()
    bar = explorer.page.get_by_role("banner")
    await expect(bar).to_contain_text("陈伟")
    await bar.get_by_role("button", name="退出").click()
    await expect(explorer.page.get_by_placeholder("账号或手机号")).to_be_visible()


async def test_the_documentation_is_at_hand(explorer: Explorer) -> None:
    await explorer.page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = explorer.page.locator(".graphiql-doc-explorer")
    await docs.get_by_text("Query", exact=True).first.click()
    await docs.get_by_text("mealSites").first.click()
    await expect(docs).to_contain_text("食堂和助餐点")
