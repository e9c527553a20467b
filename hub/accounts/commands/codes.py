"""Residents sign in with a one-time code sent to their phone."""

import secrets
from datetime import datetime
from uuid import UUID

from hub.accounts.commands import senders, throttling
from hub.accounts.commands.residents import account_of_resident, residents_with_phone
from hub.accounts.commands.sessions import Device, SignedIn, new_token, open_session
from hub.accounts.models import OneTimeCode
from hub.accounts.rules import (
    CODE_DIGITS,
    CODE_LIFE,
    CODE_TRIES,
    AccountReason,
    AccountRefused,
    SessionKind,
    SignInMethod,
    ThrottleKind,
    read_code,
)
from hub.kernel import keyring
from hub.kernel.addresses import source_key
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command
from hub.kernel.ids import new_key
from hub.people.models import Resident
from hub.people.rules import PeopleRefused, read_phone

# What keyed hashes are for, so that one of a kind is worth nothing as another.
_PHONE, _CODE = "phone of a one-time code", "one-time code"

# Only the newest code of a phone is good. The try is committed before anybody knows whether it was
# right, so five wrong ones at once use the code up.
_TRY = """UPDATE one_time_code SET tries_left = tries_left - 1
WHERE id = (SELECT id FROM one_time_code WHERE phone_hash = ANY($1)
    ORDER BY created_at DESC LIMIT 1)
AND tries_left > 0 AND used_at IS NULL AND expires_at > $2 RETURNING id, code_hash"""


async def send_code(by: Actor, *, phone: str, language: str, now: datetime) -> datetime:
    """Send a code to a phone if a resident has it; tells when it expires, also if none has.

    A newer code makes the older ones worthless. Nothing in the answer, nor the time it takes,
    depends on whether the phone is known.
    """
    number = _number(phone)
    await throttling.take(
        now,
        (ThrottleKind.CODE_PHONE_DAY, (number,)),
        (ThrottleKind.CODE_PHONE_HOUR, (number,)),
        (ThrottleKind.CODE_PHONE_MINUTE, (number,)),
        (ThrottleKind.CODE_SOURCE, (source_key(by.source),)),
    )
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    await _store(by, number=number, code=code, now=now)
    if await residents_with_phone(number):
        senders.send_soon(number, code, language)
    return now + CODE_LIFE


@command
async def _store(tx: Transaction, *, number: str, code: str, now: datetime) -> UUID:
    code_id = new_key()
    await OneTimeCode.create(
        id=code_id,
        phone_hash=keyring.current().digest(number, _PHONE),
        code_hash=keyring.current().digest(f"{code_id} {code}", _CODE),
        created_at=now,
        expires_at=now + CODE_LIFE,
        tries_left=CODE_TRIES,
    )
    return code_id


async def sign_in_with_code(
    by: Actor,
    *,
    phone: str,
    code: str,
    resident_name: str | None,
    device: Device,
    now: datetime,
) -> SignedIn:
    """Begin a session of the resident who has the phone and was sent the code.

    When several residents share the phone, the name says which; who has the code may know that
    there are several.
    """
    number = _number(phone)
    taken = (ThrottleKind.CODE_TRY_SOURCE, (source_key(by.source),))
    await throttling.take(now, taken)
    code_id = await _right_code(number, read_code(code), now)
    resident = _chosen(await residents_with_phone(number), resident_name)
    token = new_token()
    account_id, session_id = await _open(
        by, code_id=code_id, resident_id=resident.id, token=token, device=device, now=now
    )
    await throttling.give_back(taken)
    return SignedIn(session_id, account_id, token, device.lifetime.ends_at(now))


@command
async def _open(
    tx: Transaction,
    *,
    code_id: UUID,
    resident_id: UUID,
    token: str,
    device: Device,
    now: datetime,
) -> tuple[UUID, UUID]:
    # Whoever marks the code used has it; a second request with the same code comes too late.
    if not await OneTimeCode.filter(id=code_id, used_at=None).update(used_at=now):
        raise AccountRefused(AccountReason.WRONG_CODE, field="code")
    resident = await Resident.get(id=resident_id)
    account_id = await account_of_resident(tx, resident, now)
    tx.beneficiary_id = resident_id
    session_id = await open_session(
        tx,
        account_id=account_id,
        token=token,
        kind=SessionKind.RESIDENT,
        method=SignInMethod.PHONE_CODE,
        device=device,
        now=now,
    )
    return account_id, session_id


async def _right_code(number: str, code: str, now: datetime) -> UUID:
    keys = keyring.current()
    async with acquire() as connection:
        row = await connection.fetchrow(_TRY, keys.digests(number, _PHONE), now)
    if row is None or not keys.matches(f"{row['id']} {code}", row["code_hash"], _CODE):
        raise AccountRefused(AccountReason.WRONG_CODE, field="code")
    code_id: UUID = row["id"]
    return code_id


def _number(phone: str) -> str:
    try:
        return read_phone(phone)
    except PeopleRefused:
        raise AccountRefused(AccountReason.PHONE_NOT_VALID, field="phone") from None


def _chosen(residents: list[Resident], name: str | None) -> Resident:
    """The one resident who is meant; a code for a phone that nobody has is never right."""
    if len(residents) > 1:
        if name is None:
            raise AccountRefused(AccountReason.RESIDENT_NAME_NEEDED, field="residentName")
        residents = [resident for resident in residents if resident.name == name.strip()]
    if len(residents) != 1:
        raise AccountRefused(AccountReason.WRONG_CODE, field="code")
    return residents[0]
