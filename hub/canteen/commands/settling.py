"""What a settlement does by itself, in pieces that can be cut off: its lines, and its orders."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen.commands.settlement import CLAIMABLE, GONE, SUMS
from hub.canteen.rules import month_after
from hub.kernel.db import Transaction, command

AT_ONCE = 5000
"""Orders that one transaction looks at."""
_SETTLED_AT_ONCE = 2000
_BEGINNING = (date.min, "", 0)
_NO_LINE = UUID(int=0)

_HELD = """SELECT site_id, month_on, built_on, built_period, built_number FROM settlement_batch
WHERE id = $1 AND built_at IS NULL FOR NO KEY UPDATE"""
_NEW = f"""INSERT INTO settlement_line (id, batch_id, kind, order_id, redemption_id, resident_id,
    "on", {SUMS}, corrects_id, correction_reason)"""
_TOTALS = """SELECT count(*)::int AS found, coalesce(sum(amount_fen), 0)::bigint AS a,
    coalesce(sum(city_fen), 0)::bigint AS c, coalesce(sum(district_fen), 0)::bigint AS d,
    coalesce(sum(township_fen), 0)::bigint AS t, coalesce(sum(community_fen), 0)::bigint AS m,
    coalesce(sum(society_fen), 0)::bigint AS s FROM added"""
_ADD = """line_count = line_count + found, amount_fen = b.amount_fen + a,
    city_fen = b.city_fen + c, district_fen = b.district_fen + d,
    township_fen = b.township_fen + t, community_fen = b.community_fen + m,
    society_fen = b.society_fen + s"""
_SHARES = ", ".join(
    f"coalesce(sum((s->>'amount_fen')::bigint) FILTER (WHERE s->>'level' = '{level}'), 0)::bigint"
    for level in ("CITY", "DISTRICT", "TOWNSHIP", "COMMUNITY", "SOCIETY")
)
# The next orders by the index of what is to be settled; the shares are those that were promised.
# Of earlier months only what came too late for their own batch. What a decision once took out of a
# batch comes in no other.
_PIECE = f"""
WITH scanned AS MATERIALIZED (
    SELECT o.id, o.resident_id, o."on", o.period, o.number, o.subsidy_fen, o.shares
    FROM meal_order o
    WHERE o.site_id = $2 AND o.status IN {CLAIMABLE} AND o.subsidy_fen > 0 AND o."on" < $4
        AND (o."on", o.period, o.number) > ($5, $6, $7)
    ORDER BY o."on", o.period, o.number LIMIT $8
), added AS (
    {_NEW}
    SELECT gen_random_uuid(), $1, 'MEAL', o.id, r.id, o.resident_id, o."on", o.subsidy_fen,
        share.*, NULL, NULL
    FROM scanned o
    JOIN redemption r ON r.order_id = o.id AND r.reversed_at IS NULL
    JOIN resident p ON p.id = o.resident_id
    CROSS JOIN LATERAL (SELECT {_SHARES} FROM jsonb_array_elements(o.shares) AS s) AS share
    WHERE NOT {GONE.format(day='o."on"')}
        AND (o."on" >= $3 OR EXISTS (SELECT 1 FROM settlement_batch own WHERE own.site_id = $2
            AND own.month_on = date_trunc('month', o."on")::date AND own.built_at IS NOT NULL))
        AND NOT EXISTS (SELECT 1 FROM settlement_line l
            WHERE l.order_id = o.id AND l.removed_why = 'EXCEPTION')
    ON CONFLICT (order_id) WHERE kind = 'MEAL' AND removed_at IS NULL DO NOTHING
    RETURNING {SUMS}
), totals AS ({_TOTALS}), last AS (
    SELECT "on", period, number FROM scanned ORDER BY "on" DESC, period DESC, number DESC LIMIT 1
)
UPDATE settlement_batch b SET {_ADD},
    meals_done = meals_done + (SELECT count(*)::int FROM scanned),
    built_on = last."on", built_period = last.period, built_number = last.number
FROM totals, last WHERE b.id = $1
RETURNING (SELECT count(*)::int FROM scanned)"""
# Paid lines that turned out to be wrong: by a finding, by a refund, or because the person had gone.
_CORRECT = f"""
WITH wrong AS (
    SELECT l.id, l.reclaim_reason AS why FROM settlement_batch b
        JOIN settlement_line l ON l.batch_id = b.id AND l.reclaimed_at IS NOT NULL
        WHERE b.site_id = $2
    UNION ALL
    SELECT l.id, '就餐后已退款' FROM meal_order o JOIN settlement_line l ON l.order_id = o.id
        WHERE o.site_id = $2 AND o.status = 'REFUNDED'
    UNION ALL
    SELECT l.id, '就餐日前已去世或迁出' FROM resident p
        JOIN settlement_line l ON l.resident_id = p.id
        WHERE (p.died_on IS NOT NULL OR p.moved_out_on IS NOT NULL)
        AND {GONE.format(day='l."on"')}
), added AS (
    {_NEW}
    SELECT DISTINCT ON (l.id) gen_random_uuid(), $1, 'CORRECTION', l.order_id, l.redemption_id,
        l.resident_id, l."on", -l.amount_fen, -l.city_fen, -l.district_fen, -l.township_fen,
        -l.community_fen, -l.society_fen, l.id, wrong.why
    FROM wrong JOIN settlement_line l ON l.id = wrong.id
    JOIN settlement_batch earlier ON earlier.id = l.batch_id
    WHERE earlier.site_id = $2 AND earlier.status = 'PAID' AND l.kind = 'MEAL'
        AND l.removed_at IS NULL
    ORDER BY l.id
    ON CONFLICT (corrects_id) DO NOTHING
    RETURNING {SUMS}
), totals AS ({_TOTALS})
UPDATE settlement_batch b SET {_ADD}, built_at = $3 FROM totals WHERE b.id = $1"""
_TO_SETTLE = """SELECT site_id, settled_line_id FROM settlement_batch
WHERE id = $1 AND status = 'PAID' AND settled_at IS NULL FOR NO KEY UPDATE"""
# What is disputed by now stays so: when it is refunded, the next batch takes it back.
_SETTLE = """
WITH page AS MATERIALIZED (
    SELECT id, order_id FROM settlement_line WHERE batch_id = $1 AND id > $2 ORDER BY id LIMIT $3
), was AS MATERIALIZED (
    SELECT o.id, o.status FROM meal_order o
    WHERE o.id IN (SELECT l.order_id FROM page JOIN settlement_line l ON l.id = page.id
            WHERE l.kind = 'MEAL' AND l.removed_at IS NULL)
        AND o.status IN ('SERVED', 'HANDED_OVER', 'DELIVERED')
    ORDER BY o.id FOR NO KEY UPDATE
), moved AS (
    UPDATE meal_order o SET status = 'SETTLED', status_at = $4 FROM was WHERE o.id = was.id
    RETURNING o.id, was.status AS from_status
), logged AS (
    INSERT INTO meal_order_move (id, order_id, at, from_status, to_status, by_id)
    SELECT gen_random_uuid(), id, $4, from_status, 'SETTLED', NULL FROM moved
)
UPDATE settlement_batch b SET settled = settled + (SELECT count(*) FROM moved)::int,
    settled_line_id = coalesce((SELECT id FROM page ORDER BY id DESC LIMIT 1), settled_line_id),
    settled_at = CASE WHEN NOT EXISTS (SELECT 1 FROM page) THEN $4 END
WHERE b.id = $1
RETURNING (SELECT count(*)::int FROM page)"""
_PATIENCE = "SET LOCAL statement_timeout = '60s'"


@command
async def build_piece(
    tx: Transaction, *, batch_id: UUID, now: datetime, at_once: int = AT_ONCE
) -> bool:
    """Put the next lines of a batch together; false when it has all of them.

    Where it has come to is kept with the lines, so that a run that was cut off goes on there.
    """
    batch = await tx.fetchrow(_HELD, batch_id)
    if batch is None:
        return False
    await tx.execute(_PATIENCE)
    after = (batch["built_on"], batch["built_period"], batch["built_number"])
    done = await tx.fetchval(
        _PIECE,
        batch_id,
        batch["site_id"],
        batch["month_on"],
        month_after(batch["month_on"]),
        *(_BEGINNING if batch["built_on"] is None else after),
        at_once,
    )
    if done:
        return True
    await tx.execute(_CORRECT, batch_id, batch["site_id"], now)
    tx.record("settlement.built", batch_id, scope_id=batch["site_id"])
    return False


@command
async def settle_piece(
    tx: Transaction, *, batch_id: UUID, now: datetime, at_once: int = _SETTLED_AT_ONCE
) -> bool:
    """Move the next orders of a paid batch to SETTLED; false when all are.

    It writes their moves with them, in one statement, for a batch has more of them than can be told
    of one by one; `settlement.settled` tells of them together.
    """
    batch = await tx.fetchrow(_TO_SETTLE, batch_id)
    if batch is None:
        return False
    await tx.execute(_PATIENCE)
    after = batch["settled_line_id"] or _NO_LINE
    done = await tx.fetchval(_SETTLE, batch_id, after, at_once, now)
    if not done:
        tx.record("settlement.settled", batch_id, scope_id=batch["site_id"])
    return bool(done)
