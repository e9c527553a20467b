"""What residents' food must respect is recorded and ended (饮食需求)."""

from datetime import date, datetime
from uuid import UUID

from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people.commands.residents import any_resident, living_resident
from hub.people.models import DietaryNeed
from hub.people.rules import DietaryNeedKind, PeopleReason, PeopleRefused, Severity, records
from hub.people.rules.access import OF_EVERYBODY, Keeper


@command
async def record_dietary_need(
    tx: Transaction,
    *,
    resident_id: UUID,
    kind: DietaryNeedKind,
    substance: str | None = None,
    severity: Severity,
    note: str | None = None,
    from_on: date,
    until_on: date | None = None,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Record a dietary need from a day until a day; the same one once at a time.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, SUBSTANCE_NEEDED, NEED_HELD,
            ENDS_BEFORE_IT_STARTS.
    """
    resident = await living_resident(tx, resident_id, by_keeper)
    substance = records.check_substance(kind, substance)
    records.check_period(from_on, until_on)
    key = new_key()
    with refusing(
        "dietary_need_one_of_a_kind", PeopleRefused(PeopleReason.NEED_HELD, field="kind")
    ):
        await DietaryNeed.create(
            id=key,
            resident_id=resident_id,
            kind=kind,
            substance=substance,
            severity=severity,
            note=note and records.check_text(note, field="note", most=200),
            from_on=from_on,
            until_on=until_on,
            recorded_at=now,
            recorded_by=tx.by.account_id,
        )
    tx.beneficiary_id = resident_id
    tx.record("resident.dietary_need_changed", resident_id, scope_id=resident["area_id"])
    return key


@command
async def end_dietary_need(
    tx: Transaction, *, need_id: UUID, on: date, by_keeper: Keeper = OF_EVERYBODY
) -> UUID:
    """End a dietary need on a day.

    Raises:
        PeopleRefused: NO_SUCH_NEED, ALREADY_ENDED, TOO_EARLY.
    """
    need = await DietaryNeed.filter(id=need_id).select_for_update().first()
    if need is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_NEED, field="needId")
    try:
        resident = await any_resident(tx, need.resident_id, by_keeper)
    except PeopleRefused:
        raise PeopleRefused(PeopleReason.NO_SUCH_NEED, field="needId") from None
    if need.until_on is not None and need.until_on <= on:
        raise PeopleRefused(PeopleReason.ALREADY_ENDED, field="needId")
    if on < need.from_on:
        raise PeopleRefused(PeopleReason.TOO_EARLY, field="on", earliest=need.from_on)
    await DietaryNeed.filter(id=need_id).update(until_on=on)
    tx.beneficiary_id = need.resident_id
    tx.record("resident.dietary_need_changed", need.resident_id, scope_id=resident["area_id"])
    return need_id
