"""Reports as files: what is in them, and that only the hub's own links open them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from hub.canteen import pages
from hub.canteen.pages.reports import read_report_link, report_link
from hub.canteen.rules.reports import MealReportKind
from hub.grid.models import Site
from hub.kernel.access import NOBODY, Grant, Role, Viewer
from hub.kernel.clock import utc_now
from hub.query import global_id
from tests import make
from tests.canteen.test_reports import town
from tests.make.canteen import MEAL_DAY

pytestmark = pytest.mark.usefixtures("database")

FILE = """query ($placeId: ID!, $kind: MealReportKind!, $on: Date!, $format: MealReportFormat!) {
    file: mealReportFile(placeId: $placeId, kind: $kind, on: $on, format: $format) {
    url expiresAt } }"""


@pytest.fixture
def served():
    transport = httpx.ASGITransport(Starlette(routes=pages.routes()))
    return httpx.AsyncClient(transport=transport, base_url="http://hub")


async def asked(ask, viewer, place, kind="DAILY", format="CSV", on=MEAL_DAY):
    body = await ask(
        FILE, by=viewer, now=utc_now(), placeId=place, kind=kind, format=format, on=on.isoformat()
    )
    return body["data"]["file"]


async def test_a_day_is_a_file_for_excel(ask, served):
    _, site, item = await town()
    # A name that a spreadsheet would take for a formula.
    await Site.filter(id=site.id).update(name="=1+1")
    file = await asked(ask, make.manager(site), global_id("MealSite", site.id))
    async with served:
        response = await served.get(file["url"])
        forged = await served.get(file["url"].replace("2026", "2025", 1))
        none = await served.get("/reports/none")
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["订单"]
    assert rows[1][:5] == ["站点", "餐次", "方式", "状态", "单数"]
    assert rows[2] == [
        *("'=1+1", "午餐", "堂食", "未取餐", "1", "1"),
        *("12.00", "0.00", "0.00", "12.00"),
    ]
    assert [*rows[-2]][2:] == [item.name]
    assert (forged.status_code, none.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        ("DAILY", ["订单", "收支", "配送", "缺留样"]),
        ("MONTHLY", ["用餐统计", "汇总"]),
        ("YEARLY", ["覆盖率", "月度", "出资"]),
    ],
)
async def test_a_workbook_has_a_sheet_for_each_part(ask, served, kind, sheets):
    area, _, _ = await town()
    auditor = Viewer(grants=(Grant(Role.CIVIL_AFFAIRS_AUDITOR, area_id=area.id),))
    file = await asked(ask, auditor, global_id("Area", area.id), kind, "XLSX")
    async with served:
        response = await served.get(file["url"])
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == sheets
    first = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    if kind == "MONTHLY":
        assert ["身份类别", "独居", 1, 1, 12, 0, 0, 12] in first
        assert ["年龄段", "70-79", 1, 1, 12, 0, 0, 12] in first
    if kind == "YEARLY":
        assert first[1] == ["70-79", 1, 1, 1]


async def test_a_link_lasts_for_ten_minutes():
    now = utc_now()
    key = (await make.canteen()).id
    link = report_link(
        MealReportKind.DAILY, pages.MealReportFormat.CSV, key, MEAL_DAY, now, is_area=False
    )
    text = link.path.removeprefix("/reports/")
    assert read_report_link(text, now) == link
    assert read_report_link(text, now + timedelta(minutes=10)) is None
    assert read_report_link(f"x{text}", now) is None
    assert read_report_link("nonsense", now) is None


async def test_files_are_for_who_answers_for_the_place(ask):
    _, site, _ = await town()
    place = global_id("MealSite", site.id)
    assert await asked(ask, make.manager(await make.canteen()), place) is None
    assert await asked(ask, make.staff(site), place) is None
    assert await asked(ask, NOBODY, place) is None
