"""Age is never stored: it is asked of a birth date as of a day (周岁)."""

from datetime import date

EARLIEST_BIRTH = date(1880, 1, 1)
"""Nobody alive was born before."""


def age_on(born_on: date, on: date) -> int:
    """Completed years on a day. Who was born on 29 February completes a year on 1 March.

    In a common year there is no 29 February to complete it on, and on the 28th it is not over.
    """
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def born_by(age: int, on: date) -> date:
    """The last birth date of those who have completed `age` years on a day.

    `age_on(born_on, on) >= age` says the same as `born_on <= born_by(age, on)`, which an index can
    answer. An age that nobody can have gives the first date there is.
    """
    year = on.year - age
    if year < 1:
        return date.min
    try:
        return on.replace(year=year)
    except ValueError:  # 29 February; whoever was born on 1 March is a day too young.
        return date(year, 2, 28)
