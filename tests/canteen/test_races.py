"""What many do at once: no portion is sold twice, nothing comes back twice, no number is missed."""

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.commands import ordering
from hub.canteen.models import MealOrder, MealSite, Menu, MenuItem, SubsidyUse
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    FulfilmentMode,
    MealPeriod,
    OrderStatus,
    Request,
    Wanted,
)
from hub.grid.models import Area
from hub.kernel import db
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of, utc_now
from hub.kernel.context import Actor
from tests import make
from tests.canteen.published import document
from tests.canteen.rush import check_sums, clients, place, place_all
from tests.make.canteen import BEFORE, CUTOFF
from tests.over_http import served

pytestmark = pytest.mark.usefixtures("committed_database")

BY = Actor(operation="mealOrderPlace")


async def tomorrow(portions: int) -> MenuItem:
    """A dish of tomorrow's lunch, open for orders by the clock that clients have."""
    now = utc_now()
    menu = await make.menu(on=day_of(now) + timedelta(days=1), cutoff_at=now + timedelta(hours=1))
    return await make.menu_item(menu, portions=portions)


async def outcome(work: object) -> object:
    try:
        return await work  # type: ignore[misc]
    except CanteenRefused as refused:
        return refused.reason


def order(item, resident, now: datetime = BEFORE, portions: int = 1):
    return outcome(
        commands.place_order(
            BY,
            menu_id=item.menu_id,
            point_id=None,
            resident_id=resident.id,
            request=Request(FulfilmentMode.DINE_IN, [Wanted(item.id, portions)]),
            viewer=Viewer(resident_id=resident.id),
            now=now,
        )
    )


def cancel(order_id, resident, now: datetime = BEFORE):
    viewer = Viewer(resident_id=resident.id)
    return outcome(commands.cancel_order(BY, order_id=order_id, viewer=viewer, now=now))


@pytest.mark.reliability
async def test_a_thousand_clients_get_a_hundred_portions(chosen_settings):
    item = await tomorrow(portions=100)
    everybody = await clients(1000, utc_now())
    async with served(chosen_settings) as port:
        answers = await place_all(port, everybody, item)
    assert Counter(answer.get("reason", "PLACED") for answer in answers) == {
        "PLACED": 100,
        "SOLD_OUT": 900,
    }
    numbers = sorted(answer["order"]["number"] for answer in answers if "order" in answer)
    assert numbers == list(range(1, 101))
    await check_sums(item.menu_id)


async def test_two_hundred_clients_get_twenty_portions(chosen_settings):
    item = await tomorrow(portions=20)
    everybody = await clients(200, utc_now())
    async with served(chosen_settings) as port:
        answers = await place_all(port, everybody, item)
    assert Counter(answer["__typename"] for answer in answers) == {
        "MealOrderPlaced": 20,
        "CanteenRefusal": 180,
    }
    await check_sums(item.menu_id)


@pytest.mark.reliability
async def test_without_the_guard_the_same_clients_get_more(chosen_settings, monkeypatch):
    # The control: portions are still counted before the order is written, as a careful programmer
    # without a database would, but nothing enforces them where they are taken. Each takes a moment
    # longer between the two, so that clients meet there.
    guard = "\n        AND taken + wanted.portions <= menu_item.portions"
    locked = "WHERE id = $2 AND"
    unguarded = ordering._PLACE.sql.replace(guard, "")
    slower = unguarded.replace(locked, f"{locked} pg_sleep(0.02) IS NOT NULL AND")
    assert len({ordering._PLACE.sql, unguarded, slower}) == 3
    monkeypatch.setattr(ordering._PLACE, "sql", slower)
    async with db.acquire() as connection:
        await connection.execute("ALTER TABLE menu_item DROP CONSTRAINT menu_item_within_portions")
    item = await tomorrow(portions=20)
    everybody = await clients(200, utc_now())
    async with served(chosen_settings) as port:
        answers = await place_all(port, everybody, item)
    assert sum("order" in answer for answer in answers) > 20
    with pytest.raises(AssertionError):
        await check_sums(item.menu_id)


@pytest.mark.reliability
async def test_the_same_key_from_twenty_clients_at_once_is_one_order(chosen_settings):
    item = await tomorrow(portions=100)
    [client] = await clients(1, utc_now())
    async with served(chosen_settings) as port:
        answers = await asyncio.gather(
            *(place(port, client, item, idempotencyKey="lunch") for _ in range(20))
        )
    assert {answer["order"]["id"] for answer in answers} == {answers[0]["order"]["id"]}
    assert await MealOrder.all().count() == 1
    await check_sums(item.menu_id)


async def test_one_person_ordering_everywhere_at_once_gets_one_meal(chosen_settings):
    items = [await tomorrow(portions=100) for _ in range(4)]
    [client] = await clients(1, utc_now())
    async with served(chosen_settings) as port:
        answers = await asyncio.gather(
            *(place(port, client, item) for _ in range(4) for item in items)
        )
    assert Counter(answer.get("reason", "PLACED") for answer in answers) == {
        "PLACED": 1,
        "ALREADY_ORDERED": 15,
    }
    for item in items:
        await check_sums(item.menu_id)


async def test_what_is_cancelled_while_others_order_is_sold_again_and_only_once():
    item = await make.menu_item(await make.menu(), portions=10)
    first = [await make.resident() for _ in range(10)]
    later = [await make.resident() for _ in range(30)]
    placed = [await order(item, resident) for resident in first]
    outcomes = await asyncio.gather(
        *(cancel(key, resident) for key, resident in zip(placed, first, strict=True)),
        *(order(item, resident) for resident in later),
    )
    assert set(outcomes[:10]) == set(placed)
    sold = [outcome for outcome in outcomes[10:] if outcome is not CanteenReason.SOLD_OUT]
    assert (await MenuItem.get(id=item.id)).taken == len(sold) <= 10
    await check_sums(item.menu_id)


async def test_a_cancellation_from_ten_clients_at_once_gives_back_once():
    item = await make.menu_item(await make.menu(), portions=10)
    resident = await make.resident()
    key = await order(item, resident, portions=3)
    outcomes = await asyncio.gather(*(cancel(key, resident) for _ in range(10)))
    assert Counter(outcomes) == {key: 1, CanteenReason.ALREADY_CANCELLED: 9}
    await check_sums(item.menu_id)


async def test_orders_that_meet_the_cut_off_are_locked_or_refused():
    item = await make.menu_item(await make.menu(), portions=1000)
    residents = [await make.resident() for _ in range(40)]
    menu = await Menu.get(id=item.menu_id)
    manager = make.manager(await MealSite.get(id=menu.site_id))
    work = [order(item, resident) for resident in residents]
    work.insert(15, outcome(commands.lock_menu(BY, menu_id=menu.id, viewer=manager, now=BEFORE)))
    await asyncio.gather(*work)
    # Those before it in the queue were placed in time.
    statuses = {placed.status for placed in await MealOrder.filter(menu_id=menu.id)}
    assert statuses == {OrderStatus.LOCKED}
    await check_sums(item.menu_id)
    late = await order(item, await make.resident())
    assert late is CanteenReason.ORDERING_CLOSED


async def test_a_cancellation_that_meets_the_cut_off_is_in_time_or_too_late():
    item = await make.menu_item(await make.menu(), portions=100)
    residents = [await make.resident() for _ in range(20)]
    placed = [await order(item, resident) for resident in residents]
    outcomes = await asyncio.gather(
        commands.lock_due(Actor.job("lock_due"), now=CUTOFF),
        *(cancel(key, resident) for key, resident in zip(placed, residents, strict=True)),
    )
    too_late = outcomes.count(CanteenReason.CUTOFF_PASSED)
    assert await MealOrder.filter(status=OrderStatus.LOCKED).count() == too_late == outcomes[0]
    await check_sums(item.menu_id)


async def test_a_daily_amount_is_spent_once_when_two_meals_are_ordered_at_once():
    area = await make.community()
    city = await Area.get(id=area.ancestors[0])
    await make.policy(city, {**document("chuzhou"), "periods": ["LUNCH", "SUPPER"]})
    home = await make.compound(area)
    canteens = [await make.canteen(area) for _ in range(2)]
    lunch = await make.menu_item(await make.menu(canteens[0]))
    supper = await make.menu_item(await make.menu(canteens[1], period=MealPeriod.SUPPER))
    residents = [await make.resident(home, born_on=date(1945, 1, 1)) for _ in range(5)]
    await asyncio.gather(
        *(order(item, resident) for resident in residents for item in (lunch, supper))
    )
    assert await MealOrder.all().count() == 10
    for resident in residents:
        orders = await MealOrder.filter(resident_id=resident.id)
        assert sorted(row.subsidy_fen for row in orders) == [0, 300]
        assert (await SubsidyUse.get(resident_id=resident.id)).amount_fen == 300


async def test_bulk_moves_and_cancellations_do_not_wait_in_circles():
    item = await make.menu_item(await make.menu(), portions=100)
    other = await make.menu_item(await Menu.get(id=item.menu_id), portions=100)
    residents = [await make.resident() for _ in range(20)]
    placed = [
        await order(dish, resident)
        for resident, dish in zip(residents, [item, other] * 10, strict=True)
    ]
    menu = await Menu.get(id=item.menu_id)
    manager = make.manager(await MealSite.get(id=menu.site_id))
    await asyncio.gather(
        *(cancel(key, resident) for key, resident in zip(placed[:10], residents, strict=False)),
        *(
            outcome(
                commands.move_orders(
                    BY,
                    order_ids=half,
                    to=OrderStatus.SITE_CANCELLED,
                    viewer=manager,
                    now=BEFORE,
                    reason="停电",
                )
            )
            for half in (placed[10:], list(reversed(placed[10:])))
        ),
    )
    await check_sums(item.menu_id)
    assert (await MenuItem.get(id=item.id)).taken == 0
