"""The grid over GraphQL: walking it up and down, changing it within one's reach."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.grid.models import Area, AreaMode, Site
from hub.grid.rules import AreaKind, OperatingMode
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.asking import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def keeper(area: Area | None = None, role: Role = Role.COMMUNITY_MANAGER) -> Viewer:
    return Viewer(new_key(), grants=(Grant(role, area_id=area.id if area else None),))


CITY = keeper(None, Role.CITY_ADMINISTRATOR)


def gid(area: Any) -> str:
    return global_id(type(area).__name__, area.id)


async def run(
    ask: Ask, mutation: str, selection: str, by: Viewer, /, **fields: Any
) -> dict[str, Any]:
    """Run one mutation; its result."""
    type_ = mutation[0].upper() + mutation[1:]
    answer = await ask(
        f"mutation ($input: {type_}Input!) {{ {mutation}(input: $input) {{ __typename {selection} "
        "... on GridRefusal { reason field message } } }",
        by=by,
        now=NOW,
        input=fields,
    )
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"][mutation]
    return found


async def test_anybody_walks_the_grid_up_and_down(ask: Ask) -> None:
    city = await make.city(name="华阴市")
    township = await make.township(city, name="太华路街道")
    community = await make.community(township, name="玉泉社区", code="YQ")
    for name in ("乙小区", "甲小区"):
        await make.compound(community, name=name)
    answer = await ask(
        """query ($id: ID!) {
            areaByCode(code: "YQ") {
                id fullName mode parent { name parent { name parent { name } } }
                children(orderBy: NAME) { totalCount nodes { name kind parent { code } } }
            }
            areaPath(id: $id) { name }
            areas(filter: {withinId: $id, kinds: [COMPOUND]}) { totalCount }
        }""",
        now=NOW,
        id=gid(community),
    )
    assert "errors" not in answer, answer
    found = answer["data"]["areaByCode"]
    assert found["id"] == gid(community)
    assert found["fullName"] == "华阴市 太华路街道 玉泉社区"
    assert found["mode"] == "NORMAL"
    assert found["parent"]["parent"] == {"name": "华阴市", "parent": None}
    assert [node["name"] for node in found["children"]["nodes"]] == ["乙小区", "甲小区"]
    assert [area["name"] for area in answer["data"]["areaPath"]] == [
        "华阴市",
        "太华路街道",
        "玉泉社区",
    ]
    assert answer["data"]["areas"] == {"totalCount": 2}


async def test_a_manager_moves_a_building_and_its_past_can_be_asked(ask: Ask) -> None:
    township = await make.township()
    old, new = await make.community(township), await make.community(township)
    building = await make.building(old)
    entrance = await make.entrance(building)
    fields = {"areaId": gid(building), "parentId": gid(new), "on": "2026-05-01", "why": "调整"}
    refused = await run(ask, "areaMove", "", keeper(old), **fields)
    assert (refused["reason"], refused["field"]) == ("NO_SUCH_AREA", "parentId")
    moved = await run(
        ask,
        "areaMove",
        "... on AreaMoved { area { parent { id } parents { fromOn untilOn parent { id } } } }",
        keeper(township),
        **fields,
    )
    assert moved["area"]["parent"]["id"] == gid(new)
    assert [p["parent"]["id"] for p in moved["area"]["parents"]] == [gid(new), gid(old)]
    document = """query ($id: ID!, $on: Date!) {
        areaOnDay(id: $id, on: $on) { path { id } subtreeSize }
    }"""
    for on, parent in [("2026-04-30", old), ("2026-05-01", new)]:
        answer = await ask(document, id=gid(entrance), on=on)
        path = [area["id"] for area in answer["data"]["areaOnDay"]["path"]]
        assert path[-3:] == [gid(parent), gid(building), gid(entrance)]
    for absent in ("Area_x", gid(await make.site())):
        assert (await ask(document, id=absent, on="2026-01-01"))["data"] == {"areaOnDay": None}


async def test_areas_are_created_renamed_and_closed_within_reach(ask: Ask) -> None:
    community = await make.community()
    by = keeper(community)
    created = await run(
        ask,
        "areaCreate",
        "... on AreaCreated { area { id kind code fromOn } }",
        by,
        kind="COMPOUND",
        code="x-1",
        name="玉泉小区",
        parentId=gid(community),
        idempotencyKey="k",
    )
    assert created["area"]["code"] == "X-1"
    assert created["area"]["fromOn"] == "2026-06-01"
    area_id = created["area"]["id"]
    selection = "... on AreaUpdated { area { name nameEn } }"
    updated = await run(ask, "areaUpdate", selection, by, areaId=area_id, name="新", nameEn="New")
    assert updated["area"] == {"name": "新", "nameEn": "New"}
    refused = await run(ask, "areaUpdate", "", by, areaId=area_id, name="")
    assert refused["message"] == "This must be filled in."
    stranger = await run(
        ask, "areaUpdate", "", keeper(await make.community()), areaId=area_id, name="x"
    )
    assert stranger["reason"] == "NO_SUCH_AREA"
    selection = "... on AreaClosed { area { untilOn } }"
    closed = await run(ask, "areaClose", selection, by, areaId=area_id, on="2026-06-01")
    assert closed["area"] == {"untilOn": "2026-06-01"}


async def test_vacant_posts_are_listed_and_their_work_falls_to_the_level_above(ask: Ask) -> None:
    community = await make.community()
    building, elsewhere = await make.building(community), await make.building()
    role = await make.role_definition(AreaKind.BUILDING)
    post, _ = await make.post(building, role), await make.post(elsewhere, role)
    await make.leader(await make.post(community), name="社区书记")
    by = keeper(community)
    document = "{ vacantPosts { totalCount nodes { id area { id } role { name } isVacant } } }"
    vacant = (await ask(document, by=by, now=NOW))["data"]["vacantPosts"]
    assert [node["id"] for node in vacant["nodes"]] == [gid(post)]
    asked = """query ($areaId: ID!, $roleId: ID!) {
        areaInCharge(areaId: $areaId, roleId: $roleId) {
            isEscalated leader { name contactPhone area { id } }
        }
    }"""
    place = {"areaId": gid(building), "roleId": gid(role)}
    found = (await ask(asked, by=by, now=NOW, **place))["data"]["areaInCharge"]
    assert found["isEscalated"] is True
    assert found["leader"]["name"] == "社区书记"
    appointed = await run(
        ask,
        "areaLeaderAppoint",
        "... on AreaLeaderAppointed { leader { id isCurrent post { isVacant } } }",
        by,
        postId=gid(post),
        name="李建国",
        contactPhone="13900000000",
        fromOn="2026-05-01",
    )
    assert appointed["leader"]["isCurrent"] is True
    assert appointed["leader"]["post"] == {"isVacant": False}
    assert (await ask(document, by=by, now=NOW))["data"]["vacantPosts"]["totalCount"] == 0
    again = await run(
        ask, "areaLeaderAppoint", "", by, postId=gid(post), name="王", fromOn="2026-06-01"
    )
    assert again["reason"] == "POST_HELD"
    ended = await run(
        ask,
        "areaLeaderEnd",
        "... on AreaLeaderEnded { leader { untilOn endedWhy } }",
        by,
        leaderId=appointed["leader"]["id"],
        on="2026-06-01",
        why="搬迁",
    )
    assert ended["leader"] == {"untilOn": "2026-06-01", "endedWhy": "搬迁"}


async def test_the_public_sees_todays_leaders_but_no_telephones_and_no_past(ask: Ask) -> None:
    building = await make.building()
    post = await make.post(building)
    await make.leader(post, name="前任", until_on=date(2026, 1, 1))
    await make.leader(post, name="现任", from_on=date(2026, 1, 1))
    document = """query ($id: ID!) { area(id: $id) {
        leaders(orderBy: NAME) { totalCount nodes { name contactPhone endedWhy } }
    } }"""
    seen = (await ask(document, now=NOW, id=gid(building)))["data"]["area"]["leaders"]
    assert seen == {
        "totalCount": 1,
        "nodes": [{"name": "现任", "contactPhone": None, "endedWhy": None}],
    }
    kept = await ask(document, by=keeper(building), now=NOW, id=gid(building))
    assert kept["data"]["area"]["leaders"]["totalCount"] == 2
    assert kept["data"]["area"]["leaders"]["nodes"][0]["contactPhone"] == "13900000000"


async def test_a_mode_is_declared_inherited_renewed_and_wound_up(ask: Ask) -> None:
    community = await make.community()
    compound = await make.compound(community)
    by = keeper(community)
    selection = (
        "... on %s { areaMode { id mode isCurrent untilAt area { mode } moves { toMode } } }"
    )
    declared = await run(
        ask,
        "areaModeDeclare",
        selection % "AreaModeDeclared",
        by,
        areaId=gid(community),
        mode="EMERGENCY",
        authority="市应急委",
        basis="防汛预案",
        reason="暴雨",
        untilAt="2026-06-03T00:00:00+08:00",
    )
    key = declared["areaMode"]["id"]
    assert declared["areaMode"]["area"] == {"mode": "EMERGENCY"}
    document = "query ($id: ID!) { area(id: $id) { mode modes { mode } } }"
    below = (await ask(document, now=NOW, id=gid(compound)))["data"]["area"]
    assert below == {"mode": "EMERGENCY", "modes": []}
    counted = "{ areas(mode: EMERGENCY, filter: {kinds: [COMPOUND]}) { totalCount } }"
    assert (await ask(counted, now=NOW))["data"]["areas"] == {"totalCount": 1}
    assert (await ask(counted, now=datetime(2026, 7, 1, tzinfo=UTC)))["data"]["areas"] == {
        "totalCount": 0
    }
    ended = await run(ask, "areaModeEnd", "", by, areaModeId=key, why="x")
    assert ended["reason"] == "MODE_MOVE_NOT_ALLOWED"
    renewed = await run(
        ask,
        "areaModeRenew",
        selection % "AreaModeRenewed",
        by,
        areaModeId=key,
        untilAt="2026-06-05T00:00:00+08:00",
        why="仍有险情",
    )
    assert renewed["areaMode"]["untilAt"] == "2026-06-05T00:00:00+08:00"
    assert [move["toMode"] for move in renewed["areaMode"]["moves"]] == ["EMERGENCY"] * 2
    stranger = keeper(await make.community())
    assert (await run(ask, "areaModeEnd", "", stranger, areaModeId=key, why="x"))["reason"] == (
        "NO_SUCH_AREA"
    )
    await AreaMode.all().update(mode=OperatingMode.RECOVERY)
    over = await run(
        ask, "areaModeEnd", selection % "AreaModeEnded", by, areaModeId=key, why="恢复"
    )
    assert over["areaMode"]["isCurrent"] is False
    assert over["areaMode"]["area"] == {"mode": "NORMAL"}


async def test_sites_open_lie_on_the_map_and_close(ask: Ask) -> None:
    community = await make.community()
    opened = await run(
        ask,
        "siteOpen",
        "... on SiteOpened { site { id position { longitude latitude datum } isOpen } }",
        keeper(community),
        kind="CANTEEN",
        code="C1",
        name="玉泉食堂",
        areaId=gid(community),
        address="玉泉路 1 号",
        position={"longitude": 110.09, "latitude": 34.57},
        fromOn="2026-05-01",
    )
    site_id = opened["site"]["id"]
    assert opened["site"]["position"] == {
        "longitude": 110.09,
        "latitude": 34.57,
        "datum": "WGS84",
    }
    site = await Site.get()
    manager = Viewer(new_key(), grants=(Grant(Role.CANTEEN_MANAGER, site_id=site.id),))
    updated = await run(
        ask,
        "siteUpdate",
        "... on SiteUpdated { site { isOpen position { datum } phone } }",
        manager,
        siteId=site_id,
        name="玉泉食堂",
        address="玉泉路 2 号",
        phone="09134612345",
        isOpen=False,
    )
    assert updated["site"] == {"isOpen": False, "position": None, "phone": "09134612345"}
    found = await ask(
        "query ($id: ID!) { sites(filter: {withinId: $id, isOpen: false}) { nodes { id } } }",
        id=gid(community),
    )
    assert found["data"]["sites"]["nodes"] == [{"id": site_id}]
    closed = await run(
        ask,
        "siteClose",
        "... on SiteClosed { site { untilOn } }",
        keeper(community),
        siteId=site_id,
        on="2026-06-01",
    )
    assert closed["site"] == {"untilOn": "2026-06-01"}


async def test_only_the_city_says_which_posts_there_should_be(ask: Ask) -> None:
    building = await make.building()
    fields = {
        "code": "BL",
        "name": "楼栋长",
        "nameEn": "Building leader",
        "kind": "LEADER",
        "areaKind": "BUILDING",
        "source": "办法第三条",
        "fromOn": "2026-01-01",
    }
    defined = await run(
        ask, "roleDefine", "... on RoleDefined { role { code seats source } }", CITY, **fields
    )
    assert defined["role"] == {"code": "BL", "seats": 1, "source": "办法第三条"}
    answer = await ask(
        """query ($id: ID!) {
            area(id: $id) { posts { isVacant role { nameEn } } }
            roleDefinitions { code }
        }""",
        by=NOBODY,
        now=NOW,
        id=gid(building),
    )
    assert answer["data"] == {
        "area": {"posts": [{"isVacant": True, "role": {"nameEn": "Building leader"}}]},
        "roleDefinitions": [{"code": "BL"}],
    }
