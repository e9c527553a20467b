"""Arguments of Python roots as the objects that were declared, by converters made once."""

from collections.abc import Callable
from typing import Any

import strawberry
from graphql import GraphQLField, GraphQLInputObjectType, is_list_type, is_non_null_type
from strawberry.types.arguments import convert_arguments
from strawberry.types.base import StrawberryMaybe

from hub.query.meaning import BACKREF

Convert = Callable[[Any], Any]
Arguments = Callable[[dict[str, Any]], dict[str, Any]]


class _UnusualError(Exception):
    """An input that only Strawberry itself knows how to make."""


def arguments_of(schema: strawberry.Schema, field: GraphQLField) -> Arguments:
    """How the coerced arguments of a field, by GraphQL names, become a root's Python arguments."""
    declared: Any = field.extensions[BACKREF]
    try:
        members = {
            schema.config.name_converter.from_argument(argument): (
                argument.python_name,
                _converter(field.args[schema.config.name_converter.from_argument(argument)].type),
            )
            for argument in declared.arguments
        }
    except _UnusualError:
        registry = schema.schema_converter.scalar_registry
        return lambda given: convert_arguments(given, declared.arguments, registry, schema.config)

    def convert(given: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in given.items():
            python_name, inner = members[name]
            found[python_name] = inner(value)
        return found

    return convert


def _same(value: Any) -> Any:
    return value


def _converter(type_: Any) -> Convert:
    if is_non_null_type(type_):
        type_ = type_.of_type
    if is_list_type(type_):
        item = _converter(type_.of_type)
        if item is _same:
            return _same
        return lambda values: None if values is None else [item(value) for value in values]
    return _object(type_) if isinstance(type_, GraphQLInputObjectType) else _same


def _object(type_: GraphQLInputObjectType) -> Convert:
    definition: Any = type_.extensions[BACKREF]
    if definition.is_one_of or type_.is_one_of:
        raise _UnusualError
    made = definition.origin
    members: dict[str, tuple[str, Convert]] = {}
    for name, field in type_.fields.items():
        declared: Any = field.extensions[BACKREF]
        if isinstance(declared.type, StrawberryMaybe):
            raise _UnusualError
        members[name] = (declared.python_name, _converter(field.type))

    def convert(given: Any) -> Any:
        if given is None:
            return None
        found: dict[str, Any] = {}
        for name, value in given.items():
            python_name, inner = members[name]
            found[python_name] = inner(value)
        return made(**found)

    return convert
