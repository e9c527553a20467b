"""What notifications look up: recipients, what they want, what is due, and quiet hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

import asyncpg

from hub.kernel import keyring
from hub.notices.rules import (
    NotificationChannel,
    NotificationLanguage,
    NotificationTopic,
    Quiet,
    Words,
)
from hub.people.rules import PHONE

_QUIET = """SELECT starts, ends FROM notification_quiet_hours
WHERE from_on <= $1 AND (until_on IS NULL OR $1 < until_on)"""
# Whoever has died is told nothing.
_LIVING = """SELECT known.id, coalesce(known.resident_id, known.account_id) AS key,
    known.resident_id, known.language, resident.phone IS NOT NULL AS has_phone
FROM notification_recipient known
LEFT JOIN resident ON resident.id = known.resident_id
WHERE (known.resident_id = ANY ($1) OR known.account_id = ANY ($2)) AND resident.died_on IS NULL"""
_PREFERENCES = """SELECT recipient_id, topic, channel, is_on FROM notification_preference
WHERE recipient_id = ANY ($1)"""
_OWN = """SELECT known.language, said.topic, said.channel, said.is_on
FROM notification_recipient known
LEFT JOIN notification_preference said ON said.recipient_id = known.id
WHERE known.resident_id = $1 OR known.account_id = $2 ORDER BY known.resident_id NULLS FIRST"""
_IS_DUE = """SELECT EXISTS (SELECT FROM notification_delivery
WHERE status = 'QUEUED' AND due_at <= $1)"""
_MESSAGES = """SELECT delivery.id, delivery.attempts, delivery.channel, delivery.topic,
    delivery.is_urgent, told.title, told.body, recipient.language, resident.phone
FROM notification_delivery delivery
JOIN notification told ON told.id = delivery.notification_id
JOIN notification_recipient recipient ON recipient.id = told.recipient_id
JOIN resident ON resident.id = delivery.resident_id
WHERE delivery.id = ANY ($1)"""
_UNREAD = """SELECT count(*) FROM notification WHERE read_at IS NULL
AND recipient_id IN (SELECT id FROM notification_recipient
    WHERE resident_id = $1 OR account_id = $2)"""


class Fetches(Protocol):
    """A transaction or a connection."""

    async def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]: ...
    async def fetchrow(self, sql: str, *values: object) -> asyncpg.Record | None: ...


@dataclass(frozen=True, slots=True)
class Known:
    """A recipient who lives: their row, and what matters to what they are sent."""

    id: UUID
    resident_id: UUID | None
    language: NotificationLanguage
    has_phone: bool


@dataclass(frozen=True, slots=True)
class Message:
    """What is handed to a sender. `key` is the same at every try; `phone` is in the clear."""

    key: UUID
    attempts: int
    channel: NotificationChannel
    topic: NotificationTopic
    is_urgent: bool
    language: NotificationLanguage
    words: Words
    phone: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody chose: their language, and what they said of topics and channels."""

    language: NotificationLanguage
    said: dict[tuple[NotificationTopic, NotificationChannel], bool]


Preferences = dict[tuple[UUID, NotificationTopic, NotificationChannel], bool]


async def quiet_on(source: Fetches, on: date) -> Quiet | None:
    """The quiet hours in force on a day."""
    row = await source.fetchrow(_QUIET, on)
    return None if row is None else Quiet(row["starts"], row["ends"])


async def living_recipients(
    source: Fetches, resident_ids: Sequence[UUID], account_ids: Sequence[UUID]
) -> dict[UUID, Known]:
    """Recipients by the key of their resident or account, without those who have died."""
    rows = await source.fetch(_LIVING, resident_ids, account_ids)
    return {
        row["key"]: Known(
            row["id"],
            row["resident_id"],
            NotificationLanguage(row["language"]),
            bool(row["has_phone"]),
        )
        for row in rows
    }


async def preferences_of(source: Fetches, recipient_ids: Sequence[UUID]) -> Preferences:
    """What recipients said, by recipient, topic and channel."""
    return {
        (
            row["recipient_id"],
            NotificationTopic(row["topic"]),
            NotificationChannel(row["channel"]),
        ): row["is_on"]
        for row in await source.fetch(_PREFERENCES, recipient_ids)
    }


async def own_settings(source: Fetches, resident_id: UUID | None, account_id: UUID | None) -> Own:
    """What somebody chose, as a resident rather than at work where the two differ."""
    rows = await source.fetch(_OWN, resident_id, account_id)
    return Own(
        NotificationLanguage(rows[-1]["language"]) if rows else NotificationLanguage.ZH,
        {
            (NotificationTopic(row["topic"]), NotificationChannel(row["channel"])): row["is_on"]
            for row in rows
            if row["topic"] is not None
        },
    )


async def is_any_due(source: Fetches, now: datetime) -> bool:
    """Whether a delivery waits whose time has come."""
    row = await source.fetchrow(_IS_DUE, now)
    return row is not None and row[0]


async def messages(source: Fetches, delivery_ids: Sequence[UUID]) -> list[Message]:
    """What these deliveries say, with the telephones opened."""
    keys = keyring.current()
    return [
        Message(
            row["id"],
            row["attempts"],
            NotificationChannel(row["channel"]),
            NotificationTopic(row["topic"]),
            row["is_urgent"],
            NotificationLanguage(row["language"]),
            Words(row["title"], row["body"]),
            row["phone"] and keys.open(row["phone"], PHONE),
        )
        for row in await source.fetch(_MESSAGES, delivery_ids)
    ]


async def count_unread(source: Fetches, resident_id: UUID | None, account_id: UUID | None) -> int:
    """How many notifications of somebody, as a resident and at work, are unread."""
    row = await source.fetchrow(_UNREAD, resident_id, account_id)
    return 0 if row is None else row[0]
