"""The library as GraphQL sees it: every kind of field, root and payload that can be declared."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

import strawberry

from hub.kernel.access import Role
from hub.kernel.db import Transaction, command
from hub.kernel.errors import BadInput, Reason
from hub.query import (
    EVERYBODY,
    EVERYONE,
    NOBODY,
    Asker,
    Connection,
    Context,
    Fen,
    Operation,
    Row,
    any_of,
    column,
    connection,
    contains_text,
    enumeration,
    exists,
    expression,
    filters,
    holds,
    inputs,
    is_set,
    key_of,
    many,
    mutation,
    node,
    one,
    orders,
    payload,
    python,
    read,
    record,
    refusal,
    resolver,
    root,
    seen_with,
    subscription,
    where,
)
from tests.query import models, rules
from tests.query.rules import LibraryReason, LibraryRefused

enumeration(rules.Country)
enumeration(rules.Genre)
enumeration(rules.Mood)


@payload
class Printer:
    """Who printed a book."""

    name: str
    """Their name."""
    is_open: bool | None
    """Whether they still print."""


@payload
class Origin:
    """Where a book was made."""

    town: str
    """The town."""
    year_printed: int | None
    """The year."""
    printer: Printer | None
    """Who printed it."""


@payload
class Edition:
    """One edition."""

    number: int
    """Its number."""
    is_sold: bool
    """Whether it is sold out."""


@filters(models.Book)
class BookFilter:
    """Which books."""

    genre: list[rules.Genre] | None = where(lambda row, value: any_of(row.genre, value))
    """Of one of these kinds."""
    mood: rules.Mood | None = where(lambda row, value: row.mood == value)
    """That read like this."""
    title_has: str | None = where(lambda row, value: contains_text(row.title, value))
    """With this in the title."""
    price_from: Fen | None = where(lambda row, value: row.price_fen >= value)
    """Not cheaper than this."""
    published_from: date | None = where(lambda row, value: row.published_on >= value)
    """Published on this day or later."""
    bought_before: datetime | None = where(lambda row, value: row.bought_at < value)
    """Bought before this."""
    is_lent: bool | None = where(lambda row, value: row.is_lent == value)
    """Whether it is away."""
    branch_id: strawberry.ID | None = where(
        lambda row, value: row.branch_id == key_of(value, "Branch")
    )
    """At this branch."""
    tagged: str | None = where(lambda row, value: holds(row.tags, value))
    """With this tag."""
    has_author: bool | None = where(
        lambda row, value: Operation("{0} = {1}", is_set(row.author_id), value)
    )
    """Whether its author is known."""
    pages_in: list[int] | None = where(lambda row, value: any_of(row.pages, value))
    """With so many pages."""
    weight_from: float | None = where(lambda row, value: row.weight >= value)
    """At least as heavy."""
    read_at: time | None = where(lambda row, value: row.read_from == value)
    """Read from this time of the day."""


@orders(models.Book)
class BookOrder(Enum):
    """How books are sorted."""

    TITLE = "title"
    """By title."""
    CHEAPEST = "price_fen"
    """Cheapest first."""
    DEAREST = "-price_fen"
    """Dearest first."""
    OLDEST = "published_on"
    """Oldest first, unknown last."""
    NEWEST = "-published_on"
    """Newest first, unknown last."""
    MIXED = "-published_on,title"
    """Newest first, then by title."""
    HEAVIEST = "-weight,-bought_at"
    """Heaviest first."""
    LENT = "-is_lent,genre,-pages"
    """Those away first."""


@orders(models.Loan)
class LoanOrder(Enum):
    """How loans are sorted."""

    LATEST = "-lent_at"
    """The latest first."""
    RATING = "rating"
    """The worst first."""


@node(models.Branch)
class Branch:
    """A library."""

    name: str
    """Its name."""
    opens_at: time | None
    """When it opens."""
    books: "Connection[Book]" = connection("books", filter=BookFilter, order=BookOrder)
    """What it has."""
    card: "Card | None" = one("card")
    """The card made here."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@node(models.Author)
class Author:
    """Who writes."""

    name: str
    """Their name."""
    born_on: date | None
    """When they were born."""
    country: rules.Country | None
    """Where they are at home."""
    books: "Connection[Book]" = connection("books", order=BookOrder)
    """What they wrote."""
    merry_books: "list[Book]" = many(
        "books", where=lambda row: row.mood == "MERRY", order_by="-published_on,title", limit=3
    )
    """Their merriest."""
    has_books: bool = expression(
        lambda row: exists(models.Book, lambda book: book.author_id == row.id)
    )
    """Whether there is a book of theirs, seen or not."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE if viewer.has(Role.CITY_ADMINISTRATOR) else row.is_public


def _staff_of(viewer, branch_id, area_ids):
    return viewer.at(Role.CANTEEN_STAFF, site=branch_id, within=area_ids)


def book_is_seen(row, viewer):
    """Who sees a book, and what belongs to it."""
    if viewer.has(Role.CITY_ADMINISTRATOR):
        return EVERYONE
    return ~row.is_hidden | _staff_of(viewer, row.branch_id, row.branch.area_ids)


@node(models.Book)
class Book:
    """What is lent."""

    title: str
    """The title."""
    subtitle: str | None
    """What stands below it."""
    blurb: str = column("subtitle")
    """Required, although the column may be null: nulls the book."""
    genre: rules.Genre
    """The kind."""
    mood: rules.Mood | None
    """How it reads."""
    tags: list[str]
    """Words about it."""
    marks: list[int] | None
    """Marks it got."""
    price_fen: Fen
    """The price."""
    pages: int | None
    """How many pages."""
    weight: float | None
    """How heavy, in grams."""
    is_lent: bool
    """Whether it is away."""
    published_on: date | None
    """When it was published."""
    bought_at: datetime
    """When it was bought."""
    read_from: time | None
    """From when on it may be read."""
    origin: Origin | None
    """Where it was made."""
    made_in: Origin = column("origin")
    """Required, although the column may be null."""
    editions: list[Edition]
    """Its editions."""
    secret: str | None = column(roles=(Role.CITY_ADMINISTRATOR,))
    """For the city's administrators."""
    author: Author | None = one()
    """Who wrote it, when they may be seen."""
    writer: Author = one("author")
    """Required, although the author may be hidden."""
    branch: Branch = one()
    """Where it is."""
    chapters: "list[Chapter]" = many("chapters", order_by="position")
    """Its chapters."""
    parts: "list[Part]" = many("chapters", order_by="-position")
    """Its parts, drafts included."""
    noted: "list[Chapter]" = many(
        "chapters", where=lambda row: is_set(row.note), order_by="-position", limit=2
    )
    """Those with a note."""
    loans: "Connection[Loan]" = connection("loans", order=LoanOrder)
    """Who had it."""
    ratings: "Connection[Loan] | None" = connection(
        "loans", where=lambda row: is_set(row.rating), roles=(Role.CITY_ADMINISTRATOR,)
    )
    """Loans with a rating, for the city's administrators."""
    double_fen: Fen = expression(lambda row: row.price_fen + row.price_fen)
    """Twice the price."""
    author_name: str | None = expression(lambda row: row.author.name)
    """The author's name, whoever asks."""
    home: str = expression(lambda row: row.branch.name)
    """The branch's name."""
    is_cheap: bool = expression(lambda row: row.price_fen < 100)
    """Cheaper than one yuan."""
    is_mine: bool = expression(
        lambda row, viewer: exists(
            models.Loan,
            lambda loan: (loan.book_id == row.id) & (loan.reader_id == viewer.resident_id),
        )
    )
    """Whether the viewer has had it."""
    labels: list[str] = expression(lambda row: Operation("{0} || '!'::text", row.tags))
    """Its tags and a mark."""

    @python("title", "pages", "bought_at", "genre", "published_on", "read_from", "id")
    def summary(row, ctx: Context) -> str:
        """All in one line."""
        return "|".join(
            [
                row.title,
                str(row.pages),
                row.bought_at.astimezone(ctx.now.tzinfo).isoformat(),
                row.genre.name,
                str(row.published_on),
                str(row.read_from),
                row.id.hex,
            ]
        )

    @python("subtitle")
    def shout(row, ctx: Context) -> str:
        """The subtitle, loud; required, although there may be none."""
        return row.subtitle and row.subtitle.upper()

    @python("pages")
    def dangerous(row, ctx: Context) -> int | None:
        """Breaks for books of ten pages."""
        if row.pages == 10:
            raise ValueError("secret: postgres://user:hunter2@db")
        return row.pages

    @python("mood", roles=(Role.CITY_ADMINISTRATOR,))
    def feeling(row, ctx: Context) -> rules.Mood | None:
        """The mood, by way of Python, for the city's administrators."""
        return row.mood

    visible = staticmethod(book_is_seen)


@record(models.Chapter)
class Part:
    """A part of a book, seen by whoever sees the book."""

    heading: str
    """Its heading."""

    visible = seen_with("book", book_is_seen)


@record(models.Chapter)
class Chapter:
    """A part of a book."""

    position: int
    """Its place."""
    heading: str
    """Its heading."""
    note: str | None
    """A note."""
    book: Book | None = one()
    """Its book, when it may be seen."""

    @staticmethod
    def visible(row, viewer):
        if viewer.has(Role.CANTEEN_STAFF, Role.CITY_ADMINISTRATOR):
            return EVERYONE
        return ~row.is_draft


@node(models.Loan)
class Loan:
    """One reader has a book."""

    lent_at: datetime
    """Since when."""
    rating: int | None
    """How they liked it."""
    book: Book | None = one()
    """The book."""

    @staticmethod
    def visible(row, viewer):
        if viewer.has(Role.CITY_ADMINISTRATOR):
            return EVERYONE
        return viewer.acts_for(row.reader_id, rules.Errand.BORROW) | _staff_of(
            viewer, row.book.branch_id, row.book.branch.area_ids
        )


@node(models.Card)
class Card:
    """A reader's card."""

    number: str
    """Its number."""
    branch: Branch | None = one()
    """Where it was made."""

    @staticmethod
    def visible(row, viewer):
        return row.pk == viewer.resident_id


@node(models.Card)
class Ghost:
    """What nobody sees."""

    number: str
    """Its number."""

    @staticmethod
    def visible(row, viewer):
        return NOBODY


# --- Queries ---


@root(EVERYBODY, filter=BookFilter, order=BookOrder)
def books(row: Row, viewer: Asker) -> Connection[Book]:
    """Books."""
    return EVERYONE


@root(EVERYBODY)
def book(row: Row, viewer: Asker, id: strawberry.ID) -> Book | None:
    """One book.

    Args:
        id: Which.
    """
    return row.id == key_of(id, "Book")


@root(EVERYBODY, order_by="-published_on,title", limit=5)
def shelf(
    row: Row,
    viewer: Asker,
    branch_id: strawberry.ID,
    genre: rules.Genre = rules.Genre.NOVEL,
    price_from: Fen | None = None,
    tags: list[str] | None = None,
) -> list[Book]:
    """The newest books of a kind at a branch.

    Args:
        branch_id: The branch.
        genre: The kind.
        price_from: Not cheaper than this.
        tags: With one of these tags.
    """
    found = (row.branch_id == key_of(branch_id, "Branch")) & (row.genre == genre)
    if price_from is not None:
        found = found & (row.price_fen >= price_from)
    if tags is not None:
        found = found & Operation("{0} && {1}", row.tags, tags)
    return found


@root(EVERYBODY, order_by="position")
def parts(row: Row, viewer: Asker) -> list[Part]:
    """All parts of all books.

    They are reached without their books.
    """
    return EVERYONE


@root(EVERYBODY, order_by="name")
def authors(row: Row, viewer: Asker) -> Connection[Author]:
    """Authors."""
    return EVERYONE


@root(Role.RESIDENT, Role.CANTEEN_STAFF, order=LoanOrder)
def loans(row: Row, viewer: Asker) -> Connection[Loan]:
    """Loans."""
    return EVERYONE


@root(Role.CITY_ADMINISTRATOR, order_by="-title")
def hidden_books(row: Row, viewer: Asker) -> list[Book]:
    """Books that others do not see."""
    return row.is_hidden


@payload
class Count:
    """How many."""

    what: str
    """Of what."""
    count: int
    """The number."""


@payload
class Advice:
    """What to read."""

    words: str | None
    """Why."""
    genre: rules.Genre
    """The kind."""
    price_fen: Fen
    """The price."""
    on: date
    """When."""
    best: Book | None = read()
    """The best."""
    sure: Book = read()
    """Required, although it may be hidden."""
    others: list[Book] = read()
    """Others."""
    counts: list[Count]
    """Some numbers."""
    count: Count | None
    """A number."""


class Words(Reason):
    """What is wrong with words."""

    BAD = ("这些话不好。", "These are bad words.")


@inputs
class AdviceInput:
    """What advice is wanted."""

    best: strawberry.ID | None = None
    """The key of the best."""
    others: list[strawberry.ID] | None = None
    """The keys of the others."""
    genre: rules.Genre = rules.Genre.POEMS
    """The kind."""
    words: str | None = None
    """Why."""


@resolver(EVERYBODY)
async def advice(ctx: Context, input: AdviceInput) -> Advice:
    """Advice.

    Args:
        input: What is wanted.
    """
    if input.words == "bad":
        raise BadInput(Words.BAD, argument="input", path=("words",))
    if input.words == "bug":
        raise ValueError("secret: postgres://user:hunter2@db")
    count = Count(what="books", count=2 if input.words else 2**31)
    return Advice(
        words=input.words,
        genre=input.genre,
        price_fen=5,
        on=ctx.today,
        best=key_of(input.best, "Book") if input.best else None,
        sure=key_of(input.best, "Book"),
        others=[key_of(each, "Book") for each in input.others or ()],
        counts=[count, Count(what="x", count=0)] if input.words else [],
        count=None if input.words is None else count,
    )


# --- Mutations ---


@inputs
class BookLendInput:
    """Which book to whom."""

    book_id: strawberry.ID
    """The book."""
    password: str | None = None
    """A secret."""
    note: str | None = None
    """Words."""
    idempotency_key: str | None = None
    """The same key twice lends once."""


@payload
class BookLent:
    """The book is lent."""

    note: str | None
    """The words given."""
    book: Book | None = read()
    """The book."""
    books: list[Book] = read()
    """The book again."""


@refusal(LibraryRefused, LibraryReason)
class LibraryRefusal:
    """The library declines."""

    waiting: int | None
    """How many wait."""


@command
async def lend(tx: Transaction, *, book_id: UUID, note: str | None) -> UUID:
    if note == "break":
        raise ValueError("secret: postgres://user:hunter2@db")
    if not await tx.fetchval(
        "UPDATE library_book SET is_lent = true, pages = COALESCE(pages, 0) + 1"
        " WHERE id = $1 AND NOT is_lent RETURNING true",
        book_id,
    ):
        raise LibraryRefused(LibraryReason.LENT_OUT, field="bookId", waiting=3, unknown=1)
    return book_id


@mutation(Role.RESIDENT, Role.CANTEEN_STAFF)
async def book_lend(ctx: Context, input: BookLendInput) -> BookLent | LibraryRefusal:
    """Lend a book."""
    found = await lend(ctx.actor, book_id=key_of(input.book_id, "Book"), note=input.note)
    return BookLent(note=input.note, book=found, books=[found, found])


# --- Subscriptions ---


@subscription(Role.RESIDENT)
async def book_lent(
    ctx: Context, ids: list[strawberry.ID], fail: bool = False
) -> AsyncIterator[BookLent]:
    """Books as they are lent.

    Args:
        ids: Which.
        fail: Whether to break at the end.
    """
    for each in ids:
        yield BookLent(note=each, book=key_of(each, "Book"), books=[])
    if fail:
        raise ValueError("secret: postgres://user:hunter2@db")
