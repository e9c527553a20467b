"""Documents of clients: parsed, validated and weighed once, then remembered."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLNamedInputType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    parse,
    type_from_ast,
    validate,
)
from graphql.language.ast import ListValueNode, ObjectValueNode

from hub.query.declare import DEFAULT_PAGE, LARGEST_PAGE, META, Many, Pages, Root
from hub.query.errors import RequestError
from hub.query.ids import parse_id
from hub.query.variables import Coercion, coercion

BACKREF = "strawberry-definition"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may be. Beyond any of them it is refused before anything is planned."""

    tokens: int = 5_000
    depth: int = 15
    aliases: int = 60
    directives: int = 60
    root_fields: int = 20
    fields: int = 3_000
    cost: int = 20_000
    list_items: int = 200
    plans: int = 64
    documents: int = 1_000


# One term of a cost: so many fields, times the sizes that these variables give.
CostTerm = tuple[int, tuple[str, ...]]
Fingerprint = Callable[[dict[str, Any]], tuple[object, ...]]


@dataclass(slots=True)
class Operation:
    """One operation of a document that may be run, with its plans."""

    node: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]
    root_type: GraphQLObjectType
    uses_introspection: bool
    is_all_compiled: bool
    cost_terms: list[CostTerm]
    coerce: Coercion
    fingerprint: Fingerprint
    document: DocumentNode
    plans: dict[object, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.node.operation.value

    def cost(self, variables: dict[str, Any]) -> int:
        """Points that running it takes: fields times the sizes of the lists they are in."""
        total = 0
        for weight, sizes in self.cost_terms:
            for name in sizes:
                given = variables.get(name)
                weight *= given if isinstance(given, int) and given > 0 else DEFAULT_PAGE
            total += weight
        return total


@dataclass(slots=True)
class Document:
    """A valid document."""

    operations: dict[str | None, Operation]

    def operation(self, name: str | None) -> Operation:
        """The operation to run, as in GetOperation of the specification (6.1)."""
        if name is None and len(self.operations) > 1:
            raise RequestError.saying(
                "OPERATION_RESOLUTION_FAILURE",
                "The document has several operations; say which by operationName.",
            )
        found = next(iter(self.operations.values())) if name is None else self.operations.get(name)
        if found is None:
            raise RequestError.saying(
                "OPERATION_RESOLUTION_FAILURE", "The document has no operation of that name."
            )
        return found


class Documents:
    """The documents met lately, by their text. Bounded; the oldest is forgotten first."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._known: OrderedDict[str, Document] = OrderedDict()

    def get(self, text: str) -> Document:
        """The document of a text; raises RequestError when it may not be run."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            self._known[text] = known
            if len(self._known) > self._limits.documents:
                self._known.popitem(last=False)
        return known

    def _read(self, text: str) -> Document:
        try:
            ast = parse(text, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            raise RequestError.of("GRAPHQL_PARSE_FAILED", [error]) from None
        except RecursionError:
            raise RequestError.saying(
                "GRAPHQL_PARSE_FAILED", "The document is nested too deeply."
            ) from None
        fragments = {
            node.name.value: node
            for node in ast.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        operations = [node for node in ast.definitions if isinstance(node, OperationDefinitionNode)]
        # Limits come before validation: some of its rules are quadratic.
        for node in ast.definitions:
            if isinstance(node, ExecutableDefinitionNode):
                _Weigher(self._limits, fragments).check(node)
        errors = validate(self._schema, ast, max_errors=20, hide_suggestions=True)
        if errors:
            raise RequestError.of("GRAPHQL_VALIDATION_FAILED", errors)
        if not operations:
            raise RequestError.saying(
                "OPERATION_RESOLUTION_FAILURE", "The document has no operation."
            )
        return Document(
            {
                node.name.value if node.name else None: self._operation(node, ast, fragments)
                for node in operations
            }
        )

    def _operation(
        self,
        node: OperationDefinitionNode,
        ast: DocumentNode,
        fragments: dict[str, FragmentDefinitionNode],
    ) -> Operation:
        root_type = self._schema.get_root_type(node.operation)
        assert root_type is not None
        analysis = _Analysis(self._schema, fragments)
        analysis.root(root_type, node)
        return Operation(
            node=node,
            fragments=fragments,
            root_type=root_type,
            uses_introspection=analysis.uses_introspection,
            is_all_compiled=analysis.is_all_compiled and node.operation is OperationType.QUERY,
            cost_terms=analysis.terms(),
            coerce=coercion(
                self._schema,
                node.variable_definitions or (),
                list_items=self._limits.list_items,
            ),
            fingerprint=_fingerprint(self._schema, node, analysis),
            document=ast,
        )


class _Weigher:
    """Counts what a definition holds, with fragments expanded, and stops at a limit."""

    def __init__(self, limits: Limits, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.limits = limits
        self.fragments = fragments
        self.fields = self.aliases = self.directives = 0

    def check(self, node: Any) -> None:
        self.directives += len(node.directives or ())
        self._selections(node.selection_set, 1, (), introspected=False)
        if isinstance(node, OperationDefinitionNode):
            roots = len(node.selection_set.selections)
            self._limit("root fields", roots, self.limits.root_fields)

    def _limit(self, what: str, count: int, most: int) -> None:
        if count > most:
            raise RequestError.saying(
                "DOCUMENT_LIMIT_EXCEEDED", f"The document has too many {what} (at most {most})."
            )

    def _selections(
        self, node: SelectionSetNode, depth: int, within: tuple[str, ...], *, introspected: bool
    ) -> None:
        for selection in node.selections:
            self.directives += len(selection.directives or ())
            self._limit("directives", self.directives, self.limits.directives)
            if isinstance(selection, FieldNode):
                self.fields += 1
                self.aliases += selection.alias is not None
                self._limit("fields", self.fields, self.limits.fields)
                self._limit("aliases", self.aliases, self.limits.aliases)
                inside = introspected or selection.name.value == "__schema"
                if not inside:
                    self._limit("levels", depth, self.limits.depth)
                if selection.selection_set:
                    self._selections(
                        selection.selection_set, depth + 1, within, introspected=inside
                    )
            elif isinstance(selection, InlineFragmentNode):
                self._selections(selection.selection_set, depth, within, introspected=introspected)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                # An unknown fragment or a cycle is for validation to say.
                if name in self.fragments and name not in within:
                    self._selections(
                        self.fragments[name].selection_set,
                        depth,
                        (*within, name),
                        introspected=introspected,
                    )


class _Analysis:
    """What a valid operation costs, which variables shape its plan, whether SQL can say all of it."""

    def __init__(self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.schema = schema
        self.fragments = fragments
        self.uses_introspection = False
        self.is_all_compiled = True
        self.shaping: set[str] = set()
        self.typed_ids: set[str] = set()
        self._costs: dict[tuple[str, ...], int] = {}

    def terms(self) -> list[CostTerm]:
        return [(weight, sizes) for sizes, weight in self._costs.items()]

    def root(self, type_: GraphQLObjectType, node: OperationDefinitionNode) -> None:
        base = 10 if node.operation is OperationType.MUTATION else 1
        self._walk(type_, node.selection_set, 1, (), base)

    def _add(self, weight: int, sizes: tuple[str, ...]) -> None:
        self._costs[sizes] = self._costs.get(sizes, 0) + weight

    def _walk(
        self, type_: Any, node: SelectionSetNode, times: int, sizes: tuple[str, ...], each: int = 1
    ) -> None:
        for selection in node.selections:
            self.shaping.update(_variables_in(selection.directives or ()))
            if isinstance(selection, FieldNode):
                self._field(type_, selection, times, sizes, each)
            elif isinstance(selection, InlineFragmentNode):
                on = selection.type_condition
                inner = self.schema.type_map[on.name.value] if on else type_
                self._walk(inner, selection.selection_set, times, sizes, each)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
                inner = self.schema.type_map[fragment.type_condition.name.value]
                self._walk(inner, fragment.selection_set, times, sizes, each)

    def _field(
        self, type_: Any, node: FieldNode, times: int, sizes: tuple[str, ...], each: int
    ) -> None:
        name = node.name.value
        if name.startswith("__"):
            self.uses_introspection |= name != "__typename"
            self.is_all_compiled &= name == "__typename"
            return
        definition = type_.fields[name]
        meaning = meaning_of(definition)
        self._add(each * times, sizes)
        if isinstance(meaning, Root) and meaning.kind != "compiled":
            self.is_all_compiled = False
        else:
            used = _variables_in(node.arguments or ())
            self.shaping.update(used)
            if name in ("node", "nodes"):
                self.typed_ids.update(used)
        if node.selection_set:
            more, variables = _list_size(node, definition, meaning)
            self._walk(
                get_named_type(definition.type),
                node.selection_set,
                times * more,
                sizes + variables,
            )


def meaning_of(definition: Any) -> Any:
    """What a GraphQL field means to the compiler: a Root, a field's meaning, or None."""
    return definition.extensions.get(META)


def _list_size(node: FieldNode, definition: Any, meaning: Any) -> tuple[int, tuple[str, ...]]:
    """How many objects a field gives: a number, times the values of variables."""
    arguments = {argument.name.value: argument.value for argument in node.arguments or ()}
    size = arguments.get("first") or arguments.get("last")
    if isinstance(meaning, Pages) or "first" in definition.args:
        if isinstance(size, VariableNode):
            return 1, (size.name.value,)
        if isinstance(size, IntValueNode):
            return min(max(int(size.value), 1), LARGEST_PAGE), ()
        return DEFAULT_PAGE, ()
    if isinstance(meaning, Many):
        return min(meaning.expected, meaning.limit), ()
    if isinstance(meaning, Root) and _is_list(definition.type):
        return min(meaning.expected, meaning.limit), ()
    ids = arguments.get("ids")
    if isinstance(ids, ListValueNode):
        return max(len(ids.values), 1), ()
    return (DEFAULT_PAGE if ids is not None else 1), ()


def _is_list(type_: Any) -> bool:
    return is_list_type(type_.of_type if is_non_null_type(type_) else type_)


def _variables_in(nodes: Any) -> Iterator[str]:
    for node in nodes:
        value = getattr(node, "value", node)
        if isinstance(value, VariableNode):
            yield value.name.value
        elif isinstance(value, ListValueNode):
            yield from _variables_in(value.values)
        elif isinstance(value, ObjectValueNode):
            yield from _variables_in(value.fields)
        elif isinstance(node, Node) and getattr(node, "arguments", None):
            yield from _variables_in(node.arguments)


def _fingerprint(
    schema: GraphQLSchema, node: OperationDefinitionNode, analysis: _Analysis
) -> Fingerprint:
    """What of the variables a plan depends on: which are null, and the few whose value shapes it."""
    marks: list[tuple[str, Callable[[Any], object]]] = []
    for definition in node.variable_definitions or ():
        name = definition.variable.name.value
        if name not in analysis.shaping:
            continue
        type_: Any = type_from_ast(schema, definition.type)
        marks.append((name, _typed_ids if name in analysis.typed_ids else _mark(type_)))

    def fingerprint(variables: dict[str, Any]) -> tuple[object, ...]:
        return tuple(mark(variables.get(name)) for name, mark in marks)

    return fingerprint


def _typed_ids(value: Any) -> object:
    texts = value if isinstance(value, list) else [value]
    parsed = (parse_id(text) for text in texts)
    return frozenset(found[0] for found in parsed if found)


def _is_given(value: Any) -> object:
    return value is not None


def _mark(type_: Any) -> Callable[[Any], object]:
    if is_non_null_type(type_):
        type_ = type_.of_type
    if is_list_type(type_):
        return _is_given
    named: GraphQLNamedInputType = type_
    if isinstance(named, GraphQLInputObjectType):
        inner = {name: _mark(field.type) for name, field in named.fields.items()}

        def mark(value: Any) -> object:
            if value is None:
                return None
            return tuple(
                (name, inner[name](given)) for name, given in value.items() if given is not None
            )

        return mark
    is_order = isinstance(named, GraphQLEnumType) and hasattr(
        getattr(named.extensions.get(BACKREF), "wrapped_cls", None), META
    )
    if is_order or (isinstance(named, GraphQLScalarType) and named.name == "Boolean"):
        return lambda value: value
    return _is_given
