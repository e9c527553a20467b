"""When a menu is served and until when orders are accepted, from a site's service times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.kernel.clock import HUB_ZONE

HIGHEST_PRICE_FEN = 100_000
"""Nothing on a menu costs more."""
MOST_PORTIONS = 100_000
"""No kitchen cooks more of one dish for one meal."""


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """A point's service times for one period and mode, on the day asked for; local clock times."""

    point_id: UUID
    mode: FulfilmentMode
    serve_from: time
    serve_until: time
    cutoff_days: int
    cutoff_time: time
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Served:
    """How a menu of a day is served at a point in a mode, in instants."""

    point_id: UUID
    mode: FulfilmentMode
    cutoff_at: datetime
    serve_from_at: datetime
    serve_until_at: datetime
    capacity: int | None


def served_on(day: date, hours: Iterable[ServiceHours]) -> list[Served]:
    """The servings of a day's menu. The cut-off is n days before the day at a clock time (2.7).

    Raises:
        CanteenRefused: NO_SERVICE_TIMES when there are none.
    """
    served = []
    for entry in hours:
        until = _at(day, entry.serve_until)
        cutoff = _at(day - timedelta(days=entry.cutoff_days), entry.cutoff_time)
        served.append(
            Served(
                entry.point_id,
                entry.mode,
                # A cut-off after the meal would sell what nobody can eat any more.
                min(cutoff, until),
                _at(day, entry.serve_from),
                until,
                entry.capacity,
            )
        )
    if not served:
        raise CanteenRefused(CanteenReason.NO_SERVICE_TIMES, field="menuId")
    return served


def check_price(price_fen: int, field: str = "priceFen") -> None:
    """Refuse a price that nobody can mean."""
    if not 0 <= price_fen <= HIGHEST_PRICE_FEN:
        raise CanteenRefused(CanteenReason.PRICE_NOT_VALID, field=field)


def check_portions(portions: int, field: str = "portions") -> None:
    """Refuse a number of portions that no kitchen cooks."""
    if not 0 <= portions <= MOST_PORTIONS:
        raise CanteenRefused(CanteenReason.MENU_PORTIONS_NOT_VALID, field=field, most=MOST_PORTIONS)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, HUB_ZONE)
