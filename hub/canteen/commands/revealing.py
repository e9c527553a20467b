"""Managers look at the full number of a card, each time with a reason that is kept."""

from datetime import datetime
from uuid import UUID

from hub.canteen.models import MealCard, MealCardReveal
from hub.canteen.rules import CanteenReason, CanteenRefused, check_text
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key


@command
async def reveal_card(tx: Transaction, *, card_id: UUID, reason: str, now: datetime) -> UUID:
    """Record that the full number of a card is looked at, before anybody sees it.

    The number itself is read afterwards (`reads.number_of_card`), so that neither the audit trail
    nor an idempotency key keeps it.

    Raises:
        CanteenRefused: NO_SUCH_CARD, REASON_NEEDED.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    card = await MealCard.get_or_none(id=card_id)
    if card is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_CARD, field="cardId")
    tx.beneficiary_id = card.resident_id
    await MealCardReveal.create(
        id=new_key(), card_id=card_id, by_id=tx.by.account_id, at=now, reason=reason
    )
    return card_id
