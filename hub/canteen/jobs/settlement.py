"""Settlements are opened when a month is over, put together, and their orders settled once paid."""

from datetime import datetime

import structlog

from hub.canteen import commands
from hub.canteen.models import SettlementBatch
from hub.canteen.rules import SettlementStatus
from hub.kernel.context import Actor
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
    for batch in await SettlementBatch.filter(built_at=None).order_by("opened_at", "id"):
        while await commands.build_piece(actor, batch_id=batch.id, now=now):
            pass
        _log.info("canteen.settlement_built", batch=str(batch.id))


@job("* * * * *")
async def settle_orders(now: datetime) -> None:
    """Move the orders of batches that are paid to SETTLED."""
    actor = Actor.job("canteen.settle_orders")
    paid = SettlementBatch.filter(status=SettlementStatus.PAID, settled_at=None)
    for batch in await paid.order_by("opened_at", "id"):
        while await commands.settle_piece(actor, batch_id=batch.id, now=now):
            pass


JOBS = (open_settlements, build_settlements, settle_orders)
