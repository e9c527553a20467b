"""Checks on people who did not open: begun at the door, escalated by time, ended by a word."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.models import WelfareCall
from hub.canteen.reads import CheckFacts
from hub.canteen.rules import (
    AT_RISK,
    CanteenReason,
    CanteenRefused,
    WelfareLevel,
    WelfareOutcome,
    cares,
    check_outcome,
    due_after,
    first_level,
    next_level,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_AT_ONCE = 200
# Whoever is looked for already is not looked for twice.
_OPEN = """INSERT INTO welfare_check (id, stop_id, resident_id, area_id, is_at_risk, level,
    leader_id, opened_at, asked_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
ON CONFLICT (resident_id) WHERE outcome IS NULL DO NOTHING RETURNING id"""
_ASK = """UPDATE welfare_check SET level = $2, leader_id = $3, asked_at = $4, due_at = $5
WHERE id = $1"""
_CONFIRM = """UPDATE welfare_check SET outcome = $2, note = $3, confirmed_at = $4,
    confirmed_by_id = $5
WHERE id = $1 AND outcome IS NULL RETURNING id"""
_OPEN_OF = "SELECT id FROM welfare_check WHERE resident_id = $1 AND outcome IS NULL FOR UPDATE"


async def open_check(tx: Transaction, stop_id: UUID, now: datetime) -> None:
    """Ask somebody to see whether who did not open is well, inside whoever's transaction.

    Whoever lives alone or is disabled begins one level higher; so does who has no grid worker.
    """
    today = day_of(now)
    missed = await reads.missed_at(tx, stop_id, today)
    level = first_level(missed.statuses)
    leader_id = await reads.leader_for(tx, missed.area_id, level, today)
    if leader_id is None and level is WelfareLevel.GRID:
        level = next_level(level)
        leader_id = await reads.leader_for(tx, missed.area_id, level, today)
    key = new_key()
    due_at = due_after(level, now, await reads.figures_on(tx, today))
    opened = await tx.fetchval(
        _OPEN,
        key,
        stop_id,
        missed.resident_id,
        missed.area_id,
        bool(AT_RISK.intersection(missed.statuses)),
        level,
        leader_id,
        now,
        due_at,
    )
    tx.beneficiary_id = missed.resident_id
    if opened:
        await _call(tx, key, missed.ancestors, level, leader_id, now)


@command
async def confirm_check(
    tx: Transaction,
    *,
    check_id: UUID,
    outcome: WelfareOutcome,
    viewer: Viewer,
    now: datetime,
    note: str | None = None,
) -> UUID:
    """Say how somebody was found, as who was asked or who runs an area above; it ends the check.

    Raises:
        CanteenRefused: NO_SUCH_CHECK, also for one that is over, REASON_NEEDED.
    """
    facts = await reads.check_facts(tx, check_id)
    if (
        facts is None
        or not facts.is_open
        or not cares(viewer, facts.ancestors, facts.leader_resident_id)
    ):
        raise CanteenRefused(CanteenReason.NO_SUCH_CHECK, field="checkId")
    check_outcome(outcome, note)
    tx.beneficiary_id = facts.resident_id
    await _end(tx, facts, outcome, note, now)
    return check_id


async def found_well(tx: Transaction, resident_id: UUID, now: datetime) -> None:
    """End the check on somebody who took the meal in person after all."""
    open_id = await tx.fetchval(_OPEN_OF, resident_id)
    facts = open_id and await reads.check_facts(tx, open_id)
    if facts:
        await _end(tx, facts, WelfareOutcome.WELL, "本人开门签收", now)


@command
async def escalate_checks(tx: Transaction, *, now: datetime) -> int:
    """Ask the next level about checks that nobody confirmed in time; how many, 200 at most."""
    today = day_of(now)
    figures = await reads.figures_on(tx, today)
    due = await reads.due_checks(tx, now, _AT_ONCE)
    for facts in due:
        level = next_level(facts.level)
        leader_id = await reads.leader_for(tx, facts.area_id, level, today)
        due_at = due_after(level, now, figures)
        await tx.execute(_ASK, facts.check_id, level, leader_id, now, due_at)
        await _call(tx, facts.check_id, facts.ancestors, level, leader_id, now)
    return len(due)


async def _call(
    tx: Transaction,
    check_id: UUID,
    ancestors: Sequence[UUID],
    level: WelfareLevel,
    leader_id: UUID | None,
    now: datetime,
) -> None:
    await WelfareCall.create(
        id=new_key(), check_id=check_id, at=now, level=level, leader_id=leader_id
    )
    facts = await reads.check_facts(tx, check_id)
    asked = None if facts is None else facts.leader_resident_id
    _tell(tx, "welfare_check.asked", check_id, ancestors, asked, level=level)


async def _end(
    tx: Transaction, facts: CheckFacts, outcome: WelfareOutcome, note: str | None, now: datetime
) -> None:
    await tx.fetchval(_CONFIRM, facts.check_id, outcome, note, now, tx.by.account_id)
    asked = facts.leader_resident_id
    _tell(tx, "welfare_check.confirmed", facts.check_id, facts.ancestors, asked, outcome=outcome)


def _tell(
    tx: Transaction,
    topic: str,
    check_id: UUID,
    ancestors: Sequence[UUID],
    leader_resident_id: UUID | None,
    **more: str,
) -> None:
    areas = [str(area_id) for area_id in ancestors]
    told = {**more, "areas": areas, "leader_resident_id": leader_resident_id}
    tx.record(topic, check_id, scope_id=None, **told)
