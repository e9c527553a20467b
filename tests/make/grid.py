"""Areas, their posts and leaders, their modes, and sites."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from hub.grid.models import Area, AreaLeader, AreaMode, AreaParent, AreaPost, RoleDefinition, Site
from hub.grid.rules import AreaKind, OperatingMode, PostKind, SiteKind
from hub.kernel.ids import new_key

_numbers = count(1)
_LONG_AGO = date(2020, 1, 1)


async def area(
    kind: AreaKind = AreaKind.COMMUNITY, parent: Area | None = None, **facts: Any
) -> Area:
    """An area below another, with its parent history. Without a parent it is a city."""
    key, number = new_key(), next(_numbers)
    kind = kind if parent else AreaKind.CITY
    values: dict[str, Any] = {"code": f"AREA-{number}", "name": f"{kind.value.title()} {number}"}
    row = await Area.create(
        id=key,
        kind=kind,
        parent_id=parent and parent.id,
        ancestors=[*(parent.ancestors if parent else ()), key],
        **{"from_on": _LONG_AGO, **values, **facts},
    )
    if parent:
        await AreaParent.create(id=new_key(), area_id=key, parent_id=parent.id, from_on=row.from_on)
    return row


async def city(**facts: Any) -> Area:
    """A city, the top of a grid."""
    return await area(AreaKind.CITY, None, **facts)


async def township(parent: Area | None = None, **facts: Any) -> Area:
    """A township, by default in a city of its own."""
    return await area(AreaKind.TOWNSHIP, parent or await city(), **facts)


async def community(parent: Area | None = None, **facts: Any) -> Area:
    """A community, by default in a township and city of its own."""
    return await area(AreaKind.COMMUNITY, parent or await township(), **facts)


async def compound(parent: Area | None = None, **facts: Any) -> Area:
    """A compound, by default in a community of its own."""
    return await area(AreaKind.COMPOUND, parent or await community(), **facts)


async def building(parent: Area | None = None, **facts: Any) -> Area:
    """A building, by default in a compound of its own."""
    return await area(AreaKind.BUILDING, parent or await compound(), **facts)


async def entrance(parent: Area | None = None, **facts: Any) -> Area:
    """An entrance, by default in a building of its own."""
    return await area(AreaKind.ENTRANCE, parent or await building(), **facts)


async def site(area: Area | None = None, **facts: Any) -> Site:
    """A canteen that is open, by default in a community of its own."""
    number = next(_numbers)
    place = area or await community()
    values: dict[str, Any] = {
        "kind": SiteKind.CANTEEN,
        "code": f"SITE-{number}",
        "name": f"Site {number}",
        "address": "中山路 1 号",
        "from_on": _LONG_AGO,
    }
    return await Site.create(id=new_key(), area_id=place.id, **{**values, **facts})


async def role_definition(area_kind: AreaKind = AreaKind.BUILDING, **facts: Any) -> RoleDefinition:
    """A leader's post that areas of a kind should have."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "code": f"ROLE-{number}",
        "name": "楼栋长",
        "name_en": "Building leader",
        "kind": PostKind.LEADER,
        "source": "Test",
        "from_on": _LONG_AGO,
    }
    return await RoleDefinition.create(id=new_key(), area_kind=area_kind, **{**values, **facts})


async def post(area: Area, role: RoleDefinition | None = None, **facts: Any) -> AreaPost:
    """A seat in an area, vacant."""
    definition = role or await role_definition(area.kind)
    return await AreaPost.create(
        id=new_key(), area_id=area.id, role_id=definition.id, **{"seat": 1, **facts}
    )


async def leader(post: AreaPost, **facts: Any) -> AreaLeader:
    """Somebody in a post."""
    values: dict[str, Any] = {
        "name": "李建国",
        "contact_phone": "13900000000",
        "from_on": _LONG_AGO,
    }
    return await AreaLeader.create(
        id=new_key(), post_id=post.id, area_id=post.area_id, **{**values, **facts}
    )


async def mode(area: Area, mode: OperatingMode, **facts: Any) -> AreaMode:
    """A mode that an area declared at noon on 1 June 2026, for a day."""
    at = datetime(2026, 6, 1, 4, tzinfo=UTC)
    values: dict[str, Any] = {
        "authority": "市应急委",
        "basis": "应急预案",
        "reason": "暴雨",
        "from_at": at,
        "until_at": at + timedelta(days=1),
    }
    return await AreaMode.create(id=new_key(), area_id=area.id, mode=mode, **{**values, **facts})
