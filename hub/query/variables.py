"""Variables of a request as Python values: quickly when they are right, by graphql-core when not.

The quick readers accept only what is plainly right and give what graphql-core would give; at
anything odd graphql-core reads all of them again and says what is wrong.
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

from hub.query.errors import RequestError

Reader = Callable[[Any], Any]
Coercion = Callable[[dict[str, Any] | None], dict[str, Any]]

_LARGEST_INT = 2**31 - 1
_HALF = re.compile("[\ud800-\udfff]")


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
        except RequestError:
            raise
        except Exception:  # noqa: BLE001 - whatever a scalar raises, graphql-core words it
            return _worded(schema, definitions, values, list_items)
        return found

    return read


def _worded(
    schema: GraphQLSchema,
    definitions: Sequence[VariableDefinitionNode],
    values: dict[str, Any],
    list_items: int,
) -> dict[str, Any]:
    found = get_variable_values(schema, definitions, values, max_errors=10, hide_suggestions=True)
    if isinstance(found, list):
        raise RequestError.of("BAD_USER_INPUT", found)
    _check_bounds(found.coerced, list_items)
    return found.coerced


def check_text(text: str) -> None:
    """Raise RequestError for a text that PostgreSQL cannot hold."""
    if "\x00" in text or (not text.isascii() and _HALF.search(text)):
        raise RequestError.saying(
            "BAD_USER_INPUT", "A text holds no NUL character and no half of a surrogate pair."
        )


def _check_bounds(value: Any, list_items: int) -> None:
    """The same of every text in a value, and that no list is too long."""
    if isinstance(value, str):
        check_text(value)
    elif isinstance(value, list):
        _check_length(value, list_items)
        for item in value:
            _check_bounds(item, list_items)
    elif isinstance(value, dict):
        for item in value.values():
            _check_bounds(item, list_items)


def _check_length(items: list[Any], most: int) -> None:
    if len(items) > most:
        raise RequestError.saying("BAD_USER_INPUT", f"A list has {most} items at most.")


def _text(value: Any) -> Any:
    if type(value) is not str:
        raise _OddError
    check_text(value)
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
            if type(value) is not list:
                raise _OddError
            _check_length(value, most)
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
