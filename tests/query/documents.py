"""Random valid documents over the library's schema, with the variables they are sent with."""

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)
from hypothesis import strategies as st

from tests.query import oracle, rows

IDS = [
    *(f"Book_{row.id}" for row in rows.BOOKS[:12]),
    *(f"Author_{row.id}" for row in rows.AUTHORS),
    *(f"Branch_{row.id}" for row in rows.BRANCHES),
    *(f"Loan_{row.id}" for row in rows.LOANS[:4]),
    *(f"Card_{row.reader_id}" for row in rows.CARDS),
    f"Chapter_{rows.CHAPTERS[0].id}",
    f"Book_{rows.key(3, 99)}",
    f"Nothing_{rows.key(3, 1)}",
    f"Query_{rows.key(3, 1)}",
    "Book_",
    "",
    "Book",
    rows.WILD,
]
TEXTS = ["", "o", "Home", "a", "'", '"', "\\", "%", "_", "😀", rows.WILD, "null"]
SCALARS: dict[str, list[Any]] = {
    "String": TEXTS,
    "ID": IDS,
    "Int": [0, 10, 20, 30, -1, 2**31 - 1],
    "Float": [0, 0.1, -1.5, 1e21, 3],
    "Boolean": [True, False],
    "Fen": [0, 1250, -1, 2**53 - 1],
    "Metres": [1.5],
    "Date": ["1901-02-28", "1900-01-01", "9999-12-30"],
    "DateTime": ["2026-05-02T12:00:00.999999+08:00", "2026-05-03T04:00:00Z"],
    "Time": ["00:00", "07:05:09"],
}
CURSORS = {
    orders_name: [
        oracle.cursor(row, order, keys) for order, keys in orders.items() for row in table
    ]
    for orders_name, orders, table in (
        ("BookOrder", oracle.BOOK_ORDERS, rows.BOOKS),
        ("LoanOrder", oracle.LOAN_ORDERS, rows.LOANS[::3]),
        ("AuthorConnection", oracle.BY_NAME, rows.AUTHORS),
        ("LoanConnection", oracle.BY_KEY, rows.LOANS[::3]),
    )
}
WORDS = ["a", "b", "c"]


@dataclass
class Sent:
    """A document with its variables."""

    document: str
    variables: dict[str, Any]


@dataclass
class Writer:
    """Writes one document, drawing every choice."""

    schema: GraphQLSchema
    draw: Any
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[tuple[str, str, str]] = field(default_factory=list)
    # What each response key stands for, all over the document, so that fields can be merged.
    keys: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    budget: int = 30

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def pick(self, among: list[Any]) -> Any:
        return among[self.draw(st.integers(0, len(among) - 1))]

    # --- Values ---

    def value(self, type_: Any, *, nullable: bool = True) -> Any:
        """A JSON value of an input type."""
        if is_non_null_type(type_):
            return self.value(type_.of_type, nullable=False)
        if nullable and self.chance(8):
            return None
        if is_list_type(type_):
            if self.chance(6) and not is_list_type(type_.of_type):
                return self.value(type_.of_type, nullable=False)
            return [self.value(type_.of_type) for _ in range(self.draw(st.integers(0, 3)))]
        if isinstance(type_, GraphQLEnumType):
            return self.pick(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return {
                name: self.value(member.type)
                for name, member in type_.fields.items()
                if is_required_input_field(member) or self.chance(5)
            }
        return self.pick(SCALARS[type_.name])

    def written(self, type_: Any, value: Any) -> str:
        """A value as a document has it, parts of it as variables."""
        if self.chance(4):
            return self.variable(type_, value)
        bare = type_.of_type if is_non_null_type(type_) else type_
        if value is None:
            return "null"
        if is_list_type(bare):
            if not isinstance(value, list):
                return self.written(bare.of_type, value)
            return "[" + ", ".join(self.written(bare.of_type, item) for item in value) + "]"
        if isinstance(bare, GraphQLInputObjectType):
            members = (
                f"{name}: {self.written(bare.fields[name].type, inner)}"
                for name, inner in value.items()
            )
            return "{" + ", ".join(members) + "}"
        if isinstance(bare, GraphQLEnumType):
            return str(value)
        return literal(value)

    def variable(self, type_: Any, value: Any) -> str:
        name = f"v{len(self.declared)}"
        bare = type_.of_type if is_non_null_type(type_) else type_
        shown = str(type_)
        if is_non_null_type(type_) and self.chance(3):
            # A default makes a nullable variable fit a required position.
            self.declared.append(f"${name}: {bare} = {constant(bare, value)}")
            if self.chance(2):
                self.variables[name] = value
        elif not is_non_null_type(type_) and self.chance(3):
            self.declared.append(f"${name}: {shown} = {constant(bare, value)}")
            if self.chance(2):
                self.variables[name] = self.value(bare)
        else:
            self.declared.append(f"${name}: {shown}")
            if value is not None or self.chance(2) or is_non_null_type(type_):
                self.variables[name] = value
        return f"${name}"

    def sent(self, type_: Any, value: Any) -> str:
        """This very value, as a literal or a variable. (Below a root a bad one nulls the root.)"""
        if self.chance(2):
            return literal(value)
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {type_}")
        self.variables[name] = value
        return f"${name}"

    def arguments(self, parent: str, definition: GraphQLField) -> str:
        names: list[str] = []
        is_page = "first" in definition.args
        for name, argument in definition.args.items():
            if is_page and name in ("first", "last", "after", "before", "orderBy"):
                continue
            if is_required_argument(argument) or self.chance(2):
                names.append(f"{name}: {self.written(argument.type, self.value(argument.type))}")
        if is_page:
            names += self.paging(parent, definition)
        return f"({', '.join(names)})" if names else ""

    def paging(self, parent: str, definition: GraphQLField) -> list[str]:
        made: list[str] = []
        ordering = definition.args.get("orderBy")
        kind = (
            get_named_type(ordering.type).name if ordering else get_named_type(definition.type).name
        )
        order = None
        if ordering is not None and self.chance(2):
            enum: Any = get_named_type(ordering.type)
            order = self.pick(list(enum.values))
            made.append(f"orderBy: {self.written(ordering.type, order)}")
        size_name = self.pick(["first", "last", ""])
        if size_name:
            bad = parent == "Query" and self.chance(12)
            size = self.pick([0, 101, -1]) if bad else self.draw(st.integers(1, 7))
            made.append(f"{size_name}: {self.sent(definition.args['first'].type, size)}")
        if parent == "Query" and size_name and self.chance(20):
            made.append(f"{'last' if size_name == 'first' else 'first'}: 2")
        orders = {"BookOrder": oracle.BOOK_ORDERS, "LoanOrder": oracle.LOAN_ORDERS}.get(kind)
        if orders is not None:
            # A variable may give another order than the one chosen; roots alone may then err.
            order = order or next(iter(orders))
        for bound in ("after", "before"):
            if not self.chance(4):
                continue
            if orders is not None and parent != "Query":
                order_name = order or ""
                among = [text for text in CURSORS[kind] if oracle.order_names(text) == [order_name]]
                if any(part.startswith("orderBy: $") for part in made):
                    continue
            else:
                among = (
                    [*CURSORS[kind], "", "xyz", "WyJUSVRMRSJd"]
                    if parent == "Query"
                    else CURSORS[kind]
                )
            text = self.pick(among)
            made.append(f"{bound}: {self.sent(definition.args[bound].type, text)}")
        return made

    # --- Selections ---

    def directives(self) -> str:
        if not self.chance(8):
            return ""
        name = self.pick(["skip", "include"])
        type_ = self.schema.get_directive(name).args["if"].type  # type: ignore[union-attr]
        return f" @{name}(if: {self.written(type_, self.pick([True, False]))})"

    def fragment_directives(self) -> str:
        return self.directives() + (" @defer" if self.chance(8) else "")

    def selections(self, type_: Any, depth: int) -> str:
        parts = [self.selection(type_, depth) for _ in range(self.draw(st.integers(1, 4)))]
        return "{ " + " ".join(parts) + " }"

    def selection(self, type_: Any, depth: int) -> str:
        if self.chance(5):
            return self.fragment(type_, depth)
        if isinstance(type_, GraphQLInterfaceType):
            return (
                self.fragment(type_, depth) if self.chance(2) else self.pick(["id", "__typename"])
            )
        return self.field(type_, depth)

    def fragment(self, type_: Any, depth: int) -> str:
        target = type_
        if isinstance(type_, GraphQLInterfaceType):
            target = self.pick([type_, *self.schema.get_possible_types(type_)])
        elif self.chance(4) and type_.interfaces:
            target = type_.interfaces[0]
        how = self.draw(st.integers(0, 3))
        fitting = [name for name, on, _ in self.fragments if on == target.name]
        if how == 0 and fitting:
            return f"...{self.pick(fitting)}{self.fragment_directives()}"
        if depth <= 0:
            return "__typename"
        if how == 1:
            inner = self.selections(target, depth - 1)
            name = f"F{len(self.fragments)}"
            self.fragments.append((name, target.name, inner))
            return f"...{name}{self.fragment_directives()}"
        on = f" on {target.name}" if target is not type_ or self.chance(2) else ""
        return f"...{on}{self.fragment_directives()} {self.selections(target, depth - 1)}"

    def field(self, type_: GraphQLObjectType, depth: int) -> str:
        self.budget -= 1
        names = [
            name
            for name, definition in type_.fields.items()
            if is_leaf_type(get_named_type(definition.type)) or (depth > 0 and self.budget > 0)
        ]
        composite = [n for n in names if not is_leaf_type(get_named_type(type_.fields[n].type))]
        if composite and self.chance(2):
            names = composite
        if not names or self.chance(12):
            return f"__typename{self.directives()}"
        name = self.pick(names)
        definition = type_.fields[name]
        arguments = self.arguments(type_.name, definition) if definition.args else ""
        key = self.key(name, arguments, definition)
        head = f"{key}: {name}" if key != name else name
        below = ""
        if not is_leaf_type(get_named_type(definition.type)):
            below = " " + self.selections(get_named_type(definition.type), depth - 1)
        return f"{head}{arguments}{self.directives()}{below}"

    def key(self, name: str, arguments: str, definition: GraphQLField) -> str:
        meant = (name, arguments, str(definition.type))
        wanted = self.pick(WORDS) if self.chance(4) else name
        while self.keys.setdefault(wanted, meant) != meant:
            wanted = f"{wanted}{len(self.keys)}"
        return wanted

    def query(self) -> Sent:
        assert self.schema.query_type is not None
        body = self.selections(self.schema.query_type, 5)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        parts = [f"query Q{declared} {body}"]
        parts += [f"fragment {name} on {on} {inner}" for name, on, inner in self.fragments]
        return Sent("\n".join(parts), self.variables)


def literal(value: Any) -> str:
    """A scalar as a document writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        inner = "".join(c if c.isprintable() and c not in '"\\' else _escaped(c) for c in value)
        return f'"{inner}"'
    return repr(value)


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return f"\\u{{{ord(character):x}}}"


def constant(type_: Any, value: Any) -> str:
    """A value without variables as a document writes it."""
    if value is None:
        return "null"
    if is_non_null_type(type_):
        return constant(type_.of_type, value)
    if is_list_type(type_):
        if not isinstance(value, list):
            return constant(type_.of_type, value)
        return "[" + ", ".join(constant(type_.of_type, item) for item in value) + "]"
    if isinstance(type_, GraphQLInputObjectType):
        members = (f"{name}: {constant(type_.fields[name].type, v)}" for name, v in value.items())
        return "{" + ", ".join(members) + "}"
    return str(value) if isinstance(type_, GraphQLEnumType) else literal(value)


@st.composite
def documents(draw: Any, schema: GraphQLSchema) -> Sent:
    """Documents that keep the rules, most of them."""
    return Writer(schema, draw).query()
