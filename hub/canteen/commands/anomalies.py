"""Looking through a month's meals for what is unusual, and what came of each finding."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.models import MealAnomaly, SettlementFigure
from hub.canteen.rules import (
    ANOMALY_DECIDERS,
    AnomalyStatus,
    CanteenReason,
    CanteenRefused,
    SettlementFigureKind,
    check_anomaly_move,
    check_settlement_figure,
    month_after,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key

MOST_EVIDENCE = 50
"""Orders that are kept of one finding, the first ones."""
_REPORT = """INSERT INTO meal_anomaly_report (id, site_id, month_on, made_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (site_id, month_on) DO UPDATE SET made_at = excluded.made_at RETURNING id"""
# What was found before stays as it is, with what came of it.
_FIND = """
WITH found AS MATERIALIZED ({finder}), kept AS (
    INSERT INTO meal_anomaly (id, report_id, kind, subject, resident_id, account_id, dish_id,
        measured, threshold, status, found_at)
    SELECT gen_random_uuid(), $5, '{kind}', subject, resident_id, account_id, dish_id, measured,
        threshold, 'FOUND', $6 FROM found
    ON CONFLICT (report_id, kind, subject) DO NOTHING RETURNING id, subject
), shown AS (
    INSERT INTO meal_anomaly_evidence (id, anomaly_id, position, order_id, redemption_id)
    SELECT gen_random_uuid(), kept.id, place, shown.order_id, r.id
    FROM kept JOIN found USING (subject)
    CROSS JOIN LATERAL unnest(found.orders[1:{most}]) WITH ORDINALITY AS shown (order_id, place)
    LEFT JOIN redemption r ON r.order_id = shown.order_id AND r.reversed_at IS NULL
)
SELECT count(*)::int FROM kept"""
_STATEMENTS = {
    kind: _FIND.format(finder=finder.sql, kind=kind, most=MOST_EVIDENCE)
    for kind, finder in reads.FINDERS.items()
}
_HELD = """SELECT a.status, r.site_id, spot.ancestors FROM meal_anomaly a
JOIN meal_anomaly_report r ON r.id = a.report_id JOIN site place ON place.id = r.site_id
JOIN area spot ON spot.id = place.area_id WHERE a.id = $1 FOR NO KEY UPDATE OF a"""
_PATIENCE = "SET LOCAL statement_timeout = '5min'"
_END_FIGURE = """UPDATE settlement_figure SET until_on = $2 WHERE kind = $1 AND from_on < $2
    AND (until_on IS NULL OR until_on > $2)"""
_DROP_FIGURE = "DELETE FROM settlement_figure WHERE kind = $1 AND from_on >= $2"
_FIGURES_ONE_BY_ONE = "LOCK TABLE settlement_figure IN SHARE ROW EXCLUSIVE MODE"


@command
async def report_anomalies(tx: Transaction, *, site_id: UUID, month_on: date, now: datetime) -> int:
    """Look through a month's meals of a kitchen; the answer is how many findings are new.

    Done again it finds what has come to light since, and leaves the rest as it is.
    """
    await tx.execute(_PATIENCE)
    until_on = month_after(month_on)
    figures = await reads.settlement_figures_on(tx, month_on)
    report_id = await tx.fetchval(_REPORT, new_key(), site_id, month_on, now)
    new = 0
    for kind, statement in _STATEMENTS.items():
        given = [figures[figure] for figure in reads.FINDERS[kind].figures]
        new += await tx.fetchval(statement, site_id, month_on, until_on, given, report_id, now)
    if new:
        tx.record("meal_anomaly.found", report_id, scope_id=site_id, anomalies=new)
    return new


@command
async def decide_anomaly(
    tx: Transaction,
    *,
    anomaly_id: UUID,
    to: AnomalyStatus,
    note: str,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Say what came of a finding, once.

    Raises:
        CanteenRefused: NO_SUCH_ANOMALY for one out of reach, ANOMALY_DECIDED, REASON_NEEDED.
    """
    row = await tx.fetchrow(_HELD, anomaly_id)
    if row is None or not works_at(viewer, ANOMALY_DECIDERS, (row["site_id"],), row["ancestors"]):
        raise CanteenRefused(CanteenReason.NO_SUCH_ANOMALY, field="anomalyId")
    check_anomaly_move(AnomalyStatus(row["status"]), to, note)
    await MealAnomaly.filter(id=anomaly_id).update(
        status=to, note=note, decided_at=now, decided_by_id=tx.by.account_id
    )
    tx.record("meal_anomaly.decided", anomaly_id, scope_id=row["site_id"], status=to)
    return anomaly_id


@command
async def set_settlement_figure(
    tx: Transaction,
    *,
    kind: SettlementFigureKind,
    value: int,
    source: str,
    from_on: date,
    now: datetime,
) -> UUID:
    """Set a figure from a day on, in the place of whatever held or was to hold from then on.

    Raises:
        CanteenRefused: FIGURE_NOT_VALID, FIGURE_PAST, REASON_NEEDED.
    """
    check_settlement_figure(value, source, from_on, day_of(now))
    await tx.execute(_FIGURES_ONE_BY_ONE)
    await tx.execute(_DROP_FIGURE, kind, from_on)
    await tx.execute(_END_FIGURE, kind, from_on)
    figure_id = new_key()
    await SettlementFigure.create(
        id=figure_id, kind=kind, value=value, source=source, from_on=from_on
    )
    return figure_id
