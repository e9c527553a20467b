"""Telling people: one line of their inbox for each cause, and what follows by telephone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.notices import reads
from hub.notices.models import NotificationDelivery
from hub.notices.reads import Known, Preferences
from hub.notices.rules import (
    TRAITS,
    DeliveryProblem,
    DeliveryStatus,
    Note,
    NotificationChannel,
    NotificationLanguage,
    Quiet,
    is_wanted,
    not_before,
)

_AT_ONCE = 500

_INTRODUCE = """INSERT INTO notification_recipient (id, resident_id, account_id, language)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])
ON CONFLICT DO NOTHING"""
_ADD = """INSERT INTO notification (id, recipient_id, topic, cause, about, title, body, at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::timestamptz[])
ON CONFLICT (recipient_id, cause) DO NOTHING RETURNING id"""


@dataclass(frozen=True, slots=True)
class _Line:
    """A note as a row that is about to be written."""

    id: UUID
    note: Note
    to: Known

    @property
    def values(self) -> tuple[object, ...]:
        note, words = self.note, self.note.texts[self.to.language]
        said = (words.title, words.body)
        return (self.id, self.to.id, note.topic, note.cause, note.about, *said, note.at)


async def notify(by: Actor, notes: Iterable[Note], now: datetime) -> int:
    """Tell each recipient of each note, unless they were told; how many were told now.

    Some hundred at a time, each lot one transaction: safe to begin again after any of them.
    """
    # In one order, so that two who introduce the same recipients wait for each other in a line.
    lined = sorted(notes, key=lambda note: note.recipient.key)
    lots = [lined[start : start + _AT_ONCE] for start in range(0, len(lined), _AT_ONCE)]
    return sum([await _notify(by, notes=lot, now=now) for lot in lots])


@command
async def _notify(tx: Transaction, *, notes: Sequence[Note], now: datetime) -> int:
    known = await introduced(tx, notes)
    lines = [
        _Line(new_key(), note, known[note.recipient.key])
        for note in notes
        if note.recipient.key in known
    ]
    if not lines:
        return 0
    columns = [list(column) for column in zip(*(line.values for line in lines), strict=True)]
    added = {row["id"] for row in await tx.fetch(_ADD, *columns)}
    told = [line for line in lines if line.id in added]
    if not told:
        return 0
    preferences = await reads.preferences_of(tx, [line.to.id for line in told])
    quiet = await reads.quiet_on(tx, day_of(now))
    await NotificationDelivery.bulk_create(
        each for line in told for each in _deliveries(line, preferences, quiet, now)
    )
    # One event for many: a published menu must not be thousands of events.
    tx.record(
        "notification.added",
        told[0].id,
        told={str(line.note.recipient.key): str(line.id) for line in told},
    )
    return len(told)


async def introduced(tx: Transaction, notes: Sequence[Note]) -> dict[UUID, Known]:
    """The living among the recipients of notes, by their key; who is new begins in Chinese."""
    people = sorted({note.recipient for note in notes}, key=lambda person: person.key)
    residents = [person.resident_id for person in people if person.resident_id is not None]
    accounts = [person.account_id for person in people if person.account_id is not None]
    await tx.execute(
        _INTRODUCE,
        [new_key() for _ in people],
        [person.resident_id for person in people],
        [person.account_id for person in people],
        [NotificationLanguage.ZH] * len(people),
    )
    return await reads.living_recipients(tx, residents, accounts)


def _deliveries(
    line: _Line, preferences: Preferences, quiet: Quiet | None, now: datetime
) -> Iterator[NotificationDelivery]:
    """What goes by telephone, and what would have gone but for a reason."""
    note, traits = line.note, TRAITS[line.note.topic]
    if line.to.resident_id is None:
        return
    for channel in NotificationChannel:
        preference = preferences.get((line.to.id, note.topic, channel))
        if not is_wanted(note.topic, channel, preference):
            if channel not in traits.channels:
                continue
            problem: DeliveryProblem | None = DeliveryProblem.OPTED_OUT
        else:
            problem = None if line.to.has_phone else DeliveryProblem.NO_ADDRESS
        yield NotificationDelivery(
            id=new_key(),
            notification_id=line.id,
            resident_id=line.to.resident_id,
            site_id=note.site_id,
            topic=note.topic,
            channel=channel,
            status=DeliveryStatus.SUPPRESSED if problem else DeliveryStatus.QUEUED,
            problem=problem,
            is_urgent=traits.is_urgent,
            attempts=0,
            queued_at=now,
            due_at=not_before(now, quiet, is_urgent=traits.is_urgent),
            expires_at=traits.lasts and note.at + traits.lasts,
            settled_at=now if problem else None,
        )
