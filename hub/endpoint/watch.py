"""Stops an operation that nobody waits for any more, or that runs for too long."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self

Receive = Callable[[], Awaitable[Any]]


class Stopped(Exception):
    """The watched operation was stopped; `why` says what for."""

    def __init__(self, why: "Why") -> None:
        super().__init__(why.name)
        self.why = why


class Why(Enum):
    """What an operation is stopped for."""

    CLIENT_LEFT = auto()
    TOO_LONG = auto()


class Deadline:
    """Raises TimeoutError out of its `with` after so many seconds: `asyncio.timeout`, but cheaper.

    Every request passes through one, so it is no more than a timer.
    """

    __slots__ = ("_handle", "_has_passed", "_task")

    def __init__(self, seconds: float) -> None:
        self._task = _current_task()
        self._has_passed = False
        self._handle = asyncio.get_running_loop().call_later(seconds, self._pass)

    def _pass(self) -> None:
        self._has_passed = True
        self._task.cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._handle.cancel()
        if self._has_passed and self._task.uncancel() == 0:
            raise TimeoutError from None


class Watch:
    """Watches over the current task within `with`, and raises Stopped out of it.

    Most operations end sooner than a watcher task would start, so for the first `unwatched` seconds
    this is one timer. `is_stoppable` is asked then: a change goes on when its client has left, for
    they may have left just because it took long, and would have to ask what became of it.
    """

    __slots__ = ("_handle", "_is_stoppable", "_receive", "_seconds", "_task", "_watcher", "_why")

    def __init__(
        self,
        receive: Receive,
        *,
        unwatched: float,
        seconds: float,
        is_stoppable: Callable[[], bool],
    ) -> None:
        self._receive = receive
        self._seconds = seconds
        self._is_stoppable = is_stoppable
        self._why: Why | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._task = _current_task()
        self._handle = asyncio.get_running_loop().call_later(unwatched, self._begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._handle.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        if self._why is not None and self._task.uncancel() == 0:
            raise Stopped(self._why) from None

    def _begin(self) -> None:
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                while (await self._receive())["type"] != "http.disconnect":
                    pass
                if not self._is_stoppable():
                    return
            self._why = Why.CLIENT_LEFT
        except TimeoutError:
            self._why = Why.TOO_LONG
        self._task.cancel()


def _current_task() -> asyncio.Task[object]:
    task = asyncio.current_task()
    assert task is not None
    return task
