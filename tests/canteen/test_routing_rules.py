"""Ways and kept sequences, by themselves: how far it is, and what goes on which round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    DeliveryFigureKind,
    Figures,
    Place,
    TravelMode,
    Vehicle,
    arrivals,
    check_vehicles,
    draft,
    estimated_metres,
    estimated_seconds,
)
from hub.grid.rules import AreaKind
from hub.kernel.ids import new_key

_K = DeliveryFigureKind
FIGURES = Figures(
    {
        _K.WINDOW_MINUTES: 60,
        _K.STOP_SECONDS: 120,
        _K.WALKING_METRES: 60,
        _K.RIDING_METRES: 200,
        _K.DETOUR_PERCENT: 130,
        _K.BUILDING_METRES: 40,
        _K.COMPOUND_METRES: 200,
        _K.COMMUNITY_METRES: 600,
        _K.TOWNSHIP_METRES: 2500,
        _K.CITY_METRES: 8000,
    }
)
ON_FOOT = Vehicle(TravelMode.WALKING, 3)
CITY, TOWN, COMMUNITY, COMPOUND = (
    (new_key(), kind)
    for kind in (AreaKind.CITY, AreaKind.TOWNSHIP, AreaKind.COMMUNITY, AreaKind.COMPOUND)
)
KITCHEN = Place((CITY, TOWN, COMMUNITY))


def home(*path):
    return Place((*path, (new_key(), AreaKind.BUILDING)))


def unsolved(vehicles, stops):
    raise AssertionError("Nothing was left to solve.")


def ways(count, seconds=300):
    return {
        mode: [[0 if a == b else seconds for b in range(count)] for a in range(count)]
        for mode in TravelMode
    }


def test_it_is_as_far_as_the_smallest_area_that_holds_both():
    there = home(CITY, TOWN, COMMUNITY, COMPOUND)
    next_door = Place(there.path)
    assert estimated_metres(there, next_door, FIGURES) == 40
    assert estimated_metres(there, home(CITY, TOWN, COMMUNITY, COMPOUND), FIGURES) == 200
    assert estimated_metres(there, KITCHEN, FIGURES) == 600
    assert estimated_metres(there, home(CITY, TOWN), FIGURES) == 2500
    assert estimated_metres(there, home(CITY), FIGURES) == 8000
    assert estimated_metres(there, home(), FIGURES) == 8000


def test_where_coordinates_are_known_it_is_the_straight_line_with_a_detour():
    west = Place((), 110.0, 34.5)
    # A hundredth of a degree along the meridian is 1,112 metres.
    north = Place((), 110.0, 34.51)
    assert abs(estimated_metres(west, north, FIGURES) - 1112 * 1.3) < 3
    assert estimated_metres(west, Place(()), FIGURES) == 8000


def test_the_same_way_takes_longer_on_foot():
    places = [KITCHEN, home(CITY, TOWN, COMMUNITY)]
    assert estimated_seconds(places, TravelMode.WALKING, FIGURES) == [[0, 600], [600, 0]]
    assert estimated_seconds(places, TravelMode.RIDING, FIGURES) == [[0, 180], [180, 0]]


def test_a_stop_is_reached_after_the_stops_before_it_had_their_time():
    assert arrivals([1, 2, 3], ways(4)[TravelMode.WALKING], 120) == [300, 720, 1140]
    assert arrivals([], ways(1)[TravelMode.WALKING], 120) == []


def test_a_kept_sequence_stays_and_fills_one_vehicle_after_the_other():
    made = draft([[4, 2, 1, 3]], [], [ON_FOOT, ON_FOOT], ways(5), FIGURES, unsolved)
    assert made.rounds == [(0, [4, 2, 1]), (1, [3])]
    assert made.unplanned == []


def test_what_no_volunteer_takes_or_reaches_in_time_is_left_unplanned():
    few = draft([[1, 2, 3, 4]], [5], [ON_FOOT], ways(6), FIGURES, unsolved)
    assert few.rounds == [(0, [1, 2, 3])]
    assert few.unplanned == [4, 5]
    far = draft([[1, 2]], [], [ON_FOOT, ON_FOOT], ways(3, 3500), FIGURES, unsolved)
    assert far.rounds == [(0, [1]), (1, [2])]
    beyond = draft([[1]], [], [ON_FOOT], ways(2, 3601), FIGURES, unsolved)
    assert (beyond.rounds, beyond.unplanned) == ([], [1])


def test_a_plan_names_volunteers_each_once_who_take_something_along():
    one = new_key()
    wrong = [
        [],
        [ON_FOOT] * 31,
        [Vehicle(TravelMode.RIDING, 0)],
        [Vehicle(TravelMode.RIDING, 101)],
        [Vehicle(TravelMode.RIDING, 5, one), Vehicle(TravelMode.RIDING, 5, one)],
        [Vehicle(TravelMode.RIDING, 5, name="车" * 41)],
    ]
    for vehicles in wrong:
        with pytest.raises(CanteenRefused) as caught:
            check_vehicles(vehicles)
        assert caught.value.reason is CanteenReason.VEHICLES_NOT_VALID
    check_vehicles([ON_FOOT, ON_FOOT])


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.integers(1, 30))
def test_every_stop_is_on_one_round_or_unplanned(capacities, stops):
    vehicles = [Vehicle(TravelMode.WALKING, capacity) for capacity in capacities]
    made = draft([range(1, stops + 1)], [], vehicles, ways(stops + 1), FIGURES, unsolved)
    found = [stop for _, taken in made.rounds for stop in taken] + made.unplanned
    assert sorted(found) == list(range(1, stops + 1))
    assert all(len(taken) <= capacities[vehicle] for vehicle, taken in made.rounds)
