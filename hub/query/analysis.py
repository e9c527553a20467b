"""What a valid operation costs, which variables shape its plan, whether SQL can say all of it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedInputType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_list_type,
    type_from_ast,
)
from graphql.language.ast import ListValueNode, ObjectValueNode

from hub.query.fields import DEFAULT_PAGE, LARGEST_PAGE, META, Many
from hub.query.ids import parse_id
from hub.query.meaning import BACKREF, bare, is_list, meaning_of
from hub.query.roots import Root

Variables = dict[str, Any]
Fingerprint = Callable[[Variables], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Size:
    """How many objects a list gives, when variables say so: the largest of what is given."""

    names: tuple[str, ...]
    written: int = 0

    def of(self, variables: Variables) -> int:
        """From 1 to the largest page, or the number of ids; the default page when nothing says."""
        sizes = [self.written]
        for name in self.names:
            given = variables.get(name)
            if isinstance(given, int):
                sizes.append(_page(given))
            elif given is not None:
                sizes.append(len(given))
        return max(sizes) or DEFAULT_PAGE


def _page(given: int) -> int:
    return min(max(given, 1), LARGEST_PAGE)


# So many fields, times the sizes of the lists they are in.
CostTerm = tuple[int, tuple[Size, ...]]


def cost(terms: list[CostTerm], variables: Variables) -> int:
    """Points that running an operation takes: fields times the sizes of the lists they are in."""
    return sum(
        weight * math.prod([size.of(variables) for size in sizes]) for weight, sizes in terms
    )


class Analysis:
    """Walks a valid operation once."""

    def __init__(self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.schema = schema
        self.fragments = fragments
        self.uses_introspection = False
        self.is_all_compiled = True
        # Variables whose value decides whether a field is there at all.
        self.conditions: set[str] = set()
        self._shaping: set[str] = set()
        self._typed_ids: set[str] = set()
        self._costs: dict[tuple[Size, ...], int] = {}

    def terms(self) -> list[CostTerm]:
        """What `cost` adds up."""
        return [(weight, sizes) for sizes, weight in self._costs.items()]

    def root(self, type_: GraphQLObjectType, node: OperationDefinitionNode) -> None:
        """Walk an operation; a mutation's root fields count tenfold."""
        base = 10 if node.operation is OperationType.MUTATION else 1
        self._walk(type_, node.selection_set, 1, (), base)

    def fingerprint(self, node: OperationDefinitionNode) -> Fingerprint:
        """What of the variables a plan depends on: which are null, and the value of a few."""
        marks: list[tuple[str, Callable[[Any], object]]] = []
        for definition in node.variable_definitions or ():
            name = definition.variable.name.value
            if name in self._typed_ids:
                marks.append((name, self._types_of_ids))
            elif name in self._shaping or name in self.conditions:
                marks.append((name, _mark(type_from_ast(self.schema, definition.type))))
        return lambda variables: tuple(mark(variables.get(name)) for name, mark in marks)

    def _types_of_ids(self, value: Any) -> object:
        """The types of ids, as far as there are such: naming others makes no more plans."""
        texts = value if isinstance(value, list) else [value]
        parsed = (parse_id(text) for text in texts)
        return frozenset(found[0] for found in parsed if found and found[0] in self.schema.type_map)

    def _add(self, weight: int, sizes: tuple[Size, ...]) -> None:
        self._costs[sizes] = self._costs.get(sizes, 0) + weight

    def _walk(
        self, type_: Any, node: SelectionSetNode, times: int, sizes: tuple[Size, ...], each: int = 1
    ) -> None:
        for selection in node.selections:
            self.conditions.update(_variables_in(selection.directives or ()))
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
        self, type_: Any, node: FieldNode, times: int, sizes: tuple[Size, ...], each: int
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
            used = set(_variables_in(node.arguments or ()))
            self._shaping |= used
            if name in ("node", "nodes"):
                self._typed_ids |= used
        if node.selection_set:
            more, variables = _list_size(node, definition, meaning)
            inner = get_named_type(definition.type)
            self._walk(inner, node.selection_set, times * more, sizes + variables)


def _list_size(node: FieldNode, definition: Any, meaning: Any) -> tuple[int, tuple[Size, ...]]:
    """How many objects a field gives: a number, times sizes that variables say."""
    arguments = {argument.name.value: argument.value for argument in node.arguments or ()}
    if "first" in definition.args:
        # Both at once are refused later; what is null does not count.
        given = [arguments[name] for name in ("first", "last") if name in arguments]
        names = tuple(value.name.value for value in given if isinstance(value, VariableNode))
        numbers = [_page(int(value.value)) for value in given if isinstance(value, IntValueNode)]
        written = max(numbers, default=0)
        return (1, (Size(names, written),)) if names else (written or DEFAULT_PAGE, ())
    if isinstance(meaning, Many) or (isinstance(meaning, Root) and "ids" not in arguments):
        is_many = isinstance(meaning, Many) or is_list(definition.type)
        return (min(meaning.expected, meaning.limit) if is_many else 1), ()
    ids = arguments.get("ids")
    if isinstance(ids, VariableNode):
        return 1, (Size((ids.name.value,)),)
    return (max(len(ids.values), 1) if isinstance(ids, ListValueNode) else 1), ()


def _variables_in(nodes: Any) -> Iterator[str]:
    for node in nodes:
        value = getattr(node, "value", node)
        if isinstance(value, VariableNode):
            yield value.name.value
        elif isinstance(value, ListValueNode):
            yield from _variables_in(value.values)
        elif isinstance(value, ObjectValueNode):
            yield from _variables_in(value.fields)
        elif isinstance(node, DirectiveNode):
            yield from _variables_in(node.arguments or ())


def _is_given(value: Any) -> object:
    return value is not None


def _mark(type_: Any) -> Callable[[Any], object]:
    type_ = bare(type_)
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
