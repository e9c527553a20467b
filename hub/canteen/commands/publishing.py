"""Opening menus for orders with their servings, taking them back, and locking them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.kitchen import write_sheets
from hub.canteen.commands.managing import managed_menu
from hub.canteen.models import MealSite, Menu, MenuItem, ServiceTime, Serving
from hub.canteen.rules import (
    MOST_AT_ONCE,
    CanteenReason,
    CanteenRefused,
    Closure,
    MenuSkip,
    MenuStatus,
    Served,
    ServiceHours,
    Skipped,
    closing,
    served_on,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

# A kitchen and its points, so that none of them is closed, stopped or handed to another kitchen
# meanwhile. Sites come before menus, and each kind in the order of its keys.
_HOLD_SITES = """SELECT id FROM meal_site WHERE id IN (SELECT site_id FROM menu WHERE id = ANY($1))
    OR kitchen_id IN (SELECT site_id FROM menu WHERE id = ANY($1)) ORDER BY id FOR SHARE"""
_HOLD_MENUS = "SELECT id FROM menu WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE"
_LOCK_DUE = """UPDATE menu SET status = 'LOCKED', locked_at = $1
WHERE id IN (SELECT id FROM menu WHERE status = 'PUBLISHED' AND cutoff_at <= $1
    ORDER BY id FOR NO KEY UPDATE)
RETURNING id, site_id"""
# A serving may close before its menu does; the orders it holds are locked with it.
_LOCK_ORDERS = """UPDATE meal_order o SET status = 'LOCKED', status_at = $1
FROM serving s JOIN menu m ON m.id = s.menu_id
WHERE o.serving_id = s.id AND o.status = 'PLACED'
    AND (s.cutoff_at <= $1 OR m.status = 'LOCKED') AND ($2::uuid IS NULL OR m.id = $2)
RETURNING o.id"""
_LOG_LOCKED = """INSERT INTO meal_order_move (id, order_id, at, from_status, to_status, by_id)
SELECT move_id, order_id, $3, 'PLACED', 'LOCKED', $4
FROM unnest($1::uuid[], $2::uuid[]) AS locked (move_id, order_id)"""


@dataclass(frozen=True, slots=True)
class Published:
    """The menus that are open now, and the meals that were left out."""

    menu_ids: list[UUID] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@command
async def publish_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Open a draft for orders at the kitchen and all its points, with their cut-offs as of now.

    Raises:
        CanteenRefused: MENU_EMPTY, MENU_PAST, MENU_NOT_DRAFT, NO_SERVICE_TIMES, SITE_CLOSED_THEN.
    """
    await _hold(tx, [menu_id])
    menu, served, closure = await _to_publish(tx, menu_id, viewer, now)
    if closure is not None:
        raise CanteenRefused(
            CanteenReason.SITE_CLOSED_THEN, field="menuId", on=menu.on, why=closure.reason
        )
    await _publish(tx, menu, served, now)
    return menu_id


@command
async def publish_menus(
    tx: Transaction, *, menu_ids: Sequence[UUID], viewer: Viewer, now: datetime
) -> Published:
    """Open several drafts at once: all of them, or none; those of days that are closed are skipped.

    Raises:
        CanteenRefused: as for one menu, with its place in `field`.
    """
    wanted = list(dict.fromkeys(menu_ids))
    if not wanted:
        raise CanteenRefused(CanteenReason.NO_MENUS_NAMED, field="menuIds")
    if len(wanted) > MOST_AT_ONCE:
        raise CanteenRefused(CanteenReason.TOO_MANY_MENUS, field="menuIds", most=MOST_AT_ONCE)
    await _hold(tx, wanted)
    done = Published()
    for place, menu_id in enumerate(wanted):
        try:
            menu, served, closure = await _to_publish(tx, menu_id, viewer, now)
        except CanteenRefused as why:
            raise CanteenRefused(why.reason, field=f"menuIds.{place}", **why.facts) from None
        if closure is not None:
            done.skipped.append(Skipped(menu.on, menu.period, MenuSkip.CLOSED))
            continue
        await _publish(tx, menu, served, now)
        done.menu_ids.append(menu_id)
    return done


@command
async def withdraw_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer) -> UUID:
    """Make a published menu a draft again, when nobody ever ordered from it.

    Raises:
        CanteenRefused: MENU_NOT_PUBLISHED, MENU_HAS_ORDERS.
    """
    menu = await managed_menu(menu_id, viewer)
    if menu.status is not MenuStatus.PUBLISHED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="menuId")
    if menu.last_number:
        raise CanteenRefused(CanteenReason.MENU_HAS_ORDERS, field="menuId", orders=menu.last_number)
    await Serving.filter(menu_id=menu_id).delete()
    await Menu.filter(id=menu_id).update(status=MenuStatus.DRAFT, published_at=None, cutoff_at=None)
    tx.record("menu.withdrawn", menu_id, scope_id=menu.site_id)
    return menu_id


@command
async def lock_menu(tx: Transaction, *, menu_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Close a menu before its cut-off: nothing more can be ordered, and its orders are locked.

    Raises:
        CanteenRefused: MENU_NOT_PUBLISHED.
    """
    menu = await managed_menu(menu_id, viewer)
    if menu.status is not MenuStatus.PUBLISHED:
        raise CanteenRefused(CanteenReason.MENU_NOT_PUBLISHED, field="menuId")
    await Menu.filter(id=menu_id).update(status=MenuStatus.LOCKED, locked_at=now)
    await _lock_orders(tx, now, menu_id)
    await write_sheets(tx, [menu_id], now)
    tx.record("menu.locked", menu_id, scope_id=menu.site_id)
    return menu_id


@command
async def lock_due(tx: Transaction, *, now: datetime) -> int:
    """Lock what has reached its cut-off; the answer is the number of orders. Safe to run twice."""
    menus = await tx.fetch(_LOCK_DUE, now)
    for menu in menus:
        tx.record("menu.locked", menu["id"], scope_id=menu["site_id"])
    locked = await _lock_orders(tx, now, None)
    await write_sheets(tx, [menu["id"] for menu in menus], now)
    return locked


async def _lock_orders(tx: Transaction, now: datetime, menu_id: UUID | None) -> int:
    locked = [row["id"] for row in await tx.fetch(_LOCK_ORDERS, now, menu_id)]
    await tx.execute(_LOG_LOCKED, [new_key() for _ in locked], locked, now, tx.by.account_id)
    return len(locked)


async def _hold(tx: Transaction, menu_ids: Sequence[UUID]) -> None:
    await tx.execute(_HOLD_SITES, menu_ids)
    await tx.execute(_HOLD_MENUS, menu_ids)


async def _to_publish(
    tx: Transaction, menu_id: UUID, viewer: Viewer, now: datetime
) -> tuple[Menu, list[Served], Closure | None]:
    """A draft that may be opened, how it is served, and the closure if its kitchen is closed."""
    menu = await managed_menu(menu_id, viewer)
    if menu.status is not MenuStatus.DRAFT:
        raise CanteenRefused(CanteenReason.MENU_NOT_DRAFT, field="menuId")
    if menu.on < day_of(now):
        raise CanteenRefused(CanteenReason.MENU_PAST, field="menuId")
    if not await MenuItem.exists(menu_id=menu_id):
        raise CanteenRefused(CanteenReason.MENU_EMPTY, field="menuId")
    points = await MealSite.filter(kitchen_id=menu.site_id, site__is_open=True)
    sites = [menu.site_id, *(point.id for point in points)]
    closures = await reads.closures(tx, sites, menu.on)
    closure = closing(closures.get(menu.site_id, ()), menu.on, menu.period)
    if closure is not None:
        return menu, [], closure
    open_sites = [
        site for site in sites if closing(closures.get(site, ()), menu.on, menu.period) is None
    ]
    return menu, served_on(menu.on, await _hours(menu, open_sites)), None


async def _publish(tx: Transaction, menu: Menu, served: Sequence[Served], now: datetime) -> None:
    await Serving.bulk_create(
        Serving(
            id=new_key(),
            menu_id=menu.id,
            point_id=entry.point_id,
            mode=entry.mode,
            cutoff_at=entry.cutoff_at,
            serve_from_at=entry.serve_from_at,
            serve_until_at=entry.serve_until_at,
            capacity=entry.capacity,
        )
        for entry in served
    )
    await Menu.filter(id=menu.id).update(
        status=MenuStatus.PUBLISHED,
        published_at=now,
        cutoff_at=max(entry.cutoff_at for entry in served),
    )
    tx.record("menu.published", menu.id, scope_id=menu.site_id)


async def _hours(menu: Menu, site_ids: Sequence[UUID]) -> list[ServiceHours]:
    times = await ServiceTime.filter(site_id__in=site_ids, period=menu.period, from_on__lte=menu.on)
    return [
        ServiceHours(
            row.site_id,
            row.mode,
            row.serve_from,
            row.serve_until,
            row.cutoff_days,
            row.cutoff_time,
            row.capacity,
        )
        for row in times
        if row.until_on is None or menu.on < row.until_on
    ]
