"""Areas come, move and go. Their paths are kept right for whole subtrees at once."""

from datetime import date
from uuid import UUID

import asyncpg

from hub.grid import rules
from hub.grid.commands.leaders import add_posts
from hub.grid.models import Area, AreaParent
from hub.grid.rules import EVERYWHERE, AreaKind, GridReason, GridRefused, Reach
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# Whoever moves an area holds the shape of the grid alone; those who add to it share it. Without
# this a move could miss an area that is added below it at the same time.
_SHAPE = 7_305_140_101

_MOVE = """
UPDATE area
SET ancestors = $3::uuid[] || ancestors[array_position(ancestors, $1):],
    parent_id = CASE WHEN id = $1 THEN $2 ELSE parent_id END
WHERE ancestors @> ARRAY[$1::uuid]"""

_IN_USE = """
SELECT (SELECT count(*) FROM area WHERE parent_id = $1 AND until_on IS NULL)
     + (SELECT count(*) FROM site WHERE area_id = $1 AND until_on IS NULL)"""


@command
async def create_area(
    tx: Transaction,
    *,
    kind: AreaKind,
    code: str,
    name: str,
    name_en: str | None = None,
    parent_id: UUID | None = None,
    on: date,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Add an area below another one, with the vacant posts that its kind should have.

    Raises:
        GridRefused: NO_SUCH_AREA, AREA_CLOSED, WRONG_PARENT, CODE_TAKEN, NEEDS_THE_CITY, or a text
            is not valid.
    """
    code = rules.check_code(code)
    await hold_shape(tx)
    parent = None if parent_id is None else await open_area(tx, parent_id, within, "parentId")
    if parent is None and not within.is_everywhere:
        raise GridRefused(GridReason.NEEDS_THE_CITY, field="parentId")
    rules.check_parent(kind, parent and AreaKind(parent["kind"]))
    key = new_key()
    with refusing(
        "area_code_key", GridRefused(GridReason.CODE_TAKEN, field="code", taken_code=code)
    ):
        await Area.create(
            id=key,
            kind=kind,
            code=code,
            name=rules.check_text(name, field="name", most=80),
            name_en=name_en and rules.check_text(name_en, field="nameEn", most=120),
            parent_id=parent_id,
            ancestors=[*(parent["ancestors"] if parent else ()), key],
            from_on=on,
        )
    if parent_id is not None:
        await AreaParent.create(id=new_key(), area_id=key, parent_id=parent_id, from_on=on)
    await add_posts(tx, area_id=key)
    tx.record("area.created", key, scope_id=parent_id, kind=kind.value)
    return key


@command
async def update_area(
    tx: Transaction, *, area_id: UUID, name: str, name_en: str | None, within: Reach = EVERYWHERE
) -> UUID:
    """Rename an area. `name_en` None takes the English name away."""
    await open_area(tx, area_id, within)
    await Area.filter(id=area_id).update(
        name=rules.check_text(name, field="name", most=80),
        name_en=name_en and rules.check_text(name_en, field="nameEn", most=120),
    )
    tx.record("area.updated", area_id, scope_id=area_id)
    return area_id


@command
async def move_area(
    tx: Transaction,
    *,
    area_id: UUID,
    parent_id: UUID,
    on: date,
    why: str,
    today: date,
    within: Reach = EVERYWHERE,
) -> UUID:
    """Put an area and everything below it under another parent, from a day that has come.

    Its history keeps the parent it had. Both the old and the new parent must be within reach.

    Raises:
        GridRefused: NO_SUCH_AREA, AREA_CLOSED, WRONG_PARENT, ALREADY_THERE, IN_THE_FUTURE, or
            TOO_EARLY when it came to where it is after `on`.
    """
    await tx.execute("SELECT pg_advisory_xact_lock($1)", _SHAPE)
    area = await open_area(tx, area_id, within, "areaId")
    parent = await open_area(tx, parent_id, within, "parentId")
    rules.check_parent(AreaKind(area["kind"]), AreaKind(parent["kind"]))
    if area["parent_id"] == parent_id:
        raise GridRefused(GridReason.ALREADY_THERE, field="parentId")
    if not within.covers(area["ancestors"][:-1]):
        raise GridRefused(GridReason.NO_SUCH_AREA, field="areaId")
    lies = await AreaParent.get(area_id=area_id, until_on=None)
    rules.check_known(on, today=today, earliest=lies.from_on)
    await AreaParent.filter(id=lies.id).update(until_on=on)
    await AreaParent.create(
        id=new_key(),
        area_id=area_id,
        parent_id=parent_id,
        from_on=on,
        why=rules.check_text(why, field="why", most=200),
    )
    await tx.execute(_MOVE, area_id, parent_id, parent["ancestors"])
    tx.record("area.moved", area_id, scope_id=parent_id, from_parent_id=area["parent_id"], on=on)
    return area_id


@command
async def close_area(
    tx: Transaction, *, area_id: UUID, on: date, today: date, within: Reach = EVERYWHERE
) -> UUID:
    """Close an area that nothing open lies in; its leaders' posts end with it.

    Raises:
        GridRefused: NO_SUCH_AREA, AREA_CLOSED, AREA_IN_USE, IN_THE_FUTURE, TOO_EARLY.
    """
    await tx.execute("SELECT pg_advisory_xact_lock($1)", _SHAPE)
    area = await open_area(tx, area_id, within)
    rules.check_known(on, today=today, earliest=area["from_on"])
    count = await tx.fetchval(_IN_USE, area_id)
    if count:
        raise GridRefused(GridReason.AREA_IN_USE, field="areaId", count=count)
    await tx.execute("UPDATE area SET until_on = $2 WHERE id = $1", area_id, on)
    await tx.execute(
        "UPDATE area_parent SET until_on = greatest(from_on, $2) "
        "WHERE area_id = $1 AND until_on IS NULL",
        area_id,
        on,
    )
    await tx.execute(
        "UPDATE area_leader SET until_on = greatest(from_on, $2), ended_why = 'AREA_CLOSED' "
        "WHERE area_id = $1 AND (until_on IS NULL OR until_on > $2)",
        area_id,
        on,
    )
    tx.record("area.closed", area_id, scope_id=area["parent_id"], on=on)
    return area_id


async def hold_shape(tx: Transaction) -> None:
    """Let no area move until the transaction ends. Others may add areas meanwhile."""
    await tx.execute("SELECT pg_advisory_xact_lock_shared($1)", _SHAPE)


async def open_area(
    tx: Transaction, area_id: UUID, within: Reach, field: str = "areaId"
) -> asyncpg.Record:
    """An area within reach that is not closed, held until the transaction ends."""
    area = await tx.fetchrow(
        "SELECT kind, parent_id, ancestors, from_on, until_on FROM area WHERE id = $1 FOR SHARE",
        area_id,
    )
    if area is None or not within.covers(area["ancestors"]):
        raise GridRefused(GridReason.NO_SUCH_AREA, field=field)
    if area["until_on"] is not None:
        raise GridRefused(GridReason.AREA_CLOSED, field=field)
    return area
