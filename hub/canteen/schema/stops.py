"""Stopping a site at once, with a look at what that cancels, and letting it serve again."""

from datetime import date

import strawberry

from hub.canteen import commands, reads, rules
from hub.canteen.schema.access import RUNNERS
from hub.canteen.schema.types import CanteenRefusal, MealSite, MealSiteClosure
from hub.kernel.db import acquire
from hub.query import Context, inputs, key_of, mutation, payload, read, resolver


@payload
class MealSiteStopPreview:
    """What a stop would cancel if it were made now (停供预览)."""

    until_on: date
    """The first day on which the site would serve again."""
    orders: int
    """How many open orders would be cancelled; `expectedOrders` of `mealSiteStop`."""
    people: int
    """How many residents would lose a meal."""


@resolver(*RUNNERS)
async def meal_site_stop_preview(
    ctx: Context,
    site_id: strawberry.ID,
    periods: list[rules.MealPeriod] | None = None,
    until_on: date | None = None,
) -> MealSiteStopPreview | None:
    """How many orders and people `mealSiteStop` would affect; nothing is changed (停供预览).

    Args:
        site_id: The canteen or meal point; null comes back for one that the caller may not stop.
        periods: Which meals (default: all).
        until_on: The first day on which it would serve again (default: tomorrow).
    """
    closure = rules.stopping(periods, ctx.today, until_on, "")
    async with acquire() as connection:
        preview = await reads.stop_preview(
            connection, key_of(site_id, "MealSite"), closure, ctx.viewer, ctx.now
        )
    if preview is None or closure.until_on is None:
        return None
    return MealSiteStopPreview(
        until_on=closure.until_on, orders=preview.orders, people=preview.people
    )


@inputs
class MealSiteStopInput:
    """Which site stops at once."""

    site_id: strawberry.ID
    """The canteen, with all its meal points, or one meal point."""
    reason: str
    """Why; everybody whose order is cancelled is told."""
    periods: list[rules.MealPeriod] | None = None
    """Which meals (default: all)."""
    until_on: date | None = None
    """The first day on which it serves again (default: tomorrow, so that only today is stopped)."""
    expected_orders: int | None = None
    """How many orders are to be cancelled, as in `mealSiteStopPreview`; refused when it differs."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteStopped:
    """Nobody can order for these days, and their open orders are cancelled and refunded in full."""

    closure: MealSiteClosure | None = read()
    """The closure, with its days and the number of orders that were cancelled."""
    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*RUNNERS)
async def meal_site_stop(
    ctx: Context, input: MealSiteStopInput
) -> MealSiteStopped | CanteenRefusal:
    """Stop a site at once, as in a power cut: open orders are given back (紧急停供).

    Without `untilOn` only the rest of today is stopped. See `mealSiteStopPreview` first.
    """
    site_id = key_of(input.site_id, "MealSite")
    key = await commands.stop_site(
        ctx.actor,
        site_id=site_id,
        reason=input.reason,
        periods=input.periods,
        until_on=input.until_on,
        expected_orders=input.expected_orders,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealSiteStopped(closure=key, site=site_id)


@inputs
class MealSiteResumeInput:
    """Which site serves again."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteResumed:
    """The site serves again; what was cancelled stays cancelled, default weeks are tried again."""

    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*RUNNERS)
async def meal_site_resume(
    ctx: Context, input: MealSiteResumeInput
) -> MealSiteResumed | CanteenRefusal:
    """Let a stopped site serve again: its menus are open until their cut-offs (恢复供餐)."""
    key = await commands.resume_site(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealSiteResumed(site=key)
