"""One connection as SQL: a page of rows, then what is selected of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type

from hub.query.declare import TypeMeaning
from hub.query.emit import Literal, Piece, joined, object_of
from hub.query.fields import LARGEST_PAGE
from hub.query.keyset import Order, Page
from hub.query.selections import Selecting, Selections
from hub.query.terms import Row, Statement


class Objects(Protocol):
    """What a connection needs of the planner that it is a part of."""

    statement: Statement
    selecting: Selecting

    def object(self, type_: GraphQLObjectType, selections: Selections, row: Row) -> list[Piece]:
        """A row as a JSON object."""

    def seen(self, meaning: TypeMeaning, row: Row, condition: Callable[[Row], Any]) -> str:
        """The rows that a condition means, as far as the viewer may see them."""


class ConnectionWriter:
    """Writes one connection: a page of rows, then what is selected of it."""

    def __init__(
        self, planner: Objects, meaning: TypeMeaning, node_type: Any, order: Order, page: Page
    ) -> None:
        self.planner = planner
        self.meaning = meaning
        self.node_type = node_type
        self.order = order
        self.page = page
        self.rows = planner.statement.alias()
        self.row = Row(meaning.model, self.rows)
        self.each: list[str] = []
        self.needs_more = self.needs_cursor = False
        self._table = meaning.model._meta.db_table

    def write(self, type_: Any, nodes: list[FieldNode], wanted: Callable[[Row], Any]) -> str:
        planner = self.planner
        members: list[tuple[str, Sequence[Piece]]] = []
        reads_page = False
        for key, under in planner.selecting.under(type_, nodes).items():
            name = under[0].name.value
            if name == "__typename":
                members.append((key, [Literal(f'"{type_.name}"')]))
            elif name == "totalCount":
                members.append((key, [self._count(wanted)]))
            else:
                reads_page = True
                members.append((key, self._part(name, type_.fields[name], under)))
        found = joined(object_of(members))
        if reads_page:
            return f"(SELECT {found} FROM {self._page(wanted)})"
        # What page was asked for is checked all the same.
        planner.statement.checks.append(partial(self.page.check, self.order))
        return f"({found})"

    def _count(self, wanted: Callable[[Row], Any]) -> str:
        alias = self.planner.statement.alias()
        limits = self.planner.seen(self.meaning, Row(self.meaning.model, alias), wanted)
        return f'(SELECT count(*) FROM "{self._table}" "{alias}" WHERE {limits})::text'

    def _part(self, name: str, definition: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
        planner = self.planner
        if name == "pageInfo":
            info: Any = get_named_type(definition.type)
            return object_of(
                [
                    (key, self._info(under[0].name.value, info))
                    for key, under in planner.selecting.under(info, nodes).items()
                ]
            )
        if name == "nodes":
            under = planner.selecting.under(self.node_type, nodes)
            each: Sequence[Piece] = planner.object(self.node_type, under, self.row)
        else:
            each = self._edge(get_named_type(definition.type), nodes)
        self.each.append(joined(each))
        return [Literal("["), f"COALESCE(page.x{len(self.each)}, '')", Literal("]")]

    def _edge(self, type_: Any, nodes: list[FieldNode]) -> list[Piece]:
        planner = self.planner
        members: list[tuple[str, Sequence[Piece]]] = []
        for key, under in planner.selecting.under(type_, nodes).items():
            name = under[0].name.value
            if name == "__typename":
                members.append((key, [Literal(f'"{type_.name}"')]))
            elif name == "cursor":
                members.append((key, [Literal('"'), self.order.cursor(self.rows), Literal('"')]))
            else:
                inner = planner.selecting.under(self.node_type, under)
                members.append((key, planner.object(self.node_type, inner, self.row)))
        return object_of(members)

    def _info(self, name: str, type_: Any) -> list[Piece]:
        if name == "__typename":
            return [Literal(f'"{type_.name}"')]
        page = self.page
        if name in ("hasNextPage", "hasPreviousPage"):
            if (name == "hasPreviousPage") is page.is_backwards:
                self.needs_more = True
                return ["page.more::text"]
            beyond = page.before if page.is_backwards else page.after
            return [Literal("true" if beyond is not None else "false")]
        self.needs_cursor = True
        edge = "first" if name == "startCursor" else "last"
        return [f"COALESCE('\"' || page.{edge} || '\"', 'null')"]

    def _page(self, wanted: Callable[[Row], Any]) -> str:
        """The page as one row: each selected list joined, whether there is more, both ends."""
        planner, page = self.planner, self.page
        statement = planner.statement
        inner = statement.alias()
        row = Row(self.meaning.model, inner)
        limits = planner.seen(self.meaning, row, wanted)
        for cursor, backwards in ((page.after, False), (page.before, True)):
            if cursor is not None:
                limits += " AND " + self.order.beyond(statement, inner, cursor, backwards=backwards)
        size = statement.place(page.key, page.size, "bigint")
        # A row more than asked for tells whether there is more. The constant limit is for the
        # planner, which plans once and would take a page of unknown size for a tenth of the table.
        rows = (
            f'SELECT * FROM (SELECT "{inner}".* FROM "{self._table}" "{inner}" WHERE {limits}'
            f" ORDER BY {self.order.clause(inner, backwards=page.is_backwards)}"
            f" LIMIT {LARGEST_PAGE + 1}) most"
            f" LIMIT {size}{' + 1' if self.needs_more else ''}"
        )
        columns = [f"{each} AS x{place}" for place, each in enumerate(self.each, 1)]
        if self.needs_cursor:
            columns.append(f"{self.order.cursor(self.rows)} AS cursor")
        is_numbered = self.needs_more or self.needs_cursor or page.is_backwards
        if is_numbered:
            columns.append("row_number() OVER () AS place")
        within = f" FILTER (WHERE place <= {size})" if self.needs_more else ""
        direction = " ORDER BY place DESC" if page.is_backwards else ""
        parts = [
            f"string_agg(x{place}, ','{direction}){within} AS x{place}"
            for place in range(1, len(self.each) + 1)
        ]
        if self.needs_more:
            parts.append(f"count(*) > {size} AS more")
        if self.needs_cursor:
            ends = ("last", "first") if page.is_backwards else ("first", "last")
            parts.append(f"(array_agg(cursor ORDER BY place))[1] AS {ends[0]}")
            parts.append(
                f"(array_agg(cursor ORDER BY place))[LEAST(count(*), {size})] AS {ends[1]}"
            )
        return (
            f"(SELECT {', '.join(parts) or 'count(*)'} FROM"
            f' (SELECT {", ".join(columns) or "1"} FROM ({rows}) "{self.rows}") each) page'
        )
