"""Live boards over sockets: who may look no more is told so, and who reads slowly harms nobody."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from hub.accounts.models import RoleGrant
from hub.accounts.reads import Issuers
from hub.accounts.rules import SessionKind
from hub.accounts.viewers import Viewers
from hub.canteen.models import MealSite, Menu, MenuItem
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.over_http import result, served, staff_token

BOARD = """subscription ($siteId: ID!) { mealOrderChanged(siteId: $siteId) {
    status order { number residentName } } }"""
MINE = "subscription { myMealOrderChanged { status order { number } } }"
REVOKE = """mutation ($input: RoleRevokeInput!) { result: roleRevoke(input: $input) {
    __typename
} }"""
# Fifty kilobytes an event, so that buffers are soon full.
_NAMES = " ".join(f"{'x' * 1000}{number}: __typename" for number in range(50))
LENGTHY = f"subscription {{ myMealOrderChanged {{ status {_NAMES} }} }}"
UNREAD_MOST = 1000
BATCH, BATCHES = 500, 4


class Kitchen(NamedTuple):
    """A server, and a canteen with a dish and somebody who works there."""

    port: int
    site: MealSite
    item: MenuItem
    grant: RoleGrant
    token: str


@pytest.fixture
async def kitchen(chosen_settings: Settings, live_database: str) -> AsyncIterator[Kitchen]:
    item = await make.menu_item(await make.menu())
    menu = await Menu.get(id=item.menu_id)
    site = await MealSite.get(id=menu.site_id)
    worker = await make.account()
    grant = await make.role_grant(worker, Role.CANTEEN_STAFF, site=await site.site)
    token = (await make.session(worker, utc_now())).token
    viewers = Viewers(Issuers([]))
    async with viewers.following(), served(chosen_settings, viewers) as port:
        yield Kitchen(port, site, item, grant, token)


@command
async def tell(
    tx: Transaction, *, site_id: UUID, resident_id: UUID, times: int, status: str
) -> None:
    """So many changes of a resident's orders, which nobody has placed."""
    for _ in range(times):
        facts = {"point_id": site_id, "resident_id": resident_id, "status": status}
        tx.record("meal_order.moved", new_key(), scope_id=site_id, **facts)


class Live:
    """A subscription over a socket of its own."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def message(self) -> dict[str, Any]:
        async with asyncio.timeout(60):
            message: dict[str, Any] = json.loads(await self._socket.recv())
        return message

    async def change(self) -> dict[str, Any]:
        message = await self.message()
        assert message["type"] == "next", message
        (change,) = message["payload"]["data"].values()
        assert isinstance(change, dict), message
        return change

    async def until_live(self, site_id: UUID, resident_id: UUID) -> None:
        """Have something told until it comes: the protocol does not say when a feed has begun."""
        first = asyncio.ensure_future(self.message())
        by = Actor("tell")
        while not first.done():
            await tell(by, site_id=site_id, resident_id=resident_id, times=1, status="LOCKED")
            await asyncio.wait({first}, timeout=0.05)
        assert (await first)["type"] == "next"


@asynccontextmanager
async def live(port: int, token: str, document: str, **variables: object) -> AsyncIterator[Live]:
    async with connect(
        f"ws://127.0.0.1:{port}/graphql",
        subprotocols=[Subprotocol("graphql-transport-ws")],
        # What is all alike would be compressed to nearly nothing.
        compression=None,
    ) as socket:
        payload = {"authorization": f"Bearer {token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        subscribe = {"query": document, "variables": variables}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": subscribe}))
        yield Live(socket)


async def test_whose_role_is_taken_hears_of_the_very_next_change_no_more(kitchen: Kitchen) -> None:
    site = global_id("MealSite", kitchen.site.id)
    administrator = await staff_token(Role.CITY_ADMINISTRATOR)
    async with live(kitchen.port, kitchen.token, BOARD, siteId=site) as board:
        await board.until_live(kitchen.site.id, new_key())
        given = {"grantId": global_id("RoleGrant", kitchen.grant.id), "reason": "Moved on."}
        await result(kitchen.port, REVOKE, token=administrator, input=given)
        await make.meal_order(kitchen.item, await make.resident(name="张桂英"))
        heard = [await board.message()]
        while heard[-1]["type"] == "next":
            heard.append(await board.message())
    assert heard[-1]["type"] == "error"
    assert heard[-1]["payload"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "张桂英" not in json.dumps(heard, ensure_ascii=False)


async def session_of(resident: Resident) -> str:
    account = await make.account(resident)
    return (await make.session(account, utc_now(), kind=SessionKind.RESIDENT)).token


async def test_who_does_not_read_is_told_so_and_others_miss_nothing(kitchen: Kitchen) -> None:
    resident = await make.resident()
    token = await session_of(resident)
    place = kitchen.site.id, resident.id
    told = 0
    async with (
        live(kitchen.port, token, LENGTHY) as slow,
        live(kitchen.port, token, MINE) as quick,
    ):
        await slow.until_live(*place)
        await quick.until_live(*place)
        # More than a subscriber may leave unread and buffers hold, in parts that others can read.
        for _ in range(BATCHES):
            await tell(
                Actor("tell"), site_id=place[0], resident_id=place[1], times=BATCH, status="READY"
            )
            for _ in range(BATCH):
                while (await quick.change())["status"] != "READY":
                    continue
                told += 1
        heard = [await slow.message()]
        while heard[-1]["type"] == "next":
            heard.append(await slow.message())
    assert told == BATCHES * BATCH
    assert heard[-1]["type"] == "error"
    assert heard[-1]["payload"][0]["extensions"]["code"] == "READ_AGAIN"
    assert len(heard) < told - UNREAD_MOST


async def test_what_is_told_to_others_takes_no_place_among_what_is_unread(
    kitchen: Kitchen,
) -> None:
    mine, other = await make.resident(), await make.resident()
    async with live(kitchen.port, await session_of(mine), MINE) as feed:
        await feed.until_live(kitchen.site.id, mine.id)
        # At once, so that nobody could have read them in between.
        for resident, times in ((other, UNREAD_MOST + 1), (mine, 1)):
            await tell(
                Actor("tell"),
                site_id=kitchen.site.id,
                resident_id=resident.id,
                times=times,
                status="READY",
            )
        while (await feed.change())["status"] != "READY":
            continue
