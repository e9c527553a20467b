"""The endpoint as an ASGI application."""

from collections.abc import Awaitable, Callable
from typing import Any

from hub.endpoint import http, websocket
from hub.endpoint.wiring import Wiring

Application = Callable[
    [Any, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]
]


def endpoint(wiring: Wiring) -> Application:
    """The application that serves GraphQL at whatever path it is mounted at."""

    async def application(
        scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] == "http":
            await http.serve(wiring, scope, receive, send)
        elif scope["type"] == "websocket":
            await websocket.serve(wiring, scope, receive, send)
        else:
            raise ValueError(f"GraphQL is not served over {scope['type']!r}")

    return application
