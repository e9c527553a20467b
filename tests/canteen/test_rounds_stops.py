"""At the door over GraphQL: rounds on their way, signatures, failures, hand-overs, calls."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from hub.canteen import commands, pages
from hub.canteen.models import DeliveryRound, DeliveryStop, MealOrder, Redemption, WelfareCheck
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.kernel.keyring import current
from hub.people.models import Reveal
from hub.people.rules import PHONE
from hub.query import global_id
from tests import make
from tests.canteen.delivering import (
    CALL,
    DONE,
    FAIL,
    MOVE,
    OFFER,
    TAKE,
    account_id,
    locked,
    neighbourhood,
    ordered,
    planned,
    result,
    round_id,
    stop_id,
    stop_of,
    volunteer,
)
from tests.make.canteen import MEAL

pytestmark = pytest.mark.usefixtures("database")

MINE = """query { myDeliveryRounds(on: "2026-06-02") { totalCount nodes { id isMine pendingCount
    stops { residentName address residentPhone note order { number } needs { kind } } } } }"""
OFFERED = "{ deliveryRoundsOffered { number isOffered volunteer stopCount stops { id } } }"
VOLUNTEERS = "query ($id: ID!) { deliveryVolunteers(siteId: $id) { accountId name } }"
ROUNDS = """query ($id: ID!) { deliveryRounds(siteId: $id, on: "2026-06-02") { totalCount } }"""
PAGE = """query ($id: ID!, $kind: RoundPageKind!) {
    deliveryRoundPage(roundId: $id, kind: $kind) { path expiresAt } }"""
SIGNED = {"signedBy": "王淑芬", "signature": "M10 20 L15 22 L18 30"}


class Out:
    """A round on its way with two doors, and who drives it."""

    async def begin(self, *names: str) -> "Out":
        self.at = await neighbourhood()
        self.orders = await ordered(self.at, *(names or ("甲", "乙")))
        await locked()
        self.driver = await volunteer(self.at, display_name="小孙")
        self.round = await planned(self.at, self.driver)
        self.stops = [await stop_of(order) for order in self.orders]
        return self

    def stop(self, place: int = 0, **more: object) -> dict[str, object]:
        return {"stopId": stop_id(self.stops[place]), **more}


async def done(ask, it, place=0, by=None, now=MEAL, **more):
    return await result(ask, DONE, by or it.driver, it.stop(place, **{**SIGNED, **more}), now)


async def fail(ask, it, failure, place=0, reason="拒收", now=MEAL):
    return await result(ask, FAIL, it.driver, it.stop(place, failure=failure, reason=reason), now)


async def move(ask, it, to, by=None):
    return await result(ask, MOVE, by or it.driver, {"roundId": round_id(it.round), "to": to})


async def status_of(order):
    return (await MealOrder.get(id=order.id)).status


async def test_a_meal_that_is_signed_for_is_redeemed(ask):
    it = await Out().begin()
    answer = await done(ask, it)
    stop = answer["stop"]
    assert (stop["status"], stop["signedBy"], stop["signer"]) == ("DELIVERED", "王淑芬", "RESIDENT")
    assert stop["signature"] == SIGNED["signature"]
    assert [row["toStatus"] for row in stop["moves"]] == ["PENDING", "DELIVERED"]
    assert stop["moves"][-1]["by"] == "小孙"
    assert await status_of(it.orders[0]) == "DELIVERED"
    redemption = await Redemption.get(order_id=it.orders[0].id)
    assert (redemption.method, redemption.by_id) == ("MANUAL", it.driver.account_id)
    assert redemption.reason == "送餐签收：王淑芬"
    again = await done(ask, it)
    assert (again["reason"], again["stopStatus"]) == ("STOP_DONE", "DELIVERED")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"signedBy": " "}, "SIGNER_NEEDED"),
        ({"signedBy": "王" * 41}, "TEXT_TOO_LONG"),
        ({"signature": "<script>"}, "SIGNATURE_NOT_VALID"),
        ({"signature": ""}, "SIGNATURE_NOT_VALID"),
        ({"signature": "M1 1" + " L2 2" * 2000}, "SIGNATURE_NOT_VALID"),
    ],
)
async def test_what_nobody_signed_is_not_delivered(ask, given, reason):
    it = await Out().begin("甲")
    assert (await done(ask, it, **given))["reason"] == reason
    assert await status_of(it.orders[0]) == "LOCKED"
    assert await Redemption.all().count() == 0


async def test_a_meal_whose_redemption_is_taken_back_can_be_brought_again(ask):
    it = await Out().begin("甲")
    await done(ask, it)
    redemption = await Redemption.get()
    await commands.reverse_redemption(
        Actor(operation="redemptionReverse"),
        redemption_id=redemption.id,
        viewer=make.manager(it.at.kitchen),
        now=MEAL,
        reason="送错了人",
    )
    back = await DeliveryStop.get(id=it.stops[0].id)
    assert (back.status, back.signed_by) == ("RETURNED", None)
    assert (await done(ask, it))["reason"] == "STOP_DONE"
    it.round = await planned(it.at, it.driver)
    it.stops = [await stop_of(it.orders[0])]
    assert (await done(ask, it))["stop"]["status"] == "DELIVERED"
    assert await Redemption.filter(reversed_at=None).count() == 1


async def test_the_box_of_somebody_else_is_refused_and_the_right_one_is_not(ask):
    it = await Out().begin()
    other = global_id("MealOrder", it.orders[1].id)
    wrong = await done(ask, it, labelOrderId=other)
    assert (wrong["reason"], wrong["field"]) == ("WRONG_BOX", "labelOrderId")
    right = global_id("MealOrder", it.orders[0].id)
    assert (await done(ask, it, labelOrderId=right))["stop"]["status"] == "DELIVERED"


async def test_a_meal_that_is_refused_or_brought_back_is_not_claimed(ask):
    it = await Out().begin()
    assert (await fail(ask, it, "REFUSED", reason=None))["reason"] == "REASON_NEEDED"
    assert (await fail(ask, it, "REFUSED", reason="不想吃"))["stop"]["status"] == "REFUSED"
    back = await fail(ask, it, "RETURNED", place=1, reason="餐盒破损")
    assert back["stop"]["moves"][-1] == {"toStatus": "RETURNED", "reason": "餐盒破损"}
    assert [await status_of(order) for order in it.orders] == ["NO_SHOW", "NO_SHOW"]
    assert await WelfareCheck.all().count() == 0


async def test_a_round_is_loaded_sent_out_and_closed_with_every_door_done(ask):
    it = await Out().begin()
    early = await move(ask, it, "CLOSED")
    assert (early["reason"], early["orders"]) == ("STOPS_PENDING", 2)
    await done(ask, it)
    await fail(ask, it, "NO_ANSWER", place=1, reason=None)
    closed = (await move(ask, it, "CLOSED"))["round"]
    assert closed["status"] == "CLOSED"
    assert [row["toStatus"] for row in closed["moves"]] == ["PLANNED", "LOADED", "OUT", "CLOSED"]
    assert [stop["status"] for stop in closed["stops"]] in (
        ["DELIVERED", "RETURNED"],
        ["RETURNED", "DELIVERED"],
    )
    assert await status_of(it.orders[1]) == "NO_SHOW"
    # Whoever did not open is looked for all the same.
    assert (await WelfareCheck.get()).outcome is None
    over = await move(ask, it, "OUT")
    assert (over["reason"], over["roundStatus"]) == ("ROUND_CANNOT_MOVE", "CLOSED")


async def test_a_round_sets_out_when_somebody_drives_it_and_it_is_loaded(ask):
    it = await Out().begin("甲")
    await DeliveryRound.filter(id=it.round.id).update(status="PLANNED", volunteer_id=None)
    assert (await move(ask, it, "OUT", it.at.staff))["reason"] == "ROUND_CANNOT_MOVE"
    assert (await move(ask, it, "LOADED", it.at.staff))["round"]["status"] == "LOADED"
    assert (await move(ask, it, "OUT", it.at.staff))["reason"] == "ROUND_NEEDS_VOLUNTEER"
    assert (await move(ask, it, "CANCELLED", it.at.staff))["reason"] == "ROUND_CANNOT_MOVE"
    not_out = await done(ask, it, by=it.at.staff)
    assert (not_out["reason"], not_out["roundStatus"]) == ("ROUND_NOT_OUT", "LOADED")


async def test_a_meal_is_not_handed_over_when_its_day_is_over_or_the_order_is_cancelled(ask):
    it = await Out().begin()
    late = await done(ask, it, now=MEAL + timedelta(days=1))
    assert late["reason"] == "WRONG_DAY"
    await commands.cancel_order(
        Actor(operation="cancel", account_id=it.at.staff.account_id),
        order_id=it.orders[0].id,
        viewer=it.at.staff,
        now=MEAL,
        reason="住院",
    )
    gone = await done(ask, it)
    assert (gone["reason"], gone["stopStatus"]) == ("STOP_DONE", "CANCELLED")


async def test_a_volunteer_sees_the_own_rounds_and_no_others(ask):
    it = await Out().begin()
    body = await ask(MINE, by=it.driver, now=MEAL)
    [round_] = body["data"]["myDeliveryRounds"]["nodes"]
    assert (round_["isMine"], round_["pendingCount"]) == (True, 2)
    assert {stop["residentName"] for stop in round_["stops"]} == {"甲", "乙"}
    assert all(stop["order"] is None for stop in round_["stops"])
    # When the day is over, where people live is the volunteer's business no more.
    body = await ask(MINE, by=it.driver, now=MEAL + timedelta(days=1))
    [round_] = body["data"]["myDeliveryRounds"]["nodes"]
    assert (round_["pendingCount"], round_["stops"]) == (2, [])
    other = await volunteer(it.at)
    body = await ask(MINE, by=other, now=MEAL)
    assert body["data"]["myDeliveryRounds"]["totalCount"] == 0
    node = "query ($id: ID!) { node(id: $id) { id } }"
    for key in (round_id(it.round), stop_id(it.stops[0])):
        assert (await ask(node, by=other, now=MEAL, id=key))["data"]["node"] is None
        assert (await ask(node, by=it.driver, now=MEAL, id=key))["data"]["node"]
    # Whoever is a volunteer no more sees the own rounds no more.
    former = Viewer(account_id=it.driver.account_id, grants=(Grant(Role.RESIDENT),))
    assert (await ask(node, by=former, now=MEAL, id=round_id(it.round)))["data"]["node"] is None


async def test_a_round_is_handed_over_on_its_way(ask):
    it = await Out().begin()
    await done(ask, it)
    other = await volunteer(it.at, display_name="小钱")
    take = {"roundId": round_id(it.round)}
    assert (await result(ask, TAKE, other, take))["reason"] == "ROUND_TAKEN"
    offer = {**take, "reason": "车胎破了"}
    assert (await result(ask, OFFER, other, offer))["reason"] == "NO_SUCH_ROUND"
    offered = (await result(ask, OFFER, it.driver, offer))["round"]
    assert (offered["isOffered"], offered["volunteer"]) == (True, "小孙")
    body = await ask(OFFERED, by=other, now=MEAL)
    # Where it goes is known once it is one's own.
    assert body["data"]["deliveryRoundsOffered"] == [
        {"number": 1, "isOffered": True, "volunteer": "小孙", "stopCount": 2, "stops": []}
    ]
    taken = (await result(ask, TAKE, other, take))["round"]
    assert (taken["volunteer"], taken["isMine"], len(taken["stops"])) == ("小钱", True, 2)
    assert [row["volunteer"] for row in taken["moves"]][-2:] == ["小孙", "小钱"]
    assert (await done(ask, it, place=1))["reason"] == "NO_SUCH_STOP"
    assert (await done(ask, it, place=1, by=other))["stop"]["status"] == "DELIVERED"
    assert (await result(ask, TAKE, other, take))["round"]["volunteer"] == "小钱"
    stranger = await volunteer(await neighbourhood())
    assert (await result(ask, TAKE, stranger, take))["reason"] == "NO_SUCH_ROUND"


async def test_a_number_is_seen_for_the_door_ahead_and_that_is_on_record(ask):
    it = await Out().begin("甲")
    person = await it.orders[0].resident
    keys = current()
    person.phone = keys.seal("13800000001", PHONE)
    person.phone_hash = keys.digest("13800000001", PHONE)
    person.phone_masked = "138****0001"
    await person.save()
    assert (await result(ask, CALL, it.driver, it.stop()))["phone"] == "13800000001"
    reveal = await Reveal.get()
    assert (reveal.resident_id, reveal.account_id) == (person.id, it.driver.account_id)
    other = await volunteer(it.at)
    assert (await result(ask, CALL, other, it.stop()))["reason"] == "NO_SUCH_STOP"
    await done(ask, it)
    assert (await result(ask, CALL, it.driver, it.stop()))["reason"] == "STOP_DONE"
    assert await Reveal.all().count() == 1


async def fetched(path: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=pages.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        return await client.get(path)


async def page(ask, it, kind, by=None):
    asked = {"id": round_id(it.round), "kind": kind}
    body = await ask(PAGE, by=by or it.at.staff, now=utc_now(), **asked)
    return body["data"]["deliveryRoundPage"]


async def test_the_route_sheet_prints_and_is_a_file(ask, tmp_path):
    it = await Out().begin("甲<b>", "=乙")
    await make.dietary_need(await it.orders[0].resident)
    printed = await fetched((await page(ask, it, "PAGE"))["path"])
    assert printed.status_code == 200
    assert "路线单" in printed.text
    assert "甲&lt;b&gt;" in printed.text
    assert "过敏" in printed.text
    assert printed.headers["cache-control"] == "no-store"
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(
        (await fetched((await page(ask, it, "WORKBOOK", it.at.staff))["path"])).content
    )
    rows = list(load_workbook(file)["路线单"].values)
    assert len(rows) == 5
    assert {row[3] for row in rows[3:]} == {"甲<b>", "'=乙"}


async def test_a_route_sheet_is_for_who_drives_or_plans_and_for_ten_minutes(ask):
    it = await Out().begin("甲")
    assert await page(ask, it, "PAGE", await volunteer(it.at)) is None
    # The driver has it for the day.
    assert await page(ask, it, "PAGE", it.driver) is None
    asked = {"id": round_id(it.round), "kind": "PAGE"}
    body = await ask(PAGE, by=it.driver, now=MEAL, **asked)
    assert body["data"]["deliveryRoundPage"]["path"].startswith("/rounds/PAGE.")
    assert await page(ask, it, "PAGE", make.staff(await make.canteen())) is None
    path = (await page(ask, it, "PAGE"))["path"]
    for wrong in (path[:-2] + "AA", "/rounds/x", "/rounds/.", "/rounds/a.b.c.d"):
        assert (await fetched(wrong)).status_code == 404


async def test_staff_know_who_may_drive(ask):
    it = await Out().begin("甲")
    await volunteer(await neighbourhood(), display_name="别处的")
    body = await ask(VOLUNTEERS, by=it.at.staff, now=MEAL, id=it.at.id)
    assert body["data"]["deliveryVolunteers"] == [
        {"accountId": account_id(it.driver), "name": "小孙"}
    ]
    foreign = make.staff(await make.canteen())
    body = await ask(VOLUNTEERS, by=foreign, now=MEAL, id=it.at.id)
    assert body["data"]["deliveryVolunteers"] is None
    body = await ask(ROUNDS, by=foreign, now=MEAL, id=it.at.id)
    assert body["data"]["deliveryRounds"]["totalCount"] == 0


MAY = {
    "deliveryRounds": {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER},
    "deliveryRoutes": {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER},
    "deliveryVolunteers": {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER},
    "myDeliveryRounds": {Role.DELIVERY_VOLUNTEER},
    "deliveryRoundsOffered": {Role.DELIVERY_VOLUNTEER},
    "deliveryRoundPage": {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER, Role.DELIVERY_VOLUNTEER},
    "deliveryFigures": {
        Role.CANTEEN_STAFF,
        Role.CANTEEN_MANAGER,
        Role.COMMUNITY_MANAGER,
        Role.CITY_ADMINISTRATOR,
    },
}
ASKING = {
    "deliveryRounds": '(siteId: $id, on: "2026-06-02") { totalCount }',
    "deliveryRoutes": "(pointId: $id) { name }",
    "deliveryVolunteers": "(siteId: $id) { name }",
    "myDeliveryRounds": '(on: "2026-06-02") { totalCount }',
    "deliveryRoundsOffered": " { number }",
    "deliveryRoundPage": "(roundId: $id, kind: PAGE) { path }",
    "deliveryFigures": " { value }",
}


@pytest.mark.parametrize("role", [None, *Role])
async def test_nobody_but_the_named_roles_asks(ask, role):
    account = await make.account()
    asker = Viewer(account_id=account.id, grants=(Grant(role),)) if role else NOBODY
    for name, allowed in MAY.items():
        variable = "($id: ID!) " if "$id" in ASKING[name] else ""
        given = {"id": global_id("MealSite", account.id)} if variable else {}
        body = await ask(f"query {variable}{{ {name}{ASKING[name]} }}", by=asker, now=MEAL, **given)
        if role in allowed:
            assert "errors" not in body, (name, body)
        else:
            code = body["errors"][0]["extensions"]["code"]
            assert code == ("FORBIDDEN" if role else "UNAUTHENTICATED"), name


STAFF = {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER}
DRIVING = {*STAFF, Role.DELIVERY_VOLUNTEER}
CHANGES: dict[str, tuple[set[Role], str, dict[str, Any]]] = {
    "deliveryRoundMove": (DRIVING, "DeliveryRoundMoveInput", {"roundId": "r", "to": "CLOSED"}),
    "deliveryRoundOffer": (DRIVING, "DeliveryRoundOfferInput", {"roundId": "r", "reason": "病"}),
    "deliveryRoundAssign": (STAFF, "DeliveryRoundAssignInput", {"roundId": "r"}),
    "deliveryRoundTake": ({Role.DELIVERY_VOLUNTEER}, "DeliveryRoundTakeInput", {"roundId": "r"}),
    "deliveryStopsReorder": (STAFF, "DeliveryStopsReorderInput", {"roundId": "r", "stopIds": []}),
    "deliveryStopsTransfer": (STAFF, "DeliveryStopsTransferInput", {"stopIds": ["s"]}),
    "deliveryStopDone": (DRIVING, "DeliveryStopDoneInput", {"stopId": "s", "signedBy": "王"}),
    "deliveryStopFail": (DRIVING, "DeliveryStopFailInput", {"stopId": "s", "failure": "REFUSED"}),
    "deliveryStopCall": (DRIVING, "DeliveryStopCallInput", {"stopId": "s"}),
    "deliveryRouteSet": (
        STAFF,
        "DeliveryRouteSetInput",
        {"pointId": "p", "name": "东线", "residentIds": []},
    ),
    "deliveryRouteDelete": (STAFF, "DeliveryRouteDeleteInput", {"routeId": "t"}),
    "deliveryRoundsPlan": (
        STAFF,
        "DeliveryRoundsPlanInput",
        {
            "pointId": "p",
            "on": "2026-06-02",
            "period": "LUNCH",
            "departAt": "2026-06-02T11:15:00+08:00",
            "vehicles": [{"capacity": 5}],
        },
    ),
    "deliveryFigureSet": (
        {Role.CITY_ADMINISTRATOR},
        "DeliveryFigureSetInput",
        {"kind": "STOP_SECONDS", "value": 0, "source": "x", "fromOn": "2026-06-03"},
    ),
}


@pytest.mark.parametrize("role", [None, *Role])
async def test_nobody_elsewhere_or_without_the_role_changes_anything(ask, role):
    it = await Out().begin("甲")
    ids = {"r": round_id(it.round), "s": stop_id(it.stops[0]), "p": it.at.id, "t": it.at.id}
    elsewhere = await make.canteen()
    account = await make.account()
    site_id = None if role is Role.CITY_ADMINISTRATOR else elsewhere.id
    grants = (Grant(role, site_id=site_id),) if role else ()
    asker = Viewer(account_id=account.id, grants=grants) if role else NOBODY
    for name, (allowed, kind, template) in CHANGES.items():
        given = {
            key: ids.get(value, value) if isinstance(value, str) else value
            for key, value in template.items()
        }
        if given.get("stopIds"):
            given["stopIds"] = [ids["s"]]
        document = (
            f"mutation ($input: {kind}!) {{ result: {name}(input: $input) {{ __typename }} }}"
        )
        body = await ask(document, by=asker, now=MEAL, input=given)
        if role in allowed:
            assert body["data"]["result"]["__typename"] == "CanteenRefusal", name
        else:
            code = body["errors"][0]["extensions"]["code"]
            assert code == ("FORBIDDEN" if role else "UNAUTHENTICATED"), name
    assert (await DeliveryStop.get(id=it.stops[0].id)).status == "PENDING"
    assert (await DeliveryRound.get(id=it.round.id)).status == "OUT"
