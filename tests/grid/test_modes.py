"""Operating modes: declared for a subtree, strictest wins, over by themselves unless renewed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.grid import commands, reads
from hub.grid.jobs import close_ended_modes
from hub.grid.models import AreaMode, AreaModeMove
from hub.grid.rules import (
    LONGEST_MODE,
    STRICTNESS,
    GridReason,
    GridRefused,
    OperatingMode,
    Reach,
    strictest,
)
from hub.kernel.context import Actor
from tests import make

pytestmark = pytest.mark.anyio
BY = Actor.job("test")
NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def declare(area_id: UUID, mode: OperatingMode, **facts: object) -> UUID:
    values = {
        "authority": "市应急委",
        "basis": "防汛应急预案",
        "reason": "暴雨红色预警",
        "until_at": NOW + 24 * HOUR,
        "now": NOW,
    }
    return await commands.declare_mode(BY, area_id=area_id, mode=mode, **{**values, **facts})  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(OperatingMode)))
def test_the_strictest_mode_wins(modes: list[OperatingMode]) -> None:
    assert all(STRICTNESS.index(mode) <= STRICTNESS.index(strictest(modes)) for mode in modes)


@pytest.mark.usefixtures("database")
async def test_a_child_works_in_the_stricter_of_its_own_and_its_parents_mode() -> None:
    community = await make.community()
    compound, other = await make.compound(community), await make.compound(community)
    await declare(compound.id, OperatingMode.EMERGENCY)
    await declare(community.id, OperatingMode.WARNING)
    entrance = await make.entrance(await make.building(compound))
    for area, mode in [(entrance, "EMERGENCY"), (other, "WARNING"), (community, "WARNING")]:
        assert await reads.mode_at(area.id, NOW + HOUR) == mode
        assert await reads.mode_at(area.id, NOW - HOUR) == "NORMAL"


@pytest.mark.usefixtures("database")
async def test_the_database_and_the_rules_agree_on_what_is_stricter() -> None:
    for mode in STRICTNESS[1:]:
        for inner in STRICTNESS[1:]:
            community = await make.community()
            compound = await make.compound(community)
            await make.mode(community, mode)
            await make.mode(compound, inner)
            assert await reads.mode_at(compound.id, NOW) == strictest([mode, inner])


@pytest.mark.usefixtures("database")
async def test_a_mode_that_is_not_renewed_is_over_at_its_time() -> None:
    area = await make.compound()
    key = await declare(area.id, OperatingMode.EMERGENCY)
    await commands.renew_mode(
        BY, area_mode_id=key, until_at=NOW + 30 * HOUR, why="仍有险情", now=NOW + HOUR
    )
    assert await reads.mode_at(area.id, NOW + 29 * HOUR) is OperatingMode.EMERGENCY
    assert await reads.mode_at(area.id, NOW + 30 * HOUR) is OperatingMode.NORMAL
    assert await commands.close_ended_modes(BY, now=NOW + 29 * HOUR) == 0
    await close_ended_modes.run(NOW + 31 * HOUR)
    assert await commands.close_ended_modes(BY, now=NOW + 31 * HOUR) == 0
    moves = await AreaModeMove.filter(area_mode_id=key).order_by("at")
    assert [(m.from_mode.value, m.to_mode.value) for m in moves] == [
        ("NORMAL", "EMERGENCY"),
        ("EMERGENCY", "EMERGENCY"),
        ("EMERGENCY", "NORMAL"),
    ]
    assert moves[-1].at == NOW + 30 * HOUR
    with pytest.raises(GridRefused) as refused:
        await commands.renew_mode(
            BY, area_mode_id=key, until_at=NOW + 40 * HOUR, why="x", now=NOW + 31 * HOUR
        )
    assert refused.value.reason is GridReason.ALREADY_ENDED


@pytest.mark.usefixtures("database")
async def test_an_emergency_is_wound_up_before_all_is_normal() -> None:
    area = await make.compound()
    first = await declare(area.id, OperatingMode.EMERGENCY)
    with pytest.raises(GridRefused) as refused:
        await commands.end_mode(BY, area_mode_id=first, why="x", now=NOW + HOUR)
    assert refused.value.message("en") == "EMERGENCY cannot become NORMAL."
    second = await declare(area.id, OperatingMode.RECOVERY, now=NOW + HOUR)
    assert await reads.mode_at(area.id, NOW + HOUR) is OperatingMode.RECOVERY
    await commands.end_mode(BY, area_mode_id=second, why="恢复", now=NOW + 2 * HOUR)
    assert await reads.mode_at(area.id, NOW + 2 * HOUR) is OperatingMode.NORMAL
    assert await AreaMode.filter(closed_at=None).count() == 0


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("lasting", [timedelta(0), -HOUR, LONGEST_MODE + HOUR])
async def test_a_mode_has_an_end_and_not_a_distant_one(lasting: timedelta) -> None:
    area = await make.compound()
    with pytest.raises(GridRefused) as refused:
        await declare(area.id, OperatingMode.WARNING, until_at=NOW + lasting)
    assert refused.value.reason is GridReason.MODE_TOO_LONG


@pytest.mark.usefixtures("database")
async def test_a_mode_is_declared_within_reach() -> None:
    mine, other = await make.compound(), await make.compound()
    within = Reach(area_ids=frozenset({mine.id}))
    await declare(mine.id, OperatingMode.WARNING, within=within)
    with pytest.raises(GridRefused) as refused:
        await declare(other.id, OperatingMode.WARNING, within=within)
    assert refused.value.reason is GridReason.NO_SUCH_AREA


@pytest.mark.usefixtures("database")
async def test_two_modes_of_an_area_do_not_overlap() -> None:
    area = await make.compound()
    await make.mode(area, OperatingMode.WARNING)
    with pytest.raises(Exception, match="area_mode_one_at_a_time"):
        await make.mode(area, OperatingMode.EMERGENCY, from_at=NOW + HOUR)
