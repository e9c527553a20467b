"""What nobody ordered is sold at the counter, unsubsidised, and never more than there is.

It is paid in cash: into the drawer of the day and the ledger, and out of them when it is voided.
"""

from datetime import datetime
from uuid import UUID

from hub.canteen.commands.cash import held_drawer
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.commands.managing import managed_item
from hub.canteen.models import CounterSale, MenuItem
from hub.canteen.rules import (
    STAFF,
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    MenuStatus,
    check_portions,
    check_price,
    check_text,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

# Portions leave what can be ordered and come to the counter in one statement: late orders of staff
# and releases never take the same portion.
_RELEASE = """UPDATE menu_item SET portions = portions - $2,
    counter_portions = counter_portions + $2, counter_price_fen = $3
WHERE id = $1 AND portions - $2 >= taken RETURNING id"""
_SELL = """UPDATE menu_item SET counter_sold = counter_sold + $2
WHERE id = $1 AND counter_sold + $2 <= counter_portions RETURNING counter_price_fen"""
_VOID = """UPDATE counter_sale SET voided_at = $2, voided_by_id = $3, void_reason = $4
WHERE id = $1 AND voided_at IS NULL RETURNING portions"""
_ENTRY = "SELECT id FROM ledger_entry WHERE sale_id = $1 AND kind = 'COUNTER_SOLD'"
_TAKE_BACK = "UPDATE menu_item SET counter_sold = counter_sold - $2 WHERE id = $1"


@command
async def release_item(
    tx: Transaction,
    *,
    item_id: UUID,
    viewer: Viewer,
    portions: int | None = None,
    price_fen: int | None = None,
) -> UUID:
    """Release portions that nobody ordered to the counter, all that are left unless told otherwise.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, MENU_STILL_OPEN before the menu is locked, NOT_SO_MANY_LEFT.
    """
    menu, item = await managed_item(item_id, viewer, STAFF)
    if menu.status is not MenuStatus.LOCKED:
        raise CanteenRefused(CanteenReason.MENU_STILL_OPEN, field="itemId")
    left = item.portions - item.taken
    wanted = left if portions is None else portions
    check_portions(wanted)
    price = item.price_fen if price_fen is None else price_fen
    check_price(price)
    if wanted == 0 or await tx.fetchval(_RELEASE, item_id, wanted, price) is None:
        raise _not_so_many(item, left)
    tx.record("menu_item.released", item_id, scope_id=menu.site_id, portions=wanted)
    return item_id


@command
async def sell_at_counter(
    tx: Transaction, *, item_id: UUID, portions: int, viewer: Viewer, now: datetime
) -> UUID:
    """Sell released portions to whoever comes; the answer is the key of the sale.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, NOT_SO_MANY_LEFT; DRAWER_NOT_OPEN, DRAWER_CLOSED unless it
            costs nothing.
    """
    menu, item = await managed_item(item_id, viewer, STAFF)
    check_portions(portions)
    price = await tx.fetchval(_SELL, item_id, portions) if portions else None
    if price is None:
        raise _not_so_many(item, item.counter_portions - item.counter_sold)
    sale_id = new_key()
    await CounterSale.create(
        id=sale_id,
        site_id=menu.site_id,
        item_id=item_id,
        portions=portions,
        price_fen=price,
        amount_fen=price * portions,
        sold_at=now,
        sold_by_id=tx.by.account_id,
    )
    if price > 0:
        await move_money(
            tx,
            LedgerEntryKind.COUNTER_SOLD,
            price * portions,
            from_id=await account_of(tx, LedgerAccountKind.CASH, site_id=menu.site_id),
            to_id=await account_of(tx, LedgerAccountKind.SALES, site_id=menu.site_id),
            now=now,
            site_id=menu.site_id,
            drawer_id=await held_drawer(tx, menu.site_id, now, "itemId"),
            sale_id=sale_id,
        )
    tx.record("counter_sale.made", sale_id, scope_id=menu.site_id, amount_fen=price * portions)
    return sale_id


@command
async def void_counter_sale(
    tx: Transaction, *, sale_id: UUID, reason: str, viewer: Viewer, now: datetime
) -> UUID:
    """Take back a sale that was a mistake; its portions are for sale again.

    The money goes out of today's drawer.

    Raises:
        CanteenRefused: NO_SUCH_SALE, SALE_VOIDED, REASON_NEEDED, DRAWER_NOT_OPEN, DRAWER_CLOSED.
    """
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    sale = await CounterSale.get_or_none(id=sale_id)
    if sale is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SALE, field="saleId")
    try:
        await managed_item(sale.item_id, viewer, STAFF)
    except CanteenRefused:
        raise CanteenRefused(CanteenReason.NO_SUCH_SALE, field="saleId") from None
    portions = await tx.fetchval(_VOID, sale_id, now, tx.by.account_id, reason)
    if portions is None:
        raise CanteenRefused(CanteenReason.SALE_VOIDED, field="saleId")
    await tx.execute(_TAKE_BACK, sale.item_id, portions)
    await _pay_back(tx, sale, reason, now)
    tx.record("counter_sale.voided", sale_id, scope_id=sale.site_id, amount_fen=sale.amount_fen)
    return sale_id


async def _pay_back(tx: Transaction, sale: CounterSale, reason: str, now: datetime) -> None:
    """Take what a sale brought out of the drawer; of what cost nothing there is no entry."""
    entry_id = await tx.fetchval(_ENTRY, sale.id)
    if entry_id is None:
        return
    await move_money(
        tx,
        LedgerEntryKind.COUNTER_VOIDED,
        sale.amount_fen,
        from_id=await account_of(tx, LedgerAccountKind.SALES, site_id=sale.site_id),
        to_id=await account_of(tx, LedgerAccountKind.CASH, site_id=sale.site_id),
        now=now,
        site_id=sale.site_id,
        drawer_id=await held_drawer(tx, sale.site_id, now, "saleId"),
        sale_id=sale.id,
        reverses_id=entry_id,
        note=reason,
    )


def _not_so_many(item: MenuItem, left: int) -> CanteenRefused:
    return CanteenRefused(
        CanteenReason.NOT_SO_MANY_LEFT, field="portions", dish=item.name, remaining=left
    )
