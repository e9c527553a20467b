"""Filling the folder of a demonstration once, and keeping who may sign in to it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

from hub import app
from hub.embedded import Cluster
from hub.operating import Folder

# Filling a table at once may take longer than a request may.
_PATIENCE_MS = 600_000

# Called with what is being filled in, how many are done, and of how many.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as. A resident's name is a phone number, and there is no password."""

    role: str
    name: str
    password: str
    display_name: str
    what: str


Fill = Callable[[float, Progress], Awaitable[list[DemoAccount]]]


async def prepare(
    folder: Folder,
    server: Cluster,
    fill: Fill,
    scale: float,
    progress: Progress,
    *,
    fresh: bool,
) -> list[DemoAccount]:
    """Migrate the database and fill it once; an interrupted filling is begun anew."""
    # The file is written last: without it the database is half filled at best.
    is_whole = folder.accounts.exists() and not fresh
    await folder.make_database(server, anew=not is_whole)
    if is_whole:
        kept = json.loads(folder.accounts.read_text("utf-8"))
        return [DemoAccount(**each) for each in kept["accounts"]]
    chosen = folder.settings(server)
    patient = chosen.model_copy(update={"database_statement_timeout_ms": _PATIENCE_MS})
    async with app.connected(patient):
        accounts = await fill(scale, progress)
    _keep(folder, scale, accounts)
    return accounts


def _keep(folder: Folder, scale: float, accounts: list[DemoAccount]) -> None:
    kept = {"scale": scale, "accounts": [asdict(account) for account in accounts]}
    folder.accounts.touch(mode=0o600)
    folder.accounts.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
