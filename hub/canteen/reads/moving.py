"""Orders as they stand, for whoever wants to move them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    FulfilmentMode,
    OrderFactsToMove,
    OrderStatus,
)
from hub.kernel.clock import day_of
from hub.people.reads import may_act_sql
from hub.people.rules import ProxyScope

_IS_WARD = may_act_sql(holder="$2", ward="o.resident_id", scope=ProxyScope.MEAL_ORDER, day="$3")
_TO_MOVE = f"""
SELECT o.id, o.number, o.menu_id, o.site_id, o.point_id, o.resident_id, o.mode, o.status,
    s.cutoff_at, s.serve_until_at, o.has_diet_conflict,
    spot.ancestors || cooked.ancestors AS ancestors,
    {_IS_WARD} AS is_ward
FROM meal_order o
JOIN serving s ON s.id = o.serving_id
JOIN site place ON place.id = o.point_id
JOIN site cook ON cook.id = o.site_id
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE o.id = ANY($1)
"""


async def orders_to_move(
    source: Fetches, order_ids: Sequence[UUID], holder_id: UUID | None, now: datetime
) -> list[OrderFactsToMove]:
    """The orders of these keys as they stand, in no order; keys that no order has are left out."""
    rows = await source.fetch(_TO_MOVE, order_ids, holder_id, day_of(now))
    return [
        OrderFactsToMove(
            order_id=row["id"],
            number=row["number"],
            menu_id=row["menu_id"],
            site_id=row["site_id"],
            point_id=row["point_id"],
            resident_id=row["resident_id"],
            mode=FulfilmentMode(row["mode"]),
            status=OrderStatus(row["status"]),
            cutoff_at=row["cutoff_at"],
            serve_until_at=row["serve_until_at"],
            ancestors=row["ancestors"],
            is_ward=row["is_ward"],
            has_diet_conflict=row["has_diet_conflict"],
        )
        for row in rows
    ]
