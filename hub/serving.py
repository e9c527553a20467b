"""The HTTP server: uvicorn, in one process or in several that share the address."""

import asyncio
import os
import socket
import tempfile
from typing import Any, cast

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.supervisors import Multiprocess

from hub.kernel.errors import Trouble
from hub.settings import Settings

_BACKLOG = 2048
# A worker answers once it has imported the hub, for which a busy machine takes its time. One that
# is thought dead too soon would be killed and begun anew for ever.
_WORKER_SILENCE_SECONDS = 120


class CannotServe(Trouble):
    """The address is taken or not ours, or the application does not start."""


def listen(host: str, port: int) -> socket.socket:
    """Take the address, before anything else is done.

    A taken one is known at once, and who connects while the hub still starts waits.

    Raises:
        CannotServe: somebody else has it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotServe(f"{host}:{port} cannot be used: {error.strerror}") from None
    listener.set_inheritable(True)
    return listener


def address(listener: socket.socket) -> str:
    """Where it listens, as it stands in a URL."""
    host, port, *_ = listener.getsockname()
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def run(app: Any, listener: socket.socket, settings: Settings, *, workers: int = 1) -> None:
    """Serve until told to stop, then let what is under way finish.

    `app` is an application or, for workers, the import string of a factory.

    Raises:
        CannotServe: the application does not start; the log says why.
    """
    config = uvicorn.Config(
        app,
        http=_Http,
        factory=isinstance(app, str),
        workers=workers,
        backlog=_BACKLOG,
        ws_max_size=settings.max_body_bytes,
        timeout_graceful_shutdown=settings.drain_seconds,
        timeout_worker_healthcheck=_WORKER_SILENCE_SECONDS,
        forwarded_allow_ips=settings.trusted_proxies,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    if workers == 1:
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
        started = server.started
    else:
        with tempfile.TemporaryDirectory(prefix="hub-metrics-") as shared:
            # Whichever worker is asked for metrics answers for all; the library reads this.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
            supervisor = Multiprocess(config, sockets=[listener])
            supervisor.run()
        started = all(each.exitcode != STARTUP_FAILURE for each in supervisor.processes)
    if not started:
        raise CannotServe("the application does not start; the log says why")


class _Gathering:
    """A transport that sends what one turn of the event loop writes at once.

    uvicorn writes the head and the body of an answer one after the other. Together they are one
    call of the system and one packet.
    """

    def __init__(self, transport: Any, loop: asyncio.AbstractEventLoop) -> None:
        self.transport = transport
        self._loop = loop
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._pieces:
            self._loop.call_soon(self._send)
        self._pieces.append(data)

    def close(self) -> None:
        self._send()
        self.transport.close()

    def _send(self) -> None:
        if self._pieces:
            pieces, self._pieces = self._pieces, []
            self.transport.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class _Http(HttpToolsProtocol):
    """uvicorn's HTTP, except that an answer leaves in one packet."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(cast(Any, _Gathering(transport, self.loop)))

    def handle_websocket_upgrade(self) -> None:
        # A message of a socket is one write already.
        self.transport = cast(Any, self.transport).transport
        super().handle_websocket_upgrade()
