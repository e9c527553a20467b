"""A book of which only some see more, in every kind of field."""

import strawberry

from hub.kernel.access import Role
from hub.query import (
    EVERYBODY,
    EVERYONE,
    Asker,
    Connection,
    Row,
    column,
    connection,
    expression,
    key_of,
    many,
    node,
    one,
    python,
    record,
    root,
)
from tests.query import models


def at_its_branch(row, viewer):
    """The viewer works at the branch where the book is."""
    return viewer.at(Role.CANTEEN_STAFF, site=row.branch_id, within=row.branch.area_ids)


@record(models.Author)
class Writer:
    """Who writes."""

    name: str
    """The name."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@record(models.Chapter)
class Piece:
    """A part of a book."""

    heading: str
    """What stands above it."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@node(models.Loan)
class Lending:
    """One reader has a book."""

    rating: int | None
    """How good it was."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@node(models.Book)
class Volume:
    """What is lent."""

    title: str
    """The title."""
    secret: str | None = column(seen=at_its_branch)
    """For those who work there."""
    double_fen: int | None = expression(
        lambda row: row.price_fen + row.price_fen, seen=at_its_branch
    )
    """For those who work there."""
    author: Writer | None = one(seen=at_its_branch)
    """For those who work there."""
    chapters: list[Piece] | None = many(seen=at_its_branch)
    """For those who work there."""
    loans: Connection[Lending] | None = connection(seen=at_its_branch)
    """For those who work there."""

    @python("title", seen=at_its_branch)
    def shout(row, ctx) -> str | None:
        """For those who work there."""
        return row.title.upper()

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@root(EVERYBODY)
def volume(row: Row, viewer: Asker, id: strawberry.ID) -> Volume | None:
    """One book.

    Args:
        id: Its id.
    """
    return row.id == key_of(id, "Volume")
