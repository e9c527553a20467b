"""A subsidy policy is data: what a published schedule says, in terms of domain reference 2.5."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from hub.canteen.rules.menus import MealPeriod
from hub.canteen.rules.orders import FulfilmentMode
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused
from hub.kernel.errors import Reason
from hub.kernel.money import Rounding
from hub.people.rules import WITH_LEVEL, DietaryNeedKind, StatusKind

Amount = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Age = Annotated[int, Field(strict=True, ge=0, le=150)]
BasisPoints = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Level = Annotated[int, Field(strict=True, ge=1, le=5)]
Flag = Annotated[bool, Field(strict=True)]


def text_of(most: int) -> StringConstraints:
    """A text with something in it, of at most so many characters, none of them a control one."""
    return StringConstraints(
        strip_whitespace=True, min_length=1, max_length=most, pattern=r"^[^\x00-\x1f]+$"
    )


Text = Annotated[str, text_of(120)]
WHOLE = 10_000
"""Ratios and factors are in ten-thousandths."""
DIETS = frozenset({DietaryNeedKind.LOW_SUGAR, DietaryNeedKind.LOW_SALT, DietaryNeedKind.SOFT})
"""The needs that a whole meal may suit."""


class PolicyProblem(Reason):
    """What is wrong at one place of a policy."""

    AMOUNT_OR_RATIO = ("须填写金额或比例，且只填其一", "needs an amount or a ratio, and not both")
    CAP_WITHOUT_RATIO = ("填写了比例上限而没有比例", "has a cap of a ratio without a ratio")
    NOT_A_DIET = (
        "只能以低糖、低盐、软食为条件",
        "can ask for low sugar, low salt or soft food only",
    )
    HAS_NO_LEVELS = ("不分等级", "has no levels")
    NO_AGES = ("有一档不含任何年龄", "has a band that holds no age")
    ONE_TAKES_THE_REST = (
        "须有且只有一个层级承担其余部分",
        "needs exactly one level that takes the rest",
    )
    MORE_THAN_ALL = ("的比例合计超过全部", "come to more than the whole")
    LEVEL_TWICE = ("中有层级重复", "name a level twice")
    OUT_OF_RANGE = ("超出允许范围", "is out of range")
    NOT_RIGHT = ("的内容格式不对", "is not what belongs there")


class ClaimStatus(StrEnum):
    """What became of the subsidy of one order (补贴状态)."""

    RESERVED = "RESERVED"
    """Set aside when the order was placed; counts against every cap (已占用)."""
    REDEEMED = "REDEEMED"
    """The person had the meal: the operator may claim it (已核销)."""
    RELEASED = "RELEASED"
    """Given back: the order was cancelled, not redeemed, or refunded after all (已释放)."""


class UseWindow(StrEnum):
    """Over which stretch of the meal's calendar a cap counts."""

    DAY = "DAY"
    """One day."""
    WEEK = "WEEK"
    """Monday to Sunday."""


class SubsidyBasis(StrEnum):
    """What an amount is granted for (补贴单位)."""

    PER_MEAL = "PER_MEAL"
    """For each meal (每餐)."""
    PER_DAY = "PER_DAY"
    """For all meals of a day together, wherever they are taken (每日)."""


class Combination(StrEnum):
    """What to do when several classes fit (多档并存)."""

    HIGHEST = "HIGHEST"
    """The highest of them, not their sum (就高不就低)."""
    SUM = "SUM"
    """All of them (累加)."""


class ResidenceTie(StrEnum):
    """Which tie to the policy's area counts (户籍或常住条件)."""

    HUKOU = "HUKOU"
    """Registered there (户籍)."""
    USUAL = "USUAL"
    """Living there (常住)."""
    EITHER = "EITHER"
    """Registered or living there (户籍或常住)."""
    BOTH = "BOTH"
    """Registered and living there (户籍且常住)."""
    ANYBODY = "ANYBODY"
    """No tie is asked for (不限)."""


class SpendBasis(StrEnum):
    """What must reach the minimum spend (最低消费口径)."""

    BILL = "BILL"
    """The dishes at list price (消费满)."""
    PAID = "PAID"
    """What is paid after the operator's discount (支付满)."""


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
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True
    )


class Status(_Part):
    """A circumstance, with the levels [level_from, level_until) that count, where it has levels.

    Levels of care need grow with need (4 is total); grades of disability fall (1 is severest).
    Without bounds any level counts, and one that is not known counts then only.
    """

    kind: StatusKind
    level_from: Level | None = None
    level_until: Level | None = None

    @model_validator(mode="after")
    def _has_levels(self) -> Self:
        is_bound = self.level_from is not None or self.level_until is not None
        if is_bound and self.kind not in WITH_LEVEL:
            raise not_valid(self.kind.value, PolicyProblem.HAS_NO_LEVELS)
        return self


class FundingShare(_Part):
    """A level's share of what a person is entitled to: an amount, a ratio, or, of one, the rest.

    With `requires_same`, the share is paid only when home and meal lie in the same area of that
    level (Zengcheng: the town's share is lost in another town).
    """

    level: FundingLevel
    amount_fen: Amount | None = None
    ratio: BasisPoints | None = None
    requires_same: FundingLevel | None = None


class Price(_Part):
    """An operator's discount for ages in [age_from, age_until): the price times factor / 10,000."""

    age_from: Age
    age_until: Age | None = None
    factor: BasisPoints


class Band(_Part):
    """Who gets how much: a class, ages in [age_from, age_until), circumstances, kinds of meal.

    Of the circumstances in `any_of` one must hold, of those in `all_of` every one; every dish must
    suit one of the `diets`. What is empty does not matter. The amount is fixed (`amount_fen`) or a
    ratio of what is payable (`ratio` / 10,000, up to `ratio_cap_fen`).
    """

    code: Annotated[str, text_of(20)]
    name: Text
    name_en: Text | None = None
    age_from: Age
    age_until: Age | None = None
    any_of: Annotated[tuple[Status, ...], Field(max_length=20)] = ()
    all_of: Annotated[tuple[Status, ...], Field(max_length=5)] = ()
    diets: Annotated[tuple[DietaryNeedKind, ...], Field(max_length=3)] = ()
    amount_fen: Amount | None = None
    ratio: BasisPoints | None = None
    ratio_cap_fen: Amount | None = None
    min_spend_fen: Amount = 0

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if (self.amount_fen is None) == (self.ratio is None):
            raise not_valid(self.code, PolicyProblem.AMOUNT_OR_RATIO)
        if self.ratio is None and self.ratio_cap_fen is not None:
            raise not_valid(self.code, PolicyProblem.CAP_WITHOUT_RATIO)
        if not DIETS.issuperset(self.diets):
            raise not_valid(self.code, PolicyProblem.NOT_A_DIET)
        return self


class Policy(_Part):
    """One published schedule. Valid by construction: no two bands of one class share an age.

    Caps hold over all sites: `daily_meals` and `weekly_meals` count subsidised meals, the others
    are amounts. Weeks begin on Monday. `proxy_pickup` says whether somebody else may fetch a meal.

    Raises:
        CanteenRefused: POLICY_NOT_VALID, POLICY_AGES_SHARED.
    """

    periods: Annotated[frozenset[MealPeriod], Field(min_length=1)]
    modes: Annotated[frozenset[FulfilmentMode], Field(min_length=1)] = frozenset(FulfilmentMode)
    basis: SubsidyBasis
    combine: Combination = Combination.HIGHEST
    residence: ResidenceTie
    price_residence: ResidenceTie | None = None
    prices: Annotated[tuple[Price, ...], Field(max_length=20)] = ()
    bands: Annotated[tuple[Band, ...], Field(max_length=60)]
    excludes: Annotated[tuple[StatusKind, ...], Field(max_length=20)] = ()
    threshold_basis: SpendBasis = SpendBasis.BILL
    must_exceed_subsidy: Flag = False
    daily_cap_fen: Amount | None = None
    daily_meals: Annotated[int, Field(strict=True, ge=1, le=3)] | None = None
    weekly_cap_fen: Amount | None = None
    weekly_meals: Annotated[int, Field(strict=True, ge=1, le=21)] | None = None
    shares: Annotated[tuple[FundingShare, ...], Field(max_length=10)] = (
        FundingShare(level=FundingLevel.CITY),
    )
    rounding: Rounding = Rounding.HALF_UP
    proxy_pickup: Flag = True

    @model_validator(mode="after")
    def _is_unambiguous(self) -> Self:
        _check_ages("prices", self.prices)
        for code in sorted({band.code for band in self.bands}):
            _check_ages(code, [band for band in self.bands if band.code == code])
        _check_shares(self.shares)
        return self


def not_valid(place: str, problem: PolicyProblem, part: str = "") -> CanteenRefused:
    """The refusal of a policy for a problem at a place of it, in words of its document."""
    field = f"document.{part}" if part else "document"
    return CanteenRefused(CanteenReason.POLICY_NOT_VALID, field=field, place=place, problem=problem)


def _check_ages(name: str, bands: Iterable[Price | Band]) -> None:
    ordered = sorted(bands, key=lambda band: band.age_from)
    part = "prices" if name == "prices" else "bands"
    for band in ordered:
        if band.age_until is not None and band.age_until <= band.age_from:
            raise not_valid(name, PolicyProblem.NO_AGES, part)
    shared = [
        later.age_from
        for earlier, later in pairwise(ordered)
        if earlier.age_until is None or later.age_from < earlier.age_until
    ]
    if shared:
        raise CanteenRefused(
            CanteenReason.POLICY_AGES_SHARED,
            field=f"document.{part}",
            place=name,
            ages=shared,
            listed=", ".join(map(str, shared)),
        )


def _check_shares(shares: Iterable[FundingShare]) -> None:
    given = list(shares)
    if any(share.amount_fen is not None and share.ratio is not None for share in given):
        raise not_valid("shares", PolicyProblem.AMOUNT_OR_RATIO, "shares")
    if sum(share.amount_fen is None and share.ratio is None for share in given) != 1:
        raise not_valid("shares", PolicyProblem.ONE_TAKES_THE_REST, "shares")
    if sum(share.ratio or 0 for share in given) > WHOLE:
        raise not_valid("shares", PolicyProblem.MORE_THAN_ALL, "shares")
    if len({share.level for share in given}) < len(given):
        raise not_valid("shares", PolicyProblem.LEVEL_TWICE, "shares")
