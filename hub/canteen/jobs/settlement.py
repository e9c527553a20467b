"""Settlements are opened when a month is over, put together, and their orders settled once paid."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

import structlog
from tortoise.queryset import QuerySet

from hub.canteen import commands
from hub.canteen.models import SettlementBatch
from hub.canteen.rules import SettlementStatus
from hub.kernel.context import Actor
from hub.kernel.db import AWAY
from hub.kernel.jobs import job

_log = structlog.get_logger(__name__)


@job("30 1 * * *")
async def open_settlements(now: datetime) -> None:
    """Open last month's settlements; one that is there is left as it is."""
    await commands.open_due_settlements(Actor.job("canteen.open_settlements"), now=now)


@job("* * * * *")
async def build_settlements(now: datetime) -> None:
    """Put together the batches that wait for it; one that was cut off goes on where it was."""
    actor = Actor.job("canteen.build_settlements")

    async def build(batch_id: UUID) -> bool:
        return await commands.build_piece(actor, batch_id=batch_id, now=now)

    await _finish(SettlementBatch.filter(built_at=None), build)


@job("* * * * *")
async def settle_orders(now: datetime) -> None:
    """Move the orders of batches that are paid to SETTLED."""
    actor = Actor.job("canteen.settle_orders")

    async def settle(batch_id: UUID) -> bool:
        return await commands.settle_piece(actor, batch_id=batch_id, now=now)

    await _finish(SettlementBatch.filter(status=SettlementStatus.PAID, settled_at=None), settle)


async def _finish(
    batches: QuerySet[SettlementBatch], piece: Callable[[UUID], Awaitable[bool]]
) -> None:
    """Go on with each batch until there is no further piece; one that fails stops no other."""
    trouble: Exception | None = None
    for batch in await batches.order_by("opened_at", "id"):
        try:
            while await piece(batch.id):
                pass
        except AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - it is raised in the end
            _log.exception("canteen.settlement_failed", batch=str(batch.id))
            trouble = error
    if trouble is not None:
        raise trouble


JOBS = (open_settlements, build_settlements, settle_orders)
