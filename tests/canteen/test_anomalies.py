"""What is unusual in a month's meals is found with its evidence, once, and looked into once."""

from datetime import date, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.jobs import anomalies
from hub.canteen.models import (
    DeliveryRound,
    DeliveryStop,
    Dish,
    MealAnomaly,
    MealAnomalyEvidence,
    MealOrder,
    MealOrderLine,
    Menu,
    Redemption,
    Serving,
)
from hub.canteen.rules import (
    AnomalyKind,
    AnomalyStatus,
    CanteenReason,
    CanteenRefused,
    FulfilmentMode,
    RedemptionMethod,
    RoundStatus,
    SettlementFigureKind,
    StopStatus,
    TravelMode,
)
from hub.grid.models import Area
from hub.kernel.context import Actor
from hub.kernel.errors import Reason
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.people.rules import DietaryNeedKind, Severity
from tests import make
from tests.canteen.published import document
from tests.canteen.settled import MAY, NOW, actor, eaters, meals, place, team

pytestmark = pytest.mark.usefixtures("database")

K = AnomalyKind
JOB = Actor.job("test")


async def look(where, month_on: date = MAY) -> dict[AnomalyKind, list[MealAnomaly]]:
    """The findings of a month by kind, but for what every meal without a face would be."""
    await commands.report_anomalies(JOB, site_id=where.site.id, month_on=month_on, now=NOW)
    found: dict[AnomalyKind, list[MealAnomaly]] = {}
    for row in await MealAnomaly.filter(report__month_on=month_on).order_by("subject"):
        found.setdefault(row.kind, []).append(row)
    return found


async def evidence_of(row: MealAnomaly) -> list[MealAnomalyEvidence]:
    return await MealAnomalyEvidence.filter(anomaly_id=row.id).order_by("position")


async def month(people: int = 1, days: int = 3):
    where = await place()
    await eaters(where, *["张建华", "李梅", "王芳"][:people])
    await meals(where, people=people, days=days)
    return where, await MealOrder.all().order_by("on", "number")


async def test_an_ordinary_month_has_nothing_to_explain():
    where, _ = await month(people=3, days=20)
    assert await look(where) == {}


async def test_an_entitlement_unused_for_ninety_days_is_found_in_the_month_it_is_full():
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1, days=1, first=MAY - timedelta(days=80))
    assert await look(where, date(2026, 4, 1)) == {}
    [found] = (await look(where))[K.ENTITLEMENT_UNUSED]
    assert (found.measured, found.threshold) == (111, 90)
    assert len(await evidence_of(found)) == 1
    assert await look(where, date(2026, 6, 1)) == {}


async def ordered_dish(order: MealOrder, **nutrition) -> Dish:
    dish = await make.dish(**nutrition)
    item = await make.menu_item(await Menu.get(id=order.menu_id), dish)
    await MealOrderLine.create(
        id=new_key(), order_id=order.id, item_id=item.id, position=1, name="糖醋里脊", portions=1,
        price_fen=item.price_fen,
    )  # fmt: skip
    return dish


@pytest.mark.parametrize(
    ("kind", "need", "column", "limit"),
    [
        (K.SUGAR, DietaryNeedKind.LOW_SUGAR, "sugar_mg", 10_000),
        (K.SODIUM, DietaryNeedKind.LOW_SALT, "sodium_mg", 1_000),
    ],
)
async def test_a_dish_that_does_not_suit_a_disease_is_found_from_the_limit_on(
    kind, need, column, limit
):
    where, orders = await month()
    person = await Resident.get(id=orders[0].resident_id)
    await make.dietary_need(person, kind=need, substance=None, severity=Severity.MODERATE)
    await ordered_dish(orders[0], **{column: limit - 1})
    dish = await ordered_dish(orders[1], **{column: limit})
    [found] = (await look(where))[kind]
    assert (found.dish_id, found.measured, found.threshold) == (dish.id, limit, limit)
    [shown] = await evidence_of(found)
    assert shown.order_id == orders[1].id


async def test_two_meals_within_two_hours_are_found_with_both():
    where, orders = await month()
    first = await Redemption.get(order_id=orders[0].id)
    await Redemption.filter(order_id=orders[1].id).update(at=first.at + timedelta(minutes=119))
    await Redemption.filter(order_id=orders[2].id).update(at=first.at + timedelta(minutes=240))
    [found] = (await look(where))[K.REDEEMED_TWICE]
    assert found.measured == 119
    assert [each.order_id for each in await evidence_of(found)] == [orders[0].id, orders[1].id]


async def test_meals_that_staff_vouched_for_are_found_by_person():
    where, orders = await month()
    await Redemption.filter(order_id__in=[orders[0].id, orders[1].id]).update(
        method=RedemptionMethod.MANUAL, reason="没带手机"
    )
    [found] = (await look(where))[K.MANUAL]
    assert (found.resident_id, found.measured) == (orders[0].resident_id, 2)
    assert all(each.redemption_id for each in await evidence_of(found))


async def test_many_meals_redeemed_by_one_as_the_meal_ends_are_found():
    where = await place()
    await eaters(where, *[f"居民{number}" for number in range(11)])
    await meals(where, people=11, days=2)
    clerk = await make.account()
    for on, late in ((MAY, 11), (MAY + timedelta(days=1), 9)):
        orders = await MealOrder.filter(on=on).order_by("number")
        ends = (await Serving.get(id=orders[0].serving_id)).serve_until_at
        await Redemption.filter(order_id__in=[order.id for order in orders[:late]]).update(
            method=RedemptionMethod.CARD,
            by_id=clerk.id,
            at=ends - timedelta(minutes=5),
            recorded_at=ends,
        )
    [found] = (await look(where))[K.BULK_AT_CLOSING]
    assert (found.account_id, found.measured, found.threshold) == (clerk.id, 11, 10)
    assert len(await evidence_of(found)) == 11


async def test_meals_in_a_row_without_a_face_count_where_others_faces_are_known():
    where, orders = await month(people=2, days=6)
    assert K.WITHOUT_FACE not in await look(where)
    faces = [order.id for order in orders if order.number == 1]
    await Redemption.filter(order_id__in=faces).update(method=RedemptionMethod.FACE)
    [found] = (await look(where))[K.WITHOUT_FACE]
    assert found.measured == 6
    [other] = {order.resident_id for order in orders if order.number == 2}
    assert found.resident_id == other


async def priced(order: MealOrder, dish: Dish, price_fen: int) -> None:
    item = await make.menu_item(await Menu.get(id=order.menu_id), dish, price_fen=price_fen)
    await MealOrderLine.create(
        id=new_key(), order_id=order.id, item_id=item.id, position=1, name="套餐", portions=1,
        price_fen=price_fen,
    )  # fmt: skip


async def test_a_price_raised_to_just_the_threshold_is_found_and_one_that_was_there_is_not():
    where = await place()
    says = document("xuyi")
    says["bands"][0]["minSpendFen"] = 1500
    township = await Area.get(id=where.township_id)
    where = where._replace(policy_id=(await make.policy(township, says)).id)
    await eaters(where, "张建华")
    await meals(where, people=1, days=2, first=date(2026, 4, 20))
    await meals(where, people=1, days=2)
    april, _, may, later = await MealOrder.all().order_by("on")
    raised, dear, far = [await make.dish() for _ in range(3)]
    for dish, before, now in ((raised, 1300, 1500), (dear, 1500, 1550), (far, 1300, 2000)):
        await priced(april, dish, before)
        await priced(may if dish is not far else later, dish, now)
    [found] = (await look(where))[K.PRICE_RAISED]
    assert (found.dish_id, found.measured, found.threshold) == (raised.id, 1500, 1500)
    [shown] = await evidence_of(found)
    assert shown.order_id == may.id


async def test_a_meal_redeemed_after_its_person_had_died_is_found():
    where, orders = await month()
    await Resident.filter(id=orders[0].resident_id).update(died_on=orders[1].on)
    [found] = (await look(where))[K.AFTER_DEATH]
    [shown] = await evidence_of(found)
    assert (shown.order_id, found.measured) == (orders[2].id, 1)


async def test_a_delivery_that_came_too_late_is_found():
    where, orders = await month()
    due = (await Serving.get(id=orders[0].serving_id)).serve_until_at
    for order, late in ((orders[0], 15), (orders[1], 16)):
        await MealOrder.filter(id=order.id).update(mode=FulfilmentMode.DELIVERY, address="1 号楼")
        await delivered(order, due, late)
    [found] = (await look(where))[K.DELIVERED_LATE]
    assert (found.subject, found.measured, found.threshold) == (str(orders[1].id), 16, 15)


async def delivered(order: MealOrder, due, late: int) -> None:
    """A stop whose door was reached so many minutes after it had to be."""
    way = await DeliveryRound.create(
        id=new_key(), point_id=order.point_id, on=order.on, period=order.period,
        number=1, mode=TravelMode.WALKING, capacity=5, depart_at=due, status=RoundStatus.CLOSED,
        status_at=due, created_at=due,
    )  # fmt: skip
    await DeliveryStop.create(
        id=new_key(), round_id=way.id, order_id=order.id, position=1, planned_at=due, until_at=due,
        status=StopStatus.DELIVERED, status_at=due + timedelta(minutes=late),
    )  # fmt: skip


async def test_thresholds_are_those_in_force_as_the_month_began():
    where, orders = await month()
    await Redemption.filter(order_id=orders[0].id).update(
        method=RedemptionMethod.MANUAL, reason="没带手机"
    )
    await commands.set_settlement_figure(
        JOB, kind=SettlementFigureKind.MANUAL_MEALS, value=2, source="通知", from_on=NOW.date(),
        now=NOW,
    )  # fmt: skip
    assert K.MANUAL in await look(where)


async def test_a_report_made_again_finds_what_came_to_light_and_keeps_verdicts():
    where, orders = await month(people=2)
    people = await team(where)
    await Redemption.filter(order_id=orders[0].id).update(
        method=RedemptionMethod.MANUAL, reason="没带手机"
    )
    [found] = (await look(where))[K.MANUAL]
    await commands.decide_anomaly(
        actor(people.checker), anomaly_id=found.id, to=AnomalyStatus.EXPLAINED, note="已核实",
        viewer=people.checker, now=NOW,
    )  # fmt: skip
    await Resident.filter(id=orders[1].resident_id).update(died_on=MAY)
    assert set(await look(where)) == {K.MANUAL, K.AFTER_DEATH}
    await found.refresh_from_db()
    assert found.status is AnomalyStatus.EXPLAINED


async def test_kitchens_are_looked_through_by_themselves():
    where, orders = await month()
    await Resident.filter(id=orders[0].resident_id).update(died_on=MAY)
    for _ in range(2):
        await anomalies.report_anomalies.run(NOW)
    assert await MealAnomaly.filter(report__site_id=where.site.id).count() == 2


async def test_a_verdict_is_given_once_and_not_by_the_canteen():
    where, orders = await month()
    people = await team(where)
    await Resident.filter(id=orders[0].resident_id).update(died_on=MAY)
    [found, *_] = (await look(where))[K.AFTER_DEATH]

    def deciding(viewer, to=AnomalyStatus.CONFIRMED):
        return commands.decide_anomaly(
            actor(viewer), anomaly_id=found.id, to=to, note="属实", viewer=viewer, now=NOW
        )

    async def reason(work) -> Reason:
        with pytest.raises(CanteenRefused) as caught:
            await work
        return caught.value.reason

    assert await reason(deciding(people.manager)) is CanteenReason.NO_SUCH_ANOMALY
    outside = await team(await place())
    assert await reason(deciding(outside.checker)) is CanteenReason.NO_SUCH_ANOMALY
    await deciding(people.approver)
    again = deciding(people.checker, AnomalyStatus.EXPLAINED)
    assert await reason(again) is CanteenReason.ANOMALY_DECIDED


FINDINGS = """{ mealAnomalies(filter: { kinds: [AFTER_DEATH], monthOn: "2026-05-01" }, first: 1) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id kind siteName monthOn residentName
        accountName measured threshold status foundAt decidedBy note dish { name }
        resident { name } evidence { position number on period method redeemedAt redeemedBy reason
            order { id } } } } }"""


async def test_findings_are_read_by_cursor_where_one_looks_after_and_nowhere_else(ask):
    where, orders = await month()
    people = await team(where)
    await Resident.filter(id=orders[0].resident_id).update(died_on=MAY)
    await look(where)
    for viewer in (people.checker, people.approver, people.payer):
        page = (await ask(FINDINGS, by=viewer, now=NOW))["data"]["mealAnomalies"]
        assert page["totalCount"] == 2
        assert page["pageInfo"]["hasNextPage"]
        [node] = page["nodes"]
        assert node["residentName"] == "张建华"
        assert node["evidence"][0]["method"] == "QR"
    outside = await team(await place())
    body = await ask(FINDINGS, by=outside.checker, now=NOW)
    assert body["data"]["mealAnomalies"]["totalCount"] == 0
