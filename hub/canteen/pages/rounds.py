"""The route sheet of a delivery round, as a page to print or an XLSX file, by a signed link."""

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from html import escape
from io import BytesIO
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from hub.canteen import reads
from hub.canteen.pages import writing
from hub.canteen.reads import Door, RouteHead
from hub.kernel import keyring
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.db import acquire
from hub.kernel.downloads import Workbook

PATH = "/rounds"
LASTS = timedelta(minutes=10)
"""Long enough to find the printer; it holds names and addresses."""
_PURPOSE = "delivery round"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_TITLES = ("顺序", "预计", "号", "姓名", "地址", "电话", "餐品", "饮食提示", "备注", "签收")


class RoundPageKind(StrEnum):
    """How a route sheet is taken along (路线单形式)."""

    PAGE = "PAGE"
    """A page of A4 to print, with room for signatures (打印页)."""
    WORKBOOK = "WORKBOOK"
    """An XLSX file (表格)."""


@dataclass(frozen=True, slots=True)
class RoundLink:
    """The route sheet of one round."""

    kind: RoundPageKind
    round_id: UUID
    expires_at: datetime

    @property
    def said(self) -> str:
        """What is signed."""
        return f"{self.kind}.{self.round_id}.{int(self.expires_at.timestamp())}"

    @property
    def path(self) -> str:
        """Where it is served."""
        signature = keyring.current().sign(self.said, _PURPOSE)
        return f"{PATH}/{self.said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def round_link(kind: RoundPageKind, round_id: UUID, now: datetime) -> RoundLink:
    """A link from now on."""
    expires_at = (now + LASTS).replace(microsecond=0).astimezone(UTC)
    return RoundLink(kind, round_id, expires_at)


def read_round_link(text: str, now: datetime) -> RoundLink | None:
    """What a link stands for; null unless the hub made it and it has not expired."""
    said, _, signature = text.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        kind, round_id, seconds = said.split(".")
    except (binascii.Error, ValueError):
        return None
    if not keyring.current().is_signed(said, raw, _PURPOSE):
        return None
    expires_at = datetime.fromtimestamp(int(seconds), UTC)
    if now >= expires_at:
        return None
    return RoundLink(RoundPageKind(kind), UUID(round_id), expires_at)


def routes() -> list[Route]:
    """`/rounds/…`: what a signed link of the API stands for."""
    return [Route(f"{PATH}/{{link}}", _serve, methods=["GET"], name="round")]


async def _serve(request: Request) -> Response:
    link = read_round_link(request.path_params["link"], utc_now())
    head: RouteHead | None = None
    doors: Sequence[Door] = ()
    if link is not None:
        async with acquire() as connection:
            head = await reads.route_head(connection, link.round_id)
            doors = await reads.doors(connection, link.round_id)
    if link is None or head is None:
        words = "链接无效或已过期，请重新打开。\nThe link is not valid, or has expired.\n"
        return PlainTextResponse(words, 404, _HEADERS)
    if link.kind is RoundPageKind.PAGE:
        return _page(head, doors)
    content = await asyncio.to_thread(_filled, head, doors)
    name = quote(f"{_title(head)}.xlsx")
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=_XLSX, headers=headers)


def _page(head: RouteHead, doors: Sequence[Door]) -> Response:
    digest = base64.b64encode(hashlib.sha256(writing.STYLES.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    headers = {**_HEADERS, "Content-Security-Policy": policy}
    return HTMLResponse(
        writing.page(_title(head), writing.STYLES, _written(head, doors)), 200, headers
    )


def _written(head: RouteHead, doors: Sequence[Door]) -> Iterator[str]:
    yield f"<h1>{escape(_title(head))}</h1><p>{escape(_driven(head))}，共 {len(doors)} 户</p>"
    yield writing.made_note(utc_now())
    yield "<table><thead><tr>"
    yield "".join(f"<th>{title}</th>" for title in _TITLES)
    yield "</tr></thead><tbody>"
    for door in doors:
        needs = writing.written_needs(door.needs, "span")
        late = ' <span class="mark">超时</span>' if door.is_late else ""
        yield (
            f"<tr><td class='n'>{door.position}</td><td>{_clock(door.planned_at)}{late}</td>"
            f"<td class='n'>{door.number}</td><td><b>{escape(door.name)}</b></td>"
            f"<td>{escape(door.address)}</td><td>{escape(door.phone or '')}</td>"
            f"<td>{'<br>'.join(map(escape, _dishes(door)))}</td>"
            f"<td>{needs}</td>"
            f"<td>{escape(door.note or '')}</td><td></td></tr>"
        )
    yield "</tbody></table>"


def _filled(head: RouteHead, doors: Sequence[Door]) -> bytes:
    """The route sheet as XLSX; a row for each door."""
    file = BytesIO()
    with Workbook(file) as book:
        page = book.page("路线单")
        page.append([_title(head)])
        page.append([_driven(head)])
        page.append(list(_TITLES))
        for door in doors:
            texts = (door.name, door.address, door.phone or "", "；".join(_dishes(door)))
            diet = writing.diet_words(need["kind"] for need in door.needs)
            rest = (*texts, diet, door.note or "", "")
            page.append([door.position, _clock(door.planned_at), door.number, *rest])
    return file.getvalue()


def _title(head: RouteHead) -> str:
    """Such as 路线单 桂花社区食堂 2026-06-02 午餐 第 1 班."""
    period = writing.PERIODS[head.period]
    return f"路线单 {head.site} {head.on.isoformat()} {period} 第 {head.number} 班"


def _driven(head: RouteHead) -> str:
    who = head.volunteer or "待定"
    vehicle = f"，{head.vehicle}" if head.vehicle else ""
    return f"{_clock(head.depart_at)} 出发，志愿者：{who}{vehicle}"


def _dishes(door: Door) -> list[str]:
    return [f"{line['dish']} × {line['portions']}" for line in door.lines]


def _clock(at: datetime) -> str:
    return f"{at.astimezone(HUB_ZONE):%H:%M}"
