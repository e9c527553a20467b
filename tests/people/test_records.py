"""Statuses, dietary needs and households: dated, one of a kind at a time."""

from datetime import UTC, date, datetime

import asyncpg
import pytest

from hub.grid.rules import Reach
from hub.kernel.context import Actor
from hub.people import commands
from hub.people.models import DietaryNeed, HouseholdMember, ResidentStatus
from hub.people.rules import (
    DietaryNeedKind,
    PeopleReason,
    PeopleRefused,
    Relation,
    Severity,
    StatusKind,
)
from hub.people.rules.access import Keeper
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
BY = Actor.job("test")
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
JAN, JUNE = date(2026, 1, 1), date(2026, 6, 1)


async def test_a_status_is_held_once_at_a_time_and_again_after_its_end() -> None:
    resident = await make.resident()
    facts = {"resident_id": resident.id, "kind": StatusKind.MINIMUM_LIVING, "now": NOW}
    first = await commands.record_status(BY, from_on=JAN, **facts)  # type: ignore[arg-type]
    with pytest.raises(PeopleRefused) as refused:
        await commands.record_status(BY, from_on=JUNE, **facts)  # type: ignore[arg-type]
    assert refused.value.reason is PeopleReason.STATUS_HELD
    await commands.end_status(BY, status_id=first, on=JUNE, why="收入提高")
    await commands.record_status(BY, from_on=JUNE, **facts)  # type: ignore[arg-type]
    assert await ResidentStatus.filter(resident_id=resident.id).count() == 2


async def test_ending_is_checked_against_what_is_recorded() -> None:
    status = await make.status(await make.resident(), from_on=JAN, until_on=JUNE)
    for on, reason in [
        (JUNE, PeopleReason.ALREADY_ENDED),
        (date(2025, 12, 31), PeopleReason.TOO_EARLY),
    ]:
        with pytest.raises(PeopleRefused) as refused:
            await commands.end_status(BY, status_id=status.id, on=on, why="x")
        assert refused.value.reason is reason
    stranger = Keeper(Reach())
    with pytest.raises(PeopleRefused) as refused:
        await commands.end_status(BY, status_id=status.id, on=JAN, why="x", by_keeper=stranger)
    assert refused.value.reason is PeopleReason.NO_SUCH_STATUS


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (StatusKind.CARE_NEED, None),
        (StatusKind.CARE_NEED, 0),
        (StatusKind.DISABILITY, 5),
        (StatusKind.LIVING_ALONE, 1),
    ],
)
async def test_a_level_belongs_to_its_kind(
    database: asyncpg.Connection, kind: StatusKind, level: int | None
) -> None:
    resident = await make.resident()
    with pytest.raises(PeopleRefused) as refused:
        await commands.record_status(
            BY, resident_id=resident.id, kind=kind, level=level, from_on=JAN, now=NOW
        )
    assert refused.value.reason is PeopleReason.LEVEL_NEEDED
    with pytest.raises(Exception, match="resident_status_has_its_level"):
        await make.status(resident, kind, level=level)


async def test_an_allergy_names_its_substance_and_is_recorded_once() -> None:
    resident = await make.resident()
    facts = {"resident_id": resident.id, "severity": Severity.SEVERE, "from_on": JAN, "now": NOW}
    for kind, substance in [(DietaryNeedKind.ALLERGY, " "), (DietaryNeedKind.SOFT, "PEANUT")]:
        with pytest.raises(PeopleRefused) as refused:
            await commands.record_dietary_need(BY, kind=kind, substance=substance, **facts)  # type: ignore[arg-type]
        assert refused.value.reason is PeopleReason.SUBSTANCE_NEEDED
    allergy = {"kind": DietaryNeedKind.ALLERGY, "substance": "PEANUT", **facts}
    key = await commands.record_dietary_need(BY, **allergy)  # type: ignore[arg-type]
    with pytest.raises(PeopleRefused) as refused:
        await commands.record_dietary_need(BY, **allergy)  # type: ignore[arg-type]
    assert refused.value.reason is PeopleReason.NEED_HELD
    await commands.record_dietary_need(BY, **{**allergy, "substance": "EGG"})  # type: ignore[arg-type]
    await commands.end_dietary_need(BY, need_id=key, on=JUNE)
    assert (await DietaryNeed.get(id=key)).until_on == JUNE


async def test_a_resident_lives_in_one_household_which_has_one_head() -> None:
    home = await make.entrance()
    first = await commands.create_household(BY, area_id=home.id, code="H1", on=JAN)
    second = await commands.create_household(BY, area_id=home.id, on=JAN)
    wife, husband = await make.resident(home), await make.resident(home)
    head = {"relation": Relation.HEAD, "on": JAN}
    key = await commands.add_household_member(BY, household_id=first, resident_id=wife.id, **head)  # type: ignore[arg-type]
    for household_id, resident, reason in [
        (first, husband, PeopleReason.HOUSEHOLD_HAS_A_HEAD),
        (second, wife, PeopleReason.IN_A_HOUSEHOLD),
    ]:
        with pytest.raises(PeopleRefused) as refused:
            await commands.add_household_member(
                BY,
                household_id=household_id,
                resident_id=resident.id,
                **head,  # type: ignore[arg-type]
            )
        assert refused.value.reason is reason
    await commands.end_household_member(BY, member_id=key, on=JUNE)
    await commands.add_household_member(
        BY, household_id=second, resident_id=wife.id, relation=Relation.HEAD, on=JUNE
    )
    assert await HouseholdMember.filter(resident_id=wife.id).count() == 2
