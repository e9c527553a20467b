"""What a subsidy policy says, field by field: as it is read, and as it is written."""

from hub.canteen import rules
from hub.people.rules import DietaryNeedKind, StatusKind
from hub.query import Fen, enumeration, inputs, payload

enumeration(rules.SubsidyBasis)
enumeration(rules.Combination)
enumeration(rules.ResidenceTie)
enumeration(rules.SpendBasis)
enumeration(rules.Rounding)
enumeration(rules.FundingLevel)
enumeration(rules.MealPeriod)
enumeration(rules.FulfilmentMode)
enumeration(StatusKind)
enumeration(DietaryNeedKind)


@payload
class SubsidyStatus:
    """A circumstance that a class asks for (身份类别)."""

    kind: StatusKind
    """Which circumstance."""
    level_from: int | None
    """The lowest level that counts; null when every level does."""
    level_until: int | None
    """The lowest level above that no longer counts; null when there is none."""


@payload
class SubsidyBand:
    """Who gets how much: a class of people at some ages (补贴档次)."""

    code: str
    """The class."""
    name: str
    """What it is called."""
    name_en: str | None
    """What it is called in English."""
    age_from: int
    """The first age, in completed years."""
    age_until: int | None
    """The first age that is too old; null when none is."""
    any_of: list[SubsidyStatus]
    """Circumstances of which one must hold; none are asked for when it is empty."""
    all_of: list[SubsidyStatus]
    """Circumstances that must all hold."""
    diets: list[DietaryNeedKind]
    """Every dish must suit one of these; all meals count when it is empty."""
    amount_fen: Fen | None
    """The amount, when it is fixed."""
    ratio: int | None
    """The part of what is payable, in ten-thousandths, when it is not."""
    ratio_cap_fen: Fen | None
    """The most that the part comes to."""
    min_spend_fen: Fen
    """The spend from which there is a subsidy."""


@payload
class SubsidyPrice:
    """The operator's discount at some ages (年龄优惠)."""

    age_from: int
    """The first age, in completed years."""
    age_until: int | None
    """The first age that is too old; null when none is."""
    factor: int
    """What is paid of the price, in ten-thousandths."""


@payload
class SubsidyShare:
    """What one level of government pays of a subsidy (出资分担规则)."""

    level: rules.FundingLevel
    """Who pays."""
    amount_fen: Fen | None
    """A fixed amount."""
    ratio: int | None
    """A part, in ten-thousandths; without amount and ratio it is the rest."""
    requires_same: rules.FundingLevel | None
    """Paid only for meals in the person's own area of this level."""


@payload
class SubsidyPolicyDocument:
    """What a subsidy policy says (政策内容)."""

    periods: list[rules.MealPeriod]
    """The meals that are subsidised."""
    modes: list[rules.FulfilmentMode]
    """The ways of serving that are subsidised."""
    basis: rules.SubsidyBasis
    """What an amount is granted for."""
    combine: rules.Combination
    """What happens when several classes fit."""
    residence: rules.ResidenceTie
    """The tie to the area that the subsidy asks for."""
    price_residence: rules.ResidenceTie
    """The tie to the area that the discount asks for."""
    prices: list[SubsidyPrice]
    """The operator's discounts, taken off before anything else."""
    bands: list[SubsidyBand]
    """The classes."""
    excludes: list[StatusKind]
    """Circumstances of people who get no subsidy."""
    threshold_basis: rules.SpendBasis
    """What must reach the minimum spend."""
    must_exceed_subsidy: bool
    """Whether the spend must be more than the subsidy."""
    daily_cap_fen: Fen | None
    """The most a person gets a day, at all sites together."""
    daily_meals: int | None
    """The most subsidised meals of a person a day."""
    weekly_cap_fen: Fen | None
    """The most a person gets from Monday to Sunday."""
    weekly_meals: int | None
    """The most subsidised meals of a person from Monday to Sunday."""
    shares: list[SubsidyShare]
    """Who pays."""
    rounding: rules.Rounding
    """How fractions of a fen are rounded."""
    proxy_pickup: bool
    """Whether somebody else may fetch a subsidised meal (代领)."""


def document_payload(policy: rules.Policy) -> SubsidyPolicyDocument:
    """A policy as clients read it."""
    return SubsidyPolicyDocument(
        periods=sorted(policy.periods),
        modes=sorted(policy.modes),
        basis=policy.basis,
        combine=policy.combine,
        residence=policy.residence,
        price_residence=policy.price_residence or policy.residence,
        prices=[
            SubsidyPrice(age_from=each.age_from, age_until=each.age_until, factor=each.factor)
            for each in policy.prices
        ],
        bands=[_band(band) for band in policy.bands],
        excludes=list(policy.excludes),
        threshold_basis=policy.threshold_basis,
        must_exceed_subsidy=policy.must_exceed_subsidy,
        daily_cap_fen=_fen(policy.daily_cap_fen),
        daily_meals=policy.daily_meals,
        weekly_cap_fen=_fen(policy.weekly_cap_fen),
        weekly_meals=policy.weekly_meals,
        shares=[
            SubsidyShare(
                level=share.level,
                amount_fen=_fen(share.amount_fen),
                ratio=share.ratio,
                requires_same=share.requires_same,
            )
            for share in policy.shares
        ],
        rounding=policy.rounding,
        proxy_pickup=policy.proxy_pickup,
    )


def _band(band: rules.Band) -> SubsidyBand:
    return SubsidyBand(
        code=band.code,
        name=band.name,
        name_en=band.name_en,
        age_from=band.age_from,
        age_until=band.age_until,
        any_of=[_status(each) for each in band.any_of],
        all_of=[_status(each) for each in band.all_of],
        diets=list(band.diets),
        amount_fen=_fen(band.amount_fen),
        ratio=band.ratio,
        ratio_cap_fen=_fen(band.ratio_cap_fen),
        min_spend_fen=Fen(band.min_spend_fen),
    )


def _status(status: rules.Status) -> SubsidyStatus:
    return SubsidyStatus(
        kind=status.kind, level_from=status.level_from, level_until=status.level_until
    )


def _fen(amount: int | None) -> Fen | None:
    return None if amount is None else Fen(amount)


@inputs
class SubsidyStatusInput:
    """A circumstance that a class asks for."""

    kind: StatusKind
    """Which circumstance."""
    level_from: int | None = None
    """The lowest level that counts."""
    level_until: int | None = None
    """The lowest level above that no longer counts."""


@inputs
class SubsidyBandInput:
    """Who gets how much: a class of people at some ages. Either an amount or a ratio is given."""

    code: str
    """The class; its bands must not share an age."""
    name: str
    """What it is called."""
    name_en: str | None = None
    """What it is called in English."""
    age_from: int
    """The first age, in completed years."""
    age_until: int | None = None
    """The first age that is too old."""
    any_of: list[SubsidyStatusInput] | None = None
    """Circumstances of which one must hold."""
    all_of: list[SubsidyStatusInput] | None = None
    """Circumstances that must all hold."""
    diets: list[DietaryNeedKind] | None = None
    """Every dish must suit one of these: low sugar, low salt, soft."""
    amount_fen: Fen | None = None
    """A fixed amount."""
    ratio: int | None = None
    """A part of what is payable, in ten-thousandths."""
    ratio_cap_fen: Fen | None = None
    """The most that the part comes to."""
    min_spend_fen: Fen | None = None
    """The spend from which there is a subsidy (default: none)."""


@inputs
class SubsidyPriceInput:
    """The operator's discount at some ages."""

    age_from: int
    """The first age, in completed years."""
    age_until: int | None = None
    """The first age that is too old."""
    factor: int
    """What is paid of the price, in ten-thousandths."""


@inputs
class SubsidyShareInput:
    """What one level of government pays; exactly one share has neither amount nor ratio."""

    level: rules.FundingLevel
    """Who pays."""
    amount_fen: Fen | None = None
    """A fixed amount."""
    ratio: int | None = None
    """A part, in ten-thousandths."""
    requires_same: rules.FundingLevel | None = None
    """Paid only for meals in the person's own area of this level."""


@inputs
class SubsidyPolicyDocumentInput:
    """What a subsidy policy says."""

    periods: list[rules.MealPeriod]
    """The meals that are subsidised."""
    modes: list[rules.FulfilmentMode] | None = None
    """The ways of serving that are subsidised (default: all)."""
    basis: rules.SubsidyBasis
    """What an amount is granted for."""
    combine: rules.Combination | None = None
    """What happens when several classes fit (default: the highest)."""
    residence: rules.ResidenceTie
    """The tie to the area that the subsidy asks for."""
    price_residence: rules.ResidenceTie | None = None
    """The tie to the area that the discount asks for (default: the same)."""
    prices: list[SubsidyPriceInput] | None = None
    """The operator's discounts."""
    bands: list[SubsidyBandInput]
    """The classes."""
    excludes: list[StatusKind] | None = None
    """Circumstances of people who get no subsidy."""
    threshold_basis: rules.SpendBasis | None = None
    """What must reach the minimum spend (default: the bill)."""
    must_exceed_subsidy: bool | None = None
    """Whether the spend must be more than the subsidy (default: no)."""
    daily_cap_fen: Fen | None = None
    """The most a person gets a day, at all sites together."""
    daily_meals: int | None = None
    """The most subsidised meals of a person a day."""
    weekly_cap_fen: Fen | None = None
    """The most a person gets from Monday to Sunday."""
    weekly_meals: int | None = None
    """The most subsidised meals of a person from Monday to Sunday."""
    shares: list[SubsidyShareInput] | None = None
    """Who pays (default: the city)."""
    rounding: rules.Rounding | None = None
    """How fractions of a fen are rounded (default: halves up)."""
    proxy_pickup: bool | None = None
    """Whether somebody else may fetch a subsidised meal (default: yes)."""
