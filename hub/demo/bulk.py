"""Orders by the hundred thousand, for measurements: made inside PostgreSQL, in few statements."""

from collections.abc import Callable

from hub.kernel import db

PER_MEAL = 200
"""Orders of one canteen's lunch: as many as a busy canteen has."""

# Lunches of past days, older than the demonstration's own, each a copy of the newest lunch of its
# canteen. Every order takes the next residents, so that nobody eats twice at one meal.
_MENUS = """
WITH newest AS (
    SELECT DISTINCT ON (site_id) id, site_id FROM menu
    WHERE period = 'LUNCH' AND status <> 'DRAFT' ORDER BY site_id, "on" DESC
), copied AS (
    INSERT INTO menu (id, site_id, "on", period, status, cutoff_at, published_at, locked_at,
        last_number)
    SELECT gen_random_uuid(), site_id, day::date, 'LUNCH', 'LOCKED', day - interval '6 hours',
        day - interval '4 days', day - interval '6 hours', $2
    FROM newest, generate_series(
        (SELECT min("on") FROM menu) - $1::int, (SELECT min("on") FROM menu) - 1, interval '1 day'
    ) AS day
    RETURNING id, site_id, "on"
), items AS (
    INSERT INTO menu_item (id, menu_id, dish_id, position, name, name_en, price_fen, portions,
        taken)
    SELECT gen_random_uuid(), copied.id, i.dish_id, i.position, i.name, i.name_en, i.price_fen,
        $2 * 3, 0
    FROM copied JOIN newest USING (site_id) JOIN menu_item i ON i.menu_id = newest.id
    WHERE i.position <= 5
)
INSERT INTO serving (id, menu_id, point_id, mode, cutoff_at, serve_from_at, serve_until_at, taken)
SELECT gen_random_uuid(), copied.id, s.point_id, s.mode, "on" - interval '6 hours',
    "on" + interval '11 hours', "on" + interval '13 hours', 0
FROM copied JOIN newest USING (site_id) JOIN serving s ON s.menu_id = newest.id
WHERE s.point_id = copied.site_id
"""
_ORDERS = """
WITH eaters AS (
    SELECT array_agg(id ORDER BY id) AS people, count(*) AS number_of FROM resident
), meals AS (
    SELECT menu.*, row_number() OVER (PARTITION BY "on" ORDER BY site_id) - 1 AS lane
    FROM menu WHERE last_number = $1 AND "on" < (
        SELECT min("on") FROM menu WHERE period = 'SUPPER')
), modes AS (
    SELECT menu_id, array_agg(id ORDER BY mode) AS ids, array_agg(mode ORDER BY mode) AS names,
        count(*)::int AS ways
    FROM serving GROUP BY menu_id
)
INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period, mode,
    resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen, shares, quote,
    address, channel, placed_at, is_after_cutoff)
SELECT gen_random_uuid(), number, meals.id, ids[number % ways + 1], site_id, site_id, "on",
    'LUNCH', names[number % ways + 1], people[(lane * $1 + number) % number_of + 1],
    CASE names[number % ways + 1] WHEN 'DELIVERY' THEN 'DELIVERED' WHEN 'PICKUP'
        THEN 'HANDED_OVER' ELSE 'SERVED' END,
    "on" + interval '12 hours', 1500, 0, 0, 1500, '[]', '{"steps": [], "cautions": []}',
    CASE WHEN names[number % ways + 1] = 'DELIVERY' THEN '华岳花园1号楼1单元101' END,
    'SELF', cutoff_at - number * interval '1 minute', false
FROM meals JOIN modes ON modes.menu_id = meals.id
CROSS JOIN generate_series(1, $1::int) AS number
CROSS JOIN eaters
"""
_LINES = """
WITH numbered AS (
    SELECT id, menu_id, dish_id, name, name_en, price_fen,
        row_number() OVER (PARTITION BY menu_id ORDER BY position) - 1 AS place
    FROM menu_item
)
INSERT INTO meal_order_line (id, order_id, item_id, position, name, name_en, portions, price_fen)
SELECT gen_random_uuid(), o.id, i.id, part, i.name, i.name_en, 1, i.price_fen
FROM meal_order o CROSS JOIN generate_series(1, 3) AS part
JOIN numbered i ON i.menu_id = o.menu_id AND i.place = (o.number + part) % 5
WHERE o."on" < (SELECT min("on") FROM menu WHERE period = 'SUPPER') AND part <= 2 + o.number % 2
"""
_MOVES = """
INSERT INTO meal_order_move (id, order_id, at, to_status)
SELECT gen_random_uuid(), id, placed_at, 'PLACED' FROM meal_order o
WHERE NOT EXISTS (SELECT 1 FROM meal_order_move WHERE order_id = o.id)
"""
_TAKEN = """
UPDATE menu_item SET taken = ordered.portions
FROM (SELECT item_id, sum(portions)::int AS portions FROM meal_order_line l
    JOIN meal_order o ON o.id = l.order_id
    WHERE o."on" < (SELECT min("on") FROM menu WHERE period = 'SUPPER') GROUP BY 1) AS ordered
WHERE menu_item.id = ordered.item_id
"""
_SEATS = """
UPDATE serving SET taken = ordered.orders
FROM (SELECT serving_id, count(*)::int AS orders FROM meal_order o
    WHERE o."on" < (SELECT min("on") FROM menu WHERE period = 'SUPPER') GROUP BY 1) AS ordered
WHERE serving.id = ordered.serving_id
"""


async def bulk(orders: int, progress: Callable[[str, int, int], None]) -> None:
    """Add at least so many orders, of two or three lines each, to a city that `fill` has made.

    They lie before the demonstration's own days, so what it shows stays as it is.
    """
    async with db.acquire() as connection:
        canteens = await connection.fetchval("SELECT count(DISTINCT site_id) FROM menu")
        days = -(-orders // (canteens * PER_MEAL))
        steps = (
            (_MENUS, (days, PER_MEAL)),
            (_ORDERS, (PER_MEAL,)),
            (_LINES, ()),
            (_MOVES, ()),
            (_TAKEN, ()),
            (_SEATS, ()),
        )
        for done, (sql, values) in enumerate(steps):
            progress("Bulk", done, len(steps))
            async with connection.transaction():
                await connection.execute("SET LOCAL statement_timeout = 0")
                await connection.execute(sql, *values, timeout=3600)
        await connection.execute("SET statement_timeout = 0")
        await connection.execute("VACUUM ANALYZE", timeout=3600)
        await connection.execute("RESET statement_timeout")
        progress("Bulk", len(steps), len(steps))
