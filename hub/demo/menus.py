"""Menus of the demonstration: last month to next week, at every canteen, with their servings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from hub.canteen.rules import (
    DishKind,
    FulfilmentMode,
    MealPeriod,
    MenuStatus,
    Served,
    ServiceHours,
    served_on,
)
from hub.demo.dishes import Cooked
from hub.demo.places import Kitchen
from hub.kernel.clock import HUB_ZONE
from hub.kernel.ids import new_key

DAYS_BACK, DAYS_AHEAD = 35, 7
_HOURS = {
    MealPeriod.LUNCH: (time(11), time(13)),
    MealPeriod.SUPPER: (time(17), time(18, 30)),
}
_CUTOFF = {MealPeriod.LUNCH: (1, time(18)), MealPeriod.SUPPER: (0, time(10))}
_ON_A_MENU = (
    (DishKind.SET_MEAL, 3, 80),
    (DishKind.MEAT, 2, 40),
    (DishKind.MIXED, 2, 40),
    (DishKind.VEGETABLE, 2, 50),
    (DishKind.SOUP, 1, 60),
    (DishKind.STAPLE, 2, 90),
)


@dataclass(slots=True)
class Offered:
    """A dish on a menu, and how many portions are taken."""

    id: UUID
    dish: Cooked
    portions: int
    taken: int = 0
    is_sold_out: bool = False
    counter_portions: int = 0
    counter_sold: int = 0
    revision: int = 0
    promised_fen: int | None = None

    @property
    def price_fen(self) -> int:
        """What a portion costs: what was promised of the dish that was there first."""
        return self.dish.price_fen if self.promised_fen is None else self.promised_fen


@dataclass(slots=True)
class Sitting:
    """A serving, and how many orders it has."""

    id: UUID
    served: Served
    taken: int = 0


@dataclass(slots=True)
class Day:
    """A menu with what is on it and how it is served."""

    id: UUID
    kitchen: Kitchen
    on: date
    period: MealPeriod
    status: MenuStatus
    items: list[Offered] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)
    last_number: int = 0

    @property
    def cutoff_at(self) -> datetime:
        return max(sitting.served.cutoff_at for sitting in self.sittings)

    @property
    def published_at(self) -> datetime:
        """The Thursday noon before the menu's week."""
        thursday = self.on - timedelta(days=self.on.weekday() + 4)
        return datetime.combine(thursday, time(12), HUB_ZONE)

    def row(self) -> dict[str, object]:
        """The row of the table `menu`."""
        is_draft = self.status is MenuStatus.DRAFT
        return {
            "id": self.id,
            "site_id": self.kitchen.id,
            "on": self.on,
            "period": self.period,
            "status": self.status,
            "note": None,
            "cutoff_at": None if is_draft else self.cutoff_at,
            "published_at": None if is_draft else self.published_at,
            "locked_at": self.cutoff_at if self.status is MenuStatus.LOCKED else None,
            "last_number": self.last_number,
        }

    def item_rows(self) -> Iterator[dict[str, object]]:
        """The rows of the table `menu_item`."""
        for position, item in enumerate(self.items, 1):
            yield {
                "id": item.id,
                "menu_id": self.id,
                "dish_id": item.dish.id,
                "position": position,
                "name": item.dish.name,
                "name_en": item.dish.name_en,
                "price_fen": item.price_fen,
                "portions": item.portions,
                "taken": item.taken,
                "revision": item.revision,
                "is_sold_out": item.is_sold_out,
                "counter_portions": item.counter_portions,
                "counter_sold": item.counter_sold,
                "counter_price_fen": item.dish.price_fen if item.counter_portions else None,
            }

    def serving_rows(self) -> Iterator[dict[str, object]]:
        """The rows of the table `serving`; a draft has none yet."""
        if self.status is MenuStatus.DRAFT:
            return
        for sitting in self.sittings:
            served = sitting.served
            yield {
                "id": sitting.id,
                "menu_id": self.id,
                "point_id": served.point_id,
                "mode": served.mode,
                "cutoff_at": served.cutoff_at,
                "serve_from_at": served.serve_from_at,
                "serve_until_at": served.serve_until_at,
                "capacity": served.capacity,
                "taken": sitting.taken,
            }


def hours(kitchen: Kitchen, period: MealPeriod) -> list[ServiceHours]:
    """The canteen serves in every way, its meal points at the table and to take away."""
    start, end = _HOURS[period]
    days, clock = _CUTOFF[period]
    at_points = (FulfilmentMode.DINE_IN, FulfilmentMode.PICKUP)
    places = [(kitchen.id, tuple(FulfilmentMode)), *((key, at_points) for key, _ in kitchen.points)]
    return [
        ServiceHours(point_id, mode, start, end, days, clock, None)
        for point_id, modes in places
        for mode in modes
    ]


def service_time_rows(kitchens: list[Kitchen]) -> Iterator[dict[str, object]]:
    """The rows of the table `service_time`."""
    for kitchen in kitchens:
        for period in _HOURS:
            for entry in hours(kitchen, period):
                yield {
                    "id": new_key(),
                    "site_id": entry.point_id,
                    "period": period,
                    "mode": entry.mode,
                    "from_on": date(2024, 3, 1),
                    "until_on": None,
                    "serve_from": entry.serve_from,
                    "serve_until": entry.serve_until,
                    "cutoff_days": entry.cutoff_days,
                    "cutoff_time": entry.cutoff_time,
                    "capacity": entry.capacity,
                }


def build(
    kitchens: list[Kitchen], dishes: list[Cooked], scale: float, random: Random, now: datetime
) -> list[Day]:
    """Lunch and supper of every canteen; the last two days ahead are drafts still."""
    today = now.astimezone(HUB_ZONE).date()
    days = []
    for ahead in range(-DAYS_BACK, DAYS_AHEAD + 1):
        on = today + timedelta(days=ahead)
        for kitchen in kitchens:
            for period in _HOURS:
                day = Day(new_key(), kitchen, on, period, MenuStatus.PUBLISHED)
                day.sittings = [
                    Sitting(new_key(), served) for served in served_on(on, hours(kitchen, period))
                ]
                if ahead > DAYS_AHEAD - 2:
                    day.status = MenuStatus.DRAFT
                elif day.cutoff_at <= now:
                    day.status = MenuStatus.LOCKED
                day.items = _items(dishes, scale, random)
                days.append(day)
    return days


def _items(dishes: list[Cooked], scale: float, random: Random) -> list[Offered]:
    return [
        Offered(new_key(), dish, max(10, round(portions * scale)))
        for kind, number, portions in _ON_A_MENU
        for dish in random.sample([dish for dish in dishes if dish.kind is kind], number)
    ]
