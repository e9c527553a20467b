"""What a caller may be told: refusals of a domain, and the two answers of access."""

from datetime import datetime
from enum import Enum
from typing import Any, Self

from hub.kernel.clock import HUB_ZONE


class Reason(Enum):
    """Why a domain declines. Each member is its message in Chinese and in English.

    The member's name is the code that clients read; it never changes. Messages may hold `{facts}`.
    """

    zh: str
    en: str

    def __new__(cls, zh: str, en: str) -> Self:
        member = object.__new__(cls)
        member._value_ = zh
        member.zh = zh
        member.en = en
        return member


class Refused(Exception):
    """A domain declines. Seen by clients as a typed union member, never logged as an error.

    Each domain has one subclass with its own `Reason` enum. `field` is the path of the input field
    that is to blame (`"lines.0.portions"`), `facts` what a screen needs to go on (`remaining=3`).
    """

    def __init__(self, reason: Reason, *, field: str | None = None, **facts: Any) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.field = field
        self.facts = facts

    def message(self, language: str) -> str:
        """The message in `"zh-CN"` or `"en"`, with the facts filled in, instants by our clock."""
        words = self.reason.en if language == "en" else self.reason.zh
        return words.format(**{name: _as_read(fact) for name, fact in self.facts.items()})


def _as_read(fact: Any) -> Any:
    """A fact as people read it: wherever an instant comes from, the clock on the wall is here."""
    return fact.astimezone(HUB_ZONE) if isinstance(fact, datetime) else fact


class Unauthenticated(Exception):
    """The caller has to sign in first (extensions.code UNAUTHENTICATED)."""


class Forbidden(Exception):
    """The caller's roles do not allow this (extensions.code FORBIDDEN)."""


class BadInput(Exception):
    """An argument cannot be what it should be (extensions.code BAD_USER_INPUT)."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
