"""Meal sites: which sites serve meals, who cooks for them, and when they serve."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.canteen.commands.closing import Closing
from hub.canteen.commands.managing import held_site
from hub.canteen.models import MealSite, ServiceTime
from hub.canteen.rules import (
    KEEPERS,
    MEAL_SITE_KINDS,
    RUNNERS,
    CanteenReason,
    CanteenRefused,
    Closure,
    FulfilmentMode,
    Hours,
    MealPeriod,
    SiteDetails,
    check_hours,
    check_not_past,
    check_site,
    works_at,
)
from hub.grid.models import Area
from hub.grid.rules import SiteKind
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_SITE = """SELECT site.kind, site.until_on, area.ancestors FROM site
JOIN area ON area.id = site.area_id WHERE site.id = $1 FOR SHARE OF site"""
# In the order of their keys, so that two sites that are to cook for each other are found out.
_HOLD = "SELECT id, kitchen_id FROM meal_site WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE"


@command
async def create_meal_site(
    tx: Transaction,
    *,
    site_id: UUID,
    details: SiteDetails,
    viewer: Viewer,
    kitchen_id: UUID | None = None,
    funding_area_id: UUID | None = None,
) -> UUID:
    """Let a site of the grid serve meals: it cooks, or a kitchen cooks for it.

    Raises:
        CanteenRefused: NO_SUCH_SITE, SITE_EXISTS, NOT_A_MEAL_SITE, KITCHEN_NOT_VALID, NO_SUCH_AREA.
    """
    site = await tx.fetchrow(_SITE, site_id)
    if (
        site is None
        or site["until_on"] is not None
        or not works_at(viewer, KEEPERS, [site_id], site["ancestors"])
    ):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
    if SiteKind(site["kind"]) not in MEAL_SITE_KINDS:
        raise CanteenRefused(CanteenReason.NOT_A_MEAL_SITE, field="siteId")
    check_site(details)
    await _check_kitchen(tx, site_id, kitchen_id)
    await _check_area(funding_area_id)
    with refusing("meal_site_pkey", CanteenRefused(CanteenReason.SITE_EXISTS, field="siteId")):
        await MealSite.create(
            id=site_id, site_id=site_id, **_columns(details, kitchen_id, funding_area_id)
        )
    tx.record("meal_site.created", site_id, scope_id=site_id)
    return site_id


@command
async def update_meal_site(
    tx: Transaction,
    *,
    site_id: UUID,
    details: SiteDetails,
    viewer: Viewer,
    now: datetime,
    kitchen_id: UUID | None = None,
    funding_area_id: UUID | None = None,
) -> UUID:
    """Change a meal site. A point that changes its kitchen is served by menus of the new one.

    Raises:
        CanteenRefused: NO_SUCH_SITE, KITCHEN_NOT_VALID, SITE_HAS_POINTS, NO_SUCH_AREA, and
            SITE_HAS_ORDERS when somebody else is to cook what is ordered already.
    """
    check_site(details)
    await _check_kitchen(tx, site_id, kitchen_id)
    before = await held_site(tx, site_id, viewer, KEEPERS)
    await _check_area(funding_area_id)
    if before.kitchen_id != kitchen_id:
        if kitchen_id is not None and await MealSite.exists(kitchen_id=site_id):
            raise CanteenRefused(CanteenReason.SITE_HAS_POINTS, field="kitchenId")
        # Nobody orders there any more what the former kitchen was to cook.
        former = Closure(list(MealPeriod), day_of(now), None, "")
        orders = await Closing(site_id, former, now).close(tx)
        if orders:
            raise CanteenRefused(
                CanteenReason.SITE_HAS_ORDERS, field="kitchenId", orders=len(orders)
            )
    await MealSite.filter(id=site_id).update(**_columns(details, kitchen_id, funding_area_id))
    tx.record("meal_site.updated", site_id, scope_id=site_id)
    return site_id


@command
async def set_service_time(
    tx: Transaction,
    *,
    site_id: UUID,
    period: MealPeriod,
    mode: FulfilmentMode,
    from_on: date,
    hours: Hours,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Serve a meal in one way at these times from a day on; the answer is the site's key.

    What was in force before ends that day and stays on record; what is set for a later day stays.
    Menus that are published already keep what they promised.

    Raises:
        CanteenRefused: NO_SUCH_SITE, DAY_PAST, HOURS_NOT_VALID, CUTOFF_NOT_VALID,
            CAPACITY_NOT_VALID.
    """
    await held_site(tx, site_id, viewer, RUNNERS)
    check_not_past(from_on, day_of(now), "fromOn")
    check_hours(hours)
    rows = await ServiceTime.filter(site_id=site_id, period=period, mode=mode).order_by("from_on")
    later = next((row.from_on for row in rows if row.from_on > from_on), None)
    await _end(rows, from_on)
    await ServiceTime.filter(site_id=site_id, period=period, mode=mode, from_on=from_on).delete()
    await ServiceTime.create(
        id=new_key(),
        site_id=site_id,
        period=period,
        mode=mode,
        from_on=from_on,
        until_on=later,
        serve_from=hours.serve_from,
        serve_until=hours.serve_until,
        cutoff_days=hours.cutoff_days,
        cutoff_time=hours.cutoff_time,
        capacity=hours.capacity,
    )
    tx.record("meal_site.updated", site_id, scope_id=site_id)
    return site_id


@command
async def end_service_time(
    tx: Transaction,
    *,
    site_id: UUID,
    period: MealPeriod,
    mode: FulfilmentMode,
    on: date,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Serve a meal in one way no longer, from a day on; the answer is the site's key.

    Raises:
        CanteenRefused: NO_SUCH_SITE, DAY_PAST.
    """
    await held_site(tx, site_id, viewer, RUNNERS)
    check_not_past(on, day_of(now), "on")
    rows = await ServiceTime.filter(site_id=site_id, period=period, mode=mode)
    await _end(rows, on)
    # What was set for later was never in force.
    await ServiceTime.filter(site_id=site_id, period=period, mode=mode, from_on__gte=on).delete()
    tx.record("meal_site.updated", site_id, scope_id=site_id)
    return site_id


async def _end(rows: list[ServiceTime], on: date) -> None:
    """End what is in force on a day and began before it."""
    for row in rows:
        if row.from_on < on and (row.until_on is None or on < row.until_on):
            await ServiceTime.filter(id=row.id).update(until_on=on)


def _columns(
    details: SiteDetails, kitchen_id: UUID | None, funding_area_id: UUID | None
) -> dict[str, Any]:
    return {
        "kitchen_id": kitchen_id,
        "portions_a_person": details.portions_a_person,
        "delivery_radius_metres": details.delivery_radius_metres,
        "service_radius_metres": details.service_radius_metres,
        "funding_area_id": funding_area_id,
    }


async def _check_kitchen(tx: Transaction, site_id: UUID, kitchen_id: UUID | None) -> None:
    """Refuse a kitchen that does not cook itself; both sites are held until the change is done."""
    if kitchen_id is None:
        return
    held = {row["id"]: row["kitchen_id"] for row in await tx.fetch(_HOLD, [site_id, kitchen_id])}
    if kitchen_id == site_id or held.get(kitchen_id, kitchen_id) is not None:
        raise CanteenRefused(CanteenReason.KITCHEN_NOT_VALID, field="kitchenId")


async def _check_area(area_id: UUID | None) -> None:
    if area_id is not None and not await Area.exists(id=area_id, until_on=None):
        raise CanteenRefused(CanteenReason.NO_SUCH_AREA, field="fundingAreaId")
