"""The folder of a demonstration: its key, its database, and who may sign in to it."""

import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from hub import app, migrate
from hub.embedded import Cluster
from hub.settings import Settings

_DATABASE = "hub"
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


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a demonstration is kept."""

    path: Path

    def secret_key(self) -> str:
        """The key of this demonstration, made at its first start."""
        file = self.path / "secret.key"
        if not file.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(32), encoding="ascii")
        return file.read_text(encoding="ascii").strip()

    def url(self, server: Cluster) -> str:
        """Where its database is."""
        return server.url(_DATABASE)

    async def prepare(
        self,
        server: Cluster,
        chosen: Settings,
        fill: Fill,
        scale: float,
        progress: Progress,
        *,
        fresh: bool,
    ) -> list[DemoAccount]:
        """Migrate the database and fill it once; an interrupted filling is begun anew."""
        # The file is written last: without it the database is half filled at best.
        if fresh or not self._accounts.exists():
            self._accounts.unlink(missing_ok=True)
            await migrate.drop_database(server.url(), _DATABASE)
        await migrate.create_database(server.url(), _DATABASE)
        await migrate.apply(self.url(server))
        if self._accounts.exists():
            kept = json.loads(self._accounts.read_text("utf-8"))
            return [DemoAccount(**each) for each in kept["accounts"]]
        patient = chosen.model_copy(update={"database_statement_timeout_ms": _PATIENCE_MS})
        async with app.connected(patient):
            accounts = await fill(scale, progress)
        self._keep(scale, accounts)
        return accounts

    def _keep(self, scale: float, accounts: list[DemoAccount]) -> None:
        kept = {"scale": scale, "accounts": [asdict(account) for account in accounts]}
        self._accounts.touch(mode=0o600)
        self._accounts.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")

    @property
    def _accounts(self) -> Path:
        return self.path / "demo.json"
