"""Arguments of a field as values that a plan binds when it is run."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    print_ast,
    value_from_ast,
)
from graphql.language.ast import ListValueNode, ObjectValueNode

from hub.kernel.errors import BadInput
from hub.query.errors import Unusable
from hub.query.terms import Argument, Getter, Inputs

_SQL_TYPES = {
    "ID": "text",
    "String": "text",
    "Int": "bigint",
    "Fen": "bigint",
    "Float": "double precision",
    "Metres": "double precision",
    "Boolean": "boolean",
    "Date": "date",
    "DateTime": "timestamptz",
    "Time": "time",
}


def sql_type_of(type_: Any) -> str:
    """The SQL type that a GraphQL input type is bound as."""
    if is_non_null_type(type_):
        type_ = type_.of_type
    if is_list_type(type_):
        return sql_type_of(type_.of_type) + "[]"
    if isinstance(type_, GraphQLEnumType):
        return "text"
    return _SQL_TYPES.get(type_.name, "text")


def _has_variables(node: ValueNode) -> bool:
    if isinstance(node, VariableNode):
        return True
    if isinstance(node, ListValueNode):
        return any(_has_variables(value) for value in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variables(field.value) for field in node.fields)
    return False


def _stored(value: Any) -> Any:
    """An enum as the database stores it."""
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return getattr(value, "value", value)


def argument(called: str, node: ValueNode, type_: Any) -> Argument:
    """A value that is written in the document: a variable, a literal, or a mixture."""
    is_enum = isinstance(get_named_type(type_), GraphQLEnumType)
    getter: Getter
    if isinstance(node, VariableNode):
        name = node.name.value
        key: object = ("variable", name)

        def getter(inputs: Inputs) -> Any:
            return inputs.variables.get(name)

    elif _has_variables(node):
        key = ("mixture", print_ast(node), str(type_))

        def getter(inputs: Inputs) -> Any:
            value = value_from_ast(node, type_, inputs.variables)
            if value is Undefined:
                raise BadInput(Unusable.REQUIRED_WITHIN, argument=called)
            return value

    else:
        constant = value_from_ast(node, type_)
        key = ("constant", print_ast(node), str(type_))

        def getter(inputs: Inputs) -> Any:
            return constant

    plain = getter
    if is_enum:

        def getter(inputs: Inputs) -> Any:
            return _stored(plain(inputs))

    return Argument(key, getter, sql_type_of(type_))


def arguments_of(node: FieldNode, field: GraphQLField, inputs: Inputs) -> dict[str, Argument]:
    """The arguments that a field is given (a null is as good as none), by their GraphQL names."""
    written = {given.name.value: given.value for given in node.arguments or ()}
    found: dict[str, Argument] = {}
    for name, declared in field.args.items():
        if name in written and not _is_absent(written[name], inputs):
            made = argument(name, written[name], declared.type)
        elif declared.default_value is not Undefined and declared.default_value is not None:
            made = _default(name, declared)
        else:
            continue
        if made.getter(inputs) is not None:
            found[name] = made
        elif is_non_null_type(declared.type):
            # A variable with a default may stand here and yet be sent as null.
            raise BadInput(Unusable.REQUIRED, argument=name)
    return found


def _is_absent(node: ValueNode, inputs: Inputs) -> bool:
    return isinstance(node, VariableNode) and node.name.value not in inputs.variables


def _default(name: str, declared: Any) -> Argument:
    value = _stored(declared.default_value)
    return Argument(("default", name, repr(value)), lambda i: value, sql_type_of(declared.type))


def members_of(
    node: ValueNode, type_: GraphQLInputObjectType, inputs: Inputs
) -> Iterator[tuple[str, Argument]]:
    """The fields that an input object is given, each as an argument of its own."""
    if isinstance(node, VariableNode):
        name = node.name.value
        for member, value in (inputs.variables.get(name) or {}).items():
            if value is not None and member in type_.fields:
                yield member, _member(name, member, type_.fields[member].type)
    elif isinstance(node, ObjectValueNode):
        for field in node.fields:
            made = argument(field.name.value, field.value, type_.fields[field.name.value].type)
            if made.getter(inputs) is not None:
                yield field.name.value, made


def _member(variable: str, member: str, type_: Any) -> Argument:
    def getter(inputs: Inputs) -> Any:
        return _stored((inputs.variables.get(variable) or {}).get(member))

    return Argument(("member", variable, member), getter, sql_type_of(type_))
