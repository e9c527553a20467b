"""The kitchen's pages as HTML, in Chinese: large where a mistake would harm somebody."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

import segno

from hub.canteen.reads import SheetHead, Slip, ToCook
from hub.canteen.rules import FulfilmentMode, KitchenChangeKind, MealPeriod
from hub.kernel.clock import HUB_ZONE
from hub.people.rules import DietaryNeedKind
from hub.query import global_id

PERIODS = {
    MealPeriod.BREAKFAST: "早餐",
    MealPeriod.LUNCH: "午餐",
    MealPeriod.SUPPER: "晚餐",
}
NO_LABELS = "<p>没有标签 / No labels</p>"
MODES = {
    FulfilmentMode.DINE_IN: "堂食",
    FulfilmentMode.PICKUP: "自提",
    FulfilmentMode.DELIVERY: "送餐",
}
CHANGES = {
    KitchenChangeKind.ADDED: "加单",
    KitchenChangeKind.CANCELLED: "已退",
    KitchenChangeKind.CHANGED: "换菜",
}
NEEDS = {
    DietaryNeedKind.ALLERGY: "过敏",
    DietaryNeedKind.AVOID: "忌口",
    DietaryNeedKind.LOW_SUGAR: "低糖",
    DietaryNeedKind.LOW_SALT: "低盐",
    DietaryNeedKind.SOFT: "软食",
}
ALLERGENS = {
    "GLUTEN": "麸质",
    "CRUSTACEAN": "甲壳类",
    "FISH": "鱼",
    "EGG": "蛋",
    "PEANUT": "花生",
    "SOY": "大豆",
    "MILK": "乳",
    "TREE_NUT": "坚果",
}

# Trying all eight patterns for the most even one takes six times as long, and every scanner reads
# any of them.
_MASK = 2

STYLES = """
:root { font: 11pt/1.4 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif }
body { margin: 0 auto; max-width: 186mm; color: #000 }
h1 { font-size: 16pt; margin: 0 0 1mm } h2 { font-size: 13pt; margin: 6mm 0 2mm }
p { margin: 0 0 3mm }
table { border-collapse: collapse; width: 100% }
thead { display: table-header-group }
th, td { border: 0.3mm solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top }
tr { break-inside: avoid }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.warn { font-weight: 700; font-size: 12pt }
.allergy { background: #000; color: #fff; font-weight: 700; padding: 0 1.5mm;
    -webkit-print-color-adjust: exact; print-color-adjust: exact }
.gone { text-decoration: line-through }
.mark { border: 0.5mm solid #000; padding: 0 1mm; font-weight: 700 }
@page { size: A4; margin: 12mm }
"""
LABEL_STYLES = """
@page { size: 70mm 50mm; margin: 0 }
:root { font: 8.5pt/1.25 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif }
body { margin: 0; max-width: none }
article { box-sizing: border-box; width: 70mm; height: 50mm; padding: 2.5mm; overflow: hidden;
    break-after: page; position: relative; color: #000 }
article svg { float: right; width: 17mm; height: 17mm; margin: -0.5mm -0.5mm 0.5mm 1mm }
article b.name { font-size: 15pt } article b.number { font-size: 12pt }
article .need { font-size: 12.5pt; font-weight: 700; margin: 0.5mm 0; line-height: 1.35 }
article .need span { display: inline-block }
@media screen { article { outline: 0.2mm dashed #999 } }
article ul { margin: 0.5mm 0; padding: 0; list-style: none; font-weight: 700 }
article footer { position: absolute; left: 2.5mm; right: 2.5mm; bottom: 1.5mm; font-size: 7.5pt }
"""


def page(title: str, styles: str, body: Iterable[str]) -> str:
    """A whole page that prints as it stands."""
    return "".join([opening(title, styles), *body, closing()])


def opening(title: str, styles: str) -> str:
    """What stands before the body's contents."""
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{styles}</style></head><body>"
    )


def closing() -> str:
    """What stands after them."""
    return "</body></html>"


def title_of(head: SheetHead, what: str) -> str:
    """Such as 备餐单 桂花社区食堂 2026-06-02 午餐."""
    return f"{what} {head.site} {head.on.isoformat()} {PERIODS[head.period]}"


def head_of(head: SheetHead, what: str, point: str | None) -> str:
    """The heading of an A4 page: which meal, counted when."""
    made = head.made_at.astimezone(HUB_ZONE)
    where = f" · {escape(point)}" if point else ""
    return (
        f"<h1>{escape(title_of(head, what))}{where}</h1>"
        f"<p>截单统计 {made:%m-%d %H:%M}，共 {head.orders} 单</p>"
    )


def production_table(rows: Sequence[ToCook]) -> str:
    """What to cook: dish, way of serving, diet, portions."""
    cells = "".join(
        f"<tr><td>{escape(row.dish)}</td><td>{MODES[row.mode]}</td><td>{_diet(row.diet)}</td>"
        f'<td class="n">{row.portions}</td><td class="n">{row.orders}</td></tr>'
        for row in rows
    )
    total = sum(row.portions for row in rows)
    return (
        '<table><thead><tr><th>菜品</th><th>方式</th><th>饮食要求</th><th class="n">份数</th>'
        f'<th class="n">订单</th></tr></thead><tbody>{cells}</tbody><tfoot><tr><th colspan="3">合计'
        f'</th><th class="n">{total}</th><th></th></tr></tfoot></table>'
    )


def slip_rows(slips: Sequence[Slip]) -> str:
    """Rows of the packing list and of the allergy sheet."""
    return "".join(
        f"<tr{_gone(slip)}><td class='n'>{slip.number}</td>"
        f"<td><b>{escape(slip.name)}</b> {_mark(slip)}</td><td>{escape(slip.point)}<br>"
        f"{MODES[slip.mode]}{_address(slip)}</td><td>{_lines(slip, '<br>')}</td>"
        f"<td>{written_needs(slip.needs, 'span')}{_note(slip)}</td></tr>"
        for slip in slips
    )


SLIPS_OPEN = (
    '<table><thead><tr><th class="n">号</th><th>姓名</th><th>取餐点</th><th>菜品</th>'
    "<th>饮食提示</th></tr></thead><tbody>"
)
SLIPS_CLOSE = "</tbody></table>"


def label(head: SheetHead, slip: Slip) -> str:
    """A label: name, meal, warnings as large as they fit, and a code that names the order.

    The code is the order's id. It finds the order at the counter and proves nothing: who has the
    box in hand is not yet who may have it.
    """
    code = segno.make_qr(global_id("MealOrder", slip.order_id), error="m", mask=_MASK)
    drawn = code.svg_inline(border=2, omitsize=True)
    return (
        f'<article>{drawn}<header><b class="number">{slip.number}</b> {_mark(slip)} '
        f'<b class="name">{escape(slip.name)}</b><br>{head.on:%m-%d} {PERIODS[head.period]} '
        f"{MODES[slip.mode]}</header>"
        f'<div class="need">{written_needs(slip.needs, "span")}</div>'
        f"<ul>{_lines(slip, '')}</ul>{_note(slip)}"
        f"<footer>{escape(slip.point)}{_address(slip)}</footer></article>"
    )


def made_note(now: datetime) -> str:
    """When it was printed: what was changed later is not on it."""
    return f"<p>打印于 {now.astimezone(HUB_ZONE):%m-%d %H:%M}，含截单后的加单、退单和换菜</p>"


def diet_words(diet: Iterable[str]) -> str:
    """Kinds of need in words."""
    return "、".join(NEEDS[DietaryNeedKind(kind)] for kind in diet)


def written_needs(needs: Sequence[dict[str, Any]], tag: str) -> str:
    """What the food must respect, allergies white on black; each in an element of its own."""
    written = []
    for need in needs:
        kind = DietaryNeedKind(need["kind"])
        substance = need["substance"] or ""
        words = NEEDS[kind] + (f"：{ALLERGENS.get(substance, substance)}" if substance else "")
        style = "allergy" if kind is DietaryNeedKind.ALLERGY else "warn"
        written.append(f'<{tag} class="{style}">{escape(words)}</{tag}>')
    return " ".join(written)


def _diet(diet: Sequence[str]) -> str:
    return f'<span class="warn">{diet_words(diet)}</span>' if diet else "普通"


def _lines(slip: Slip, between: str) -> str:
    opening_tag, closing_tag = ("", "") if between else ("<li>", "</li>")
    return between.join(
        f"{opening_tag}{escape(line['dish'])} × {line['portions']}{closing_tag}"
        for line in slip.lines
    )


def _mark(slip: Slip) -> str:
    return "" if slip.change is None else f'<span class="mark">{CHANGES[slip.change]}</span>'


def _gone(slip: Slip) -> str:
    return ' class="gone"' if slip.change is KitchenChangeKind.CANCELLED else ""


def _address(slip: Slip) -> str:
    return f"<br>{escape(slip.address)}" if slip.address else ""


def _note(slip: Slip) -> str:
    return f"<div>备注：{escape(slip.note)}</div>" if slip.note else ""
