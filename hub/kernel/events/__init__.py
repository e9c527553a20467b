"""What happened: told to every process at once, and to durable handlers at least once.

A command says `tx.record("meal_order.placed", order_id, scope_id=site_id)`; the row is part of its
transaction (`hub.kernel.db`). From there two ways lead on:

* **Subscribers** (`subscribe`) live in memory and see what is committed while they look, in every
  process, within milliseconds: for screens.
* **Handlers** (`handles`) are run by a worker until they succeed, also after a crash: for what must
  not be lost. They must bear being run twice.

Nobody is told inside the transaction, for NOTIFY takes a lock that would line up all commits.
"""

from hub.kernel.events.event import Event
from hub.kernel.events.feed import Feed, listening, subscribe
from hub.kernel.events.handlers import (
    Backlog,
    Handler,
    backlog,
    deliver_due,
    delivering,
    handles,
    prune,
)
from hub.kernel.events.subscription import FellBehind, Subscription

__all__ = [
    "Backlog",
    "Event",
    "Feed",
    "FellBehind",
    "Handler",
    "Subscription",
    "backlog",
    "deliver_due",
    "delivering",
    "handles",
    "listening",
    "prune",
    "subscribe",
]
