"""Variables of a request as Python values: quickly when they are right, by graphql-core when not.

The quick readers accept only what is plainly right and give what graphql-core would give; at
anything odd graphql-core reads all of them again, and what it refuses `mistakes` words.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLSchema,
    Undefined,
    VariableDefinitionNode,
    get_variable_values,
    is_list_type,
    is_non_null_type,
    type_from_ast,
    value_from_ast,
)

from hub.query.errors import Path, RequestError
from hub.query.mistakes import Mistake, fault, mistakes

Reader = Callable[[Any], Any]
Coercion = Callable[[dict[str, Any] | None], dict[str, Any]]

_LARGEST_INT = 2**31 - 1
_HALF = re.compile("[\ud800-\udfff]")
_CODE = "BAD_USER_INPUT"


class _OddError(Exception):
    """A value that graphql-core has to look at."""


def coercion(
    schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode], *, list_items: int
) -> Coercion:
    """How an operation's variables are read: a function that raises RequestError when wrong."""
    if not definitions:
        return lambda given: {}
    readers: list[tuple[str, Reader, bool, Any]] = []
    for node in definitions:
        type_: Any = type_from_ast(schema, node.type)
        default = Undefined
        if node.default_value is not None:
            default = value_from_ast(node.default_value, type_)
        name, reader = node.variable.name.value, _reader(type_, list_items)
        readers.append((name, reader, is_non_null_type(type_), default))

    def read(given: dict[str, Any] | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        values = given or {}
        try:
            for name, reader, is_required, default in readers:
                if name in values:
                    found[name] = reader(values[name])
                elif default is not Undefined:
                    found[name] = default
                elif is_required:
                    raise _OddError
        except Exception:  # noqa: BLE001 - whatever a scalar raises, it is worded there
            return _worded(schema, definitions, values, list_items)
        return found

    return read


def _worded(
    schema: GraphQLSchema,
    definitions: Sequence[VariableDefinitionNode],
    values: dict[str, Any],
    list_items: int,
) -> dict[str, Any]:
    for node in definitions:
        name = node.variable.name.value
        _check_bounds(name, values.get(name), list_items)
    found = get_variable_values(schema, definitions, values, max_errors=1, hide_suggestions=True)
    if isinstance(found, list):
        raise mistakes(schema, definitions, values, found)
    return found.coerced


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can hold a text: no NUL character, no half of a surrogate pair."""
    return "\x00" not in text and (text.isascii() or not _HALF.search(text))


def _check_bounds(variable: str, value: Any, list_items: int) -> None:
    """Raise RequestError for a text that is not storable, and for a list that is too long."""
    # Not by recursion: it may be nested deeper than Python likes.
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, each = waiting.pop()
        if isinstance(each, str):
            if not is_storable(each):
                raise RequestError(_CODE, fault(Mistake.UNSTORABLE_TEXT, variable, path))
        elif isinstance(each, list):
            if len(each) > list_items:
                much = fault(Mistake.TOO_MANY_ITEMS, variable, path, most=list_items)
                raise RequestError(_CODE, much)
            waiting += (((*path, index), item) for index, item in enumerate(each))
        elif isinstance(each, dict):
            waiting += (((*path, key), item) for key, item in each.items())


def _text(value: Any) -> Any:
    if type(value) is not str or not is_storable(value):
        raise _OddError
    return value


def _id(value: Any) -> Any:
    if type(value) is not str:
        raise _OddError
    return value


def _whole(value: Any) -> Any:
    if type(value) is not int or not -_LARGEST_INT <= value <= _LARGEST_INT:
        raise _OddError
    return value


def _truth(value: Any) -> Any:
    if type(value) is not bool:
        raise _OddError
    return value


# An id may be any text: one that cannot be is that of no row.
_PLAIN: dict[str, Reader] = {"String": _text, "ID": _id, "Int": _whole, "Boolean": _truth}


def _reader(type_: Any, most: int) -> Reader:
    if is_non_null_type(type_):
        inner = _reader(type_.of_type, most)

        def required(value: Any) -> Any:
            if value is None:
                raise _OddError
            return inner(value)

        return required
    plain = _nullable(type_, most)
    return lambda value: None if value is None else plain(value)


def _nullable(type_: Any, most: int) -> Reader:
    if is_list_type(type_):
        item = _reader(type_.of_type, most)

        def items(value: Any) -> Any:
            if type(value) is not list or len(value) > most:
                raise _OddError
            return [item(each) for each in value]

        return items
    if isinstance(type_, GraphQLInputObjectType):
        return _object(type_, most)
    if isinstance(type_, GraphQLEnumType):
        members = {name: type_.coerce_input_value(name) for name in type_.values}
        return members.__getitem__
    return _PLAIN.get(type_.name) or type_.parse_value


def _object(type_: GraphQLInputObjectType, most: int) -> Reader:
    # Made at the first use, because input objects may hold themselves.
    readers: dict[str, Reader] = {}
    defaults = {
        name: field.default_value
        for name, field in type_.fields.items()
        if field.default_value is not Undefined
    }
    required = {name for name, field in type_.fields.items() if is_non_null_type(field.type)}
    required -= defaults.keys()

    def read(value: Any) -> Any:
        if type(value) is not dict or type_.is_one_of:
            raise _OddError
        if not readers:
            readers.update(
                (name, _reader(field.type, most)) for name, field in type_.fields.items()
            )
        found = {name: readers[name](given) for name, given in value.items()}
        if not required <= found.keys():
            raise _OddError
        return {**defaults, **found} if defaults else found

    return read
