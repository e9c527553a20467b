"""Looks the installation over: what is wrong, and what to do about it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from hub import app, migrate, operating, settings
from hub.canteen import reads
from hub.console import is_built
from hub.kernel.access import Role
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.keyring import Keyring
from hub.operating import CannotOperate
from hub.settings import BadSetting, Settings

OLDEST_POSTGRES = 150000
# Identity, telephone and card numbers, by the key that each was sealed with.
_HEADS = """SELECT substr(sealed, 1, $1) AS head, count(*) AS count
FROM (SELECT phone AS sealed FROM resident UNION ALL SELECT identity_number FROM resident
    UNION ALL SELECT number FROM meal_card) AS each
WHERE sealed IS NOT NULL GROUP BY 1"""
_ADMINISTRATORS = """SELECT count(DISTINCT account_id) FROM role_grant
JOIN account ON account.id = role_grant.account_id
WHERE role = $1 AND area_id IS NULL AND site_id IS NULL AND disabled_at IS NULL
AND revoked_at IS NULL AND from_at <= now() AND (until_at IS NULL OR now() < until_at)"""
_TOLERABLE_SKEW = timedelta(seconds=2)
# A worker says every ten seconds that it lives.
_WORKER_SILENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` says what to do when it is not well."""

    what: str
    is_well: bool
    says: str
    advice: str = ""
    is_serious: bool = True


async def refused(error: BadSetting) -> AsyncIterator[Finding]:
    """What there is to say when the settings make no sense."""
    yield Finding("Settings", False, str(error), "Set the variable to what it should be.")


async def examine(chosen: Settings) -> AsyncIterator[Finding]:
    """Everything that can be looked at, the next only when the one before it makes sense.

    Raises:
        BadSetting: a file or an issuer that the settings name cannot be what it is.
    """
    app.check(chosen)
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
        async with operating.connection(chosen.database_url) as connection:
            async for finding in _about_database(connection, chosen):
                yield finding
    except CannotOperate as error:
        yield Finding(
            "Database", False, str(error), "Start PostgreSQL, or correct HUB_DATABASE_URL."
        )


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
        f"{operating.place(chosen.required_database_url)}, PostgreSQL {version}",
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
    if not missing:
        async for finding in _about_rows(connection, chosen):
            yield finding
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


async def _about_rows(connection: asyncpg.Connection, chosen: Settings) -> AsyncIterator[Finding]:
    """What only a migrated database can be asked."""
    if chosen.secret_keys:
        yield await _about_sealed(connection, Keyring(chosen.required_secret_keys))
    yield await _about_ledger(connection)
    seen = await connection.fetchval("SELECT max(last_heartbeat) FROM procrastinate_workers")
    yield Finding(
        "Worker",
        seen is not None and utc_now() - seen < _WORKER_SILENCE,
        f"last seen {seen.astimezone(HUB_ZONE):%Y-%m-%d %H:%M:%S}" if seen else "none works",
        "Start `hub worker`: without it no job runs, and nobody is told of what happens.",
        is_serious=False,
    )
    count = await connection.fetchval(_ADMINISTRATORS, Role.CITY_ADMINISTRATOR.value)
    yield Finding(
        "Administrators",
        count > 0,
        f"{count} of the whole city",
        "Run `hub user create NAME` and `hub user grant NAME city_administrator`.",
        is_serious=False,
    )


async def _about_ledger(connection: asyncpg.Connection) -> Finding:
    trouble = await reads.ledger_trouble(connection)
    return Finding(
        "Ledger",
        trouble.is_none,
        "it adds up to nothing, and every balance is what was posted"
        if trouble.is_none
        else f"it adds up to {trouble.trial_fen} fen; {trouble.uneven_entries} entries do not, "
        f"{trouble.strayed_balances} balances and {trouble.strayed_bills} bills have strayed",
        "Somebody has written to the database past the hub: compare it with a backup.",
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
