"""Trials of subsidy policies are run by themselves, one after the other."""

import asyncio
from contextlib import aclosing
from datetime import datetime, timedelta

from hub.canteen import commands, reads
from hub.canteen.models import SubsidyTrial
from hub.canteen.rules import MealPeriod, Trial, TrialStatus, load_policy, trial_days
from hub.kernel.context import Actor
from hub.kernel.db import AWAY
from hub.kernel.jobs import job


@job("* * * * *")
async def run_trials(now: datetime) -> None:
    """Try policies on a month's meals, one trial after the other; one that was cut off anew."""
    actor = Actor.job("canteen.run_trials")
    unfinished = SubsidyTrial.filter(status__in=(TrialStatus.RUNNING, TrialStatus.QUEUED))
    for trial in await unfinished.order_by("requested_at", "id"):
        try:
            await _try(trial, actor, now)
        except AWAY:
            raise
        except Exception:
            await commands.fail_trial(actor, trial_id=trial.id, now=now)
            raise


async def _try(row: SubsidyTrial, actor: Actor, now: datetime) -> None:
    """Go through the meals in the calendar's order; what is worked out there is off the loop."""
    policy = load_policy(row.document)
    trial = Trial(policy, row.month_on)
    with_diets = any(band.diets for band in policy.bands)
    on, _, until_on = trial_days(row.month_on)
    done = 0
    while on < until_on:
        for period in MealPeriod:
            async with aclosing(
                reads.ordered_meals(row.area_id, on, period, with_diets=with_diets)
            ) as pages:
                async for page in pages:
                    meals = reads.tried_meals(page, on, period)
                    await asyncio.to_thread(trial.add, meals)
                    done += len(page)
        on += timedelta(days=1)
        await SubsidyTrial.filter(id=row.id).update(status=TrialStatus.RUNNING, meals_done=done)
    await commands.finish_trial(
        actor, trial_id=row.id, result=trial.result(), changes=trial.largest(), now=now
    )


JOBS = (run_trials,)
