"""What recipients say: read, wanted or not, and in which language."""

import strawberry

from hub.kernel.db import acquire
from hub.notices import commands, reads, rules
from hub.notices.schema.types import (
    SIGNED_IN,
    Notification,
    NotificationPreference,
    NotificationRefusal,
)
from hub.query import Context, inputs, keys_of, mutation, payload, read


@inputs
class NotificationsReadInput:
    """Which notifications were read."""

    notification_ids: list[strawberry.ID] | None = None
    """The notifications, at most a hundred (default: all that there are now)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class NotificationsRead:
    """They are marked as read."""

    notifications: list[Notification] = read()
    """Those that were named; none when all were meant."""
    unread: int
    """How many are unread now (未读数)."""


@mutation(*SIGNED_IN)
async def notifications_read(
    ctx: Context, input: NotificationsReadInput
) -> NotificationsRead | NotificationRefusal:
    """Mark notifications of one's inbox as read, some or all (标记已读)."""
    named = input.notification_ids
    keys = await commands.read_notifications(
        ctx.actor,
        notification_ids=None if named is None else keys_of(named, "Notification"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    async with acquire() as connection:
        unread = await reads.count_unread(connection, ctx.viewer.resident_id, ctx.viewer.account_id)
    return NotificationsRead(notifications=keys, unread=unread)


@inputs
class NotificationPreferenceSetInput:
    """Whether a topic is to come by a channel."""

    topic: rules.NotificationTopic
    """The topic."""
    channel: rules.NotificationChannel
    """The channel; what comes to the inbox stays."""
    is_on: bool
    """Whether it is to come by this channel."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class NotificationPreferenceSet:
    """It will be so from now on."""

    preferences: list[NotificationPreference] = read()
    """What is written down: for who is a resident and works here, as both."""


@mutation(*SIGNED_IN)
async def notification_preference_set(
    ctx: Context, input: NotificationPreferenceSetInput
) -> NotificationPreferenceSet | NotificationRefusal:
    """Want a topic by a channel, or opt out of it (通知订阅与退订)."""
    keys = await commands.set_preference(
        ctx.actor,
        topic=input.topic,
        channel=input.channel,
        is_on=input.is_on,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return NotificationPreferenceSet(preferences=keys)


@inputs
class NotificationLanguageSetInput:
    """In which language to be told."""

    language: rules.NotificationLanguage
    """The language of notifications from now on."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class NotificationLanguageSet:
    """What comes from now on is in this language; what has come stays as it is."""

    language: rules.NotificationLanguage
    """The language."""


@mutation(*SIGNED_IN)
async def notification_language_set(
    ctx: Context, input: NotificationLanguageSetInput
) -> NotificationLanguageSet | NotificationRefusal:
    """Choose the language of one's notifications (设置通知语言)."""
    language = await commands.set_language(ctx.actor, language=input.language, viewer=ctx.viewer)
    return NotificationLanguageSet(language=language)
