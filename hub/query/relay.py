"""What Relay asks of a schema: nodes, and connections with their arguments."""

import enum
import inspect
from typing import (
    Annotated,
    Any,
    Generic,
    TypeVar,
)

import strawberry

from hub.query.fields import DEFAULT_PAGE, LARGEST_PAGE

T = TypeVar("T")


@strawberry.interface(name="Node", description="An object with a global id (对象).")
class Node:
    """What `node` and `nodes` find."""

    id: strawberry.ID = strawberry.field(
        description="The global id, unique over all types; opaque to clients."
    )


@strawberry.type(description="Where a page of a connection lies (分页信息).")
class PageInfo:
    """As in Relay's connection specification."""

    has_next_page: bool = strawberry.field(description="Whether more follows.")
    has_previous_page: bool = strawberry.field(description="Whether something comes before.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge.")


@strawberry.type(description="One object of a page, with its cursor (分页条目).")
class Edge(Generic[T]):
    """As in Relay's connection specification."""

    cursor: str = strawberry.field(description="Where this edge is; opaque, survives inserts.")
    node: T | None = strawberry.field(description="The object.")


@strawberry.type(description="A page of a list that can grow (分页列表).")
class Connection(Generic[T]):
    """As in Relay's connection specification, with a total."""

    edges: list[Edge[T]] = strawberry.field(description="The page, with cursors.")
    nodes: list[T] = strawberry.field(description="The page, without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page lies.")
    total_count: int = strawberry.field(
        description="How many there are on all pages; counted only when asked for."
    )


def _argument(name: str, annotation: Any, description: str, default: Any = None) -> Any:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[annotation, strawberry.argument(description=description)],
    )


def page_parameters(filter: type | None, order: type[enum.Enum] | None) -> list[inspect.Parameter]:
    """The arguments of a connection."""
    found = [
        _argument(
            "first",
            int | None,
            f"How many from the start, 1 to {LARGEST_PAGE} (default {DEFAULT_PAGE}).",
        ),
        _argument("after", str | None, "Only what follows this cursor."),
        _argument("last", int | None, f"How many from the end, 1 to {LARGEST_PAGE}."),
        _argument("before", str | None, "Only what comes before this cursor."),
    ]
    if filter is not None:
        found.append(_argument("filter", filter | None, "Which of them."))
    if order is not None:
        found.append(_argument("order_by", order | None, "In which order."))
    return found
