"""Subsidy policies: the schedules that are shipped, and the ones in force."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    Policy,
    Schedule,
    load_file,
    load_policy,
    load_schedule,
)


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


def chosen_policy(
    *,
    schedule_code: str | None = None,
    document: Mapping[str, Any] | None = None,
    document_json: str | None = None,
) -> tuple[Policy, Schedule | None]:
    """The policy that is given in one of three ways, and the shipped schedule that it is, if any.

    Raises:
        CanteenRefused: POLICY_NEEDED, NO_SUCH_SCHEDULE, or what is not valid about the document.
    """
    given = [way for way in (schedule_code, document, document_json) if way is not None]
    if len(given) != 1:
        raise CanteenRefused(CanteenReason.POLICY_NEEDED, field="schedule")
    if schedule_code is not None:
        found = schedule(schedule_code)
        return found.document, found
    if document_json is not None:
        return load_file(document_json), None
    return load_policy(document), None
