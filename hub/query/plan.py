"""From the selections of an operation to one SQL statement that gives the JSON of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from hub.kernel.errors import Forbidden, Unauthenticated
from hub.query.arguments import arguments_of
from hub.query.documents import Operation
from hub.query.emit import Literal, Piece, joined, object_of, or_null
from hub.query.ids import key_of, keys_of, met_types, types_of
from hub.query.keyset import order_of
from hub.query.meaning import is_list, meaning_of, type_meaning
from hub.query.objects import ObjectWriter, is_connection, node_type
from hub.query.roots import Root
from hub.query.selections import Selecting
from hub.query.terms import (
    Argument,
    Asker,
    Bound,
    Check,
    Getter,
    Inputs,
    Row,
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
    """Writes the plan of one operation for one shape of viewer and variables."""

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
        self.objects = ObjectWriter(inputs, self.selecting, parsed=parsed)

    # --- Entry points ---

    def operation(self, operation: Operation, *, only: str | None = None) -> Plan:
        """The plan of a query's compiled root fields, or of the one with a response key."""
        selections = self.selecting.collect(operation.root_type, [operation.node.selection_set])
        members: list[tuple[str, Sequence[Piece]]] = []
        denied: dict[str, Denied] = {}
        with writing(self.objects.statement):
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
                    root, self.objects.asker, is_anonymous=self.inputs.viewer.is_anonymous
                )
                if refused is not None:
                    denied[key] = refused
                    members.append((key, [Literal("null")]))
                else:
                    members.append((key, self._root(root, nodes, operation.root_type)))
            return self._plan(object_of(members), denied)

    def by_key(self, type_: Any, nodes: list[FieldNode], key: Getter, *, is_list: bool) -> Plan:
        """The plan of a payload's field that is given the key (or keys) of what it reads."""
        with writing(self.objects.statement):
            return self._plan(self.keyed(type_, nodes, key, is_list=is_list), {})

    def keyed(
        self, type_: Any, nodes: list[FieldNode], key: Getter, *, is_list: bool
    ) -> list[Piece]:
        """The same as pieces of a statement that is being written."""
        meaning = self.objects.meaning(type_)
        if is_list:
            keys = Bound(("keys", key), key, "uuid[]")
            alias = self.objects.statement.alias()
            row = Row(meaning.model, alias)
            each = self.objects.object(type_, self.selecting.under(type_, nodes), row)
            seen = self.objects.seen(meaning, row, lambda row: row.pk == _Sql("wanted.key"))
            listed = (
                f"COALESCE((SELECT string_agg({joined(each)}, ',' ORDER BY wanted.place)"
                f" FROM unnest({sql_of(keys)}) WITH ORDINALITY wanted(key, place)"
                f' JOIN "{meaning.model._meta.db_table}" "{alias}" ON {seen}), \'\')'
            )
            return [Literal("["), listed, Literal("]")]
        wanted = Bound(("key", key), key, "uuid")
        found = self.objects.one(type_, nodes, lambda row: row.pk == wanted)
        return [or_null(found)]

    def _plan(self, pieces: Sequence[Piece], denied: dict[str, Denied]) -> Plan:
        if all(isinstance(piece, Literal) for piece in pieces):
            constant = "".join(piece.text for piece in pieces if isinstance(piece, Literal))
            return Plan(
                None,
                [],
                denied,
                self.objects.is_pure,
                constant.encode(),
                checks=self.objects.statement.checks,
            )
        sql = f"SELECT convert_to({joined(pieces)}, 'UTF8')"
        statement = self.objects.statement
        return Plan(sql, statement.getters, denied, self.objects.is_pure, checks=statement.checks)

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
            return root.work(row, self.objects.asker, **own)

        if is_connection(definition):
            of = node_type(named)
            order = self.objects.order(nodes[0], definition, root.order, root.order_by, of)
            return [self.objects.connection(named, nodes, definition, condition, order, given)]
        if is_list(definition.type):
            meaning = self.objects.meaning(named)
            order = order_of(meaning.model, "", root.order_by)
            return self.objects.rows(named, nodes, condition, order, root.limit)
        return [or_null(self.objects.one(named, nodes, condition))]

    def _nodes(self, name: str, given: dict[str, Argument], nodes: list[FieldNode]) -> list[Piece]:
        if name == "node":
            ids = given["id"]
            name = next(iter(met_types([ids.getter(self.inputs)])), "")
            type_: Any = self.schema.type_map.get(name)
            if not _is_node_type(type_):
                return [Literal("null")]
            key = key_of(ids, type_.name)
            return [
                or_null(self.objects.one(type_, nodes, lambda row: row.pk == key, is_abstract=True))
            ]
        texts = given["ids"]
        met = met_types(texts.getter(self.inputs))
        types = {
            name: type_
            for name in sorted(met)
            if _is_node_type(type_ := self.schema.type_map.get(name))
        }
        # What is garbled or of another type has the nil key or is null: a text need not be bound.
        keys = sql_of(keys_of(texts, *types))
        names = sql_of(
            texts.mapped(partial(types_of, among=frozenset(types)), "text[]", called=tuple(types))
        )
        cases = "".join(
            f" WHEN '{name}' THEN "
            + self.objects.one(
                type_, nodes, lambda row: row.pk == _Sql("wanted.key"), is_abstract=True
            )
            for name, type_ in types.items()
        )
        each = f"COALESCE(CASE wanted.type{cases} END, 'null')" if cases else "'null'"
        found = (
            f"COALESCE((SELECT string_agg({each}, ',' ORDER BY wanted.place)"
            f" FROM unnest({keys}, {names}) WITH ORDINALITY wanted(key, type, place)), '')"
        )
        return [Literal("["), found, Literal("]")]


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
