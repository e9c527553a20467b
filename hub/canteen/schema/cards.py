"""Issuing, freezing, replacing and closing meal cards, and looking at them."""

from uuid import UUID

import segno
import strawberry

from hub.canteen import commands, models, reads, rules
from hub.canteen.schema.access import AUDITORS, MANAGERS, STAFF
from hub.canteen.schema.card_types import (
    CardStatementFilter,
    CardStatementLine,
    CardStatementOrder,
    MealCard,
)
from hub.canteen.schema.payment_types import pays_for
from hub.canteen.schema.types import CanteenRefusal
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.query import (
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    inputs,
    key_of,
    keys_where,
    mutation,
    payload,
    read,
    resolver,
    root,
)


@payload
class MealCardFace:
    """What is printed on a card (卡面)."""

    number: str
    """Its number, in groups of four digits."""
    qr_svg: str
    """The number as a QR code: an SVG image."""


@inputs
class MealCardIssueInput:
    """To whom to issue a card."""

    resident_id: strawberry.ID
    """Who gets it."""
    is_handed_over: bool = True
    """Whether the resident gets it now; else it is activated when they do."""
    idempotency_key: str | None = None
    """The same key again gives the same card, not a second one."""


@payload
class MealCardIssued:
    """There is a card (制卡)."""

    card: MealCard | None = read()
    """The card."""
    face: MealCardFace
    """What to print on it; staff are not told its number again."""


@mutation(*STAFF)
async def meal_card_issue(
    ctx: Context, input: MealCardIssueInput
) -> MealCardIssued | CanteenRefusal:
    """Issue a meal card to a resident; its number is told now (办卡)."""
    key = await commands.issue_card(
        ctx.actor,
        resident_id=key_of(input.resident_id, "Resident"),
        now=ctx.now,
        is_handed_over=input.is_handed_over,
    )
    return MealCardIssued(card=key, face=await _face_of(key))


@inputs
class MealCardActivateInput:
    """Which card is handed over."""

    card_id: strawberry.ID
    """The card."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardActivated:
    """The card is in use."""

    card: MealCard | None = read()
    """The card."""


@mutation(*STAFF)
async def meal_card_activate(
    ctx: Context, input: MealCardActivateInput
) -> MealCardActivated | CanteenRefusal:
    """Hand over a card that was made before (激活)."""
    key = await commands.activate_card(
        ctx.actor, card_id=key_of(input.card_id, "MealCard"), now=ctx.now
    )
    return MealCardActivated(card=key)


@inputs
class MealCardFreezeInput:
    """Which card to freeze, and why."""

    card_id: strawberry.ID
    """The card."""
    why: rules.CardFreeze = rules.CardFreeze.LOST
    """Why; the resident and their proxy report it lost, whatever they say here."""
    reason: str | None = None
    """More about it; needed unless the card is lost."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardFrozen:
    """The card is out of use."""

    card: MealCard | None = read()
    """The card."""


@mutation(Role.RESIDENT, *STAFF)
async def meal_card_freeze(
    ctx: Context, input: MealCardFreezeInput
) -> MealCardFrozen | CanteenRefusal:
    """Report a card lost, or put it out of use for another reason (挂失、冻结)."""
    key = await commands.freeze_card(
        ctx.actor,
        card_id=key_of(input.card_id, "MealCard"),
        viewer=ctx.viewer,
        now=ctx.now,
        why=input.why,
        reason=input.reason,
    )
    return MealCardFrozen(card=key)


@inputs
class MealCardUnfreezeInput:
    """Which card to put into use again."""

    card_id: strawberry.ID
    """The card."""
    reason: str | None = None
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardUnfrozen:
    """The card is in use again."""

    card: MealCard | None = read()
    """The card."""


@mutation(*STAFF)
async def meal_card_unfreeze(
    ctx: Context, input: MealCardUnfreezeInput
) -> MealCardUnfrozen | CanteenRefusal:
    """Put a frozen card into use again; not while its resident is gone (解挂、解冻)."""
    key = await commands.unfreeze_card(
        ctx.actor, card_id=key_of(input.card_id, "MealCard"), now=ctx.now, reason=input.reason
    )
    return MealCardUnfrozen(card=key)


@inputs
class MealCardReplaceInput:
    """Which card to replace."""

    card_id: strawberry.ID
    """The card that is lost or broken."""
    reason: str | None = None
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same card, not another one."""


@payload
class MealCardReplaced:
    """There is another card for the same money (补卡)."""

    card: MealCard | None = read()
    """The card."""
    face: MealCardFace
    """What to print on it; staff are not told its number again."""


@mutation(*STAFF)
async def meal_card_replace(
    ctx: Context, input: MealCardReplaceInput
) -> MealCardReplaced | CanteenRefusal:
    """Give a resident another card for the same money; the old number is dead (补卡)."""
    key = await commands.replace_card(
        ctx.actor, card_id=key_of(input.card_id, "MealCard"), now=ctx.now, reason=input.reason
    )
    return MealCardReplaced(card=key, face=await _face_of(key))


@inputs
class MealCardCloseInput:
    """Which card to close, and why."""

    card_id: strawberry.ID
    """The card."""
    reason: str
    """Why: death, moving away, no longer wanted."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardClosed:
    """The card is closed."""

    card: MealCard | None = read()
    """The card."""


@mutation(*MANAGERS)
async def meal_card_close(
    ctx: Context, input: MealCardCloseInput
) -> MealCardClosed | CanteenRefusal:
    """Close a card, as a manager; what was on it is owed until it is paid out (销卡)."""
    key = await commands.close_card(
        ctx.actor,
        card_id=key_of(input.card_id, "MealCard"),
        reason=input.reason,
        now=ctx.now,
    )
    return MealCardClosed(card=key)


@inputs
class MealCardRevealInput:
    """The number of which card to show, and why."""

    card_id: strawberry.ID
    """The card."""
    reason: str
    """Why it is looked at; it is kept."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealCardRevealed:
    """The full number of a card; that it was looked at is on record."""

    card: MealCard | None = read()
    """The card."""
    face: MealCardFace
    """What is printed on it."""


@mutation(*MANAGERS)
async def meal_card_reveal(
    ctx: Context, input: MealCardRevealInput
) -> MealCardRevealed | CanteenRefusal:
    """Look at the full number of a card, as a manager and with a reason (查看完整卡号)."""
    key = await commands.reveal_card(
        ctx.actor, card_id=key_of(input.card_id, "MealCard"), reason=input.reason, now=ctx.now
    )
    return MealCardRevealed(card=key, face=await _face_of(key))


@root(Role.RESIDENT, order_by="-issued_at")
def my_meal_cards(row: Row, viewer: Asker) -> list[MealCard]:
    """One's own cards, and those of residents for whom one orders (我的助餐卡)."""
    return pays_for(row.resident_id, viewer)


@root(Role.RESIDENT, *STAFF, *AUDITORS)
def meal_card(row: Row, viewer: Asker, id: strawberry.ID) -> MealCard | None:
    """One card (助餐卡).

    Args:
        id: Which one.
    """
    return row.id == key_of(id, "MealCard")


@root(Role.RESIDENT, *STAFF, *AUDITORS, order_by="-issued_at")
def meal_cards_of(row: Row, viewer: Asker, resident_id: strawberry.ID) -> list[MealCard]:
    """The cards of a resident, the newest first: one's own or of who one orders for (居民的助餐卡).

    Args:
        resident_id: Whose.
    """
    return row.resident_id == key_of(resident_id, "Resident")


@payload
class MealCardFound:
    """The card of a number."""

    card: MealCard | None = read()
    """The card."""


@resolver(*STAFF)
async def meal_card_by_number(ctx: Context, number: str) -> MealCardFound | None:
    """The card of a number that was typed, swiped or scanned; null when no card has it (查卡).

    Args:
        number: Its 16 digits; blanks and dashes between them do not matter.
    """
    try:
        async with acquire() as connection:
            key = await reads.card_by_number(connection, number)
    except rules.CanteenRefused:
        return None
    return None if key is None else MealCardFound(card=key)


@resolver(Role.RESIDENT)
async def meal_card_face(ctx: Context, id: strawberry.ID) -> MealCardFace | None:
    """What is printed on a card, for its resident and their proxy for meals (卡面).

    Args:
        id: Which card.
    """
    async with acquire() as connection:
        found = await reads.number_of_card(connection, key_of(id, "MealCard"))
        if found is None or not await reads.may_pay_for(
            connection, found[0], ctx.viewer.resident_id, ctx.now
        ):
            return None
    return _face(found[1])


@root(Role.RESIDENT, *STAFF, *AUDITORS, filter=CardStatementFilter, order=CardStatementOrder)
def card_statement(
    row: Row, viewer: Asker, resident_id: strawberry.ID
) -> Connection[CardStatementLine]:
    """The statement of a resident's card: what came and went, and what was left each time (流水).

    The resident and their proxy for meals see all of it, auditors that of their area, staff what
    was done at their own counters.

    Args:
        resident_id: Whose.
    """
    resident, kind = key_of(resident_id, "Resident"), rules.LedgerAccountKind.CARD.value
    accounts = keys_where(
        models.LedgerAccount,
        lambda account: (account.resident_id == resident) & (account.kind == kind),
    )
    return any_of(row.account_id, accounts)


async def _face_of(card_id: UUID) -> MealCardFace:
    """What to print on a card that is there."""
    async with acquire() as connection:
        found = await reads.number_of_card(connection, card_id)
    assert found is not None
    return _face(found[1])


def _face(number: str) -> MealCardFace:
    code = segno.make(number, micro=False, error="m")
    return MealCardFace(
        number=rules.in_groups(number), qr_svg=code.svg_inline(scale=4, title="助餐卡")
    )
