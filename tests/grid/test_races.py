"""Many change the grid at once over HTTP: an area lies in one place, a post has one holder."""

from collections import Counter
from typing import Any

import pytest

from hub.grid.commands import areas
from hub.grid.models import Area, AreaLeader, AreaParent, AreaPost
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.query import global_id
from hub.settings import Settings
from tests import make
from tests.guards import drop_constraint, no_row_locks
from tests.over_http import at_once, outcomes, post, result, served, staff_token

MOVE = """mutation ($input: AreaMoveInput!) { result: areaMove(input: $input) {
    __typename ... on GridRefusal { reason }
} }"""
APPOINT = """mutation ($input: AreaLeaderAppointInput!) { result: areaLeaderAppoint(input: $input) {
    __typename ... on GridRefusal { reason }
} }"""
MANY = 8


async def moved_everywhere(chosen: Settings, url: str) -> tuple[Area, list[dict[str, Any]]]:
    """A compound with a building, moved to eight communities at once; and what was answered."""
    compound = await make.compound()
    await make.building(compound)
    targets = [await make.community() for _ in range(MANY)]
    token = await staff_token(Role.CITY_ADMINISTRATOR)
    async with served(chosen) as port:
        answers = await at_once(
            url,
            [
                post(
                    port,
                    MOVE,
                    token=token,
                    input={
                        "areaId": global_id("Area", compound.id),
                        "parentId": global_id("Area", target.id),
                        "on": day_of(utc_now()).isoformat(),
                        "why": "区划调整",
                    },
                )
                for target in targets
            ],
        )
    return compound, answers


async def test_an_area_that_is_moved_everywhere_at_once_lies_in_one_place(
    chosen_settings: Settings, committed_database: str
) -> None:
    compound, answers = await moved_everywhere(chosen_settings, committed_database)
    assert Counter(answer["data"]["result"]["__typename"] for answer in answers) == {
        "AreaMoved": MANY
    }
    now = await AreaParent.get(area_id=compound.id, until_on=None)
    assert await AreaParent.filter(area_id=compound.id).count() == 1 + MANY
    area = await Area.get(id=compound.id)
    parent = await Area.get(id=now.parent_id)
    assert area.parent_id == parent.id
    assert area.ancestors == [*parent.ancestors, compound.id]
    building = await Area.get(parent_id=compound.id)
    assert building.ancestors == [*area.ancestors, building.id]


async def test_without_the_guards_an_area_would_lie_in_several_places(
    chosen_settings: Settings, committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An advisory lock of NULL is none.
    monkeypatch.setattr(areas, "_SHAPE", None)
    no_row_locks(monkeypatch)
    await drop_constraint("area_parent", "area_parent_one_at_a_time")
    compound, _ = await moved_everywhere(chosen_settings, committed_database)
    assert await AreaParent.filter(area_id=compound.id, until_on=None).count() > 1


async def appointed_at_once(chosen: Settings, url: str) -> tuple[AreaPost, Counter[str]]:
    """A post that eight people are put in at once; and what was answered."""
    seat = await make.post(await make.building())
    token = await staff_token(Role.CITY_ADMINISTRATOR)
    given = {
        "postId": global_id("AreaPost", seat.id),
        "name": "李建国",
        "fromOn": day_of(utc_now()).isoformat(),
    }
    async with served(chosen) as port:
        asking = [result(port, APPOINT, token=token, input=given) for _ in range(MANY)]
        return seat, outcomes(await at_once(url, asking))


async def test_a_post_that_many_are_put_in_at_once_has_one_holder(
    chosen_settings: Settings, committed_database: str
) -> None:
    seat, reasons = await appointed_at_once(chosen_settings, committed_database)
    assert reasons == {"AreaLeaderAppointed": 1, "POST_HELD": MANY - 1}
    assert await AreaLeader.filter(post_id=seat.id).count() == 1


async def test_without_its_constraint_a_post_would_have_several_holders(
    chosen_settings: Settings, committed_database: str
) -> None:
    await drop_constraint("area_leader", "area_leader_one_a_post")
    seat, reasons = await appointed_at_once(chosen_settings, committed_database)
    assert reasons == {"AreaLeaderAppointed": MANY}
    assert await AreaLeader.filter(post_id=seat.id).count() == MANY
