"""Counters that scan at once, over HTTP: an order is handed over once, at one of them."""

import asyncio
from datetime import datetime, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.commands import moving
from hub.canteen.models import MealSite, Menu, Redemption, Serving, SubsidyClaim
from hub.canteen.rules import FulfilmentMode, Scan
from hub.kernel import db
from hub.kernel.access import Role
from hub.kernel.clock import HUB_ZONE, day_of, utc_now
from hub.kernel.context import Actor
from tests import make
from tests.canteen.counter import REDEEM, at, code, working
from tests.over_http import at_once, outcomes, result, served, staff_token

pytestmark = pytest.mark.usefixtures("committed_database")


async def an_order():
    """An order of a meal that is being served, by the clock that servers have."""
    now = utc_now()
    menu = await make.menu(on=day_of(now), cutoff_at=now + timedelta(minutes=1))
    item = await make.menu_item(menu)
    order = await make.meal_order(item, now=now)
    start = datetime.combine(day_of(now), datetime.min.time(), HUB_ZONE)
    await Serving.filter(menu_id=menu.id).update(
        serve_from_at=start, serve_until_at=start + timedelta(days=1)
    )
    return order


async def scans(chosen_settings, url, order, times):
    """What each of so many counters hears, none of which sees what another has committed."""
    site = (await MealSite.get(id=order.point_id).select_related("site")).site
    token = await staff_token(Role.CANTEEN_STAFF, site=site)
    shown = code(order, now=utc_now())
    async with served(chosen_settings) as port:
        given = at(order.point_id, qrToken=shown)
        heard = [result(port, REDEEM, token=token, input=given) for _ in range(times)]
        return outcomes(await at_once(url, heard))


@pytest.mark.reliability
async def test_an_order_that_is_scanned_at_ten_counters_at_once_is_handed_over_once(
    chosen_settings, committed_database
):
    order = await an_order()
    heard = await scans(chosen_settings, committed_database, order, 10)
    assert heard == {"MealOrderRedeemed": 1, "ALREADY_REDEEMED": 9}
    assert await Redemption.all().count() == 1
    assert await SubsidyClaim.filter(status="REDEEMED").count() <= 1


@pytest.mark.reliability
async def test_without_the_guards_the_same_order_is_handed_over_again(
    chosen_settings, committed_database, monkeypatch
):
    # The control: the rules still look first, as a careful programmer would, but neither the state
    # that was decided on nor the index is asked when the redemption is written.
    guard = " AND o.status = wanted.from_status"
    assert guard in moving._MOVE
    monkeypatch.setattr(moving, "_MOVE", moving._MOVE.replace(guard, ""))
    async with db.acquire() as connection:
        await connection.execute("DROP INDEX redemption_once")
        await connection.execute(
            "ALTER TABLE meal_order_move DROP CONSTRAINT meal_order_move_goes_somewhere"
        )
    order = await an_order()
    heard = await scans(chosen_settings, committed_database, order, 10)
    assert heard["MealOrderRedeemed"] > 1
    assert await Redemption.all().count() > 1


async def test_the_same_scans_from_two_devices_and_a_counter_at_once_claim_once():
    order = await an_order()
    now = utc_now()
    menu = await Menu.get(id=order.menu_id)
    staff = await working(order.point_id)
    by = Actor(operation="offlineScansUpload")
    made = await commands.create_offline_list(
        by, point_id=order.point_id, on=menu.on, period=menu.period, viewer=staff, now=now
    )
    shown = code(order, now=now)
    later = now + timedelta(seconds=1)

    def upload(device):
        return commands.upload_scans(
            by,
            list_id=made,
            device=device,
            scans=[Scan("1", now, token=shown)],
            viewer=staff,
            now=later,
        )

    await asyncio.gather(upload("a"), upload("b"), upload("a"), upload("b"))
    assert await Redemption.all().count() == 1
    assert order.mode is FulfilmentMode.DINE_IN
