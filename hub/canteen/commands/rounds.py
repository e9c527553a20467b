"""Delivery rounds: planned, loaded, sent out, closed; given to volunteers and handed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hub.canteen import reads, routing
from hub.canteen.commands.managing import held_site
from hub.canteen.commands.moving import move
from hub.canteen.commands.rounds_moves import log_round, move_round
from hub.canteen.models import DeliveryRound, DeliveryStop, DeliveryStopMove
from hub.canteen.rules import (
    STAFF,
    CanteenReason,
    CanteenRefused,
    DeliveryFigureKind,
    Figures,
    MealPeriod,
    OrderStatus,
    RoundFacts,
    RoundStatus,
    StopStatus,
    Vehicle,
    check_reason,
    check_round_move,
    check_round_open,
    check_text,
    check_vehicles,
    drives,
    keeps_round,
    volunteers_at,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, acquire, command, refusing
from hub.kernel.ids import new_key

# An order that is cancelled meanwhile waits, and takes its stop along.
_HOLD_ORDERS = "SELECT FROM meal_order WHERE id = ANY($1) ORDER BY id FOR SHARE"
_LAST_NUMBER = """SELECT coalesce(max(number), 0) FROM delivery_round
WHERE point_id = $1 AND "on" = $2 AND period = $3"""
_CHECKED = """SELECT order_id FROM delivery_stop
WHERE round_id = $1 AND status = 'WELFARE_CHECK' ORDER BY id"""
_TAKE = """UPDATE delivery_round SET volunteer_id = $2, is_offered = false
WHERE id = $1 AND (is_offered OR volunteer_id IS NULL) RETURNING status"""
_ASSIGN = """UPDATE delivery_round SET volunteer_id = $2, is_offered = false
WHERE id = $1 RETURNING status"""
_OFFER = "UPDATE delivery_round SET is_offered = true WHERE id = $1"


@dataclass(frozen=True, slots=True)
class RoundsPlanned:
    """The keys of the rounds, and of the orders for which there was no room or no time."""

    round_ids: list[UUID]
    unplanned_ids: list[UUID]


async def draw_up_rounds(
    *,
    point_id: UUID,
    on: date,
    period: MealPeriod,
    vehicles: Sequence[Vehicle],
    viewer: Viewer,
) -> routing.Plan:
    """Work rounds out for what is to be delivered; `plan_rounds` makes them so, or says why not.

    It takes seconds, so that nothing is held meanwhile; for whom may not plan there, it is nothing.
    """
    try:
        check_vehicles(vehicles)
    except CanteenRefused:
        return routing.Plan()
    async with acquire() as connection:
        counter = await reads.counter_at(connection, point_id)
        if counter is None or not works_at(viewer, STAFF, counter.site_ids, counter.ancestors):
            return routing.Plan()
        orders = await reads.deliveries(connection, point_id, on, period)
        if not orders:
            return routing.Plan()
        start = await reads.start_of(connection, point_id)
        sequences = await reads.kept_sequences(connection, point_id)
        figures = await reads.figures_on(connection, on)
    travel = routing.Estimated(figures)
    return await routing.planned(start, orders, sequences, vehicles, figures, travel)


@command
async def plan_rounds(
    tx: Transaction,
    *,
    point_id: UUID,
    on: date,
    period: MealPeriod,
    depart_at: datetime,
    vehicles: Sequence[Vehicle],
    plan: routing.Plan,
    viewer: Viewer,
    now: datetime,
) -> RoundsPlanned:
    """Make rounds of a plan, beside those that there are.

    Raises:
        CanteenRefused: NO_SUCH_SITE, VEHICLES_NOT_VALID, DEPARTURE_NOT_VALID, NO_SUCH_VOLUNTEER,
            NOTHING_TO_DELIVER, PLANNED_MEANWHILE.
    """
    site = await held_site(tx, point_id, viewer, STAFF, field="pointId")
    check_vehicles(vehicles)
    if not day_of(now) <= day_of(depart_at) == on:
        raise CanteenRefused(CanteenReason.DEPARTURE_NOT_VALID, field="departAt")
    named = {f"vehicles.{place}": each.volunteer_id for place, each in enumerate(vehicles)}
    await _check_volunteers(tx, named, [site.site_id, site.cook_id], site.ancestors, now)
    if not plan.rounds and not plan.unplanned:
        raise CanteenRefused(CanteenReason.NOTHING_TO_DELIVER, field="period")
    await _check_fresh(tx, point_id, on, period, plan)
    figures = await reads.figures_on(tx, on)
    first = await next_number(tx, point_id, on, period)
    made = []
    for number, drawn in enumerate(plan.rounds, first):
        key = await create_round(
            tx, point_id, on, period, number, drawn.vehicle, depart_at=depart_at, now=now
        )
        await _create_stops(tx, key, drawn, depart_at, figures, now)
        made.append(key)
    tx.record("delivery_round.planned", point_id, scope_id=point_id, on=on, period=period)
    return RoundsPlanned(made, list(plan.unplanned))


async def create_round(
    tx: Transaction,
    point_id: UUID,
    on: date,
    period: MealPeriod,
    number: int,
    vehicle: Vehicle,
    *,
    depart_at: datetime,
    now: datetime,
) -> UUID:
    """A round without stops, inside whoever's transaction; its key."""
    key = new_key()
    await DeliveryRound.create(
        id=key,
        point_id=point_id,
        on=on,
        period=period,
        number=number,
        mode=vehicle.mode,
        vehicle=vehicle.name,
        capacity=vehicle.capacity,
        volunteer_id=vehicle.volunteer_id,
        depart_at=depart_at,
        status=RoundStatus.PLANNED,
        status_at=now,
        created_at=now,
        created_by_id=tx.by.account_id,
    )
    await log_round(tx, key, None, RoundStatus.PLANNED, vehicle.volunteer_id, now)
    return key


async def next_number(tx: Transaction, point_id: UUID, on: date, period: MealPeriod) -> int:
    """The number of the next round of a meal, for who holds the site."""
    last: int = await tx.fetchval(_LAST_NUMBER, point_id, on, period)
    return last + 1


@command
async def advance_round(
    tx: Transaction,
    *,
    round_id: UUID,
    to: RoundStatus,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Load a round, unload it, send it out or close it, as its volunteer or staff.

    Meals of people who did not open come back with the round that is closed.

    Raises:
        CanteenRefused: NO_SUCH_ROUND, ROUND_CANNOT_MOVE, ROUND_NEEDS_VOLUNTEER, STOPS_PENDING.
    """
    facts = await own_round(tx, round_id, viewer)
    check_text("reason", reason)
    undone = await reads.undone_stops(tx, round_id)
    check_round_move(facts, to, sum(status is StopStatus.PENDING for _, status in undone))
    if to is RoundStatus.CLOSED:
        keys = [row["order_id"] for row in await tx.fetch(_CHECKED, round_id)]
        orders = await reads.orders_to_move(tx, keys, None, now)
        if orders:
            await move(tx, orders, OrderStatus.NO_SHOW, now, reason)
    await move_round(tx, round_id, facts.status, to, now, reason)
    return round_id


@command
async def assign_round(
    tx: Transaction,
    *,
    round_id: UUID,
    volunteer_id: UUID | None,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Give a round to a volunteer, or to nobody, as staff.

    Raises:
        CanteenRefused: NO_SUCH_ROUND, NO_SUCH_VOLUNTEER, ROUND_CANNOT_MOVE, ROUND_NEEDS_VOLUNTEER.
    """
    facts = await kept_round(tx, round_id, viewer)
    check_round_open(facts)
    if volunteer_id is None and facts.status is RoundStatus.OUT:
        raise CanteenRefused(CanteenReason.ROUND_NEEDS_VOLUNTEER, field="volunteerId")
    check_text("reason", reason)
    sites, areas = list(facts.sites), list(facts.ancestors)
    await _check_volunteers(tx, {"volunteerId": volunteer_id}, sites, areas, now)
    await tx.execute(_ASSIGN, round_id, volunteer_id)
    await _handed_over(tx, facts, volunteer_id, now, reason)
    return round_id


@command
async def offer_round(
    tx: Transaction, *, round_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Ask other volunteers of the site to take a round over, also on its way.

    Until somebody does, it stays in the same hands.

    Raises:
        CanteenRefused: NO_SUCH_ROUND, ROUND_CANNOT_MOVE, REASON_NEEDED.
    """
    facts = await own_round(tx, round_id, viewer)
    check_round_open(facts)
    check_reason(reason)
    await tx.execute(_OFFER, round_id)
    await log_round(tx, round_id, facts.status, facts.status, facts.volunteer_id, now, reason)
    tx.record("delivery_round.offered", round_id, scope_id=facts.point_id)
    return round_id


@command
async def take_round(tx: Transaction, *, round_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Take over a round that nobody drives, or that who drives it offers, as a volunteer there.

    Raises:
        CanteenRefused: NO_SUCH_ROUND, ROUND_CANNOT_MOVE, ROUND_TAKEN.
    """
    facts = await reads.round_facts(tx, round_id)
    if facts is None or viewer.account_id is None or not volunteers_at(viewer, facts):
        raise _no_such_round()
    check_round_open(facts)
    # Asking whether it is free and taking it is one statement, so that one of two gets it.
    if not await tx.fetchval(_TAKE, round_id, viewer.account_id):
        if facts.volunteer_id == viewer.account_id:
            return round_id
        raise CanteenRefused(CanteenReason.ROUND_TAKEN, field="roundId")
    await _handed_over(tx, facts, viewer.account_id, now, None)
    return round_id


async def own_round(tx: Transaction, round_id: UUID, viewer: Viewer) -> RoundFacts:
    """A round, held, for its volunteer and for staff of its site.

    Raises:
        CanteenRefused: NO_SUCH_ROUND.
    """
    facts = await reads.round_facts(tx, round_id, hold=True)
    if facts is None or not (drives(viewer, facts) or keeps_round(viewer, facts)):
        raise _no_such_round()
    return facts


async def kept_round(
    tx: Transaction, round_id: UUID, viewer: Viewer, field: str = "roundId"
) -> RoundFacts:
    """A round, held, for staff of its site.

    Raises:
        CanteenRefused: NO_SUCH_ROUND.
    """
    facts = await reads.round_facts(tx, round_id, hold=True)
    if facts is None or not keeps_round(viewer, facts):
        raise _no_such_round(field)
    return facts


async def _check_fresh(
    tx: Transaction, point_id: UUID, on: date, period: MealPeriod, plan: routing.Plan
) -> None:
    """Refuse a plan that was overtaken: by another plan, or by a cancellation."""
    keys = [stop.order_id for drawn in plan.rounds for stop in drawn.stops]
    await tx.execute(_HOLD_ORDERS, keys)
    left = {each.order_id for each in await reads.deliveries(tx, point_id, on, period)}
    if not left.issuperset(keys):
        raise CanteenRefused(CanteenReason.PLANNED_MEANWHILE, field="period")


async def _create_stops(
    tx: Transaction,
    round_id: UUID,
    drawn: routing.PlannedRound,
    depart_at: datetime,
    figures: Figures,
    now: datetime,
) -> None:
    until_at = depart_at + timedelta(minutes=figures[DeliveryFigureKind.WINDOW_MINUTES])
    stops = [
        DeliveryStop(
            id=new_key(),
            round_id=round_id,
            order_id=stop.order_id,
            position=position,
            planned_at=depart_at + timedelta(seconds=stop.after_seconds),
            until_at=until_at,
            status=StopStatus.PENDING,
            status_at=now,
        )
        for position, stop in enumerate(drawn.stops, 1)
    ]
    meanwhile = CanteenRefused(CanteenReason.PLANNED_MEANWHILE, field="period")
    with refusing("delivery_stop_once", meanwhile):
        await DeliveryStop.bulk_create(stops)
    await DeliveryStopMove.bulk_create(
        DeliveryStopMove(
            id=new_key(),
            stop_id=stop.id,
            at=now,
            to_status=StopStatus.PENDING,
            round_id=round_id,
            by_id=tx.by.account_id,
        )
        for stop in stops
    )


async def _check_volunteers(
    tx: Transaction,
    named: Mapping[str, UUID | None],
    sites: Sequence[UUID],
    ancestors: Sequence[UUID],
    now: datetime,
) -> None:
    """Refuse who is no volunteer at these sites; `named` are accounts by the field to blame."""
    known = {each.account_id for each in await reads.volunteers_of(tx, sites, ancestors, now)}
    for field, account_id in named.items():
        if account_id is not None and account_id not in known:
            raise CanteenRefused(CanteenReason.NO_SUCH_VOLUNTEER, field=field)


async def _handed_over(
    tx: Transaction, facts: RoundFacts, volunteer_id: UUID | None, now: datetime, reason: str | None
) -> None:
    await log_round(tx, facts.round_id, facts.status, facts.status, volunteer_id, now, reason)
    tx.record(
        "delivery_round.handed_over",
        facts.round_id,
        scope_id=facts.point_id,
        volunteer_id=volunteer_id,
    )


def _no_such_round(field: str = "roundId") -> CanteenRefused:
    return CanteenRefused(CanteenReason.NO_SUCH_ROUND, field=field)
