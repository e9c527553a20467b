"""The measured city: 5 canteens, 50,000 residents, 200,000 orders with 500,000 lines, by pure SQL."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import asyncpg

RESIDENTS = 50_000
SITES = 5
ORDERS_A_MENU = 200
ITEMS_A_MENU = 10
PAST_DAYS = 100
OPEN_DAYS = 40
STAFF_TOKEN = "hub_" + "benchmark-" * 4 + "abc"
RESIDENT_TOKEN = "hub_" + "benchmark-" * 4 + "xyz"


def key(kind: str, number: object) -> UUID:
    """The key that the SQL below gives a row: md5 of its kind and number."""
    return UUID(hashlib.md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest())


@dataclass(frozen=True, slots=True)
class City:
    """What requests are made of."""

    today: date
    days: int

    def menu_number(self, day: int, site: int, period: int) -> int:
        """Days count from 0, the first open day; past days are negative."""
        return (day + self.days) * SITES * 2 + site * 2 + period

    def on(self, day: int) -> date:
        return self.today + timedelta(days=day + 1)


_GRID = """
INSERT INTO area (id, kind, code, name, ancestors, from_on) SELECT k, 'CITY', 'CITY', '华阴市',
  ARRAY[k], '2020-01-01' FROM (SELECT md5('city0')::uuid k) _;
INSERT INTO area (id, kind, code, name, ancestors, from_on, parent_id)
  SELECT k, 'TOWNSHIP', 'T' || i, '街道' || i, ARRAY[md5('city0')::uuid, k], '2020-01-01',
    md5('city0')::uuid FROM (SELECT i, md5('township' || i)::uuid k FROM generate_series(0, 3) i) _;
INSERT INTO area (id, kind, code, name, ancestors, from_on, parent_id)
  SELECT k, 'COMMUNITY', 'C' || lpad(i::text, 4, '0'), '社区' || i,
    ARRAY[md5('city0')::uuid, t, k], '2020-01-01', t
  FROM (SELECT i, md5('community' || i)::uuid k, md5('township' || i % 4)::uuid t
        FROM generate_series(0, 399) i) _;
INSERT INTO site (id, kind, code, name, address, is_open, from_on, area_id)
  SELECT md5('site' || i)::uuid, 'CANTEEN', 'S' || i, '老年食堂' || i, '华山大街' || i || '号', true,
    '2020-01-01', md5('community' || i)::uuid FROM generate_series(0, $sites - 1) i;
INSERT INTO meal_site (id, site_id, portions_a_person)
  SELECT id, id, 6 FROM site;
INSERT INTO resident (id, name, sex, born_on, registered_at, area_id)
  SELECT md5('resident' || i)::uuid, '居民' || i, CASE i % 2 WHEN 0 THEN 'FEMALE' ELSE 'MALE' END,
    date '1935-01-01' + i % 9000, now(), md5('community' || i % 400)::uuid
  FROM generate_series(0, $residents - 1) i;
INSERT INTO dish (id, name, name_en, kind, allergens, kcal, is_low_sugar, is_low_salt, is_soft,
    price_fen, site_id)
  SELECT md5('dish' || s || '-' || i)::uuid, '菜品' || i, 'Dish ' || i, $dish_kind,
    CASE i % 3 WHEN 0 THEN ARRAY['PEANUT'] ELSE '{}' END, 300 + i, i % 2 = 0, i % 3 = 0, i % 4 = 0,
    600 + i * 50, md5('site' || s)::uuid
  FROM generate_series(0, $sites - 1) s, generate_series(0, $items - 1) i
"""
# Menus count up by day, site and period; those of open days can be ordered from.
_MEALS = """
CREATE TEMPORARY TABLE meal AS SELECT m, md5('menu' || m)::uuid menu_id,
    md5('site' || m / 2 % $sites)::uuid site_id, m / 2 % $sites site,
    $today::date + m / ($sites * 2) - $days + 1 AS "on",
    CASE m % 2 WHEN 0 THEN 'LUNCH' ELSE 'SUPPER' END period, m >= $days * $sites * 2 is_open
  FROM generate_series(0, ($days + $open_days) * $sites * 2 - 1) m;
INSERT INTO menu (id, "on", period, status, cutoff_at, published_at, locked_at, last_number, site_id)
  SELECT menu_id, "on", period, CASE WHEN is_open THEN 'PUBLISHED' ELSE 'LOCKED' END,
    CASE WHEN is_open THEN "on" + interval '10 hours' ELSE "on"::timestamptz END, now(),
    CASE WHEN is_open THEN NULL ELSE "on"::timestamptz END,
    CASE WHEN is_open THEN 0 ELSE $orders END, site_id FROM meal;
INSERT INTO serving (id, mode, cutoff_at, serve_from_at, serve_until_at, taken, menu_id, point_id)
  SELECT md5('serving' || m)::uuid, 'DINE_IN', "on" + interval '10 hours',
    "on" + interval '11 hours', "on" + interval '13 hours',
    CASE WHEN is_open THEN 0 ELSE $orders END, menu_id, site_id FROM meal;
INSERT INTO menu_item (id, position, name, name_en, price_fen, portions, taken, dish_id, menu_id)
  SELECT md5('item' || m || '-' || i)::uuid, i, '菜品' || i, 'Dish ' || i, 600 + i * 50, 1000000, 0,
    md5('dish' || site || '-' || i)::uuid, menu_id FROM meal, generate_series(0, $items - 1) i;
INSERT INTO meal_order (id, number, "on", period, mode, status, status_at, price_fen, discount_fen,
    subsidy_fen, due_fen, shares, quote, channel, placed_at, is_after_cutoff, menu_id, point_id,
    resident_id, serving_id, site_id)
  SELECT md5('order' || m || '-' || n)::uuid, n, "on", period, 'DINE_IN', 'SERVED', "on", 1900, 0, 0,
    1900, '[]', '{}', 'SELF', "on" - interval '1 day', false, menu_id, site_id,
    md5('resident' || (site * $orders + n + m * 37) % $residents)::uuid, md5('serving' || m)::uuid,
    site_id
  FROM meal, generate_series(1, $orders) n WHERE NOT is_open ORDER BY m, n;
INSERT INTO meal_order_line (id, position, name, name_en, portions, price_fen, item_id, order_id)
  SELECT md5('line' || m || '-' || n || '-' || l)::uuid, l, '菜品' || (n + l) % $items,
    'Dish ' || (n + l) % $items, 1, 600, md5('item' || m || '-' || (n + l) % $items)::uuid,
    md5('order' || m || '-' || n)::uuid
  FROM meal, generate_series(1, $orders) n, generate_series(0, 1 + n % 2) l WHERE NOT is_open
  ORDER BY m, n
"""
_PEOPLE = """
INSERT INTO account (id, name, display_name, created_at, resident_id)
  VALUES (md5('account0')::uuid, 'benchmark', '测量员', now(), NULL),
    (md5('account1')::uuid, NULL, '居民5000', now(), md5('resident5000')::uuid);
INSERT INTO session (id, token_hash, kind, method, source, user_agent, created_at, seen_at,
    idle_seconds, expires_at, account_id)
  SELECT gen_random_uuid(), sha256(token), kind, 'PASSWORD', '127.0.0.1', 'benchmark', now(), now(),
    86400, now() + interval '1 day', account_id
  FROM (VALUES ('$staff_token'::bytea, 'STAFF', md5('account0')::uuid),
    ('$resident_token', 'RESIDENT', md5('account1')::uuid)) person(token, kind, account_id);
INSERT INTO role_grant (id, role, from_at, reason, granted_at, account_id)
  SELECT gen_random_uuid(), role, now() - interval '1 day', 'benchmark', now(),
    md5('account0')::uuid
  FROM unnest(ARRAY['CANTEEN_MANAGER', 'CITY_ADMINISTRATOR', 'COMMUNITY_MANAGER']) role
"""


# What a PostGraphile project writes to place an order: a function, exposed as a mutation. It does
# what the hub does to place one: it looks at the person, the diet, the subsidy and the caps, takes
# number, seat and portions, and leaves the order with its line, its first move, a row of the audit
# trail and an event.
_FUNCTION = """
CREATE FUNCTION place_meal_order(menu_id uuid, serving_id uuid, resident_id uuid, item_id uuid,
    portions int) RETURNS meal_order LANGUAGE plpgsql VOLATILE AS $body$
DECLARE m menu; i menu_item; made meal_order; facts record;
BEGIN
  SELECT r.died_on IS NULL AND r.moved_out_on IS NULL AND place.is_open AS is_served,
      EXISTS (SELECT FROM dietary_need n WHERE n.resident_id = r.id AND n.kind = 'ALLERGY'
        AND n.substance = ANY(d.allergens) AND n.from_on <= me."on"
        AND (n.until_on IS NULL OR me."on" < n.until_on)) AS is_allergic,
      p.id AS policy_id,
      (SELECT sum(u.amount_fen) FROM subsidy_use u WHERE u.resident_id = r.id
        AND u.policy_id = p.id AND u.from_on = me."on") AS used_fen
    INTO STRICT facts
    FROM menu me JOIN site place ON place.id = me.site_id JOIN area spot ON spot.id = place.area_id
    JOIN menu_item mi ON mi.menu_id = me.id AND mi.id = $4 JOIN dish d ON d.id = mi.dish_id
    JOIN resident r ON r.id = $3
    LEFT JOIN LATERAL (SELECT id FROM subsidy_policy WHERE area_id = ANY(spot.ancestors)
      AND from_on <= me."on" AND (until_on IS NULL OR me."on" < until_on) LIMIT 1) p ON true
    WHERE me.id = $1;
  IF NOT facts.is_served OR facts.is_allergic THEN RAISE EXCEPTION 'refused'; END IF;
  UPDATE menu SET last_number = last_number + 1 WHERE menu.id = $1 AND menu.status = 'PUBLISHED'
    AND now() < menu.cutoff_at RETURNING * INTO STRICT m;
  UPDATE serving SET taken = taken + 1 WHERE serving.id = $2
    AND (capacity IS NULL OR taken < capacity) AND now() < serving.cutoff_at;
  UPDATE menu_item SET taken = taken + $5 WHERE menu_item.id = $4
    AND taken + $5 <= menu_item.portions RETURNING * INTO STRICT i;
  INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period, mode,
      resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen, shares, quote,
      channel, placed_at, is_after_cutoff)
    VALUES (gen_random_uuid(), m.last_number, m.id, $2, m.site_id, m.site_id, m."on", m.period,
      'DINE_IN', $3, 'PLACED', now(), i.price_fen * $5, 0, 0, i.price_fen * $5, '[]', '{}',
      'COUNTER', now(), false) RETURNING * INTO made;
  INSERT INTO meal_order_line (id, order_id, item_id, position, name, portions, price_fen)
    VALUES (gen_random_uuid(), made.id, i.id, 1, i.name, $5, i.price_fen);
  INSERT INTO meal_order_move (id, order_id, at, to_status)
    VALUES (gen_random_uuid(), made.id, now(), 'PLACED');
  INSERT INTO audit (id, at, role, beneficiary_id, operation, request_id, source, input, outcome)
    VALUES (gen_random_uuid(), now(), 'CANTEEN_MANAGER', $3, 'placeMealOrder', '', '127.0.0.1',
      jsonb_build_object('menuId', $1, 'itemId', $4, 'portions', $5), 'OK');
  INSERT INTO event (topic, subject_id, scope_id, payload, at)
    VALUES ('meal_order.placed', made.id, m.site_id,
      jsonb_build_object('resident_id', $3, 'status', 'PLACED'), now());
  RETURN made;
END $body$
"""


async def fill(connection: asyncpg.Connection, today: date, *, times: int = 1) -> City:
    """Fill a migrated database; `times` multiplies the past, not the meals of a day."""
    days = PAST_DAYS * times
    values = {
        "$sites": SITES,
        "$residents": RESIDENTS,
        "$items": ITEMS_A_MENU,
        "$orders": ORDERS_A_MENU,
        "$open_days": OPEN_DAYS,
        "$days": days,
        "$today": f"'{today}'",
        "$staff_token": STAFF_TOKEN,
        "$resident_token": RESIDENT_TOKEN,
        "$dish_kind": "'MEAT'",
    }
    for script in (_GRID, _MEALS, _PEOPLE):
        sql = script
        for name in sorted(values, key=len, reverse=True):
            sql = sql.replace(name, str(values[name]))
        await connection.execute(sql, timeout=1200)
    await connection.execute(_FUNCTION)
    await connection.execute("VACUUM ANALYZE", timeout=1200)
    return City(today, days)
