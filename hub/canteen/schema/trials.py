"""Trials of subsidy policies on a month's meals, as clients ask for and read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.access import AUDITORS
from hub.canteen.schema.policies import chosen
from hub.canteen.schema.policy_documents import (
    SubsidyPolicyDocument,
    SubsidyPolicyDocumentInput,
    document_payload,
)
from hub.canteen.schema.types import CanteenRefusal
from hub.grid.schema.types import Area
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Connection,
    Context,
    Fen,
    Row,
    any_of,
    column,
    enumeration,
    expression,
    filters,
    inputs,
    key_of,
    many,
    mutation,
    node,
    one,
    orders,
    payload,
    python,
    read,
    record,
    root,
    seen_with,
    where,
)

enumeration(rules.TrialStatus)


@payload
class SubsidyTrialSums:
    """People, meals and money of a trial, as they were and as they would have been (合计)."""

    persons: int
    """How many people had meals."""
    meals: int
    """How many meals they had."""
    subsidy_then_fen: Fen
    """The subsidies as they were."""
    subsidy_now_fen: Fen
    """The subsidies as they would have been."""
    difference_fen: Fen
    """How much more they would have been; less when it is negative."""
    due_then_fen: Fen
    """What people paid."""
    due_now_fen: Fen
    """What people would have paid."""
    gaining: int
    """How many people would have paid less over the month (受益人数)."""
    losing: int
    """How many people would have paid more over the month (受损人数)."""


@payload
class SubsidyTrialClass(SubsidyTrialSums):
    """What a trial comes to for one class of the policy (按档次)."""

    code: str | None
    """The class, or classes joined by +; null for meals without a subsidy."""


@payload
class SubsidyTrialAges(SubsidyTrialSums):
    """What a trial comes to for people of some ages (按年龄段)."""

    age_from: int
    """The first age, in completed years."""
    age_until: int | None
    """The first age that is too old; null when none is."""


@payload
class SubsidyTrialLevel:
    """What a trial comes to for one level of government (按出资层级)."""

    level: rules.FundingLevel
    """Who pays."""
    persons: int
    """For how many people it would have paid."""
    meals: int
    """For how many meals it would have paid."""
    then_fen: Fen
    """What it paid."""
    now_fen: Fen
    """What it would have paid."""
    difference_fen: Fen
    """How much more it would have paid; less when it is negative."""


@payload
class SubsidyTrialResult:
    """What a trial came to (试算结果)."""

    total: SubsidyTrialSums
    """Everybody."""
    classes: list[SubsidyTrialClass]
    """By the classes of the policy."""
    ages: list[SubsidyTrialAges]
    """By age on the day of the meal."""
    levels: list[SubsidyTrialLevel]
    """By who pays."""


def _trial_is_seen(trial: Any, viewer: Asker) -> Any:
    return viewer.at(*AUDITORS, within=trial.area.ancestors)


@record(models.SubsidyTrialChange)
class SubsidyTrialChange:
    """One of the people whose payments a trial changes most (变动最大的人员)."""

    position: int
    """1 is the largest change."""
    resident: Resident | None = one()
    """Who; null for who may not see their record."""
    meals: int
    """Their meals."""
    subsidy_then_fen: Fen
    """Their subsidies as they were."""
    subsidy_now_fen: Fen
    """Their subsidies as they would have been."""
    due_then_fen: Fen
    """What they paid."""
    due_now_fen: Fen
    """What they would have paid."""

    visible = seen_with("trial", _trial_is_seen)


@node(models.SubsidyTrial)
class SubsidyTrial:
    """What a month's meals would have cost under a policy (政策试算)."""

    area: Area | None = one()
    """Where the meals were taken; the policy is tried as one of this area."""
    month_on: date
    """The first day of the month."""
    name: str | None
    """The schedule that was tried; null for a policy of one's own."""
    status: rules.TrialStatus
    """Where it stands."""
    meals: int
    """How many meals there are to go through, with those of the month's first week before it."""
    meals_done: int
    """How many of them are done."""
    requested_at: datetime
    """When it was asked for."""
    requested_by: str | None = expression(lambda row: row.requested_by.display_name)
    """Who asked for it."""
    finished_at: datetime | None
    """When it was done, or given up."""
    result: SubsidyTrialResult | None = column()
    """What it came to; null until it is done."""
    changes: list[SubsidyTrialChange] = many("changes", order_by="position", expected=10)
    """The people whose payments change most, the largest change first."""

    @python("document")
    def document(row, ctx: Context) -> SubsidyPolicyDocument:  # noqa: N805 - a row, not itself
        """What the policy says that was tried."""
        return document_payload(rules.load_policy(row.document))

    visible = staticmethod(_trial_is_seen)


@filters(models.SubsidyTrial)
class SubsidyTrialFilter:
    """Which trials."""

    statuses: list[rules.TrialStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""
    area_id: strawberry.ID | None = where(lambda row, value: row.area_id == key_of(value, "Area"))
    """Only of this area itself."""


@orders(models.SubsidyTrial)
class SubsidyTrialOrder(Enum):
    """How trials are sorted."""

    LATEST = "-requested_at"
    """The last one first."""


@root(*AUDITORS, filter=SubsidyTrialFilter, order=SubsidyTrialOrder)
def subsidy_trials(row: Row, viewer: Asker) -> Connection[SubsidyTrial]:
    """The trials of policies on a month's meals (政策试算)."""
    return _trial_is_seen(row, viewer)


@root(*AUDITORS)
def subsidy_trial(row: Row, viewer: Asker, id: strawberry.ID) -> SubsidyTrial | None:
    """One trial, to follow it until it is done.

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "SubsidyTrial")


@inputs
class SubsidyTrialStartInput:
    """A policy, and the meals to try it on. Exactly one of three says what the policy is."""

    area_id: strawberry.ID
    """Where the meals were taken; the policy is tried as one of this area."""
    month_on: date
    """The first day of the month."""
    schedule: str | None = None
    """The code of a schedule that comes with the hub."""
    document: SubsidyPolicyDocumentInput | None = None
    """What the policy says, spelt out."""
    document_json: str | None = None
    """What it says, as JSON in the spelling of `document`, or a whole file of a schedule."""
    idempotency_key: str | None = None
    """The same key again gives the same trial, not a second one."""


@payload
class SubsidyTrialStarted:
    """The trial waits for its turn, which comes within a minute when no other runs."""

    trial: SubsidyTrial | None = read()
    """The trial."""


@mutation(*AUDITORS)
async def subsidy_trial_start(
    ctx: Context, input: SubsidyTrialStartInput
) -> SubsidyTrialStarted | CanteenRefusal:
    """Find out what a month's meals would have cost under a policy; nothing changes (政策试算)."""
    policy, schedule = chosen(input.schedule, input.document, input.document_json)
    key = await commands.start_trial(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        month_on=input.month_on,
        name=schedule and schedule.name,
        policy=policy,
        roles=AUDITORS,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SubsidyTrialStarted(trial=key)
