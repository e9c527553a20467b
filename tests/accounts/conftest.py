"""What tests of accounts may ask for besides: a sender of codes, and an issuer."""

import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from hub.accounts.commands import NoSender, send_by
from tests.accounts.issuer import Issuer
from tests.accounts.outbox import Outbox


@pytest.fixture
async def outbox() -> AsyncIterator[Outbox]:
    """Whatever codes are sent."""
    box = Outbox()
    send_by(box)
    yield box
    send_by(NoSender())


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """One that answers."""
    running = Issuer()
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()
