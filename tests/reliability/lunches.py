"""Residents with a session each, and menus that they may order from now."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import aiohttp

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
# How long a client waits before it asks a server again that went away.
_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Lunch:
    """One menu and the dish on it, as clients name them."""

    menu_id: str
    item_id: str

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
        menu = await make.menu(
            kitchen,
            on=day_of(now + timedelta(days=5 + day)),
            cutoff_at=now + timedelta(days=3),
            published_at=now - timedelta(days=1),
        )
        item = await make.menu_item(menu, portions=portions)
        served.append(Lunch(global_id("Menu", menu.id), global_id("MenuItem", item.id)))
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
