"""What nobody ordered is sold at the counter: never more than there is, and never twice."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from hub.canteen import commands, reads
from hub.canteen.models import (
    CashDrawer,
    CounterSale,
    LedgerEntry,
    MealSite,
    Menu,
    MenuItem,
)
from hub.canteen.rules import CanteenReason, CanteenRefused, LedgerEntryKind
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from tests import make
from tests.canteen.money import check_books
from tests.canteen.refusing import refused
from tests.make.canteen import CUTOFF, MEAL, MEAL_DAY

BY = Actor(operation="counterSaleMake")


async def leftovers(portions=10, taken=3):
    """A dish of a locked menu, some of whose portions are ordered, and who serves there."""
    item = await make.menu_item(await make.menu(), portions=portions, price_fen=1200)
    await make.meal_order(item, portions=taken)
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    site = await (await Menu.get(id=item.menu_id)).site
    await make.cash_drawer(site, MEAL_DAY)
    return item, make.staff(site)


async def cash_up(viewer, counted_fen, now=MEAL):
    """Close the drawer of the only menu's canteen; the answer is the drawer."""
    menu = await Menu.get()
    key = await commands.cash_up(
        BY, site_id=menu.site_id, on=MEAL_DAY, counted_fen=counted_fen, viewer=viewer, now=now
    )
    return await CashDrawer.get(id=key)


def release(item, viewer, **more):
    return commands.release_item(BY, item_id=item.id, viewer=viewer, **more)


def sell(item, viewer, portions=1):
    return commands.sell_at_counter(BY, item_id=item.id, portions=portions, viewer=viewer, now=MEAL)


async def test_what_is_left_at_the_cut_off_goes_to_the_counter(database):
    item, viewer = await leftovers()
    await release(item, viewer, portions=5, price_fen=1000)
    now = await MenuItem.get(id=item.id)
    assert (now.portions, now.taken, now.counter_portions, now.counter_price_fen) == (5, 3, 5, 1000)
    await release(item, viewer)
    now = await MenuItem.get(id=item.id)
    assert (now.portions, now.counter_portions, now.counter_price_fen) == (3, 7, 1200)
    refusal = await refused(CanteenReason.NOT_SO_MANY_LEFT, release(item, viewer))
    assert refusal.facts["remaining"] == 0


async def test_nothing_is_left_over_while_it_can_be_ordered(database):
    item = await make.menu_item(await make.menu())
    viewer = make.staff(await (await Menu.get(id=item.menu_id)).site)
    await refused(CanteenReason.MENU_STILL_OPEN, release(item, viewer))


async def test_a_sale_is_written_down_with_its_price_and_can_be_taken_back(database):
    item, viewer = await leftovers()
    await release(item, viewer, price_fen=800)
    sale = await CounterSale.get(id=await sell(item, viewer, 2))
    assert (sale.portions, sale.price_fen, sale.amount_fen) == (2, 800, 1600)

    def void(reason="输错份数"):
        return commands.void_counter_sale(
            BY, sale_id=sale.id, reason=reason, viewer=viewer, now=MEAL
        )

    await refused(CanteenReason.REASON_NEEDED, void(" "))
    await void()
    assert (await MenuItem.get(id=item.id)).counter_sold == 0
    await refused(CanteenReason.SALE_VOIDED, void())


def void(sale_id, viewer, now=MEAL):
    return commands.void_counter_sale(BY, sale_id=sale_id, reason="输错", viewer=viewer, now=now)


async def test_what_is_sold_lies_in_the_drawer_and_is_in_the_ledger(database):
    item, viewer = await leftovers()
    await release(item, viewer, price_fen=800)
    sales = [await sell(item, viewer, 2), await sell(item, viewer, 1)]
    await void(sales[1], viewer)
    sold, voided = [
        await LedgerEntry.get(sale_id=sales[1], kind=kind)
        for kind in ("COUNTER_SOLD", "COUNTER_VOIDED")
    ]
    assert (voided.reverses_id, voided.note) == (sold.id, "输错")
    menu = await Menu.get()
    taken = {line.kind: line for line in await reads.takings(database, menu.site_id, MEAL_DAY)}
    assert taken[LedgerEntryKind.COUNTER_SOLD].cash_fen == 2400
    assert taken[LedgerEntryKind.COUNTER_VOIDED].cash_fen == -800
    drawer = await cash_up(viewer, 116_00)
    assert (drawer.taken_fen, drawer.difference_fen) == (16_00, 0)
    await check_books()


async def test_nothing_is_sold_or_paid_back_past_a_closed_drawer(database):
    item, viewer = await leftovers()
    await release(item, viewer)
    sale_id = await sell(item, viewer)
    await cash_up(viewer, 112_00)
    assert (await refused(CanteenReason.DRAWER_CLOSED, sell(item, viewer))).field == "itemId"
    refusal = await refused(CanteenReason.DRAWER_CLOSED, void(sale_id, viewer))
    assert refusal.field == "saleId"
    tomorrow = MEAL + timedelta(days=1)
    await refused(CanteenReason.DRAWER_NOT_OPEN, void(sale_id, viewer, tomorrow))
    await make.cash_drawer(await MealSite.get(id=(await Menu.get()).site_id), day_of(tomorrow))
    await void(sale_id, viewer, tomorrow)
    assert (await MenuItem.get(id=item.id)).counter_sold == 0
    await check_books()


async def test_what_costs_nothing_needs_no_drawer(database):
    item, viewer = await leftovers()
    await CashDrawer.all().delete()
    await release(item, viewer, price_fen=0)
    await void(await sell(item, viewer), viewer)
    assert not await LedgerEntry.exists()


@pytest.mark.parametrize("portions", [0, 8, -1, 10**9])
async def test_portions_that_are_not_there_are_not_sold(database, portions):
    item, viewer = await leftovers()
    await release(item, viewer)
    with pytest.raises(CanteenRefused):
        await sell(item, viewer, portions)
    assert (await MenuItem.get(id=item.id)).counter_sold == 0


async def test_only_staff_of_the_kitchen_release_and_sell(database):
    item, viewer = await leftovers()
    stranger = make.staff(await make.canteen())
    await refused(CanteenReason.NO_SUCH_ITEM, release(item, stranger))
    await release(item, viewer)
    await refused(CanteenReason.NO_SUCH_ITEM, sell(item, stranger))
    sale_id = await sell(item, viewer)
    await refused(
        CanteenReason.NO_SUCH_SALE,
        commands.void_counter_sale(BY, sale_id=sale_id, reason="x", viewer=stranger, now=MEAL),
    )


async def test_many_at_the_counter_get_what_there_is(committed_database):
    item, viewer = await leftovers(portions=8)
    await release(item, viewer)

    async def buy():
        try:
            return type(await sell(item, viewer)).__name__
        except CanteenRefused as why:
            return why.reason.name

    outcomes = Counter(await asyncio.gather(*(buy() for _ in range(20))))
    assert outcomes == {"UUID": 5, "NOT_SO_MANY_LEFT": 15}
    assert (await MenuItem.get(id=item.id)).counter_sold == 5
