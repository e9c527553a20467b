"""How identity and telephone numbers are stored: sealed, hashed to be found, masked to be shown."""

from typing import Any
from uuid import UUID

from hub.kernel import keyring
from hub.kernel.db import Transaction
from hub.people.rules import (
    IDENTITY,
    PHONE,
    Identity,
    PeopleReason,
    PeopleRefused,
    mask_identity,
    mask_phone,
)


def identity_columns(identity: Identity | None) -> dict[str, Any]:
    """The three columns of an identity number."""
    keys = keyring.current()
    return {
        "identity_number": identity and keys.seal(identity.number, IDENTITY),
        "identity_hash": identity and keys.digest(identity.number, IDENTITY),
        "identity_masked": identity and mask_identity(identity.number),
    }


def phone_columns(phone: str | None) -> dict[str, Any]:
    """The three columns of a telephone number."""
    keys = keyring.current()
    return {
        "phone": phone and keys.seal(phone, PHONE),
        "phone_hash": phone and keys.digest(phone, PHONE),
        "phone_masked": phone and mask_phone(phone),
    }


async def check_untaken(tx: Transaction, identity: Identity, *, by: UUID) -> None:
    """Nobody else has the number, under the hash of any key.

    The unique constraint decides between two who register it at once.

    Raises:
        PeopleRefused: IDENTITY_TAKEN.
    """
    digests = keyring.current().digests(identity.number, IDENTITY)
    sql = "SELECT EXISTS (SELECT FROM resident WHERE identity_hash = ANY ($1) AND id <> $2)"
    if await tx.fetchval(sql, digests, by):
        raise taken()


def taken() -> PeopleRefused:
    """The refusal of a number that somebody has."""
    return PeopleRefused(PeopleReason.IDENTITY_TAKEN, field="identityNumber")
