"""One's inbox, what one wants, and whether what happened at a site reached people."""

import strawberry

from hub.kernel.db import acquire
from hub.notices import commands, reads, rules
from hub.notices.schema.types import (
    SIGNED_IN,
    WATCHERS,
    Notification,
    NotificationDelivery,
    NotificationDeliveryFilter,
    NotificationDeliveryOrder,
    NotificationFilter,
    NotificationOrder,
)
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Context,
    Row,
    key_of,
    payload,
    resolver,
    root,
)


@root(*SIGNED_IN, filter=NotificationFilter, order=NotificationOrder)
def my_notifications(row: Row, viewer: Asker) -> Connection[Notification]:
    """One's inbox, as a resident and at work (我的通知).

    How many are unread: `totalCount` with the filter `isRead: false`, or `notificationSettings`.
    """
    return EVERYONE


@root(*WATCHERS, filter=NotificationDeliveryFilter, order=NotificationDeliveryOrder)
def notification_deliveries(
    row: Row, viewer: Asker, site_id: strawberry.ID
) -> Connection[NotificationDelivery]:
    """What was sent to telephones about a site, without what it said (通知发送记录).

    Args:
        site_id: The site where it happened; a `Site` or a `MealSite`.
    """
    return row.site_id == key_of(site_id, "Site", "MealSite")


@payload
class NotificationChoice:
    """Whether a topic comes by a channel (通知设置项)."""

    topic: rules.NotificationTopic
    """The topic."""
    channel: rules.NotificationChannel
    """The channel."""
    is_on: bool
    """Whether it comes by this channel now."""
    is_default: bool
    """Whether that is so because they said nothing else."""


@payload
class NotificationSettings:
    """How somebody is told (通知设置)."""

    language: rules.NotificationLanguage
    """In which language."""
    unread: int
    """How many notifications of the inbox are unread (未读数)."""
    quiet_from: str | None
    """From when nothing is sent to telephones but what is urgent, as HH:MM (免打扰开始)."""
    quiet_until: str | None
    """Until when, as HH:MM (免打扰结束)."""
    choices: list[NotificationChoice]
    """What one may be told of, by each channel. All of it is in the inbox in any case."""


@resolver(*SIGNED_IN)
async def notification_settings(ctx: Context) -> NotificationSettings:
    """How one is told, and what one chose (通知设置)."""
    who = ctx.viewer
    async with acquire() as connection:
        own = await reads.own_settings(connection, who.resident_id, who.account_id)
        quiet = await reads.quiet_on(connection, ctx.today)
        unread = await reads.count_unread(connection, who.resident_id, who.account_id)
    audiences = commands.audiences_of(who)
    return NotificationSettings(
        language=own.language,
        unread=unread,
        quiet_from=quiet and f"{quiet.starts:%H:%M}",
        quiet_until=quiet and f"{quiet.ends:%H:%M}",
        choices=[
            NotificationChoice(
                topic=topic,
                channel=channel,
                is_on=rules.is_wanted(topic, channel, own.said.get((topic, channel))),
                is_default=(topic, channel) not in own.said,
            )
            for topic, traits in rules.TRAITS.items()
            if traits.audience in audiences
            for channel in rules.NotificationChannel
        ],
    )
