"""The language of conditions: rows of a model, values bound at run time, and what joins them.

Everything is a pypika term. Identifiers come from Tortoise's metadata, values are always bound
parameters, so no text of a client ever becomes SQL.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pypika_tortoise.context import SqlContext
from pypika_tortoise.enums import Dialects
from pypika_tortoise.queries import Table
from pypika_tortoise.terms import BasicCriterion, ComplexCriterion, Criterion, Field, Term
from tortoise.fields import CharField
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model

from hub.kernel.access import Role, Viewer
from hub.kernel.clock import day_of

_SQL = SqlContext(
    quote_char='"', secondary_quote_char="'", alias_quote_char='"', dialect=Dialects.POSTGRESQL
)


@dataclass(slots=True)
class Inputs:
    """What a plan is run with: the coerced variables, who asks, and when."""

    variables: dict[str, Any]
    viewer: Viewer
    now: datetime


Getter = Callable[[Inputs], Any]
# Raises BadInput when the statement cannot be run with these.
Check = Callable[[Inputs], None]


class Statement:
    """One SQL statement being written: its parameters, its aliases, and what to check first."""

    def __init__(self) -> None:
        self.getters: list[Getter] = []
        self.checks: list[Check] = []
        self._placed: dict[object, str] = {}
        self._aliases = 0

    def alias(self) -> str:
        self._aliases += 1
        return f"t{self._aliases}"

    def place(self, key: object, getter: Getter, sql_type: str) -> str:
        """The placeholder of a value; the same key is sent once."""
        placed = self._placed.get((key, sql_type))
        if placed is None:
            self.getters.append(getter)
            placed = self._placed[key, sql_type] = f"${len(self.getters)}::{sql_type}"
        return placed


_writing: ContextVar[Statement] = ContextVar("writing")


@contextmanager
def writing(statement: Statement) -> Iterator[None]:
    """Render terms into this statement."""
    token = _writing.set(statement)
    try:
        yield
    finally:
        _writing.reset(token)


def sql_of(term: Term) -> str:
    """A term as SQL of the statement that is being written.

    Raises:
        TypeError: it compares a condition of several parts, which pypika writes without brackets;
            say that by an `Operation`.
    """
    nodes: Iterator[Term] = term.nodes_()
    for node in nodes:
        joins = isinstance(node, ComplexCriterion)
        if isinstance(node, BasicCriterion) and not joins and _joins(node.left, node.right):
            raise TypeError(f"“{node}” needs brackets: compare an Operation instead")
    return term.get_sql(_SQL)


def _joins(*sides: Term) -> bool:
    return any(isinstance(side, ComplexCriterion) for side in sides)


class Bound(Criterion):
    """A value that is known when the plan is run. `key` says which, so that it is sent once."""

    def __init__(self, key: object, getter: Getter, sql_type: str) -> None:
        super().__init__()
        self.key = key
        self.getter = getter
        self.sql_type = sql_type

    def get_sql(self, ctx: SqlContext) -> str:
        return _writing.get().place(self.key, self.getter, self.sql_type)

    def mapped(self, change: Callable[[Any], Any], sql_type: str, *, called: object) -> "Bound":
        """The value after `change`, for SQL as `sql_type`; `called` tells changes apart."""
        getter = self.getter
        return Bound((self.key, called), lambda i: change(getter(i)), sql_type)


class Argument(Bound):
    """The value of a field's argument or of a field of its input object."""


class Always(Criterion):
    """True or false of every row."""

    def __init__(self, truth: bool) -> None:
        super().__init__()
        self.truth = truth

    def get_sql(self, ctx: SqlContext) -> str:
        return "TRUE" if self.truth else "FALSE"


EVERYONE = Always(True)
NOBODY = Always(False)


class Operation(Criterion):
    """A template of SQL over terms, `{0}`, `{1}` …, written by us, never by a client."""

    def __init__(self, template: str, *terms: Any) -> None:
        super().__init__()
        self.template = template
        self.terms = [Term.wrap_constant(term) for term in terms]

    def get_sql(self, ctx: SqlContext) -> str:
        return "(" + self.template.format(*(term.get_sql(ctx) for term in self.terms)) + ")"


def any_of(term: Any, values: Any) -> Operation:
    """The term is one of an array's values."""
    return Operation("{0} = ANY({1})", term, values)


def overlaps(array: Any, values: Any) -> Operation:
    """Two arrays have a value in common."""
    return Operation("{0} && {1}", array, values)


def holds(array: Any, value: Any) -> Operation:
    """The array has the value (in a form that a GIN index serves)."""
    return Operation("{0} @> ARRAY[{1}]", array, value)


def contains_text(term: Any, text: Any) -> Operation:
    """The text occurs in the term, whatever the case."""
    return Operation("strpos(lower({0}), lower({1})) > 0", term, text)


def starts_with(term: Any, text: Any) -> Operation:
    """The term starts with the text.

    Of a column of limited length it is a range, which an index with `text_pattern_ops` serves:
    `starts_with` itself does so only where PostgreSQL knows the text when it plans.
    """
    longest = term.longest if isinstance(term, _Column) else None
    if longest is None or not isinstance(text, Bound | str):
        return Operation("starts_with({0}, {1})", term, text)

    def change(prefix: Any) -> Any:
        return None if prefix is None else _beyond(prefix, longest)

    upper: Any = (
        change(text)
        if isinstance(text, str)
        else text.mapped(change, "text", called=("beyond", longest))
    )
    # These compare code points, whatever the collation.
    return Operation("{0} ~>=~ {1} AND {0} ~<~ {2}", term, text, upper)


_LAST = "\U0010ffff"


def _beyond(prefix: str, longest: int) -> str:
    """The least text above all that start with a prefix, among texts of so many characters."""
    rest = prefix.rstrip(_LAST)
    if not rest:
        # Nothing is above them all. This is above all that have their length.
        return _LAST * (longest + 1)
    # Surrogates are no characters: U+E000 comes after U+D7FF.
    following = 0xE000 if rest[-1] == "\ud7ff" else ord(rest[-1]) + 1
    return rest[:-1] + chr(following)


def is_set(term: Any) -> Operation:
    """The term is not null."""
    return Operation("{0} IS NOT NULL", term)


def is_unset(term: Any) -> Operation:
    """The term is null."""
    return Operation("{0} IS NULL", term)


class Exists(Criterion):
    """Some row of a model satisfies a condition, which may speak of outer rows too."""

    def __init__(self, model: type[Model], condition: Callable[[Any], Criterion]) -> None:
        super().__init__()
        self.model = model
        self.condition = condition

    def get_sql(self, ctx: SqlContext) -> str:
        alias = _writing.get().alias()
        inner = self.condition(Row(self.model, alias)).get_sql(ctx)
        table = self.model._meta.db_table
        return f'EXISTS (SELECT FROM "{table}" "{alias}" WHERE {inner})'


exists = Exists


class KeysWhere(Criterion):
    """The keys of a model's rows that satisfy a condition, as an array.

    When the condition speaks of no outer row, PostgreSQL works the array out once and then looks
    rows up by it with an index: `any_of(row.area_id, keys_where(Area, lambda area: …))`.
    """

    def __init__(self, model: type[Model], condition: Callable[[Any], Criterion]) -> None:
        super().__init__()
        self.model = model
        self.condition = condition

    def get_sql(self, ctx: SqlContext) -> str:
        alias = _writing.get().alias()
        inner = self.condition(Row(self.model, alias)).get_sql(ctx)
        meta = self.model._meta
        found = f'SELECT "{alias}"."{meta.db_pk_column}" FROM "{meta.db_table}" "{alias}"'
        return f"ARRAY({found} WHERE {inner})"


keys_where = KeysWhere


def column_of(model: type[Model], name: str) -> str:
    """The database column of a model's field."""
    if name == "pk":
        name = model._meta.pk_attr
    try:
        return model._meta.fields_db_projection[name]
    except KeyError:
        raise AttributeError(f"{model.__name__} has no column {name}") from None


class _Column(Field):
    """A column of a row; `longest` is how many characters it may hold, None when not limited."""

    def __init__(self, name: str, table: Table, longest: int | None) -> None:
        super().__init__(name, table=table)
        self.longest = longest


class Row:
    """A row of a model in a statement: attributes are columns, foreign keys lead on to rows."""

    def __init__(self, model: type[Model], alias: str) -> None:
        self._model = model
        self._alias = alias

    def __getattr__(self, name: str) -> Any:
        field = self._model._meta.fields_map.get(name)
        if isinstance(field, ForeignKeyFieldInstance):
            return _Reference(self, field)
        table = Table(self._model._meta.db_table).as_(self._alias)
        longest = field.max_length if isinstance(field, CharField) else None
        return _Column(column_of(self._model, name), table, longest)


class _Reference:
    """A to-one relation on the way to a column: `row.site.area_id`."""

    def __init__(self, base: Any, field: Any, *steps: Any) -> None:
        self._base = base
        self._steps = (*steps, field)

    def __getattr__(self, name: str) -> Any:
        target = self._steps[-1].related_model
        field = target._meta.fields_map.get(name)
        if isinstance(field, ForeignKeyFieldInstance):
            return _Reference(self._base, field, *self._steps)
        column = column_of(target, name)
        if len(self._steps) == 1 and name in ("id", "pk"):
            return getattr(self._base, self._steps[0].source_field)
        return _Reached(self._base, self._steps, column)


class _Reached(Criterion):
    """A column at the end of to-one relations, as a scalar subquery."""

    def __init__(self, base: Row, steps: tuple[Any, ...], column: str) -> None:
        super().__init__()
        self.base, self.steps, self.column = base, steps, column

    def get_sql(self, ctx: SqlContext) -> str:
        statement = _writing.get()
        first, *others = self.steps
        alias = statement.alias()
        start = f'"{first.related_model._meta.db_table}" "{alias}"'
        key = getattr(self.base, first.source_field).get_sql(ctx)
        condition = f'"{alias}"."{first.related_model._meta.db_pk_column}" = {key}'
        for step in others:
            foreign = column_of(step.model, step.source_field)
            previous, alias = alias, statement.alias()
            target = step.related_model._meta
            start += (
                f' JOIN "{target.db_table}" "{alias}"'
                f' ON "{alias}"."{target.db_pk_column}" = "{previous}"."{foreign}"'
            )
        return f'(SELECT "{alias}"."{self.column}" FROM {start} WHERE {condition})'


class Asker:
    """The viewer as a plan knows them: which roles in which kinds of scope, not who.

    Roles are answered at once (`has` is a plain bool: plans are cached by the viewer's shape);
    keys are values bound at run time.
    """

    def __init__(self, viewer: Viewer) -> None:
        self._roles = viewer.roles
        self._shape = viewer.shape

    def has(self, *roles: Role) -> bool:
        """Whether the viewer holds any of the roles, in whatever scope."""
        return not self._roles.isdisjoint(roles)

    @property
    def account_id(self) -> Bound:
        return Bound("viewer.account", lambda i: i.viewer.account_id, "uuid")

    @property
    def resident_id(self) -> Bound:
        return Bound("viewer.resident", lambda i: i.viewer.resident_id, "uuid")

    @property
    def session_id(self) -> Bound:
        return Bound("viewer.session", lambda i: i.viewer.session_id, "uuid")

    def acts_for(self, resident_id: Any, *scopes: StrEnum) -> Criterion:
        """The viewer is this resident, or acts for them as a proxy in any of the scopes."""
        if "person" not in self._shape:
            return NOBODY
        # One array, not two conditions joined by OR, so that an index serves; and whoever asks, for
        # a plan is not made anew for other scopes.
        people = Bound(("acts_for", *scopes), lambda i: i.viewer.acting_for(*scopes), "uuid[]")
        return any_of(resident_id, people)

    @property
    def now(self) -> Bound:
        return Bound("now", lambda i: i.now, "timestamptz")

    @property
    def today(self) -> Bound:
        return Bound("today", lambda i: day_of(i.now), "date")

    def at(self, *roles: Role, site: Any = None, within: Any = None) -> Criterion:
        """The viewer holds one of the roles here.

        `site` is the row's site key, `within` the array of areas that the row lies in. A role that
        is granted for the city needs neither.
        """
        if any((role, "city") in self._shape for role in roles):
            return EVERYONE
        condition: Any = NOBODY
        at_sites = [role for role in roles if (role, "site") in self._shape]
        if site is not None and at_sites:
            condition = condition | any_of(site, _scope("site_ids", at_sites))
        in_areas = [role for role in roles if (role, "area") in self._shape]
        if within is not None and in_areas:
            condition = condition | overlaps(within, _scope("area_ids", in_areas))
        return condition  # type: ignore[no-any-return]


def _scope(kind: str, roles: list[Role]) -> Bound:
    def keys(inputs: Inputs) -> list[UUID]:
        return [key for role in roles for key in getattr(inputs.viewer, kind)(role)]

    return Bound((kind, *roles), keys, "uuid[]")
