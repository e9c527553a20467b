"""Meal cards: issued, handed over, frozen, replaced, closed. The money stays the resident's."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.models import MealCard, MealCardMove
from hub.canteen.rules import (
    CARD_NUMBER,
    RANDOM_DIGITS,
    STAFF,
    CanteenReason,
    CanteenRefused,
    CardFreeze,
    CardStatus,
    LedgerAccountKind,
    LedgerEntryKind,
    card_number,
    card_tail,
    check_card_move,
    check_text,
)
from hub.kernel import keyring
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_HELD = """SELECT id, resident_id, account_id, status, frozen_why FROM meal_card
WHERE id = $1 FOR NO KEY UPDATE"""
_LIVE = """SELECT id, resident_id, account_id, status, frozen_why FROM meal_card
WHERE resident_id = $1 AND status IN ('ISSUED', 'ACTIVE', 'FROZEN') FOR NO KEY UPDATE"""
_RESIDENT = "SELECT died_on IS NOT NULL OR moved_out_on IS NOT NULL AS is_gone FROM resident"
_IS_GONE = f"{_RESIDENT} WHERE id = $1 FOR SHARE"
_BALANCE = "SELECT balance_fen FROM ledger_account WHERE id = $1 FOR NO KEY UPDATE"


@command
async def issue_card(
    tx: Transaction, *, resident_id: UUID, now: datetime, is_handed_over: bool = True
) -> UUID:
    """Issue a card to a resident, as staff: in use when it is handed over at once.

    Raises:
        CanteenRefused: NO_SUCH_RESIDENT, RESIDENT_GONE, CARD_EXISTS.
    """
    await _check_here(tx, resident_id)
    account_id = await account_of(tx, LedgerAccountKind.CARD, resident_id=resident_id)
    status = CardStatus.ACTIVE if is_handed_over else CardStatus.ISSUED
    tx.beneficiary_id = resident_id
    return await _make(tx, resident_id, account_id, status, now)


@command
async def activate_card(tx: Transaction, *, card_id: UUID, now: datetime) -> UUID:
    """Hand over a card that was made before, as staff.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_CANNOT_MOVE for any but an issued card.
    """
    card = await _held(tx, card_id)
    if card["status"] != CardStatus.ISSUED:
        raise _cannot(card)
    await _move(tx, card, CardStatus.ACTIVE, now)
    return card_id


@command
async def freeze_card(
    tx: Transaction,
    *,
    card_id: UUID,
    viewer: Viewer,
    now: datetime,
    why: CardFreeze = CardFreeze.LOST,
    reason: str | None = None,
) -> UUID:
    """Put a card out of use: the resident and their proxy report it lost, staff for any reason.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_CANNOT_MOVE, REASON_NEEDED unless it is lost.
    """
    check_text("reason", reason)
    card = await _held(tx, card_id)
    if not viewer.has(*STAFF):
        await check_own(tx, card, viewer, now)
        why = CardFreeze.LOST
    if why is not CardFreeze.LOST and not (reason or "").strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    await _move(tx, card, CardStatus.FROZEN, now, reason, why)
    return card_id


@command
async def unfreeze_card(
    tx: Transaction, *, card_id: UUID, now: datetime, reason: str | None = None
) -> UUID:
    """Put a frozen card into use again, as staff, unless the resident is gone.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_CANNOT_MOVE, RESIDENT_GONE.
    """
    check_text("reason", reason)
    card = await _held(tx, card_id)
    if card["status"] != CardStatus.FROZEN:
        raise _cannot(card)
    await _check_here(tx, card["resident_id"], field="cardId")
    await _move(tx, card, CardStatus.ACTIVE, now, reason)
    return card_id


@command
async def replace_card(
    tx: Transaction, *, card_id: UUID, now: datetime, reason: str | None = None
) -> UUID:
    """Give a resident another card for the same account, as staff; the old number is dead.

    The answer is the key of the new card.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_CANNOT_MOVE, RESIDENT_GONE.
    """
    check_text("reason", reason)
    card = await _held(tx, card_id)
    await _check_here(tx, card["resident_id"], field="cardId")
    await _move(tx, card, CardStatus.REPLACED, now, reason)
    return await _make(
        tx, card["resident_id"], card["account_id"], CardStatus.ACTIVE, now, replaces_id=card_id
    )


@command
async def close_card(tx: Transaction, *, card_id: UUID, reason: str, now: datetime) -> UUID:
    """Give a card up, as staff: what was on it is owed to the resident or their heirs from now on.

    Raises:
        CanteenRefused: NO_SUCH_CARD, CARD_CANNOT_MOVE, REASON_NEEDED.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    card = await _held(tx, card_id)
    await _move(tx, card, CardStatus.CLOSED, now, reason)
    balance_fen = await tx.fetchval(_BALANCE, card["account_id"])
    if balance_fen == 0:
        closed = {**card, "status": CardStatus.CLOSED}
        await _move(tx, closed, CardStatus.BALANCE_RETURNED, now)
        return card_id
    await move_money(
        tx,
        LedgerEntryKind.CARD_CLOSED,
        balance_fen,
        from_id=card["account_id"],
        to_id=await account_of(tx, LedgerAccountKind.PAYABLE, resident_id=card["resident_id"]),
        now=now,
        note=reason,
    )
    return card_id


@command
async def follow_departure(tx: Transaction, *, resident_id: UUID, now: datetime) -> bool:
    """Freeze the card of who has died or moved away, and thaw it when that was wrong or is over.

    It goes by what is on record now, so that it may be run again, and in any order. The answer
    says whether anything changed.
    """
    gone = await tx.fetchval(_IS_GONE, resident_id)
    card = await tx.fetchrow(_LIVE, resident_id)
    if card is None or gone is None:
        return False
    tx.beneficiary_id = resident_id
    if gone and card["status"] != CardStatus.FROZEN:
        await _move(tx, card, CardStatus.FROZEN, now, None, CardFreeze.DEPARTED)
        return True
    if not gone and card["frozen_why"] == CardFreeze.DEPARTED:
        await _move(tx, card, CardStatus.ACTIVE, now)
        return True
    return False


async def note_returned(tx: Transaction, resident_id: UUID, now: datetime) -> None:
    """What was owed to a resident has been paid out: their closed cards have nothing left."""
    for card in await MealCard.filter(
        resident_id=resident_id, status=CardStatus.CLOSED
    ).select_for_update():
        facts = {"id": card.id, "resident_id": resident_id, "status": card.status}
        await _move(tx, facts, CardStatus.BALANCE_RETURNED, now)


async def check_own(
    tx: Transaction, card: Mapping[str, Any], viewer: Viewer, now: datetime
) -> None:
    """Refuse whoever is neither the resident of a card nor their proxy for meals.

    Raises:
        CanteenRefused: NO_SUCH_CARD, the same as for a key that no card has.
    """
    if not await reads.may_pay_for(tx, card["resident_id"], viewer.resident_id, now):
        raise _unknown()


async def _held(tx: Transaction, card_id: UUID) -> Mapping[str, Any]:
    card: Mapping[str, Any] | None = await tx.fetchrow(_HELD, card_id)
    if card is None:
        raise _unknown()
    tx.beneficiary_id = card["resident_id"]
    return card


async def _check_here(tx: Transaction, resident_id: UUID, field: str = "residentId") -> None:
    gone = await tx.fetchval(_IS_GONE, resident_id)
    if gone is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_RESIDENT, field=field)
    if gone:
        raise CanteenRefused(CanteenReason.RESIDENT_GONE, field=field)


async def _make(
    tx: Transaction,
    resident_id: UUID,
    account_id: UUID,
    status: CardStatus,
    now: datetime,
    replaces_id: UUID | None = None,
) -> UUID:
    number = card_number("".join(secrets.choice("0123456789") for _ in range(RANDOM_DIGITS)))
    keys = keyring.current()
    card_id = new_key()
    exists = CanteenRefused(CanteenReason.CARD_EXISTS, field="residentId")
    with refusing("meal_card_one_live", exists):
        await MealCard.create(
            id=card_id,
            resident_id=resident_id,
            account_id=account_id,
            number=keys.seal(number, CARD_NUMBER),
            number_hash=keys.digest(number, CARD_NUMBER),
            number_tail=card_tail(number),
            status=status,
            status_at=now,
            issued_at=now,
            replaces_id=replaces_id,
        )
    await _log(tx, card_id, resident_id, None, status, now, None)
    return card_id


async def _move(
    tx: Transaction,
    card: Mapping[str, Any],
    to: CardStatus,
    now: datetime,
    reason: str | None = None,
    why: CardFreeze | None = None,
) -> None:
    """Move a card that this transaction holds."""
    status = CardStatus(card["status"])
    check_card_move(status, to)
    await MealCard.filter(id=card["id"]).update(status=to, status_at=now, frozen_why=why)
    await _log(tx, card["id"], card["resident_id"], status, to, now, reason)


async def _log(
    tx: Transaction,
    card_id: UUID,
    resident_id: UUID,
    from_status: CardStatus | None,
    to: CardStatus,
    now: datetime,
    reason: str | None,
) -> None:
    await MealCardMove.create(
        id=new_key(),
        card_id=card_id,
        at=now,
        from_status=from_status,
        to_status=to,
        by_id=tx.by.account_id,
        reason=reason,
    )
    tx.record("meal_card.moved", card_id, resident_id=resident_id, status=to)


def _unknown() -> CanteenRefused:
    return CanteenRefused(CanteenReason.NO_SUCH_CARD, field="cardId")


def _cannot(card: Mapping[str, Any]) -> CanteenRefused:
    return CanteenRefused(
        CanteenReason.CARD_CANNOT_MOVE, field="cardId", card_status=CardStatus(card["status"])
    )
