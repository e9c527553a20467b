"""What is wrong with the variables of a request: which, where in it, and what to do, as people say.

Asked only once a request is known to be wrong, so it may take its time.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    VariableDefinitionNode,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
    type_from_ast,
)

from hub.kernel.errors import Reason
from hub.query.errors import Fault, Miswritten, Path, RequestError

_CODE = "BAD_USER_INPUT"
_MOST = 10
_MOST_VALUES = 20


class Mistake(Reason):
    """What a variable is not. `place` is its name and the way within it: `$input.lines.0.note`."""

    MISSING = ("变量 {place} 必填，不能为 null。", "Variable {place} is required and not null.")
    NOT_AN_OBJECT = (
        "变量 {place} 须为 {type} 类型的对象。",
        "Variable {place} has to be an object of type {type}.",
    )
    UNKNOWN_FIELD = (
        "变量 {place}：{type} 没有这个字段；请去掉它或核对名称。",
        "Variable {place}: {type} has no such field; drop it or correct its name.",
    )
    NOT_ONE_OF = (
        "变量 {place} 须且只须给出 {type} 的一个字段，且不为 null。",
        "Variable {place} has to have exactly one field of {type}, and that not null.",
    )
    WRONG_TYPE = (
        "变量 {place} 不是 {type} 类型的值。",
        "Variable {place} is no value of type {type}.",
    )
    NOT_AMONG = (
        "变量 {place} 须为 {type} 的值之一：{allowed}。",
        "Variable {place} has to be one of the values of {type}: {allowed}.",
    )
    MISWRITTEN = ("变量 {place}：{why}", "Variable {place}: {why}")
    TOO_MANY_ITEMS = (
        "变量 {place} 最多 {most} 项；请分几次提交。",
        "Variable {place} has {most} items at most; send them in several requests.",
    )
    UNSTORABLE_TEXT = (
        "变量 {place} 含有 NUL 字符或半个代理对；请去掉。",
        "Variable {place} holds a NUL character or half of a surrogate pair; remove it.",
    )


def fault(mistake: Mistake, variable: str, path: Path, **facts: object) -> Fault:
    """A mistake as an error whose extensions name the variable and the place within it."""
    extensions: dict[str, Any] = {"code": _CODE, "variable": variable}
    # What a client calls its members may be half a surrogate pair, which is no JSON.
    path = tuple(
        part.encode(errors="replace").decode() if isinstance(part, str) else part for part in path
    )
    if path:
        extensions["path"] = list(path)
    place = ".".join(["$" + variable, *map(str, path)])
    return Fault({"extensions": extensions}, mistake, {"place": place, **facts})


def mistakes(
    schema: GraphQLSchema,
    definitions: Sequence[VariableDefinitionNode],
    values: dict[str, Any],
    errors: list[GraphQLError],
) -> RequestError:
    """The error of variables that graphql-core has refused, with its `errors`."""
    found: list[Fault] = []
    for node in definitions:
        name = node.variable.name.value
        if name in values or node.default_value is None:
            within = _within(name, values.get(name), type_from_ast(schema, node.type), ())
            found += islice(within, _MOST - len(found))
    return RequestError(_CODE, *found) if found else RequestError.of(_CODE, errors)


def _within(name: str, value: Any, type_: Any, path: Path) -> Iterator[Fault]:
    if is_non_null_type(type_):
        if value is None:
            yield fault(Mistake.MISSING, name, path)
            return
        type_ = type_.of_type
    if value is None:
        return
    if is_list_type(type_):
        if not isinstance(value, list):
            yield from _within(name, value, type_.of_type, path)
            return
        for index, item in enumerate(value):
            yield from _within(name, item, type_.of_type, (*path, index))
    elif isinstance(type_, GraphQLInputObjectType):
        yield from _within_object(name, value, type_, path)
    else:
        yield from _leaf(name, value, type_, path)


def _within_object(
    name: str, value: Any, type_: GraphQLInputObjectType, path: Path
) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield fault(Mistake.NOT_AN_OBJECT, name, path, type=type_.name)
        return
    for key, field in type_.fields.items():
        if key in value or is_required_input_field(field):
            yield from _within(name, value.get(key), field.type, (*path, key))
    for key in value:
        if key not in type_.fields:
            yield fault(Mistake.UNKNOWN_FIELD, name, (*path, key), type=type_.name)
    if type_.is_one_of and (len(value) != 1 or None in value.values()):
        yield fault(Mistake.NOT_ONE_OF, name, path, type=type_.name)


def _leaf(name: str, value: Any, type_: Any, path: Path) -> Iterator[Fault]:
    try:
        type_.coerce_input_value(value)
    except Miswritten as error:
        yield fault(Mistake.MISWRITTEN, name, path, why=error.reason)
    except Exception:  # noqa: BLE001 - whatever a scalar raises, the value is not its
        if isinstance(type_, GraphQLEnumType):
            allowed = _allowed(type_)
            yield fault(Mistake.NOT_AMONG, name, path, type=type_.name, allowed=allowed)
        else:
            yield fault(Mistake.WRONG_TYPE, name, path, type=type_.name)


def _allowed(type_: GraphQLEnumType) -> str:
    """The values of an enum, the first of them when there are many."""
    names = [*islice(type_.values, _MOST_VALUES)]
    return ", ".join(names) + (", …" if len(type_.values) > _MOST_VALUES else "")
