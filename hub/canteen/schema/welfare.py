"""Checks on people who did not open their door, for those who see after them."""

from collections.abc import AsyncIterator
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry

from hub.canteen import commands, models, rules
from hub.canteen.schema.types import CanteenRefusal
from hub.grid.schema.access import under
from hub.grid.schema.types import Area
from hub.kernel import events
from hub.kernel.access import Role
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Context,
    Operation,
    Row,
    any_of,
    enumeration,
    expression,
    filters,
    inputs,
    is_set,
    is_unset,
    key_of,
    many,
    mutation,
    node,
    one,
    orders,
    payload,
    read,
    record,
    root,
    seen_with,
    subscription,
    where,
)

enumeration(rules.WelfareLevel)
enumeration(rules.WelfareOutcome)

# A grid worker is a resident who holds a post; the rows say whether it is theirs.
_WHO = (*rules.CARERS, Role.RESIDENT)


def _is_seen(check: Any, viewer: Asker) -> Any:
    was_asked = check.leader.resident_id == viewer.resident_id
    return under(check.area_id, viewer, *rules.CARERS) | was_asked


@record(models.WelfareCall)
class WelfareCall:
    """One time that somebody was asked about a check (探视通知)."""

    at: datetime
    """When."""
    level: rules.WelfareLevel
    """Who of them was asked."""
    leader: str | None = expression(lambda row: row.leader.name)
    """Who it was; null while nobody held the post."""

    visible = seen_with("check", _is_seen)


@filters(models.WelfareCheck)
class WelfareCheckFilter:
    """Which checks."""

    is_open: bool | None = where(
        lambda row, value: (is_unset(row.outcome) & value) | (is_set(row.outcome) & ~value)
    )
    """Only those that nobody confirmed yet, or only the others."""
    levels: list[rules.WelfareLevel] | None = where(lambda row, value: any_of(row.level, value))
    """Only those about which one of these was asked last."""
    opened_from: datetime | None = where(lambda row, value: row.opened_at >= value)
    """Only those that began at this instant or later."""
    opened_until: datetime | None = where(lambda row, value: row.opened_at < value)
    """Only those that began before this instant."""


@orders(models.WelfareCheck)
class WelfareCheckOrder(Enum):
    """How checks are sorted."""

    LATEST = "-opened_at"
    """The latest first."""
    DUE = "due_at"
    """Those that are due first."""


@node(models.WelfareCheck)
class WelfareCheck:
    """Somebody did not open: is that person well? (无人应答探视)."""

    resident_name: str = expression(lambda row: row.resident.name)
    """Who did not open."""
    address: str = expression(
        lambda row: Operation(
            "coalesce({0}, concat_ws(' ', {1}, {2}))",
            row.stop.order.address,
            row.area.name,
            row.resident.room,
        )
    )
    """At which door."""
    resident_phone: str | None = expression(lambda row: row.resident.phone_masked)
    """Their telephone number, masked."""
    is_at_risk: bool
    """Whether they live alone or are disabled, so that it began one level higher (重点关注)."""
    area: Area | None = one()
    """Where they live."""
    point: str = expression(lambda row: row.stop.round.point.site.name)
    """From where the meal was delivered."""
    opened_at: datetime
    """When nobody answered."""
    level: rules.WelfareLevel
    """Who is asked now."""
    leader: str | None = expression(lambda row: row.leader.name)
    """Whose post that is; null while nobody holds it."""
    leader_phone: str | None = expression(lambda row: row.leader.contact_phone)
    """The number of the post."""
    asked_at: datetime
    """When they were asked."""
    due_at: datetime
    """From when the next level is asked."""
    outcome: rules.WelfareOutcome | None
    """How the person was found; null while nobody has said so."""
    note: str | None
    """What there is to say about it."""
    confirmed_at: datetime | None
    """When somebody said so."""
    confirmed_by: str | None = expression(lambda row: row.confirmed_by.display_name)
    """Who said so."""
    calls: list[WelfareCall] = many("calls", order_by="at", expected=3)
    """Who was asked, and when."""

    visible = staticmethod(_is_seen)


@root(*_WHO, filter=WelfareCheckFilter, order=WelfareCheckOrder)
def welfare_checks(row: Row, viewer: Asker) -> Connection[WelfareCheck]:
    """Checks on people of one's area, and those that one was asked to make (无人应答探视)."""
    return EVERYONE


@inputs
class WelfareCheckConfirmInput:
    """How somebody was found."""

    check_id: strawberry.ID
    """The check."""
    outcome: rules.WelfareOutcome
    """How the person was found."""
    note: str | None = None
    """More about it; needed when help was called, or the person is dead."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class WelfareCheckConfirmed:
    """The check is over, and nobody else is asked."""

    check: WelfareCheck | None = read()
    """The check."""


@mutation(*_WHO)
async def welfare_check_confirm(
    ctx: Context, input: WelfareCheckConfirmInput
) -> WelfareCheckConfirmed | CanteenRefusal:
    """Say how somebody was found who had not opened their door (确认平安)."""
    key = await commands.confirm_check(
        ctx.actor,
        check_id=key_of(input.check_id, "WelfareCheck"),
        outcome=input.outcome,
        note=input.note,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return WelfareCheckConfirmed(check=key)


@payload
class WelfareCheckChanged:
    """Somebody was asked about a check, or said how the person is (探视动态)."""

    check: WelfareCheck | None = read()
    """The check as it is now."""
    at: datetime
    """When it happened."""


@subscription(*_WHO)
async def welfare_check_changed(ctx: Context) -> AsyncIterator[WelfareCheckChanged]:
    """Checks on people of one's area as they begin, are escalated and end (探视动态)."""

    def is_mine(event: events.Event) -> bool:
        leader = event.payload["leader_resident_id"]
        areas = [UUID(key) for key in event.payload["areas"]]
        return rules.cares(ctx.viewer, areas, leader and UUID(leader))

    async with events.subscribe("welfare_check.", only=is_mine) as feed:
        async for event in feed:
            if is_mine(event):
                yield WelfareCheckChanged(check=event.subject_id, at=event.at)
