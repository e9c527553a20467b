"""Comparing a provider's statement of a day with what is stored here (对账)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hub.canteen.commands.clearing import capture
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    Difference,
    DifferenceKind,
    Line,
    ProviderEventOutcome,
    as_key,
    check_text,
    compared,
)
from hub.kernel.clock import HUB_ZONE
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_DAY = timedelta(days=1)
_OURS = """SELECT id::text AS reference, amount_fen FROM meal_payment
WHERE provider = $1 AND captured_at >= $2 AND captured_at < $3
UNION ALL SELECT r.id::text, -r.amount_fen FROM meal_refund r JOIN meal_payment p
    ON p.id = r.payment_id
WHERE p.provider = $1 AND r.done_at >= $2 AND r.done_at < $3"""
_COMPARED = """INSERT INTO reconciliation AS run (id, provider, "on", at, matched, taken_up)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (provider, "on") DO UPDATE
SET at = excluded.at, matched = excluded.matched, taken_up = run.taken_up + excluded.taken_up
RETURNING id"""
_FORGET = """DELETE FROM reconciliation_difference
WHERE reconciliation_id = $1 AND resolved_at IS NULL"""
_DIFFERS = """INSERT INTO reconciliation_difference (id, reconciliation_id, kind, reference,
    payment_id, ours_fen, theirs_fen)
VALUES ($1, $2, $3, $4, coalesce((SELECT payment_id FROM meal_refund WHERE id = $5),
    (SELECT id FROM meal_payment WHERE id = $5)), $6, $7)
ON CONFLICT (reconciliation_id, reference) DO NOTHING"""
_RESOLVE = """UPDATE reconciliation_difference
SET resolved_at = $2, resolved_by_id = $3, note = $4
WHERE id = $1 AND resolved_at IS NULL RETURNING id"""


@command
async def reconcile(
    tx: Transaction, *, provider: str, on: date, lines: Sequence[Line], now: datetime
) -> UUID:
    """Compare a day's statement with the payments and refunds of the day; the key of the result.

    A payment that the provider has collected, and whose event was lost, is taken now. Whatever
    else differs is kept for people to look at. May be run again: what was dealt with stays so.
    """
    taken_up = 0
    for line in lines:
        key = as_key(line.reference)
        if key is not None and line.amount_fen > 0:
            outcome = await capture(tx, provider, key, line.amount_fen, line.at, now)
            taken_up += outcome is ProviderEventOutcome.TAKEN
    start = datetime.combine(on, time(), HUB_ZONE)
    ours = {
        row["reference"]: row["amount_fen"]
        for row in await tx.fetch(_OURS, provider, start, start + _DAY)
    }
    theirs: Counter[str] = Counter()
    for line in lines:
        # What was collected twice under one reference must not look like once.
        theirs[line.reference] += line.amount_fen
    matched, differences = compared(ours, theirs)
    run_id: UUID = await tx.fetchval(_COMPARED, new_key(), provider, on, now, matched, taken_up)
    await tx.execute(_FORGET, run_id)
    for difference in differences:
        await _keep(tx, run_id, difference)
    return run_id


@command
async def resolve_difference(
    tx: Transaction, *, difference_id: UUID, note: str, now: datetime
) -> UUID:
    """Say what came of a difference.

    Raises:
        CanteenRefused: NO_SUCH_DIFFERENCE, REASON_NEEDED without a note.
    """
    check_text("note", note)
    if not note.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="note")
    resolved = await tx.fetchval(_RESOLVE, difference_id, now, tx.by.account_id, note)
    if resolved is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_DIFFERENCE, field="differenceId")
    return difference_id


async def _keep(tx: Transaction, run_id: UUID, difference: Difference) -> None:
    await tx.execute(
        _DIFFERS,
        new_key(),
        run_id,
        DifferenceKind(difference.kind),
        difference.reference,
        as_key(difference.reference),
        difference.ours_fen,
        difference.theirs_fen,
    )
