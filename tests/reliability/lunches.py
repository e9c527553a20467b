"""Residents with a session each, and menus that they may order from now."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import aiohttp
import asyncpg

from hub.accounts.rules import SessionKind
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.query import global_id
from tests import make

PLACE = """mutation Place($input: MealOrderPlaceInput!) {
  mealOrderPlace(input: $input) {
    ... on MealOrderPlaced { order { id number } }
    ... on CanteenRefusal { reason }
  }
}"""
# Each of them is the number of orders, when nothing is lost or double.
_COUNTS = """SELECT
(SELECT count(*) FROM meal_order) AS orders,
(SELECT count(DISTINCT (menu_id, number)) FROM meal_order) AS numbers,
(SELECT sum(last_number) FROM menu) AS last_numbers,
(SELECT sum(portions) FROM meal_order_line) AS portions,
(SELECT sum(taken) FROM menu_item) AS taken,
(SELECT count(*) FROM meal_order_move) AS moves,
(SELECT count(*) FROM event WHERE topic = 'meal_order.placed') AS events,
(SELECT count(*) FROM audit WHERE operation = 'mealOrderPlace' AND outcome = 'OK') AS audited,
(SELECT count(*) FROM idempotency WHERE result IS NOT NULL) AS keys"""
# How long a client waits before it asks a server again that went away.
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Lunch:
    """One menu and the dish on it, as clients name them."""

    menu_id: str
    item_id: str
    on: date

    def order(self, key: str) -> dict[str, Any]:
        """The input of an order of one portion."""
        return {
            "menuId": self.menu_id,
            "mode": "PICKUP",
            "lines": [{"itemId": self.item_id, "portions": 1}],
            "idempotencyKey": key,
        }


@dataclass(frozen=True, slots=True)
class Canteen:
    """A canteen with its lunches, the residents' tokens, and that of somebody who works there."""

    site_id: UUID
    lunches: list[Lunch]
    tokens: list[str]
    staff_token: str


async def canteen(*, residents: int, lunches: int, portions: int = 10_000) -> Canteen:
    """Make all of it on the database that is connected."""
    now = utc_now()
    kitchen = await make.canteen()
    served = []
    for day in range(lunches):
        on = day_of(now + timedelta(days=5 + day))
        menu = await make.menu(
            kitchen,
            on=on,
            cutoff_at=now + timedelta(days=3),
            published_at=now - timedelta(days=1),
        )
        item = await make.menu_item(menu, portions=portions)
        served.append(Lunch(global_id("Menu", menu.id), global_id("MenuItem", item.id), on))
    home = await make.entrance()
    tokens = []
    for _ in range(residents):
        account = await make.account(await make.resident(home))
        session = await make.session(account, now, kind=SessionKind.RESIDENT)
        tokens.append(session.token)
    worker = await make.account()
    await make.role_grant(worker, Role.CANTEEN_STAFF, site=await kitchen.site)
    return Canteen(kitchen.id, served, tokens, (await make.session(worker, now)).token)


async def place(client: aiohttp.ClientSession, token: str, lunch: Lunch, key: str) -> str:
    """Order as an app does that does not give up: the same key until there is an answer."""
    body = {"query": PLACE, "variables": {"input": lunch.order(key)}}
    headers = {"Authorization": f"Bearer {token}"}
    while True:
        try:
            async with client.post("/graphql", json=body, headers=headers) as response:
                answer = await response.json()
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(_PAUSE_SECONDS)
            continue
        if "errors" not in answer:
            order_id: str = answer["data"]["mealOrderPlace"]["order"]["id"]
            return order_id
        code = answer["errors"][0]["extensions"]["code"]
        assert code == "SERVICE_UNAVAILABLE", answer
        await asyncio.sleep(_PAUSE_SECONDS)


async def counts(url: str) -> dict[str, int]:
    """What the database holds of orders, counted in every place that knows of them."""
    connection = await asyncpg.connect(url)
    try:
        return dict(await connection.fetchrow(_COUNTS))
    finally:
        await connection.close()
