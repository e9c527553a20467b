"""Stops of delivery rounds: in which order, on which round, and what became of each at the door."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from hub.canteen import reads, routing
from hub.canteen.commands.managing import held_site
from hub.canteen.commands.moving import move
from hub.canteen.commands.proofs import Taken
from hub.canteen.commands.redemption import complete
from hub.canteen.commands.rounds import create_round, kept_round, next_number
from hub.canteen.commands.rounds_moves import Stop, cancel_empty, log_stops, move_stops
from hub.canteen.commands.welfare import found_well, open_check
from hub.canteen.models import DeliveryRound
from hub.canteen.rules import (
    MOST_STOPS,
    ROUND_MOVES,
    STAFF,
    CanteenReason,
    CanteenRefused,
    DeliveryFigureKind,
    DoorSigner,
    OrderStatus,
    Proof,
    RedemptionMethod,
    RoundFacts,
    Signed,
    StopFacts,
    StopFailure,
    StopStatus,
    Vehicle,
    arrivals,
    check_at_door,
    check_order_of,
    check_reason,
    check_round_open,
    check_signed,
    check_stop,
    check_text,
    drives,
    keeps_round,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key
from hub.people.models import Reveal

_PLACE = """UPDATE delivery_stop s SET position = wanted.place, planned_at = wanted.planned_at,
    until_at = $4
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS wanted (stop_id, place, planned_at)
WHERE s.id = wanted.stop_id"""
_ON_ROUND = """SELECT id FROM delivery_stop
WHERE round_id = $1 AND status NOT IN ('CANCELLED', 'REFUSED', 'RETURNED')
ORDER BY status = 'PENDING', position, id"""
_LIFT = """UPDATE delivery_stop SET round_id = $2, position = position + 1000
WHERE id = ANY($1) AND status = 'PENDING' RETURNING id"""
# Orders are moved with their menus held; whoever moves a stop first would wait in a circle.
_HOLD_MENU = """SELECT FROM menu WHERE id = (SELECT menu_id FROM meal_order WHERE id = $1)
FOR NO KEY UPDATE"""
_SIGN = "UPDATE delivery_stop SET signed_by = $2, signer = $3, signature = $4 WHERE id = $1"


@command
async def reorder_stops(
    tx: Transaction, *, round_id: UUID, stop_ids: Sequence[UUID], viewer: Viewer, now: datetime
) -> UUID:
    """Put the stops of a round that are left to do into another order, as staff.

    Raises:
        CanteenRefused: NO_SUCH_ROUND, ROUND_CANNOT_MOVE, STOPS_NOT_VALID.
    """
    facts = await kept_round(tx, round_id, viewer)
    check_round_open(facts)
    undone = await reads.undone_stops(tx, round_id)
    pending = [key for key, status in undone if status is StopStatus.PENDING]
    check_order_of(pending, stop_ids)
    await _retime(tx, facts, stop_ids)
    tx.record("delivery_round.reordered", round_id, scope_id=facts.point_id)
    return round_id


@command
async def transfer_stops(
    tx: Transaction,
    *,
    stop_ids: Sequence[UUID],
    to_round_id: UUID | None,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Put stops on another round of the meal, at its end, or on a new one; the key of that round.

    So a round is split, and two become one: what is left without stops is cancelled.

    Raises:
        CanteenRefused: NO_SUCH_STOP, STOP_DONE, OTHER_MEAL, NO_SUCH_ROUND, ROUND_CANNOT_MOVE,
            ROUND_FULL.
    """
    stops = await _kept_stops(tx, stop_ids, viewer)
    first = stops[0].round
    await held_site(tx, first.point_id, viewer, STAFF, field="stopIds")
    if to_round_id is None:
        to_round_id = await _split_off(tx, first, now)
    target = await kept_round(tx, to_round_id, viewer, "toRoundId")
    check_round_open(target, "toRoundId")
    if any(_meal(stop.round) != _meal(target) for stop in stops):
        raise CanteenRefused(CanteenReason.OTHER_MEAL, field="toRoundId")
    keys = [stop.stop_id for stop in stops]
    if len(await tx.fetch(_LIFT, keys, to_round_id)) != len(keys):
        raise asyncpg.SerializationError("The facts of a stop were overtaken.")
    await _check_room(tx, to_round_id)
    lifted = [Stop(key, to_round_id, StopStatus.PENDING) for key in keys]
    await log_stops(tx, lifted, StopStatus.PENDING, now, None)
    sources = {stop.round.round_id: stop.round for stop in stops}
    for facts in [*sources.values(), target]:
        await _retime(tx, facts)
    await cancel_empty(tx, set(sources) - {to_round_id}, now, None)
    return to_round_id


@command
async def deliver_stop(
    tx: Transaction,
    *,
    stop_id: UUID,
    signed: Signed,
    viewer: Viewer,
    now: datetime,
    label_order_id: UUID | None = None,
) -> UUID:
    """Hand a meal over at the door, signed for, as the volunteer of its round or staff.

    `label_order_id` is the order on the label of the box that was scanned. The order is redeemed.
    Somebody who had not opened, and now took the meal in person, is well.

    Raises:
        CanteenRefused: NO_SUCH_STOP, STOP_DONE, ROUND_NOT_OUT, WRONG_BOX, and whatever
            `check_signed` and `check_at_door` say.
    """
    facts = await _own_stop(tx, stop_id, viewer)
    check_signed(signed)
    check_stop(facts, StopStatus.DELIVERED)
    if label_order_id not in (None, facts.order_id):
        raise CanteenRefused(CanteenReason.WRONG_BOX, field="labelOrderId")
    order = await reads.order_at_counter(tx, facts.order_id, None, now)
    assert order is not None
    check_at_door(order, now)
    proof = Proof(RedemptionMethod.MANUAL, reason=f"送餐签收：{signed.by.strip()}")
    # The stop follows its order.
    await complete(tx, order.order, proof, Taken(now, now))
    await tx.execute(_SIGN, stop_id, signed.by.strip(), signed.role, signed.signature)
    if facts.status is StopStatus.WELFARE_CHECK and signed.role is DoorSigner.RESIDENT:
        await found_well(tx, order.order.resident_id, now)
    return stop_id


@command
async def fail_stop(
    tx: Transaction,
    *,
    stop_id: UUID,
    failure: StopFailure,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Say that a meal was not handed over, as the volunteer of its round or staff.

    When nobody opened, somebody is asked to see whether the person is well; the meal may still be
    handed over until the round is closed. A meal that is refused or brought back is not taken.

    Raises:
        CanteenRefused: NO_SUCH_STOP, STOP_DONE, ROUND_NOT_OUT, REASON_NEEDED.
    """
    facts = await _own_stop(tx, stop_id, viewer)
    to = StopStatus(failure.value)
    check_stop(facts, to)
    stop = Stop(stop_id, facts.round.round_id, facts.status)
    if failure is StopFailure.NO_ANSWER:
        check_text("reason", reason)
        await move_stops(tx, [stop], to, now, reason)
        asked = Stop(stop_id, facts.round.round_id, to)
        await move_stops(tx, [asked], StopStatus.WELFARE_CHECK, now, None)
        await open_check(tx, stop_id, now)
        return stop_id
    check_reason(reason)
    await tx.execute(_HOLD_MENU, facts.order_id)
    await move_stops(tx, [stop], to, now, reason)
    orders = await reads.orders_to_move(tx, [facts.order_id], None, now)
    tx.beneficiary_id = orders[0].resident_id
    await move(tx, orders, OrderStatus.NO_SHOW, now, reason)
    return stop_id


@command
async def reveal_at_stop(tx: Transaction, *, stop_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Record that the volunteer of a round looks at the telephone number of a stop, to call there.

    The answer is the resident's key; the number is read afterwards (`people.reads.numbers_of`).

    Raises:
        CanteenRefused: NO_SUCH_STOP, STOP_DONE, ROUND_NOT_OUT.
    """
    facts = await _own_stop(tx, stop_id, viewer)
    # It can be called as long as it can be delivered.
    check_stop(facts, StopStatus.DELIVERED)
    [order] = await reads.orders_to_move(tx, [facts.order_id], None, now)
    await Reveal.create(
        id=new_key(),
        resident_id=order.resident_id,
        account_id=tx.by.account_id,
        at=now,
        reason=f"送餐联系，{facts.round.on:%Y-%m-%d} 第 {order.number} 号订单",
    )
    tx.beneficiary_id = order.resident_id
    return order.resident_id


async def _own_stop(tx: Transaction, stop_id: UUID, viewer: Viewer) -> StopFacts:
    found = await reads.stop_facts(tx, [stop_id])
    if not found or not (drives(viewer, found[0].round) or keeps_round(viewer, found[0].round)):
        raise CanteenRefused(CanteenReason.NO_SUCH_STOP, field="stopId")
    return found[0]


async def _kept_stops(tx: Transaction, stop_ids: Sequence[UUID], viewer: Viewer) -> list[StopFacts]:
    """Stops that are left to do, of rounds that the viewer plans."""
    wanted = list(dict.fromkeys(stop_ids))
    if not 1 <= len(wanted) <= MOST_STOPS:
        raise CanteenRefused(CanteenReason.NO_SUCH_STOP, field="stopIds")
    stops = await reads.stop_facts(tx, wanted)
    if len(stops) != len(wanted) or not all(keeps_round(viewer, stop.round) for stop in stops):
        raise CanteenRefused(CanteenReason.NO_SUCH_STOP, field="stopIds")
    for place, stop in enumerate(stops):
        if stop.status is not StopStatus.PENDING or not ROUND_MOVES[stop.round.status]:
            raise CanteenRefused(
                CanteenReason.STOP_DONE, field=f"stopIds.{place}", stop_status=stop.status
            )
    return stops


async def _split_off(tx: Transaction, facts: RoundFacts, now: datetime) -> UUID:
    """A round that nobody drives yet, like another one."""
    like = await DeliveryRound.get(id=facts.round_id)
    number = await next_number(tx, facts.point_id, facts.on, facts.period)
    vehicle = Vehicle(like.mode, like.capacity)
    return await create_round(
        tx,
        facts.point_id,
        facts.on,
        facts.period,
        number,
        vehicle,
        depart_at=facts.depart_at,
        now=now,
    )


async def _check_room(tx: Transaction, round_id: UUID) -> None:
    capacity = (await DeliveryRound.get(id=round_id)).capacity
    if len(await tx.fetch(_ON_ROUND, round_id)) > capacity:
        raise CanteenRefused(CanteenReason.ROUND_FULL, field="toRoundId", most=capacity)


async def _retime(
    tx: Transaction, facts: RoundFacts, pending: Sequence[UUID] | None = None
) -> None:
    """Number the stops of a round anew and say when each is reached; what is done stays before.

    `pending` are the stops that are left to do, in their new order.
    """
    on_round = [row["id"] for row in await tx.fetch(_ON_ROUND, facts.round_id)]
    if pending is not None:
        on_round = [key for key in on_round if key not in pending] + list(pending)
    if not on_round:
        return
    figures = await reads.figures_on(tx, facts.on)
    row = await DeliveryRound.get(id=facts.round_id)
    homes = await reads.homes(tx, on_round)
    start = await reads.start_of(tx, facts.point_id)
    places = [start, *(homes[key] for key in on_round)]
    ways = await routing.Estimated(figures).seconds(places, row.mode)
    reached = arrivals(range(1, len(places)), ways, figures[DeliveryFigureKind.STOP_SECONDS])
    window = timedelta(minutes=figures[DeliveryFigureKind.WINDOW_MINUTES])
    await tx.execute(
        _PLACE,
        on_round,
        list(range(1, len(places))),
        [facts.depart_at + timedelta(seconds=after) for after in reached],
        facts.depart_at + window,
    )


def _meal(facts: RoundFacts) -> tuple[object, ...]:
    return facts.point_id, facts.on, facts.period
