"""Pages by keyset: stable orders, opaque cursors, and the condition that goes on from a cursor."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any, cast

import orjson
from tortoise.models import Model

from hub.kernel.errors import BadInput, Reason
from hub.query.fields import DEFAULT_PAGE, LARGEST_PAGE, Seen
from hub.query.terms import Argument, Inputs, Statement, column_of


class NoSuchPage(Reason):
    """Why there can be no such page; the code of all is BAD_USER_INPUT."""

    SIZE = (
        "参数 {argument} 须在 1 到 {most} 之间；更多内容请用游标翻页。",
        "`{argument}` is from 1 to {most}; page on with cursors for more.",
    )
    BOTH_ENDS = (
        "参数 first 和 last 只能给一个。",
        "Ask for `first` or for `last`, not for both.",
    )
    CURSOR_UNKNOWN = (
        "参数 {argument} 不是本系统给出的游标；请原样使用 pageInfo 中的游标。",
        "`{argument}` is not a cursor of ours; give one from `pageInfo` as it is.",
    )
    CURSOR_OF_ANOTHER_ORDER = (
        "参数 {argument} 的游标属于另一种排序；请从头读取。",
        "`{argument}` is a cursor of a list in another order; begin from the start.",
    )


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an order."""

    column: str
    is_descending: bool
    is_nullable: bool
    sql_type: str

    def ordered(self, alias: str, *, backwards: bool) -> str:
        """For ORDER BY. Nulls come last, whichever way the column runs; backwards, first."""
        direction = "DESC" if self.is_descending is not backwards else "ASC"
        nulls = f" NULLS {'FIRST' if backwards else 'LAST'}" if self.is_nullable else ""
        return f'"{alias}"."{self.column}" {direction}{nulls}'


@dataclass(frozen=True, slots=True)
class Order:
    """A total order of a model's rows; `name` is in each cursor, so that orders do not mix.

    Only rows `among` those of which the viewer may know their place are in it; null for all.
    """

    name: str
    keys: tuple[Key, ...]
    among: Seen | None = None

    def clause(self, alias: str, *, backwards: bool = False) -> str:
        return ", ".join(key.ordered(alias, backwards=backwards) for key in self.keys)

    def cursor(self, alias: str) -> str:
        """SQL of a row's cursor: base64url of the order's name and the row's place in it."""
        parts = ", ".join(f'"{alias}"."{key.column}"::text' for key in self.keys)
        text = f"json_build_array('{self.name}', {parts})::text"
        encoded = f"encode(convert_to({text}, 'UTF8'), 'base64')"
        return f"translate({encoded}, E'+/=\\n', '-_')"

    def beyond(self, statement: Statement, alias: str, cursor: Argument, *, backwards: bool) -> str:
        """The rows after a cursor, or before it."""
        argument = "before" if backwards else "after"

        def place(index: int) -> str:
            def getter(inputs: Inputs) -> str | None:
                return self.decoded(cursor.getter(inputs), argument)[index]

            key = self.keys[index]
            placed = statement.place((cursor.key, self.name, index), getter, "text")
            return f"{placed}::{key.sql_type}"

        values = [place(index) for index in range(len(self.keys))]
        directions = {key.is_descending for key in self.keys}
        if len(directions) == 1 and not any(key.is_nullable for key in self.keys):
            columns = ", ".join(f'"{alias}"."{key.column}"' for key in self.keys)
            sign = "<" if directions.pop() is not backwards else ">"
            return f"({columns}) {sign} ({', '.join(values)})"
        choices: list[str] = []
        equal: list[str] = []
        for key, value in zip(self.keys, values, strict=True):
            column = f'"{alias}"."{key.column}"'
            choices.append(" AND ".join([*equal, _passes(key, column, value, backwards)]))
            equal.append(f"{column} IS NOT DISTINCT FROM {value}")
        return "(" + " OR ".join(f"({choice})" for choice in choices) + ")"

    def decoded(self, cursor: str, argument: str) -> list[str | None]:
        """The place that the cursor of an argument names; raises BadInput when it is not ours."""
        try:
            raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            name, *place = orjson.loads(raw)
        except (binascii.Error, ValueError, TypeError):
            raise BadInput(NoSuchPage.CURSOR_UNKNOWN, argument=argument) from None
        if name != self.name or len(place) != len(self.keys):
            raise BadInput(NoSuchPage.CURSOR_OF_ANOTHER_ORDER, argument=argument)
        for text, key in zip(place, self.keys, strict=True):
            fits = text is None if not isinstance(text, str) else "\x00" not in text
            if not fits or (text is None and not key.is_nullable):
                raise BadInput(NoSuchPage.CURSOR_UNKNOWN, argument=argument)
        return cast("list[str | None]", place)


def _passes(key: Key, column: str, value: str, backwards: bool) -> str:
    """One column's part of going beyond a cursor. Nulls are last, so beyond every value."""
    sign = "<" if key.is_descending is not backwards else ">"
    if not key.is_nullable:
        return f"{column} {sign} {value}"
    if backwards:
        return f"({column} {sign} {value} OR ({value} IS NULL AND {column} IS NOT NULL))"
    return f"({column} {sign} {value} OR ({column} IS NULL AND {value} IS NOT NULL))"


_SQL_TYPES = {
    "UUIDField": "uuid",
    "DatetimeField": "timestamptz",
    "DateField": "date",
    "TimeField": "time",
    "TimeDeltaField": "bigint",
    "BooleanField": "boolean",
    "FloatField": "double precision",
    "DecimalField": "numeric",
}


def order_of(model: type[Model], name: str, text: str) -> Order:
    """An order from its declaration ("a", "-a", "a,-b"); the key makes it total."""
    keys: list[Key] = []
    for part in [*text.split(","), "pk"]:
        attribute = part.strip().removeprefix("-")
        field = model._meta.fields_map[model._meta.pk_attr if attribute == "pk" else attribute]
        column = column_of(model, attribute)
        if any(key.column == column for key in keys):
            continue
        is_integer = "Int" in type(field).__name__
        sql_type = "bigint" if is_integer else _SQL_TYPES.get(_field_kind(field), "text")
        keys.append(Key(column, part.strip().startswith("-"), bool(field.null), sql_type))
    if len(keys) > 1 and len({key.is_descending for key in keys[:-1]}) == 1:
        # The tie-break follows the rest, so that one index and one row comparison serve.
        last = keys[-1]
        keys[-1] = Key(last.column, keys[0].is_descending, last.is_nullable, last.sql_type)
    return Order(name, tuple(keys))


def _field_kind(field: Any) -> str:
    return next(
        (cls.__name__ for cls in type(field).__mro__ if cls.__name__ in _SQL_TYPES), "CharField"
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of a connection: how many, from which end, beyond which cursors."""

    first: Argument | None
    after: Argument | None
    last: Argument | None
    before: Argument | None

    @property
    def key(self) -> object:
        """Names the size among the statement's values: a term itself compares as SQL."""
        size = self.last if self.last is not None else self.first
        return ("size", size.key if size is not None else None)

    @property
    def is_backwards(self) -> bool:
        return self.last is not None

    def check(self, order: Order, inputs: Inputs) -> None:
        """Raise BadInput when there can be no such page of rows in this order."""
        self.size(inputs)
        for argument, cursor in (("after", self.after), ("before", self.before)):
            if cursor is not None:
                order.decoded(cursor.getter(inputs), argument)

    def size(self, inputs: Inputs) -> int:
        """How many rows; raises BadInput when that is out of bounds or said twice."""
        if self.first is not None and self.last is not None:
            raise BadInput(NoSuchPage.BOTH_ENDS, argument="last")
        given = self.last if self.last is not None else self.first
        name = "last" if self.is_backwards else "first"
        size = DEFAULT_PAGE if given is None else given.getter(inputs)
        if not 1 <= size <= LARGEST_PAGE:
            raise BadInput(NoSuchPage.SIZE, argument=name, most=LARGEST_PAGE)
        return int(size)
