"""An order as it stands at the counter, and the counter itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    CARD_NUMBER,
    CanteenReason,
    CanteenRefused,
    CardStatus,
    FulfilmentMode,
    MealPeriod,
    OrderFactsToMove,
    OrderStatus,
    Redeemed,
    RedemptionFacts,
    RedemptionMethod,
    check_usable,
    read_card_number,
)
from hub.kernel import keyring
from hub.kernel.clock import day_of
from hub.people.reads import may_act_sql
from hub.people.rules import ProxyScope

_MAY_COLLECT = may_act_sql(
    holder="$2", ward="o.resident_id", scope=ProxyScope.MEAL_COLLECT, day="$3"
)
# A policy says whether others may fetch what it pays for; without one, whoever is a proxy may.
_AT_COUNTER = f"""
SELECT o.id, o.number, o.menu_id, o.site_id, o.point_id, o.resident_id, o.mode, o.status, o."on",
    o.has_diet_conflict,
    o.period, o.cancelled_at, s.cutoff_at, s.serve_from_at, s.serve_until_at,
    spot.ancestors || cooked.ancestors AS ancestors, place.name AS point_name, r.died_on,
    coalesce((p.document->>'proxyPickup')::bool, true) AS allows_collectors,
    {_MAY_COLLECT} AS may_collect,
    done.at AS done_at, done_at_point.name AS done_point, done.method AS done_method
FROM meal_order o
JOIN serving s ON s.id = o.serving_id
JOIN resident r ON r.id = o.resident_id
JOIN site place ON place.id = o.point_id
JOIN site cook ON cook.id = o.site_id
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
LEFT JOIN subsidy_policy p ON p.id = o.policy_id
LEFT JOIN redemption done ON done.order_id = o.id AND done.reversed_at IS NULL
LEFT JOIN site done_at_point ON done_at_point.id = done.point_id
WHERE o.id = $1
"""
_COUNTER = """SELECT point.id AS point_id, cook.id AS kitchen_id, place.name,
    spot.ancestors || cooked.ancestors AS ancestors
FROM meal_site point
JOIN site place ON place.id = point.id
JOIN site cook ON cook.id = coalesce(point.kitchen_id, point.id)
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE point.id = $1"""
# The meal of the day that is served now, or else is nearest to now.
_OF_CARD = """SELECT c.status, (SELECT o.id FROM meal_order o JOIN serving s ON s.id = o.serving_id
    WHERE o.resident_id = c.resident_id AND o."on" = $2
        AND o.status NOT IN ('CANCELLED', 'CANCELLED_LATE', 'SITE_CANCELLED')
    ORDER BY greatest(s.serve_from_at - $3, $3 - s.serve_until_at) LIMIT 1) AS order_id
FROM meal_card c WHERE c.number_hash = ANY($1)"""
_REDEMPTION = "SELECT order_id, point_id, at, reversed_at FROM redemption WHERE id = $1"


@dataclass(frozen=True, slots=True)
class Counter:
    """Where meals are handed over: a point, who cooks for it, and the areas of both."""

    point_id: UUID
    kitchen_id: UUID
    name: str
    site_ids: Sequence[UUID]
    ancestors: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A redemption that was written down."""

    order_id: UUID
    point_id: UUID
    at: datetime
    is_reversed: bool


async def order_at_counter(
    source: Fetches, order_id: UUID, collector_id: UUID | None, at: datetime
) -> RedemptionFacts | None:
    """The order as it stands, for who fetches it at this instant; null when there is none."""
    row = await source.fetchrow(_AT_COUNTER, order_id, collector_id, day_of(at))
    if row is None:
        return None
    on: date = row["on"]
    return RedemptionFacts(
        order=OrderFactsToMove(
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
            is_ward=False,
            has_diet_conflict=row["has_diet_conflict"],
        ),
        on=on,
        period=MealPeriod(row["period"]),
        point_name=row["point_name"],
        serve_from_at=row["serve_from_at"],
        cancelled_at=row["cancelled_at"],
        died_on=row["died_on"],
        allows_collectors=row["allows_collectors"],
        may_collect=row["may_collect"],
        redeemed=None
        if row["done_at"] is None
        else Redeemed(row["done_at"], row["done_point"], RedemptionMethod(row["done_method"])),
    )


async def counter_at(source: Fetches, point_id: UUID) -> Counter | None:
    """A canteen or meal point as a counter; null when it is none."""
    row = await source.fetchrow(_COUNTER, point_id)
    if row is None:
        return None
    return Counter(
        point_id=row["point_id"],
        kitchen_id=row["kitchen_id"],
        name=row["name"],
        site_ids=[row["point_id"], row["kitchen_id"]],
        ancestors=row["ancestors"],
    )


async def order_of_card(source: Fetches, number: str, at: datetime) -> UUID:
    """The order for which its holder shows a card at this instant.

    Raises:
        CanteenRefused: CARD_NUMBER_NOT_VALID, NO_SUCH_CARD, CARD_NOT_USABLE, NO_ORDER_TODAY.
    """
    digits = keyring.current().digests(read_card_number(number), CARD_NUMBER)
    row = await source.fetchrow(_OF_CARD, digits, day_of(at), at)
    if row is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_CARD, field="cardNumber")
    check_usable(CardStatus(row["status"]), "cardNumber")
    if row["order_id"] is None:
        raise CanteenRefused(CanteenReason.NO_ORDER_TODAY, field="cardNumber")
    order_id: UUID = row["order_id"]
    return order_id


async def recorded_redemption(source: Fetches, redemption_id: UUID) -> Recorded | None:
    """A redemption, whether it still stands or was reversed."""
    row = await source.fetchrow(_REDEMPTION, redemption_id)
    if row is None:
        return None
    return Recorded(row["order_id"], row["point_id"], row["at"], row["reversed_at"] is not None)
