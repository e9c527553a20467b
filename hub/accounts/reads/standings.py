"""Who holds a token: session or identity, account, resident, wards and grants in one statement."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from hub.accounts.rules import SEEN_EVERY, DatedWard, Identity, Standing
from hub.kernel.access import Grant, Role, Ward
from hub.kernel.db import acquire
from hub.people.reads import is_bound_sql
from hub.people.rules import ProxyScope

# Grants and proxies come with their dates, also those that have not begun: the standing is kept for
# a while and asked as of each request. The use of a session is noted at most once a minute.
_FACTS = f"""SELECT account.id AS account_id, account.resident_id, resident.area_id,
resident.died_on, resident.moved_out_on,
ARRAY(SELECT (ward_id, scopes, from_on, until_on) FROM proxy
    WHERE holder_id = account.resident_id AND {is_bound_sql("$3")}) AS wards,
ARRAY(SELECT (role::text, area_id, site_id, from_at, until_at) FROM role_grant
    WHERE account_id = account.id AND (until_at IS NULL OR until_at > $2)) AS grants"""
_BY_TOKEN = f"""WITH found AS (SELECT id, account_id, expires_at, seen_at, idle_seconds
    FROM session WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2
    AND seen_at + make_interval(secs => idle_seconds) > $2),
noted AS (UPDATE session SET seen_at = $2 FROM found
    WHERE session.id = found.id AND found.seen_at <= $4)
{_FACTS}, found.id AS session_id, found.expires_at, found.idle_seconds,
CASE WHEN found.seen_at <= $4 THEN $2 ELSE found.seen_at END AS seen_at
FROM found JOIN account ON account.id = found.account_id AND account.disabled_at IS NULL
LEFT JOIN resident ON resident.id = account.resident_id"""
_BY_IDENTITY = f"""{_FACTS}, account.disabled_at
FROM external_identity AS identity JOIN account ON account.id = identity.account_id
LEFT JOIN resident ON resident.id = account.resident_id
WHERE identity.issuer = $1 AND identity.subject = $4"""


class Disabled(Exception):
    """The account behind an identity is disabled."""


async def by_token(digest: bytes, now: datetime, today: date) -> Standing | None:
    """The standing of the holder of a session token, by its hash; None when it is not good now."""
    async with acquire() as connection:
        row = await connection.fetchrow(_BY_TOKEN, digest, now, today, now - SEEN_EVERY)
    if row is None:
        return None
    idle_at = row["seen_at"] + timedelta(seconds=row["idle_seconds"])
    return _standing(row, min(row["expires_at"], idle_at), session_id=row["session_id"])


async def by_identity(identity: Identity, now: datetime, today: date) -> Standing | None:
    """The standing of somebody whom an issuer vouches for; None when seen for the first time.

    Raises:
        Disabled: the account may not be used.
    """
    async with acquire() as connection:
        row = await connection.fetchrow(_BY_IDENTITY, identity.issuer, now, today, identity.subject)
        if row is None:
            return None
        if row["disabled_at"] is not None:
            raise Disabled
        claimed = await _claimed(connection, identity)
    return _standing(row, identity.expires_at, extra=claimed)


def _standing(
    row: asyncpg.Record,
    ends_at: datetime,
    *,
    session_id: UUID | None = None,
    extra: Iterable[Grant] = (),
) -> Standing:
    left = [day for day in (row["died_on"], row["moved_out_on"]) if day is not None]
    return Standing(
        account_id=row["account_id"],
        ends_at=ends_at,
        session_id=session_id,
        resident_id=row["resident_id"],
        home_area_id=row["area_id"],
        has_died=row["died_on"] is not None,
        left_on=min(left, default=None),
        wards=tuple(
            DatedWard(Ward(ward_id, frozenset(map(ProxyScope, scopes))), *period)
            for ward_id, scopes, *period in row["wards"]
        ),
        grants=(*(Grant(Role(role), *rest) for role, *rest in row["grants"]), *extra),
    )


async def _claimed(connection: asyncpg.Connection, identity: Identity) -> list[Grant]:
    """The grants that a token claims. An area code that no area has gives none."""
    codes = [claimed.area_code for claimed in identity.roles if claimed.area_code]
    areas: dict[str, UUID] = {}
    if codes:
        rows = await connection.fetch("SELECT code, id FROM area WHERE code = ANY($1)", codes)
        areas = {row["code"]: row["id"] for row in rows}
    return [
        Grant(claimed.role, area_id=areas[claimed.area_code] if claimed.area_code else None)
        for claimed in identity.roles
        if claimed.area_code is None or claimed.area_code in areas
    ]
