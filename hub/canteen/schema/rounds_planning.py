"""What delivery is planned with: volunteers, kept sequences, figures, and the route sheet."""

from datetime import date, datetime
from typing import Any

import strawberry

from hub.canteen import commands, models, pages, reads, rules
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.rounds import VOLUNTEERS
from hub.canteen.schema.types import CanteenRefusal, MealSite, works_here
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.query import (
    EVERYONE,
    Asker,
    Context,
    Row,
    enumeration,
    expression,
    global_id,
    inputs,
    key_of,
    keys_of,
    many,
    mutation,
    node,
    one,
    payload,
    read,
    record,
    resolver,
    root,
    seen_with,
)

enumeration(rules.DeliveryFigureKind)
enumeration(pages.RoundPageKind)

_PLANNERS = (Role.CITY_ADMINISTRATOR,)


@payload
class DeliveryVolunteer:
    """Somebody who may drive rounds of a site (送餐志愿者)."""

    account_id: strawberry.ID
    """The account."""
    name: str
    """Their name."""


@resolver(*STAFF)
async def delivery_volunteers(
    ctx: Context, site_id: strawberry.ID
) -> list[DeliveryVolunteer] | None:
    """Who may drive rounds of a site now, by name, 500 at most (送餐志愿者).

    Args:
        site_id: The canteen or meal point; null comes back for one where the caller does not work.
    """
    async with acquire() as connection:
        counter = await reads.counter_at(connection, key_of(site_id, "MealSite"))
        if counter is None or not rules.works_at(
            ctx.viewer, STAFF, counter.site_ids, counter.ancestors
        ):
            return None
        found = await reads.volunteers_of(connection, counter.site_ids, counter.ancestors, ctx.now)
    return [
        DeliveryVolunteer(
            account_id=strawberry.ID(global_id("Account", each.account_id)), name=each.name
        )
        for each in found
    ]


def _route_is_seen(route: Any, viewer: Asker) -> Any:
    return works_here(viewer, STAFF, route.point) | works_here(viewer, STAFF, route.point.kitchen)


@record(models.DeliveryRouteStop)
class DeliveryRouteStop:
    """One resident's place in a kept sequence (固定路线中的住户)."""

    position: int
    """The place, counting from 1."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Whose door it is."""
    room: str | None = expression(lambda row: row.resident.room)
    """The room."""
    home: str | None = expression(lambda row: row.resident.area.name)
    """The building or entrance."""

    visible = seen_with("route", _route_is_seen)


@node(models.DeliveryRoute)
class DeliveryRoute:
    """A sequence of doors that staff keep: rounds follow it as it stands (固定路线)."""

    point: MealSite | None = one()
    """Where it sets out."""
    name: str
    """What staff call it."""
    set_at: datetime
    """When it was last set."""
    stops: list[DeliveryRouteStop] = many("stops", order_by="position", expected=15)
    """The doors, in order."""

    visible = staticmethod(_route_is_seen)


@root(*STAFF, order_by="name", limit=50)
def delivery_routes(row: Row, viewer: Asker, point_id: strawberry.ID) -> list[DeliveryRoute]:
    """The sequences that staff of a point keep (固定路线).

    Args:
        point_id: The canteen or meal point.
    """
    return row.point_id == key_of(point_id, "MealSite")


@node(models.DeliveryFigure)
class DeliveryFigure:
    """A figure that rounds and welfare checks are worked out with (送餐参数)."""

    kind: rules.DeliveryFigureKind
    """What it says, and its unit."""
    value: int
    """The figure."""
    source: str
    """Where it was published, or why it was chosen."""
    from_on: date
    """The first day on which it is in force."""
    until_on: date | None
    """The first day on which it is no longer; null while no end is known."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@root(*STAFF, Role.COMMUNITY_MANAGER, *_PLANNERS, order_by="kind,-from_on")
def delivery_figures(row: Row, viewer: Asker) -> list[DeliveryFigure]:
    """The figures that are, were or will be in force (送餐参数)."""
    return EVERYONE


@inputs
class DeliveryFigureSetInput:
    """Which figure, from when on."""

    kind: rules.DeliveryFigureKind
    """What it says."""
    value: int
    """The figure, in its unit."""
    source: str
    """Where it was published, or why it was chosen."""
    from_on: date
    """The first day on which it is in force: today or later."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryFigureChanged:
    """The figure will be in force."""

    figure: DeliveryFigure | None = read()
    """The figure."""


@mutation(*_PLANNERS)
async def delivery_figure_set(
    ctx: Context, input: DeliveryFigureSetInput
) -> DeliveryFigureChanged | CanteenRefusal:
    """Bring a figure of delivery into force; the one before it ends that day (设置送餐参数)."""
    key = await commands.set_figure(
        ctx.actor,
        kind=input.kind,
        value=input.value,
        source=input.source,
        from_on=input.from_on,
        now=ctx.now,
    )
    return DeliveryFigureChanged(figure=key)


@inputs
class DeliveryRouteSetInput:
    """A sequence to keep."""

    point_id: strawberry.ID
    """The canteen or meal point where it sets out."""
    name: str
    """What staff call it, 40 characters at most; what has that name is replaced."""
    resident_ids: list[strawberry.ID]
    """The residents in the order of their doors, each once; they ordered deliveries there."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRouteChanged:
    """The sequence is kept."""

    route: DeliveryRoute | None = read()
    """The sequence."""


@mutation(*STAFF)
async def delivery_route_set(
    ctx: Context, input: DeliveryRouteSetInput
) -> DeliveryRouteChanged | CanteenRefusal:
    """Keep a sequence of doors, which plans follow from now on (设置固定路线)."""
    key = await commands.set_route(
        ctx.actor,
        point_id=key_of(input.point_id, "MealSite"),
        name=input.name,
        resident_ids=keys_of(input.resident_ids, "Resident"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRouteChanged(route=key)


@inputs
class DeliveryRouteDeleteInput:
    """Which sequence is kept no longer."""

    route_id: strawberry.ID
    """The sequence."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRouteDeleted:
    """The sequence is kept no longer; rounds that were planned by it stay."""

    point: MealSite | None = read()
    """Where it set out."""


@mutation(*STAFF)
async def delivery_route_delete(
    ctx: Context, input: DeliveryRouteDeleteInput
) -> DeliveryRouteDeleted | CanteenRefusal:
    """Keep a sequence no longer (删除固定路线)."""
    key = await commands.delete_route(
        ctx.actor, route_id=key_of(input.route_id, "DeliveryRoute"), viewer=ctx.viewer
    )
    return DeliveryRouteDeleted(point=key)


@payload
class DeliveryRoundPage:
    """A route sheet to print, or as a file; for ten minutes it needs no signing in (路线单)."""

    path: str
    """Its path at this server."""
    expires_at: datetime
    """From when it cannot be fetched any more."""


@resolver(*STAFF, *VOLUNTEERS)
async def delivery_round_page(
    ctx: Context, round_id: strawberry.ID, kind: pages.RoundPageKind
) -> DeliveryRoundPage | None:
    """Where to print the route sheet of a round; null for one that is not the caller's (路线单).

    Args:
        round_id: The round.
        kind: A page to print, or a file.
    """
    async with acquire() as connection:
        facts = await reads.round_facts(connection, key_of(round_id, "DeliveryRound"))
    if facts is None:
        return None
    is_needed = rules.drives(ctx.viewer, facts) and facts.on >= ctx.today
    if not (rules.keeps_round(ctx.viewer, facts) or is_needed):
        return None
    link = pages.round_link(kind, facts.round_id, ctx.now)
    return DeliveryRoundPage(path=link.path, expires_at=link.expires_at)
