"""The published policies that the tests load, and people as the policies see them."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hub import demo
from hub.canteen.rules import (
    FulfilmentMode,
    FundingLevel,
    Meal,
    MealPeriod,
    Person,
    Policy,
    load_policy,
)
from hub.people.rules import StatusKind

DAY = date(2026, 6, 2)
_FOLDERS = (Path(__file__).parent / "policies", Path(demo.__file__).parent / "policies")
HOME = {FundingLevel.CITY: "gz", FundingLevel.DISTRICT: "zc", FundingLevel.TOWNSHIP: "xt"}


def document(name: str) -> dict[str, Any]:
    """A policy's document as it is published."""
    file = next(path for folder in _FOLDERS for path in folder.glob(f"{name}-*.json"))
    published: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
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
