"""What a meal costs a person: price, discount, subsidy and who pays it, each step in words.

The order of the steps is domain reference 2.5: eligibility on the day of the meal, price list,
operator's discount, threshold, candidates, highest or sum, caps, at most what is payable, split.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.policies import (
    Band,
    Basis,
    Combine,
    FundingLevel,
    Policy,
    Price,
    Residence,
    Rounding,
    ThresholdBasis,
    UseWindow,
)
from hub.people.rules import StatusKind, age_on

_ROUNDINGS = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_FLOOR,
    Rounding.UP: ROUND_CEILING,
}


class QuoteStepKind(StrEnum):
    """Which step of working out a price (计价步骤)."""

    BILL = "BILL"
    """The dishes at list price (餐费)."""
    DISCOUNT = "DISCOUNT"
    """The operator's discount for the person's age (优惠)."""
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    """Why there is no subsidy (不享受补贴)."""
    BAND = "BAND"
    """A class and age band that fits, and its amount (适用档次)."""
    CHOSEN = "CHOSEN"
    """What several bands come to: the highest, or their sum (取值)."""
    FUNDING = "FUNDING"
    """A share that is lost because the meal is taken elsewhere (出资)."""
    CAP = "CAP"
    """A cap of the day or the week (限额)."""
    PAYABLE = "PAYABLE"
    """No more than what is to be paid (不超过应付)."""
    DUE = "DUE"
    """What the person pays (应付)."""


@dataclass(frozen=True, slots=True)
class QuoteStep:
    """One step: its kind, the amount it came to in fen, and the words for it."""

    kind: QuoteStepKind
    amount_fen: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one level pays of a subsidy, in fen."""

    level: FundingLevel
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Use:
    """What an order takes of a cap: the window, its first day, and the limits of the window."""

    window: UseWindow
    from_on: date
    limit_fen: int | None
    limit_meals: int | None


@dataclass(frozen=True, slots=True)
class Used:
    """What earlier orders of the person hold of a window, reserved or redeemed."""

    amount_fen: int = 0
    meals: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """What a policy asks about a person, as of the day of the meal.

    `home` and, in `Meal`, `place` name the area of each funding level, to compare the two.
    """

    born_on: date
    is_hukou: bool
    is_usual: bool
    statuses: Sequence[tuple[StatusKind, int | None]] = ()
    home: Mapping[FundingLevel, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meal:
    """What a policy asks about a meal. `bill_fen` is the sum of the lines at list price."""

    on: date
    period: MealPeriod
    mode: FulfilmentMode
    bill_fen: int
    place: Mapping[FundingLevel, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a meal costs a person: `due_fen` = `price_fen` - `discount_fen` - `subsidy_fen`."""

    price_fen: int
    discount_fen: int
    subsidy_fen: int
    due_fen: int
    shares: tuple[Share, ...]
    uses: tuple[Use, ...]
    steps: tuple[QuoteStep, ...]


def windows(policy: Policy, on: date, day_limit_fen: int) -> tuple[Use, ...]:
    """The caps that a meal counts against; `day_limit_fen` is what a PER_DAY amount comes to."""
    uses = []
    day_limits = [
        limit
        for limit in (
            policy.daily_cap_fen,
            day_limit_fen if policy.basis is Basis.PER_DAY else None,
        )
        if limit is not None
    ]
    if day_limits:
        uses.append(Use(UseWindow.DAY, on, min(day_limits), None))
    if policy.weekly_cap_fen is not None or policy.weekly_meals is not None:
        monday = on - timedelta(days=on.weekday())
        uses.append(Use(UseWindow.WEEK, monday, policy.weekly_cap_fen, policy.weekly_meals))
    return tuple(uses)


def quote(
    policy: Policy | None,
    person: Person,
    meal: Meal,
    used: Mapping[UseWindow, Used] | None = None,
) -> Quote:
    """Work out what a meal costs a person, and say how."""
    return _Working(policy, person, meal, used or {}).quote()


class _Working:
    """One quote on its way: each method is a step, and adds the words for it."""

    def __init__(
        self,
        policy: Policy | None,
        person: Person,
        meal: Meal,
        used: Mapping[UseWindow, Used],
    ) -> None:
        self.policy = policy
        self.person = person
        self.meal = meal
        self.used = used
        self.age = age_on(person.born_on, meal.on)
        self.steps: list[QuoteStep] = []
        self.uses: tuple[Use, ...] = ()

    def quote(self) -> Quote:
        bill = self.meal.bill_fen
        self._say(QuoteStepKind.BILL, bill, "餐费", "Dishes at list price")
        discount, subsidy = 0, 0
        shares: tuple[Share, ...] = ()
        if self.policy is None:
            self._no("本地没有补贴政策", "No subsidy policy is in force here")
        else:
            discount = self._discount(self.policy)
            payable = bill - discount
            entitled = self._entitled(self.policy, payable)
            if entitled:
                funded = self._funded(self.policy, entitled)
                subsidy = min(self._capped(self.policy, funded), payable)
                if subsidy == payable < funded:
                    self._say(
                        QuoteStepKind.PAYABLE,
                        subsidy,
                        "补贴不超过应付金额",
                        "At most what is payable",
                    )
                shares = self._split(self.policy, entitled, subsidy)
            if not subsidy:
                self.uses = ()
        due = bill - discount - subsidy
        self._say(QuoteStepKind.DUE, due, "个人应付", "To be paid by the person")
        return Quote(bill, discount, subsidy, due, shares, self.uses, tuple(self.steps))

    def _say(self, kind: QuoteStepKind, amount_fen: int, zh: str, en: str) -> None:
        self.steps.append(QuoteStep(kind, amount_fen, zh, en))

    def _no(self, zh: str, en: str) -> int:
        self._say(QuoteStepKind.NOT_ELIGIBLE, 0, zh, en)
        return 0

    def _belongs(self, residence: Residence) -> bool:
        match residence:
            case Residence.HUKOU:
                return self.person.is_hukou
            case Residence.USUAL:
                return self.person.is_usual
            case Residence.EITHER:
                return self.person.is_hukou or self.person.is_usual

    def _discount(self, policy: Policy) -> int:
        price = next((price for price in policy.prices if _holds(price, self.age)), None)
        if price is None or not self._belongs(policy.price_residence or policy.residence):
            return 0
        bill = self.meal.bill_fen
        discount = bill - _rounded(policy, Decimal(bill) * price.factor / 10_000)
        percent = f"{Decimal(price.factor) / 100:g}%"
        self._say(
            QuoteStepKind.DISCOUNT,
            -discount,
            f"{self.age} 周岁按 {percent} 计价",
            f"At age {self.age} the price is {percent}",
        )
        return discount

    def _obstacle(self, policy: Policy) -> tuple[str, str] | None:
        if self.meal.period not in policy.periods:
            return "本餐次不享受补贴", "This meal of the day is not subsidised"
        if self.meal.mode not in policy.modes:
            return "这种就餐方式不享受补贴", "This way of serving is not subsidised"
        if not self._belongs(policy.residence):
            return "不符合户籍或常住条件", "Registration or residence does not qualify"
        if any(kind in policy.excludes for kind, _ in self.person.statuses):
            return "所属人员类别不享受补贴", "A circumstance excludes the subsidy"
        return None

    def _entitled(self, policy: Policy, payable: int) -> int:
        obstacle = self._obstacle(policy)
        if obstacle is not None:
            return self._no(*obstacle)
        fitting = [band for band in policy.bands if self._fits(band)]
        if not fitting:
            return self._no(f"{self.age} 周岁没有适用的档次", f"No band fits at age {self.age}")
        spend = self.meal.bill_fen if policy.threshold_basis is ThresholdBasis.BILL else payable
        candidates = [
            (band, _amount(policy, band, payable))
            for band in fitting
            if spend >= band.min_spend_fen
        ]
        if policy.must_exceed_subsidy:
            candidates = [(band, amount) for band, amount in candidates if spend > amount]
        if not candidates:
            return self._no("未达到最低消费", "The spend does not reach the minimum")
        for band, amount in candidates:
            self._say(QuoteStepKind.BAND, amount, f"{band.name}", f"Class {band.code}")
        amounts = [amount for _, amount in candidates]
        if len(amounts) == 1:
            return amounts[0]
        if policy.combine is Combine.HIGHEST:
            self._say(QuoteStepKind.CHOSEN, max(amounts), "就高不就低", "The highest, not the sum")
            return max(amounts)
        self._say(QuoteStepKind.CHOSEN, sum(amounts), "各档相加", "The sum of all")
        return sum(amounts)

    def _fits(self, band: Band) -> bool:
        return _holds(band, self.age) and (
            not band.any_of
            or any(
                wanted.kind is kind
                and (wanted.level_from is None or (level or 0) >= wanted.level_from)
                and (wanted.level_until is None or (level or 0) < wanted.level_until)
                for wanted in band.any_of
                for kind, level in self.person.statuses
            )
        )

    def _is_paid_here(self, level: FundingLevel | None) -> bool:
        if level is None:
            return True
        home = self.person.home.get(level)
        return home is not None and home == self.meal.place.get(level)

    def _funded(self, policy: Policy, entitled: int) -> int:
        lost = sum(
            amount
            for share, amount in zip(policy.shares, _full(policy, entitled), strict=True)
            if not self._is_paid_here(share.requires_same)
        )
        if lost:
            self._say(
                QuoteStepKind.FUNDING,
                -lost,
                "在外地就餐，当地出资部分不享受",
                "A share is lost elsewhere",
            )
        return entitled - lost

    def _capped(self, policy: Policy, amount: int) -> int:
        capped = amount
        self.uses = windows(policy, self.meal.on, amount)
        for use in self.uses:
            used = self.used.get(use.window, Used())
            if use.limit_meals is not None and used.meals >= use.limit_meals:
                capped = 0
            if use.limit_fen is not None:
                capped = min(capped, max(use.limit_fen - used.amount_fen, 0))
        if capped < amount:
            self._say(
                QuoteStepKind.CAP,
                capped,
                "已达到每日或每周限额",
                "A cap of the day or week is reached",
            )
        return capped

    def _split(self, policy: Policy, entitled: int, subsidy: int) -> tuple[Share, ...]:
        paid = [
            (share.level, amount)
            for share, amount in zip(policy.shares, _full(policy, entitled), strict=True)
            if self._is_paid_here(share.requires_same) and amount
        ]
        total = sum(amount for _, amount in paid)
        if not total:
            return ()
        parts = [subsidy * amount // total for _, amount in paid]
        # What the division leaves over goes to the first level, so that the shares sum up.
        parts[0] += subsidy - sum(parts)
        return tuple(
            Share(level, part) for (level, _), part in zip(paid, parts, strict=True) if part
        )


def _holds(band: Band | Price, age: int) -> bool:
    return band.age_from <= age and (band.age_until is None or age < band.age_until)


def _amount(policy: Policy, band: Band, payable: int) -> int:
    if band.ratio is None:
        return band.amount_fen or 0
    exact = Decimal(payable) * band.ratio / 10_000
    amount = _rounded(policy, exact)
    return amount if band.ratio_cap_fen is None else min(amount, band.ratio_cap_fen)


def _full(policy: Policy, entitled: int) -> list[int]:
    """Each level's share of the whole entitlement; the one without an amount takes the rest."""
    left = entitled
    amounts = []
    for share in policy.shares:
        amount = min(share.amount_fen or 0, left)
        amounts.append(amount)
        left -= amount
    rest = next(place for place, share in enumerate(policy.shares) if share.amount_fen is None)
    amounts[rest] += left
    return amounts


def _rounded(policy: Policy, exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=_ROUNDINGS[policy.rounding]))
