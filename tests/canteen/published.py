"""The published policies that the tests load, and people as the policies see them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hub.canteen import reads
from hub.canteen.rules import (
    FulfilmentMode,
    FundingLevel,
    Meal,
    MealPeriod,
    Person,
    Policy,
    document_of,
    load_policy,
)
from hub.people.rules import StatusKind

DAY = date(2026, 6, 2)
"""A Tuesday."""
HOME = {FundingLevel.CITY: "gz", FundingLevel.DISTRICT: "zc", FundingLevel.TOWNSHIP: "xt"}
OTHER_TOWN = {**HOME, FundingLevel.TOWNSHIP: "sj"}
OTHER_DISTRICT = {**OTHER_TOWN, FundingLevel.DISTRICT: "th"}
_FOLDER = Path(__file__).parent / "policies"


def text(name: str) -> str:
    """The file of a schedule that is not shipped, because it cannot be valid."""
    return (_FOLDER / f"{name}.json").read_text(encoding="utf-8")


def document(name: str) -> dict[str, Any]:
    """A shipped schedule's policy as JSON, or that of a schedule which cannot be valid."""
    if name in reads.schedules():
        return document_of(reads.schedule(name).document)
    published: dict[str, Any] = json.loads(text(name))
    return dict(published["document"])


def policy(name: str, **changes: Any) -> Policy:
    """A published policy, with some of its fields changed."""
    return load_policy({**document(name), **changes})


def person(
    age: int,
    *statuses: StatusKind,
    is_hukou: bool = True,
    is_usual: bool = True,
    levels: Sequence[int | None] = (),
) -> Person:
    """Somebody whose birthday was a month before DAY."""
    known = [*levels, *[None] * (len(statuses) - len(levels))]
    return Person(
        born_on=date(DAY.year - age, 5, 2),
        is_hukou=is_hukou,
        is_usual=is_usual,
        statuses=list(zip(statuses, known, strict=True)),
        home=HOME,
    )


def meal(bill_fen: int = 1200, **facts: Any) -> Meal:
    """A lunch at home on DAY."""
    values: dict[str, Any] = {
        "on": DAY,
        "period": MealPeriod.LUNCH,
        "mode": FulfilmentMode.DINE_IN,
        "place": HOME,
    }
    return Meal(bill_fen=bill_fen, **{**values, **facts})
