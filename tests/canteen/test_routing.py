"""Plans of rounds as they are solved: the same each time, in time, with nobody forgotten."""

import time
from itertools import chain, pairwise
from random import Random

import pytest

from hub.canteen.reads import Delivery
from hub.canteen.routing import Estimated, planned
from hub.canteen.rules import (
    DeliveryFigureKind,
    Place,
    TravelMode,
    Vehicle,
    estimated_seconds,
    nearest_first,
)
from hub.kernel.ids import new_key
from tests.canteen.test_routing_rules import FIGURES

# A degree is about 100 kilometres here, so that a town of two kilometres is 0.02 wide.
START = Place((), 110.09, 34.56)


def town(number, seed=1):
    random = Random(seed)
    homes = [
        Place((), 110.08 + random.random() / 50, 34.55 + random.random() / 50)
        for _ in range(number)
    ]
    return [Delivery(new_key(), new_key(), home) for home in homes]


def driven(plan, deliveries):
    """How many seconds all rounds take to their last doors."""
    return sum(round_.stops[-1].after_seconds for round_ in plan.rounds)


async def plan_of(deliveries, *vehicles):
    return await planned(START, deliveries, [], vehicles, FIGURES, Estimated(FIGURES))


def keys(plan):
    return [[stop.order_id for stop in round_.stops] for round_ in plan.rounds]


async def test_the_same_orders_give_the_same_rounds():
    deliveries = town(20)
    riders = [Vehicle(TravelMode.RIDING, 12)] * 2
    assert keys(await plan_of(deliveries, *riders)) == keys(await plan_of(deliveries, *riders))


@pytest.mark.parametrize("capacities", [[1], [3], [2, 5], [20, 20], [7, 1, 1]])
async def test_rounds_keep_to_capacity_and_window_and_forget_nobody(capacities):
    deliveries = town(11)
    vehicles = [Vehicle(TravelMode.RIDING, capacity) for capacity in capacities]
    plan = await plan_of(deliveries, *vehicles)
    found = [*chain.from_iterable(keys(plan)), *plan.unplanned]
    assert sorted(found) == sorted(each.order_id for each in deliveries)
    assert len(plan.unplanned) == max(0, 11 - sum(capacities))
    window = FIGURES[DeliveryFigureKind.WINDOW_MINUTES] * 60
    for round_ in plan.rounds:
        assert len(round_.stops) <= round_.vehicle.capacity
        assert round_.stops[-1].after_seconds <= window


async def test_the_way_is_shorter_than_going_to_the_nearest_door_next():
    deliveries = town(25)
    vehicle = Vehicle(TravelMode.RIDING, 25)
    plan = await plan_of(deliveries, vehicle, vehicle)
    places = [START, *(each.home for each in deliveries)]
    ways = {TravelMode.RIDING: estimated_seconds(places, TravelMode.RIDING, FIGURES)}
    greedy = nearest_first([0, 1], range(1, 26), [vehicle, vehicle], ways, FIGURES)

    def way(stops):
        whole = [0, *stops, 0]
        return sum(ways[TravelMode.RIDING][a][b] for a, b in pairwise(whole))

    places_of = {each.order_id: place for place, each in enumerate(deliveries, 1)}
    solved = [[places_of[key] for key in stops] for stops in keys(plan)]
    assert len(plan.unplanned) <= 25 - sum(map(len, greedy.values()))
    assert sum(map(way, solved)) <= sum(map(way, greedy.values()))


async def test_a_hundred_doors_are_planned_within_seconds():
    begun = time.monotonic()
    plan = await plan_of(town(100), *[Vehicle(TravelMode.RIDING, 20)] * 6)
    assert time.monotonic() - begun < 30
    assert plan.unplanned == []


def test_going_to_the_nearest_next_keeps_to_the_rules_too():
    homes = [each.home for each in town(8)]
    ways = {TravelMode.WALKING: estimated_seconds([START, *homes], TravelMode.WALKING, FIGURES)}
    walker = Vehicle(TravelMode.WALKING, 3)
    found = nearest_first([0, 1], range(1, 9), [walker, walker], ways, FIGURES)
    assert all(len(stops) <= 3 for stops in found.values())
    taken = list(chain.from_iterable(found.values()))
    assert len(set(taken)) == len(taken)
