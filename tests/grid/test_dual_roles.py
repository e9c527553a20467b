"""Who lives in one place and keeps another has in each what belongs there, and no more."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.grid.models import Area, Site
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.asking import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LEADERS = """query ($id: ID!) { area(id: $id) { leaders(orderBy: NAME) {
    totalCount nodes { name contactPhone endedWhy } } } }"""
UPDATE = """mutation ($input: AreaUpdateInput!) { result: areaUpdate(input: $input) {
    ... on AreaUpdated { area { name } } ... on GridRefusal { reason } } }"""
SITE = """mutation ($input: SiteUpdateInput!) { result: siteUpdate(input: $input) {
    ... on SiteUpdated { site { name } } ... on GridRefusal { reason } } }"""


def gid(row: Any) -> str:
    return global_id(type(row).__name__, row.id)


async def resident_who_is(home: Area, *grants: Grant) -> Viewer:
    """Somebody who lives in an area and has these roles besides."""
    person = await make.resident(await make.compound(home))
    own = Grant(Role.RESIDENT, area_id=person.area_id)
    return Viewer(new_key(), resident_id=person.id, grants=(own, *grants))


async def rename(ask: Ask, by: Viewer, area: Area) -> Any:
    answer = await ask(UPDATE, by=by, now=NOW, input={"areaId": gid(area), "name": "新"})
    return answer["data"]["result"]


async def led(area: Area) -> Area:
    """An area whose post somebody held until the new year, and somebody else holds."""
    post = await make.post(area)
    await make.leader(post, name="前任", until_on=date(2026, 1, 1), ended_why="EXPIRED")
    await make.leader(post, name="现任", from_on=date(2026, 1, 1), contact_phone="13900000000")
    return area


async def test_a_keeper_keeps_the_own_community_and_not_the_one_of_the_own_home(ask: Ask) -> None:
    home, kept = await led(await make.community()), await led(await make.community())
    by = await resident_who_is(home, Grant(Role.COMMUNITY_MANAGER, area_id=kept.id))
    assert await rename(ask, by, kept) == {"area": {"name": "新"}}
    assert await rename(ask, by, home) == {"reason": "NO_SUCH_AREA"}
    assert (await Area.get(id=home.id)).name == home.name
    seen = [
        (await ask(LEADERS, by=by, now=NOW, id=gid(area)))["data"]["area"]["leaders"]
        for area in (home, kept)
    ]
    # Whoever has signed in sees the telephone of who is in office; the past is for who keeps it.
    now = {"name": "现任", "contactPhone": "13900000000", "endedWhy": None}
    assert seen[0] == {"totalCount": 1, "nodes": [now]}
    assert [(node["name"], node["endedWhy"]) for node in seen[1]["nodes"]] == [
        ("前任", "EXPIRED"),
        ("现任", None),
    ]


async def test_two_roles_in_two_places_do_not_add_up_to_both_in_each(ask: Ask) -> None:
    kept, other = await make.community(), await make.community()
    ours, theirs = [await make.site(area, name="食堂") for area in (kept, other)]
    by = await resident_who_is(
        other,
        Grant(Role.COMMUNITY_MANAGER, area_id=kept.id),
        Grant(Role.CANTEEN_MANAGER, site_id=theirs.id),
    )
    assert await rename(ask, by, other) == {"reason": "NO_SUCH_AREA"}
    elsewhere = await make.site(other, name="食堂")
    for site, may in ((ours, True), (theirs, True), (elsewhere, False)):
        given = {"siteId": gid(site), "name": "新食堂", "address": "玉泉路 1 号", "isOpen": True}
        answer = await ask(SITE, by=by, now=NOW, input=given)
        result = {"site": {"name": "新食堂"}} if may else {"reason": "NO_SUCH_SITE"}
        assert answer["data"]["result"] == result
        assert (await Site.get(id=site.id)).name == ("新食堂" if may else "食堂")


async def test_who_only_lives_somewhere_changes_nothing_there(ask: Ask) -> None:
    home = await make.community()
    by = await resident_who_is(home)
    answer = await ask(UPDATE, by=by, now=NOW, input={"areaId": gid(home), "name": "新"})
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    assert (await Area.get(id=home.id)).name == home.name
