"""Many pay at once over HTTP: an order is paid once, and no card spends what it has not."""

import asyncio
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from hub import app
from hub.accounts.rules import SessionKind
from hub.canteen.commands import ledger, paying
from hub.canteen.models import CashDrawer, LedgerEntry, MealCard, MealOrder, MealPayment, MealSite
from hub.canteen.providers import SANDBOX, Notice, NoticeKind
from hub.canteen.providers.sandbox import envelope
from hub.canteen.rules import ChargeStatus
from hub.grid.models import Site
from hub.kernel.access import Role
from hub.kernel.clock import day_of, utc_now
from hub.people.models import Resident
from hub.query import global_id
from tests import make
from tests.canteen.money import (
    DOCUMENTS,
    balance,
    card_id,
    check_books,
    order_id,
    site_id,
    with_sandbox,
)
from tests.guards import drop_constraint
from tests.over_http import at_once, outcomes, result, served, staff_token

MANY = 6


@pytest.fixture
async def url(committed_database):
    return committed_database


async def token_of(resident: Resident) -> str:
    account = await make.account(resident)
    return (await make.session(account, utc_now(), kind=SessionKind.RESIDENT)).token


async def orders_of(resident: Resident, number: int) -> list[MealOrder]:
    """So many orders of 12 yuan, each for the lunch of another day, still to be cancelled."""
    now = utc_now()
    orders = []
    for ahead in range(1, number + 1):
        on = day_of(now) + timedelta(days=ahead)
        menu = await make.menu(on=on, cutoff_at=now + timedelta(hours=1))
        item = await make.menu_item(menu)
        orders.append(await make.meal_order(item, resident, now=now))
    return orders


async def counter_of(site: MealSite) -> str:
    """Somebody at the counter of a site whose drawer is open."""
    now = utc_now()
    await make.cash_drawer(site, day_of(now), opened_at=now)
    return await staff_token(Role.CANTEEN_STAFF, site=await Site.get(id=site.id))


def pay(port, token, order, **more):
    given = {"orderId": order_id(order), "method": "CARD", **more}
    return result(port, DOCUMENTS["mealOrderPay"], token=token, input=given)


def cancel(port, token, order):
    given = {"orderId": order_id(order)}
    return result(port, DOCUMENTS["mealOrderCancel"], token=token, input=given)


async def paid_at_once(chosen, url, balance_fen, number):
    """One order, or several, of a resident with money on a card, paid at once: what came of it."""
    resident = await make.resident()
    card = await make.meal_card(resident, balance_fen, now=utc_now())
    orders = await orders_of(resident, number)
    token = await token_of(resident)
    async with served(chosen) as port:
        asking = [pay(port, token, orders[turn % number]) for turn in range(MANY)]
        answers = await at_once(url, asking)
    return outcomes(answers), card


async def test_an_order_is_paid_once_by_many_at_once(chosen_settings, url):
    reasons, card = await paid_at_once(chosen_settings, url, 100_00, 1)
    assert reasons == {"MealOrderPaid": 1, "ALREADY_PAID": MANY - 1}
    assert await balance(card) == 88_00
    await check_books()


async def test_without_the_guard_it_would_be_paid_again(chosen_settings, url, monkeypatch):
    # The control: what is left to pay is still read and decided on before it is taken.
    guard = "\nWHERE bill.paid_fen + excluded.paid_fen <= bill.due_fen"
    assert guard in paying._TAKE
    monkeypatch.setattr(paying, "_TAKE", paying._TAKE.replace(guard, ""))
    await drop_constraint("meal_bill", "meal_bill_within_due")
    reasons, card = await paid_at_once(chosen_settings, url, 100_00, 1)
    assert reasons["MealOrderPaid"] > 1
    assert await balance(card) < 88_00


async def test_a_card_spends_only_what_is_on_it_when_many_withdraw_at_once(chosen_settings, url):
    reasons, card = await paid_at_once(chosen_settings, url, 30_00, MANY)
    assert reasons == {"MealOrderPaid": 2, "BALANCE_TOO_LOW": MANY - 2}
    assert await balance(card) == 6_00
    await check_books()


async def test_without_the_guard_it_would_be_overdrawn(chosen_settings, url, monkeypatch):
    guard = " AND a.balance_fen + fen >= 0"
    assert guard in ledger._POST
    monkeypatch.setattr(ledger, "_POST", ledger._POST.replace(guard, ""))
    await drop_constraint("ledger_account", "ledger_account_not_overdrawn")
    await drop_constraint("ledger_posting", "ledger_posting_not_overdrawn")
    reasons, card = await paid_at_once(chosen_settings, url, 30_00, MANY)
    assert reasons["MealOrderPaid"] == MANY
    assert await balance(card) < 0


async def test_the_same_key_from_many_at_once_is_one_payment(chosen_settings, url):
    resident = await make.resident()
    card = await make.meal_card(resident, 100_00, now=utc_now())
    [order] = await orders_of(resident, 1)
    token = await token_of(resident)
    async with served(chosen_settings) as port:
        asking = [pay(port, token, order, amountFen=100, idempotencyKey="one") for _ in range(MANY)]
        answers = await at_once(url, asking)
    assert len({answer["payment"]["id"] for answer in answers}) == 1
    assert await balance(card) == 99_00


async def test_paying_and_cancelling_at_once_leaves_no_money_behind(chosen_settings, url):
    resident = await make.resident()
    card = await make.meal_card(resident, 100_00, now=utc_now())
    token = await token_of(resident)
    for order in await orders_of(resident, 4):
        async with served(chosen_settings) as port:
            asking = [pay(port, token, order), cancel(port, token, order)]
            found = outcomes(await at_once(url, asking))
        assert found["MealOrderCancelled"] == 1
        assert found["MealOrderPaid"] + found["NOT_PAYABLE"] == 1
        assert await balance(card) == 100_00
    await check_books()


async def test_a_cancellation_by_many_at_once_gives_back_once(chosen_settings, url):
    resident = await make.resident()
    card = await make.meal_card(resident, 100_00, now=utc_now())
    [order] = await orders_of(resident, 1)
    token = await token_of(resident)
    async with served(chosen_settings) as port:
        await pay(port, token, order)
        answers = await at_once(url, [cancel(port, token, order) for _ in range(MANY)])
    assert outcomes(answers) == {"MealOrderCancelled": 1, "ALREADY_CANCELLED": MANY - 1}
    assert await balance(card) == 100_00
    await check_books()


async def test_top_ups_at_once_do_not_fill_a_card_beyond_its_limit(chosen_settings, url):
    site = await make.canteen()
    token = await counter_of(site)
    card = await make.meal_card(await make.resident())
    given = {"cardId": card_id(card), "amountFen": 1000_00, "method": "CASH"}
    given["siteId"] = site_id(site)
    async with served(chosen_settings) as port:
        asking = [
            result(port, DOCUMENTS["mealCardTopUp"], token=token, input=given) for _ in range(MANY)
        ]
        answers = await at_once(url, asking)
    assert outcomes(answers) == {"MealCardToppedUp": 5, "BALANCE_TOO_HIGH": 1}
    assert await balance(card) == 5000_00
    await check_books()


async def test_a_resident_is_issued_one_card_at_many_counters_at_once(chosen_settings, url):
    token = await counter_of(await make.canteen())
    resident = await make.resident()
    given = {"residentId": global_id("Resident", resident.id)}
    async with served(chosen_settings) as port:
        asking = [
            result(port, DOCUMENTS["mealCardIssue"], token=token, input=given) for _ in range(MANY)
        ]
        answers = await at_once(url, asking)
    assert outcomes(answers) == {"MealCardIssued": 1, "CARD_EXISTS": MANY - 1}
    assert await MealCard.all().count() == 1


async def test_cash_is_counted_once_and_nothing_slips_in_while_it_is(chosen_settings, url):
    site = await make.canteen()
    token = await counter_of(site)
    card = await make.meal_card(await make.resident())
    today = str(day_of(utc_now()))
    count = {"siteId": site_id(site), "on": today, "countedFen": 110_00, "reason": "x"}
    fill = {"cardId": card_id(card), "amountFen": 10_00, "method": "CASH", "siteId": site_id(site)}
    async with served(chosen_settings) as port:
        asking = [
            *(result(port, DOCUMENTS["cashUp"], token=token, input=count) for _ in range(3)),
            *(result(port, DOCUMENTS["mealCardTopUp"], token=token, input=fill) for _ in range(3)),
        ]
        found = outcomes(await at_once(url, asking))
    assert found["CashDrawerClosed"] == 1
    assert found["MealCardToppedUp"] + found["DRAWER_CLOSED"] == 5
    drawer = await CashDrawer.get(site_id=site.id)
    assert drawer.taken_fen == found["MealCardToppedUp"] * 10_00
    await check_books()


async def test_a_notice_from_many_at_once_is_taken_once(chosen_settings, url):
    resident = await make.resident()
    [order] = await orders_of(resident, 1)
    token = await token_of(resident)
    with with_sandbox(chosen_settings) as used:
        async with served(used) as port:
            await pay(port, token, order, method="PROVIDER")
        payment = await MealPayment.get(order_id=order.id)
        await SANDBOX.decide(str(payment.id), ChargeStatus.PAID, utc_now())
        at = utc_now()
        sent = [
            envelope(Notice(event, NoticeKind.PAYMENT_CAPTURED, str(payment.id), 1200, at), at)
            for event in ["same"] * 4 + ["another", "third"]
        ]
        transport = httpx.ASGITransport(app.make(used))
        async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
            answers = await asyncio.gather(
                *(
                    client.post(
                        "/payments/sandbox/events", content=each.body, headers=dict(each.headers)
                    )
                    for each in sent
                )
            )
    assert {answer.status_code for answer in answers} == {200}
    known = Counter((answer.json()["outcome"], answer.json()["isKnown"]) for answer in answers)
    assert sum(count for (_, is_known), count in known.items() if not is_known) == 3
    assert await LedgerEntry.filter(kind="ORDER_PAID").count() == 1
    await check_books()
