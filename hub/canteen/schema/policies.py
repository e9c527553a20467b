"""Subsidy policies, as clients read and publish them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry
from pydantic.alias_generators import to_camel

from hub.canteen import commands, models, reads, rules
from hub.canteen.schema.access import AUDITORS, STAFF
from hub.canteen.schema.policy_documents import (
    SubsidyPolicyDocument,
    SubsidyPolicyDocumentInput,
    document_payload,
)
from hub.canteen.schema.types import CanteenRefusal
from hub.grid import models as grid
from hub.grid.schema.access import on_day
from hub.grid.schema.types import Area
from hub.kernel.access import Role
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    column,
    exists,
    expression,
    filters,
    holds,
    inputs,
    is_set,
    is_unset,
    key_of,
    keys_where,
    mutation,
    node,
    one,
    orders,
    payload,
    python,
    read,
    resolver,
    root,
    where,
)

READERS = (*STAFF, *AUDITORS)
"""Who looks through all versions, and sees who published them."""
PUBLISHERS = (Role.CITY_ADMINISTRATOR,)
"""Who brings policies into force: an auditor changes nothing."""


@node(models.SubsidyPolicy)
class SubsidyPolicy:
    """A published subsidy schedule, one version of it (助餐补贴政策)."""

    code: str
    """Its short name."""
    area: Area | None = one()
    """Where it is in force."""
    version: int
    """Which version of it."""
    name: str
    """Its name."""
    source: str
    """Where it was published."""
    from_on: date
    """The first day of meals that it holds for."""
    until_on: date | None
    """The first day that it no longer holds for; null while no end is known."""
    published_at: datetime
    """When it was published here."""
    published_by: str | None = expression(lambda row: row.published_by.display_name, roles=READERS)
    """Who published it; only staff and auditors see that."""
    replaces: "SubsidyPolicy | None" = one()
    """The policy that ended when it began."""
    withdrawn_at: datetime | None
    """When it was taken back, before it began."""
    withdraw_reason: str | None = column(roles=READERS)
    """Why it was taken back."""

    @python("document")
    def document(row, ctx: Context) -> SubsidyPolicyDocument:  # noqa: N805 - a row, not itself
        """What it says: who gets how much, up to which caps, and who pays (政策内容)."""
        return document_payload(rules.load_policy(row.document))

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        # What is published is public; the list of all versions is for whoever works with them.
        return EVERYONE


@filters(models.SubsidyPolicy)
class SubsidyPolicyFilter:
    """Which subsidy policies."""

    area_id: strawberry.ID | None = where(lambda row, value: row.area_id == key_of(value, "Area"))
    """Only of this area itself."""
    code: str | None = where(lambda row, value: row.code == value)
    """Only versions of this one."""
    on: date | None = where(on_day)
    """Only those in force on this day."""
    is_withdrawn: bool | None = where(
        lambda row, value: (
            (is_set(row.withdrawn_at) & value) | (is_unset(row.withdrawn_at) & ~value)
        )
    )
    """Only those that were taken back, or only those that were not."""


@orders(models.SubsidyPolicy)
class SubsidyPolicyOrder(Enum):
    """How subsidy policies are sorted."""

    LATEST = "-from_on"
    """The one that begins last first."""
    CODE = "code,-version"
    """By code, the newest version first."""


@root(*READERS, filter=SubsidyPolicyFilter, order=SubsidyPolicyOrder)
def subsidy_policies(row: Row, viewer: Asker) -> Connection[SubsidyPolicy]:
    """All subsidy policies: past, in force, to come, and taken back (助餐补贴政策)."""
    return EVERYONE


@root(EVERYBODY)
def subsidy_policy(
    row: Row, viewer: Asker, area_id: strawberry.ID, on: date
) -> SubsidyPolicy | None:
    """The subsidy policy in force for meals in an area on a day (当前助餐补贴政策).

    The one of the smallest area above holds: a township's own before the city's.

    Args:
        area_id: Where the meal is taken: a city, township, community or smaller.
        on: The day of the meal.
    """
    key = key_of(area_id, "Area")
    nearer = exists(
        models.SubsidyPolicy,
        lambda other: (
            on_day(other, on)
            & (other.area_id != row.area_id)
            & holds(other.area.ancestors, row.area_id)
            & _lies_in(key, other.area_id)
        ),
    )
    return on_day(row, on) & _lies_in(key, row.area_id) & ~nearer


def _lies_in(key: Any, area_id: Any) -> Any:
    return any_of(
        area_id,
        keys_where(
            grid.Area,
            lambda above: exists(
                grid.Area, lambda area: (area.id == key) & holds(area.ancestors, above.id)
            ),
        ),
    )


@payload
class SubsidySchedule:
    """A schedule that a city has published, ready to be published here by its code (政策模板)."""

    code: str
    """Its short name."""
    name: str
    """Its name."""
    source: str
    """Where it was published."""
    region: str
    """The place that published it."""
    valid_from: date | None
    """From when it holds there; null when the source gives no day."""
    notes: list[str]
    """What the source leaves open, and what was assumed, in the language of the request."""
    document: SubsidyPolicyDocument
    """What it says."""


@resolver(*READERS)
async def subsidy_schedules(ctx: Context) -> list[SubsidySchedule]:
    """The published schedules that come with the hub (政策模板)."""
    return [
        SubsidySchedule(
            code=each.code,
            name=each.name,
            source=each.source,
            region=each.region,
            valid_from=each.valid_from,
            notes=list(each.notes_en if ctx.language == "en" else each.notes),
            document=document_payload(each.document),
        )
        for each in reads.schedules().values()
    ]


def chosen(
    schedule: str | None, document: SubsidyPolicyDocumentInput | None, document_json: str | None
) -> tuple[rules.Policy, rules.Schedule | None]:
    """The policy of an input that names a schedule, spells a document out, or has it as JSON."""
    return reads.chosen_policy(
        schedule_code=schedule,
        document=None if document is None else _spelt(asdict(document)),
        document_json=document_json,
    )


def _spelt(value: Any) -> Any:
    """An input object as a document: in GraphQL's spelling, without what was not given."""
    if isinstance(value, Mapping):
        return {to_camel(name): _spelt(each) for name, each in value.items() if each is not None}
    return [_spelt(each) for each in value] if isinstance(value, list) else value


@inputs
class SubsidyPolicyPublishInput:
    """A policy, where it holds and from when. Exactly one of three says what it is."""

    area_id: strawberry.ID
    """Where it is in force."""
    from_on: date
    """The first day of meals that it holds for, today at the earliest."""
    until_on: date | None = None
    """The first day that it no longer holds for; none while no end is known."""
    schedule: str | None = None
    """The code of a schedule that comes with the hub."""
    document: SubsidyPolicyDocumentInput | None = None
    """What it says, spelt out."""
    document_json: str | None = None
    """What it says, as JSON in the spelling of `document`, or a whole file of a schedule."""
    code: str | None = None
    """Its short name (default: the schedule's)."""
    name: str | None = None
    """Its name (default: the schedule's)."""
    source: str | None = None
    """Where it was decided and published (default: the schedule's)."""
    idempotency_key: str | None = None
    """The same key again gives the same policy, not a second one."""


@payload
class SubsidyPolicyPublished:
    """The policy will be in force."""

    policy: SubsidyPolicy | None = read()
    """The policy."""


@mutation(*PUBLISHERS)
async def subsidy_policy_publish(
    ctx: Context, input: SubsidyPolicyPublishInput
) -> SubsidyPolicyPublished | CanteenRefusal:
    """Bring a policy into force from a day; the one before it ends that day (发布补贴政策)."""
    policy, schedule = chosen(input.schedule, input.document, input.document_json)
    key = await commands.publish_policy(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        draft=rules.draft_policy(
            input.code or (schedule and schedule.code),
            input.name or (schedule and schedule.name),
            input.source or (schedule and schedule.source),
            policy,
        ),
        from_on=input.from_on,
        until_on=input.until_on,
        now=ctx.now,
    )
    return SubsidyPolicyPublished(policy=key)


@inputs
class SubsidyPolicyWithdrawInput:
    """Which policy to take back."""

    policy_id: strawberry.ID
    """The policy, which has not begun."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SubsidyPolicyWithdrawn:
    """The policy is taken back; the one that it would have ended goes on."""

    policy: SubsidyPolicy | None = read()
    """The policy."""


@mutation(*PUBLISHERS)
async def subsidy_policy_withdraw(
    ctx: Context, input: SubsidyPolicyWithdrawInput
) -> SubsidyPolicyWithdrawn | CanteenRefusal:
    """Take a policy back before it begins (撤回补贴政策)."""
    key = await commands.withdraw_policy(
        ctx.actor,
        policy_id=key_of(input.policy_id, "SubsidyPolicy"),
        reason=input.reason,
        now=ctx.now,
    )
    return SubsidyPolicyWithdrawn(policy=key)
