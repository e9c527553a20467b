"""What a month's meals would have cost under another policy: meals in, sums and changes out.

Caps need the calendar's order, so meals are added in it; only the sums of each person, and what
they have used of the present day and week, are remembered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from hub.canteen.rules.eligibility import Meal, Person
from hub.canteen.rules.orders import UNCLAIMED
from hub.canteen.rules.policies import FundingLevel, Policy, UseWindow
from hub.canteen.rules.quotes import Quote, Used, week_of
from hub.canteen.rules.subsidies import quote
from hub.people.rules import age_on

MOST_TRIAL_MEALS = 1_000_000
"""Meals of one trial."""
MOST_TRIALS_WAITING = 5
"""Trials that may wait for their turn or run."""
LARGEST_CHANGES = 20
"""People with the largest changes that a trial names."""
NOT_TRIED = UNCLAIMED
"""Orders that came to no meal, or to one for which the money went back."""
_AGES = (0, 60, 70, 80, 90, 100, None)


class TrialStatus(StrEnum):
    """Where a trial of a policy stands (试算状态)."""

    QUEUED = "QUEUED"
    """Waits for its turn, which comes within a minute or so (排队中)."""
    RUNNING = "RUNNING"
    """Goes through the meals (进行中)."""
    DONE = "DONE"
    """Has its result (已完成)."""
    FAILED = "FAILED"
    """Could not be finished (失败)."""


@dataclass(frozen=True, slots=True)
class TriedMeal:
    """A meal as it was ordered: for whom, what it cost them then, and who paid the subsidy."""

    resident_id: UUID
    person: Person
    meal: Meal
    subsidy_fen: int
    due_fen: int
    shares: Mapping[FundingLevel, int]


@dataclass(slots=True)
class Sums:
    """Meals and money of a group, then and now; `changes` is what each person pays more now."""

    meals: int = 0
    subsidy_then_fen: int = 0
    subsidy_now_fen: int = 0
    due_then_fen: int = 0
    due_now_fen: int = 0
    changes: dict[UUID, int] = field(default_factory=dict)

    def add(self, then: TriedMeal, subsidy_fen: int, due_fen: int) -> None:
        self.meals += 1
        self.subsidy_then_fen += then.subsidy_fen
        self.subsidy_now_fen += subsidy_fen
        self.due_then_fen += then.due_fen
        self.due_now_fen += due_fen
        change = self.changes.get(then.resident_id, 0) + due_fen - then.due_fen
        self.changes[then.resident_id] = change

    def as_json(self) -> dict[str, Any]:
        """The sums, and how many people pay less and more, in GraphQL's spelling."""
        return {
            "persons": len(self.changes),
            "meals": self.meals,
            "subsidyThenFen": self.subsidy_then_fen,
            "subsidyNowFen": self.subsidy_now_fen,
            "differenceFen": self.subsidy_now_fen - self.subsidy_then_fen,
            "dueThenFen": self.due_then_fen,
            "dueNowFen": self.due_now_fen,
            "gaining": sum(change < 0 for change in self.changes.values()),
            "losing": sum(change > 0 for change in self.changes.values()),
        }


@dataclass(slots=True)
class LevelSums:
    """What a level of government pays, then and now, and for whose meals it would pay now."""

    then_fen: int = 0
    now_fen: int = 0
    meals: int = 0
    persons: set[UUID] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        """The sums, in GraphQL's spelling."""
        return {
            "persons": len(self.persons),
            "meals": self.meals,
            "thenFen": self.then_fen,
            "nowFen": self.now_fen,
            "differenceFen": self.now_fen - self.then_fen,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What a trial comes to for one person, over all their meals."""

    resident_id: UUID
    meals: int
    subsidy_then_fen: int
    subsidy_now_fen: int
    due_then_fen: int
    due_now_fen: int


def trial_days(month_on: date) -> tuple[date, date, date]:
    """The Monday from which caps count, the first day of the month, and the day after its last."""
    last = month_on.replace(day=28) + timedelta(days=4)
    return week_of(month_on), month_on, last.replace(day=1)


class Trial:
    """A policy on its way through the meals of a month."""

    def __init__(self, policy: Policy, month_on: date) -> None:
        self._policy = policy
        self._begins_on = month_on
        self._on = self._monday = date.min
        self._day: dict[UUID, Used] = {}
        self._week: dict[UUID, Used] = {}
        self._all = Sums()
        self._classes: dict[str | None, Sums] = {}
        self._ages: dict[int, Sums] = {}
        self._levels: dict[FundingLevel, LevelSums] = {}
        self._people: dict[UUID, list[int]] = {}

    def add(self, meals: Iterable[TriedMeal]) -> None:
        """Go on with these meals, which come after those that were added before.

        Meals before the month are for the caps of its first week only: they are in no sum.
        """
        for then in meals:
            self._turn(then.meal.on)
            self._add(then)

    def result(self) -> dict[str, Any]:
        """All sums as JSON in GraphQL's spelling; classes and ages in order, unsubsidised last."""
        named = sorted(self._classes, key=lambda name: (name is None, name or ""))
        return {
            "total": self._all.as_json(),
            "classes": [{"code": name, **self._classes[name].as_json()} for name in named],
            "ages": [
                {"ageFrom": _AGES[place], "ageUntil": _AGES[place + 1], **sums.as_json()}
                for place, sums in sorted(self._ages.items())
            ],
            "levels": [
                {"level": level.value, **self._levels[level].as_json()}
                for level in FundingLevel
                if level in self._levels
            ],
        }

    def largest(self) -> list[Change]:
        """The people whose own payments change most, the largest change first."""
        changes = sorted(
            ((person, change) for person, change in self._all.changes.items() if change),
            key=lambda pair: (-abs(pair[1]), pair[0]),
        )
        return [Change(person, *self._people[person]) for person, _ in changes[:LARGEST_CHANGES]]

    def _turn(self, on: date) -> None:
        """Forget what was used of days and weeks that are over."""
        if on != self._on:
            self._on = on
            self._day.clear()
            if week_of(on) != self._monday:
                self._monday = week_of(on)
                self._week.clear()

    def _add(self, then: TriedMeal) -> None:
        who = then.resident_id
        used = {
            UseWindow.DAY: self._day.get(who, _UNUSED),
            UseWindow.WEEK: self._week.get(who, _UNUSED),
        }
        now = quote(self._policy, then.person, then.meal, used)
        for use in now.uses:
            before = used[use.window]
            kept = self._day if use.window is UseWindow.DAY else self._week
            kept[who] = Used(before.amount_fen + now.subsidy_fen, before.meals + 1)
        if then.meal.on >= self._begins_on:
            self._count(then, now)

    def _count(self, then: TriedMeal, now: Quote) -> None:
        who = then.resident_id
        age = age_on(then.person.born_on, then.meal.on)
        decade = min(max(age // 10 - 5, 0), len(_AGES) - 2)
        for sums in (
            self._all,
            self._classes.setdefault("+".join(now.classes) or None, Sums()),
            self._ages.setdefault(decade, Sums()),
        ):
            sums.add(then, now.subsidy_fen, now.due_fen)
        for level, amount in then.shares.items():
            self._levels.setdefault(level, LevelSums()).then_fen += amount
        for share in now.shares:
            paid = self._levels.setdefault(share.level, LevelSums())
            paid.now_fen += share.amount_fen
            paid.meals += 1
            paid.persons.add(who)
        of_person = self._people.setdefault(who, [0, 0, 0, 0, 0])
        for place, amount in enumerate(
            (1, then.subsidy_fen, now.subsidy_fen, then.due_fen, now.due_fen)
        ):
            of_person[place] += amount


_UNUSED = Used()
