"""Notifications are forgotten after a while: they say what people do and where."""

from datetime import datetime, timedelta

from hub.kernel.db import Transaction, command

KEPT_FOR = timedelta(days=180)

_FORGET = """DELETE FROM notification WHERE id IN
(SELECT id FROM notification WHERE at < $1 LIMIT 2000)"""


@command
async def forget_old(tx: Transaction, *, now: datetime) -> int:
    """Delete some notifications that are old, with their deliveries; how many."""
    return int((await tx.execute(_FORGET, now - KEPT_FOR)).rsplit(" ", 1)[1])
