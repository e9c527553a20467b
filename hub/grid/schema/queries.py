"""What is asked about the grid: areas up and down, vacant posts, who is in charge, sites."""

from datetime import date

import strawberry

from hub.grid import reads, rules
from hub.grid.schema.access import KEEPERS, SIGNED_IN, under
from hub.grid.schema.listing import (
    AreaFilter,
    AreaLeaderFilter,
    AreaLeaderOrder,
    AreaOrder,
    AreaPostFilter,
    AreaPostOrder,
    SiteFilter,
    SiteOrder,
)
from hub.grid.schema.types import Area, AreaLeader, AreaPost, RoleDefinition, Site, is_held
from hub.kernel.access import Role
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Context,
    Operation,
    Row,
    is_unset,
    key_of,
    payload,
    read,
    resolver,
    root,
)


@root(EVERYBODY)
def area(row: Row, viewer: Asker, id: strawberry.ID) -> Area | None:
    """One area (区域).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "Area")


@root(EVERYBODY)
def area_by_code(row: Row, viewer: Asker, code: str) -> Area | None:
    """The area with a code (按编码取区域).

    Args:
        code: Its code, as it is written on the plan.
    """
    return row.code == code


@root(EVERYBODY, filter=AreaFilter, order=AreaOrder)
def areas(row: Row, viewer: Asker, mode: rules.OperatingMode | None = None) -> Connection[Area]:
    """Areas; a whole subtree by the filter `withinId` (区域列表).

    Args:
        mode: Only those that work in this mode now.
    """
    if mode is None:
        return EVERYONE
    return Operation("area_mode_at({0}, {1}) = {2}", row.ancestors, viewer.now, mode)


@root(EVERYBODY, order_by="ancestors", limit=6)
def area_path(row: Row, viewer: Asker, id: strawberry.ID) -> list[Area]:
    """The areas that an area lies in now, from the city down to itself (上级路径).

    Args:
        id: Which area.
    """
    return Operation(
        "{0} = ANY(ARRAY(SELECT unnest(below.ancestors) FROM area below WHERE below.id = {1}))",
        row.id,
        key_of(id, "Area"),
    )


@payload
class AreaOnDay:
    """Where an area lay on a day, and what lay below it."""

    path: list[Area] = read()
    """The areas it lay in, from the city down to itself."""
    subtree_size: int
    """How many areas lay below it, itself counted."""


@resolver(EVERYBODY)
async def area_on_day(ctx: Context, id: strawberry.ID, on: date) -> AreaOnDay | None:
    """Where an area lay on a day, by its history; null when there is no such area (历史隶属).

    Args:
        id: Which area.
        on: The day.
    """
    key = key_of(id, "Area")
    if await reads.path(key) is None:
        return None
    return AreaOnDay(
        path=await reads.path_on(key, on), subtree_size=len(await reads.subtree_on(key, on))
    )


@payload
class AreaInCharge:
    """Who answers for something in an area."""

    leader: AreaLeader | None = read()
    """The appointment."""
    is_escalated: bool
    """Whether the post itself is vacant, so that a leader above does its work."""


@resolver(*SIGNED_IN)
async def area_in_charge(
    ctx: Context, area_id: strawberry.ID, role_id: strawberry.ID
) -> AreaInCharge | None:
    """Who does the work of a post in an area today; null when nobody does (责任人).

    Args:
        area_id: The area.
        role_id: The role of the post.
    """
    key, role = key_of(area_id, "Area"), key_of(role_id, "RoleDefinition")
    found = await reads.in_charge(key, role, ctx.today)
    if found is None:
        return None
    return AreaInCharge(leader=found.leader_id, is_escalated=found.area_id != key)


@root(EVERYBODY, order_by="area_kind,code")
def role_definitions(row: Row, viewer: Asker) -> list[RoleDefinition]:
    """The posts that areas should have, by kind of area (岗位设置)."""
    return EVERYONE


@root(*SIGNED_IN, filter=AreaLeaderFilter, order=AreaLeaderOrder)
def area_leaders(row: Row, viewer: Asker) -> Connection[AreaLeader]:
    """Who holds posts today; former holders are seen by who keeps the grid (网格长列表)."""
    return EVERYONE


@root(*KEEPERS, Role.CIVIL_AFFAIRS_AUDITOR, filter=AreaPostFilter, order=AreaPostOrder)
def vacant_posts(row: Row, viewer: Asker) -> Connection[AreaPost]:
    """Posts of open areas within reach that nobody holds today (空缺岗位)."""
    vacant = Operation("NOT {0}", is_held(row, viewer)) & is_unset(row.area.until_on)
    return vacant & under(row.area_id, viewer, *KEEPERS, Role.CIVIL_AFFAIRS_AUDITOR)


@root(EVERYBODY, filter=SiteFilter, order=SiteOrder)
def sites(row: Row, viewer: Asker) -> Connection[Site]:
    """Service sites (服务场所)."""
    return EVERYONE


@root(EVERYBODY)
def site(row: Row, viewer: Asker, id: strawberry.ID) -> Site | None:
    """One service site (服务场所).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "Site")
