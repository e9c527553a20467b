"""Orders, cards and payments as they stand, for whoever pays, and what was owed and taken."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import (
    DEFAULT_TERMS,
    STAFF,
    OrderStatus,
    OrderToPay,
    RefundTerms,
    works_at,
)
from hub.kernel.access import Role, Viewer
from hub.kernel.clock import day_of
from hub.people.reads import may_act_sql
from hub.people.rules import ProxyScope


def _may_pay(resident: str) -> str:
    """SQL of whether $2 may order for a resident on the day $3."""
    return may_act_sql(holder="$2", ward=resident, scope=ProxyScope.MEAL_ORDER, day="$3")


# The order is held against being moved; whoever cancels it waits, and then gives the money back.
_TO_PAY = f"""
SELECT o.id, o.resident_id, o.site_id, o.point_id, o.status, o.due_fen,
    spot.ancestors || cooked.ancestors AS ancestors,
    o.resident_id IS NOT DISTINCT FROM $2 OR {_may_pay("o.resident_id")} AS is_payer
FROM meal_order o
JOIN site place ON place.id = o.point_id
JOIN site cook ON cook.id = o.site_id
JOIN area spot ON spot.id = place.area_id
JOIN area cooked ON cooked.id = cook.area_id
WHERE o.id = $1 FOR SHARE OF o
"""
# What a provider collected and was not due has gone back too, but was never on the bill.
_PAID = """SELECT b.paid_fen, (SELECT coalesce(sum(p.amount_fen), 0)::bigint
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id AND p.amount_fen > 0
    WHERE e.order_id = b.order_id AND e.kind = 'ORDER_REFUNDED') AS given_back_fen
FROM meal_bill b WHERE b.order_id = $1"""
_IS_PAYER = f"SELECT $1::uuid = $2 OR {_may_pay('$1')}"
_SITE = """SELECT area.ancestors FROM meal_site JOIN site ON site.id = meal_site.id
JOIN area ON area.id = site.area_id WHERE meal_site.id = $1"""
_HOME = """SELECT coalesce(area.ancestors, '{}') AS ancestors FROM resident
LEFT JOIN area ON area.id = resident.area_id WHERE resident.id = $1"""
_DRAWER = 'SELECT id FROM cash_drawer WHERE site_id = $1 AND "on" = $2'
_TERMS = """SELECT late_cancel_percent, no_show_percent, pay_out_alone_fen FROM meal_refund_policy
WHERE area_id = ANY($1) AND from_on <= $2 AND (until_on IS NULL OR $2 < until_on)
ORDER BY array_position($1, area_id) DESC LIMIT 1"""


async def order_to_pay(
    source: Fetches, order_id: UUID, payer_id: UUID | None, now: datetime
) -> OrderToPay | None:
    """An order as it stands, held until the end of the transaction; null when there is none."""
    row = await source.fetchrow(_TO_PAY, order_id, payer_id, day_of(now))
    if row is None:
        return None
    # Asked only when the order is held, so that nobody can pay in between.
    paid = await source.fetchrow(_PAID, order_id)
    return OrderToPay(
        order_id=row["id"],
        resident_id=row["resident_id"],
        kitchen_id=row["site_id"],
        point_id=row["point_id"],
        status=OrderStatus(row["status"]),
        due_fen=row["due_fen"],
        paid_fen=0 if paid is None else paid["paid_fen"],
        given_back_fen=0 if paid is None else paid["given_back_fen"],
        ancestors=row["ancestors"],
        is_payer=row["is_payer"],
    )


async def may_pay_for(
    source: Fetches, resident_id: UUID, payer_id: UUID | None, now: datetime
) -> bool:
    """Whether somebody is the resident, or their proxy for meals today."""
    if payer_id is None:
        return False
    row = await source.fetchrow(_IS_PAYER, resident_id, payer_id, day_of(now))
    return row is not None and bool(row[0])


async def works_at_counter(
    source: Fetches, site_id: UUID, viewer: Viewer, roles: Collection[Role] = STAFF
) -> bool:
    """Whether the viewer works at, or has one of the roles for, a canteen or meal point."""
    site = await source.fetchrow(_SITE, site_id)
    return site is not None and works_at(viewer, roles, [site_id], site["ancestors"])


async def lives_within(
    source: Fetches, resident_id: UUID, viewer: Viewer, roles: Collection[Role]
) -> bool:
    """Whether the viewer has one of the roles where a resident lives."""
    home = await source.fetchrow(_HOME, resident_id)
    return home is not None and works_at(viewer, roles, (), home["ancestors"])


async def drawer_of(source: Fetches, site_id: UUID, on: date) -> UUID | None:
    """The cash drawer of a site on a day."""
    row = await source.fetchrow(_DRAWER, site_id, on)
    return None if row is None else row["id"]


async def refund_terms(source: Fetches, ancestors: Sequence[UUID], on: date) -> RefundTerms:
    """The terms on which money goes back somewhere, for a meal of a day."""
    row = await source.fetchrow(_TERMS, ancestors, on)
    return DEFAULT_TERMS if row is None else RefundTerms(*row)


async def terms_at(source: Fetches, site_id: UUID, on: date) -> RefundTerms:
    """The terms on which money goes back at a canteen or meal point, on a day."""
    site = await source.fetchrow(_SITE, site_id)
    return await refund_terms(source, () if site is None else site["ancestors"], on)
