"""Money at the counter: topping up, paying out, the cash of the day."""

from datetime import date

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import MANAGERS, STAFF
from hub.canteen.schema.card_types import CashDrawer, LedgerEntry, MealCard
from hub.canteen.schema.owed import BalanceReturnProposal
from hub.canteen.schema.payment_types import MealPayment
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.access import Role
from hub.query import Context, Fen, inputs, key_of, mutation, payload, read


@inputs
class MealCardTopUpInput:
    """How much to put onto which card, and how."""

    card_id: strawberry.ID
    """The card."""
    amount_fen: Fen
    """How much: 1 to 1,000 yuan."""
    method: rules.PaymentMethod
    """In cash at a counter, or through an outside provider."""
    site_id: strawberry.ID | None = None
    """For cash: whose counter takes it."""
    idempotency_key: str | None = None
    """The same key again gives the same payment, not a second one."""


@payload
class MealCardToppedUp:
    """The money is on the card or, through an outside provider, waits for the person."""

    payment: MealPayment | None = read()
    """The payment; an outside one has the `url` where the person pays."""
    card: MealCard | None = read()
    """The card as it is now."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_card_top_up(
    ctx: Context, input: MealCardTopUpInput
) -> MealCardToppedUp | CanteenRefusal:
    """Put money onto a card: staff in cash, the resident and their proxy from outside (充值)."""
    card_id = key_of(input.card_id, "MealCard")
    payment_id = await commands.top_up(
        ctx.actor,
        card_id=card_id,
        amount_fen=input.amount_fen,
        method=input.method,
        viewer=ctx.viewer,
        now=ctx.now,
        site_id=None if input.site_id is None else key_of(input.site_id, "MealSite"),
    )
    await commands.ask_provider(ctx.actor, payment_id, ctx.now)
    return MealCardToppedUp(payment=payment_id, card=card_id)


@inputs
class MealCardTopUpReverseInput:
    """Which top-up was a mistake, and why."""

    payment_id: strawberry.ID
    """The payment, in cash."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardTopUpReversed:
    """The top-up was taken back; the cash goes out of today's drawer."""

    payment: MealPayment | None = read()
    """The payment."""


@mutation(*MANAGERS)
async def meal_card_top_up_reverse(
    ctx: Context, input: MealCardTopUpReverseInput
) -> MealCardTopUpReversed | CanteenRefusal:
    """Take back a mistaken top-up in cash, once (充值冲正)."""
    key = await commands.reverse_top_up(
        ctx.actor,
        payment_id=key_of(input.payment_id, "MealPayment"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealCardTopUpReversed(payment=key)


@inputs
class MealBalanceReturnInput:
    """Whose money to pay out, where and to whom."""

    resident_id: strawberry.ID
    """To whom it is owed."""
    site_id: strawberry.ID
    """Whose counter pays it out."""
    received_by: str
    """Who receives it: the resident, or an heir and how they are related."""
    idempotency_key: str | None = None
    """The same key again gives the same answer: it is paid out once."""


@payload
class MealBalanceReturned:
    """All that was owed was paid out in cash."""

    entry: LedgerEntry | None = read()
    """The movement of money."""


@mutation(*STAFF)
async def meal_balance_return(
    ctx: Context, input: MealBalanceReturnInput
) -> MealBalanceReturned | CanteenRefusal:
    """Pay out in cash all that is owed to a resident or their heirs (退还余额).

    More than the policy leaves to one person (`payOutAloneFen`) is paid out by a manager of the
    site once somebody else has proposed it: `mealBalanceReturnPropose`.
    """
    key = await commands.pay_out(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        site_id=key_of(input.site_id, "MealSite"),
        received_by=input.received_by,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealBalanceReturned(entry=key)


@inputs
class MealBalanceReturnProposeInput:
    """Whose money is to be paid out, where and to whom."""

    resident_id: strawberry.ID
    """To whom it is owed."""
    site_id: strawberry.ID
    """Whose counter is to pay it out."""
    received_by: str
    """Who receives it: the resident, or an heir and how they are related."""
    idempotency_key: str | None = None
    """The same key again gives the same proposal."""


@payload
class MealBalanceReturnProposed:
    """A manager of the site may pay it out now."""

    proposal: BalanceReturnProposal | None = read()
    """What is proposed."""


@mutation(*STAFF)
async def meal_balance_return_propose(
    ctx: Context, input: MealBalanceReturnProposeInput
) -> MealBalanceReturnProposed | CanteenRefusal:
    """Propose to pay out what is owed, for a manager to do with the same facts (提出退款)."""
    key = await commands.propose_pay_out(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        site_id=key_of(input.site_id, "MealSite"),
        received_by=input.received_by,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealBalanceReturnProposed(proposal=key)


@inputs
class CashDrawerOpenInput:
    """Whose cash drawer to open, and with how much."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    opening_fen: Fen
    """The float."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class CashDrawerOpened:
    """The drawer is open; cash may be taken."""

    drawer: CashDrawer | None = read()
    """The drawer."""


@mutation(*STAFF)
async def cash_drawer_open(
    ctx: Context, input: CashDrawerOpenInput
) -> CashDrawerOpened | CanteenRefusal:
    """Open the cash drawer of a site for today; without it no cash is taken (开柜)."""
    key = await commands.open_drawer(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        opening_fen=input.opening_fen,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return CashDrawerOpened(drawer=key)


@inputs
class CashUpInput:
    """What was counted, where and for which day."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    on: date
    """The day."""
    counted_fen: Fen
    """What lies in the drawer, with the float."""
    reason: str | None = None
    """Why it differs, if it does."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class CashDrawerClosed:
    """The cash of the day is counted; no more is taken."""

    drawer: CashDrawer | None = read()
    """The drawer."""


@mutation(*STAFF)
async def cash_up(ctx: Context, input: CashUpInput) -> CashDrawerClosed | CanteenRefusal:
    """Count and close the cash of a day, once; a difference goes into the ledger (盘点结账)."""
    key = await commands.cash_up(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        on=input.on,
        counted_fen=input.counted_fen,
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )
    return CashDrawerClosed(drawer=key)
