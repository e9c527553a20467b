"""Documents about money, and asking them as whoever pays or takes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from hub import settings
from hub.canteen import reads
from hub.canteen.models import MealCard, MealOrder, MealPayment, MealSite
from hub.kernel import db
from hub.kernel.access import Grant, Role, Viewer, Ward
from hub.people.models import Resident
from hub.people.rules import ProxyScope
from hub.query import global_id
from hub.settings import PaymentProvider, Settings
from tests import make
from tests.asking import Ask
from tests.make.canteen import BEFORE

_REFUSALS = """... on CanteenRefusal { reason field message dueFen balanceFen mostFen leastFen
    cardStatus status differenceFen }
... on KernelRefusal { kernelReason: reason }"""
_CARD = "id status frozenWhy numberTail balanceFen owedFen residentName"
_PAYMENT = """id status method purpose amountFen refundedFen url provider capturedAt
    refunds { amountFen status attempts problem }"""


def _document(name: str, selection: str) -> str:
    given = f"{name[0].upper()}{name[1:]}Input!"
    return (
        f"mutation ($input: {given}) {{ result: {name}(input: $input) {{ __typename"
        f" {selection} {_REFUSALS} }} }}"
    )


def _card(payload: str, more: str = "") -> str:
    return f"... on {payload} {{ card {{ {_CARD} }} {more} }}"


DOCUMENTS = {
    name: _document(name, selection)
    for name, selection in {
        "mealCardIssue": _card("MealCardIssued", "face { number }"),
        "mealCardActivate": _card("MealCardActivated"),
        "mealCardFreeze": _card("MealCardFrozen"),
        "mealCardUnfreeze": _card("MealCardUnfrozen"),
        "mealCardReplace": _card("MealCardReplaced", "face { number }"),
        "mealCardReveal": "... on MealCardRevealed { face { number } card { id } }",
        "mealCardClose": _card("MealCardClosed"),
        "mealCardTopUp": f"""... on MealCardToppedUp {{ payment {{ {_PAYMENT} }}
            card {{ {_CARD} }} }}""",
        "mealCardTopUpReverse": f"... on MealCardTopUpReversed {{ payment {{ {_PAYMENT} }} }}",
        "mealBalanceReturn": "... on MealBalanceReturned { entry { kind amountFen note by } }",
        "mealBalanceReturnPropose": """... on MealBalanceReturnProposed { proposal {
            amountFen receivedBy residentName proposedBy isPaidOut } }""",
        "mealOrderPay": f"""... on MealOrderPaid {{ payment {{ {_PAYMENT} }}
            order {{ id paidFen dueFen payments {{ method status amountFen }} }} }}""",
        "mealOrderRefund": "... on MealOrderRefunded { order { paidFen status } }",
        "mealOrderCancel": "... on MealOrderCancelled { order { paidFen status } }",
        "mealOrdersMove": "... on MealOrdersMoved { orders { paidFen status } }",
        "mealRefundPolicyPublish": """... on MealRefundPolicyPublished { policy {
            lateCancelPercent noShowPercent fromOn untilOn } }""",
        "cashDrawerOpen": "... on CashDrawerOpened { drawer { on openingFen closedAt } }",
        "cashUp": """... on CashDrawerClosed { drawer { openingFen takenFen countedFen
            differenceFen reason closedAt } }""",
        "reconciliationDifferenceResolve": """... on ReconciliationDifferenceResolved {
            difference { note resolvedAt } }""",
    }.items()
}


async def do(
    ask: Ask, name: str, by: Viewer, now: datetime = BEFORE, /, **given: object
) -> dict[str, Any]:
    """What a mutation answers; no error is expected."""
    body = await ask(DOCUMENTS[name], by=by, now=now, input=given)
    assert "errors" not in body, body
    result: dict[str, Any] = body["data"]["result"]
    return result


async def viewer_of(resident: Resident, *wards: Resident) -> Viewer:
    """A resident who is signed in, and acts for others in everything."""
    account = await make.account(resident)
    return Viewer(
        account_id=account.id,
        resident_id=resident.id,
        wards=tuple(Ward(ward.id, frozenset(ProxyScope)) for ward in wards),
        grants=(Grant(Role.RESIDENT),),
    )


async def at_counter(site: MealSite, role: Role = Role.CANTEEN_STAFF) -> Viewer:
    """Somebody who works at a site, with an account."""
    account = await make.account()
    return Viewer(account_id=account.id, grants=(Grant(role, site_id=site.id),))


def card_id(card: MealCard) -> str:
    return global_id("MealCard", card.id)


def order_id(order: MealOrder) -> str:
    return global_id("MealOrder", order.id)


def site_id(site: MealSite) -> str:
    return global_id("MealSite", site.id)


def resident_id(resident: Resident) -> str:
    return global_id("Resident", resident.id)


async def number_of(card: MealCard) -> str:
    """The full number of a card."""
    async with db.acquire() as connection:
        found = await reads.number_of_card(connection, card.id)
    assert found is not None
    return found[1]


async def balance(card: MealCard) -> int:
    """What a card opens now."""
    account = await (await MealCard.get(id=card.id)).account
    assert account.balance_fen is not None
    return account.balance_fen


async def check_books() -> None:
    """The ledger adds up to nothing, and every balance and bill is what was posted."""
    async with db.acquire() as connection:
        await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        trouble = await reads.ledger_trouble(connection)
    assert trouble.is_none, trouble


async def the_payment() -> MealPayment:
    """The only payment, or the one begun last."""
    payment = await MealPayment.all().order_by("-id").first()
    assert payment is not None
    return payment


@contextmanager
def with_sandbox(chosen: Settings) -> Iterator[Settings]:
    """Let the sandbox collect payments meanwhile."""
    before = list(settings._used)
    used = chosen.model_copy(update={"payment_provider": PaymentProvider.SANDBOX})
    settings.use(used)
    try:
        yield used
    finally:
        settings._used[:] = before
