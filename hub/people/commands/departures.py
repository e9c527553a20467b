"""Residents die, move away and come back; mistakes about it are put right (去世、迁出)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people.commands.proxies import end_binding, note_move
from hub.people.commands.residents import any_resident, check_home, living_resident
from hub.people.models import Departure, Proxy, Resident, ResidentAddress
from hub.people.rules import (
    AddressKind,
    DepartureKind,
    PeopleReason,
    PeopleRefused,
    ProxyStatus,
    check_region,
    records,
)
from hub.people.rules.access import OF_EVERYBODY, Keeper

_DAY = timedelta(days=1)
# Everything dated that hangs on a resident, and whether a mistake put right brings it back.
# A leader's post may have been given to somebody else meanwhile.
_DATED = {
    "resident_status": True,
    "dietary_need": True,
    "household_member": True,
    "resident_address": True,
    "area_leader": False,
}
_CUT_SHORT = """
WITH open AS (
    SELECT id, until_on FROM {table}
    WHERE resident_id = $1 AND (until_on IS NULL OR until_on > $2) FOR UPDATE
)
UPDATE {table} SET until_on = greatest({table}.from_on, $2)
FROM open WHERE open.id = {table}.id
RETURNING {table}.id, open.until_on"""


@command
async def record_death(
    tx: Transaction,
    *,
    resident_id: UUID,
    died_on: date,
    source: str,
    now: datetime,
    today: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Record a death: when it was, and, as of now, when it became known and from whom.

    Whatever the resident had lasts through the day of death; proxies on both sides end at once.
    Who moved away may still be recorded dead.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, DEPARTURE_RECORDED, IN_THE_FUTURE, TOO_EARLY.
    """
    resident = await any_resident(tx, resident_id, by_keeper)
    if resident["died_on"] is not None:
        raise PeopleRefused(PeopleReason.DEPARTURE_RECORDED, field="residentId")
    records.check_known(died_on, today=today, earliest=resident["born_on"])
    await _end_proxies(tx, resident_id, now, "DIED", both_sides=True)
    ended = await _cut_short(tx, resident_id, died_on + _DAY)
    await Resident.filter(id=resident_id).update(died_on=died_on)
    key = await _depart(
        tx, resident_id, DepartureKind.DIED, on=died_on, source=source, ended=ended, now=now
    )
    tx.record("resident.died", resident_id, scope_id=resident["area_id"], on=died_on)
    return key


@command
async def record_move_away(
    tx: Transaction,
    *,
    resident_id: UUID,
    on: date,
    to_region: str | None = None,
    source: str,
    now: datetime,
    today: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Record that a resident left the city: `on` is the first day elsewhere.

    What the resident had here ends before that day, and so do the proxies who acted for the
    resident. A child who moves away goes on acting for the parents who stay.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, IN_THE_FUTURE, TOO_EARLY.
    """
    resident = await living_resident(tx, resident_id, by_keeper)
    records.check_known(on, today=today, earliest=resident["born_on"])
    region = to_region and check_region(to_region, field="toRegion")
    await _end_proxies(tx, resident_id, now, "MOVED_AWAY", both_sides=False)
    ended = await _cut_short(tx, resident_id, on)
    await Resident.filter(id=resident_id).update(moved_out_on=on)
    key = await _depart(
        tx,
        resident_id,
        DepartureKind.MOVED_AWAY,
        on=on,
        source=source,
        ended=ended,
        now=now,
        to_region=region,
    )
    tx.record("resident.moved", resident_id, scope_id=resident["area_id"], on=on)
    return key


@command
async def revoke_departure(
    tx: Transaction,
    *,
    departure_id: UUID,
    why: str,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Put a record of death or moving away right that was wrong: what it cut short goes on.

    Proxies do not come back: both sides have to agree anew. Neither do leaders' posts.

    Raises:
        PeopleRefused: NO_SUCH_DEPARTURE, ALREADY_ENDED.
    """
    departure = await _departure(tx, departure_id, by_keeper)
    await _revoke(departure, why, now)
    for period in departure.ended:
        if _DATED[str(period["table"])]:
            until = period["until_on"]
            await tx.execute(
                f"UPDATE {period['table']} SET until_on = $2 WHERE id = $1",
                UUID(period["id"]),
                until and date.fromisoformat(until),
            )
    tx.beneficiary_id = departure.resident_id
    tx.record("resident.departure_revoked", departure.resident_id)
    return departure_id


@command
async def return_resident(
    tx: Transaction,
    *,
    resident_id: UUID,
    area_id: UUID,
    room: str | None = None,
    on: date,
    now: datetime,
    today: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Let who moved away live here again from a day. Statuses are recorded anew.

    The home must be within reach; the old one need not be.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, NO_SUCH_DEPARTURE, NO_SUCH_AREA, TOO_EARLY, IN_THE_FUTURE.
    """
    await check_home(tx, area_id, by_keeper)
    resident = await any_resident(tx, resident_id, OF_EVERYBODY)
    departure = await Departure.get_or_none(
        resident_id=resident_id, kind=DepartureKind.MOVED_AWAY, revoked_at=None
    )
    if departure is None or resident["died_on"] is not None:
        raise PeopleRefused(PeopleReason.NO_SUCH_DEPARTURE, field="residentId")
    records.check_known(on, today=today, earliest=departure.on)
    await _revoke(departure, "RETURNED", now)
    room = room and records.check_text(room, field="room", most=40)
    await Resident.filter(id=resident_id).update(area_id=area_id, room=room)
    await ResidentAddress.create(
        id=new_key(),
        resident_id=resident_id,
        kind=AddressKind.HOME,
        area_id=area_id,
        room=room,
        from_on=on,
    )
    tx.beneficiary_id = resident_id
    tx.record("resident.returned", resident_id, scope_id=area_id, on=on)
    return resident_id


async def _cut_short(tx: Transaction, resident_id: UUID, on: date) -> list[dict[str, str | None]]:
    """End on a day everything dated that goes on after it; what was ended, with its former end."""
    ended: list[dict[str, str | None]] = []
    for table in _DATED:
        for row in await tx.fetch(_CUT_SHORT.format(table=table), resident_id, on):
            until = row["until_on"] and row["until_on"].isoformat()
            ended.append({"table": table, "id": str(row["id"]), "until_on": until})
    return ended


async def _end_proxies(
    tx: Transaction, resident_id: UUID, now: datetime, why: str, *, both_sides: bool
) -> None:
    bindings = await Proxy.filter(ward_id=resident_id).select_for_update()
    if both_sides:
        bindings += await Proxy.filter(holder_id=resident_id).select_for_update()
    for proxy in bindings:
        if proxy.status is ProxyStatus.ACTIVE:
            await end_binding(tx, proxy, why, now)
        elif proxy.status is ProxyStatus.PROPOSED:
            await Proxy.filter(id=proxy.id).update(status=ProxyStatus.DECLINED)
            await note_move(tx, proxy.id, proxy.status, ProxyStatus.DECLINED, now=now, why=why)


async def _depart(
    tx: Transaction,
    resident_id: UUID,
    kind: DepartureKind,
    *,
    on: date,
    source: str,
    ended: list[dict[str, str | None]],
    now: datetime,
    to_region: str | None = None,
) -> UUID:
    key = new_key()
    recorded = PeopleRefused(PeopleReason.DEPARTURE_RECORDED, field="residentId")
    with refusing("departure_once", recorded):
        await Departure.create(
            id=key,
            resident_id=resident_id,
            kind=kind,
            on=on,
            known_at=now,
            source=records.check_text(source, field="source", most=200),
            recorded_by=tx.by.account_id,
            ended=ended,
            to_region=to_region,
        )
    tx.beneficiary_id = resident_id
    return key


async def _departure(tx: Transaction, departure_id: UUID, by_keeper: Keeper) -> Departure:
    """A departure whose resident's records the keeper keeps."""
    departure = await Departure.filter(id=departure_id).select_for_update().first()
    if departure is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_DEPARTURE, field="departureId")
    try:
        await any_resident(tx, departure.resident_id, by_keeper)
    except PeopleRefused:
        raise PeopleRefused(PeopleReason.NO_SUCH_DEPARTURE, field="departureId") from None
    if departure.revoked_at is not None:
        raise PeopleRefused(PeopleReason.ALREADY_ENDED, field="departureId")
    return departure


async def _revoke(departure: Departure, why: str, now: datetime) -> None:
    await Departure.filter(id=departure.id).update(
        revoked_at=now, revoked_why=records.check_text(why, field="why", most=200)
    )
    column = "died_on" if departure.kind is DepartureKind.DIED else "moved_out_on"
    await Resident.filter(id=departure.resident_id).update(**{column: None})
