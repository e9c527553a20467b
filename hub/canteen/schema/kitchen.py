"""The kitchen's sheet: what to cook, whom it may harm, what to pack, and what has changed since."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, pages, reads, rules
from hub.canteen.schema.types import STAFF, MealSite, works_here
from hub.kernel.db import acquire
from hub.people.rules import DietaryNeedKind, Severity
from hub.query import (
    Asker,
    Connection,
    Context,
    Operation,
    Row,
    any_of,
    connection,
    contains_text,
    enumeration,
    exists,
    expression,
    filters,
    is_set,
    key_of,
    many,
    node,
    one,
    orders,
    payload,
    record,
    resolver,
    root,
    seen_with,
    where,
)

enumeration(rules.KitchenChangeKind)
enumeration(pages.KitchenPageKind)


@payload
class KitchenProduction:
    """How much of one dish to cook for one way of serving and one diet (备餐数量)."""

    dish: str
    """The dish."""
    dish_en: str | None
    """Its name in English."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    diet: list[DietaryNeedKind]
    """What these portions must respect: soft, little salt, little sugar (饮食要求)."""
    portions: int
    """How many portions."""
    orders: int
    """For how many orders."""


@payload
class KitchenDispatch:
    """How much goes to one point for one way of serving (分发数量)."""

    point: str
    """Where it goes."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    orders: int
    """How many orders."""
    portions: int
    """How many portions."""


@payload
class KitchenChangeCounts:
    """How many orders differ from the sheet by now (截单后变更数)."""

    added: int
    """Placed after the cut-off."""
    cancelled: int
    """Cancelled after the cut-off."""
    changed: int
    """With other dishes or portions."""


@payload
class LabelNeed:
    """What the food of a person must respect, as a label says it (饮食提示)."""

    kind: DietaryNeedKind
    """Which kind of need."""
    substance: str | None
    """What must not be in it."""
    severity: Severity
    """How badly it must be respected."""


@payload
class KitchenPortion:
    """Portions of one dish in a box (份数)."""

    dish: str
    """The dish."""
    dish_en: str | None
    """Its name in English."""
    portions: int
    """How many portions."""


def _cooks(site: Any, viewer: Asker) -> Any:
    """The viewer works at the kitchen, or at a point that it cooks for."""
    return works_here(viewer, STAFF, site) | exists(
        models.MealSite,
        lambda point: (point.kitchen_id == site.id) & works_here(viewer, STAFF, point),
    )


def _label_is_seen(label: Any, viewer: Asker) -> Any:
    return works_here(viewer, STAFF, label.sheet.site) | works_here(viewer, STAFF, label.point)


def _rows(template: str, key: Any) -> Operation:
    """The rows of a query as a JSON list."""
    listed = "SELECT coalesce(jsonb_agg(to_jsonb(found)), '[]')"
    return Operation(f"{listed} FROM ({template}) found", key)


def _change(row: Any) -> Operation:
    return Operation(reads.change_kind("{0}", "{1}"), row.id, row.status)


@record(models.MealLabelLine)
class MealLabelLine:
    """Portions of one dish on a label (标签菜品)."""

    position: int
    """Its place in the order."""
    name: str
    """The dish, as it was cooked for the sheet."""
    name_en: str | None
    """Its name in English."""
    portions: int
    """How many portions."""

    visible = seen_with("label", _label_is_seen)


@filters(models.MealLabel)
class MealLabelFilter:
    """Which labels."""

    point_id: strawberry.ID | None = where(
        lambda row, value: row.point_id == key_of(value, "MealSite")
    )
    """Only of this canteen or meal point."""
    modes: list[rules.FulfilmentMode] | None = where(lambda row, value: any_of(row.mode, value))
    """Only served in one of these ways."""
    has_allergy: bool | None = where(lambda row, value: row.has_allergy == value)
    """Only of people with an allergy, or only of the others."""
    text: str | None = where(lambda row, value: contains_text(row.resident_name, value))
    """Only of people whose name holds this text."""


@orders(models.MealLabel)
class MealLabelOrder(Enum):
    """How labels are sorted."""

    NUMBER = "number"
    """By number."""
    NAME = "resident_name,number"
    """By name."""


@node(models.MealLabel)
class MealLabel:
    """What the label on a person's box said at the cut-off (餐盒标签)."""

    number: int
    """The number of the order."""
    point: MealSite | None = one()
    """Where it is eaten, fetched or sent from."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    resident_name: str
    """For whom it is."""
    address: str | None
    """Where it is delivered."""
    note: str | None
    """What the kitchen should know."""
    has_allergy: bool
    """Whether the person has an allergy."""
    needs: list[LabelNeed]
    """What the food must respect, allergies first."""
    lines: list[MealLabelLine] = many("lines", order_by="position", expected=3)
    """What is in the box."""
    change: rules.KitchenChangeKind | None = expression(lambda row: _change(row.order))
    """How the order differs by now; null when it does not."""

    visible = staticmethod(_label_is_seen)


@node(models.KitchenSheet)
class KitchenSheet:
    """What a kitchen was told at the cut-off; it never changes (备餐单)."""

    site: MealSite | None = one()
    """The canteen that cooks."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    made_at: datetime
    """When the orders were counted."""
    order_count: int = expression(
        lambda row: Operation("SELECT count(*) FROM meal_label WHERE sheet_id = {0}", row.id)
    )
    """How many orders there were."""
    production: list[KitchenProduction] = expression(lambda row: _rows(reads.PRODUCTION, row.id))
    """What to cook: each dish by way of serving and diet."""
    dispatch: list[KitchenDispatch] = expression(lambda row: _rows(reads.DISPATCH, row.id))
    """What goes where."""
    labels: Connection[MealLabel] = connection(
        "labels", filter=MealLabelFilter, order=MealLabelOrder
    )
    """The packing list; with `hasAllergy`, the allergy sheet (装餐单、过敏名单)."""
    changes: KitchenChangeCounts = expression(
        lambda row: Operation(
            "SELECT jsonb_build_object("
            "'added', count(*) FILTER (WHERE kind = 'ADDED'),"
            " 'cancelled', count(*) FILTER (WHERE kind = 'CANCELLED'),"
            " 'changed', count(*) FILTER (WHERE kind = 'CHANGED')) FROM (SELECT "
            + reads.change_kind("o.id", "o.status")
            + " AS kind FROM meal_order o WHERE o.menu_id = {0}) o",
            row.menu_id,
        )
    )
    """How many orders differ by now; `kitchenChanges` lists them."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _cooks(row.site, viewer)


@orders(models.MealOrder)
class KitchenChangeOrder(Enum):
    """How changes are sorted."""

    LATEST = "-status_at"
    """The latest first."""
    NUMBER = "number"
    """By number."""


@node(models.MealOrder)
class KitchenChange:
    """An order that differs from the sheet of the cut-off (截单后变更)."""

    kind: rules.KitchenChangeKind = expression(_change)
    """How it differs."""
    number: int
    """Its number."""
    point: MealSite | None = one()
    """Where it is eaten, fetched or sent from."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    resident_name: str = expression(lambda row: row.resident.name)
    """For whom it is."""
    note: str | None
    """What the kitchen should know."""
    status: rules.OrderStatus
    """Where the order stands."""
    status_at: datetime
    """Since when it stands there."""
    before: list[KitchenPortion] | None = expression(
        lambda row: Operation(reads.lines_then("{0}"), row.id)
    )
    """What the sheet says; null for an order that is not on it."""
    after: list[KitchenPortion] | None = expression(
        lambda row: Operation(reads.lines_now("{0}"), row.id)
    )
    """What was ordered, as it is now."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        # By its id too it is only seen while it differs from a sheet.
        is_sheeted = exists(models.KitchenSheet, lambda sheet: sheet.id == row.menu_id)
        at_work = works_here(viewer, STAFF, row.site) | works_here(viewer, STAFF, row.point)
        return at_work & is_sheeted & is_set(_change(row))


@root(*STAFF)
def kitchen_sheet(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> KitchenSheet | None:
    """The kitchen's sheet for one meal; null until the cut-off (备餐单).

    Args:
        site_id: The canteen that cooks.
        on: The day of the meal.
        period: The meal of the day.
    """
    return (row.site_id == key_of(site_id, "MealSite")) & (row.on == on) & (row.period == period)


@root(*STAFF, order=KitchenChangeOrder)
def kitchen_changes(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date, period: rules.MealPeriod
) -> Connection[KitchenChange]:
    """The orders that differ from the sheet of one meal: added, cancelled, changed (截单后变更).

    Args:
        site_id: The canteen that cooks.
        on: The day of the meal.
        period: The meal of the day.
    """
    return (row.site_id == key_of(site_id, "MealSite")) & (row.on == on) & (row.period == period)


@payload
class KitchenPage:
    """A page to print, or a file; for ten minutes it needs no signing in (打印页)."""

    path: str
    """Its path at this server."""
    expires_at: datetime
    """From when it cannot be fetched any more."""


@resolver(*STAFF)
async def kitchen_page(
    ctx: Context,
    sheet_id: strawberry.ID,
    kind: pages.KitchenPageKind,
    point_id: strawberry.ID | None = None,
    mode: rules.FulfilmentMode | None = None,
) -> KitchenPage | None:
    """Where to print a sheet, or its labels; null for one where the caller does not work (打印).

    Args:
        sheet_id: The kitchen's sheet.
        kind: What to print.
        point_id: Only what goes to this point; needed by who works there and not in the kitchen.
        mode: Only labels, or boxes to pack, for this way of serving; other pages are always whole.
    """
    async with acquire() as connection:
        head = await reads.sheet_head(connection, key_of(sheet_id, "KitchenSheet"))
        if head is None:
            return None
        point = (
            None
            if point_id is None
            else await reads.sheet_point(connection, key_of(point_id, "MealSite"), head.site_id)
        )
    if point_id is not None and point is None:
        return None
    sites, areas = _places(head, point)
    if not rules.works_at(ctx.viewer, STAFF, sites, areas):
        return None
    by_box = kind in (pages.KitchenPageKind.LABELS, pages.KitchenPageKind.PACKING)
    link = pages.link_to(
        kind, head.sheet_id, point and point.point_id, ctx.now, mode if by_box else None
    )
    return KitchenPage(path=link.path, expires_at=link.expires_at)


def _places(
    head: reads.SheetHead, point: reads.SheetPoint | None
) -> tuple[Sequence[Any], Sequence[Any]]:
    """The sites and areas where one has to work to print this."""
    if point is None:
        return [head.site_id], head.ancestors
    return [head.site_id, point.point_id], [*head.ancestors, *point.ancestors]
