"""Redeeming: a meal is handed over on some proof, its order completed, its subsidy due, at once."""

from datetime import datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.moving import move
from hub.canteen.commands.packing import check_packing
from hub.canteen.commands.proofs import Taken, write_redemptions
from hub.canteen.rules import (
    CODE_PURPOSE,
    STAFF,
    CanteenReason,
    CanteenRefused,
    MealCode,
    OrderFactsToMove,
    OrderStatus,
    Proof,
    RedemptionFacts,
    RedemptionMethod,
    Shown,
    check_counter,
    check_proof,
    check_redemption,
    check_reversal,
    check_shown,
    completed_as,
    not_valid,
    read_code,
    steps_to,
    works_at,
)
from hub.kernel import keyring
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command

_REVERSE = """UPDATE redemption SET reversed_at = $2, reversed_by_id = $3, reversed_reason = $4
WHERE id = $1 AND reversed_at IS NULL RETURNING id"""
# The amount stays reserved: the meal may be taken yet, and nobody else can use what it holds.
_RESERVE_AGAIN = """UPDATE subsidy_claim SET status = 'RESERVED'
WHERE order_id = $1 AND status = 'REDEEMED'"""


@command
async def redeem(
    tx: Transaction,
    *,
    point_id: UUID,
    shown: Shown,
    viewer: Viewer,
    now: datetime,
    collector_id: UUID | None = None,
    reason: str | None = None,
) -> UUID:
    """Hand a meal over at a counter, as its staff; the answer is the redemption's key.

    An order that staff name needs a reason, unless a terminal recognised the face.

    Raises:
        CanteenRefused: NO_SUCH_SITE, PROOF_NEEDED, QR_NOT_VALID, NO_SUCH_CARD, NO_SUCH_ORDER,
            REASON_NEEDED, ALLERGY_WHEN_PACKED, and whatever `check_redemption` says.
    """
    counter = await reads.counter_at(tx, point_id)
    if counter is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="pointId")
    check_counter(viewer, counter.site_ids, counter.ancestors)
    key, proof = await _meant(tx, shown, collector_id, reason, now)
    check_proof(proof)
    facts = await reads.order_at_counter(tx, key, proof.collector_id, now)
    # Who holds a code or a card may learn where its meal is; a key could be anybody's.
    if facts is None or not (shown.order_id is None or _is_here(viewer, facts)):
        raise CanteenRefused(CanteenReason.NO_SUCH_ORDER, field="orderId")
    return await hand_over(tx, facts, point_id, proof, Taken(now, now))


async def _meant(
    tx: Transaction, shown: Shown, collector_id: UUID | None, reason: str | None, now: datetime
) -> tuple[UUID, Proof]:
    """The order that is meant, and the proof."""
    check_shown(shown)
    if shown.token is not None:
        code = checked_code(shown.token)
        proof = Proof(RedemptionMethod.QR, code.collector_id, code.expires_at, reason)
        return code.order_id, proof
    if shown.card_number is not None:
        key = await reads.order_of_card(tx, shown.card_number, now)
        return key, Proof(RedemptionMethod.CARD, collector_id, reason=reason)
    assert shown.order_id is not None
    method = RedemptionMethod.FACE if shown.by_face else RedemptionMethod.MANUAL
    return shown.order_id, Proof(method, collector_id, reason=reason)


async def hand_over(
    tx: Transaction, facts: RedemptionFacts, point_id: UUID, proof: Proof, taken: Taken
) -> UUID:
    """Complete one order on this proof, inside whoever's transaction; the redemption's key."""
    check_redemption(facts, point_id, proof, taken.at)
    return await complete(tx, facts.order, proof, taken)


async def complete(tx: Transaction, order: OrderFactsToMove, proof: Proof, taken: Taken) -> UUID:
    """Move an order that may be handed over through its states; the redemption's key.

    Raises:
        CanteenRefused: ALLERGY_WHEN_PACKED.
    """
    done = completed_as(order.mode)
    steps = steps_to(order.status, done)
    if OrderStatus.READY in steps:
        await check_packing(tx, [order])
    for to in steps:
        await move(tx, [order], to, taken.recorded_at, proof.reason if to is done else None)
        order = order.moved(to)
    tx.beneficiary_id = order.resident_id
    [key] = await write_redemptions(tx, [order], proof, taken)
    return key


@command
async def reverse_redemption(
    tx: Transaction, *, redemption_id: UUID, viewer: Viewer, now: datetime, reason: str
) -> UUID:
    """Take a redemption back, as a manager, on its day: the meal waits to be fetched again.

    Raises:
        CanteenRefused: as `check_reversal`.
    """
    no_such = CanteenRefused(CanteenReason.NO_SUCH_REDEMPTION, field="redemptionId")
    recorded = await reads.recorded_redemption(tx, redemption_id)
    if recorded is None:
        raise no_such
    facts = await reads.order_at_counter(tx, recorded.order_id, None, now)
    assert facts is not None
    check_reversal(
        viewer, facts, recorded.at, is_reversed=recorded.is_reversed, now=now, reason=reason
    )
    await move(tx, [facts.order], OrderStatus.READY, now, reason)
    await tx.execute(_RESERVE_AGAIN, recorded.order_id)
    if not await tx.fetchval(_REVERSE, redemption_id, now, tx.by.account_id, reason):
        raise CanteenRefused(CanteenReason.ALREADY_REVERSED, field="redemptionId")
    tx.beneficiary_id = facts.order.resident_id
    tx.record(
        "redemption.reversed",
        redemption_id,
        scope_id=facts.order.site_id,
        point_id=recorded.point_id,
        order_id=recorded.order_id,
    )
    return redemption_id


def checked_code(token: str) -> MealCode:
    """What a code says, once it is sure that the hub said so.

    Raises:
        CanteenRefused: QR_NOT_VALID.
    """
    code, signature = read_code(token)
    if not keyring.current().is_signed(code.said(), signature, CODE_PURPOSE):
        raise not_valid()
    return code


def _is_here(viewer: Viewer, facts: RedemptionFacts) -> bool:
    order = facts.order
    return works_at(viewer, STAFF, (order.site_id, order.point_id), order.ancestors)
