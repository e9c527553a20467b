"""JSON written by PostgreSQL: how each kind of value becomes text of the answer.

An expression here is SQL of type text that is either null or valid JSON. Text that is always there
is kept apart (`Literal`), so that neighbours are joined before PostgreSQL sees them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from graphql import GraphQLEnumType, GraphQLNamedType

from hub.query.meaning import BACKREF

# Stands where a non-null field has no value. JSON escapes control characters, so this byte is in
# an answer only then; the answer is then made again by graphql-core, which knows what to null.
MISSING = "\x01"
_MISSING = "E'\\x01'"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the answer that does not depend on a row."""

    text: str


Piece = Literal | str


def quoted(text: str) -> str:
    """An SQL string constant."""
    return "'" + text.replace("'", "''") + "'"


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


def leaf(type_: GraphQLNamedType, sql: str, *, is_small: bool = False, parsed: bool = False) -> str:
    """A scalar or an enum as JSON text; null where the value is.

    A value that its GraphQL type cannot have (an Int beyond 32 bits, NaN, an unknown enum value)
    is the mark of a missing one. With `parsed` it stays what it is, for graphql-core to refuse.
    `is_small` says that an integer has 32 bits at most.
    """
    name = type_.name
    if isinstance(type_, GraphQLEnumType):
        return _enum(type_, sql, parsed=parsed)
    if name == "Int" and not is_small and not parsed:
        return _within(sql, "{0} BETWEEN -2147483648 AND 2147483647")
    if name in ("Float", "Metres") and not parsed:
        return _within(sql, "{0} > '-Infinity' AND {0} < 'Infinity'")
    if name in ("Int", "Fen", "Boolean"):
        return f"({sql})::text"
    if name == "Date":
        return f"'\"' || {sql} || '\"'"
    if name == "Time":
        # A column of clock times may carry a zone; the scalar does not.
        return f"to_json(({sql})::time)::text"
    if name in ("String", "ID"):
        return f"to_json(({sql})::text)::text"
    return f"to_json({sql})::text"


def _enum(type_: GraphQLEnumType, sql: str, *, parsed: bool) -> str:
    names = enum_names(type_)
    if all(name == stored for name, stored in names.items()):
        return f"'\"' || {sql} || '\"'"
    cases = " ".join(
        f"WHEN {quoted(stored)} THEN " + quoted(f'"{name}"') for name, stored in names.items()
    )
    # Of null, the length of nothing is null too.
    unknown = f"to_json({sql})::text" if parsed else f"{_MISSING} || left({sql}, 0)"
    return f"CASE {sql} {cases} ELSE {unknown} END"


def _within(sql: str, test: str) -> str:
    """A number as text where it passes the test, else the mark of a missing value."""
    if "SELECT" in sql:
        # OFFSET 0 keeps PostgreSQL from working out the subquery once for each mention.
        inner = _within("number.it", test)
        return f"(SELECT {inner} FROM (SELECT {sql} AS it OFFSET 0) number)"
    fits, bad = test.format(f"({sql})"), _MISSING
    return f"CASE WHEN {fits} THEN ({sql})::text WHEN ({sql}) IS NOT NULL THEN {bad} END"


def array(
    type_: GraphQLNamedType, sql: str, *, has_required_items: bool, parsed: bool = False
) -> str:
    """An array of scalars or enums as JSON text; null where the array is."""
    if isinstance(type_, GraphQLEnumType):
        each = f"COALESCE({_enum(type_, 'item.it', parsed=parsed)}, 'null')"
        listed = f"string_agg({each}, ',' ORDER BY item.place)"
        written = (
            f"(SELECT '[' || COALESCE({listed}, '') || ']'"
            f" FROM unnest({sql}) WITH ORDINALITY item(it, place)"
            f" HAVING ({sql}) IS NOT NULL)"
        )
    else:
        written = f"array_to_json({sql})::text"
    if parsed or not has_required_items:
        return written
    return f"CASE WHEN array_position({sql}, NULL) IS NULL THEN {written} ELSE {_MISSING} END"


def or_null(expression: str) -> str:
    """JSON null where there is no value."""
    return f"COALESCE({expression}, 'null')"


def or_missing(expression: str) -> str:
    """The mark of a missing value where a non-null field has none."""
    return f"COALESCE({expression}, {_MISSING})"


def object_of(members: Sequence[tuple[str, Sequence[Piece]]]) -> list[Piece]:
    """A JSON object of response keys and values."""
    pieces: list[Piece] = [Literal("{")]
    for index, (key, value) in enumerate(members):
        pieces.append(Literal(("," if index else "") + f'"{key}":'))
        pieces.extend(value)
    pieces.append(Literal("}"))
    return pieces
