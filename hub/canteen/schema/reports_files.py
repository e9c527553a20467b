"""A report as a file."""

from datetime import date, datetime

import strawberry

from hub.canteen import pages
from hub.canteen.rules.reports import READERS, MealReportKind, days_of
from hub.canteen.schema.reports import reported
from hub.kernel.db import acquire
from hub.query import Context, enumeration, parse_id, payload, resolver
from hub.settings import settings

enumeration(MealReportKind)
enumeration(pages.MealReportFormat)


@payload
class MealReportFile:
    """A file to download (报表文件)."""

    url: str
    """Where it is: a path on this host, or a whole address."""
    expires_at: datetime
    """Until when it can be opened."""


@resolver(*READERS)
async def meal_report_file(
    ctx: Context,
    place_id: strawberry.ID,
    kind: MealReportKind,
    on: date,
    format: pages.MealReportFormat,
) -> MealReportFile | None:
    """A report as a file in Chinese; null where it is not the caller's (报表导出).

    Whoever has the link gets the file for ten minutes. It names no person.

    Args:
        place_id: A `MealSite` or an `Area`.
        kind: Which report.
        on: The day, or any day of the month or year.
        format: What kind of file.
    """
    days_of(kind, on)
    parsed = parse_id(place_id)
    async with acquire() as connection:
        place = await reported(connection, ctx, place_id)
    if place is None or parsed is None:
        return None
    is_area = parsed[0] == "Area"
    link = pages.report_link(kind, format, parsed[1], on, ctx.now, is_area=is_area)
    return MealReportFile(url=f"{settings().public_url}{link.path}", expires_at=link.expires_at)
