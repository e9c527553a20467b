"""Who may ask and do what about money: every root field, every kind of caller, nothing changes."""

from typing import Any

import pytest

from hub.canteen.models import LedgerEntry, MealCardMove, MealPayment
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.query import global_id
from tests import make
from tests.asking import Ask
from tests.canteen.money import DOCUMENTS, card_id, resident_id, site_id
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database")

STAFF = {Role.CANTEEN_STAFF, Role.CANTEEN_MANAGER}
MANAGERS = {Role.CANTEEN_MANAGER}
AUDITORS = {Role.CIVIL_AFFAIRS_AUDITOR, Role.CITY_ADMINISTRATOR}
PAYERS = STAFF | {Role.RESIDENT}

QUERIES = {
    "mealCard(id: $id) { id }": PAYERS | AUDITORS,
    "mealCardFace(id: $id) { number }": {Role.RESIDENT},
    "mealCardsOf(residentId: $id) { id }": PAYERS | AUDITORS,
    'mealCardByNumber(number: "1") { card { id } }': STAFF,
    "myMealCards { id }": {Role.RESIDENT},
    "myMealPayments { totalCount }": {Role.RESIDENT},
    'mealPayments(siteId: $id, on: "2026-06-01") { totalCount }': STAFF | AUDITORS,
    "cardStatement(residentId: $id) { totalCount }": PAYERS | AUDITORS,
    'cardStatementFile(residentId: $id, fromOn: "2026-06-01", untilOn: "2026-07-01") { url }': (
        AUDITORS | {Role.RESIDENT}
    ),
    "cashDrawers(siteId: $id) { totalCount }": STAFF | AUDITORS,
    'cashReport(siteId: $id, on: "2026-06-01") { cashFen }': STAFF | AUDITORS,
    "balancesOwed { totalCount }": STAFF | AUDITORS,
    "balanceReturnProposals(siteId: $id) { amountFen }": STAFF | AUDITORS,
    "myBalancesOwed { amountFen }": {Role.RESIDENT},
    'trialBalance(fromOn: "2026-06-01", untilOn: "2026-07-01") { differenceFen }': AUDITORS,
    'reconciliations(fromOn: "2026-06-01") { totalCount }': AUDITORS,
}
MUTATIONS = {
    "mealCardIssue": STAFF,
    "mealCardActivate": STAFF,
    "mealCardFreeze": PAYERS,
    "mealCardUnfreeze": STAFF,
    "mealCardReplace": STAFF,
    "mealCardClose": MANAGERS,
    "mealCardReveal": MANAGERS,
    "mealCardTopUp": PAYERS,
    "mealCardTopUpReverse": MANAGERS,
    "mealBalanceReturn": STAFF,
    "mealBalanceReturnPropose": STAFF,
    "cashDrawerOpen": STAFF,
    "cashUp": STAFF,
}


def others(roles: set[Role]) -> list[Viewer]:
    """Nobody, and somebody in each role that is not among these, for the whole city."""
    return [NOBODY, *(Viewer(grants=(Grant(role),)) for role in Role if role not in roles)]


def is_denied(body, viewer: Viewer) -> bool:
    code = body["errors"][0]["extensions"]["code"]
    return code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")


@pytest.mark.parametrize("asked", QUERIES)
async def test_nobody_else_asks(ask: Ask, asked: str):
    card = await make.meal_card(await make.resident())
    variable = "query ($id: ID!) " if "$id" in asked else "query "
    given: dict[str, Any] = {"id": card_id(card)} if "$id" in asked else {}
    for viewer in others(QUERIES[asked]):
        body = await ask(f"{variable}{{ found: {asked} }}", by=viewer, **given)
        assert is_denied(body, viewer), (asked, viewer.roles)
    for role in QUERIES[asked]:
        body = await ask(
            f"{variable}{{ found: {asked} }}", by=Viewer(grants=(Grant(role),)), **given
        )
        assert "errors" not in body, (asked, role)


@pytest.mark.parametrize("name", MUTATIONS)
async def test_nobody_else_changes_anything(ask: Ask, name: str):
    resident, site = await make.resident(), await make.canteen()
    card = await make.meal_card(resident, 1000)
    [payment] = await MealPayment.all()
    drawer = {"siteId": site_id(site)}
    out = {"residentId": resident_id(resident), "receivedBy": "x", **drawer}
    given = {
        "mealCardIssue": {"residentId": resident_id(await make.resident())},
        "mealCardClose": {"cardId": card_id(card), "reason": "x"},
        "mealCardTopUp": {"cardId": card_id(card), "amountFen": 100, "method": "CASH", **drawer},
        "mealCardTopUpReverse": {
            "paymentId": global_id("MealPayment", payment.id),
            "reason": "x",
        },
        "mealCardReveal": {"cardId": card_id(card), "reason": "x"},
        "mealBalanceReturn": out,
        "mealBalanceReturnPropose": out,
        "cashDrawerOpen": {"openingFen": 0, **drawer},
        "cashUp": {"on": "2026-06-01", "countedFen": 0, **drawer},
    }.get(name, {"cardId": card_id(card)})
    before = (await LedgerEntry.all().count(), await MealCardMove.all().count())
    for viewer in others(MUTATIONS[name]):
        body = await ask(DOCUMENTS[name], by=viewer, now=BEFORE, input=given)
        assert is_denied(body, viewer), (name, viewer.roles)
    assert (await LedgerEntry.all().count(), await MealCardMove.all().count()) == before
