"""Residents who die, move away and come back."""

from datetime import date

import strawberry

from hub.grid.schema.access import KEEPERS
from hub.people import commands
from hub.people.rules.access import Keeper
from hub.people.schema.types import Departure, PeopleRefusal, Resident
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class ResidentDeathRecordInput:
    """Who died, and when."""

    resident_id: strawberry.ID
    """Who."""
    died_on: date
    """The day of death."""
    source: str
    """Who or what said so: a hospital, the family, a match of data."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentDeathRecorded:
    """The death is on record; what the resident had ends with the day, proxies at once."""

    departure: Departure | None = read()
    """The record."""


@mutation(*KEEPERS)
async def resident_death_record(
    ctx: Context, input: ResidentDeathRecordInput
) -> ResidentDeathRecorded | PeopleRefusal:
    """Record a death (登记去世)."""
    key = await commands.record_death(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        died_on=input.died_on,
        source=input.source,
        now=ctx.now,
        today=ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentDeathRecorded(departure=key)


@inputs
class ResidentMoveRecordInput:
    """Who left the city, and when."""

    resident_id: strawberry.ID
    """Who."""
    on: date
    """The first day elsewhere."""
    to_region: str | None = None
    """The GB/T 2260 code of where the resident went."""
    source: str
    """Who or what said so."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentMoveRecorded:
    """The move is on record; what the resident had here has ended."""

    departure: Departure | None = read()
    """The record."""


@mutation(*KEEPERS)
async def resident_move_record(
    ctx: Context, input: ResidentMoveRecordInput
) -> ResidentMoveRecorded | PeopleRefusal:
    """Record that a resident left the city (登记迁出)."""
    key = await commands.record_move_away(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        on=input.on,
        to_region=input.to_region,
        source=input.source,
        now=ctx.now,
        today=ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentMoveRecorded(departure=key)


@inputs
class DepartureRevokeInput:
    """Which record was wrong."""

    departure_id: strawberry.ID
    """The record of death or of moving away."""
    why: str
    """Why it was wrong."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DepartureRevoked:
    """What the record had cut short goes on, but for proxies and leaders' posts."""

    departure: Departure | None = read()
    """The record."""


@mutation(*KEEPERS)
async def departure_revoke(
    ctx: Context, input: DepartureRevokeInput
) -> DepartureRevoked | PeopleRefusal:
    """Put right a record of death or moving away that was wrong (撤销注销登记)."""
    key = await commands.revoke_departure(
        ctx.actor,
        departure_id=key_of(input.departure_id, "Departure"),
        why=input.why,
        now=ctx.now,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return DepartureRevoked(departure=key)


@inputs
class ResidentReturnInput:
    """Who came back, and where to."""

    resident_id: strawberry.ID
    """Who moved away before."""
    area_id: strawberry.ID
    """The new home."""
    room: str | None = None
    """The door."""
    on: date
    """The first day there."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ResidentReturned:
    """The resident lives here again."""

    resident: Resident | None = read()
    """The resident."""


@mutation(*KEEPERS)
async def resident_return(
    ctx: Context, input: ResidentReturnInput
) -> ResidentReturned | PeopleRefusal:
    """Record that who moved away lives here again (登记迁回)."""
    key = await commands.return_resident(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        area_id=key_of(input.area_id, "Area"),
        room=input.room,
        on=input.on,
        now=ctx.now,
        today=ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ResidentReturned(resident=key)
