"""Which fields of the schema the operations of the tests select: `pytest --fields` tells."""

from collections.abc import Iterable

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    is_introspection_type,
    parse,
    visit,
)

# Documents that were sent through `ask`, by this process or by those that it started.
ASKED: set[str] = set()


class _Selected(Visitor):
    """Notes `Type.field` of every selected field that there is."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._types = types

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent = self._types.get_parent_type()
        if parent is not None and self._types.get_field_def() is not None:
            self.found.add(f"{parent.name}.{node.name.value}")


def selected(schema: GraphQLSchema, documents: Iterable[str]) -> set[str]:
    """The fields that documents select, as `Type.field`; documents that do not parse have none.

    A field of an interface counts for the types that implement it too.
    """
    types = TypeInfo(schema)
    visitor = _Selected(types)
    for document in documents:
        try:
            visit(parse(document), TypeInfoVisitor(types, visitor))
        except (GraphQLError, RecursionError):
            continue
    for name, type_ in schema.type_map.items():
        for interface in getattr(type_, "interfaces", ()):
            common = {
                field for field in interface.fields if f"{interface.name}.{field}" in visitor.found
            }
            visitor.found |= {f"{name}.{field}" for field in common}
    return visitor.found


def fields_of(schema: GraphQLSchema) -> set[str]:
    """All fields of a schema's object types and interfaces."""
    return {
        f"{name}.{field}"
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        and not is_introspection_type(type_)
        for field in type_.fields
    }


def report(schema: GraphQLSchema, documents: Iterable[str]) -> str:
    """How many fields the documents select, and which they do not, a line for each type."""
    every = fields_of(schema)
    missed: dict[str, list[str]] = {}
    for coordinate in sorted(every - selected(schema, documents)):
        type_name, _, field = coordinate.partition(".")
        missed.setdefault(type_name, []).append(field)
    count = sum(map(len, missed.values()))
    share = 100 * (len(every) - count) / len(every)
    lines = [f"{len(every) - count} of {len(every)} fields ({share:.0f} %) are selected; not so:"]
    lines += [f"  {name}: {', '.join(fields)}" for name, fields in missed.items()]
    return "\n".join(lines)
