"""GraphQL over WebSocket: the protocol graphql-transport-ws, with every close code it names.

Only that protocol is spoken: its predecessor `graphql-ws` let a client subscribe without signing in
on some servers (CVE-2026-35523, CVE-2026-35526).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any, NoReturn

import orjson

from hub.endpoint.answers import declining, streamed
from hub.endpoint.origins import Headers
from hub.endpoint.parameters import Parameters, from_json
from hub.endpoint.problems import Declined, Problem
from hub.endpoint.watch import Receive
from hub.endpoint.wiring import (
    Caller,
    Done,
    Wiring,
    bearer,
    caller_of,
    context_for,
    purse_of,
    refresh,
    request_id_of,
    signed_in,
)
from hub.kernel.context import Context
from hub.query.engine import Answer, Request

log = logging.getLogger("hub.endpoint")

_PROTOCOL = "graphql-transport-ws"
_LONGEST_ID = 256
Message = dict[str, Any]


class Closed(Exception):
    """The hub ends the conversation, with a close code of the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Left(Exception):
    """The client has left."""


async def serve(
    wiring: Wiring, scope: dict[str, Any], receive: Receive, send: Callable[[Any], Awaitable[None]]
) -> None:
    """Hold one socket's conversation until either side ends it."""
    headers: Headers = dict(scope["headers"])
    await receive()
    if not wiring.origins.allows(headers):
        await send({"type": "websocket.close", "code": 4403, "reason": "Forbidden"})
        return
    offered = scope.get("subprotocols") or [None]
    is_spoken = _PROTOCOL in offered
    # A client hears the close code only of a socket whose protocol is one that it offered.
    await send({"type": "websocket.accept", "subprotocol": _PROTOCOL if is_spoken else offered[0]})
    conversation = Conversation(wiring, scope, headers, receive, send)
    try:
        if not is_spoken:
            raise Closed(4406, "Subprotocol not acceptable")
        await conversation.hold()
    except* Closed as closings:
        await conversation.close(_first(closings))
    except* Left:
        pass
    except* Exception:
        log.exception("unexpected error", extra={"request_id": conversation.request_id})
        await conversation.close(Closed(4500, "Internal server error"))


class Conversation:
    """One socket: who is at its other end, and the operations that run on it."""

    def __init__(
        self,
        wiring: Wiring,
        scope: dict[str, Any],
        headers: Headers,
        receive: Receive,
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        self._wiring = wiring
        self._scope = scope
        self._headers = headers
        self._receive = receive
        self._send = send
        self.request_id = request_id_of(headers)
        self._count = 0
        # The running operations by the client's ids; the contexts of those past sign-in.
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._contexts: dict[str, Context] = {}

    async def hold(self) -> NoReturn:
        """Greet, then serve messages. Raises a group with Closed or Left, or one of them."""
        try:
            async with asyncio.timeout(self._wiring.limits.init_seconds):
                caller = await self._greet()
        except TimeoutError:
            raise Closed(4408, "Connection initialisation timeout") from None
        async with asyncio.TaskGroup() as group:
            group.create_task(self._session_ends(caller))
            while True:
                await self._serve(await self._message(), caller, group)

    async def close(self, closed: Closed) -> None:
        """Tell the client why the conversation ends, if it is still there to hear it."""
        try:
            await self._send(
                {"type": "websocket.close", "code": closed.code, "reason": closed.reason}
            )
        except (OSError, RuntimeError):
            return

    async def _greet(self) -> Caller:
        """Wait for connection_init, and sign its sender in."""
        while (message := await self._message())["type"] != "connection_init":
            await self._answer_ping(message)
            if message["type"] == "subscribe":
                raise Closed(4401, "Unauthorized")
        try:
            caller = self._caller(message.get("payload") or {})
            await signed_in(self._wiring, caller, self.request_id)
        except Declined:
            raise Closed(4403, "Forbidden") from None
        await self._say({"type": "connection_ack"})
        return caller

    def _caller(self, params: Message) -> Caller:
        """The sender: connection_params come before the headers of the handshake."""
        given = {name.lower(): value for name, value in params.items()}
        authorization = given.get("authorization")
        if authorization is None:
            return caller_of(self._scope, self._headers, self._wiring)
        if not isinstance(authorization, str):
            raise Declined(Problem.UNAUTHENTICATED)
        without = {**self._headers}
        without.pop(b"authorization", None)
        caller = caller_of(self._scope, without, self._wiring)
        return caller._replace(token=bearer(authorization))

    async def _session_ends(self, caller: Caller) -> NoReturn:
        try:
            await refresh(self._wiring, caller, self._contexts.values())
        except Declined:
            raise Closed(4403, "Forbidden") from None
        raise AssertionError("a session is looked at until it ends")

    async def _serve(self, message: Message, caller: Caller, group: asyncio.TaskGroup) -> None:
        kind = message["type"]
        if kind == "subscribe":
            await self._subscribe(message, caller, group)
        elif kind == "complete":
            self._forget(message["id"])
        elif kind == "connection_init":
            raise Closed(4429, "Too many initialisation requests")
        else:
            await self._answer_ping(message)

    async def _answer_ping(self, message: Message) -> None:
        if message["type"] == "ping":
            payload = message.get("payload")
            await self._say({"type": "pong", **({"payload": payload} if payload else {})})

    async def _subscribe(self, message: Message, caller: Caller, group: asyncio.TaskGroup) -> None:
        operation_id: str = message["id"]
        if operation_id in self._tasks:
            raise Closed(4409, f"Subscriber for {operation_id} already exists"[:120])
        try:
            parameters = from_json(message["payload"])
        except Declined:
            raise Closed(4400, "Invalid message received") from None
        self._count += 1
        request_id = f"{self.request_id}-{self._count}"
        if len(self._tasks) >= self._wiring.limits.subscriptions:
            context = Context(self._wiring.clock(), request_id=request_id, language=caller.language)
            declined = declining(Declined(Problem.TOO_MANY_OPERATIONS), context)
            await self._error(operation_id, declined)
            return
        work = self._operate(operation_id, parameters, caller, request_id)
        self._tasks[operation_id] = group.create_task(work)

    def _forget(self, operation_id: str) -> None:
        task = self._tasks.pop(operation_id, None)
        if task is not None:
            task.cancel()

    async def _operate(
        self, operation_id: str, parameters: Parameters, caller: Caller, request_id: str
    ) -> None:
        """Run one operation to its end. Only a session that has ended is the socket's affair."""
        begun = time.perf_counter()
        task = asyncio.current_task()
        kind: str | None = None
        code: str | None = None
        points = size = 0
        try:
            context = await context_for(self._wiring, caller, request_id)
        except Declined:
            raise Closed(4403, "Forbidden") from None
        self._contexts[request_id] = context
        try:
            purse = purse_of(self._wiring, context)
            purse.check()
            document = self._wiring.documents.of(parameters)
            if document.is_elsewhere:
                purse.owe(1)
                document = await self._wiring.documents.found(document)
            request = Request(document.text, parameters.operation_name, parameters.variables)
            kind = self._wiring.engine.kind(request)
            if document.is_new and kind is not None:
                purse.owe(1)
                await self._wiring.documents.keep(document)
            answers = streamed(self._wiring, request, kind, caller, context)
            async with aclosing(answers):
                async for body, answer in answers:
                    code = code or answer.code
                    points += answer.cost.requested if answer.cost else 0
                    size += len(body)
                    if answer.is_request_error:
                        await self._error(operation_id, answer)
                        return
                    await self._next(operation_id, body)
            await self._say({"type": "complete", "id": operation_id})
        except Declined as declined:
            code = declined.problem.name
            await self._error(operation_id, declining(declined, context))
        finally:
            del self._contexts[request_id]
            if self._tasks.get(operation_id) is task:
                del self._tasks[operation_id]
            if self._wiring.on_done is not None:
                seconds = time.perf_counter() - begun
                name = parameters.operation_name
                self._wiring.on_done(
                    Done("websocket", 200, kind, name, code, seconds, points, size, context)
                )

    async def _message(self) -> Message:
        """The next message, checked as graphql-ws checks it. Raises Left or Closed."""
        event = await self._receive()
        if event["type"] == "websocket.disconnect":
            raise Left
        text = event.get("text")
        if text is None:
            raise Closed(4400, "Invalid message received")
        if len(text) > self._wiring.limits.message_bytes:
            raise Closed(1009, "Message too big")
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise Closed(4400, "Invalid message received") from None
        if not _is_valid(message):
            raise Closed(4400, "Invalid message received")
        return message  # type: ignore[no-any-return]

    async def _next(self, operation_id: str, body: bytes) -> None:
        head = b'{"id":%b,"type":"next","payload":' % orjson.dumps(operation_id)
        await self._say_text((head + body + b"}").decode())

    async def _error(self, operation_id: str, answer: Answer) -> None:
        errors = orjson.loads(answer.body)["errors"]
        await self._say({"id": operation_id, "type": "error", "payload": errors})

    async def _say(self, message: Message) -> None:
        await self._say_text(orjson.dumps(message).decode())

    async def _say_text(self, text: str) -> None:
        try:
            await self._send({"type": "websocket.send", "text": text})
        except (OSError, RuntimeError):
            # How servers say that the other end is gone, or that it has been closed already.
            raise Left from None


def _first(closings: ExceptionGroup[Closed]) -> Closed:
    first: Closed | ExceptionGroup[Closed] = closings
    while isinstance(first, ExceptionGroup):
        first = first.exceptions[0]
    return first


def _is_valid(message: object) -> bool:
    if not isinstance(message, dict):
        return False
    payload = message.get("payload")
    match message.get("type"):
        case "connection_init" | "ping" | "pong":
            return payload is None or isinstance(payload, dict)
        case "subscribe":
            return _is_id(message.get("id")) and isinstance(payload, dict)
        case "complete":
            return _is_id(message.get("id"))
        case _:
            return False


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID
