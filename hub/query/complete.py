"""The slower way: graphql-core completes what SQL cannot say, over rows fetched the same way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import orjson
from graphql import (
    ExecutionResult,
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from tortoise.models import Model

from hub.kernel.context import Context
from hub.query.declare import Read, TypeMeaning
from hub.query.fields import META, Computed
from hub.query.meaning import BACKREF, type_meaning
from hub.query.roots import Root

Info = GraphQLResolveInfo[Any]
FetchKeyed = Callable[[Info, Any], Awaitable[Any]]
CallRoot = Callable[[Root, Info, dict[str, Any]], Awaitable[Any]]


@dataclass(slots=True)
class Completion:
    """What resolvers need of one run: what was fetched, what is denied, how to go on."""

    context: Context
    fetched: dict[str, Any]
    denied: dict[str, Exception]
    fetch_keyed: FetchKeyed
    call_root: CallRoot
    event: Any = None


def attach(schema: GraphQLSchema) -> None:
    """Give every field of the schema the resolver that suits what it means."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            is_root = type_ in (schema.query_type, schema.mutation_type, schema.subscription_type)
            for field_ in type_.fields.values():
                field_.resolve = _resolver(type_, field_, is_root=is_root)
                field_.subscribe = None
    node: Any = schema.type_map.get("Node")
    if node is not None:
        node.resolve_type = lambda source, info, type_: source["@type"]
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            type_.is_type_of = None


def _resolver(type_: GraphQLObjectType, declared: Any, *, is_root: bool) -> Any:
    meaning = declared.extensions.get(META)
    if is_root:
        return _compiled_root(declared) if meaning.kind == "compiled" else _called_root(meaning)
    if isinstance(meaning, Computed):
        bound = type_meaning(type_)
        assert bound is not None
        return _computed(meaning, bound)
    if isinstance(meaning, Read):
        return _read_by_key
    return _value(declared)


def _converted(type_: Any) -> Callable[[Any], Any] | None:
    """From the JSON of a row to what graphql-core completes; None when they are the same."""
    named = get_named_type(type_)
    if not isinstance(named, GraphQLEnumType):
        return None
    members = named.extensions[BACKREF].wrapped_cls
    inner = type_.of_type if is_non_null_type(type_) else type_
    if is_list_type(inner):
        return lambda names: names and [members[name] for name in names]
    return lambda name: name and members[name]


def _value(declared: Any) -> Any:
    """A field of a row (a dict by response keys) or of a payload (an object by Python names)."""
    definition = declared.extensions.get(BACKREF)
    attribute = definition.python_name if definition is not None else ""
    convert = _converted(declared.type)

    def resolve(source: Any, info: Info, **arguments: Any) -> Any:
        if isinstance(source, dict):
            value = source.get(cast(str, info.path.key))
            return convert(value) if convert is not None else value
        return getattr(source, attribute)

    return resolve


def _compiled_root(declared: Any) -> Any:
    convert = _converted(declared.type)

    def resolve(source: Completion, info: Info, **arguments: Any) -> Any:
        key = cast(str, info.path.key)
        if key in source.denied:
            raise source.denied[key]
        value = source.fetched.get(key)
        return convert(value) if convert is not None else value

    return resolve


def _called_root(made: Root) -> Any:
    async def resolve(source: Completion, info: Info, **arguments: Any) -> Any:
        if made.kind == "subscription":
            return source.event
        return await source.call_root(made, info, arguments)

    return resolve


def _computed(what: Computed, meaning: TypeMeaning) -> Any:
    converts = {name: _from_json(meaning.model, name) for name in what.columns}

    def resolve(source: Any, info: Info) -> Any:
        columns = source[cast(str, info.path.key)]
        if columns is None:
            return None
        row = SimpleNamespace(
            **{
                name: convert(columns[name]) if columns[name] is not None else None
                for name, convert in converts.items()
            }
        )
        return what.work(row, info.context.context)

    return resolve


_CONVERTS: dict[str, Callable[[Any], Any]] = {
    "DatetimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
}


def _from_json(model: type[Model], name: str) -> Callable[[Any], Any]:
    declared: Any = model._meta.fields_map[name]
    enum_type = getattr(declared, "enum_type", None)
    if enum_type is not None:
        return cast(Callable[[Any], Any], enum_type)
    for cls in type(declared).__mro__:
        if cls.__name__ in _CONVERTS:
            return _CONVERTS[cls.__name__]
    return lambda value: value


async def _read_by_key(source: Any, info: Info) -> Any:
    definition: Any = info.parent_type.fields[info.field_name].extensions[BACKREF]
    given = getattr(source, definition.python_name)
    if given is None:
        return None
    return await info.context.fetch_keyed(info, given)


def typename_of(value: Any, schema: GraphQLSchema) -> str:
    """The GraphQL type of a payload object."""
    return cast(str, type(value).__strawberry_definition__.name)


def attach_unions(schema: GraphQLSchema) -> None:
    """Payload objects know their own type."""
    for type_ in schema.type_map.values():
        if hasattr(type_, "types") and not type_.name.startswith("__"):
            cast(Any, type_).resolve_type = lambda source, info, union: typename_of(
                source, info.schema
            )


def parsed(text: bytes | None) -> Any:
    """What PostgreSQL wrote, as Python."""
    return None if text is None else orjson.loads(text)


__all__ = ["Completion", "ExecutionResult", "attach", "attach_unions", "parsed", "typename_of"]
