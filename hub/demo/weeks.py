"""What happens around menus: a week kept as a template, leftovers sold, holidays and power cuts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hub.canteen.rules import DishKind, MealPeriod, MenuStatus, OrderStatus
from hub.demo.dishes import Cooked
from hub.demo.menus import Day
from hub.demo.places import Kitchen
from hub.kernel.clock import HUB_ZONE
from hub.kernel.ids import new_key

_RELEASED, _SOLD = 4, 3
_LEFT_OVER_DISHES = 2
_WEEKDAYS = range(1, 6)
_HOLIDAY_IN_DAYS = 20


def leftovers(days: Iterable[Day], seller_id: UUID) -> Iterator[dict[str, object]]:
    """Release what is left of two dishes of each meal that is over; rows of `counter_sale`.

    The first dish that can still be ordered at each kitchen tomorrow is sold out.
    """
    for day in days:
        if day.status is not MenuStatus.LOCKED:
            continue
        left = [item for item in day.items if item.portions - item.taken >= _RELEASED]
        for item in left[:_LEFT_OVER_DISHES]:
            item.portions -= _RELEASED
            item.counter_portions, item.counter_sold = _RELEASED, _SOLD
            yield {
                "id": new_key(),
                "site_id": day.kitchen.id,
                "item_id": item.id,
                "portions": _SOLD,
                "price_fen": item.dish.price_fen,
                "amount_fen": _SOLD * item.dish.price_fen,
                "sold_at": datetime.combine(day.on, time(12, 45), HUB_ZONE),
                "sold_by_id": seller_id,
            }


def sell_out(days: Iterable[Day], on: date) -> None:
    """Mark the last dish of each menu of a day as sold out."""
    for day in days:
        if day.on == on and day.status is MenuStatus.PUBLISHED:
            day.items[-1].is_sold_out = True


def closures(
    kitchens: Iterable[Kitchen], orders: Iterable[Mapping[str, Any]], now: datetime
) -> Iterator[dict[str, object]]:
    """Rows of `meal_site_closure`: the stops that cancelled orders, and a holiday to come."""
    stopped = Counter(
        (order["site_id"], order["on"], order["period"])
        for order in orders
        if order["status"] == OrderStatus.SITE_CANCELLED
    )
    for (site_id, on, period), cancelled in stopped.items():
        begun = datetime.combine(on, time(9), HUB_ZONE)
        yield _closure(
            site_id, [str(period)], on, "停电", begun, cancelled=cancelled, ended_at=begun
        )
    holiday = now.date() + timedelta(days=_HOLIDAY_IN_DAYS)
    for kitchen in kitchens:
        for point_id, _ in kitchen.points[:1]:
            yield _closure(point_id, [str(each) for each in MealPeriod], holiday, "设备检修", now)


def template_rows(
    kitchen: Kitchen, cooked: list[Cooked]
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """A week of lunches of one kitchen: the row of `menu_template`, and those of its items."""
    key = new_key()
    by_kind = {kind: [dish for dish in cooked if dish.kind is kind] for kind in DishKind}
    items: list[dict[str, object]] = []
    for weekday in _WEEKDAYS:
        for position, kind in enumerate(DishKind, 1):
            dishes = by_kind[kind]
            items.append(
                {
                    "id": new_key(),
                    "template_id": key,
                    "weekday": weekday,
                    "period": MealPeriod.LUNCH,
                    "dish_id": dishes[weekday % len(dishes)].id,
                    "position": position,
                    "portions": 40,
                    "price_fen": None,
                }
            )
    return {"id": key, "site_id": kitchen.id, "name": "工作日午餐"}, items


def _closure(
    site_id: UUID,
    periods: list[str],
    on: date,
    reason: str,
    at: datetime,
    *,
    cancelled: int = 0,
    ended_at: datetime | None = None,
) -> dict[str, object]:
    return {
        "id": new_key(),
        "site_id": site_id,
        "periods": periods,
        "from_on": on,
        "until_on": on + timedelta(days=1),
        "reason": reason,
        "is_stop": cancelled > 0,
        "cancelled_orders": cancelled,
        "created_at": at,
        "ended_at": ended_at,
    }
