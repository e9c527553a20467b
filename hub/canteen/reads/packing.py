"""What is in the boxes, and what their people must not eat."""

from collections.abc import Sequence
from uuid import UUID

import orjson

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import Food, Need, Packed
from hub.people.rules import DietaryNeedKind

# The dishes as the menu has them now: one may have been replaced since it was ordered.
_TO_PACK = """
SELECT o.id, o.number,
    (SELECT json_agg(json_build_array(kind, substance)) FROM dietary_need n
        WHERE n.resident_id = o.resident_id AND n.from_on <= o."on"
        AND (n.until_on IS NULL OR o."on" < n.until_on))::text AS needs,
    (SELECT json_agg(json_build_array(i.id, i.name, d.allergens, d.contents) ORDER BY l.position)
        FROM meal_order_line l JOIN menu_item i ON i.id = l.item_id
        JOIN dish d ON d.id = i.dish_id WHERE l.order_id = o.id)::text AS foods
FROM meal_order o WHERE o.id = ANY($1)
"""


async def orders_to_pack(source: Fetches, order_ids: Sequence[UUID]) -> dict[UUID, Packed]:
    """The orders of these keys, as they would be packed now."""
    rows = await source.fetch(_TO_PACK, order_ids)
    return {
        row["id"]: Packed(
            number=row["number"],
            needs=[
                Need(DietaryNeedKind(kind), substance)
                for kind, substance in orjson.loads(row["needs"] or "[]")
            ],
            foods=[
                Food(UUID(key), name, frozenset(allergens), contents=contents)
                for key, name, allergens, contents in orjson.loads(row["foods"] or "[]")
            ],
        )
        for row in rows
    }
