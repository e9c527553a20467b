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

from hub.query.declare import Read
from hub.query.fields import DEFAULT_PAGE, LARGEST_PAGE, META, Many
from hub.query.ids import parse_id
from hub.query.meaning import BACKREF, bare, is_list, meaning_of
from hub.query.roots import Root

Variables = dict[str, Any]
Fingerprint = Callable[[Variables], tuple[object, ...]]
Mark = Callable[[Any], object]

_LEFT_OUT = "left out"
# How many objects are expected of a payload's list when nothing tells.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How many objects a list gives, when variables say so: the largest of what is given."""

    names: tuple[str, ...]
    written: int = 0
    otherwise: int = DEFAULT_PAGE

    def of(self, variables: Variables) -> int:
        """From 1 to the largest page, or the length of the longest list; else `otherwise`."""
        sizes = [self.written]
        for name in self.names:
            given = variables.get(name)
            if isinstance(given, int):
                sizes.append(_page(given))
            else:
                sizes.append(_longest(given))
        return max(sizes) or self.otherwise


def _longest(given: Any) -> int:
    """The length of the longest list in a variable's value."""
    if isinstance(given, list):
        return max([len(given), *map(_longest, given)])
    if isinstance(given, dict):
        return max(map(_longest, given.values()), default=0)
    return 0


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
        # How many objects a list in the payload of the Python root being walked has.
        self._payload = Size(())
        self._marks: dict[str, Mark] = {}

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
                marks.append((name, self._mark(type_from_ast(self.schema, definition.type))))
        return lambda variables: tuple(
            # What is left out may have a default; what is null is null.
            mark(variables[name]) if name in variables else _LEFT_OUT
            for name, mark in marks
        )

    def _mark(self, type_: Any) -> Mark:
        """What of a value of this type a plan depends on."""
        type_ = bare(type_)
        if is_list_type(type_):
            return _is_given
        known = self._marks.get(type_.name)
        if known is None:
            known = self._marks[type_.name] = self._mark_of(type_)
        return known

    def _mark_of(self, type_: Any) -> Mark:
        if not isinstance(type_, GraphQLInputObjectType):
            return _same if _is_shaping(type_) else _is_given

        def mark(value: Any) -> object:
            if value is None:
                return None
            # In the order of the type, whatever the client's. An input object may hold itself.
            return tuple(
                (name, self._mark(field.type)(value[name]))
                for name, field in type_.fields.items()
                if value.get(name) is not None
            )

        return mark

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
            self._payload = _given_size(node)
        else:
            used = set(_variables_in(node.arguments or ()))
            self._shaping |= used
            if name in ("node", "nodes"):
                self._typed_ids |= used
        if node.selection_set:
            more, variables = _list_size(node, definition, meaning)
            if isinstance(meaning, Read) and is_list(definition.type):
                variables = (self._payload,)
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


def _given_size(node: FieldNode) -> Size:
    """How many objects a Python root is asked about: the longest list that it is given."""
    values = [argument.value for argument in node.arguments or ()]
    return Size(tuple(_variables_in(values)), max(map(_longest_written, values), default=0), _FEW)


def _longest_written(node: Any) -> int:
    if isinstance(node, ListValueNode):
        return max([len(node.values), *map(_longest_written, node.values)])
    if isinstance(node, ObjectValueNode):
        return max((_longest_written(field.value) for field in node.fields), default=0)
    return 0


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


def _same(value: Any) -> object:
    return value


def _is_shaping(type_: GraphQLNamedInputType) -> bool:
    """Whether the value itself decides on the statement: an order, or a yes or no."""
    is_order = isinstance(type_, GraphQLEnumType) and hasattr(
        getattr(type_.extensions.get(BACKREF), "wrapped_cls", None), META
    )
    return is_order or (isinstance(type_, GraphQLScalarType) and type_.name == "Boolean")
