"""A month's settlement: what is in it, whose step is next, and what is found later."""

from datetime import date, timedelta

import asyncpg
import pytest

from hub.canteen import commands
from hub.canteen.jobs import settlement
from hub.canteen.models import (
    MealOrder,
    MealOrderMove,
    Redemption,
    SettlementBatch,
    SettlementLine,
    SettlementMove,
    SettlementPerson,
)
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    OrderStatus,
    SettlementExceptionStatus,
    SettlementStatus,
)
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.kernel.errors import Reason
from hub.people.models import Resident
from tests import make
from tests.canteen.settled import (
    JULY,
    MAY,
    NOW,
    actor,
    brought,
    eaters,
    lines_of,
    meals,
    opened,
    place,
    states,
    step,
    team,
)

pytestmark = pytest.mark.usefixtures("database")

S = SettlementStatus
JUNE = date(2026, 6, 1)


async def reason(work) -> Reason:
    with pytest.raises(CanteenRefused) as caught:
        await work
    return caught.value.reason


async def test_every_redeemed_meal_is_a_line_with_the_shares_that_were_promised():
    where = await place()
    await eaters(where, "张建华", "李梅")
    await meals(where)
    batch = await opened(where, (await team(where)).manager)
    lines = await lines_of(batch)
    assert len(lines) == batch.line_count == batch.meals == batch.meals_done == 6
    assert {(line.city_fen, line.district_fen, line.township_fen) for line in lines} == {
        (300, 200, 100)
    }
    assert (batch.amount_fen, batch.city_fen, batch.township_fen) == (3600, 1800, 600)


async def test_only_meals_with_a_redemption_that_stands_are_claimed():
    where = await place()
    [person] = await eaters(where, "张建华")
    await meals(where, people=1, days=4)
    orders = await MealOrder.all().order_by("on")
    await Redemption.filter(order_id=orders[0].id).update(
        reversed_at=NOW, reversed_reason="误扫", reversed_by_id=None
    )
    await MealOrder.filter(id=orders[1].id).update(status=OrderStatus.DISPUTED)
    await MealOrder.filter(id=orders[2].id).update(status=OrderStatus.UPHELD)
    batch = await opened(where, (await team(where)).manager)
    assert {line.order_id for line in await lines_of(batch)} == {orders[2].id, orders[3].id}
    assert person == (await lines_of(batch))[0].resident_id


@pytest.mark.parametrize("column", ["died_on", "moved_out_on"])
async def test_who_had_gone_before_the_meal_is_not_claimed_for(column):
    where = await place()
    [person] = await eaters(where, "张建华")
    await meals(where, people=1, days=3)
    gone_on = MAY + timedelta(days=0 if column == "died_on" else 1)
    await Resident.filter(id=person).update(**{column: gone_on})
    batch = await opened(where, (await team(where)).manager)
    assert [line.on for line in await lines_of(batch)] == [MAY]


async def test_it_goes_on_where_it_was_cut_off_and_adds_nothing_twice():
    where = await place()
    await eaters(where, "张建华", "李梅", "王芳")
    await meals(where, people=3, days=5)
    people = await team(where)
    key = await commands.open_settlement(
        actor(people.manager), site_id=where.site.id, month_on=MAY, viewer=people.manager, now=NOW
    )
    job = Actor.job("test")
    assert await commands.build_piece(job, batch_id=key, now=NOW, at_once=4)
    assert await commands.build_piece(job, batch_id=key, now=NOW, at_once=4)
    half = await SettlementBatch.get(id=key)
    assert (half.meals_done, half.line_count, half.built_at) == (8, 8, None)
    await settlement.build_settlements.run(NOW)
    assert not await commands.build_piece(job, batch_id=key, now=NOW)
    whole = await SettlementBatch.get(id=key)
    assert (whole.meals_done, whole.line_count) == (15, 15)
    assert len(set(await SettlementLine.all().values_list("order_id", flat=True))) == 15


async def test_what_comes_late_is_in_the_next_batch():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    [late, *_] = await MealOrder.all().order_by("on")
    await MealOrder.filter(id=late.id).update(status=OrderStatus.READY)
    assert (await opened(where, people.manager)).line_count == 2
    await MealOrder.filter(id=late.id).update(status=OrderStatus.SERVED)
    june = await opened(where, people.manager, JUNE, JULY)
    assert [line.order_id for line in await lines_of(june)] == [late.id]


async def test_what_no_batch_of_its_own_month_looked_at_waits_for_that_one():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    assert (await opened(where, people.manager, JUNE, JULY)).line_count == 0
    assert (await opened(where, people.manager, MAY, JULY)).line_count == 3


async def test_kitchens_with_meals_are_opened_by_themselves_once():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    await make.canteen(where.community)
    for _ in range(2):
        await settlement.open_settlements.run(NOW)
    assert [batch.site_id for batch in await SettlementBatch.all()] == [where.site.id]


async def test_a_batch_that_cannot_be_put_together_stops_no_other():
    broken, whole = await place(), await place()
    for where in (broken, whole):
        await eaters(where, "张建华")
        await meals(where, people=1)
    await MealOrder.filter(site_id=broken.site.id).update(shares=[])
    await settlement.open_settlements.run(NOW)
    with pytest.raises(asyncpg.CheckViolationError, match="levels_add_up"):
        await settlement.build_settlements.run(NOW)
    built = {batch.site_id: batch.line_count for batch in await SettlementBatch.all()}
    assert built == {broken.site.id: 0, whole.site.id: 3}


async def test_the_month_has_to_be_over_and_the_site_has_to_cook():
    where = await place()
    people = await team(where)
    point = await make.meal_point(where.site, where.community)

    def opening(site_id, month_on, by=people.manager):
        return commands.open_settlement(
            actor(by), site_id=site_id, month_on=month_on, viewer=by, now=NOW
        )

    assert await reason(opening(where.site.id, JUNE)) is CanteenReason.SETTLEMENT_MONTH_NOT_VALID
    middle = MAY.replace(day=2)
    assert await reason(opening(where.site.id, middle)) is CanteenReason.SETTLEMENT_MONTH_NOT_VALID
    assert await reason(opening(point.id, MAY)) is CanteenReason.NO_SUCH_SITE
    there = Viewer(grants=(Grant(Role.CANTEEN_MANAGER, area_id=where.community.id),))
    assert await reason(opening(point.id, MAY, there)) is CanteenReason.NOT_AN_OPERATOR
    await opening(where.site.id, MAY)
    assert await reason(opening(where.site.id, MAY)) is CanteenReason.SETTLEMENT_EXISTS


async def test_each_step_is_taken_by_another_and_the_orders_are_settled_in_the_end():
    where = await place()
    await eaters(where, "张建华", "李梅")
    await meals(where)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.PAID)
    assert await states() == {"SERVED"}
    await settlement.settle_orders.run(NOW)
    await batch.refresh_from_db()
    assert await states() == {"SETTLED"}
    assert batch.settled == 6
    assert batch.settled_at == NOW
    assert await MealOrderMove.filter(to_status="SETTLED", from_status="SERVED").count() == 6
    moves = await SettlementMove.filter(batch_id=batch.id).order_by("id")
    assert [move.to_status for move in moves] == [
        S.OPEN, S.SUBMITTED, S.COMMUNITY_CHECKED, S.TOWN_APPROVED, S.PUBLICISED, S.PAID,
    ]  # fmt: skip
    assert len({move.by_id for move in moves[1:]}) == 4


async def test_settling_is_resumed_and_leaves_disputes_alone():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1, days=5)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.PAID)
    [disputed, *_] = await MealOrder.all()
    await MealOrder.filter(id=disputed.id).update(status=OrderStatus.DISPUTED)
    job = Actor.job("test")
    assert await commands.settle_piece(job, batch_id=batch.id, now=NOW, at_once=2)
    await settlement.settle_orders.run(NOW)
    assert await MealOrder.filter(status="SETTLED").count() == 4
    assert await MealOrderMove.filter(to_status="SETTLED").count() == 4
    assert not await commands.settle_piece(job, batch_id=batch.id, now=NOW)


async def test_nobody_signs_two_steps_whatever_roles_they_have(database):
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await opened(where, people.manager)
    both = Viewer(
        account_id=people.manager.account_id,
        grants=(*people.manager.grants, *people.checker.grants),
    )
    await step(batch, S.SUBMITTED, people.manager)
    assert await reason(step(batch, S.COMMUNITY_CHECKED, both)) is CanteenReason.SAME_SIGNER
    with pytest.raises(asyncpg.CheckViolationError, match="four_eyes"):
        await database.execute(
            "UPDATE settlement_batch SET status = 'COMMUNITY_CHECKED', checked_by_id = $2"
            " WHERE id = $1",
            batch.id,
            people.manager.account_id,
        )


async def test_a_step_out_of_turn_or_of_another_version_is_refused():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await opened(where, people.manager)
    cannot = CanteenReason.SETTLEMENT_CANNOT_MOVE
    assert await reason(step(batch, S.PAID, people.payer)) is cannot
    assert await reason(step(batch, S.SUBMITTED, people.checker)) is cannot
    elsewhere = await team(await place())
    assert await reason(step(batch, S.SUBMITTED, elsewhere.manager)) is (
        CanteenReason.NO_SUCH_SETTLEMENT
    )
    await step(batch, S.SUBMITTED, people.manager)
    stale = commands.move_settlement(
        actor(people.checker),
        batch_id=batch.id,
        to=S.COMMUNITY_CHECKED,
        version=2,
        viewer=people.checker,
        now=NOW,
    )
    assert await reason(stale) is CanteenReason.SETTLEMENT_CHANGED


async def test_it_is_not_handed_in_before_it_is_whole():
    where = await place()
    people = await team(where)
    key = await commands.open_settlement(
        actor(people.manager), site_id=where.site.id, month_on=MAY, viewer=people.manager, now=NOW
    )
    batch = await SettlementBatch.get(id=key)
    handing_in = step(batch, S.SUBMITTED, people.manager)
    assert await reason(handing_in) is CanteenReason.SETTLEMENT_NOT_BUILT


async def test_what_is_disputed_meanwhile_leaves_as_it_is_handed_in():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await opened(where, people.manager)
    [disputed, *_] = await MealOrder.all().order_by("on")
    await MealOrder.filter(id=disputed.id).update(status=OrderStatus.DISPUTED)
    await step(batch, S.SUBMITTED, people.manager)
    assert (batch.line_count, batch.amount_fen) == (2, 1200)
    assert disputed.id not in {line.order_id for line in await lines_of(batch)}
    await MealOrder.filter(id=disputed.id).update(status=OrderStatus.UPHELD)
    june = await opened(where, people.manager, JUNE, JULY)
    assert [line.order_id for line in await lines_of(june)] == [disputed.id]


async def test_an_exception_is_answered_and_decided_before_the_batch_goes_on():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await step(await opened(where, people.manager), S.SUBMITTED, people.manager)
    first, second, _ = await lines_of(batch)
    for line in (first, second):
        await commands.raise_exception(
            actor(people.checker),
            line_id=line.id,
            reason="未见本人",
            viewer=people.checker,
            now=NOW,
        )
    assert await reason(step(batch, S.COMMUNITY_CHECKED, people.checker)) is (
        CanteenReason.EXCEPTIONS_OPEN
    )
    await step(batch, S.RETURNED, people.checker, reason="两条待说明")
    assert await reason(step(batch, S.SUBMITTED, people.manager)) is CanteenReason.EXCEPTIONS_OPEN
    for line in (first, second):
        await commands.answer_exception(
            actor(people.manager), line_id=line.id, answer="有监控", viewer=people.manager, now=NOW
        )
    await step(batch, S.SUBMITTED, people.manager)
    assert batch.version == 2
    for line, stands in ((first, True), (second, False)):
        await commands.decide_exception(
            actor(people.checker),
            line_id=line.id,
            stands=stands,
            note="已核",
            viewer=people.checker,
            now=NOW,
        )
    await step(batch, S.COMMUNITY_CHECKED, people.checker)
    assert (batch.line_count, batch.amount_fen, batch.open_exceptions) == (2, 1200, 0)
    await second.refresh_from_db()
    assert second.exception is SettlementExceptionStatus.REMOVED
    june = await opened(where, people.manager, JUNE, JULY)
    assert june.line_count == 0


async def test_who_answers_does_not_decide():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await step(await opened(where, people.manager), S.SUBMITTED, people.manager)
    [line, *_] = await lines_of(batch)
    await commands.raise_exception(
        actor(people.checker), line_id=line.id, reason="未见本人", viewer=people.checker, now=NOW
    )
    await commands.answer_exception(
        actor(people.manager), line_id=line.id, answer="有监控", viewer=people.manager, now=NOW
    )
    both = Viewer(
        account_id=people.manager.account_id,
        grants=(*people.manager.grants, *people.checker.grants),
    )
    deciding = commands.decide_exception(
        actor(both), line_id=line.id, stands=True, note="好", viewer=both, now=NOW
    )
    assert await reason(deciding) is CanteenReason.SAME_SIGNER


async def test_a_later_finding_is_one_negative_line_of_the_next_batch():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    await meals(where, people=1, days=1, first=JUNE)
    people = await team(where)
    may = await brought(await opened(where, people.manager), people, S.PAID)
    [line, *_] = await lines_of(may)

    def reclaiming():
        return commands.reclaim_line(
            actor(people.approver), line_id=line.id, reason="冒领", viewer=people.approver, now=JULY
        )

    await reclaiming()
    assert await reason(reclaiming()) is CanteenReason.ALREADY_RECLAIMED
    june = await opened(where, people.manager, JUNE, JULY)
    [correction] = [each for each in await lines_of(june) if each.amount_fen < 0]
    assert correction.corrects_id == line.id
    assert (correction.amount_fen, correction.city_fen) == (-600, -300)
    assert correction.correction_reason == "冒领"
    assert (june.line_count, june.amount_fen) == (2, 0)
    await brought(june, people, S.PAID, JULY)
    august = JULY + timedelta(days=31)
    july = await opened(where, people.manager, date(2026, 7, 1), august)
    assert july.line_count == 0


async def test_refunds_and_deaths_that_are_known_later_are_taken_back():
    where = await place()
    [person, other] = await eaters(where, "张建华", "李梅")
    await meals(where, people=2, days=2)
    people = await team(where)
    await brought(await opened(where, people.manager), people, S.PAID)
    await settlement.settle_orders.run(NOW)
    await Resident.filter(id=person).update(died_on=MAY)
    refunded = await MealOrder.get(resident_id=other, on=MAY)
    await MealOrder.filter(id=refunded.id).update(status=OrderStatus.REFUNDED)
    june = await opened(where, people.manager, JUNE, JULY)
    taken_back = {(line.resident_id, line.on) for line in await lines_of(june)}
    assert taken_back == {(person, MAY + timedelta(days=1)), (other, MAY)}
    assert june.amount_fen == -1200


async def test_the_public_list_has_masked_names_and_goes_when_it_is_returned():
    where = await place()
    await eaters(where, "张建华", "李梅", "欧阳建国")
    await meals(where, people=3)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.PUBLICISED)
    persons = await SettlementPerson.filter(batch_id=batch.id).order_by("position")
    assert {(row.name, row.meals, row.amount_fen) for row in persons} == {
        ("张*华", 3, 1800),
        ("李*", 3, 1800),
        ("欧**国", 3, 1800),
    }
    assert batch.public_until_on == date(2026, 6, 10)
    await step(batch, S.RETURNED, people.approver, reason="有人反映")
    assert await SettlementPerson.all().count() == 0


async def test_sums_that_are_not_those_of_the_lines_cannot_be_signed():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await step(await opened(where, people.manager), S.SUBMITTED, people.manager)
    await SettlementBatch.filter(id=batch.id).update(amount_fen=1801, city_fen=901)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="sums"):
        await step(batch, S.COMMUNITY_CHECKED, people.checker)


async def test_what_was_claimed_cannot_be_rewritten():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    await opened(where, (await team(where)).manager)
    with pytest.raises(Exception, match="append-only"):
        await SettlementLine.all().update(amount_fen=1)
