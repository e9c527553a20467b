"""What one request carries besides its document: who asks, when, from where, in which language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from hub.kernel.access import NOBODY, Role, Viewer
from hub.kernel.clock import day_of
from hub.kernel.cookies import SessionCookie

# In place of an input's digests, for an operation that has none.
NO_INPUT = (bytes(32),)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change, for the audit trail and for idempotency. Every command takes one.

    `operation` is the mutation's field name or the job's name; `input_json` is the input without
    secrets; `idempotency_key` is unique per account and operation. `input_digests` tell whether
    the same input, secrets too, comes again under that key: by each key of the keyring, 32 bytes,
    the newest first.
    """

    operation: str
    account_id: UUID | None = None
    role: Role | None = None
    request_id: str = ""
    source: str = ""
    input_json: str | None = None
    idempotency_key: str | None = None
    input_digests: tuple[bytes, ...] = NO_INPUT

    @classmethod
    def job(cls, name: str) -> "Actor":
        """The hub itself, acting by a job."""
        return cls(operation=name, source="job")


class Budget(NamedTuple):
    """What the caller may still spend. `cost` is what this operation has taken, all in points."""

    limit: int
    remaining: int
    cost: int
    reset_at: datetime


@dataclass(slots=True)
class Context:
    """One request. `language` is "zh-CN" or "en"; `source` is the caller's network address."""

    now: datetime
    viewer: Viewer = NOBODY
    request_id: str = ""
    language: str = "zh-CN"
    source: str = ""
    user_agent: str = ""
    # Set by the engine for the mutation field that is running.
    actor: Actor = Actor(operation="")
    # What the answer is to set, by whatever field; shared with the contexts of the fields.
    response_cookies: list[SessionCookie] = field(default_factory=list)
    # Says what is left once the operation is paid for; None where everything is free.
    budget: Callable[[], Budget | None] | None = None

    @property
    def today(self) -> date:
        """The day of the request in the hub's zone."""
        return day_of(self.now)
