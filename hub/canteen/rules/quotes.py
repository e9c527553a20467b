"""What is said of a price: its steps in words, who pays the subsidy, and which caps it uses."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hub.canteen.rules.policies import FundingLevel, Policy, SubsidyBasis, UseWindow


class QuoteStepKind(StrEnum):
    """Which step of working out a price (计价步骤)."""

    BILL = "BILL"
    """The dishes at list price (餐费)."""
    DISCOUNT = "DISCOUNT"
    """The operator's discount for the person's age (优惠)."""
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    """Why there is no subsidy (不享受补贴)."""
    REJECTED = "REJECTED"
    """A class that the person or the meal does not belong to, and why (不适用档次)."""
    THRESHOLD = "THRESHOLD"
    """The spend that a minimum is held against (最低消费)."""
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
    SHARE = "SHARE"
    """What one level pays of the subsidy (分担)."""
    DUE = "DUE"
    """What the person pays (应付)."""


@dataclass(frozen=True, slots=True)
class QuoteStep:
    """One step in words, and the amount it came to; negative when it was taken off, in fen."""

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
class Quote:
    """What a meal costs a person: `due_fen` = `price_fen` - `discount_fen` - `subsidy_fen`.

    `classes` are the codes of the bands that the subsidy was reckoned from.
    """

    price_fen: int
    discount_fen: int
    subsidy_fen: int
    due_fen: int
    shares: tuple[Share, ...]
    uses: tuple[Use, ...]
    steps: tuple[QuoteStep, ...]
    classes: tuple[str, ...] = ()


def windows(policy: Policy, on: date, day_limit_fen: int) -> tuple[Use, ...]:
    """The caps that a meal counts against; `day_limit_fen` is what a PER_DAY amount comes to."""
    uses = []
    limit = policy.daily_cap_fen
    if policy.basis is SubsidyBasis.PER_DAY:
        limit = day_limit_fen if limit is None else min(limit, day_limit_fen)
    if limit is not None or policy.daily_meals is not None:
        uses.append(Use(UseWindow.DAY, on, limit, policy.daily_meals))
    if policy.weekly_cap_fen is not None or policy.weekly_meals is not None:
        uses.append(Use(UseWindow.WEEK, week_of(on), policy.weekly_cap_fen, policy.weekly_meals))
    return tuple(uses)


def week_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())
