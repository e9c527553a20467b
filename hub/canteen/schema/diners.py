"""Whom a canteen serves, wherever they live: staff may know who eats with them, and what not."""

from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.types import STAFF, works_here
from hub.people.schema.access import service
from hub.query import EVERYONE, NOBODY, Asker, Operation, Row, any_of, keys_where


@service(knows_diet=True)
def is_diner(resident_id: Any, viewer: Asker) -> Any:
    """The resident has an order for today or later where the viewer works, not a cancelled one.

    The keys are worked out once for a statement, by the index of each site's days.
    """
    if viewer.at(*STAFF) is EVERYONE:
        return EVERYONE
    if not viewer.has(*STAFF):
        return NOBODY
    sites = keys_where(models.MealSite, lambda site: works_here(viewer, STAFF, site))
    order = Row(models.MealOrder, "eaten")
    live = (order.on >= viewer.today) & order.status.notin(sorted(rules.CANCELLED))
    diners = Operation(
        'ARRAY(SELECT "eaten"."resident_id" FROM "meal_order" "eaten" WHERE {0})',
        live & (any_of(order.site_id, sites) | any_of(order.point_id, sites)),
    )
    return any_of(resident_id, diners)
