"""Areas and sites come, change and go, within the reach of one's roles."""

from datetime import date

import strawberry

from hub.grid import commands, rules
from hub.grid.rules import Reach
from hub.grid.schema.access import KEEPERS
from hub.grid.schema.types import Area, GridRefusal, Site
from hub.kernel.access import Role
from hub.query import Context, inputs, key_of, mutation, payload, read

_SITE_KEEPERS = (*KEEPERS, Role.CANTEEN_MANAGER, Role.CENTRE_MANAGER)


def _reach(ctx: Context) -> Reach:
    return Reach.of(ctx.viewer, *KEEPERS)


@inputs
class AreaCreateInput:
    """The new area."""

    kind: rules.AreaKind
    """Its level."""
    code: str
    """Its code: capital letters, digits, dots, dashes, underscores."""
    name: str
    """Its name, without those of the areas above."""
    name_en: str | None = None
    """Its name in English."""
    parent_id: strawberry.ID | None = None
    """The area it lies in; none for a city."""
    from_on: date | None = None
    """The day since which it exists (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaCreated:
    """The area is there, with its vacant posts."""

    area: Area | None = read()
    """The area."""


@mutation(*KEEPERS)
async def area_create(ctx: Context, input: AreaCreateInput) -> AreaCreated | GridRefusal:
    """Add an area below one within reach; a city only by who keeps the whole city (新增区域)."""
    key = await commands.create_area(
        ctx.actor,
        kind=input.kind,
        code=input.code,
        name=input.name,
        name_en=input.name_en,
        parent_id=None if input.parent_id is None else key_of(input.parent_id, "Area"),
        on=input.from_on or ctx.today,
        within=_reach(ctx),
    )
    return AreaCreated(area=key)


@inputs
class AreaUpdateInput:
    """The names of an area."""

    area_id: strawberry.ID
    """Which area."""
    name: str
    """Its name."""
    name_en: str | None = None
    """Its name in English; none takes it away."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaUpdated:
    """The area is renamed."""

    area: Area | None = read()
    """The area."""


@mutation(*KEEPERS)
async def area_update(ctx: Context, input: AreaUpdateInput) -> AreaUpdated | GridRefusal:
    """Rename an area (区域改名)."""
    key = await commands.update_area(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        name=input.name,
        name_en=input.name_en,
        within=_reach(ctx),
    )
    return AreaUpdated(area=key)


@inputs
class AreaMoveInput:
    """Where an area goes."""

    area_id: strawberry.ID
    """Which area; everything below it goes with it."""
    parent_id: strawberry.ID
    """The area it will lie in."""
    on: date
    """The first day there; it has come, and is not before the day it came to where it is."""
    why: str
    """The decision or reason."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaMoved:
    """The area lies elsewhere; its history keeps where it lay."""

    area: Area | None = read()
    """The area."""


@mutation(*KEEPERS)
async def area_move(ctx: Context, input: AreaMoveInput) -> AreaMoved | GridRefusal:
    """Put an area and all below it under another parent; both parents within reach (区域调整)."""
    key = await commands.move_area(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        parent_id=key_of(input.parent_id, "Area"),
        on=input.on,
        why=input.why,
        today=ctx.today,
        within=_reach(ctx),
    )
    return AreaMoved(area=key)


@inputs
class AreaCloseInput:
    """Which area ends, and when."""

    area_id: strawberry.ID
    """Which area; nothing open lies in it."""
    on: date
    """The first day on which it is no more."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaClosed:
    """The area is closed, and its leaders' appointments have ended."""

    area: Area | None = read()
    """The area."""


@mutation(*KEEPERS)
async def area_close(ctx: Context, input: AreaCloseInput) -> AreaClosed | GridRefusal:
    """Close an area in which nothing open lies (撤销区域)."""
    key = await commands.close_area(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        on=input.on,
        today=ctx.today,
        within=_reach(ctx),
    )
    return AreaClosed(area=key)


@inputs
class PositionInput:
    """A point on the map, in WGS 84."""

    longitude: float
    """Degrees east."""
    latitude: float
    """Degrees north."""


@inputs
class SiteOpenInput:
    """The new site."""

    kind: rules.SiteKind
    """What it is."""
    code: str
    """Its code."""
    name: str
    """Its name."""
    name_en: str | None = None
    """Its name in English."""
    area_id: strawberry.ID
    """The area it lies in."""
    address: str
    """Its address."""
    phone: str | None = None
    """Its telephone."""
    position: PositionInput | None = None
    """Where it is on the map."""
    from_on: date
    """The day on which it opens."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SiteOpened:
    """The site is open."""

    site: Site | None = read()
    """The site."""


@mutation(*KEEPERS)
async def site_open(ctx: Context, input: SiteOpenInput) -> SiteOpened | GridRefusal:
    """Open a service site in an area within reach (开设服务场所)."""
    key = await commands.open_site(
        ctx.actor,
        kind=input.kind,
        code=input.code,
        name=input.name,
        name_en=input.name_en,
        area_id=key_of(input.area_id, "Area"),
        address=input.address,
        phone=input.phone,
        position=_pair(input.position),
        on=input.from_on,
        within=_reach(ctx),
    )
    return SiteOpened(site=key)


@inputs
class SiteUpdateInput:
    """What is said of a site: all of it, as it shall be."""

    site_id: strawberry.ID
    """Which site."""
    name: str
    """Its name."""
    name_en: str | None = None
    """Its name in English."""
    address: str
    """Its address."""
    phone: str | None = None
    """Its telephone."""
    position: PositionInput | None = None
    """Where it is on the map."""
    is_open: bool
    """Whether it serves at present."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SiteUpdated:
    """The site is changed."""

    site: Site | None = read()
    """The site."""


@mutation(*_SITE_KEEPERS)
async def site_update(ctx: Context, input: SiteUpdateInput) -> SiteUpdated | GridRefusal:
    """Change what is said of a site, also by its own manager (修改服务场所)."""
    key = await commands.update_site(
        ctx.actor,
        site_id=key_of(input.site_id, "Site"),
        name=input.name,
        name_en=input.name_en,
        address=input.address,
        phone=input.phone,
        position=_pair(input.position),
        is_open=input.is_open,
        within=Reach.of(ctx.viewer, *_SITE_KEEPERS),
    )
    return SiteUpdated(site=key)


@inputs
class SiteCloseInput:
    """Which site closes for good."""

    site_id: strawberry.ID
    """Which site."""
    on: date
    """The first day on which it is no more."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SiteClosed:
    """The site is closed for good."""

    site: Site | None = read()
    """The site."""


@mutation(*KEEPERS)
async def site_close(ctx: Context, input: SiteCloseInput) -> SiteClosed | GridRefusal:
    """Close a site for good (关闭服务场所)."""
    key = await commands.close_site(
        ctx.actor,
        site_id=key_of(input.site_id, "Site"),
        on=input.on,
        today=ctx.today,
        within=_reach(ctx),
    )
    return SiteClosed(site=key)


def _pair(position: PositionInput | None) -> tuple[float, float] | None:
    return position and (position.longitude, position.latitude)
