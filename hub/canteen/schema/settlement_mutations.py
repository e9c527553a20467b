"""The steps of a settlement, each by another, and what is said about its lines."""

from datetime import date, datetime

import strawberry

from hub.canteen import commands, pages, reads, rules
from hub.canteen.pages import SettlementFormat
from hub.canteen.schema.settlement import SETTLERS, SettlementBatch, SettlementLine
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.db import acquire
from hub.query import (
    Context,
    enumeration,
    inputs,
    key_of,
    mutation,
    payload,
    read,
    resolver,
)
from hub.settings import settings

enumeration(SettlementFormat)


@inputs
class SettlementOpenInput:
    """Whose settlement of which month."""

    site_id: strawberry.ID
    """The kitchen."""
    month_on: date
    """The first day of a month that is over."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementOpened:
    """The settlement is opened; its lines are put together within minutes."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.SUBMITTERS)
async def settlement_open(
    ctx: Context, input: SettlementOpenInput
) -> SettlementOpened | CanteenRefusal:
    """Open the settlement of a month, unless the hub has done so by itself (新建结算)."""
    key = await commands.open_settlement(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        month_on=input.month_on,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SettlementOpened(batch=key)


@inputs
class SettlementExceptionRaiseInput:
    """What is wrong with which line."""

    line_id: strawberry.ID
    """The line."""
    reason: str
    """What is wrong with it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementExceptionRaised:
    """The operator has to answer."""

    line: SettlementLine | None = read()
    """The line."""


@mutation(*rules.REVIEWERS)
async def settlement_exception_raise(
    ctx: Context, input: SettlementExceptionRaiseInput
) -> SettlementExceptionRaised | CanteenRefusal:
    """Object to one line of a settlement that is being looked at (提出异议)."""
    key = await commands.raise_exception(
        ctx.actor,
        line_id=key_of(input.line_id, "SettlementLine"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SettlementExceptionRaised(line=key)


@inputs
class SettlementExceptionAnswerInput:
    """What there is to which line."""

    line_id: strawberry.ID
    """The line."""
    answer: str
    """What there is to it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementExceptionAnswered:
    """The objection is answered."""

    line: SettlementLine | None = read()
    """The line."""


@mutation(*rules.SUBMITTERS)
async def settlement_exception_answer(
    ctx: Context, input: SettlementExceptionAnswerInput
) -> SettlementExceptionAnswered | CanteenRefusal:
    """Answer an objection to a line, as who runs the canteen (说明异议)."""
    key = await commands.answer_exception(
        ctx.actor,
        line_id=key_of(input.line_id, "SettlementLine"),
        answer=input.answer,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SettlementExceptionAnswered(line=key)


@inputs
class SettlementExceptionDecideInput:
    """What becomes of which line."""

    line_id: strawberry.ID
    """The line."""
    stands: bool
    """Whether it stays in the settlement; otherwise it is in no settlement any more."""
    note: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementExceptionDecided:
    """The objection is decided."""

    line: SettlementLine | None = read()
    """The line."""


@mutation(*rules.REVIEWERS)
async def settlement_exception_decide(
    ctx: Context, input: SettlementExceptionDecideInput
) -> SettlementExceptionDecided | CanteenRefusal:
    """Decide on an objection to a line, as anybody but who answered it (裁定异议)."""
    key = await commands.decide_exception(
        ctx.actor,
        line_id=key_of(input.line_id, "SettlementLine"),
        stands=input.stands,
        note=input.note,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SettlementExceptionDecided(line=key)


@inputs
class SettlementLineReclaimInput:
    """Which line is to be taken back, and why."""

    line_id: strawberry.ID
    """A line of a settlement that is paid."""
    reason: str
    """What was found out."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementLineReclaimed:
    """The operator's next settlement takes the line back."""

    line: SettlementLine | None = read()
    """The line."""


@mutation(*rules.REVIEWERS)
async def settlement_line_reclaim(
    ctx: Context, input: SettlementLineReclaimInput
) -> SettlementLineReclaimed | CanteenRefusal:
    """Have a paid line taken back by a negative one in the next settlement, once (冲减)."""
    key = await commands.reclaim_line(
        ctx.actor,
        line_id=key_of(input.line_id, "SettlementLine"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return SettlementLineReclaimed(line=key)


@payload
class SettlementFile:
    """A file to download (结算文件)."""

    url: str
    """Where it is. A path on this host, or a whole address."""
    expires_at: datetime
    """Until when it can be opened."""


@resolver(*SETTLERS)
async def settlement_file(
    ctx: Context, batch_id: strawberry.ID, format: SettlementFormat
) -> SettlementFile | None:
    """A settlement with all its lines as a file; whoever has the link gets it for ten minutes.

    Null for a settlement that the caller has nothing to do with (结算导出).

    Args:
        batch_id: The settlement.
        format: What kind of file.
    """
    key = key_of(batch_id, "SettlementBatch")
    async with acquire() as connection:
        if not await reads.settles(connection, key, ctx.viewer, SETTLERS):
            return None
    link = pages.settlement_link(key, format, ctx.now)
    return SettlementFile(url=f"{settings().public_url}{link.path}", expires_at=link.expires_at)
