"""What is owed to residents is paid out in cash; more than a little of it by two people."""

from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen import reads
from hub.canteen.commands.cards import note_returned
from hub.canteen.commands.cash import check_works_at, drawer_holding
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.models import PayOutProposal
from hub.canteen.rules import (
    MANAGERS,
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    check_text,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

_OWED = """SELECT id, balance_fen FROM ledger_account
WHERE kind = 'PAYABLE' AND resident_id = $1 FOR NO KEY UPDATE"""
# By another account, and for exactly what is paid out now: what has changed is proposed anew.
_PROPOSED = """SELECT id FROM pay_out_proposal
WHERE resident_id = $1 AND site_id = $2 AND amount_fen = $3 AND received_by = $4
    AND entry_id IS NULL AND proposed_by_id <> $5
ORDER BY proposed_at DESC LIMIT 1 FOR NO KEY UPDATE"""
_SERVED = "UPDATE pay_out_proposal SET entry_id = $2 WHERE id = $1"


@command
async def propose_pay_out(
    tx: Transaction,
    *,
    resident_id: UUID,
    site_id: UUID,
    received_by: str,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Propose to pay out all that is owed to a resident, for a manager of the site to do.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NOTHING_OWED, REASON_NEEDED without who receives it.
    """
    receiver = _receiver(received_by)
    await check_works_at(tx, site_id, viewer)
    owed = await _owed(tx, resident_id)
    key = new_key()
    await PayOutProposal.create(
        id=key,
        resident_id=resident_id,
        site_id=site_id,
        amount_fen=owed["balance_fen"],
        received_by=receiver,
        proposed_at=now,
        proposed_by_id=tx.by.account_id,
    )
    return key


@command
async def pay_out(
    tx: Transaction,
    *,
    resident_id: UUID,
    site_id: UUID,
    received_by: str,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Pay out in cash all that is owed to a resident, to them or to who receives it for them.

    More than the policy leaves to one person alone is paid out by a manager, once somebody else has
    proposed it. The answer is the key of the ledger's entry.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NOTHING_OWED, REASON_NEEDED without who receives it,
            DRAWER_NOT_OPEN, DRAWER_CLOSED, DRAWER_TOO_LOW, SECOND_PERSON_NEEDED.
    """
    receiver = _receiver(received_by)
    await check_works_at(tx, site_id, viewer)
    owed = await _owed(tx, resident_id)
    amount_fen = owed["balance_fen"]
    proposal_id = None
    terms = await reads.terms_at(tx, site_id, day_of(now))
    if amount_fen > terms.pay_out_alone_fen:
        proposal_id = await _seconded(tx, resident_id, site_id, amount_fen, receiver, viewer)
        if proposal_id is None:
            raise CanteenRefused(
                CanteenReason.SECOND_PERSON_NEEDED,
                field="residentId",
                most_fen=terms.pay_out_alone_fen,
            )
    drawer_id = await drawer_holding(tx, site_id, amount_fen, now)
    entry_id = await move_money(
        tx,
        LedgerEntryKind.BALANCE_RETURNED,
        amount_fen,
        from_id=owed["id"],
        to_id=await account_of(tx, LedgerAccountKind.CASH, site_id=site_id),
        now=now,
        site_id=site_id,
        drawer_id=drawer_id,
        note=receiver,
    )
    if proposal_id is not None:
        await tx.execute(_SERVED, proposal_id, entry_id)
    await note_returned(tx, resident_id, now)
    return entry_id


def _receiver(text: str) -> str:
    check_text("receivedBy", text)
    if not text.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="receivedBy")
    return text.strip()


async def _owed(tx: Transaction, resident_id: UUID) -> asyncpg.Record:
    """The account of what is owed to a resident, held until the end of the transaction."""
    owed = await tx.fetchrow(_OWED, resident_id)
    if owed is None or owed["balance_fen"] == 0:
        raise CanteenRefused(CanteenReason.NOTHING_OWED, field="residentId")
    tx.beneficiary_id = resident_id
    return owed


async def _seconded(
    tx: Transaction,
    resident_id: UUID,
    site_id: UUID,
    amount_fen: int,
    receiver: str,
    viewer: Viewer,
) -> UUID | None:
    """The proposal of somebody else that a manager here carries out; null when there is none."""
    if not await reads.works_at_counter(tx, site_id, viewer, MANAGERS):
        return None
    found: UUID | None = await tx.fetchval(
        _PROPOSED, resident_id, site_id, amount_fen, receiver, tx.by.account_id
    )
    return found
