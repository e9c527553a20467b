"""What the audit trail keeps of a mutation's input: no secrets, and never much."""

import json
import re
from functools import lru_cache
from typing import Any

# Input fields that never reach the audit trail.
_SECRET = re.compile(r"password|secret|token|identity|phone|card_?number|^code$", re.IGNORECASE)
_LONGEST_TEXT = 200
_LARGEST_INPUT = 4_000
_CUT = "…"


def kept(value: Any) -> str:
    """An input as JSON for the audit trail.

    Texts are cut to 200 characters. What would make it longer than 4 kB is left out, with an
    ellipsis in its place.
    """
    return json.dumps(_Keeping().of(value), default=str, ensure_ascii=False)


@lru_cache(maxsize=1_000)
def _is_secret(name: str) -> bool:
    return _SECRET.search(name) is not None


class _Keeping:
    """One input being copied, with how many bytes of JSON it may still take."""

    def __init__(self) -> None:
        # The ellipses of an object and of a list in it that break off.
        self._left = _LARGEST_INPUT - 200

    def of(self, value: Any) -> Any:
        self._left -= 4
        if isinstance(value, dict):
            return self._members(value)
        if isinstance(value, list):
            return self._items(value)
        if isinstance(value, str) and len(value) > _LONGEST_TEXT:
            value = value[:_LONGEST_TEXT] + _CUT
        written = json.dumps(value, default=str, ensure_ascii=False)
        self._left -= len(written.encode(errors="replace"))
        return value if self._left >= 0 else _CUT

    def _members(self, value: dict[str, Any]) -> dict[str, Any]:
        copied: dict[str, Any] = {}
        for name, inner in value.items():
            self._left -= len(name) + 4
            if self._left < 0:
                copied[_CUT] = _CUT
                break
            copied[name] = "***" if _is_secret(name) else self.of(inner)
        return copied

    def _items(self, value: list[Any]) -> list[Any]:
        copied: list[Any] = []
        for item in value:
            if self._left < 0:
                copied.append(_CUT)
                break
            copied.append(self.of(item))
        return copied
