"""Whoever waits for a payment is told when it comes, fails, or goes back."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import pytest

from hub import app
from hub.canteen import commands, webhooks
from hub.canteen.models import MealPayment
from hub.canteen.providers import SANDBOX
from hub.canteen.rules import ChargeStatus, PaymentMethod
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.kernel.context import Actor, Context
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.query import Request
from tests import make
from tests.canteen.money import viewer_of, with_sandbox
from tests.make.canteen import BEFORE

pytestmark = pytest.mark.usefixtures("live_database")

MINE = "subscription { told: myMealPaymentChanged { payment { status method } } }"
BY = Actor(operation="test")


@pytest.fixture
def chosen(chosen_settings):
    with with_sandbox(chosen_settings) as used:
        yield used


@command
async def knock(tx: Transaction, *, resident_id: object) -> None:
    """An event that the subscriber follows, about no payment that is stored."""
    tx.record("meal_payment.knocked", new_key(), resident_id=resident_id)


@asynccontextmanager
async def told(chosen, viewer) -> AsyncIterator[Any]:
    """A subscriber who is live: knocked at until they have heard it; gives what comes next."""
    request = Request(document=MINE, operation_name=None, variables={})
    context = Context(now=BEFORE, viewer=viewer)
    answers = app.engine(chosen).subscribe(request, context, clock=utc_now)

    async def following() -> dict[str, Any]:
        async with asyncio.timeout(60):
            async for answer in answers:
                payment = json.loads(answer.body)["data"]["told"]["payment"]
                if payment is not None:
                    return payment
        raise AssertionError("the subscription has ended")

    async with aclosing(answers):
        first = asyncio.ensure_future(anext(answers))
        async with asyncio.timeout(60):
            while not first.done():
                await knock(BY, resident_id=viewer.resident_id)
                await asyncio.wait({first}, timeout=0.02)
        yield following


async def begun(viewer):
    """A payment of the viewer's order that the sandbox waits for."""
    resident = await make.resident()
    mine = viewer or await viewer_of(resident)
    order = await make.meal_order(None, resident)
    key = await commands.pay_order(
        BY, order_id=order.id, method=PaymentMethod.PROVIDER, viewer=mine, now=BEFORE
    )
    await commands.ask_provider(BY, key, BEFORE)
    return mine, await MealPayment.get(id=key)


async def decided(payment, status=ChargeStatus.PAID):
    await SANDBOX.decide(str(payment.id), status, BEFORE)
    await webhooks.deliver(BEFORE)


async def test_the_payer_is_told_that_the_money_has_come(chosen):
    viewer, payment = await begun(None)
    async with told(chosen, viewer) as following:
        await decided(payment)
        assert await following() == {"status": "CAPTURED", "method": "PROVIDER"}


async def test_the_payer_is_told_that_it_failed_and_never_of_others(chosen):
    viewer, payment = await begun(None)
    _, others = await begun(None)
    async with told(chosen, viewer) as following:
        await decided(others)
        await decided(payment, ChargeStatus.DECLINED)
        assert await following() == {"status": "FAILED", "method": "PROVIDER"}


async def test_nobody_else_is_told(chosen):
    staff = [Viewer(grants=(Grant(role),)) for role in Role if role is not Role.RESIDENT]
    for viewer in [NOBODY, *staff]:
        request = Request(document=MINE, operation_name=None, variables={})
        context = Context(now=BEFORE, viewer=viewer)
        answers = app.engine(chosen).subscribe(request, context, clock=utc_now)
        async with aclosing(answers), asyncio.timeout(60):
            body = json.loads((await anext(answers)).body)
        code = body["errors"][0]["extensions"]["code"]
        assert code == ("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")
