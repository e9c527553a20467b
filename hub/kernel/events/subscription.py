"""One subscriber: what it wants, what waits for it, and how it ends."""

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from hub.kernel.events.event import Event

# How many events a subscriber may leave unread.
_QUEUE_LENGTH = 1000


class FellBehind(Exception):
    """A subscriber read too slowly and was dropped; it should read afresh and subscribe again."""


class Source(Protocol):
    """Where a subscription joins to become live, and leaves."""

    async def join(self, subscription: "Subscription", /) -> None: ...

    def leave(self, subscription: "Subscription", /) -> None: ...


class Subscription:
    """The events of a topic prefix, and of one scope when given, from the moment of looking.

    `only` says which of them at all, and must not raise: what it leaves out takes no place in the
    queue of unread ones.

    That moment is the first `anext`, or `async with`; nothing committed after it is missed.
    Iteration raises `FellBehind` when the subscriber is too slow, and stops when the process does.
    A source holds its subscriptions weakly: one that is dropped unclosed is forgotten.
    """

    def __init__(
        self,
        source: Source,
        topic_prefix: str,
        scope_id: UUID | None,
        only: Callable[[Event], bool] | None = None,
    ) -> None:
        self._source = source
        self._topic_prefix = topic_prefix
        self._scope_id = scope_id
        self._only = only
        self._unread: deque[Event] = deque()
        self._news = asyncio.Event()
        self._end: Exception | None = None
        self._is_live = False

    def wants(self, event: Event) -> bool:
        """Whether the event is of its topic and scope, and one of those that it asks for."""
        return (
            (self._scope_id is None or event.scope_id == self._scope_id)
            and event.topic.startswith(self._topic_prefix)
            and (self._only is None or self._only(event))
        )

    def offer(self, event: Event) -> None:
        """Queue an event; a full queue ends the subscription instead of delaying others."""
        if len(self._unread) == _QUEUE_LENGTH:
            self.end(FellBehind())
        else:
            self._unread.append(event)
            self._news.set()

    def end(self, reason: Exception) -> None:
        """Let the iteration raise the reason at once, whatever is unread."""
        self._source.leave(self)
        if self._end is None:
            self._end = reason
            self._unread.clear()
            self._news.set()

    async def aclose(self) -> None:
        """End it; an iteration that waits stops."""
        self.end(StopAsyncIteration())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Event:
        await self._look()
        while not self._unread:
            if self._end is not None:
                raise self._end
            self._news.clear()
            await self._news.wait()
        return self._unread.popleft()

    async def __aenter__(self) -> Self:
        await self._look()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def _look(self) -> None:
        if not self._is_live and self._end is None:
            await self._source.join(self)
            self._is_live = True
