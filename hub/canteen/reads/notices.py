"""Whom the canteen tells, and what it names when it does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hub.canteen.reads.source import Fetches
from hub.canteen.rules import STAFF, FulfilmentMode, MealPeriod
from hub.kernel.access import Role
from hub.kernel.clock import day_of
from hub.people.reads import is_bound_sql
from hub.people.rules import ProxyScope

_ORDER = """SELECT o.id, o.resident_id, r.name, place.id AS site_id, place.name AS place, o."on",
    o.period, o.mode
FROM meal_order o
JOIN resident r ON r.id = o.resident_id
JOIN site place ON place.id = o.point_id"""
_ONE = f"{_ORDER} WHERE o.id = $1"
_OF_STOP = f"{_ORDER} JOIN delivery_stop s ON s.order_id = o.id WHERE s.id = $1"
_OF_CHECK = f"""{_ORDER} JOIN delivery_stop s ON s.order_id = o.id
JOIN welfare_check c ON c.stop_id = s.id WHERE c.id = $1"""
_FAMILY = f"""SELECT id FROM resident WHERE id = $1
UNION SELECT holder_id FROM proxy
WHERE ward_id = $1 AND scopes && $2 AND from_on <= $3 AND {is_bound_sql("$3")}"""
_STAFF = """SELECT DISTINCT g.account_id
FROM role_grant g
JOIN account ON account.id = g.account_id AND account.disabled_at IS NULL
JOIN site place ON place.id = $1
JOIN area ON area.id = place.area_id
WHERE g.revoked_at IS NULL AND g.from_at <= $3 AND (g.until_at IS NULL OR $3 < g.until_at)
    AND (g.role = ANY ($2) AND g.site_id IN (
            SELECT id FROM meal_site WHERE $1 IN (id, kitchen_id)
            UNION SELECT kitchen_id FROM meal_site WHERE id = $1)
        OR g.role = ANY ($4) AND g.area_id = ANY (area.ancestors))"""
_PLACE = """SELECT id, name FROM site WHERE id = $1"""
_MENU = """SELECT m.id, m.site_id, s.name AS place FROM menu m JOIN site s ON s.id = m.site_id
WHERE m.id = $1 AND m.status = 'PUBLISHED'"""
# Whoever ate there within four weeks, or has a standing order there, at whatever point.
_EATERS = """SELECT resident_id FROM meal_order
WHERE site_id = $1 AND "on" >= $2::date - 28 AND "on" < $2
UNION SELECT s.resident_id FROM standing_order s JOIN meal_site p ON p.id = s.point_id
WHERE coalesce(p.kitchen_id, p.id) = $1 AND s.from_on <= $2
    AND (s.until_on IS NULL OR $2 < s.until_on)"""
_STANDING = """SELECT DISTINCT s.resident_id FROM standing_order s
JOIN meal_site p ON p.id = s.point_id
WHERE $1 IN (p.id, p.kitchen_id) AND (s.until_on IS NULL OR $2 < s.until_on)"""
_CLOSURE = """SELECT c.site_id, s.name AS place, c.from_on, c.until_on FROM meal_site_closure c
JOIN site s ON s.id = c.site_id WHERE c.id = $1 AND c.ended_at IS NULL"""
_LINES = """SELECT name FROM meal_order_line WHERE order_id = $1 ORDER BY position"""
_PAYMENT = """SELECT p.id, p.resident_id, r.name, p.site_id, p.amount_fen
FROM meal_payment p JOIN resident r ON r.id = p.resident_id WHERE p.id = $1"""
_RESIDENT = "SELECT name FROM resident WHERE id = $1"


@dataclass(frozen=True, slots=True)
class ToldMeal:
    """An order as a message names it."""

    order_id: UUID
    resident_id: UUID
    name: str
    site_id: UUID
    place: str
    on: date
    period: MealPeriod
    mode: FulfilmentMode


@dataclass(frozen=True, slots=True)
class ToldMoney:
    """A payment as a message names it."""

    payment_id: UUID
    resident_id: UUID
    name: str
    site_id: UUID | None
    amount_fen: int


@dataclass(frozen=True, slots=True)
class ToldClosure:
    """Days without meals as a message names them."""

    site_id: UUID
    place: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class ToldMenu:
    """A menu that can be ordered from, as a message names it."""

    menu_id: UUID
    site_id: UUID
    place: str


async def told_meal(source: Fetches, order_id: UUID) -> ToldMeal | None:
    """The order with a key."""
    return await _meal(source, _ONE, order_id)


async def told_stop(source: Fetches, stop_id: UUID) -> ToldMeal | None:
    """The order of a stop of a round."""
    return await _meal(source, _OF_STOP, stop_id)


async def told_check(source: Fetches, check_id: UUID) -> ToldMeal | None:
    """The order at whose door a welfare check began."""
    return await _meal(source, _OF_CHECK, check_id)


async def _meal(source: Fetches, sql: str, key: UUID) -> ToldMeal | None:
    row = await source.fetchrow(sql, key)
    if row is None:
        return None
    return ToldMeal(
        row["id"],
        row["resident_id"],
        row["name"],
        row["site_id"],
        row["place"],
        row["on"],
        MealPeriod(row["period"]),
        FulfilmentMode(row["mode"]),
    )


async def dishes_of(source: Fetches, order_id: UUID) -> list[str]:
    """The names of an order's dishes, as they are now."""
    return [row["name"] for row in await source.fetch(_LINES, order_id)]


async def family_of(
    source: Fetches, resident_id: UUID, scopes: Collection[ProxyScope], on: date
) -> list[UUID]:
    """A resident, and who may act for them in one of the scopes on a day."""
    rows = await source.fetch(_FAMILY, resident_id, list(scopes), on)
    return [row["id"] for row in rows]


async def staff_of(source: Fetches, site_id: UUID, now: datetime) -> list[UUID]:
    """The accounts of who works at a site, its kitchen or its points, or runs an area above it.

    A role for the whole city is no place of work.
    """
    above = (Role.CANTEEN_MANAGER, Role.COMMUNITY_MANAGER)
    rows = await source.fetch(_STAFF, site_id, list(STAFF), now, list(above))
    return [row["account_id"] for row in rows]


async def told_menu(source: Fetches, menu_id: UUID) -> ToldMenu | None:
    """A menu, while it can be ordered from."""
    row = await source.fetchrow(_MENU, menu_id)
    return row and ToldMenu(row["id"], row["site_id"], row["place"])


async def eaters_at(source: Fetches, kitchen_id: UUID, now: datetime) -> list[UUID]:
    """Who is interested in the menus of a kitchen."""
    return [row["resident_id"] for row in await source.fetch(_EATERS, kitchen_id, day_of(now))]


async def standing_at(source: Fetches, site_id: UUID, now: datetime) -> list[UUID]:
    """Who has a standing order at a site, or at a point that it cooks for."""
    return [row["resident_id"] for row in await source.fetch(_STANDING, site_id, day_of(now))]


async def told_closure(source: Fetches, closure_id: UUID) -> ToldClosure | None:
    """A closure that was not ended."""
    row = await source.fetchrow(_CLOSURE, closure_id)
    return row and ToldClosure(row["site_id"], row["place"], row["from_on"], row["until_on"])


async def told_money(source: Fetches, payment_id: UUID) -> ToldMoney | None:
    """The payment with a key."""
    row = await source.fetchrow(_PAYMENT, payment_id)
    return row and ToldMoney(
        row["id"], row["resident_id"], row["name"], row["site_id"], row["amount_fen"]
    )


async def name_of_site(source: Fetches, site_id: UUID) -> str | None:
    """What a site is called."""
    row = await source.fetchrow(_PLACE, site_id)
    return row and row["name"]


async def name_of_resident(source: Fetches, resident_id: UUID) -> str | None:
    """What a resident is called."""
    row = await source.fetchrow(_RESIDENT, resident_id)
    return row and row["name"]
