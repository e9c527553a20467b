"""What the library knows: its enums, one of which is stored by other words than its names."""

from enum import StrEnum

from hub.kernel.errors import Reason, Refused


class Country(StrEnum):
    """Where an author is at home."""

    CHINA = "cn"
    """China."""
    FRANCE = "fr"
    """France."""
    OTHER = 'it\'s \\ "other"'
    """Somewhere else."""


class Genre(StrEnum):
    """What kind of book it is."""

    NOVEL = "n"
    """A novel."""
    POEMS = "p"
    """Poems."""
    SCIENCE = "s"
    """Science."""


class Mood(StrEnum):
    """How it reads; stored by name."""

    GRAVE = "GRAVE"
    """Grave."""
    MERRY = "MERRY"
    """Merry."""


class Errand(StrEnum):
    """What somebody may do for a reader."""

    BORROW = "BORROW"
    """Borrow books, so see what is lent."""
    RETURN = "RETURN"
    """Bring books back."""


class LibraryReason(Reason):
    """Why the library declines."""

    LENT_OUT = ("这本书已借出。", "This book is lent out; {waiting} are waiting.")


class LibraryRefused(Refused):
    """The library declines."""
