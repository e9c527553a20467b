"""The people of the demonstration: old people, their families, who acts for whom, who needs what.

Nobody is real: names are Faker's, identity numbers have a county code that no county has, telephone
numbers a range that was never given out.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from faker import Faker
from stdnum.cn import ric

from hub.demo.places import HUKOU_REGION, Grid, Place
from hub.kernel import keyring
from hub.kernel.ids import new_key
from hub.people.rules import (
    IDENTITY,
    PHONE,
    AddressKind,
    ConsentMethod,
    DietaryNeedKind,
    ProxyScope,
    ProxyStatus,
    Relation,
    Severity,
    Sex,
    StatusKind,
    mask_identity,
    mask_phone,
)
from hub.people.rules.pinyin import spell

ELDERS = 4_000
"""People of 60 years and more at scale 1; a quarter has a child in the city."""
_NO_COUNTY = "619999"
_NO_OPERATOR = "1540"
_SETTLED_ON = date(2010, 1, 1)
_KNOWN_AT = datetime(2024, 3, 1, 1, tzinfo=UTC)
_STATUSES = (
    (StatusKind.LIVING_ALONE, 0.12, False),
    (StatusKind.EMPTY_NEST, 0.10, False),
    (StatusKind.MINIMUM_LIVING, 0.04, False),
    (StatusKind.LOW_INCOME, 0.03, False),
    (StatusKind.EXTREME_HARDSHIP, 0.01, False),
    (StatusKind.PREFERENTIAL_TREATMENT, 0.03, False),
    (StatusKind.SPECIAL_FAMILY_PLANNING, 0.01, False),
    (StatusKind.MODEL_WORKER, 0.01, False),
    (StatusKind.CARE_NEED, 0.06, True),
    (StatusKind.DISABILITY, 0.05, True),
    (StatusKind.IN_CARE_INSTITUTION, 0.01, False),
)
_NEEDS = (
    (DietaryNeedKind.LOW_SUGAR, None, 0.16),
    (DietaryNeedKind.LOW_SALT, None, 0.22),
    (DietaryNeedKind.SOFT, None, 0.10),
    (DietaryNeedKind.ALLERGY, "PEANUT", 0.01),
    (DietaryNeedKind.ALLERGY, "CRUSTACEAN", 0.01),
    (DietaryNeedKind.ALLERGY, "EGG", 0.005),
    (DietaryNeedKind.AVOID, "香菜", 0.03),
)


@dataclass(slots=True)
class Elder:
    """Somebody who eats at the canteens, with what decides about price and dishes."""

    id: UUID
    name: str
    phone: str
    born_on: date
    home: Place
    address: str
    statuses: list[tuple[StatusKind, int | None]] = field(default_factory=list)
    allergies: set[str] = field(default_factory=set)
    wards: int = 0


@dataclass(slots=True)
class People:
    """Everybody, and the rows that say so."""

    elders: list[Elder] = field(default_factory=list)
    children: list[Elder] = field(default_factory=list)
    residents: list[dict[str, object]] = field(default_factory=list)
    addresses: list[dict[str, object]] = field(default_factory=list)
    households: list[dict[str, object]] = field(default_factory=list)
    members: list[dict[str, object]] = field(default_factory=list)
    statuses: list[dict[str, object]] = field(default_factory=list)
    needs: list[dict[str, object]] = field(default_factory=list)
    proxies: list[dict[str, object]] = field(default_factory=list)
    born: dict[tuple[date, Sex], int] = field(default_factory=dict)


def build(grid: Grid, scale: float, random: Random, today: date) -> People:
    """People in households of one or two elders; a quarter of the households has a child nearby."""
    faker = Faker("zh_CN")
    faker.seed_instance(random.random())
    people, numbers = People(), count(1)
    wanted = max(50, round(ELDERS * scale))
    while len(people.elders) < wanted:
        home = random.choice(grid.homes)
        room = f"{random.randint(1, 6)}0{random.randint(1, 2)}"
        household = _household(people, home, room, next(numbers))
        sexes = [Sex.MALE, Sex.FEMALE] if random.random() < 0.6 else [Sex.FEMALE]
        relation = Relation.HEAD
        for sex in sexes:
            age = min(60 + int(random.expovariate(1 / 11)), 101)
            elder = _resident(people, faker, random, sex, age, home, room, today)
            _member(people, household, elder.id, relation)
            _circumstances(people, elder, random, alone=len(sexes) == 1)
            people.elders.append(elder)
            relation = Relation.SPOUSE
        if random.random() < 0.4:
            sex = random.choice(list(Sex))
            other = random.choice(grid.homes)
            child = _resident(
                people, faker, random, sex, random.randint(30, 58), other, room, today
            )
            people.children.append(child)
            for slot, ward in enumerate(people.elders[-len(sexes) :], 1):
                _proxy(people, ward, child, slot)
    _show_allergy(people)
    return people


def _resident(
    people: People,
    faker: Faker,
    random: Random,
    sex: Sex,
    age: int,
    home: Place,
    room: str,
    today: date,
) -> Elder:
    number = len(people.residents)
    name = faker.name_female() if sex is Sex.FEMALE else faker.name_male()
    born_on = today - timedelta(days=age * 365 + age // 4 + random.randint(1, 360))
    identity = _identity(people, born_on, sex)
    phone = f"{_NO_OPERATOR}{number:07}"
    keys = keyring.current()
    elder = Elder(new_key(), name, phone, born_on, home, home.address + room)
    lives_since = max(born_on, _SETTLED_ON)
    is_registered = random.random() < 0.9
    hukou = {
        "area_id": home.id if is_registered else None,
        "region": HUKOU_REGION if is_registered else "610523",
    }
    pinyin, initials = spell(name)
    people.residents.append(
        {
            "id": elder.id,
            "name": name,
            "name_pinyin": pinyin,
            "name_initials": initials,
            "sex": sex,
            "born_on": born_on,
            "identity_number": keys.seal(identity, IDENTITY),
            "identity_hash": keys.digest(identity, IDENTITY),
            "identity_masked": mask_identity(identity),
            "phone": keys.seal(phone, PHONE),
            "phone_hash": keys.digest(phone, PHONE),
            "phone_masked": mask_phone(phone),
            "area_id": home.id,
            "room": room,
            "hukou_area_id": hukou["area_id"],
            "hukou_region": hukou["region"],
            "registered_at": _KNOWN_AT,
        }
    )
    places = (
        (AddressKind.HOME, home.id, room, None),
        (AddressKind.HUKOU, hukou["area_id"], None, hukou["region"]),
    )
    people.addresses.extend(
        {
            "id": new_key(),
            "resident_id": elder.id,
            "kind": kind,
            "area_id": area_id,
            "room": known_room,
            "region": region,
            "from_on": lives_since,
            "until_on": None,
        }
        for kind, area_id, known_room, region in places
    )
    return elder


def _identity(people: People, born_on: date, sex: Sex) -> str:
    """A number with a right check digit; the order within a day is odd for men, even for women."""
    order = people.born.get((born_on, sex), int(sex is Sex.MALE))
    people.born[born_on, sex] = order + 2
    body = f"{_NO_COUNTY}{born_on:%Y%m%d}{order:03}"
    return body + ric.calc_check_digit(body + "0")


def _household(people: People, home: Place, room: str, number: int) -> UUID:
    key = new_key()
    people.households.append(
        {
            "id": key,
            "code": f"HH-{number:06}",
            "area_id": home.id,
            "room": room,
            "from_on": _SETTLED_ON,
            "until_on": None,
        }
    )
    return key


def _member(people: People, household: UUID, resident_id: UUID, relation: Relation) -> None:
    people.members.append(
        {
            "id": new_key(),
            "household_id": household,
            "resident_id": resident_id,
            "relation": relation,
            "from_on": _SETTLED_ON,
            "until_on": None,
        }
    )


def _circumstances(people: People, elder: Elder, random: Random, *, alone: bool) -> None:
    for kind, share, has_level in _STATUSES:
        if kind is StatusKind.LIVING_ALONE and not alone:
            continue
        if random.random() < share * (4 if kind is StatusKind.LIVING_ALONE else 1):
            level = random.randint(1, 4) if has_level else None
            elder.statuses.append((kind, level))
            people.statuses.append(
                {
                    "id": new_key(),
                    "resident_id": elder.id,
                    "kind": kind,
                    "level": level,
                    "basis": None,
                    "from_on": _KNOWN_AT.date(),
                    "until_on": None,
                    "recorded_at": _KNOWN_AT,
                }
            )
    for need, substance, share in _NEEDS:
        if random.random() < share:
            _need(people, elder, need, substance)


def _need(people: People, elder: Elder, need: DietaryNeedKind, substance: str | None) -> None:
    if need is DietaryNeedKind.ALLERGY and substance:
        elder.allergies.add(substance)
    people.needs.append(
        {
            "id": new_key(),
            "resident_id": elder.id,
            "kind": need,
            "substance": substance,
            "severity": Severity.SEVERE if substance == "PEANUT" else Severity.MODERATE,
            "from_on": _KNOWN_AT.date(),
            "until_on": None,
            "recorded_at": _KNOWN_AT,
        }
    )


def _show_allergy(people: People) -> None:
    """Let a parent of who signs in as a proxy be allergic, so that one sees what is refused."""
    child = max(people.children, key=lambda person: person.wards, default=None)
    wards = {row["ward_id"] for row in people.proxies if child and row["holder_id"] == child.id}
    parents = [elder for elder in people.elders if elder.id in wards]
    if parents and not any(elder.allergies for elder in parents):
        _need(people, parents[0], DietaryNeedKind.ALLERGY, "EGG")


def _proxy(people: People, ward: Elder, holder: Elder, slot: int) -> None:
    holder.wards += 1
    people.proxies.append(
        {
            "id": new_key(),
            "ward_id": ward.id,
            "holder_id": holder.id,
            "relation": Relation.CHILD,
            "scopes": [ProxyScope.MEAL_ORDER.value, ProxyScope.MEAL_COLLECT.value],
            "status": ProxyStatus.ACTIVE,
            "slot": slot,
            "proposer_id": holder.id,
            "proposed_at": _KNOWN_AT,
            "consent_method": ConsentMethod.PAPER,
            "consent_at": _KNOWN_AT,
            "from_on": _KNOWN_AT.date(),
            "until_on": None,
        }
    )
