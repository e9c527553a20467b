"""Root fields: which rows are meant, or Python, and the roles that may use them."""

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import (
    Any,
    get_type_hints,
)

from hub.kernel.access import Role
from hub.query.fields import LARGEST_PAGE

# Marks a root field that anonymous callers may use too.
EVERYBODY: tuple[Role, ...] = ()


@dataclass(slots=True, kw_only=True)
class Root:
    """A root field, whatever kind: its function and the roles that may use it."""

    work: Callable[..., Any]
    roles: tuple[Role, ...]
    kind: str
    everybody: bool = False
    filter: type | None = None
    order: type[enum.Enum] | None = None
    order_by: str = "id"
    limit: int = LARGEST_PAGE
    expected: int = 10
    parameters: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        return self.work.__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.work(*args, **kwargs)


def _roles(roles: Iterable[Any]) -> tuple[tuple[Role, ...], bool]:
    given = tuple(roles)
    if not given:
        raise TypeError("A root field names the roles that may use it.")
    everybody = EVERYBODY in given
    return tuple(role for role in given if isinstance(role, Role)), everybody


def _declared(kind: str, roles: Iterable[Any], **more: Any) -> Callable[[Callable[..., Any]], Root]:
    named, everybody = _roles(roles)
    return lambda work: Root(work=work, roles=named, kind=kind, everybody=everybody, **more)


def root(
    *roles: Any,
    filter: type | None = None,
    order: type[enum.Enum] | None = None,
    order_by: str = "id",
    limit: int = LARGEST_PAGE,
    expected: int = 10,
) -> Callable[[Callable[..., Any]], Root]:
    """A compiled root field: `(row, viewer, arguments…) -> condition`, annotated with its type."""
    return _declared(
        "compiled",
        roles,
        filter=filter,
        order=order,
        order_by=order_by,
        limit=limit,
        expected=expected,
    )


def resolver(*roles: Any) -> Callable[[Callable[..., Any]], Root]:
    """A query's root field in Python: `async (ctx, arguments…) -> payload`."""
    return _declared("resolver", roles)


def mutation(*roles: Any) -> Callable[[Callable[..., Any]], Root]:
    """A mutation: `async (ctx, input) -> payload`, which runs one command."""
    return _declared("mutation", roles)


def subscription(*roles: Any) -> Callable[[Callable[..., Any]], Root]:
    """A subscription: `async (ctx, arguments…) -> AsyncIterator[payload]`."""
    return _declared("subscription", roles)


def hints_of(work: Callable[..., Any]) -> dict[str, Any]:
    """The evaluated annotations of a root field's function."""
    return get_type_hints(work, include_extras=True)
