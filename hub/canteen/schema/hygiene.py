"""Food safety as clients see it: samples, temperatures with their alarms, and waste."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, reads, rules
from hub.canteen.schema.types import AUDITORS, STAFF, MealSite, MenuItem, works_here
from hub.kernel.access import Role
from hub.kernel.db import acquire
from hub.query import (
    EVERYONE,
    Asker,
    Connection,
    Context,
    Operation,
    Row,
    any_of,
    enumeration,
    exists,
    expression,
    filters,
    is_set,
    is_unset,
    key_of,
    node,
    one,
    orders,
    payload,
    resolver,
    root,
    where,
)

enumeration(rules.HygieneLimitKind)
enumeration(rules.TemperaturePlace)
enumeration(rules.WasteReason)

_WHO = (*STAFF, *AUDITORS)


def _is_here(row: Any, viewer: Asker) -> Any:
    """The viewer works at the site, or in the kitchen that cooks for it, or audits it."""
    return works_here(viewer, _WHO, row.site) | works_here(viewer, _WHO, row.site.kitchen)


@node(models.HygieneLimit)
class HygieneLimit:
    """A published limit of food safety (食品安全限值)."""

    kind: rules.HygieneLimitKind
    """What it is about, and its unit."""
    lowest: int | None
    """The least that is allowed; null when nothing is too little."""
    highest: int | None
    """The most that is allowed; null when nothing is too much."""
    source: str
    """Where it was published."""
    from_on: date
    """The first day on which it is in force."""
    until_on: date | None
    """The first day on which it is no longer; null while no end is known."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@root(*STAFF, *AUDITORS, order_by="kind,-from_on")
def hygiene_limits(row: Row, viewer: Asker) -> list[HygieneLimit]:
    """The limits that are, were or will be in force (食品安全限值)."""
    return EVERYONE


def _is_due(row: Any, now: Any) -> Any:
    return is_unset(row.disposed_at) & (row.keep_until_at <= now)


@filters(models.RetainedSample)
class RetainedSampleFilter:
    """Which samples."""

    is_disposed: bool | None = where(
        lambda row, value: (is_set(row.disposed_at) & value) | (is_unset(row.disposed_at) & ~value)
    )
    """Only those that were thrown away, or only those that are there."""
    due_by: datetime | None = where(_is_due)
    """Only those that are there though their time is over by this instant."""


@orders(models.RetainedSample)
class RetainedSampleOrder(Enum):
    """How samples are sorted."""

    LATEST = "-taken_at"
    """The latest first."""
    EARLIEST = "taken_at"
    """The earliest first."""


@node(models.RetainedSample)
class RetainedSample:
    """The sample of one dish of one meal (留样)."""

    item: MenuItem | None = one()
    """The dish on its menu."""
    site: MealSite | None = one()
    """The canteen that keeps it."""
    grams: int
    """What it weighs."""
    fridge: str | None
    """Where it is kept."""
    taken_at: datetime
    """When it was put aside."""
    taken_by: str | None = expression(lambda row: row.taken_by.display_name)
    """Who did so."""
    keep_until_at: datetime
    """Until when it has to be kept."""
    is_due: bool = expression(lambda row, viewer: _is_due(row, viewer.now))
    """Whether it is there though its time is over."""
    disposed_at: datetime | None
    """When it was thrown away."""
    disposed_by: str | None = expression(lambda row: row.disposed_by.display_name)
    """Who did so."""

    visible = staticmethod(_is_here)


@root(*STAFF, *AUDITORS, filter=RetainedSampleFilter, order=RetainedSampleOrder)
def retained_samples(
    row: Row, viewer: Asker, site_id: strawberry.ID, from_on: date, until_on: date
) -> Connection[RetainedSample]:
    """The samples of a canteen, of the meals of some days (留样记录).

    Args:
        site_id: The canteen.
        from_on: The first day of the meals.
        until_on: The day after the last.
    """
    menu = row.item.menu
    return (
        (row.site_id == key_of(site_id, "MealSite")) & (menu.on >= from_on) & (menu.on < until_on)
    )


@orders(models.MenuItem)
class MissingSampleOrder(Enum):
    """How dishes without a sample are sorted."""

    POSITION = "position"
    """As on the menu."""


@root(*STAFF, *AUDITORS, order=MissingSampleOrder)
def missing_samples(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date
) -> Connection[MenuItem]:
    """The dishes that are served, and of which no sample was put aside (缺留样).

    Args:
        site_id: The canteen.
        on: The day of the meals.
    """
    is_missing = ~exists(models.RetainedSample, lambda sample: sample.item_id == row.id)
    is_served = exists(
        models.Serving,
        lambda serving: (serving.menu_id == row.menu_id) & (serving.serve_from_at <= viewer.now),
    )
    return (
        (row.menu.site_id == key_of(site_id, "MealSite"))
        & (row.menu.on == on)
        & (row.taken > 0)
        & is_served
        & is_missing
        & works_here(viewer, _WHO, row.menu.site)
    )


@filters(models.TemperatureReading)
class TemperatureFilter:
    """Which temperatures."""

    places: list[rules.TemperaturePlace] | None = where(lambda row, value: any_of(row.place, value))
    """Only measured at one of these places."""
    is_alarm: bool | None = where(lambda row, value: row.is_alarm == value)
    """Only those out of their limits, or only the others."""
    is_open: bool | None = where(
        lambda row, value: (
            Operation("{0} AND {1} IS NULL", row.is_alarm, row.acknowledged_at) == value
        )
    )
    """Only alarms that nobody has seen to, or only the others."""
    from_at: datetime | None = where(lambda row, value: row.at >= value)
    """Only from this instant on."""
    until_at: datetime | None = where(lambda row, value: row.at < value)
    """Only before this instant."""


@orders(models.TemperatureReading)
class TemperatureOrder(Enum):
    """How temperatures are sorted."""

    LATEST = "-at"
    """The latest first."""
    EARLIEST = "at"
    """The earliest first."""


@node(models.TemperatureReading)
class TemperatureReading:
    """A temperature that was measured, with the limits of its day (温度记录)."""

    site: MealSite | None = one()
    """Where it was measured."""
    place: rules.TemperaturePlace
    """In what."""
    equipment: str | None
    """Which fridge, counter or box."""
    tenths: int
    """The temperature in tenths of a degree Celsius."""
    lowest_tenths: int | None
    """The least that was allowed."""
    highest_tenths: int | None
    """The most that was allowed."""
    is_alarm: bool
    """Whether it is out of its limits (超温报警)."""
    at: datetime
    """When it was measured."""
    by: str | None = expression(lambda row: row.by.display_name)
    """Who measured it."""
    acknowledged_at: datetime | None
    """When somebody saw to the alarm."""
    acknowledged_by: str | None = expression(lambda row: row.acknowledged_by.display_name)
    """Who did so."""
    measure: str | None
    """What was done about it (处置措施)."""

    visible = staticmethod(_is_here)


@root(*STAFF, *AUDITORS, filter=TemperatureFilter, order=TemperatureOrder)
def temperatures(row: Row, viewer: Asker, site_id: strawberry.ID) -> Connection[TemperatureReading]:
    """The temperatures of a canteen and its meal points (温度记录).

    Args:
        site_id: The canteen that cooks, or a meal point.
    """
    key = key_of(site_id, "MealSite")
    return (row.site_id == key) | (row.site.kitchen_id == key)


@orders(models.MealWaste)
class MealWasteOrder(Enum):
    """How waste is sorted."""

    LATEST = "-at"
    """The latest first."""


@node(models.MealWaste)
class MealWaste:
    """Food of one dish of one meal that was thrown away (餐余记录)."""

    item: MenuItem | None = one()
    """The dish on its menu."""
    site: MealSite | None = one()
    """Where it was thrown away."""
    reason: rules.WasteReason
    """Why."""
    portions: int | None
    """How many portions."""
    grams: int | None
    """How many grams."""
    note: str | None
    """What there is to say about it."""
    at: datetime
    """When it was written down."""
    by: str | None = expression(lambda row: row.by.display_name)
    """Who did so."""

    visible = staticmethod(_is_here)


@root(*STAFF, *AUDITORS, order=MealWasteOrder)
def meal_wastes(
    row: Row, viewer: Asker, site_id: strawberry.ID, from_on: date, until_on: date
) -> Connection[MealWaste]:
    """What was thrown away at a canteen and its points, of the meals of some days (餐余记录).

    Args:
        site_id: The canteen that cooks, or a meal point.
        from_on: The first day of the meals.
        until_on: The day after the last.
    """
    key = key_of(site_id, "MealSite")
    menu = row.item.menu
    is_here = (row.site_id == key) | (row.site.kitchen_id == key)
    return is_here & (menu.on >= from_on) & (menu.on < until_on)


@payload
class DishWaste:
    """What was thrown away of one dish for one reason (菜品浪费)."""

    dish: str
    """The dish."""
    reason: rules.WasteReason
    """Why."""
    portions: int | None
    """How many portions; null when none were counted."""
    grams: int | None
    """How many grams; null when nothing was weighed."""
    entries: int
    """How often it was written down."""


@resolver(*STAFF, *AUDITORS, Role.CITY_ADMINISTRATOR)
async def waste_by_dish(
    ctx: Context, site_id: strawberry.ID, from_on: date, until_on: date
) -> list[DishWaste] | None:
    """What was thrown away, by dish and reason, the most first, 200 at most (菜品浪费统计).

    Args:
        site_id: The canteen; null comes back for one where the caller does not work.
        from_on: The first day of the meals.
        until_on: The day after the last.
    """
    key = key_of(site_id, "MealSite")
    async with acquire() as connection:
        counter = await reads.counter_at(connection, key)
        if counter is None or not rules.works_at(
            ctx.viewer, _WHO, counter.site_ids, counter.ancestors
        ):
            return None
        found = await reads.wasted(connection, key, from_on, until_on)
    return [
        DishWaste(
            dish=each.dish,
            reason=each.reason,
            portions=each.portions,
            grams=each.grams,
            entries=each.entries,
        )
        for each in found
    ]
