"""The statement of a card as a CSV file that Excel reads, by a signed link."""

import base64
import binascii
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.canteen import reads
from hub.canteen.rules import LedgerEntryKind
from hub.kernel import keyring
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.db import acquire
from hub.kernel.downloads import write_row
from hub.kernel.money import in_yuan

PATH = "/statements"
LASTS = timedelta(minutes=10)
"""Long enough to open it; it says what somebody eats, where and when."""
_PURPOSE = "meal card statement"
_BOM = "\ufeff"
_TITLES = ("序号", "时间", "事由", "存入（元）", "支出（元）", "余额（元）", "站点", "备注")
_WORDS = {
    LedgerEntryKind.TOPPED_UP: "充值",
    LedgerEntryKind.TOP_UP_REVERSED: "充值冲正",
    LedgerEntryKind.ORDER_PAID: "支付",
    LedgerEntryKind.ORDER_REFUNDED: "退款",
    LedgerEntryKind.CARD_CLOSED: "销卡",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class StatementLink:
    """The movements of a resident's card from a day until before another."""

    resident_id: UUID
    from_on: date
    until_on: date
    expires_at: datetime

    @property
    def said(self) -> str:
        """What is signed."""
        seconds = int(self.expires_at.timestamp())
        return f"{self.resident_id}.{self.from_on}.{self.until_on}.{seconds}"

    @property
    def path(self) -> str:
        """Where it is served."""
        signature = keyring.current().sign(self.said, _PURPOSE)
        return f"{PATH}/{self.said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def statement_link(
    resident_id: UUID, from_on: date, until_on: date, now: datetime
) -> StatementLink:
    """A link from now on."""
    expires_at = (now + LASTS).replace(microsecond=0).astimezone(UTC)
    return StatementLink(resident_id, from_on, until_on, expires_at)


def read_statement_link(text: str, now: datetime) -> StatementLink | None:
    """What a link stands for; null unless the hub made it and it has not expired."""
    said, _, signature = text.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        resident, start, end, seconds = said.split(".")
    except (binascii.Error, ValueError):
        return None
    if not keyring.current().is_signed(said, raw, _PURPOSE):
        return None
    expires_at = datetime.fromtimestamp(int(seconds), UTC)
    if now >= expires_at:
        return None
    return StatementLink(
        UUID(resident), date.fromisoformat(start), date.fromisoformat(end), expires_at
    )


def routes() -> list[Route]:
    """`/statements/…`: what a signed link of the API stands for."""
    return [Route(f"{PATH}/{{link}}", _serve, methods=["GET"], name="statement")]


async def _serve(request: Request) -> Response:
    link = read_statement_link(request.path_params["link"], utc_now())
    if link is None:
        words = "链接无效或已过期，请重新打开。\nThe link is not valid, or has expired.\n"
        return PlainTextResponse(words, 404, _HEADERS)
    name = quote(f"助餐卡流水 {link.from_on}.csv")
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return StreamingResponse(_csv(link), media_type="text/csv; charset=utf-8", headers=headers)


async def _csv(link: StatementLink) -> AsyncIterator[str]:
    """The file, as it is read: some hundred movements at a time."""
    yield _BOM + _written([_TITLES])
    after = 0
    while True:
        async with acquire() as connection:
            lines = await reads.statement_lines(
                connection, link.resident_id, link.from_on, link.until_on, after
            )
        if not lines:
            return
        yield _written([_cells(line) for line in lines])
        after = lines[-1].number


def _cells(line: reads.StatementLine) -> tuple[object, ...]:
    return (
        line.number,
        f"{line.at.astimezone(HUB_ZONE):%Y-%m-%d %H:%M}",
        _WORDS[line.kind],
        in_yuan(line.amount_fen) if line.amount_fen > 0 else "",
        in_yuan(-line.amount_fen) if line.amount_fen < 0 else "",
        in_yuan(line.balance_fen),
        line.site or "",
        line.note or "",
    )


def _written(rows: list[tuple[object, ...]]) -> str:
    file = StringIO(newline="")
    for row in rows:
        write_row(file, row)
    return file.getvalue()
