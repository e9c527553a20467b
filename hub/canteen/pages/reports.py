"""Reports as CSV or XLSX files, by a signed link."""

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from tempfile import TemporaryFile
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.canteen.reads import reports as reads
from hub.canteen.rules import (
    FulfilmentMode,
    FundingLevel,
    LedgerEntryKind,
    MealPeriod,
    OrderStatus,
    PaymentMethod,
    StopStatus,
)
from hub.canteen.rules.reports import MealReportDimension, MealReportKind, days_of, rate
from hub.kernel import keyring
from hub.kernel.clock import utc_now
from hub.kernel.db import acquire
from hub.kernel.downloads import Workbook, write_row
from hub.people.rules import StatusKind
from hub.query.docstrings import of_attributes

PATH = "/reports"
LASTS = timedelta(minutes=10)
_PURPOSE = "meal report"
_BOM = "\ufeff"
_PIECE_BYTES = 1 << 16
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
# The term of the trade at the end of what the API says of a value.
_TERM = re.compile(r"\(([^()]+)\)\.$")
_SUMS = ("人数", "原价（元）", "优惠（元）", "补贴（元）", "自付（元）")


class MealReportFormat(StrEnum):
    """What kind of file a report is given as (文件格式)."""

    CSV = "CSV"
    """Comma-separated values in UTF-8 with a mark, as Excel reads them; part after part."""
    XLSX = "XLSX"
    """A workbook with a sheet for each part."""


@dataclass(frozen=True, slots=True)
class ReportLink:
    """A report of a site or an area as a file, until when."""

    kind: MealReportKind
    format: MealReportFormat
    key: UUID
    is_area: bool
    on: date
    expires_at: datetime

    @property
    def said(self) -> str:
        """What is signed."""
        where = "area" if self.is_area else "site"
        until = int(self.expires_at.timestamp())
        return f"{self.kind}.{self.format}.{where}.{self.key}.{self.on}.{until}"

    @property
    def path(self) -> str:
        """Where it is served."""
        signature = keyring.current().sign(self.said, _PURPOSE)
        return f"{PATH}/{self.said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


class Part(NamedTuple):
    """A table of a report."""

    name: str
    titles: Sequence[str]
    rows: list[tuple[object, ...]]


def report_link(
    kind: MealReportKind,
    format: MealReportFormat,
    key: UUID,
    on: date,
    now: datetime,
    *,
    is_area: bool,
) -> ReportLink:
    """A link from now on."""
    expires_at = (now + LASTS).replace(microsecond=0).astimezone(UTC)
    return ReportLink(kind, format, key, is_area, on, expires_at)


def read_report_link(text: str, now: datetime) -> ReportLink | None:
    """What a link stands for; null unless the hub made it and it has not expired."""
    said, _, signature = text.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        kind, format_, where, key, on, seconds = said.split(".")
    except (binascii.Error, ValueError):
        return None
    if not keyring.current().is_signed(said, raw, _PURPOSE):
        return None
    expires_at = datetime.fromtimestamp(int(seconds), UTC)
    if now >= expires_at:
        return None
    is_area, day = where == "area", date.fromisoformat(on)
    return ReportLink(
        MealReportKind(kind), MealReportFormat(format_), UUID(key), is_area, day, expires_at
    )


def routes() -> list[Route]:
    """`/reports/…`: what a signed link of the API stands for."""
    return [Route(f"{PATH}/{{link}}", _serve, methods=["GET"], name="report")]


async def _serve(request: Request) -> Response:
    link = read_report_link(request.path_params["link"], utc_now())
    place, parts = None, []
    if link is not None:
        async with acquire() as connection:
            place = await reads.report_place(connection, link.key, is_area=link.is_area)
            parts = await _parts(connection, link, place) if place else []
    if link is None or place is None:
        words = "链接无效或已过期，请重新打开。\nThe link is not valid, or has expired.\n"
        return PlainTextResponse(words, 404, _HEADERS)
    name = quote(f"{term_of(link.kind)} {place.name} {link.on}.{link.format.lower()}")
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if link.format is MealReportFormat.CSV:
        media = "text/csv; charset=utf-8"
        return StreamingResponse(_csv(parts), media_type=media, headers=headers)
    return StreamingResponse(_workbook(parts), media_type=_XLSX, headers=headers)


def term_of(value: StrEnum) -> str:
    """The Chinese term of a value, as the API's description has it."""
    found = _TERM.search(of_attributes(type(value))[value.name])
    return found[1] if found else value.value


async def _parts(connection: Any, link: ReportLink, place: reads.ReportPlace) -> list[Part]:
    days = days_of(link.kind, link.on)
    if link.kind is MealReportKind.DAILY:
        return _daily(await reads.daily_report(connection, place, days))
    if link.kind is MealReportKind.MONTHLY:
        return _monthly(await reads.monthly_report(connection, place, days))
    return _yearly(await reads.yearly_report(connection, place, days))


def _daily(found: dict[str, Any]) -> list[Part]:
    return [
        Part(
            "订单",
            ("站点", "餐次", "方式", "状态", "单数", *_SUMS),
            [
                (
                    each["site"],
                    term_of(MealPeriod(each["period"])),
                    term_of(FulfilmentMode(each["mode"])),
                    term_of(OrderStatus(each["status"])),
                    *_sums(each),
                )
                for each in found["meals"]
            ],
        ),
        Part(
            "收支",
            ("事由", "支付方式", "笔数", "现金（元）", "金额（元）"),
            [
                (
                    term_of(LedgerEntryKind(each["kind"])),
                    term_of(PaymentMethod(each["method"])) if each["method"] else "",
                    each["entries"],
                    _yuan(each["cash_fen"]),
                    _yuan(each["amount_fen"]),
                )
                for each in found["takings"]
            ],
        ),
        Part(
            "配送",
            ("结果", "单数", "逾时"),
            [
                (term_of(StopStatus(each["status"])), each["stops"], each["late"])
                for each in found["stops"]
            ],
        ),
        Part(
            "缺留样",
            ("厨房", "餐次", "菜品"),
            [
                (each["site"], term_of(MealPeriod(each["period"])), each["dish"])
                for each in found["samples_missing"]
            ],
        ),
    ]


_FIGURES = {
    "orders": "订单数",
    "no_shows": "未取餐数",
    "late_cancelled": "逾期取消数",
    "site_cancelled": "食堂取消数",
    "waste_portions": "餐余份数",
    "waste_grams": "餐余克数",
    "elders": "60岁以上人数",
    "unused": "当月未使用人数",
}


def _monthly(found: dict[str, Any]) -> list[Part]:
    figures: list[tuple[object, ...]] = [(words, found[key]) for key, words in _FIGURES.items()]
    figures.append(("未取餐率", rate(found["no_shows"], found["orders"])))
    rows = [
        (
            term_of(MealReportDimension(each["dimension"])),
            _key(MealReportDimension(each["dimension"]), each["key"]),
            *_sums(each),
        )
        for each in found["rows"]
    ]
    return [
        Part("用餐统计", ("维度", "类别", "餐数", *_SUMS), rows),
        Part("汇总", ("项目", "数值"), figures),
    ]


def _yearly(found: dict[str, Any]) -> list[Part]:
    return [
        Part(
            "覆盖率",
            ("年龄段", "符合条件人数", "用餐人数", "覆盖率"),
            [
                (
                    each["band"],
                    each["eligible"],
                    each["took_up"],
                    rate(each["took_up"], each["eligible"]),
                )
                for each in found["bands"]
            ],
        ),
        Part(
            "月度",
            ("月份", "餐数", *_SUMS),
            [(each["month_on"][:7], *_sums(each)) for each in found["months"]],
        ),
        Part(
            "出资",
            ("出资层级", "金额（元）"),
            [
                (term_of(FundingLevel(each["level"])), _yuan(each["amount_fen"]))
                for each in found["funding"]
            ],
        ),
    ]


_ENUMS: dict[MealReportDimension, type[StrEnum]] = {
    MealReportDimension.CLASS: StatusKind,
    MealReportDimension.MODE: FulfilmentMode,
    MealReportDimension.PERIOD: MealPeriod,
    MealReportDimension.FUNDING_LEVEL: FundingLevel,
}


def _key(dimension: MealReportDimension, key: str) -> str:
    kind = _ENUMS.get(dimension)
    if kind is None:
        return key
    return "无" if key == "NONE" else term_of(kind(key))


def _sums(each: dict[str, Any]) -> tuple[object, ...]:
    money = ("price_fen", "discount_fen", "subsidy_fen", "due_fen")
    return (each["meals"], each["people"], *(_yuan(each[name]) for name in money))


def _yuan(fen: int) -> Decimal:
    """Yuan with two decimals, as a number."""
    return Decimal(fen).scaleb(-2)


async def _csv(parts: list[Part]) -> AsyncIterator[str]:
    yield _BOM
    for part in parts:
        file = StringIO(newline="")
        for cells in _lines(part):
            write_row(file, cells)
        yield file.getvalue()


def _lines(part: Part) -> Iterator[Sequence[object]]:
    """A table with its name above it and a blank line below."""
    yield (part.name,)
    yield part.titles
    yield from part.rows
    yield ()


async def _workbook(parts: list[Part]) -> AsyncIterator[bytes]:
    with TemporaryFile() as file:
        with Workbook(file) as book:
            for part in parts:
                page = book.page(part.name)
                for cells in (part.titles, *part.rows):
                    page.append(cells)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece
