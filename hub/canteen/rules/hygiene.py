"""Food safety at a kitchen: retained samples, temperatures, and what is thrown away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hub.canteen.rules.placing import check_text
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

_COLDEST, _HOTTEST = -400, 3000
_MOST_GRAMS = 1_000_000
_MOST_PORTIONS = 100_000
_LONGEST_PLACE = 60
_HIGHEST_LIMIT = 100_000


class HygieneLimitKind(StrEnum):
    """What a limit of food safety is about (食品安全限值)."""

    FRIDGE = "FRIDGE"
    """Temperature of a fridge, in tenths of a degree (冷藏温度)."""
    HOT_HOLDING = "HOT_HOLDING"
    """Temperature of food that is kept hot, in tenths of a degree (热藏温度)."""
    DELIVERY = "DELIVERY"
    """Temperature of a hot meal on its way, in tenths of a degree (配送温度)."""
    SAMPLE_GRAMS = "SAMPLE_GRAMS"
    """Weight of a retained sample, in grams (留样重量)."""
    SAMPLE_HOURS = "SAMPLE_HOURS"
    """How long a sample is kept, in hours (留样时间)."""


class TemperaturePlace(StrEnum):
    """Where a temperature is measured (测温位置)."""

    FRIDGE = "FRIDGE"
    """In a fridge, also that of the samples (冰箱)."""
    HOT_HOLDING = "HOT_HOLDING"
    """In food that is kept hot at the counter (保温台)."""
    DELIVERY = "DELIVERY"
    """In a box on its way (配送箱)."""


class WasteReason(StrEnum):
    """Why food was thrown away (浪费原因)."""

    NOT_FETCHED = "NOT_FETCHED"
    """Ordered, and nobody came (未取餐)."""
    OVERCOOKED = "OVERCOOKED"
    """More was cooked than was ordered (备餐过量)."""
    PLATE = "PLATE"
    """Left on the plates (餐盘剩余)."""
    SPOILED = "SPOILED"
    """Spoiled, burnt or dropped (变质损坏)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit in force, with both bounds allowed; a null bound does not bind."""

    lowest: int | None = None
    highest: int | None = None

    def holds(self, value: int) -> bool:
        """Whether a value keeps to the limit."""
        return (self.lowest is None or value >= self.lowest) and (
            self.highest is None or value <= self.highest
        )


NO_LIMIT = Limit()


def check_sample(grams: int, limit: Limit, fridge: str | None) -> None:
    """Refuse a sample that is lighter than it has to be, or that nobody can have weighed.

    Raises:
        CanteenRefused: SAMPLE_TOO_LIGHT with the least, WEIGHT_NOT_VALID.
    """
    check_place("fridge", fridge)
    if not 0 < grams <= _MOST_GRAMS:
        raise CanteenRefused(CanteenReason.WEIGHT_NOT_VALID, field="grams", most=_MOST_GRAMS)
    if not limit.holds(grams):
        raise CanteenRefused(CanteenReason.SAMPLE_TOO_LIGHT, field="grams", least=limit.lowest)


def kept_until(taken_at: datetime, limit: Limit) -> datetime:
    """Until when a sample has to be kept; without a limit it may go at once."""
    return taken_at + timedelta(hours=limit.lowest or 0)


def check_disposal(keep_until_at: datetime, disposed_at: datetime | None, *, now: datetime) -> None:
    """Refuse to throw a sample away twice, or before its time.

    Raises:
        CanteenRefused: SAMPLE_DISPOSED, SAMPLE_TO_BE_KEPT with until when.
    """
    if disposed_at is not None:
        raise CanteenRefused(
            CanteenReason.SAMPLE_DISPOSED, field="sampleId", disposed_at=disposed_at
        )
    if now < keep_until_at:
        raise CanteenRefused(
            CanteenReason.SAMPLE_TO_BE_KEPT, field="sampleId", keep_until_at=keep_until_at
        )


def check_temperature(tenths: int) -> None:
    """Refuse a temperature that no thermometer of a kitchen shows.

    Raises:
        CanteenRefused: TEMPERATURE_NOT_VALID.
    """
    if not _COLDEST <= tenths <= _HOTTEST:
        raise CanteenRefused(CanteenReason.TEMPERATURE_NOT_VALID, field="tenths")


def check_waste(portions: int | None, grams: int | None) -> None:
    """Refuse waste of neither portions nor grams, or of more than there can be.

    Raises:
        CanteenRefused: WASTE_NOT_VALID.
    """
    counted = [(portions, _MOST_PORTIONS), (grams, _MOST_GRAMS)]
    if portions is None and grams is None:
        raise CanteenRefused(CanteenReason.WASTE_NOT_VALID, field="portions")
    for value, most in counted:
        if value is not None and not 0 < value <= most:
            raise CanteenRefused(CanteenReason.WASTE_NOT_VALID, field="portions")


def check_limit(lowest: int | None, highest: int | None) -> None:
    """Refuse a limit without a bound, or with bounds that nothing lies between.

    Raises:
        CanteenRefused: LIMIT_NOT_VALID.
    """
    bounds = [bound for bound in (lowest, highest) if bound is not None]
    if not bounds or bounds != sorted(bounds) or max(map(abs, bounds)) > _HIGHEST_LIMIT:
        raise CanteenRefused(CanteenReason.LIMIT_NOT_VALID, field="lowest")


def check_place(name: str, text: str | None) -> None:
    """Refuse the name of a place that is too long, or no text."""
    check_text(name, text)
    if text is not None and len(text) > _LONGEST_PLACE:
        raise CanteenRefused(CanteenReason.TEXT_TOO_LONG, field=name, most=_LONGEST_PLACE)
