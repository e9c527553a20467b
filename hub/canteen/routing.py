"""Planning delivery rounds: how long ways take, and who brings what in which order (PyVRP).

Ways come from whatever says how long they take (`TravelTimes`); until the map of the city does,
they are estimated from coordinates or from the grid.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

from hub.canteen.reads import Delivery
from hub.canteen.rules import (
    DeliveryFigureKind,
    Draft,
    Figures,
    Matrix,
    Place,
    TravelMode,
    Vehicle,
    arrivals,
    draft,
    estimated_seconds,
    nearest_first,
)

_K = DeliveryFigureKind
# Several times what the solver takes at most.
_PATIENCE_SECONDS = 30


class TravelTimes(Protocol):
    """Who knows how long ways take."""

    async def seconds(self, places: Sequence[Place], mode: TravelMode) -> Matrix:
        """The seconds from each of the places to each, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Estimated:
    """Ways as the figures in force estimate them."""

    figures: Figures

    async def seconds(self, places: Sequence[Place], mode: TravelMode) -> Matrix:
        """As `rules.estimated_seconds`, in a thread: a matrix grows by the square of its places."""
        return await asyncio.to_thread(estimated_seconds, places, mode, self.figures)


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """An order on a round, and how many seconds after setting out its door is reached."""

    order_id: UUID
    after_seconds: int


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A vehicle and its stops, in order."""

    vehicle: Vehicle
    stops: Sequence[PlannedStop]


@dataclass(frozen=True, slots=True)
class Plan:
    """Rounds, and the orders for which there was no room or no time."""

    rounds: Sequence[PlannedRound] = ()
    unplanned: Sequence[UUID] = ()


async def planned(
    start: Place,
    deliveries: Sequence[Delivery],
    sequences: Sequence[Sequence[UUID]],
    vehicles: Sequence[Vehicle],
    figures: Figures,
    travel: TravelTimes,
) -> Plan:
    """Rounds for these orders: kept sequences as they are kept, the others by the shortest way.

    The same orders and vehicles give the same rounds. It takes a few seconds at most, in a process.
    """
    places = [start, *(each.home for each in deliveries)]
    modes = {vehicle.mode for vehicle in vehicles}
    ways = {mode: await travel.seconds(places, mode) for mode in modes}
    residents = {each.resident_id: place for place, each in enumerate(deliveries, 1)}
    kept = [[residents[key] for key in sequence if key in residents] for sequence in sequences]
    in_sequence = {place for sequence in kept for place in sequence}
    free = [place for place in range(1, len(places)) if place not in in_sequence]
    solving = partial(_solved, vehicles=vehicles, ways=ways, figures=figures)
    made = await asyncio.to_thread(draft, kept, free, vehicles, ways, figures, solving)
    return _as_plan(made, deliveries, vehicles, ways, figures)


def _as_plan(
    made: Draft,
    deliveries: Sequence[Delivery],
    vehicles: Sequence[Vehicle],
    ways: Mapping[TravelMode, Matrix],
    figures: Figures,
) -> Plan:
    keys = [each.order_id for each in deliveries]
    rounds = [
        PlannedRound(
            vehicles[vehicle],
            [
                PlannedStop(keys[stop - 1], after)
                for stop, after in zip(
                    stops,
                    arrivals(stops, ways[vehicles[vehicle].mode], figures[_K.STOP_SECONDS]),
                    strict=True,
                )
            ],
        )
        for vehicle, stops in sorted(made.rounds)
    ]
    return Plan(rounds, [keys[stop - 1] for stop in made.unplanned])


def _solved(
    idle: Sequence[int],
    stops: Sequence[int],
    *,
    vehicles: Sequence[Vehicle],
    ways: Mapping[TravelMode, Matrix],
    figures: Figures,
) -> Mapping[int, Sequence[int]]:
    """Stops without a kept sequence, each with the vehicle and at the place that costs least."""
    modes = sorted({vehicles[number].mode for number in idle})
    chosen = [0, *stops]
    problem = {
        "matrices": [
            [[ways[mode][start][end] for end in chosen] for start in chosen] for mode in modes
        ],
        "vehicles": [
            (vehicles[number].capacity, modes.index(vehicles[number].mode)) for number in idle
        ],
        "stop_seconds": figures[_K.STOP_SECONDS],
        "window_seconds": figures[_K.WINDOW_MINUTES] * 60,
    }
    child = subprocess.run(
        [sys.executable, "-m", "hub.canteen.solver"],
        input=json.dumps(problem).encode(),
        stdout=subprocess.PIPE,
        timeout=_PATIENCE_SECONDS,
        check=True,
    )
    routes = json.loads(child.stdout)
    if routes is None:
        return nearest_first(idle, stops, vehicles, ways, figures)
    return {idle[vehicle]: [stops[place] for place in places] for vehicle, places in routes}
