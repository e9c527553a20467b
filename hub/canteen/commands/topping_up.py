"""Money onto cards: at a counter, or through a provider."""

from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen.commands.cards import check_own
from hub.canteen.commands.cash import check_works_at, held_drawer
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.commands.paying import expiry, new_payment, provider_in_use
from hub.canteen.rules import (
    MANAGERS,
    MOST_ON_CARD_FEN,
    CanteenReason,
    CanteenRefused,
    CardStatus,
    LedgerAccountKind,
    LedgerEntryKind,
    MethodWords,
    PaymentMethod,
    PaymentPurpose,
    PaymentStatus,
    check_text,
    check_top_up,
    check_usable,
    method_not_available,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command

_CARD = "SELECT id, resident_id, account_id, status FROM meal_card WHERE id = $1 FOR SHARE"
_BALANCE = "SELECT balance_fen FROM ledger_account WHERE id = $1"
_TOP_UP = """SELECT p.id, p.amount_fen, p.resident_id, p.site_id, p.status, area.ancestors,
    e.id AS entry_id
FROM meal_payment p
JOIN site ON site.id = p.site_id JOIN area ON area.id = site.area_id
JOIN ledger_entry e ON e.payment_id = p.id AND e.kind = 'TOPPED_UP'
WHERE p.id = $1 AND p.purpose = 'TOP_UP' AND p.method = 'CASH' FOR NO KEY UPDATE OF p"""
_REVERSED = """UPDATE meal_payment SET status = 'REFUNDED', refunded_fen = amount_fen
WHERE id = $1"""


@command
async def top_up(
    tx: Transaction,
    *,
    card_id: UUID,
    amount_fen: int,
    method: PaymentMethod,
    viewer: Viewer,
    now: datetime,
    site_id: UUID | None = None,
) -> UUID:
    """Put money onto a card; the answer is the key of the payment.

    In cash, staff take it into the drawer of their site; the resident and their proxy pay through
    a provider.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_NOT_USABLE, AMOUNT_NOT_VALID, BALANCE_TOO_HIGH,
            METHOD_NOT_AVAILABLE, NO_SUCH_SITE, DRAWER_NOT_OPEN, DRAWER_CLOSED.
    """
    check_top_up(amount_fen)
    card = await tx.fetchrow(_CARD, card_id)
    if card is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_CARD, field="cardId")
    if method is PaymentMethod.CARD or (method is PaymentMethod.CASH) != (site_id is not None):
        raise method_not_available(MethodWords.TOPPING_UP)
    if site_id is not None:
        await check_works_at(tx, site_id, viewer)
    else:
        await check_own(tx, card, viewer, now)
    check_usable(CardStatus(card["status"]), "cardId")
    tx.beneficiary_id = card["resident_id"]
    if site_id is None:
        return await _ask_for(tx, card, amount_fen, now)
    return await _take_cash(tx, card, amount_fen, site_id, now)


@command
async def reverse_top_up(
    tx: Transaction, *, payment_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Take a mistaken cash top-up back, as the manager of its site: once, and out of today's cash.

    Raises:
        CanteenRefused: NO_SUCH_PAYMENT, REASON_NEEDED, NOT_REFUNDABLE, BALANCE_TOO_LOW when it is
            spent, DRAWER_NOT_OPEN, DRAWER_CLOSED.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    payment = await tx.fetchrow(_TOP_UP, payment_id)
    if payment is None or not works_at(
        viewer, MANAGERS, [payment["site_id"]], payment["ancestors"]
    ):
        raise CanteenRefused(CanteenReason.NO_SUCH_PAYMENT, field="paymentId")
    if payment["status"] != PaymentStatus.CAPTURED:
        raise CanteenRefused(CanteenReason.NOT_REFUNDABLE, field="paymentId", most_fen=0)
    resident_id, site_id = payment["resident_id"], payment["site_id"]
    tx.beneficiary_id = resident_id
    drawer_id = await held_drawer(tx, site_id, now)
    await move_money(
        tx,
        LedgerEntryKind.TOP_UP_REVERSED,
        payment["amount_fen"],
        from_id=await account_of(tx, LedgerAccountKind.CARD, resident_id=resident_id),
        to_id=await account_of(tx, LedgerAccountKind.CASH, site_id=site_id),
        now=now,
        site_id=site_id,
        payment_id=payment_id,
        drawer_id=drawer_id,
        reverses_id=payment["entry_id"],
        note=reason,
    )
    await tx.execute(_REVERSED, payment_id)
    tx.record("meal_payment.refunded", payment_id, scope_id=site_id, resident_id=resident_id)
    return payment_id


async def _ask_for(tx: Transaction, card: asyncpg.Record, amount_fen: int, now: datetime) -> UUID:
    """A top-up that the provider is asked for once this is committed."""
    await _check_room(tx, card["account_id"], amount_fen)
    return await new_payment(
        tx,
        purpose=PaymentPurpose.TOP_UP,
        method=PaymentMethod.PROVIDER,
        status=PaymentStatus.PENDING,
        amount_fen=amount_fen,
        resident_id=card["resident_id"],
        provider=provider_in_use(MethodWords.COUNTER_ONLY),
        created_at=now,
        expires_at=expiry(now),
    )


async def _take_cash(
    tx: Transaction, card: asyncpg.Record, amount_fen: int, site_id: UUID, now: datetime
) -> UUID:
    """Take cash into the drawer of a site, and put it onto a card."""
    drawer_id = await held_drawer(tx, site_id, now)
    resident_id = card["resident_id"]
    payment_id = await new_payment(
        tx,
        purpose=PaymentPurpose.TOP_UP,
        method=PaymentMethod.CASH,
        status=PaymentStatus.CAPTURED,
        amount_fen=amount_fen,
        resident_id=resident_id,
        site_id=site_id,
        created_at=now,
        captured_at=now,
    )
    await move_money(
        tx,
        LedgerEntryKind.TOPPED_UP,
        amount_fen,
        from_id=await account_of(tx, LedgerAccountKind.CASH, site_id=site_id),
        to_id=card["account_id"],
        now=now,
        site_id=site_id,
        payment_id=payment_id,
        drawer_id=drawer_id,
    )
    # The account is held by now, so nobody else fills it up meanwhile.
    await _check_room(tx, card["account_id"], 0)
    facts = {"resident_id": resident_id, "amount_fen": amount_fen}
    tx.record("meal_payment.captured", payment_id, scope_id=site_id, **facts)
    return payment_id


async def _check_room(tx: Transaction, account_id: UUID, amount_fen: int) -> None:
    balance_fen = await tx.fetchval(_BALANCE, account_id)
    if balance_fen + amount_fen > MOST_ON_CARD_FEN:
        raise CanteenRefused(
            CanteenReason.BALANCE_TOO_HIGH, field="amountFen", most_fen=MOST_ON_CARD_FEN
        )
