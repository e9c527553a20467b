"""Dated circumstances of residents are recorded and ended (身份)."""

from datetime import date, datetime
from uuid import UUID

from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people.commands.residents import any_resident, living_resident
from hub.people.models import ResidentStatus
from hub.people.rules import PeopleReason, PeopleRefused, StatusKind, records
from hub.people.rules.access import OF_EVERYBODY, Keeper


@command
async def record_status(
    tx: Transaction,
    *,
    resident_id: UUID,
    kind: StatusKind,
    level: int | None = None,
    basis: str | None = None,
    from_on: date,
    until_on: date | None = None,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Record that a resident has a status from a day until a day; one of a kind at a time.

    `basis` is the certificate or decision behind it. To change a level, end the status and record
    it anew.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, LEVEL_NEEDED, STATUS_HELD,
            ENDS_BEFORE_IT_STARTS.
    """
    resident = await living_resident(tx, resident_id, by_keeper)
    records.check_level(kind, level)
    records.check_period(from_on, until_on)
    key = new_key()
    held = PeopleRefused(PeopleReason.STATUS_HELD, field="kind")
    with refusing("resident_status_one_of_a_kind", held):
        await ResidentStatus.create(
            id=key,
            resident_id=resident_id,
            kind=kind,
            level=level,
            basis=basis and records.check_text(basis, field="basis", most=120),
            from_on=from_on,
            until_on=until_on,
            recorded_at=now,
            recorded_by=tx.by.account_id,
        )
    tx.beneficiary_id = resident_id
    tx.record("resident.status_recorded", resident_id, scope_id=resident["area_id"])
    return key


@command
async def end_status(
    tx: Transaction, *, status_id: UUID, on: date, why: str, by_keeper: Keeper = OF_EVERYBODY
) -> UUID:
    """End a status on a day, also one that has passed.

    Raises:
        PeopleRefused: NO_SUCH_STATUS, ALREADY_ENDED, TOO_EARLY.
    """
    status = await ResidentStatus.filter(id=status_id).select_for_update().first()
    if status is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_STATUS, field="statusId")
    try:
        resident = await any_resident(tx, status.resident_id, by_keeper)
    except PeopleRefused:
        raise PeopleRefused(PeopleReason.NO_SUCH_STATUS, field="statusId") from None
    if status.until_on is not None and status.until_on <= on:
        raise PeopleRefused(PeopleReason.ALREADY_ENDED, field="statusId")
    if on < status.from_on:
        raise PeopleRefused(PeopleReason.TOO_EARLY, field="on", earliest=status.from_on)
    await ResidentStatus.filter(id=status_id).update(
        until_on=on, ended_why=records.check_text(why, field="why", most=200)
    )
    tx.beneficiary_id = status.resident_id
    tx.record("resident.status_ended", status.resident_id, scope_id=resident["area_id"])
    return status_id
