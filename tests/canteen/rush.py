"""Many clients at once: residents with sessions who order, and whether the sums agree after."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hub.accounts.commands.sessions import new_token
from hub.accounts.models import Account, Session
from hub.accounts.rules import SessionKind, SignInMethod, token_hash
from hub.canteen.models import MealOrder, MealOrderLine, Menu, MenuItem, Serving
from hub.canteen.rules import CANCELLED
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.people.rules import Sex
from hub.query import global_id
from tests import make
from tests.over_http import result

PLACE = """mutation ($input: MealOrderPlaceInput!) { result: mealOrderPlace(input: $input) {
    __typename
    ... on MealOrderPlaced { order { id number } }
    ... on CanteenRefusal { reason }
} }"""


@dataclass(frozen=True, slots=True)
class Client:
    """A resident and the token of their session."""

    resident: Resident
    token: str


async def clients(number: int, now: datetime) -> list[Client]:
    """So many residents, each signed in."""
    home = await make.entrance()
    residents = [
        Resident(
            id=new_key(),
            name=f"居民{index}",
            sex=Sex.FEMALE,
            born_on=date(1950, 1, 1),
            area_id=home.id,
            registered_at=now,
        )
        for index in range(number)
    ]
    await Resident.bulk_create(residents)
    accounts = [
        Account(id=new_key(), display_name=each.name, resident_id=each.id, created_at=now)
        for each in residents
    ]
    await Account.bulk_create(accounts)
    tokens = [new_token() for _ in accounts]
    await Session.bulk_create(
        Session(
            id=new_key(),
            account_id=account.id,
            token_hash=token_hash(token),
            kind=SessionKind.RESIDENT,
            method=SignInMethod.PHONE_CODE,
            source="192.0.2.1",
            user_agent="test",
            created_at=now,
            seen_at=now,
            idle_seconds=3600,
            expires_at=now + timedelta(hours=1),
        )
        for account, token in zip(accounts, tokens, strict=True)
    )
    return [Client(*pair) for pair in zip(residents, tokens, strict=True)]


async def place(port: int, client: Client, item: MenuItem, **more: object) -> dict[str, Any]:
    """What `mealOrderPlace` answers to a client who wants one portion, over its own connection."""
    given = {
        "menuId": global_id("Menu", item.menu_id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id)}],
        **more,
    }
    return await result(port, PLACE, token=client.token, input=given)


async def place_all(port: int, everybody: Sequence[Client], item: MenuItem) -> list[dict[str, Any]]:
    """All of them at once."""
    return await asyncio.gather(*(place(port, client, item) for client in everybody))


async def check_sums(menu_id: object) -> None:
    """What is taken is what live orders hold, and numbers count up without a gap."""
    orders = await MealOrder.filter(menu_id=menu_id)
    live = [order.id for order in orders if order.status not in CANCELLED]
    for item in await MenuItem.filter(menu_id=menu_id):
        lines = await MealOrderLine.filter(item_id=item.id, order_id__in=live)
        assert item.taken == sum(line.portions for line in lines)
        assert 0 <= item.taken <= item.portions
    for serving in await Serving.filter(menu_id=menu_id):
        held = [order for order in orders if order.serving_id == serving.id and order.id in live]
        assert serving.taken == len(held)
    numbers = sorted(order.number for order in orders)
    assert numbers == list(range(1, len(orders) + 1))
    assert (await Menu.get(id=menu_id)).last_number == len(orders)
