"""Payments through the sandbox: asked for, paid, told of, taken once, given back, compared."""

from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from hub import app
from hub.canteen import commands, jobs, webhooks
from hub.canteen.models import (
    LedgerAccount,
    LedgerEntry,
    MealPayment,
    MealRefund,
    MealSite,
    ProviderEvent,
    ReconciliationDifference,
    SandboxCharge,
)
from hub.canteen.providers import SANDBOX, Notice, NoticeKind
from hub.canteen.providers.sandbox import envelope
from hub.canteen.providers.signatures import HEADER, signed
from hub.canteen.rules import ChargeStatus
from hub.kernel import keyring
from hub.kernel.access import Role
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor
from hub.query import global_id
from tests import make
from tests.canteen.money import (
    at_counter,
    balance,
    card_id,
    check_books,
    do,
    order_id,
    the_payment,
    viewer_of,
    with_sandbox,
)
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("database", "sandbox")

BY = Actor.job("test")
PATH = "/payments/sandbox/events"


@pytest.fixture
async def sandbox(chosen_settings):
    with with_sandbox(chosen_settings) as used:
        yield used


@pytest.fixture
def client(sandbox):
    transport = httpx.ASGITransport(app.make(sandbox))
    return httpx.AsyncClient(transport=transport, base_url="http://hub")


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


def told(payment, kind=NoticeKind.PAYMENT_CAPTURED, *, now=None, amount=None, event_id=None):
    """A notice about a payment as the sandbox signs it now."""
    at = now or utc_now()
    fen = payment.amount_fen if amount is None else amount
    return envelope(Notice(event_id or f"{payment.id}:{kind}", kind, str(payment.id), fen, at), at)


async def post(client, sent, path=PATH):
    async with client:
        return await client.post(path, content=sent.body, headers=dict(sent.headers))


async def state(payment):
    row = await MealPayment.get(id=payment.id)
    return row.status.value, row.refunded_fen


async def test_a_resident_pays_an_order_on_the_page_of_the_sandbox(ask, client):
    order, viewer = await ordered()
    result = await do(ask, "mealOrderPay", viewer, orderId=order_id(order), method="PROVIDER")
    payment = result["payment"]
    assert (payment["status"], payment["provider"], payment["amountFen"]) == (
        "PENDING",
        "sandbox",
        1200,
    )
    assert result["order"]["paidFen"] == 0
    async with client:
        page = await client.get(payment["url"])
        assert "¥ 12.00" in page.text
        assert "script" not in page.headers["content-security-policy"]
        page = await client.post(payment["url"], data={"decision": "pay"})
        assert "paid" in page.text
        again = await client.post(payment["url"], data={"decision": "decline"})
        assert "paid" in again.text
        assert (await client.get("/sandbox/pay/none")).status_code == 404
    assert await state(await the_payment()) == ("CAPTURED", 0)
    body = await ask("{ myMealPayments { nodes { status } } }", by=viewer)
    assert body["data"]["myMealPayments"]["nodes"] == [{"status": "CAPTURED"}]
    await check_books()


async def test_declining_fails_the_payment_and_another_may_be_begun(ask, client):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    async with client:
        await client.post(payment.url, data={"decision": "decline"})
    assert await state(payment) == ("FAILED", 0)
    second = await asked_for(ask, order, viewer)
    await make.provider_paid(second)
    assert await state(second) == ("CAPTURED", 0)


async def test_a_notice_is_taken_once_however_often_it_comes(ask, sandbox):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    sent = told(payment)
    answers = []
    for _ in range(3):
        transport = httpx.ASGITransport(app.make(sandbox))
        response = await post(httpx.AsyncClient(transport=transport, base_url="http://hub"), sent)
        assert response.status_code == 200
        answers.append(response.json())
    assert answers == [
        {"outcome": "TAKEN", "isKnown": False},
        {"outcome": "TAKEN", "isKnown": True},
        {"outcome": "TAKEN", "isKnown": True},
    ]
    other = told(payment, event_id="another-event-of-the-same")
    answer = await webhooks.receive("sandbox", other.body, dict(other.headers), utc_now())
    assert answer == {"outcome": "IGNORED", "isKnown": False}
    assert await LedgerEntry.filter(kind="ORDER_PAID").count() == 1
    await check_books()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        (lambda s: (s.body + b" ", s.headers), 401, "SIGNATURE_NOT_VALID"),
        (lambda s: (s.body, {}), 401, "SIGNATURE_MISSING"),
        (lambda s: (s.body, {HEADER: "t=1,v1=00"}), 401, "SIGNATURE_NOT_VALID"),
        (lambda s: (s.body, {HEADER: "nonsense"}), 401, "SIGNATURE_NOT_VALID"),
        (lambda s: (b"", {}), 401, "SIGNATURE_MISSING"),
        (lambda s: (b"x" * 70_000, s.headers), 413, "BODY_TOO_LARGE"),
    ],
)
async def test_what_is_no_notice_is_refused_as_json_and_changes_nothing(
    ask, client, change, status, code
):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    body, headers = change(told(payment))
    with capture_logs() as log:
        async with client:
            response = await client.post(PATH, content=body, headers=dict(headers))
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert [(line["event"], line["code"]) for line in log] == [("payments.bad_notice", code)]
    assert response.headers["content-type"] == "application/json"
    assert response.json()["message"]
    assert await state(payment) == ("PENDING", 0)
    assert await ProviderEvent.all().count() == 0


@pytest.mark.parametrize("body", [b"", b"null", b"{", b"\xff", b'{"id": 1}', b"[" * 5000])
async def test_a_signed_body_that_is_no_event_gets_400(client, body):
    secret = keyring.current().digest("sandbox", "sandbox provider")
    header = signed(body, secret, utc_now())
    async with client:
        response = await client.post(PATH, content=body, headers={HEADER: header})
    assert (response.status_code, response.json()["code"]) == (400, "BODY_NOT_VALID")


async def test_an_unknown_provider_and_another_method_get_no_5xx(client):
    async with client:
        response = await client.post("/payments/nobody/events", content=b"{}")
        assert (response.status_code, response.json()["code"]) == (404, "NO_SUCH_PROVIDER")
        assert (await client.get(PATH)).status_code == 405


async def test_a_notice_that_was_kept_and_sent_again_later_is_refused(ask, client):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    old = told(payment, now=utc_now() - timedelta(minutes=6))
    response = await post(client, old)
    assert (response.status_code, response.json()["code"]) == (401, "SIGNATURE_TOO_OLD")
    assert await state(payment) == ("PENDING", 0)


async def test_another_event_under_a_known_id_is_refused(ask, client):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    first = told(payment, NoticeKind.PAYMENT_FAILED, event_id="one")
    await webhooks.receive("sandbox", first.body, dict(first.headers), utc_now())
    response = await post(client, told(payment, event_id="one"))
    assert (response.status_code, response.json()["code"]) == (400, "EVENT_DIFFERS")
    assert await state(payment) == ("FAILED", 0)


async def test_events_may_come_in_any_order(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    for kind, now, expected in (
        (NoticeKind.PAYMENT_FAILED, BEFORE, "FAILED"),
        (NoticeKind.PAYMENT_CAPTURED, BEFORE, "CAPTURED"),
        (NoticeKind.PAYMENT_FAILED, BEFORE + timedelta(seconds=1), "CAPTURED"),
        (NoticeKind.REFUND_SUCCEEDED, BEFORE, "CAPTURED"),
        (NoticeKind.REFUND_FAILED, BEFORE, "CAPTURED"),
    ):
        sent = told(payment, kind, now=now, event_id=f"{kind}-{now.second}")
        await webhooks.receive("sandbox", sent.body, dict(sent.headers), now)
        assert (await state(payment))[0] == expected
    await check_books()


async def test_an_event_about_nothing_that_is_known_is_ignored(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    for reference in ("garbled", str(order.id)):
        notice = Notice(reference, NoticeKind.PAYMENT_CAPTURED, reference, 5, BEFORE)
        sent = envelope(notice, BEFORE)
        answer = await webhooks.receive("sandbox", sent.body, dict(sent.headers), BEFORE)
        assert answer["outcome"] == "IGNORED"
    sent = told(payment, amount=1, now=BEFORE)
    answer = await webhooks.receive("sandbox", sent.body, dict(sent.headers), BEFORE)
    assert answer["outcome"] == "DIFFERS"
    assert await state(payment) == ("PENDING", 0)


async def test_a_lost_notice_is_sent_again_by_the_job(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await SANDBOX.decide(str(payment.id), ChargeStatus.PAID, BEFORE)
    assert await state(payment) == ("PENDING", 0)
    for _ in range(2):
        await webhooks.deliver_sandbox.run(BEFORE + timedelta(minutes=1))
    assert await state(payment) == ("CAPTURED", 0)
    assert (await SandboxCharge.get(reference=str(payment.id))).told_at is not None


async def test_a_card_is_topped_up_from_outside(ask):
    resident = await make.resident()
    card = await make.meal_card(resident)
    viewer = await viewer_of(resident)
    given = {"cardId": card_id(card), "amountFen": 5000, "method": "PROVIDER"}
    result = await do(ask, "mealCardTopUp", viewer, **given)
    assert (result["payment"]["status"], result["card"]["balanceFen"]) == ("PENDING", 0)
    assert result["payment"]["url"].startswith("/sandbox/pay/")
    await make.provider_paid(await the_payment())
    assert await balance(card) == 5000
    stranger = await viewer_of(await make.resident())
    assert (await do(ask, "mealCardTopUp", stranger, **given))["reason"] == "NO_SUCH_CARD"
    await check_books()


async def test_a_top_up_for_a_card_that_was_closed_goes_back(ask):
    resident = await make.resident()
    card = await make.meal_card(resident)
    given = {"cardId": card_id(card), "amountFen": 5000, "method": "PROVIDER"}
    await do(ask, "mealCardTopUp", await viewer_of(resident), **given)
    manager = await at_counter(await make.canteen(), Role.CANTEEN_MANAGER)
    await do(ask, "mealCardClose", manager, cardId=card_id(card), reason="迁出")
    payment = await the_payment()
    await make.provider_paid(payment)
    assert await state(payment) == ("REFUNDED", 5000)
    assert (await MealRefund.get(payment_id=payment.id)).amount_fen == 5000
    await check_books()


async def test_top_ups_asked_for_at_once_do_not_fill_a_card_over_its_limit(ask):
    resident = await make.resident()
    card, viewer = await make.meal_card(resident), await viewer_of(resident)
    asked = []
    for _ in range(6):
        given = {"cardId": card_id(card), "amountFen": 1_000_00, "method": "PROVIDER"}
        await do(ask, "mealCardTopUp", viewer, **given)
        asked.append(await the_payment())
    for payment in asked:
        await make.provider_paid(payment)
    states = [await state(payment) for payment in asked]
    assert states == [("CAPTURED", 0)] * 5 + [("REFUNDED", 1_000_00)]
    assert await balance(card) == 5_000_00
    assert (await MealRefund.get()).payment_id == asked[-1].id
    await check_books()


async def test_money_for_an_order_that_was_cancelled_or_paid_meanwhile_goes_back(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    assert await state(payment) == ("EXPIRED", 0)
    await make.provider_paid(payment)
    assert await state(payment) == ("REFUNDED", 1200)
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    site = await MealSite.get(id=order.site_id)
    await make.cash_drawer(site)
    staff = await at_counter(site)
    await do(ask, "mealOrderPay", staff, orderId=order_id(order), method="CASH")
    await make.provider_paid(payment)
    assert await state(payment) == ("REFUNDED", 1200)
    assert await MealRefund.all().count() == 2
    await check_books()


async def test_a_refund_goes_through_the_provider_by_a_job(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    assert await state(payment) == ("REFUNDED", 1200)
    refund = await MealRefund.get(payment_id=payment.id)
    assert (refund.status.value, refund.amount_fen) == ("REQUESTED", 1200)
    await check_books()
    for _ in range(2):
        await jobs.payments.send_refunds.run(BEFORE)
    refund = await MealRefund.get(payment_id=payment.id)
    assert (refund.status.value, refund.attempts, refund.done_at) == ("DONE", 1, BEFORE)
    assert await LedgerEntry.filter(kind="REFUND_SENT").count() == 1
    await check_books()


async def test_a_refund_is_tried_again_until_it_works(ask):
    order, viewer = await ordered(1217)
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    now = BEFORE
    for attempts, status in ((1, "REQUESTED"), (2, "REQUESTED"), (3, "DONE")):
        await commands.send_refunds(BY, now)
        refund = await MealRefund.get(payment_id=payment.id)
        assert (refund.attempts, refund.status.value) == (attempts, status)
        if status == "REQUESTED":
            assert refund.next_at is not None
            assert refund.next_at > now
            assert refund.problem
            assert await commands.send_refunds(BY, now) == 0
            now = refund.next_at
    await check_books()


async def test_a_refund_that_the_provider_refuses_is_owed_at_the_counter(ask):
    order, viewer = await ordered(1213)
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    await commands.send_refunds(BY, BEFORE)
    assert (await MealRefund.get(payment_id=payment.id)).status.value == "FAILED"
    site = await make.canteen()
    await make.cash_drawer(site)
    given = {
        "residentId": global_id("Resident", order.resident_id),
        "siteId": global_id("MealSite", site.id),
        "receivedBy": "本人",
    }
    result = await do(ask, "mealBalanceReturn", await at_counter(site), **given)
    assert result["entry"]["amountFen"] == 1213
    await check_books()


async def given_up(ask):
    """A refund that the provider refused, and what it says when it was done after all."""
    order, viewer = await ordered(1213)
    payment = await asked_for(ask, order, viewer)
    await make.provider_paid(payment)
    await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
    await commands.send_refunds(BY, BEFORE)
    refund = await MealRefund.get(payment_id=payment.id)
    assert refund.status.value == "FAILED"
    notice = Notice("after-all", NoticeKind.REFUND_SUCCEEDED, str(refund.id), 1213, BEFORE)
    return order, refund, envelope(notice, BEFORE)


async def test_a_refund_that_reaches_the_person_after_all_is_owed_no_longer(ask):
    order, refund, sent = await given_up(ask)
    for _ in range(2):
        answer = await webhooks.receive("sandbox", sent.body, dict(sent.headers), BEFORE)
        assert answer["outcome"] == "TAKEN"
    await refund.refresh_from_db()
    assert (refund.status.value, refund.done_at) == ("DONE", BEFORE)
    owed = await LedgerAccount.get(kind="PAYABLE", resident_id=order.resident_id)
    assert owed.balance_fen == 0
    await check_books()


async def test_who_was_paid_out_before_a_refund_reached_them_is_somebodys_to_look_at(ask):
    order, refund, sent = await given_up(ask)
    site = await make.canteen()
    await make.cash_drawer(site)
    given = {
        "residentId": global_id("Resident", order.resident_id),
        "siteId": global_id("MealSite", site.id),
        "receivedBy": "本人",
    }
    await do(ask, "mealBalanceReturn", await at_counter(site), **given)
    answer = await webhooks.receive("sandbox", sent.body, dict(sent.headers), BEFORE)
    assert answer["outcome"] == "TAKEN"
    difference = await ReconciliationDifference.get()
    assert (difference.kind.value, difference.reference) == ("NOT_HERE", str(refund.id))
    assert (difference.payment_id, difference.theirs_fen) == (refund.payment_id, -1213)
    await check_books()


async def test_a_provider_that_is_away_is_a_refusal_and_may_be_asked_again(ask):
    order, viewer = await ordered(1219)
    given = {"orderId": order_id(order), "method": "PROVIDER"}
    result = await do(ask, "mealOrderPay", viewer, **given)
    assert (result["reason"], result["field"]) == ("PROVIDER_AWAY", "method")
    result = await do(ask, "mealOrderPay", viewer, **given, amountFen=1200)
    assert result["payment"]["url"]


async def test_the_same_key_asks_for_one_payment(ask):
    order, viewer = await ordered()
    given = {"orderId": order_id(order), "method": "PROVIDER", "idempotencyKey": "k"}
    first = await do(ask, "mealOrderPay", viewer, **given)
    second = await do(ask, "mealOrderPay", viewer, **given)
    assert first["payment"]["url"] == second["payment"]["url"] is not None
    assert await SandboxCharge.all().count() == 1


async def test_who_does_not_pay_in_time_may_pay_no_more(ask):
    order, viewer = await ordered()
    payment = await asked_for(ask, order, viewer)
    await jobs.payments.expire_payments.run(BEFORE + timedelta(minutes=29))
    assert await state(payment) == ("PENDING", 0)
    await jobs.payments.expire_payments.run(BEFORE + timedelta(minutes=30))
    assert await state(payment) == ("EXPIRED", 0)
    # The person was slow, but the order still stands: the money is taken.
    await make.provider_paid(payment, BEFORE + timedelta(minutes=31))
    assert await state(payment) == ("CAPTURED", 0)
    await check_books()
