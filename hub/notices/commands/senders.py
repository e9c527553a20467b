"""How a notification leaves the hub: an interface, the demonstration's way, and a webhook."""

import asyncio
import hashlib
import hmac
import http.client
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import orjson

from hub.notices.reads import Message
from hub.notices.rules import NotificationChannel

SIGNATURE = "hub-signature"
_TIMEOUT_SECONDS = 10.0
_TOO_MANY_REQUESTS, _REQUEST_TIMEOUT = 429, 408


class Unreachable(Exception):
    """The gateway could not be reached, or could not do it now: to be tried again."""


class GatewayRefuses(Exception):
    """The gateway never takes this message: a number that does not exist, a bad signature."""


class NotificationSender(Protocol):
    """Hands messages to a gateway. A deployment may bring one that speaks its gateway's language.

    `message.key` is the idempotency key: a message may come twice under it, when a worker died
    after sending it, and has to reach the telephone once.
    """

    async def send(self, message: Message, now: datetime) -> None:
        """Send a message.

        Raises:
            Unreachable: try again.
            GatewayRefuses: do not.
        """


class PrintingNotificationSender:
    """Prints messages where the hub was started: for the demonstration and development only."""

    async def send(self, message: Message, now: datetime) -> None:
        """Print the message."""
        sys.stderr.write(
            f"{message.channel} {message.phone}: {message.words.title} {message.words.body}\n"
        )
        sys.stderr.flush()


class _StayHere(HTTPRedirectHandler):
    """A gateway that moves has to be told to us: its secret and the numbers go nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


class WebhookSender:
    """POSTs each message as JSON to a gateway of the deployment, signed.

    The body has `key`, `channel`, `topic`, `phone`, `language`, `title` and `body`; the header
    `idempotency-key` repeats the key, and `hub-signature` is `t=<Unix seconds>,v1=<hex>`, an
    HMAC-SHA256 over `<seconds>.<body>`. 2xx means taken; 408, 429, 5xx, no answer within ten
    seconds and a redirect mean "again later"; any other answer means "never".
    """

    def __init__(self, url: str, secret: bytes) -> None:
        self._url = url
        self._secret = secret
        self._opener = build_opener(_StayHere)

    async def send(self, message: Message, now: datetime) -> None:
        """Send the message, off the event loop."""
        body = orjson.dumps(
            {
                "key": str(message.key),
                "channel": message.channel,
                "topic": message.topic,
                "phone": message.phone,
                "language": message.language,
                "title": message.words.title,
                "body": message.words.body,
            }
        )
        headers = {
            "content-type": "application/json",
            "idempotency-key": str(message.key),
            SIGNATURE: signature(body, self._secret, now),
        }
        await asyncio.to_thread(self._post, body, headers)

    def _post(self, body: bytes, headers: Mapping[str, str]) -> None:
        request = Request(self._url, body, dict(headers), method="POST")  # noqa: S310 (settings)
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS):
                return
        except HTTPError as answer:
            answer.close()
            final = 400 <= answer.code < 500
            if final and answer.code not in (_TOO_MANY_REQUESTS, _REQUEST_TIMEOUT):
                raise GatewayRefuses(f"The gateway answered {answer.code}.") from None
            raise Unreachable(f"The gateway answered {answer.code}.") from None
        except (URLError, OSError, http.client.HTTPException) as error:
            raise Unreachable(type(error).__name__) from None


def signature(body: bytes, secret: bytes, at: datetime) -> str:
    """The header by which a gateway knows the hub: `t=<Unix seconds>,v1=<hex>`."""
    seconds = int(at.timestamp())
    mac = hmac.digest(secret, b"%d.%b" % (seconds, body), hashlib.sha256).hex()
    return f"t={seconds},v1={mac}"


_senders: dict[NotificationChannel, NotificationSender] = {}


def notify_by(senders: Mapping[NotificationChannel, NotificationSender]) -> None:
    """Choose how this process sends, by channel; app.py does so at its start."""
    _senders.clear()
    _senders.update(senders)


def sender_of(channel: NotificationChannel) -> NotificationSender | None:
    """What sends by a channel in this process, if anything does."""
    return _senders.get(channel)
