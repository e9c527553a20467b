"""Settling a month with an operator: a batch is opened and takes its steps, each by another."""

from datetime import date, datetime, timedelta
from uuid import UUID

from hub.canteen import reads
from hub.canteen.models import SettlementBatch, SettlementMove
from hub.canteen.rules import (
    SUBMITTERS,
    BatchFacts,
    CanteenReason,
    CanteenRefused,
    SettlementFigureKind,
    SettlementStatus,
    check_batch_move,
    check_month,
    month_after,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

CLAIMABLE = "('SERVED', 'HANDED_OVER', 'DELIVERED', 'UPHELD')"
"""States of orders whose meal was taken and is not in dispute; the index of the build has them."""
GONE = """(coalesce(p.died_on < {day}, false) OR coalesce(p.moved_out_on <= {day}, false))"""
"""Whether a person had died before the day of a meal, or had moved away by then. Of the day of the
death itself nobody knows the hour; there has to be a redemption anyway."""
SUMS = "amount_fen, city_fen, district_fen, township_fen, community_fen, society_fen"

_EXPECTED = f"""SELECT count(*)::int FROM meal_order WHERE site_id = $1 AND "on" >= $2
    AND "on" < $3 AND status IN {CLAIMABLE} AND subsidy_fen > 0"""
_DUE = f"""SELECT m.id FROM meal_site m WHERE m.kitchen_id IS NULL
    AND EXISTS (SELECT 1 FROM meal_order o WHERE o.site_id = m.id AND o."on" >= $1
        AND o."on" < $2 AND o.status IN {CLAIMABLE} AND o.subsidy_fen > 0)
    AND NOT EXISTS (SELECT 1 FROM settlement_batch b WHERE b.site_id = m.id AND b.month_on = $1)
ORDER BY m.id"""
_SIGN = """UPDATE settlement_batch SET status = $2::text, status_at = $3,
    version = version + CASE WHEN $2::text = 'SUBMITTED' AND status = 'RETURNED' THEN 1 ELSE 0 END,
    submitted_by_id = CASE $2::text WHEN 'SUBMITTED' THEN $4::uuid WHEN 'RETURNED' THEN NULL
        ELSE submitted_by_id END,
    checked_by_id = CASE $2::text WHEN 'COMMUNITY_CHECKED' THEN $4::uuid WHEN 'RETURNED' THEN NULL
        ELSE checked_by_id END,
    approved_by_id = CASE $2::text WHEN 'TOWN_APPROVED' THEN $4::uuid WHEN 'RETURNED' THEN NULL
        ELSE approved_by_id END,
    paid_by_id = CASE $2::text WHEN 'PAID' THEN $4::uuid END,
    public_until_on = CASE $2::text WHEN 'PUBLICISED' THEN $5::date WHEN 'RETURNED' THEN NULL
        ELSE public_until_on END
WHERE id = $1 RETURNING version"""
# What was disputed, refunded or reversed since the batch was put together, and whose person turned
# out to have gone. What is objected to is left to who decides.
_WITHDRAW = f"""
WITH gone AS (
    UPDATE settlement_line l SET removed_at = $2, removed_why = 'NOT_CLAIMABLE'
    FROM meal_order o, redemption r, resident p
    WHERE l.batch_id = $1 AND l.removed_at IS NULL AND l.kind = 'MEAL'
        AND l.exception IS DISTINCT FROM 'ANSWERED'
        AND o.id = l.order_id AND r.id = l.redemption_id AND p.id = l.resident_id
        AND (o.status NOT IN {CLAIMABLE} OR r.reversed_at IS NOT NULL
            OR {GONE.format(day='l."on"')})
    RETURNING l.{SUMS.replace(", ", ", l.")}
)
UPDATE settlement_batch b SET line_count = line_count - found,
    amount_fen = b.amount_fen - a, city_fen = b.city_fen - c, district_fen = b.district_fen - d,
    township_fen = b.township_fen - t, community_fen = b.community_fen - m,
    society_fen = b.society_fen - s
FROM (SELECT count(*)::int AS found, sum(amount_fen)::bigint AS a, sum(city_fen)::bigint AS c,
    sum(district_fen)::bigint AS d, sum(township_fen)::bigint AS t,
    sum(community_fen)::bigint AS m, sum(society_fen)::bigint AS s FROM gone) AS less
WHERE b.id = $1 AND found > 0"""
# Names as on the board before the door: 张*华, and 张* for a name of two characters.
_PUBLICISE = """INSERT INTO settlement_person (id, batch_id, position, name, meals, amount_fen)
SELECT gen_random_uuid(), $1, row_number() OVER (ORDER BY masked, resident_id), masked, meals,
    amount_fen
FROM (SELECT l.resident_id, count(*) FILTER (WHERE l.kind = 'MEAL')::int AS meals,
        sum(l.amount_fen)::bigint AS amount_fen,
        CASE WHEN char_length(p.name) <= 2 THEN left(p.name, 1) || '*'
            ELSE left(p.name, 1) || repeat('*', char_length(p.name) - 2) || right(p.name, 1)
        END AS masked
    FROM settlement_line l JOIN resident p ON p.id = l.resident_id
    WHERE l.batch_id = $1 AND l.removed_at IS NULL GROUP BY l.resident_id, p.name) AS each
WHERE meals > 0 OR amount_fen <> 0"""
_TAKE_DOWN = "DELETE FROM settlement_person WHERE batch_id = $1"
_LONG = "SET LOCAL statement_timeout = '60s'"


@command
async def open_settlement(
    tx: Transaction, *, site_id: UUID, month_on: date, viewer: Viewer, now: datetime
) -> UUID:
    """Open the settlement of a month with a kitchen; a job puts its lines together.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NOT_AN_OPERATOR, SETTLEMENT_MONTH_NOT_VALID,
            SETTLEMENT_EXISTS.
    """
    operator = await reads.operator(tx, site_id)
    if operator is None or not works_at(viewer, SUBMITTERS, (site_id,), operator.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
    if operator.kitchen_id is not None:
        raise CanteenRefused(CanteenReason.NOT_AN_OPERATOR, field="siteId")
    check_month(month_on, day_of(now))
    return await _open(tx, site_id, month_on, now)


@command
async def open_due_settlements(tx: Transaction, *, now: datetime) -> int:
    """Open last month's settlement with every kitchen that has none; the answer is how many."""
    month_on = (day_of(now).replace(day=1) - timedelta(days=1)).replace(day=1)
    due = await tx.fetch(_DUE, month_on, month_after(month_on))
    for row in due:
        await _open(tx, row["id"], month_on, now)
    return len(due)


@command
async def move_settlement(
    tx: Transaction,
    *,
    batch_id: UUID,
    to: SettlementStatus,
    version: int,
    viewer: Viewer,
    now: datetime,
    reason: str | None = None,
) -> UUID:
    """Take a batch a step on, or send it back.

    What can no longer be claimed leaves the batch as it is handed in; afterwards nothing changes
    behind the back of who has signed, and what is found later is taken back in the next batch.

    Raises:
        CanteenRefused: NO_SUCH_SETTLEMENT, or why it cannot take the step; see
            `rules.check_batch_move`.
    """
    batch = await reads.held_batch(tx, batch_id)
    if batch is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SETTLEMENT, field="batchId")
    check_batch_move(viewer, batch, to, version, reason)
    await tx.execute(_LONG)
    until_on = None
    if to is SettlementStatus.SUBMITTED:
        await tx.execute(_WITHDRAW, batch_id, now)
    elif to is SettlementStatus.RETURNED:
        await tx.execute(_TAKE_DOWN, batch_id)
    elif to is SettlementStatus.PUBLICISED:
        figures = await reads.settlement_figures_on(tx, day_of(now))
        until_on = day_of(now) + timedelta(days=figures[SettlementFigureKind.PUBLIC_DAYS])
        await tx.execute(_PUBLICISE, batch_id)
    await _sign(tx, batch, to, now, reason, until_on)
    return batch_id


async def _open(tx: Transaction, site_id: UUID, month_on: date, now: datetime) -> UUID:
    batch_id = new_key()
    exists = CanteenRefused(CanteenReason.SETTLEMENT_EXISTS, field="monthOn")
    with refusing("uid_settlement__site_id_cc7461", exists):
        await SettlementBatch.create(
            id=batch_id,
            site_id=site_id,
            month_on=month_on,
            status=SettlementStatus.OPEN,
            status_at=now,
            opened_at=now,
            meals=await tx.fetchval(_EXPECTED, site_id, month_on, month_after(month_on)),
        )
    await _note(tx, batch_id, None, SettlementStatus.OPEN, 1, now, None)
    tx.record("settlement.opened", batch_id, scope_id=site_id)
    return batch_id


async def _sign(
    tx: Transaction,
    batch: BatchFacts,
    to: SettlementStatus,
    now: datetime,
    reason: str | None,
    until_on: date | None,
) -> None:
    same = CanteenRefused(CanteenReason.SAME_SIGNER, field="batchId")
    with refusing("settlement_batch_four_eyes", same):
        version = await tx.fetchval(_SIGN, batch.batch_id, to, now, tx.by.account_id, until_on)
    await _note(tx, batch.batch_id, batch.status, to, version, now, reason)
    tx.record("settlement.moved", batch.batch_id, scope_id=batch.site_id, status=to)


async def _note(
    tx: Transaction,
    batch_id: UUID,
    before: SettlementStatus | None,
    to: SettlementStatus,
    version: int,
    now: datetime,
    reason: str | None,
) -> None:
    await SettlementMove.create(
        id=new_key(),
        batch_id=batch_id,
        at=now,
        from_status=before,
        to_status=to,
        version=version,
        by_id=tx.by.account_id,
        reason=reason,
    )
