"""What reports say of a place and some days. Each report is one statement."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules.reports import BANDS, ELDER, TAKEN, Days
from hub.kernel.clock import HUB_ZONE

_SITE = """SELECT place.name, area.id AS area_id,
    ARRAY(SELECT id FROM meal_site WHERE $1 IN (id, kitchen_id)) AS site_ids,
    ARRAY[point.id, coalesce(point.kitchen_id, point.id)] AS asked, area.ancestors
FROM meal_site point JOIN site place ON place.id = point.id JOIN area ON area.id = place.area_id
WHERE point.id = $1"""
_AREA = """SELECT area.name, area.id AS area_id,
    ARRAY(SELECT meal_site.id FROM meal_site JOIN site ON site.id = meal_site.id
        JOIN area AS home ON home.id = site.area_id
        WHERE home.ancestors @> ARRAY[area.id]) AS site_ids,
    '{}'::uuid[] AS asked, area.ancestors
FROM area WHERE area.id = $1"""

_BAND = (
    "CASE "
    + " ".join(
        f"WHEN {{age}} >= {low} THEN '{low}+'"
        if high is None
        else f"WHEN {{age}} BETWEEN {low} AND {high} THEN '{low}-{high}'"
        for low, high in reversed(BANDS)
    )
    + " END"
)
_THEN = _BAND.format(age="""date_part('year', age(o."on", r.born_on))""")
_AT_LAST = _BAND.format(age="date_part('year', age($3::date - 1, r.born_on))")
_TAKEN = ", ".join(f"'{status}'" for status in sorted(TAKEN))
_SUMS = """count(*)::int AS meals, count(DISTINCT resident_id)::int AS people,
    coalesce(sum(price_fen), 0)::bigint AS price_fen,
    coalesce(sum(discount_fen), 0)::bigint AS discount_fen,
    coalesce(sum(subsidy_fen), 0)::bigint AS subsidy_fen,
    coalesce(sum(due_fen), 0)::bigint AS due_fen"""

_DAILY = f"""WITH meals AS (
    SELECT o.*, s.name AS site FROM meal_order o JOIN site s ON s.id = o.point_id
    WHERE o.point_id = ANY ($1) AND o."on" = $2
)
SELECT json_build_object(
'meals', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT site, period, mode, status, {_SUMS} FROM meals
    GROUP BY point_id, site, period, mode, status ORDER BY site, period, mode, status) AS each),
'takings', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT e.kind, pay.method, count(DISTINCT e.id)::int AS entries,
        coalesce(-sum(p.amount_fen) FILTER (WHERE a.kind = 'CASH'), 0)::bigint AS cash_fen,
        sum(p.amount_fen) FILTER (WHERE p.amount_fen > 0)::bigint AS amount_fen
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    JOIN ledger_account a ON a.id = p.account_id
    LEFT JOIN meal_payment pay ON pay.id = e.payment_id
    WHERE e.site_id = ANY ($1) AND e.at >= $3 AND e.at < $4
    GROUP BY e.kind, pay.method ORDER BY e.kind, pay.method) AS each),
'stops', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT s.status, count(*)::int AS stops,
        count(*) FILTER (WHERE s.status = 'DELIVERED' AND s.status_at > s.until_at)::int AS late
    FROM delivery_stop s JOIN meals ON meals.id = s.order_id
    GROUP BY s.status ORDER BY s.status) AS each),
'samples_missing', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT cook.name AS site, m.period, i.name AS dish FROM menu m
    JOIN site cook ON cook.id = m.site_id JOIN menu_item i ON i.menu_id = m.id
    WHERE m.site_id = ANY ($1) AND m."on" = $2 AND i.taken > 0
        AND NOT EXISTS (SELECT FROM retained_sample r WHERE r.item_id = i.id)
    ORDER BY cook.name, m.period, i.position LIMIT 200) AS each))"""

_MONTHLY = f"""WITH meals AS MATERIALIZED (
    SELECT o.*, s.name AS site, r.born_on,
        {_THEN} AS band
    FROM meal_order o JOIN site s ON s.id = o.point_id JOIN resident r ON r.id = o.resident_id
    WHERE o.point_id = ANY ($1) AND o."on" >= $2 AND o."on" < $3
), taken AS (SELECT * FROM meals WHERE status IN ({_TAKEN})), wasted AS (
    SELECT coalesce(sum(w.portions), 0)::int AS portions, coalesce(sum(w.grams), 0)::int AS grams
    FROM meal_waste w JOIN menu_item i ON i.id = w.item_id JOIN menu m ON m.id = i.menu_id
    WHERE w.site_id = ANY ($1) AND m."on" >= $2 AND m."on" < $3
), elders AS (
    SELECT r.id FROM resident r JOIN area home ON home.id = r.area_id
    WHERE home.ancestors @> ARRAY[$4::uuid] AND r.died_on IS NULL AND r.moved_out_on IS NULL
        AND date_part('year', age($3::date - 1, r.born_on)) >= {ELDER}
)
SELECT json_build_object(
'rows', (SELECT json_agg(each) FROM (
    SELECT CASE WHEN grouping(band) = 0 THEN 'AGE_BAND' WHEN grouping(mode) = 0 THEN 'MODE'
            WHEN grouping(period) = 0 THEN 'PERIOD' WHEN grouping(site) = 0 THEN 'SITE'
            ELSE 'TOTAL' END AS dimension,
        coalesce(band, mode, period, site, '') AS key, {_SUMS}
    FROM taken GROUP BY GROUPING SETS ((), (band), (mode), (period), (site))
    UNION ALL
    SELECT 'CLASS', coalesce(status.kind, 'NONE'), {_SUMS}
    FROM taken LEFT JOIN LATERAL (SELECT DISTINCT kind FROM resident_status s
        WHERE s.resident_id = taken.resident_id AND s.from_on <= taken."on"
            AND (s.until_on IS NULL OR taken."on" < s.until_on)) AS status ON true
    GROUP BY status.kind
    UNION ALL
    SELECT 'FUNDING_LEVEL', share->>'level', count(*)::int, count(DISTINCT resident_id)::int, 0, 0,
        sum((share->>'amount_fen')::bigint)::bigint, 0
    FROM taken CROSS JOIN jsonb_array_elements(shares) AS share GROUP BY 2
    ORDER BY 1, 2) AS each),
'orders', (SELECT count(*) FROM meals WHERE status NOT IN ('CANCELLED', 'SITE_CANCELLED')),
'no_shows', (SELECT count(*) FROM meals WHERE status = 'NO_SHOW'),
'late_cancelled', (SELECT count(*) FROM meals WHERE status = 'CANCELLED_LATE'),
'site_cancelled', (SELECT count(*) FROM meals WHERE status = 'SITE_CANCELLED'),
'waste_portions', (SELECT portions FROM wasted), 'waste_grams', (SELECT grams FROM wasted),
'elders', (SELECT count(*) FROM elders),
'unused', (SELECT count(*) FROM elders WHERE id NOT IN (SELECT resident_id FROM taken)))"""

_YEARLY = f"""WITH taken AS MATERIALIZED (
    SELECT o.id, o.resident_id, o."on", o.price_fen, o.discount_fen, o.subsidy_fen, o.due_fen,
        o.shares FROM meal_order o
    WHERE o.point_id = ANY ($1) AND o."on" >= $2 AND o."on" < $3 AND o.status IN ({_TAKEN})
), elders AS (
    SELECT r.id, {_AT_LAST} AS band
    FROM resident r JOIN area home ON home.id = r.area_id
    WHERE home.ancestors @> ARRAY[$4::uuid] AND r.moved_out_on IS NULL AND r.died_on IS NULL
        AND date_part('year', age($3::date - 1, r.born_on)) >= {ELDER}
), eaters AS (SELECT DISTINCT resident_id FROM taken)
SELECT json_build_object(
'bands', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT band, count(*)::int AS eligible, count(eaters.resident_id)::int AS took_up
    FROM elders LEFT JOIN eaters ON eaters.resident_id = elders.id
    GROUP BY band ORDER BY band) AS each),
'months', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT date_trunc('month', "on")::date AS month_on, {_SUMS} FROM taken
    GROUP BY 1 ORDER BY 1) AS each),
'funding', (SELECT coalesce(json_agg(each), '[]') FROM (
    SELECT share->>'level' AS level, sum((share->>'amount_fen')::bigint)::bigint AS amount_fen
    FROM taken CROSS JOIN jsonb_array_elements(shares) AS share
    GROUP BY 1 ORDER BY 1) AS each))"""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A site with the points that it cooks for, or an area with its sites.

    `asked` are the sites by which a role at a site gives access: none of an area.
    """

    name: str
    area_id: UUID
    site_ids: list[UUID]
    asked: list[UUID]
    ancestors: list[UUID]


async def report_place(source: Fetches, key: UUID, *, is_area: bool) -> ReportPlace | None:
    """The site or area with a key."""
    row = await source.fetchrow(_AREA if is_area else _SITE, key)
    return row and ReportPlace(**dict(row))


async def daily_report(source: Fetches, place: ReportPlace, days: Days) -> dict[str, Any]:
    """The day's orders, money, stops, and dishes without a sample."""
    start, end = (datetime.combine(on, time(), HUB_ZONE) for on in (days.from_on, days.until_on))
    return await _report(source, _DAILY, place.site_ids, days.from_on, start, end)


async def monthly_report(source: Fetches, place: ReportPlace, days: Days) -> dict[str, Any]:
    """The month's taken meals by every dimension, and what went to waste."""
    return await _dated(source, _MONTHLY, place, days)


async def yearly_report(source: Fetches, place: ReportPlace, days: Days) -> dict[str, Any]:
    """Who of the elders took meals, and what was spent."""
    return await _dated(source, _YEARLY, place, days)


async def _dated(source: Fetches, sql: str, place: ReportPlace, days: Days) -> dict[str, Any]:
    ends: tuple[date, date] = (days.from_on, days.until_on)
    return await _report(source, sql, place.site_ids, *ends, place.area_id)


async def _report(source: Fetches, sql: str, *values: object) -> dict[str, Any]:
    row = await source.fetchrow(sql, *values)
    assert row is not None
    return cast("dict[str, Any]", orjson.loads(row[0]))
