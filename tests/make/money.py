"""Cards with money on them, cash drawers, and payments through the sandbox."""

from datetime import date, datetime
from typing import Any

from hub.canteen import commands, webhooks
from hub.canteen.models import CashDrawer, MealCard, MealPayment, MealSite
from hub.canteen.providers import SANDBOX
from hub.canteen.rules import ChargeStatus, PaymentMethod
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.people.models import Resident
from tests.make.canteen import BEFORE, canteen, staff


async def cash_drawer(site: MealSite, on: date | None = None, **facts: Any) -> CashDrawer:
    """A drawer that was opened with 100 yuan, by default on the day of BEFORE."""
    values: dict[str, Any] = {"opening_fen": 100_00, "opened_at": BEFORE}
    return await CashDrawer.create(
        id=new_key(), site_id=site.id, on=on or day_of(BEFORE), **{**values, **facts}
    )


async def meal_card(
    resident: Resident, balance_fen: int = 0, *, now: datetime = BEFORE
) -> MealCard:
    """A card in use; what is on it was paid in cash at a canteen of its own."""
    by = Actor(operation="mealCardIssue")
    key = await commands.issue_card(by, resident_id=resident.id, now=now)
    if balance_fen:
        site = await canteen()
        await cash_drawer(site, day_of(now))
        await commands.top_up(
            by,
            card_id=key,
            amount_fen=balance_fen,
            method=PaymentMethod.CASH,
            viewer=staff(site),
            now=now,
            site_id=site.id,
        )
    return await MealCard.get(id=key)


async def provider_paid(payment: MealPayment, now: datetime = BEFORE) -> None:
    """The person pays in the sandbox, which tells the hub so."""
    await SANDBOX.decide(str(payment.id), ChargeStatus.PAID, now)
    await webhooks.deliver(now)
