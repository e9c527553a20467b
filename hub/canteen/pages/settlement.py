"""A settlement with all its lines as a CSV or XLSX file, by a signed link."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from tempfile import TemporaryFile
from urllib.parse import quote
from uuid import UUID

import asyncpg
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.canteen import reads
from hub.canteen.pages.writing import PERIODS
from hub.canteen.rules import (
    FundingLevel,
    RedemptionMethod,
    SettlementExceptionStatus,
    SettlementLineKind,
)
from hub.kernel import keyring
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.db import acquire
from hub.kernel.downloads import Workbook, write_row

PATH = "/settlements"
LASTS = timedelta(minutes=10)
"""Long enough to open it; it says who ate where on public money."""
_PURPOSE = "settlement file"
_BOM = "\ufeff"
_PIECE_BYTES = 1 << 16
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEVELS = {
    FundingLevel.CITY: "市级",
    FundingLevel.DISTRICT: "区县级",
    FundingLevel.TOWNSHIP: "镇街",
    FundingLevel.COMMUNITY: "社区",
    FundingLevel.SOCIETY: "社会",
}
_KINDS = {SettlementLineKind.MEAL: "就餐补贴", SettlementLineKind.CORRECTION: "冲减"}
_METHODS = {
    RedemptionMethod.FACE: "人脸",
    RedemptionMethod.CARD: "刷卡",
    RedemptionMethod.QR: "扫码",
    RedemptionMethod.MANUAL: "人工",
}
_EXCEPTIONS = {
    SettlementExceptionStatus.RAISED: "待说明",
    SettlementExceptionStatus.ANSWERED: "待裁定",
    SettlementExceptionStatus.ACCEPTED: "维持",
    SettlementExceptionStatus.REMOVED: "剔除",
}
_TITLES = (
    *("类别", "日期", "餐次", "订单号", "姓名", "就餐点", "核销时间", "核销方式", "补贴（元）"),
    *(f"{level}（元）" for level in LEVELS.values()),
    *("冲减原因", "异议", "异议原因"),
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class SettlementFormat(StrEnum):
    """What kind of file a settlement is given as (文件格式)."""

    CSV = "CSV"
    """Comma-separated values in UTF-8 with a mark, as Excel reads them; the sums come last."""
    XLSX = "XLSX"
    """A workbook with a sheet of the sums by funding level, and one of the lines."""


@dataclass(frozen=True, slots=True)
class SettlementLink:
    """A settlement as a file, until when."""

    batch_id: UUID
    format: SettlementFormat
    expires_at: datetime

    @property
    def said(self) -> str:
        """What is signed."""
        return f"{self.batch_id}.{self.format}.{int(self.expires_at.timestamp())}"

    @property
    def path(self) -> str:
        """Where it is served."""
        signature = keyring.current().sign(self.said, _PURPOSE)
        return f"{PATH}/{self.said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def settlement_link(batch_id: UUID, format: SettlementFormat, now: datetime) -> SettlementLink:
    """A link from now on."""
    expires_at = (now + LASTS).replace(microsecond=0).astimezone(UTC)
    return SettlementLink(batch_id, format, expires_at)


def read_settlement_link(text: str, now: datetime) -> SettlementLink | None:
    """What a link stands for; null unless the hub made it and it has not expired."""
    said, _, signature = text.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        batch, kind, seconds = said.split(".")
    except (binascii.Error, ValueError):
        return None
    if not keyring.current().is_signed(said, raw, _PURPOSE):
        return None
    expires_at = datetime.fromtimestamp(int(seconds), UTC)
    if now >= expires_at:
        return None
    return SettlementLink(UUID(batch), SettlementFormat(kind), expires_at)


def routes() -> list[Route]:
    """`/settlements/…`: what a signed link of the API stands for."""
    return [Route(f"{PATH}/{{link}}", _serve, methods=["GET"], name="settlement")]


async def _serve(request: Request) -> Response:
    link = read_settlement_link(request.path_params["link"], utc_now())
    head = None
    if link is not None:
        async with acquire() as connection:
            head = await reads.settlement_head(connection, link.batch_id)
    if link is None or head is None:
        words = "链接无效或已过期，请重新打开。\nThe link is not valid, or has expired.\n"
        return PlainTextResponse(words, 404, _HEADERS)
    name = quote(f"结算 {head.site} {head.month_on:%Y-%m}.{link.format.lower()}")
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if link.format is SettlementFormat.CSV:
        media = "text/csv; charset=utf-8"
        return StreamingResponse(_csv(link, head), media_type=media, headers=headers)
    return StreamingResponse(_workbook(link, head), media_type=_XLSX, headers=headers)


async def _pages(batch_id: UUID) -> AsyncIterator[list[asyncpg.Record]]:
    """The lines, a page at a time; the connection is given back in between, for slow readers."""
    after = UUID(int=0)
    while True:
        async with acquire() as connection:
            lines = await reads.settlement_page(connection, batch_id, after)
        if not lines:
            return
        yield lines
        after = lines[-1]["id"]


async def _csv(link: SettlementLink, head: reads.SettlementHead) -> AsyncIterator[str]:
    yield _BOM + _written([_TITLES])
    async for lines in _pages(link.batch_id):
        yield _written(_cells(line) for line in lines)
    sums = (_yuan(head.amount_fen), *(_yuan(fen) for fen in head.levels.values()))
    yield _written([("合计", "", "", head.lines, "", head.site, "", "", *sums, "", "", "")])


async def _workbook(link: SettlementLink, head: reads.SettlementHead) -> AsyncIterator[bytes]:
    """The rows go to a file as they are read, and the file to the client once it is whole."""
    with TemporaryFile() as file:
        book = Workbook(file)
        sums = book.page("汇总")
        sums.append(["单位", "月份", "出资层级", "金额（元）", "笔数"])
        month = f"{head.month_on:%Y-%m}"
        for level, fen in head.levels.items():
            sums.append([head.site, month, LEVELS[level], _yuan(fen), None])
        sums.append([head.site, month, "合计", _yuan(head.amount_fen), head.lines])
        sheet = book.page("明细")
        sheet.append(_TITLES)

        def fill(lines: Sequence[asyncpg.Record]) -> None:
            for line in lines:
                sheet.append(_cells(line))

        async for lines in _pages(link.batch_id):
            await asyncio.to_thread(fill, lines)
        await asyncio.to_thread(book.close)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, _PIECE_BYTES):
            yield piece


def _cells(line: asyncpg.Record) -> tuple[object, ...]:
    """The cells of a line: texts, and numbers as numbers, so that they can be added up."""
    exception = line["exception"]
    return (
        _KINDS[SettlementLineKind(line["kind"])],
        line["on"].isoformat(),
        PERIODS[reads.period_of(line)],
        line["number"],
        line["name"],
        line["point"],
        f"{line['at'].astimezone(HUB_ZONE):%Y-%m-%d %H:%M}",
        _METHODS[RedemptionMethod(line["method"])],
        _yuan(line["amount_fen"]),
        *(_yuan(fen) for fen in reads.levels_of(line).values()),
        line["correction_reason"] or "",
        _EXCEPTIONS[SettlementExceptionStatus(exception)] if exception else "",
        line["exception_reason"] or "",
    )


def _yuan(fen: int) -> Decimal:
    """Yuan with two decimals, as a number."""
    return Decimal(fen).scaleb(-2)


def _written(rows: Iterable[Sequence[object]]) -> str:
    file = StringIO(newline="")
    for row in rows:
        write_row(file, row)
    return file.getvalue()
