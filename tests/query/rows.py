"""The rows of the library as Python objects: the database is filled with them, the oracle reads."""

import json
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from uuid import UUID

import asyncpg

from hub.kernel.access import NOBODY, Grant, Role, Viewer, Ward
from tests.query.rules import Country, Errand, Genre, Mood

WILD = "q\"uo'te\\ \b\f\n\r\t\x01\x1f\x7f </script> {0} {} %s $1 \u2028\u2029 😀 中文 é \ufffd"


def key(kind: int, number: int) -> UUID:
    """A key that says what it is of."""
    return UUID(f"0190000{kind:x}-0000-7000-8000-{number:012x}")


@dataclass(frozen=True)
class Branch:
    id: UUID
    name: str
    opens_at: time | None
    area_ids: list[UUID]


@dataclass(frozen=True)
class Author:
    id: UUID
    name: str
    born_on: date | None
    country: Country | None
    is_public: bool


@dataclass(frozen=True)
class Book:
    id: UUID
    title: str
    subtitle: str | None
    author_id: UUID | None
    branch_id: UUID
    genre: Genre
    mood: Mood | None
    tags: list[str]
    marks: list[int] | None
    price_fen: int
    pages: int | None
    copies: int
    weight: float | None
    is_lent: bool
    published_on: date | None
    bought_at: datetime
    read_from: time | None
    origin: Any
    editions: Any
    secret: str
    is_hidden: bool


@dataclass(frozen=True)
class Chapter:
    id: UUID
    book_id: UUID
    position: int
    heading: str
    note: str | None
    is_draft: bool


@dataclass(frozen=True)
class Loan:
    id: UUID
    book_id: UUID
    reader_id: UUID
    lent_at: datetime
    rating: int | None


@dataclass(frozen=True)
class Card:
    reader_id: UUID
    branch_id: UUID
    number: str


CITY, NORTH, SOUTH = (key(0, n) for n in (1, 2, 3))
NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
ANNA, BORIS = key(9, 1), key(9, 2)

BRANCHES = [
    Branch(key(1, 1), "North", time(8, 30), [CITY, NORTH]),
    Branch(key(1, 2), "South", None, [CITY, SOUTH]),
    Branch(key(1, 3), WILD[:60], time(23, 59, 59, 120000), [CITY]),
]
AUTHORS = [
    Author(key(2, 1), "Ba Jin 巴金", date(1904, 11, 25), Country.CHINA, True),
    Author(key(2, 2), WILD, None, Country.OTHER, True),
    Author(key(2, 3), "Secret Sam", date(1, 1, 2), None, False),
    Author(key(2, 4), "", date(9999, 12, 30), Country.FRANCE, True),
]
_ORIGIN = {"town": WILD, "yearPrinted": 1999, "printer": {"name": "P", "isOpen": True}}


def _book(number: int) -> Book:
    n = number
    return Book(
        id=key(3, n),
        title=["", WILD, "Home", "Home", "a", "Å", "😀", "\u2028", "Home", "z'"][n % 10],
        subtitle=None if n % 3 == 0 else f"sub {n}",
        author_id=None if n % 5 == 4 else AUTHORS[n % 4].id,
        branch_id=BRANCHES[n % 3].id,
        genre=list(Genre)[n % 3],
        mood=None if n % 4 == 0 else list(Mood)[n % 2],
        tags=[[], ["a", WILD], ["a"], ["b", "", "null", "NULL"]][n % 4],
        marks=None if n % 4 == 1 else [n, -n, 2**31 - 1],
        price_fen=[0, -1, 2**53 - 1, 1250, 1250, -(2**53) + 1][n % 6],
        pages=None if n % 4 == 2 else n * 10,
        copies=n,
        weight=[None, 0.1, 2.5, 1e-7, 1e21, 3.0, 123456789.125][n % 7],
        is_lent=n % 2 == 0,
        published_on=None if n % 3 == 1 else date(1900 + n % 4, 2, 28),
        bought_at=NOON + timedelta(days=n // 3, microseconds=[0, 1, 120000, 999999][n % 4]),
        read_from=[None, time(0), time(7, 5, 9, 1000)][n % 3],
        origin=[_ORIGIN, None, {"town": "x"}, {"town": "y", "printer": None}][n % 4],
        editions=[[], [{"number": 1, "isSold": False}, {"number": n, "isSold": True}]][n % 2],
        secret=f"secret {n}",
        is_hidden=n % 5 == 0,
    )


BOOKS = [_book(n) for n in range(16)]
CHAPTERS = [
    Chapter(key(4, n), BOOKS[n % 7].id, n, f"{n} {WILD}"[:40], None if n % 3 else "n", n % 4 == 0)
    for n in range(30)
]
LOANS = [
    Loan(
        key(5, n),
        BOOKS[n * 3 % 11].id,
        [ANNA, BORIS][n % 2],
        NOON + timedelta(minutes=n // 2),
        None if n % 3 == 0 else n % 5,
    )
    for n in range(24)
]
CARDS = [Card(ANNA, BRANCHES[0].id, "No 1"), Card(BORIS, BRANCHES[2].id, "No 2")]

ADMIN = Viewer(account_id=key(8, 1), grants=(Grant(Role.CITY_ADMINISTRATOR),))
READER = Viewer(account_id=key(8, 2), resident_id=ANNA, grants=(Grant(Role.RESIDENT),))
PROXY = Viewer(
    account_id=key(8, 3),
    resident_id=key(9, 7),
    wards=(Ward(BORIS, frozenset({Errand.BORROW})), Ward(ANNA, frozenset({Errand.RETURN}))),
    grants=(Grant(Role.RESIDENT),),
)
SITE_STAFF = Viewer(
    account_id=key(8, 4), grants=(Grant(Role.CANTEEN_STAFF, site_id=BRANCHES[1].id),)
)
AREA_STAFF = Viewer(account_id=key(8, 5), grants=(Grant(Role.CANTEEN_STAFF, area_id=NORTH),))
CITY_STAFF = Viewer(account_id=key(8, 6), grants=(Grant(Role.CANTEEN_STAFF),))
VIEWERS = {
    "nobody": NOBODY,
    "admin": ADMIN,
    "reader": READER,
    "proxy": PROXY,
    "site staff": SITE_STAFF,
    "area staff": AREA_STAFF,
    "city staff": CITY_STAFF,
}


async def insert(connection: asyncpg.Connection) -> None:
    """Fill the tables."""
    for table, rows in (
        ("branch", BRANCHES),
        ("author", AUTHORS),
        ("book", BOOKS),
        ("chapter", CHAPTERS),
        ("loan", LOANS),
        ("card", CARDS),
    ):
        columns = [field.name for field in fields(rows[0])]
        marks = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
        values = [
            [_stored(name, value) for name, value in zip(columns, astuple(row), strict=True)]
            for row in rows
        ]
        await connection.executemany(
            f"INSERT INTO library_{table} ({', '.join(columns)}) VALUES ({marks})", values
        )


def _stored(name: str, value: Any) -> Any:
    if name in ("origin", "editions"):
        return None if value is None else json.dumps(value)
    if isinstance(value, time):
        return value.replace(tzinfo=timezone(timedelta(hours=8)))
    return value
