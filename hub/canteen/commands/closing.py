"""Closing sites: planned for some days, or stopped at once with every order given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.managing import held_site
from hub.canteen.commands.moving import move
from hub.canteen.models import MealSiteClosure
from hub.canteen.rules import (
    RUNNERS,
    CanteenReason,
    CanteenRefused,
    Closure,
    MealPeriod,
    OrderStatus,
    check_closure,
    check_expected,
    periods_of,
    stopping,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

# Whoever is ordering one of these meals is done before, or finds it closed: menus are locked first
# and in the order of their keys, as when an order is placed. A kitchen closes all its points.
_HOLD_MENUS = """SELECT m.id FROM menu m
WHERE (m.site_id = $1 OR EXISTS (SELECT 1 FROM serving WHERE menu_id = m.id AND point_id = $1))
    AND m."on" >= $2 AND ($3::date IS NULL OR m."on" < $3) AND m.period = ANY($4)
ORDER BY m.id FOR NO KEY UPDATE"""
_CLOSE = """UPDATE serving s SET closed_at = $5 FROM menu m
WHERE m.id = s.menu_id AND (m.site_id = $1 OR s.point_id = $1)
    AND m."on" >= $2 AND ($3::date IS NULL OR m."on" < $3) AND m.period = ANY($4)
    AND s.serve_until_at > $5 AND s.closed_at IS NULL"""
# A default week is tried again where the stop took its meal away and nothing else was eaten.
_TRY_AGAIN = """DELETE FROM standing_attempt a USING meal_order o, serving s
WHERE o.id = a.order_id AND s.id = o.serving_id AND (o.site_id = $1 OR o.point_id = $1)
    AND o.status = 'SITE_CANCELLED' AND s.cutoff_at > $2 AND s.closed_at IS NULL"""
# Opened again is only what no other closure of the point or of its kitchen keeps closed.
_REOPEN = """UPDATE serving s SET closed_at = NULL FROM menu m
WHERE m.id = s.menu_id AND (m.site_id = $1 OR s.point_id = $1)
    AND s.closed_at IS NOT NULL AND s.serve_until_at > $2
    AND NOT EXISTS (SELECT 1 FROM meal_site_closure c
        WHERE c.site_id IN (m.site_id, s.point_id) AND c.ended_at IS NULL
        AND m.period = ANY(c.periods) AND c.from_on <= m."on"
        AND (c.until_on IS NULL OR m."on" < c.until_on))"""


@dataclass(frozen=True, slots=True)
class Closing:
    """Which meals of a site are closed, and from which moment."""

    site_id: UUID
    closure: Closure
    now: datetime

    @property
    def values(self) -> tuple[object, ...]:
        closure = self.closure
        return (self.site_id, closure.from_on, closure.until_on, list(closure.periods), self.now)

    async def close(self, tx: Transaction) -> list[UUID]:
        """Let nobody order any more; the keys of the orders that are open."""
        await tx.execute(_HOLD_MENUS, *self.values[:4])
        await tx.execute(_CLOSE, *self.values)
        found = await reads.orders_to_stop(tx, self.site_id, self.closure, self.now)
        return [row["id"] for row in found]


@command
async def plan_closure(
    tx: Transaction,
    *,
    site_id: UUID,
    from_on: date,
    until_on: date,
    reason: str,
    viewer: Viewer,
    now: datetime,
    periods: Sequence[MealPeriod] | None = None,
) -> UUID:
    """Close a site for some days, for which nobody has ordered: a holiday, works.

    Raises:
        CanteenRefused: NO_SUCH_SITE, SITE_HAS_ORDERS, DAY_PAST, DAYS_NOT_VALID, REASON_NEEDED.
    """
    await held_site(tx, site_id, viewer, RUNNERS)
    closure = Closure(periods_of(periods), from_on, until_on, reason)
    check_closure(closure, day_of(now))
    orders = await Closing(site_id, closure, now).close(tx)
    if orders:
        raise CanteenRefused(CanteenReason.SITE_HAS_ORDERS, field="fromOn", orders=len(orders))
    closure_id = await _record(tx, site_id, closure, now, is_stop=False, orders=0)
    tx.record("meal_site.closure_planned", site_id, scope_id=site_id, closure_id=closure_id)
    return closure_id


@command
async def end_closure(tx: Transaction, *, closure_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """End a closure before its time: menus that are published can be ordered from again.

    Raises:
        CanteenRefused: NO_SUCH_CLOSURE, CLOSURE_ENDED.
    """
    unknown = CanteenRefused(CanteenReason.NO_SUCH_CLOSURE, field="closureId")
    closure = await MealSiteClosure.get_or_none(id=closure_id)
    if closure is None:
        raise unknown
    try:
        await held_site(tx, closure.site_id, viewer, RUNNERS)
    except CanteenRefused:
        raise unknown from None
    if not await _end(tx, closure.site_id, now, only=closure_id):
        raise CanteenRefused(CanteenReason.CLOSURE_ENDED, field="closureId")
    return closure_id


@command
async def stop_site(
    tx: Transaction,
    *,
    site_id: UUID,
    reason: str,
    viewer: Viewer,
    now: datetime,
    periods: Sequence[MealPeriod] | None = None,
    until_on: date | None = None,
    expected_orders: int | None = None,
) -> UUID:
    """Stop a site from this moment: nobody orders, and every open order is cancelled by the site.

    A stopped kitchen stops all its points. Without `until_on`, the first day on which it serves
    again, it stops for the rest of today. The answer is the key of the closure.

    Raises:
        CanteenRefused: NO_SUCH_SITE, REASON_NEEDED, DAYS_NOT_VALID; OTHER_ORDERS with how many
            there are, when that is not what was expected.
    """
    site = await held_site(tx, site_id, viewer, RUNNERS)
    today = day_of(now)
    closure = stopping(periods, today, until_on, reason)
    check_closure(closure, today)
    keys = await Closing(site_id, closure, now).close(tx)
    check_expected(expected_orders, len(keys))
    orders = await reads.orders_to_move(tx, keys, None, now)
    if orders:
        await move(tx, orders, OrderStatus.SITE_CANCELLED, now, reason)
    closure_id = await _record(tx, site_id, closure, now, is_stop=True, orders=len(orders))
    tx.record(
        "meal_site.stopped",
        site_id,
        scope_id=site.cook_id,
        closure_id=closure_id,
        periods=list(closure.periods),
        until_on=closure.until_on,
        reason=reason,
        orders=len(orders),
    )
    return closure_id


@command
async def resume_site(tx: Transaction, *, site_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Let a stopped site serve again: its menus can be ordered from until their cut-offs.

    Standing orders whose meals the stop cancelled are tried again, as far as they still can.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NOTHING_STOPPED.
    """
    site = await held_site(tx, site_id, viewer, RUNNERS)
    if not await _end(tx, site_id, now):
        raise CanteenRefused(CanteenReason.NOTHING_STOPPED, field="siteId")
    await tx.execute(_TRY_AGAIN, site_id, now)
    tx.record("meal_site.resumed", site_id, scope_id=site.cook_id)
    return site_id


async def _record(
    tx: Transaction, site_id: UUID, closure: Closure, now: datetime, *, is_stop: bool, orders: int
) -> UUID:
    closure_id = new_key()
    await MealSiteClosure.create(
        id=closure_id,
        site_id=site_id,
        periods=[str(period) for period in closure.periods],
        from_on=closure.from_on,
        until_on=closure.until_on,
        reason=closure.reason,
        is_stop=is_stop,
        cancelled_orders=orders,
        created_at=now,
        created_by_id=tx.by.account_id,
    )
    return closure_id


async def _end(tx: Transaction, site_id: UUID, now: datetime, *, only: UUID | None = None) -> bool:
    """End one closure of a site, or all its stops; whether there was any that was not over."""
    running = MealSiteClosure.filter(site_id=site_id, ended_at=None)
    running = running.filter(is_stop=True) if only is None else running.filter(id=only)
    today = day_of(now)
    keys = [row.id for row in await running if row.until_on is None or today < row.until_on]
    if not keys:
        return False
    await MealSiteClosure.filter(id__in=keys).update(ended_at=now, ended_by_id=tx.by.account_id)
    await tx.execute(_REOPEN, site_id, now)
    return True
