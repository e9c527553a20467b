"""Serving what kitchens print. Long pages are sent as they are read, a hundred orders at a time."""

import asyncio
import hashlib
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.canteen import reads
from hub.canteen.pages import writing
from hub.canteen.pages.links import PATH, KitchenPageKind, Link, read_link
from hub.canteen.reads import SheetHead, Slip, ToCook
from hub.kernel.clock import utc_now
from hub.kernel.db import acquire
from hub.kernel.downloads import Workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def routes() -> list[Route]:
    """`/kitchen/…`: what a signed link of the API stands for."""
    return [Route(f"{PATH}/{{link}}", _serve, methods=["GET"], name="kitchen")]


async def _serve(request: Request) -> Response:
    link = read_link(request.path_params["link"], utc_now())
    head, point = (None, None) if link is None else await _looked_up(link)
    if link is None or head is None:
        return PlainTextResponse(
            "链接无效或已过期，请重新打开。\nThe link is not valid, or has expired.\n",
            404,
            _HEADERS,
        )
    match link.kind:
        case KitchenPageKind.WORKBOOK:
            return await _workbook(head)
        case KitchenPageKind.LABELS:
            styles = writing.STYLES + writing.LABEL_STYLES
            return _streamed(styles, _labels(head, link, styles))
        case KitchenPageKind.PACKING:
            return _streamed(writing.STYLES, _packing(head, link, point))
        case KitchenPageKind.PRODUCTION:
            return _streamed(writing.STYLES, _production(head, link, point))


async def _looked_up(link: Link) -> tuple[SheetHead | None, str | None]:
    async with acquire() as connection:
        head = await reads.sheet_head(connection, link.sheet_id)
        if head is None or link.point_id is None:
            return head, None
        point = await reads.sheet_point(connection, link.point_id, head.site_id)
    return head, None if point is None else point.name


def _streamed(styles: str, body: AsyncIterator[str]) -> Response:
    digest = b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"
    headers = {**_HEADERS, "Content-Security-Policy": policy}
    return StreamingResponse(body, media_type="text/html; charset=utf-8", headers=headers)


async def _production(head: SheetHead, link: Link, point: str | None) -> AsyncIterator[str]:
    async with acquire() as connection:
        rows = await reads.to_cook(connection, head.sheet_id)
    yield writing.opening(writing.title_of(head, "备餐单"), writing.STYLES)
    yield writing.head_of(head, "备餐单", point)
    yield writing.production_table(rows)
    yield f"<h2>过敏名单</h2>{writing.made_note(utc_now())}{writing.SLIPS_OPEN}"
    async for part in _written(link, lambda slips: writing.slip_rows(_allergic(slips))):
        yield part
    yield writing.SLIPS_CLOSE + writing.closing()


async def _packing(head: SheetHead, link: Link, point: str | None) -> AsyncIterator[str]:
    yield writing.opening(writing.title_of(head, "装餐单"), writing.STYLES)
    yield writing.head_of(head, "装餐单", point)
    yield writing.made_note(utc_now()) + writing.SLIPS_OPEN
    async for part in _written(link, writing.slip_rows):
        yield part
    yield writing.SLIPS_CLOSE + writing.closing()


async def _labels(head: SheetHead, link: Link, styles: str) -> AsyncIterator[str]:
    yield writing.opening(writing.title_of(head, "餐盒标签"), styles)
    is_empty = True
    async for part in _written(
        link,
        lambda slips: "".join(writing.label(head, slip) for slip in slips if not slip.is_gone),
    ):
        is_empty = is_empty and not part
        yield part
    yield (writing.NO_LABELS if is_empty else "") + writing.closing()


async def _written(link: Link, write: Callable[[list[Slip]], str]) -> AsyncIterator[str]:
    """The orders of a link, written in a thread: drawing codes takes the processor's time.

    The connection is given back in between, for a slow reader would hold it.
    """
    last = 0
    while True:
        async with acquire() as connection:
            slips = await reads.slips(connection, link.sheet_id, link.point_id, last, link.mode)
        if not slips:
            return
        yield await asyncio.to_thread(write, slips)
        last = slips[-1].number


async def _workbook(head: SheetHead) -> Response:
    async with acquire() as connection:
        rows = await reads.to_cook(connection, head.sheet_id)
    content = await asyncio.to_thread(_filled, head, rows)
    name = quote(f"{writing.title_of(head, '备餐表')}.xlsx")
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=_XLSX, headers=headers)


def _filled(head: SheetHead, rows: list[ToCook]) -> bytes:
    """The production sheet as XLSX; a row for each dish, way of serving and diet."""
    file = BytesIO()
    with Workbook(file) as book:
        page = book.page("备餐表")
        page.append([writing.title_of(head, "备餐表")])
        page.append(["菜品", "就餐方式", "饮食要求", "份数", "订单数"])
        for row in rows:
            diet = writing.diet_words(row.diet) or "普通"
            page.append([row.dish, writing.MODES[row.mode], diet, row.portions, row.orders])
    return file.getvalue()


def _allergic(slips: list[Slip]) -> list[Slip]:
    return [slip for slip in slips if slip.has_allergy]
