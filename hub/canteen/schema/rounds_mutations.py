"""Planning rounds, giving them to volunteers, and sending them out."""

from datetime import date, datetime

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.rounds import VOLUNTEERS, DeliveryRound
from hub.canteen.schema.types import CanteenRefusal
from hub.query import Context, inputs, key_of, keys_of, mutation, payload, read


@inputs
class DeliveryVehicleInput:
    """A volunteer who is there for a meal, or a place for one."""

    capacity: int
    """How many boxes they take along, 1 to 100."""
    mode: rules.TravelMode = rules.TravelMode.RIDING
    """How they go."""
    volunteer_id: strawberry.ID | None = None
    """The account; null when nobody is known yet."""
    name: str | None = None
    """What the vehicle is called, 40 characters at most."""


@inputs
class DeliveryRoundsPlanInput:
    """Whose deliveries to plan, with whom."""

    point_id: strawberry.ID
    """The canteen or meal point from where meals are delivered."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    depart_at: datetime
    """When the meals are packed and the rounds set out; the last door is reached in an hour."""
    vehicles: list[DeliveryVehicleInput]
    """The volunteers, 1 to 30; those named first get the kept sequences."""
    idempotency_key: str | None = None
    """The same key again gives the same rounds."""


@payload
class DeliveryRoundsPlanned:
    """The rounds were planned."""

    rounds: list[DeliveryRound] = read()
    """The rounds."""
    unplanned: list[MealOrder] = read()
    """Orders for which there was no room, or no time: name more volunteers and plan again."""


@mutation(*STAFF)
async def delivery_rounds_plan(
    ctx: Context, input: DeliveryRoundsPlanInput
) -> DeliveryRoundsPlanned | CanteenRefusal:
    """Plan rounds for the deliveries of a meal that are on none, after its cut-off (安排送餐).

    Sequences that staff keep are followed; for the other doors the shortest ways are looked for,
    for some seconds at most.
    """
    vehicles = [
        rules.Vehicle(
            each.mode,
            each.capacity,
            None if each.volunteer_id is None else key_of(each.volunteer_id, "Account"),
            each.name,
        )
        for each in input.vehicles
    ]
    point_id = key_of(input.point_id, "MealSite")
    plan = await commands.draw_up_rounds(
        point_id=point_id,
        on=input.on,
        period=input.period,
        vehicles=vehicles,
        viewer=ctx.viewer,
    )
    made = await commands.plan_rounds(
        ctx.actor,
        point_id=point_id,
        on=input.on,
        period=input.period,
        depart_at=input.depart_at,
        vehicles=vehicles,
        plan=plan,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRoundsPlanned(rounds=made.round_ids, unplanned=made.unplanned_ids)


@inputs
class DeliveryRoundMoveInput:
    """Which round goes on."""

    round_id: strawberry.ID
    """The round."""
    to: rules.RoundStatus
    """LOADED, PLANNED (unloaded again), OUT or CLOSED."""
    reason: str | None = None
    """Why, where there is something to say."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRoundMoved:
    """The round has moved."""

    round: DeliveryRound | None = read()
    """The round as it is now."""


@mutation(*STAFF, *VOLUNTEERS)
async def delivery_round_move(
    ctx: Context, input: DeliveryRoundMoveInput
) -> DeliveryRoundMoved | CanteenRefusal:
    """Load a round, send it out or close it, as its volunteer or staff (班次装车、出发、结束)."""
    key = await commands.advance_round(
        ctx.actor,
        round_id=key_of(input.round_id, "DeliveryRound"),
        to=input.to,
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRoundMoved(round=key)


@inputs
class DeliveryRoundAssignInput:
    """Who drives a round."""

    round_id: strawberry.ID
    """The round."""
    volunteer_id: strawberry.ID | None = None
    """The account of a volunteer there; null for nobody, before it sets out."""
    reason: str | None = None
    """Why, where there is something to say."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRoundAssigned:
    """The round is in these hands."""

    round: DeliveryRound | None = read()
    """The round as it is now."""


@mutation(*STAFF)
async def delivery_round_assign(
    ctx: Context, input: DeliveryRoundAssignInput
) -> DeliveryRoundAssigned | CanteenRefusal:
    """Give a round to a volunteer, also on its way (指派志愿者)."""
    volunteer = input.volunteer_id
    key = await commands.assign_round(
        ctx.actor,
        round_id=key_of(input.round_id, "DeliveryRound"),
        volunteer_id=None if volunteer is None else key_of(volunteer, "Account"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRoundAssigned(round=key)


@inputs
class DeliveryRoundOfferInput:
    """Which round somebody else is to take over."""

    round_id: strawberry.ID
    """The round."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRoundOffered:
    """The round waits for another volunteer; until then it stays where it is."""

    round: DeliveryRound | None = read()
    """The round as it is now."""


@mutation(*STAFF, *VOLUNTEERS)
async def delivery_round_offer(
    ctx: Context, input: DeliveryRoundOfferInput
) -> DeliveryRoundOffered | CanteenRefusal:
    """Ask other volunteers of the site to take a round over, also on its way (请求转交班次)."""
    key = await commands.offer_round(
        ctx.actor,
        round_id=key_of(input.round_id, "DeliveryRound"),
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRoundOffered(round=key)


@inputs
class DeliveryRoundTakeInput:
    """Which round to take over."""

    round_id: strawberry.ID
    """A round that nobody drives, or that is offered."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryRoundTaken:
    """The round is the caller's."""

    round: DeliveryRound | None = read()
    """The round, with its doors."""


@mutation(*VOLUNTEERS)
async def delivery_round_take(
    ctx: Context, input: DeliveryRoundTakeInput
) -> DeliveryRoundTaken | CanteenRefusal:
    """Take a round over; of several who try, one gets it (接手班次)."""
    key = await commands.take_round(
        ctx.actor,
        round_id=key_of(input.round_id, "DeliveryRound"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryRoundTaken(round=key)


@inputs
class DeliveryStopsReorderInput:
    """In which order a round goes on."""

    round_id: strawberry.ID
    """The round."""
    stop_ids: list[strawberry.ID]
    """All its stops that are left to do, each once, in their new order."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryStopsReordered:
    """The stops are in their new order, with new times."""

    round: DeliveryRound | None = read()
    """The round as it is now."""


@mutation(*STAFF)
async def delivery_stops_reorder(
    ctx: Context, input: DeliveryStopsReorderInput
) -> DeliveryStopsReordered | CanteenRefusal:
    """Put the stops of a round that are left to do into another order (调整顺序)."""
    key = await commands.reorder_stops(
        ctx.actor,
        round_id=key_of(input.round_id, "DeliveryRound"),
        stop_ids=keys_of(input.stop_ids, "DeliveryStop"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryStopsReordered(round=key)


@inputs
class DeliveryStopsTransferInput:
    """Which stops go on which round."""

    stop_ids: list[strawberry.ID]
    """Stops of one meal that are left to do, 200 at most."""
    to_round_id: strawberry.ID | None = None
    """A round of the same meal; null for a new one that nobody drives yet."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryStopsTransferred:
    """The stops are at the end of the round."""

    round: DeliveryRound | None = read()
    """The round that has them now."""


@mutation(*STAFF)
async def delivery_stops_transfer(
    ctx: Context, input: DeliveryStopsTransferInput
) -> DeliveryStopsTransferred | CanteenRefusal:
    """Put stops on another round: so rounds are split, and become one (调整、拆分、合并班次)."""
    target = input.to_round_id
    key = await commands.transfer_stops(
        ctx.actor,
        stop_ids=keys_of(input.stop_ids, "DeliveryStop"),
        to_round_id=None if target is None else key_of(target, "DeliveryRound"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryStopsTransferred(round=key)
