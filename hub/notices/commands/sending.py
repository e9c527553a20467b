"""Deliveries are taken, sent, and what became of them is written down."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog

from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command
from hub.notices import reads
from hub.notices.commands.senders import GatewayRefuses, Unreachable, sender_of
from hub.notices.reads import Message
from hub.notices.rules import (
    LEASE,
    DeliveryProblem,
    DeliveryStatus,
    not_before,
    retry_at,
)

_AT_ONCE = 50

# What is of no use any more is not sent, whoever was to send it.
_EXPIRE = """UPDATE notification_delivery
SET status = 'SUPPRESSED', problem = 'TOO_LATE', settled_at = $1
WHERE status = 'QUEUED' AND due_at <= $1 AND expires_at <= $1"""
# Quiet hours hold back also what became due before them, while no worker ran.
_HOLD_BACK = """UPDATE notification_delivery SET due_at = $2
WHERE status = 'QUEUED' AND due_at <= $1 AND NOT is_urgent"""
_CLAIM = f"""WITH due AS MATERIALIZED (SELECT id FROM notification_delivery
WHERE status = 'QUEUED' AND due_at <= $1
ORDER BY is_urgent DESC, due_at LIMIT {_AT_ONCE} FOR UPDATE SKIP LOCKED)
UPDATE notification_delivery AS held SET attempts = held.attempts + 1, due_at = $2
FROM due WHERE held.id = due.id RETURNING held.id"""
# Only whoever made the last try says what became of it: a lease may have run out meanwhile.
_SETTLE = """UPDATE notification_delivery AS held
SET status = given.status, problem = given.problem, due_at = coalesce(given.due_at, held.due_at),
    settled_at = CASE WHEN given.status = 'QUEUED' THEN NULL ELSE $6::timestamptz END
FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[])
    AS given (id, attempts, status, problem, due_at)
WHERE held.id = given.id AND held.attempts = given.attempts AND held.status = 'QUEUED'"""

Outcome = tuple[DeliveryStatus, DeliveryProblem | None, datetime | None]
"""Where a delivery stands after a try, why, and when it is tried again."""

_log = structlog.get_logger(__name__)


async def send_due(by: Actor, now: datetime) -> int:
    """Send one lot of what is due; how many there were. Any number of workers may do so at once.

    Nothing is sent inside a transaction. Whoever dies while sending leaves the lot to be sent
    again, under the same keys, when its lease is over.
    """
    async with acquire() as connection:
        if not await reads.is_any_due(connection, now):
            return 0
    claimed = await _claim(by, now=now)
    if not claimed:
        return 0
    async with acquire() as connection:
        messages = await reads.messages(connection, claimed)
    outcomes = await asyncio.gather(*(_send(message, now) for message in messages))
    await _settle(by, messages=messages, outcomes=outcomes, now=now)
    return len(claimed)


@command
async def _claim(tx: Transaction, *, now: datetime) -> list[UUID]:
    await tx.execute(_EXPIRE, now)
    quiet = await reads.quiet_on(tx, day_of(now))
    if quiet is not None and quiet.holds(now):
        await tx.execute(_HOLD_BACK, now, quiet.end_after(now))
    return [row["id"] for row in await tx.fetch(_CLAIM, now, now + LEASE)]


async def _send(message: Message, now: datetime) -> Outcome:
    sender = sender_of(message.channel)
    if sender is None:
        return DeliveryStatus.SUPPRESSED, DeliveryProblem.NO_SENDER, None
    if message.phone is None:
        return DeliveryStatus.SUPPRESSED, DeliveryProblem.NO_ADDRESS, None
    try:
        await sender.send(message, now)
    except GatewayRefuses as refused:
        _log.warning("notices.refused", delivery=str(message.key), why=str(refused))
        return DeliveryStatus.FAILED, DeliveryProblem.REFUSED, None
    except Unreachable as trouble:
        _log.warning("notices.unreachable", delivery=str(message.key), why=str(trouble))
    except Exception:  # noqa: BLE001 - a sender may fail in any way; the others are still sent
        _log.exception("notices.sender_failed", delivery=str(message.key))
    else:
        return DeliveryStatus.SENT, None, None
    again = retry_at(now, message.attempts)
    status = DeliveryStatus.FAILED if again is None else DeliveryStatus.QUEUED
    return status, DeliveryProblem.UNREACHABLE, again


@command
async def _settle(
    tx: Transaction, *, messages: Sequence[Message], outcomes: Sequence[Outcome], now: datetime
) -> None:
    quiet = await reads.quiet_on(tx, day_of(now))
    await tx.execute(
        _SETTLE,
        [message.key for message in messages],
        [message.attempts for message in messages],
        [status for status, _, _ in outcomes],
        [problem for _, problem, _ in outcomes],
        [
            again and not_before(again, quiet, is_urgent=message.is_urgent)
            for message, (_, _, again) in zip(messages, outcomes, strict=True)
        ],
        now,
    )
