"""The figures that rounds and welfare checks are worked out with: data with a source, by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

_MOST = 100_000


class DeliveryFigureKind(StrEnum):
    """What a figure of delivery says, and its unit (送餐参数)."""

    WINDOW_MINUTES = "WINDOW_MINUTES"
    """How long after packing the last meal is handed over, in minutes (配送时限)."""
    STOP_SECONDS = "STOP_SECONDS"
    """How long a stop takes at the door, in seconds (每点停留)."""
    WALKING_METRES = "WALKING_METRES"
    """How far a volunteer walks in a minute, in metres (步行速度)."""
    RIDING_METRES = "RIDING_METRES"
    """How far a volunteer rides in a minute, in metres (骑行速度)."""
    DETOUR_PERCENT = "DETOUR_PERCENT"
    """How long a way is, in percent of the straight line (绕行系数)."""
    BUILDING_METRES = "BUILDING_METRES"
    """How far it is between doors of a building, where no coordinates are known (同楼距离)."""
    COMPOUND_METRES = "COMPOUND_METRES"
    """How far it is between buildings of a compound (同小区距离)."""
    COMMUNITY_METRES = "COMMUNITY_METRES"
    """How far it is between compounds of a community (同社区距离)."""
    TOWNSHIP_METRES = "TOWNSHIP_METRES"
    """How far it is between communities of a township (同镇街距离)."""
    CITY_METRES = "CITY_METRES"
    """How far it is between townships (跨镇街距离)."""
    GRID_MINUTES = "GRID_MINUTES"
    """How long a grid worker has for a welfare check, in minutes, until the community is asked."""
    COMMUNITY_MINUTES = "COMMUNITY_MINUTES"
    """How long the community has after that, in minutes, until the city's duty desk is asked."""
    CITY_MINUTES = "CITY_MINUTES"
    """After how many minutes the city's duty desk is asked again."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures in force on a day."""

    values: Mapping[DeliveryFigureKind, int]

    def __getitem__(self, kind: DeliveryFigureKind) -> int:
        return self.values[kind]


def check_figure(value: int, source: str) -> None:
    """Refuse a figure that cannot be, or that nobody published or decided.

    Raises:
        CanteenRefused: FIGURE_NOT_VALID, REASON_NEEDED.
    """
    if not 1 <= value <= _MOST:
        raise CanteenRefused(CanteenReason.FIGURE_NOT_VALID, field="value", most=_MOST)
    check_text("source", source)
    if not source.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="source")
