"""Operating modes of subtrees: declared, renewed, ended, and over by themselves (平急转换)."""

from datetime import datetime
from uuid import UUID

from hub.grid import rules
from hub.grid.commands.areas import open_area
from hub.grid.models import AreaMode, AreaModeMove
from hub.grid.rules import EVERYWHERE, GridReason, GridRefused, OperatingMode, Reach
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_IN_FORCE = """
SELECT id, mode FROM area_mode
WHERE area_id = $1 AND from_at <= $2 AND $2 < until_at FOR UPDATE"""
_ENDED = """
SELECT id, area_id, mode, until_at FROM area_mode
WHERE closed_at IS NULL AND until_at <= $1 ORDER BY until_at FOR UPDATE SKIP LOCKED LIMIT 500"""


@command
async def declare_mode(
    tx: Transaction,
    *,
    area_id: UUID,
    mode: OperatingMode,
    authority: str,
    basis: str,
    reason: str,
    until_at: datetime,
    now: datetime,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Put an area's subtree into a mode until its expected end; the mode it had declared ends.

    Raises:
        GridRefused: NO_SUCH_AREA, AREA_CLOSED, MODE_MOVE_NOT_ALLOWED, MODE_TOO_LONG.
    """
    await open_area(tx, area_id, within)
    rules.check_mode_end(until_at, now)
    before = await tx.fetchrow(_IN_FORCE, area_id, now)
    from_mode = OperatingMode(before["mode"]) if before else OperatingMode.NORMAL
    rules.check_mode_move(from_mode, mode)
    if before:
        await AreaMode.filter(id=before["id"]).update(until_at=now, closed_at=now)
    reason = rules.check_text(reason, field="reason", most=500)
    key = new_key()
    # Two who declare at once both see the mode before; the second is told that it has changed.
    meanwhile = GridRefused(
        GridReason.MODE_MOVE_NOT_ALLOWED,
        field="mode",
        from_mode=mode.value,
        to_mode=mode.value,
    )
    with refusing("area_mode_one_at_a_time", meanwhile):
        await AreaMode.create(
            id=key,
            area_id=area_id,
            mode=mode,
            authority=rules.check_text(authority, field="authority", most=120),
            basis=rules.check_text(basis, field="basis", most=200),
            reason=reason,
            from_at=now,
            until_at=until_at,
        )
    await _move(tx, key, from_mode, mode, at=now, until_at=until_at, why=reason)
    tx.record("area.mode_changed", area_id, scope_id=area_id, mode=mode.value, until_at=until_at)
    return key


@command
async def renew_mode(
    tx: Transaction,
    *,
    area_mode_id: UUID,
    until_at: datetime,
    why: str,
    now: datetime,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Give a mode that is in force a new expected end, earlier or later.

    Raises:
        GridRefused: NO_SUCH_AREA, ALREADY_ENDED, MODE_TOO_LONG.
    """
    area_id, mode = await _in_force(tx, area_mode_id, now, within)
    rules.check_mode_end(until_at, now)
    await AreaMode.filter(id=area_mode_id).update(until_at=until_at)
    why = rules.check_text(why, field="why", most=500)
    await _move(tx, area_mode_id, mode, mode, at=now, until_at=until_at, why=why)
    tx.record("area.mode_changed", area_id, scope_id=area_id, mode=mode.value, until_at=until_at)
    return area_mode_id


@command
async def end_mode(
    tx: Transaction, *, area_mode_id: UUID, why: str, now: datetime, within: Reach = EVERYWHERE
) -> UUID:
    """Go back to normal before the expected end. An emergency goes through recovery first.

    Raises:
        GridRefused: NO_SUCH_AREA, ALREADY_ENDED, MODE_MOVE_NOT_ALLOWED.
    """
    area_id, mode = await _in_force(tx, area_mode_id, now, within)
    rules.check_mode_move(mode, OperatingMode.NORMAL)
    await AreaMode.filter(id=area_mode_id).update(until_at=now, closed_at=now)
    why = rules.check_text(why, field="why", most=500)
    await _move(tx, area_mode_id, mode, OperatingMode.NORMAL, at=now, why=why)
    tx.record("area.mode_changed", area_id, scope_id=area_id, mode="NORMAL")
    return area_mode_id


@command
async def close_ended_modes(tx: Transaction, *, now: datetime) -> int:
    """Record the end of modes that were not renewed, and tell. They ended at their time already."""
    ended = await tx.fetch(_ENDED, now)
    for row in ended:
        await AreaMode.filter(id=row["id"]).update(closed_at=now)
        await _move(
            tx,
            row["id"],
            OperatingMode(row["mode"]),
            OperatingMode.NORMAL,
            at=row["until_at"],
            why="EXPIRED",
        )
        tx.record("area.mode_changed", row["area_id"], scope_id=row["area_id"], mode="NORMAL")
    return len(ended)


async def _in_force(
    tx: Transaction, area_mode_id: UUID, now: datetime, within: Reach
) -> tuple[UUID, OperatingMode]:
    row = await tx.fetchrow(
        "SELECT declared.area_id, declared.mode, declared.until_at, area.ancestors "
        "FROM area_mode declared JOIN area ON area.id = declared.area_id "
        "WHERE declared.id = $1 FOR UPDATE OF declared",
        area_mode_id,
    )
    if row is None or not within.covers(row["ancestors"]):
        raise GridRefused(GridReason.NO_SUCH_AREA, field="areaModeId")
    if row["until_at"] <= now:
        raise GridRefused(GridReason.ALREADY_ENDED, field="areaModeId")
    return row["area_id"], OperatingMode(row["mode"])


async def _move(
    tx: Transaction,
    key: UUID,
    from_mode: OperatingMode,
    to_mode: OperatingMode,
    *,
    at: datetime,
    why: str,
    until_at: datetime | None = None,
) -> None:
    await AreaModeMove.create(
        id=new_key(),
        area_mode_id=key,
        at=at,
        account_id=tx.by.account_id,
        from_mode=from_mode,
        to_mode=to_mode,
        until_at=until_at,
        why=why,
    )
