"""Orders of the demonstration: a month of meals with every state present, priced by the rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

import orjson

from hub.canteen.rules import (
    CANCELLED,
    COMPLETED,
    UNCLAIMED,
    ClaimStatus,
    FulfilmentMode,
    Meal,
    MealPeriod,
    MenuStatus,
    OrderChannel,
    OrderStatus,
    Person,
    Policy,
    Quote,
    quote,
)
from hub.demo.menus import Day, Offered, Sitting
from hub.demo.residents import Elder
from hub.kernel.ids import new_key

T = TypeVar("T")

_S = OrderStatus
_A_MEAL = {MealPeriod.LUNCH: 46, MealPeriod.SUPPER: 20}
"""Orders per canteen and meal at scale 1."""
_CHANNELS = (
    (OrderChannel.SELF, 45),
    (OrderChannel.PROXY, 20),
    (OrderChannel.COUNTER, 20),
    (OrderChannel.PHONE, 15),
)
_MODES = (
    (FulfilmentMode.DINE_IN, 55),
    (FulfilmentMode.PICKUP, 20),
    (FulfilmentMode.DELIVERY, 25),
)
_WAYS = {
    _S.PLACED: (),
    _S.LOCKED: (_S.LOCKED,),
    _S.COOKING: (_S.LOCKED, _S.COOKING),
    _S.READY: (_S.LOCKED, _S.COOKING, _S.READY),
    _S.CANCELLED: (_S.CANCELLED,),
    _S.CANCELLED_LATE: (_S.LOCKED, _S.CANCELLED_LATE),
    _S.SITE_CANCELLED: (_S.LOCKED, _S.SITE_CANCELLED),
    _S.NO_SHOW: (_S.LOCKED, _S.COOKING, _S.READY, _S.NO_SHOW),
}
_REASONS = {
    _S.CANCELLED_LATE: "临时住院",
    _S.SITE_CANCELLED: "停电，当餐全部取消",
    _S.DISPUTED: "菜品与预订不符",
    _S.REFUNDED: "情况属实，已退款",
    _S.UPHELD: "经核实无误",
}


@dataclass(slots=True)
class Sold:
    """All orders, and the rows that say so."""

    orders: list[dict[str, object]] = field(default_factory=list)
    lines: list[dict[str, object]] = field(default_factory=list)
    moves: list[dict[str, object]] = field(default_factory=list)
    claims: list[dict[str, object]] = field(default_factory=list)
    uses: list[dict[str, object]] = field(default_factory=list)


@dataclass(slots=True)
class Counter:
    """Takes the orders of one filling: with which policy, by which staff, as of when."""

    policy_id: UUID
    policy: Policy
    staff_id: UUID
    random: Random
    now: datetime
    sold: Sold = field(default_factory=Sold)

    def fill(
        self, days: list[Day], elders: list[Elder], scale: float, done: Callable[[int], None]
    ) -> Sold:
        """Orders for every menu that has been open for orders, each elder at most once a meal."""
        meals: dict[tuple[date, MealPeriod], list[Day]] = {}
        for day in days:
            if day.status is not MenuStatus.DRAFT and day.published_at <= self.now:
                meals.setdefault((day.on, day.period), []).append(day)
        today = self.now.date()
        for place, ((on, period), open_menus) in enumerate(meals.items(), 1):
            # Few order long before the meal.
            share = max(0.05, 0.6 - 0.2 * (on - today).days) if on > today else 1.0
            wanted = round(_A_MEAL[period] * scale * share)
            most = len(elders) // len(open_menus)
            guests = self.random.sample(elders, min(wanted, most) * len(open_menus))
            is_dark = on == today - timedelta(days=9) and period is MealPeriod.SUPPER
            for number, elder in enumerate(guests):
                self._order(open_menus[number % len(open_menus)], elder, is_dark=is_dark)
            done(place * 100 // len(meals))
        return self.sold

    def _order(self, day: Day, elder: Elder, *, is_dark: bool) -> None:
        sitting = self._sitting(day)
        lines = self._lines(day, elder)
        if not lines:
            return
        placed_at = self._placed_at(day, sitting)
        status = self._status(day, sitting, is_dark=is_dark and day.kitchen.name[:1] == "孟")
        priced = self._price(day, sitting, elder, lines)
        day.last_number += 1
        key = new_key()
        channel = _pick(self.random, _CHANNELS)
        by_staff = channel in (OrderChannel.COUNTER, OrderChannel.PHONE)
        mode = sitting.served.mode
        ended_at = self._move(key, day, sitting, status, placed_at, by_staff=by_staff)
        self.sold.orders.append(
            {
                "id": key,
                "number": day.last_number,
                "menu_id": day.id,
                "serving_id": sitting.id,
                "site_id": day.kitchen.id,
                "point_id": sitting.served.point_id,
                "on": day.on,
                "period": day.period,
                "mode": mode,
                "resident_id": elder.id,
                "status": status,
                "status_at": ended_at,
                "price_fen": priced.price_fen,
                "discount_fen": priced.discount_fen,
                "subsidy_fen": priced.subsidy_fen,
                "due_fen": priced.due_fen,
                "policy_id": self.policy_id,
                "shares": orjson.dumps(priced.shares).decode(),
                "quote": orjson.dumps({"steps": priced.steps, "cautions": []}).decode(),
                "address": elder.address if mode is FulfilmentMode.DELIVERY else None,
                "note": "少盐" if self.random.random() < 0.05 else None,
                "channel": channel,
                "placed_by_id": self.staff_id if by_staff else None,
                "placed_at": placed_at,
                "is_after_cutoff": False,
                "has_diet_conflict": False,
                "cancelled_at": ended_at if status in CANCELLED else None,
            }
        )
        self._hold(key, day, sitting, elder, lines, status, priced)

    def _hold(
        self,
        key: UUID,
        day: Day,
        sitting: Sitting,
        elder: Elder,
        lines: Sequence[Offered],
        status: OrderStatus,
        priced: Quote,
    ) -> None:
        for position, item in enumerate(lines, 1):
            self.sold.lines.append(
                {
                    "id": new_key(),
                    "order_id": key,
                    "item_id": item.id,
                    "position": position,
                    "name": item.dish.name,
                    "name_en": item.dish.name_en,
                    "portions": 1,
                    "price_fen": item.dish.price_fen,
                }
            )
            item.taken += status not in CANCELLED
        sitting.taken += status not in CANCELLED
        if not priced.subsidy_fen:
            return
        is_released = status in UNCLAIMED
        is_redeemed = not is_released and status not in _WAYS
        claim = (
            ClaimStatus.RELEASED
            if is_released
            else ClaimStatus.REDEEMED
            if is_redeemed
            else ClaimStatus.RESERVED
        )
        person = {"resident_id": elder.id, "policy_id": self.policy_id}
        self.sold.claims.append(
            {
                "id": new_key(),
                "order_id": key,
                **person,
                "on": day.on,
                "period": day.period,
                "amount_fen": priced.subsidy_fen,
                "status": claim,
            }
        )
        self.sold.uses.extend(
            {
                "id": new_key(),
                **person,
                "window": use.window,
                "from_on": use.from_on,
                "amount_fen": 0 if is_released else priced.subsidy_fen,
                "limit_fen": use.limit_fen,
                "meals": 0 if is_released else 1,
                "limit_meals": use.limit_meals,
            }
            for use in priced.uses
        )

    def _sitting(self, day: Day) -> Sitting:
        mode = _pick(self.random, _MODES)
        return self.random.choice([row for row in day.sittings if row.served.mode is mode])

    def _lines(self, day: Day, elder: Elder) -> list[Offered]:
        fit = [
            item
            for item in day.items
            if item.taken < item.portions and elder.allergies.isdisjoint(item.dish.allergens)
        ]
        return self.random.sample(fit, min(len(fit), self.random.choice((1, 1, 2, 3, 4))))

    def _placed_at(self, day: Day, sitting: Sitting) -> datetime:
        until = min(sitting.served.cutoff_at, self.now)
        span = (until - day.published_at).total_seconds()
        # Most order shortly before the cut-off.
        return until - timedelta(seconds=1 + (span - 1) * self.random.random() ** 3)

    def _status(self, day: Day, sitting: Sitting, *, is_dark: bool) -> OrderStatus:
        chance = self.random.random()
        served = sitting.served
        if chance < 0.04:
            return _S.CANCELLED
        if served.cutoff_at > self.now:
            return _S.PLACED
        if is_dark:
            return _S.SITE_CANCELLED
        if chance < 0.05:
            return _S.CANCELLED_LATE
        completed = COMPLETED[served.mode]
        if day.on == self.now.date():
            return self._today(served.serve_from_at, served.serve_until_at, completed)
        if chance < 0.075:
            return _S.NO_SHOW
        if chance < 0.085:
            return self.random.choice((_S.DISPUTED, _S.REFUNDED, _S.UPHELD))
        # Last month's are settled afterwards, as far as their settlement has come.
        return completed

    def _today(self, start: datetime, end: datetime, completed: OrderStatus) -> OrderStatus:
        # Whatever the hour, a few are in each state, so that every page has something to show.
        early, middle, late = _S.LOCKED, _S.COOKING, _S.READY
        if self.now >= end:
            usual = completed
        elif self.now >= start:
            usual = self.random.choice((late, completed, completed))
        elif self.now >= start - timedelta(hours=3):
            usual = middle
        else:
            usual = early
        return self.random.choices((usual, early, middle, late), (88, 4, 4, 4))[0]

    def _price(self, day: Day, sitting: Sitting, elder: Elder, lines: Sequence[Offered]) -> Quote:
        bill = sum(item.dish.price_fen for item in lines)
        person = Person(elder.born_on, is_hukou=True, is_usual=True, statuses=elder.statuses)
        return quote(self.policy, person, Meal(day.on, day.period, sitting.served.mode, bill))

    def _move(
        self,
        key: UUID,
        day: Day,
        sitting: Sitting,
        status: OrderStatus,
        placed_at: datetime,
        *,
        by_staff: bool,
    ) -> datetime:
        """The moves that lead to a state; the answer is when it was reached."""
        served = sitting.served
        ways: tuple[OrderStatus, ...] = _WAYS.get(status, ())
        if status not in _WAYS:
            completed = COMPLETED[served.mode]
            ways = (*_WAYS[_S.READY], completed)
            if status in (_S.REFUNDED, _S.UPHELD):
                ways = (*ways, _S.DISPUTED, status)
            elif status is not completed:
                ways = (*ways, status)
        times = {
            _S.LOCKED: served.cutoff_at,
            _S.COOKING: served.serve_from_at - timedelta(hours=3),
            _S.READY: served.serve_from_at - timedelta(minutes=10),
            _S.CANCELLED: placed_at + (served.cutoff_at - placed_at) / 2,
            _S.CANCELLED_LATE: served.cutoff_at + timedelta(minutes=40),
            _S.SITE_CANCELLED: served.serve_from_at - timedelta(hours=2),
            _S.NO_SHOW: served.serve_until_at,
            _S.SETTLED: served.serve_until_at + timedelta(days=2),
            _S.DISPUTED: served.serve_until_at + timedelta(hours=1),
            _S.REFUNDED: served.serve_until_at + timedelta(hours=5),
            _S.UPHELD: served.serve_until_at + timedelta(hours=5),
        }
        at = placed_at
        before: OrderStatus | None = None
        for to in (_S.PLACED, *ways):
            if before is not None:
                at = times.get(to) or served.serve_from_at + timedelta(
                    minutes=self.random.randint(1, 90)
                )
                at = max(min(at, self.now), placed_at)
            is_staff = by_staff if before is None else to not in (_S.LOCKED, _S.CANCELLED)
            self.sold.moves.append(
                {
                    "id": new_key(),
                    "order_id": key,
                    "at": at,
                    "from_status": before,
                    "to_status": to,
                    "by_id": self.staff_id if is_staff else None,
                    "reason": _REASONS.get(to),
                }
            )
            before = to
        return at


def _pick(random: Random, weighted: Sequence[tuple[T, int]]) -> T:
    return random.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
