"""What recipients say: what they have read, what they want, and in which language."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hub.kernel.access import Role, Viewer
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.notices.models import Notification, NotificationRecipient
from hub.notices.rules import (
    NotificationAudience,
    NotificationChannel,
    NotificationLanguage,
    NotificationReason,
    NotificationRefused,
    NotificationTopic,
    check_audience,
    check_count,
)

_MINE = """INSERT INTO notification_recipient (id, resident_id, account_id, language)
VALUES ($1, $2, $3, 'ZH') ON CONFLICT DO NOTHING"""
_KNOWN = "SELECT id FROM notification_recipient WHERE resident_id = $1 OR account_id = $2"
_CHOOSE = """INSERT INTO notification_preference (id, recipient_id, topic, channel, is_on, set_at)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (recipient_id, topic, channel)
DO UPDATE SET is_on = excluded.is_on, set_at = excluded.set_at RETURNING id"""
_READ = "UPDATE notification SET read_at = $2 WHERE id = ANY ($1) AND read_at IS NULL"
_READ_ALL = """UPDATE notification SET read_at = $2
WHERE recipient_id = ANY ($1) AND at <= $2 AND read_at IS NULL"""


@command
async def read_notifications(
    tx: Transaction, *, notification_ids: Sequence[UUID] | None, viewer: Viewer, now: datetime
) -> list[UUID]:
    """Mark one's notifications as read, some or all; safe to do twice.

    Raises:
        NotificationRefused: TOO_MANY, NO_SUCH_NOTIFICATION; then none is marked.
    """
    mine = await _recipients(tx, viewer)
    if notification_ids is None:
        await tx.execute(_READ_ALL, mine, now)
        return []
    check_count(len(notification_ids))
    wanted = list(dict.fromkeys(notification_ids))
    if await Notification.filter(id__in=wanted, recipient_id__in=mine).count() < len(wanted):
        raise NotificationRefused(NotificationReason.NO_SUCH_NOTIFICATION, field="notificationIds")
    await tx.execute(_READ, wanted, now)
    return wanted


@command
async def set_preference(
    tx: Transaction,
    *,
    topic: NotificationTopic,
    channel: NotificationChannel,
    is_on: bool,
    viewer: Viewer,
    now: datetime,
) -> list[UUID]:
    """Want a topic by a channel, or not, from now on; the keys of what is written down.

    Somebody who is a resident and works here is two recipients, and chooses for both.

    Raises:
        NotificationRefused: NOT_FOR_YOU.
    """
    check_audience(topic, audiences_of(viewer))
    tx.beneficiary_id = viewer.resident_id
    return [
        await tx.fetchval(_CHOOSE, new_key(), recipient_id, topic, channel, is_on, now)
        for recipient_id in await _introduced(tx, viewer)
    ]


@command
async def set_language(
    tx: Transaction, *, language: NotificationLanguage, viewer: Viewer
) -> NotificationLanguage:
    """Be told in a language from now on."""
    tx.beneficiary_id = viewer.resident_id
    recipients = await _introduced(tx, viewer)
    await NotificationRecipient.filter(id__in=recipients).update(language=language)
    return language


def audiences_of(viewer: Viewer) -> set[NotificationAudience]:
    """What somebody may be told of, as a resident and at work."""
    found = set()
    if viewer.resident_id is not None:
        found.add(NotificationAudience.RESIDENTS)
    if viewer.roles - {Role.RESIDENT}:
        found.add(NotificationAudience.STAFF)
    return found


async def _recipients(tx: Transaction, viewer: Viewer) -> list[UUID]:
    rows = await tx.fetch(_KNOWN, viewer.resident_id, viewer.account_id)
    return [row["id"] for row in rows]


async def _introduced(tx: Transaction, viewer: Viewer) -> list[UUID]:
    """The rows of the viewer as a resident and at work, made when they are not there yet."""
    if viewer.resident_id is not None:
        await tx.execute(_MINE, new_key(), viewer.resident_id, None)
    if viewer.account_id is not None:
        await tx.execute(_MINE, new_key(), None, viewer.account_id)
    return await _recipients(tx, viewer)
