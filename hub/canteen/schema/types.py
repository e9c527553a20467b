"""Canteens and menus, as clients read them."""

from datetime import date, datetime, time
from enum import Enum
from typing import Any

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, MANAGERS, STAFF, works_here
from hub.canteen.schema.dishes import Dish
from hub.grid.rules import SiteKind
from hub.grid.schema.types import Area, Site
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Fen,
    Operation,
    Row,
    any_of,
    column,
    connection,
    enumeration,
    expression,
    filters,
    is_set,
    many,
    node,
    one,
    orders,
    record,
    refusal,
    seen_with,
    where,
)

__all__ = [
    "AUDITORS",
    "MANAGERS",
    "STAFF",
    "CanteenRefusal",
    "Dish",
    "MealSite",
    "Menu",
    "MenuFilter",
    "MenuItem",
    "MenuOrder",
    "ServiceTime",
    "Serving",
    "works_here",
]

enumeration(SiteKind)
enumeration(rules.MealPeriod)
enumeration(rules.MenuStatus)
enumeration(rules.FulfilmentMode)
enumeration(rules.OrderStatus)
enumeration(rules.RedemptionMethod)
enumeration(rules.DietWarning)
enumeration(rules.CardStatus)
enumeration(rules.RoundStatus)
enumeration(rules.StopStatus)
enumeration(rules.DietWarning)


@refusal(rules.CanteenRefused, rules.CanteenReason)
class CanteenRefusal:
    """The canteen declines (食堂拒绝受理)."""

    remaining: int | None
    """How many portions of the dish are left."""
    dish: str | None
    """The dish that it is about."""
    warning: rules.DietWarning | None
    """Why the dish may not suit the person."""
    taken: int | None
    """How many portions of the dish are ordered."""
    most: int | None
    """The most that there may be."""
    number: int | None
    """The number of the order that it is about."""
    status: rules.OrderStatus | None
    """Where the order stands (订单状态)."""
    allowed: list[rules.OrderStatus] | None
    """The states that the viewer may move the order to from there."""
    closed_at: datetime | None
    """When ordering closed."""
    until_on: date | None
    """The first day on which the site serves again."""
    due_fen: Fen | None
    """What is to be paid now."""
    place: str | None
    """Where in a policy the problem is, in the spelling of its document."""
    ages: list[int] | None
    """The ages that two bands of a policy hold."""
    begins_on: date | None
    """When the policy begins that is in the way."""
    earliest_on: date | None
    """The earliest day that there may be."""
    meals: int | None
    """How many meals it is about."""
    orders: int | None
    """How many orders stand in the way."""
    point: str | None
    """Where the order is handed over, or was."""
    redeemed_at: datetime | None
    """When the order was redeemed."""
    method: rules.RedemptionMethod | None
    """How the order was redeemed."""
    cancelled_at: datetime | None
    """When the order was cancelled."""
    on: date | None
    """The day of the order's meal."""
    period: rules.MealPeriod | None
    """The meal of the order."""
    serve_from_at: datetime | None
    """When the order's meal begins to be served."""
    serve_until_at: datetime | None
    """When the order's meal ends."""
    expired_at: datetime | None
    """When the code expired."""
    round_status: rules.RoundStatus | None
    """Where the delivery round stands (班次状态)."""
    stop_status: rules.StopStatus | None
    """What became of the stop (配送点状态)."""
    allergen: str | None
    """What the resident is allergic to."""
    least: int | None
    """The least that there may be."""
    keep_until_at: datetime | None
    """Until when the sample has to be kept."""
    disposed_at: datetime | None
    """When the sample was disposed of."""
    balance_fen: Fen | None
    """What there is."""
    card_status: rules.CardStatus | None
    """Where the meal card stands (卡状态)."""
    least_fen: Fen | None
    """The least that it may be."""
    most_fen: Fen | None
    """The most that it may be."""
    difference_fen: Fen | None
    """By how much the counted cash differs; negative when some is missing."""


@record(models.ServiceTime)
class ServiceTime:
    """When a site serves a meal in one way, and until when it takes orders (供餐时间)."""

    period: rules.MealPeriod
    """The meal of the day."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    from_on: date
    """The first day on which it is in force."""
    until_on: date | None
    """The first day on which it is no longer; null while no end is known."""
    serve_from: time
    """When serving begins."""
    serve_until: time
    """When serving ends."""
    cutoff_days: int
    """How many days before the meal orders close."""
    cutoff_time: time
    """At what time of that day orders close."""
    capacity: int | None
    """How many orders it can serve; null when that is not limited."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.MealSiteClosure)
class MealSiteClosure:
    """Days on which a site does not serve some meals (停供安排)."""

    periods: list[rules.MealPeriod]
    """The meals that it does not serve."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it serves again; null while nobody knows."""
    reason: str
    """Why."""
    is_stop: bool
    """Whether it was stopped at once, and its orders cancelled; otherwise it was planned."""
    cancelled_orders: int
    """How many orders were cancelled when it was stopped."""
    created_at: datetime
    """When it was declared."""
    ended_at: datetime | None
    """When it was ended before its time."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@orders(models.Menu)
class MenuOrder(Enum):
    """How menus are sorted."""

    DAY = "on,period"
    """The earliest day first."""
    LATEST = "-on,-period"
    """The latest day first."""


@filters(models.Menu)
class MenuFilter:
    """Which menus."""

    periods: list[rules.MealPeriod] | None = where(lambda row, value: any_of(row.period, value))
    """Only for one of these meals."""
    statuses: list[rules.MenuStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""


# In force today: closures of the site or of its kitchen that were not ended.
_RUNNING = (
    "SELECT FROM meal_site_closure c WHERE c.site_id IN ({0}, {1}) AND c.ended_at IS NULL"
    " AND c.from_on <= {4} AND (c.until_on IS NULL OR {4} < c.until_on)"
)


def _serves_today(site: Any, viewer: Asker) -> Any:
    """It is open, its kitchen is, and no closure takes all its meals of today away."""
    return Operation(
        "{2} AND COALESCE({3}, true) AND NOT (EXISTS (" + _RUNNING + ") AND NOT EXISTS ("
        "SELECT FROM service_time t WHERE t.site_id = {0} AND t.from_on <= {4}"
        " AND (t.until_on IS NULL OR {4} < t.until_on)"
        " AND NOT EXISTS (" + _RUNNING + " AND t.period = ANY(c.periods))))",
        site.id,
        site.kitchen_id,
        site.site.is_open,
        site.kitchen.site.is_open,
        viewer.today,
    )


@node(models.MealSite)
class MealSite:
    """A canteen that cooks, or a meal point that serves what another cooks (食堂、助餐点)."""

    site: Site | None = one()
    """The site that it is, with its place in the grid."""
    name: str = expression(lambda row: row.site.name)
    """Its name."""
    name_en: str | None = expression(lambda row: row.site.name_en)
    """Its name in English."""
    kind: SiteKind = expression(lambda row: row.site.kind)
    """Whether it cooks."""
    address: str = expression(lambda row: row.site.address)
    """Where it is."""
    phone: str | None = expression(lambda row: row.site.phone)
    """Its telephone number."""
    is_open: bool = expression(_serves_today)
    """Whether it serves at present: not when it or its kitchen is shut, or closed or stopped today
    for every meal that it serves; `closures` tell why and until when."""
    portions_a_person: int
    """The most portions of one order."""
    delivery_radius_metres: int | None
    """How far it delivers; null when it says nothing about it."""
    service_radius_metres: int | None
    """How far those live whom it is meant for; null when it says nothing about it (服务半径)."""
    funding_area: Area | None = one()
    """The area whose budget pays for it; null when that is the township where it lies."""
    kitchen: "MealSite | None" = one()
    """The canteen that cooks for it; null when it cooks itself."""
    points: "list[MealSite]" = many("points", expected=5)
    """The meal points that it cooks for."""
    service_times: list[ServiceTime] = many("service_times", order_by="from_on", expected=8)
    """When it serves and until when it takes orders, also formerly and from a later day on."""
    closures: list[MealSiteClosure] = many("closures", order_by="-from_on,-created_at", expected=3)
    """On which days it does not serve, the latest first."""
    menus: Connection["Menu"] = connection("menus", filter=MenuFilter, order=MenuOrder)
    """What it cooks; a meal point shows the menus of its kitchen (`menu`, `menus`)."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


def _menu_is_seen(menu: Any, viewer: Asker) -> Any:
    return (menu.status != rules.MenuStatus.DRAFT.value) | works_here(viewer, STAFF, menu.site)


def _cooks(menu: Any, viewer: Asker) -> Any:
    """The viewer works where the menu is cooked."""
    return works_here(viewer, STAFF, menu.site)


@record(models.MenuItemSubstitution)
class MenuItemSubstitution:
    """Another dish in the place of one that was on the menu (换菜)."""

    at: datetime
    """When."""
    from_name: str
    """The dish that was on the menu."""
    to_name: str
    """The dish that took its place."""
    reason: str
    """Why."""

    visible = seen_with("item", lambda item, viewer: _menu_is_seen(item.menu, viewer))


@node(models.MenuItem)
class MenuItem:
    """A dish on a menu, at the name and price that were promised (菜单菜品)."""

    position: int
    """Its place on the menu."""
    name: str
    """Its name, as it was when the menu was written."""
    name_en: str | None
    """Its name in English, as it was."""
    price_fen: Fen
    """What a portion costs, before discount and subsidy."""
    portions: int
    """How many portions there are."""
    is_sold_out: bool
    """Whether staff stopped selling it, whatever is left (售完)."""
    remaining: int = expression(
        lambda row: Operation(
            "CASE WHEN {0} THEN 0 ELSE {1} - {2} END", row.is_sold_out, row.portions, row.taken
        )
    )
    """How many portions can still be ordered (剩余份数)."""
    counter_remaining: int = expression(lambda row: row.counter_portions - row.counter_sold)
    """How many leftover portions the counter has for whoever comes (窗口余量)."""
    counter_price_fen: Fen | None
    """What a leftover portion costs at the counter, unsubsidised; null while there are none."""
    counter_portions: int | None = column(seen=lambda row, viewer: _cooks(row.menu, viewer))
    """How many leftover portions were released to the counter; only its staff see that."""
    substitutions: list[MenuItemSubstitution] = many("substitutions", order_by="at", expected=1)
    """Which dishes it took the place of."""
    dish: Dish | None = one()
    """The dish, with what is in it."""

    visible = seen_with("menu", _menu_is_seen)


def _serves(serving: Any, viewer: Asker) -> Any:
    """The viewer works where the menu is cooked, or where it is served."""
    return works_here(viewer, STAFF, serving.menu.site) | works_here(viewer, STAFF, serving.point)


@node(models.Serving)
class Serving:
    """How a menu is served at one place: when, and until when orders are accepted (供餐安排)."""

    point: MealSite | None = one()
    """Where it is served, or sent from."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    cutoff_at: datetime
    """From when orders are refused (订餐截止)."""
    serve_from_at: datetime
    """When serving begins."""
    serve_until_at: datetime
    """When serving ends."""
    capacity: int | None
    """How many orders it can serve; null when that is not limited."""
    is_closed: bool = expression(lambda row: is_set(row.closed_at))
    """Whether the place is closed for this meal, so that nobody can order (停供)."""
    taken: int | None = column(seen=_serves)
    """How many orders it has; only the staff of the canteen and of the place see that."""

    visible = seen_with("menu", _menu_is_seen)


@node(models.Menu)
class Menu:
    """What a canteen offers for one meal, at its counter and its meal points (菜单)."""

    site: MealSite | None = one()
    """The canteen that cooks."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    status: rules.MenuStatus
    """Whether it can be ordered from."""
    note: str | None
    """What the canteen says about it."""
    cutoff_at: datetime | None
    """From when nothing can be ordered in any way; null while it is a draft."""
    published_at: datetime | None
    """Since when residents see it."""
    items: list[MenuItem] = many("items", order_by="position", expected=12)
    """What is on it."""
    servings: list[Serving] = many("servings", order_by="serve_from_at", expected=8)
    """Where and how it is served."""

    visible = staticmethod(_menu_is_seen)
