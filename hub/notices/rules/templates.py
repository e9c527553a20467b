"""The words of a topic in both languages, with named placeholders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

LONGEST_TITLE, LONGEST_BODY = 60, 400


class NotificationLanguage(StrEnum):
    """The language of somebody's notifications (通知语言)."""

    ZH = "ZH"
    """Chinese (中文)."""
    EN = "EN"
    """English (英文)."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language: a line, and a sentence or two."""

    title: str
    body: str

    def filled(self, facts: Mapping[str, str]) -> "Words":
        """With the facts in their places, no longer than there is room for."""
        return Words(
            self.title.format(**facts)[:LONGEST_TITLE], self.body.format(**facts)[:LONGEST_BODY]
        )


@dataclass(frozen=True, slots=True)
class Template:
    """Both languages; they name the same facts, each of them one that is `known`.

    Raises:
        ValueError: when it is made and they do not: a template that cannot be filled is found at
            import and not when somebody waits to be told.
    """

    zh: Words
    en: Words
    known: frozenset[str]

    def __post_init__(self) -> None:
        named = _names([self.zh.title, self.zh.body])
        if named != _names([self.en.title, self.en.body]):
            raise ValueError(f"The languages of “{self.zh.title}” name different facts.")
        if not named <= self.known:
            raise ValueError(f"“{self.zh.title}” names {sorted(named - self.known)}.")

    def filled(self, facts: Mapping[str, Mapping[NotificationLanguage, str] | str]) -> "Texts":
        """The words in both languages; a fact may have a word in each."""
        return {
            language: words.filled(
                {
                    name: fact if isinstance(fact, str) else fact[language]
                    for name, fact in facts.items()
                }
            )
            for language, words in (
                (NotificationLanguage.ZH, self.zh),
                (NotificationLanguage.EN, self.en),
            )
        }


Texts = dict[NotificationLanguage, Words]
"""What is said, in both languages."""


def _names(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name is not None}


def discreet(name: str) -> str:
    """A name as it stands in a message that others may see: 王*芬, 李*."""
    return f"{name[0]}*{name[-1]}" if len(name) > 2 else f"{name[:1]}*"
