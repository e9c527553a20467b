"""Settling a month with an operator: the way of a batch, and who may take which step of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules.access import works_at
from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.kernel.access import Role, Viewer


class SettlementStatus(StrEnum):
    """Where a month's settlement with an operator stands (结算状态)."""

    OPEN = "OPEN"
    """Being put together by the operator (待提交)."""
    SUBMITTED = "SUBMITTED"
    """Handed in; the community checks it (已提交)."""
    COMMUNITY_CHECKED = "COMMUNITY_CHECKED"
    """The community found it right; the township looks at it (社区已核)."""
    TOWN_APPROVED = "TOWN_APPROVED"
    """The township approved it; it is to be made public (镇街已审)."""
    PUBLICISED = "PUBLICISED"
    """Everybody may look at it and object (公示中)."""
    PAID = "PAID"
    """The money is on its way; its meals become settled (已拨付)."""
    RETURNED = "RETURNED"
    """Sent back to the operator with exceptions to answer (已退回)."""


class SettlementLineKind(StrEnum):
    """What a line of a settlement stands for (结算明细类别)."""

    MEAL = "MEAL"
    """The subsidy of a meal that was taken (就餐补贴)."""
    CORRECTION = "CORRECTION"
    """Takes back a line of an earlier batch, by a later finding (冲减)."""


class SettlementExceptionStatus(StrEnum):
    """Where an objection to one line stands (异议状态)."""

    RAISED = "RAISED"
    """The operator has to answer (待说明)."""
    ANSWERED = "ANSWERED"
    """The operator has answered; who checks decides (待裁定)."""
    ACCEPTED = "ACCEPTED"
    """The line stands (维持)."""
    REMOVED = "REMOVED"
    """The line is out of the batch, and comes in no later one (剔除)."""


class SettlementRemoval(StrEnum):
    """Why a line is out of its batch (剔除原因)."""

    EXCEPTION = "EXCEPTION"
    """Whoever checks decided so (异议成立)."""
    NOT_CLAIMABLE = "NOT_CLAIMABLE"
    """Its meal was disputed, refunded or no longer proved, or its person had gone (不可申领)."""


_S = SettlementStatus

SETTLEMENT_MOVES: Mapping[SettlementStatus, frozenset[SettlementStatus]] = {
    _S.OPEN: frozenset({_S.SUBMITTED}),
    _S.SUBMITTED: frozenset({_S.COMMUNITY_CHECKED, _S.RETURNED}),
    _S.COMMUNITY_CHECKED: frozenset({_S.TOWN_APPROVED, _S.RETURNED}),
    _S.TOWN_APPROVED: frozenset({_S.PUBLICISED, _S.RETURNED}),
    _S.PUBLICISED: frozenset({_S.PAID, _S.RETURNED}),
    _S.PAID: frozenset(),
    _S.RETURNED: frozenset({_S.SUBMITTED}),
}
"""From each state, the states that may follow."""

IN_REVIEW = frozenset({_S.SUBMITTED, _S.COMMUNITY_CHECKED, _S.TOWN_APPROVED, _S.PUBLICISED})
"""States in which others than the operator look at the lines and may object to them."""
PUBLIC = frozenset({_S.PUBLICISED, _S.PAID})
"""States in which everybody may see the list, for as many days as are set."""

SUBMITTERS = (Role.CANTEEN_MANAGER,)
CHECKERS = (Role.COMMUNITY_MANAGER,)
APPROVERS = (Role.TOWNSHIP_REVIEWER,)
PAYERS = (Role.CITY_ADMINISTRATOR,)
REVIEWERS = (*CHECKERS, *APPROVERS, *PAYERS)
"""Who looks at what an operator has handed in, and may object to it."""

MAKERS: Mapping[SettlementStatus, tuple[Role, ...]] = {
    _S.SUBMITTED: SUBMITTERS,
    _S.COMMUNITY_CHECKED: CHECKERS,
    _S.TOWN_APPROVED: APPROVERS,
    _S.PUBLICISED: APPROVERS,
    _S.PAID: PAYERS,
}
"""Who takes a batch into each state."""
RETURNERS: Mapping[SettlementStatus, tuple[Role, ...]] = {
    _S.SUBMITTED: CHECKERS,
    _S.COMMUNITY_CHECKED: APPROVERS,
    _S.TOWN_APPROVED: APPROVERS,
    _S.PUBLICISED: (*APPROVERS, *PAYERS),
}
"""Who may send a batch back from each state: whose turn it is."""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A batch as it stands. `signers` are the accounts that signed each state it has reached."""

    batch_id: UUID
    site_id: UUID
    ancestors: Collection[UUID]
    month_on: date
    status: SettlementStatus
    version: int
    is_built: bool
    open_exceptions: int
    raised_exceptions: int
    signers: Collection[UUID]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as it stands, with its batch."""

    line_id: UUID
    batch: BatchFacts
    kind: SettlementLineKind
    is_removed: bool
    is_reclaimed: bool
    exception: SettlementExceptionStatus | None
    raised_by_id: UUID | None
    answered_by_id: UUID | None


def month_after(month_on: date) -> date:
    """The first day of the month after one."""
    return (month_on.replace(day=28) + timedelta(days=4)).replace(day=1)


def check_month(month_on: date, today: date, field: str = "monthOn") -> None:
    """Refuse a month that is none, or that is not over.

    Raises:
        CanteenRefused: SETTLEMENT_MONTH_NOT_VALID.
    """
    if month_on.day != 1 or today < month_after(month_on):
        raise CanteenRefused(CanteenReason.SETTLEMENT_MONTH_NOT_VALID, field=field)


def check_batch_move(
    viewer: Viewer, batch: BatchFacts, to: SettlementStatus, version: int, reason: str | None
) -> None:
    """Refuse a step that the batch cannot take, or that this viewer may not take with it.

    The submitter, the checker, the approver and the payer are four people (四眼原则): whoever has
    signed one step signs no other. What somebody has not seen they cannot sign: a batch counts how
    often it was handed in.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT for one out of reach, SETTLEMENT_CANNOT_MOVE,
            SETTLEMENT_CHANGED, SETTLEMENT_NOT_BUILT, EXCEPTIONS_OPEN, SAME_SIGNER, REASON_NEEDED.
    """
    check_text("reason", reason)
    returns = to is SettlementStatus.RETURNED
    roles = RETURNERS.get(batch.status, ()) if returns else MAKERS[to]
    if not _reaches(viewer, (*roles, *REVIEWERS, *SUBMITTERS), batch):
        raise CanteenRefused(CanteenReason.NO_SUCH_SETTLEMENT, field="batchId")
    if to not in SETTLEMENT_MOVES[batch.status] or not _reaches(viewer, roles, batch):
        raise _cannot(batch)
    if version != batch.version:
        raise CanteenRefused(CanteenReason.SETTLEMENT_CHANGED, field="version", most=batch.version)
    if returns:
        if not (reason or "").strip():
            raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
        return
    if not batch.is_built:
        raise CanteenRefused(CanteenReason.SETTLEMENT_NOT_BUILT, field="batchId")
    waiting = batch.raised_exceptions if to is SettlementStatus.SUBMITTED else batch.open_exceptions
    if waiting:
        raise CanteenRefused(CanteenReason.EXCEPTIONS_OPEN, field="batchId", lines=waiting)
    if to is not SettlementStatus.PUBLICISED and viewer.account_id in batch.signers:
        raise CanteenRefused(CanteenReason.SAME_SIGNER, field="batchId")


def check_raise(viewer: Viewer, line: LineFacts, reason: str) -> None:
    """Refuse an objection to a line that cannot be objected to, or by who does not check it.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT_LINE, SETTLEMENT_CANNOT_MOVE, EXCEPTION_CANNOT_MOVE,
            REASON_NEEDED.
    """
    _check_reach(viewer, line, REVIEWERS)
    _check_reason(reason)
    if line.batch.status not in IN_REVIEW:
        raise _cannot(line.batch)
    if line.is_removed or line.exception is not None:
        raise CanteenRefused(CanteenReason.EXCEPTION_CANNOT_MOVE, field="lineId")


def check_answer(viewer: Viewer, line: LineFacts, answer: str) -> None:
    """Refuse an answer to what was not asked, or by who does not run the canteen.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT_LINE, EXCEPTION_CANNOT_MOVE, REASON_NEEDED.
    """
    _check_reach(viewer, line, SUBMITTERS)
    _check_reason(answer, "answer")
    if line.exception is not SettlementExceptionStatus.RAISED:
        raise CanteenRefused(CanteenReason.EXCEPTION_CANNOT_MOVE, field="lineId")


def check_decision(viewer: Viewer, line: LineFacts, note: str) -> None:
    """Refuse a decision before there is an answer, or by who gave it.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT_LINE, EXCEPTION_CANNOT_MOVE, SAME_SIGNER, REASON_NEEDED.
    """
    _check_reach(viewer, line, REVIEWERS)
    _check_reason(note, "note")
    decidable = (SettlementExceptionStatus.RAISED, SettlementExceptionStatus.ANSWERED)
    if line.exception not in decidable or line.batch.status is SettlementStatus.PAID:
        raise CanteenRefused(CanteenReason.EXCEPTION_CANNOT_MOVE, field="lineId")
    if viewer.account_id == line.answered_by_id:
        raise CanteenRefused(CanteenReason.SAME_SIGNER, field="lineId")


def check_reclaim(viewer: Viewer, line: LineFacts, reason: str) -> None:
    """Refuse to take back what is not paid, is a correction itself, or is taken back already.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT_LINE, SETTLEMENT_CANNOT_MOVE, ALREADY_RECLAIMED,
            REASON_NEEDED.
    """
    _check_reach(viewer, line, REVIEWERS)
    _check_reason(reason)
    if line.batch.status is not SettlementStatus.PAID:
        raise _cannot(line.batch)
    if line.is_removed or line.is_reclaimed or line.kind is SettlementLineKind.CORRECTION:
        raise CanteenRefused(CanteenReason.ALREADY_RECLAIMED, field="lineId")


def _check_reach(viewer: Viewer, line: LineFacts, roles: Collection[Role]) -> None:
    if not _reaches(viewer, roles, line.batch):
        raise CanteenRefused(CanteenReason.NO_SUCH_SETTLEMENT_LINE, field="lineId")


def _reaches(viewer: Viewer, roles: Collection[Role], batch: BatchFacts) -> bool:
    return works_at(viewer, roles, (batch.site_id,), batch.ancestors)


def _check_reason(text: str, field: str = "reason") -> None:
    check_text(field, text)
    if not text.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field=field)


def _cannot(batch: BatchFacts) -> CanteenRefused:
    return CanteenRefused(
        CanteenReason.SETTLEMENT_CANNOT_MOVE, field="batchId", settlement_status=batch.status
    )
