"""Objections to lines of a settlement, and what was found out after it was paid."""

from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from hub.canteen import reads
from hub.canteen.models import SettlementBatch, SettlementLine
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    LineFacts,
    SettlementExceptionStatus,
    SettlementRemoval,
    check_answer,
    check_decision,
    check_raise,
    check_reclaim,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command

_OUT = """UPDATE settlement_batch b SET line_count = line_count - 1,
    amount_fen = b.amount_fen - l.amount_fen, city_fen = b.city_fen - l.city_fen,
    district_fen = b.district_fen - l.district_fen,
    township_fen = b.township_fen - l.township_fen,
    community_fen = b.community_fen - l.community_fen, society_fen = b.society_fen - l.society_fen
FROM settlement_line l WHERE l.id = $1 AND b.id = l.batch_id"""


@command
async def raise_exception(
    tx: Transaction, *, line_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Object to a line that is being looked at; the batch goes no further until it is decided.

    Raises:
        CanteenRefused: see `rules.check_raise`.
    """
    line = await _held(tx, line_id)
    check_raise(viewer, line, reason)
    await SettlementLine.filter(id=line_id).update(
        exception=SettlementExceptionStatus.RAISED,
        exception_reason=reason,
        raised_at=now,
        raised_by_id=tx.by.account_id,
    )
    await _count(line, 1)
    _tell(tx, line, SettlementExceptionStatus.RAISED)
    return line_id


@command
async def answer_exception(
    tx: Transaction, *, line_id: UUID, answer: str, viewer: Viewer, now: datetime
) -> UUID:
    """Say, as who runs the canteen, what there is to a line.

    Raises:
        CanteenRefused: see `rules.check_answer`.
    """
    line = await _held(tx, line_id)
    check_answer(viewer, line, answer)
    await SettlementLine.filter(id=line_id).update(
        exception=SettlementExceptionStatus.ANSWERED,
        answer=answer,
        answered_at=now,
        answered_by_id=tx.by.account_id,
    )
    _tell(tx, line, SettlementExceptionStatus.ANSWERED)
    return line_id


@command
async def decide_exception(
    tx: Transaction, *, line_id: UUID, stands: bool, note: str, viewer: Viewer, now: datetime
) -> UUID:
    """Let a line stand, or take it out of its batch and of every later one.

    Raises:
        CanteenRefused: see `rules.check_decision`.
    """
    line = await _held(tx, line_id)
    check_decision(viewer, line, note)
    outcome = SettlementExceptionStatus.ACCEPTED if stands else SettlementExceptionStatus.REMOVED
    await SettlementLine.filter(id=line_id).update(
        exception=outcome,
        decision_note=note,
        decided_at=now,
        decided_by_id=tx.by.account_id,
        removed_at=None if stands else now,
        removed_why=None if stands else SettlementRemoval.EXCEPTION,
    )
    await _count(line, -1)
    if not stands:
        await tx.execute(_OUT, line_id)
    _tell(tx, line, outcome)
    return line_id


@command
async def reclaim_line(
    tx: Transaction, *, line_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Have a paid line taken back by a negative one in the operator's next batch, once.

    Raises:
        CanteenRefused: see `rules.check_reclaim`.
    """
    line = await _held(tx, line_id)
    check_reclaim(viewer, line, reason)
    await SettlementLine.filter(id=line_id).update(
        reclaim_reason=reason, reclaimed_at=now, reclaimed_by_id=tx.by.account_id
    )
    tx.record("settlement_line.reclaimed", line_id, scope_id=line.batch.site_id)
    return line_id


async def _held(tx: Transaction, line_id: UUID) -> LineFacts:
    line = await reads.held_line(tx, line_id)
    if line is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SETTLEMENT_LINE, field="lineId")
    return line


async def _count(line: LineFacts, more: int) -> None:
    batches = SettlementBatch.filter(id=line.batch.batch_id)
    await batches.update(open_exceptions=F("open_exceptions") + more)


def _tell(tx: Transaction, line: LineFacts, exception: SettlementExceptionStatus) -> None:
    tx.record(
        "settlement_line.excepted", line.line_id, scope_id=line.batch.site_id, exception=exception
    )
