"""People whom an issuer vouches for get an account when they are first seen."""

from datetime import datetime
from uuid import UUID

from hub.accounts.commands.residents import account_of_resident, residents_with_phone
from hub.accounts.models import Account, ExternalIdentity
from hub.accounts.rules import Identity
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"


@command
async def provision(tx: Transaction, *, identity: Identity, now: datetime) -> UUID:
    """Make the account of an identity; the same one when it is seen twice at once.

    A resident's issuer leads to the account of the one resident who has the verified phone. When
    there is none, or several, the account stands alone and may do nothing.
    """
    await tx.execute(_ONE_AT_A_TIME, f"{identity.issuer}\n{identity.subject}")
    known = await ExternalIdentity.get_or_none(issuer=identity.issuer, subject=identity.subject)
    if known is not None:
        return known.account_id
    account_id = await _resident_account(tx, identity, now)
    if account_id is None:
        account_id = new_key()
        await Account.create(id=account_id, display_name=identity.display_name, created_at=now)
    await ExternalIdentity.create(
        id=new_key(),
        account_id=account_id,
        issuer=identity.issuer,
        subject=identity.subject,
        created_at=now,
    )
    tx.record("account.created", account_id)
    return account_id


async def _resident_account(tx: Transaction, identity: Identity, now: datetime) -> UUID | None:
    if not identity.is_resident or identity.phone is None:
        return None
    residents = await residents_with_phone(identity.phone)
    if len(residents) != 1:
        return None
    return await account_of_resident(tx, residents[0], now)
