"""What may be said of a meal site: how far it reaches, when it serves, when it is closed."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.grid.rules import SiteKind

MEAL_SITE_KINDS = frozenset({SiteKind.CANTEEN, SiteKind.KITCHEN, SiteKind.MEAL_POINT})
"""The kinds of sites that serve meals."""
MOST_PORTIONS_A_PERSON = 99
"""Portions of one order, at the most generous site."""
FURTHEST_METRES = 100_000
"""No city of this kind is wider."""
EARLIEST_CUTOFF_DAYS = 30
"""Orders close so many days before the meal at most."""
MOST_ORDERS = 100_000
"""No site serves more orders of one meal in one way."""


@dataclass(frozen=True, slots=True)
class SiteDetails:
    """What there is to say about a meal site. Metres; null where it says nothing about it."""

    portions_a_person: int
    delivery_radius_metres: int | None = None
    service_radius_metres: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meal is served in one way, local clock times, and until when orders are accepted.

    Orders close `cutoff_days` before the day of the meal at `cutoff_time`.
    """

    serve_from: time
    serve_until: time
    cutoff_days: int
    cutoff_time: time
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a site does not serve some meals, [from, until), and why."""

    periods: Collection[str]
    from_on: date
    until_on: date | None
    reason: str

    def closes(self, on: date, period: MealPeriod) -> bool:
        """Whether the meal falls into it."""
        return (
            period in self.periods
            and self.from_on <= on
            and (self.until_on is None or on < self.until_on)
        )


def check_site(details: SiteDetails) -> None:
    """Refuse portions and distances that nobody can mean."""
    if not 1 <= details.portions_a_person <= MOST_PORTIONS_A_PERSON:
        raise CanteenRefused(
            CanteenReason.PORTIONS_NOT_VALID, field="portionsAPerson", most=MOST_PORTIONS_A_PERSON
        )
    for field, metres in (
        ("deliveryRadiusMetres", details.delivery_radius_metres),
        ("serviceRadiusMetres", details.service_radius_metres),
    ):
        if metres is not None and not 1 <= metres <= FURTHEST_METRES:
            raise CanteenRefused(CanteenReason.RADIUS_NOT_VALID, field=field, most=FURTHEST_METRES)


def check_hours(hours: Hours) -> None:
    """Refuse serving backwards, an endless cut-off, an absurd capacity."""
    if hours.serve_from >= hours.serve_until:
        raise CanteenRefused(CanteenReason.HOURS_NOT_VALID, field="serveUntil")
    if not 0 <= hours.cutoff_days <= EARLIEST_CUTOFF_DAYS:
        raise CanteenRefused(
            CanteenReason.CUTOFF_NOT_VALID, field="cutoffDays", most=EARLIEST_CUTOFF_DAYS
        )
    if hours.capacity is not None and not 0 <= hours.capacity <= MOST_ORDERS:
        raise CanteenRefused(CanteenReason.CAPACITY_NOT_VALID, field="capacity", most=MOST_ORDERS)


def check_not_past(on: date, today: date, field: str) -> None:
    """Refuse to rewrite what was: only today and later can be set."""
    if on < today:
        raise CanteenRefused(CanteenReason.DAY_PAST, field=field)


def check_closure(closure: Closure, today: date) -> None:
    """Refuse a closure of nothing, without a reason, in the past or backwards."""
    if not closure.periods:
        raise CanteenRefused(CanteenReason.PERIODS_NOT_VALID, field="periods")
    if not closure.reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    check_text("reason", closure.reason)
    check_not_past(closure.from_on, today, "fromOn")
    if closure.until_on is not None and closure.until_on <= closure.from_on:
        raise CanteenRefused(CanteenReason.DAYS_NOT_VALID, field="untilOn")


def stopping(
    periods: Sequence[MealPeriod] | None, today: date, until_on: date | None, reason: str
) -> Closure:
    """A stop from now on: for today only, unless somebody says until when."""
    return Closure(periods_of(periods), today, until_on or today + timedelta(days=1), reason)


def check_expected(expected: int | None, orders: int) -> None:
    """Refuse to cancel more or fewer orders than whoever stops the site has seen.

    Raises:
        CanteenRefused: OTHER_ORDERS, with how many there are.
    """
    if expected is not None and expected != orders:
        raise CanteenRefused(CanteenReason.OTHER_ORDERS, field="expectedOrders", orders=orders)


def periods_of(periods: Sequence[MealPeriod] | None) -> list[MealPeriod]:
    """The meals of the day that are meant: all of them when none is named."""
    return list(MealPeriod) if periods is None else list(dict.fromkeys(periods))


def closing(closures: Iterable[Closure], on: date, period: MealPeriod) -> Closure | None:
    """The closure that a meal falls into, if any."""
    return next((closure for closure in closures if closure.closes(on, period)), None)
