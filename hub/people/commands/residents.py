"""Residents are registered and their records kept right."""

from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from hub.grid.rules import AreaKind
from hub.kernel import keyring
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people.commands.numbers import (
    check_untaken,
    identity_columns,
    phone_columns,
    taken,
)
from hub.people.models import Resident, ResidentAddress
from hub.people.rules import (
    IDENTITY,
    AddressKind,
    PeopleReason,
    PeopleRefused,
    Sex,
    check_identity,
    check_region,
    read_identity,
    read_phone,
    records,
)
from hub.people.rules.access import OF_EVERYBODY, Keeper
from hub.people.rules.pinyin import spell

_TAKEN = "resident_one_identity"


class _Unchanged(Enum):
    UNCHANGED = "UNCHANGED"


Unchanged = Literal[_Unchanged.UNCHANGED]
UNCHANGED: Final = _Unchanged.UNCHANGED
"""A value that an update leaves as it is; None takes it away."""


@command
async def register_resident(
    tx: Transaction,
    *,
    name: str,
    sex: Sex,
    born_on: date,
    identity_number: str | None = None,
    phone: str | None = None,
    area_id: UUID | None,
    room: str | None = None,
    hukou_area_id: UUID | None = None,
    hukou_region: str | None = None,
    since: date | None = None,
    now: datetime,
    today: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Register a resident who has lived in an area since a day, by default today.

    `area_id` None is for family members who live elsewhere and act for a resident.

    Raises:
        PeopleRefused: NO_SUCH_AREA, AREA_CLOSED, HOME_KIND_NOT_VALID, BIRTH_NOT_VALID,
            IDENTITY_NOT_VALID, IDENTITY_CONTRADICTS, IDENTITY_TAKEN, PHONE_NOT_VALID, …
    """
    key = new_key()
    if area_id is not None:
        await check_home(tx, area_id, by_keeper)
    if hukou_area_id is not None:
        await open_area(tx, hukou_area_id, field="hukouAreaId")
    records.check_birth(born_on, today=today)
    name = records.check_name(name)
    identity = None if identity_number is None else read_identity(identity_number)
    if identity:
        check_identity(identity, born_on=born_on, sex=sex)
        await check_untaken(tx, identity, by=key)
    pinyin, initials = spell(name)
    since = since or today
    records.check_known(since, today=today, earliest=born_on)
    region = hukou_region and check_region(hukou_region, field="hukouRegion")
    room = room and records.check_text(room, field="room", most=40)
    with refusing(_TAKEN, taken()):
        await Resident.create(
            id=key,
            name=name,
            name_pinyin=pinyin,
            name_initials=initials,
            sex=sex,
            born_on=born_on,
            **identity_columns(identity),
            **phone_columns(phone and read_phone(phone)),
            area_id=area_id,
            room=room,
            hukou_area_id=hukou_area_id,
            hukou_region=region,
            registered_at=now,
        )
    await _live(key, AddressKind.HOME, since, area_id=area_id, room=room)
    await _live(key, AddressKind.HUKOU, since, area_id=hukou_area_id, region=region)
    tx.beneficiary_id = key
    tx.record("resident.registered", key, scope_id=area_id)
    return key


@command
async def update_resident(
    tx: Transaction,
    *,
    resident_id: UUID,
    name: str | Unchanged = UNCHANGED,
    sex: Sex | Unchanged = UNCHANGED,
    born_on: date | Unchanged = UNCHANGED,
    identity_number: str | Unchanged | None = UNCHANGED,
    phone: str | Unchanged | None = UNCHANGED,
    area_id: UUID | Unchanged | None = UNCHANGED,
    room: str | Unchanged | None = UNCHANGED,
    hukou_area_id: UUID | Unchanged | None = UNCHANGED,
    hukou_region: str | Unchanged | None = UNCHANGED,
    on: date,
    today: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Change what is on record of a resident; a new home or hukou holds from `on`.

    Raises:
        PeopleRefused: as `register_resident`, NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, TOO_EARLY.
    """
    await living_resident(tx, resident_id, by_keeper)
    row = await Resident.get(id=resident_id)
    if name is not UNCHANGED:
        row.name = records.check_name(name)
        row.name_pinyin, row.name_initials = spell(row.name)
    row.sex = row.sex if sex is UNCHANGED else sex
    row.born_on = row.born_on if born_on is UNCHANGED else born_on
    records.check_birth(row.born_on, today=today)
    await _renumber(tx, row, identity_number)
    if phone is not UNCHANGED:
        row.update_from_dict(phone_columns(phone and read_phone(phone)))
    if area_id is not UNCHANGED or room is not UNCHANGED:
        await _rehouse(tx, row, area_id=area_id, room=room, on=on, today=today)
    if hukou_area_id is not UNCHANGED or hukou_region is not UNCHANGED:
        await _reregister(tx, row, area_id=hukou_area_id, region=hukou_region, on=on, today=today)
    with refusing(_TAKEN, taken()):
        await row.save()
    tx.beneficiary_id = resident_id
    tx.record("resident.updated", resident_id, scope_id=row.area_id)
    return resident_id


async def _renumber(tx: Transaction, row: Resident, number: str | Unchanged | None) -> None:
    """Take a new identity number; an old one that stays must not contradict the record."""
    if number is UNCHANGED:
        sealed = row.identity_number
        known = sealed and keyring.current().open(sealed, IDENTITY)
        identity = read_identity(known) if known else None
    else:
        identity = None if number is None else read_identity(number)
        row.update_from_dict(identity_columns(identity))
    if identity:
        check_identity(identity, born_on=row.born_on, sex=row.sex)
        await check_untaken(tx, identity, by=row.id)


async def _rehouse(
    tx: Transaction,
    row: Resident,
    *,
    area_id: UUID | Unchanged | None,
    room: str | Unchanged | None,
    on: date,
    today: date,
) -> None:
    if area_id is not UNCHANGED:
        if area_id is not None:
            # Whoever keeps the record may send the resident to any home in the city.
            await check_home(tx, area_id, OF_EVERYBODY)
        row.area_id = area_id
    if room is not UNCHANGED:
        row.room = room and records.check_text(room, field="room", most=40)
    await _move(row.id, AddressKind.HOME, on, today, area_id=row.area_id, room=row.room)


async def _reregister(
    tx: Transaction,
    row: Resident,
    *,
    area_id: UUID | Unchanged | None,
    region: str | Unchanged | None,
    on: date,
    today: date,
) -> None:
    if area_id is not UNCHANGED:
        if area_id is not None:
            await open_area(tx, area_id, field="hukouAreaId")
        row.hukou_area_id = area_id
    if region is not UNCHANGED:
        row.hukou_region = region and check_region(region, field="hukouRegion")
    await _move(
        row.id,
        AddressKind.HUKOU,
        on,
        today,
        area_id=row.hukou_area_id,
        region=row.hukou_region,
    )


async def _move(
    resident_id: UUID, kind: AddressKind, on: date, today: date, **place: UUID | str | None
) -> None:
    """End the address of a kind on a day, and let the resident live at another from then on."""
    before = await ResidentAddress.get_or_none(resident_id=resident_id, kind=kind, until_on=None)
    if before:
        records.check_known(on, today=today, earliest=before.from_on)
        await ResidentAddress.filter(id=before.id).update(until_on=on)
    await _live(resident_id, kind, on, **place)


async def _live(
    resident_id: UUID, kind: AddressKind, since: date, **place: UUID | str | None
) -> None:
    if any(value is not None for value in place.values()):
        facts: dict[str, Any] = {"kind": kind, "from_on": since, **place}
        await ResidentAddress.create(id=new_key(), resident_id=resident_id, **facts)


async def living_resident(
    tx: Transaction, resident_id: UUID, by_keeper: Keeper, field: str = "residentId"
) -> asyncpg.Record:
    """A resident whose records the keeper keeps, who lives here; held until the transaction ends.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE.
    """
    row = await any_resident(tx, resident_id, by_keeper, field)
    if row["died_on"] is not None or row["moved_out_on"] is not None:
        raise PeopleRefused(PeopleReason.NOT_HERE_ANY_MORE, field=field)
    return row


async def any_resident(
    tx: Transaction, resident_id: UUID, by_keeper: Keeper, field: str = "residentId"
) -> asyncpg.Record:
    """As `living_resident`, also of those who died or moved away."""
    row = await tx.fetchrow(
        "SELECT resident.born_on, resident.died_on, resident.moved_out_on, resident.area_id, "
        "area.ancestors AS path FROM resident LEFT JOIN area ON area.id = resident.area_id "
        "WHERE resident.id = $1 FOR NO KEY UPDATE OF resident",
        resident_id,
    )
    if row is None or not by_keeper.keeps(resident_id, row["path"]):
        raise PeopleRefused(PeopleReason.NO_SUCH_RESIDENT, field=field)
    return row


async def open_area(tx: Transaction, area_id: UUID, *, field: str) -> asyncpg.Record:
    """An area that is not closed.

    Raises:
        PeopleRefused: NO_SUCH_AREA, AREA_CLOSED.
    """
    area = await tx.fetchrow(
        "SELECT kind, ancestors, until_on FROM area WHERE id = $1 FOR SHARE", area_id
    )
    if area is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_AREA, field=field)
    if area["until_on"] is not None:
        raise PeopleRefused(PeopleReason.AREA_CLOSED, field=field)
    return area


async def check_home(tx: Transaction, area_id: UUID, by_keeper: Keeper) -> None:
    """An open entrance, building or compound within reach."""
    area = await open_area(tx, area_id, field="areaId")
    if not by_keeper.reach.covers(area["ancestors"]):
        raise PeopleRefused(PeopleReason.NO_SUCH_AREA, field="areaId")
    records.check_home(AreaKind(area["kind"]))
