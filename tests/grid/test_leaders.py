"""Posts of areas: held, vacant, and whose work a vacant one's is."""

from datetime import date

import asyncpg
import pytest

from hub.grid import commands, reads
from hub.grid.models import AreaLeader, AreaPost
from hub.grid.rules import AreaKind, GridReason, GridRefused, PostKind, Reach
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
BY = Actor.job("test")
JAN, JUNE = date(2026, 1, 1), date(2026, 6, 1)


async def test_a_new_role_gives_every_area_of_its_kind_a_vacant_post() -> None:
    building = await make.building()
    await make.building(until_on=JAN)
    await make.entrance(building)
    role = await commands.define_role(
        BY,
        code="BUILDING_LEADER",
        name="楼栋长",
        name_en="Building leader",
        kind=PostKind.LEADER,
        area_kind=AreaKind.BUILDING,
        seats=1,
        source="网格化服务管理办法",
        on=JAN,
    )
    assert [post.area_id for post in await AreaPost.filter(role_id=role)] == [building.id]


async def test_a_post_has_one_holder_and_one_deputy_a_day() -> None:
    post = await make.post(await make.building())
    facts = {"post_id": post.id, "from_on": JAN}
    first = await commands.appoint_leader(BY, name="李建国", **facts)  # type: ignore[arg-type]
    await commands.appoint_leader(BY, name="赵敏", is_deputy=True, **facts)  # type: ignore[arg-type]
    with pytest.raises(GridRefused) as refused:
        await commands.appoint_leader(BY, name="孙强", **facts)  # type: ignore[arg-type]
    assert refused.value.reason is GridReason.POST_HELD
    await commands.end_leader(BY, leader_id=first, on=JUNE, why="搬迁")
    await commands.appoint_leader(BY, post_id=post.id, name="孙强", from_on=JUNE)
    assert await AreaLeader.filter(post_id=post.id).count() == 3


async def test_a_leader_who_is_a_resident_must_be_one() -> None:
    post = await make.post(await make.building())
    with pytest.raises(GridRefused) as refused:
        await commands.appoint_leader(
            BY, post_id=post.id, name="无名", resident_id=new_key(), from_on=JAN
        )
    assert refused.value.reason is GridReason.NO_SUCH_RESIDENT
    resident = await make.resident()
    await commands.appoint_leader(
        BY, post_id=post.id, name="王淑芬", resident_id=resident.id, from_on=JAN
    )


async def test_the_work_of_a_vacant_post_falls_to_the_leader_above() -> None:
    community = await make.community()
    building = await make.building(community)
    entrance = await make.entrance(building)
    role = await make.role_definition(AreaKind.ENTRANCE)
    post = await make.post(entrance, role)
    assert await reads.in_charge(entrance.id, role.id, JUNE) is None
    top = await make.leader(await make.post(community), name="社区书记")
    officer = await make.role_definition(AreaKind.BUILDING, kind=PostKind.OFFICER)
    await make.leader(await make.post(building, officer), name="信息员")
    found = await reads.in_charge(entrance.id, role.id, JUNE)
    assert found is not None
    assert (found.leader_id, found.area_id) == (top.id, community.id)
    await make.leader(post, name="单元长", until_on=JUNE)
    held = await reads.in_charge(entrance.id, role.id, date(2026, 5, 31))
    assert held is not None
    assert held.name == "单元长"
    vacant = await reads.in_charge(entrance.id, role.id, JUNE)
    assert vacant is not None
    assert vacant.name == "社区书记"


async def test_an_end_before_the_start_or_after_the_end_is_refused() -> None:
    leader = await make.leader(await make.post(await make.building()), from_on=JAN, until_on=JUNE)
    for on, reason in [
        (date(2025, 12, 31), GridReason.TOO_EARLY),
        (JUNE, GridReason.ALREADY_ENDED),
    ]:
        with pytest.raises(GridRefused) as refused:
            await commands.end_leader(BY, leader_id=leader.id, on=on, why="x")
        assert refused.value.reason is reason


async def test_posts_outside_the_reach_are_not_there() -> None:
    post = await make.post(await make.building())
    leader = await make.leader(post)
    within = Reach(area_ids=frozenset({new_key()}))
    with pytest.raises(GridRefused) as refused:
        await commands.appoint_leader(BY, post_id=post.id, name="x", from_on=JAN, within=within)
    assert refused.value.reason is GridReason.NO_SUCH_POST
    with pytest.raises(GridRefused) as refused:
        await commands.end_leader(BY, leader_id=leader.id, on=JUNE, why="x", within=within)
    assert refused.value.reason is GridReason.NO_SUCH_LEADER


async def test_the_database_keeps_one_holder_a_post(database: asyncpg.Connection) -> None:
    post = await make.post(await make.building())
    await make.leader(post)
    with pytest.raises(Exception, match="area_leader_one_a_post"):
        await make.leader(post, from_on=JUNE)
