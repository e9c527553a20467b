"""The sandbox: a provider that takes no real money, for development, tests and demonstrations.

It does all that a real one does, and keeps what it knows in tables of its own, so that every
process of the hub finds it. Some amounts go wrong on purpose, by their last two digits:

| fen end in | what happens |
|---|---|
| 13 | money that was paid is not given back, however often it is asked for |
| 17 | giving back fails twice, then works |
| 19 | the provider does not answer when it is asked to collect |
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from hub.canteen.models import SandboxCharge
from hub.canteen.providers.notices import read_notice
from hub.canteen.providers.protocol import (
    Asked,
    Notice,
    NoticeKind,
    ProviderAway,
    ProviderRefuses,
)
from hub.canteen.providers.signatures import HEADER, check_signature, signed
from hub.canteen.rules import ChargeStatus, Line
from hub.kernel import db, keyring
from hub.kernel.clock import HUB_ZONE
from hub.kernel.ids import new_key
from hub.settings import settings

PAGE = "/sandbox/pay"
"""Where a person pays: this, and the reference."""
_NOT_GIVEN_BACK, _GIVEN_BACK_LATE, _NOT_ASKED = 13, 17, 19
_FAILS = 2
_DAY = timedelta(days=1)
_PURPOSE = "sandbox provider"
_ASK = """INSERT INTO sandbox_charge (id, reference, amount_fen, status)
VALUES ($1, $2, $3, 'OPEN') ON CONFLICT (reference) DO NOTHING"""
_DECIDE = """UPDATE sandbox_charge SET status = $2, decided_at = $3
WHERE reference = $1 AND status = 'OPEN'"""
_UNTOLD = """SELECT reference, amount_fen, status, decided_at FROM sandbox_charge
WHERE status <> 'OPEN' AND told_at IS NULL ORDER BY decided_at LIMIT 100"""
_TOLD = "UPDATE sandbox_charge SET told_at = $2 WHERE reference = $1 AND told_at IS NULL"
_TRY = """INSERT INTO sandbox_refund AS refund (id, charge_id, amount_fen, attempts)
SELECT $1, id, $3, 1 FROM sandbox_charge WHERE reference = $2 AND status = 'PAID'
ON CONFLICT (id) DO UPDATE SET attempts = refund.attempts + 1 RETURNING attempts, done_at"""
_GIVE = """UPDATE sandbox_refund SET done_at = coalesce(done_at, $2) WHERE id = $1
RETURNING done_at"""
_STATEMENT = """SELECT reference, amount_fen, decided_at AS at FROM sandbox_charge
WHERE status = 'PAID' AND decided_at >= $1 AND decided_at < $2
UNION ALL SELECT id::text, -amount_fen, done_at FROM sandbox_refund
WHERE done_at >= $1 AND done_at < $2 ORDER BY 3, 1"""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A notice on its way to the hub: its raw body, and the headers that it is sent with."""

    reference: str
    body: bytes
    headers: Mapping[str, str]


class Sandbox:
    """The provider."""

    name = "sandbox"

    async def ask(self, payment_id: UUID, amount_fen: int) -> Asked:
        if amount_fen % 100 == _NOT_ASKED:
            raise ProviderAway("The sandbox does not answer for this amount.")
        reference = str(payment_id)
        async with db.acquire() as connection:
            await connection.execute(_ASK, new_key(), reference, amount_fen)
        return Asked(reference, f"{settings().public_url}{PAGE}/{reference}")

    def read(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        check_signature(headers.get(HEADER), body, _secrets(), now)
        return read_notice(body)

    async def give_back(
        self, refund_id: UUID, payment_id: UUID, amount_fen: int, now: datetime
    ) -> datetime | None:
        async with db.acquire() as connection:
            tried = await connection.fetchrow(_TRY, refund_id, str(payment_id), amount_fen)
            if tried is None or amount_fen % 100 == _NOT_GIVEN_BACK:
                raise ProviderRefuses("The sandbox does not give this back.")
            if amount_fen % 100 == _GIVEN_BACK_LATE and tried["attempts"] <= _FAILS:
                raise ProviderAway("The sandbox does not answer for this amount yet.")
            done_at: datetime = await connection.fetchval(_GIVE, refund_id, now)
        return done_at

    async def statement(self, on: date) -> Sequence[Line]:
        start = datetime.combine(on, time(), HUB_ZONE)
        async with db.acquire() as connection:
            rows = await connection.fetch(_STATEMENT, start, start + _DAY)
        return [Line(row["reference"], row["amount_fen"], row["at"]) for row in rows]

    async def charge(self, reference: str) -> SandboxCharge | None:
        """What is to be paid under a reference."""
        return await SandboxCharge.get_or_none(reference=reference)

    async def decide(self, reference: str, status: ChargeStatus, now: datetime) -> None:
        """Pay what is to be paid, or decline to; the first decision stays."""
        async with db.acquire() as connection:
            await connection.execute(_DECIDE, reference, status, now)

    async def untold(self, now: datetime) -> list[Envelope]:
        """Notices of decisions that the hub has not confirmed yet, signed as of now."""
        async with db.acquire() as connection:
            rows = await connection.fetch(_UNTOLD)
        return [
            envelope(
                Notice(
                    event_id=f"{row['reference']}:{row['status'].lower()}",
                    kind=NoticeKind.PAYMENT_CAPTURED
                    if row["status"] == ChargeStatus.PAID
                    else NoticeKind.PAYMENT_FAILED,
                    reference=row["reference"],
                    amount_fen=row["amount_fen"],
                    at=row["decided_at"],
                ),
                now,
            )
            for row in rows
        ]

    async def told(self, reference: str, now: datetime) -> None:
        """The hub has confirmed the notice of a decision."""
        async with db.acquire() as connection:
            await connection.execute(_TOLD, reference, now)


SANDBOX = Sandbox()


def envelope(notice: Notice, now: datetime) -> Envelope:
    """A notice as the sandbox sends it."""
    body = json.dumps(
        {
            "id": notice.event_id,
            "type": notice.kind,
            "reference": notice.reference,
            "amountFen": notice.amount_fen,
            "at": notice.at.isoformat(),
        }
    ).encode()
    return Envelope(notice.reference, body, {HEADER: signed(body, _secrets()[0], now)})


def _secrets() -> list[bytes]:
    """What notices are signed with, the newest first."""
    chosen = settings().payment_webhook_secret
    if chosen is not None:
        return [chosen.get_secret_value().encode()]
    return keyring.current().digests(Sandbox.name, _PURPOSE)
