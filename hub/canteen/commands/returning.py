"""Money on its way back through outside providers: sent until it has gone, or cannot go."""

from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.providers import ProviderAway, ProviderRefuses, provider_named
from hub.canteen.rules import (
    DifferenceKind,
    LedgerAccountKind,
    LedgerEntryKind,
    RefundStatus,
    retry_after,
)
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_CLAIM = """UPDATE meal_refund r SET attempts = attempts + 1, next_at = $2
FROM meal_payment p WHERE p.id = r.payment_id AND r.id IN (SELECT id FROM meal_refund
    WHERE status = 'REQUESTED' AND next_at <= $1 ORDER BY next_at LIMIT 50 FOR UPDATE SKIP LOCKED)
RETURNING r.id, r.payment_id, r.amount_fen, r.attempts, p.provider"""
_REFUND = """SELECT r.status, r.amount_fen, r.payment_id, p.provider, p.resident_id, p.order_id
FROM meal_refund r JOIN meal_payment p ON p.id = r.payment_id
WHERE r.id = $1 AND ($2::text IS NULL OR p.provider = $2) FOR UPDATE OF r"""
_FINISH = """UPDATE meal_refund SET status = $2, done_at = $3, next_at = NULL, problem = $4
WHERE id = $1"""
_POSTPONE = """UPDATE meal_refund SET next_at = $2, problem = $3
WHERE id = $1 AND status = 'REQUESTED'"""
_BALANCE = "SELECT balance_fen FROM ledger_account WHERE id = $1 FOR NO KEY UPDATE"
# As comparing that day's statement finds it too.
_RUN = """INSERT INTO reconciliation AS run (id, provider, "on", at, matched, taken_up)
VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT (provider, "on") DO UPDATE SET at = run.at
RETURNING id"""
_TWICE = """INSERT INTO reconciliation_difference
    (id, reconciliation_id, kind, reference, payment_id, theirs_fen)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (reconciliation_id, reference) DO NOTHING"""
_LONGEST_PROBLEM = 200

_log = structlog.get_logger(__name__)

Claimed = tuple[UUID, UUID, int, int, str]
"""The key of a refund, of its payment, how much, which attempt it is, and whose provider."""


async def send_refunds(by: Actor, now: datetime) -> int:
    """Have the providers give back what is due to go back; how many were tried.

    A refund is tried again later and later, for ever: its key keeps it from being done twice.
    """
    due = await claim_refunds(by, now=now)
    for claimed in due:
        await _send(by, claimed, now)
    return len(due)


@command
async def claim_refunds(tx: Transaction, *, now: datetime) -> list[Claimed]:
    """The refunds that are due, each for one sender; they come again unless they are finished."""
    rows = await tx.fetch(_CLAIM, now, now + retry_after(1))
    return [
        (row["id"], row["payment_id"], row["amount_fen"], row["attempts"], row["provider"])
        for row in rows
    ]


@command
async def note_sent(
    tx: Transaction, *, refund_id: UUID, done_at: datetime | None, now: datetime, problem: str
) -> bool:
    """A provider has given money back or, without `done_at`, said that it will not."""
    return await finish_refund(tx, refund_id, done_at, now, problem=problem or None)


@command
async def postpone_refund(
    tx: Transaction, *, refund_id: UUID, until_at: datetime, problem: str
) -> UUID:
    """Try a refund again later, and keep why it did not go now."""
    await tx.execute(_POSTPONE, refund_id, until_at, problem[:_LONGEST_PROBLEM])
    return refund_id


async def finish_refund(
    tx: Transaction,
    refund_id: UUID,
    done_at: datetime | None,
    now: datetime,
    *,
    provider: str | None = None,
    problem: str | None = None,
) -> bool:
    """Money has gone back or, without `done_at`, will not: then it is owed at the counter instead.

    When it has gone back after all, it is owed no longer. False when what is told was known
    already, or the refund is none of this provider's.
    """
    refund = await tx.fetchrow(_REFUND, refund_id, provider)
    if refund is None:
        return False
    if refund["status"] == RefundStatus.FAILED and done_at is not None:
        return await _gone_after_all(tx, refund_id, refund, done_at, now)
    if refund["status"] != RefundStatus.REQUESTED:
        return False
    is_done = done_at is not None
    status = RefundStatus.DONE if is_done else RefundStatus.FAILED
    note = problem and problem[:_LONGEST_PROBLEM]
    await tx.execute(_FINISH, refund_id, status, done_at, note)
    name, resident_id = refund["provider"], refund["resident_id"]
    tx.beneficiary_id = resident_id
    await move_money(
        tx,
        LedgerEntryKind.REFUND_SENT if is_done else LedgerEntryKind.REFUND_FAILED,
        refund["amount_fen"],
        from_id=await account_of(tx, LedgerAccountKind.REFUNDING, provider=name),
        to_id=await (
            account_of(tx, LedgerAccountKind.PROVIDER, provider=name)
            if is_done
            else account_of(tx, LedgerAccountKind.PAYABLE, resident_id=resident_id)
        ),
        now=now,
        order_id=refund["order_id"],
        payment_id=refund["payment_id"],
        note=note,
    )
    return True


async def _gone_after_all(
    tx: Transaction, refund_id: UUID, refund: asyncpg.Record, done_at: datetime, now: datetime
) -> bool:
    """A refund that was given up has reached the person: take back what is owed for it instead.

    Where that was paid out meanwhile, they have it twice, and somebody has to look.
    """
    name, resident_id, amount_fen = refund["provider"], refund["resident_id"], refund["amount_fen"]
    tx.beneficiary_id = resident_id
    payable_id = await account_of(tx, LedgerAccountKind.PAYABLE, resident_id=resident_id)
    if await tx.fetchval(_BALANCE, payable_id) < amount_fen:
        run_id = await tx.fetchval(_RUN, new_key(), name, day_of(done_at), now)
        difference = (str(refund_id), refund["payment_id"], -amount_fen)
        await tx.execute(_TWICE, new_key(), run_id, DifferenceKind.NOT_HERE, *difference)
        return True
    await tx.execute(_FINISH, refund_id, RefundStatus.DONE, done_at, None)
    await move_money(
        tx,
        LedgerEntryKind.REFUND_SENT,
        amount_fen,
        from_id=payable_id,
        to_id=await account_of(tx, LedgerAccountKind.PROVIDER, provider=name),
        now=now,
        order_id=refund["order_id"],
        payment_id=refund["payment_id"],
    )
    return True


async def _send(by: Actor, claimed: Claimed, now: datetime) -> None:
    refund_id, payment_id, amount_fen, attempts, name = claimed
    provider = provider_named(name)
    try:
        if provider is None:
            raise ProviderAway(f"The provider {name} is not known here.")
        done_at = await provider.give_back(refund_id, payment_id, amount_fen, now)
    except ProviderRefuses as refusal:
        _log.warning("payments.refund_refused", refund_id=str(refund_id), attempts=attempts)
        await note_sent(by, refund_id=refund_id, done_at=None, now=now, problem=str(refusal))
        return
    except ProviderAway as trouble:
        _log.warning("payments.refund_delayed", refund_id=str(refund_id), attempts=attempts)
        until_at = now + retry_after(attempts)
        await postpone_refund(by, refund_id=refund_id, until_at=until_at, problem=str(trouble))
        return
    if done_at is None:
        # An event will tell. Should none come, it is asked for again.
        until_at = now + retry_after(attempts)
        await postpone_refund(by, refund_id=refund_id, until_at=until_at, problem="")
        return
    await note_sent(by, refund_id=refund_id, done_at=done_at, now=now, problem="")
