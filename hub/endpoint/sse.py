"""GraphQL over Server-Sent Events, in the distinct connections mode of graphql-sse.

Every frame ends its lines with LF, because urql splits at LF LF. A request error is a `next` with
errors before `complete`, as graphql-sse has it for those who accept nothing but the stream.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any

from hub.endpoint.answers import declining, streamed
from hub.endpoint.problems import Declined, Header
from hub.endpoint.watch import Receive
from hub.endpoint.wiring import Caller, Wiring, refresh
from hub.kernel.context import Context
from hub.query.engine import Request

_HEADERS: tuple[Header, ...] = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    # Told to nginx, which would otherwise hold events back.
    (b"x-accel-buffering", b"no"),
)
_COMPLETE = b"event: complete\ndata: {}\n\n"
_ALIVE = b":\n\n"


class Stream:
    """One operation's stream to one client."""

    def __init__(
        self,
        wiring: Wiring,
        caller: Caller,
        context: Context,
        receive: Receive,
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        self._wiring = wiring
        self._caller = caller
        self._context = context
        self._receive = receive
        self._send = send
        # What the access log is told of it.
        self.code: str | None = None
        self.points = 0
        self.bytes = 0

    async def run(self, request: Request, kind: str | None, headers: Sequence[Header]) -> None:
        """Stream until the operation ends, the session ends, or the client leaves."""
        await self._send(
            {"type": "http.response.start", "status": 200, "headers": [*_HEADERS, *headers]}
        )
        tasks = {
            asyncio.ensure_future(self._answers(request, kind)),
            asyncio.ensure_future(self._keep_alive()),
            asyncio.ensure_future(self._session_ends()),
            asyncio.ensure_future(self._client_leaves()),
        }
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()
        await self._send({"type": "http.response.body", "body": b""})

    async def _answers(self, request: Request, kind: str | None) -> None:
        answers = streamed(self._wiring, request, kind, self._caller, self._context)
        async with aclosing(answers):
            async for body, answer in answers:
                self.code = self.code or answer.code
                self.points += answer.cost.requested if answer.cost else 0
                await self._next(body)
        await self._write(_COMPLETE)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(self._wiring.limits.keep_alive_seconds)
            await self._write(_ALIVE)

    async def _session_ends(self) -> None:
        """Returns, having said so, once the token of the request is no longer good."""
        try:
            await refresh(self._wiring, self._caller, [self._context])
        except Declined as declined:
            answer = declining(declined, self._context)
            self.code = answer.code
            await self._next(answer.body)
            await self._write(_COMPLETE)

    async def _client_leaves(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _next(self, body: bytes) -> None:
        # Line ends in JSON are blanks between tokens; in a frame they would end the data.
        await self._write(b"event: next\ndata: %b\n\n" % body.replace(b"\n", b" "))

    async def _write(self, frame: bytes) -> None:
        self.bytes += len(frame)
        await self._send({"type": "http.response.body", "body": frame, "more_body": True})
