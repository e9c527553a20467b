"""Service sites open, change and close for good."""

from datetime import date
from typing import Any
from uuid import UUID

from hub.grid import rules
from hub.grid.commands.areas import open_area
from hub.grid.models import Site
from hub.grid.rules import EVERYWHERE, GridReason, GridRefused, Reach, SiteKind
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key


@command
async def open_site(
    tx: Transaction,
    *,
    kind: SiteKind,
    code: str,
    name: str,
    name_en: str | None = None,
    area_id: UUID,
    address: str,
    phone: str | None = None,
    position: tuple[float, float] | None = None,
    on: date,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Open a service site in an area. `position` is longitude and latitude in WGS 84.

    Raises:
        GridRefused: NO_SUCH_AREA, AREA_CLOSED, CODE_TAKEN, POSITION_NOT_VALID.
    """
    code = rules.check_code(code)
    area = await open_area(tx, area_id, within)
    key = new_key()
    taken = GridRefused(GridReason.CODE_TAKEN, field="code", taken_code=code)
    with refusing("site_code_key", taken):
        await Site.create(
            id=key,
            kind=kind,
            code=code,
            area_id=area_id,
            from_on=on,
            **_details(name, name_en, address, phone, position),
        )
    tx.record("site.opened", key, scope_id=area_id, kind=kind.value, parent_id=area["parent_id"])
    return key


@command
async def update_site(
    tx: Transaction,
    *,
    site_id: UUID,
    name: str,
    name_en: str | None = None,
    address: str,
    phone: str | None = None,
    position: tuple[float, float] | None = None,
    is_open: bool,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Change what is said of a site; `is_open` False closes it for the time being.

    Raises:
        GridRefused: NO_SUCH_SITE, ALREADY_ENDED, POSITION_NOT_VALID.
    """
    await _site(tx, site_id, within)
    await Site.filter(id=site_id).update(
        is_open=is_open, **_details(name, name_en, address, phone, position)
    )
    tx.record("site.updated", site_id, scope_id=site_id, is_open=is_open)
    return site_id


@command
async def close_site(
    tx: Transaction, *, site_id: UUID, on: date, today: date, within: Reach = EVERYWHERE
) -> UUID:
    """Close a site for good.

    Raises:
        GridRefused: NO_SUCH_SITE, ALREADY_ENDED, IN_THE_FUTURE, TOO_EARLY.
    """
    rules.check_known(on, today=today, earliest=await _site(tx, site_id, within))
    await Site.filter(id=site_id).update(until_on=on, is_open=False)
    tx.record("site.closed", site_id, scope_id=site_id, on=on)
    return site_id


async def _site(tx: Transaction, site_id: UUID, within: Reach) -> date:
    """The opening day of a site within reach that is not closed for good."""
    row = await tx.fetchrow(
        "SELECT site.from_on, site.until_on, area.ancestors "
        "FROM site JOIN area ON area.id = site.area_id WHERE site.id = $1 FOR UPDATE OF site",
        site_id,
    )
    if row is None or not within.covers(row["ancestors"], site_id=site_id):
        raise GridRefused(GridReason.NO_SUCH_SITE, field="siteId")
    if row["until_on"] is not None:
        raise GridRefused(GridReason.ALREADY_ENDED, field="siteId")
    opened: date = row["from_on"]
    return opened


def _details(
    name: str,
    name_en: str | None,
    address: str,
    phone: str | None,
    position: tuple[float, float] | None,
) -> dict[str, Any]:
    longitude, latitude = position or (None, None)
    if position and not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
        raise GridRefused(GridReason.POSITION_NOT_VALID, field="position")
    return {
        "name": rules.check_text(name, field="name", most=80),
        "name_en": name_en and rules.check_text(name_en, field="nameEn", most=120),
        "address": rules.check_text(address, field="address", most=200),
        "phone": phone and rules.check_text(phone, field="phone", most=20),
        "longitude": longitude,
        "latitude": latitude,
    }
