"""Residents are registered and changed, and what is on record of them recorded and ended."""

from datetime import date
from typing import Any

import strawberry

from hub.grid.schema.access import KEEPERS
from hub.people import commands, reads, rules
from hub.people.rules.access import Keeper
from hub.people.schema.access import FAMILY
from hub.people.schema.types import DietaryNeed, PeopleRefusal, Resident, ResidentStatus
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class ResidentRegisterInput:
    """The new resident."""

    name: str
    """The name as in the identity card."""
    sex: rules.Sex
    """The sex in the household register."""
    born_on: date
    """The day of birth."""
    identity_number: str | None = None
    """The resident identity number; it has to say the same birth date and sex."""
    phone: str | None = None
    """A mobile number, or a landline with its area code."""
    area_id: strawberry.ID | None = None
    """Home: an entrance, a building or a compound. None for family who live elsewhere."""
    room: str | None = None
    """The door."""
    hukou_area_id: strawberry.ID | None = None
    """The area in this city where the household is registered."""
    hukou_region: str | None = None
    """The GB/T 2260 code of where the household is registered."""
    since: date | None = None
    """The day since which the resident lives there (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentRegistered:
    """The resident is on record."""

    resident: Resident | None = read()
    """The resident."""


@mutation(*KEEPERS)
async def resident_register(
    ctx: Context, input: ResidentRegisterInput
) -> ResidentRegistered | PeopleRefusal:
    """Register a resident whose home is within reach (居民登记)."""
    key = await commands.register_resident(
        ctx.actor,
        name=input.name,
        sex=input.sex,
        born_on=input.born_on,
        identity_number=input.identity_number,
        phone=input.phone,
        area_id=_key(input.area_id, "Area"),
        room=input.room,
        hukou_area_id=_key(input.hukou_area_id, "Area"),
        hukou_region=input.hukou_region,
        since=input.since,
        now=ctx.now,
        today=ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentRegistered(resident=key)


@inputs
class ResidentUpdateInput:
    """What changes. What is left out stays; null takes away."""

    resident_id: strawberry.ID
    """Which resident."""
    name: strawberry.Maybe[str]
    """The name."""
    sex: strawberry.Maybe[rules.Sex]
    """The sex in the household register."""
    born_on: strawberry.Maybe[date]
    """The day of birth."""
    identity_number: strawberry.Maybe[str | None]
    """The resident identity number."""
    phone: strawberry.Maybe[str | None]
    """The telephone."""
    area_id: strawberry.Maybe[strawberry.ID | None]
    """Home, anywhere in the city."""
    room: strawberry.Maybe[str | None]
    """The door."""
    hukou_area_id: strawberry.Maybe[strawberry.ID | None]
    """The area in this city where the household is registered."""
    hukou_region: strawberry.Maybe[str | None]
    """The GB/T 2260 code of where the household is registered."""
    on: date | None = None
    """Since when a new home or registration holds (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentUpdated:
    """The record is changed; former homes and registrations are kept."""

    resident: Resident | None = read()
    """The resident; null when the new home is out of reach."""


@mutation(*KEEPERS)
async def resident_update(
    ctx: Context, input: ResidentUpdateInput
) -> ResidentUpdated | PeopleRefusal:
    """Change what is on record of a resident within reach (居民信息变更)."""
    key = await commands.update_resident(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        on=input.on or ctx.today,
        today=ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
        **_given(input),
    )
    return ResidentUpdated(resident=key)


@inputs
class ResidentRevealInput:
    """Whose numbers, and what for."""

    resident_id: strawberry.ID
    """Which resident."""
    reason: str
    """What the numbers are needed for; it is kept with your name."""


@payload
class ResidentRevealed:
    """The numbers in the clear. That they were looked at is on record."""

    identity_number: str | None
    """The resident identity number."""
    phone: str | None
    """The telephone."""


@mutation(*KEEPERS)
async def resident_reveal(
    ctx: Context, input: ResidentRevealInput
) -> ResidentRevealed | PeopleRefusal:
    """Look at a resident's unmasked numbers, for a stated reason (查看完整证件号和电话)."""
    key = await commands.reveal_resident(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        reason=input.reason,
        now=ctx.now,
        by_keeper=Keeper.of(ctx.viewer),
    )
    numbers = await reads.numbers_of(key)
    return ResidentRevealed(identity_number=numbers.identity_number, phone=numbers.phone)


@inputs
class ResidentStatusRecordInput:
    """The status."""

    resident_id: strawberry.ID
    """Whose."""
    kind: rules.StatusKind
    """Which; one of a kind at a time."""
    level: int | None = None
    """1 to 4, of a care need or a disability."""
    basis: str | None = None
    """The certificate or decision behind it."""
    from_on: date
    """The first day."""
    until_on: date | None = None
    """The first day on which it no longer holds."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentStatusRecorded:
    """The status is on record."""

    status: ResidentStatus | None = read()
    """The status."""


@mutation(*KEEPERS)
async def resident_status_record(
    ctx: Context, input: ResidentStatusRecordInput
) -> ResidentStatusRecorded | PeopleRefusal:
    """Record a circumstance that services depend on (登记身份)."""
    key = await commands.record_status(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        kind=input.kind,
        level=input.level,
        basis=input.basis,
        from_on=input.from_on,
        until_on=input.until_on,
        now=ctx.now,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentStatusRecorded(status=key)


@inputs
class ResidentStatusEndInput:
    """Which status ends."""

    status_id: strawberry.ID
    """The status."""
    on: date
    """The first day on which it no longer holds; it may have passed."""
    why: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentStatusEnded:
    """The status ends, and stays as history."""

    status: ResidentStatus | None = read()
    """The status."""


@mutation(*KEEPERS)
async def resident_status_end(
    ctx: Context, input: ResidentStatusEndInput
) -> ResidentStatusEnded | PeopleRefusal:
    """End a status (终止身份)."""
    key = await commands.end_status(
        ctx.actor,
        status_id=key_of(input.status_id, "ResidentStatus"),
        on=input.on,
        why=input.why,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentStatusEnded(status=key)


@inputs
class DietaryNeedRecordInput:
    """The need."""

    resident_id: strawberry.ID
    """Whose: one's own, of whom one acts for, or within reach."""
    kind: rules.DietaryNeedKind
    """Which."""
    substance: str | None = None
    """Of an allergy the name of the allergen, such as PEANUT; of an avoidance the food."""
    severity: rules.Severity
    """How badly it must be respected."""
    note: str | None = None
    """What else the kitchen should know."""
    from_on: date | None = None
    """The first day (default: today)."""
    until_on: date | None = None
    """The first day on which it no longer holds."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DietaryNeedRecorded:
    """The need is on record."""

    need: DietaryNeed | None = read()
    """The need."""


@mutation(FAMILY, *KEEPERS)
async def dietary_need_record(
    ctx: Context, input: DietaryNeedRecordInput
) -> DietaryNeedRecorded | PeopleRefusal:
    """Record what a resident's food must respect (登记饮食需求)."""
    key = await commands.record_dietary_need(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        kind=input.kind,
        substance=input.substance,
        severity=input.severity,
        note=input.note,
        from_on=input.from_on or ctx.today,
        until_on=input.until_on,
        now=ctx.now,
        by_keeper=Keeper.with_family(ctx.viewer, *rules.RECORDS_DIET),
    )
    return DietaryNeedRecorded(need=key)


@inputs
class DietaryNeedEndInput:
    """Which need ends."""

    need_id: strawberry.ID
    """The need."""
    on: date | None = None
    """The first day on which it no longer holds (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DietaryNeedEnded:
    """The need ends, and stays as history."""

    need: DietaryNeed | None = read()
    """The need."""


@mutation(FAMILY, *KEEPERS)
async def dietary_need_end(
    ctx: Context, input: DietaryNeedEndInput
) -> DietaryNeedEnded | PeopleRefusal:
    """End a dietary need: the resident, or who keeps the record; no proxy may (终止饮食需求)."""
    key = await commands.end_dietary_need(
        ctx.actor,
        need_id=key_of(input.need_id, "DietaryNeed"),
        on=input.on or ctx.today,
        by_keeper=Keeper.with_family(ctx.viewer),
    )
    return DietaryNeedEnded(need=key)


def _key(value: strawberry.ID | None, type_name: str) -> Any:
    return None if value is None else key_of(value, type_name)


_CHANGES = ("name", "sex", "born_on", "identity_number", "phone", "room", "hukou_region")
_PLACES = ("area_id", "hukou_area_id")


def _given(input: ResidentUpdateInput) -> dict[str, Any]:
    """What an update names, null included."""
    found = {name: getattr(input, name) for name in (*_CHANGES, *_PLACES)}
    given = {name: some.value for name, some in found.items() if some is not None}
    return {n: _key(value, "Area") if n in _PLACES else value for n, value in given.items()}
