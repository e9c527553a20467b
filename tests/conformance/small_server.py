"""The real endpoint over the small engine, served by uvicorn: what clients are tried against.

Run as a program it prints its address and serves until it is ended.
"""

import socket
import sys
from datetime import datetime

import uvicorn

from hub.endpoint import Documents, Limits, Wiring, endpoint
from hub.endpoint.documents import sha256_of
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from hub.kernel.ids import new_key
from tests.endpoint.small_engine import SmallEngine

TRUSTED = "query Trusted { hello }"
# Tokens that are good, and one that is good for the first look alone.
GOOD = "good"
SHORT_LIVED = "short-lived"


def application() -> object:
    """The endpoint with short limits, so that nobody has to wait for one."""
    looks = 0

    async def authenticate(token: str, _: datetime) -> Viewer:
        nonlocal looks
        looks += token == SHORT_LIVED
        if token == GOOD or (token == SHORT_LIVED and looks <= 2):
            return Viewer(account_id=new_key())
        raise Unauthenticated

    return endpoint(
        Wiring(
            SmallEngine(),
            authenticate,
            limits=Limits(init_seconds=0.5, session_check_seconds=0.2, keep_alive_seconds=0.2),
            documents=Documents(trusted={sha256_of(TRUSTED): TRUSTED}),
        )
    )


def main() -> None:
    """Serve on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}/graphql\n")
    sys.stdout.flush()
    config = uvicorn.Config(application, factory=True, lifespan="off", log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
