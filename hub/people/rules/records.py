"""What may be recorded of a resident, and when."""

import unicodedata
from datetime import date

from hub.grid.rules import AreaKind
from hub.people.rules.ages import EARLIEST_BIRTH
from hub.people.rules.kinds import WITH_LEVEL, WITH_SUBSTANCE, DietaryNeedKind, StatusKind
from hub.people.rules.reasons import PeopleReason, PeopleRefused

HOME_KINDS = frozenset({AreaKind.ENTRANCE, AreaKind.BUILDING, AreaKind.COMPOUND})
"""The kinds of area that people live in."""


def check_name(name: str) -> str:
    """A person's name, composed (NFC) and trimmed; the dot of 买买提·艾力 is the middle dot."""
    name = unicodedata.normalize("NFC", name).strip().replace("•", "·").replace("．", "·")
    if not 0 < len(name) <= 80 or any(unicodedata.category(c).startswith("C") for c in name):
        raise PeopleRefused(PeopleReason.NAME_NOT_VALID, field="name")
    return name


def check_text(text: str, *, field: str, most: int) -> str:
    """A text with something in it and without control characters, trimmed."""
    text = unicodedata.normalize("NFC", text).strip()
    if not 0 < len(text) <= most or any(unicodedata.category(c) == "Cc" for c in text):
        raise PeopleRefused(PeopleReason.TEXT_NOT_VALID, field=field, most=most)
    return text


def check_birth(born_on: date, *, today: date) -> None:
    """Born in living memory and not in the future."""
    if not EARLIEST_BIRTH <= born_on <= today:
        raise PeopleRefused(PeopleReason.BIRTH_NOT_VALID, field="bornOn")


def check_home(kind: AreaKind) -> None:
    """People live in entrances, buildings and compounds."""
    if kind not in HOME_KINDS:
        raise PeopleRefused(PeopleReason.HOME_KIND_NOT_VALID, field="areaId")


def check_level(kind: StatusKind, level: int | None) -> None:
    """A level from 1 to 4 where the kind has levels, none elsewhere."""
    if level not in (range(1, 5) if kind in WITH_LEVEL else (None,)):
        raise PeopleRefused(PeopleReason.LEVEL_NEEDED, field="level")


def check_substance(kind: DietaryNeedKind, substance: str | None) -> str | None:
    """A substance where the kind names one, none elsewhere."""
    if (kind in WITH_SUBSTANCE) != bool(substance and substance.strip()):
        raise PeopleRefused(PeopleReason.SUBSTANCE_NEEDED, field="substance")
    return substance and check_text(substance, field="substance", most=40)


def check_period(from_on: date, until_on: date | None) -> None:
    """A period does not end before it starts."""
    if until_on is not None and until_on < from_on:
        raise PeopleRefused(PeopleReason.ENDS_BEFORE_IT_STARTS, field="untilOn")


def check_known(on: date, *, today: date, earliest: date) -> None:
    """What is recorded has happened: not after today, and not before what it changes began."""
    if on > today:
        raise PeopleRefused(PeopleReason.IN_THE_FUTURE, field="on")
    if on < earliest:
        raise PeopleRefused(PeopleReason.TOO_EARLY, field="on", earliest=earliest)
