"""What outside providers collect: asked for, told of, and taken once."""

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.giving_back import live_accounts, request_refunds
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.commands.paying import take_order_money
from hub.canteen.commands.returning import finish_refund
from hub.canteen.models import MealPayment
from hub.canteen.providers import (
    BadNotice,
    Notice,
    NoticeKind,
    ProviderAway,
    provider_named,
)
from hub.canteen.rules import (
    MOST_ON_CARD_FEN,
    NOT_PAYABLE,
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    PaymentStatus,
    ProviderEventOutcome,
    as_key,
)
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_ASKED = """UPDATE meal_payment SET reference = $2, url = $3
WHERE id = $1 AND status = 'PENDING' RETURNING id"""
_HEARD = """INSERT INTO provider_event (id, provider, event_id, kind, body_hash, outcome,
    received_at) VALUES ($1, $2, $3, $4, $5, 'IGNORED', $6)
ON CONFLICT (provider, event_id) DO NOTHING RETURNING id"""
_EARLIER = """SELECT outcome, body_hash FROM provider_event
WHERE provider = $1 AND event_id = $2"""
_LED_TO = "UPDATE provider_event SET outcome = $2 WHERE id = $1"
_ORDER_OF = "SELECT order_id FROM meal_payment WHERE id = $1"
_PAYMENT = """SELECT id, purpose, status, amount_fen, resident_id, site_id, provider
FROM meal_payment WHERE id = $1 AND provider = $2 FOR NO KEY UPDATE"""
_CAPTURED = """UPDATE meal_payment SET status = 'CAPTURED', captured_at = $2 WHERE id = $1"""
_NOT_TAKEN = """UPDATE meal_payment SET status = 'REFUNDED', refunded_fen = amount_fen
WHERE id = $1"""
_FAILED = """UPDATE meal_payment SET status = 'FAILED'
WHERE id = $1 AND provider = $2 AND status = 'PENDING' RETURNING resident_id"""
# Held, so that several top-ups that were asked for at once do not fill a card over its limit.
_BALANCE = "SELECT balance_fen FROM ledger_account WHERE id = $1 FOR NO KEY UPDATE"
_EXPIRE = """UPDATE meal_payment SET status = 'EXPIRED' WHERE id IN (SELECT id FROM meal_payment
WHERE status = 'PENDING' AND expires_at <= $1 ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
RETURNING id"""


async def ask_provider(by: Actor, payment_id: UUID, now: datetime) -> None:
    """Ask the provider to collect a payment that waits for it, and keep where the person pays.

    Not in the transaction that made the payment, for a provider may take its time. Asked again,
    it answers the same, so a client that was cut off just asks again.

    Raises:
        CanteenRefused: PROVIDER_AWAY.
    """
    payment = await MealPayment.get(id=payment_id)
    if payment.status is not PaymentStatus.PENDING or payment.url is not None:
        return
    provider = provider_named(payment.provider or "")
    assert provider is not None
    try:
        asked = await provider.ask(payment.id, payment.amount_fen)
    except ProviderAway:
        raise CanteenRefused(CanteenReason.PROVIDER_AWAY, field="method") from None
    # The key belongs to the payment: with it, this would be answered instead of done.
    unkeyed = replace(by, idempotency_key=None)
    await _note_asked(unkeyed, payment_id=payment_id, reference=asked.reference, url=asked.url)


@command
async def _note_asked(
    tx: Transaction, *, payment_id: UUID, reference: str, url: str
) -> UUID | None:
    noted: UUID | None = await tx.fetchval(_ASKED, payment_id, reference, url)
    return noted


@command
async def take_notice(
    tx: Transaction, *, provider: str, notice: Notice, body: bytes, now: datetime
) -> tuple[ProviderEventOutcome, bool]:
    """Act upon an event of a provider, once: what it led to, and whether it was known already.

    Events may come twice, at once and in any order: what a payment has reached it does not leave.

    Raises:
        BadNotice: another event came under the same id before.
    """
    digest = hashlib.sha256(body).digest()
    event_id = await tx.fetchval(
        _HEARD, new_key(), provider, notice.event_id, notice.kind, digest, now
    )
    if event_id is None:
        earlier = await tx.fetchrow(_EARLIER, provider, notice.event_id)
        assert earlier is not None
        if earlier["body_hash"] != digest:
            raise BadNotice(400, "EVENT_DIFFERS", "Another event came under this id before.")
        return ProviderEventOutcome(earlier["outcome"]), True
    outcome = await _act(tx, provider, notice, now)
    await tx.execute(_LED_TO, event_id, outcome)
    return outcome, False


@command
async def expire_payments(tx: Transaction, *, now: datetime) -> int:
    """Give up on payments that nobody has paid in time; should one be paid later, it goes back."""
    return len(await tx.fetch(_EXPIRE, now))


async def capture(
    tx: Transaction, provider: str, payment_id: UUID, amount_fen: int, at: datetime, now: datetime
) -> ProviderEventOutcome:
    """Take money that a provider has collected at an instant, or give it back when it is not due.

    It is not when the order was paid otherwise or cancelled, or the card closed or filled, in the
    meantime.
    """
    order_id = await tx.fetchval(_ORDER_OF, payment_id)
    # The order before the payment, as everybody else.
    order = order_id and await reads.order_to_pay(tx, order_id, None, now)
    payment = await tx.fetchrow(_PAYMENT, payment_id, provider)
    if payment is None or payment["status"] in (PaymentStatus.CAPTURED, PaymentStatus.REFUNDED):
        return ProviderEventOutcome.IGNORED
    if payment["amount_fen"] != amount_fen:
        return ProviderEventOutcome.DIFFERS
    tx.beneficiary_id = payment["resident_id"]
    await tx.execute(_CAPTURED, payment_id, at)
    source_id = await account_of(tx, LedgerAccountKind.PROVIDER, provider=provider)
    if order is not None:
        is_taken = order.status not in NOT_PAYABLE and await take_order_money(
            tx,
            order,
            payment_id,
            amount_fen,
            source_id=source_id,
            site_id=payment["site_id"],
            now=now,
        )
    else:
        is_taken = await _fill(tx, payment["resident_id"], payment_id, amount_fen, source_id, now)
    if not is_taken:
        await move_money(
            tx,
            LedgerEntryKind.SURPLUS,
            amount_fen,
            from_id=source_id,
            to_id=await account_of(tx, LedgerAccountKind.REFUNDING, provider=provider),
            now=now,
            order_id=order_id,
            payment_id=payment_id,
        )
        await tx.execute(_NOT_TAKEN, payment_id)
        tx.record("meal_payment.refunded", payment_id, resident_id=payment["resident_id"])
        await request_refunds(tx, [(payment_id, amount_fen)], now)
    return ProviderEventOutcome.TAKEN


async def _fill(
    tx: Transaction,
    resident_id: UUID,
    payment_id: UUID,
    amount_fen: int,
    source_id: UUID,
    now: datetime,
) -> bool:
    """Put money onto a resident's card; false when they have none any more, or no room on it."""
    account_id = (await live_accounts(tx, [resident_id])).get(resident_id)
    if account_id is None:
        return False
    if await tx.fetchval(_BALANCE, account_id) + amount_fen > MOST_ON_CARD_FEN:
        return False
    await move_money(
        tx,
        LedgerEntryKind.TOPPED_UP,
        amount_fen,
        from_id=source_id,
        to_id=account_id,
        now=now,
        payment_id=payment_id,
    )
    tx.record("meal_payment.captured", payment_id, resident_id=resident_id, amount_fen=amount_fen)
    return True


async def _act(
    tx: Transaction, provider: str, notice: Notice, now: datetime
) -> ProviderEventOutcome:
    key = as_key(notice.reference)
    if key is None:
        return ProviderEventOutcome.IGNORED
    if notice.kind is NoticeKind.PAYMENT_CAPTURED:
        return await capture(tx, provider, key, notice.amount_fen, notice.at, now)
    if notice.kind is NoticeKind.PAYMENT_FAILED:
        resident_id = await tx.fetchval(_FAILED, key, provider)
        changed = resident_id is not None
        if changed:
            tx.record("meal_payment.failed", key, resident_id=resident_id)
    else:
        done_at = notice.at if notice.kind is NoticeKind.REFUND_SUCCEEDED else None
        changed = await finish_refund(tx, key, done_at, now, provider=provider)
    return ProviderEventOutcome.TAKEN if changed else ProviderEventOutcome.IGNORED
