"""Subsidy policies: the schedules that are shipped, and the ones in force."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from hub.canteen.rules import CanteenReason, CanteenRefused, Schedule, load_schedule


@cache
def schedules() -> Mapping[str, Schedule]:
    """The published schedules that come with the hub, by code, in its order."""
    folder = resources.files("hub.canteen") / "policies"
    loaded = [
        load_schedule(file.read_bytes())
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
    ]
    return MappingProxyType({schedule.code: schedule for schedule in loaded})


def schedule(code: str) -> Schedule:
    """The shipped schedule of a code.

    Raises:
        CanteenRefused: NO_SUCH_SCHEDULE.
    """
    found = schedules().get(code)
    if found is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SCHEDULE, field="schedule")
    return found
