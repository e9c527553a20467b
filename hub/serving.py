"""The HTTP server: uvicorn, which on SIGTERM lets what is under way finish before it goes."""

import socket
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from hub.kernel.events import feed
from hub.settings import Settings

_BACKLOG = 2048


class CannotListen(Exception):
    """The address is taken or not ours; the message says which."""


class Server(uvicorn.Server):
    """Ends live updates first when told to go: they would never end by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await feed.current().close()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Take the address now, so that a taken one is known before anything else is done.

    Raises:
        CannotListen: somebody else has it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotListen(f"{host}:{port} cannot be used: {error.strerror}") from None
    listener.set_inheritable(True)
    return listener


def run(app: Any, listener: socket.socket, settings: Settings, *, workers: int = 1) -> None:
    """Serve until told to stop; `app` is an import string of a factory when there are workers."""
    config = uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        backlog=_BACKLOG,
        ws_max_size=settings.max_body_bytes,
        timeout_graceful_shutdown=settings.drain_seconds,
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    server = Server(config)
    if workers > 1:
        Multiprocess(config, target=server.run, sockets=[listener]).run()
    else:
        server.run(sockets=[listener])
