"""Global ids: opaque to clients, `<Type>_<key>` to us, so that a log line can be read."""

from typing import Any, overload
from uuid import UUID

from hub.query.terms import Argument, Bound

NO_KEY = UUID(int=0)


def global_id(type_name: str, key: UUID) -> str:
    """The id of a row as clients see it."""
    return f"{type_name}_{key}"


def parse_id(value: object) -> tuple[str, UUID] | None:
    """Type name and key of a global id; None when it is not one."""
    if not isinstance(value, str) or len(value) > 120:
        return None
    type_name, _, text = value.rpartition("_")
    if len(text) != 36 or not type_name:
        return None
    try:
        key = UUID(text)
    except ValueError:
        return None
    return (type_name, key) if str(key) == text else None


@overload
def key_of(value: str | None, *types: str) -> UUID: ...
@overload
def key_of(value: Argument, *types: str) -> Bound: ...
def key_of(value: Any, *types: str) -> Any:
    """The key in a global id of one of the types.

    Anything else (garbled, of another type, null) gives the nil key, which no row has, so an id
    that cannot be and an id that is not there are one and the same to a caller.
    """
    if isinstance(value, Argument):
        return value.mapped(lambda text: key_of(text, *types), "uuid", called=types)
    parsed = parse_id(value)
    return parsed[1] if parsed is not None and parsed[0] in types else NO_KEY


@overload
def keys_of(value: list[str] | None, *types: str) -> list[UUID]: ...
@overload
def keys_of(value: Argument, *types: str) -> Bound: ...
def keys_of(value: Any, *types: str) -> Any:
    """The keys in a list of global ids, in order, as `key_of` gives them."""
    if isinstance(value, Argument):
        return value.mapped(lambda texts: keys_of(texts, *types), "uuid[]", called=types)
    return [key_of(text, *types) for text in value or ()]


def types_of(texts: list[str], *, among: frozenset[str]) -> list[str | None]:
    """The type names of global ids, in order; None for any that is not one of these types."""
    parsed = [parse_id(text) for text in texts]
    return [found[0] if found and found[0] in among else None for found in parsed]


def met_types(texts: list[str]) -> set[str]:
    """The type names that occur in global ids, whether there are such types or not."""
    return {found[0] for text in texts if (found := parse_id(text))}
