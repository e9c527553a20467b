"""What one schema changes of another: for its changelog, and for the check that nothing breaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    BreakingChange,
    DangerousChange,
    GraphQLSchema,
    build_schema,
    find_schema_changes,
)
from graphql.utilities.find_schema_changes import SafeChangeType


class Gravity(Enum):
    """What a change means to clients; the value is the heading in a changelog."""

    BREAKING = "Breaking"
    """An operation that was valid may be no more."""
    DANGEROUS = "Dangerous"
    """An operation may get what its client does not know, such as a new enum value."""
    DEPRECATED = "Deprecated"
    """It works still, and goes at the date that the reason names."""
    ADDED = "Added"
    """Nothing that any operation could notice."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, in a sentence that stays the same from run to run."""

    gravity: Gravity
    what: str


def changes(old: str, new: str) -> list[Change]:
    """What changed from one SDL to another, the gravest first; descriptions do not count.

    Raises:
        GraphQLError: one of them is no schema.
    """
    before, after = build_schema(old), build_schema(new)
    found = {*_structural(before, after), *_deprecations(before, after)}
    order = list(Gravity)
    return sorted(found, key=lambda change: (order.index(change.gravity), change.what))


def grave(found: Iterable[Change]) -> list[Change]:
    """Those that clients have to be told of before."""
    return [each for each in found if each.gravity in (Gravity.BREAKING, Gravity.DANGEROUS)]


def markdown(found: Iterable[Change]) -> str:
    """The changes as a changelog has them: a heading for each gravity, a line for each change."""
    lines: list[str] = []
    heading: Gravity | None = None
    for change in found:
        if change.gravity is not heading:
            heading = change.gravity
            lines += ["", f"#### {heading.value}", ""] if lines else [f"#### {heading.value}", ""]
        lines.append(f"* {change.what}")
    return "\n".join([*lines, ""]) if lines else ""


def _structural(before: GraphQLSchema, after: GraphQLSchema) -> Iterator[Change]:
    for change in find_schema_changes(before, after):
        if change.description.startswith("Standard scalar"):
            # That nothing uses Int any more is another change's doing.
            continue
        if isinstance(change, BreakingChange):
            yield Change(Gravity.BREAKING, change.description)
        elif isinstance(change, DangerousChange):
            yield Change(Gravity.DANGEROUS, change.description)
        elif change.type is not SafeChangeType.DESCRIPTION_CHANGED:
            yield Change(Gravity.ADDED, change.description)


def _deprecations(before: GraphQLSchema, after: GraphQLSchema) -> Iterator[Change]:
    known = _deprecated(before)
    for name, reason in _deprecated(after).items():
        if known.get(name) != reason:
            yield Change(Gravity.DEPRECATED, f"{name}: {reason}")


def _deprecated(schema: GraphQLSchema) -> dict[str, str]:
    """The reasons by the coordinates of what is deprecated: fields, arguments, enum values."""
    found: dict[str, str] = {}

    def look(coordinate: str, member: Any) -> None:
        if member.deprecation_reason is not None:
            found[coordinate] = member.deprecation_reason

    for type_name, type_ in schema.type_map.items():
        members = {**getattr(type_, "fields", {}), **getattr(type_, "values", {})}
        for name, member in members.items():
            look(f"{type_name}.{name}", member)
            for argument, declared in getattr(member, "args", {}).items():
                look(f"{type_name}.{name}({argument}:)", declared)
    return found
