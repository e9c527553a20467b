"""Several at once over HTTP: a round is taken once, a meal handed over once, or cancelled."""

from datetime import timedelta

import pytest

from hub.canteen.commands import rounds, rounds_moves
from hub.canteen.models import DeliveryRoundMove, DeliveryStop, MealOrder, MealSite, Redemption
from hub.canteen.rules import FulfilmentMode
from hub.grid.models import Site
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.query import global_id
from tests import make
from tests.canteen.delivering import (
    DONE,
    PLAN,
    TAKE,
    Neighbourhood,
    neighbourhood,
    planned,
    round_id,
    stop_id,
    stop_of,
    volunteer,
)
from tests.over_http import at_once, outcomes, result, served, staff_token

MANY = 4
CANCEL = """mutation ($input: MealOrderCancelInput!) { result: mealOrderCancel(input: $input) {
    __typename ... on CanteenRefusal { reason } } }"""


@pytest.fixture
async def url(committed_database):
    return committed_database


async def today(number=1) -> tuple[Neighbourhood, list[MealOrder]]:
    """Deliveries of today, past their cut-off."""
    now = utc_now()
    at = await neighbourhood()
    menu = await make.menu(
        at.kitchen, on=day_of(now), period="SUPPER", cutoff_at=now + timedelta(hours=1)
    )
    item = await make.menu_item(menu)
    orders = []
    for _ in range(number):
        person = await make.resident(await make.building(at.compound))
        orders.append(await make.meal_order(item, person, mode=FulfilmentMode.DELIVERY, now=now))
    await MealOrder.filter(menu_id=menu.id).update(status="LOCKED")
    return at, orders


async def token_of(at: Neighbourhood) -> str:
    return await staff_token(Role.DELIVERY_VOLUNTEER, site=await Site.get(id=at.kitchen.id))


async def staff_of(site: MealSite) -> str:
    return await staff_token(Role.CANTEEN_STAFF, site=await Site.get(id=site.id))


def asked(at: Neighbourhood) -> dict[str, object]:
    return {
        "pointId": at.id,
        "on": str(day_of(utc_now())),
        "period": "SUPPER",
        "departAt": utc_now().isoformat(),
        "vehicles": [{"capacity": 10}],
    }


async def plan_of(chosen, at):
    async with served(chosen) as port:
        made = await result(port, PLAN, token=await staff_of(at.kitchen), input=asked(at))
    [round_] = made["rounds"]
    return round_


async def taken_at_once(chosen, url):
    at, _ = await today()
    round_ = await plan_of(chosen, at)
    tokens = [await token_of(at) for _ in range(MANY)]
    async with served(chosen) as port:
        asking = [
            result(port, TAKE, token=token, input={"roundId": round_["id"]}) for token in tokens
        ]
        return outcomes(await at_once(url, asking))


async def test_of_several_volunteers_one_takes_the_round(chosen_settings, url):
    reasons = await taken_at_once(chosen_settings, url)
    assert reasons == {"DeliveryRoundTaken": 1, "ROUND_TAKEN": MANY - 1}
    assert await DeliveryRoundMove.exclude(volunteer_id=None).count() == 1


async def test_without_the_guard_each_of_them_would(chosen_settings, url, monkeypatch):
    # The control: whether it is free is still read and decided on before it is taken.
    guard = " AND (is_offered OR volunteer_id IS NULL)"
    assert guard in rounds._TAKE.replace("\n", " ")
    monkeypatch.setattr(
        rounds, "_TAKE", rounds._TAKE.replace("AND (is_offered OR volunteer_id IS NULL)", "")
    )
    reasons = await taken_at_once(chosen_settings, url)
    assert reasons["DeliveryRoundTaken"] == MANY


async def out(at, orders):
    driver = await volunteer(at)
    now = utc_now()
    row = await planned(at, driver, on=day_of(now), now=now, depart_at=now, period=orders[0].period)
    return row, driver


async def done_at_once(chosen, url):
    at, [order] = await today()
    await out(at, [order])
    stop = await stop_of(order)
    token = await staff_of(at.kitchen)
    given = {"stopId": stop_id(stop), "signedBy": "王淑芬"}
    async with served(chosen) as port:
        asking = [result(port, DONE, token=token, input=given) for _ in range(MANY)]
        reasons = outcomes(await at_once(url, asking))
    return reasons, order


async def test_a_stop_that_several_say_is_done_is_done_once(chosen_settings, url):
    reasons, order = await done_at_once(chosen_settings, url)
    assert reasons == {"DeliveryStopDone": 1, "STOP_DONE": MANY - 1}
    assert await Redemption.filter(order_id=order.id).count() == 1


async def test_an_order_is_delivered_or_cancelled_and_never_both(chosen_settings, url):
    at, orders = await today(MANY)
    await out(at, orders)
    token = await staff_of(at.kitchen)
    stops = [await stop_of(order) for order in orders]
    async with served(chosen_settings) as port:
        delivering = [
            result(port, DONE, token=token, input={"stopId": stop_id(stop), "signedBy": "王"})
            for stop in stops
        ]
        cancelling = [
            result(
                port,
                CANCEL,
                token=token,
                input={"orderId": global_id("MealOrder", order.id), "reason": "住院"},
            )
            for order in orders
        ]
        reasons = outcomes(
            await at_once(
                url, [pair for both in zip(delivering, cancelling, strict=True) for pair in both]
            )
        )
    assert reasons["DeliveryStopDone"] + reasons["MealOrderCancelled"] == MANY
    for order in orders:
        stop = await DeliveryStop.get(order_id=order.id)
        row = await MealOrder.get(id=order.id)
        ended = {"DELIVERED": "DELIVERED", "CANCELLED_LATE": "CANCELLED"}
        assert stop.status == ended[row.status]
        redeemed = await Redemption.filter(order_id=order.id).count()
        assert redeemed == (row.status == "DELIVERED")


async def test_without_following_a_cancelled_order_would_stay_on_the_round(
    chosen_settings, url, monkeypatch
):
    monkeypatch.setattr(rounds_moves, "STOP_FOLLOWS", {})
    at, [order] = await today()
    row, _ = await out(at, [order])
    async with served(chosen_settings) as port:
        given = {"orderId": global_id("MealOrder", order.id), "reason": "住院"}
        await result(port, CANCEL, token=await staff_of(at.kitchen), input=given)
    assert (await stop_of(order)).status == "PENDING"
    assert round_id(row)


async def test_what_several_plan_at_once_is_on_one_round(chosen_settings, url):
    at, orders = await today(3)
    token = await staff_of(at.kitchen)
    async with served(chosen_settings) as port:
        asking = [result(port, PLAN, token=token, input=asked(at)) for _ in range(MANY)]
        reasons = outcomes(await at_once(url, asking))
    assert reasons == {"DeliveryRoundsPlanned": 1, "PLANNED_MEANWHILE": MANY - 1}
    assert await DeliveryStop.all().count() == len(orders)
