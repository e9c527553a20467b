"""What a domain wants told, and to whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.notices.rules.templates import Texts
from hub.notices.rules.topics import NotificationTopic


@dataclass(frozen=True, slots=True)
class Recipient:
    """A resident, or the account of somebody who works here: exactly one of the two."""

    resident_id: UUID | None = None
    account_id: UUID | None = None

    @property
    def key(self) -> UUID:
        """Whichever it is. Keys of residents and of accounts are never equal."""
        key = self.resident_id or self.account_id
        assert key is not None
        return key


@dataclass(frozen=True, slots=True)
class Note:
    """One message for one recipient.

    It happened `at` an instant, however late it is told. `cause` names what happened: the same
    cause again tells a recipient nothing. `site_id` is where; those who run the site see whether
    it was sent. `about` is the global id of what the recipient may open.
    """

    recipient: Recipient
    topic: NotificationTopic
    cause: str
    texts: Texts
    at: datetime
    site_id: UUID | None = None
    about: str | None = None
