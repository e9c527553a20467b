"""Areas that come, move and go, and what is remembered of it."""

import asyncio
from datetime import date
from uuid import UUID

import asyncpg
import pytest

from hub.grid import commands, reads
from hub.grid.models import Area, AreaParent, AreaPost
from hub.grid.rules import AreaKind, GridReason, GridRefused, Reach
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from tests import make

pytestmark = pytest.mark.anyio
BY = Actor.job("test")
JAN, JUNE, TODAY = date(2026, 1, 1), date(2026, 6, 1), date(2026, 11, 20)


@pytest.mark.usefixtures("database")
async def test_a_new_area_knows_its_path_its_parent_and_its_vacant_posts() -> None:
    building = await make.building()
    await make.role_definition(AreaKind.ENTRANCE, seats=2)
    key = await commands.create_area(
        BY, kind=AreaKind.ENTRANCE, code="e-1", name=" 一单元 ", parent_id=building.id, on=JAN
    )
    area = await Area.get(id=key)
    assert (area.code, area.name, area.ancestors) == ("E-1", "一单元", [*building.ancestors, key])
    assert await reads.path_on(key, JUNE) == area.ancestors
    assert [post.seat for post in await AreaPost.filter(area_id=key).order_by("seat")] == [1, 2]


@pytest.mark.usefixtures("database")
async def test_a_code_belongs_to_one_area() -> None:
    city = await make.city()
    await make.township(city, code="T-1")
    with pytest.raises(GridRefused) as refused:
        await commands.create_area(
            BY, kind=AreaKind.TOWNSHIP, code="t-1", name="镇", parent_id=city.id, on=JAN
        )
    assert refused.value.reason is GridReason.CODE_TAKEN
    assert refused.value.message("en") == "The code T-1 is taken."


@pytest.mark.usefixtures("database")
async def test_an_entrance_does_not_lie_in_a_city() -> None:
    city = await make.city()
    with pytest.raises(GridRefused) as refused:
        await commands.create_area(
            BY, kind=AreaKind.ENTRANCE, code="E", name="单元", parent_id=city.id, on=JAN
        )
    assert refused.value.reason is GridReason.WRONG_PARENT


async def moved_building() -> tuple[Area, Area, Area, Area]:
    """A building with an entrance, moved from one community to another on 1 June."""
    township = await make.township()
    old, new = await make.community(township), await make.community(township)
    building = await make.building(old)
    entrance = await make.entrance(building)
    await commands.move_area(
        BY, area_id=building.id, parent_id=new.id, on=JUNE, why="社区调整", today=TODAY
    )
    return old, new, building, entrance


@pytest.mark.usefixtures("database")
async def test_a_moved_building_takes_its_entrances_along() -> None:
    old, new, building, entrance = await moved_building()
    below = await Area.get(id=entrance.id)
    assert below.ancestors == [*new.ancestors, building.id, entrance.id]
    assert below.parent_id == building.id
    assert set(await reads.subtree(new.id)) == {new.id, building.id, entrance.id}
    assert await reads.subtree(old.id) == [old.id]


@pytest.mark.usefixtures("database")
async def test_a_moved_building_keeps_its_history() -> None:
    old, new, building, entrance = await moved_building()
    before, after = date(2026, 5, 31), JUNE
    assert await reads.path_on(entrance.id, before) == entrance.ancestors
    assert await reads.path_on(entrance.id, after) == [*new.ancestors, building.id, entrance.id]
    assert set(await reads.subtree_on(old.id, before)) == {old.id, building.id, entrance.id}
    assert await reads.subtree_on(old.id, after) == [old.id]
    assert await AreaParent.filter(area_id=building.id).count() == 2


@pytest.mark.usefixtures("database")
async def test_a_move_is_not_recorded_before_it_happens_or_before_the_last_one() -> None:
    old, _, building, _ = await moved_building()
    for on, reason in [
        (date(2026, 11, 21), GridReason.IN_THE_FUTURE),
        (date(2026, 5, 31), GridReason.TOO_EARLY),
    ]:
        with pytest.raises(GridRefused) as refused:
            await commands.move_area(
                BY, area_id=building.id, parent_id=old.id, on=on, why="x", today=TODAY
            )
        assert refused.value.reason is reason


async def test_the_database_keeps_one_parent_a_day(database: asyncpg.Connection) -> None:
    building = await make.building()
    other = await make.compound()
    with pytest.raises(asyncpg.ExclusionViolationError, match="area_parent_one_at_a_time"):
        await database.execute(
            "INSERT INTO area_parent (id, area_id, parent_id, from_on) VALUES ($1, $2, $3, $4)",
            new_key(),
            building.id,
            other.id,
            JUNE,
        )


async def test_the_database_refuses_a_path_that_misses_the_parent(
    database: asyncpg.Connection,
) -> None:
    building = await make.building()
    with pytest.raises(asyncpg.CheckViolationError, match="area_path_goes_through_its_parent"):
        await database.execute("UPDATE area SET ancestors = ARRAY[id] WHERE id = $1", building.id)


@pytest.mark.usefixtures("database")
async def test_an_area_is_closed_when_nothing_lies_in_it() -> None:
    building = await make.building()
    entrance = await make.entrance(building)
    with pytest.raises(GridRefused) as refused:
        await commands.close_area(BY, area_id=building.id, on=JUNE, today=TODAY)
    assert refused.value.facts == {"count": 1}
    await commands.close_area(BY, area_id=entrance.id, on=JUNE, today=TODAY)
    await commands.close_area(BY, area_id=building.id, on=JUNE, today=TODAY)
    assert (await Area.get(id=building.id)).until_on == JUNE
    assert await reads.path_on(entrance.id, JUNE) == [entrance.id]
    assert await reads.path_on(entrance.id, JAN) == entrance.ancestors


@pytest.mark.usefixtures("database")
async def test_what_is_out_of_reach_is_refused_as_if_it_were_not_there() -> None:
    mine, other = await make.community(), await make.community()
    building = await make.building(mine)
    within = Reach(area_ids=frozenset({mine.id}))
    for area, parent in [(building.id, other.id), (other.id, mine.id)]:
        with pytest.raises(GridRefused) as refused:
            await commands.move_area(
                BY, area_id=area, parent_id=parent, on=JUNE, why="x", today=TODAY, within=within
            )
        assert refused.value.reason is GridReason.NO_SUCH_AREA


@pytest.mark.usefixtures("database")
async def test_only_the_city_makes_or_moves_the_top_of_somebodys_reach() -> None:
    township = await make.township()
    mine = await make.community(township)
    within = Reach(area_ids=frozenset({mine.id}))
    with pytest.raises(GridRefused):
        await commands.create_area(
            BY, kind=AreaKind.CITY, code="CITY", name="市", on=JAN, within=within
        )
    with pytest.raises(GridRefused):
        await commands.move_area(
            BY,
            area_id=mine.id,
            parent_id=township.id,
            on=JUNE,
            why="x",
            today=TODAY,
            within=within,
        )


async def test_what_is_added_below_a_moving_area_goes_along(committed_database: str) -> None:
    township = await make.township()
    old, new = await make.community(township), await make.community(township)
    compound = await make.compound(old)

    async def add(number: int) -> UUID:
        return await commands.create_area(
            BY,
            kind=AreaKind.BUILDING,
            code=f"B-{number}",
            name="楼",
            parent_id=compound.id,
            on=JAN,
        )

    async def move(target: Area) -> None:
        await commands.move_area(
            BY, area_id=compound.id, parent_id=target.id, on=JUNE, why="x", today=TODAY
        )

    await asyncio.gather(*map(add, range(10)), move(new), *map(add, range(10, 20)))
    buildings = await Area.filter(parent_id=compound.id)
    assert len(buildings) == 20
    for building in buildings:
        assert building.ancestors == [*new.ancestors, compound.id, building.id]
