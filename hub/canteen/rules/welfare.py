"""A door that nobody opened: who is asked to see whether the person is well, and by when."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.canteen.rules.rounds_figures import DeliveryFigureKind, Figures
from hub.grid.rules import AreaKind
from hub.kernel.access import Role, Viewer
from hub.people.rules import StatusKind

CARERS = (Role.COMMUNITY_MANAGER, Role.CITY_ADMINISTRATOR)
"""Who sees to the welfare checks of an area, besides the leader who was asked."""
AT_RISK = frozenset({StatusKind.LIVING_ALONE, StatusKind.CARE_NEED, StatusKind.DISABILITY})
"""Circumstances in which an unanswered door is taken more seriously from the beginning."""


class WelfareLevel(StrEnum):
    """Who is asked to see whether somebody is well (探视级别)."""

    GRID = "GRID"
    """The grid worker of the building or compound (网格员)."""
    COMMUNITY = "COMMUNITY"
    """The community (社区)."""
    CITY = "CITY"
    """The duty desk of the city (市级值班)."""


class WelfareOutcome(StrEnum):
    """How somebody was found (探视结果)."""

    WELL = "WELL"
    """Well, and at home (平安在家)."""
    AWAY = "AWAY"
    """Well, and somewhere else (平安外出)."""
    IN_HOSPITAL = "IN_HOSPITAL"
    """In hospital (住院)."""
    HELPED = "HELPED"
    """In need; help was called (已救助)."""
    DIED = "DIED"
    """Dead (去世)."""


LEVELS = tuple(WelfareLevel)
"""In the order in which they are asked."""
_MINUTES = {
    WelfareLevel.GRID: DeliveryFigureKind.GRID_MINUTES,
    WelfareLevel.COMMUNITY: DeliveryFigureKind.COMMUNITY_MINUTES,
    WelfareLevel.CITY: DeliveryFigureKind.CITY_MINUTES,
}
AREAS_OF: dict[WelfareLevel, frozenset[AreaKind]] = {
    WelfareLevel.GRID: frozenset({AreaKind.COMPOUND, AreaKind.BUILDING, AreaKind.ENTRANCE}),
    WelfareLevel.COMMUNITY: frozenset({AreaKind.COMMUNITY, AreaKind.TOWNSHIP}),
    WelfareLevel.CITY: frozenset({AreaKind.CITY}),
}
"""In which areas the leader is looked for, the nearest first."""


def first_level(statuses: Collection[StatusKind]) -> WelfareLevel:
    """Who is asked first: whoever lives alone or is disabled begins one level higher."""
    return WelfareLevel.COMMUNITY if AT_RISK.intersection(statuses) else WelfareLevel.GRID


def next_level(level: WelfareLevel) -> WelfareLevel:
    """Who is asked when nobody confirmed in time; the city is asked again and again."""
    return LEVELS[min(LEVELS.index(level) + 1, len(LEVELS) - 1)]


def due_after(level: WelfareLevel, asked_at: datetime, figures: Figures) -> datetime:
    """By when somebody of this level has to have confirmed."""
    return asked_at + timedelta(minutes=figures[_MINUTES[level]])


def cares(viewer: Viewer, ancestors: Collection[UUID], leader_resident_id: UUID | None) -> bool:
    """Whether a check is the viewer's business: they run an area above it, or were asked."""
    if viewer.resident_id is not None and viewer.resident_id == leader_resident_id:
        return True
    return any(
        grant.role in CARERS
        and grant.site_id is None
        and (grant.area_id is None or grant.area_id in ancestors)
        for grant in viewer.grants
    )


def check_outcome(outcome: WelfareOutcome, note: str | None) -> None:
    """Refuse bad news that nobody says more about.

    Raises:
        CanteenRefused: REASON_NEEDED, TEXT_TOO_LONG, TEXT_NOT_VALID.
    """
    check_text("note", note)
    needs_note = outcome in (WelfareOutcome.HELPED, WelfareOutcome.DIED)
    if needs_note and not (note or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="note")
