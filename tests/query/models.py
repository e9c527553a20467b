"""A small library, stored: the domain on which the read compiler is tested."""

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from tests.query import rules


class Branch(Model):
    """A library."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=80)
    opens_at = fields.TimeField(null=True)
    area_ids: object = ArrayField(element_type="uuid")

    class Meta:
        table = "library_branch"


class Author(Model):
    """Who writes."""

    id = fields.UUIDField(primary_key=True)
    name = fields.TextField()
    born_on = fields.DateField(null=True)
    country = fields.CharEnumField(rules.Country, max_length=40, null=True)
    is_public = fields.BooleanField()

    class Meta:
        table = "library_author"


class Book(Model):
    """What is lent, with a column of every kind."""

    id = fields.UUIDField(primary_key=True)
    title = fields.TextField()
    subtitle = fields.TextField(null=True)
    author: fields.ForeignKeyNullableRelation[Author] = fields.ForeignKeyField(
        "library.Author", related_name="books", null=True
    )
    branch: fields.ForeignKeyRelation[Branch] = fields.ForeignKeyField(
        "library.Branch", related_name="books"
    )
    genre = fields.CharEnumField(rules.Genre, max_length=10)
    mood = fields.CharEnumField(rules.Mood, max_length=10, null=True)
    tags: object = ArrayField(element_type="text")
    marks: object = ArrayField(element_type="int", null=True)
    price_fen = fields.BigIntField()
    pages = fields.IntField(null=True)
    copies = fields.BigIntField()
    weight = fields.FloatField(null=True)
    is_lent = fields.BooleanField()
    published_on = fields.DateField(null=True)
    bought_at = fields.DatetimeField()
    read_from = fields.TimeField(null=True)
    origin: object = fields.JSONField(null=True)
    editions: object = fields.JSONField()
    secret = fields.TextField()
    is_hidden = fields.BooleanField()

    class Meta:
        table = "library_book"


class Chapter(Model):
    """A part of a book."""

    id = fields.UUIDField(primary_key=True)
    book: fields.ForeignKeyRelation[Book] = fields.ForeignKeyField(
        "library.Book", related_name="chapters"
    )
    position = fields.SmallIntField()
    heading = fields.TextField()
    note = fields.TextField(null=True)
    is_draft = fields.BooleanField()

    class Meta:
        table = "library_chapter"


class Loan(Model):
    """One reader has a book."""

    id = fields.UUIDField(primary_key=True)
    book: fields.ForeignKeyRelation[Book] = fields.ForeignKeyField(
        "library.Book", related_name="loans"
    )
    reader_id = fields.UUIDField()
    lent_at = fields.DatetimeField()
    rating = fields.IntField(null=True)

    class Meta:
        table = "library_loan"


class Card(Model):
    """A reader's card, one a reader: the key is the reader's."""

    reader_id = fields.UUIDField(primary_key=True)
    branch: fields.OneToOneRelation[Branch] = fields.OneToOneField(
        "library.Branch", related_name="card"
    )
    number = fields.CharField(max_length=20)

    class Meta:
        table = "library_card"


TABLES = """
CREATE TABLE library_branch (
    id uuid PRIMARY KEY, name varchar(80) NOT NULL, opens_at timetz, area_ids uuid[] NOT NULL);
CREATE TABLE library_author (
    id uuid PRIMARY KEY, name text NOT NULL, born_on date, country varchar(40),
    is_public boolean NOT NULL);
CREATE TABLE library_book (
    id uuid PRIMARY KEY, title text NOT NULL, subtitle text,
    author_id uuid REFERENCES library_author,
    branch_id uuid NOT NULL REFERENCES library_branch, genre varchar(10) NOT NULL, mood varchar(10),
    tags text[] NOT NULL, marks int[], price_fen bigint NOT NULL, pages int, copies bigint NOT NULL,
    weight double precision, is_lent boolean NOT NULL, published_on date,
    bought_at timestamptz NOT NULL, read_from timetz, origin jsonb, editions jsonb NOT NULL,
    secret text NOT NULL, is_hidden boolean NOT NULL);
CREATE TABLE library_chapter (
    id uuid PRIMARY KEY, book_id uuid NOT NULL REFERENCES library_book, position smallint NOT NULL,
    heading text NOT NULL, note text, is_draft boolean NOT NULL);
CREATE TABLE library_loan (
    id uuid PRIMARY KEY, book_id uuid NOT NULL REFERENCES library_book, reader_id uuid NOT NULL,
    lent_at timestamptz NOT NULL, rating int);
CREATE TABLE library_card (
    reader_id uuid PRIMARY KEY, branch_id uuid NOT NULL UNIQUE REFERENCES library_branch,
    number varchar(20) NOT NULL);
"""
