"""Redeeming over GraphQL: on what proof, by whom, where and when, and once."""

from datetime import date, timedelta

import pytest

from hub.canteen import commands
from hub.canteen.models import (
    MealCard,
    MealOrder,
    MealOrderMove,
    MealSite,
    MenuItem,
    Redemption,
    SubsidyClaim,
    SubsidyUse,
)
from hub.canteen.rules import (
    CARD_NUMBER,
    CODE_LASTS,
    FulfilmentMode,
    OrderStatus,
    in_groups,
)
from hub.kernel import keyring
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.keyring import Keyring
from hub.kernel.models import Audit
from hub.people.models import Proxy, Resident
from hub.people.rules import ProxyScope, ProxyStatus
from hub.query import global_id
from tests import make
from tests.canteen.counter import (
    BY,
    REDEEM,
    REVERSE,
    at,
    code,
    ready,
    subsidised,
    viewer_of,
    working,
)
from tests.make.canteen import BEFORE, CUTOFF, MEAL

pytestmark = pytest.mark.usefixtures("database")

QR = """query ($id: ID!) { mealOrder(id: $id) { number qr { token expiresAt svg } } }"""
LIST = """query ($pointId: ID!, $on: Date!, $filter: RedemptionFilter) {
    redemptions(pointId: $pointId, on: $on, filter: $filter) { totalCount nodes { method } } }"""
MOVE = """mutation ($input: MealOrdersMoveInput!) { result: mealOrdersMove(input: $input) {
    ... on MealOrdersMoved { orders { status redemptions { method reason } } }
    ... on CanteenRefusal { reason field dish allergen } } }"""


async def redeem(ask, viewer, given, now=MEAL):
    body = await ask(REDEEM, by=viewer, now=now, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


async def reverse(ask, viewer, redemption_id, now=MEAL, reason="扫错人"):
    given = {"redemptionId": redemption_id, "reason": reason}
    body = await ask(REVERSE, by=viewer, now=now, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


async def refused(ask, viewer, given, why, now=MEAL):
    """The refusal, after which nothing has changed."""
    before = await everything()
    result = await redeem(ask, viewer, given, now)
    assert result.get("reason") == why, result
    assert await everything() == before
    return result


async def everything():
    return (
        sorted(await MealOrder.all().values_list("id", "status")),
        sorted(await SubsidyClaim.all().values_list("id", "status")),
        await Redemption.all().count(),
        await MealOrderMove.all().count(),
    )


async def claim(order):
    return (await SubsidyClaim.get(order_id=order.id)).status.value


async def qr_of(ask, viewer, order, now=MEAL):
    body = await ask(QR, by=viewer, now=now, id=global_id("MealOrder", order.id))
    assert "errors" not in body, body
    found = body["data"]["mealOrder"]
    return found and found["qr"]


async def test_a_resident_shows_a_code_and_staff_hand_the_meal_over(ask):
    order = await ready(await subsidised())
    person = await viewer_of(await Resident.get(id=order.resident_id))
    staff = await working(order.point_id)
    shown = await qr_of(ask, person, order)
    assert shown["svg"].startswith("<svg")
    result = await redeem(ask, staff, at(order.point_id, qrToken=shown["token"]))
    redemption = result["redemption"]
    assert (redemption["method"], redemption["order"]["status"]) == ("QR", "SERVED")
    assert redemption["point"]["id"] == global_id("MealSite", order.point_id)
    assert (redemption["collectorName"], redemption["wasOffline"]) == (None, False)
    assert await claim(order) == "REDEEMED"
    row = await Redemption.get(order_id=order.id)
    assert (row.by_id, row.at, row.collector_id) == (staff.account_id, MEAL, None)


async def test_an_order_that_nobody_moved_on_the_board_passes_every_state_on_its_way(ask):
    order = await subsidised()
    staff = await working(order.point_id)
    await redeem(ask, staff, at(order.point_id, qrToken=code(order)))
    moves = await MealOrderMove.filter(order_id=order.id).order_by("at", "id")
    assert [move.to_status.value for move in moves] == [
        "PLACED",
        "LOCKED",
        "COOKING",
        "READY",
        "SERVED",
    ]
    assert await claim(order) == "REDEEMED"


async def test_staff_vouch_with_a_reason_and_a_terminal_without(ask):
    first, second = await ready(await subsidised()), await ready(await subsidised())
    staff = await working(first.point_id)
    by_hand = at(first.point_id, orderId=global_id("MealOrder", first.id))
    refusal = await refused(ask, staff, by_hand, "REASON_NEEDED")
    assert refusal["field"] == "reason"
    result = await redeem(ask, staff, {**by_hand, "reason": "手机没电，认识本人"})
    assert (result["redemption"]["method"], result["redemption"]["reason"]) == (
        "MANUAL",
        "手机没电，认识本人",
    )
    staff = await working(second.point_id)
    given = at(second.point_id, orderId=global_id("MealOrder", second.id), byFace=True)
    assert (await redeem(ask, staff, given))["redemption"]["method"] == "FACE"


async def test_a_second_scan_says_when_and_where_the_first_was(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    given = at(order.point_id, qrToken=code(order))
    await redeem(ask, staff, given)
    later = MEAL + timedelta(minutes=20)
    refusal = await refused(ask, staff, given, "ALREADY_REDEEMED", now=later)
    site = (await MealSite.get(id=order.point_id).select_related("site")).site
    assert (refusal["point"], refusal["method"]) == (site.name, "QR")
    assert refusal["redeemedAt"] == "2026-06-02T11:30:00+08:00"
    assert refusal["message"] == f"Order 1 was redeemed at 11:30 at “{site.name}”."


async def test_the_same_key_redeems_once_and_gets_the_same_answer(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    given = at(order.point_id, qrToken=code(order), idempotencyKey="scan-1")
    first, second = await redeem(ask, staff, given), await redeem(ask, staff, given)
    assert first == second
    assert await Redemption.all().count() == 1


async def test_a_code_at_the_wrong_counter_says_which_is_right(ask):
    order = await ready(await subsidised())
    elsewhere = await make.canteen()
    staff = await working(elsewhere.id)
    refusal = await refused(ask, staff, at(elsewhere.id, qrToken=code(order)), "WRONG_POINT")
    site = (await MealSite.get(id=order.point_id).select_related("site")).site
    assert (refusal["point"], refusal["number"]) == (site.name, order.number)


async def test_who_names_a_foreign_order_learns_nothing(ask):
    order = await ready(await subsidised())
    elsewhere = await make.canteen()
    staff = await working(elsewhere.id)
    named = {"orderId": global_id("MealOrder", order.id), "reason": "认识本人"}
    await refused(ask, staff, at(elsewhere.id, **named), "NO_SUCH_ORDER")
    await refused(ask, staff, at(order.point_id, **named), "NO_SUCH_SITE")
    nothing = {**named, "orderId": global_id("MealOrder", elsewhere.id)}
    await refused(ask, staff, at(elsewhere.id, **nothing), "NO_SUCH_ORDER")


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (MEAL - timedelta(days=1), "WRONG_DAY"),
        (MEAL + timedelta(days=1), "WRONG_DAY"),
        (MEAL.replace(hour=10, minute=29), "WRONG_MEAL"),
        (MEAL.replace(hour=13, minute=31), "WRONG_MEAL"),
        (MEAL.replace(hour=18, minute=0), "WRONG_MEAL"),
    ],
)
async def test_a_meal_is_redeemed_on_its_day_while_it_is_served(ask, when, why):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    refusal = await refused(
        ask, staff, at(order.point_id, qrToken=code(order, now=when)), why, now=when
    )
    assert refusal["number"] == order.number
    assert refusal["period"] == "LUNCH"


async def test_half_an_hour_before_and_after_the_service_still_counts(ask):
    for when in (MEAL.replace(hour=10, minute=30), MEAL.replace(hour=13, minute=30)):
        order = await ready(await subsidised())
        staff = await working(order.point_id)
        result = await redeem(
            ask, staff, at(order.point_id, qrToken=code(order, now=when)), now=when
        )
        assert "redemption" in result


async def test_a_code_expires_and_cannot_be_made_up_or_changed(ask):
    order, other = await ready(await subsidised()), await ready(await subsidised())
    staff = await working(order.point_id)
    token = code(order)
    late = MEAL + CODE_LASTS
    refusal = await refused(ask, staff, at(order.point_id, qrToken=token), "QR_EXPIRED", now=late)
    assert refusal["expiredAt"] is not None
    mixed = code(other)[:25] + token[25:]
    keyring.use(Keyring(["another hub's key, of 32 letters"]))
    foreign = code(order)
    keyring.use(Keyring(["k" * 32]))
    for bad in ("", "M1.", "hello", "M1.汉字", token[:-4], token + "AA", mixed, foreign, token[3:]):
        await refused(ask, staff, at(order.point_id, qrToken=bad), "QR_NOT_VALID")


async def holder(order, **facts):
    """The number of the card that the resident of an order carries."""
    key = await commands.issue_card(
        BY, resident_id=order.resident_id, now=BEFORE, is_handed_over=facts.get("in_use", True)
    )
    sealed = (await MealCard.get(id=key)).number
    return keyring.current().open(sealed, CARD_NUMBER)


async def test_a_card_finds_the_meal_that_is_served_now(ask):
    order = await ready(await subsidised())
    supper = await make.menu(
        await MealSite.get(id=order.site_id), period="SUPPER", cutoff_at=CUTOFF
    )
    person = await Resident.get(id=order.resident_id)
    later = await make.meal_order(await make.menu_item(supper), person)
    number = await holder(order)
    staff = await working(order.point_id)
    result = await redeem(ask, staff, at(order.point_id, cardNumber=in_groups(number)))
    assert (result["redemption"]["method"], result["redemption"]["reason"]) == ("CARD", None)
    assert (await Redemption.get(order_id=order.id)).collector_id is None
    assert not await Redemption.exists(order_id=later.id)
    assert number not in str((await Audit.get(account_id=staff.account_id)).input)


async def test_a_card_that_cannot_be_used_is_refused(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    given = at(order.point_id, cardNumber="6105000000000000")
    assert (await redeem(ask, staff, given))["reason"] in ("CARD_NUMBER_NOT_VALID", "NO_SUCH_CARD")
    unused = at(order.point_id, cardNumber=await holder(order, in_use=False))
    await refused(ask, staff, unused, "CARD_NOT_USABLE")
    other = await subsidised()
    number = await holder(other)
    elsewhere = await refused(ask, staff, at(order.point_id, cardNumber=number), "WRONG_POINT")
    assert elsewhere["number"] == other.number
    tomorrow = MEAL + timedelta(days=1)
    given = at(order.point_id, cardNumber=number)
    await refused(ask, staff, given, "NO_ORDER_TODAY", now=tomorrow)


async def test_exactly_one_proof_is_given(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    await refused(ask, staff, at(order.point_id), "PROOF_NEEDED")
    both = at(order.point_id, qrToken=code(order), orderId=global_id("MealOrder", order.id))
    await refused(ask, staff, both, "PROOF_NEEDED")


async def test_a_cancelled_order_is_refused_with_the_time(ask):
    order = await subsidised()
    person = await viewer_of(await Resident.get(id=order.resident_id))
    await commands.cancel_order(BY, order_id=order.id, viewer=person, now=BEFORE)
    staff = await working(order.point_id)
    refusal = await refused(ask, staff, at(order.point_id, qrToken=code(order)), "ORDER_CANCELLED")
    assert refusal["cancelledAt"] == "2026-06-01T10:00:00+08:00"


async def test_who_missed_the_meal_does_not_redeem_it(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    over = MEAL.replace(hour=13)
    await commands.move_orders(
        BY, order_ids=[order.id], to=OrderStatus.NO_SHOW, viewer=staff, now=over
    )
    given = at(order.point_id, qrToken=code(order, now=over))
    refusal = await refused(ask, staff, given, "CANNOT_MOVE", now=over)
    assert refusal["status"] == "NO_SHOW"


async def test_nobody_takes_the_meal_of_who_has_died(ask):
    order = await ready(await subsidised())
    await Resident.filter(id=order.resident_id).update(died_on=date(2026, 6, 1))
    staff = await working(order.point_id)
    await refused(ask, staff, at(order.point_id, qrToken=code(order)), "RESIDENT_DIED")


async def test_a_delivery_is_redeemed_at_the_door(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.DELIVERY))
    person = await viewer_of(await Resident.get(id=order.resident_id))
    assert await qr_of(ask, person, order) is None
    staff = await working(order.point_id)
    await refused(ask, staff, at(order.point_id, qrToken=code(order)), "REDEEMED_AT_DOOR")


async def test_an_authorised_collector_fetches_a_meal_by_their_own_code(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.PICKUP))
    spouse = await make.resident(name="李建国")
    ward = await Resident.get(id=order.resident_id)
    await make.proxy(ward, spouse, scopes=[ProxyScope.MEAL_COLLECT.value])
    shown = await qr_of(
        ask, await viewer_of(spouse, make.ward(ward, ProxyScope.MEAL_COLLECT)), order
    )
    staff = await working(order.point_id)
    result = await redeem(ask, staff, at(order.point_id, qrToken=shown["token"]))
    assert result["redemption"]["collectorName"] == "李建国"
    assert result["redemption"]["order"]["status"] == "HANDED_OVER"


async def test_staff_name_the_collector_who_has_no_code(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.PICKUP))
    spouse = await make.resident()
    given = at(
        order.point_id,
        orderId=global_id("MealOrder", order.id),
        collectorId=global_id("Resident", spouse.id),
        reason="老伴代取",
    )
    staff = await working(order.point_id)
    await refused(ask, staff, given, "COLLECTOR_NOT_AUTHORISED")
    await make.proxy(await Resident.get(id=order.resident_id), spouse)
    assert "redemption" in await redeem(ask, staff, given)


async def test_a_collector_whose_proxy_ended_is_refused_with_the_code_in_hand(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.PICKUP))
    spouse = await make.resident()
    proxy = await make.proxy(await Resident.get(id=order.resident_id), spouse)
    token = code(order, spouse.id)
    await Proxy.filter(id=proxy.id).update(status=ProxyStatus.ENDED)
    staff = await working(order.point_id)
    await refused(ask, staff, at(order.point_id, qrToken=token), "COLLECTOR_NOT_AUTHORISED")


async def test_a_proxy_for_ordering_only_has_no_code_and_collects_nothing(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.PICKUP))
    child = await make.resident()
    ward = await Resident.get(id=order.resident_id)
    await make.proxy(ward, child, scopes=[ProxyScope.MEAL_ORDER.value])
    viewer = await viewer_of(child, make.ward(ward, ProxyScope.MEAL_ORDER))
    assert await qr_of(ask, viewer, order) is None
    staff = await working(order.point_id)
    given = at(order.point_id, qrToken=code(order, child.id))
    await refused(ask, staff, given, "COLLECTOR_NOT_AUTHORISED")


async def test_who_dines_in_comes_in_person(ask):
    order = await ready(await subsidised())
    spouse = await make.resident()
    await make.proxy(await Resident.get(id=order.resident_id), spouse)
    staff = await working(order.point_id)
    await refused(ask, staff, at(order.point_id, qrToken=code(order, spouse.id)), "EATEN_IN_PERSON")


async def test_where_the_policy_forbids_it_nobody_collects(ask):
    order = await ready(await subsidised(proxy_pickup=False, mode=FulfilmentMode.PICKUP))
    spouse = await make.resident()
    await make.proxy(await Resident.get(id=order.resident_id), spouse)
    staff = await working(order.point_id)
    given = at(order.point_id, qrToken=code(order, spouse.id))
    await refused(ask, staff, given, "POLICY_FORBIDS_COLLECTORS")
    assert "redemption" in await redeem(ask, staff, at(order.point_id, qrToken=code(order)))


async def test_the_code_is_shown_on_the_day_to_who_may_fetch_the_meal_only(ask):
    order = await ready(await subsidised())
    person = await viewer_of(await Resident.get(id=order.resident_id))
    staff = await working(order.point_id)
    assert await qr_of(ask, person, order, now=CUTOFF) is None
    assert await qr_of(ask, staff, order) is None
    assert await qr_of(ask, await viewer_of(await make.resident()), order) is None
    shown = await qr_of(ask, person, order)
    assert shown["expiresAt"] == "2026-06-02T11:35:00+08:00"
    await redeem(ask, staff, at(order.point_id, qrToken=shown["token"]))
    assert await qr_of(ask, person, order) is None


async def test_a_manager_takes_a_redemption_back_and_the_meal_can_be_fetched_again(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    manager = await working(order.site_id, Role.CANTEEN_MANAGER)
    done = await redeem(ask, staff, at(order.point_id, qrToken=code(order)))
    result = await reverse(ask, manager, done["redemption"]["id"])
    assert result["redemption"]["order"]["status"] == "READY"
    assert result["redemption"]["reversedReason"] == "扫错人"
    assert await claim(order) == "RESERVED"
    assert (await SubsidyUse.get(resident_id=order.resident_id)).amount_fen == 300
    result = await reverse(ask, manager, done["redemption"]["id"])
    assert result["reason"] == "ALREADY_REVERSED"
    assert "redemption" in await redeem(ask, staff, at(order.point_id, qrToken=code(order)))
    assert await claim(order) == "REDEEMED"
    assert await Redemption.filter(order_id=order.id).count() == 2


async def test_a_redemption_is_taken_back_by_a_manager_there_that_day_with_a_reason(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    manager = await working(order.site_id, Role.CANTEEN_MANAGER)
    done = (await redeem(ask, staff, at(order.point_id, qrToken=code(order))))["redemption"]["id"]
    before = await everything()
    foreign = await working((await make.canteen()).id, Role.CANTEEN_MANAGER)
    assert (await reverse(ask, foreign, done))["reason"] == "NO_SUCH_REDEMPTION"
    assert (await reverse(ask, manager, done, reason=" "))["reason"] == "REASON_NEEDED"
    tomorrow = MEAL + timedelta(days=1)
    assert (await reverse(ask, manager, done, now=tomorrow))["reason"] == "REVERSAL_TOO_LATE"
    unknown = global_id("Redemption", order.id)
    assert (await reverse(ask, manager, unknown))["reason"] == "NO_SUCH_REDEMPTION"
    await MealOrder.filter(id=order.id).update(has_diet_conflict=True)
    assert (await reverse(ask, manager, done))["reason"] == "DIET_CONFLICT"
    await MealOrder.filter(id=order.id).update(has_diet_conflict=False)
    await MealOrder.filter(id=order.id).update(status=OrderStatus.SETTLED)
    assert (await reverse(ask, manager, done))["reason"] == "CANNOT_MOVE"
    await MealOrder.filter(id=order.id).update(status=OrderStatus.SERVED)
    assert await everything() == before


async def test_completing_orders_on_the_board_is_a_manual_redemption_with_a_reason(ask):
    order = await ready(await subsidised())
    staff = await working(order.site_id)
    given = {"orderIds": [global_id("MealOrder", order.id)], "to": "SERVED"}
    body = await ask(MOVE, by=staff, now=MEAL, input=given)
    assert body["data"]["result"]["reason"] == "REASON_NEEDED"
    body = await ask(MOVE, by=staff, now=MEAL, input={**given, "reason": "扫码枪故障"})
    [moved] = body["data"]["result"]["orders"]
    assert moved["redemptions"] == [{"method": "MANUAL", "reason": "扫码枪故障"}]
    await refused(ask, staff, at(order.point_id, qrToken=code(order)), "ALREADY_REDEEMED")


@pytest.mark.parametrize("when", [MEAL.replace(hour=13, minute=31), MEAL - timedelta(days=1)])
async def test_nobody_makes_a_meal_look_eaten_in_the_afternoon(ask, when):
    order = await ready(await subsidised())
    before = await everything()
    staff = await working(order.site_id)
    given = {"orderIds": [global_id("MealOrder", order.id)], "to": "SERVED", "reason": "补登"}
    body = await ask(MOVE, by=staff, now=when, input=given)
    assert body["data"]["result"]["reason"] == "NOT_HANDED_OVER_NOW"
    assert await everything() == before


async def test_nothing_is_packed_that_somebody_has_become_allergic_to(ask):
    order = await subsidised()
    await commands.lock_due(BY, now=CUTOFF)
    item = await MenuItem.get(menu_id=order.menu_id).select_related("dish")
    await type(item.dish).filter(id=item.dish_id).update(allergens=["PEANUT"])
    await make.dietary_need(await Resident.get(id=order.resident_id))
    staff = await working(order.site_id)
    given = {"orderIds": [global_id("MealOrder", order.id)]}
    body = await ask(MOVE, by=staff, now=MEAL, input={**given, "to": "COOKING"})
    assert body["data"]["result"]["orders"][0]["status"] == "COOKING"
    body = await ask(MOVE, by=staff, now=MEAL, input={**given, "to": "READY"})
    assert body["data"]["result"] == {
        "reason": "ALLERGY_WHEN_PACKED",
        "field": "orderIds.0",
        "dish": item.name,
        "allergen": "PEANUT",
    }
    refusal = await refused(
        ask, staff, at(order.point_id, qrToken=code(order)), "ALLERGY_WHEN_PACKED"
    )
    assert refusal["dish"] == item.name


async def test_what_the_recipe_names_counts_as_what_is_in_a_dish(ask):
    order = await subsidised()
    item = await MenuItem.get(menu_id=order.menu_id).select_related("dish")
    await type(item.dish).filter(id=item.dish_id).update(contents=["糯米", "山药"])
    await make.dietary_need(await Resident.get(id=order.resident_id), substance="山药")
    staff = await working(order.point_id)
    refusal = await refused(
        ask, staff, at(order.point_id, qrToken=code(order)), "ALLERGY_WHEN_PACKED"
    )
    assert refusal["allergen"] == "山药"


async def test_what_does_not_suit_the_person_any_more_is_not_handed_over(ask):
    order = await subsidised()
    await MealOrder.filter(id=order.id).update(has_diet_conflict=True)
    staff = await working(order.point_id)
    refusal = await refused(ask, staff, at(order.point_id, qrToken=code(order)), "DIET_CONFLICT")
    assert refusal["number"] == order.number


async def test_the_redemptions_of_a_day_are_listed_for_staff_and_auditors_there(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    await redeem(ask, staff, at(order.point_id, qrToken=code(order)))
    asked = {"pointId": global_id("MealSite", order.point_id), "on": "2026-06-02"}
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR),))
    for viewer in (staff, auditor):
        body = await ask(LIST, by=viewer, now=MEAL, **asked)
        assert body["data"]["redemptions"]["totalCount"] == 1
    body = await ask(LIST, by=staff, now=MEAL, **asked, filter={"methods": ["MANUAL"]})
    assert body["data"]["redemptions"]["totalCount"] == 0
    foreign = await working((await make.canteen()).id)
    body = await ask(LIST, by=foreign, now=MEAL, **asked)
    assert body["data"]["redemptions"]["totalCount"] == 0


@pytest.mark.parametrize(
    "viewer",
    [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if "CANTEEN" not in role)],
    ids=lambda viewer: next(iter(viewer.roles), "NOBODY"),
)
async def test_nobody_but_staff_redeems_and_nobody_but_managers_reverses(ask, viewer):
    order = await ready(await subsidised())
    before = await everything()
    body = await ask(REDEEM, by=viewer, now=MEAL, input=at(order.point_id, qrToken=code(order)))
    assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    given = {"redemptionId": global_id("Redemption", order.id), "reason": "试试"}
    body = await ask(REVERSE, by=viewer, now=MEAL, input=given)
    assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert await everything() == before


async def test_staff_who_are_no_managers_reverse_nothing(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    done = await redeem(ask, staff, at(order.point_id, qrToken=code(order)))
    given = {"redemptionId": done["redemption"]["id"], "reason": "试试"}
    body = await ask(REVERSE, by=staff, now=MEAL, input=given)
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"
