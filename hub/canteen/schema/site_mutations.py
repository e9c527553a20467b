"""Meal sites: who cooks where, when a site serves, when it is closed, who works there."""

from datetime import date, time
from uuid import UUID

import strawberry

from hub.accounts.schema.types import RoleGrant, RoleGrantFilter, RoleGrantOrder
from hub.canteen import commands, rules
from hub.canteen.schema.access import KEEPERS, RUNNERS
from hub.canteen.schema.types import CanteenRefusal, MealSite, MealSiteClosure
from hub.kernel.access import Role
from hub.query import (
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    inputs,
    key_of,
    mutation,
    payload,
    read,
    root,
)

_WORKERS = sorted((*rules.STAFF, Role.DELIVERY_VOLUNTEER))


@root(*RUNNERS, filter=RoleGrantFilter, order=RoleGrantOrder)
def meal_site_staff(row: Row, viewer: Asker, site_id: strawberry.ID) -> Connection[RoleGrant]:
    """Who works or worked at a meal site, and delivers from it, by the roles granted there (人员).

    Args:
        site_id: The canteen or meal point.
    """
    return (row.site_id == key_of(site_id, "MealSite", "Site")) & any_of(row.role, _WORKERS)


@inputs
class MealSiteDetailsInput:
    """What there is to say about a meal site."""

    kitchen_id: strawberry.ID | None = None
    """The canteen that cooks for it; null when it cooks itself."""
    portions_a_person: int = 6
    """The most portions of one order, 99 at most."""
    delivery_radius_metres: int | None = None
    """How far it delivers."""
    service_radius_metres: int | None = None
    """How far those live whom it is meant for (服务半径)."""
    funding_area_id: strawberry.ID | None = None
    """The area whose budget pays for it; null for the township where it lies."""


@inputs
class MealSiteCreateInput:
    """Which site of the grid is to serve meals."""

    site_id: strawberry.ID
    """The site: a canteen, a kitchen or a meal point."""
    details: MealSiteDetailsInput
    """What there is to say about it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteCreated:
    """The site serves meals, once it has service times."""

    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*KEEPERS)
async def meal_site_create(
    ctx: Context, input: MealSiteCreateInput
) -> MealSiteCreated | CanteenRefusal:
    """Let a site of the grid serve meals: it cooks, or a kitchen cooks for it (设立供餐站点)."""
    key = await commands.create_meal_site(
        ctx.actor,
        site_id=key_of(input.site_id, "Site", "MealSite"),
        details=_details(input.details),
        kitchen_id=_key(input.details.kitchen_id, "MealSite"),
        funding_area_id=_key(input.details.funding_area_id, "Area"),
        viewer=ctx.viewer,
    )
    return MealSiteCreated(site=key)


@inputs
class MealSiteUpdateInput:
    """All there is to say about a meal site, as it shall be."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    details: MealSiteDetailsInput
    """What there is to say about it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteUpdated:
    """The meal site was changed."""

    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*KEEPERS)
async def meal_site_update(
    ctx: Context, input: MealSiteUpdateInput
) -> MealSiteUpdated | CanteenRefusal:
    """Change a meal site; another kitchen takes over while nothing is ordered (变更供餐站点)."""
    key = await commands.update_meal_site(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        details=_details(input.details),
        kitchen_id=_key(input.details.kitchen_id, "MealSite"),
        funding_area_id=_key(input.details.funding_area_id, "Area"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealSiteUpdated(site=key)


@inputs
class ServiceTimeSetInput:
    """When a site serves a meal in one way, from a day on."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    period: rules.MealPeriod
    """The meal of the day."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    from_on: date
    """The first day, today or later."""
    serve_from: time
    """When serving begins, by the local clock."""
    serve_until: time
    """When serving ends."""
    cutoff_days: int = 1
    """How many days before the meal orders close, 0 to 30."""
    cutoff_time: time
    """At what time of that day orders close."""
    capacity: int | None = None
    """How many orders it can serve (default: without a limit)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ServiceTimeSet:
    """The service times are set; what was in force before is kept on record."""

    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*RUNNERS)
async def service_time_set(
    ctx: Context, input: ServiceTimeSetInput
) -> ServiceTimeSet | CanteenRefusal:
    """Set when a site serves a meal in one way, and until when it takes orders (设置供餐时间).

    Menus that are published already keep what they promised.
    """
    key = await commands.set_service_time(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        period=input.period,
        mode=input.mode,
        from_on=input.from_on,
        hours=rules.Hours(
            input.serve_from,
            input.serve_until,
            input.cutoff_days,
            input.cutoff_time,
            input.capacity,
        ),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return ServiceTimeSet(site=key)


@inputs
class ServiceTimeEndInput:
    """Which meal a site no longer serves in one way."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    period: rules.MealPeriod
    """The meal of the day."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    on: date
    """The first day without it, today or later."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ServiceTimeEnded:
    """The meal is no longer served in this way from the day on."""

    site: MealSite | None = read()
    """The canteen or meal point."""


@mutation(*RUNNERS)
async def service_time_end(
    ctx: Context, input: ServiceTimeEndInput
) -> ServiceTimeEnded | CanteenRefusal:
    """Serve a meal in one way no longer, from a day on (停止某种供餐方式)."""
    key = await commands.end_service_time(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        period=input.period,
        mode=input.mode,
        on=input.on,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return ServiceTimeEnded(site=key)


@inputs
class MealSiteClosurePlanInput:
    """On which days a site will not serve."""

    site_id: strawberry.ID
    """The canteen, with all its meal points, or one meal point."""
    from_on: date
    """The first day."""
    until_on: date
    """The first day on which it serves again."""
    periods: list[rules.MealPeriod] | None = None
    """Which meals (default: all)."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteClosurePlanned:
    """The site will be closed."""

    closure: MealSiteClosure | None = read()
    """The closure."""


@mutation(*RUNNERS)
async def meal_site_closure_plan(
    ctx: Context, input: MealSiteClosurePlanInput
) -> MealSiteClosurePlanned | CanteenRefusal:
    """Close a site for days for which nobody has ordered: a holiday, works (安排停供)."""
    key = await commands.plan_closure(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        from_on=input.from_on,
        until_on=input.until_on,
        periods=input.periods,
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealSiteClosurePlanned(closure=key)


@inputs
class MealSiteClosureEndInput:
    """Which closure ends before its time."""

    closure_id: strawberry.ID
    """The closure."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealSiteClosureEnded:
    """The closure is over."""

    closure: MealSiteClosure | None = read()
    """The closure."""


@mutation(*RUNNERS)
async def meal_site_closure_end(
    ctx: Context, input: MealSiteClosureEndInput
) -> MealSiteClosureEnded | CanteenRefusal:
    """End a closure before its time; published menus can be ordered from again (取消停供)."""
    key = await commands.end_closure(
        ctx.actor,
        closure_id=key_of(input.closure_id, "MealSiteClosure"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealSiteClosureEnded(closure=key)


def _details(details: MealSiteDetailsInput) -> rules.SiteDetails:
    return rules.SiteDetails(
        details.portions_a_person, details.delivery_radius_metres, details.service_radius_metres
    )


def _key(value: strawberry.ID | None, name: str) -> UUID | None:
    return None if value is None else key_of(value, name)
