"""Delivery rounds of the demonstration: a week of them, signatures, and who did not open."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from uuid import UUID

import asyncpg

from hub.canteen.rules import (
    DoorSigner,
    OrderStatus,
    RoundStatus,
    StopStatus,
    TravelMode,
    WelfareLevel,
    WelfareOutcome,
)
from hub.demo.tables import Row, copy
from hub.kernel.ids import new_key

_A_ROUND = 12
_DAYS = 7
_TABLES = (
    *("delivery_round", "delivery_round_move", "delivery_stop", "delivery_stop_move"),
    *("delivery_route", "delivery_route_stop", "welfare_check", "welfare_call"),
)
_DRIVER = "SELECT account_id, site_id FROM role_grant WHERE role = 'DELIVERY_VOLUNTEER'"
_ORDERS = """SELECT o.id, o.point_id, o."on", o.period, o.status, o.resident_id, r.name, r.area_id,
    s.serve_from_at, (point.id = $2 OR point.kitchen_id = $2) AS is_driven
FROM meal_order o JOIN resident r ON r.id = o.resident_id
JOIN serving s ON s.id = o.serving_id JOIN meal_site point ON point.id = o.point_id
WHERE o.mode = 'DELIVERY' AND o."on" BETWEEN $1::date - $3::int AND $1::date
    AND o.status NOT IN ('PLACED', 'CANCELLED')
ORDER BY o.point_id, o."on", o.period, r.area_id, o.number"""
_OPEN = frozenset({OrderStatus.LOCKED, OrderStatus.COOKING, OrderStatus.READY})
_GONE = frozenset({OrderStatus.CANCELLED_LATE, OrderStatus.SITE_CANCELLED})


@dataclass(slots=True)
class Depot:
    """Writes rounds down as of a moment; `driver_id` drives those of the first kitchen."""

    driver_id: UUID
    random: Random
    now: datetime
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in _TABLES})

    def add(self, table: str, **row: object) -> UUID:
        key = new_key()
        self.rows[table].append({"id": key, **row})
        return key

    def round(self, number: int, orders: tuple[asyncpg.Record, ...]) -> None:
        """One round with these orders, as far as it has come."""
        first = orders[0]
        depart_at = first["serve_from_at"]
        driver = self.driver_id if first["is_driven"] else None
        ends = [self._end(order, is_driven=driver is not None) for order in orders]
        status = _status(ends, is_driven=driver is not None)
        key = self.add(
            "delivery_round",
            point_id=first["point_id"],
            on=first["on"],
            period=first["period"],
            number=number,
            mode=TravelMode.RIDING,
            vehicle=f"{number} 号三轮车",
            capacity=_A_ROUND + 3,
            volunteer_id=driver,
            is_offered=False,
            depart_at=depart_at,
            status=status,
            status_at=min(self.now, depart_at + timedelta(hours=1)),
            created_at=min(self.now, depart_at - timedelta(hours=1)),
        )
        for step, (before, to) in enumerate(_way(status)):
            at = depart_at - timedelta(minutes=60 - 20 * step)
            self.add(
                "delivery_round_move",
                round_id=key,
                at=min(at, self.now),
                from_status=before,
                to_status=to,
                volunteer_id=driver,
            )
        for position, (order, end) in enumerate(zip(orders, ends, strict=True), 1):
            self._stop(key, order, end, position, depart_at)

    def _end(self, order: asyncpg.Record, *, is_driven: bool) -> StopStatus:
        status = OrderStatus(order["status"])
        if status in _GONE:
            return StopStatus.CANCELLED
        if status is OrderStatus.NO_SHOW:
            return self.random.choice((StopStatus.REFUSED, StopStatus.RETURNED))
        if status not in _OPEN:
            return StopStatus.DELIVERED
        is_late = is_driven and self.now > order["serve_from_at"] + timedelta(minutes=30)
        return StopStatus.WELFARE_CHECK if is_late else StopStatus.PENDING

    def _stop(
        self,
        round_id: UUID,
        order: asyncpg.Record,
        end: StopStatus,
        position: int,
        depart_at: datetime,
    ) -> None:
        planned_at = depart_at + timedelta(minutes=4 * position)
        is_signed = end is StopStatus.DELIVERED
        at = min(self.now, planned_at)
        key = self.add(
            "delivery_stop",
            round_id=round_id,
            order_id=order["id"],
            position=position,
            planned_at=planned_at,
            until_at=depart_at + timedelta(hours=1),
            status=end,
            status_at=at,
            signed_by=order["name"] if is_signed else None,
            signer=DoorSigner.RESIDENT if is_signed else None,
            signature="M10 40 L30 12 L52 44 L70 18" if is_signed else None,
        )
        ways = [StopStatus.PENDING] if end is StopStatus.PENDING else [StopStatus.PENDING, end]
        missed = end is StopStatus.WELFARE_CHECK or (
            end is StopStatus.RETURNED and self.random.random() < 0.5
        )
        if missed:
            between = [StopStatus.NO_ANSWER, StopStatus.WELFARE_CHECK]
            ways = [StopStatus.PENDING, *between]
            ways += [end] if end is StopStatus.RETURNED else []
            self._check(key, order, at, is_open=end is StopStatus.WELFARE_CHECK)
        for before, to in zip([None, *ways], ways, strict=False):
            self.add(
                "delivery_stop_move",
                stop_id=key,
                at=min(at, depart_at - timedelta(hours=1)) if before is None else at,
                from_status=before,
                to_status=to,
                round_id=round_id,
                reason="不在家" if to is StopStatus.RETURNED else None,
            )

    def _check(self, stop_id: UUID, order: asyncpg.Record, at: datetime, *, is_open: bool) -> None:
        resident = order["resident_id"]
        known = {check["resident_id"] for check in self.rows["welfare_check"]}
        if is_open and resident in known:
            return
        outcome = self.random.choice((WelfareOutcome.WELL, WelfareOutcome.AWAY))
        key = self.add(
            "welfare_check",
            stop_id=stop_id,
            resident_id=resident,
            area_id=order["area_id"],
            is_at_risk=False,
            level=WelfareLevel.COMMUNITY,
            opened_at=at,
            asked_at=at,
            due_at=at + timedelta(minutes=15),
            outcome=None if is_open else outcome,
            note=None if is_open else "电话联系上，平安",
            confirmed_at=None if is_open else at + timedelta(minutes=9),
        )
        self.add("welfare_call", check_id=key, at=at, level=WelfareLevel.COMMUNITY)

    def keep_sequence(self, orders: Iterable[asyncpg.Record]) -> None:
        """A route that staff of the first kitchen keep."""
        driven = [order for order in orders if order["is_driven"]]
        if not driven:
            return
        point = driven[0]["point_id"]
        people = dict.fromkeys(o["resident_id"] for o in driven if o["point_id"] == point)
        route = self.add("delivery_route", point_id=point, name="东线", set_at=self.now)
        for position, resident in enumerate(list(people)[:_A_ROUND], 1):
            self.add(
                "delivery_route_stop",
                route_id=route,
                point_id=point,
                position=position,
                resident_id=resident,
            )


async def write_down(connection: asyncpg.Connection, random: Random, now: datetime) -> None:
    """A week of rounds for the deliveries that are stored, and today's as far as they have come."""
    driver = await connection.fetchrow(_DRIVER)
    assert driver is not None
    orders = await connection.fetch(_ORDERS, now.date(), driver["site_id"], _DAYS)
    depot = Depot(driver["account_id"], random, now)
    for _, meal in groupby(orders, key=lambda row: (row["point_id"], row["on"], row["period"])):
        for number, chosen in enumerate(_parted(list(meal)), 1):
            depot.round(number, chosen)
    depot.keep_sequence(orders)
    for table in _TABLES:
        await copy(connection, table, depot.rows[table])


def _parted(orders: list[asyncpg.Record]) -> Iterable[tuple[asyncpg.Record, ...]]:
    """As many at once as a round takes."""
    return (tuple(orders[start : start + _A_ROUND]) for start in range(0, len(orders), _A_ROUND))


def _status(ends: list[StopStatus], *, is_driven: bool) -> RoundStatus:
    live = [end for end in ends if end is not StopStatus.CANCELLED]
    if not live:
        return RoundStatus.CANCELLED
    left = [end for end in live if end in (StopStatus.PENDING, StopStatus.WELFARE_CHECK)]
    if not left:
        return RoundStatus.CLOSED
    return RoundStatus.OUT if is_driven and len(left) < len(live) else RoundStatus.PLANNED


def _way(status: RoundStatus) -> list[tuple[RoundStatus | None, RoundStatus]]:
    """The moves that lead to a state."""
    usual = [RoundStatus.PLANNED, RoundStatus.LOADED, RoundStatus.OUT, RoundStatus.CLOSED]
    steps = (
        [RoundStatus.PLANNED, status]
        if status is RoundStatus.CANCELLED
        else usual[: usual.index(status) + 1]
    )
    return list(zip([None, *steps], steps, strict=False))
