"""Weeks of meals: kept as templates, and made into the drafts of a week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.managing import check_manages
from hub.canteen.models import Dish, Menu, MenuItem, MenuTemplate, MenuTemplateItem
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    MenuStatus,
    Planned,
    PlannedMenu,
    Skipped,
    TemplateItem,
    check_named,
    check_template,
    closing,
    monday_of,
    planned_week,
    sorted_out,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts that were made, and the meals for which there is none."""

    menu_ids: list[UUID] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


@command
async def create_template(
    tx: Transaction, *, site_id: UUID, name: str, items: Sequence[TemplateItem], viewer: Viewer
) -> UUID:
    """Keep a week of meals under a name.

    Raises:
        CanteenRefused: TEMPLATE_NAME_TAKEN, TEMPLATE_NOT_VALID, NO_SUCH_DISH, or what is not valid.
    """
    await check_manages(site_id, viewer)
    check_named(name)
    await _check_items(site_id, items)
    template_id = new_key()
    with refusing("menu_template_one_of_a_name", _name_taken()):
        await MenuTemplate.create(id=template_id, site_id=site_id, name=name)
    await _write_items(template_id, items)
    return template_id


@command
async def update_template(
    tx: Transaction, *, template_id: UUID, name: str, items: Sequence[TemplateItem], viewer: Viewer
) -> UUID:
    """Change a week of meals; menus that were made of it stay as they are.

    Raises:
        CanteenRefused: NO_SUCH_TEMPLATE, and as for a new one.
    """
    template = await _managed(template_id, viewer)
    check_named(name)
    await _check_items(template.site_id, items)
    with refusing("menu_template_one_of_a_name", _name_taken()):
        await MenuTemplate.filter(id=template_id).update(name=name)
    await MenuTemplateItem.filter(template_id=template_id).delete()
    await _write_items(template_id, items)
    return template_id


@command
async def delete_template(tx: Transaction, *, template_id: UUID, viewer: Viewer) -> UUID:
    """Forget a week of meals; menus that were made of it stay. The answer is its kitchen's key."""
    template = await _managed(template_id, viewer)
    await template.delete()
    return template.site_id


@command
async def apply_template(
    tx: Transaction, *, template_id: UUID, week_of: date, viewer: Viewer, now: datetime
) -> Drafted:
    """Make the drafts of the week that a day lies in.

    Meals that are over, that have a menu, or on which the canteen is closed are skipped.

    Raises:
        CanteenRefused: NO_SUCH_TEMPLATE.
    """
    template = await _managed(template_id, viewer)
    rows = await MenuTemplateItem.filter(template_id=template_id).order_by("position")
    items = [
        TemplateItem(row.weekday, row.period, row.dish_id, row.portions, row.price_fen)
        for row in rows
    ]
    planned = planned_week(items, monday_of(week_of))
    return await _draft(tx, template.site_id, planned, now)


@command
async def copy_week(
    tx: Transaction,
    *,
    site_id: UUID,
    week_of: date,
    viewer: Viewer,
    now: datetime,
    from_week_of: date | None = None,
) -> Drafted:
    """Make the drafts of a week as another week was, by default the one before it.

    Raises:
        CanteenRefused: NO_SUCH_SITE; NOTHING_TO_COPY with the Monday of the week that has no menus.
    """
    await check_manages(site_id, viewer)
    monday = monday_of(week_of)
    source = monday - _WEEK if from_week_of is None else monday_of(from_week_of)
    menus = await Menu.filter(site_id=site_id, on__gte=source, on__lt=source + _WEEK).order_by("on")
    if not menus:
        blamed = "weekOf" if from_week_of is None else "fromWeekOf"
        raise CanteenRefused(CanteenReason.NOTHING_TO_COPY, field=blamed, on=source)
    items: dict[UUID, list[Planned]] = {menu.id: [] for menu in menus}
    for row in await MenuItem.filter(menu_id__in=list(items)).order_by("position"):
        # What was released to the counter was cooked as well.
        portions = row.portions + row.counter_portions
        items[row.menu_id].append(Planned(row.dish_id, portions, row.price_fen))
    planned = [
        PlannedMenu(menu.on - source + monday, menu.period, items[menu.id]) for menu in menus
    ]
    return await _draft(tx, site_id, planned, now)


async def _draft(
    tx: Transaction, site_id: UUID, planned: Sequence[PlannedMenu], now: datetime
) -> Drafted:
    if not planned:
        return Drafted()
    # Whoever drafts the same week at once waits here, and finds these menus.
    await tx.execute("SELECT id FROM meal_site WHERE id = $1 FOR NO KEY UPDATE", site_id)
    dishes = await _cooked({item.dish_id for menu in planned for item in menu.items})
    wanted = [
        PlannedMenu(menu.on, menu.period, [item for item in menu.items if item.dish_id in dishes])
        for menu in planned
    ]
    days = [menu.on for menu in wanted]
    existing = await Menu.filter(site_id=site_id, on__gte=min(days), on__lte=max(days))
    closures = (await reads.closures(tx, [site_id], min(days))).get(site_id, ())
    makable, skipped = sorted_out(
        wanted,
        today=day_of(now),
        existing={(menu.on, menu.period) for menu in existing},
        closed={
            (menu.on, menu.period) for menu in wanted if closing(closures, menu.on, menu.period)
        },
    )
    menus = [(new_key(), menu) for menu in makable]
    with refusing("menu_one_a_meal", CanteenRefused(CanteenReason.MENU_EXISTS, field="weekOf")):
        await Menu.bulk_create(
            Menu(id=key, site_id=site_id, on=menu.on, period=menu.period, status=MenuStatus.DRAFT)
            for key, menu in menus
        )
    await MenuItem.bulk_create(
        _item(key, position, item, dishes[item.dish_id])
        for key, menu in menus
        for position, item in enumerate(menu.items, 1)
    )
    return Drafted([key for key, _ in menus], skipped)


def _item(menu_id: UUID, position: int, item: Planned, dish: Dish) -> MenuItem:
    return MenuItem(
        id=new_key(),
        menu_id=menu_id,
        dish_id=dish.id,
        position=position,
        name=dish.name,
        name_en=dish.name_en,
        price_fen=dish.price_fen if item.price_fen is None else item.price_fen,
        portions=item.portions,
    )


async def _cooked(dish_ids: set[UUID]) -> dict[UUID, Dish]:
    """Those of the dishes that are still cooked."""
    dishes = await Dish.filter(id__in=list(dish_ids), retired_on=None)
    return {dish.id: dish for dish in dishes}


async def _check_items(site_id: UUID, items: Sequence[TemplateItem]) -> None:
    check_template(items)
    dishes = {dish.id: dish for dish in await Dish.filter(id__in=[item.dish_id for item in items])}
    for place, item in enumerate(items):
        dish = dishes.get(item.dish_id)
        if dish is None or dish.site_id not in (None, site_id):
            raise CanteenRefused(CanteenReason.NO_SUCH_DISH, field=f"items.{place}.dishId")


async def _write_items(template_id: UUID, items: Sequence[TemplateItem]) -> None:
    await MenuTemplateItem.bulk_create(
        MenuTemplateItem(
            id=new_key(),
            template_id=template_id,
            weekday=item.weekday,
            period=item.period,
            dish_id=item.dish_id,
            position=position,
            portions=item.portions,
            price_fen=item.price_fen,
        )
        for position, item in enumerate(items, 1)
    )


def _name_taken() -> CanteenRefused:
    return CanteenRefused(CanteenReason.TEMPLATE_NAME_TAKEN, field="name")


async def _managed(template_id: UUID, viewer: Viewer) -> MenuTemplate:
    unknown = CanteenRefused(CanteenReason.NO_SUCH_TEMPLATE, field="templateId")
    template = await MenuTemplate.select_for_update(no_key=True).get_or_none(id=template_id)
    if template is None:
        raise unknown
    try:
        await check_manages(template.site_id, viewer)
    except CanteenRefused:
        raise unknown from None
    return template
