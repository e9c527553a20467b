"""Mistakes that the schema does not let pass: what is null to some and yet required."""

from hub.kernel.access import Role
from hub.query import EVERYBODY, EVERYONE, Asker, Row, column, record, root
from tests.query import models


@record(models.Chapter)
class Draft:
    """A part of a book."""

    heading: str = column(roles=(Role.CANTEEN_STAFF,))
    """Required, and yet for some only."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@record(models.Chapter)
class Sketch:
    """A part of a book."""

    heading: str = column(seen=lambda row, viewer: row.is_draft)
    """Required, and yet of some rows only."""

    @staticmethod
    def visible(row, viewer):
        return EVERYONE


@root(EVERYBODY)
def drafts(row: Row, viewer: Asker) -> list[Draft]:
    """Drafts."""
    return EVERYONE


@root(EVERYBODY)
def sketches(row: Row, viewer: Asker) -> list[Sketch]:
    """Sketches."""
    return EVERYONE
