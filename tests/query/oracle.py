"""What the library answers, worked out by graphql-core over Python objects: no SQL, no compiler.

Only the SDL is shared with what is tested. Every resolver is written by hand.
"""

import base64
import json
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from inspect import isawaitable
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    experimental_execute_incrementally,
    parse,
)

from hub.kernel.access import Role, Viewer
from hub.kernel.clock import HUB_ZONE
from tests.query import rows
from tests.query.rows import Author, Book, Branch, Card, Chapter, Loan
from tests.query.rules import Country, Errand, Genre, Mood

ADMIN = Role.CITY_ADMINISTRATOR
Info = GraphQLResolveInfo[Any]
Paths = list[tuple[tuple[str | int, ...], str]]


def problem(code: str) -> GraphQLError:
    return GraphQLError(code, extensions={"code": code})


# --- How values are spelt ---


def fraction(text: str) -> str:
    """Without zeros at the end of a fraction of a second."""
    head, dot, tail = text.partition(".")
    if not dot:
        return text
    digits, zone = tail[:6].rstrip("0"), tail[6:]
    return f"{head}.{digits}{zone}" if digits else head + zone


def instant(value: datetime) -> str:
    return fraction(value.astimezone(HUB_ZONE).isoformat())


def clock(value: time) -> str:
    return fraction(value.isoformat())


def spelt(value: Any) -> Any:
    """A value of a row as the API gives it."""
    if isinstance(value, Genre | Country | Mood):
        return value.name
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return clock(value)
    return value


# --- Who sees what ---


def is_staff_at(viewer: Viewer, branch: Branch) -> bool:
    return any(
        grant.role is Role.CANTEEN_STAFF
        and (
            (grant.area_id is None and grant.site_id is None)
            or grant.site_id == branch.id
            or grant.area_id in branch.area_ids
        )
        for grant in viewer.grants
    )


def sees(viewer: Viewer, row: Any) -> bool:
    if isinstance(row, Branch):
        return True
    if isinstance(row, Card):
        return row.reader_id == viewer.resident_id
    if viewer.has(ADMIN):
        return True
    if isinstance(row, Author):
        return row.is_public
    if isinstance(row, Book):
        return not row.is_hidden or is_staff_at(viewer, branch_of(row))
    if isinstance(row, Chapter):
        return not row.is_draft or viewer.has(Role.CANTEEN_STAFF)
    assert isinstance(row, Loan)
    return row.reader_id in viewer.acting_for(Errand.BORROW) or is_staff_at(
        viewer, branch_of(by_key(rows.BOOKS, row.book_id))
    )


def by_key(among: Sequence[Any], key: UUID | None) -> Any:
    return next((row for row in among if key_of_row(row) == key), None)


def key_of_row(row: Any) -> UUID:
    return row.reader_id if isinstance(row, Card) else row.id


def branch_of(book: Book) -> Branch:
    return next(branch for branch in rows.BRANCHES if branch.id == book.branch_id)


def seen(info: Info, row: Any) -> Any:
    return row if row is not None and sees(info.context, row) else None


TABLES: dict[str, Sequence[Any]] = {
    "Author": rows.AUTHORS,
    "Book": rows.BOOKS,
    "Branch": rows.BRANCHES,
    "Card": rows.CARDS,
    "Loan": rows.LOANS,
}


def find(viewer: Viewer, text: str, *types: str) -> Any:
    name, _, key = text.rpartition("_")
    if name not in TABLES or (types and name not in types):
        return None
    row = next((row for row in TABLES[name] if str(key_of_row(row)) == key), None)
    return row if row is not None and sees(viewer, row) else None


# --- Orders and pages ---

Keys = list[tuple[str, bool]]
BOOK_ORDERS: dict[str, Keys] = {
    "TITLE": [("title", False), ("id", False)],
    "CHEAPEST": [("price_fen", False), ("id", False)],
    "DEAREST": [("price_fen", True), ("id", True)],
    "OLDEST": [("published_on", False), ("id", False)],
    "NEWEST": [("published_on", True), ("id", True)],
    "MIXED": [("published_on", True), ("title", False), ("id", False)],
    "HEAVIEST": [("weight", True), ("bought_at", True), ("id", True)],
    "LENT": [("is_lent", True), ("genre", False), ("pages", True), ("id", False)],
}
LOAN_ORDERS: dict[str, Keys] = {
    "LATEST": [("lent_at", True), ("id", True)],
    "RATING": [("rating", False), ("id", False)],
}
BY_NAME: dict[str, Keys] = {"": [("name", False), ("id", False)]}
BY_KEY: dict[str, Keys] = {"": [("id", False)]}


def ordered(found: Iterable[Any], keys: Keys) -> list[Any]:
    """Sorted, with nulls at the end whichever way a column runs."""
    result = list(found)
    for name, is_descending in reversed(keys):
        have = [row for row in result if getattr(row, name) is not None]
        lack = [row for row in result if getattr(row, name) is None]
        have.sort(key=lambda row: getattr(row, name), reverse=is_descending)
        result = have + lack
    return result


def place_text(value: Any) -> str | None:
    """A value as PostgreSQL casts it to text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return fraction(value.astimezone(HUB_ZONE).strftime("%Y-%m-%d %H:%M:%S.%f+08"))
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


def cursor(row: Any, order: str, keys: Keys) -> str:
    place = [place_text(getattr(row, name)) for name, _ in keys]
    text = json.dumps([order, *place], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def page(
    found: Iterable[Any], orders: dict[str, Keys], arguments: dict[str, Any]
) -> dict[str, Any]:
    """The connection algorithm of Relay's specification."""
    order = arguments.get("orderBy") or next(iter(orders))
    keys = orders[order]
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise problem("BAD_USER_INPUT")
    for size in (first, last):
        if size is not None and not 1 <= size <= 100:
            raise problem("BAD_USER_INPUT")
    everything = ordered(found, keys)
    edges = [(cursor(row, order, keys), row) for row in everything]
    after, before = arguments.get("after"), arguments.get("before")
    low = -1.0 if after is None else _position(after, everything, keys, order)
    high = math.inf if before is None else _position(before, everything, keys, order)
    chosen = [edge for place, edge in enumerate(edges) if low < place < high]
    if last is not None:
        has_more, chosen = len(chosen) > last, chosen[-last:]
    else:
        size = first if first is not None else 20
        has_more, chosen = len(chosen) > size, chosen[:size]
    return {
        "edges": [{"cursor": text, "node": row} for text, row in chosen],
        "nodes": [row for _, row in chosen],
        "totalCount": len(everything),
        "pageInfo": {
            "hasNextPage": has_more if last is None else before is not None,
            "hasPreviousPage": has_more if last is not None else after is not None,
            "startCursor": chosen[0][0] if chosen else None,
            "endCursor": chosen[-1][0] if chosen else None,
        },
    }


def order_names(text: str) -> list[str]:
    try:
        return [json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))[0]]
    except ValueError:
        return []


def _position(text: str, everything: list[Any], keys: Keys, order: str) -> float:
    """Where a cursor lies among the rows, also when its own row is not among them."""
    every = [row for table in TABLES.values() for row in table]
    places = (row for row in every if all(hasattr(row, name) for name, _ in keys))
    row = next((row for row in places if cursor(row, order, keys) == text), None)
    if row is None:
        raise problem("BAD_USER_INPUT")
    if row in everything:
        return everything.index(row)
    place = ordered([*everything, row], keys).index(row)
    return place - 0.5


# --- Resolvers ---

Resolver = Callable[..., Any]
RESOLVERS: dict[tuple[str, str], Resolver] = {}


def resolves(type_name: str, field: str) -> Callable[[Resolver], Resolver]:
    def keep(work: Resolver) -> Resolver:
        RESOLVERS[type_name, field] = work
        return work

    return keep


def snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def plain(source: Any, info: Info, **_: Any) -> Any:
    """A value of a row, or a member of an object."""
    if isinstance(source, dict):
        return source.get(info.field_name)
    if info.field_name == "id":
        return f"{info.parent_type.name}_{key_of_row(source)}"
    return spelt(getattr(source, snake(info.field_name)))


def passes(row: Book, given: dict[str, Any] | None) -> bool:
    tests: dict[str, Callable[[Any], bool]] = {
        "genre": lambda v: row.genre.name in v,
        "mood": lambda v: row.mood is not None and row.mood.name == v,
        "titleHas": lambda v: v.lower() in row.title.lower(),
        "priceFrom": lambda v: row.price_fen >= v,
        "publishedFrom": lambda v: (
            row.published_on is not None and row.published_on >= date.fromisoformat(v)
        ),
        "boughtBefore": lambda v: row.bought_at < datetime.fromisoformat(v),
        "isLent": lambda v: row.is_lent == v,
        "branchId": lambda v: v == f"Branch_{row.branch_id}",
        "tagged": lambda v: v in row.tags,
        "hasAuthor": lambda v: (row.author_id is not None) == v,
        "pagesIn": lambda v: row.pages is not None and row.pages in v,
        "weightFrom": lambda v: row.weight is not None and row.weight >= v,
        "readAt": lambda v: row.read_from is not None and row.read_from == time.fromisoformat(v),
    }
    return all(tests[name](value) for name, value in (given or {}).items() if value is not None)


def _books(info: Info, found: Iterable[Book], arguments: dict[str, Any]) -> Any:
    shown = [
        row for row in found if sees(info.context, row) and passes(row, arguments.get("filter"))
    ]
    return page(shown, BOOK_ORDERS, arguments)


@resolves("Query", "books")
def _(source: Any, info: Info, **arguments: Any) -> Any:
    return _books(info, rows.BOOKS, arguments)


@resolves("Query", "book")
def _(source: Any, info: Info, id: str) -> Any:
    return find(info.context, id, "Book")


@resolves("Query", "node")
def _(source: Any, info: Info, id: str) -> Any:
    return find(info.context, id)


@resolves("Query", "nodes")
def _(source: Any, info: Info, ids: list[str]) -> Any:
    return [find(info.context, each) for each in ids]


@resolves("Query", "rateLimit")
def _(source: Any, info: Info) -> Any:
    return None


@resolves("Query", "shelf")
def _(source: Any, info: Info, **given: Any) -> Any:
    price_from, tags = given.get("priceFrom"), given.get("tags")
    found = [
        row
        for row in rows.BOOKS
        if given["branchId"] == f"Branch_{row.branch_id}"
        and row.genre.name == given["genre"]
        and (price_from is None or row.price_fen >= price_from)
        and (tags is None or set(tags) & set(row.tags))
        and sees(info.context, row)
    ]
    return ordered(found, BOOK_ORDERS["MIXED"])[:5]


@resolves("Query", "authors")
def _(source: Any, info: Info, **arguments: Any) -> Any:
    return page([row for row in rows.AUTHORS if sees(info.context, row)], BY_NAME, arguments)


def admit(viewer: Viewer, *roles: Role) -> None:
    if not viewer.has(*roles):
        raise problem("UNAUTHENTICATED" if viewer.is_anonymous else "FORBIDDEN")


@resolves("Query", "loans")
def _(source: Any, info: Info, **arguments: Any) -> Any:
    admit(info.context, Role.RESIDENT, Role.CANTEEN_STAFF)
    return page([row for row in rows.LOANS if sees(info.context, row)], LOAN_ORDERS, arguments)


@resolves("Query", "hiddenBooks")
def _(source: Any, info: Info) -> Any:
    admit(info.context, ADMIN)
    found = [row for row in rows.BOOKS if row.is_hidden]
    return ordered(found, [("title", True), ("id", True)])


@resolves("Query", "advice")
def _(source: Any, info: Info, input: dict[str, Any]) -> Any:
    words = input.get("words")
    if words == "bad":
        raise problem("BAD_USER_INPUT")
    if words == "bug":
        raise problem("INTERNAL_SERVER_ERROR")
    best = find(info.context, input.get("best") or "", "Book")
    others = [find(info.context, each, "Book") for each in input.get("others") or ()]
    count = {"what": "books", "count": 2 if words else 2**31}
    return {
        "words": words,
        "genre": input["genre"],
        "priceFen": 5,
        "on": rows.NOON.astimezone(HUB_ZONE).date().isoformat(),
        "best": best,
        "sure": best,
        "others": [each for each in others if each is not None],
        "counts": [count, {"what": "x", "count": 0}] if words else [],
        "count": None if words is None else count,
    }


@resolves("Branch", "books")
def _(source: Branch, info: Info, **arguments: Any) -> Any:
    return _books(info, [row for row in rows.BOOKS if row.branch_id == source.id], arguments)


@resolves("Branch", "card")
def _(source: Branch, info: Info) -> Any:
    return seen(info, next((row for row in rows.CARDS if row.branch_id == source.id), None))


@resolves("Card", "branch")
def _(source: Card, info: Info) -> Any:
    return by_key(rows.BRANCHES, source.branch_id)


@resolves("Author", "books")
def _(source: Author, info: Info, **arguments: Any) -> Any:
    return _books(info, [row for row in rows.BOOKS if row.author_id == source.id], arguments)


@resolves("Author", "merryBooks")
def _(source: Author, info: Info) -> Any:
    found = [
        row
        for row in rows.BOOKS
        if row.author_id == source.id and row.mood is Mood.MERRY and sees(info.context, row)
    ]
    return ordered(found, BOOK_ORDERS["MIXED"])[:3]


@resolves("Author", "hasBooks")
def _(source: Author, info: Info) -> bool:
    return any(row.author_id == source.id for row in rows.BOOKS)


@resolves("Book", "blurb")
def _(source: Book, info: Info) -> Any:
    return source.subtitle


@resolves("Book", "madeIn")
def _(source: Book, info: Info) -> Any:
    return source.origin


@resolves("Book", "secret")
def _(source: Book, info: Info) -> Any:
    return source.secret if info.context.has(ADMIN) else None


@resolves("Book", "writer")
@resolves("Book", "author")
def _(source: Book, info: Info) -> Any:
    return seen(info, by_key(rows.AUTHORS, source.author_id))


@resolves("Book", "branch")
def _(source: Book, info: Info) -> Any:
    return branch_of(source)


def _chapters(source: Book, info: Info) -> list[Chapter]:
    return [row for row in rows.CHAPTERS if row.book_id == source.id and sees(info.context, row)]


@resolves("Book", "chapters")
def _(source: Book, info: Info) -> Any:
    return ordered(_chapters(source, info), [("position", False)])


@resolves("Book", "parts")
def _(source: Book, info: Info) -> Any:
    return ordered([row for row in rows.CHAPTERS if row.book_id == source.id], [("position", True)])


@resolves("Query", "parts")
def _(source: Any, info: Info) -> Any:
    return [row for row in rows.CHAPTERS if seen(info, by_key(rows.BOOKS, row.book_id))]


@resolves("Book", "noted")
def _(source: Book, info: Info) -> Any:
    found = [row for row in _chapters(source, info) if row.note is not None]
    return ordered(found, [("position", True)])[:2]


def _loans(source: Book, info: Info) -> list[Loan]:
    return [row for row in rows.LOANS if row.book_id == source.id and sees(info.context, row)]


@resolves("Book", "loans")
def _(source: Book, info: Info, **arguments: Any) -> Any:
    return page(_loans(source, info), LOAN_ORDERS, arguments)


@resolves("Book", "ratings")
def _(source: Book, info: Info, **arguments: Any) -> Any:
    if not info.context.has(ADMIN):
        return None
    return page([row for row in _loans(source, info) if row.rating is not None], BY_KEY, arguments)


@resolves("Book", "doubleFen")
def _(source: Book, info: Info) -> int:
    return source.price_fen * 2


@resolves("Book", "authorName")
def _(source: Book, info: Info) -> Any:
    author = by_key(rows.AUTHORS, source.author_id)
    return author and author.name


@resolves("Book", "home")
def _(source: Book, info: Info) -> str:
    return branch_of(source).name


@resolves("Book", "isCheap")
def _(source: Book, info: Info) -> bool:
    return source.price_fen < 100


@resolves("Book", "isMine")
def _(source: Book, info: Info) -> bool:
    reader = info.context.resident_id
    return reader is not None and any(
        row.book_id == source.id and row.reader_id == reader for row in rows.LOANS
    )


@resolves("Book", "labels")
def _(source: Book, info: Info) -> list[str]:
    return [*source.tags, "!"]


@resolves("Book", "summary")
def _(source: Book, info: Info) -> str:
    return "|".join(
        [
            source.title,
            str(source.pages),
            source.bought_at.astimezone(rows.NOON.tzinfo).isoformat(),
            source.genre.name,
            str(source.published_on),
            str(source.read_from),
            source.id.hex,
        ]
    )


@resolves("Book", "shout")
def _(source: Book, info: Info) -> Any:
    return source.subtitle and source.subtitle.upper()


@resolves("Book", "dangerous")
def _(source: Book, info: Info) -> Any:
    if source.pages == 10:
        raise problem("INTERNAL_SERVER_ERROR")
    return source.pages


@resolves("Book", "feeling")
def _(source: Book, info: Info) -> Any:
    return source.mood and source.mood.name if info.context.has(ADMIN) else None


@resolves("Chapter", "book")
@resolves("Loan", "book")
def _(source: Any, info: Info) -> Any:
    return seen(info, by_key(rows.BOOKS, source.book_id))


def oracle_schema(sdl: str) -> GraphQLSchema:
    """The schema of an SDL with these resolvers."""
    schema = build_schema(sdl)
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, field in type_.fields.items():
                field.resolve = RESOLVERS.get((type_.name, name), plain)
    node: Any = schema.type_map["Node"]
    node.resolve_type = lambda row, info, type_: type(row).__name__
    return schema


async def oracle_says(
    schema: GraphQLSchema,
    document: str,
    variables: dict[str, Any] | None,
    viewer: Viewer,
    operation: str | None = None,
) -> tuple[Any, Paths]:
    """The data, and where which errors are."""
    outcome: Any = experimental_execute_incrementally(
        schema,
        # Once all is delivered, what was deferred is where it would be anyway.
        parse(document.replace(" @defer", "")),
        variable_values=variables,
        context_value=viewer,
        operation_name=operation,
    )
    result = await outcome if isawaitable(outcome) else outcome
    errors = [
        (
            tuple(error.path or ()),
            (error.extensions or {}).get("code", "INTERNAL_SERVER_ERROR"),
        )
        for error in result.errors or ()
    ]
    return result.data, errors
