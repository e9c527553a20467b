"""What is unusual in a month's meals of a kitchen: one statement a kind, with its evidence.

Each gives rows of what a finding is about (`subject`, and the keys of a resident, an account or a
dish), what was measured, from which figure on, and the orders that say so. Of the parameters $1 is
the kitchen, $2 and $3 the month's first day and the day after its last, $4 the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import CANCELLED, AnomalyKind, SettlementFigureKind, month_after

_F = SettlementFigureKind
_NOBODY = "NULL::uuid AS account_id"
_NO_DISH = "NULL::uuid AS dish_id"
_LIVE = f"o.status NOT IN ({', '.join(repr(status.value) for status in sorted(CANCELLED))})"
_OF_MONTH = 'o.site_id = $1 AND o."on" >= $2::date AND o."on" < $3::date'
_TAKEN = "redemption r ON r.order_id = o.id AND r.reversed_at IS NULL"


@dataclass(frozen=True, slots=True)
class Finder:
    """A statement that finds one kind, and the figures that it takes, in their order."""

    sql: str
    figures: Sequence[SettlementFigureKind] = ()


# The month in which the days are full: so each is found once. Of who has a meal elsewhere the
# entitlement is used.
_UNUSED = f"""SELECT o.resident_id::text AS subject, o.resident_id, {_NOBODY}, {_NO_DISH},
    $3::date - max(o."on") AS measured, ($4::int[])[1] AS threshold,
    array_agg(o.id) AS orders
FROM meal_order o JOIN subsidy_claim c ON c.order_id = o.id AND c.status = 'REDEEMED'
JOIN resident p ON p.id = o.resident_id AND p.died_on IS NULL AND p.moved_out_on IS NULL
WHERE o.site_id = $1 AND o."on" > $2::date - ($4::int[])[1]
    AND o."on" <= $3::date - ($4::int[])[1]
    AND NOT EXISTS (SELECT 1 FROM subsidy_claim later
        WHERE later.resident_id = o.resident_id AND later.status = 'REDEEMED'
            AND later."on" > o."on" AND later."on" < $3::date)
GROUP BY o.resident_id"""
_NUTRITION = f"""SELECT o.resident_id || ':' || d.id AS subject, o.resident_id, {_NOBODY},
    d.id AS dish_id, max(d.{{column}}) AS measured, ($4::int[])[1] AS threshold,
    array_agg(DISTINCT o.id) AS orders
FROM meal_order o JOIN meal_order_line l ON l.order_id = o.id
JOIN menu_item i ON i.id = l.item_id
JOIN dish d ON d.id = i.dish_id AND d.{{column}} >= ($4::int[])[1]
WHERE {_OF_MONTH} AND {_LIVE} AND EXISTS (SELECT 1 FROM dietary_need need
    WHERE need.resident_id = o.resident_id AND need.kind = '{{need}}'
        AND need.from_on <= o."on" AND (need.until_on IS NULL OR o."on" < need.until_on))
GROUP BY o.resident_id, d.id"""
_LATE = f"""SELECT o.id::text AS subject, o.resident_id, {_NOBODY}, {_NO_DISH},
    ceil(extract(epoch FROM s.status_at - s.until_at) / 60)::int AS measured,
    ($4::int[])[1] AS threshold, ARRAY[o.id] AS orders
FROM meal_order o JOIN delivery_stop s ON s.order_id = o.id AND s.status = 'DELIVERED'
WHERE {_OF_MONTH} AND s.status_at > s.until_at + ($4::int[])[1] * interval '1 minute'"""
_TWICE = f"""SELECT o.id::text AS subject, o.resident_id, {_NOBODY}, {_NO_DISH},
    (extract(epoch FROM r.at - before.at) / 60)::int AS measured, ($4::int[])[1] AS threshold,
    ARRAY[before.order_id, o.id] AS orders
FROM meal_order o JOIN {_TAKEN}
CROSS JOIN LATERAL (SELECT other.id AS order_id, taken.at
    FROM meal_order other
    JOIN redemption taken ON taken.order_id = other.id AND taken.reversed_at IS NULL
    WHERE other.resident_id = o.resident_id AND other."on" BETWEEN o."on" - 1 AND o."on"
        AND other.id <> o.id AND (taken.at, taken.id) < (r.at, r.id)
        AND taken.at >= r.at - ($4::int[])[1] * interval '1 minute'
    ORDER BY taken.at DESC LIMIT 1) AS before
WHERE {_OF_MONTH}"""
_MANUAL = f"""SELECT o.resident_id::text AS subject, o.resident_id, {_NOBODY}, {_NO_DISH},
    count(*)::int AS measured, ($4::int[])[1] AS threshold,
    array_agg(o.id ORDER BY r.at, o.id) AS orders
FROM meal_order o JOIN {_TAKEN}
WHERE {_OF_MONTH} AND o.mode <> 'DELIVERY' AND r.method = 'MANUAL'
GROUP BY o.resident_id HAVING count(*) >= ($4::int[])[1]"""
# Codes and faces need the person there; cards can lie in a drawer.
_BULK = f"""SELECT r.by_id || ':' || o.menu_id AS subject, NULL::uuid AS resident_id,
    r.by_id AS account_id, {_NO_DISH}, count(*)::int AS measured, ($4::int[])[1] AS threshold,
    array_agg(o.id ORDER BY r.at, o.id) AS orders
FROM meal_order o JOIN {_TAKEN} JOIN serving s ON s.id = o.serving_id
WHERE {_OF_MONTH} AND o.mode <> 'DELIVERY' AND r.method IN ('MANUAL', 'CARD')
    AND r.by_id IS NOT NULL
    AND r.at >= s.serve_until_at - ($4::int[])[2] * interval '1 minute'
GROUP BY r.by_id, o.menu_id HAVING count(*) >= ($4::int[])[1]"""
# Only where faces are recognised at all; a run ends with a face, and the longest counts.
_FACELESS = f"""SELECT DISTINCT ON (resident_id) resident_id::text AS subject, resident_id,
    {_NOBODY}, {_NO_DISH}, count(*)::int AS measured, ($4::int[])[1] AS threshold,
    array_agg(id ORDER BY at, id) AS orders
FROM (SELECT o.id, o.resident_id, r.at, r.method,
        count(*) FILTER (WHERE r.method = 'FACE') OVER (PARTITION BY o.resident_id
            ORDER BY r.at, o.id) AS run
    FROM meal_order o JOIN {_TAKEN} WHERE {_OF_MONTH} AND o.mode <> 'DELIVERY') AS taken
WHERE method <> 'FACE' AND EXISTS (SELECT 1 FROM meal_order o JOIN {_TAKEN}
    WHERE {_OF_MONTH} AND r.method = 'FACE')
GROUP BY resident_id, run HAVING count(*) >= ($4::int[])[1]
ORDER BY resident_id, count(*) DESC, run"""
# The prices from which a policy pays at all, or pays its highest: what a dish was raised to just
# above, from below, against its highest price of the three months before.
_PRICE = f"""WITH mark AS (
    SELECT DISTINCT at FROM subsidy_policy policy,
        jsonb_array_elements(policy.document->'bands') AS band,
        LATERAL (VALUES ((band->>'minSpendFen')::bigint),
            ((band->>'ratioCapFen')::bigint * 10000 / nullif((band->>'ratio')::bigint, 0)))
            AS price (at)
    WHERE at > 0 AND policy.id IN (SELECT o.policy_id FROM meal_order o WHERE {_OF_MONTH})
), price AS (
    SELECT i.dish_id, max(i.price_fen) FILTER (WHERE m."on" < $2::date) AS before,
        max(i.price_fen) FILTER (WHERE m."on" >= $2::date) AS now
    FROM menu m JOIN menu_item i ON i.menu_id = m.id
    WHERE m.site_id = $1 AND m."on" >= $2::date - 92 AND m."on" < $3::date AND m.status <> 'DRAFT'
    GROUP BY i.dish_id
), raised AS (
    SELECT dish_id, now, min(at) AS at FROM price JOIN mark
        ON before < at AND at <= now AND now <= at * (100 + ($4::int[])[1]) / 100
    GROUP BY dish_id, now
)
SELECT dish_id::text AS subject, NULL::uuid AS resident_id, {_NOBODY}, dish_id,
    now::int AS measured, at::int AS threshold, array_agg(DISTINCT o.id) AS orders
FROM raised JOIN menu_item i USING (dish_id) JOIN meal_order_line l ON l.item_id = i.id
JOIN meal_order o ON o.id = l.order_id
WHERE {_OF_MONTH} AND {_LIVE} AND o.subsidy_fen > 0 AND l.price_fen >= at
GROUP BY dish_id, now, at"""
_DEAD = f"""SELECT o.id::text AS subject, o.resident_id, {_NOBODY}, {_NO_DISH},
    r.at::date - p.died_on AS measured, 1 AS threshold, ARRAY[o.id] AS orders
FROM resident p JOIN meal_order o ON o.resident_id = p.id JOIN {_TAKEN}
WHERE p.died_on IS NOT NULL AND {_OF_MONTH} AND r.at::date > p.died_on
    AND cardinality($4::int[]) = 0"""

FINDERS: Mapping[AnomalyKind, Finder] = {
    AnomalyKind.ENTITLEMENT_UNUSED: Finder(_UNUSED, [_F.UNUSED_DAYS]),
    AnomalyKind.SUGAR: Finder(
        _NUTRITION.format(column="sugar_mg", need="LOW_SUGAR"), [_F.SUGAR_MG]
    ),
    AnomalyKind.SODIUM: Finder(
        _NUTRITION.format(column="sodium_mg", need="LOW_SALT"), [_F.SODIUM_MG]
    ),
    AnomalyKind.DELIVERED_LATE: Finder(_LATE, [_F.LATE_MINUTES]),
    AnomalyKind.REDEEMED_TWICE: Finder(_TWICE, [_F.TWICE_MINUTES]),
    AnomalyKind.MANUAL: Finder(_MANUAL, [_F.MANUAL_MEALS]),
    AnomalyKind.BULK_AT_CLOSING: Finder(_BULK, [_F.BULK_MEALS, _F.BULK_MINUTES]),
    AnomalyKind.WITHOUT_FACE: Finder(_FACELESS, [_F.FACELESS_MEALS]),
    AnomalyKind.PRICE_RAISED: Finder(_PRICE, [_F.PRICE_PERCENT]),
    AnomalyKind.AFTER_DEATH: Finder(_DEAD),
}
"""How each kind is found."""

_KITCHENS = """SELECT m.id FROM meal_site m WHERE m.kitchen_id IS NULL AND EXISTS (
    SELECT 1 FROM menu WHERE menu.site_id = m.id AND menu."on" >= $1::date - 180
        AND menu."on" < $2) ORDER BY m.id"""


async def kitchens_to_report(source: Fetches, month_on: date) -> list[UUID]:
    """The kitchens whose meals of a month are to be looked through."""
    return [row["id"] for row in await source.fetch(_KITCHENS, month_on, month_after(month_on))]
