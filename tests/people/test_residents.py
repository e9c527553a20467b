"""Residents are registered, found by their numbers, change, die, move away and come back."""

from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest

from hub.grid.models import Area, AreaLeader
from hub.grid.rules import Reach
from hub.kernel import keyring
from hub.kernel.context import Actor
from hub.kernel.models import Audit
from hub.people import commands, reads
from hub.people.jobs import reseal_numbers
from hub.people.models import (
    Departure,
    DietaryNeed,
    HouseholdMember,
    Proxy,
    Resident,
    ResidentAddress,
    ResidentStatus,
    Reveal,
)
from hub.people.rules import PeopleReason, PeopleRefused, ProxyStatus, Sex
from hub.people.rules.access import Keeper
from tests import make
from tests.people.test_rules import number

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
BY = Actor.job("test")
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TODAY = date(2026, 11, 20)
WOMAN = number("612123", "19510308", "004")


async def register(area: Area | None, **facts: object) -> UUID:
    values = {
        "name": "王淑芬",
        "sex": Sex.FEMALE,
        "born_on": date(1951, 3, 8),
        "area_id": area and area.id,
        "now": NOW,
        "today": TODAY,
    }
    return await commands.register_resident(BY, **{**values, **facts})  # type: ignore[arg-type]


async def test_numbers_are_sealed_hashed_and_masked() -> None:
    key = await register(
        await make.entrance(), identity_number=WOMAN.lower(), phone="138 1234 5678"
    )
    row = await Resident.get(id=key)
    assert row.identity_number is not None
    assert WOMAN.encode() not in row.identity_number
    assert (row.identity_masked, row.phone_masked) == (
        f"612*************{WOMAN[-2:]}",
        "138****5678",
    )
    assert await reads.resident_by_identity(WOMAN, "王淑芬") == key
    assert await reads.resident_by_identity(WOMAN, "王淑芳") is None
    assert await reads.resident_by_identity("1", "王淑芬") is None
    assert await reads.numbers_of(key) == (WOMAN, "13812345678")


async def test_an_identity_number_is_registered_once_also_under_an_older_key() -> None:
    home = await make.entrance()
    before = keyring.current()
    key = await register(home, identity_number=WOMAN)
    keyring.use(keyring.Keyring(["a new key that is long enough for it", "k" * 32]))
    try:
        old = keyring.Keyring(["k" * 32])
        keyring.use(old)
        row = await Resident.get(id=key)
        row.identity_number = old.seal(WOMAN, "identity")
        row.identity_hash = old.digest(WOMAN, "identity")
        await row.save()
        keyring.use(keyring.Keyring(["n" * 32, "k" * 32]))
        with pytest.raises(PeopleRefused) as refused:
            await register(home, identity_number=WOMAN)
        assert refused.value.reason is PeopleReason.IDENTITY_TAKEN
        await reseal_numbers.run(NOW)
        keyring.use(keyring.Keyring(["n" * 32]))
        assert (await reads.numbers_of(key)).identity_number == WOMAN
        with pytest.raises(PeopleRefused):
            await register(home, identity_number=WOMAN)
    finally:
        keyring.use(before)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"identity_number": "1"}, PeopleReason.IDENTITY_NOT_VALID),
        (
            {"identity_number": number("612123", "19510309", "004")},
            PeopleReason.IDENTITY_CONTRADICTS,
        ),
        (
            {"identity_number": number("612123", "19510308", "003")},
            PeopleReason.IDENTITY_CONTRADICTS,
        ),
        ({"phone": "123"}, PeopleReason.PHONE_NOT_VALID),
        ({"born_on": date(2026, 11, 21)}, PeopleReason.BIRTH_NOT_VALID),
        ({"name": " \u200b"}, PeopleReason.NAME_NOT_VALID),
        ({"hukou_region": "61"}, PeopleReason.REGION_NOT_VALID),
        ({"area_id": UUID(int=0)}, PeopleReason.NO_SUCH_AREA),
        ({"since": date(2026, 11, 21)}, PeopleReason.IN_THE_FUTURE),
    ],
)
async def test_what_cannot_be_is_not_registered(
    facts: dict[str, object], reason: PeopleReason
) -> None:
    with pytest.raises(PeopleRefused) as refused:
        await register(await make.entrance(), **facts)
    assert refused.value.reason is reason
    assert await Resident.all().count() == 0


async def test_nobody_lives_in_a_township_or_in_a_closed_building() -> None:
    for area, reason in [
        (await make.township(), PeopleReason.HOME_KIND_NOT_VALID),
        (await make.building(until_on=TODAY), PeopleReason.AREA_CLOSED),
    ]:
        with pytest.raises(PeopleRefused) as refused:
            await register(area)
        assert refused.value.reason is reason


async def test_staff_register_within_their_reach() -> None:
    mine, other = await make.entrance(), await make.entrance()
    keeper = Keeper(Reach(area_ids=frozenset({mine.ancestors[2]})))
    key = await register(mine, by_keeper=keeper)
    with pytest.raises(PeopleRefused) as refused:
        await register(other, by_keeper=keeper)
    assert refused.value.reason is PeopleReason.NO_SUCH_AREA
    stranger = await register(other)
    for resident_id, is_kept in [(key, True), (stranger, False)]:
        update = commands.update_resident(
            BY, resident_id=resident_id, room="2", on=TODAY, today=TODAY, by_keeper=keeper
        )
        if is_kept:
            await update
        else:
            with pytest.raises(PeopleRefused) as refused:
                await update
            assert refused.value.reason is PeopleReason.NO_SUCH_RESIDENT


async def test_a_new_home_leaves_the_old_one_as_history() -> None:
    old, new = await make.entrance(), await make.building()
    key = await register(old, since=date(2020, 1, 1), room="101")
    await commands.update_resident(
        BY, resident_id=key, area_id=new.id, room="502", on=date(2026, 6, 1), today=TODAY
    )
    row = await Resident.get(id=key)
    assert (row.area_id, row.room, row.name) == (new.id, "502", "王淑芬")
    homes = await ResidentAddress.filter(resident_id=key).order_by("from_on")
    assert [(h.area_id, h.from_on, h.until_on) for h in homes] == [
        (old.id, date(2020, 1, 1), date(2026, 6, 1)),
        (new.id, date(2026, 6, 1), None),
    ]


async def test_a_changed_birth_date_must_agree_with_the_number_on_record() -> None:
    key = await register(await make.entrance(), identity_number=WOMAN)
    with pytest.raises(PeopleRefused) as refused:
        await commands.update_resident(
            BY, resident_id=key, born_on=date(1951, 3, 9), on=TODAY, today=TODAY
        )
    assert refused.value.reason is PeopleReason.IDENTITY_CONTRADICTS
    await commands.update_resident(
        BY,
        resident_id=key,
        born_on=date(1951, 3, 9),
        identity_number=None,
        phone=None,
        on=TODAY,
        today=TODAY,
    )
    assert (await Resident.get(id=key)).identity_masked is None


async def test_looking_at_numbers_is_kept_with_its_reason() -> None:
    key = await register(await make.entrance(), identity_number=WOMAN)
    with pytest.raises(PeopleRefused):
        await commands.reveal_resident(BY, resident_id=key, reason="  ", now=NOW)
    await commands.reveal_resident(BY, resident_id=key, reason="核对低保名单", now=NOW)
    reveal = await Reveal.get(resident_id=key)
    assert reveal.reason == "核对低保名单"
    for audit in await Audit.all():
        assert WOMAN not in f"{audit.input}{audit.result}"


async def test_a_death_ends_what_the_resident_had(database: asyncpg.Connection) -> None:
    home = await make.entrance()
    key = await register(home, since=date(2020, 1, 1))
    resident = await Resident.get(id=key)
    child, parent = await make.resident(home), await make.resident(home)
    status = await make.status(resident)
    need = await make.dietary_need(resident)
    await make.household_member(await make.household(home), resident)
    bound = await make.proxy(resident, child)
    acting = await make.proxy(parent, resident)
    asked = await make.proxy(resident, parent, status=ProxyStatus.PROPOSED, slot=None)
    post = await make.leader(await make.post(home), resident_id=key)
    died_on = date(2026, 11, 10)
    await commands.record_death(
        BY, resident_id=key, died_on=died_on, source="医院", now=NOW, today=TODAY
    )
    day_after = date(2026, 11, 11)
    assert (await ResidentStatus.get(id=status.id)).until_on == day_after
    assert (await DietaryNeed.get(id=need.id)).until_on == day_after
    assert (await HouseholdMember.get(resident_id=key)).until_on == day_after
    assert (await ResidentAddress.get(resident_id=key)).until_on == day_after
    assert (await AreaLeader.get(id=post.id)).until_on == day_after
    assert [(await Proxy.get(id=proxy.id)).status.value for proxy in (bound, acting, asked)] == [
        "ENDED",
        "ENDED",
        "DECLINED",
    ]
    departure = await Departure.get(resident_id=key)
    assert (departure.on, departure.known_at) == (died_on, NOW)
    topics = await database.fetch("SELECT topic FROM event ORDER BY id")
    assert [row["topic"] for row in topics][-1] == "resident.died"


async def test_who_died_gets_nothing_new() -> None:
    resident = await make.resident(died_on=date(2026, 1, 1))
    with pytest.raises(PeopleRefused) as refused:
        await commands.update_resident(BY, resident_id=resident.id, room="1", on=TODAY, today=TODAY)
    assert refused.value.reason is PeopleReason.NOT_HERE_ANY_MORE
    with pytest.raises(PeopleRefused) as refused:
        await commands.record_death(
            BY, resident_id=resident.id, died_on=TODAY, source="x", now=NOW, today=TODAY
        )
    assert refused.value.reason is PeopleReason.DEPARTURE_RECORDED


async def test_a_death_that_was_not_is_put_right() -> None:
    resident = await make.resident()
    status = await make.status(resident, until_on=date(2027, 1, 1))
    key = await commands.record_death(
        BY, resident_id=resident.id, died_on=date(2026, 11, 1), source="x", now=NOW, today=TODAY
    )
    await commands.revoke_departure(BY, departure_id=key, why="同名", now=NOW)
    assert (await Resident.get(id=resident.id)).died_on is None
    assert (await ResidentStatus.get(id=status.id)).until_on == date(2027, 1, 1)
    with pytest.raises(PeopleRefused) as refused:
        await commands.revoke_departure(BY, departure_id=key, why="同名", now=NOW)
    assert refused.value.reason is PeopleReason.ALREADY_ENDED


async def test_a_child_who_moves_away_goes_on_acting_for_the_parents() -> None:
    child, parent = await make.resident(), await make.resident()
    acting, bound = await make.proxy(parent, child), await make.proxy(child, parent)
    await commands.record_move_away(
        BY,
        resident_id=child.id,
        on=date(2026, 11, 1),
        to_region="610103",
        source="本人",
        now=NOW,
        today=TODAY,
    )
    assert (await Proxy.get(id=acting.id)).status is ProxyStatus.ACTIVE
    assert (await Proxy.get(id=bound.id)).status is ProxyStatus.ENDED


async def test_who_moved_away_comes_back_and_may_leave_again() -> None:
    home = await make.entrance()
    key = await register(home, since=date(2020, 1, 1))
    away = {"resident_id": key, "source": "本人", "now": NOW, "today": TODAY}
    await commands.record_move_away(BY, on=date(2026, 3, 1), **away)  # type: ignore[arg-type]
    await commands.return_resident(
        BY, resident_id=key, area_id=home.id, on=date(2026, 9, 1), now=NOW, today=TODAY
    )
    assert (await Resident.get(id=key)).moved_out_on is None
    periods = await ResidentAddress.filter(resident_id=key).order_by("from_on")
    assert [(p.from_on, p.until_on) for p in periods] == [
        (date(2020, 1, 1), date(2026, 3, 1)),
        (date(2026, 9, 1), None),
    ]
    await commands.record_move_away(BY, on=date(2026, 11, 1), **away)  # type: ignore[arg-type]
    assert await Departure.filter(resident_id=key).count() == 2
