"""JSON written by PostgreSQL: how each kind of value becomes text of the answer.

An expression here is SQL of type text that is either null or valid JSON. Text that is always there
is kept apart (`Literal`), so that neighbours are joined before PostgreSQL sees them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import GraphQLEnumType, GraphQLNamedType

from hub.query.documents import BACKREF

# Stands where a non-null field has no value. JSON escapes control characters, so this byte is in
# an answer only then; the answer is then made again by graphql-core, which knows what to null.
MISSING = "\x01"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the answer that does not depend on a row."""

    text: str


Piece = Literal | str


def quoted(text: str) -> str:
    """An SQL string constant."""
    escaped = text.replace("'", "''")
    return f"'{escaped}'" if MISSING not in text else "E'\\x01'"


def joined(pieces: Sequence[Piece]) -> str:
    """Pieces in a row as one SQL expression; neighbouring literals become one constant."""
    terms: list[str] = []
    pending = ""
    for piece in pieces:
        if isinstance(piece, Literal):
            pending += piece.text
            continue
        if pending:
            terms.append(quoted(pending))
            pending = ""
        terms.append(piece)
    if pending or not terms:
        terms.append(quoted(pending))
    return " || ".join(terms)


def enum_names(type_: GraphQLEnumType) -> dict[str, str]:
    """What the database stores for each name of an enum."""
    wrapped: type[Enum] = type_.extensions[BACKREF].wrapped_cls
    return {name: str(wrapped[name].value) for name in type_.values}


def leaf(type_: GraphQLNamedType, sql: str, *, is_array: bool, is_json: bool) -> str:
    """A scalar or an enum (or an array of them) as JSON text; null where the value is."""
    if is_json:
        return f"({sql})::text"
    if is_array:
        return f"array_to_json({sql})::text"
    if isinstance(type_, GraphQLEnumType):
        names = enum_names(type_)
        if all(name == stored for name, stored in names.items()):
            return f"'\"' || {sql} || '\"'"
        cases = " ".join(
            f"WHEN {quoted(stored)} THEN " + quoted(f'"{name}"') for name, stored in names.items()
        )
        return f"CASE {sql} {cases} END"
    if type_.name in ("Int", "Fen", "Boolean"):
        return f"({sql})::text"
    if type_.name == "Date":
        return f"'\"' || {sql} || '\"'"
    return f"to_json({sql})::text"


def or_null(expression: str) -> str:
    """JSON null where there is no value."""
    return f"COALESCE({expression}, 'null')"


def or_missing(expression: str) -> str:
    """The mark of a missing value where a non-null field has none."""
    return f"COALESCE({expression}, E'\\x01')"


def object_of(members: Sequence[tuple[str, Sequence[Piece]]]) -> list[Piece]:
    """A JSON object of response keys and values."""
    pieces: list[Piece] = [Literal("{")]
    for index, (key, value) in enumerate(members):
        pieces.append(Literal(("," if index else "") + f'"{key}":'))
        pieces.extend(value)
    pieces.append(Literal("}"))
    return pieces


def is_plain(value: Any) -> bool:
    """Whether a value's pieces are all literals."""
    return all(isinstance(piece, Literal) for piece in value)
