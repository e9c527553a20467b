"""Policies are tried on a month's meals: asked for here, run by a job, finished here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.canteen import reads
from hub.canteen.models import SubsidyTrial, SubsidyTrialChange
from hub.canteen.rules import (
    MOST_TRIAL_MEALS,
    MOST_TRIALS_WAITING,
    CanteenReason,
    CanteenRefused,
    Change,
    Policy,
    TrialStatus,
    document_of,
    trial_days,
    works_at,
)
from hub.grid.models import Area
from hub.kernel.access import Role, Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_ONE_AT_A_TIME = "LOCK TABLE subsidy_trial IN SHARE ROW EXCLUSIVE MODE"
_UNFINISHED = (TrialStatus.QUEUED, TrialStatus.RUNNING)


@command
async def start_trial(
    tx: Transaction,
    *,
    area_id: UUID,
    month_on: date,
    name: str | None,
    policy: Policy,
    roles: Sequence[Role],
    viewer: Viewer,
    now: datetime,
    most: int = MOST_TRIAL_MEALS,
) -> UUID:
    """Ask what a month's meals in an area would have cost under a policy; a job finds out.

    Raises:
        CanteenRefused: NO_SUCH_AREA, also for one that is beyond the viewer's reach;
            TRIAL_MONTH_NOT_VALID, TRIAL_TOO_LARGE, TRIAL_BUSY.
    """
    area = await Area.get_or_none(id=area_id)
    if area is None or not works_at(viewer, roles, (), area.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_AREA, field="areaId")
    if month_on.day != 1 or month_on > day_of(now):
        raise CanteenRefused(CanteenReason.TRIAL_MONTH_NOT_VALID, field="monthOn")
    from_on, _, until_on = trial_days(month_on)
    meals = await reads.count_meals(tx, area_id, from_on, until_on)
    if meals > most:
        raise CanteenRefused(CanteenReason.TRIAL_TOO_LARGE, field="areaId", meals=meals, most=most)
    await tx.execute(_ONE_AT_A_TIME)
    if await SubsidyTrial.filter(status__in=_UNFINISHED).count() >= MOST_TRIALS_WAITING:
        raise CanteenRefused(CanteenReason.TRIAL_BUSY, most=MOST_TRIALS_WAITING)
    trial_id = new_key()
    await SubsidyTrial.create(
        id=trial_id,
        area_id=area_id,
        month_on=month_on,
        name=name,
        document=document_of(policy),
        status=TrialStatus.QUEUED,
        meals=meals,
        requested_by_id=tx.by.account_id,
        requested_at=now,
    )
    return trial_id


@command
async def finish_trial(
    tx: Transaction,
    *,
    trial_id: UUID,
    result: Mapping[str, Any],
    changes: Sequence[Change],
    now: datetime,
) -> None:
    """Keep what a trial came to. Safe to do twice: the second time changes nothing."""
    done = await SubsidyTrial.filter(id=trial_id, status=TrialStatus.RUNNING).update(
        status=TrialStatus.DONE, result=dict(result), finished_at=now
    )
    if done:
        await SubsidyTrialChange.bulk_create(
            SubsidyTrialChange(
                id=new_key(),
                trial_id=trial_id,
                resident_id=change.resident_id,
                position=position,
                meals=change.meals,
                subsidy_then_fen=change.subsidy_then_fen,
                subsidy_now_fen=change.subsidy_now_fen,
                due_then_fen=change.due_then_fen,
                due_now_fen=change.due_now_fen,
            )
            for position, change in enumerate(changes, 1)
        )


@command
async def fail_trial(tx: Transaction, *, trial_id: UUID, now: datetime) -> None:
    """Give a trial up, so that the others have their turn; one that is over stays as it is."""
    await SubsidyTrial.filter(id=trial_id, status__in=_UNFINISHED).update(
        status=TrialStatus.FAILED, finished_at=now
    )
