"""Sequences that staff keep, figures of delivery, and stops of people who are gone."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from hub.canteen.commands.managing import held_site
from hub.canteen.commands.rounds_moves import Stop, cancel_empty, move_stops
from hub.canteen.models import DeliveryFigure, DeliveryRoute, DeliveryRouteStop
from hub.canteen.rules import (
    MOST_STOPS,
    STAFF,
    CanteenReason,
    CanteenRefused,
    DeliveryFigureKind,
    StopStatus,
    check_figure,
    check_text,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_LONGEST_NAME = 40
_ONCE = "uid_delivery_ro_point_i_8cd45d"
# A sequence may hold who was ever delivered to from the point, and nobody else.
_KNOWN = """SELECT DISTINCT resident_id FROM meal_order
WHERE point_id = $1 AND mode = 'DELIVERY' AND resident_id = ANY($2)"""
_END_FIGURE = """UPDATE delivery_figure SET until_on = $2
WHERE kind = $1 AND until_on IS NULL AND from_on < $2"""
_STOPS_OF = """SELECT s.id, s.round_id, s.status FROM delivery_stop s
JOIN meal_order o ON o.id = s.order_id
WHERE o.resident_id = $1 AND s.status IN ('PENDING', 'NO_ANSWER', 'WELFARE_CHECK')
ORDER BY s.id FOR NO KEY UPDATE OF s"""


@command
async def set_route(
    tx: Transaction,
    *,
    point_id: UUID,
    name: str,
    resident_ids: Sequence[UUID],
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Keep a sequence of residents under a name, in the place of what had that name before.

    Raises:
        CanteenRefused: NO_SUCH_SITE, ROUTE_NOT_VALID, RESIDENT_TWICE, NO_SUCH_RESIDENT for
            somebody who never ordered a delivery there.
    """
    await held_site(tx, point_id, viewer, STAFF, field="pointId")
    title = name.strip()
    check_text("name", title)
    if not (0 < len(title) <= _LONGEST_NAME and 1 <= len(resident_ids) <= MOST_STOPS):
        raise CanteenRefused(CanteenReason.ROUTE_NOT_VALID, field="name", most=MOST_STOPS)
    twice = CanteenRefused(CanteenReason.RESIDENT_TWICE, field="residentIds")
    if len(set(resident_ids)) != len(resident_ids):
        raise twice
    known = await tx.fetch(_KNOWN, point_id, list(resident_ids))
    if len(known) != len(resident_ids):
        raise CanteenRefused(CanteenReason.NO_SUCH_RESIDENT, field="residentIds")
    route = await DeliveryRoute.get_or_none(point_id=point_id, name=title)
    key = route.id if route else new_key()
    if route is None:
        await DeliveryRoute.create(
            id=key, point_id=point_id, name=title, set_at=now, set_by_id=tx.by.account_id
        )
    else:
        await DeliveryRoute.filter(id=key).update(set_at=now, set_by_id=tx.by.account_id)
        await DeliveryRouteStop.filter(route_id=key).delete()
    with refusing(_ONCE, twice):
        await DeliveryRouteStop.bulk_create(
            DeliveryRouteStop(
                id=new_key(),
                route_id=key,
                point_id=point_id,
                position=position,
                resident_id=resident_id,
            )
            for position, resident_id in enumerate(resident_ids, 1)
        )
    return key


@command
async def delete_route(tx: Transaction, *, route_id: UUID, viewer: Viewer) -> UUID:
    """Keep a sequence no longer; rounds that were planned by it stay. The answer is its point.

    Raises:
        CanteenRefused: NO_SUCH_ROUTE.
    """
    unknown = CanteenRefused(CanteenReason.NO_SUCH_ROUTE, field="routeId")
    route = await DeliveryRoute.get_or_none(id=route_id)
    if route is None:
        raise unknown
    try:
        await held_site(tx, route.point_id, viewer, STAFF)
    except CanteenRefused:
        raise unknown from None
    await route.delete()
    return route.point_id


@command
async def set_figure(
    tx: Transaction,
    *,
    kind: DeliveryFigureKind,
    value: int,
    source: str,
    from_on: date,
    now: datetime,
) -> UUID:
    """Bring a figure of delivery into force from a day on; the one before it ends that day.

    Raises:
        CanteenRefused: FIGURE_NOT_VALID, REASON_NEEDED, LIMIT_PAST.
    """
    check_figure(value, source)
    past = CanteenRefused(CanteenReason.LIMIT_PAST, field="fromOn")
    if from_on < day_of(now):
        raise past
    await tx.execute(_END_FIGURE, kind, from_on)
    key = new_key()
    with refusing("delivery_figure_one_at_a_time", past):
        await DeliveryFigure.create(
            id=key, kind=kind, value=value, source=source.strip(), from_on=from_on
        )
    return key


@command
async def drop_stops(tx: Transaction, *, resident_id: UUID, reason: str, now: datetime) -> int:
    """Take a resident off all rounds, because nobody is there any more; how many stops it were."""
    stops = [
        Stop(row["id"], row["round_id"], StopStatus(row["status"]))
        for row in await tx.fetch(_STOPS_OF, resident_id)
    ]
    # Of a check that was begun somebody still says how it ended.
    pending = [stop for stop in stops if stop.status is StopStatus.PENDING]
    await move_stops(tx, pending, StopStatus.CANCELLED, now, reason)
    await cancel_empty(tx, {stop.round_id for stop in pending}, now, reason)
    if pending:
        tx.beneficiary_id = resident_id
    return len(pending)
