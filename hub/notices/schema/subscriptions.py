"""One's inbox as it fills."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from hub.kernel import events
from hub.kernel.db import acquire
from hub.notices import reads
from hub.notices.schema.types import SIGNED_IN, Notification
from hub.query import Context, payload, read, subscription


@payload
class NotificationAdded:
    """A notification came (新通知)."""

    notification: Notification | None = read()
    """The notification."""
    unread: int
    """How many are unread now (未读数)."""
    at: datetime
    """When it came."""


@subscription(*SIGNED_IN)
async def notification_added(ctx: Context) -> AsyncIterator[NotificationAdded]:
    """What comes to one's inbox, as a resident and at work, as it comes (新通知提醒)."""

    def mine(event: events.Event) -> list[UUID]:
        told = event.payload["told"]
        people = (ctx.viewer.resident_id, ctx.viewer.account_id)
        return [UUID(told[str(key)]) for key in people if str(key) in told]

    # What others are told never fills the queue.
    async with events.subscribe("notification.added", only=lambda event: bool(mine(event))) as feed:
        async for event in feed:
            for key in mine(event):
                async with acquire() as connection:
                    unread = await reads.count_unread(
                        connection, ctx.viewer.resident_id, ctx.viewer.account_id
                    )
                yield NotificationAdded(notification=key, unread=unread, at=event.at)
