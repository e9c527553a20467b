"""What commands, jobs and other domains look up about people. Each is one statement."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast
from uuid import UUID

from hub.kernel import keyring
from hub.kernel.db import acquire
from hub.people.rules import IDENTITY, PHONE, PeopleRefused, ProxyScope, read_identity

# A proxy acts on the days of its period while it is bound; an unbound one no longer does.
_MAY_ACT = """
SELECT EXISTS (
    SELECT FROM proxy
    WHERE holder_id = $1 AND ward_id = $2 AND status = 'ACTIVE' AND $3 = ANY (scopes)
      AND from_on <= $4 AND (until_on IS NULL OR $4 < until_on)
)"""
_WARDS = """
SELECT ward_id FROM proxy
WHERE holder_id = $1 AND status = 'ACTIVE'
  AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on)
ORDER BY slot"""


class Numbers(NamedTuple):
    """A resident's numbers, unmasked."""

    identity_number: str | None
    phone: str | None


async def may_act(holder_id: UUID, ward_id: UUID, scope: ProxyScope, on: date) -> bool:
    """Whether a resident may do this for another on a day."""
    async with acquire() as connection:
        return bool(await connection.fetchval(_MAY_ACT, holder_id, ward_id, scope.value, on))


async def wards_of(holder_id: UUID, on: date) -> Sequence[UUID]:
    """For whom a resident acts on a day."""
    async with acquire() as connection:
        return [row["ward_id"] for row in await connection.fetch(_WARDS, holder_id, on)]


async def resident_by_identity(identity_number: str, name: str) -> UUID | None:
    """The living resident with this identity number and name; None unless both are right."""
    try:
        number = read_identity(identity_number).number
    except PeopleRefused:
        return None
    sql = (
        "SELECT id FROM resident WHERE identity_hash = ANY ($1) AND name = $2 "
        "AND died_on IS NULL AND moved_out_on IS NULL"
    )
    async with acquire() as connection:
        digests = keyring.current().digests(number, IDENTITY)
        return cast("UUID | None", await connection.fetchval(sql, digests, name.strip()))


async def numbers_of(resident_id: UUID) -> Numbers:
    """A resident's numbers in the clear. Only after `commands.reveal_resident`."""
    sql = "SELECT identity_number, phone FROM resident WHERE id = $1"
    async with acquire() as connection:
        row = await connection.fetchrow(sql, resident_id)
    identity, phone = row or (None, None)
    keys = keyring.current()
    return Numbers(identity and keys.open(identity, IDENTITY), phone and keys.open(phone, PHONE))
