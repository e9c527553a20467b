"""Telling the kitchen: the sheet of a menu is written once, in the transaction that locks it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hub.canteen.reads import NEEDS_OF_ORDER
from hub.kernel.db import Transaction

_SHEETS = """INSERT INTO kitchen_sheet (id, menu_id, site_id, "on", period, made_at)
SELECT id, id, site_id, "on", period, $2 FROM menu WHERE id = ANY($1)
ON CONFLICT (id) DO NOTHING RETURNING id, site_id"""
_LABELS = f"""INSERT INTO meal_label (id, order_id, sheet_id, point_id, number, mode, resident_name,
    address, note, diet, has_allergy, needs)
SELECT o.id, o.id, o.menu_id, o.point_id, o.number, o.mode, r.name, o.address, o.note,
    need.diet, need.has_allergy, need.needs
FROM meal_order o JOIN resident r ON r.id = o.resident_id, LATERAL ({NEEDS_OF_ORDER}) need
WHERE o.menu_id = ANY($1) AND o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')"""
# The dishes as the menu has them now, which is what will be cooked.
_LINES = """INSERT INTO meal_label_line (id, label_id, dish_id, position, name, name_en, portions)
SELECT l.id, l.order_id, i.dish_id, l.position, i.name, i.name_en, l.portions
FROM meal_label b JOIN meal_order_line l ON l.order_id = b.id JOIN menu_item i ON i.id = l.item_id
WHERE b.sheet_id = ANY($1)"""


async def write_sheets(tx: Transaction, menu_ids: Sequence[UUID], now: datetime) -> None:
    """Write the sheets of menus that were just locked; what is written already stays as it is.

    Whoever locks a menu holds its row, so no order comes in between. Three statements write the
    sheets of all menus, whatever the number of orders.
    """
    written = await tx.fetch(_SHEETS, menu_ids, now)
    keys = [row["id"] for row in written]
    if not keys:
        return
    await tx.execute(_LABELS, keys)
    await tx.execute(_LINES, keys)
    for row in written:
        tx.record("kitchen_sheet.made", row["id"], scope_id=row["site_id"])
