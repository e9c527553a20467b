"""Every scope of a proxy against everything that is seen of a person and done for them."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest

from hub.kernel.access import Grant, Role, Viewer
from hub.people.models import Departure, DietaryNeed, Resident, ResidentAddress
from hub.people.rules import AddressKind, DepartureKind, DietaryNeedKind, ProxyScope, Relation
from hub.query import global_id
from tests import make
from tests.asking import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
S = ProxyScope
READS_RECORD = {S.RECORD_READ}
READS_DIET = {S.RECORD_READ, S.DIET_RECORD, S.MEAL_ORDER}

RECORD = """query ($id: ID!) { resident(id: $id) {
    name sex bornOn age phoneMasked area { id } room livesHere
    identityMasked hukouRegion hukouArea { id }
    addresses { kind } memberships { relation household { members { name } } }
    statuses { totalCount nodes { kind } } departures { on }
    dietaryNeeds { kind }
} }"""
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }"
WARDS = "{ viewer { resident { name } wards { name dietaryNeeds { kind } } } }"
RECORD_NEED = """mutation ($input: DietaryNeedRecordInput!) { result: dietaryNeedRecord(
    input: $input) { ... on DietaryNeedRecorded { need { kind } } ... on PeopleRefusal { reason } }
}"""
END_NEED = """mutation ($input: DietaryNeedEndInput!) { result: dietaryNeedEnd(
    input: $input) { ... on DietaryNeedEnded { need { kind } } ... on PeopleRefusal { reason } }
}"""


class Family(NamedTuple):
    """A mother with something of everything on record, by kind, and who acts for her."""

    mother: Resident
    need: DietaryNeed
    on_record: dict[str, str]


@pytest.fixture
async def family() -> Family:
    mother = await make.resident(
        name="王秀兰",
        hukou_region="610582",
        phone=b"x",
        phone_hash=b"x",
        phone_masked="138****5678",
        identity_number=b"x",
        identity_hash=b"x" * 32,
        identity_masked="612*********41",
    )
    home: dict[str, Any] = {"resident_id": mother.id, "from_on": date(2020, 1, 1)}
    await ResidentAddress.create(id=mother.id, kind=AddressKind.HOME, room="101", **home)
    household = await make.household()
    member = await make.household_member(household, mother)
    father = await make.resident(name="李建国")
    await make.household_member(household, father, relation=Relation.SPOUSE)
    status = await make.status(mother)
    need = await make.dietary_need(mother)
    departure = await Departure.create(
        id=need.id,
        resident_id=mother.id,
        kind=DepartureKind.MOVED_AWAY,
        on=date(2025, 1, 1),
        known_at=NOW,
        source="x",
        ended=[],
        revoked_at=NOW,
        revoked_why="x",
    )
    rows = [household, member, status, departure, need]
    return Family(mother, need, {type(row).__name__: gid(row) for row in rows})


def gid(row: Any) -> str:
    return global_id(type(row).__name__, row.id)


async def holder_of(ward: Resident, *scopes: ProxyScope) -> Viewer:
    """A son who may do this for the ward, and nothing else for anybody."""
    son = await make.resident(name="李明")
    await make.proxy(ward, son, scopes=[scope.value for scope in scopes])
    account = await make.account(son)
    return Viewer(
        account.id,
        resident_id=son.id,
        wards=(make.ward(ward, *scopes),),
        grants=(Grant(Role.RESIDENT, area_id=son.area_id),),
    )


async def run(ask: Ask, document: str, by: Viewer, **fields: object) -> Any:
    answer = await ask(document, by=by, now=NOW, input=fields)
    assert "errors" not in answer, answer
    return answer["data"]["result"]


@pytest.mark.parametrize("scope", ProxyScope)
async def test_what_a_proxy_sees_of_a_record(ask: Ask, family: Family, scope: ProxyScope) -> None:
    by = await holder_of(family.mother, scope)
    seen = (await ask(RECORD, by=by, now=NOW, id=gid(family.mother)))["data"]["resident"]
    known = ("name", "sex", "bornOn", "age", "phoneMasked", "room", "livesHere")
    assert {seen[field] for field in known} >= {"王秀兰", "FEMALE", 75, "138****5678", True}
    assert seen["area"] is not None
    reads = scope in READS_RECORD
    assert seen["identityMasked"] == ("612*********41" if reads else None)
    assert seen["hukouRegion"] == ("610582" if reads else None)
    assert len(seen["addresses"]) == len(seen["memberships"]) == int(reads)
    assert len(seen["departures"]) == seen["statuses"]["totalCount"] == int(reads)
    assert len(seen["dietaryNeeds"]) == int(scope in READS_DIET)
    if reads:
        (membership,) = seen["memberships"]
        members = [member["name"] for member in membership["household"]["members"]]
        assert sorted(members) == ["李建国", "王秀兰"]


@pytest.mark.parametrize("scope", ProxyScope)
async def test_what_a_proxy_reaches_by_its_id(ask: Ask, family: Family, scope: ProxyScope) -> None:
    by = await holder_of(family.mother, scope)
    answer = await ask(NODES, by=by, now=NOW, ids=list(family.on_record.values()))
    found = {node["__typename"] for node in answer["data"]["nodes"] if node}
    expected = {"DietaryNeed"} if scope in READS_DIET else set()
    assert found == (set(family.on_record) if scope in READS_RECORD else expected)


@pytest.mark.parametrize("scope", ProxyScope)
async def test_a_proxy_knows_for_whom_it_acts(ask: Ask, family: Family, scope: ProxyScope) -> None:
    by = await holder_of(family.mother, scope)
    viewer = (await ask(WARDS, by=by, now=NOW))["data"]["viewer"]
    assert viewer["resident"] == {"name": "李明"}
    (ward,) = viewer["wards"]
    assert ward["name"] == "王秀兰"
    assert len(ward["dietaryNeeds"]) == int(scope in READS_DIET)


@pytest.mark.parametrize("scope", ProxyScope)
async def test_who_may_record_a_dietary_need(ask: Ask, family: Family, scope: ProxyScope) -> None:
    by = await holder_of(family.mother, scope)
    wanted = {"residentId": gid(family.mother), "kind": "LOW_SALT", "severity": "MILD"}
    answer = await run(ask, RECORD_NEED, by, **wanted)
    may = scope is S.DIET_RECORD
    assert answer == ({"need": {"kind": "LOW_SALT"}} if may else {"reason": "NO_SUCH_RESIDENT"})
    recorded = await DietaryNeed.filter(kind=DietaryNeedKind.LOW_SALT).count()
    assert recorded == int(may)


@pytest.mark.parametrize("scope", ProxyScope)
async def test_no_proxy_ends_a_dietary_need(ask: Ask, family: Family, scope: ProxyScope) -> None:
    by = await holder_of(family.mother, scope)
    answer = await run(ask, END_NEED, by, needId=gid(family.need))
    assert answer == {"reason": "NO_SUCH_NEED"}
    assert (await DietaryNeed.get(id=family.need.id)).until_on is None


async def test_scopes_add_up_and_each_is_for_its_own_ward(ask: Ask, family: Family) -> None:
    other = await make.resident(name="外婆")
    await make.status(other)
    await make.dietary_need(other)
    by = await holder_of(family.mother, S.MEAL_COLLECT, S.RECORD_READ)
    await make.proxy(other, await Resident.get(id=by.resident_id), scopes=["MEAL_ORDER"], slot=2)
    both = Viewer(
        by.account_id,
        resident_id=by.resident_id,
        wards=(*by.wards, make.ward(other, S.MEAL_ORDER)),
        grants=by.grants,
    )
    document = """query ($id: ID!) { resident(id: $id) { statuses { totalCount }
        dietaryNeeds { kind } } }"""
    seen = [
        (await ask(document, by=both, now=NOW, id=gid(who)))["data"]["resident"]
        for who in (family.mother, other)
    ]
    assert [row["statuses"]["totalCount"] for row in seen] == [1, 0]
    assert [len(row["dietaryNeeds"]) for row in seen] == [1, 1]


async def test_who_acts_for_somebody_else_sees_nothing_of_the_record(
    ask: Ask, family: Family
) -> None:
    by = await holder_of(await make.resident(), *ProxyScope)
    answer = await ask(RECORD, by=by, now=NOW, id=gid(family.mother))
    assert answer["data"]["resident"] is None
    answer = await ask(NODES, by=by, now=NOW, ids=list(family.on_record.values()))
    assert answer["data"]["nodes"] == [None] * len(family.on_record)


async def test_who_is_staff_and_family_is_each_of_both_and_no_more(
    ask: Ask, family: Family
) -> None:
    """A role somewhere does not widen the scopes, nor do the scopes widen the role."""
    kept = await make.community()
    neighbour = await make.resident(await make.compound(kept), name="邻居")
    need = await make.dietary_need(neighbour)
    son = await holder_of(family.mother, S.MEAL_COLLECT)
    by = Viewer(
        son.account_id,
        resident_id=son.resident_id,
        wards=son.wards,
        grants=(*son.grants, Grant(Role.COMMUNITY_MANAGER, area_id=kept.id)),
    )
    mother, other = [
        (await ask(RECORD, by=by, now=NOW, id=gid(who)))["data"]["resident"]
        for who in (family.mother, neighbour)
    ]
    assert (mother["identityMasked"], mother["statuses"]["totalCount"]) == (None, 0)
    assert mother["dietaryNeeds"] == []
    assert other["dietaryNeeds"] == [{"kind": "ALLERGY"}]
    wanted = {"kind": "LOW_SALT", "severity": "MILD"}
    refused = await run(ask, RECORD_NEED, by, residentId=gid(family.mother), **wanted)
    assert refused == {"reason": "NO_SUCH_RESIDENT"}
    assert "need" in await run(ask, RECORD_NEED, by, residentId=gid(neighbour), **wanted)
    assert "need" in await run(ask, END_NEED, by, needId=gid(need))
