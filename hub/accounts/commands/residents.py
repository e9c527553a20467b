"""Residents have an account as soon as they sign in for the first time."""

from datetime import datetime
from uuid import UUID

from hub.kernel import keyring
from hub.kernel.db import Transaction
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.people.rules import PeopleRefused, read_phone

_DISPLAY_NAME_MOST = 60
# Two sign-ins at once get the same account: the second waits for the first, then finds its row.
_ACCOUNT_OF = """INSERT INTO account (id, display_name, resident_id, created_at)
VALUES ($1, $2, $3, $4) ON CONFLICT (resident_id) DO UPDATE SET resident_id = excluded.resident_id
RETURNING id"""


async def residents_with_phone(phone: str) -> list[Resident]:
    """The living who have a phone, by name; none for a text that is no telephone number."""
    try:
        number = read_phone(phone)
    except PeopleRefused:
        return []
    digests = keyring.current().digests(number, "phone")
    return await Resident.filter(phone_hash__in=digests, died_on=None).order_by("name", "id")


async def account_of_resident(tx: Transaction, resident: Resident, now: datetime) -> UUID:
    """The account of a resident, made when there is none."""
    name = resident.name[:_DISPLAY_NAME_MOST]
    account_id: UUID = await tx.fetchval(_ACCOUNT_OF, new_key(), name, resident.id, now)
    return account_id
