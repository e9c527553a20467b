"""From the selections of an operation to one SQL statement whose result is the JSON of the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
    value_from_ast,
)
from tortoise.fields import BigIntField, IntField, JSONField, SmallIntField, TimeField
from tortoise.fields.relational import BackwardOneToOneRelation
from tortoise.models import Model

from hub.kernel.errors import Forbidden, Unauthenticated
from hub.query.arguments import argument, arguments_of, members_of
from hub.query.connections import ConnectionWriter
from hub.query.declare import (
    META,
    Column,
    Computed,
    Expression,
    Many,
    One,
    Root,
    SeenWith,
    TypeMeaning,
)
from hub.query.documents import Operation
from hub.query.embedded import Embedded
from hub.query.emit import Literal, Piece, array, joined, leaf, object_of, or_missing, or_null
from hub.query.ids import key_of, keys_of, met_types, types_of
from hub.query.keyset import Order, Page, order_of
from hub.query.meaning import BACKREF, bare, is_list, meaning_of, type_meaning
from hub.query.selections import Selecting, Selections
from hub.query.terms import (
    EVERYONE,
    Argument,
    Asker,
    Bound,
    Check,
    Getter,
    Inputs,
    Row,
    Statement,
    any_of,
    column_of,
    sql_of,
    writing,
)

Denied = Forbidden | Unauthenticated


@dataclass(slots=True)
class Plan:
    """One statement, what to bind, and what is known without running it.

    `sql` is None when nothing has to be asked. `denied` are root fields that the viewer may not
    use: null in the answer, with an error. `is_pure` says that SQL means everything selected, so
    the text that comes back is the answer.
    """

    sql: str | None
    getters: list[Getter]
    denied: dict[str, Denied] = field(default_factory=dict)
    is_pure: bool = True
    constant: bytes = b""
    checks: list[Check] = field(default_factory=list)

    def values(self, inputs: Inputs) -> list[Any]:
        """What to bind, in order; raises BadInput for a cursor or a size that cannot be."""
        for check in self.checks:
            check(inputs)
        return [getter(inputs) for getter in self.getters]


def check_roles(root: Root, asker: Asker, *, is_anonymous: bool) -> Denied | None:
    """Why a viewer may not use a root field, None when they may."""
    if root.everybody or asker.has(*root.roles):
        return None
    return Unauthenticated() if is_anonymous else Forbidden()


class Planner:
    """Writes the plan of one operation for one shape of viewer and variables.

    With `parsed`, the text is not the answer itself but what graphql-core completes: a missing
    value is null, and objects in abstract positions carry their type's name.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: dict[str, FragmentDefinitionNode],
        inputs: Inputs,
        *,
        parsed: bool = False,
    ) -> None:
        self.schema = schema
        self.inputs = inputs
        self.selecting = Selecting(schema, fragments, inputs.variables)
        self.asker = Asker(inputs.viewer)
        self.statement = Statement()
        self.parsed = parsed
        self.embedded = Embedded(self.statement, self.selecting, parsed=parsed)
        self.is_pure = True

    # --- Entry points ---

    def operation(self, operation: Operation, *, only: str | None = None) -> Plan:
        """The plan of a query's compiled root fields, or of the one with a response key."""
        selections = self.selecting.collect(operation.root_type, [operation.node.selection_set])
        members: list[tuple[str, Sequence[Piece]]] = []
        denied: dict[str, Denied] = {}
        with writing(self.statement):
            for key, nodes in selections.items():
                name = nodes[0].name.value
                if only not in (None, key):
                    continue
                if name == "__typename":
                    members.append((key, [Literal(f'"{operation.root_type.name}"')]))
                    continue
                if name.startswith("__"):
                    continue
                root = meaning_of(operation.root_type.fields[name])
                if root.kind != "compiled":
                    continue
                refused = check_roles(
                    root, self.asker, is_anonymous=self.inputs.viewer.is_anonymous
                )
                if refused is not None:
                    denied[key] = refused
                    members.append((key, [Literal("null")]))
                else:
                    members.append((key, self._root(root, nodes, operation.root_type)))
            return self._plan(object_of(members), denied)

    def by_key(self, type_: Any, nodes: list[FieldNode], key: Getter, *, is_list: bool) -> Plan:
        """The plan of a payload's field that is given the key (or keys) of what it reads."""
        with writing(self.statement):
            return self._plan(self.keyed(type_, nodes, key, is_list=is_list), {})

    def keyed(
        self, type_: Any, nodes: list[FieldNode], key: Getter, *, is_list: bool
    ) -> list[Piece]:
        """The same as pieces of a statement that is being written."""
        meaning = self._meaning(type_)
        if is_list:
            keys = Bound(("keys", key), key, "uuid[]")
            alias = self.statement.alias()
            row = Row(meaning.model, alias)
            each = self.object(type_, self.selecting.under(type_, nodes), row)
            seen = self.seen(meaning, row, lambda row: row.pk == _Sql("wanted.key"))
            return [
                Literal("["),
                f"COALESCE((SELECT string_agg({joined(each)}, ',' ORDER BY wanted.place)"
                f" FROM unnest({sql_of(keys)}) WITH ORDINALITY wanted(key, place)"
                f' JOIN "{meaning.model._meta.db_table}" "{alias}" ON {seen}), \'\')',
                Literal("]"),
            ]
        wanted = Bound(("key", key), key, "uuid")
        found = self._one(type_, nodes, lambda row: row.pk == wanted)
        return [or_null(found)]

    def _plan(self, pieces: Sequence[Piece], denied: dict[str, Denied]) -> Plan:
        if all(isinstance(piece, Literal) for piece in pieces):
            constant = "".join(piece.text for piece in pieces if isinstance(piece, Literal))
            return Plan(
                None, [], denied, self.is_pure, constant.encode(), checks=self.statement.checks
            )
        sql = f"SELECT convert_to({joined(pieces)}, 'UTF8')"
        statement = self.statement
        return Plan(sql, statement.getters, denied, self.is_pure, checks=statement.checks)

    # --- Roots ---

    def _root(self, root: Root, nodes: list[FieldNode], parent: GraphQLObjectType) -> list[Piece]:
        definition = parent.fields[nodes[0].name.value]
        given = arguments_of(nodes[0], definition, self.inputs)
        named = get_named_type(definition.type)
        if root.name in ("node", "nodes"):
            return self._nodes(root.name, given, nodes)
        own = {
            python: given.get(graphql, None)
            for python, graphql in zip(root.parameters, definition.args, strict=False)
        }

        def condition(row: Row) -> Any:
            return root.work(row, self.asker, **own)

        if _is_connection(definition):
            node_type = _node_type(named)
            order = self._order(nodes[0], definition, root.order, root.order_by, node_type)
            return [self._connection(named, nodes, definition, condition, order, given)]
        if is_list(definition.type):
            meaning = self._meaning(named)
            order = order_of(meaning.model, "", root.order_by)
            return self._list(named, nodes, condition, order, root.limit)
        return [or_null(self._one(named, nodes, condition))]

    def _nodes(self, name: str, given: dict[str, Argument], nodes: list[FieldNode]) -> list[Piece]:
        if name == "node":
            ids = given["id"]
            met = met_types([ids.getter(self.inputs)])
            type_: Any = self.schema.type_map.get(next(iter(met), ""))
            if not _is_node_type(type_):
                return [Literal("null")]
            key = key_of(ids, type_.name)
            return [or_null(self._one(type_, nodes, lambda row: row.pk == key, is_abstract=True))]
        texts = given["ids"]
        met = sorted(met_types(texts.getter(self.inputs)))
        types = {
            name: type_ for name in met if _is_node_type(type_ := self.schema.type_map.get(name))
        }
        # What is garbled or of another type has the nil key or is null: a text need not be bound.
        keys = sql_of(keys_of(texts, *types))
        names = sql_of(
            texts.mapped(partial(types_of, among=frozenset(types)), "text[]", called=tuple(types))
        )
        cases = "".join(
            f" WHEN '{name}' THEN "
            + self._one(type_, nodes, lambda row: row.pk == _Sql("wanted.key"), is_abstract=True)
            for name, type_ in types.items()
        )
        each = f"COALESCE(CASE wanted.type{cases} END, 'null')" if cases else "'null'"
        found = (
            f"COALESCE((SELECT string_agg({each}, ',' ORDER BY wanted.place)"
            f" FROM unnest({keys}, {names}) WITH ORDINALITY wanted(key, type, place)), '')"
        )
        return [Literal("["), found, Literal("]")]

    # --- Objects ---

    def _meaning(self, type_: Any) -> TypeMeaning:
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
        meaning = self._meaning(type_)
        definition = type_.fields[name]
        if name == "id" and name not in meaning.fields:
            return [Literal(f'"{type_.name}_'), sql_of(row.pk) + "::text", Literal('"')]
        what = meaning.fields[name]
        if what.roles is not None and not self.asker.has(*what.roles):
            return [Literal("null")]
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
            return [self._settled(definition, self._one(named, nodes, _other_end(row, related)))]
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
            order = order_of(self._meaning(named).model, "", what.order_by)
            return self._list(named, nodes, belongs, order, what.limit)
        order = self._order(nodes[0], definition, what.order, "id", _node_type(named))
        given = arguments_of(nodes[0], definition, self.inputs)
        return [self._connection(named, nodes, definition, belongs, order, given)]

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

    def _one(
        self,
        type_: Any,
        nodes: list[FieldNode],
        condition: Callable[[Row], Any],
        *,
        is_abstract: bool = False,
    ) -> str:
        """One row as a JSON object; SQL null when there is none that the viewer may see."""
        meaning = self._meaning(type_)
        alias = self.statement.alias()
        row = Row(meaning.model, alias)
        under = self.selecting.under(type_, nodes)
        found = joined(self.object(type_, under, row, is_abstract=is_abstract))
        limits = self.seen(meaning, row, condition)
        return f'(SELECT {found} FROM "{meaning.model._meta.db_table}" "{alias}" WHERE {limits} LIMIT 1)'

    def seen(self, meaning: TypeMeaning, row: Row, condition: Callable[[Row], Any]) -> str:
        """The rows that a condition means, as far as the viewer may see them."""
        wanted = condition(row)
        if meaning.belongs is not None and meaning.belongs == getattr(condition, "along", None):
            return sql_of(wanted)
        visible = meaning.visible(row, self.asker)
        if visible is EVERYONE:
            return sql_of(wanted)
        return f"({sql_of(wanted)}) AND ({sql_of(visible)})"

    def _list(
        self,
        type_: Any,
        nodes: list[FieldNode],
        condition: Callable[[Row], Any],
        order: Order,
        limit: int,
    ) -> list[Piece]:
        meaning = self._meaning(type_)
        alias, inner = self.statement.alias(), self.statement.alias()
        each = joined(
            self.object(type_, self.selecting.under(type_, nodes), Row(meaning.model, alias))
        )
        limits = self.seen(meaning, Row(meaning.model, inner), condition)
        table = meaning.model._meta.db_table
        return [
            Literal("["),
            f"COALESCE((SELECT string_agg({each}, ',') FROM (SELECT \"{inner}\".* FROM"
            f' "{table}" "{inner}" WHERE {limits} ORDER BY {order.clause(inner)}'
            f" LIMIT {int(limit)}) \"{alias}\"), '')",
            Literal("]"),
        ]

    # --- Connections ---

    def _order(
        self,
        node: FieldNode,
        definition: GraphQLField,
        declared: Any,
        otherwise: str,
        node_type: Any,
    ) -> Order:
        """The order asked for, the first of the declared ones, or the one that stands in for them."""
        model = self._meaning(node_type).model
        if declared is None:
            return order_of(model, "", otherwise)
        written = {given.name.value: given.value for given in node.arguments or ()}
        chosen = next(iter(declared))
        if "orderBy" in written:
            type_ = definition.args["orderBy"].type
            chosen = value_from_ast(written["orderBy"], type_, self.inputs.variables) or chosen
        return order_of(model, chosen.name, chosen.value)

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
                    made = conditions[name].condition(row, value)
                    condition = made if condition is EVERYONE else condition & made
        return condition

    def _connection(
        self,
        type_: Any,
        nodes: list[FieldNode],
        definition: GraphQLField,
        condition: Callable[[Row], Any],
        order: Order,
        given: dict[str, Argument],
    ) -> str:
        """A page of rows as a connection."""
        node_type = _node_type(type_)
        meaning = self._meaning(node_type)
        page = Page(given.get("first"), given.get("after"), given.get("last"), given.get("before"))
        writer = ConnectionWriter(self, meaning, node_type, order, page)

        def wanted(row: Row) -> Any:
            return condition(row) & self._filters(nodes[0], definition, row)

        wanted.along = getattr(condition, "along", None)  # type: ignore[attr-defined]
        return writer.write(type_, nodes, wanted)


def _other_end(row: Row, related: Any) -> Callable[[Row], Any]:
    """Which row is at the other end of a to-one relation, whichever side has the foreign key."""
    if isinstance(related, BackwardOneToOneRelation):
        return lambda other: getattr(other, related.relation_source_field) == row.pk
    source = getattr(row, related.source_field)
    return lambda other: other.pk == source


class _Sql(Bound):
    """A name of the statement itself."""

    def __init__(self, name: str) -> None:
        super().__init__(name, lambda i: None, "")

    def get_sql(self, ctx: Any) -> str:
        return str(self.key)


def _is_node_type(type_: Any) -> bool:
    return (
        isinstance(type_, GraphQLObjectType)
        and type_meaning(type_) is not None
        and any(interface.name == "Node" for interface in type_.interfaces)
    )


def _is_connection(definition: GraphQLField) -> bool:
    return "first" in definition.args and get_named_type(definition.type).name.endswith(
        "Connection"
    )


def _node_type(connection: Any) -> Any:
    return get_named_type(connection.fields["nodes"].type)


__all__ = ["Model", "Plan", "Planner", "any_of", "argument", "check_roles", "column_of", "keys_of"]
