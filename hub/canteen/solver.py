"""Which vehicle goes where in which order, worked out by PyVRP in a process of its own.

`python -m hub.canteen.solver` reads a problem as JSON and answers with routes as JSON, or with null
where it found none that keeps to the limits. A server that never plans a round pays nothing for it,
and planning takes no time from those who ask the server meanwhile.
"""

import json
import sys
from typing import Any

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria, NoImprovement

# More than any way takes, so that a stop is left out only where no round has room or time for it;
# less than what PyVRP fines a round that is too full or too late.
_PRIZE = 20_000
_SEED = 610582
# Iterations end it, so that the same orders give the same rounds; seconds are for a slow machine.
_ITERATIONS, _WITHOUT_IMPROVEMENT, _SECONDS = 400, 120, 3.0
_NOWHERE = Location(0, 0)


def solved(problem: dict[str, Any]) -> list[tuple[int, list[int]]] | None:
    """Routes of a problem: the number of a vehicle, and its stops in order; null where none fits.

    `matrices` hold the seconds between all places, one for each way of going; place 0 is where all
    set out and each other one a stop. `vehicles` are pairs of a capacity and the number of a
    matrix; `stop_seconds` is how long a stop takes, `window_seconds` the latest to be there.
    """
    matrices: list[Any] = [np.array(matrix, dtype=np.int64) for matrix in problem["matrices"]]
    places = len(matrices[0])
    data = ProblemData(
        [_NOWHERE] * places,
        [
            Client(
                place,
                delivery=[1],
                service_duration=problem["stop_seconds"],
                tw_late=problem["window_seconds"],
                prize=_PRIZE,
                required=False,
            )
            for place in range(1, places)
        ],
        [Depot(0)],
        [
            VehicleType(capacity=[capacity], profile=profile)
            for capacity, profile in problem["vehicles"]
        ],
        matrices,
        matrices,
    )
    ends = MultipleCriteria(
        [MaxIterations(_ITERATIONS), NoImprovement(_WITHOUT_IMPROVEMENT), MaxRuntime(_SECONDS)]
    )
    found = solve(data, ends, seed=_SEED, collect_stats=False).best
    if not found.is_feasible():
        return None
    return [
        (route.vehicle_type(), [each.idx for each in route if each.is_client()])
        for route in found.routes()
    ]


if __name__ == "__main__":
    json.dump(solved(json.load(sys.stdin)), sys.stdout)
