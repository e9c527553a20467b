"""The steps of a settlement, each signed by somebody else."""

from typing import Protocol
from uuid import UUID

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.settlement import SettlementBatch
from hub.canteen.schema.types import CanteenRefusal
from hub.query import (
    Context,
    inputs,
    key_of,
    mutation,
    payload,
    read,
)


class _Step(Protocol):
    """What every step is told."""

    batch_id: strawberry.ID
    version: int
    reason: str | None


async def _step(ctx: Context, input: _Step, to: rules.SettlementStatus) -> UUID:
    return await commands.move_settlement(
        ctx.actor,
        batch_id=key_of(input.batch_id, "SettlementBatch"),
        to=to,
        version=input.version,
        viewer=ctx.viewer,
        now=ctx.now,
        reason=input.reason,
    )


@inputs
class SettlementSubmitInput:
    """Which settlement is handed in, as it was seen."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """A remark for the record."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementSubmitted:
    """The settlement is handed in."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.SUBMITTERS)
async def settlement_submit(
    ctx: Context, input: SettlementSubmitInput
) -> SettlementSubmitted | CanteenRefusal:
    """Hand a settlement in, or in again when it was sent back (提交结算).

    What is in dispute by now leaves it.
    """
    return SettlementSubmitted(batch=await _step(ctx, input, rules.SettlementStatus.SUBMITTED))


@inputs
class SettlementCheckInput:
    """Which settlement is right, as it was seen."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """A remark for the record."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementChecked:
    """The community found the settlement right."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.CHECKERS)
async def settlement_check(
    ctx: Context, input: SettlementCheckInput
) -> SettlementChecked | CanteenRefusal:
    """Say for the community that a settlement is right (社区核对)."""
    to = rules.SettlementStatus.COMMUNITY_CHECKED
    return SettlementChecked(batch=await _step(ctx, input, to))


@inputs
class SettlementApproveInput:
    """Which settlement is approved, as it was seen."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """A remark for the record."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementApproved:
    """The township has approved the settlement."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.APPROVERS)
async def settlement_approve(
    ctx: Context, input: SettlementApproveInput
) -> SettlementApproved | CanteenRefusal:
    """Approve a settlement for the township (镇街审批)."""
    return SettlementApproved(batch=await _step(ctx, input, rules.SettlementStatus.TOWN_APPROVED))


@inputs
class SettlementPubliciseInput:
    """Which settlement becomes public, as it was seen."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """A remark for the record."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementPublicised:
    """Everybody may see the list of the settlement."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.APPROVERS)
async def settlement_publicise(
    ctx: Context, input: SettlementPubliciseInput
) -> SettlementPublicised | CanteenRefusal:
    """Make the list of a settlement public, with masked names (公示)."""
    return SettlementPublicised(batch=await _step(ctx, input, rules.SettlementStatus.PUBLICISED))


@inputs
class SettlementPayInput:
    """Which settlement is paid, as it was seen."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """A remark for the record."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementPaid:
    """The settlement is paid; its orders become settled within minutes."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.PAYERS)
async def settlement_pay(
    ctx: Context, input: SettlementPayInput
) -> SettlementPaid | CanteenRefusal:
    """Say that the money of a settlement is on its way (拨付)."""
    return SettlementPaid(batch=await _step(ctx, input, rules.SettlementStatus.PAID))


@inputs
class SettlementReturnInput:
    """Which settlement goes back, as it was seen, and why."""

    batch_id: strawberry.ID
    """The settlement."""
    version: int
    """The version that was looked at: another one is not signed unseen."""
    reason: str | None = None
    """Why it goes back; without a reason it is refused."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class SettlementReturned:
    """The settlement is with the operator again."""

    batch: SettlementBatch | None = read()
    """The settlement."""


@mutation(*rules.REVIEWERS)
async def settlement_return(
    ctx: Context, input: SettlementReturnInput
) -> SettlementReturned | CanteenRefusal:
    """Send a settlement back to the operator, by whose turn it is, saying why (退回)."""
    return SettlementReturned(batch=await _step(ctx, input, rules.SettlementStatus.RETURNED))
