"""What a caller may be told: refusals of a domain, and the two answers of access."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Self

from hub.kernel.clock import HUB_ZONE
from hub.kernel.money import in_yuan


class Reason(Enum):
    """Why somebody is declined. Each member is its message in Chinese and in English.

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

    def worded(self, language: str, **facts: Any) -> str:
        """The message in `"zh-CN"` or `"en"`, with the facts filled in, instants by our clock."""
        return worded(self.zh, self.en, language, facts)


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
        return self.reason.worded(language, **self.facts)


def worded(zh: str, en: str, language: str, facts: Mapping[str, Any]) -> str:
    """A message in `"zh-CN"` or `"en"`, with the facts filled in.

    A fact that is itself a reason is worded with the rest. Of an amount such as `due_fen` there is
    `due_yuan` too, as people read it.
    """
    read: dict[str, Any] = {}
    for name, fact in facts.items():
        if isinstance(fact, Reason):
            rest = {other: facts[other] for other in facts if other != name}
            read[name] = fact.worded(language, **rest)
        else:
            # Wherever an instant comes from, the clock on the wall is here.
            read[name] = fact.astimezone(HUB_ZONE) if isinstance(fact, datetime) else fact
        if name.endswith("_fen") and fact is not None:
            read[name.removesuffix("_fen") + "_yuan"] = in_yuan(fact)
    return (en if language == "en" else zh).format(**read)


class Unauthenticated(Exception):
    """The caller has to sign in first (extensions.code UNAUTHENTICATED)."""


class Forbidden(Exception):
    """The caller's roles do not allow this (extensions.code FORBIDDEN)."""


class BadInput(Exception):
    """An argument cannot be what it should be (extensions.code BAD_USER_INPUT).

    `argument` names it, as the message may do with `{argument}`; `path` is the place within it
    (`("lines", 0, "portions")`). Both are in the error's extensions.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        argument: str | None = None,
        path: tuple[str | int, ...] = (),
        **facts: Any,
    ) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.argument = argument
        self.path = path
        self.facts = facts

    def message(self, language: str) -> str:
        """The message in `"zh-CN"` or `"en"`."""
        return self.reason.worded(language, **self.facts, argument=self.argument)


class Trouble(Exception):
    """What whoever runs the hub can do something about: told in one line, without a traceback."""
