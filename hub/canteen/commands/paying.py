"""Paying for orders: by card, in cash, or by asking an outside provider for the money."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from hub.canteen import reads
from hub.canteen.commands.cash import check_works_at, held_drawer
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.models import MealPayment
from hub.canteen.rules import (
    CARD_NUMBER,
    CanteenReason,
    CanteenRefused,
    CardStatus,
    LedgerAccountKind,
    LedgerEntryKind,
    MethodWords,
    OrderToPay,
    PaymentMethod,
    PaymentPurpose,
    PaymentStatus,
    amount_to_pay,
    check_payer,
    check_usable,
    method_not_available,
    read_card_number,
)
from hub.kernel import keyring
from hub.kernel.access import Viewer
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, audit_outcome, command
from hub.kernel.ids import new_key
from hub.settings import settings

# Two who pay an order at once both read what is left; only what is still due is taken.
_TAKE = """INSERT INTO meal_bill AS bill (order_id, due_fen, paid_fen) VALUES ($1, $2, $3)
ON CONFLICT (order_id) DO UPDATE SET paid_fen = bill.paid_fen + excluded.paid_fen
WHERE bill.paid_fen + excluded.paid_fen <= bill.due_fen - $4 RETURNING paid_fen"""
_EXPIRE = "UPDATE meal_payment SET status = 'EXPIRED' WHERE order_id = $1 AND status = 'PENDING'"
_CARD = """SELECT id, account_id, status, number_hash FROM meal_card
WHERE resident_id = $1 AND status IN ('ISSUED', 'ACTIVE', 'FROZEN') FOR SHARE"""


@command
async def pay_order(
    tx: Transaction,
    *,
    order_id: UUID,
    method: PaymentMethod,
    viewer: Viewer,
    now: datetime,
    amount_fen: int | None = None,
    card_number: str | None = None,
    site_id: UUID | None = None,
) -> UUID:
    """Pay an order, or a part of what is due; the answer is the key of the payment.

    The resident and their proxy pay by the resident's card or by a provider; staff take cash into
    the drawer of `site_id` (default: where the meal is served), or the card that is shown to them.

    Raises:
        CanteenRefused: NO_SUCH_ORDER, NOT_PAYABLE, NOTHING_DUE, ALREADY_PAID, OVERPAID; for cards
            NO_SUCH_CARD, CARD_NOT_USABLE, CARD_NUMBER_NEEDED, CARD_OF_ANOTHER, BALANCE_TOO_LOW;
            for cash DRAWER_NOT_OPEN, DRAWER_CLOSED, NO_SUCH_SITE; METHOD_NOT_AVAILABLE.
    """
    order = await reads.order_to_pay(tx, order_id, viewer.resident_id, now)
    if order is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    is_staff = check_payer(viewer, order, method)
    amount = amount_to_pay(order, amount_fen)
    tx.beneficiary_id = order.resident_id
    await tx.execute(_EXPIRE, order_id)
    if method is PaymentMethod.PROVIDER:
        return await _ask_for(tx, order, amount, now)
    if method is PaymentMethod.CARD:
        source_id = await _card_account(tx, order, card_number, is_staff=is_staff)
        return await _take(tx, order, amount, now, method, source_id, order.point_id, None)
    counter_id = await _counter(tx, order, site_id, viewer)
    drawer_id = await held_drawer(tx, counter_id, now)
    cash_id = await account_of(tx, LedgerAccountKind.CASH, site_id=counter_id)
    return await _take(tx, order, amount, now, method, cash_id, counter_id, drawer_id)


async def pay_placed(
    by: Actor, order_id: UUID, *, viewer: Viewer, now: datetime
) -> CanteenRefused | None:
    """Pay an order that was just placed, whole and by the resident's card; why not, if not.

    The order stands either way. What costs nothing, or is paid already, needs no paying. The
    idempotency key that placed the order also pays it once.
    """
    paying = replace(by, operation=f"{by.operation}.pay")
    try:
        await pay_order(
            paying, order_id=order_id, method=PaymentMethod.CARD, viewer=viewer, now=now
        )
    except CanteenRefused as refused:
        if refused.reason in (CanteenReason.NOTHING_DUE, CanteenReason.ALREADY_PAID):
            return None
        await audit_outcome(paying, refused.reason.name)
        return refused
    return None


async def take_order_money(
    tx: Transaction,
    order: OrderToPay,
    payment_id: UUID,
    amount_fen: int,
    *,
    source_id: UUID,
    site_id: UUID,
    now: datetime,
    drawer_id: UUID | None = None,
) -> bool:
    """Take money for an order: onto its bill and into the ledger. False when it is not due now."""
    taken = await tx.fetchval(
        _TAKE, order.order_id, order.due_fen, amount_fen, order.given_back_fen
    )
    if taken is None:
        return False
    await move_money(
        tx,
        LedgerEntryKind.ORDER_PAID,
        amount_fen,
        from_id=source_id,
        to_id=await account_of(tx, LedgerAccountKind.SALES, site_id=order.kitchen_id),
        now=now,
        site_id=site_id,
        order_id=order.order_id,
        payment_id=payment_id,
        drawer_id=drawer_id,
    )
    tx.record(
        "meal_payment.captured",
        payment_id,
        scope_id=order.kitchen_id,
        order_id=order.order_id,
        resident_id=order.resident_id,
        amount_fen=amount_fen,
    )
    return True


def provider_in_use(instead: MethodWords) -> str:
    """The provider that payments are asked for from.

    Raises:
        CanteenRefused: METHOD_NOT_AVAILABLE, when none is set, with how to pay instead.
    """
    name = settings().payment_provider
    if name is None:
        raise method_not_available(instead)
    return name.value


async def live_card(tx: Transaction, resident_id: UUID, field: str) -> asyncpg.Record:
    """The card of a resident, in use and held until the end of the transaction.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_NOT_USABLE.
    """
    card = await tx.fetchrow(_CARD, resident_id)
    if card is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_CARD, field=field)
    check_usable(CardStatus(card["status"]), field)
    return card


async def new_payment(tx: Transaction, **facts: Any) -> UUID:
    """Write a payment down; what is due to its method and purpose is the caller's to say."""
    payment_id = new_key()
    await MealPayment.create(id=payment_id, created_by_id=tx.by.account_id, **facts)
    return payment_id


def expiry(now: datetime) -> datetime:
    """Until when somebody may pay what is asked for now."""
    return now + timedelta(minutes=settings().payment_minutes)


async def _ask_for(tx: Transaction, order: OrderToPay, amount_fen: int, now: datetime) -> UUID:
    """A payment that the provider is asked for once this is committed."""
    return await new_payment(
        tx,
        purpose=PaymentPurpose.ORDER,
        method=PaymentMethod.PROVIDER,
        status=PaymentStatus.PENDING,
        amount_fen=amount_fen,
        resident_id=order.resident_id,
        order_id=order.order_id,
        site_id=order.point_id,
        provider=provider_in_use(MethodWords.PAYING),
        created_at=now,
        expires_at=expiry(now),
    )


async def _take(
    tx: Transaction,
    order: OrderToPay,
    amount_fen: int,
    now: datetime,
    method: PaymentMethod,
    source_id: UUID,
    site_id: UUID,
    drawer_id: UUID | None,
) -> UUID:
    payment_id = await new_payment(
        tx,
        purpose=PaymentPurpose.ORDER,
        method=method,
        status=PaymentStatus.CAPTURED,
        amount_fen=amount_fen,
        resident_id=order.resident_id,
        order_id=order.order_id,
        site_id=site_id,
        created_at=now,
        captured_at=now,
    )
    if not await take_order_money(
        tx,
        order,
        payment_id,
        amount_fen,
        source_id=source_id,
        site_id=site_id,
        drawer_id=drawer_id,
        now=now,
    ):
        # Somebody was quicker since the facts were read. Run again: the rules will say why not.
        raise asyncpg.SerializationError("The facts of an order were overtaken.")
    return payment_id


async def _card_account(
    tx: Transaction, order: OrderToPay, number: str | None, *, is_staff: bool
) -> UUID:
    """The account of the resident's card; to staff the card has to be shown."""
    digits = None if number is None else read_card_number(number)
    if digits is None and is_staff:
        raise CanteenRefused(CanteenReason.CARD_NUMBER_NEEDED, field="cardNumber")
    card = await live_card(tx, order.resident_id, "method" if digits is None else "cardNumber")
    if digits is not None and not keyring.current().matches(
        digits, card["number_hash"], CARD_NUMBER
    ):
        raise CanteenRefused(CanteenReason.CARD_OF_ANOTHER, field="cardNumber")
    account_id: UUID = card["account_id"]
    return account_id


async def _counter(
    tx: Transaction, order: OrderToPay, site_id: UUID | None, viewer: Viewer
) -> UUID:
    """Whose drawer takes the cash: where the meal is served or, when that is said, cooked."""
    counter_id = site_id or order.point_id
    if counter_id not in (order.point_id, order.kitchen_id):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
    await check_works_at(tx, counter_id, viewer)
    return counter_id
