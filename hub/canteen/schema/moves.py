"""Where an order may go next, for whoever looks at it, worked out by PostgreSQL."""

from typing import Any

from hub.canteen import rules
from hub.canteen.schema.access import MANAGERS, STAFF, works_here
from hub.kernel.access import Role
from hub.people.rules import ProxyScope
from hub.query import Asker, Operation

# Each move of the table, the mode that it is bound to, whether only managers make it, and whether
# every dish has to suit the person.
_MOVES = ", ".join(
    f"('{status}', '{to}', {mode}, {to not in rules.BY_STAFF}, {to in rules.PACKED})"
    for status, following in rules.MOVES.items()
    for to in sorted(following & rules.BY_MANAGER)
    for mode in [next((f"'{mode}'" for mode, end in rules.COMPLETED.items() if end is to), "NULL")]
)
# Whose meal it is objects to these, and who orders for them.
_DISPUTABLE = ", ".join(
    f"'{status}'"
    for status, following in rules.MOVES.items()
    if rules.OrderStatus.DISPUTED in following
)


def possible_moves(order: Any, viewer: Asker) -> Any:
    """The same as `rules.possible_moves`, for the viewer."""
    return Operation(
        f"ARRAY(SELECT to_status FROM (VALUES {_MOVES})"
        " AS move (from_status, to_status, mode, is_managers, is_packed)"
        " WHERE from_status = {0} AND coalesce(move.mode = {1}, true)"
        " AND (({3}) OR ({2}) AND NOT is_managers) AND NOT (is_packed AND {6})"
        " AND (to_status <> 'NO_SHOW' OR {4} >= {5})"
        " UNION SELECT 'CANCELLED' WHERE {0} = 'PLACED' AND {4} < {7} AND (({2}) OR ({8}))"
        f" UNION SELECT 'DISPUTED' WHERE {{0}} IN ({_DISPUTABLE}) AND ({{8}})"
        " ORDER BY 1)",
        order.status,
        order.mode,
        _is_served_by(order, viewer, STAFF),
        _is_served_by(order, viewer, MANAGERS),
        viewer.now,
        order.serving.serve_until_at,
        order.has_diet_conflict,
        order.serving.cutoff_at,
        viewer.acts_for(order.resident_id, ProxyScope.MEAL_ORDER),
    )


def _is_served_by(order: Any, viewer: Asker, roles: tuple[Role, ...]) -> Any:
    return works_here(viewer, roles, order.site) | works_here(viewer, roles, order.point)
