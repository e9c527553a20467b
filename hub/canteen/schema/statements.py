"""The statement of a card as a file."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from hub.canteen import pages, reads
from hub.canteen.schema.access import AUDITORS
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.query import Context, key_of, payload, resolver
from hub.settings import settings


@payload
class CardStatementFile:
    """A file to download (流水文件)."""

    url: str
    """Where it is: CSV in UTF-8, as Excel reads it. A path on this host, or a whole address."""
    expires_at: datetime
    """Until when it can be opened."""


@resolver(Role.RESIDENT, *AUDITORS)
async def card_statement_file(
    ctx: Context, resident_id: strawberry.ID, from_on: date, until_on: date
) -> CardStatementFile | None:
    """The statement of a resident's card as a file, for themselves, their proxy and auditors.

    Whoever has the link gets the file for ten minutes (流水导出).

    Args:
        resident_id: Whose.
        from_on: The first day.
        until_on: The day after the last.
    """
    key = key_of(resident_id, "Resident")
    async with acquire() as connection:
        if not await _may_see(ctx, connection, key):
            return None
    link = pages.statement_link(key, from_on, until_on, ctx.now)
    return CardStatementFile(url=f"{settings().public_url}{link.path}", expires_at=link.expires_at)


async def _may_see(ctx: Context, connection: reads.Fetches, resident_id: UUID) -> bool:
    if await reads.may_pay_for(connection, resident_id, ctx.viewer.resident_id, ctx.now):
        return True
    return await reads.lives_within(connection, resident_id, ctx.viewer, AUDITORS)
