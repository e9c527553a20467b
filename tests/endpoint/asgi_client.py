"""Speaks ASGI with an application as a server would: one request, or one WebSocket."""

import asyncio
from collections.abc import Iterable
from typing import Any, Self

import orjson

Application = Any


async def soon(event: asyncio.Event) -> None:
    """Wait for something that is about to happen."""
    async with asyncio.timeout(60):
        await event.wait()


class Reply:
    """An HTTP answer."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        start, *rest = events
        self.status: int = start["status"]
        self.headers: dict[str, str] = {
            name.decode(): value.decode() for name, value in start["headers"]
        }
        self.body = b"".join(event.get("body", b"") for event in rest)

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def code(self) -> str:
        """The code of the first error."""
        return str(self.json["errors"][0]["extensions"]["code"])


class HttpCall:
    """One request under way; `leave()` is the client that goes."""

    def __init__(
        self,
        app: Application,
        method: str,
        query_string: bytes,
        headers: dict[str, str],
        chunks: Iterable[bytes],
    ) -> None:
        self.events: list[dict[str, Any]] = []
        self.changed = asyncio.Event()
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        parts = list(chunks)
        for number, part in enumerate(parts, 1):
            self._inbox.put_nowait(
                {"type": "http.request", "body": part, "more_body": number < len(parts)}
            )
        self._left = asyncio.Event()
        scope = {
            "type": "http",
            "method": method,
            "path": "/graphql",
            "query_string": query_string,
            "headers": [(name.lower().encode(), text.encode()) for name, text in headers.items()],
            "client": ("192.0.2.1", 50000),
        }
        self.task = asyncio.ensure_future(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        if not self._inbox.empty():
            return self._inbox.get_nowait()
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        self.changed.set()

    def leave(self) -> None:
        self._left.set()

    async def until(self, text: bytes) -> None:
        """Wait until the body so far holds a text."""
        while text not in b"".join(event.get("body", b"") for event in self.events):
            self.changed.clear()
            async with asyncio.timeout(60):
                await self.changed.wait()

    async def reply(self) -> Reply:
        async with asyncio.timeout(60):
            await self.task
        return Reply(self.events)


def post(app: Application, body: Any, **headers: str) -> HttpCall:
    """POST a JSON value, or bytes as they are, or a list of chunks of them."""
    if isinstance(body, bytes):
        chunks = [body]
    elif isinstance(body, list) and all(isinstance(part, bytes) for part in body) and body:
        chunks = body
    else:
        chunks = [orjson.dumps(body)]
    given = {"content-type": "application/json", "accept-language": "en", **_named(headers)}
    return HttpCall(app, "POST", b"", {k: v for k, v in given.items() if v}, chunks)


def get(app: Application, query_string: bytes, **headers: str) -> HttpCall:
    """GET as a client that says it is no forged request."""
    given = {"graphql-require-preflight": "1", "accept-language": "en", **_named(headers)}
    return HttpCall(app, "GET", query_string, {k: v for k, v in given.items() if v}, [b""])


def head(app: Application, query_string: bytes, **headers: str) -> HttpCall:
    """The same for the headers alone."""
    given = {"graphql-require-preflight": "1", "accept-language": "en", **_named(headers)}
    return HttpCall(app, "HEAD", query_string, {k: v for k, v in given.items() if v}, [b""])


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): text for name, text in headers.items()}


class Closed(Exception):
    """The server has closed the socket."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """A WebSocket client: `async with Socket(app) as socket`."""

    def __init__(
        self,
        app: Application,
        protocols: tuple[str, ...] = ("graphql-transport-ws",),
        **headers: str,
    ) -> None:
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope = {
            "type": "websocket",
            "path": "/graphql",
            "query_string": b"",
            "subprotocols": list(protocols),
            "headers": [
                (name.encode(), text.encode())
                for name, text in {"host": "hub.test", **_named(headers)}.items()
            ],
            "client": ("192.0.2.1", 50001),
        }
        self._inbox.put_nowait({"type": "websocket.connect"})
        self.is_gone = False
        self.task = asyncio.ensure_future(app(scope, self._inbox.get, self._send))

    async def _send(self, event: dict[str, Any]) -> None:
        if self.is_gone:
            raise OSError("the client has left")
        self._outbox.put_nowait(event)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.leave()
        async with asyncio.timeout(60):
            await self.task

    def leave(self) -> None:
        if not self.is_gone:
            self.is_gone = True
            self._inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def event(self) -> dict[str, Any]:
        async with asyncio.timeout(60):
            return await self._outbox.get()

    def send(self, message: Any) -> None:
        text = message if isinstance(message, str) else orjson.dumps(message).decode()
        self._inbox.put_nowait({"type": "websocket.receive", "text": text})

    def send_bytes(self, data: bytes) -> None:
        self._inbox.put_nowait({"type": "websocket.receive", "bytes": data, "text": None})

    async def message(self) -> Any:
        """The next message, which has to be a text frame. Raises Closed."""
        event = await self.event()
        if event["type"] == "websocket.close":
            raise Closed(event["code"])
        assert event["type"] == "websocket.send", event
        return orjson.loads(event["text"])

    async def accepted(self) -> str | None:
        """Wait for the handshake; the protocol that was agreed on."""
        event = await self.event()
        if event["type"] == "websocket.close":
            raise Closed(event["code"])
        return event["subprotocol"]

    async def signed_in(self, **payload: Any) -> None:
        """Handshake and greeting."""
        await self.accepted()
        self.send({"type": "connection_init", "payload": payload})
        assert (await self.message()) == {"type": "connection_ack"}

    def subscribe(self, operation_id: str, query: str, **payload: Any) -> None:
        self.send({"type": "subscribe", "id": operation_id, "payload": {"query": query, **payload}})

    async def closing(self) -> int:
        """The code that the server closes with, whatever it says before."""
        try:
            while True:
                await self.message()
        except Closed as closed:
            return closed.code
