"""When sites are closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import Closure

_CLOSURES = """SELECT site_id, periods, from_on, until_on, reason FROM meal_site_closure
WHERE site_id = ANY($1) AND ended_at IS NULL AND (until_on IS NULL OR until_on > $2)
ORDER BY from_on"""


async def closures(
    source: Fetches, site_ids: Sequence[UUID], from_on: date
) -> Mapping[UUID, Sequence[Closure]]:
    """The closures of sites that are not over by a day, by site."""
    found: dict[UUID, list[Closure]] = {}
    for row in await source.fetch(_CLOSURES, site_ids, from_on):
        closure = Closure(row["periods"], row["from_on"], row["until_on"], row["reason"])
        found.setdefault(row["site_id"], []).append(closure)
    return found
