"""What was worked out of a text lately, for the next time the text comes."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Values by key, bounded in number and in size together.

    What has not been asked for the longest is forgotten first. The unit of size is the caller's.
    """

    def __init__(self, *, most: int, largest: int) -> None:
        self._most = most
        self._largest = largest
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """The value of a key, None when there is none or it is forgotten."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def keep(self, key: Hashable, value: T, size: int) -> None:
        """Remember a value, at the cost of older ones; one larger than all may be, of itself."""
        earlier = self._kept.pop(key, None)
        self._size += size - (earlier[1] if earlier else 0)
        self._kept[key] = (value, size)
        while len(self._kept) > self._most or self._size > self._largest:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= dropped

    def values(self) -> list[T]:
        """What is remembered, the one asked for latest last."""
        return [value for value, _ in self._kept.values()]

    def __len__(self) -> int:
        return len(self._kept)
