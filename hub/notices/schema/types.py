"""Notifications, what they become by telephone, and what is wanted, as clients read them."""

from datetime import datetime
from enum import Enum
from typing import Any

from hub.grid.schema.access import SIGNED_IN
from hub.grid.schema.types import Site
from hub.kernel.access import Role
from hub.notices import models, rules
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Operation,
    Row,
    any_of,
    enumeration,
    filters,
    keys_where,
    node,
    one,
    orders,
    refusal,
    where,
)

__all__ = [
    "SIGNED_IN",
    "Notification",
    "NotificationDelivery",
    "NotificationDeliveryFilter",
    "NotificationDeliveryOrder",
    "NotificationFilter",
    "NotificationOrder",
    "NotificationPreference",
    "NotificationRefusal",
]

enumeration(rules.NotificationTopic)
enumeration(rules.NotificationChannel)
enumeration(rules.NotificationAudience)
enumeration(rules.NotificationLanguage)
enumeration(rules.DeliveryStatus)
enumeration(rules.DeliveryProblem)

WATCHERS = (
    Role.CANTEEN_MANAGER,
    Role.COMMUNITY_MANAGER,
    Role.CIVIL_AFFAIRS_AUDITOR,
    Role.CITY_ADMINISTRATOR,
)
"""Who sees whether what happened at a site reached people, and not what it said."""


@refusal(rules.NotificationRefused, rules.NotificationReason)
class NotificationRefusal:
    """Notifications decline (通知操作被拒绝)."""

    most: int | None
    """The most that there may be."""


def _is_mine(recipient_id: Any, viewer: Asker) -> Any:
    """The viewer's, as a resident or at work; one's wards have inboxes of their own."""
    return any_of(
        recipient_id,
        keys_where(
            models.NotificationRecipient,
            lambda known: (
                (known.resident_id == viewer.resident_id) | (known.account_id == viewer.account_id)
            ),
        ),
    )


@filters(models.Notification)
class NotificationFilter:
    """Which notifications."""

    is_read: bool | None = where(
        lambda row, value: Operation("({0} IS NOT NULL) = {1}", row.read_at, value)
    )
    """Only those that were read, or only those that were not."""
    topics: list[rules.NotificationTopic] | None = where(
        lambda row, value: any_of(row.topic, value)
    )
    """Only about one of these."""
    since: datetime | None = where(lambda row, value: row.at >= value)
    """Only from this instant on."""


@orders(models.Notification)
class NotificationOrder(Enum):
    """How notifications are sorted."""

    NEWEST = "-at"
    """The newest first."""


@node(models.Notification)
class Notification:
    """What somebody was told: a line of their inbox (通知)."""

    topic: rules.NotificationTopic
    """What it is about."""
    title: str
    """A line, in the language that the recipient had chosen."""
    body: str
    """What happened. People are named as 王*芬, and nothing is said of what they eat."""
    about: str | None
    """The global id of what can be opened, for `node(id:)`; it may be seen no more by now."""
    at: datetime
    """When they were told."""
    read_at: datetime | None
    """When they read it, or said so."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _is_mine(row.recipient_id, viewer)


@filters(models.NotificationDelivery)
class NotificationDeliveryFilter:
    """Which deliveries."""

    topics: list[rules.NotificationTopic] | None = where(
        lambda row, value: any_of(row.topic, value)
    )
    """Only about one of these."""
    channels: list[rules.NotificationChannel] | None = where(
        lambda row, value: any_of(row.channel, value)
    )
    """Only by one of these channels."""
    statuses: list[rules.DeliveryStatus] | None = where(
        lambda row, value: any_of(row.status, value)
    )
    """Only in one of these states."""
    queued_from: datetime | None = where(lambda row, value: row.queued_at >= value)
    """Only from this instant on."""
    queued_until: datetime | None = where(lambda row, value: row.queued_at < value)
    """Only until before this instant."""


@orders(models.NotificationDelivery)
class NotificationDeliveryOrder(Enum):
    """How deliveries are sorted."""

    NEWEST = "-queued_at"
    """The newest first."""
    DUE = "due_at"
    """What is sent next, first."""


@node(models.NotificationDelivery)
class NotificationDelivery:
    """A notification on its way to a telephone, without what it says (通知发送记录)."""

    topic: rules.NotificationTopic
    """What it is about."""
    channel: rules.NotificationChannel
    """By which channel."""
    site: Site | None = one()
    """Where it happened."""
    resident: Resident | None = one()
    """Who is told; null for who may not know more of them."""
    status: rules.DeliveryStatus
    """Where it stands."""
    problem: rules.DeliveryProblem | None
    """Why it was not sent, or did not go at the last try."""
    attempts: int
    """How often it was tried."""
    is_urgent: bool
    """Whether quiet hours do not hold it back."""
    queued_at: datetime
    """When it was queued."""
    due_at: datetime
    """When it was, or is, to be sent next."""
    settled_at: datetime | None
    """When it was sent or given up."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        here = viewer.at(*WATCHERS, site=row.site_id, within=row.site.area.ancestors)
        return here | (row.resident_id == viewer.resident_id)


@node(models.NotificationPreference)
class NotificationPreference:
    """What somebody said about a topic and a channel (通知偏好)."""

    topic: rules.NotificationTopic
    """The topic."""
    channel: rules.NotificationChannel
    """The channel."""
    is_on: bool
    """Whether the topic is to come by this channel."""
    set_at: datetime
    """When they said so."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _is_mine(row.recipient_id, viewer)
