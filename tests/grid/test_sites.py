"""Service sites open, change and close."""

from datetime import date
from uuid import UUID

import pytest

from hub.grid import commands
from hub.grid.models import Area, Site
from hub.grid.rules import GridReason, GridRefused, Reach, SiteKind
from hub.kernel.context import Actor
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]
BY = Actor.job("test")
JAN, TODAY = date(2026, 1, 1), date(2026, 11, 20)


async def opened(area: Area, **facts: object) -> UUID:
    values = {
        "kind": SiteKind.CANTEEN,
        "code": "c-1",
        "name": "玉泉社区老年食堂",
        "address": "玉泉路 1 号",
        "on": JAN,
    }
    return await commands.open_site(BY, area_id=area.id, **{**values, **facts})  # type: ignore[arg-type]


async def test_a_site_opens_is_changed_and_closes() -> None:
    key = await opened(await make.community(), position=(110.09, 34.57))
    await commands.update_site(
        BY, site_id=key, name="玉泉食堂", address="玉泉路 2 号", is_open=False
    )
    site = await Site.get(id=key)
    assert (site.code, site.name, site.is_open, site.longitude) == ("C-1", "玉泉食堂", False, None)
    await commands.close_site(BY, site_id=key, on=TODAY, today=TODAY)
    with pytest.raises(GridRefused) as refused:
        await commands.update_site(BY, site_id=key, name="x", address="x", is_open=True)
    assert refused.value.reason is GridReason.ALREADY_ENDED


async def test_a_site_has_its_own_code_and_lies_on_the_map() -> None:
    area = await make.community()
    await opened(area)
    refusals: list[tuple[dict[str, object], GridReason]] = [
        ({}, GridReason.CODE_TAKEN),
        ({"code": "C 2"}, GridReason.CODE_NOT_VALID),
        ({"code": "C2", "position": (200.0, 0.0)}, GridReason.POSITION_NOT_VALID),
        ({"code": "C2", "name": "\x00"}, GridReason.NAME_NOT_VALID),
    ]
    for facts, reason in refusals:
        with pytest.raises(GridRefused) as refused:
            await opened(area, **facts)
        assert refused.value.reason is reason


async def test_who_keeps_one_site_changes_it_and_no_other() -> None:
    mine, other = await make.site(), await make.site()
    within = Reach(site_ids=frozenset({mine.id}))
    change = {"name": "x", "address": "x", "is_open": True, "within": within}
    await commands.update_site(BY, site_id=mine.id, **change)  # type: ignore[arg-type]
    with pytest.raises(GridRefused) as refused:
        await commands.update_site(BY, site_id=other.id, **change)  # type: ignore[arg-type]
    assert refused.value.reason is GridReason.NO_SUCH_SITE
