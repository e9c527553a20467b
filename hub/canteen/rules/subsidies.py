"""Meal subsidies: a policy is data, its evaluation is here."""

from enum import StrEnum


class ClaimStatus(StrEnum):
    """What became of the subsidy of one order."""

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
