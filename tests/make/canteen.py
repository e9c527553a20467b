"""Canteens and meal points, their times, dishes, menus, orders and subsidies."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from hub.canteen import commands
from hub.canteen.models import (
    Dish,
    MealOrder,
    MealSite,
    MealSiteClosure,
    Menu,
    MenuItem,
    ServiceTime,
    Serving,
    StandingOrder,
    SubsidyPolicy,
)
from hub.canteen.rules import (
    DishKind,
    FulfilmentMode,
    MealPeriod,
    MenuStatus,
    Request,
    StandingMeal,
    Wanted,
    Week,
)
from hub.grid.models import Area
from hub.grid.rules import SiteKind
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import HUB_ZONE, day_of
from hub.kernel.context import Actor
from hub.kernel.ids import new_key
from hub.people.models import Resident
from tests.make import grid, people

_numbers = count(1)
_LONG_AGO = date(2020, 1, 1)
MEAL_DAY = date(2026, 6, 2)
"""A Tuesday: the day of the meals, unless a test says otherwise."""
CUTOFF = datetime(2026, 6, 1, 18, tzinfo=HUB_ZONE)
"""Until when orders are accepted for it."""
BEFORE = CUTOFF - timedelta(hours=8)
"""When a test orders, unless it says otherwise."""
MEAL = datetime(2026, 6, 2, 11, 30, tzinfo=HUB_ZONE)
"""While the meal is served, until 13:00."""


async def canteen(area: Area | None = None, **facts: Any) -> MealSite:
    """A canteen that cooks. It has no service times."""
    site = await grid.site(area, kind=SiteKind.CANTEEN)
    return await MealSite.create(id=site.id, site_id=site.id, **{"portions_a_person": 6, **facts})


async def meal_point(kitchen: MealSite, area: Area | None = None, **facts: Any) -> MealSite:
    """A meal point that another canteen cooks for."""
    site = await grid.site(area, kind=SiteKind.MEAL_POINT)
    return await MealSite.create(
        id=site.id, site_id=site.id, kitchen_id=kitchen.id, **{"portions_a_person": 6, **facts}
    )


async def service_time(
    site: MealSite, mode: FulfilmentMode = FulfilmentMode.DINE_IN, **facts: Any
) -> ServiceTime:
    """Lunch from 11:00 to 13:00, ordered until 18:00 the day before."""
    values: dict[str, Any] = {
        "period": MealPeriod.LUNCH,
        "from_on": _LONG_AGO,
        "serve_from": time(11),
        "serve_until": time(13),
        "cutoff_days": 1,
        "cutoff_time": time(18),
    }
    return await ServiceTime.create(id=new_key(), site_id=site.id, mode=mode, **{**values, **facts})


async def closure(site: MealSite, **facts: Any) -> MealSiteClosure:
    """A holiday: MEAL_DAY without any meal, unless another day is given."""
    from_on = facts.pop("from_on", MEAL_DAY)
    values: dict[str, Any] = {
        "periods": [period.value for period in MealPeriod],
        "until_on": from_on + timedelta(days=1),
        "reason": "端午节",
        "created_at": CUTOFF - timedelta(days=20),
    }
    return await MealSiteClosure.create(
        id=new_key(), site_id=site.id, from_on=from_on, **{**values, **facts}
    )


async def dish(site: MealSite | None = None, **facts: Any) -> Dish:
    """A set meal of 12 yuan without allergens, shared by the city unless a site is given."""
    values: dict[str, Any] = {
        "name": f"套餐 {next(_numbers)}",
        "kind": DishKind.SET_MEAL,
        "allergens": [],
        "price_fen": 1200,
    }
    return await Dish.create(id=new_key(), site_id=site and site.id, **{**values, **facts})


async def menu(site: MealSite | None = None, **facts: Any) -> Menu:
    """The published lunch of MEAL_DAY, served at its kitchen in every mode; nothing is on it."""
    kitchen = site or await canteen()
    values: dict[str, Any] = {
        "on": MEAL_DAY,
        "period": MealPeriod.LUNCH,
        "status": MenuStatus.PUBLISHED,
        "cutoff_at": CUTOFF,
        "published_at": CUTOFF - timedelta(days=5),
    }
    row = await Menu.create(id=new_key(), site_id=kitchen.id, **{**values, **facts})
    if row.status is not MenuStatus.DRAFT:
        for mode in FulfilmentMode:
            await serving(row, kitchen.id, mode)
    return row


async def serving(
    menu: Menu, point_id: UUID, mode: FulfilmentMode = FulfilmentMode.DINE_IN, **facts: Any
) -> Serving:
    """How the menu is served at a point in a mode, from 11:00 to 13:00."""
    start = datetime.combine(menu.on, time(11), HUB_ZONE)
    values: dict[str, Any] = {
        "cutoff_at": menu.cutoff_at,
        "serve_from_at": start,
        "serve_until_at": start + timedelta(hours=2),
    }
    return await Serving.create(
        id=new_key(), menu_id=menu.id, point_id=point_id, mode=mode, **{**values, **facts}
    )


async def menu_item(menu: Menu, of: Dish | None = None, **facts: Any) -> MenuItem:
    """A hundred portions of a dish."""
    cooked = of or await dish()
    values: dict[str, Any] = {
        "position": next(_numbers) % 1000,
        "name": cooked.name,
        "name_en": cooked.name_en,
        "price_fen": cooked.price_fen,
        "portions": 100,
    }
    return await MenuItem.create(
        id=new_key(), menu_id=menu.id, dish_id=cooked.id, **{**values, **facts}
    )


async def policy(area: Area, document: dict[str, Any], **facts: Any) -> SubsidyPolicy:
    """A subsidy policy that has long been in force in an area."""
    values: dict[str, Any] = {
        "code": f"policy-{next(_numbers)}",
        "version": 1,
        "name": "助餐补贴",
        "source": "Test",
        "from_on": _LONG_AGO,
        "published_at": datetime(2020, 1, 1, tzinfo=UTC),
    }
    return await SubsidyPolicy.create(
        id=new_key(), area_id=area.id, document=document, **{**values, **facts}
    )


async def meal_order(
    item: MenuItem | None = None,
    resident: Resident | None = None,
    *,
    point_id: UUID | None = None,
    mode: FulfilmentMode = FulfilmentMode.DINE_IN,
    portions: int = 1,
    now: datetime = BEFORE,
) -> MealOrder:
    """An order that the resident placed by the command, so that everything it holds is held."""
    ordered = item or await menu_item(await menu())
    person = resident or await people.resident()
    of = await Menu.get(id=ordered.menu_id)
    key = await commands.place_order(
        Actor(operation="mealOrderPlace"),
        menu_id=of.id,
        point_id=point_id or of.site_id,
        resident_id=person.id,
        request=Request(mode, [Wanted(ordered.id, portions)]),
        viewer=Viewer(resident_id=person.id),
        now=now,
    )
    return await MealOrder.get(id=key)


def staff(site: MealSite, role: Role = Role.CANTEEN_STAFF) -> Viewer:
    """Somebody who works at a site; the account is not stored."""
    return Viewer(grants=(Grant(role, site_id=site.id),))


def manager(site: MealSite) -> Viewer:
    """The manager of a canteen; the account is not stored."""
    return staff(site, Role.CANTEEN_MANAGER)


async def standing_order(
    resident: Resident,
    site: MealSite,
    *meals: StandingMeal,
    mode: FulfilmentMode = FulfilmentMode.DINE_IN,
    now: datetime = BEFORE,
    **facts: Any,
) -> StandingOrder:
    """The default week of a resident from today on: lunch on Tuesdays, unless meals are given."""
    tuesday = StandingMeal(weekday=2, period=MealPeriod.LUNCH)
    key = await commands.set_standing_order(
        Actor(operation="standingOrderSet"),
        resident_id=resident.id,
        point_id=site.id,
        week=Week(mode, meals or [tuesday]),
        viewer=Viewer(resident_id=resident.id),
        now=now,
        **{"from_on": day_of(now), **facts},
    )
    return await StandingOrder.get(id=key)
