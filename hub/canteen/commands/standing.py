"""Standing orders: setting a default week, letting it rest, ending it, and ordering from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.ordering import place_order
from hub.canteen.commands.paying import pay_placed
from hub.canteen.models import (
    StandingAttempt,
    StandingDish,
    StandingMeal,
    StandingOrder,
    StandingPause,
)
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    OrderChannel,
    PauseReason,
    Request,
    StandingFacts,
    StandingOutcome,
    Wanted,
    Week,
    check_acts_for,
    check_from,
    check_span,
    check_text,
    check_week,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.context import Actor
from hub.kernel.db import Transaction, acquire, command, refusing
from hub.kernel.ids import new_key

# The one in force ends where the new one begins; one that was to begin later never does. Who
# ended one before, and why, stays on record.
_END_OTHERS = """UPDATE standing_order SET until_on = greatest(from_on, $2),
    ended_at = coalesce(ended_at, $3)
WHERE resident_id = $1 AND (until_on IS NULL OR until_on > $2) RETURNING id"""
_END = """UPDATE standing_order SET until_on = greatest(from_on, $2), ended_at = $3,
    ended_reason = $4
WHERE id = $1 AND (until_on IS NULL OR until_on > $2) RETURNING resident_id"""


# Whoever is in hospital stays there, whatever they will eat afterwards.
_PAUSE_AS_BEFORE = """INSERT INTO standing_pause
    (id, standing_order_id, from_on, until_on, reason, note, set_at, set_by_id)
SELECT gen_random_uuid(), $2, greatest(p.from_on, $3), p.until_on, p.reason, p.note, p.set_at,
    p.set_by_id
FROM standing_pause p
WHERE p.standing_order_id = ANY($1) AND (p.until_on IS NULL OR p.until_on > $3)
ON CONFLICT DO NOTHING"""
_RESUME = """UPDATE standing_pause SET until_on = greatest(from_on, $2)
WHERE standing_order_id = $1 AND (until_on IS NULL OR until_on > $2)"""


@command
async def set_standing_order(
    tx: Transaction,
    *,
    resident_id: UUID,
    point_id: UUID,
    week: Week,
    from_on: date,
    viewer: Viewer,
    now: datetime,
    until_on: date | None = None,
    pays_by_card: bool = False,
) -> UUID:
    """Give a resident a default week from a day on; the one before it ends that day.

    With `pays_by_card` its orders are paid by the resident's card, as far as there is enough on it.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NO_SUCH_RESIDENT, or what is not valid about the week.
    """
    facts = await _facts(tx, resident_id, point_id, viewer, now)
    check_week(week, facts)
    check_span(from_on, until_on, now)
    tx.beneficiary_id = resident_id
    ended = await tx.fetch(_END_OTHERS, resident_id, from_on, now)
    key = new_key()
    with refusing(
        "standing_order_one_at_a_time", CanteenRefused(CanteenReason.DAY_NOT_VALID, field="fromOn")
    ):
        await StandingOrder.create(
            id=key,
            resident_id=resident_id,
            point_id=point_id,
            mode=week.mode,
            address=week.address,
            note=week.note,
            from_on=from_on,
            until_on=until_on,
            pays_by_card=pays_by_card,
            set_at=now,
            set_by_id=tx.by.account_id,
        )
    await _write_meals(key, week)
    await tx.execute(_PAUSE_AS_BEFORE, [row["id"] for row in ended], key, from_on)
    tx.record("standing_order.set", key, scope_id=point_id, resident_id=resident_id)
    return key


@command
async def end_standing_order(
    tx: Transaction,
    *,
    standing_order_id: UUID,
    until_on: date,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Let a standing order end: `until_on` is the first day without it. Safe to do twice.

    Raises:
        CanteenRefused: NO_SUCH_STANDING_ORDER, DAY_NOT_VALID.
    """
    check_text("reason", reason)
    standing = await _own(tx, standing_order_id, viewer, now)
    check_from(until_on, now, "untilOn")
    tx.beneficiary_id = standing.resident_id
    if await tx.fetchval(_END, standing_order_id, until_on, now, reason):
        tx.record("standing_order.ended", standing_order_id, scope_id=standing.point_id)
    return standing_order_id


@command
async def pause_standing_order(
    tx: Transaction,
    *,
    standing_order_id: UUID,
    from_on: date,
    until_on: date | None,
    reason: PauseReason,
    viewer: Viewer,
    now: datetime,
    note: str | None = None,
) -> UUID:
    """Let a resident's standing order rest on some days; without an end until it is resumed.

    Orders that were placed already stay; the person cancels them as any other.

    Raises:
        CanteenRefused: NO_SUCH_STANDING_ORDER, DAY_NOT_VALID, PAUSED_ALREADY.
    """
    check_text("note", note)
    standing = await _own(tx, standing_order_id, viewer, now)
    check_span(from_on, until_on, now)
    tx.beneficiary_id = standing.resident_id
    with refusing(
        "standing_pause_one_at_a_time",
        CanteenRefused(CanteenReason.PAUSED_ALREADY, field="fromOn"),
    ):
        await StandingPause.create(
            id=new_key(),
            standing_order_id=standing_order_id,
            from_on=from_on,
            until_on=until_on,
            reason=reason,
            note=note,
            set_at=now,
            set_by_id=tx.by.account_id,
        )
    tx.record("standing_order.paused", standing_order_id, scope_id=standing.point_id)
    return standing_order_id


@command
async def resume_standing_order(
    tx: Transaction, *, standing_order_id: UUID, from_on: date, viewer: Viewer, now: datetime
) -> UUID:
    """Let a standing order go on from a day: pauses end there, later ones do not begin.

    Raises:
        CanteenRefused: NO_SUCH_STANDING_ORDER, DAY_NOT_VALID.
    """
    standing = await _own(tx, standing_order_id, viewer, now)
    check_from(from_on, now)
    tx.beneficiary_id = standing.resident_id
    await tx.execute(_RESUME, standing_order_id, from_on)
    tx.record("standing_order.resumed", standing_order_id, scope_id=standing.point_id)
    return standing_order_id


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one meal; `payment_refusal` is why its order was to be paid and is not."""

    meal: reads.DueMeal
    outcome: StandingOutcome
    order_id: UUID | None = None
    refusal: str | None = None
    payment_refusal: str | None = None


async def order_standing(
    actor: Actor, meal: reads.DueMeal, wanted: Sequence[Wanted] | None, now: datetime
) -> Attempt:
    """Order one meal of a standing order, as its resident would have, and pay it if it says so."""
    attempt = await _order(actor, meal, wanted, now)
    if attempt.outcome is not StandingOutcome.PLACED or not meal.pays_by_card:
        return attempt
    assert attempt.order_id is not None
    problem = await pay_placed(
        actor, attempt.order_id, viewer=Viewer(resident_id=meal.resident_id), now=now
    )
    return replace(attempt, payment_refusal=None if problem is None else problem.reason.name)


async def _order(
    actor: Actor, meal: reads.DueMeal, wanted: Sequence[Wanted] | None, now: datetime
) -> Attempt:
    if wanted is None:
        return Attempt(meal, StandingOutcome.NOTHING_SUITS)
    try:
        key = await place_order(
            actor,
            menu_id=meal.menu_id,
            point_id=meal.point_id,
            resident_id=meal.resident_id,
            request=Request(
                meal.mode, wanted, address=meal.address, note=meal.note, is_standing=True
            ),
            viewer=Viewer(resident_id=meal.resident_id),
            now=now,
        )
    except CanteenRefused as refused:
        if refused.reason is not CanteenReason.ALREADY_ORDERED:
            return Attempt(meal, StandingOutcome.DECLINED, refusal=refused.reason.name)
    else:
        return Attempt(meal, StandingOutcome.PLACED, key)
    async with acquire() as connection:
        found = await reads.live_order(connection, meal.resident_id, meal.on, meal.meal.period)
    if found is not None and found[1] == OrderChannel.STANDING:
        # By an earlier run, that ended before it could note so.
        return Attempt(meal, StandingOutcome.PLACED, found[0])
    return Attempt(meal, StandingOutcome.ALREADY_ORDERED, found and found[0])


@command
async def note_attempts(tx: Transaction, *, attempts: Sequence[Attempt], now: datetime) -> int:
    """Keep what became of meals of standing orders, so that they are not tried again."""
    rows = [
        StandingAttempt(
            id=new_key(),
            standing_order_id=each.meal.standing_order_id,
            on=each.meal.on,
            period=each.meal.meal.period,
            at=now,
            outcome=each.outcome,
            refusal=each.refusal,
            payment_refusal=each.payment_refusal,
            order_id=each.order_id,
        )
        for each in attempts
    ]
    await StandingAttempt.bulk_create(rows, ignore_conflicts=True)
    # Another run may have been quicker, and has told so.
    noted = await StandingAttempt.filter(id__in=[row.id for row in rows]).values_list(
        "id", flat=True
    )
    for row, each in zip(rows, attempts, strict=True):
        is_declined = each.outcome in (StandingOutcome.NOTHING_SUITS, StandingOutcome.DECLINED)
        if row.id in noted and is_declined:
            tx.record(
                "standing_order.declined",
                row.standing_order_id,
                scope_id=each.meal.point_id,
                resident_id=each.meal.resident_id,
                on=each.meal.on,
                period=each.meal.meal.period,
                reason=each.refusal or each.outcome,
            )
    return len(rows)


async def _write_meals(key: UUID, week: Week) -> None:
    ids = [new_key() for _ in week.meals]
    await StandingMeal.bulk_create(
        StandingMeal(
            id=meal_id,
            standing_order_id=key,
            weekday=meal.weekday,
            period=meal.period,
            portions=meal.portions,
            takes_any=meal.takes_any,
        )
        for meal_id, meal in zip(ids, week.meals, strict=True)
    )
    no_dish = CanteenRefused(CanteenReason.NO_SUCH_DISH, field="meals")
    with refusing("standing_dish_dish_id_fkey", no_dish):
        await StandingDish.bulk_create(
            StandingDish(id=new_key(), meal_id=meal_id, position=position, dish_id=dish_id)
            for meal_id, meal in zip(ids, week.meals, strict=True)
            for position, dish_id in enumerate(dict.fromkeys(meal.dish_ids))
        )


async def _facts(
    tx: Transaction, resident_id: UUID, point_id: UUID, viewer: Viewer, now: datetime
) -> StandingFacts:
    facts = await reads.standing_facts(tx, resident_id, point_id, viewer, now)
    if facts is None:
        known = await tx.fetchval("SELECT 1 FROM meal_site WHERE id = $1", point_id)
        reason, field = (
            (CanteenReason.NO_SUCH_RESIDENT, "residentId")
            if known
            else (CanteenReason.NO_SUCH_SITE, "pointId")
        )
        raise CanteenRefused(reason, field=field)
    check_acts_for(viewer, facts)
    return facts


async def _own(tx: Transaction, key: UUID, viewer: Viewer, now: datetime) -> StandingOrder:
    """A standing order that the viewer may change, locked."""
    none = CanteenRefused(CanteenReason.NO_SUCH_STANDING_ORDER, field="standingOrderId")
    standing = await StandingOrder.select_for_update().get_or_none(id=key)
    if standing is None or (standing.until_on is not None and standing.until_on <= day_of(now)):
        raise none
    try:
        await _facts(tx, standing.resident_id, standing.point_id, viewer, now)
    except CanteenRefused:
        raise none from None
    return standing
