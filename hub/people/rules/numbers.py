"""Identity and telephone numbers: what they say, whether they can be, how they are shown."""

import re
from dataclasses import dataclass
from datetime import date

from stdnum import numdb
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from hub.people.rules.kinds import Sex
from hub.people.rules.reasons import PeopleReason, PeopleRefused

IDENTITY, PHONE = "identity", "phone"
"""What the two numbers are sealed and hashed for."""

_PERIOD = re.compile(r"\[(\d*)-(\d*)\]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}[1-9]\d{6,7}")
_SEPARATORS = str.maketrans("", "", " -－—()（）")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


@dataclass(frozen=True, slots=True)
class Identity:
    """A valid resident identity number (公民身份号码, GB 11643-1999) and what it says."""

    number: str
    born_on: date
    sex: Sex


def read_identity(text: str) -> Identity:
    """The identity number that a text is, however it is spaced or written.

    `ric.validate` wants the county's code to have been in use in the year of birth; numbers were
    first given out in 1984, with the codes of that time, so most of the old would fail. Here a code
    must only not have been abolished before the birth.

    Raises:
        PeopleRefused: IDENTITY_NOT_VALID, whatever is wrong with it.
    """
    number = ric.compact(text.translate(_WIDE_DIGITS).translate(_SEPARATORS))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or number[-1] != ric.calc_check_digit(number):
        raise _not_valid()
    try:
        born_on = ric.get_birth_date(number)
    except ValidationError:
        raise _not_valid() from None
    if not _existed_since(number[:6], born_on.year):
        raise _not_valid()
    return Identity(number, born_on, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def check_identity(identity: Identity, *, born_on: date, sex: Sex) -> None:
    """The number says the birth date and sex that are on record."""
    if (identity.born_on, identity.sex) != (born_on, sex):
        raise PeopleRefused(PeopleReason.IDENTITY_CONTRADICTS, field="identityNumber")


def mask_identity(number: str) -> str:
    """`610*************28`: enough to tell two people apart.

    Whoever sees it sees the birth date besides, and the sex. With four digits at the end only the
    county would be left to guess.
    """
    return f"{number[:3]}{'*' * 13}{number[-2:]}"


def read_phone(text: str) -> str:
    """The digits of a mainland mobile or, with its area code, landline number.

    Raises:
        PeopleRefused: PHONE_NOT_VALID.
    """
    number = text.translate(_WIDE_DIGITS).translate(_SEPARATORS)
    number = re.sub(r"^(\+|00)86", "", number)
    if not (_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)):
        raise PeopleRefused(PeopleReason.PHONE_NOT_VALID, field="phone")
    return number


def mask_phone(number: str) -> str:
    """`138****5678`; of a landline the last four digits are hidden."""
    return (
        f"{number[:3]}****{number[-4:]}"
        if len(number) == 11 and number[0] == "1"
        else (f"{number[:-4]}****")
    )


def check_region(code: str, *, field: str) -> str:
    """Six digits of GB/T 2260."""
    code = code.strip()
    if not re.fullmatch(r"[0-9]{6}", code):
        raise PeopleRefused(PeopleReason.REGION_NOT_VALID, field=field)
    return code


def _existed_since(code: str, year: int) -> bool:
    """Whether a county had the code in the year or after it."""
    county = dict(
        pair for _, facts in numdb.get("cn/loc").info(code) for pair in facts.items()
    ).get("county")
    if county is None:
        return False
    ends = [match[2] for match in _PERIOD.finditer(county)]
    return not ends or any(not end or int(end) >= year for end in ends)


def _not_valid() -> PeopleRefused:
    return PeopleRefused(PeopleReason.IDENTITY_NOT_VALID, field="identityNumber")
