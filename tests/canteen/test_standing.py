"""Standing orders: what becomes an order by itself, what does not, and nothing twice."""

from datetime import date, timedelta
from typing import Any, cast

import pytest

from hub.canteen import commands, reads
from hub.canteen.handlers.standing import order_default_week, order_from_menu
from hub.canteen.jobs.ordering import place_standing
from hub.canteen.models import (
    MealOrder,
    MealOrderLine,
    MealPayment,
    MenuItem,
    Serving,
    StandingAttempt,
    StandingMeal,
    StandingOrder,
    StandingPause,
)
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    DishKind,
    FulfilmentMode,
    MealPeriod,
    OrderChannel,
    OrderStatus,
    PauseReason,
    StandingOutcome,
    Week,
)
from hub.canteen.rules import StandingMeal as Meal
from hub.kernel import events
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.kernel.db import acquire
from hub.kernel.ids import new_key
from hub.kernel.models import Event
from hub.people.rules import DietaryNeedKind
from tests import make
from tests.canteen.money import balance, check_books
from tests.make.canteen import BEFORE, CUTOFF, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

BY = Actor(operation="standingOrder")
TUESDAY_LUNCH = Meal(weekday=2, period=MealPeriod.LUNCH)


async def run(now=BEFORE) -> None:
    await place_standing.run(now)


def told(topic, row):
    """What the handlers are given when something has happened to a row."""
    return events.Event(id=1, topic=topic, subject_id=row.id, scope_id=None, payload={}, at=BEFORE)


async def outcomes() -> list[tuple[str, str | None]]:
    return [(row.outcome, row.refusal) for row in await StandingAttempt.all().order_by("id")]


async def test_a_published_menu_is_ordered_from_once_however_often_the_job_runs():
    item = await make.menu_item(await make.menu())
    menu = await item.menu
    resident = await make.resident()
    await make.standing_order(resident, await menu.site)
    await run()
    await run()
    order = await MealOrder.get()
    assert (order.resident_id, order.channel, order.status) == (
        resident.id,
        OrderChannel.STANDING,
        OrderStatus.PLACED,
    )
    assert await outcomes() == [(StandingOutcome.PLACED, None)]
    assert (await StandingAttempt.get()).order_id == order.id
    assert (await MenuItem.get(id=item.id)).taken == 1


@pytest.mark.parametrize(
    ("balance_fen", "problem", "left_fen"),
    [(50_00, None, 38_00), (11_99, "BALANCE_TOO_LOW", 11_99), (None, "NO_SUCH_CARD", None)],
)
async def test_what_is_paid_by_card_is_paid_when_it_is_ordered_if_there_is_enough(
    balance_fen, problem, left_fen
):
    item = await make.menu_item(await make.menu(), price_fen=12_00)
    resident = await make.resident()
    card = None if balance_fen is None else await make.meal_card(resident, balance_fen)
    await make.standing_order(resident, await (await item.menu).site, pays_by_card=True)
    await run()
    await run()
    attempt = await StandingAttempt.get()
    assert (attempt.outcome, attempt.payment_refusal) == (StandingOutcome.PLACED, problem)
    paid = [payment.amount_fen for payment in await MealPayment.filter(purpose="ORDER")]
    assert paid == ([] if problem else [12_00])
    assert (card and await balance(card)) == left_fen
    await check_books()


async def test_what_was_ordered_and_not_paid_when_a_run_was_cut_off_is_paid_by_the_next():
    item = await make.menu_item(await make.menu())
    resident = await make.resident()
    card = await make.meal_card(resident, 50_00)
    await make.standing_order(resident, await (await item.menu).site, pays_by_card=True)
    await run()
    await StandingAttempt.all().delete()
    await run()
    assert await balance(card) == 38_00
    assert (await StandingAttempt.get()).payment_refusal is None


async def test_a_menu_that_is_published_is_ordered_from_at_once():
    menu = await make.menu()
    await make.menu_item(menu)
    other = await make.menu(await menu.site, on=MEAL_DAY + timedelta(days=7))
    await make.menu_item(other)
    await make.standing_order(await make.resident(), await menu.site)
    for _ in range(2):
        await order_from_menu.run(told("menu.published", menu), BEFORE)
    assert [order.menu_id for order in await MealOrder.all()] == [menu.id]
    assert await outcomes() == [(StandingOutcome.PLACED, None)]


async def test_a_default_week_that_is_set_is_ordered_at_once():
    menu = await make.menu()
    await make.menu_item(menu)
    resident = await make.resident()
    standing = await make.standing_order(resident, await menu.site)
    await make.standing_order(await make.resident(), await menu.site)
    for _ in range(2):
        await order_default_week.run(told("standing_order.set", standing), BEFORE)
    assert [order.resident_id for order in await MealOrder.all()] == [resident.id]
    await run()
    assert await MealOrder.all().count() == 2


async def test_two_runs_at_once_tell_once_what_could_not_be_ordered():
    menu = await make.menu()
    await make.menu_item(menu, portions=0)
    await make.standing_order(await make.resident(), await menu.site)
    async with acquire() as connection:
        [due] = await reads.due_meals(connection, BEFORE, 10)
    declined = commands.Attempt(due, StandingOutcome.NOTHING_SUITS)
    for _ in range(2):
        await commands.note_attempts(Actor.job("test"), attempts=[declined], now=BEFORE)
    assert await Event.filter(topic="standing_order.declined").count() == 1


async def test_a_run_that_ended_before_it_noted_its_orders_finds_them():
    item = await make.menu_item(await make.menu())
    resident = await make.resident()
    await make.standing_order(resident, await (await item.menu).site)
    await run()
    await StandingAttempt.all().delete()
    await run()
    assert await MealOrder.all().count() == 1
    assert (await StandingAttempt.get()).outcome == StandingOutcome.PLACED


@pytest.mark.parametrize(
    ("weekday", "period", "days_until"),
    [(3, MealPeriod.LUNCH, None), (2, MealPeriod.SUPPER, None), (2, MealPeriod.LUNCH, 1)],
    ids=["another weekday", "another meal", "ended before"],
)
async def test_other_days_other_meals_and_ended_weeks_are_left_alone(weekday, period, days_until):
    menu = await make.menu()
    await make.menu_item(menu)
    until_on = days_until and MEAL_DAY - timedelta(days=1) + timedelta(days=days_until)
    await make.standing_order(
        await make.resident(), await menu.site, Meal(weekday, period), until_on=until_on
    )
    await run()
    assert await MealOrder.all().count() == await StandingAttempt.all().count() == 0


async def test_after_the_cutoff_nothing_is_ordered():
    menu = await make.menu()
    await make.menu_item(menu)
    await make.standing_order(await make.resident(), await menu.site)
    await run(CUTOFF)
    assert await StandingAttempt.all().count() == 0


async def test_who_ordered_already_gets_no_second_meal():
    item = await make.menu_item(await make.menu())
    resident = await make.resident()
    await make.standing_order(resident, await (await item.menu).site)
    own = await make.meal_order(item, resident)
    await run()
    assert (await MealOrder.get()).id == own.id
    assert await outcomes() == [(StandingOutcome.ALREADY_ORDERED, None)]


async def test_the_first_dish_that_is_wanted_left_and_harmless_is_taken():
    menu = await make.menu()
    fish = await make.dish(name="清蒸鱼", allergens=["FISH"], kind=DishKind.MEAT)
    gone, tofu = await make.dish(kind=DishKind.VEGETABLE), await make.dish(kind=DishKind.VEGETABLE)
    for dish, portions in ((fish, 9), (gone, 0), (tofu, 9)):
        await make.menu_item(menu, dish, portions=portions)
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.ALLERGY, substance="FISH")
    wanted = Meal(2, MealPeriod.LUNCH, 1, (fish.id, gone.id, tofu.id), takes_any=False)
    await make.standing_order(resident, await menu.site, wanted)
    await run()
    line = await MealOrderLine.get()
    assert line.name == tofu.name


async def test_a_dish_that_is_called_sold_out_or_made_of_what_they_avoid_gives_way_to_the_next():
    menu = await make.menu()
    off = await make.menu_item(menu, await make.dish(), position=1)
    await MenuItem.filter(id=off.id).update(is_sold_out=True)
    await make.menu_item(menu, await make.dish(contents=["猪肉"]), position=2)
    tofu = await make.dish()
    await make.menu_item(menu, tofu, position=3)
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.AVOID, substance="猪肉")
    await make.standing_order(resident, await menu.site)
    await run()
    assert await outcomes() == [(StandingOutcome.PLACED, None)]
    assert (await MealOrderLine.get()).name == tofu.name


async def test_what_is_closed_for_an_hour_is_ordered_when_it_is_open_again():
    menu = await make.menu()
    await make.menu_item(menu)
    await make.standing_order(await make.resident(), await menu.site)
    await Serving.all().update(closed_at=BEFORE)
    await run()
    assert await outcomes() == []
    await Serving.all().update(closed_at=None)
    await run()
    assert await outcomes() == [(StandingOutcome.PLACED, None)]


async def test_without_a_wish_the_set_meal_is_taken_and_what_warns_is_not():
    menu = await make.menu()
    await make.menu_item(menu, await make.dish(kind=DishKind.SOUP), position=1)
    sweet = await make.dish(sugar_mg=20_000)
    await make.menu_item(menu, sweet, position=2)
    plain = await make.dish()
    await make.menu_item(menu, plain, position=3)
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.LOW_SUGAR)
    await make.standing_order(resident, await menu.site)
    await run()
    line = await MealOrderLine.get()
    assert line.name == plain.name


async def test_when_nothing_suits_the_person_is_told_and_it_is_not_tried_again():
    menu = await make.menu()
    await make.menu_item(menu, await make.dish(allergens=["PEANUT"]))
    resident = await make.resident()
    await make.dietary_need(resident, DietaryNeedKind.ALLERGY, substance="花生")
    standing = await make.standing_order(resident, await menu.site)
    await run()
    await run()
    assert await outcomes() == [(StandingOutcome.NOTHING_SUITS, None)]
    event = await Event.get(topic="standing_order.declined")
    assert event.subject_id == standing.id
    assert cast("dict[str, str]", event.payload)["reason"] == "NOTHING_SUITS"


async def test_what_the_canteen_declines_is_kept_with_its_reason():
    menu = await make.menu()
    await make.menu_item(menu)
    resident = await make.resident()
    await make.standing_order(resident, await menu.site)
    resident.died_on = date(2026, 5, 31)
    await resident.save()
    await run()
    assert await outcomes() == [(StandingOutcome.DECLINED, "RESIDENT_GONE")]


async def test_a_hospital_stay_is_left_out_until_it_ends():
    menu = await make.menu()
    await make.menu_item(menu)
    resident = await make.resident()
    standing = await make.standing_order(resident, await menu.site)
    who: dict[str, Any] = {"viewer": Viewer(resident_id=resident.id), "now": BEFORE}
    await commands.pause_standing_order(
        BY,
        standing_order_id=standing.id,
        from_on=BEFORE.date(),
        until_on=None,
        reason=PauseReason.HOSPITAL,
        **who,
    )
    await run()
    assert await StandingAttempt.all().count() == 0
    await commands.resume_standing_order(BY, standing_order_id=standing.id, from_on=MEAL_DAY, **who)
    await run()
    assert await outcomes() == [(StandingOutcome.PLACED, None)]


async def test_a_new_week_ends_the_old_one_and_keeps_the_hospital_stay():
    site = await make.canteen()
    resident = await make.resident()
    first = await make.standing_order(resident, site)
    who: dict[str, Any] = {"viewer": Viewer(resident_id=resident.id), "now": BEFORE}
    await commands.pause_standing_order(
        BY,
        standing_order_id=first.id,
        from_on=BEFORE.date(),
        until_on=MEAL_DAY + timedelta(days=9),
        reason=PauseReason.HOSPITAL,
        **who,
    )
    second = await make.standing_order(resident, site, TUESDAY_LUNCH, from_on=MEAL_DAY)
    assert (await StandingOrder.get(id=first.id)).until_on == MEAL_DAY
    pause = await StandingPause.get(standing_order_id=second.id)
    assert (pause.from_on, pause.until_on) == (MEAL_DAY, MEAL_DAY + timedelta(days=9))
    third = await make.standing_order(resident, site, TUESDAY_LUNCH, from_on=MEAL_DAY)
    emptied = await StandingOrder.get(id=second.id)
    assert emptied.until_on == emptied.from_on
    assert (await StandingOrder.get(id=third.id)).until_on is None


async def test_why_one_was_ended_stays_when_the_next_begins_before():
    site, resident = await make.canteen(), await make.resident()
    standing = await make.standing_order(resident, site)
    await commands.end_standing_order(
        BY,
        standing_order_id=standing.id,
        until_on=MEAL_DAY + timedelta(days=9),
        viewer=Viewer(resident_id=resident.id),
        now=BEFORE - timedelta(hours=1),
        reason="搬到女儿家",
    )
    await make.standing_order(resident, site, from_on=MEAL_DAY)
    ended = await StandingOrder.get(id=standing.id)
    assert (ended.until_on, ended.ended_reason) == (MEAL_DAY, "搬到女儿家")
    assert ended.ended_at == BEFORE - timedelta(hours=1)


async def test_ending_it_twice_is_ending_it_once():
    site, resident = await make.canteen(), await make.resident()
    standing = await make.standing_order(resident, site)
    for _ in range(2):
        await commands.end_standing_order(
            BY,
            standing_order_id=standing.id,
            until_on=MEAL_DAY,
            viewer=Viewer(resident_id=resident.id),
            now=BEFORE,
            reason="搬到女儿家",
        )
    ended = await StandingOrder.get(id=standing.id)
    assert (ended.until_on, ended.ended_reason) == (MEAL_DAY, "搬到女儿家")
    assert await Event.filter(topic="standing_order.ended").count() == 1


@pytest.mark.parametrize(
    ("meals", "reason", "field"),
    [
        ([], CanteenReason.WEEK_NOT_VALID, "meals"),
        ([Meal(0, MealPeriod.LUNCH)], CanteenReason.WEEK_NOT_VALID, "meals.0.weekday"),
        ([Meal(8, MealPeriod.LUNCH)], CanteenReason.WEEK_NOT_VALID, "meals.0.weekday"),
        ([TUESDAY_LUNCH, TUESDAY_LUNCH], CanteenReason.MEAL_TWICE, "meals.1"),
        ([Meal(1, MealPeriod.LUNCH, 0)], CanteenReason.PORTIONS_NOT_VALID, "meals.0.portions"),
        ([Meal(1, MealPeriod.LUNCH, 10**9)], CanteenReason.PORTIONS_NOT_VALID, "meals.0.portions"),
        (
            [Meal(1, MealPeriod.LUNCH, takes_any=False)],
            CanteenReason.WEEK_NOT_VALID,
            "meals.0.dishIds",
        ),
        ([Meal(1, MealPeriod.LUNCH, 1, (new_key(),))], CanteenReason.NO_SUCH_DISH, "meals"),
    ],
)
async def test_a_week_that_is_not_one_is_refused_with_its_field(meals, reason, field):
    resident = await make.resident()
    with pytest.raises(CanteenRefused) as refused:
        await commands.set_standing_order(
            BY,
            resident_id=resident.id,
            point_id=(await make.canteen()).id,
            week=Week(FulfilmentMode.DINE_IN, meals),
            from_on=BEFORE.date(),
            viewer=Viewer(resident_id=resident.id),
            now=BEFORE,
        )
    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert await StandingMeal.all().count() == 0


@pytest.mark.parametrize(
    ("from_on", "until_on", "field"),
    [
        (BEFORE.date() - timedelta(days=1), None, "fromOn"),
        (BEFORE.date() + timedelta(days=367), None, "fromOn"),
        (MEAL_DAY, MEAL_DAY, "untilOn"),
        (MEAL_DAY, MEAL_DAY - timedelta(days=1), "untilOn"),
    ],
)
async def test_days_that_cannot_be_meant_are_refused(from_on, until_on, field):
    with pytest.raises(CanteenRefused) as refused:
        await make.standing_order(
            await make.resident(), await make.canteen(), from_on=from_on, until_on=until_on
        )
    assert (refused.value.reason, refused.value.field) == (CanteenReason.DAY_NOT_VALID, field)


async def test_resting_twice_on_one_day_is_refused():
    resident = await make.resident()
    standing = await make.standing_order(resident, await make.canteen())
    rest: dict[str, Any] = {
        "standing_order_id": standing.id,
        "from_on": MEAL_DAY,
        "until_on": None,
        "reason": PauseReason.AWAY,
        "viewer": Viewer(resident_id=resident.id),
        "now": BEFORE,
    }
    await commands.pause_standing_order(BY, **rest)
    with pytest.raises(CanteenRefused) as refused:
        await commands.pause_standing_order(BY, **rest)
    assert refused.value.reason is CanteenReason.PAUSED_ALREADY
