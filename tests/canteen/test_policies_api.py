"""Subsidy policies over GraphQL: who reads, publishes, takes back and tries them."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from hub.canteen import reads
from hub.canteen.jobs import trials
from hub.canteen.models import SubsidyPolicy, SubsidyTrial
from hub.grid.models import Area
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import HUB_ZONE
from hub.kernel.ids import new_key
from hub.people.rules import StatusKind
from hub.query import global_id
from tests import make
from tests.canteen.published import document, text
from tests.make.canteen import BEFORE, MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

NOW = datetime(2026, 6, 1, 9, tzinfo=HUB_ZONE)
READERS = {
    Role.CANTEEN_STAFF,
    Role.CANTEEN_MANAGER,
    Role.CIVIL_AFFAIRS_AUDITOR,
    Role.CITY_ADMINISTRATOR,
}
AUDITORS = {Role.CIVIL_AFFAIRS_AUDITOR, Role.CITY_ADMINISTRATOR}

DOCUMENT = """document { periods modes basis combine residence priceResidence thresholdBasis
    rounding excludes mustExceedSubsidy dailyCapFen dailyMeals weeklyCapFen weeklyMeals proxyPickup
    prices { ageFrom ageUntil factor }
    bands { code name nameEn ageFrom ageUntil amountFen ratio ratioCapFen minSpendFen diets
        anyOf { kind levelFrom levelUntil } allOf { kind levelFrom levelUntil } }
    shares { level amountFen ratio requiresSame } }"""
IN_FORCE = f"""query ($areaId: ID!, $on: Date!) {{ subsidyPolicy(areaId: $areaId, on: $on) {{
    id code version name source fromOn untilOn publishedBy withdrawReason {DOCUMENT} }} }}"""
ALL = """query ($filter: SubsidyPolicyFilter) { subsidyPolicies(filter: $filter) {
    totalCount nodes { code version fromOn untilOn publishedBy withdrawnAt withdrawReason
        replaces { version } area { name } } } }"""
SCHEDULES = f"""{{ subsidySchedules {{ code name source region validFrom notes {DOCUMENT} }} }}"""
PUBLISH = """mutation ($input: SubsidyPolicyPublishInput!) {
    result: subsidyPolicyPublish(input: $input) { __typename
        ... on SubsidyPolicyPublished { policy { id code version name fromOn untilOn } }
        ... on CanteenRefusal { reason field message ages place beginsOn earliestOn } } }"""
WITHDRAW = """mutation ($input: SubsidyPolicyWithdrawInput!) {
    result: subsidyPolicyWithdraw(input: $input) { __typename
        ... on SubsidyPolicyWithdrawn { policy { untilOn withdrawReason } }
        ... on CanteenRefusal { reason field } } }"""
SUMS = """persons meals subsidyThenFen subsidyNowFen differenceFen dueThenFen dueNowFen
    gaining losing"""
TRIAL = f"""id name monthOn status meals mealsDone requestedBy result {{
    total {{ {SUMS} }} classes {{ code {SUMS} }} ages {{ ageFrom ageUntil {SUMS} }}
    levels {{ level persons meals thenFen nowFen differenceFen }} }}
    changes {{ position meals dueThenFen dueNowFen subsidyThenFen subsidyNowFen
        resident {{ name }} }} document {{ basis }}"""
START = f"""mutation ($input: SubsidyTrialStartInput!) {{
    result: subsidyTrialStart(input: $input) {{ ... on SubsidyTrialStarted {{ trial {{ {TRIAL} }} }}
    ... on CanteenRefusal {{ reason field }} }} }}"""
ONE_TRIAL = f"query ($id: ID!) {{ subsidyTrial(id: $id) {{ {TRIAL} }} }}"
TRIALS = "{ subsidyTrials { totalCount nodes { id status } } }"
QUOTE = """query ($input: MealQuoteInput!) { quote: mealQuote(input: $input) {
    ... on MealQuote { dueFen subsidyFen policy { name version source }
        steps { kind amountFen words } shares { level amountFen } }
    ... on CanteenRefusal { reason } } }"""


def holding(role, **where):
    return Viewer(grants=(Grant(role, **where),))


ADMINISTRATOR = holding(Role.CITY_ADMINISTRATOR)
AUDITOR = holding(Role.CIVIL_AFFAIRS_AUDITOR)


def everybody():
    """Nobody, and one of every role in the whole city."""
    return [
        (None, NOBODY),
        *((role, Viewer(new_key(), grants=(Grant(role),))) for role in Role),
    ]


def area_id(area):
    return global_id("Area", area.id)


def code_of(body):
    return body["errors"][0]["extensions"]["code"] if "errors" in body else None


async def administrator():
    account = await make.account(display_name="管理员")
    return Viewer(account.id, grants=(Grant(Role.CITY_ADMINISTRATOR),))


async def publish(ask, area, by=ADMINISTRATOR, language="en", **given):
    sent = {"areaId": area_id(area), "fromOn": "2026-07-01", **given}
    body = await ask(PUBLISH, by=by, now=NOW, language=language, input=sent)
    assert "errors" not in body, body
    return body["data"]["result"]


async def test_everybody_reads_the_policy_in_force(ask):
    city = await make.city()
    await make.policy(city, document("putuo"), name="普陀", code="putuo")
    for _, viewer in everybody():
        body = await ask(IN_FORCE, by=viewer, areaId=area_id(city), on="2026-06-02")
        assert "errors" not in body, body
        assert body["data"]["subsidyPolicy"]["name"] == "普陀"
    body = await ask(IN_FORCE, areaId=area_id(city), on="2026-06-02")
    said = body["data"]["subsidyPolicy"]["document"]
    assert (said["residence"], said["priceResidence"]) == ("BOTH", "USUAL")
    assert [price["factor"] for price in said["prices"]] == [9000, 8500]
    assert [band["minSpendFen"] for band in said["bands"]] == [800, 1500, 1500]
    assert said["bands"][0]["anyOf"][0] == {
        "kind": "LOW_INCOME",
        "levelFrom": None,
        "levelUntil": None,
    }
    assert said["shares"] == [
        {"level": "CITY", "amountFen": None, "ratio": None, "requiresSame": None}
    ]


async def test_the_nearest_policy_of_the_day_is_in_force(ask):
    community = await make.community()
    city, township, _ = [await Area.get(id=key) for key in community.ancestors]
    whole = await make.policy(city, document("chuzhou"))
    until = {"from_on": date(2026, 6, 1), "until_on": date(2026, 7, 1)}
    own = await make.policy(township, document("xuyi"), **until)

    async def in_force(area, on):
        body = await ask(IN_FORCE, areaId=area_id(area), on=on)
        found = body["data"]["subsidyPolicy"]
        return found and found["id"]

    ids = [global_id("SubsidyPolicy", row.id) for row in (whole, own)]
    assert await in_force(city, "2026-06-01") == ids[0]
    for area in (township, community):
        assert await in_force(area, "2026-05-31") == ids[0]
        assert await in_force(area, "2026-06-01") == ids[1]
        assert await in_force(area, "2026-06-30") == ids[1]
        assert await in_force(area, "2026-07-01") == ids[0]
    assert await in_force(await make.city(), "2026-06-01") is None


async def test_staff_and_auditors_look_through_all_versions(ask):
    city = await make.city()
    by = await administrator()
    await publish(ask, city, by=by, fromOn="2026-06-01", schedule="chuzhou")
    later = await publish(ask, city, by=by, schedule="chuzhou")
    withdrawn = {"policyId": later["policy"]["id"], "reason": "有误"}
    await ask(WITHDRAW, by=by, now=NOW, input=withdrawn)
    for role, viewer in everybody():
        body = await ask(ALL, by=viewer)
        if role not in READERS:
            assert code_of(body) == ("UNAUTHENTICATED" if role is None else "FORBIDDEN")
            continue
        assert "errors" not in body, body
        latest, first = body["data"]["subsidyPolicies"]["nodes"]
        assert (latest["version"], latest["withdrawReason"]) == (2, "有误")
        assert (latest["replaces"], latest["publishedBy"]) == ({"version": 1}, "管理员")
        assert (first["version"], first["untilOn"]) == (1, None)
    for asked, versions in (
        ({"isWithdrawn": True}, [2]),
        ({"isWithdrawn": False, "code": "chuzhou"}, [1]),
        ({"on": "2026-07-02", "areaId": area_id(city)}, [1]),
        ({"code": "putuo"}, []),
    ):
        body = await ask(ALL, by=AUDITOR, filter=asked)
        nodes = body["data"]["subsidyPolicies"]["nodes"]
        assert [node["version"] for node in nodes] == versions


async def test_who_published_and_why_it_was_taken_back_is_for_staff(ask):
    city = await make.city()
    await publish(ask, city, by=await administrator(), fromOn="2026-06-01", schedule="chuzhou")
    asked = {"areaId": area_id(city), "on": "2026-06-02"}
    assert (await ask(IN_FORCE, **asked))["data"]["subsidyPolicy"]["publishedBy"] is None
    seen = (await ask(IN_FORCE, by=AUDITOR, **asked))["data"]["subsidyPolicy"]
    assert seen["publishedBy"] == "管理员"


async def test_staff_and_auditors_see_the_shipped_schedules(ask):
    for role, viewer in everybody():
        body = await ask(SCHEDULES, by=viewer)
        if role not in READERS:
            assert code_of(body) == ("UNAUTHENTICATED" if role is None else "FORBIDDEN")
            continue
        assert "errors" not in body, body
        codes = [each["code"] for each in body["data"]["subsidySchedules"]]
        assert codes == list(reads.schedules())
    body = await ask(SCHEDULES, by=AUDITOR)
    tianjin = body["data"]["subsidySchedules"][6]
    assert tianjin["validFrom"] is None
    assert tianjin["notes"][1] == "Severe disability is taken as grades 1 and 2."
    in_chinese = await ask(SCHEDULES, by=AUDITOR, language="zh-CN")
    assert in_chinese["data"]["subsidySchedules"][6]["notes"][1] == "“重度残疾”按残疾一级、二级。"


async def test_only_the_city_administrator_publishes_and_takes_back(ask):
    city = await make.city()
    policy = await make.policy(city, document("xuyi"), from_on=date(2026, 8, 1))
    given = {"areaId": area_id(city), "fromOn": "2026-07-01", "schedule": "chuzhou"}
    taken = {"policyId": global_id("SubsidyPolicy", policy.id), "reason": "x"}
    for role, viewer in everybody():
        if role is Role.CITY_ADMINISTRATOR:
            continue
        wanted = "UNAUTHENTICATED" if role is None else "FORBIDDEN"
        assert code_of(await ask(PUBLISH, by=viewer, now=NOW, input=given)) == wanted
        assert code_of(await ask(WITHDRAW, by=viewer, now=NOW, input=taken)) == wanted
    assert await SubsidyPolicy.all().count() == 1
    assert (await SubsidyPolicy.get(id=policy.id)).withdrawn_at is None


async def test_a_shipped_schedule_is_published_by_its_name(ask):
    city = await make.city()
    for name in reads.schedules():
        area = await make.township(city)
        result = await publish(ask, area, schedule=name)
        assert result["policy"]["name"] == reads.schedule(name).name
        assert (result["policy"]["code"], result["policy"]["fromOn"]) == (name, "2026-07-01")
    result = await publish(ask, city, schedule="xuyi", name="本市补贴", code="huayin")
    assert (result["policy"]["name"], result["policy"]["code"]) == ("本市补贴", "huayin")
    row = await SubsidyPolicy.get(code="huayin")
    assert row.source == reads.schedule("xuyi").source


CALLED = {"code": "own", "name": "本市", "source": "本市文件"}


async def test_a_policy_is_spelt_out(ask):
    city = await make.city()
    band = {"code": "A", "name": "甲", "ageFrom": 60, "ageUntil": 70, "amountFen": 100}
    disabled = {**band, "code": "B", "anyOf": [{"kind": "DISABILITY", "levelUntil": 3}]}
    spelt = {
        "periods": ["LUNCH"],
        "basis": "PER_DAY",
        "residence": "USUAL",
        "bands": [band, disabled],
        "weeklyMeals": 5,
    }
    result = await publish(ask, city, document=spelt, **CALLED)
    assert result["policy"]["code"] == "own"
    row = await SubsidyPolicy.get(code="own")
    stored: Any = row.document
    assert stored["bands"][1]["anyOf"] == [
        {"kind": "DISABILITY", "levelFrom": None, "levelUntil": 3}
    ]
    overlapping = {**spelt, "bands": [band, {**band, "ageFrom": 65, "ageUntil": None}]}
    result = await publish(ask, city, fromOn="2026-08-01", document=overlapping, **CALLED)
    assert (result["reason"], result["ages"]) == ("POLICY_AGES_SHARED", [65])
    wrong = {**spelt, "bands": [{**band, "ageFrom": 200}]}
    result = await publish(ask, city, fromOn="2026-08-01", document=wrong, **CALLED)
    assert (result["reason"], result["field"]) == (
        "POLICY_NOT_VALID",
        "document.bands.0.ageFrom",
    )


async def test_a_policy_comes_as_json(ask):
    city = await make.city()
    result = await publish(ask, city, documentJson=json.dumps(document("tianjin")), **CALLED)
    assert result["policy"]["version"] == 1
    result = await publish(ask, city, fromOn="2026-08-01", documentJson=text("yangzhou"), **CALLED)
    assert (result["reason"], result["ages"]) == ("POLICY_AGES_SHARED", [75, 85])
    assert "75, 85" in result["message"]
    unknown = json.dumps({**document("chuzhou"), "carryOver": True})
    result = await publish(
        ask, city, language="zh-CN", fromOn="2026-08-01", documentJson=unknown, **CALLED
    )
    assert (result["reason"], result["place"]) == ("POLICY_FIELD_UNKNOWN", "carryOver")
    assert result["message"] == "补贴政策中有未知字段“carryOver”，请删除或更正。"
    assert await SubsidyPolicy.all().count() == 1


@pytest.mark.parametrize(
    ("given", "reason", "field"),
    [
        ({}, "POLICY_NEEDED", "schedule"),
        ({"schedule": "xuyi", "documentJson": "{}"}, "POLICY_NEEDED", "schedule"),
        ({"schedule": "yangzhou"}, "NO_SUCH_SCHEDULE", "schedule"),
        ({"documentJson": "nul"}, "POLICY_NOT_JSON", "documentJson"),
        ({"documentJson": json.dumps({})}, "POLICY_FIELD_MISSING", "document.periods"),
        ({"schedule": "xuyi", "fromOn": "2026-05-31"}, "POLICY_TOO_LATE", "fromOn"),
        ({"schedule": "xuyi", "untilOn": "2026-07-01"}, "POLICY_ENDS_EARLY", "untilOn"),
        ({"schedule": "xuyi", "name": "长" * 121}, "POLICY_TEXT_NEEDED", "name"),
        ({"schedule": "xuyi", "areaId": "Area_x"}, "NO_SUCH_AREA", "areaId"),
    ],
)
async def test_what_nobody_can_publish_is_refused(ask, given, reason, field):
    result = await publish(ask, await make.city(), **given)
    assert (result["reason"], result["field"]) == (reason, field)
    assert await SubsidyPolicy.all().count() == 0


async def test_the_same_key_publishes_once(ask):
    city, by = await make.city(), await administrator()
    given = {"schedule": "xuyi", "idempotencyKey": "k"}
    first = await publish(ask, city, by=by, **given)
    assert await publish(ask, city, by=by, **given) == first
    assert await SubsidyPolicy.all().count() == 1


async def test_one_to_come_is_in_the_way_until_it_is_taken_back(ask):
    city = await make.city()
    coming = await publish(ask, city, fromOn="2026-08-01", schedule="xuyi")
    result = await publish(ask, city, schedule="chuzhou")
    assert (result["reason"], result["beginsOn"]) == ("POLICY_OVERLAPS", "2026-08-01")
    taken = {"policyId": coming["policy"]["id"], "reason": "重新研究"}
    body = await ask(WITHDRAW, by=ADMINISTRATOR, now=NOW, input=taken)
    policy = body["data"]["result"]["policy"]
    assert policy == {"untilOn": "2026-08-01", "withdrawReason": "重新研究"}
    body = await ask(WITHDRAW, by=ADMINISTRATOR, now=NOW, input=taken)
    assert body["data"]["result"]["reason"] == "POLICY_BEGUN"
    assert (await publish(ask, city, schedule="chuzhou"))["policy"]["untilOn"] is None


async def lunches():
    """A city with a policy of three yuan, one old person, and their lunch of MEAL_DAY."""
    community = await make.community()
    city = await Area.get(id=community.ancestors[0])
    await make.policy(city, document("chuzhou"))
    home = await make.compound(community)
    resident = await make.resident(
        home, name="王淑芬", born_on=date(1945, 1, 1), hukou_area_id=city.id
    )
    item = await make.menu_item(await make.menu(await make.canteen(community)))
    return city, resident, item


async def test_only_auditors_try_policies(ask):
    city = await make.city()
    given = {"areaId": area_id(city), "monthOn": "2026-05-01", "schedule": "xuyi"}
    for role, viewer in everybody():
        if role in AUDITORS:
            continue
        wanted = "UNAUTHENTICATED" if role is None else "FORBIDDEN"
        assert code_of(await ask(START, by=viewer, now=NOW, input=given)) == wanted
        assert code_of(await ask(TRIALS, by=viewer)) == wanted
        assert code_of(await ask(ONE_TRIAL, by=viewer, id="SubsidyTrial_x")) == wanted
    assert await SubsidyTrial.all().count() == 0


async def test_a_trial_is_asked_for_followed_and_read(ask):
    city, resident, item = await lunches()
    await make.meal_order(item, resident)
    by, now = await administrator(), datetime(2026, 7, 1, 9, tzinfo=HUB_ZONE)
    given = {"areaId": area_id(city), "monthOn": "2026-06-01", "schedule": "zhuhai"}
    body = await ask(START, by=by, now=now, input=given)
    assert "errors" not in body, body
    trial = body["data"]["result"]["trial"]
    assert (trial["status"], trial["meals"], trial["result"]) == ("QUEUED", 1, None)
    assert (trial["name"], trial["requestedBy"]) == (reads.schedule("zhuhai").name, "管理员")
    await trials.run_trials.run(now)
    body = await ask(ONE_TRIAL, by=by, id=trial["id"])
    assert "errors" not in body, body
    trial = body["data"]["subsidyTrial"]
    sums = {
        "persons": 1,
        "meals": 1,
        "subsidyThenFen": 300,
        "subsidyNowFen": 444,
        "differenceFen": 144,
        "dueThenFen": 900,
        "dueNowFen": 756,
        "gaining": 1,
        "losing": 0,
    }
    assert trial["status"] == "DONE"
    assert trial["document"] == {"basis": "PER_MEAL"}
    assert trial["result"]["total"] == sums
    assert trial["result"]["classes"] == [{"code": "ALL", **sums}]
    assert trial["result"]["ages"] == [{"ageFrom": 80, "ageUntil": 90, **sums}]
    assert trial["result"]["levels"] == [
        {
            "level": "CITY",
            "persons": 1,
            "meals": 1,
            "thenFen": 300,
            "nowFen": 444,
            "differenceFen": 144,
        }
    ]
    (change,) = trial["changes"]
    assert (change["position"], change["dueThenFen"], change["dueNowFen"]) == (1, 900, 756)
    assert (await ask(TRIALS, by=by))["data"]["subsidyTrials"]["totalCount"] == 1


async def test_a_trial_is_seen_within_the_reach_of_an_auditor(ask):
    city = await make.city()
    mine, other = await make.township(city), await make.township(city)
    given = {"areaId": area_id(mine), "monthOn": "2026-05-01", "schedule": "xuyi"}
    body = await ask(START, by=AUDITOR, now=NOW, input=given)
    key = body["data"]["result"]["trial"]["id"]
    for area, count in ((mine, 1), (city, 1), (other, 0)):
        viewer = holding(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id)
        seen = (await ask(TRIALS, by=viewer))["data"]["subsidyTrials"]
        assert seen["totalCount"] == count
        found = (await ask(ONE_TRIAL, by=viewer, id=key))["data"]["subsidyTrial"]
        assert (found is not None) == bool(count)
    stranger = holding(Role.CIVIL_AFFAIRS_AUDITOR, area_id=other.id)
    body = await ask(START, by=stranger, now=NOW, input=given)
    assert body["data"]["result"] == {"reason": "NO_SUCH_AREA", "field": "areaId"}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"monthOn": "2026-07-01"}, "TRIAL_MONTH_NOT_VALID"),
        ({"monthOn": "2026-05-02"}, "TRIAL_MONTH_NOT_VALID"),
        ({"schedule": None}, "POLICY_NEEDED"),
        ({"areaId": "Area_x"}, "NO_SUCH_AREA"),
    ],
)
async def test_what_cannot_be_tried_is_refused(ask, given, reason):
    asked = {"areaId": area_id(await make.city()), "monthOn": "2026-05-01", "schedule": "xuyi"}
    body = await ask(START, by=AUDITOR, now=NOW, input={**asked, **given})
    assert body["data"]["result"]["reason"] == reason
    assert await SubsidyTrial.all().count() == 0


async def quoted(ask, item, resident, language="en"):
    viewer = Viewer(new_key(), resident.id, grants=(Grant(Role.RESIDENT),))
    asked = {
        "menuId": global_id("Menu", item.menu_id),
        "mode": "DINE_IN",
        "lines": [{"itemId": global_id("MenuItem", item.id)}],
    }
    body = await ask(QUOTE, by=viewer, now=BEFORE, language=language, input=asked)
    assert "errors" not in body, body
    return body["data"]["quote"]


@pytest.mark.parametrize("name", list(reads.schedules()))
async def test_a_quote_explains_itself_under_every_schedule(ask, name):
    city, resident, item = await lunches()
    await SubsidyPolicy.all().update(until_on=MEAL_DAY)
    given = reads.schedule(name)
    await make.policy(
        city,
        document(name),
        name=given.name,
        source=given.source,
        version=3,
        from_on=MEAL_DAY,
    )
    await make.status(resident, StatusKind.LOW_INCOME)
    for language in ("en", "zh-CN"):
        quote = await quoted(ask, item, resident, language)
        assert quote["policy"] == {"name": given.name, "version": 3, "source": given.source}
        kinds = [step["kind"] for step in quote["steps"]]
        assert (kinds[0], kinds[-1]) == ("BILL", "DUE")
        assert quote["steps"][-1]["amountFen"] == quote["dueFen"]
        assert all(step["words"] for step in quote["steps"])
        rejected = kinds.count("REJECTED")
        fitting = max(kinds.count("BAND"), kinds.count("THRESHOLD"))
        assert rejected + fitting == len(given.document.bands)
        shares = [step["amountFen"] for step in quote["steps"] if step["kind"] == "SHARE"]
        assert sum(shares) == quote["subsidyFen"] == sum(s["amountFen"] for s in quote["shares"])


async def test_a_quote_says_why_a_class_does_not_fit(ask):
    _, resident, item = await lunches()
    quote = await quoted(ask, item, resident, "zh-CN")
    words = [step["words"] for step in quote["steps"] if step["kind"] == "REJECTED"]
    assert words[1] == "B 类：70 周岁以上失能、独居、劳模老年人：须为失能、独居、劳模"
    assert "须在 60 至 69 周岁之间，现 81 周岁" in words[2]
