"""One PostgreSQL: its pool, its transactions, and commands as the only way to change anything."""

from hub.kernel.db.changes import Change, Statement, deciding
from hub.kernel.db.commands import (
    Happened,
    KernelReason,
    KernelRefused,
    Transaction,
    audit_outcome,
    command,
    on_commit,
    refusing,
)
from hub.kernel.db.connecting import (
    AWAY,
    MODEL_MODULES,
    Client,
    acquire,
    connect,
    disconnect,
    introduce,
    pool,
    read,
    tortoise_config,
)

__all__ = [
    "AWAY",
    "MODEL_MODULES",
    "Change",
    "Client",
    "Happened",
    "KernelReason",
    "KernelRefused",
    "Statement",
    "Transaction",
    "acquire",
    "audit_outcome",
    "command",
    "connect",
    "deciding",
    "disconnect",
    "introduce",
    "on_commit",
    "pool",
    "read",
    "refusing",
    "tortoise_config",
]
