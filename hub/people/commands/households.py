"""Households form, and residents join and leave them."""

from datetime import date
from uuid import UUID

from hub.grid.rules import EVERYWHERE, Reach
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key
from hub.people.commands.residents import check_home, living_resident
from hub.people.models import Household, HouseholdMember
from hub.people.rules import PeopleReason, PeopleRefused, Relation, records
from hub.people.rules.access import OF_EVERYBODY, Keeper


@command
async def create_household(
    tx: Transaction,
    *,
    code: str | None = None,
    area_id: UUID,
    room: str | None = None,
    on: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Form a household behind a door. Its members join one by one.

    Raises:
        PeopleRefused: NO_SUCH_AREA, AREA_CLOSED, HOME_KIND_NOT_VALID, CODE_TAKEN.
    """
    await check_home(tx, area_id, by_keeper)
    key = new_key()
    code = code and records.check_text(code, field="code", most=40)
    taken = PeopleRefused(PeopleReason.CODE_TAKEN, field="code", taken_code=code)
    with refusing("household_code_key", taken):
        await Household.create(
            id=key,
            code=code,
            area_id=area_id,
            room=room and records.check_text(room, field="room", most=40),
            from_on=on,
        )
    tx.record("household.created", key, scope_id=area_id)
    return key


@command
async def add_household_member(
    tx: Transaction,
    *,
    household_id: UUID,
    resident_id: UUID,
    relation: Relation,
    on: date,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Let a resident join a household on a day. Nobody is in two; a household has one head.

    Raises:
        PeopleRefused: NO_SUCH_HOUSEHOLD, NO_SUCH_RESIDENT, NOT_HERE_ANY_MORE, IN_A_HOUSEHOLD,
            HOUSEHOLD_HAS_A_HEAD.
    """
    area_id = await _household(tx, household_id, by_keeper.reach)
    await living_resident(tx, resident_id, by_keeper)
    key = new_key()
    with (
        refusing(
            "household_member_in_one_household",
            PeopleRefused(PeopleReason.IN_A_HOUSEHOLD, field="residentId"),
        ),
        refusing(
            "household_member_one_head",
            PeopleRefused(PeopleReason.HOUSEHOLD_HAS_A_HEAD, field="relation"),
        ),
    ):
        await HouseholdMember.create(
            id=key,
            household_id=household_id,
            resident_id=resident_id,
            relation=relation,
            from_on=on,
        )
    tx.beneficiary_id = resident_id
    tx.record("household.joined", household_id, scope_id=area_id)
    return key


@command
async def end_household_member(
    tx: Transaction, *, member_id: UUID, on: date, within: Reach = EVERYWHERE
) -> UUID:
    """Let a resident leave a household on a day.

    Raises:
        PeopleRefused: NO_SUCH_HOUSEHOLD, ALREADY_ENDED, TOO_EARLY.
    """
    member = await HouseholdMember.filter(id=member_id).select_for_update().first()
    if member is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_HOUSEHOLD, field="memberId")
    area_id = await _household(tx, member.household_id, within)
    if member.until_on is not None and member.until_on <= on:
        raise PeopleRefused(PeopleReason.ALREADY_ENDED, field="memberId")
    if on < member.from_on:
        raise PeopleRefused(PeopleReason.TOO_EARLY, field="on", earliest=member.from_on)
    await HouseholdMember.filter(id=member_id).update(until_on=on)
    tx.beneficiary_id = member.resident_id
    tx.record("household.left", member.household_id, scope_id=area_id)
    return member_id


async def _household(tx: Transaction, household_id: UUID, within: Reach) -> UUID:
    """The area of a household within reach."""
    row = await tx.fetchrow(
        "SELECT area.id, area.ancestors FROM household JOIN area ON area.id = household.area_id "
        "WHERE household.id = $1 FOR SHARE OF household",
        household_id,
    )
    if row is None or not within.covers(row["ancestors"]):
        raise PeopleRefused(PeopleReason.NO_SUCH_HOUSEHOLD, field="householdId")
    key: UUID = row["id"]
    return key
