"""One schema out of the domains' modules: root types, the types they reach, and what each means."""

import hashlib
import inspect
from collections.abc import Iterable
from datetime import datetime
from types import ModuleType
from typing import Annotated, Any, Optional, Union, cast, get_args, get_origin

import strawberry
from graphql import (
    GraphQLDeferDirective,
    GraphQLDirective,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_non_null_type,
    lexicographic_sort_schema,
    print_schema,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.utils.str_converters import to_camel_case

from hub.kernel.access import Role
from hub.kernel.context import Context
from hub.kernel.db import KernelReason, KernelRefused
from hub.query import docstrings
from hub.query.declare import REFUSALS, payload, refusal, shaped_resolver
from hub.query.fields import META
from hub.query.meaning import BACKREF
from hub.query.relay import Node, page_parameters
from hub.query.roots import EVERYBODY, Root, hints_of, resolver, root
from hub.query.scalars import SCALARS
from hub.query.terms import Asker, Row


@refusal(KernelRefused, KernelReason)
class KernelRefusal:
    """The hub itself declines, whatever the domain (系统拒绝)."""


@root(EVERYBODY)
def node(row: Row, viewer: Asker, id: strawberry.ID) -> Node | None:
    """Any object by its global id; null when it is not there or not for you (按全局编号取对象).

    Args:
        id: A global id.
    """
    raise AssertionError("the planner knows `node`")


@root(EVERYBODY)
def nodes(row: Row, viewer: Asker, ids: list[strawberry.ID]) -> list[Node | None]:
    """Objects by their global ids, in order, null where there is none for you (按编号取多个对象).

    Args:
        ids: Global ids, 200 at most.
    """
    raise AssertionError("the planner knows `nodes`")


@payload
class RateLimit:
    """The points that you may spend, as of this operation (调用额度); in `x-ratelimit-*` too."""

    limit: int
    """The most that there may be."""
    remaining: int
    """What is left, with this operation paid for."""
    used: int
    """What has been taken and has not come back yet."""
    cost: int
    """What this operation has taken."""
    reset_at: datetime
    """When all will be back, if nothing is taken meanwhile."""


@resolver(EVERYBODY)
async def rate_limit(ctx: Context) -> RateLimit | None:
    """What you may still ask for; null where there is no limit (调用额度)."""
    found = ctx.budget() if ctx.budget else None
    if found is None:
        return None
    return RateLimit(
        limit=found.limit,
        remaining=found.remaining,
        used=found.limit - found.remaining,
        cost=found.cost,
        reset_at=found.reset_at,
    )


# In place of graphql-core's own, whose description promises more.
DEFER = GraphQLDirective(
    name=GraphQLDeferDirective.name,
    locations=GraphQLDeferDirective.locations,
    args=GraphQLDeferDirective.args,
    description=(
        "Allows a fragment to come later than the rest. The hub reads an operation by one statement"
        " and sends all of it at once, as the directive lets a server do."
    ),
)


def _roots_of(modules: Iterable[ModuleType]) -> list[Root]:
    found: dict[str, Root] = {}
    for module in modules:
        for thing in vars(module).values():
            if isinstance(thing, Root) and thing.work.__module__ == module.__name__:
                if thing.name in found and found[thing.name] is not thing:
                    raise TypeError(f"two root fields are called {thing.name}")
                found[thing.name] = thing
    return list(found.values())


def _who(made: Root) -> str:
    if made.everybody:
        return "For everybody."
    return "For: " + ", ".join(role.value for role in made.roles) + "."


def _field(made: Root) -> Any:
    """The Strawberry field of a root field: its arguments, type and description."""
    signature = inspect.signature(made.work)
    hints = hints_of(made.work)
    hidden = 2 if made.kind == "compiled" else 1
    described = docstrings.of_arguments(made.work)
    parameters: list[inspect.Parameter] = []
    for parameter in list(signature.parameters.values())[hidden:]:
        about = described.get(parameter.name)
        if about is None and parameter.name == "input":
            about = "What to do."
        if about is None:
            raise TypeError(f"{made.name} does not describe its argument {parameter.name}.")
        annotation: Any = Annotated[hints[parameter.name], strawberry.argument(description=about)]
        parameters.append(
            parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=annotation)
        )
    made.parameters = tuple(parameter.name for parameter in parameters)
    returns = hints["return"]
    if made.kind == "compiled" and _is_connection(returns):
        parameters += page_parameters(made.filter, made.order)
    if made.kind == "mutation":
        returns = _result(made, returns)
    if made.kind == "subscription":
        returns = get_args(returns)[0]
    # Nullable, so that what one field may not show does not blank the others.
    nullable = cast(Any, Optional).__getitem__(returns)
    shaped = shaped_resolver(made.name, parameters, nullable, made.work.__module__)
    description = f"{docstrings.text_of(made.work)}\n\n{_who(made)}"
    field = strawberry.field(resolver=shaped, description=description, metadata={META: made})
    if made.kind == "subscription":
        field.is_subscription = True
    return field


def _is_connection(returns: Any) -> bool:
    candidates = (returns, *get_args(returns))
    return any("Connection[" in str(candidate) for candidate in candidates if candidate)


def _result(made: Root, returns: Any) -> Any:
    """A mutation's union: its payloads and refusals, and the kernel's refusal."""
    members = get_args(returns) if get_origin(returns) is not None or "|" in str(returns) else ()
    members = (*(members or (returns,)), REFUSALS[KernelRefused])
    name = "".join(part.capitalize() for part in made.name.split("_")) + "Result"
    union = strawberry.union(name, description=f"What `{to_camel_case(made.name)}` answers.")
    return Annotated[Union[members], union]  # noqa: UP007


def build(modules: Iterable[ModuleType]) -> strawberry.Schema:
    """The schema of all root fields that the modules declare."""
    kinds: dict[str, list[Root]] = {
        "Query": [node, nodes, rate_limit],
        "Mutation": [],
        "Subscription": [],
    }
    for made in _roots_of(modules):
        kinds[
            {"mutation": "Mutation", "subscription": "Subscription"}.get(made.kind, "Query")
        ].append(made)
    described = {
        "Query": "What may be asked (查询).",
        "Mutation": "What may be changed; each answers a union of success and refusals (变更).",
        "Subscription": "What is told as it happens (订阅).",
    }
    types = {
        name: create_type(name, [_field(made) for made in roots], description=described[name])
        for name, roots in kinds.items()
        if roots
    }
    schema = strawberry.Schema(
        query=types["Query"],
        mutation=types.get("Mutation"),
        subscription=types.get("Subscription"),
        types=_nodes_in(modules),
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    schema._schema.directives = (*schema._schema.directives, DEFER)
    _mark(schema._schema)
    return schema


def _nodes_in(modules: Iterable[ModuleType]) -> list[Any]:
    """Node types that only `node` reaches."""
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Node) and thing is not Node
    ]


def _mark(schema: GraphQLSchema) -> None:
    """Let each GraphQL field carry what it means to the compiler."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            _forget_null_defaults(type_.fields)
        if not isinstance(type_, GraphQLObjectType):
            continue
        definition = type_.extensions.get(BACKREF)
        meaning = getattr(getattr(definition, "origin", None), META, None)
        for name, field in type_.fields.items():
            _forget_null_defaults(field.args)
            declared = field.extensions.get(BACKREF)
            made = (getattr(declared, "metadata", None) or {}).get(META)
            if meaning is not None:
                made = meaning.fields.get(name)
            is_for_some = (
                meaning is not None
                and made is not None
                and not (made.roles is None and made.seen is None)
            )
            if is_for_some and is_non_null_type(field.type):
                raise TypeError(f"{type_.name}.{name} is null to some, so it is not required.")
            if made is not None:
                field.extensions = {**field.extensions, META: made}


def _forget_null_defaults(members: Any) -> None:
    """A default of null says nothing that an optional member does not say."""
    for member in members.values():
        if member.default_value is None:
            member.default_value = Undefined


def sdl(schema: GraphQLSchema) -> str:
    """The schema as text, sorted on a copy: the served schema stays as it is."""
    return print_schema(lexicographic_sort_schema(schema)) + "\n"


def version_of(text: str) -> str:
    """Names an SDL: equal for equal texts; 12 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def roles_of(root_field: Any) -> tuple[Role, ...] | None:
    """The roles that may use a root field, None when everybody may."""
    made: Root = root_field.extensions[META]
    return None if made.everybody else made.roles


__all__ = ["build", "get_named_type", "roles_of", "sdl", "version_of"]
