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
PLACE = """SELECT json_build_object('data', json_build_object('placeOrder', json_build_object(
  'id', id, 'number', number, 'dueFen', due_fen)))::text
FROM place_meal_order($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5)"""

_pool: asyncpg.Pool | None = None
_HEADERS = [(b"content-type", b"application/json")]


async def _place(v: dict[str, Any]) -> str:
    assert _pool is not None
    names = ("menuId", "servingId", "residentId", "itemId", "portions")
    return str(await _pool.fetchval(PLACE, *(v[name] for name in names)))


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
