"""Many clients at once: residents with sessions, and a server that they reach over TCP."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import uvicorn

from hub import app
from hub.accounts.commands.sessions import new_token
from hub.accounts.models import Account, Session
from hub.accounts.rules import SessionKind, SignInMethod, token_hash
from hub.canteen.models import MealOrder, MealOrderLine, Menu, MenuItem, Serving
from hub.canteen.rules import CANCELLED
from hub.endpoint.asgi import endpoint
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.people.rules import Sex
from hub.query import global_id
from hub.settings import Settings
from tests import make

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


@asynccontextmanager
async def served(chosen: Settings) -> AsyncIterator[int]:
    """The real endpoint behind uvicorn; gives the port that it listens at."""
    wiring = replace(app.wired(chosen, app.viewers_of(chosen)), budgets=None)
    config = uvicorn.Config(endpoint(wiring), port=0, lifespan="off", log_config=None, backlog=4096)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await running


async def place(port: int, client: Client, item: MenuItem, **more: object) -> dict[str, Any]:
    """What `mealOrderPlace` answers to a client who wants one portion, over its own connection."""
    given = {
        "menuId": global_id("Menu", item.menu_id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id)}],
        **more,
    }
    # A library for HTTP would take more of the processor than the server does.
    content = json.dumps({"query": PLACE, "variables": {"input": given}}).encode()
    head = (
        f"POST {app.GRAPHQL} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Authorization: Bearer {client.token}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + content)
        answer = await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert "errors" not in body, body
    result: dict[str, Any] = body["data"]["result"]
    return result


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
