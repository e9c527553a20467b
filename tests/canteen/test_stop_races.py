"""A site that stops while people order: whoever was quicker is given back, nobody slips through."""

import asyncio
from datetime import timedelta
from uuid import UUID

from hub.canteen.commands import ordering
from hub.canteen.models import MealOrder, MealOrderLine, Menu, MenuItem, Serving
from hub.canteen.rules import OPEN, FulfilmentMode, OrderChannel, OrderStatus
from hub.grid.models import Site
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.canteen.rush import check_sums, clients, place
from tests.over_http import at_once, outcomes, result, served, staff_token

STOP = """mutation ($input: MealSiteStopInput!) { result: mealSiteStop(input: $input) {
    __typename
    ... on MealSiteStopped { closure { cancelledOrders isStop } site { closures { reason } } }
    ... on CanteenRefusal { reason }
} }"""


async def lunch_of_tomorrow() -> MenuItem:
    now = utc_now()
    menu = await make.menu(on=day_of(now) + timedelta(days=1), cutoff_at=now + timedelta(hours=1))
    return await make.menu_item(menu, portions=100)


async def stopping(port: int, item: MenuItem):
    """The request that stops the kitchen of a dish, by its manager."""
    menu = await Menu.get(id=item.menu_id)
    site = await Site.get(id=menu.site_id)
    token = await staff_token(Role.CANTEEN_MANAGER, site=site)
    until_on = menu.on + timedelta(days=1)
    given = {
        "siteId": global_id("MealSite", site.id),
        "reason": "停电",
        "untilOn": until_on.isoformat(),
    }
    return result(port, STOP, token=token, input=given)


async def fill(menu: Menu, item: MenuItem, residents: list[UUID]) -> None:
    """One portion for each of them, as if each had ordered."""
    serving = await Serving.get(menu_id=menu.id, mode=FulfilmentMode.DINE_IN)
    orders = [
        MealOrder(
            id=new_key(),
            number=number,
            menu_id=menu.id,
            serving_id=serving.id,
            site_id=menu.site_id,
            point_id=menu.site_id,
            on=menu.on,
            period=menu.period,
            mode=serving.mode,
            resident_id=resident_id,
            status=OrderStatus.PLACED,
            status_at=utc_now(),
            price_fen=item.price_fen,
            discount_fen=0,
            subsidy_fen=0,
            due_fen=item.price_fen,
            shares=[],
            quote={"steps": [], "cautions": []},
            channel=OrderChannel.SELF,
            placed_at=utc_now(),
        )
        for number, resident_id in enumerate(residents, 1)
    ]
    await MealOrder.bulk_create(orders)
    await MealOrderLine.bulk_create(
        MealOrderLine(
            id=new_key(),
            order_id=order.id,
            item_id=item.id,
            position=1,
            name=item.name,
            portions=1,
            price_fen=item.price_fen,
        )
        for order in orders
    )
    await MenuItem.filter(id=item.id).update(taken=len(orders))
    await Serving.filter(id=serving.id).update(taken=len(orders))
    await Menu.filter(id=menu.id).update(last_number=len(orders))


async def test_who_orders_while_a_site_stops_finds_it_closed(committed_database, chosen_settings):
    item = await lunch_of_tomorrow()
    everybody = await clients(5, utc_now())
    async with served(chosen_settings) as port:
        stop = await stopping(port, item)
        orders = [place(port, client, item) for client in everybody]
        answers = await at_once(committed_database, [stop], orders)
    assert outcomes(answers) == {"MealSiteStopped": 1, "SITE_CLOSED": 5}
    assert not await MealOrder.exists()
    await check_sums(item.menu_id)


async def test_without_the_guard_they_order_from_a_stopped_site(
    committed_database, chosen_settings, monkeypatch
):
    # The control: the site is looked at before the order is written, and not where it is written.
    guard = " AND closed_at IS NULL"
    assert guard in ordering._PLACE.sql
    monkeypatch.setattr(ordering._PLACE, "sql", ordering._PLACE.sql.replace(guard, ""))
    item = await lunch_of_tomorrow()
    everybody = await clients(5, utc_now())
    async with served(chosen_settings) as port:
        stop = await stopping(port, item)
        orders = [place(port, client, item) for client in everybody]
        answers = await at_once(committed_database, [stop], orders)
    assert outcomes(answers) == {"MealSiteStopped": 1, "MealOrderPlaced": 5}
    assert await MealOrder.filter(status=OrderStatus.PLACED).count() == 5


async def test_who_ordered_a_moment_before_is_given_everything_back(
    committed_database, chosen_settings
):
    item = await lunch_of_tomorrow()
    first, *others = await clients(21, utc_now())
    async with served(chosen_settings) as port:
        await place(port, first, item)
        requests = [place(port, client, item) for client in others]
        requests.insert(10, await stopping(port, item))
        answers = await asyncio.gather(*requests)
    told = outcomes(answers)
    assert told["MealSiteStopped"] == 1
    assert told["MealOrderPlaced"] + told["SITE_CLOSED"] == 20
    assert answers[10]["closure"]["cancelledOrders"] == 1 + told["MealOrderPlaced"]
    assert not await MealOrder.exists(status__in=list(OPEN))
    assert (await MenuItem.get(id=item.id)).taken == 0
    await check_sums(item.menu_id)


async def test_a_thousand_orders_are_given_back_in_one_command(committed_database, chosen_settings):
    now = utc_now()
    on = day_of(now) + timedelta(days=1)
    menu = await make.menu(on=on, cutoff_at=now + timedelta(hours=1))
    item = await make.menu_item(menu, portions=1000)
    everybody = await clients(1000, now)
    await fill(menu, item, [client.resident.id for client in everybody])
    async with served(chosen_settings) as port:
        stopped = await (await stopping(port, item))
    assert stopped["closure"] == {"cancelledOrders": 1000, "isStop": True}
    assert await MealOrder.filter(status=OrderStatus.SITE_CANCELLED).count() == 1000
    await check_sums(menu.id)
