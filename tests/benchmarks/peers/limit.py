"""The limit: the ideal SQL's text from a bare ASGI app, without GraphQL, access, limits or metrics."""

import os
from typing import Any

import asyncpg
import orjson

SQL = {
    "menu": """
SELECT json_build_object('data', json_build_object('menu', (
  SELECT json_build_object('id', m.id, 'on', m."on", 'period', m.period, 'status', m.status,
    'items', (SELECT json_agg(json_build_object('id', i.id, 'name', i.name,
      'priceFen', i.price_fen, 'portions', i.portions, 'taken', i.taken,
      'dish', json_build_object('name', d.name, 'kind', d.kind, 'kcal', d.kcal,
        'isSoft', d.is_soft, 'isLowSalt', d.is_low_salt)) ORDER BY i.position)
      FROM menu_item i JOIN dish d ON d.id = i.dish_id WHERE i.menu_id = m.id))
  FROM menu m WHERE m.site_id = $1::uuid AND m."on" = $2::text::date AND m.period = $3)))::text""",
    "board": """
SELECT json_build_object('data', json_build_object('orders', json_build_object(
  'totalCount', (SELECT count(*) FROM meal_order
    WHERE site_id = $1::uuid AND "on" = $2::text::date AND period = $3),
  'nodes', (SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'status', o.status,
      'mode', o.mode, 'priceFen', o.price_fen, 'dueFen', o.due_fen, 'placedAt', o.placed_at,
      'resident', json_build_object('name', r.name),
      'lines', (SELECT json_agg(json_build_object('name', l.name, 'portions', l.portions,
        'priceFen', l.price_fen) ORDER BY l.position)
        FROM meal_order_line l WHERE l.order_id = o.id)))
    FROM (SELECT * FROM meal_order
      WHERE site_id = $1::uuid AND "on" = $2::text::date AND period = $3
      ORDER BY number, id LIMIT 50) o
    JOIN resident r ON r.id = o.resident_id))))::text""",
    "order": """
SELECT json_build_object('data', json_build_object('order', (
  SELECT json_build_object('id', o.id, 'number', o.number, 'status', o.status, 'on', o."on",
    'period', o.period, 'dueFen', o.due_fen, 'resident', json_build_object('name', r.name),
    'lines', (SELECT json_agg(json_build_object('name', l.name, 'portions', l.portions)
      ORDER BY l.position) FROM meal_order_line l WHERE l.order_id = o.id))
  FROM meal_order o JOIN resident r ON r.id = o.resident_id WHERE o.id = $1::uuid)))::text""",
    "mine": """
SELECT json_build_object('data', json_build_object('ordersOf', (
  SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'on', o."on",
    'period', o.period, 'status', o.status, 'dueFen', o.due_fen,
    'site', json_build_object('name', s.name),
    'lines', (SELECT json_agg(json_build_object('name', l.name, 'portions', l.portions)
      ORDER BY l.position) FROM meal_order_line l WHERE l.order_id = o.id)))
  FROM (SELECT * FROM meal_order WHERE resident_id = $1::uuid
    ORDER BY "on" DESC, id DESC LIMIT 20) o JOIN site s ON s.id = o.site_id)))::text""",
    "areas": """
SELECT json_build_object('data', json_build_object('areas', (
  SELECT json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name,
    'parent', json_build_object('name', p.name)))
  FROM (SELECT * FROM area WHERE parent_id = $1::uuid ORDER BY code, id LIMIT 100) a
  JOIN area p ON p.id = a.parent_id)))::text""",
}
ARGUMENTS = {
    "menu": ("siteId", "on", "period"),
    "board": ("siteId", "on", "period"),
    "order": ("id",),
    "mine": ("residentId",),
    "areas": ("parentId",),
}
NUMBER = """UPDATE menu SET last_number = last_number + 1
WHERE id = $1::uuid AND status = 'PUBLISHED' AND now() < cutoff_at
RETURNING site_id, "on", period, last_number"""
PORTIONS = """UPDATE menu_item SET taken = taken + $2
WHERE id = $1::uuid AND taken + $2 <= portions RETURNING name, price_fen"""
INSERT = """WITH made AS (
  INSERT INTO meal_order (id, number, menu_id, serving_id, site_id, point_id, "on", period, mode,
    resident_id, status, status_at, price_fen, discount_fen, subsidy_fen, due_fen, shares, quote,
    channel, placed_at, is_after_cutoff)
  VALUES (gen_random_uuid(), $1, $2::uuid, $3::uuid, $4, $4, $5, $6, 'DINE_IN', $7::uuid, 'PLACED',
    now(), $8, 0, 0, $8, '[]', '{}', 'COUNTER', now(), false) RETURNING id),
line AS (
  INSERT INTO meal_order_line (id, order_id, item_id, position, name, portions, price_fen)
  SELECT gen_random_uuid(), made.id, $9::uuid, 1, $10, $11, $12 FROM made)
SELECT json_build_object('data', json_build_object('placeOrder', json_build_object('id', id,
  'number', $1::int, 'dueFen', $8::bigint)))::text FROM made"""

_pool: asyncpg.Pool | None = None
_HEADERS = [(b"content-type", b"application/json")]


async def _place(v: dict[str, Any]) -> str:
    assert _pool is not None
    async with _pool.acquire() as connection, connection.transaction():
        menu = await connection.fetchrow(NUMBER, v["menuId"])
        item = await connection.fetchrow(PORTIONS, v["itemId"], v["portions"])
        return str(
            await connection.fetchval(
                INSERT,
                menu["last_number"],
                v["menuId"],
                v["servingId"],
                menu["site_id"],
                menu["on"],
                menu["period"],
                v["residentId"],
                item["price_fen"] * v["portions"],
                v["itemId"],
                item["name"],
                v["portions"],
                item["price_fen"],
            )
        )


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer POST bodies of the form `{"operationName": …, "variables": {…}}`."""
    global _pool
    if scope["type"] == "lifespan":
        await receive()
        _pool = await asyncpg.create_pool(
            os.environ["DATABASE"], min_size=1, max_size=int(os.environ["POOL"])
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await _pool.close()
        await send({"type": "lifespan.shutdown.complete"})
        return
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    sent = orjson.loads(body)
    name, variables = sent["operationName"], sent["variables"]
    if name == "place":
        text = await _place(variables["input"])
    else:
        assert _pool is not None
        text = await _pool.fetchval(SQL[name], *(variables[n] for n in ARGUMENTS[name]))
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": text.encode()})
