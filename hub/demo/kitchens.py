"""What counters and kitchens of the demonstration city wrote down: worked out from its orders."""

from datetime import datetime
from uuid import UUID

import asyncpg

from hub.canteen.reads import NEEDS_OF_ORDER

# Who was handed a meal showed a code, most of them; some a card or a face; staff vouched for a few.
_REDEMPTIONS = """
INSERT INTO redemption (id, order_id, point_id, method, reason, at, recorded_at, by_id)
SELECT DISTINCT ON (o.id) gen_random_uuid(), o.id, o.point_id, how.method,
    CASE WHEN how.method = 'MANUAL' THEN
        CASE o.mode WHEN 'DELIVERY' THEN '送餐上门，本人签收' ELSE '手机没电，认识本人' END END,
    m.at, m.at, $1::uuid
FROM meal_order o
JOIN meal_order_move m ON m.order_id = o.id
    AND m.to_status IN ('SERVED', 'HANDED_OVER', 'DELIVERED'),
LATERAL (SELECT CASE WHEN o.mode = 'DELIVERY' OR o.number % 15 = 0 THEN 'MANUAL'
    WHEN o.number % 5 = 1 THEN 'CARD'
    WHEN o.number % 7 = 2 THEN 'FACE' ELSE 'QR' END AS method) how
ORDER BY o.id, m.at"""
# The orders as they were at the cut-off, which is not as they are now.
_SHEETS = """
INSERT INTO kitchen_sheet (id, menu_id, site_id, "on", period, made_at)
SELECT id, id, site_id, "on", period, locked_at FROM menu WHERE status = 'LOCKED'"""
_LABELS = f"""
INSERT INTO meal_label (id, order_id, sheet_id, point_id, number, mode, resident_name, address,
    note, diet, has_allergy, needs)
SELECT o.id, o.id, k.id, o.point_id, o.number, o.mode, r.name, o.address, o.note, need.diet,
    need.has_allergy, need.needs
FROM kitchen_sheet k JOIN meal_order o ON o.menu_id = k.id JOIN resident r ON r.id = o.resident_id,
    LATERAL ({NEEDS_OF_ORDER}) need
WHERE o.placed_at <= k.made_at AND (o.cancelled_at IS NULL OR o.cancelled_at > k.made_at)"""
_LINES = """
INSERT INTO meal_label_line (id, label_id, dish_id, position, name, name_en, portions)
SELECT l.id, l.order_id, i.dish_id, l.position, i.name, i.name_en, l.portions
FROM meal_label b
JOIN meal_order_line l ON l.order_id = b.id
JOIN menu_item i ON i.id = l.item_id"""
# Of each dish of the last week, but for one in forty, which somebody forgot.
_SAMPLES = """
INSERT INTO retained_sample (id, item_id, site_id, grams, fridge, taken_at, taken_by_id,
    keep_until_at, disposed_at, disposed_by_id)
SELECT gen_random_uuid(), i.id, m.site_id, 125 + (i.position * 7) % 40, '留样冰箱', begun.at,
    $1::uuid, begun.at + interval '48 hours', gone.at,
    CASE WHEN gone.at IS NOT NULL THEN $1::uuid END
FROM menu m JOIN menu_item i ON i.menu_id = m.id,
LATERAL (SELECT min(serve_from_at) AS at FROM serving WHERE menu_id = m.id) begun,
LATERAL (SELECT CASE WHEN begun.at + interval '50 hours' <= $2::timestamptz
    THEN begun.at + interval '50 hours' END AS at) gone
WHERE begun.at BETWEEN $2::timestamptz - interval '7 days' AND $2::timestamptz AND i.taken > 0
    AND hashtext(i.name || m."on") % 40 <> 0"""
_TEMPERATURES = """
INSERT INTO temperature_reading (id, site_id, place, equipment, tenths, lowest_tenths,
    highest_tenths, is_alarm, at, by_id, acknowledged_at, acknowledged_by_id, measure)
SELECT gen_random_uuid(), k.id, place, equipment, tenths, lowest, highest,
    coalesce(tenths < lowest, false) OR coalesce(tenths > highest, false), at, $1::uuid,
    CASE WHEN is_seen_to THEN at + interval '25 minutes' END,
    CASE WHEN is_seen_to THEN $1::uuid END,
    CASE WHEN is_seen_to THEN '调低温控，食材移至 2 号冰箱' END
FROM meal_site k, generate_series(0, 6) AS ago,
LATERAL (VALUES ('FRIDGE', '留样冰箱', 20 + (ago * 13) % 45, 0, 80, time '08:00'),
    ('HOT_HOLDING', '保温台', 620 + (ago * 17) % 90, 600, NULL, time '11:10')) AS usual
    (place, equipment, usually, lowest, highest, clock),
LATERAL (SELECT ($2::timestamptz AT TIME ZONE 'Asia/Shanghai')::date - ago + clock AS wall)
    AS local_time,
LATERAL (SELECT wall AT TIME ZONE 'Asia/Shanghai' AS at,
    CASE WHEN place = 'FRIDGE' AND ago IN (0, 3) THEN 96 ELSE usually END AS tenths,
    place = 'FRIDGE' AND ago = 3 AS is_seen_to) AS measured
WHERE k.kitchen_id IS NULL AND at <= $2::timestamptz"""
_WASTE = """
INSERT INTO meal_waste (id, item_id, site_id, reason, portions, grams, at, by_id)
SELECT gen_random_uuid(), i.id, m.site_id, (ARRAY['PLATE', 'OVERCOOKED', 'NOT_FETCHED'])[1 + why],
    CASE WHEN why > 0 THEN 1 + i.taken / 30 END, CASE WHEN why = 0 THEN 200 + i.taken * 12 END,
    done.at, $1::uuid
FROM menu m JOIN menu_item i ON i.menu_id = m.id,
LATERAL (SELECT max(serve_until_at) AS at FROM serving WHERE menu_id = m.id) done,
LATERAL (SELECT abs(hashtext(i.name || m."on")) % 3 AS why) reason
WHERE done.at BETWEEN $2::timestamptz - interval '14 days' AND $2::timestamptz AND i.taken > 0
    AND hashtext(m."on" || i.name) % 4 = 0"""
# One counter was without a network yesterday; an order was scanned there and at another device.
_OFFLINE = """
WITH met AS (
    SELECT r.point_id, o."on", o.period, o.id AS order_id, r.at, s.serve_until_at
    FROM redemption r JOIN meal_order o ON o.id = r.order_id JOIN serving s ON s.id = o.serving_id
    WHERE o.mode <> 'DELIVERY'
        AND o."on" < ($2::timestamptz AT TIME ZONE 'Asia/Shanghai')::date
    ORDER BY o."on" DESC, o.number LIMIT 1
), made AS (
    INSERT INTO offline_list (id, point_id, "on", period, made_at, made_by_id, until_at, closed_at)
    SELECT gen_random_uuid(), point_id, "on", period, at - interval '40 minutes', $1::uuid,
        serve_until_at + interval '150 minutes', serve_until_at + interval '1 hour' FROM met
    RETURNING id
)
INSERT INTO offline_scan (id, list_id, device, key, order_id, method, scanned_at, uploaded_at,
    uploaded_by_id, outcome, problem)
SELECT gen_random_uuid(), made.id, '平板 2', '1', order_id, 'QR', at + interval '2 minutes',
    serve_until_at + interval '50 minutes', $1::uuid, 'CONFLICT', 'ALREADY_REDEEMED'
FROM met, made"""


async def write_down(connection: asyncpg.Connection, by_id: UUID, now: datetime) -> None:
    """Redemptions, sheets with their labels, samples, temperatures, waste, and a conflict."""
    await connection.execute(_REDEMPTIONS, by_id)
    for statement in (_SHEETS, _LABELS, _LINES):
        await connection.execute(statement)
    for statement in (_SAMPLES, _TEMPERATURES, _WASTE, _OFFLINE):
        await connection.execute(statement, by_id, now)
