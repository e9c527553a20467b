"""Delivery rounds and their stops, as staff and volunteers read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import models, reads, rules
from hub.canteen.schema.kitchen import KitchenPortion, LabelNeed
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import STAFF, MealSite, works_here
from hub.query import (
    Asker,
    Connection,
    Operation,
    Row,
    any_of,
    enumeration,
    expression,
    filters,
    is_unset,
    key_of,
    many,
    node,
    one,
    orders,
    record,
    root,
    where,
)

enumeration(rules.TravelMode)
enumeration(rules.DoorSigner)
enumeration(rules.StopFailure)

VOLUNTEERS = rules.VOLUNTEERS
# Braces stand for terms here.
_NEEDS = reads.NEEDS_OF_ORDER.replace("{}", "{{}}")
_OPEN = sorted(status.value for status, following in rules.ROUND_MOVES.items() if following)


def _is_at(round_: Any, viewer: Asker, roles: tuple[Any, ...]) -> Any:
    """The viewer has one of the roles where the round sets out, or in its kitchen."""
    return works_here(viewer, roles, round_.point) | works_here(viewer, roles, round_.point.kitchen)


def _is_own(round_: Any, viewer: Asker) -> Any:
    """The viewer drives it, and is still a volunteer there."""
    return (round_.volunteer_id == viewer.account_id) & _is_at(round_, viewer, VOLUNTEERS)


def _inside_is_seen(round_: Any, viewer: Asker) -> Any:
    """Who sees where a round goes: staff, and its volunteer until the day is over."""
    is_needed = _is_own(round_, viewer) & (round_.on >= viewer.today)
    return _is_at(round_, viewer, STAFF) | is_needed


def _is_free(round_: Any) -> Any:
    """Another volunteer may take it over."""
    is_free = (round_.is_offered == True) | is_unset(round_.volunteer_id)  # noqa: E712
    return is_free & any_of(round_.status, _OPEN)


@record(models.DeliveryStopMove)
class DeliveryStopMove:
    """One thing that happened to a stop (配送点变更)."""

    at: datetime
    """When."""
    from_status: rules.StopStatus | None
    """From which state; null when it was planned."""
    to_status: rules.StopStatus
    """To which state; the same one when it was put on another round."""
    reason: str | None
    """Why."""
    by: str | None = expression(lambda row: row.by.display_name)
    """Who did it; null when the hub did."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _inside_is_seen(row.stop.round, viewer)


@node(models.DeliveryStop)
class DeliveryStop:
    """One door of a delivery round (配送点)."""

    position: int
    """Its place in the round."""
    planned_at: datetime
    """When the door is reached by the plan."""
    until_at: datetime
    """By when the meal has to be handed over: an hour after packing (配送时限)."""
    is_late: bool = expression(lambda row: row.planned_at > row.until_at)
    """Whether the plan reaches it too late."""
    status: rules.StopStatus
    """What became of it."""
    status_at: datetime
    """Since when."""
    order: MealOrder | None = one()
    """The order; null for the volunteer, who sees here what is needed at the door."""
    order_number: int = expression(lambda row: row.order.number)
    """The number on the label."""
    resident_name: str = expression(lambda row: row.order.resident.name)
    """For whom it is."""
    address: str = expression(
        lambda row: Operation(
            "coalesce({0}, concat_ws(' ', {1}, {2}))",
            row.order.address,
            row.order.resident.area.name,
            row.order.resident.room,
        )
    )
    """The address that was given with the order, or else the home."""
    resident_phone: str | None = expression(lambda row: row.order.resident.phone_masked)
    """Their telephone number, masked; `deliveryStopCall` gives it in full, and is logged."""
    note: str | None = expression(lambda row: row.order.note)
    """What the person wants to be known."""
    needs: list[LabelNeed] = expression(
        lambda row: Operation(
            "SELECT need.needs FROM meal_order o, LATERAL (" + _NEEDS + ") need WHERE o.id = {0}",
            row.order_id,
        )
    )
    """What the food must respect, allergies first: to be compared with the label (饮食提示)."""
    lines: list[KitchenPortion] = expression(
        lambda row: Operation("coalesce(" + reads.lines_now("{0}") + ", '[]')", row.order_id)
    )
    """What is in the box."""
    signed_by: str | None
    """Who signed for it."""
    signer: rules.DoorSigner | None
    """What they are to the person."""
    signature: str | None
    """The signature as an SVG path (签名)."""
    moves: list[DeliveryStopMove] = many("moves", order_by="at", expected=2)
    """What happened to it."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _inside_is_seen(row.round, viewer)


@record(models.DeliveryRoundMove)
class DeliveryRoundMove:
    """One thing that happened to a round (班次变更)."""

    at: datetime
    """When."""
    from_status: rules.RoundStatus | None
    """From which state; null when it was planned."""
    to_status: rules.RoundStatus
    """To which state; the same one when it was offered or handed over."""
    volunteer: str | None = expression(lambda row: row.volunteer.display_name)
    """In whose hands it was afterwards."""
    reason: str | None
    """Why."""
    by: str | None = expression(lambda row: row.by.display_name)
    """Who did it; null when the hub did."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return _inside_is_seen(row.round, viewer)


@node(models.DeliveryRound)
class DeliveryRound:
    """One volunteer's way with the boxes of one meal (送餐班次)."""

    point: MealSite | None = one()
    """Where it sets out."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    number: int
    """Its number within the meal, counting from 1."""
    mode: rules.TravelMode
    """How the volunteer goes."""
    vehicle: str | None
    """The vehicle, as staff call it."""
    capacity: int
    """How many boxes it takes."""
    volunteer: str | None = expression(lambda row: row.volunteer.display_name)
    """Who drives it; null while nobody does."""
    is_mine: bool = expression(
        lambda row, viewer: Operation(
            "{0} IS NOT DISTINCT FROM {1}", row.volunteer_id, viewer.account_id
        )
    )
    """Whether the viewer drives it."""
    is_offered: bool
    """Whether it waits for another volunteer to take it over."""
    depart_at: datetime
    """When it sets out by the plan."""
    status: rules.RoundStatus
    """Where it stands."""
    status_at: datetime
    """Since when it stands there."""
    stop_count: int = expression(
        lambda row: Operation(
            "SELECT count(*) FROM delivery_stop WHERE round_id = {0} AND status <> 'CANCELLED'",
            row.id,
        )
    )
    """How many stops it has."""
    pending_count: int = expression(
        lambda row: Operation(
            "SELECT count(*) FROM delivery_stop WHERE round_id = {0} AND status = 'PENDING'",
            row.id,
        )
    )
    """How many of them are left to do."""
    stops: list[DeliveryStop] = many("stops", order_by="position", expected=15)
    """The stops in order; staff see them, and its own volunteer until the day is over."""
    moves: list[DeliveryRoundMove] = many("moves", order_by="at", expected=5)
    """What happened to it; staff see that, and its own volunteer until the day is over."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        # Where a round goes is no business of the volunteers who may take it over.
        may_take = _is_free(row) & (row.on >= viewer.today) & _is_at(row, viewer, VOLUNTEERS)
        return _is_at(row, viewer, STAFF) | _is_own(row, viewer) | may_take


@filters(models.DeliveryRound)
class DeliveryRoundFilter:
    """Which rounds."""

    periods: list[rules.MealPeriod] | None = where(lambda row, value: any_of(row.period, value))
    """Only for one of these meals."""
    statuses: list[rules.RoundStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""


@orders(models.DeliveryRound)
class DeliveryRoundOrder(Enum):
    """How rounds are sorted."""

    NUMBER = "period,number"
    """By meal and number."""
    DEPARTURE = "depart_at,number"
    """By departure."""


@root(*STAFF, filter=DeliveryRoundFilter, order=DeliveryRoundOrder)
def delivery_rounds(
    row: Row, viewer: Asker, site_id: strawberry.ID, on: date
) -> Connection[DeliveryRound]:
    """The delivery rounds of a canteen and its meal points on a day (送餐班次).

    Args:
        site_id: The canteen that cooks, or a meal point.
        on: The day of the meals.
    """
    key = key_of(site_id, "MealSite")
    is_here = (row.point_id == key) | (row.point.kitchen_id == key)
    return is_here & (row.on == on) & _is_at(row, viewer, STAFF)


@root(*VOLUNTEERS, filter=DeliveryRoundFilter, order=DeliveryRoundOrder)
def my_delivery_rounds(row: Row, viewer: Asker, on: date) -> Connection[DeliveryRound]:
    """One's own rounds of a day, with every door (我的送餐班次).

    Args:
        on: The day of the meals.
    """
    return (row.volunteer_id == viewer.account_id) & (row.on == on)


@root(*VOLUNTEERS, order_by="depart_at,number", limit=50)
def delivery_rounds_offered(row: Row, viewer: Asker) -> list[DeliveryRound]:
    """Rounds that wait for a volunteer where the viewer is one, without their doors (待接班次)."""
    return _is_free(row) & (row.on >= viewer.today) & _is_at(row, viewer, VOLUNTEERS)
