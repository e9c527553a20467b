"""How long ways take, and which stops a kept sequence puts on which round. Seconds and metres."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import asin, ceil, cos, radians, sin, sqrt
from uuid import UUID

from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.rounds import LONGEST_VEHICLE, MOST_BOXES
from hub.canteen.rules.rounds_figures import DeliveryFigureKind, Figures
from hub.grid.rules import AreaKind

MOST_VEHICLES = 30
"""The most volunteers that one plan may name."""
_EARTH_METRES = 6_371_000
_K = DeliveryFigureKind

Matrix = Sequence[Sequence[int]]
"""Seconds from each place to each; the first is where rounds set out."""
Arrivals = Sequence[int]
"""Seconds after setting out at which each stop is reached."""


class TravelMode(StrEnum):
    """How a volunteer goes (出行方式)."""

    WALKING = "WALKING"
    """On foot (步行)."""
    RIDING = "RIDING"
    """By bicycle or electric tricycle (骑行)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody lives, or where meals are packed: its areas from the city down."""

    path: Sequence[tuple[UUID, AreaKind]]
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One volunteer, or a place for one: how they go, and how many boxes they take."""

    mode: TravelMode
    capacity: int
    volunteer_id: UUID | None = None
    name: str | None = None


@dataclass(slots=True)
class Draft:
    """Rounds that were worked out: stops by vehicle, in order, as places of the matrix."""

    rounds: list[tuple[int, list[int]]] = field(default_factory=list)
    unplanned: list[int] = field(default_factory=list)


Solve = Callable[[Sequence[int], Sequence[int]], Mapping[int, Sequence[int]]]
"""Given free vehicles and stops without a kept sequence: the stops of each vehicle, in order."""

_APART = {
    AreaKind.ENTRANCE: _K.BUILDING_METRES,
    AreaKind.BUILDING: _K.BUILDING_METRES,
    AreaKind.COMPOUND: _K.COMPOUND_METRES,
    AreaKind.COMMUNITY: _K.COMMUNITY_METRES,
    AreaKind.TOWNSHIP: _K.TOWNSHIP_METRES,
    AreaKind.CITY: _K.CITY_METRES,
}
_SPEEDS = {TravelMode.WALKING: _K.WALKING_METRES, TravelMode.RIDING: _K.RIDING_METRES}


def check_vehicles(vehicles: Sequence[Vehicle]) -> None:
    """Refuse a plan without volunteers, with too many, or with one who takes nothing along.

    Raises:
        CanteenRefused: VEHICLES_NOT_VALID.
    """
    named = [each.volunteer_id for each in vehicles if each.volunteer_id]
    if (
        not 1 <= len(vehicles) <= MOST_VEHICLES
        or len(set(named)) != len(named)
        or any(not 1 <= each.capacity <= MOST_BOXES for each in vehicles)
        or any(len(each.name or "") > LONGEST_VEHICLE for each in vehicles)
    ):
        raise CanteenRefused(CanteenReason.VEHICLES_NOT_VALID, field="vehicles", most=MOST_VEHICLES)


def estimated_metres(start: Place, end: Place, figures: Figures) -> int:
    """How far it is: the straight line with a detour, or by the smallest area that holds both."""
    if None not in (start.longitude, start.latitude, end.longitude, end.latitude):
        return ceil(_straight_metres(start, end) * figures[_K.DETOUR_PERCENT] / 100)
    inside = {key for key, _ in end.path}
    shared = [kind for key, kind in start.path if key in inside]
    return figures[_APART[shared[-1] if shared else AreaKind.CITY]]


def estimated_seconds(
    places: Sequence[Place], mode: TravelMode, figures: Figures
) -> list[list[int]]:
    """The matrix of the ways between places, at the speed of the mode."""
    speed = figures[_SPEEDS[mode]]
    return [
        [
            0 if start is end else ceil(estimated_metres(start, end, figures) * 60 / speed)
            for end in places
        ]
        for start in places
    ]


def arrivals(stops: Sequence[int], ways: Matrix, stop_seconds: int) -> Arrivals:
    """When each stop is reached, the stops before it having taken their time."""
    reached, at = [], 0
    for number, (start, end) in enumerate(pairwise([0, *stops])):
        at += ways[start][end] + (stop_seconds if number else 0)
        reached.append(at)
    return reached


def draft(
    kept: Sequence[Sequence[int]],
    free: Sequence[int],
    vehicles: Sequence[Vehicle],
    ways: Mapping[TravelMode, Matrix],
    figures: Figures,
    solve: Solve,
) -> Draft:
    """Rounds in the order that staff keep, and the other stops as they are solved.

    A kept sequence is never reordered: it takes as many vehicles as it needs, each until it is full
    or the window is over. What does not fit is left unplanned, to be given to more volunteers.
    """
    made = Draft()
    idle = list(range(len(vehicles)))
    for sequence in kept:
        left = list(sequence)
        while left and idle:
            vehicle = vehicles[idle[0]]
            fit = _fitting(left[: vehicle.capacity], ways[vehicle.mode], figures)
            if not fit:
                break
            made.rounds.append((idle.pop(0), left[:fit]))
            left = left[fit:]
        made.unplanned += left
    solved = solve(idle, free) if idle and free else {}
    made.rounds += [(vehicle, list(stops)) for vehicle, stops in solved.items() if stops]
    done = {stop for stops in solved.values() for stop in stops}
    made.unplanned += [stop for stop in free if stop not in done]
    return made


def nearest_first(
    idle: Sequence[int],
    stops: Sequence[int],
    vehicles: Sequence[Vehicle],
    ways: Mapping[TravelMode, Matrix],
    figures: Figures,
) -> Mapping[int, Sequence[int]]:
    """Rounds that go to the nearest door next: never the best ones, and always there at once."""
    left = list(stops)
    found: dict[int, list[int]] = {}
    for number in idle:
        vehicle = vehicles[number]
        here, taken = ways[vehicle.mode], found.setdefault(number, [])
        while left and len(taken) < vehicle.capacity:
            last = taken[-1] if taken else 0
            nearest = min(left, key=lambda stop: (here[last][stop], stop))
            if _fitting([*taken, nearest], here, figures) <= len(taken):
                break
            taken.append(nearest)
            left.remove(nearest)
    return found


def _fitting(stops: Sequence[int], ways: Matrix, figures: Figures) -> int:
    """How many of the stops, from the first on, are reached within the window."""
    window = figures[_K.WINDOW_MINUTES] * 60
    return sum(at <= window for at in arrivals(stops, ways, figures[_K.STOP_SECONDS]))


def _straight_metres(start: Place, end: Place) -> float:
    """The great-circle distance (haversine) of two places with coordinates."""
    west, south, east, north = (
        radians(value or 0.0)
        for value in (start.longitude, start.latitude, end.longitude, end.latitude)
    )
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_METRES * asin(sqrt(chord))
