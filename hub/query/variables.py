"""Variables of a request as Python values: quickly when they are right, by graphql-core when not.

The quick readers accept only what is plainly right and give what graphql-core would give; at
anything odd graphql-core reads all of them again and says what is wrong.
"""

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


class _OddError(Exception):
    """A value that graphql-core has to look at."""


def coercion(
    schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode], *, list_items: int
) -> Coercion:
    """How an operation's variables are read; what it gives raises RequestError when they are wrong."""
    if not definitions:
        return lambda given: {}
    readers: list[tuple[str, Reader, bool, Any]] = []
    for node in definitions:
        type_: Any = type_from_ast(schema, node.type)
        default = Undefined
        if node.default_value is not None:
            default = value_from_ast(node.default_value, type_)
        readers.append((node.variable.name.value, _reader(type_), is_non_null_type(type_), default))

    def read(given: dict[str, Any] | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        values = given or {}
        try:
            for name, reader, is_required, default in readers:
                if name in values:
                    value = found[name] = reader(values[name])
                    if type(value) is list and len(value) > list_items:
                        raise RequestError.saying(
                            "BAD_USER_INPUT", f"${name} has more than {list_items} items."
                        )
                elif default is not Undefined:
                    found[name] = default
                elif is_required:
                    raise _OddError
        except RequestError:
            raise
        except Exception:  # noqa: BLE001 - whatever a scalar raises, graphql-core words it
            return _worded(schema, definitions, values)
        return found

    return read


def _worded(
    schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode], values: dict[str, Any]
) -> dict[str, Any]:
    found = get_variable_values(schema, definitions, values, max_errors=10, hide_suggestions=True)
    if isinstance(found, list):
        raise RequestError.of("BAD_USER_INPUT", found)
    return found.coerced


def _text(value: Any) -> Any:
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


_PLAIN: dict[str, Reader] = {"String": _text, "ID": _text, "Int": _whole, "Boolean": _truth}


def _reader(type_: Any) -> Reader:
    if is_non_null_type(type_):
        inner = _reader(type_.of_type)

        def required(value: Any) -> Any:
            if value is None:
                raise _OddError
            return inner(value)

        return required
    plain = _nullable(type_)
    return lambda value: None if value is None else plain(value)


def _nullable(type_: Any) -> Reader:
    if is_list_type(type_):
        item = _reader(type_.of_type)

        def items(value: Any) -> Any:
            if type(value) is not list:
                raise _OddError
            return [item(each) for each in value]

        return items
    if isinstance(type_, GraphQLInputObjectType):
        return _object(type_)
    if isinstance(type_, GraphQLEnumType):
        members = {name: type_.coerce_input_value(name) for name in type_.values}
        return members.__getitem__
    return _PLAIN.get(type_.name) or type_.parse_value


def _object(type_: GraphQLInputObjectType) -> Reader:
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
            readers.update((name, _reader(field.type)) for name, field in type_.fields.items())
        found = {name: readers[name](given) for name, given in value.items()}
        if not required <= found.keys():
            raise _OddError
        return {**defaults, **found} if defaults else found

    return read
