"""The real endpoint over the small engine or the hub's own, served by uvicorn.

Run as a program with `small` or `closed` it prints its address and serves until it is ended.
"""

import asyncio
import socket
import sys
from datetime import datetime

import uvicorn

from hub.endpoint import Documents, Limits, Wiring, endpoint
from hub.endpoint.asgi import Application
from hub.endpoint.documents import sha256_of
from hub.kernel import db
from hub.kernel.access import Viewer
from hub.kernel.errors import Unauthenticated
from hub.kernel.ids import new_key
from hub.query import Engine
from hub.schema import SCHEMA
from tests.endpoint.small_engine import SmallEngine

TRUSTED = "query Trusted { hello }"
# Tokens that are good, and one that is good for the first look alone.
GOOD = "good"
SHORT_LIVED = "short-lived"


def closed() -> Application:
    """The hub's schema as production shows it. What could be read is not there: no database is."""

    async def authenticate(_: str, __: datetime) -> Viewer:
        raise Unauthenticated

    # The relations of the models are known, and nobody is asked for their rows.
    asyncio.run(db.introduce("postgres://nobody@127.0.0.1:1/none"))
    return endpoint(Wiring(Engine(SCHEMA), authenticate))


def small() -> Application:
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
    application = {"small": small, "closed": closed}[sys.argv[1]]()
    config = uvicorn.Config(application, lifespan="off", log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
