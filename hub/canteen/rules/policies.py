"""A subsidy policy is data: what a published schedule says, in terms of domain reference 2.5."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.people.rules import StatusKind

Amount = Annotated[int, Field(ge=0, le=1_000_000)]
Age = Annotated[int, Field(ge=0, le=150)]
BasisPoints = Annotated[int, Field(ge=0, le=10_000)]


class ClaimStatus(StrEnum):
    """What became of the subsidy of one order (补贴状态)."""

    RESERVED = "RESERVED"
    """Set aside when the order was placed; counts against every cap (已占用)."""
    REDEEMED = "REDEEMED"
    """The person had the meal: the operator may claim it (已核销)."""
    RELEASED = "RELEASED"
    """Given back, because the order was cancelled or not redeemed (已释放)."""


class UseWindow(StrEnum):
    """Over which stretch of the meal's calendar a cap counts."""

    DAY = "DAY"
    """One day."""
    WEEK = "WEEK"
    """Monday to Sunday."""


class Basis(StrEnum):
    """What an amount is granted for."""

    PER_MEAL = "PER_MEAL"
    PER_DAY = "PER_DAY"


class Combine(StrEnum):
    """What to do when several bands fit: the highest (就高不就低), or all of them."""

    HIGHEST = "HIGHEST"
    SUM = "SUM"


class Residence(StrEnum):
    """Which tie to the policy's area counts: registration (户籍), residence (常住), or either."""

    HUKOU = "HUKOU"
    USUAL = "USUAL"
    EITHER = "EITHER"


class ThresholdBasis(StrEnum):
    """What must reach the minimum spend: the bill (消费满), or what is paid of it (支付满)."""

    BILL = "BILL"
    PAID = "PAID"


class Rounding(StrEnum):
    """How a fraction of a fen is rounded."""

    HALF_UP = "HALF_UP"
    HALF_EVEN = "HALF_EVEN"
    DOWN = "DOWN"
    UP = "UP"


class FundingLevel(StrEnum):
    """Who pays a share of a subsidy (出资层级)."""

    CITY = "CITY"
    """The city (市级)."""
    DISTRICT = "DISTRICT"
    """The district or county (区县级)."""
    TOWNSHIP = "TOWNSHIP"
    """The town or sub-district (镇街)."""
    COMMUNITY = "COMMUNITY"
    """The community or village (社区、村)."""
    SOCIETY = "SOCIETY"
    """Donors and charities (社会)."""


class _Part(BaseModel):
    # An unknown field would be a rule of the schedule that nobody applies.
    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(_Part):
    """A circumstance, with the least severe level that counts, where the kind has levels.

    Levels of care need grow with need (4 is total); grades of disability fall (1 is severest).
    """

    kind: StatusKind
    level_from: int | None = None
    level_until: int | None = None


class FundingShare(_Part):
    """A level's share of a band's amount; null is the rest. `requires_same` loses it elsewhere.

    With `requires_same`, the share is paid only when home and meal lie in the same area of that
    level (Zengcheng: the town's share is lost in another town).
    """

    level: FundingLevel
    amount_fen: Amount | None = None
    requires_same: FundingLevel | None = None


class Price(_Part):
    """An operator's discount for ages in [age_from, age_until): the price times factor / 10,000."""

    age_from: Age
    age_until: Age | None = None
    factor: BasisPoints


class Band(_Part):
    """Who gets how much: a class, ages in [age_from, age_until), and any of the circumstances.

    The amount is fixed (`amount_fen`) or a ratio of what is payable (`ratio` / 10,000, up to
    `ratio_cap_fen`). Without `any_of`, circumstances do not matter.
    """

    code: str
    name: str
    age_from: Age
    age_until: Age | None = None
    any_of: tuple[Status, ...] = ()
    amount_fen: Amount | None = None
    ratio: BasisPoints | None = None
    ratio_cap_fen: Amount | None = None
    min_spend_fen: Amount = 0

    @model_validator(mode="after")
    def _is_amount_or_ratio(self) -> Self:
        if (self.amount_fen is None) == (self.ratio is None):
            raise ValueError(f"band {self.code} needs either an amount or a ratio")
        return self


class Policy(_Part):
    """One published schedule. Valid by construction: no two bands of one class share an age."""

    periods: frozenset[MealPeriod]
    modes: frozenset[FulfilmentMode] = frozenset(FulfilmentMode)
    basis: Basis
    combine: Combine = Combine.HIGHEST
    residence: Residence
    price_residence: Residence | None = None
    prices: tuple[Price, ...] = ()
    bands: tuple[Band, ...]
    excludes: tuple[StatusKind, ...] = ()
    threshold_basis: ThresholdBasis = ThresholdBasis.BILL
    must_exceed_subsidy: bool = False
    daily_cap_fen: Amount | None = None
    weekly_cap_fen: Amount | None = None
    weekly_meals: int | None = Field(default=None, ge=1, le=21)
    shares: tuple[FundingShare, ...] = (FundingShare(level=FundingLevel.CITY),)
    rounding: Rounding = Rounding.HALF_UP

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        _check_ages("prices", self.prices)
        for code in {band.code for band in self.bands}:
            _check_ages(code, [band for band in self.bands if band.code == code])
        if sum(share.amount_fen is None for share in self.shares) != 1:
            raise ValueError("exactly one funding share takes the rest")
        return self


def load_policy(document: object) -> Policy:
    """A policy from its JSON document.

    Raises:
        CanteenRefused: POLICY_NOT_VALID, with the first problem in words.
    """
    try:
        return Policy.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"{place}: {first['msg']}" if place else first["msg"]
        raise CanteenRefused(CanteenReason.POLICY_NOT_VALID, problem=problem) from None


def _check_ages(name: str, bands: Iterable[Price | Band]) -> None:
    ordered: Sequence[Price | Band] = sorted(bands, key=lambda band: band.age_from)
    for band in ordered:
        if band.age_until is not None and band.age_until <= band.age_from:
            raise ValueError(f"{name}: no age lies in [{band.age_from}, {band.age_until})")
    shared = [
        later.age_from
        for earlier, later in pairwise(ordered)
        if earlier.age_until is None or later.age_from < earlier.age_until
    ]
    if shared:
        ages = ", ".join(str(age) for age in shared)
        raise ValueError(f"{name}: two bands hold the age {ages}")
