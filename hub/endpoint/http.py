"""GraphQL over HTTP: one request, one JSON answer (or, when only that is accepted, a stream)."""

import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from hub.endpoint.answers import with_cost
from hub.endpoint.budgets import Purse
from hub.endpoint.documents import Document
from hub.endpoint.negotiation import (
    JSON,
    RESPONSE_JSON,
    Accepted,
    accepted,
    is_json_body,
    language_of,
)
from hub.endpoint.origins import Headers, is_preflighted
from hub.endpoint.parameters import Parameters, from_body, from_query_string
from hub.endpoint.problems import Declined, Header, Problem, status_of
from hub.endpoint.sse import Stream
from hub.endpoint.watch import Deadline, Receive, Stopped, Watch, Why
from hub.endpoint.wiring import (
    Caller,
    Done,
    Wiring,
    caller_of,
    purse_of,
    request_id_of,
    signed_in,
)
from hub.kernel.context import Context
from hub.query.engine import Answer, Request

Scope = dict[str, Any]
Send = Callable[[Any], Awaitable[None]]

log = logging.getLogger("hub.endpoint")

_VARY = (b"vary", b"Accept, Accept-Language, Authorization, Cookie, Origin")
_NO_SNIFF = (b"x-content-type-options", b"nosniff")
_NO_STORE = (b"cache-control", b"no-store")
_REVALIDATE = (b"cache-control", b"private, max-age=0, must-revalidate")
_HEADERS: dict[bytes, tuple[Header, ...]] = {
    media: ((b"content-type", media + b"; charset=utf-8"), _VARY, _NO_SNIFF)
    for media in (JSON, RESPONSE_JSON)
}
_CLOSE = (b"connection", b"close")
_LINGER_BYTES = 16_000_000
_ALLOW = (b"allow", b"GET, HEAD, POST, OPTIONS")
_ALLOW_POST = (b"allow", b"POST, OPTIONS")


class Gone(Exception):
    """The client has left: there is nobody to answer."""


async def serve(wiring: Wiring, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one HTTP request. Nothing but cancellation comes out of it."""
    headers: Headers = dict(scope["headers"])
    exchange = Exchange(wiring, scope, headers, receive, send)
    if scope["method"] == "OPTIONS":
        allowed = wiring.origins.preflight(headers)
        await exchange.respond(204, b"", [(b"vary", b"Origin"), _ALLOW, *allowed])
        return
    try:
        await exchange.run()
    except Declined as declined:
        await exchange.decline(declined)
    except Gone:
        pass
    except Exception:
        log.exception("unexpected error", extra={"request_id": exchange.request_id})
        await exchange.decline(Declined(Problem.INTERNAL_SERVER_ERROR))


class Exchange:
    """One HTTP request on its way to its answer."""

    __slots__ = (
        "accepts",
        "begun",
        "caller",
        "context",
        "has_begun_to_answer",
        "headers",
        "kind",
        "media",
        "operation_name",
        "receive",
        "request_id",
        "scope",
        "send",
        "wiring",
    )

    def __init__(
        self, wiring: Wiring, scope: Scope, headers: Headers, receive: Receive, send: Send
    ) -> None:
        self.wiring = wiring
        self.scope = scope
        self.headers = headers
        self.receive = receive
        self.send = send
        self.begun = time.perf_counter()
        self.request_id = request_id_of(headers)
        self.accepts: Accepted = accepted(headers.get(b"accept"))
        self.media = self.accepts.json or JSON
        self.context: Context | None = None
        self.kind: str | None = None
        self.operation_name: str | None = None
        self.has_begun_to_answer = False

    async def run(self) -> None:
        """Answer, or raise Declined with what stands against it."""
        method = self.scope["method"]
        is_get = method in ("GET", "HEAD")
        if not is_get and method != "POST":
            raise Declined(Problem.METHOD_NOT_ALLOWED, [_ALLOW])
        if self.accepts.json is None and not self.accepts.streams:
            raise Declined(Problem.NOT_ACCEPTABLE)
        if is_get:
            if not is_preflighted(self.headers):
                raise Declined(Problem.CSRF_PREVENTED)
            parameters = from_query_string(self.scope["query_string"])
        else:
            if not is_json_body(self.headers.get(b"content-type")) or (
                self.headers.get(b"content-encoding", b"identity") != b"identity"
            ):
                raise Declined(Problem.UNSUPPORTED_MEDIA_TYPE)
            parameters = from_body(await self._body())
        document = self.wiring.documents.of(parameters)
        await self._operate(parameters, document, is_get=is_get)

    async def _body(self) -> bytes | bytearray:
        limit = self.wiring.limits.body_bytes
        length = self.headers.get(b"content-length")
        if length is not None and (not length.isdigit() or int(length[:20]) > limit):
            raise Declined(Problem.PAYLOAD_TOO_LARGE, [_CLOSE])
        try:
            with Deadline(self.wiring.limits.body_seconds):
                return await _read(self.receive, limit)
        except TimeoutError:
            raise Declined(Problem.REQUEST_TIMEOUT, [_CLOSE]) from None

    async def _operate(self, parameters: Parameters, document: Document, *, is_get: bool) -> None:
        self.operation_name = parameters.operation_name
        caller = caller_of(self.scope, self.headers, self.wiring)
        self.context = context = await signed_in(self.wiring, caller, self.request_id)
        purse = purse_of(self.wiring, context)
        # Parsing and validating is work: not for those in debt.
        purse.check()
        if document.is_elsewhere:
            purse.owe(1)
            document = await self.wiring.documents.found(document)
        request = Request(document.text, parameters.operation_name, parameters.variables)
        self.kind = kind = self.wiring.engine.kind(request)
        if document.is_new and kind is not None:
            purse.owe(1)
            await self.wiring.documents.keep(document)
        if is_get and kind == "mutation":
            purse.owe(1)
            raise Declined(Problem.METHOD_NOT_ALLOWED, [_ALLOW_POST])
        is_stream = kind == "subscription" or self.accepts.json is None
        if is_stream and not self.accepts.streams:
            purse.owe(1)
            raise Declined(Problem.NOT_ACCEPTABLE)
        if is_stream and self.scope["method"] == "HEAD":
            # What a stream would begin with says nothing that is worth an operation.
            raise Declined(Problem.METHOD_NOT_ALLOWED, [_ALLOW])
        if is_stream:
            await self._stream(request, caller, context)
            return
        answer = await self._execute(request, context, purse)
        if answer.is_request_error:
            # Finding out that a document cannot run is work too.
            purse.owe(1)
        await self._answer(answer, purse, tag=is_get and document.digest is not None)

    async def _execute(self, request: Request, context: Context, purse: Purse) -> Answer:
        limits = self.wiring.limits
        try:
            with Watch(
                self.receive,
                unwatched=limits.unwatched_seconds,
                seconds=limits.operation_seconds,
                is_stoppable=lambda: self.kind != "mutation",
            ):
                return await self.wiring.engine.execute(request, context, charge=purse.pay)
        except Stopped as stopped:
            if stopped.why is Why.CLIENT_LEFT:
                self._done(499, "CLIENT_LEFT", 0, 0)
                raise Gone from None
            raise Declined(Problem.TIMEOUT) from None

    async def _answer(self, answer: Answer, purse: Purse, *, tag: bool) -> None:
        status = status_of(
            is_request_error=answer.is_request_error, is_response_json=self.media is RESPONSE_JSON
        )
        headers = purse.headers()
        points = answer.cost.requested if answer.cost else 0
        if tag and answer.code is None:
            # Of the data alone: what is left of the budget changes with every answer.
            etag = b'W/"%s"' % hashlib.blake2b(answer.content, digest_size=12).hexdigest().encode()
            headers += [(b"etag", etag), _REVALIDATE]
            if etag in self.headers.get(b"if-none-match", b""):
                await self.respond(304, b"", [_VARY, *headers])
                self._done(304, None, points, 0)
                return
        else:
            headers.append(_NO_STORE)
        body = with_cost(answer, purse.balance)
        await self.respond(status, body, [*_HEADERS[self.media], *headers])
        self._done(status, answer.code, points, len(body))

    async def _stream(self, request: Request, caller: Caller, context: Context) -> None:
        stream = Stream(self.wiring, caller, context, self.receive, self.send)
        self.has_begun_to_answer = True
        await stream.run(request, self.kind, [_VARY, *self._common()])
        self._done(200, stream.code, stream.points, stream.bytes, transport="sse")

    async def decline(self, declined: Declined) -> None:
        """Answer with a problem, unless an answer has begun already."""
        problem = declined.problem
        is_plain = problem.is_graphql and self.media is JSON
        status = 200 if is_plain else problem.status
        if not self.has_begun_to_answer:
            body = declined.body(language_of(self.headers.get(b"accept-language")), self.request_id)
            if problem is Problem.TIMEOUT:
                # Execution had begun, so there is a result, and it is null.
                body = body[:-1] + b',"data":null}'
            headers = [*_HEADERS[self.media], _NO_STORE, *declined.headers]
            await self.respond(status, body, headers)
        self._done(status, problem.name, 0, 0)

    async def respond(self, status: int, body: bytes, headers: Sequence[Header]) -> None:
        self.has_begun_to_answer = True
        length = [(b"content-length", b"%d" % len(body))] if status not in (204, 304) else []
        await self.send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [*headers, *length, *self._common()],
            }
        )
        if self.scope["method"] == "HEAD":
            body = b""
        lingers = status == Problem.PAYLOAD_TOO_LARGE.status
        await self.send({"type": "http.response.body", "body": body, "more_body": lingers})
        if lingers:
            # Closing while bytes still come would reset the connection, and the answer be lost.
            await self._drain()
            await self.send({"type": "http.response.body", "body": b""})

    async def _drain(self) -> None:
        """Read what is still sent, a little while and a little of it."""
        left = _LINGER_BYTES
        with suppress(TimeoutError), Deadline(self.wiring.limits.linger_seconds):
            while left > 0:
                message = await self.receive()
                if not message.get("more_body"):
                    return
                left -= len(message.get("body", b""))

    def _common(self) -> list[Header]:
        cookies = self.context.response_cookies if self.context else ()
        is_secure = self.wiring.has_secure_cookies
        return [
            (b"x-request-id", self.request_id.encode()),
            (b"x-api-version", self.wiring.version.encode()),
            (b"x-schema-version", self.wiring.schema_version.encode()),
            *self.wiring.origins.cors(self.headers),
            *((b"set-cookie", cookie.header(is_secure=is_secure)) for cookie in cookies),
        ]

    def _done(
        self, status: int, code: str | None, points: int, size: int, transport: str = "http"
    ) -> None:
        if self.wiring.on_done is None:
            return
        self.wiring.on_done(
            Done(
                transport,
                status,
                self.kind,
                self.operation_name,
                code,
                time.perf_counter() - self.begun,
                points,
                size,
                self.context or Context(self.wiring.clock(), request_id=self.request_id),
            )
        )


async def _read(receive: Receive, limit: int) -> bytes | bytearray:
    """The whole body, given up as soon as it is longer than `limit` bytes."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Gone
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        if len(body) > limit:
            raise Declined(Problem.PAYLOAD_TOO_LARGE, [_CLOSE])
        return body
    parts = bytearray(body)
    while message.get("more_body"):
        if len(parts) > limit:
            raise Declined(Problem.PAYLOAD_TOO_LARGE, [_CLOSE])
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts += message.get("body", b"")
    if len(parts) > limit:
        raise Declined(Problem.PAYLOAD_TOO_LARGE, [_CLOSE])
    return parts
