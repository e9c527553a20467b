"""Statements of the sandbox compared with the ledger, and the jobs that look after money."""

from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from hub.canteen import commands, jobs
from hub.canteen.models import (
    MealPayment,
    Reconciliation,
    ReconciliationDifference,
    SandboxCharge,
)
from hub.canteen.providers import SANDBOX
from hub.canteen.rules import ChargeStatus
from hub.kernel import keyring
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from tests import make
from tests.canteen.money import check_books, do, order_id, the_payment, viewer_of, with_sandbox
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database", "sandbox")

BY = Actor.job("test")
RUNS = """query ($fromOn: Date!) { reconciliations(fromOn: $fromOn) { nodes {
    on provider matched takenUp differences(filter: {isResolved: false}) { totalCount nodes {
        id kind oursFen theirsFen note payment { amountFen } } } } } }"""


@pytest.fixture
async def sandbox(chosen_settings):
    with with_sandbox(chosen_settings) as used:
        yield used


async def ordered(price_fen=1200):
    """An order, and its resident, who is signed in."""
    item = await make.menu_item(await make.menu(), price_fen=price_fen)
    resident = await make.resident()
    return await make.meal_order(item, resident), await viewer_of(resident)


async def asked_for(ask, order, viewer, **more):
    """A payment that the sandbox waits for."""
    given = {"orderId": order_id(order), "method": "PROVIDER", **more}
    result = await do(ask, "mealOrderPay", viewer, **given)
    assert "payment" in result, result
    return await the_payment()


async def state(payment):
    row = await MealPayment.get(id=payment.id)
    return row.status.value, row.refunded_fen


async def reconciled(ask, day: datetime = BEFORE):
    await jobs.payments.reconcile.run(day + timedelta(days=1))
    admin = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
    body = await ask(RUNS, by=admin, fromOn=str(day_of(day)))
    [run] = body["data"]["reconciliations"]["nodes"]
    return run, admin


async def test_a_day_that_agrees_has_no_differences(ask):
    for _ in range(2):
        order, viewer = await ordered()
        await make.provider_paid(await asked_for(ask, order, viewer))
    order, viewer = await ordered(1300)
    await make.provider_paid(await asked_for(ask, order, viewer))
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    await commands.send_refunds(BY, BEFORE)
    run, _ = await reconciled(ask)
    assert (run["matched"], run["takenUp"], run["differences"]["totalCount"]) == (4, 0, 0)


async def test_a_payment_whose_notice_was_lost_is_taken_from_the_statement(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await SANDBOX.decide(str(payment.id), ChargeStatus.PAID, BEFORE)
    run, _ = await reconciled(ask)
    assert (run["matched"], run["takenUp"]) == (1, 1)
    assert await state(payment) == ("CAPTURED", 0)
    await check_books()


async def test_what_differs_is_kept_to_be_looked_at_until_somebody_has(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    await SandboxCharge.filter(reference=str(payment.id)).update(amount_fen=1100)
    order, viewer = await ordered(1300)
    missing = await asked_for(ask, order, viewer)
    await make.provider_paid(missing)
    await SandboxCharge.filter(reference=str(missing.id)).update(status=ChargeStatus.OPEN)
    await SANDBOX.ask(order.id, 77)
    await SANDBOX.decide(str(order.id), ChargeStatus.PAID, BEFORE)
    run, admin = await reconciled(ask)
    found = {row["kind"]: row for row in run["differences"]["nodes"]}
    assert (found["AMOUNT"]["oursFen"], found["AMOUNT"]["theirsFen"]) == (1200, 1100)
    assert found["AMOUNT"]["payment"]["amountFen"] == 1200
    assert (found["NOT_THERE"]["oursFen"], found["NOT_THERE"]["theirsFen"]) == (1300, None)
    assert (found["NOT_HERE"]["oursFen"], found["NOT_HERE"]["theirsFen"]) == (None, 77)
    given = {"differenceId": found["NOT_HERE"]["id"]}
    name = "reconciliationDifferenceResolve"
    assert (await do(ask, name, admin, **given, note=" "))["reason"] == "REASON_NEEDED"
    result = await do(ask, name, admin, **given, note="测试支付，已与渠道核实")
    assert result["difference"]["note"] == "测试支付，已与渠道核实"
    assert (await do(ask, name, admin, **given, note="x"))["reason"] == "NO_SUCH_DIFFERENCE"
    run, _ = await reconciled(ask)
    assert {row["kind"] for row in run["differences"]["nodes"]} == {"AMOUNT", "NOT_THERE"}
    assert await Reconciliation.all().count() == 3
    assert await ReconciliationDifference.all().count() == 3


async def test_what_a_provider_collected_twice_is_no_match(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    day = day_of(BEFORE)
    once = list(await SANDBOX.statement(day))
    await commands.reconcile(BY, provider=SANDBOX.name, on=day, lines=once + once, now=BEFORE)
    found = await ReconciliationDifference.get()
    assert (found.kind, found.ours_fen, found.theirs_fen) == ("AMOUNT", 1200, 2400)
    assert (await Reconciliation.get()).matched == 0


async def test_only_the_citys_auditors_see_how_statements_compare(ask):
    await jobs.payments.reconcile.run(BEFORE + timedelta(days=1))
    area = await make.community()
    for role in Role:
        may = role in (Role.CIVIL_AFFAIRS_AUDITOR, Role.CITY_ADMINISTRATOR)
        for viewer, sees in (
            (Viewer(grants=(Grant(role),)), 3 if may else None),
            (Viewer(grants=(Grant(role, area_id=area.id),)), 0 if may else None),
        ):
            body = await ask(RUNS, by=viewer, fromOn="2026-01-01")
            runs = body["data"]["reconciliations"]
            assert (None if runs is None else len(runs["nodes"])) == sees


async def test_the_ledger_check_says_loudly_what_is_wrong(ask, database):
    card = await make.meal_card(await make.resident(), 1000)
    await jobs.payments.check_ledger.run(BEFORE)
    stray = "UPDATE ledger_account SET balance_fen = 1 WHERE id = $1"
    await database.execute(stray, card.account_id)
    with capture_logs() as log:
        await jobs.payments.check_ledger.run(BEFORE)
    assert log[-1]["event"] == "ledger.out_of_order"
    assert log[-1]["strayed_balances"] == 1


async def test_numbers_are_sealed_anew_with_a_newer_key(database):
    card = await make.meal_card(await make.resident())
    old = keyring.current()
    keyring.use(keyring.Keyring(["n" * 32, "k" * 32]))
    try:
        await jobs.payments.reseal_card_numbers.run(BEFORE)
        stored = await database.fetchval("SELECT number FROM meal_card WHERE id = $1", card.id)
        assert bytes(stored).startswith(keyring.current().head)
    finally:
        keyring.use(old)
