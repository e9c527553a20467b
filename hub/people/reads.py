"""What commands, jobs and other domains look up about people. Each is one statement."""

import hashlib
import hmac
from typing import NamedTuple
from uuid import UUID

from hub.kernel import keyring
from hub.kernel.db import acquire
from hub.people.rules import IDENTITY, PHONE, PeopleRefused, ProxyScope, read_identity


def is_bound_sql(day: str) -> str:
    """SQL of a row of `proxy`: both sides have agreed, and it has not ended by a day.

    It may have yet to begin. `day` is SQL too, of ours and never a client's.
    """
    return f"status = 'ACTIVE' AND (until_on IS NULL OR {day} < until_on)"


def may_act_sql(*, holder: str, ward: str, scope: ProxyScope, day: str) -> str:
    """SQL of whether one resident may do this for another on a day, for whoever's statement.

    What it is given is SQL too, of ours and never a client's: parameters, columns.
    """
    return (
        f"EXISTS (SELECT FROM proxy WHERE holder_id = {holder} AND ward_id = {ward}"
        f" AND '{scope}' = ANY (scopes) AND from_on <= {day} AND {is_bound_sql(day)})"
    )


class Numbers(NamedTuple):
    """A resident's numbers, unmasked."""

    identity_number: str | None
    phone: str | None


async def resident_by_identity(identity_number: str, name: str) -> UUID | None:
    """The living resident with this identity number and name; None unless both are right.

    Whether the number is unknown or the name another's, the same work is done, in the same time.
    """
    try:
        number = read_identity(identity_number).number
    except PeopleRefused:
        # Who counts the check digit knows as much.
        return None
    sql = (
        "SELECT id, name FROM resident WHERE identity_hash = ANY ($1) "
        "AND died_on IS NULL AND moved_out_on IS NULL"
    )
    async with acquire() as connection:
        row = await connection.fetchrow(sql, keyring.current().digests(number, IDENTITY))
    key, known = row or (None, "")
    return key if _is_same(name.strip(), known) else None


def _is_same(typed: str, known: str) -> bool:
    """Whether two texts are the same, in a time that does not tell how much of them is."""
    digests = [hashlib.sha256(text.encode("utf-8", "surrogatepass")) for text in (typed, known)]
    return hmac.compare_digest(*(digest.digest() for digest in digests))


async def numbers_of(resident_id: UUID) -> Numbers:
    """A resident's numbers in the clear. Only after `commands.reveal_resident`."""
    sql = "SELECT identity_number, phone FROM resident WHERE id = $1"
    async with acquire() as connection:
        row = await connection.fetchrow(sql, resident_id)
    identity, phone = row or (None, None)
    keys = keyring.current()
    return Numbers(identity and keys.open(identity, IDENTITY), phone and keys.open(phone, PHONE))
