"""Rows as JSON objects in SQL: columns, expressions, relations, lists, connections, access."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
    value_from_ast,
)
from tortoise.fields import BigIntField, IntField, JSONField, SmallIntField, TimeField
from tortoise.fields.relational import BackwardOneToOneRelation

from hub.query.arguments import arguments_of, members_of
from hub.query.connections import ConnectionWriter
from hub.query.declare import SeenWith, TypeMeaning
from hub.query.embedded import Embedded
from hub.query.emit import Literal, Piece, array, joined, leaf, object_of, or_missing, or_null
from hub.query.fields import AMONG, META, Column, Computed, Expression, FieldMeaning, Many, One
from hub.query.keyset import Order, Page, order_of
from hub.query.meaning import BACKREF, bare, is_list, type_meaning
from hub.query.selections import Selecting, Selections
from hub.query.terms import (
    EVERYONE,
    NOBODY,
    Argument,
    Asker,
    Inputs,
    Row,
    Statement,
    sql_of,
)


class ObjectWriter:
    """Writes rows as JSON objects, with all that is selected of them and who may see it.

    With `parsed`, the text is not the answer itself but what graphql-core completes: a missing
    value is null, and objects in abstract positions carry their type's name. `is_pure` says
    whether SQL could say everything so far.
    """

    def __init__(self, inputs: Inputs, selecting: Selecting, *, parsed: bool) -> None:
        self.inputs = inputs
        self.selecting = selecting
        self.asker = Asker(inputs.viewer)
        self.statement = Statement()
        self.parsed = parsed
        self.embedded = Embedded(self.statement, selecting, parsed=parsed)
        self.is_pure = True

    def meaning(self, type_: Any) -> TypeMeaning:
        meaning = type_meaning(type_)
        if meaning is None:
            raise TypeError(f"{type_} is no read type, so it cannot be compiled.")
        return meaning

    def object(
        self,
        type_: GraphQLObjectType,
        selections: Selections,
        row: Row,
        *,
        is_abstract: bool = False,
    ) -> list[Piece]:
        """A row as a JSON object."""
        members: list[tuple[str, Sequence[Piece]]] = []
        if is_abstract and self.parsed:
            members.append(("@type", [Literal(f'"{type_.name}"')]))
        for key, nodes in selections.items():
            if nodes[0].name.value == "__typename":
                members.append((key, [Literal(f'"{type_.name}"')]))
            else:
                members.append((key, self._field(type_, nodes, row)))
        return object_of(members)

    def _field(self, type_: GraphQLObjectType, nodes: list[FieldNode], row: Row) -> list[Piece]:
        name = nodes[0].name.value
        meaning = self.meaning(type_)
        definition = type_.fields[name]
        if name == "id" and name not in meaning.fields:
            return [Literal(f'"{type_.name}_'), sql_of(row.pk) + "::text", Literal('"')]
        what = meaning.fields[name]
        if what.roles is not None and not self.asker.has(*what.roles):
            return [Literal("null")]
        seen = EVERYONE if what.seen is None else what.seen(row, self.asker)
        if seen is NOBODY:
            return [Literal("null")]
        written = self._meant(what, meaning, definition, nodes, row)
        if seen is EVERYONE:
            return written
        return [f"CASE WHEN {sql_of(seen)} THEN {joined(written)} ELSE 'null' END"]

    def _meant(
        self,
        what: FieldMeaning,
        meaning: TypeMeaning,
        definition: GraphQLField,
        nodes: list[FieldNode],
        row: Row,
    ) -> list[Piece]:
        """What a field gives to those who see it."""
        named: Any = get_named_type(definition.type)
        if isinstance(what, Column):
            return self._column(what, definition, named, nodes, row)
        if isinstance(what, Expression):
            worked = self._worked(what, row)
            if is_leaf_type(named):
                written = self._leaf(definition, worked)
            else:
                written = self.embedded.write(definition.type, nodes, worked)
            return [self._settled(definition, written)]
        if isinstance(what, Computed):
            return self._computed(what, row)
        related = row._model._meta.fields_map[what.name]
        if isinstance(what, One):
            return [self._settled(definition, self.one(named, nodes, _other_end(row, related)))]
        back = related.relation_source_field or related.relation_field  # type: ignore[attr-defined]

        def belongs(other: Row) -> Any:
            condition = getattr(other, back) == row.pk
            return condition & what.where(other) if what.where is not None else condition

        # What `seen_with` asks, of rows that are reached from the row they belong to.
        source: Any = next(
            name
            for name, key in related.related_model._meta.fields_map.items()  # type: ignore[attr-defined]
            if getattr(key, "source_field", None) == back
        )
        belongs.along = SeenWith(source, meaning.visible)  # type: ignore[attr-defined]
        if isinstance(what, Many):
            order = order_of(self.meaning(named).model, "", what.order_by)
            return self.rows(named, nodes, belongs, order, what.limit)
        order = self.order(nodes[0], definition, what.order, "id", node_type(named))
        given = arguments_of(nodes[0], definition, self.inputs)
        return [self.connection(named, nodes, definition, belongs, order, given)]

    def _worked(self, what: Expression, row: Row) -> str:
        takes_asker = what.work.__code__.co_argcount > 1
        return sql_of(what.work(row, self.asker) if takes_asker else what.work(row))

    def _leaf(self, definition: GraphQLField, sql: str, column: Any = None) -> str:
        """A scalar, an enum, or a list of them."""
        named: Any = get_named_type(definition.type)
        if isinstance(column, JSONField):
            return f"NULLIF(({sql})::text, 'null')"
        if is_list(definition.type):
            items = bare(definition.type).of_type
            required = is_non_null_type(items)
            return array(named, sql, has_required_items=required, parsed=self.parsed)
        is_small = isinstance(column, IntField) and not isinstance(column, BigIntField)
        is_small |= isinstance(column, SmallIntField)
        return leaf(named, sql, is_small=is_small, parsed=self.parsed)

    def _column(
        self, what: Column, definition: GraphQLField, named: Any, nodes: list[FieldNode], row: Row
    ) -> list[Piece]:
        column = row._model._meta.fields_map[what.name]
        sql = sql_of(getattr(row, what.name))
        if not is_leaf_type(named):
            return [self._settled(definition, self.embedded.write(definition.type, nodes, sql))]
        written = self._leaf(definition, sql, column)
        if is_non_null_type(definition.type) and not column.null:
            return [written]
        return [self._settled(definition, written)]

    def _computed(self, what: Computed, row: Row) -> list[Piece]:
        self.is_pure = False
        columns: list[tuple[str, list[Piece]]] = []
        for name in what.columns:
            # Python gets a clock time without a zone, as the scalar has none.
            cast = "::time" if isinstance(row._model._meta.fields_map[name], TimeField) else ""
            columns.append((name, [or_null(f"to_json({sql_of(getattr(row, name))}{cast})::text")]))
        return object_of(columns)

    def _settled(self, definition: GraphQLField, expression: str) -> str:
        """What stands where the expression has no value."""
        if is_non_null_type(definition.type) and not self.parsed:
            return or_missing(expression)
        return or_null(expression)

    def one(
        self,
        type_: Any,
        nodes: list[FieldNode],
        condition: Callable[[Row], Any],
        *,
        is_abstract: bool = False,
    ) -> str:
        """One row as a JSON object; SQL null when there is none that the viewer may see."""
        meaning = self.meaning(type_)
        alias = self.statement.alias()
        row = Row(meaning.model, alias)
        under = self.selecting.under(type_, nodes)
        found = joined(self.object(type_, under, row, is_abstract=is_abstract))
        limits = self.seen(meaning, row, condition)
        table = meaning.model._meta.db_table
        return f'(SELECT {found} FROM "{table}" "{alias}" WHERE {limits} LIMIT 1)'

    def seen(self, meaning: TypeMeaning, row: Row, condition: Callable[[Row], Any]) -> str:
        """The rows that a condition means, as far as the viewer may see them."""
        wanted = condition(row)
        if meaning.belongs is not None and meaning.belongs == getattr(condition, "along", None):
            return sql_of(wanted)
        visible = meaning.visible(row, self.asker)
        if visible is EVERYONE:
            return sql_of(wanted)
        return f"({sql_of(wanted)}) AND ({sql_of(visible)})"

    def rows(
        self,
        type_: Any,
        nodes: list[FieldNode],
        condition: Callable[[Row], Any],
        order: Order,
        limit: int,
    ) -> list[Piece]:
        meaning = self.meaning(type_)
        alias, inner = self.statement.alias(), self.statement.alias()
        each = joined(
            self.object(type_, self.selecting.under(type_, nodes), Row(meaning.model, alias))
        )
        limits = self.seen(meaning, Row(meaning.model, inner), condition)
        table = meaning.model._meta.db_table
        listed = (
            f"COALESCE((SELECT string_agg({each}, ',') FROM (SELECT \"{inner}\".* FROM"
            f' "{table}" "{inner}" WHERE {limits} ORDER BY {order.clause(inner)}'
            f" LIMIT {int(limit)}) \"{alias}\"), '')"
        )
        return [Literal("["), listed, Literal("]")]

    # --- Connections ---

    def order(
        self,
        node: FieldNode,
        definition: GraphQLField,
        declared: Any,
        otherwise: str,
        node_type: Any,
    ) -> Order:
        """The order asked for, the first that is declared, or what stands in for them."""
        model = self.meaning(node_type).model
        if declared is None:
            return order_of(model, "", otherwise)
        written = {given.name.value: given.value for given in node.arguments or ()}
        chosen = next(iter(declared))
        if "orderBy" in written:
            type_ = definition.args["orderBy"].type
            chosen = value_from_ast(written["orderBy"], type_, self.inputs.variables) or chosen
        order = order_of(model, chosen.name, chosen.value)
        return replace(order, among=getattr(declared, AMONG).get(chosen))

    def _filters(self, node: FieldNode, definition: GraphQLField, row: Row) -> Any:
        """The condition that the `filter` argument puts on a row."""
        condition: Any = EVERYONE
        if "filter" not in definition.args:
            return condition
        type_: Any = get_named_type(definition.args["filter"].type)
        assert isinstance(type_, GraphQLInputObjectType)
        conditions = getattr(type_.extensions[BACKREF].origin, META)
        for given in node.arguments or ():
            if given.name.value == "filter":
                for name, value in members_of(given.value, type_, self.inputs):
                    made = conditions[name].on(row, value, self.asker)
                    condition = made if condition is EVERYONE else condition & made
        return condition

    def connection(
        self,
        type_: Any,
        nodes: list[FieldNode],
        definition: GraphQLField,
        condition: Callable[[Row], Any],
        order: Order,
        given: dict[str, Argument],
    ) -> str:
        """A page of rows as a connection."""
        of = node_type(type_)
        meaning = self.meaning(of)
        page = Page(given.get("first"), given.get("after"), given.get("last"), given.get("before"))
        writer = ConnectionWriter(self, meaning, of, order, page)

        def wanted(row: Row) -> Any:
            found = condition(row) & self._filters(nodes[0], definition, row)
            return found if order.among is None else found & order.among(row, self.asker)

        wanted.along = getattr(condition, "along", None)  # type: ignore[attr-defined]
        return writer.write(type_, nodes, wanted)


def _other_end(row: Row, related: Any) -> Callable[[Row], Any]:
    """Which row is at the other end of a to-one relation, whichever side has the foreign key."""
    if isinstance(related, BackwardOneToOneRelation):
        return lambda other: getattr(other, related.relation_source_field) == row.pk
    source = getattr(row, related.source_field)
    return lambda other: other.pk == source


def is_connection(definition: GraphQLField) -> bool:
    """Whether a field gives a page of rows."""
    return "first" in definition.args and get_named_type(definition.type).name.endswith(
        "Connection"
    )


def node_type(connection: Any) -> Any:
    """The type of the rows of a connection's type."""
    return get_named_type(connection.fields["nodes"].type)
