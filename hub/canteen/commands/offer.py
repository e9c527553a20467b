"""What there is to offer: dishes, and the subsidy policies that make them cheaper."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.canteen.models import Dish, MealSite, SubsidyPolicy
from hub.canteen.rules import (
    MANAGERS,
    CanteenReason,
    CanteenRefused,
    DishDetails,
    check_dish,
    load_policy,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key


@command
async def create_dish(tx: Transaction, *, site_id: UUID, dish: DishDetails, viewer: Viewer) -> UUID:
    """Add a dish to a kitchen's book.

    Raises:
        CanteenRefused: DISH_NAME_TAKEN, or what is not valid about it.
    """
    await _check_manages(site_id, viewer)
    check_dish(dish)
    dish_id = new_key()
    with refusing("dish_one_of_a_name", _name_taken()):
        await Dish.create(id=dish_id, site_id=site_id, **_columns(dish))
    return dish_id


@command
async def update_dish(tx: Transaction, *, dish_id: UUID, dish: DishDetails, viewer: Viewer) -> UUID:
    """Change a dish. Menus keep the name and price they promised; allergens count at once.

    Raises:
        CanteenRefused: NO_SUCH_DISH, DISH_NAME_TAKEN, or what is not valid about it.
    """
    await _own_dish(dish_id, viewer)
    check_dish(dish)
    with refusing("dish_one_of_a_name", _name_taken()):
        await Dish.filter(id=dish_id).update(**_columns(dish))
    return dish_id


@command
async def retire_dish(tx: Transaction, *, dish_id: UUID, viewer: Viewer, now: datetime) -> UUID:
    """Keep a dish off future menus. Safe to do twice."""
    dish = await _own_dish(dish_id, viewer)
    if dish.retired_on is None:
        await Dish.filter(id=dish_id).update(retired_on=day_of(now))
    return dish_id


@command
async def publish_policy(
    tx: Transaction,
    *,
    area_id: UUID,
    code: str,
    name: str,
    source: str,
    from_on: date,
    document: dict[str, Any],
    now: datetime,
    until_on: date | None = None,
) -> UUID:
    """Bring a subsidy policy into force in an area from a day; the one before it ends that day.

    Raises:
        CanteenRefused: POLICY_NOT_VALID, with the first problem in words.
    """
    load_policy(document)
    await SubsidyPolicy.filter(area_id=area_id, from_on__lt=from_on, until_on=None).update(
        until_on=from_on
    )
    policy_id = new_key()
    await SubsidyPolicy.create(
        id=policy_id,
        area_id=area_id,
        code=code,
        version=await SubsidyPolicy.filter(code=code).count() + 1,
        name=name,
        source=source,
        from_on=from_on,
        until_on=until_on,
        document=document,
        published_at=now,
    )
    return policy_id


def _columns(dish: DishDetails) -> dict[str, Any]:
    return {**asdict(dish), "allergens": sorted(dish.allergens)}


def _name_taken() -> CanteenRefused:
    return CanteenRefused(CanteenReason.DISH_NAME_TAKEN, field="name")


async def _own_dish(dish_id: UUID, viewer: Viewer) -> Dish:
    dish = await Dish.get_or_none(id=dish_id)
    if dish is None or dish.site_id is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    site = await MealSite.get(id=dish.site_id).select_related("site__area")
    if not works_at(viewer, MANAGERS, [site.id], site.site.area.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field="dishId")
    return dish


async def _check_manages(site_id: UUID, viewer: Viewer) -> None:
    site = await MealSite.get_or_none(id=site_id, kitchen_id=None).select_related("site__area")
    if site is None or not works_at(viewer, MANAGERS, [site.id], site.site.area.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
