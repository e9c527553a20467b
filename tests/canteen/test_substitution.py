"""Another dish after it was ordered: who is not to get it, and how that is resolved."""

import asyncio

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.models import DietConflict, MealOrder, MealOrderLine, Menu, MenuItem
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    DietConflictKind,
    DietResolution,
    FulfilmentMode,
    OrderStatus,
    Request,
    Wanted,
)
from hub.kernel import db
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.people.rules import DietaryNeedKind
from tests import make
from tests.canteen.refusing import refused
from tests.canteen.rush import check_sums
from tests.make.canteen import BEFORE, CUTOFF

BY = Actor(operation="menuItemSubstitute")


async def site_of(item):
    return await (await Menu.get(id=item.menu_id)).site


async def substitute(item, dish, reason="到货不足"):
    return await commands.substitute_item(
        BY,
        item_id=item.id,
        dish_id=dish.id,
        reason=reason,
        viewer=make.manager(await site_of(item)),
        now=BEFORE,
    )


async def resolve(conflict_id, item, viewer=None, **more):
    return await commands.resolve_conflict(
        BY,
        conflict_id=conflict_id,
        viewer=viewer or make.staff(await site_of(item)),
        now=BEFORE,
        **more,
    )


async def cook(order, to=OrderStatus.READY):
    """Move an order along until it is packed, or until the hub refuses."""
    site = await order.site
    await commands.lock_due(Actor.job("lock_due"), now=CUTOFF)
    for status in (OrderStatus.COOKING, to):
        await commands.move_orders(
            BY, order_ids=[order.id], to=status, viewer=make.staff(site), now=CUTOFF
        )


@pytest.fixture
async def allergic(database):
    """Somebody who must not have peanuts, with an order, and the dish that they ordered."""
    item = await make.menu_item(await make.menu(), await make.dish(name="青椒肉丝"))
    resident = await make.resident()
    await make.dietary_need(resident, substance="花生")
    return item, await make.meal_order(item, resident, portions=2)


async def peanuts():
    return await make.dish(name="宫保鸡丁", allergens=["PEANUT"])


async def test_the_new_dish_keeps_the_price_and_flags_whom_it_does_not_suit(
    allergic, database: asyncpg.Connection
):
    item, order = allergic
    fine = await make.meal_order(item)
    done = await substitute(item, await peanuts())
    now = await MenuItem.get(id=item.id)
    assert (now.name, now.price_fen, now.revision) == ("宫保鸡丁", item.price_fen, 1)
    assert (done.orders, len(done.conflict_ids)) == (2, 1)
    conflict = await DietConflict.get(id=done.conflict_ids[0])
    assert (conflict.order_id, conflict.kind, conflict.dish_name) == (
        order.id,
        DietConflictKind.ALLERGY,
        "宫保鸡丁",
    )
    line = await MealOrderLine.get(order_id=order.id)
    assert line.name == "青椒肉丝"
    told = await database.fetch(
        "SELECT subject_id FROM event WHERE topic = 'meal_order.dish_changed'"
    )
    assert {row["subject_id"] for row in told} == {order.id, fine.id}


async def test_an_order_in_conflict_is_not_packed_until_it_is_resolved(allergic):
    item, order = allergic
    done = await substitute(item, await peanuts())
    refusal = await refused(CanteenReason.DIET_CONFLICT, cook(order))
    assert refusal.facts["number"] == order.number
    other = await make.menu_item(await Menu.get(id=item.menu_id), await make.dish(name="白菜"))
    await resolve(done.conflict_ids[0], item, item_id=other.id)
    await commands.move_orders(
        BY,
        order_ids=[order.id],
        to=OrderStatus.READY,
        viewer=make.staff(await order.site),
        now=CUTOFF,
    )
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.READY


async def test_the_database_itself_lets_nobody_pack_an_order_in_conflict(
    allergic, database: asyncpg.Connection
):
    item, order = allergic
    await substitute(item, await peanuts())
    with pytest.raises(asyncpg.SerializationError):
        async with database.transaction():
            await database.execute("UPDATE meal_order SET status = 'READY' WHERE id = $1", order.id)


async def test_another_dish_takes_its_portions_and_gives_the_first_ones_back(allergic):
    item, order = allergic
    done = await substitute(item, await peanuts())
    other = await make.menu_item(
        await Menu.get(id=item.menu_id), await make.dish(name="白菜"), portions=2, price_fen=300
    )
    await resolve(done.conflict_ids[0], item, item_id=other.id)
    line = await MealOrderLine.get(order_id=order.id)
    assert (line.item_id, line.name, line.price_fen) == (other.id, "白菜", item.price_fen)
    conflict = await DietConflict.get(id=done.conflict_ids[0])
    assert conflict.resolution is DietResolution.REPLACED
    assert not (await MealOrder.get(id=order.id)).has_diet_conflict
    await check_sums(item.menu_id)
    await refused(
        CanteenReason.CONFLICT_RESOLVED, resolve(done.conflict_ids[0], item, item_id=other.id)
    )


async def test_the_other_dish_is_on_the_menu_not_sold_out_not_ordered_and_harmless(allergic):
    item, order = allergic
    menu = await Menu.get(id=item.menu_id)
    done = await substitute(item, await peanuts())
    [conflict_id] = done.conflict_ids
    harmful = await make.menu_item(menu, await make.dish(name="花生糊"))
    scarce = await make.menu_item(menu, portions=1)
    gone = await make.menu_item(menu, is_sold_out=True)
    foreign = await make.menu_item(await make.menu())
    for other, why in (
        (harmful, CanteenReason.ALLERGY),
        (scarce, CanteenReason.SOLD_OUT),
        (gone, CanteenReason.SOLD_OUT),
        (foreign, CanteenReason.NO_SUCH_ITEM),
        (item, CanteenReason.ITEM_TWICE),
    ):
        refusal = await refused(why, resolve(conflict_id, item, item_id=other.id))
        assert refusal.field == "itemId"
    assert (await MealOrder.get(id=order.id)).has_diet_conflict


async def test_an_allergy_is_never_accepted_and_a_warning_only_with_a_reason(allergic):
    item, _ = allergic
    diabetic = await make.resident()
    await make.dietary_need(diabetic, kind=DietaryNeedKind.LOW_SUGAR, substance=None)
    sweet = await make.meal_order(item, diabetic)
    dish = await make.dish(name="蜜汁花生", allergens=["PEANUT"], sugar_mg=30_000)
    done = await substitute(item, dish)
    by_kind = {row.kind: row.id for row in await DietConflict.filter(id__in=done.conflict_ids)}
    allergy, sugar = by_kind[DietConflictKind.ALLERGY], by_kind[DietConflictKind.SUGAR]
    await refused(CanteenReason.ALLERGY, resolve(allergy, item, reason="本人同意"))
    await refused(CanteenReason.REASON_NEEDED, resolve(sugar, item, reason=" "))
    await resolve(sugar, item, reason="本人电话同意")
    conflict = await DietConflict.get(id=sugar)
    assert (conflict.resolution, conflict.reason) == (DietResolution.ACCEPTED, "本人电话同意")
    assert not (await MealOrder.get(id=sweet.id)).has_diet_conflict


async def test_a_second_substitution_that_suits_lets_the_conflict_lapse(allergic):
    item, order = allergic
    done = await substitute(item, await peanuts())
    await substitute(item, await make.dish(name="白菜"))
    conflict = await DietConflict.get(id=done.conflict_ids[0])
    assert conflict.resolution is DietResolution.LAPSED
    assert not (await MealOrder.get(id=order.id)).has_diet_conflict


async def test_what_cannot_take_the_place_is_refused(allergic):
    item, _ = allergic
    menu = await Menu.get(id=item.menu_id)
    on_menu = await make.menu_item(menu)
    foreign = await make.dish(await make.canteen())
    for dish_id, reason, why in (
        (item.dish_id, "x", CanteenReason.DISH_ON_MENU),
        (on_menu.dish_id, "x", CanteenReason.DISH_ON_MENU),
        (foreign.id, "x", CanteenReason.NO_SUCH_DISH),
        (on_menu.dish_id, " ", CanteenReason.REASON_NEEDED),
    ):
        await refused(
            why,
            commands.substitute_item(
                BY,
                item_id=item.id,
                dish_id=dish_id,
                reason=reason,
                viewer=make.manager(await menu.site),
                now=BEFORE,
            ),
        )


async def test_strangers_neither_substitute_nor_resolve(allergic):
    item, _ = allergic
    done = await substitute(item, await peanuts())
    stranger = make.manager(await make.canteen())
    await refused(
        CanteenReason.NO_SUCH_ITEM,
        commands.substitute_item(
            BY,
            item_id=item.id,
            dish_id=item.dish_id,
            reason="x",
            viewer=stranger,
            now=BEFORE,
        ),
    )
    await refused(
        CanteenReason.NO_SUCH_CONFLICT, resolve(done.conflict_ids[0], item, stranger, reason="x")
    )


async def test_a_dish_marked_as_sold_out_is_sold_no_more(database):
    item = await make.menu_item(await make.menu())
    viewer = make.staff(await site_of(item))

    def mark(is_sold_out):
        return commands.mark_sold_out(BY, item_id=item.id, is_sold_out=is_sold_out, viewer=viewer)

    await mark(True)
    await mark(True)
    refusal = await refused(CanteenReason.SOLD_OUT, make.meal_order(item))
    assert refusal.facts["remaining"] == 0
    await mark(False)
    await make.meal_order(item)


async def test_orders_that_meet_a_substitution_are_refused_or_flagged(committed_database):
    item = await make.menu_item(await make.menu(), await make.dish(name="青椒肉丝"))
    dish = await peanuts()
    residents = [await make.resident() for _ in range(20)]
    for resident in residents:
        await make.dietary_need(resident, substance="花生")

    async def order(resident):
        try:
            return await commands.place_order(
                BY,
                menu_id=item.menu_id,
                point_id=None,
                resident_id=resident.id,
                request=Request(FulfilmentMode.DINE_IN, [Wanted(item.id, 1)]),
                viewer=Viewer(resident_id=resident.id),
                now=BEFORE,
            )
        except CanteenRefused as why:
            return why.reason

    work = [order(resident) for resident in residents]
    work.insert(10, substitute(item, dish))
    outcomes = await asyncio.gather(*work)
    refusals = outcomes.count(CanteenReason.ALLERGY)
    flagged = await DietConflict.filter(resolved_at=None).count()
    assert refusals + flagged == 20 == refusals + await MealOrder.all().count()
    async with db.acquire() as connection:
        unsafe = await connection.fetchval(
            "SELECT count(*) FROM meal_order WHERE NOT has_diet_conflict"
        )
    assert unsafe == 0
