"""A dish that could not be bought: another takes its place, and does not suit everybody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.canteen.rules import (
    DietConflictKind,
    Food,
    MenuStatus,
    Need,
    OrderStatus,
    conflicts,
)
from hub.demo.dishes import Cooked, contents_of
from hub.demo.menus import Day, Offered
from hub.kernel.ids import new_key
from hub.people.rules import DietaryNeedKind

_REASON = "当日食材未到货"


@dataclass(slots=True)
class Substituted:
    """The rows of `menu_item_substitution` and of `diet_conflict`."""

    substitutions: list[dict[str, object]] = field(default_factory=list)
    conflicts: list[dict[str, object]] = field(default_factory=list)


def substitute(
    days: Iterable[Day],
    cooked: Sequence[Cooked],
    orders: Sequence[dict[str, object]],
    lines: Iterable[Mapping[str, Any]],
    needs: Iterable[Mapping[str, Any]],
    now: datetime,
) -> Substituted:
    """Put another dish in the place of one that is ordered, where that harms somebody.

    Orders in conflict are flagged; they wait for staff to resolve it.
    """
    done = Substituted()
    wanted = _needs(needs)
    placed = {order["id"]: order for order in orders if order["status"] == OrderStatus.PLACED}
    by_item: dict[object, list[dict[str, object]]] = {}
    for line in lines:
        if line["order_id"] in placed:
            by_item.setdefault(line["item_id"], []).append(placed[line["order_id"]])
    published = [day for day in days if day.status is MenuStatus.PUBLISHED]
    # An allergy shows best what it is for; a small city may have nobody with one at a meal.
    for worst in (frozenset({DietConflictKind.ALLERGY}), frozenset(DietConflictKind)):
        for day in published:
            for item in day.items:
                dish = _unfit(day, item, cooked, by_item.get(item.id, ()), wanted, worst)
                if dish is not None:
                    _replace(done, item, dish, by_item[item.id], wanted, now)
                    return done
    return done


def _needs(rows: Iterable[Mapping[str, Any]]) -> dict[object, list[Need]]:
    found: dict[object, list[Need]] = {}
    for row in rows:
        need = Need(DietaryNeedKind(row["kind"]), row["substance"])
        found.setdefault(row["resident_id"], []).append(need)
    return found


def _unfit(
    day: Day,
    item: Offered,
    cooked: Sequence[Cooked],
    orders: Iterable[Mapping[str, Any]],
    needs: Mapping[object, list[Need]],
    kinds: frozenset[DietConflictKind],
) -> Cooked | None:
    """A dish of the same kind that is not on the menu, and in such conflict with somebody."""
    on_menu = {other.dish.id for other in day.items}
    people = [needs[order["resident_id"]] for order in orders if order["resident_id"] in needs]
    for dish in cooked:
        if dish.id in on_menu or dish.kind is not item.dish.kind:
            continue
        food = _food(item.id, dish)
        if any(kinds & conflicts(person, food) for person in people):
            return dish
    return None


def _replace(
    done: Substituted,
    item: Offered,
    dish: Cooked,
    orders: Iterable[dict[str, object]],
    needs: Mapping[object, list[Need]],
    now: datetime,
) -> None:
    done.substitutions.append(
        {
            "id": new_key(),
            "item_id": item.id,
            "from_dish_id": item.dish.id,
            "to_dish_id": dish.id,
            "from_name": item.dish.name,
            "to_name": dish.name,
            "reason": _REASON,
            "at": now,
        }
    )
    item.promised_fen, item.dish, item.revision = item.price_fen, dish, 1
    food = _food(item.id, dish)
    for order in orders:
        for kind in sorted(conflicts(needs.get(order["resident_id"], ()), food)):
            order["has_diet_conflict"] = True
            done.conflicts.append(
                {
                    "id": new_key(),
                    "order_id": order["id"],
                    "item_id": item.id,
                    "kind": kind,
                    "dish_name": dish.name,
                    "found_at": now,
                }
            )


def _food(item_id: UUID, dish: Cooked) -> Food:
    row = dish.row()
    return Food(
        item_id=item_id,
        name=dish.name,
        allergens=frozenset(dish.allergens),
        sugar_mg=dish.sugar_mg,
        sodium_mg=dish.sodium_mg,
        is_low_sugar=bool(row["is_low_sugar"]),
        is_low_salt=bool(row["is_low_salt"]),
        is_soft=dish.is_soft,
        contents=sorted(contents_of(dish.name)),
    )
