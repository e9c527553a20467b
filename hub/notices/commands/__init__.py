"""What changes about notifications; each command is one transaction."""

from hub.notices.commands.choosing import (
    audiences_of,
    read_notifications,
    set_language,
    set_preference,
)
from hub.notices.commands.forgetting import KEPT_FOR, forget_old
from hub.notices.commands.notifying import notify
from hub.notices.commands.sending import send_due

__all__ = [
    "KEPT_FOR",
    "audiences_of",
    "forget_old",
    "notify",
    "read_notifications",
    "send_due",
    "set_language",
    "set_preference",
]
