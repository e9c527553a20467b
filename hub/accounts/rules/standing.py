"""What an account is and may do, with the dates on which that changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar
from uuid import UUID

from hub.kernel.access import NOBODY, Grant, Role, Viewer, Ward
from hub.kernel.clock import HUB_ZONE, day_of

T = TypeVar("T")

NOWHERE = UUID(int=0)
"""An area that no row has: the home of somebody who lives outside the city."""
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DatedWard:
    """A resident whom somebody may act for, from a day until a day."""

    ward: Ward
    from_on: date
    until_on: date | None

    def is_in_force(self, today: date) -> bool:
        return self.from_on <= today and (self.until_on is None or today < self.until_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that decides who a token's holder is, before the question "as of when".

    `ends_at` is when the token stops being good; `left_on` the day on which the resident died or
    moved away.
    """

    account_id: UUID
    ends_at: datetime
    session_id: UUID | None = None
    resident_id: UUID | None = None
    home_area_id: UUID | None = None
    has_died: bool = False
    left_on: date | None = None
    wards: tuple[DatedWard, ...] = ()
    grants: tuple[Grant, ...] = ()

    def viewer(self, now: datetime) -> Viewer:
        """The viewer as of an instant: grants and proxies that are in force then, no others.

        Who moved away is no resident here, yet goes on acting for those who stay.
        """
        today = day_of(now)
        is_resident = self.resident_id is not None and (
            self.left_on is None or today < self.left_on
        )
        if now >= self.ends_at or (self.has_died and not is_resident):
            return NOBODY
        grants = tuple(grant for grant in self.grants if grant.is_active(now))
        wards = tuple(dated.ward for dated in self.wards if dated.is_in_force(today))
        if is_resident or wards:
            # Scoped to the home: a rule that asks for residents within an area must not let in all.
            home = self.home_area_id if is_resident else None
            grants += (Grant(Role.RESIDENT, area_id=home or NOWHERE),)
        return Viewer(
            account_id=self.account_id,
            resident_id=self.resident_id,
            session_id=self.session_id,
            wards=wards,
            grants=grants,
        )

    def steady_until(self, now: datetime) -> datetime:
        """Until when, exclusive, the viewer as of now stays the same."""
        return min((at for at in self._turns() if at > now), default=FOREVER)

    def _turns(self) -> Iterator[datetime]:
        yield self.ends_at
        for grant in self.grants:
            yield from _given(grant.from_at, grant.until_at)
        for dated in self.wards:
            yield from map(_start_of, _given(dated.from_on, dated.until_on))
        yield from map(_start_of, _given(self.left_on))


def _given(*values: T | None) -> Iterable[T]:
    return (value for value in values if value is not None)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), HUB_ZONE)
