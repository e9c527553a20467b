"""Planning delivery rounds: kept sequences, short ways, reordering, splitting and merging."""

from datetime import timedelta
from typing import Any

import pytest

from hub.canteen import commands
from hub.canteen.models import DeliveryRound, DeliveryRouteStop, DeliveryStop, DeliveryStopMove
from hub.canteen.rules import FulfilmentMode
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.context import Actor
from hub.query import global_id
from tests import make
from tests.canteen.delivering import (
    ASSIGN,
    DEPART,
    PLAN,
    REORDER,
    TRANSFER,
    account_id,
    asked,
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

ROUTE = """mutation ($input: DeliveryRouteSetInput!) { result: deliveryRouteSet(input: $input) {
    ... on DeliveryRouteChanged { route { id name stops { position residentName room home } } }
    ... on CanteenRefusal { reason field most } } }"""
UNROUTE = """mutation ($input: DeliveryRouteDeleteInput!) {
    result: deliveryRouteDelete(input: $input) {
    ... on DeliveryRouteDeleted { point { name } }
    ... on CanteenRefusal { reason field } } }"""
ROUTES = "query ($pointId: ID!) { deliveryRoutes(pointId: $pointId) { name setAt } }"
FIGURE = """mutation ($input: DeliveryFigureSetInput!) { result: deliveryFigureSet(input: $input) {
    ... on DeliveryFigureChanged { figure { kind value source fromOn untilOn } }
    ... on CanteenRefusal { reason field } } }"""
FIGURES = "{ deliveryFigures { kind value source } }"
ROUNDS = """query ($siteId: ID!) { deliveryRounds(siteId: $siteId, on: "2026-06-02") {
    totalCount nodes { number period point { id } stops { address note lines { dish portions }
        needs { kind substance } order { number } residentPhone } } } }"""
ADMIN = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))


def names(round_):
    return [stop["residentName"] for stop in round_["stops"]]


async def routed(ask, at, name, orders):
    given = {
        "pointId": at.id,
        "name": name,
        "residentIds": [global_id("Resident", order.resident_id) for order in orders],
    }
    return await result(ask, ROUTE, at.staff, given)


async def test_deliveries_after_the_cutoff_are_planned_and_nothing_else(ask):
    at = await neighbourhood()
    await ordered(at, "甲", "乙")
    await make.meal_order(at.item, mode=FulfilmentMode.PICKUP)
    early = await result(ask, PLAN, at.staff, asked(at))
    assert early["reason"] == "NOTHING_TO_DELIVER"
    await locked()
    driver = await volunteer(at, display_name="小孙")
    vehicle = {"capacity": 10, "volunteerId": account_id(driver), "name": "三轮车 2"}
    made = await result(ask, PLAN, at.staff, asked(at, vehicle))
    [round_] = made["rounds"]
    assert sorted(names(round_)) == ["乙", "甲"]
    assert (round_["number"], round_["status"], round_["volunteer"]) == (1, "PLANNED", "小孙")
    assert (round_["vehicle"], round_["mode"], round_["stopCount"]) == ("三轮车 2", "RIDING", 2)
    # 600 metres at 200 a minute, then two minutes at the door and 200 metres.
    assert [stop["plannedAt"][11:16] for stop in round_["stops"]] == ["11:18", "11:21"]
    assert {stop["untilAt"][11:16] for stop in round_["stops"]} == {"12:15"}
    assert not any(stop["isLate"] for stop in round_["stops"])
    again = await result(ask, PLAN, at.staff, asked(at))
    assert again["reason"] == "NOTHING_TO_DELIVER"


async def test_the_same_key_gives_the_same_rounds(ask):
    at = await neighbourhood()
    await ordered(at, "甲", "乙", "丙")
    await locked()
    given = asked(at, idempotencyKey="plan-1")
    first = await result(ask, PLAN, at.staff, given)
    assert first["rounds"]
    assert await result(ask, PLAN, at.staff, given) == first
    assert await DeliveryRound.all().count() == 1


async def test_what_nobody_has_room_for_is_told_and_planned_with_others(ask):
    at = await neighbourhood()
    await ordered(at, "甲", "乙", "丙")
    await locked()
    made = await result(ask, PLAN, at.staff, asked(at, {"capacity": 2}))
    assert [len(round_["stops"]) for round_ in made["rounds"]] == [2]
    assert len(made["unplanned"]) == 1
    rest = await result(ask, PLAN, at.staff, asked(at, {"capacity": 2, "mode": "WALKING"}))
    assert [round_["number"] for round_ in rest["rounds"]] == [2]
    assert rest["unplanned"] == []


async def test_neighbours_are_on_one_round(ask):
    at = await neighbourhood()
    far = await make.building(await make.compound(at.community))
    await ordered(at, "甲", "乙")
    await ordered(at, "丙", "丁", home=far)
    await locked()
    made = await result(ask, PLAN, at.staff, asked(at, {"capacity": 2}, {"capacity": 2}))
    assert {frozenset(names(round_)) for round_ in made["rounds"]} == {
        frozenset({"甲", "乙"}),
        frozenset({"丙", "丁"}),
    }


async def test_who_lives_beyond_the_hour_is_left_unplanned(ask):
    at = await neighbourhood()
    other_city = await make.building(await make.compound(await make.community()))
    [far] = await ordered(at, "甲", home=other_city)
    await ordered(at, "乙")
    await locked()
    made = await result(ask, PLAN, at.staff, asked(at, {"capacity": 5, "mode": "WALKING"}))
    assert [names(round_) for round_ in made["rounds"]] == [["乙"]]
    assert made["unplanned"] == [{"number": far.number}]


async def test_a_kept_sequence_is_followed_until_it_is_kept_no_longer(ask):
    at = await neighbourhood()
    orders = await ordered(at, "甲", "乙", "丙", "丁")
    kept = [orders[place] for place in (2, 0, 3)]
    route = (await routed(ask, at, "东线", kept))["route"]
    assert [stop["residentName"] for stop in route["stops"]] == ["丙", "甲", "丁"]
    await locked()
    made = await result(ask, PLAN, at.staff, asked(at, {"capacity": 5}, {"capacity": 5}))
    assert [names(round_) for round_ in made["rounds"]] == [["丙", "甲", "丁"], ["乙"]]
    body = await ask(ROUTES, by=at.staff, pointId=at.id)
    assert [row["name"] for row in body["data"]["deliveryRoutes"]] == ["东线"]
    gone = await result(ask, UNROUTE, at.staff, {"routeId": route["id"]})
    assert gone["point"]["name"]
    assert await DeliveryRouteStop.all().count() == 0
    assert (await result(ask, UNROUTE, at.staff, {"routeId": route["id"]}))["reason"] == (
        "NO_SUCH_ROUTE"
    )


async def test_a_resident_is_in_one_sequence_of_a_site_once(ask):
    at = await neighbourhood()
    first, second = await ordered(at, "甲", "乙")
    assert "route" in await routed(ask, at, "东线", [first])
    assert (await routed(ask, at, "西线", [second, second]))["reason"] == "RESIDENT_TWICE"
    assert (await routed(ask, at, "西线", [second, first]))["reason"] == "RESIDENT_TWICE"
    assert (await routed(ask, at, "西线", []))["reason"] == "ROUTE_NOT_VALID"
    assert (await routed(ask, at, " ", [second]))["reason"] == "ROUTE_NOT_VALID"
    dined = await make.meal_order(at.item)
    assert (await routed(ask, at, "西线", [dined]))["reason"] == "NO_SUCH_RESIDENT"
    # The same name is another sequence under it.
    assert len((await routed(ask, at, "东线", [second, first]))["route"]["stops"]) == 2


async def test_wrong_plans_are_refused_before_anything_is_made(ask):
    at = await neighbourhood()
    await ordered(at, "甲")
    await locked()
    stranger = await make.account()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"vehicles": []}, "VEHICLES_NOT_VALID"),
        ({"vehicles": [{"capacity": 0}]}, "VEHICLES_NOT_VALID"),
        ({"vehicles": [{"capacity": 10**9}]}, "VEHICLES_NOT_VALID"),
        ({"departAt": (DEPART + timedelta(days=1)).isoformat()}, "DEPARTURE_NOT_VALID"),
        ({"on": "2026-05-31"}, "DEPARTURE_NOT_VALID"),
        ({"period": "SUPPER"}, "NOTHING_TO_DELIVER"),
        ({"pointId": global_id("MealSite", (await make.canteen()).id)}, "NO_SUCH_SITE"),
        (
            {"vehicles": [{"capacity": 1, "volunteerId": global_id("Account", stranger.id)}]},
            "NO_SUCH_VOLUNTEER",
        ),
    ]
    for change, reason in wrong:
        answer = await result(ask, PLAN, at.staff, {**asked(at), **change})
        assert answer["reason"] == reason, change
    assert await DeliveryRound.all().count() == 0


async def test_staff_see_what_goes_to_which_door(ask):
    at = await neighbourhood()
    [order] = await ordered(at, "甲", room="302")
    await make.dietary_need(await order.resident)
    await locked()
    await planned(at)
    body = await ask(ROUNDS, by=at.staff, now=MEAL, siteId=at.id)
    assert "errors" not in body, body
    [round_] = body["data"]["deliveryRounds"]["nodes"]
    [stop] = round_["stops"]
    assert stop["address"].endswith("302")
    assert stop["lines"] == [{"dish": "红烧肉饭", "portions": 1}]
    assert stop["needs"] == [{"kind": "ALLERGY", "substance": "PEANUT"}]
    assert stop["order"] == {"number": order.number}
    assert stop["residentPhone"] is None


async def test_staff_put_stops_into_another_order(ask):
    at = await neighbourhood()
    orders = await ordered(at, "甲", "乙", "丙")
    await locked()
    row = await planned(at)
    stops = [await stop_of(order) for order in orders]
    wanted = [stop_id(stops[place]) for place in (2, 0, 1)]
    given = {"roundId": round_id(row), "stopIds": wanted}
    changed = (await result(ask, REORDER, at.staff, given))["round"]
    assert names(changed) == ["丙", "甲", "乙"]
    assert [stop["position"] for stop in changed["stops"]] == [1, 2, 3]
    times = [stop["plannedAt"] for stop in changed["stops"]]
    assert times == sorted(times)
    for ids in (wanted[:2], [*wanted, wanted[0]], [wanted[0]] * 3):
        refusal = await result(ask, REORDER, at.staff, {**given, "stopIds": ids})
        assert (refusal["reason"], refusal["orders"]) == ("STOPS_NOT_VALID", 3)


async def test_a_round_is_split_and_two_become_one(ask):
    at = await neighbourhood()
    orders = await ordered(at, "甲", "乙", "丙")
    await locked()
    row = await planned(at, capacity=3)
    stops = [await stop_of(order) for order in orders]
    split = await result(ask, TRANSFER, at.staff, {"stopIds": [stop_id(stops[1])]})
    other = split["round"]
    assert (other["number"], names(other), other["volunteer"]) == (2, ["乙"], None)
    assert (await DeliveryStop.filter(round_id=row.id).count()) == 2
    back = {"stopIds": [stop_id(stops[1])], "toRoundId": round_id(row)}
    merged = (await result(ask, TRANSFER, at.staff, back))["round"]
    assert names(merged)[-1] == "乙"
    left = await DeliveryRound.get(number=2)
    assert left.status == "CANCELLED"


async def test_stops_stay_within_a_meal_and_the_room_of_a_round(ask):
    at = await neighbourhood()
    orders = await ordered(at, "甲", "乙")
    await locked()
    both = await result(ask, PLAN, at.staff, asked(at, {"capacity": 1}, {"capacity": 1}))
    first, second = both["rounds"]
    full = {"stopIds": [first["stops"][0]["id"]], "toRoundId": second["id"]}
    refusal = await result(ask, TRANSFER, at.staff, full)
    assert (refusal["reason"], refusal["most"]) == ("ROUND_FULL", 1)
    elsewhere = await neighbourhood()
    await ordered(elsewhere, "丙")
    await locked()
    foreign = await planned(elsewhere)
    abroad = {**full, "toRoundId": round_id(foreign)}
    assert (await result(ask, TRANSFER, at.staff, abroad))["reason"] == "NO_SUCH_ROUND"
    city = (Grant(Role.CANTEEN_STAFF),)
    everywhere = Viewer(account_id=at.staff.account_id, grants=city)
    assert (await result(ask, TRANSFER, everywhere, abroad))["reason"] == "OTHER_MEAL"
    assert (await result(ask, TRANSFER, at.staff, {"stopIds": []}))["reason"] == "NO_SUCH_STOP"
    assert len(orders) == 2


async def test_an_order_that_is_cancelled_leaves_its_round_and_the_last_one_ends_it():
    at = await neighbourhood()
    first, second = await ordered(at, "甲", "乙")
    await locked()
    row = await planned(at)
    for order, status in ((first, "PLANNED"), (second, "CANCELLED")):
        await commands.cancel_order(
            Actor(operation="mealOrderCancel", account_id=at.staff.account_id),
            order_id=order.id,
            viewer=at.staff,
            now=MEAL,
            reason="住院",
        )
        stop = await stop_of(order)
        assert stop.status == "CANCELLED"
        [*_, last] = await DeliveryStopMove.filter(stop_id=stop.id).order_by("at", "id")
        assert (last.from_status, last.to_status, last.reason) == ("PENDING", "CANCELLED", "住院")
        assert (await DeliveryRound.get(id=row.id)).status == status


async def test_a_stopped_site_cancels_its_rounds():
    at = await neighbourhood()
    await ordered(at, "甲", "乙")
    await locked()
    row = await planned(at)
    manager = make.manager(at.kitchen)
    await commands.stop_site(
        Actor(operation="siteStop"), site_id=at.kitchen.id, reason="停电", viewer=manager, now=MEAL
    )
    assert (await DeliveryRound.get(id=row.id)).status == "CANCELLED"
    assert {stop.status for stop in await DeliveryStop.all()} == {"CANCELLED"}


async def test_nobody_rings_at_the_door_of_who_died():
    at = await neighbourhood()
    first, second = await ordered(at, "甲", "乙")
    await locked()
    row = await planned(at)
    dropped = await commands.drop_stops(
        Actor.job("canteen.drop_stops"), resident_id=first.resident_id, reason="去世", now=MEAL
    )
    assert dropped == 1
    assert (await stop_of(first)).status == "CANCELLED"
    assert (await stop_of(second)).status == "PENDING"
    assert (await DeliveryRound.get(id=row.id)).status == "PLANNED"


async def test_a_round_is_given_to_a_volunteer_of_the_site_only(ask):
    at = await neighbourhood()
    await ordered(at, "甲")
    await locked()
    row = await planned(at)
    driver = await volunteer(at, display_name="小孙")
    given = {"roundId": round_id(row), "volunteerId": account_id(driver)}
    changed = (await result(ask, ASSIGN, at.staff, given))["round"]
    assert changed["volunteer"] == "小孙"
    assert changed["moves"][-1]["volunteer"] == "小孙"
    stranger = await make.account()
    wrong = {**given, "volunteerId": global_id("Account", stranger.id)}
    assert (await result(ask, ASSIGN, at.staff, wrong))["reason"] == "NO_SUCH_VOLUNTEER"
    nobody = (await result(ask, ASSIGN, at.staff, {"roundId": round_id(row)}))["round"]
    assert nobody["volunteer"] is None


async def test_figures_are_data_with_a_source_from_a_day_on(ask):
    body = await ask(FIGURES, by=ADMIN)
    found = {row["kind"]: row["value"] for row in body["data"]["deliveryFigures"]}
    assert (found["WINDOW_MINUTES"], found["GRID_MINUTES"], len(found)) == (60, 15, 13)
    given = {"kind": "WINDOW_MINUTES", "value": 45, "source": "市局通知", "fromOn": "2026-06-03"}
    figure = (await result(ask, FIGURE, ADMIN, given))["figure"]
    assert (figure["value"], figure["untilOn"]) == (45, None)
    for change, reason in (
        ({"value": 0}, "FIGURE_NOT_VALID"),
        ({"value": 10**6}, "FIGURE_NOT_VALID"),
        ({"source": " "}, "REASON_NEEDED"),
        ({"fromOn": "2026-06-01"}, "LIMIT_PAST"),
        ({}, "LIMIT_PAST"),
    ):
        assert (await result(ask, FIGURE, ADMIN, {**given, **change}))["reason"] == reason
