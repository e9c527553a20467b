"""Staff look at unmasked numbers, each time with a reason that is kept."""

from datetime import datetime
from uuid import UUID

from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.people.commands.residents import any_resident
from hub.people.models import Reveal
from hub.people.rules import PeopleReason, PeopleRefused, records
from hub.people.rules.access import OF_EVERYBODY, Keeper


@command
async def reveal_resident(
    tx: Transaction,
    *,
    resident_id: UUID,
    reason: str,
    now: datetime,
    by_keeper: Keeper = OF_EVERYBODY,
) -> UUID:
    """Record that a resident's numbers are looked at, before anybody sees them.

    The numbers themselves are read afterwards (`reads.numbers_of`), so that neither the audit
    trail nor an idempotency key keeps them.

    Raises:
        PeopleRefused: NO_SUCH_RESIDENT, REASON_NEEDED.
    """
    await any_resident(tx, resident_id, by_keeper)
    if not reason.strip():
        raise PeopleRefused(PeopleReason.REASON_NEEDED, field="reason")
    await Reveal.create(
        id=new_key(),
        resident_id=resident_id,
        account_id=tx.by.account_id,
        at=now,
        reason=records.check_text(reason, field="reason", most=200),
    )
    tx.beneficiary_id = resident_id
    return resident_id
