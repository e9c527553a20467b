"""Meal cards over GraphQL: issued, used, lost, replaced, closed, and what is owed paid out."""

import pytest

from hub.canteen import commands
from hub.canteen.models import MealCard, MealCardMove, MealCardReveal, MealRefundPolicy, MealSite
from hub.canteen.rules import card_number
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.kernel.models import Audit
from tests import make
from tests.canteen.money import (
    DOCUMENTS,
    at_counter,
    balance,
    card_id,
    check_books,
    do,
    number_of,
    order_id,
    resident_id,
    site_id,
    viewer_of,
)
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

FACE = "query ($id: ID!) { mealCardFace(id: $id) { number qrSvg } }"
BY_NUMBER = "query ($number: String!) { mealCardByNumber(number: $number) { card { id } } }"
CARDS_OF = """query ($id: ID!) {
    mealCardsOf(residentId: $id) { numberTail status balanceFen }
}"""
CARD = "query ($id: ID!) { mealCard(id: $id) { status moves { toStatus reason by } } }"


async def counter():
    """A canteen with an open drawer, and somebody at it."""
    site = await make.canteen()
    await make.cash_drawer(site)
    return site, await at_counter(site)


async def top_up(ask, card, fen, site, staff):
    return await do(
        ask,
        "mealCardTopUp",
        staff,
        cardId=card_id(card),
        amountFen=fen,
        method="CASH",
        siteId=site_id(site),
    )


async def test_a_card_is_issued_and_topped_up_in_cash(ask):
    site, staff = await counter()
    resident = await make.resident(name="张桂英")
    result = await do(ask, "mealCardIssue", staff, residentId=resident_id(resident))
    assert (result["card"]["status"], result["card"]["residentName"]) == ("ACTIVE", "张桂英")
    card = await MealCard.get(resident_id=resident.id)
    result = await top_up(ask, card, 5000, site, staff)
    assert result["card"]["balanceFen"] == 5000
    assert (result["payment"]["status"], result["payment"]["method"]) == ("CAPTURED", "CASH")
    await check_books()


async def test_a_card_made_before_is_activated_when_it_is_handed_over(ask):
    _, staff = await counter()
    resident = await make.resident()
    given = {"residentId": resident_id(resident), "isHandedOver": False}
    result = await do(ask, "mealCardIssue", staff, **given)
    assert result["card"]["status"] == "ISSUED"
    card = await MealCard.get(resident_id=resident.id)
    result = await do(ask, "mealCardActivate", staff, cardId=card_id(card))
    assert result["card"]["status"] == "ACTIVE"
    result = await do(ask, "mealCardActivate", staff, cardId=card_id(card))
    assert (result["reason"], result["cardStatus"]) == ("CARD_CANNOT_MOVE", "ACTIVE")


async def test_a_resident_has_one_card(ask):
    _, staff = await counter()
    resident = await make.resident()
    await make.meal_card(resident)
    result = await do(ask, "mealCardIssue", staff, residentId=resident_id(resident))
    assert (result["reason"], result["field"]) == ("CARD_EXISTS", "residentId")


async def test_nobody_who_is_gone_gets_a_card(ask):
    _, staff = await counter()
    resident = await make.resident(died_on=BEFORE.date())
    result = await do(ask, "mealCardIssue", staff, residentId=resident_id(resident))
    assert result["reason"] == "RESIDENT_GONE"
    result = await do(ask, "mealCardIssue", staff, residentId="garbled")
    assert result["reason"] == "NO_SUCH_RESIDENT"


async def test_a_number_is_printed_found_again_and_nowhere_in_the_clear(ask, database):
    _, staff = await counter()
    resident = await make.resident()
    card = await make.meal_card(resident)
    body = await ask(FACE, by=await viewer_of(resident), now=BEFORE, id=card_id(card))
    assert body["data"]["mealCardFace"]["qrSvg"].startswith("<svg")
    number = body["data"]["mealCardFace"]["number"]
    assert len(number.replace(" ", "")) == 16
    body = await ask(BY_NUMBER, by=staff, number=number)
    assert body["data"]["mealCardByNumber"]["card"]["id"] == card_id(card)
    digits = number.replace(" ", "")
    stored = await database.fetchval("SELECT row_to_json(c)::text FROM meal_card c")
    audited = [str(row.input) + str(row.result) for row in await Audit.all()]
    assert digits not in stored
    assert not any(digits in text for text in audited)


async def test_an_unknown_or_mistyped_number_finds_nothing(ask):
    _, staff = await counter()
    for number in ("", "12", card_number("12345678901"), "6105" + "1" * 12, "x" * 16, "６" * 16):
        body = await ask(BY_NUMBER, by=staff, number=number)
        assert body["data"]["mealCardByNumber"] is None


async def test_who_sees_the_number_of_a_card(ask):
    resident, child = await make.resident(), await make.resident()
    card = await make.meal_card(resident)
    await make.proxy(resident, child)
    strangers = [await viewer_of(await make.resident()), Viewer(grants=(Grant(Role.DEVELOPER),))]
    for viewer in (await viewer_of(resident), await viewer_of(child)):
        body = await ask(FACE, by=viewer, now=BEFORE, id=card_id(card))
        assert len(body["data"]["mealCardFace"]["number"]) == 19
    site = await make.canteen()
    staff = [await at_counter(site), await at_counter(site, Role.CANTEEN_MANAGER)]
    for viewer in [NOBODY, *strangers, *staff]:
        body = await ask(FACE, by=viewer, now=BEFORE, id=card_id(card))
        assert (body["data"] or {}).get("mealCardFace") is None


async def test_who_pays_by_a_card_sees_what_is_on_it(ask):
    ward, child = await make.resident(), await make.resident()
    await make.meal_card(ward, 1200)
    await make.proxy(ward, child)
    seen = []
    for viewer in (
        await viewer_of(ward),
        await viewer_of(child, ward),
        await viewer_of(await make.resident()),
    ):
        body = await ask(CARDS_OF, by=viewer, now=BEFORE, id=resident_id(ward))
        seen.append(body["data"]["mealCardsOf"])
    own, as_child, stranger = seen
    assert own == as_child
    assert (own[0]["status"], own[0]["balanceFen"], len(own[0]["numberTail"])) == (
        "ACTIVE",
        1200,
        4,
    )
    assert stranger == []


async def test_a_manager_looks_at_a_number_for_a_reason_that_is_kept(ask, database):
    site, staff = await counter()
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    card = await make.meal_card(await make.resident())
    given = {"cardId": card_id(card)}
    assert (await do(ask, "mealCardReveal", manager, **given, reason=" "))["reason"] == (
        "REASON_NEEDED"
    )
    unknown = await do(ask, "mealCardReveal", manager, cardId="x", reason="核对")
    assert unknown["reason"] == "NO_SUCH_CARD"
    assert await MealCardReveal.all().count() == 0
    result = await do(ask, "mealCardReveal", manager, **given, reason="卡面磨损，核对卡号")
    digits = result["face"]["number"].replace(" ", "")
    assert digits == await number_of(card)
    seen = await MealCardReveal.get()
    assert (seen.card_id, seen.by_id, seen.reason) == (
        card.id,
        manager.account_id,
        "卡面磨损，核对卡号",
    )
    audited = [str(row.input) + str(row.result) for row in await Audit.all()]
    assert not any(digits in text for text in audited)
    body = await ask(DOCUMENTS["mealCardReveal"], by=staff, input={**given, "reason": "x"})
    assert body["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_lost_card_pays_nothing_and_its_money_moves_over(ask):
    site, staff = await counter()
    resident = await make.resident()
    order = await make.meal_order(None, resident)
    card = await make.meal_card(resident, 5000)
    number = await number_of(card)
    viewer = await viewer_of(resident)
    result = await do(ask, "mealCardFreeze", viewer, cardId=card_id(card))
    assert (result["card"]["status"], result["card"]["frozenWhy"]) == ("FROZEN", "LOST")
    result = await do(ask, "mealOrderPay", viewer, orderId=order_id(order), method="CARD")
    assert (result["reason"], result["cardStatus"]) == ("CARD_NOT_USABLE", "FROZEN")
    result = await top_up(ask, card, 1000, site, staff)
    assert result["reason"] == "CARD_NOT_USABLE"
    result = await do(ask, "mealCardReplace", staff, cardId=card_id(card), reason="遗失")
    new = await MealCard.get(replaces_id=card.id)
    fresh = result["face"]["number"]
    assert fresh.replace(" ", "") == await number_of(new)
    assert (result["card"]["id"], result["card"]["balanceFen"]) == (card_id(new), 5000)
    assert (await MealCard.get(id=card.id)).status.value == "REPLACED"
    at_kitchen = await at_counter(await MealSite.get(id=order.site_id))
    pay = {"orderId": order_id(order), "method": "CARD"}
    result = await do(ask, "mealOrderPay", at_kitchen, **pay, cardNumber=number)
    assert (result["reason"], result["field"]) == ("CARD_OF_ANOTHER", "cardNumber")
    result = await do(ask, "mealOrderPay", at_kitchen, **pay, cardNumber=fresh)
    assert result["order"]["paidFen"] == 1200
    result = await do(ask, "mealCardReplace", staff, cardId=card_id(card))
    assert result["reason"] == "CARD_CANNOT_MOVE"
    await check_books()


async def test_staff_freeze_for_other_reasons_and_thaw(ask):
    _, staff = await counter()
    card = await make.meal_card(await make.resident())
    given = {"cardId": card_id(card), "why": "OTHER"}
    assert (await do(ask, "mealCardFreeze", staff, **given))["reason"] == "REASON_NEEDED"
    result = await do(ask, "mealCardFreeze", staff, **given, reason="借给他人使用")
    assert result["card"]["frozenWhy"] == "OTHER"
    result = await do(ask, "mealCardUnfreeze", staff, cardId=card_id(card))
    assert (result["card"]["status"], result["card"]["frozenWhy"]) == ("ACTIVE", None)
    assert (await do(ask, "mealCardUnfreeze", staff, cardId=card_id(card)))["reason"] == (
        "CARD_CANNOT_MOVE"
    )
    body = await ask(CARD, by=staff, id=card_id(card))
    moves = body["data"]["mealCard"]["moves"]
    assert [move["toStatus"] for move in moves] == ["ACTIVE", "FROZEN", "ACTIVE"]
    assert moves[1]["reason"] == "借给他人使用"
    assert moves[1]["by"].startswith("Staff")


async def test_a_stranger_freezes_nobodys_card(ask):
    card = await make.meal_card(await make.resident())
    stranger = await viewer_of(await make.resident())
    result = await do(ask, "mealCardFreeze", stranger, cardId=card_id(card))
    assert result["reason"] == "NO_SUCH_CARD"
    assert (await MealCard.get(id=card.id)).status.value == "ACTIVE"


async def test_a_closed_card_leaves_its_money_owed_until_it_is_paid_out(ask):
    site, staff = await counter()
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    resident = await make.resident()
    card = await make.meal_card(resident, 4200)
    close = {"cardId": card_id(card)}
    assert (await do(ask, "mealCardClose", manager, **close, reason=" "))["reason"] == (
        "REASON_NEEDED"
    )
    result = await do(ask, "mealCardClose", manager, **close, reason="迁往外地")
    assert (result["card"]["status"], result["card"]["owedFen"]) == ("CLOSED", 4200)
    assert result["card"]["balanceFen"] == 0
    out = {"residentId": resident_id(resident), "siteId": site_id(site)}
    result = await do(ask, "mealBalanceReturn", staff, **out, receivedBy="")
    assert result["reason"] == "REASON_NEEDED"
    result = await do(ask, "mealBalanceReturn", staff, **out, receivedBy="长子 王强")
    assert result["entry"]["kind"] == "BALANCE_RETURNED"
    assert (result["entry"]["amountFen"], result["entry"]["note"]) == (4200, "长子 王强")
    assert (await MealCard.get(id=card.id)).status.value == "BALANCE_RETURNED"
    result = await do(ask, "mealBalanceReturn", staff, **out, receivedBy="长子 王强")
    assert result["reason"] == "NOTHING_OWED"
    await check_books()


async def owing(ask, fen):
    """Somebody whose closed card held so much, their canteen, its staff and its manager."""
    site = await make.canteen()
    await make.cash_drawer(site, opening_fen=1000_00)
    staff, manager = await at_counter(site), await at_counter(site, Role.CANTEEN_MANAGER)
    resident = await make.resident()
    card = await make.meal_card(resident, fen)
    await do(ask, "mealCardClose", manager, cardId=card_id(card), reason="迁出")
    given = {
        "residentId": resident_id(resident),
        "siteId": site_id(site),
        "receivedBy": "长女 王芳",
    }
    return site, staff, manager, given


async def test_a_large_balance_is_paid_out_by_two_people_of_whom_one_is_a_manager(ask):
    site, staff, manager, out = await owing(ask, 200_01)
    for alone in (staff, manager):
        result = await do(ask, "mealBalanceReturn", alone, **out)
        assert (result["reason"], result["mostFen"]) == ("SECOND_PERSON_NEEDED", 200_00)
    result = await do(ask, "mealBalanceReturnPropose", manager, **out)
    assert result["proposal"]["amountFen"] == 200_01
    # Not the one who proposed it, nobody but a manager, and to nobody else.
    colleague = await at_counter(site, Role.CANTEEN_MANAGER)
    for by, given in ((manager, {}), (staff, {}), (colleague, {"receivedBy": "他人"})):
        result = await do(ask, "mealBalanceReturn", by, **out | given)
        assert result["reason"] == "SECOND_PERSON_NEEDED"
    waiting = "query ($id: ID!) { balanceReturnProposals(siteId: $id) { amountFen isPaidOut } }"
    body = await ask(waiting, by=staff, id=out["siteId"])
    assert body["data"]["balanceReturnProposals"] == [{"amountFen": 200_01, "isPaidOut": False}]
    result = await do(ask, "mealBalanceReturn", colleague, **out)
    assert (result["entry"]["amountFen"], result["entry"]["note"]) == (200_01, "长女 王芳")
    body = await ask(waiting, by=staff, id=out["siteId"])
    assert body["data"]["balanceReturnProposals"] == []
    await check_books()


async def test_what_one_person_may_pay_out_is_what_the_policy_says(ask):
    site, staff, _, out = await owing(ask, 200_00)
    area = (await site.site).area_id
    await MealRefundPolicy.create(
        id=new_key(),
        area_id=area,
        late_cancel_percent=100,
        no_show_percent=0,
        pay_out_alone_fen=199_99,
        source="助餐管理办法",
        from_on=BEFORE.date(),
        published_at=BEFORE,
    )
    result = await do(ask, "mealBalanceReturn", staff, **out)
    assert (result["reason"], result["mostFen"]) == ("SECOND_PERSON_NEEDED", 199_99)
    await MealRefundPolicy.all().update(pay_out_alone_fen=200_00)
    result = await do(ask, "mealBalanceReturn", staff, **out)
    assert result["entry"]["amountFen"] == 200_00


async def test_no_more_is_paid_out_than_lies_in_the_drawer(ask):
    site = await make.canteen()
    await make.cash_drawer(site, opening_fen=41_99)
    staff, manager = await at_counter(site), await at_counter(site, Role.CANTEEN_MANAGER)
    resident = await make.resident()
    card = await make.meal_card(resident, 42_00)
    await do(ask, "mealCardClose", manager, cardId=card_id(card), reason="迁出")
    out = {"residentId": resident_id(resident), "siteId": site_id(site), "receivedBy": "本人"}
    result = await do(ask, "mealBalanceReturn", staff, **out)
    assert (result["reason"], result["mostFen"]) == ("DRAWER_TOO_LOW", 41_99)
    other = await make.meal_card(await make.resident())
    await top_up(ask, other, 100, site, staff)
    result = await do(ask, "mealBalanceReturn", staff, **out)
    assert result["entry"]["amountFen"] == 42_00


async def test_a_card_with_nothing_on_it_is_closed_at_once(ask):
    manager = await at_counter(await make.canteen(), Role.CANTEEN_MANAGER)
    card = await make.meal_card(await make.resident())
    result = await do(ask, "mealCardClose", manager, cardId=card_id(card), reason="不再使用")
    assert result["card"]["status"] == "BALANCE_RETURNED"
    assert await MealCardMove.filter(card_id=card.id).count() == 3


async def test_top_ups_keep_to_their_limits(ask):
    site, staff = await counter()
    card = await make.meal_card(await make.resident())
    for fen in (0, -100, 99, 1000_01, 10**9):
        result = await top_up(ask, card, fen, site, staff)
        assert result["reason"] == "AMOUNT_NOT_VALID"
        assert (result["leastFen"], result["mostFen"]) == (100, 1000_00)
    for _ in range(5):
        await top_up(ask, card, 1000_00, site, staff)
    result = await top_up(ask, card, 100, site, staff)
    assert (result["reason"], result["mostFen"]) == ("BALANCE_TOO_HIGH", 5000_00)
    assert await balance(card) == 5000_00
    await check_books()


async def test_cash_needs_somebody_at_an_open_drawer(ask):
    site = await make.canteen()
    staff = await at_counter(site)
    card = await make.meal_card(await make.resident())
    assert (await top_up(ask, card, 1000, site, staff))["reason"] == "DRAWER_NOT_OPEN"
    await make.cash_drawer(site)
    other = await at_counter(await make.canteen())
    assert (await top_up(ask, card, 1000, site, other))["reason"] == "NO_SUCH_SITE"
    resident = await viewer_of(await card.resident)
    assert (await top_up(ask, card, 1000, site, resident))["reason"] == "NO_SUCH_SITE"
    given = {"cardId": card_id(card), "amountFen": 1000}
    for method, more in (("CARD", {}), ("CASH", {}), ("PROVIDER", {"siteId": site_id(site)})):
        result = await do(ask, "mealCardTopUp", staff, **given, method=method, **more)
        assert result["reason"] == "METHOD_NOT_AVAILABLE"
    assert await balance(card) == 0


async def test_the_same_key_tops_up_once(ask):
    site, staff = await counter()
    card = await make.meal_card(await make.resident())
    given = {"cardId": card_id(card), "amountFen": 1000, "method": "CASH"}
    given |= {"siteId": site_id(site), "idempotencyKey": "k1"}
    first = await do(ask, "mealCardTopUp", staff, **given)
    second = await do(ask, "mealCardTopUp", staff, **given)
    assert first["payment"]["id"] == second["payment"]["id"]
    assert await balance(card) == 1000


async def test_a_mistaken_top_up_is_taken_back_once_by_the_manager(ask):
    site, staff = await counter()
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    card = await make.meal_card(await make.resident())
    payment = (await top_up(ask, card, 1000_00, site, staff))["payment"]["id"]
    given = {"paymentId": payment, "reason": "多输了一个零"}
    other = await at_counter(await make.canteen(), Role.CANTEEN_MANAGER)
    assert (await do(ask, "mealCardTopUpReverse", other, **given))["reason"] == "NO_SUCH_PAYMENT"
    result = await do(ask, "mealCardTopUpReverse", manager, **given)
    assert result["payment"]["status"] == "REFUNDED"
    assert await balance(card) == 0
    assert (await do(ask, "mealCardTopUpReverse", manager, **given))["reason"] == "NOT_REFUNDABLE"
    await check_books()


async def test_what_was_spent_meanwhile_cannot_be_taken_back(ask):
    site, staff = await counter()
    manager = await at_counter(site, Role.CANTEEN_MANAGER)
    resident = await make.resident()
    card = await make.meal_card(resident)
    payment = (await top_up(ask, card, 2000, site, staff))["payment"]["id"]
    order = await make.meal_order(None, resident)
    pay = {"orderId": order_id(order), "method": "CARD"}
    await do(ask, "mealOrderPay", await viewer_of(resident), **pay)
    given = {"paymentId": payment, "reason": "误充"}
    result = await do(ask, "mealCardTopUpReverse", manager, **given)
    assert (result["reason"], result["balanceFen"]) == ("BALANCE_TOO_LOW", 800)
    await check_books()


CARD_MUTATIONS = (
    "mealCardIssue",
    "mealCardActivate",
    "mealCardUnfreeze",
    "mealCardReplace",
    "mealCardClose",
    "mealCardReveal",
)


@pytest.mark.parametrize("name", CARD_MUTATIONS)
async def test_only_staff_of_a_canteen_keep_cards(ask, name):
    from_outside = [role for role in Role if not role.value.startswith("CANTEEN")]
    resident = await make.resident()
    card = await make.meal_card(resident)
    given = {"cardId": card_id(card)}
    if name == "mealCardIssue":
        given = {"residentId": resident_id(await make.resident())}
    if name in ("mealCardClose", "mealCardReveal"):
        given["reason"] = "x"
    before = await MealCardMove.all().count()
    for viewer in [NOBODY, *(Viewer(grants=(Grant(role),)) for role in from_outside)]:
        body = await ask(DOCUMENTS[name], by=viewer, now=BEFORE, input=given)
        code = body["errors"][0]["extensions"]["code"]
        assert code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")
    assert await MealCardMove.all().count() == before


async def test_a_card_follows_its_resident_away_and_back_in_any_order(ask):
    by = Actor.job("test")
    resident = await make.resident()
    card = await make.meal_card(resident, 1000)

    async def follow():
        changed = await commands.follow_departure(by, resident_id=resident.id, now=BEFORE)
        row = await MealCard.get(id=card.id)
        return changed, row.status.value, row.frozen_why and row.frozen_why.value

    assert await follow() == (False, "ACTIVE", None)
    resident.died_on = BEFORE.date()
    await resident.save()
    assert await follow() == (True, "FROZEN", "DEPARTED")
    assert await follow() == (False, "FROZEN", "DEPARTED")
    _, staff = await counter()
    result = await do(ask, "mealCardUnfreeze", staff, cardId=card_id(card))
    assert result["reason"] == "RESIDENT_GONE"
    resident.died_on = None
    await resident.save()
    assert await follow() == (True, "ACTIVE", None)


async def test_a_lost_card_stays_lost_whatever_happens_to_its_resident():
    by = Actor.job("test")
    resident = await make.resident()
    card = await make.meal_card(resident)
    await commands.freeze_card(
        by, card_id=card.id, viewer=Viewer(resident_id=resident.id), now=BEFORE
    )
    assert not await commands.follow_departure(by, resident_id=resident.id, now=BEFORE)
    nobody = await make.resident()
    assert not await commands.follow_departure(by, resident_id=nobody.id, now=BEFORE)
