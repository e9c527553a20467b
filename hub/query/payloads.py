"""Answers of Python roots: plain values and compiled reads, put together without graphql-core."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from hub.query.complete import typename_of
from hub.query.declare import Read
from hub.query.emit import MISSING
from hub.query.fields import META
from hub.query.meaning import BACKREF
from hub.query.plan import Plan, Planner
from hub.query.selections import Selections
from hub.query.terms import Inputs

# The name under which the key of a read is bound; no variable of a document can be called so.
KEY = "@key"
Fetch = Callable[[Plan, Inputs], Awaitable[bytes | None]]


class Incomplete(Exception):
    """A value is missing where there has to be one: graphql-core must say what becomes null."""


@dataclass(slots=True)
class Member:
    """One selected field of a payload type."""

    opening: bytes
    attribute: str = ""
    constant: bytes | None = None
    plan: Plan | None = None
    write: Callable[[Any], Any] | None = None
    shapes: "dict[str, Shape] | None" = None
    is_list: bool = False
    is_required: bool = False


@dataclass(slots=True)
class Shape:
    """What is selected of one payload type. Pure: every read in it is one statement's text."""

    members: list[Member] = field(default_factory=list)
    is_pure: bool = True


def shapes_of(
    new_planner: Callable[[], Planner], type_: Any, nodes: list[FieldNode]
) -> dict[str, Shape]:
    """The shape of each object type that a payload field may turn out to be."""
    named: Any = get_named_type(type_)
    planner = new_planner()
    possible = planner.schema.get_possible_types(named) if is_abstract_type(named) else [named]
    return {
        each.name: _shape(new_planner, each, planner.selecting.under(each, nodes))
        for each in possible
    }


def _shape(
    new_planner: Callable[[], Planner], type_: GraphQLObjectType, selections: Selections
) -> Shape:
    shape = Shape()
    opening = "{"
    for key, nodes in selections.items():
        start = f'{opening}"{key}":'.encode()
        opening = ","
        name = nodes[0].name.value
        if name == "__typename":
            shape.members.append(Member(start, constant=f'"{type_.name}"'.encode()))
            continue
        member = _member(start, new_planner, type_.fields[name], nodes)
        shape.is_pure &= member.plan is None or member.plan.is_pure
        shape.is_pure &= all(inner.is_pure for inner in (member.shapes or {}).values())
        shape.members.append(member)
    return shape


def _member(
    start: bytes,
    new_planner: Callable[[], Planner],
    definition: GraphQLField,
    nodes: list[FieldNode],
) -> Member:
    declared: Any = definition.extensions[BACKREF]
    required = is_non_null_type(definition.type)
    bare: Any = definition.type.of_type if required else definition.type  # type: ignore[union-attr]
    named: Any = get_named_type(bare)
    member = Member(
        start,
        attribute=declared.python_name,
        is_list=is_list_type(bare),
        is_required=required,
    )
    if isinstance(definition.extensions.get(META), Read):
        member.plan = new_planner().by_key(
            named, nodes, lambda inputs: inputs.variables[KEY], is_list=member.is_list
        )
    elif is_leaf_type(named):
        member.write = named.serialize
    else:
        member.shapes = shapes_of(new_planner, named, nodes)
    return member


async def written(
    value: Any, shapes: dict[str, Shape], inputs: Inputs, fetch: Fetch, *, schema: Any
) -> bytes:
    """A payload as JSON; raises Incomplete."""
    if value is None:
        return b"null"
    shape = shapes[typename_of(value, schema)]
    parts: list[bytes] = []
    for member in shape.members:
        parts.append(member.opening)
        if member.constant is not None:
            parts.append(member.constant)
            continue
        given = getattr(value, member.attribute)
        if given is None:
            if member.is_required:
                raise Incomplete
            parts.append(b"null")
        elif member.plan is not None:
            bound = Inputs({**inputs.variables, KEY: given}, inputs.viewer, inputs.now)
            text = await fetch(member.plan, bound)
            if text is None or MISSING.encode() in text or (member.is_required and text == b"null"):
                raise Incomplete
            parts.append(text)
        elif member.write is not None:
            parts.append(_leaf(member, given))
        else:
            parts.append(await _objects(member, given, inputs, fetch, schema))
    parts.append(b"}" if parts else b"{}")
    return b"".join(parts)


def _leaf(member: Member, given: Any) -> bytes:
    write = member.write
    assert write is not None
    if member.is_list and any(item is None for item in given):
        raise Incomplete
    try:
        return orjson.dumps([write(item) for item in given] if member.is_list else write(given))
    except GraphQLError:
        raise Incomplete from None


async def _objects(member: Member, given: Any, inputs: Inputs, fetch: Fetch, schema: Any) -> bytes:
    shapes = member.shapes
    assert shapes is not None
    if not member.is_list:
        return await written(given, shapes, inputs, fetch, schema=schema)
    if any(item is None for item in given):
        raise Incomplete
    each = [await written(item, shapes, inputs, fetch, schema=schema) for item in given]
    return b"[" + b",".join(each) + b"]"
