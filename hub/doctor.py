"""Looks the installation over: what is wrong, and what to do about it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import asyncpg

from hub import migrate, settings
from hub.console import is_built
from hub.kernel.clock import utc_now
from hub.kernel.keyring import Keyring
from hub.settings import BadSetting, Settings

OLDEST_POSTGRES = 150000
# Identity and telephone numbers, by the key that each was sealed with.
_HEADS = """SELECT substr(sealed, 1, $1) AS head, count(*) AS count
FROM (SELECT phone AS sealed FROM resident UNION ALL SELECT identity_number FROM resident) AS each
WHERE sealed IS NOT NULL GROUP BY 1"""
_TOLERABLE_SKEW = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` says what to do when it is not well."""

    what: str
    is_well: bool
    says: str
    advice: str = ""
    is_serious: bool = True


async def examine() -> AsyncIterator[Finding]:
    """Everything that can be looked at, the next only when the one before it makes sense."""
    try:
        chosen = settings.load()
    except BadSetting as error:
        yield Finding("Settings", False, str(error), "Set the variable to what it should be.")
        return
    yield Finding("Settings", True, f"{chosen.environment.value}, all understood")
    for finding in _about_settings(chosen):
        yield finding
    if chosen.database_url is None:
        yield Finding(
            "Database",
            False,
            "HUB_DATABASE_URL is not set",
            "Set it to postgres://user:password@host/name, or use `hub demo`.",
        )
        return
    try:
        connection = await asyncpg.connect(chosen.database_url, timeout=5)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        yield Finding(
            "Database",
            False,
            f"{_place(chosen.database_url)}: {error or type(error).__name__}",
            "Start PostgreSQL, or correct HUB_DATABASE_URL.",
        )
        return
    try:
        async for finding in _about_database(connection, chosen):
            yield finding
    finally:
        await connection.close()


def _about_settings(chosen: Settings) -> list[Finding]:
    findings = []
    if unknown := settings.unknown():
        findings.append(
            Finding(
                "Variables",
                False,
                f"{', '.join(unknown)} mean nothing",
                "Correct the spelling, or unset them.",
                is_serious=False,
            )
        )
    findings.append(
        Finding(
            "Keys",
            bool(chosen.secret_keys),
            f"{len(chosen.secret_keys)} known; the first one is used"
            if chosen.secret_keys
            else "HUB_SECRET_KEYS is not set",
            "Set HUB_SECRET_KEYS to 32 random characters or more: `openssl rand -hex 32`.",
        )
    )
    findings.append(
        Finding(
            "Console",
            is_built(),
            "the pages are built" if is_built() else "the pages are not built",
            "Install again where the npm registry can be reached.",
            is_serious=False,
        )
    )
    return findings


async def _about_database(
    connection: asyncpg.Connection, chosen: Settings
) -> AsyncIterator[Finding]:
    number = int(await connection.fetchval("SHOW server_version_num"))
    version = await connection.fetchval("SHOW server_version")
    yield Finding(
        "Database",
        number >= OLDEST_POSTGRES,
        f"PostgreSQL {version}",
        "The hub needs PostgreSQL 15 or newer.",
    )
    encoding = await connection.fetchval("SHOW server_encoding")
    yield Finding("Encoding", encoding == "UTF8", encoding, "Make the database with ENCODING UTF8.")
    missing = await migrate.pending(connection)
    yield Finding(
        "Migrations",
        not missing,
        f"{len(missing)} pending: {', '.join(missing)}" if missing else "all applied",
        "Run `hub migrate`.",
    )
    if not missing and chosen.secret_keys:
        yield await _about_sealed(connection, Keyring(chosen.required_secret_keys))
    skew = abs(await connection.fetchval("SELECT clock_timestamp()") - utc_now())
    yield Finding(
        "Clock",
        skew < _TOLERABLE_SKEW,
        f"{skew.total_seconds():.1f} s off the database's",
        "Let both machines keep time by NTP.",
    )
    most = int(await connection.fetchval("SHOW max_connections"))
    yield Finding(
        "Connections",
        chosen.database_pool_size + 5 <= most,
        f"{chosen.database_pool_size} per process of at most {most}",
        "Lower HUB_DATABASE_POOL_SIZE, or raise max_connections of PostgreSQL.",
    )


async def _about_sealed(connection: asyncpg.Connection, keyring: Keyring) -> Finding:
    rows = await connection.fetch(_HEADS, len(keyring.head))
    unknown = sum(row["count"] for row in rows if row["head"] not in keyring.heads)
    older = sum(row["count"] for row in rows if row["head"] != keyring.head) - unknown
    if unknown:
        return Finding(
            "Sealed values",
            False,
            f"{unknown} cannot be opened with the keys known",
            "Put the key that was taken away back into HUB_SECRET_KEYS, behind the first.",
        )
    words = f"all can be opened; {older} wait to be sealed with the first key"
    return Finding("Sealed values", True, words)


def _place(url: str) -> str:
    """Where a URL leads, without its password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'the Unix socket'}{parts.path}"
