"""Importing residents: one row a resident, found again by the identity number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg

from hub.grid.imports import (
    Column,
    ImportReason,
    ImportRefused,
    Outcome,
    Progress,
    Record,
    Report,
    run,
)
from hub.grid.rules import AreaKind
from hub.kernel import keyring
from hub.kernel.clock import day_of, utc_now
from hub.kernel.context import Actor
from hub.kernel.db import Transaction
from hub.kernel.errors import Refused
from hub.kernel.ids import new_key
from hub.people.commands.numbers import identity_columns, phone_columns
from hub.people.rules import (
    IDENTITY,
    PHONE,
    AddressKind,
    Identity,
    PeopleReason,
    PeopleRefused,
    Sex,
    check_identity,
    check_region,
    read_identity,
    read_phone,
    records,
)
from hub.people.rules.pinyin import spell

COLUMNS = (
    Column("name", ("姓名", "full name"), ("王淑芬",), is_required=True),
    Column(
        "identity_number",
        ("身份证号", "身份证号码", "公民身份号码", "证件号码", "id number", "identity no"),
        ("610582195103080022",),
        is_required=True,
    ),
    Column("sex", ("性别", "gender"), ("女",)),
    Column("born_on", ("出生日期", "生日", "date of birth", "birth date"), ("1951-03-08",)),
    Column("phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "mobile"), ("13812345678",)),
    Column(
        "area_code",
        ("住址编码", "居住地编码", "单元编码", "楼栋编码", "home area", "area"),
        ("HY-TH-001-A-1-1",),
        is_required=True,
    ),
    Column("room", ("房号", "室", "门牌号", "room number"), ("502",)),
    Column("hukou_area_code", ("户籍地编码", "户籍社区编码", "hukou area"), ("HY-TH-001",)),
    Column("hukou_region", ("户籍区划", "户籍区划代码", "hukou region code"), ("610582",)),
)
"""The columns of a file of residents. The sample lives in the samples of the areas."""

_SEXES = {
    "男": Sex.MALE,
    "女": Sex.FEMALE,
    "M": Sex.MALE,
    "F": Sex.FEMALE,
    **{sex.value: sex for sex in Sex},
}
SEX_WORDS = "、".join(_SEXES)
"""What may be said of somebody's sex."""
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_AREAS = "SELECT code, id, kind, until_on FROM area WHERE code = ANY ($1::text[])"
_KNOWN = """
SELECT id, name, identity_hash, phone_hash, area_id, room, hukou_area_id, hukou_region,
       died_on, moved_out_on
FROM resident WHERE identity_hash = ANY ($1::bytea[]) FOR NO KEY UPDATE"""
_UPDATE = """
UPDATE resident SET name = $2, name_pinyin = $3, name_initials = $4, phone = $5, phone_hash = $6,
    phone_masked = $7, area_id = $8, room = $9, hukou_area_id = $10, hukou_region = $11
WHERE id = $1"""
_KEEP_PHONE = """
UPDATE resident SET name = $2, name_pinyin = $3, name_initials = $4,
    area_id = $5, room = $6, hukou_area_id = $7, hukou_region = $8
WHERE id = $1"""
_LEAVE = """
UPDATE resident_address SET until_on = greatest(from_on, $2)
WHERE resident_id = $1 AND kind = $3 AND until_on IS NULL"""
_RESIDENT = (
    "id", "name", "name_pinyin", "name_initials", "sex", "born_on",
    "identity_number", "identity_hash", "identity_masked", "phone", "phone_hash", "phone_masked",
    "area_id", "room", "hukou_area_id", "hukou_region", "registered_at",
)  # fmt: skip
_ADDRESS = ("id", "resident_id", "kind", "area_id", "room", "region", "from_on")


async def import_residents(
    path: Path,
    *,
    by: Actor,
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Path | None = None,
) -> Report:
    """Import residents into areas that exist; known ones are changed where the file says so.

    An empty cell leaves what is on record. Who has died or moved away is refused. One event,
    `residents.imported`, tells of each batch.

    Raises:
        SheetRefused, ImportRefused: the file cannot be imported at all.
    """
    batches = _Batches(utc_now())
    return await run(
        "residents",
        path,
        COLUMNS,
        batches.write,
        by=by,
        now=batches.now,
        dry_run=dry_run,
        progress=progress,
        report=report,
    )


@dataclass(frozen=True, slots=True)
class _Person:
    """What a row says. None is what it does not say."""

    line: int
    name: str
    identity: Identity
    phone: str | None
    area_id: UUID
    room: str | None
    hukou_area_id: UUID | None
    hukou_region: str | None


class _Batches:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self._today = day_of(now)
        # The numbers of the file so far, as few bytes as tell them apart.
        self._seen: set[int] = set()

    async def write(self, tx: Transaction, rows: Sequence[Record], outcome: Outcome) -> None:
        """Register and change the residents of a batch."""
        areas = await _areas(tx, rows)
        people: list[_Person] = []
        seen: set[int] = set()
        for row in rows:
            try:
                person = self._person(row, areas)
                mark = hash(person.identity.number)
                if mark in self._seen or mark in seen:
                    raise ImportRefused(ImportReason.TWICE_IN_FILE, field="identity_number")
            except Refused as why:
                outcome.refuse(row.line, why)
                continue
            seen.add(mark)
            people.append(person)
        known = await _known(tx, people)
        new = [person for person in people if person.identity.number not in known]
        await self._register(tx, new)
        outcome.created = len(new)
        for person in people:
            before = known.get(person.identity.number)
            if before is not None:
                await self._update(tx, person, before, outcome)
        self._seen |= seen
        tx.record("residents.imported", new_key(), created=len(new), updated=outcome.updated)

    def _person(self, row: Record, areas: dict[str, asyncpg.Record]) -> _Person:
        cells = row.cells
        try:
            identity = read_identity(cells["identity_number"])
            check_identity(
                identity,
                born_on=_day(cells["born_on"]) if "born_on" in cells else identity.born_on,
                sex=_sex(cells["sex"]) if "sex" in cells else identity.sex,
            )
            records.check_birth(identity.born_on, today=self._today)
            home = _area(cells, "area_code", areas)
            records.check_home(AreaKind(home["kind"]))
            hukou = _area(cells, "hukou_area_code", areas) if "hukou_area_code" in cells else None
            region = cells.get("hukou_region")
            room = cells.get("room")
            phone = cells.get("phone")
            return _Person(
                line=row.line,
                name=records.check_name(cells["name"]),
                identity=identity,
                phone=phone and read_phone(phone),
                area_id=home["id"],
                room=room and records.check_text(room, field="room", most=40),
                hukou_area_id=hukou and hukou["id"],
                hukou_region=region and check_region(region, field="hukou_region"),
            )
        except PeopleRefused as why:
            raise PeopleRefused(
                why.reason, field=_COLUMN_OF.get(why.field or "", why.field), **why.facts
            ) from None

    async def _register(self, tx: Transaction, people: Sequence[_Person]) -> None:
        residents: list[list[Any]] = []
        addresses: list[tuple[Any, ...]] = []
        for person in people:
            key = new_key()
            pinyin, initials = spell(person.name)
            facts = {
                "id": key,
                "name": person.name,
                "name_pinyin": pinyin,
                "name_initials": initials,
                "sex": person.identity.sex.value,
                "born_on": person.identity.born_on,
                **identity_columns(person.identity),
                **phone_columns(person.phone),
                "area_id": person.area_id,
                "room": person.room,
                "hukou_area_id": person.hukou_area_id,
                "hukou_region": person.hukou_region,
                "registered_at": self.now,
            }
            residents.append([facts[name] for name in _RESIDENT])
            addresses += self._addresses(key, person)
        await tx.connection.copy_records_to_table("resident", columns=_RESIDENT, records=residents)
        await tx.connection.copy_records_to_table(
            "resident_address", columns=_ADDRESS, records=addresses
        )

    def _addresses(self, key: UUID, person: _Person) -> Iterable[tuple[Any, ...]]:
        yield (
            new_key(), key, AddressKind.HOME.value, person.area_id, person.room, None, self._today
        )  # fmt: skip
        if person.hukou_area_id or person.hukou_region:
            place = (person.hukou_area_id, None, person.hukou_region)
            yield (new_key(), key, AddressKind.HUKOU.value, *place, self._today)

    async def _update(
        self, tx: Transaction, person: _Person, before: asyncpg.Record, outcome: Outcome
    ) -> None:
        """Change what the file says otherwise, of somebody who lives here."""
        if before["died_on"] is not None or before["moved_out_on"] is not None:
            outcome.refuse(
                person.line,
                PeopleRefused(PeopleReason.NOT_HERE_ANY_MORE, field="identity_number"),
            )
            return
        digests = keyring.current().digests(person.phone, PHONE) if person.phone else []
        has_new_phone = bool(digests) and before["phone_hash"] not in digests
        home = (person.area_id, person.room or before["room"])
        hukou = (
            person.hukou_area_id or before["hukou_area_id"],
            person.hukou_region or before["hukou_region"],
        )
        has_new_home = home != (before["area_id"], before["room"])
        has_new_hukou = hukou != (before["hukou_area_id"], before["hukou_region"])
        if not (has_new_phone or has_new_home or has_new_hukou or person.name != before["name"]):
            outcome.unchanged += 1
            return
        key = before["id"]
        named = (key, person.name, *spell(person.name))
        if has_new_phone:
            phone = phone_columns(person.phone)
            await tx.execute(_UPDATE, *named, *phone.values(), *home, *hukou)
        else:
            await tx.execute(_KEEP_PHONE, *named, *home, *hukou)
        moved: list[tuple[Any, ...]] = []
        if has_new_home:
            moved.append((new_key(), key, "HOME", *home, None, self._today))
        if has_new_hukou:
            moved.append((new_key(), key, "HUKOU", hukou[0], None, hukou[1], self._today))
        for address in moved:
            await tx.execute(_LEAVE, key, self._today, address[2])
        await tx.connection.copy_records_to_table(
            "resident_address", columns=_ADDRESS, records=moved
        )
        outcome.updated += 1


# Rules name the fields of the API; a report names columns.
_COLUMN_OF = {
    "identityNumber": "identity_number",
    "areaId": "area_code",
    "bornOn": "born_on",
}


async def _areas(tx: Transaction, rows: Sequence[Record]) -> dict[str, asyncpg.Record]:
    names = ("area_code", "hukou_area_code")
    codes = {row.cells[name].upper() for row in rows for name in names if name in row.cells}
    return {row["code"]: row for row in await tx.fetch(_AREAS, list(codes))}


async def _known(tx: Transaction, people: Sequence[_Person]) -> dict[str, asyncpg.Record]:
    """Residents on record by identity number, found under the hash of any key."""
    keys = keyring.current()
    numbers = {
        digest: person.identity.number
        for person in people
        for digest in keys.digests(person.identity.number, IDENTITY)
    }
    return {numbers[row["identity_hash"]]: row for row in await tx.fetch(_KNOWN, list(numbers))}


def _area(cells: dict[str, str], name: str, areas: dict[str, asyncpg.Record]) -> asyncpg.Record:
    area = areas.get(cells[name].upper())
    if area is None or area["until_on"] is not None:
        raise ImportRefused(ImportReason.AREA_NOT_KNOWN, field=name)
    return area


def _sex(text: str) -> Sex:
    sex = _SEXES.get(text.upper())
    if sex is None:
        raise ImportRefused(ImportReason.VALUE_NOT_KNOWN, field="sex", allowed=SEX_WORDS)
    return sex


def _day(text: str) -> date:
    """A day as 1951-03-08, 1951/3/8, 19510308 or 1951年3月8日."""
    parts = _DATE.fullmatch(text)
    try:
        if parts:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        pass
    raise ImportRefused(ImportReason.DATE_NOT_VALID, field="born_on")
