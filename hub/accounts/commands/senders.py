"""How a one-time code reaches a phone: an interface, and the way of the demonstration."""

import asyncio
import sys
from typing import Protocol

import structlog

_log = structlog.get_logger(__name__)


class CodeSender(Protocol):
    """Delivers codes. A deployment brings one that speaks to its text message gateway."""

    async def send(self, phone: str, code: str, language: str) -> None:
        """Send the code to a phone (11 digits), in "zh-CN" or "en". Failures are raised."""


class PrintingSender:
    """Prints codes where the hub was started: for the demonstration and development only."""

    async def send(self, phone: str, code: str, language: str) -> None:
        """Print the code."""
        words = "验证码" if language != "en" else "Sign-in code"
        sys.stderr.write(f"{words} {phone}: {code}\n")
        sys.stderr.flush()


class NoSender:
    """Sends nothing and says so in the log: what production starts with until it is told better."""

    async def send(self, phone: str, code: str, language: str) -> None:
        """Complain."""
        _log.error("accounts.no_code_sender")


_sender: list[CodeSender] = [NoSender()]
_sending: set[asyncio.Task[None]] = set()


def send_by(sender: CodeSender) -> None:
    """Choose how this process sends codes; app.py does so at its start."""
    _sender[0] = sender


def send_soon(phone: str, code: str, language: str) -> None:
    """Send without waiting: an answer that takes as long as a gateway tells who is known."""
    task = asyncio.create_task(_send(phone, code, language), name="one-time code")
    _sending.add(task)
    task.add_done_callback(_sending.discard)


async def sent() -> None:
    """Wait for what is being sent: before the process ends."""
    await asyncio.gather(*_sending)


async def _send(phone: str, code: str, language: str) -> None:
    try:
        await _sender[0].send(phone, code, language)
    except Exception as error:  # noqa: BLE001 - a gateway may fail in any way; the resident asks again
        _log.warning("accounts.code_not_sent", cause=type(error).__name__)
