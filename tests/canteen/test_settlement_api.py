"""Settlements through the API: every step by whom it is for, and what the public sees."""

from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from openpyxl import load_workbook

from hub import app
from hub.canteen.jobs import settlement
from hub.canteen.models import (
    MealAnomaly,
    SettlementBatch,
    SettlementFigure,
)
from hub.canteen.pages.settlement import SettlementFormat, read_settlement_link, settlement_link
from hub.canteen.rules import SettlementStatus
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.canteen.settled import (
    NOW,
    batch_key,
    brought,
    eaters,
    line_key,
    lines_of,
    meals,
    opened,
    place,
    step,
    team,
)

pytestmark = pytest.mark.usefixtures("database")

S = SettlementStatus
_BATCH = """id status version lineCount amountFen cityFen districtFen townshipFen communityFen
    societyFen openExceptions submittedBy checkedBy approvedBy paidBy publicUntilOn"""
_LINE = """id kind resident { name } residentName on period number pointName
    redeemedAt method amountFen cityFen districtFen townshipFen communityFen societyFen
    corrects { id } correctionReason removedAt removedWhy exception exceptionReason raisedAt
    raisedBy answer answeredAt answeredBy decisionNote decidedAt decidedBy reclaimedAt
    reclaimReason order { id }"""
_REFUSALS = "... on CanteenRefusal { reason field message } ... on KernelRefusal { kr: reason }"
_STEPS = {
    "settlementSubmit": "SettlementSubmitted",
    "settlementCheck": "SettlementChecked",
    "settlementApprove": "SettlementApproved",
    "settlementPublicise": "SettlementPublicised",
    "settlementPay": "SettlementPaid",
    "settlementReturn": "SettlementReturned",
}
_ON_LINES = {
    "settlementExceptionRaise": "SettlementExceptionRaised",
    "settlementExceptionAnswer": "SettlementExceptionAnswered",
    "settlementExceptionDecide": "SettlementExceptionDecided",
    "settlementLineReclaim": "SettlementLineReclaimed",
}


def document(name: str, given: str, selection: str) -> str:
    return (
        f"mutation ($input: {given}!) {{ result: {name}(input: $input)"
        f" {{ __typename {selection} {_REFUSALS} }} }}"
    )


def input_of(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}Input"


DOCUMENTS = {
    "settlementOpen": document(
        "settlementOpen",
        "SettlementOpenInput",
        f"... on SettlementOpened {{ batch {{ {_BATCH} }} }}",
    ),
    **{
        name: document(
            name,
            input_of(name),
            f"... on {payload} {{ batch {{ {_BATCH} }} }}",
        )
        for name, payload in _STEPS.items()
    },
    **{
        name: document(name, input_of(name), f"... on {payload} {{ line {{ {_LINE} }} }}")
        for name, payload in _ON_LINES.items()
    },
    "mealAnomalyDecide": document(
        "mealAnomalyDecide",
        "MealAnomalyDecideInput",
        "... on MealAnomalyDecided { anomaly { status note decidedBy decidedAt } }",
    ),
    "settlementFigureSet": document(
        "settlementFigureSet",
        "SettlementFigureSetInput",
        "... on SettlementFigureChanged { figure { kind value source fromOn untilOn } }",
    ),
}
REVIEWERS = {Role.COMMUNITY_MANAGER, Role.TOWNSHIP_REVIEWER, Role.CITY_ADMINISTRATOR}
MUTATIONS = {
    "settlementOpen": {Role.CANTEEN_MANAGER},
    "settlementSubmit": {Role.CANTEEN_MANAGER},
    "settlementCheck": {Role.COMMUNITY_MANAGER},
    "settlementApprove": {Role.TOWNSHIP_REVIEWER},
    "settlementPublicise": {Role.TOWNSHIP_REVIEWER},
    "settlementPay": {Role.CITY_ADMINISTRATOR},
    "settlementReturn": REVIEWERS,
    "settlementExceptionRaise": REVIEWERS,
    "settlementExceptionAnswer": {Role.CANTEEN_MANAGER},
    "settlementExceptionDecide": REVIEWERS,
    "settlementLineReclaim": REVIEWERS,
    "mealAnomalyDecide": REVIEWERS,
    "settlementFigureSet": {Role.CITY_ADMINISTRATOR},
}
SETTLERS = REVIEWERS | {Role.CANTEEN_MANAGER, Role.CIVIL_AFFAIRS_AUDITOR}
QUERIES = {
    "settlementBatches { totalCount }": SETTLERS,
    "settlementBatch(id: $id) { id }": SETTLERS,
    "settlementFile(batchId: $id, format: CSV) { url expiresAt }": SETTLERS,
    "settlementFigures { kind value }": SETTLERS,
    "mealAnomalies { totalCount }": REVIEWERS | {Role.CIVIL_AFFAIRS_AUDITOR},
}


async def asked(ask, name, by, **given):
    body = await ask(DOCUMENTS[name], by=by, now=NOW, input=given)
    assert "errors" not in body, body
    return body["data"]["result"]


def is_denied(body, viewer: Viewer) -> bool:
    code = body["errors"][0]["extensions"]["code"]
    return code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")


def others(roles: set[Role]) -> list[Viewer]:
    return [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if role not in roles)]


@pytest.mark.parametrize("query", QUERIES)
async def test_nobody_else_asks(ask, query):
    key = global_id("SettlementBatch", new_key())
    variable = "query ($id: ID!) " if "$id" in query else "query "
    given = {"id": key} if "$id" in query else {}
    for viewer in others(QUERIES[query]):
        body = await ask(f"{variable}{{ found: {query} }}", by=viewer, **given)
        assert is_denied(body, viewer), (query, viewer.roles)
    for role in QUERIES[query]:
        viewer = Viewer(grants=(Grant(role),))
        body = await ask(f"{variable}{{ found: {query} }}", by=viewer, **given)
        assert "errors" not in body, (query, role)


async def test_nobody_else_changes_anything(ask):
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    batch = await opened(where, (await team(where)).manager)
    [line, *_] = await lines_of(batch)
    figures = await SettlementFigure.all().count()
    site_id = global_id("MealSite", where.site.id)
    for name, roles in MUTATIONS.items():
        given = {
            "settlementOpen": {"siteId": site_id, "monthOn": "2026-04-01"},
            "settlementExceptionAnswer": {"lineId": line_key(line), "answer": "x"},
            "settlementExceptionDecide": {"lineId": line_key(line), "stands": False, "note": "x"},
            "mealAnomalyDecide": {
                "anomalyId": global_id("MealAnomaly", new_key()),
                "to": "EXPLAINED",
                "note": "x",
            },
            "settlementFigureSet": {
                "kind": "SUGAR_MG", "value": 1, "source": "x", "fromOn": "2026-07-01",
            },
            **{name: {"batchId": batch_key(batch), "version": 1} for name in _STEPS},
        }.get(name, {"lineId": line_key(line), "reason": "x"})  # fmt: skip
        for viewer in others(roles):
            body = await ask(DOCUMENTS[name], by=viewer, now=NOW, input=given)
            assert is_denied(body, viewer), (name, viewer.roles)
    [same] = await SettlementBatch.all()
    assert (same.status, same.line_count, same.open_exceptions) == (S.OPEN, 3, 0)
    assert await SettlementFigure.all().count() == figures
    assert await MealAnomaly.all().count() == 0


async def test_a_settlement_goes_its_way_by_four_people(ask):
    where = await place()
    await eaters(where, "张建华", "李梅")
    await meals(where)
    people = await team(where)
    made = await asked(
        ask,
        "settlementOpen",
        people.manager,
        siteId=global_id("MealSite", where.site.id),
        monthOn="2026-05-01",
    )
    key = made["batch"]["id"]
    early = await asked(ask, "settlementSubmit", people.manager, batchId=key, version=1)
    assert early["reason"] == "SETTLEMENT_NOT_BUILT"
    await settlement.build_settlements.run(NOW)
    given = {"batchId": key, "version": 1}
    for name, by in (
        ("settlementSubmit", people.manager),
        ("settlementCheck", people.checker),
        ("settlementApprove", people.approver),
        ("settlementPublicise", people.approver),
    ):
        done = await asked(ask, name, by, **given)
        assert done["__typename"] == _STEPS[name]
    paid = await asked(ask, "settlementPay", people.payer, **given)
    batch = paid["batch"]
    assert (batch["status"], batch["amountFen"], batch["cityFen"]) == ("PAID", 3600, 1800)
    assert batch["publicUntilOn"] == "2026-06-10"
    assert len({batch[who] for who in ("submittedBy", "checkedBy", "approvedBy", "paidBy")}) == 4


async def test_exceptions_are_raised_answered_and_decided(ask):
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await step(await opened(where, people.manager), S.SUBMITTED, people.manager)
    [line, *_] = await lines_of(batch)
    key = {"lineId": line_key(line)}
    await asked(ask, "settlementExceptionRaise", people.checker, **key, reason="未见本人")
    again = await asked(ask, "settlementExceptionRaise", people.checker, **key, reason="未见本人")
    assert again["reason"] == "EXCEPTION_CANNOT_MOVE"
    blocked = await asked(
        ask, "settlementCheck", people.checker, batchId=batch_key(batch), version=1
    )
    assert blocked["reason"] == "EXCEPTIONS_OPEN"
    back = await asked(
        ask,
        "settlementReturn",
        people.checker,
        batchId=batch_key(batch),
        version=1,
        reason="待说明",
    )
    assert back["batch"]["status"] == "RETURNED"
    await asked(ask, "settlementExceptionAnswer", people.manager, **key, answer="有监控")
    decided = await asked(
        ask, "settlementExceptionDecide", people.checker, **key, stands=False, note="不成立"
    )
    assert decided["line"]["exception"] == "REMOVED"
    assert decided["line"]["removedWhy"] == "EXCEPTION"
    again = await asked(
        ask, "settlementSubmit", people.manager, batchId=batch_key(batch), version=1
    )
    assert (again["batch"]["version"], again["batch"]["lineCount"]) == (2, 2)


async def test_a_paid_line_is_reclaimed_once(ask):
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.PAID)
    [line, *_] = await lines_of(batch)
    given = {"lineId": line_key(line), "reason": "冒领"}
    done = await asked(ask, "settlementLineReclaim", people.approver, **given)
    assert done["line"]["reclaimReason"] == "冒领"
    again = await asked(ask, "settlementLineReclaim", people.approver, **given)
    assert again["reason"] == "ALREADY_RECLAIMED"
    outside = await team(await place())
    other = await asked(ask, "settlementLineReclaim", outside.checker, **given)
    assert other["reason"] == "NO_SUCH_SETTLEMENT_LINE"


PUBLIC = """{ publicSettlements { totalCount nodes { monthOn amountFen submittedBy site { name }
    moves { toStatus } lines { totalCount nodes { id } }
    persons(first: 1) { totalCount pageInfo { hasNextPage endCursor }
        nodes { id position name meals amountFen } } } } }"""


async def test_everybody_sees_the_masked_list_for_some_days_and_nothing_else(ask):
    where = await place()
    await eaters(where, "张建华", "李梅")
    await meals(where)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.TOWN_APPROVED)
    assert (await ask(PUBLIC, now=NOW))["data"]["publicSettlements"]["totalCount"] == 0
    await step(batch, S.PUBLICISED, people.approver)
    [seen] = (await ask(PUBLIC, now=NOW))["data"]["publicSettlements"]["nodes"]
    assert seen["lines"] == {"totalCount": 0, "nodes": []}
    assert seen["moves"] == []
    assert seen["submittedBy"] is None
    assert seen["persons"]["totalCount"] == 2
    assert seen["persons"]["pageInfo"]["hasNextPage"]
    assert seen["persons"]["nodes"][0]["name"] in ("张*华", "李*")
    later = await ask(PUBLIC, now=NOW + timedelta(days=7))
    assert later["data"]["publicSettlements"]["totalCount"] == 0


LINES = f"""query ($id: ID!) {{ settlementBatch(id: $id) {{ {_BATCH} meals mealsDone builtAt
    openedAt statusAt settled settledAt moves {{ at fromStatus toStatus version by reason }}
    lines(filter: {{ kinds: [MEAL], isRemoved: false }}) {{ totalCount nodes {{ {_LINE} }} }}
    }} }}"""


async def test_who_settles_reads_the_lines_and_nobody_elsewhere_does(ask):
    where = await place()
    await eaters(where, "张建华")
    await meals(where, people=1)
    people = await team(where)
    batch = await opened(where, people.manager)
    given = {"id": batch_key(batch)}
    for viewer in people:
        body = await ask(LINES, by=viewer, now=NOW, **given)
        found = body["data"]["settlementBatch"]
        assert found["lines"]["totalCount"] == 3, body
        assert found["lines"]["nodes"][0]["method"] == "QR"
        assert found["lines"]["nodes"][0]["amountFen"] == 600
    outside = await team(await place())
    for viewer in (outside.manager, outside.checker, outside.approver):
        body = await ask(LINES, by=viewer, now=NOW, **given)
        assert body["data"]["settlementBatch"] is None


async def fetched(chosen, link) -> httpx.Response:
    transport = httpx.ASGITransport(app.make(chosen))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        return await client.get(link)


async def file_of(ask, chosen, batch, viewer, kind) -> httpx.Response:
    body = await ask(
        "query ($id: ID!, $kind: SettlementFormat!) { settlementFile(batchId: $id, format: $kind)"
        " { url expiresAt } }",
        by=viewer,
        now=utc_now(),
        id=batch_key(batch),
        kind=kind,
    )
    return await fetched(chosen, body["data"]["settlementFile"]["url"])


async def test_the_csv_has_a_mark_guarded_texts_and_numbers_that_are_numbers(ask, chosen_settings):
    where = await place()
    await eaters(where, "=1+1", "李梅")
    await meals(where, days=1)
    people = await team(where)
    batch = await brought(await opened(where, people.manager), people, S.PAID)
    answer = await file_of(ask, chosen_settings, batch, people.payer, "CSV")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert any(",'=1+1," in row for row in rows)
    assert rows[1].split(",")[8:12] == ["6.00", "3.00", "2.00", "1.00"]
    assert rows[-1].startswith("合计,,,2,")
    assert rows[-1].split(",")[8:11] == ["12.00", "6.00", "4.00"]


async def test_negative_numbers_are_numbers_in_both_files(ask, chosen_settings):
    where = await place()
    await eaters(where, "@张建华")
    await meals(where, people=1, days=2)
    people = await team(where)
    batch = await opened(where, people.manager)
    await SettlementBatch.filter(id=batch.id).update(
        amount_fen=-1200, city_fen=-600, district_fen=-400, township_fen=-200
    )
    rows = (await file_of(ask, chosen_settings, batch, people.payer, "CSV")).text.splitlines()
    assert rows[-1].split(",")[8:12] == ["-12.00", "-6.00", "-4.00", "-2.00"]
    answer = await file_of(ask, chosen_settings, batch, people.payer, "XLSX")
    book = load_workbook(BytesIO(answer.content), read_only=True)
    sums = list(book["汇总"].iter_rows(values_only=True))
    assert [(row[2], row[3]) for row in sums[1:]] == [
        ("市级", -6), ("区县级", -4), ("镇街", -2), ("社区", 0), ("社会", 0), ("合计", -12),
    ]  # fmt: skip
    lines = list(book["明细"].iter_rows(values_only=True))
    assert len(lines) == 3
    assert lines[1][4] == "'@张建华"
    assert (lines[1][8], lines[1][9], lines[1][3]) == (6, 3, 1)


async def test_a_link_that_is_not_ours_or_too_old_opens_nothing(chosen_settings):
    link = settlement_link(new_key(), SettlementFormat.CSV, NOW)
    assert read_settlement_link(link.path.rpartition("/")[2], NOW) == link
    late = NOW + timedelta(minutes=11)
    assert read_settlement_link(link.path.rpartition("/")[2], late) is None
    for text in ("", "x", link.said + ".AAAA", f"{link.said}."):
        assert read_settlement_link(text, NOW) is None
    assert (await fetched(chosen_settings, "/settlements/x")).status_code == 404


async def test_the_city_sets_figures_from_a_day_on(ask):
    admin = Viewer(account_id=(await make.account()).id, grants=(Grant(Role.CITY_ADMINISTRATOR),))
    given = {"kind": "PUBLIC_DAYS", "value": 5, "source": "市民政局通知", "fromOn": "2026-06-03"}
    done = await asked(ask, "settlementFigureSet", admin, **given)
    assert done["figure"]["value"] == 5
    old = await SettlementFigure.get(kind="PUBLIC_DAYS", until_on="2026-06-03")
    assert old.value == 7
    for wrong, reason in (
        ({"value": 0}, "FIGURE_NOT_VALID"),
        ({"fromOn": "2026-06-02"}, "FIGURE_PAST"),
        ({"source": " "}, "REASON_NEEDED"),
    ):
        refused = await asked(ask, "settlementFigureSet", admin, **{**given, **wrong})
        assert refused["reason"] == reason
