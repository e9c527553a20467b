"""Orders whose dishes were changed: each live one is checked again, and flagged if it is unfit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from hub.canteen.commands.managing import managed_menu
from hub.canteen.models import DietConflict, MealOrder, MealOrderLine, MenuItem
from hub.canteen.rules import (
    OPEN,
    STAFF,
    CanteenReason,
    CanteenRefused,
    DietConflictKind,
    DietResolution,
    Food,
    Need,
    check_allergies,
    check_text,
    conflicts,
    sold_out,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.people.rules import DietaryNeedKind

# What is ordered of these items by orders that are still on their way, with the needs of the person
# on the day of the meal and the warnings with which it was ordered. The orders are held: none is
# packed or handed over until it is known whether it is fit.
_ORDERED = """
SELECT o.id, o.number, o.site_id, o.point_id, o.resident_id, o.mode, o.status, l.item_id,
    (SELECT json_agg(json_build_array(kind, substance)) FROM dietary_need
        WHERE resident_id = o.resident_id AND from_on <= o."on"
        AND (until_on IS NULL OR o."on" < until_on))::text AS needs,
    (SELECT array_agg(caution->>'warning') FROM jsonb_array_elements(o.quote->'cautions') AS caution
        WHERE caution->>'item_id' = l.item_id::text) AS known
FROM meal_order_line l JOIN meal_order o ON o.id = l.order_id
WHERE l.item_id = ANY($1) AND o.status = ANY($2)
ORDER BY o.id FOR NO KEY UPDATE OF o
"""
_FOODS = """
SELECT i.id, i.name, d.allergens, d.sugar_mg, d.sodium_mg, d.is_low_sugar, d.is_low_salt, d.is_soft,
    d.contents
FROM menu_item i JOIN dish d ON d.id = i.dish_id WHERE i.id = ANY($1)
"""
_STANDING = """SELECT id, order_id, item_id, kind, resolution FROM diet_conflict
WHERE item_id = ANY($1) AND (resolved_at IS NULL OR resolution = 'ACCEPTED')"""
_FOUND = """INSERT INTO diet_conflict (id, order_id, item_id, kind, dish_name, found_at)
SELECT *, $6 FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])"""
_LAPSE = "UPDATE diet_conflict SET resolution = 'LAPSED', resolved_at = $2 WHERE id = ANY($1)"
_FLAG = """UPDATE meal_order o SET has_diet_conflict = EXISTS (
    SELECT 1 FROM diet_conflict WHERE order_id = o.id AND resolved_at IS NULL)
WHERE id = ANY($1)"""
# Menus first and in the order of their keys, as when an order is placed or moved.
_UPCOMING = """SELECT i.id AS item_id FROM menu_item i JOIN menu m ON m.id = i.menu_id
WHERE i.dish_id = ANY($1) AND m."on" >= $2 ORDER BY m.id FOR NO KEY UPDATE OF m"""
_REVISE = "UPDATE menu_item SET revision = revision + 1 WHERE id = ANY($1)"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """The conflicts that were found, and how many orders have a dish that was changed."""

    conflict_ids: list[UUID]
    orders: int


async def recheck_dishes(tx: Transaction, dish_ids: Sequence[UUID], now: datetime) -> None:
    """Check the orders of today and later again, after what is in some dishes has changed.

    What the person was warned of when they ordered, or has accepted since, is no conflict.
    """
    rows = await tx.fetch(_UPCOMING, dish_ids, day_of(now))
    if rows:
        await recheck_items(tx, [row["item_id"] for row in rows], now, is_another=False)


async def recheck_items(
    tx: Transaction, item_ids: Sequence[UUID], now: datetime, *, is_another: bool
) -> Rechecked:
    """Check every live order of some dishes of menus again; their menus are held.

    `is_another` when the dish itself is another one: then nothing that was said of the former
    counts. Conflicts that are none any more lapse.
    """
    await tx.execute(_REVISE, item_ids)
    foods = {row["id"]: _food(row) for row in await tx.fetch(_FOODS, item_ids)}
    ordered = await tx.fetch(_ORDERED, item_ids, [status.value for status in OPEN])
    standing = {
        (row["order_id"], row["item_id"], row["kind"]): row
        for row in await tx.fetch(_STANDING, item_ids)
        if not (is_another and row["resolution"])
    }
    wanted: set[tuple[UUID, UUID, str]] = set()
    for row in ordered:
        known = set() if is_another else set(row["known"] or ())
        for kind in conflicts(_needs(row["needs"]), foods[row["item_id"]]) - known:
            wanted.add((row["id"], row["item_id"], kind.value))
    found = sorted(wanted - standing.keys())
    keys = [new_key() for _ in found]
    names = [foods[item_id].name for _, item_id, _ in found]
    if found:
        orders, items, kinds = zip(*found, strict=True)
        await tx.execute(_FOUND, keys, orders, items, kinds, names, now)
    gone = [
        row["id"] for key, row in standing.items() if key not in wanted and not row["resolution"]
    ]
    await tx.execute(_LAPSE, gone, now)
    touched = [row["id"] for row in ordered]
    await tx.execute(_FLAG, touched)
    told = {order_id for order_id, _, _ in found}
    for row in ordered:
        if is_another or row["id"] in told:
            _tell(tx, row, has_conflict=row["id"] in told)
    return Rechecked(keys, len(set(touched)))


@command
async def resolve_conflict(
    tx: Transaction,
    *,
    conflict_id: UUID,
    viewer: Viewer,
    now: datetime,
    item_id: UUID | None = None,
    reason: str | None = None,
) -> UUID:
    """Give the person another dish of the menu, or record that they take this one all the same.

    The other dish costs what was promised for the first. An allergy is never accepted.

    Raises:
        CanteenRefused: NO_SUCH_CONFLICT, CONFLICT_RESOLVED, ALLERGY, REASON_NEEDED, NO_SUCH_ITEM,
            ITEM_TWICE, SOLD_OUT.
    """
    check_text("reason", reason)
    conflict = await _held_conflict(conflict_id, viewer)
    tx.beneficiary_id = conflict.order.resident_id
    if item_id is None:
        if conflict.kind is DietConflictKind.ALLERGY:
            raise CanteenRefused(
                CanteenReason.ALLERGY, field="itemId", dish=conflict.dish_name, allergen=None
            )
        if not (reason or "").strip():
            raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
        resolved, how = [conflict.id], DietResolution.ACCEPTED
    else:
        await _replace(tx, conflict, item_id)
        # Whatever was wrong with the dish: they do not get it any more.
        resolved = [
            each.id
            for each in await DietConflict.filter(
                order_id=conflict.order_id, item_id=conflict.item_id, resolved_at=None
            )
        ]
        how = DietResolution.REPLACED
    await DietConflict.filter(id__in=resolved).update(
        resolution=how, resolved_at=now, resolved_by_id=tx.by.account_id, reason=reason
    )
    await tx.execute(_FLAG, [conflict.order_id])
    order = conflict.order
    tx.record(
        "meal_order.diet_resolved",
        order.id,
        scope_id=order.site_id,
        point_id=order.point_id,
        resident_id=order.resident_id,
        mode=order.mode,
        status=order.status,
        resolution=how,
    )
    return conflict_id


async def _held_conflict(conflict_id: UUID, viewer: Viewer) -> DietConflict:
    """An open conflict of a live order, with its order, whose menu is held."""
    unknown = CanteenRefused(CanteenReason.NO_SUCH_CONFLICT, field="conflictId")
    conflict = await DietConflict.get_or_none(id=conflict_id).select_related("order")
    if conflict is None:
        raise unknown
    await managed_menu(conflict.order.menu_id, viewer, STAFF, unknown)
    conflict = await DietConflict.get(id=conflict_id).select_related("order")
    if conflict.resolved_at is not None or conflict.order.status not in OPEN:
        raise CanteenRefused(CanteenReason.CONFLICT_RESOLVED, field="conflictId")
    return conflict


_TAKE = """UPDATE menu_item SET taken = taken + $3
WHERE id = $1 AND menu_id = $2 AND NOT is_sold_out AND taken + $3 <= portions RETURNING name"""
_GIVE_BACK = "UPDATE menu_item SET taken = taken - $2 WHERE id = $1"


async def _replace(tx: Transaction, conflict: DietConflict, item_id: UUID) -> None:
    """Give an order portions of another dish of its menu in place of the one in conflict."""
    order: MealOrder = conflict.order
    item = await MenuItem.get_or_none(id=item_id, menu_id=order.menu_id)
    if item is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_ITEM, field="itemId")
    if await MealOrderLine.exists(order_id=order.id, item_id=item_id):
        raise CanteenRefused(CanteenReason.ITEM_TWICE, field="itemId")
    [food] = await tx.fetch(_FOODS, [item_id])
    [row] = [
        row
        for row in await tx.fetch(_ORDERED, [conflict.item_id], [order.status.value])
        if row["id"] == order.id
    ]
    try:
        check_allergies(_needs(row["needs"]), [_food(food)])
    except CanteenRefused as refused:
        raise CanteenRefused(refused.reason, field="itemId", **refused.facts) from None
    line = await MealOrderLine.get(order_id=order.id, item_id=conflict.item_id)
    if await tx.fetchval(_TAKE, item_id, order.menu_id, line.portions) is None:
        left = 0 if item.is_sold_out else item.portions - item.taken
        raise sold_out("itemId", item.name, left)
    await tx.execute(_GIVE_BACK, conflict.item_id, line.portions)
    await MealOrderLine.filter(id=line.id).update(
        item_id=item_id, name=item.name, name_en=item.name_en
    )


def _tell(tx: Transaction, order: Any, *, has_conflict: bool) -> None:
    tx.record(
        "meal_order.dish_changed",
        order["id"],
        scope_id=order["site_id"],
        point_id=order["point_id"],
        resident_id=order["resident_id"],
        mode=order["mode"],
        status=order["status"],
        has_conflict=has_conflict,
    )


def _food(row: Any) -> Food:
    return Food(
        item_id=row["id"],
        name=row["name"],
        allergens=frozenset(row["allergens"]),
        sugar_mg=row["sugar_mg"],
        sodium_mg=row["sodium_mg"],
        is_low_sugar=row["is_low_sugar"],
        is_low_salt=row["is_low_salt"],
        is_soft=row["is_soft"],
        contents=row["contents"],
    )


def _needs(json: str | None) -> list[Need]:
    return [
        Need(DietaryNeedKind(kind), what) for kind, what in (orjson.loads(json) if json else ())
    ]
