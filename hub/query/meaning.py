"""What GraphQL types and fields mean to the compiler, as Strawberry's extensions carry it."""

from typing import Any

from graphql import is_list_type, is_non_null_type

from hub.query.declare import TypeMeaning
from hub.query.fields import META

# Under this name Strawberry keeps its definition of a type or field in graphql-core's.
BACKREF = "strawberry-definition"


def meaning_of(definition: Any) -> Any:
    """What a GraphQL field means to the compiler: a Root, a field's meaning, or None."""
    return definition.extensions.get(META)


def type_meaning(type_: Any) -> TypeMeaning | None:
    """What an object type is bound to, None when it is no read type."""
    definition = type_.extensions.get(BACKREF)
    return getattr(getattr(definition, "origin", None), META, None)


def bare(type_: Any) -> Any:
    """A type without the exclamation mark."""
    return type_.of_type if is_non_null_type(type_) else type_


def is_list(type_: Any) -> bool:
    """Whether a type is a list, required or not."""
    return is_list_type(bare(type_))
