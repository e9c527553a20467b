"""Objects that a jsonb column or expression holds, in GraphQL's spelling, as JSON text."""

from collections.abc import Sequence
from typing import Any

from graphql import FieldNode, is_leaf_type, is_list_type, is_non_null_type

from hub.query.emit import Literal, Piece, joined, object_of, or_missing, or_null
from hub.query.meaning import bare
from hub.query.selections import Selecting
from hub.query.terms import Statement


class Embedded:
    """Writes what is selected of such a value.

    With `parsed`, a missing value is null everywhere: graphql-core says what becomes of it.
    """

    def __init__(self, statement: Statement, selecting: Selecting, *, parsed: bool) -> None:
        self._statement = statement
        self._selecting = selecting
        self._parsed = parsed

    def write(self, type_: Any, nodes: list[FieldNode], sql: str) -> str:
        """The value of an expression as JSON text; SQL null where it has none."""
        if "SELECT" not in sql:
            return self._value(type_, nodes, sql)
        # OFFSET 0 keeps PostgreSQL from working out the subquery once for each mention.
        alias = self._statement.alias()
        inner = self._value(type_, nodes, f'"{alias}".it')
        return f'(SELECT {inner} FROM (SELECT {sql} AS it OFFSET 0) "{alias}")'

    def _value(self, type_: Any, nodes: list[FieldNode], sql: str) -> str:
        type_ = bare(type_)
        if is_leaf_type(type_):
            return f"NULLIF(({sql})::text, 'null')"
        if is_list_type(type_):
            return self._items(type_.of_type, nodes, sql)
        members: list[tuple[str, Sequence[Piece]]] = []
        for key, under in self._selecting.under(type_, nodes).items():
            name = under[0].name.value
            if name == "__typename":
                members.append((key, [Literal(f'"{type_.name}"')]))
            else:
                members.append(
                    (key, [self._place(type_.fields[name].type, under, f"({sql}->'{name}')")])
                )
        return f"(CASE WHEN jsonb_typeof({sql}) = 'object' THEN {joined(object_of(members))} END)"

    def _items(self, type_: Any, nodes: list[FieldNode], sql: str) -> str:
        alias = self._statement.alias()
        each = self._place(type_, nodes, f'"{alias}".value')
        listed = (
            f"(SELECT string_agg({each}, ',' ORDER BY \"{alias}\".place)"
            f' FROM jsonb_array_elements({sql}) WITH ORDINALITY "{alias}"(value, place))'
        )
        return (
            f"(CASE WHEN jsonb_typeof({sql}) = 'array'"
            f" THEN '[' || COALESCE({listed}, '') || ']' END)"
        )

    def _place(self, type_: Any, nodes: list[FieldNode], sql: str) -> str:
        """A member or an item, and what stands there when it has no value."""
        written = self._value(type_, nodes, sql)
        required = is_non_null_type(type_) and not self._parsed
        return or_missing(written) if required else or_null(written)
