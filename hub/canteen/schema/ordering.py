"""Orders, their lines, moves and money, as clients read them."""

from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

import strawberry

from hub.canteen import models, rules
from hub.canteen.schema.access import AUDITORS, STAFF, works_here
from hub.canteen.schema.codes import MealCode, meal_code
from hub.canteen.schema.moves import possible_moves
from hub.canteen.schema.payment_types import MealPayment
from hub.canteen.schema.policies import SubsidyPolicy
from hub.canteen.schema.types import MealSite, MenuItem
from hub.kernel.access import Role
from hub.people.rules import ProxyScope
from hub.people.schema.types import Resident
from hub.query import (
    Asker,
    Context,
    Fen,
    Operation,
    any_of,
    column,
    contains_text,
    enumeration,
    expression,
    filters,
    is_set,
    key_of,
    many,
    node,
    one,
    orders,
    payload,
    python,
    record,
    seen_with,
    where,
)

enumeration(rules.OrderChannel)
enumeration(rules.QuoteStepKind)
enumeration(rules.FundingLevel)
enumeration(rules.DietConflictKind)
enumeration(rules.DietResolution)

_PICKUP = rules.FulfilmentMode.PICKUP.value
_DELIVERY = rules.FulfilmentMode.DELIVERY.value


@payload
class MealQuoteStep:
    """One step of working out what a meal costs (计价步骤)."""

    kind: rules.QuoteStepKind
    """Which step."""
    amount_fen: Fen
    """What it came to."""
    words: str
    """The step in words, in the language of the request."""


@payload
class MealQuoteShare:
    """What one level of government pays of a subsidy (出资分担)."""

    level: rules.FundingLevel
    """Who pays."""
    amount_fen: Fen
    """How much."""


@payload
class DietCaution:
    """A dish that may not suit the person; it can be ordered all the same (饮食提醒)."""

    dish: str
    """The dish."""
    warning: rules.DietWarning
    """Why it may not suit them."""


def _is_served_by(order: Any, viewer: Asker, *roles: Role) -> Any:
    """The viewer has one of the roles where the order is cooked, or where it is served."""
    return works_here(viewer, roles, order.site) | works_here(viewer, roles, order.point)


def _price_is_seen(order: Any, viewer: Asker) -> Any:
    """Who may know how the price came about: it tells of age, diet and circumstances."""
    ordered = viewer.acts_for(order.resident_id, ProxyScope.MEAL_ORDER)
    return ordered | _is_served_by(order, viewer, *STAFF, *AUDITORS)


def _order_is_seen(order: Any, viewer: Asker) -> Any:
    # As `rules.is_to_collect`.
    to_collect = order.status.isin(sorted(rules.OPEN)) & (order.mode == _PICKUP)
    collects = viewer.acts_for(order.resident_id, ProxyScope.MEAL_COLLECT) & to_collect
    return _price_is_seen(order, viewer) | collects


@record(models.MealOrderLine)
class MealOrderLine:
    """Portions of one dish in an order (订单明细)."""

    position: int
    """Its place in the order."""
    name: str
    """The dish, as it was called when it was ordered."""
    name_en: str | None
    """Its name in English."""
    portions: int
    """How many portions."""
    price_fen: Fen
    """What one portion cost."""
    item: MenuItem | None = one()
    """The dish on its menu."""

    visible = seen_with("order", _order_is_seen)


@record(models.MealOrderMove)
class MealOrderMove:
    """One move of an order along its states (状态变更)."""

    at: datetime
    """When."""
    from_status: rules.OrderStatus | None
    """From which state; null when the order was placed."""
    to_status: rules.OrderStatus
    """To which state."""
    reason: str | None
    """Why."""
    by: str | None = expression(
        lambda row: row.by.display_name,
        seen=lambda row, viewer: _is_served_by(row.order, viewer, *STAFF),
    )
    """Who moved it; only its staff see that, and it is null when the hub did it."""

    visible = seen_with("order", _order_is_seen)


def _steps(row: Any, ctx: Context) -> list[MealQuoteStep] | None:
    """How its price was worked out when it was accepted; null for who only collects it."""
    return [
        MealQuoteStep(
            kind=rules.QuoteStepKind(step["kind"]),
            amount_fen=step["amount_fen"],
            words=step["en" if ctx.language == "en" else "zh"],
        )
        for step in row.quote["steps"]
    ]


def _cautions(row: Any, ctx: Context) -> list[DietCaution] | None:
    """The dishes known not to suit the person when it was accepted; null for who collects it."""
    return [
        DietCaution(dish=caution["name"], warning=rules.DietWarning(caution["warning"]))
        for caution in row.quote["cautions"]
    ]


def _shares(row: Any, ctx: Context) -> list[MealQuoteShare] | None:
    """Who pays the subsidy, and how much of it; null for who only collects the order."""
    return [
        MealQuoteShare(level=rules.FundingLevel(share["level"]), amount_fen=share["amount_fen"])
        for share in row.shares
    ]


@node(models.Redemption)
class Redemption:
    """The proof that a meal was taken, apart from where its order stands (核销)."""

    order: "MealOrder | None" = one()
    """The order."""
    point: MealSite | None = one()
    """Where the meal was handed over."""
    method: rules.RedemptionMethod
    """How it was proved who took it."""
    reason: str | None
    """Why staff vouch for it."""
    at: datetime
    """When the meal was handed over."""
    recorded_at: datetime
    """When the hub heard of it: later, when the counter had no network."""
    by: str | None = expression(
        lambda row: row.by.display_name,
        seen=lambda row, viewer: _is_served_by(row.order, viewer, *STAFF, *AUDITORS),
    )
    """Who handed it over; only staff and auditors see that."""
    collector_name: str | None = expression(lambda row: row.collector.name)
    """Who fetched it for the resident; null when they came in person."""
    was_offline: bool = expression(lambda row: is_set(row.list_id))
    """Whether it was scanned without a network (离线核销)."""
    reversed_at: datetime | None
    """When it was taken back; null while it stands."""
    reversed_reason: str | None
    """Why it was taken back."""

    visible = seen_with("order", _order_is_seen)


def _may_show(order: Any, viewer: Asker) -> Any:
    """The meal can be fetched today, and the viewer is who may: who dines in comes in person."""
    is_due = order.status.isin(sorted(rules.OPEN)) & (order.on == viewer.today)
    is_self = (order.resident_id == viewer.resident_id) & (order.mode != _DELIVERY)
    may_fetch = viewer.acts_for(order.resident_id, ProxyScope.MEAL_COLLECT)
    return is_due & may_fetch & (is_self | (order.mode == _PICKUP))


def _qr(row: Any, ctx: Context) -> MealCode | None:
    """The code to show at the counter, for who may fetch the meal and on its day (取餐码)."""
    if ctx.viewer.resident_id is None:
        return None
    return meal_code(UUID(str(row.id)), ctx.viewer.resident_id, ctx.now)


@node(models.DietConflict)
class DietConflict:
    """A dish that was changed after it was ordered, and does not suit the person (饮食冲突)."""

    order: "MealOrder | None" = one()
    """The order."""
    item: MenuItem | None = one()
    """The dish on its menu."""
    kind: rules.DietConflictKind
    """Why it does not suit them."""
    dish_name: str
    """The dish, as it was called when that was found."""
    found_at: datetime
    """When that was found."""
    resolution: rules.DietResolution | None
    """What became of it; null while the order cannot be packed."""
    resolved_at: datetime | None
    """When it was resolved."""
    reason: str | None
    """Why they take it all the same."""

    visible = seen_with("order", _price_is_seen)


@filters(models.MealOrder)
class MealOrderFilter:
    """Which meal orders."""

    statuses: list[rules.OrderStatus] | None = where(lambda row, value: any_of(row.status, value))
    """Only in one of these states."""
    periods: list[rules.MealPeriod] | None = where(lambda row, value: any_of(row.period, value))
    """Only for one of these meals."""
    modes: list[rules.FulfilmentMode] | None = where(lambda row, value: any_of(row.mode, value))
    """Only served in one of these ways."""
    point_id: strawberry.ID | None = where(
        lambda row, value: row.point_id == key_of(value, "MealSite")
    )
    """Only at this canteen or meal point."""
    text: str | None = where(
        lambda row, value: (
            contains_text(row.resident.name, value)
            | contains_text(row.resident.name_pinyin, value)
            | contains_text(row.resident.name_initials, value)
        )
    )
    """Only of residents whose name, or its pinyin, holds this text."""
    number: int | None = where(lambda row, value: row.number == value)
    """Only the order of this number."""
    from_on: date | None = where(lambda row, value: row.on >= value)
    """Only for meals from this day on."""
    until_on: date | None = where(lambda row, value: row.on < value)
    """Only for meals before this day."""
    has_diet_conflict: bool | None = where(
        lambda row, value, viewer: (row.has_diet_conflict == value) & _price_is_seen(row, viewer)
    )
    """Only those that have, or have not, a dish that does not suit the person any more; none of
    those that one only collects."""


@orders(models.MealOrder)
class MealOrderOrder(Enum):
    """How meal orders are sorted."""

    NUMBER = "number"
    """By number: as they were placed."""
    LATEST_NUMBER = "-number"
    """The last placed first."""


@orders(models.MealOrder)
class MyMealOrderOrder(Enum):
    """How one's own meal orders are sorted."""

    LATEST = "-on"
    """The latest meal first."""
    EARLIEST = "on"
    """The earliest meal first."""


@node(models.MealOrder)
class MealOrder:
    """One resident's order for one meal (订单)."""

    number: int
    """Its number within the meal, counting from 1."""
    site: MealSite | None = one()
    """The canteen that cooks it."""
    point: MealSite | None = one()
    """Where it is eaten, fetched or sent from."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    mode: rules.FulfilmentMode
    """The way of serving."""
    status: rules.OrderStatus
    """Where it stands."""
    status_at: datetime
    """Since when it stands there."""
    resident: Resident | None = one()
    """For whom it is; null for who may not know more of them than the name."""
    resident_name: str = expression(lambda row: row.resident.name)
    """Their name."""
    resident_phone: str | None = expression(
        lambda row: row.resident.phone_masked,
        seen=lambda row, viewer: _is_served_by(row, viewer, *STAFF),
    )
    """Their telephone number, masked; only its staff see it."""
    price_fen: Fen
    """The dishes at list price."""
    discount_fen: Fen
    """The operator's discount."""
    subsidy_fen: Fen
    """The subsidy, which the person never has in hand."""
    due_fen: Fen
    """What the person pays."""
    policy: SubsidyPolicy | None = one(seen=_price_is_seen)
    """The policy that the subsidy follows; null for who only collects it."""
    address: str | None
    """Where it is delivered."""
    note: str | None = column(seen=_price_is_seen)
    """What the kitchen should know, which may speak of health; null for who only collects it."""
    channel: rules.OrderChannel
    """Who placed it, and how."""
    placed_at: datetime
    """When it was accepted."""
    is_after_cutoff: bool
    """Whether staff added it after the cut-off."""
    cutoff_at: datetime = expression(lambda row: row.serving.cutoff_at)
    """Until when it can be cancelled without loss."""
    cancelled_at: datetime | None
    """When it was cancelled."""
    possible_moves: list[rules.OrderStatus] = expression(possible_moves)
    """Where the viewer may move it now: by cancelling, objecting or as staff (可变更状态)."""
    has_diet_conflict: bool | None = column(seen=_price_is_seen)
    """Whether a dish was changed and does not suit the person: it cannot be packed (饮食冲突)."""
    diet_conflicts: list[DietConflict] = many("diet_conflicts", order_by="found_at", expected=1)
    """Dishes that were changed after it was placed, and did not suit the person."""
    lines: list[MealOrderLine] = many("lines", order_by="position", expected=3)
    """What was ordered."""
    moves: list[MealOrderMove] = many("moves", order_by="at", expected=6)
    """How it came to where it stands."""
    redemptions: list[Redemption] = many("redemptions", order_by="-recorded_at", expected=1)
    """When, where and on what proof the meal was taken, the latest first, reversed ones too."""
    paid_fen: Fen = expression(
        lambda row: Operation(
            "COALESCE((SELECT paid_fen FROM meal_bill WHERE order_id = {0}), 0)", row.id
        )
    )
    """What of it is paid; less what was given back."""
    payments: list[MealPayment] = many("payments", order_by="created_at", expected=1)
    """The payments for it, with those that came to nothing."""

    steps = python("quote", seen=_price_is_seen)(_steps)
    cautions = python("quote", seen=_price_is_seen)(_cautions)
    shares = python("shares", seen=_price_is_seen)(_shares)
    qr = python("id", seen=_may_show)(_qr)

    visible = staticmethod(_order_is_seen)
