"""What a field of a read type means: a column, a relation, a page, an expression, or Python.

Two things may keep a field from a viewer who sees the row; it is null then, so it is not required.
`roles` asks whether one of the roles is held, in whatever scope: it says nothing about the row, and
is for what whoever holds the role may know of any row that they see. `seen` is a condition on the
row, `(row, viewer) -> condition`, like `visible`.
"""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import (
    Any,
)

from hub.kernel.access import Role
from hub.query.terms import Asker, Row

Seen = Callable[[Row, Asker], Any]

META = "hub"
AMONG = "hub_among"
DEFAULT_PAGE = 20
LARGEST_PAGE = 100


@dataclass(slots=True, kw_only=True)
class Column:
    """A column of the row."""

    name: str = ""
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


@dataclass(slots=True, kw_only=True)
class One:
    """The row at the other end of a foreign key, null when it may not be seen."""

    name: str = ""
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


@dataclass(slots=True, kw_only=True)
class Many:
    """A bounded list of rows that point here."""

    name: str = ""
    order_by: str = "id"
    where: Callable[[Row], Any] | None = None
    limit: int = LARGEST_PAGE
    expected: int = 10
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


@dataclass(slots=True, kw_only=True)
class Pages:
    """A connection over the rows that point here."""

    name: str = ""
    filter: type | None = None
    order: type[enum.Enum] | None = None
    where: Callable[[Row], Any] | None = None
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


@dataclass(slots=True, kw_only=True)
class Expression:
    """A value that SQL works out from the row."""

    work: Callable[..., Any]
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


@dataclass(slots=True, kw_only=True)
class Computed:
    """A value that Python works out from columns it names."""

    work: Callable[..., Any]
    columns: tuple[str, ...]
    roles: tuple[Role, ...] | None = None
    seen: Seen | None = None


FieldMeaning = Column | One | Many | Pages | Expression | Computed


def column(
    name: str = "", *, roles: tuple[Role, ...] | None = None, seen: Seen | None = None
) -> Any:
    """A column of another name, or one that only some see."""
    return Column(name=name, roles=roles, seen=seen)


def one(name: str = "", *, roles: tuple[Role, ...] | None = None, seen: Seen | None = None) -> Any:
    """A to-one relation by the name of its foreign key (default: the field's name)."""
    return One(name=name, roles=roles, seen=seen)


def many(
    name: str = "",
    *,
    order_by: str = "id",
    where: Callable[[Row], Any] | None = None,
    limit: int = LARGEST_PAGE,
    expected: int = 10,
    roles: tuple[Role, ...] | None = None,
    seen: Seen | None = None,
) -> Any:
    """A bounded list by the `related_name` of the foreign key that points here.

    `order_by` is like "position" or "-placed_at,number"; `expected` is the usual length, for cost.
    """
    return Many(
        name=name,
        order_by=order_by,
        where=where,
        limit=limit,
        expected=expected,
        roles=roles,
        seen=seen,
    )


def connection(
    name: str = "",
    *,
    filter: type | None = None,
    order: type[enum.Enum] | None = None,
    where: Callable[[Row], Any] | None = None,
    roles: tuple[Role, ...] | None = None,
    seen: Seen | None = None,
) -> Any:
    """A Relay connection over the rows that point here."""
    return Pages(name=name, filter=filter, order=order, where=where, roles=roles, seen=seen)


def expression(
    work: Callable[[Row], Any] | Callable[[Row, Asker], Any],
    *,
    roles: tuple[Role, ...] | None = None,
    seen: Seen | None = None,
) -> Any:
    """A value that SQL works out: a pypika term over the row (and the asker)."""
    return Expression(work=work, roles=roles, seen=seen)


def python(
    *columns: str, roles: tuple[Role, ...] | None = None, seen: Seen | None = None
) -> Callable[[Any], Any]:
    """A method that works out a value in Python from the named columns: `(row, ctx) -> value`."""
    return lambda work: Computed(work=work, columns=columns, roles=roles, seen=seen)
