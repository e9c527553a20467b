"""Areas, their posts, leaders and modes, and service sites, as clients read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.grid import models, rules
from hub.grid.schema.access import KEEPERS, SIGNED_IN, on_day, under
from hub.grid.schema.listing import AreaFilter, AreaLeaderFilter, AreaLeaderOrder, AreaOrder
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Operation,
    Row,
    column,
    connection,
    enumeration,
    exists,
    expression,
    many,
    node,
    one,
    payload,
    record,
    refusal,
)

for kind in (rules.PostKind, rules.OperatingMode):
    enumeration(kind)


@refusal(rules.GridRefused, rules.GridReason)
class GridRefusal:
    """The grid declines a change (网格操作被拒绝)."""

    taken_code: str | None
    """The code that is taken."""
    earliest: date | None
    """The first day that is possible."""
    count: int | None
    """How many areas and sites are in the way."""
    most: int | None
    """The most characters that are possible."""
    days: int | None
    """How many days ahead an end may lie."""


@strawberry.enum(description="How a position's numbers are to be read (坐标系).")
class Datum(Enum):
    """The reference of longitudes and latitudes."""

    WGS84 = strawberry.enum_value("WGS84", description="As satellites give it (GPS).")
    GCJ02 = strawberry.enum_value("GCJ02", description="As maps in China draw it (火星坐标).")


@payload
class Position:
    """A point on the map (坐标)."""

    longitude: float
    """Degrees east."""
    latitude: float
    """Degrees north."""
    datum: Datum
    """How the numbers are to be read."""


@node(models.Area)
class Area:
    """A node of the grid, from the city down to an entrance (网格区域)."""

    kind: rules.AreaKind
    """Its level."""
    code: str
    """Its code, unique in the city."""
    name: str
    """Its name, without those of the areas above."""
    name_en: str | None
    """Its name in English."""
    full_name: str = expression(
        lambda row: Operation(
            "SELECT string_agg(above.name, ' ' ORDER BY cardinality(above.ancestors))"
            " FROM area above WHERE above.id = ANY({0})",
            row.ancestors,
        )
    )
    """The names from the city down to it, with spaces between."""
    parent: "Area | None" = one()
    """The area it lies in now; null for the city."""
    children: Connection["Area"] = connection(filter=AreaFilter, order=AreaOrder)
    """The areas that lie in it directly, also closed ones."""
    parents: list["AreaParent"] = many(order_by="-from_on")
    """In which areas it has lain, the latest first (隶属沿革)."""
    from_on: date
    """The day since which it exists."""
    until_on: date | None
    """The day on which it was closed."""
    mode: rules.OperatingMode = expression(
        lambda row, viewer: Operation("area_mode_at({0}, {1})", row.ancestors, viewer.now)
    )
    """How it works now: the strictest mode of itself and the areas above (运行状态)."""
    modes: list["AreaMode"] = many(order_by="-from_at")
    """The modes it has declared itself, the latest first."""
    posts: list["AreaPost"] = many(order_by="role_id,seat")
    """The posts it should have, held or vacant."""
    leaders: Connection["AreaLeader"] = connection(filter=AreaLeaderFilter, order=AreaLeaderOrder)
    """Who holds its posts; those who held them before are seen by who keeps the grid."""
    sites: list["Site"] = many(order_by="name")
    """The service sites that lie in it directly."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@record(models.AreaParent)
class AreaParent:
    """In which area an area lay, from a day until a day."""

    parent: Area | None = one()
    """The area it lay in."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it no longer did; null while it does."""
    why: str | None
    """Why it was moved there."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.RoleDefinition)
class RoleDefinition:
    """A post that every area of a kind should have (三长两员)."""

    code: str
    """Its code."""
    name: str
    """Its name."""
    name_en: str
    """Its name in English."""
    kind: rules.PostKind
    """Whether it leads or helps."""
    area_kind: rules.AreaKind
    """The kind of area that has it."""
    seats: int
    """How many an area has of it."""
    source: str
    """The document that says so."""
    from_on: date
    """The day since which it is so."""
    until_on: date | None
    """The day from which it no longer is."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


def is_held(row: Row, viewer: Asker) -> Any:
    """Somebody holds a post today."""
    return exists(
        models.AreaLeader,
        lambda leader: (leader.post_id == row.id) & on_day(leader, viewer.today),
    )


@node(models.AreaPost)
class AreaPost:
    """One seat of a role in an area (网格岗位)."""

    area: Area | None = one()
    """Where it is."""
    role: RoleDefinition | None = one()
    """What its holder does."""
    seat: int
    """Which of the seats it is, from 1."""
    is_vacant: bool = expression(lambda row, viewer: Operation("NOT {0}", is_held(row, viewer)))
    """Whether nobody holds it today; its work then falls to the leader of the area above."""
    holders: list["AreaLeader"] = many(order_by="-from_on")
    """Who holds it, and has held it."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.AreaLeader)
class AreaLeader:
    """Who holds a post, from a day until a day (网格长、楼栋长、单元长)."""

    area: Area | None = one()
    """Where the post is."""
    post: AreaPost | None = one()
    """The post."""
    name: str
    """The name on the notice board."""
    contact_phone: str | None = column(roles=SIGNED_IN)
    """The telephone on the notice board, for who has signed in."""
    is_deputy: bool
    """Whether it is a deputy, who stands in for the holder."""
    is_current: bool = expression(lambda row, viewer: on_day(row, viewer.today))
    """Whether the post is held today."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which the post is no longer held."""
    ended_why: str | None = column(seen=lambda row, viewer: under(row.area_id, viewer, *KEEPERS))
    """Why it ended."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return on_day(row, viewer.today) | under(row.area_id, viewer, *KEEPERS)


@record(models.AreaModeMove)
class AreaModeMove:
    """One step of an operating mode."""

    at: datetime
    """When."""
    from_mode: rules.OperatingMode
    """The mode before."""
    to_mode: rules.OperatingMode
    """The mode after; the same when the expected end was changed."""
    until_at: datetime | None
    """The expected end from then on."""
    why: str
    """Why; EXPIRED when it ended by itself."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.AreaMode)
class AreaMode:
    """A mode out of the ordinary that an area declared for its subtree (平急转换)."""

    area: Area | None = one()
    """Which area."""
    mode: rules.OperatingMode
    """Which mode."""
    authority: str
    """Who decided it."""
    basis: str
    """The law or plan it rests on."""
    reason: str
    """What happened."""
    from_at: datetime
    """From when."""
    until_at: datetime
    """Until when, unless it is renewed."""
    is_current: bool = expression(
        lambda row, viewer: (row.from_at <= viewer.now) & (row.until_at > viewer.now)
    )
    """Whether it is in force now."""
    moves: list[AreaModeMove] = many(order_by="at")
    """What happened to it, in order."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.Site)
class Site:
    """A place that serves people (服务场所)."""

    kind: rules.SiteKind
    """What it is."""
    code: str
    """Its code."""
    name: str
    """Its name."""
    name_en: str | None
    """Its name in English."""
    area: Area | None = one()
    """The area it lies in."""
    address: str
    """Its address."""
    phone: str | None
    """Its telephone."""
    position: Position | None = expression(
        lambda row: Operation(
            "CASE WHEN {0} IS NOT NULL THEN jsonb_build_object("
            "'longitude', {0}, 'latitude', {1}, 'datum', 'WGS84') END",
            row.longitude,
            row.latitude,
        )
    )
    """Where it is on the map, in WGS 84."""
    is_open: bool
    """Whether it serves at present."""
    from_on: date
    """The day on which it opened."""
    until_on: date | None
    """The day on which it closed for good."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE
