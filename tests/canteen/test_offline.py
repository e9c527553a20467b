"""Two hours without a network: what a counter takes along, what comes back, what conflicts."""

import json
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hub.canteen import commands
from hub.canteen.models import MealOrder, OfflineList, OfflineScan, Redemption, SubsidyClaim
from hub.canteen.rules import CODE_PURPOSE, FulfilmentMode, OrderStatus, read_code
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.kernel.keyring import signed_as
from hub.people.models import Proxy, Resident
from hub.people.rules import ProxyStatus
from hub.query import global_id, key_of
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
from tests.make.canteen import BEFORE, MEAL

pytestmark = pytest.mark.usefixtures("database")

CREATE = """mutation ($input: OfflineListCreateInput!) { result: offlineListCreate(input: $input) {
    ... on OfflineListCreated { list { id untilAt } document signature }
    ... on CanteenRefusal { reason field } } }"""
UPLOAD = """mutation ($input: OfflineScansUploadInput!) {
    result: offlineScansUpload(input: $input) { ... on OfflineScansUploaded { scans {
        id key outcome problem method
        order { number status redemptions { method wasOffline at recordedAt } } } }
    ... on CanteenRefusal { reason field closedAt } } }"""
CLOSE = """mutation ($input: OfflineListCloseInput!) { result: offlineListClose(input: $input) {
    ... on OfflineListClosed { list { closedAt } } ... on CanteenRefusal { reason } } }"""
DECIDE = """mutation ($input: OfflineScanDecideInput!) { result: offlineScanDecide(input: $input) {
    ... on OfflineScanDecided { scan { decision decidedReason order { status } } }
    ... on CanteenRefusal { reason field } } }"""
CONFLICTS = """query ($siteId: ID!) { offlineConflicts(siteId: $siteId) {
    totalCount nodes { id problem device } } }"""
LISTS = """query ($pointId: ID!) { offlineLists(pointId: $pointId, on: "2026-06-02") {
    totalCount nodes { scans { totalCount } } } }"""
OPENING = MEAL.replace(hour=10, minute=45)
SCANNED = MEAL
BACK = MEAL + timedelta(hours=2)


async def result(ask, document, viewer, given, now):
    body = await ask(document, by=viewer, now=now, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


async def taken_along(ask, staff, point_id, now=OPENING):
    given = {"pointId": global_id("MealSite", point_id), "on": "2026-06-02", "period": "LUNCH"}
    return await result(ask, CREATE, staff, given, now)


def scan(key, order=None, when=SCANNED, **more):
    if order is not None and "orderId" not in more:
        more["qrToken"] = code(order, now=when)
    return {"key": key, "scannedAt": when.isoformat(), **more}


async def upload(ask, staff, made, *scans, device="pad-1", now=BACK):
    given = {"listId": made["list"]["id"], "device": device, "scans": list(scans)}
    return await result(ask, UPLOAD, staff, given, now)


async def test_the_list_is_signed_names_nobody_in_full_and_holds_no_secret(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    document = json.loads(made["document"])
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(document["keys"][0]))
    signature = urlsafe_b64decode(made["signature"] + "==")
    key.verify(signature, signed_as(made["document"], "offline list"))
    [entry] = document["orders"]
    assert entry["id"] == global_id("MealOrder", order.id)
    assert (entry["number"], entry["name"], entry["mode"]) == (1, "王**", "DINE_IN")
    assert "王淑芬" not in made["document"]
    # What a scanner does on its own: the code is genuine, for an order of the list, in time.
    shown, proof = read_code(code(order))
    key.verify(proof, signed_as(shown.said(), CODE_PURPOSE))
    assert made["list"]["untilAt"] == "2026-06-02T15:30:00+08:00"
    assert json.loads(made["document"])["untilAt"] == "2026-06-02T15:30:00+08:00"


async def test_the_list_leaves_out_deliveries_and_what_is_taken_or_cancelled(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    await ask(REDEEM, by=staff, now=MEAL, input=at(order.point_id, qrToken=code(order)))
    delivered = await ready(await subsidised(mode=FulfilmentMode.DELIVERY))
    for point_id in (order.point_id, delivered.point_id):
        made = await taken_along(ask, await working(point_id), point_id)
        assert json.loads(made["document"])["orders"] == []


async def test_scans_redeem_as_of_their_own_time(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    uploaded = await upload(ask, staff, made, scan("1", order))
    [found] = uploaded["scans"]
    assert (found["outcome"], found["problem"], found["order"]["status"]) == (
        "REDEEMED",
        None,
        "SERVED",
    )
    assert found["order"]["redemptions"] == [
        {
            "method": "QR",
            "wasOffline": True,
            "at": "2026-06-02T11:30:00+08:00",
            "recordedAt": "2026-06-02T13:30:00+08:00",
        }
    ]
    assert (await SubsidyClaim.get(order_id=order.id)).status.value == "REDEEMED"


async def test_the_same_upload_again_and_in_another_order_changes_nothing(ask):
    first = await ready(await subsidised())
    staff = await working(first.point_id)
    made = await taken_along(ask, staff, first.point_id)
    scans = [scan("b", first), scan("a", when=SCANNED, qrToken="M1.made-up")]
    once = await upload(ask, staff, made, *scans)
    again = await upload(ask, staff, made, *reversed(scans))
    assert [found["key"] for found in once["scans"]] == ["b", "a"]
    assert again["scans"] == once["scans"][::-1]
    assert await OfflineScan.all().count() == 2
    assert await Redemption.all().count() == 1


async def test_two_devices_that_scanned_the_same_order_claim_it_once(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    later = SCANNED + timedelta(minutes=3)
    await upload(ask, staff, made, scan("1", order, when=later), device="pad-2")
    uploaded = await upload(ask, staff, made, scan("1", order), device="pad-1")
    [found] = uploaded["scans"]
    assert (found["outcome"], found["problem"]) == ("CONFLICT", "ALREADY_REDEEMED")
    assert await Redemption.all().count() == 1


async def test_what_happened_meanwhile_is_a_conflict_and_stops_no_other_scan(ask):
    good = await ready(await subsidised())
    staff = await working(good.point_id)
    cancelled = await subsidised()
    await commands.cancel_order(
        BY,
        order_id=cancelled.id,
        viewer=Viewer(resident_id=cancelled.resident_id),
        now=BEFORE,
    )
    made = await taken_along(ask, staff, good.point_id)
    uploaded = await upload(
        ask,
        staff,
        made,
        scan("elsewhere", cancelled),
        scan("forged", qrToken="M1." + "A" * 134),
        scan("no reason", orderId=global_id("MealOrder", good.id), order=good),
        scan("foreign", order=cancelled, orderId=global_id("MealOrder", cancelled.id), reason="x"),
        scan("early", good, when=OPENING - timedelta(minutes=5)),
        scan("future", good, when=BACK + timedelta(minutes=5)),
        scan("stale", qrToken=code(good, now=SCANNED - timedelta(minutes=6))),
        scan("good", good, when=SCANNED + timedelta(minutes=1)),
    )
    assert {found["key"]: found["problem"] for found in uploaded["scans"]} == {
        "elsewhere": "WRONG_POINT",
        "forged": "QR_NOT_VALID",
        "no reason": "REASON_NEEDED",
        "foreign": "NO_SUCH_ORDER",
        "early": "SCAN_TIME_NOT_VALID",
        "future": "SCAN_TIME_NOT_VALID",
        "stale": "QR_EXPIRED",
        "good": None,
    }
    assert await Redemption.all().count() == 1


async def test_an_order_cancelled_or_redeemed_online_meanwhile_is_a_conflict(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    await ask(REDEEM, by=staff, now=MEAL, input=at(order.point_id, qrToken=code(order)))
    [found] = (await upload(ask, staff, made, scan("1", order)))["scans"]
    assert (found["outcome"], found["problem"]) == ("CONFLICT", "ALREADY_REDEEMED")
    other = await ready(await subsidised())
    staff = await working(other.point_id)
    made = await taken_along(ask, staff, other.point_id)
    await commands.cancel_order(BY, order_id=other.id, viewer=staff, now=MEAL, reason="住院")
    [found] = (await upload(ask, staff, made, scan("1", other)))["scans"]
    assert (found["outcome"], found["problem"]) == ("CONFLICT", "ORDER_CANCELLED")


async def test_staff_who_vouch_offline_say_why(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    by_hand = scan("1", order, orderId=global_id("MealOrder", order.id), reason="没带手机")
    [found] = (await upload(ask, staff, made, by_hand))["scans"]
    assert (found["outcome"], found["method"]) == ("REDEEMED", "MANUAL")


async def conflict(ask):
    """An order that was redeemed at the counter and scanned offline too, its manager and scan."""
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    manager = await working(order.site_id, Role.CANTEEN_MANAGER)
    made = await taken_along(ask, staff, order.point_id)
    body = await ask(REDEEM, by=staff, now=MEAL, input=at(order.point_id, qrToken=code(order)))
    [found] = (await upload(ask, staff, made, scan("1", order)))["scans"]
    return order, manager, found["id"], body["data"]["result"]["redemption"]["id"]


async def decide(ask, viewer, scan_id, decision, reason="看过录像"):
    given = {"scanId": scan_id, "decision": decision, "reason": reason}
    return await result(ask, DECIDE, viewer, given, BACK)


async def test_a_manager_dismisses_a_conflict_once_with_a_reason(ask):
    order, manager, scan_id, _ = await conflict(ask)
    shown = await ask(CONFLICTS, by=manager, siteId=global_id("MealSite", order.site_id))
    assert shown["data"]["offlineConflicts"]["totalCount"] == 1
    assert (await decide(ask, manager, scan_id, "DISMISSED", " "))["reason"] == "REASON_NEEDED"
    decided = await decide(ask, manager, scan_id, "DISMISSED")
    assert decided["scan"]["decision"] == "DISMISSED"
    assert (await decide(ask, manager, scan_id, "COUNTED"))["reason"] == "SCAN_DECIDED"
    shown = await ask(CONFLICTS, by=manager, siteId=global_id("MealSite", order.site_id))
    assert shown["data"]["offlineConflicts"]["totalCount"] == 0
    assert await Redemption.all().count() == 1


async def test_a_conflict_counts_only_once_the_other_redemption_was_taken_back(ask):
    order, manager, scan_id, redemption_id = await conflict(ask)
    assert (await decide(ask, manager, scan_id, "COUNTED"))["reason"] == "ALREADY_REDEEMED"
    await result(ask, REVERSE, manager, {"redemptionId": redemption_id, "reason": "扫错人"}, BACK)
    decided = await decide(ask, manager, scan_id, "COUNTED")
    assert decided["scan"]["order"]["status"] == "SERVED"
    assert await Redemption.filter(order_id=order.id, reversed_at=None).count() == 1
    row = await Redemption.get(order_id=order.id, reversed_at=None)
    assert (row.method.value, row.at, row.reason) == ("MANUAL", SCANNED, "看过录像")


async def test_what_a_proxy_fetched_counts_as_fetched_by_them(ask):
    order = await ready(await subsidised(mode=FulfilmentMode.PICKUP))
    spouse = await make.resident(name="李建国")
    proxy = await make.proxy(await Resident.get(id=order.resident_id), spouse)
    staff = await working(order.point_id)
    manager = await working(order.site_id, Role.CANTEEN_MANAGER)
    made = await taken_along(ask, staff, order.point_id)
    stale = code(order, spouse.id, now=SCANNED - timedelta(minutes=6))
    [found] = (await upload(ask, staff, made, scan("1", qrToken=stale)))["scans"]
    assert found["problem"] == "QR_EXPIRED"
    await Proxy.filter(id=proxy.id).update(status=ProxyStatus.ENDED)
    refused = await decide(ask, manager, found["id"], "COUNTED")
    assert refused["reason"] == "COLLECTOR_NOT_AUTHORISED"
    await Proxy.filter(id=proxy.id).update(status=ProxyStatus.ACTIVE)
    assert "scan" in await decide(ask, manager, found["id"], "COUNTED")
    assert (await Redemption.get(order_id=order.id)).collector_id == spouse.id


async def test_a_scan_of_nothing_can_only_be_dismissed(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    manager = await working(order.site_id, Role.CANTEEN_MANAGER)
    made = await taken_along(ask, staff, order.point_id)
    [found] = (await upload(ask, staff, made, scan("1", qrToken="hello")))["scans"]
    assert (await decide(ask, manager, found["id"], "COUNTED"))["reason"] == "SCAN_OF_NOTHING"
    foreign = await working((await make.canteen()).id, Role.CANTEEN_MANAGER)
    assert (await decide(ask, foreign, found["id"], "DISMISSED"))["reason"] == "NO_SUCH_SCAN"
    assert "scan" in await decide(ask, manager, found["id"], "DISMISSED")


async def test_a_list_ends_when_it_is_closed_or_two_hours_and_a_half_after_the_meal(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    late = await upload(ask, staff, made, scan("1", order), now=MEAL.replace(hour=15, minute=30))
    assert (late["reason"], late["closedAt"]) == (
        "OFFLINE_LIST_OVER",
        "2026-06-02T15:30:00+08:00",
    )
    given = {"listId": made["list"]["id"]}
    closed = await result(ask, CLOSE, staff, given, BACK)
    assert closed == await result(ask, CLOSE, staff, given, BACK + timedelta(minutes=1))
    refused = await upload(ask, staff, made, scan("1", order), now=BACK)
    assert refused["reason"] == "OFFLINE_LIST_OVER"
    assert await OfflineScan.all().count() == 0


async def test_nobody_has_missed_a_meal_before_the_scans_are_in(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    await OfflineList.filter(id=key_of(made["list"]["id"], "OfflineList")).update(
        until_at=MEAL.replace(hour=17)
    )
    job = Actor.job("canteen.mark_no_shows")
    evening = MEAL.replace(hour=16, minute=30)
    assert await commands.mark_no_shows(job, now=evening) == 0
    await result(ask, CLOSE, staff, {"listId": made["list"]["id"]}, evening)
    assert await commands.mark_no_shows(job, now=evening) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"device": ""}, "device"),
        ({"device": "x" * 41}, "device"),
        ({"scans": []}, "scans"),
        ({"scans": [scan("", qrToken="a")]}, "scans.0"),
        ({"scans": [scan("k" * 65, qrToken="a")]}, "scans.0"),
        ({"scans": [scan("1", qrToken="a"), scan("2")]}, "scans.1"),
    ],
)
async def test_a_malformed_upload_says_where(ask, change, field):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    given = {
        "listId": made["list"]["id"],
        "device": "pad",
        "scans": [scan("1", qrToken="a")],
        **change,
    }
    refused = await result(ask, UPLOAD, staff, given, BACK)
    assert (refused["reason"], refused["field"]) == ("SCANS_NOT_VALID", field)
    assert await OfflineScan.all().count() == 0


async def test_lists_are_for_meals_that_are_served_there_and_not_past(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    past = await taken_along(ask, staff, order.point_id, now=MEAL + timedelta(days=1))
    assert past["reason"] == "OFFLINE_LIST_OVER"
    given = {
        "pointId": global_id("MealSite", order.point_id),
        "on": "2026-06-02",
        "period": "SUPPER",
    }
    assert (await result(ask, CREATE, staff, given, OPENING))["reason"] == "NOT_SERVED_THEN"
    foreign = await working((await make.canteen()).id)
    assert (await taken_along(ask, foreign, order.point_id))["reason"] == "NO_SUCH_SITE"
    made = await taken_along(ask, staff, order.point_id)
    assert (await upload(ask, foreign, made, scan("1", order)))["reason"] == "NO_SUCH_LIST"
    shown = await ask(LISTS, by=staff, pointId=global_id("MealSite", order.point_id))
    assert shown["data"]["offlineLists"]["nodes"] == [{"scans": {"totalCount": 0}}]
    shown = await ask(LISTS, by=foreign, pointId=global_id("MealSite", order.point_id))
    assert shown["data"]["offlineLists"]["totalCount"] == 0


async def test_staff_of_the_kitchen_see_the_conflicts_of_its_points(ask):
    menu = await make.menu()
    kitchen = await menu.site
    point = await make.meal_point(kitchen)
    await make.serving(menu, point.id, FulfilmentMode.PICKUP)
    order = await make.meal_order(
        await make.menu_item(menu), point_id=point.id, mode=FulfilmentMode.PICKUP
    )
    staff = await working(point.id)
    made = await taken_along(ask, staff, point.id)
    await upload(ask, staff, made, scan("1", qrToken="hello"))
    for viewer, site in ((staff, point), (await working(kitchen.id), kitchen)):
        shown = await ask(CONFLICTS, by=viewer, siteId=global_id("MealSite", site.id))
        assert shown["data"]["offlineConflicts"]["totalCount"] == 1
    assert (await MealOrder.get(id=order.id)).status is OrderStatus.PLACED


@pytest.mark.parametrize(
    "viewer",
    [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if "CANTEEN" not in role)],
    ids=lambda viewer: next(iter(viewer.roles), "NOBODY"),
)
async def test_nobody_but_staff_takes_lists_along(ask, viewer):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    some = global_id("OfflineScan", order.id)
    for document, given in (
        (CREATE, {"pointId": "x", "on": "2026-06-02", "period": "LUNCH"}),
        (UPLOAD, {"listId": made["list"]["id"], "device": "pad", "scans": [scan("1", order)]}),
        (CLOSE, {"listId": made["list"]["id"]}),
        (DECIDE, {"scanId": some, "decision": "COUNTED", "reason": "x"}),
    ):
        body = await ask(document, by=viewer, now=BACK, input=given)
        assert body["errors"][0]["extensions"]["code"] in ("FORBIDDEN", "UNAUTHENTICATED")
    assert await OfflineScan.all().count() == await Redemption.all().count() == 0


async def test_a_resident_sees_that_the_meal_was_scanned_offline(ask):
    order = await ready(await subsidised())
    staff = await working(order.point_id)
    made = await taken_along(ask, staff, order.point_id)
    await upload(ask, staff, made, scan("1", order))
    person = await viewer_of(await Resident.get(id=order.resident_id))
    body = await ask(
        "query ($id: ID!) { mealOrder(id: $id) { redemptions { wasOffline by } } }",
        by=person,
        id=global_id("MealOrder", order.id),
    )
    assert body["data"]["mealOrder"]["redemptions"] == [{"wasOffline": True, "by": None}]
