"""The cash drawer of a site: opened in the morning, counted and closed once a day (盘点)."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.ledger import account_of, move_money
from hub.canteen.models import CashDrawer
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    LedgerAccountKind,
    LedgerEntryKind,
    cash_difference,
    check_cash,
    check_text,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# Whoever takes cash holds the row against its closing; whoever closes it waits for them.
_HELD = 'SELECT id, closed_at FROM cash_drawer WHERE site_id = $1 AND "on" = $2 FOR SHARE'
_COUNTED = 'SELECT * FROM cash_drawer WHERE site_id = $1 AND "on" = $2 FOR NO KEY UPDATE'
_TAKEN = """SELECT coalesce(-sum(p.amount_fen), 0)::bigint FROM ledger_posting p
JOIN ledger_entry e ON e.id = p.entry_id JOIN ledger_account a ON a.id = p.account_id
WHERE e.drawer_id = $1 AND a.kind = 'CASH'"""


@command
async def open_drawer(
    tx: Transaction, *, site_id: UUID, opening_fen: int, viewer: Viewer, now: datetime
) -> UUID:
    """Open the cash drawer of a site for today with its float; the answer is the drawer's key.

    Raises:
        CanteenRefused: NO_SUCH_SITE, AMOUNT_NOT_VALID, DRAWER_OPENED.
    """
    await check_works_at(tx, site_id, viewer)
    check_cash(opening_fen, "openingFen")
    drawer_id = new_key()
    opened = CanteenRefused(CanteenReason.DRAWER_OPENED, field="siteId")
    with refusing("cash_drawer_one_a_day", opened):
        await CashDrawer.create(
            id=drawer_id,
            site_id=site_id,
            on=day_of(now),
            opening_fen=opening_fen,
            opened_at=now,
            opened_by_id=tx.by.account_id,
        )
    tx.record("cash_drawer.opened", drawer_id, scope_id=site_id)
    return drawer_id


@command
async def cash_up(
    tx: Transaction,
    *,
    site_id: UUID,
    on: date,
    counted_fen: int,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Close a day's cash with what was counted; a difference goes into the ledger with its reason.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NO_SUCH_DRAWER, DRAWER_CLOSED, AMOUNT_NOT_VALID,
            DIFFERENCE_NEEDS_REASON.
    """
    await check_works_at(tx, site_id, viewer)
    check_cash(counted_fen, "countedFen")
    check_text("reason", reason)
    drawer = await tx.fetchrow(_COUNTED, site_id, on)
    if drawer is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_DRAWER, field="on")
    if drawer["closed_at"] is not None:
        raise CanteenRefused(CanteenReason.DRAWER_CLOSED, field="on")
    taken_fen = await tx.fetchval(_TAKEN, drawer["id"])
    difference = cash_difference(
        opening_fen=drawer["opening_fen"],
        taken_fen=taken_fen,
        counted_fen=counted_fen,
        reason=reason,
    )
    await CashDrawer.filter(id=drawer["id"]).update(
        taken_fen=taken_fen,
        counted_fen=counted_fen,
        difference_fen=difference,
        reason=reason,
        closed_at=now,
        closed_by_id=tx.by.account_id,
    )
    if difference != 0:
        await _post_difference(tx, site_id, difference, reason, now)
    tx.record("cash_drawer.closed", drawer["id"], scope_id=site_id)
    closed: UUID = drawer["id"]
    return closed


async def _post_difference(
    tx: Transaction, site_id: UUID, difference_fen: int, reason: str | None, now: datetime
) -> None:
    """Write into the ledger that more cash was there than should be or, negative, less."""
    await move_money(
        tx,
        LedgerEntryKind.CASH_COUNTED,
        difference_fen,
        from_id=await account_of(tx, LedgerAccountKind.CASH, site_id=site_id),
        to_id=await account_of(tx, LedgerAccountKind.CASH_DIFFERENCE, site_id=site_id),
        now=now,
        site_id=site_id,
        note=reason,
    )


async def check_works_at(tx: Transaction, site_id: UUID, viewer: Viewer) -> None:
    """Refuse whoever does not work at the counter of a site.

    Raises:
        CanteenRefused: NO_SUCH_SITE, the same as for a key that no site has.
    """
    if not await reads.works_at_counter(tx, site_id, viewer):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")


async def held_drawer(tx: Transaction, site_id: UUID, now: datetime, field: str = "method") -> UUID:
    """Today's drawer of a site, which stays open for as long as this transaction takes.

    Raises:
        CanteenRefused: DRAWER_NOT_OPEN, DRAWER_CLOSED.
    """
    drawer = await tx.fetchrow(_HELD, site_id, day_of(now))
    if drawer is None:
        raise CanteenRefused(CanteenReason.DRAWER_NOT_OPEN, field=field)
    if drawer["closed_at"] is not None:
        raise CanteenRefused(CanteenReason.DRAWER_CLOSED, field=field)
    held: UUID = drawer["id"]
    return held


async def drawer_holding(tx: Transaction, site_id: UUID, amount_fen: int, now: datetime) -> UUID:
    """Today's drawer of a site, out of which so much is paid; nobody else does so meanwhile.

    Raises:
        CanteenRefused: DRAWER_NOT_OPEN, DRAWER_CLOSED; DRAWER_TOO_LOW with what lies in it.
    """
    # The row is held alone first: two who share it could not both go on to hold it alone.
    drawer = await tx.fetchrow(_COUNTED, site_id, day_of(now))
    drawer_id = await held_drawer(tx, site_id, now, "siteId")
    assert drawer is not None
    there_fen = drawer["opening_fen"] + await tx.fetchval(_TAKEN, drawer_id)
    if there_fen < amount_fen:
        raise CanteenRefused(CanteenReason.DRAWER_TOO_LOW, field="siteId", most_fen=there_fen)
    return drawer_id
