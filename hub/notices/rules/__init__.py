"""What people are told, in which way, in which language, and when: pure."""

from hub.notices.rules.notes import Note, Recipient
from hub.notices.rules.outbox import (
    LEASE,
    MOVES,
    TRIES,
    DeliveryProblem,
    DeliveryStatus,
    Quiet,
    not_before,
    retry_at,
)
from hub.notices.rules.refusals import (
    MOST_AT_ONCE,
    NotificationReason,
    NotificationRefused,
    check_audience,
    check_count,
)
from hub.notices.rules.templates import (
    LONGEST_BODY,
    LONGEST_TITLE,
    NotificationLanguage,
    Template,
    Texts,
    Words,
    discreet,
)
from hub.notices.rules.topics import (
    TRAITS,
    NotificationAudience,
    NotificationChannel,
    NotificationTopic,
    TopicTraits,
    is_wanted,
)

__all__ = [
    "LEASE",
    "LONGEST_BODY",
    "LONGEST_TITLE",
    "MOST_AT_ONCE",
    "MOVES",
    "TRAITS",
    "TRIES",
    "DeliveryProblem",
    "DeliveryStatus",
    "Note",
    "NotificationAudience",
    "NotificationChannel",
    "NotificationLanguage",
    "NotificationReason",
    "NotificationRefused",
    "NotificationTopic",
    "Quiet",
    "Recipient",
    "Template",
    "Texts",
    "TopicTraits",
    "Words",
    "check_audience",
    "check_count",
    "discreet",
    "is_wanted",
    "not_before",
    "retry_at",
]
