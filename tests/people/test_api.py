"""People's records over GraphQL: who sees and changes whose."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.kernel.models import Audit
from hub.people.models import Resident, Reveal
from hub.people.rules import DietaryNeedKind, Relation, StatusKind
from hub.query import global_id
from tests import make
from tests.asking import Ask
from tests.people.test_rules import number

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
WOMAN = number("612123", "19510308", "004")
RESIDENTS = """query ($filter: ResidentFilter, $from: Int, $until: Int, $kinds: [StatusKind!]) {
    residents(
        filter: $filter, ageFrom: $from, ageUntil: $until, statusKinds: $kinds, orderBy: PINYIN
    ) { totalCount nodes { name age } }
}"""
RECORD = """query ($id: ID!) { resident(id: $id) {
    name age phoneMasked identityMasked hukouRegion area { name }
    statuses { nodes { kind isCurrent } } dietaryNeeds { kind substance } addresses { kind }
} }"""


def keeper(area: Area | None, role: Role = Role.COMMUNITY_MANAGER) -> Viewer:
    return Viewer(new_key(), grants=(Grant(role, area_id=area.id if area else None),))


def self_of(resident: Resident, *wards: Resident) -> Viewer:
    return Viewer(
        new_key(),
        resident_id=resident.id,
        wards=tuple(make.ward(ward) for ward in wards),
        grants=(Grant(Role.RESIDENT, area_id=resident.area_id),),
    )


def gid(row: Any) -> str:
    return global_id(type(row).__name__, row.id)


async def run(ask: Ask, mutation: str, selection: str, by: Viewer, /, **fields: Any) -> Any:
    """Run one mutation; its result."""
    type_ = mutation[0].upper() + mutation[1:]
    answer = await ask(
        f"mutation ($input: {type_}Input!) {{ {mutation}(input: $input) {{ __typename {selection} "
        "... on PeopleRefusal { reason field message } } }",
        by=by,
        now=NOW,
        input=fields,
    )
    assert "errors" not in answer, answer
    return answer["data"][mutation]


async def names(ask: Ask, by: Viewer, **variables: Any) -> list[str]:
    answer = await ask(RESIDENTS, by=by, now=NOW, **variables)
    assert "errors" not in answer, answer
    found = answer["data"]["residents"]
    listed = [node["name"] for node in found["nodes"]]
    assert found["totalCount"] == len(listed)
    return listed


async def test_staff_find_the_residents_of_their_own_area(ask: Ask) -> None:
    community, other = await make.community(), await make.community()
    compound = await make.compound(community)
    wang = await make.resident(await make.entrance(await make.building(compound)))
    await make.resident(
        compound,
        name="李建国",
        name_pinyin="lijianguo",
        name_initials="ljg",
        born_on=date(1956, 2, 29),
        died_on=date(2026, 1, 1),
    )
    await make.resident(await make.compound(other), name="外人")
    await make.resident(name="远亲", area_id=None)
    await make.status(wang, StatusKind.LIVING_ALONE)
    await make.status(wang, StatusKind.MINIMUM_LIVING, until_on=date(2026, 11, 20))
    by = keeper(community)
    assert await names(ask, by) == ["李建国", "王淑芬"]
    assert await names(ask, by, filter={"name": "WSF"}) == ["王淑芬"]
    assert await names(ask, by, filter={"name": "li jian"}) == ["李建国"]
    assert await names(ask, by, filter={"name": "王淑"}) == ["王淑芬"]
    assert await names(ask, by, filter={"livesHere": True}) == ["王淑芬"]
    assert await names(ask, by, filter={"livesHere": False}) == ["李建国"]
    assert await names(ask, by, filter={"withinId": gid(compound)}) == ["李建国", "王淑芬"]
    assert await names(ask, by, filter={"withinId": gid(other)}) == []
    assert await names(ask, by, kinds=["LIVING_ALONE"]) == ["王淑芬"]
    assert await names(ask, by, kinds=["MINIMUM_LIVING"]) == []
    assert await names(ask, by, **{"from": 75}) == ["王淑芬"]
    assert await names(ask, by, until=75) == ["李建国"]
    assert await names(ask, by, **{"from": -5, "until": 2**31 - 1}) == ["李建国", "王淑芬"]
    assert await names(ask, keeper(None)) == ["李建国", "王淑芬", "外人", "远亲"]


@pytest.mark.parametrize(
    ("today", "age"), [("2026-02-28", 69), ("2026-03-01", 70), ("2028-02-29", 72)]
)
async def test_age_is_of_the_day_of_the_request(ask: Ask, today: str, age: int) -> None:
    resident = await make.resident(born_on=date(1956, 2, 29))
    now = datetime.fromisoformat(f"{today}T12:00:00+08:00")
    by = keeper(None)
    answer = await ask(RECORD, by=by, now=now, id=gid(resident))
    assert answer["data"]["resident"]["age"] == age
    bands: list[tuple[dict[str, Any], bool]] = [
        ({"from": age}, True),
        ({"from": age + 1}, False),
        ({"until": age}, False),
    ]
    for band, is_in in bands:
        found = await ask(RESIDENTS, by=by, now=now, **band)
        assert found["data"]["residents"]["totalCount"] == int(is_in)


async def test_a_role_held_elsewhere_opens_no_field_of_a_record(ask: Ask) -> None:
    community, elsewhere = await make.community(), await make.community()
    numbers = {"identity_number": b"x", "identity_hash": b"x" * 32, "identity_masked": "612*"}
    resident = await make.resident(await make.compound(community), hukou_region="612123", **numbers)
    me = await make.resident()
    serves = Grant(Role.CANTEEN_STAFF, site_id=(await make.site(community)).id)
    asked = "query ($id: ID!) { resident(id: $id) { name identityMasked hukouRegion } }"
    for other in (
        Grant(Role.RESIDENT, area_id=me.area_id),
        Grant(Role.COMMUNITY_MANAGER, area_id=elsewhere.id),
        Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=elsewhere.id),
    ):
        by = Viewer(new_key(), resident_id=me.id, grants=(serves, other))
        found = (await ask(asked, by=by, now=NOW, id=gid(resident)))["data"]["resident"]
        assert found == {"name": "王淑芬", "identityMasked": None, "hukouRegion": None}
    found = (await ask(asked, by=keeper(community), now=NOW, id=gid(resident)))["data"]["resident"]
    assert found == {"name": "王淑芬", "identityMasked": "612*", "hukouRegion": "612123"}


async def test_who_sees_what_of_a_record(ask: Ask) -> None:
    community = await make.community()
    home = await make.compound(community)
    resident = await make.resident(
        home,
        hukou_region="610582",
        phone=b"x",
        phone_hash=b"x",
        phone_masked="138****5678",
        identity_number=b"x",
        identity_hash=b"x" * 32,
        identity_masked="612***********0041",
    )
    await make.status(resident)
    await make.dietary_need(resident)
    site = await make.site(community)
    canteen = Viewer(new_key(), grants=(Grant(Role.CANTEEN_STAFF, site_id=site.id),))
    clerk = Viewer(new_key(), grants=(Grant(Role.COUNTER_CLERK, area_id=community.id),))
    child = self_of(await make.resident(), resident)
    auditor = keeper(community, Role.CIVIL_AFFAIRS_AUDITOR)

    async def record(by: Viewer) -> Any:
        return (await ask(RECORD, by=by, now=NOW, id=gid(resident)))["data"]["resident"]

    for by in (self_of(resident), child, keeper(community), keeper(None), auditor):
        seen = await record(by)
        assert seen["identityMasked"] == "612***********0041"
        assert seen["hukouRegion"] == "610582"
        assert seen["statuses"]["nodes"] == [{"kind": "LIVING_ALONE", "isCurrent": True}]
        assert seen["dietaryNeeds"] == [{"kind": "ALLERGY", "substance": "PEANUT"}]
    for by, needs in [(canteen, 1), (clerk, 0)]:
        seen = await record(by)
        assert (seen["name"], seen["phoneMasked"]) == ("王淑芬", "138****5678")
        assert (seen["identityMasked"], seen["hukouRegion"]) == (None, None)
        assert seen["statuses"]["nodes"] == []
        assert len(seen["dietaryNeeds"]) == needs
        assert await names(ask, by, kinds=["LIVING_ALONE"]) == []
    elsewhere = await make.community()
    strangers = [self_of(await make.resident()), keeper(elsewhere)]
    for by in strangers:
        assert await record(by) is None
    for by in (NOBODY, keeper(None, Role.HR_OFFICER)):
        assert await record(by) is None
    found = await ask("query ($id: ID!) { node(id: $id) { id } }", id=gid(resident))
    assert found["data"] == {"node": None}


async def test_a_resident_is_registered_changed_and_looked_up(ask: Ask) -> None:
    community = await make.community()
    home = await make.entrance(await make.building(community))
    by = keeper(community)
    fields = {
        "name": "王淑芬",
        "sex": "FEMALE",
        "bornOn": "1951-03-08",
        "identityNumber": WOMAN,
        "phone": "13812345678",
        "areaId": gid(home),
        "room": "502",
    }
    selection = "... on ResidentRegistered { resident { id name phoneMasked age area { id } } }"
    made = await run(ask, "residentRegister", selection, by, idempotencyKey="a", **fields)
    again = await run(ask, "residentRegister", selection, by, idempotencyKey="a", **fields)
    assert again["resident"]["id"] == made["resident"]["id"]
    assert made["resident"]["phoneMasked"] == "138****5678"
    taken = await run(ask, "residentRegister", selection, by, **fields)
    assert (taken["reason"], taken["field"]) == ("IDENTITY_TAKEN", "identityNumber")
    resident_id = made["resident"]["id"]
    updated = await run(
        ask,
        "residentUpdate",
        "... on ResidentUpdated { resident { name phoneMasked room identityMasked } }",
        by,
        residentId=resident_id,
        phone=None,
        room="301",
    )
    assert updated["resident"] == {
        "name": "王淑芬",
        "phoneMasked": None,
        "room": "301",
        "identityMasked": f"612*************{WOMAN[-2:]}",
    }
    revealed = await run(
        ask,
        "residentReveal",
        "... on ResidentRevealed { identityNumber phone }",
        by,
        residentId=resident_id,
        reason="核对名单",
    )
    assert (revealed["identityNumber"], revealed["phone"]) == (WOMAN, None)
    assert (await Reveal.get()).reason == "核对名单"
    stranger = keeper(await make.community())
    hidden = await run(ask, "residentReveal", "", stranger, residentId=resident_id, reason="x")
    assert hidden["reason"] == "NO_SUCH_RESIDENT"
    for audit in await Audit.all():
        assert WOMAN not in f"{audit.input}{audit.result}"
        assert "13812345678" not in f"{audit.input}{audit.result}"


async def test_a_name_cannot_be_taken_away(ask: Ask) -> None:
    resident = await make.resident()
    answer = await ask(
        """mutation ($input: ResidentUpdateInput!) {
            residentUpdate(input: $input) { __typename }
        }""",
        by=keeper(None),
        now=NOW,
        input={"residentId": gid(resident), "name": None},
    )
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert (await Resident.get(id=resident.id)).name == "王淑芬"


async def test_statuses_are_recorded_and_ended_by_staff(ask: Ask) -> None:
    resident = await make.resident()
    by = keeper(None)
    recorded = await run(
        ask,
        "residentStatusRecord",
        "... on ResidentStatusRecorded { status { id level isCurrent } }",
        by,
        residentId=gid(resident),
        kind="CARE_NEED",
        level=3,
        basis="评估 2026-11",
        fromOn="2026-11-01",
    )
    assert recorded["status"]["isCurrent"] is True
    ended = await run(
        ask,
        "residentStatusEnd",
        "... on ResidentStatusEnded { status { isCurrent endedWhy } }",
        by,
        statusId=recorded["status"]["id"],
        on="2026-11-20",
        why="康复",
    )
    assert ended["status"] == {"isCurrent": False, "endedWhy": "康复"}


async def test_a_family_looks_after_its_own_dietary_needs(ask: Ask) -> None:
    parent, child, other = [await make.resident() for _ in range(3)]
    by = self_of(child, parent)
    fields = {"kind": "ALLERGY", "substance": "EGG", "severity": "SEVERE"}
    selection = "... on DietaryNeedRecorded { need { id kind substance severity } }"
    made = await run(ask, "dietaryNeedRecord", selection, by, residentId=gid(parent), **fields)
    assert made["need"]["substance"] == "EGG"
    refused = await run(ask, "dietaryNeedRecord", selection, by, residentId=gid(other), **fields)
    assert refused["reason"] == "NO_SUCH_RESIDENT"
    foreign = await make.dietary_need(other, DietaryNeedKind.SOFT)
    refused = await run(ask, "dietaryNeedEnd", "", by, needId=gid(foreign))
    assert refused["reason"] == "NO_SUCH_NEED"
    refused = await run(ask, "dietaryNeedEnd", "", by, needId=made["need"]["id"])
    assert refused["reason"] == "NO_SUCH_NEED"
    ended = await run(
        ask,
        "dietaryNeedEnd",
        "... on DietaryNeedEnded { need { isCurrent } }",
        self_of(parent),
        needId=made["need"]["id"],
    )
    assert ended["need"] == {"isCurrent": False}


PROXY = "proxy { id status wardName holderName isCurrent isMineToAnswer scopes ward { name } }"


async def test_a_child_asks_the_parent_agrees_and_either_unbinds(ask: Ask) -> None:
    home = await make.entrance()
    registered = await run(
        ask,
        "residentRegister",
        "... on ResidentRegistered { resident { id } }",
        keeper(None),
        name="王淑芬",
        sex="FEMALE",
        bornOn="1951-03-08",
        identityNumber=WOMAN,
        areaId=gid(home),
    )
    assert registered["resident"]
    parent, child = await Resident.get(), await make.resident(name="王强")
    fields = {"iAct": True, "relation": "CHILD", "scopes": ["MEAL_ORDER"], "identityNumber": WOMAN}
    wrong = await run(ask, "proxyPropose", "", self_of(child), name="王淑芳", **fields)
    assert wrong["reason"] == "NO_SUCH_RESIDENT"
    asked = await run(
        ask,
        "proxyPropose",
        f"... on ProxyProposed {{ {PROXY} }}",
        self_of(child),
        name="王淑芬",
        **fields,
    )
    proposal = asked["proxy"]
    assert (proposal["status"], proposal["wardName"]) == ("PROPOSED", "王淑芬")
    assert (proposal["isMineToAnswer"], proposal["ward"]) == (False, None)
    mine = f"{{ myProxies {{ {PROXY.removeprefix('proxy { ')} }}"
    seen = (await ask(mine, by=self_of(parent), now=NOW))["data"]["myProxies"]
    assert [row["isMineToAnswer"] for row in seen] == [True]
    by_asker = await run(ask, "proxyAccept", "", self_of(child), proxyId=proposal["id"])
    assert by_asker["reason"] == "PROXY_ANSWER_IS_THEIRS"
    bound = await run(
        ask,
        "proxyAccept",
        f"... on ProxyAccepted {{ {PROXY} }}",
        self_of(parent),
        proxyId=proposal["id"],
    )
    assert (bound["proxy"]["status"], bound["proxy"]["isCurrent"]) == ("ACTIVE", True)
    stranger = self_of(await make.resident())
    refused = await run(ask, "proxyEnd", "", stranger, proxyId=proposal["id"], why="x")
    assert refused["reason"] == "NO_SUCH_PROXY"
    ended = await run(
        ask,
        "proxyEnd",
        "... on ProxyEnded { proxy { status moves { toStatus } } }",
        self_of(parent),
        proxyId=proposal["id"],
        why="不再需要",
    )
    assert [move["toStatus"] for move in ended["proxy"]["moves"]] == ["PROPOSED", "ACTIVE", "ENDED"]


async def test_staff_bind_at_the_counter_and_a_proposal_is_declined(ask: Ask) -> None:
    ward = await make.resident()
    by = keeper(await make.community())
    await run(
        ask,
        "residentRegister",
        "",
        by,
        name="王强",
        sex="FEMALE",
        bornOn="1951-03-08",
        identityNumber=WOMAN,
    )
    holder = await Resident.get(name="王强")
    bound = await run(
        ask,
        "proxyRegister",
        "... on ProxyRegistered { proxy { status consentMethod } }",
        keeper(None),
        wardId=gid(ward),
        holderIdentityNumber=WOMAN,
        holderName="王强",
        relation="CHILD",
        scopes=["MEAL_COLLECT"],
        consentDocument="同意书 7",
    )
    assert bound["proxy"] == {"status": "ACTIVE", "consentMethod": "PAPER"}
    asked = await make.proxy(holder, ward, status="PROPOSED", slot=None, consent_at=None)
    declined = await run(
        ask,
        "proxyDecline",
        "... on ProxyDeclined { proxy { status } }",
        self_of(holder),
        proxyId=gid(asked),
    )
    assert declined["proxy"] == {"status": "DECLINED"}


async def test_a_household_is_seen_by_its_members_and_by_staff(ask: Ask) -> None:
    home = await make.entrance()
    by = keeper(home)
    made = await run(
        ask,
        "householdCreate",
        "... on HouseholdCreated { household { id room members { name } } }",
        by,
        areaId=gid(home),
        room="502",
    )
    household = made["household"]
    wife, husband = await make.resident(home), await make.resident(home, name="李建国")
    for resident, relation in [(wife, Relation.HEAD), (husband, Relation.SPOUSE)]:
        added = await run(
            ask,
            "householdMemberAdd",
            "... on HouseholdMemberAdded { member { id relation } }",
            by,
            householdId=household["id"],
            residentId=gid(resident),
            relation=relation.value,
            fromOn="2026-01-01",
        )
        assert added["member"]["relation"] == relation
    document = "{ myHousehold { room members { name relation resident { name } } } }"
    seen = (await ask(document, by=self_of(husband), now=NOW))["data"]["myHousehold"]
    assert seen["room"] == "502"
    assert [member["resident"] for member in seen["members"]] == [None, {"name": "李建国"}]
    assert [member["name"] for member in seen["members"]] == ["王淑芬", "李建国"]
    other = (await ask(document, by=self_of(await make.resident()), now=NOW))["data"]
    assert other == {"myHousehold": None}
    document = "query ($id: ID!) { household(id: $id) { members { id name } } }"
    kept = (await ask(document, by=by, now=NOW, id=household["id"]))["data"]["household"]
    left = await run(
        ask,
        "householdMemberEnd",
        "... on HouseholdMemberEnded { member { untilOn } }",
        by,
        memberId=kept["members"][1]["id"],
    )
    assert left["member"] == {"untilOn": "2026-11-20"}
    gone = (await ask("{ myHousehold { room } }", by=self_of(husband), now=NOW))["data"]
    assert gone == {"myHousehold": None}


async def test_deaths_and_moves_are_recorded_and_put_right(ask: Ask) -> None:
    home = await make.entrance()
    by = keeper(home)
    first, second = await make.resident(home), await make.resident(home)
    died = await run(
        ask,
        "residentDeathRecord",
        "... on ResidentDeathRecorded { departure { id kind knownAt resident { livesHere } } }",
        by,
        residentId=gid(first),
        diedOn="2026-11-10",
        source="医院",
    )
    assert died["departure"]["resident"] == {"livesHere": False}
    assert died["departure"]["knownAt"] == "2026-11-20T12:00:00+08:00"
    revoked = await run(
        ask,
        "departureRevoke",
        "... on DepartureRevoked { departure { revokedWhy resident { diedOn } } }",
        by,
        departureId=died["departure"]["id"],
        why="同名",
    )
    assert revoked["departure"] == {"revokedWhy": "同名", "resident": {"diedOn": None}}
    moved = await run(
        ask,
        "residentMoveRecord",
        "... on ResidentMoveRecorded { departure { on toRegion } }",
        by,
        residentId=gid(second),
        on="2026-11-01",
        toRegion="610103",
        source="本人",
    )
    assert moved["departure"] == {"on": "2026-11-01", "toRegion": "610103"}
    back = await run(
        ask,
        "residentReturn",
        "... on ResidentReturned { resident { livesHere room } }",
        by,
        residentId=gid(second),
        areaId=gid(home),
        room="9",
        on="2026-11-15",
    )
    assert back["resident"] == {"livesHere": True, "room": "9"}
