"""The order board and one's own orders, told as they change, to who may see them."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from hub import app
from hub.canteen import commands
from hub.canteen.models import MealSite, Menu
from hub.canteen.rules import FulfilmentMode, TemperaturePlace
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor, Context
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.people.rules import ProxyScope
from hub.query import Answer, Request, global_id
from hub.settings import Settings
from tests import make
from tests.make.canteen import BEFORE, CUTOFF

pytestmark = pytest.mark.usefixtures("live_database")

BOARD = """subscription ($siteId: ID!) { mealOrderChanged(siteId: $siteId) {
    status order { number residentName status } } }"""
MINE = "subscription { myMealOrderChanged { status order { number } } }"
ALARMS = """subscription ($siteId: ID!) { temperatureAlarmed(siteId: $siteId) {
    reading { tenths place } } }"""
LOCKED = """subscription ($siteId: ID!) { menuLocked(siteId: $siteId) { menu { status } } }"""


KNOCK = "NO_SHOW"


@command
async def knock(
    tx: Transaction, *, site_id: UUID, point_id: UUID, resident_id: UUID | None
) -> None:
    """An event of every topic that these subscriptions follow, about nothing that is stored."""
    facts = {"point_id": point_id, "resident_id": resident_id or site_id, "status": KNOCK}
    for topic in ("meal_order.knocked", "menu.locked", "temperature.alarm"):
        tx.record(topic, new_key(), scope_id=site_id, **facts)


class Told:
    """What a subscriber is told, without the knocks."""

    def __init__(self, answers: AsyncGenerator[Answer, None]) -> None:
        self._answers = answers

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(60):
            async for answer in self._answers:
                body = json.loads(answer.body)
                event = next(iter((body.get("data") or {"": None}).values()))
                is_knock = event is not None and (
                    event.get("status") == KNOCK
                    or event.get("menu", "") is None
                    or event.get("reading", "") is None
                )
                if not is_knock:
                    return event or body
        raise AssertionError("the subscription has ended")


@asynccontextmanager
async def told(
    chosen: Settings,
    document: str,
    viewer: Viewer,
    site_id: UUID,
    *,
    point_id: UUID | None = None,
    context: Context | None = None,
    **variables: object,
) -> AsyncIterator[Told]:
    """A subscriber who is live: knocked at until they have heard it.

    In a `context` that is given, the viewer can be changed meanwhile, as the endpoint does.
    """
    request = Request(document=document, operation_name=None, variables=variables)
    asked = context or Context(now=BEFORE, viewer=viewer)
    answers = app.engine(chosen).subscribe(request, asked, clock=utc_now)
    async with aclosing(answers):
        first = asyncio.ensure_future(anext(answers))
        async with asyncio.timeout(60):
            while not first.done():
                await knock(
                    Actor(operation="knock"),
                    site_id=site_id,
                    point_id=point_id or site_id,
                    resident_id=viewer.resident_id,
                )
                await asyncio.wait({first}, timeout=0.02)
        yield Told(answers)


async def refused(chosen: Settings, document: str, viewer: Viewer, **variables: object) -> str:
    """The code of the error that ends a subscription at once."""
    request = Request(document=document, operation_name=None, variables=variables)
    answers = app.engine(chosen).subscribe(
        request, Context(now=BEFORE, viewer=viewer), clock=utc_now
    )
    async with aclosing(answers), asyncio.timeout(60):
        body = json.loads((await anext(answers)).body)
    code: str = body["errors"][0]["extensions"]["code"]
    return code


async def a_kitchen():
    item = await make.menu_item(await make.menu())
    menu = await Menu.get(id=item.menu_id)
    return item, await MealSite.get(id=menu.site_id)


async def test_the_board_is_told_of_orders_and_moves(chosen_settings):
    item, kitchen = await a_kitchen()
    resident = await make.resident(name="张桂英")
    site = global_id("MealSite", kitchen.id)
    staff = make.staff(kitchen)
    async with told(chosen_settings, BOARD, staff, kitchen.id, siteId=site) as feed:
        order = await make.meal_order(item, resident)
        assert await feed.next() == {
            "status": "PLACED",
            "order": {"number": 1, "residentName": "张桂英", "status": "PLACED"},
        }
        await commands.cancel_order(
            Actor(operation="cancel"),
            order_id=order.id,
            viewer=Viewer(resident_id=resident.id),
            now=BEFORE,
        )
        assert (await feed.next())["status"] == "CANCELLED"


async def test_a_meal_point_is_told_of_its_own_orders_only(chosen_settings):
    item, kitchen = await a_kitchen()
    point = await make.meal_point(kitchen)
    await make.serving(await Menu.get(id=item.menu_id), point.id)
    site = global_id("MealSite", point.id)
    places = {"site_id": kitchen.id, "point_id": point.id}
    async with told(chosen_settings, BOARD, make.staff(point), **places, siteId=site) as feed:
        await make.meal_order(item)
        await make.meal_order(item, point_id=point.id)
        assert (await feed.next())["order"]["number"] == 2


async def test_residents_are_told_of_their_own_orders_and_their_wards(chosen_settings):
    item, kitchen = await a_kitchen()
    mine, ward = await make.resident(), await make.resident()
    viewer = Viewer(
        account_id=new_key(),
        resident_id=mine.id,
        wards=(make.ward(ward),),
        grants=(Grant(Role.RESIDENT),),
    )
    async with told(chosen_settings, MINE, viewer, kitchen.id) as feed:
        await make.meal_order(item)
        await make.meal_order(item, ward)
        await make.meal_order(item, mine)
        numbers = [(await feed.next())["order"]["number"] for _ in range(2)]
        assert numbers == [2, 3]


async def test_who_collects_for_a_ward_is_told_of_what_waits_to_be_collected(chosen_settings):
    item, kitchen = await a_kitchen()
    ward, other = await make.resident(), await make.resident()
    viewer = Viewer(
        account_id=new_key(),
        resident_id=(await make.resident()).id,
        wards=(make.ward(ward, ProxyScope.MEAL_COLLECT), make.ward(other, ProxyScope.RECORD_READ)),
        grants=(Grant(Role.RESIDENT),),
    )
    async with told(chosen_settings, MINE, viewer, kitchen.id) as feed:
        await make.meal_order(item, other, mode=FulfilmentMode.PICKUP)
        first = await make.meal_order(item, ward)
        by = Actor(operation="mealOrderCancel")
        own = Viewer(resident_id=ward.id)
        await commands.cancel_order(by, order_id=first.id, viewer=own, now=BEFORE)
        await make.meal_order(item, ward, mode=FulfilmentMode.PICKUP)
        assert (await feed.next())["order"]["number"] == 3


async def test_whose_proxy_has_ended_is_told_no_more_and_a_new_one_is_told_at_once(chosen_settings):
    item, kitchen = await a_kitchen()
    mine, lost, won = [await make.resident() for _ in range(3)]
    grants = (Grant(Role.RESIDENT),)
    viewer = Viewer(
        account_id=new_key(), resident_id=mine.id, wards=(make.ward(lost),), grants=grants
    )
    context = Context(now=BEFORE, viewer=viewer)
    async with told(chosen_settings, MINE, viewer, kitchen.id, context=context) as feed:
        context.viewer = replace(viewer, wards=(make.ward(won),))
        await make.meal_order(item, lost)
        await make.meal_order(item, won)
        assert (await feed.next())["order"]["number"] == 2


@pytest.mark.parametrize("document", [BOARD, LOCKED])
async def test_who_works_elsewhere_now_is_told_no_more(chosen_settings, document):
    item, kitchen = await a_kitchen()
    site = global_id("MealSite", kitchen.id)
    context = Context(now=BEFORE, viewer=make.staff(kitchen))
    async with told(
        chosen_settings, document, context.viewer, kitchen.id, context=context, siteId=site
    ) as feed:
        context.viewer = make.staff(await make.canteen())
        await make.meal_order(item)
        await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
        assert (await feed.next())["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_cut_off_is_told_once_for_the_whole_menu(chosen_settings):
    item, kitchen = await a_kitchen()
    await make.meal_order(item)
    site = global_id("MealSite", kitchen.id)
    staff = make.staff(kitchen)
    async with told(chosen_settings, LOCKED, staff, kitchen.id, siteId=site) as feed:
        await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
        assert await feed.next() == {"menu": {"status": "LOCKED"}}


@pytest.mark.parametrize("document", [BOARD, LOCKED, MINE])
async def test_others_are_refused(chosen_settings, document):
    _, kitchen = await a_kitchen()
    variables = {} if document is MINE else {"siteId": global_id("MealSite", kitchen.id)}
    others = [
        NOBODY,
        make.staff(kitchen, Role.HR_OFFICER),
        replace(make.staff(kitchen, Role.HR_OFFICER), account_id=new_key()),
        replace(make.staff(await make.canteen()), account_id=new_key()),
    ]
    for viewer in others:
        code = await refused(chosen_settings, document, viewer, **variables)
        assert code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")


async def test_staff_hear_of_temperatures_out_of_limits_where_they_work(chosen_settings):
    kitchen = await make.canteen()
    point = await make.meal_point(kitchen)
    others = await make.meal_point(kitchen)
    cook, host = make.staff(kitchen), make.staff(point)
    key = global_id("MealSite", point.id)

    async def measured(site, tenths):
        await commands.record_temperature(
            Actor(operation="temperatureRecord"),
            site_id=site.id,
            place=TemperaturePlace.HOT_HOLDING,
            tenths=tenths,
            viewer=cook,
            now=BEFORE,
        )

    async with told(
        chosen_settings, ALARMS, host, kitchen.id, point_id=point.id, siteId=key
    ) as subscriber:
        await measured(others, 400)
        await measured(point, 650)
        await measured(point, 500)
        heard = await subscriber.next()
    assert heard == {"reading": {"tenths": 500, "place": "HOT_HOLDING"}}
    foreign = make.staff(await make.canteen())
    assert await refused(chosen_settings, ALARMS, foreign, siteId=key) == "FORBIDDEN"
    assert await refused(chosen_settings, ALARMS, NOBODY, siteId=key) == "UNAUTHENTICATED"
