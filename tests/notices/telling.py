"""Notes to tell, senders that remember, and a gateway that answers as it is told."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from hub.kernel import keyring
from hub.kernel.clock import HUB_ZONE
from hub.kernel.context import Actor
from hub.notices.commands.senders import notify_by
from hub.notices.reads import Message
from hub.notices.rules import (
    Note,
    NotificationChannel,
    NotificationLanguage,
    NotificationTopic,
    Recipient,
    Words,
)
from hub.people.models import Resident
from tests import make

BY = Actor.job("test")
PHONE = "13812345678"
NOON = datetime(2026, 6, 2, 12, tzinfo=HUB_ZONE)
NIGHT = datetime(2026, 6, 2, 22, tzinfo=HUB_ZONE)
MORNING = datetime(2026, 6, 3, 7, tzinfo=HUB_ZONE)
TEXTS = {
    NotificationLanguage.ZH: Words("换菜通知", "换成了鱼。"),
    NotificationLanguage.EN: Words("A dish was changed", "It is fish now."),
}


async def reachable(phone: str | None = PHONE, **facts: Any) -> Resident:
    """A resident with a telephone."""
    if phone is not None:
        keys = keyring.current()
        facts["phone"] = keys.seal(phone, "phone")
        facts["phone_hash"] = keys.digest(phone, "phone")
        facts["phone_masked"] = f"{phone[:3]}****{phone[-4:]}"
    return await make.resident(**facts)


def note(resident=None, account=None, **facts: Any) -> Note:
    """A dish was changed, which goes by text message."""
    to = Recipient(resident and resident.id, account and account.id)
    values = {"topic": NotificationTopic.DISH_CHANGED, "cause": "test:1", "at": NOON, **facts}
    return Note(recipient=to, texts=TEXTS, **values)


class Remembering:
    """A sender that keeps what it is given; `failures` are raised first, one a message."""

    def __init__(self, *failures: Exception) -> None:
        self.messages: list[Message] = []
        self.failures = list(failures)

    async def send(self, message: Message, now: datetime) -> None:
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.messages.append(message)


@contextmanager
def sending_by(sender: Any) -> Iterator[Any]:
    """Meanwhile this process sends everything by one sender."""
    notify_by(dict.fromkeys(NotificationChannel, sender))
    try:
        yield sender
    finally:
        notify_by({})


@contextmanager
def gateway(*answers: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A gateway that gives these answers; its address, and the requests that it has got."""
    left, got = list(answers), []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            got.append({"headers": headers, "raw": body, "body": json.loads(body)})
            self.send_response(left.pop(0))
            self.send_header("location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", got
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
