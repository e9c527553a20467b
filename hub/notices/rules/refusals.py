"""Why a change about notifications is declined."""

from hub.kernel.errors import Reason, Refused
from hub.notices.rules.topics import TRAITS, NotificationAudience, NotificationTopic


class NotificationReason(Reason):
    """Why a change about notifications is declined."""

    NOT_FOR_YOU = (
        "您不会收到此类通知，无需设置。",
        "You are never told of this, so there is nothing to choose.",
    )
    NO_SUCH_NOTIFICATION = ("没有这条通知。", "There is no such notification.")
    TOO_MANY = (
        "一次最多处理 {most} 条通知。",
        "At most {most} notifications are marked at once.",
    )


class NotificationRefused(Refused):
    """Notifications decline."""


MOST_AT_ONCE = 100
"""How many notifications are marked as read by their keys at once."""


def check_audience(topic: NotificationTopic, audiences: set[NotificationAudience]) -> None:
    """Refuse a choice about what somebody is never told of.

    Raises:
        NotificationRefused: NOT_FOR_YOU.
    """
    if TRAITS[topic].audience not in audiences:
        raise NotificationRefused(NotificationReason.NOT_FOR_YOU, field="topic")


def check_count(count: int) -> None:
    """Refuse more keys than are looked at once.

    Raises:
        NotificationRefused: TOO_MANY.
    """
    if count > MOST_AT_ONCE:
        raise NotificationRefused(
            NotificationReason.TOO_MANY, field="notificationIds", most=MOST_AT_ONCE
        )
