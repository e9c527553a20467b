"""How many points a caller may spend: a bucket each, which fills again with time.

Each process has the buckets of those who come to it, so paying asks nobody. Once a second it tells
the others, through the database, what was spent here and hears what that leaves: who spreads their
requests over N processes gets at most what each of them lets through within that second.
"""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from math import ceil
from typing import NamedTuple, Protocol

import asyncpg

from hub.endpoint.problems import Declined, Header, Problem
from hub.kernel.context import Budget
from hub.kernel.db import AWAY

log = logging.getLogger("hub.endpoint")

_SETTLED_EVERY_SECONDS = 1.0


class Balance(NamedTuple):
    """What is left of a bucket of `limit` points that gains `rate` points a second."""

    limit: int
    left: float
    rate: float

    def seconds_until(self, points: float) -> int:
        """How long until so many points are there."""
        return max(0, ceil((points - self.left) / self.rate))

    @property
    def remaining(self) -> int:
        """Whole points that are there."""
        return max(0, int(self.left))

    def full_at(self, now: float) -> int:
        """When it will be full again, in Unix seconds, as `now` is."""
        return int(now) + self.seconds_until(self.limit)

    def headers(self, now: float) -> list[Header]:
        """`x-ratelimit-*` as GitHub has them. `now` is in Unix seconds, and so is `reset`."""
        return [
            (b"x-ratelimit-limit", b"%d" % self.limit),
            (b"x-ratelimit-remaining", b"%d" % self.remaining),
            (b"x-ratelimit-used", b"%d" % (self.limit - self.remaining)),
            (b"x-ratelimit-reset", b"%d" % self.full_at(now)),
        ]


class Settle(Protocol):
    """Tells what callers (by their hash) spent here, and hears what they have left altogether."""

    def __call__(
        self, spent: Mapping[bytes, float], *, limit: int, rate: float
    ) -> Awaitable[dict[bytes, float]]: ...


class Budgets:
    """The buckets of this process, one for each account or, for the anonymous, network address.

    A bucket that nobody touched for long is forgotten: it is full by then.
    """

    def __init__(
        self,
        *,
        limit: int,
        rate: float,
        most_callers: int = 20_000,
        settle: Settle | None = None,
    ) -> None:
        """`settle` shares the buckets with other processes; without it they are this one's."""
        if limit < 1 or rate <= 0:
            raise ValueError("a budget has at least one point and fills again")
        self._limit = limit
        self._rate = rate
        self._most_callers = most_callers
        self._settle = settle
        # What was spent since the others were told.
        self._spent: dict[Hashable, float] = {}
        # What was left, and when (Unix seconds).
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def balance(self, caller: Hashable, now: float) -> Balance:
        """What a caller has at an instant."""
        return Balance(self._limit, self._left(caller, now), self._rate)

    def charge(self, caller: Hashable, points: int, now: float) -> Balance:
        """Take points, and say what is left."""
        left = self._left(caller, now) - points
        self._buckets[caller] = (left, now)
        self._buckets.move_to_end(caller)
        if self._settle is not None:
            self._spent[caller] = self._spent.get(caller, 0.0) + points
        if len(self._buckets) > self._most_callers:
            self._buckets.popitem(last=False)
        return Balance(self._limit, left, self._rate)

    async def settle(self, clock: Callable[[], datetime]) -> None:
        """Share what was spent since the last time, and take over what the others spent.

        While the database is away it is kept for the next time.
        """
        spent, self._spent = self._spent, {}
        if self._settle is None or not spent:
            return
        hashed = {_hashed(caller): caller for caller in spent}
        try:
            left = await self._settle(
                {key: spent[caller] for key, caller in hashed.items()},
                limit=self._limit,
                rate=self._rate,
            )
        except (*AWAY, asyncpg.QueryCanceledError) as error:
            log.warning("no budgets are shared: %s", type(error).__name__)
            for caller, points in spent.items():
                self._spent[caller] = self._spent.get(caller, 0.0) + points
            return
        now = clock().timestamp()
        for key, points in left.items():
            caller = hashed[key]
            # What was spent meanwhile the others do not know of.
            self._buckets[caller] = (points - self._spent.get(caller, 0.0), now)

    @asynccontextmanager
    async def settling(self, clock: Callable[[], datetime]) -> AsyncIterator[None]:
        """Share the buckets with the other processes, once a second."""

        async def settle_again_and_again() -> None:
            while True:
                await asyncio.sleep(_SETTLED_EVERY_SECONDS)
                await self.settle(clock)

        task = asyncio.ensure_future(settle_again_and_again())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def _left(self, caller: Hashable, now: float) -> float:
        bucket = self._buckets.get(caller)
        if bucket is None:
            return self._limit
        left, since = bucket
        return min(float(self._limit), left + max(0.0, now - since) * self._rate)


def _hashed(caller: Hashable) -> bytes:
    """What others see of a caller: no address and no account."""
    return hashlib.sha256(repr(caller).encode()).digest()[:16]


class Purse:
    """One operation's way to its caller's bucket. Without budgets everything is free."""

    __slots__ = ("_budgets", "_caller", "_now", "_points", "balance")

    def __init__(self, budgets: Budgets | None, caller: Hashable, now: float) -> None:
        self._budgets = budgets
        self._caller = caller
        self._now = now
        self._points = 0
        # What was left after the last payment.
        self.balance: Balance | None = None

    def check(self) -> None:
        """Refuse those who owe: before anything of what they send is looked at.

        Raises:
            Declined: RATE_LIMITED.
        """
        if self._budgets is not None:
            balance = self._budgets.balance(self._caller, self._now)
            if balance.left < 0:
                raise self._declined(balance, 0)

    def pay(self, points: int) -> None:
        """Take the points that an operation is about to use.

        One that costs more than a bucket holds may run when the bucket is full, and leaves it below
        zero, so that it has to fill longer. Being refused takes a point: what an operation costs
        had to be found out.

        Raises:
            Declined: RATE_LIMITED, when they are not there.
        """
        if self._budgets is None:
            return
        balance = self._budgets.balance(self._caller, self._now)
        needed = min(points, balance.limit)
        if balance.left < needed:
            raise self._declined(self._budgets.charge(self._caller, 1, self._now), needed)
        self._points = points
        self.balance = self._budgets.charge(self._caller, points, self._now)

    def budget(self) -> Budget | None:
        """What a client may read of it within the operation that was paid for."""
        if self.balance is None:
            return None
        reset_at = datetime.fromtimestamp(self.balance.full_at(self._now), UTC)
        return Budget(self.balance.limit, self.balance.remaining, self._points, reset_at)

    def owe(self, points: int) -> None:
        """Take points for what has been used already, whether they are there or not."""
        if self._budgets is not None:
            self.balance = self._budgets.charge(self._caller, points, self._now)

    def _declined(self, balance: Balance, needed: int) -> Declined:
        wait = (b"retry-after", b"%d" % balance.seconds_until(needed))
        return Declined(Problem.RATE_LIMITED, [wait, *balance.headers(self._now)])

    def headers(self) -> list[Header]:
        """The headers that tell of the last payment."""
        return self.balance.headers(self._now) if self.balance else []
