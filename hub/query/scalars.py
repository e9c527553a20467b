"""Scalars of the API: one spelling each, the same whether PostgreSQL or Python wrote it."""

import math
import re
from datetime import date, datetime, time
from typing import Any, NewType

import strawberry
from graphql import ValueNode, value_from_ast_untyped
from strawberry.types.scalar import ScalarDefinition

from hub.kernel.clock import HUB_ZONE
from hub.kernel.errors import Reason
from hub.query.errors import Miswritten


class Spelling(Reason):
    """How a scalar is written; the code is BAD_USER_INPUT or GRAPHQL_VALIDATION_FAILED."""

    INSTANT = (
        "时刻须为带时区的 RFC 3339 格式，如 2026-05-01T09:30:00+08:00。",
        "An instant is RFC 3339 with a zone, such as 2026-05-01T09:30:00+08:00.",
    )
    NO_SUCH_INSTANT = (
        "日历中没有这个时刻；请核对。",
        "This instant is not in the calendar; correct it.",
    )
    DAY = ("日期写作 YYYY-MM-DD。", "A day is written YYYY-MM-DD.")
    NO_SUCH_DAY = ("日历中没有这一天；请核对。", "This day is not in the calendar; correct it.")
    DAY_TOO_FAR = ("这一天太远；请填近些的日期。", "This day is too far away; give a nearer one.")
    CLOCK = ("钟点写作 HH:MM 或 HH:MM:SS。", "A clock time is written HH:MM or HH:MM:SS.")
    NO_SUCH_CLOCK = ("没有这个钟点；请核对。", "This clock time does not exist; correct it.")
    FEN = ("金额须为整数分。", "Money is a whole number of fen.")
    FEN_TOO_LARGE = (
        "金额须为 ±2^53 以内的整数分。",
        "Money is a whole number of fen within ±2^53.",
    )
    METRES = ("距离须为有限的米数。", "A distance is a finite number of metres.")


Fen = NewType("Fen", int)
Metres = NewType("Metres", float)

# The largest integer that a JavaScript number holds exactly.
_LARGEST = 2**53 - 1
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2})?", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)


def _trimmed(text: str) -> str:
    """Drop trailing zeros of the fraction, as PostgreSQL spells a fraction of a second."""
    whole, dot, rest = text.partition(".")
    if not dot:
        return text
    fraction, zone = rest[:6].rstrip("0"), rest[6:]
    return whole + (dot + fraction if fraction else "") + zone


def write_instant(value: datetime | str) -> str:
    """RFC 3339 with the hub's offset, as PostgreSQL writes it."""
    return value if isinstance(value, str) else _trimmed(value.astimezone(HUB_ZONE).isoformat())


def write_time(value: time | str) -> str:
    """`HH:MM:SS`."""
    return value if isinstance(value, str) else _trimmed(value.isoformat())


def write_date(value: date | str) -> str:
    """`YYYY-MM-DD`."""
    return value if isinstance(value, str) else value.isoformat()


def _read_instant(value: Any) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise Miswritten(Spelling.INSTANT)
    try:
        instant = datetime.fromisoformat(value.upper())
        instant.astimezone(HUB_ZONE)
    except (ValueError, OverflowError):
        raise Miswritten(Spelling.NO_SUCH_INSTANT) from None
    return instant


def _read_date(value: Any) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise Miswritten(Spelling.DAY)
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Miswritten(Spelling.NO_SUCH_DAY) from None
    if day in (date.min, date.max):
        # The driver would store infinity.
        raise Miswritten(Spelling.DAY_TOO_FAR)
    return day


def _read_time(value: Any) -> time:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise Miswritten(Spelling.CLOCK)
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise Miswritten(Spelling.NO_SUCH_CLOCK) from None


def _read_fen(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Miswritten(Spelling.FEN)
    if value != int(value) or abs(value) > _LARGEST:
        raise Miswritten(Spelling.FEN_TOO_LARGE)
    return int(value)


def _write_fen(value: Any) -> int:
    return int(value)


def _read_metres(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Miswritten(Spelling.METRES)
    return float(value)


def _write_metres(value: Any) -> float:
    metres = float(value)
    if not math.isfinite(metres):
        raise Miswritten(Spelling.METRES)
    return metres


def _scalar(
    name: str, description: str, write: Any, read: Any, url: str | None = None
) -> ScalarDefinition:
    def read_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
        try:
            return read(value_from_ast_untyped(node, variables))
        except Miswritten as error:
            raise Miswritten(error.reason, node) from None

    return strawberry.scalar(
        name=name,
        description=description,
        serialize=write,
        parse_value=read,
        parse_literal=read_literal,
        specified_by_url=url,
    )


SCALARS: dict[object, ScalarDefinition] = {
    Fen: _scalar(
        "Fen",
        "Money in fen (分), a hundredth of a yuan: a whole number within ±2^53.",
        _write_fen,
        _read_fen,
        "https://www.iso.org/iso-4217-currency-codes.html",
    ),
    Metres: _scalar(
        "Metres",
        "A length in metres (米), finite.",
        _write_metres,
        _read_metres,
        "https://www.bipm.org/en/si-base-units/metre",
    ),
    datetime: _scalar(
        "DateTime",
        "An instant in RFC 3339 with its zone; the hub writes the offset +08:00.",
        write_instant,
        _read_instant,
        "https://scalars.graphql.org/andimarek/date-time",
    ),
    date: _scalar(
        "Date",
        "A day of the calendar in the hub's zone, `YYYY-MM-DD`.",
        write_date,
        _read_date,
        "https://scalars.graphql.org/andimarek/local-date",
    ),
    time: _scalar(
        "Time",
        "A clock time in the hub's zone, `HH:MM:SS`.",
        write_time,
        _read_time,
        "https://scalars.graphql.org/apollographql/local-time-v0.1",
    ),
}
